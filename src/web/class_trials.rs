//! The tests of a class on its page: what was given, who took part, what may be given next.

use crate::{error::Result, server::App, store::trials};
use chrono::NaiveDate;
use lachan_app::{
    pages::trial::{Gain, TrialLine, TrialPart, TrialState},
    text::{percent, tenths},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    learning::Window,
    permission::{Permit, SeeResults},
    round::divided,
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

/// From the exact sums, in hundredths of a percent, each number rounded once: as the report of the same children has it.
fn gain(sums: &trials::ClassSum) -> Gain {
    let n = sums.paired;
    let mean = |sum| percent(sum, n * 10_000);
    let more = sums.paired_after - sums.paired_before;
    Gain {
        children: n,
        before: mean(sums.paired_before),
        after: mean(sums.paired_after),
        points: (more > 0).then(|| tenths(divided(more, n * 10))),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_tenth_is_rounded_up_as_on_paper() {
        let sums = trials::ClassSum {
            paired: 8,
            paired_before: 8 * 5_005,
            paired_after: 8 * 6_010,
            ..trials::ClassSum::default()
        };
        let gain = gain(&sums);
        let seen = (gain.before.as_str(), gain.after.as_str(), gain.points);
        assert_eq!(seen, ("50,1 %", "60,1 %", Some("10,1".to_owned())));
    }
}
