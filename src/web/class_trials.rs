//! The tests of a class on its page: what was given, who took part, what may be given next.

use crate::{error::Result, server::App, store::trials};
use chrono::NaiveDate;
use lachan_app::pages::trial::{Gain, TrialLine, TrialPart, TrialState};
use lachan_core::{
    day,
    form::{Fields, Problems},
    learning::Window,
    permission::{Permit, SeeResults},
    trial::{HIDDEN_UNDER, Offer, TestKind, offer},
};

/// A form that was not accepted.
#[derive(Debug)]
pub(super) struct Refused {
    pub kind: TestKind,
    pub typed: Fields,
    pub problems: Problems,
}

/// The tests of a class, for its page.
pub(super) async fn part(
    app: &App,
    permit: &Permit<SeeResults>,
    pupils: i64,
    mut refused: Option<Refused>,
) -> Result<TrialPart> {
    let class = permit.place.unit;
    let given = trials::of_class(&app.db, class).await?;
    let has_learnt = trials::has_learnt(&app.db, class).await?;
    let sums = trials::sums(&app.db, permit).await?;
    let today = app.clock.today();
    let lines = TestKind::ALL.map(|kind| TrialLine {
        kind,
        took: match kind {
            TestKind::PreTest => sums.before,
            TestKind::PostTest => sums.after,
            TestKind::Recall => sums.recall,
        },
        state: match given.iter().find(|one| one.kind == kind) {
            Some(one) => given_state(one.window, today),
            None => match offer(kind, &given, has_learnt, today) {
                Offer::No(word) => TrialState::No(word),
                Offer::From(first) if first > today => TrialState::From(day::written(first)),
                Offer::From(_) => ready(kind, today, &mut refused),
            },
        },
    });
    Ok(TrialPart {
        base: format!("/lop/{class}"),
        pupils,
        lines: lines.into(),
        gain: (sums.paired >= HIDDEN_UNDER).then(|| gain(&sums)),
    })
}

fn gain(sums: &trials::ClassSum) -> Gain {
    let mean = |sum: i64| sum as f64 / sums.paired as f64 / 100.0;
    let written = |n: f64| format!("{n:.1}").replace('.', ",");
    let (before, after) = (mean(sums.paired_before), mean(sums.paired_after));
    Gain {
        children: sums.paired,
        before: format!("{} %", written(before)),
        after: format!("{} %", written(after)),
        points: (after > before).then(|| written(after - before)),
    }
}

fn given_state(window: Window, today: NaiveDate) -> TrialState {
    let days = [window.opens_on, window.closes_on].map(day::written);
    TrialState::Given {
        days: days.join(" – "),
        word: window.phase(today).word(),
    }
}

fn ready(kind: TestKind, today: NaiveDate, refused: &mut Option<Refused>) -> TrialState {
    if let Some(again) = refused.take_if(|refused| refused.kind == kind) {
        return TrialState::Ready {
            typed: again.typed,
            problems: again.problems,
        };
    }
    let window = Window::proposed(today);
    TrialState::Ready {
        typed: Fields::default()
            .with("from", window.opens_on.to_string())
            .with("to", window.closes_on.to_string()),
        problems: Problems::default(),
    }
}
