//! What may happen in a history.

use proptest::prelude::*;

/// Something that happens; the numbers choose who and when, whoever is there then.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Finish {
        child: usize,
        module: usize,
        days_ago: u64,
    },
    Test {
        child: usize,
        kind: usize,
        days_ago: u64,
        correct: i64,
    },
    Assign {
        class: usize,
        module: usize,
        opens_in: i64,
    },
    MoveWindow {
        which: usize,
        opens_in: i64,
    },
    Withdraw {
        which: usize,
    },
    Restore {
        which: usize,
    },
    Enrol {
        class: usize,
        days_ago: u64,
    },
    Change {
        child: usize,
        class: usize,
        days_ago: u64,
    },
    Leave {
        child: usize,
        days_ago: u64,
    },
    Undo {
        child: usize,
    },
    Gender {
        child: usize,
    },
    Meet {
        host: usize,
        guests: [usize; 2],
        days_ago: i64,
    },
    Come {
        which: usize,
        among: usize,
        is_there: bool,
    },
    Close {
        which: usize,
    },
    Cancel {
        which: usize,
    },
    WalkIns {
        which: usize,
        more: i64,
    },
    Attended {
        which: usize,
        n: i64,
    },
    Days {
        n: i64,
    },
    MoveSchool {
        school: usize,
    },
    CloseUnit {
        which: usize,
    },
    NextYear {
        starts_in: i64,
    },
    Forget,
}

/// Any step.
pub fn step() -> impl Strategy<Value = Step> {
    let n = || 0usize..1000;
    let ago = || prop_oneof![3 => 0u64..3, 1 => 0u64..60];
    prop_oneof![
        6 => (n(), n(), ago()).prop_map(|(child, module, days_ago)| Step::Finish { child, module, days_ago }),
        3 => (n(), n(), ago(), 0i64..=10).prop_map(|(child, kind, days_ago, correct)| Step::Test { child, kind, days_ago, correct }),
        3 => (n(), n(), -20i64..6).prop_map(|(class, module, opens_in)| Step::Assign { class, module, opens_in }),
        1 => (n(), -20i64..6).prop_map(|(which, opens_in)| Step::MoveWindow { which, opens_in }),
        1 => n().prop_map(|which| Step::Withdraw { which }),
        1 => n().prop_map(|which| Step::Restore { which }),
        2 => (n(), ago()).prop_map(|(class, days_ago)| Step::Enrol { class, days_ago }),
        2 => (n(), n(), ago()).prop_map(|(child, class, days_ago)| Step::Change { child, class, days_ago }),
        1 => (n(), ago()).prop_map(|(child, days_ago)| Step::Leave { child, days_ago }),
        1 => n().prop_map(|child| Step::Undo { child }),
        1 => n().prop_map(|child| Step::Gender { child }),
        3 => (n(), [n(), n()], -3i64..40).prop_map(|(host, guests, days_ago)| Step::Meet { host, guests, days_ago }),
        4 => (n(), n(), any::<bool>()).prop_map(|(which, among, is_there)| Step::Come { which, among, is_there }),
        3 => n().prop_map(|which| Step::Close { which }),
        1 => n().prop_map(|which| Step::Cancel { which }),
        1 => (n(), -2i64..9).prop_map(|(which, more)| Step::WalkIns { which, more }),
        1 => (n(), 0i64..40).prop_map(|(which, n)| Step::Attended { which, n }),
        2 => (1i64..25).prop_map(|n| Step::Days { n }),
        1 => n().prop_map(|school| Step::MoveSchool { school }),
        1 => n().prop_map(|which| Step::CloseUnit { which }),
        1 => (-3i64..30).prop_map(|starts_in| Step::NextYear { starts_in }),
        1 => Just(Step::Forget),
    ]
}
