//! The tests of a class on its teacher's page.

use crate::{
    parts::ask::Ask,
    parts::field::Field,
    text::{number, t, tr},
};
use lachan_core::{
    form::{Fields, Problems},
    trial::{HIDDEN_UNDER, TestKind},
};
use leptos::prelude::*;

/// The three tests on a class page.
#[derive(Clone, Debug)]
pub struct TrialPart {
    /// `/lop/{id}`
    pub base: String,
    pub pupils: i64,
    pub lines: Vec<TrialLine>,
    pub gain: Option<Gain>,
}

/// One of the three.
#[derive(Clone, Debug)]
pub struct TrialLine {
    pub kind: TestKind,
    pub state: TrialState,
    pub took: i64,
}

/// How the class stands with it.
#[derive(Clone, Debug)]
pub enum TrialState {
    /// Its days, and `given-open`, `given-later` or `given-over`.
    Given { days: String, word: &'static str },
    /// It can be given; what was typed, and what was wrong with it.
    Ready { typed: Fields, problems: Problems },
    /// Only from a later day.
    From(String),
    /// Not, and why.
    No(&'static str),
}

/// The class on average, of those who took both tests.
#[derive(Clone, Debug)]
pub struct Gain {
    pub children: i64,
    pub before: String,
    pub after: String,
    /// Only when it is a gain.
    pub points: Option<String>,
}

impl TrialPart {
    /// The part.
    pub fn view(self) -> impl IntoView + use<> {
        let (base, pupils) = (self.base, self.pupils);
        let lines = self
            .lines
            .into_iter()
            .map(|line| trial_line(&base, pupils, line))
            .collect_view();
        view! {
            <section id="truoc-sau" class="trials">
                <h2>{t("trial-title")}</h2>
                <p class="soft">{t("trial-about")}</p>
                <ul>{lines}</ul>
                <p>{gain(self.gain)}</p>
            </section>
        }
    }
}

fn gain(gain: Option<Gain>) -> String {
    let Some(gain) = gain else {
        return tr("trial-gain-hidden", &[("n", &number(HIDDEN_UNDER))]);
    };
    let n = number(gain.children);
    let both = [
        ("n", n.as_str()),
        ("before", &gain.before),
        ("after", &gain.after),
    ];
    match &gain.points {
        Some(points) => tr(
            "trial-gain",
            &[both[0], both[1], both[2], ("points", points)],
        ),
        None => tr("trial-gain-less", &both),
    }
}

fn trial_line(base: &str, pupils: i64, line: TrialLine) -> impl IntoView + use<> {
    let (name, kind) = (line.kind.word(), line.kind);
    let took = (line.took > 0).then(|| {
        tr(
            "trial-took",
            &[("n", &number(line.took)), ("of", &number(pupils))],
        )
    });
    let took = took.map(|text| view! { <p>{text}</p> });
    let action = match line.state {
        TrialState::Given { days, word } => {
            let back = format!("{base}/bai-ngan/{}/thu-hoi", kind.path());
            let look = if word == "given-open" {
                "pill done"
            } else {
                "pill"
            };
            view! {
                <p><span class=look>{t(word)}</span>" "<span class="soft">{days}</span></p>
                {took}
                {Ask {
                    step: t("trial-withdraw"),
                    about: tr("given-withdraw-asks", &[("module", &t(name))]),
                    action: back,
                    hidden: Vec::new(),
                }
                    .view()}
            }
            .into_any()
        }
        TrialState::Ready { typed, problems } => {
            let give = match kind {
                TestKind::PreTest => "trial-give-before",
                TestKind::PostTest => "trial-give-after",
                TestKind::Recall => "trial-give-recall",
            };
            view! {
                {took}
                <form method="post" action=format!("{base}/bai-ngan") class="in-line">
                    <input type="hidden" name="bai" value=kind.path() />
                    {Field::new("from", t("assign-from"), &typed, &problems).kind("date").view()}
                    {Field::new("to", t("assign-to"), &typed, &problems).kind("date").view()}
                    <button>{t(give)}</button>
                </form>
            }
            .into_any()
        }
        TrialState::From(day) => view! {
            {took}
            <p class="soft">{tr("trial-from", &[("day", &day)])}</p>
        }
        .into_any(),
        TrialState::No(word) => view! {
            {took}
            <p class="soft">{t(word)}</p>
        }
        .into_any(),
    };
    view! {
        <li class="card">
            <h3>{t(name)}</h3>
            <p>{t(&format!("{name}-about"))}</p>
            {action}
        </li>
    }
}
