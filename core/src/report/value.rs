//! What an indicator comes to for a unit.

use super::{
    Count, Figures, Formula, Indicator,
    indicator::Tests,
    table::{Cell, Scale},
};
use crate::round::divided;

/// The value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Share {
        part: Cell,
        whole: Cell,
        percent: Cell,
    },
    Compared {
        children: Cell,
        first: Cell,
        second: Cell,
        points: Cell,
        /// The points, or in what is kept a percentage.
        change: Cell,
    },
    Held {
        sessions: Cell,
        attendances: Cell,
    },
    /// Nothing is known of it yet; the word for that.
    NotYet(Cell),
}

impl Indicator {
    /// Its value for a unit.
    pub fn of(self, figures: &Figures) -> Value {
        self.formula.of(figures)
    }
}

impl Formula {
    /// What it comes to for a unit.
    pub fn of(self, figures: &Figures) -> Value {
        match self {
            Self::Share { part, whole } => Value::Share {
                part: figures[part].cell(),
                whole: figures[whole].cell(),
                percent: percent(figures[part], figures[whole]),
            },
            Self::Gain(tests) => compared(figures, tests, |points, _| points),
            Self::Kept(tests) => compared(figures, tests, |_, kept| kept),
            Self::Held(theme) => Value::Held {
                sessions: figures[theme.sessions()].cell(),
                attendances: figures[theme.attendances()].cell(),
            },
            Self::NotYet { .. } => Value::NotYet(Cell::word("value-not-yet")),
        }
    }
}

fn compared(figures: &Figures, tests: Tests, change: fn(Cell, Cell) -> Cell) -> Value {
    let children = figures[tests.children];
    let seen = children.seen().filter(|n| *n > 0);
    // Each number is rounded once, from the exact sums.
    let mean =
        |sum: i64, scale| seen.map_or(Cell::Nothing, |n| Cell::Tenths(divided(sum, n * 10), scale));
    let [first, second] = [tests.first, tests.second].map(|sum| figures[sum].seen().unwrap_or(0));
    let points = mean(second - first, Scale::Points);
    let kept = match seen {
        Some(_) if first > 0 => Cell::Tenths(divided(second * 1000, first), Scale::Percent),
        _ => Cell::Nothing,
    };
    Value::Compared {
        children: children.cell(),
        first: mean(first, Scale::Percent),
        second: mean(second, Scale::Percent),
        change: change(points.clone(), kept),
        points,
    }
}

/// A share in percent, as it is rounded on paper; nothing where one of the two is hidden, and of nothing.
fn percent(part: Count, whole: Count) -> Cell {
    match (part.seen(), whole.seen()) {
        (Some(part), Some(whole)) if whole > 0 => {
            Cell::Tenths(divided(part * 1000, whole), Scale::Percent)
        }
        _ => Cell::Nothing,
    }
}

impl Value {
    /// The one number it comes to.
    pub fn result(&self) -> &Cell {
        match self {
            Self::Share { percent, .. } => percent,
            Self::Compared { change, .. } => change,
            Self::Held { sessions, .. } => sessions,
            Self::NotYet(word) => word,
        }
    }

    /// All of it in one sentence.
    pub fn said(self) -> Cell {
        match self {
            Self::Share {
                part,
                whole,
                percent,
            } => Cell::said(
                "value-share",
                [("part", part), ("whole", whole), ("percent", percent)],
            ),
            Self::Compared {
                children,
                first: Cell::Tenths(first, _),
                second: Cell::Tenths(second, _),
                change,
                ..
            } => Cell::said(
                "value-compared",
                [
                    ("first", Cell::Tenths(first, Scale::Bare)),
                    ("second", Cell::Tenths(second, Scale::Bare)),
                    ("change", change),
                    ("n", children),
                ],
            ),
            Self::Compared { children, .. } => Cell::said("value-not-compared", [("n", children)]),
            Self::Held {
                sessions,
                attendances,
            } => Cell::said(
                "value-held",
                [("sessions", sessions), ("attendances", attendances)],
            ),
            Self::NotYet(word) => word,
        }
    }
}
