use super::{
    table::{Cell, Scale, Why},
    *,
};
use crate::ids::ActivityId;
use proptest::prelude::*;
use uuid::Uuid;

fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn class(n: u128, grade: i64, taken: &[(Gender, i64, i64, i64)]) -> ClassFacts {
    ClassFacts {
        class: unit(n),
        school: Some(unit(n / 100)),
        grade: Some(grade),
        learnt: Learnt {
            has_set: true,
            tested: Tested::default(),
            most_in_one_module: taken.iter().map(|t| t.2).sum(),
            taken: taken
                .iter()
                .map(|&(gender, enrolled, took_part, finished_set)| Taken {
                    gender,
                    enrolled,
                    took_part,
                    finished_set,
                })
                .collect(),
        },
    }
}

fn two_parts(a: ClassFacts, b: ClassFacts) -> (Facts, Vec<Below>) {
    let parts = [&a, &b].map(|class| Below {
        unit: class.class,
        name: "một phần".into(),
    });
    let tops_of = [&a, &b].map(|class| (class.class, vec![class.class]));
    let facts = Facts {
        tops_of: tops_of.into(),
        classes: vec![a, b],
        ..Facts::default()
    };
    (facts, parts.into())
}

/// What an indicator comes to, in percent or points.
fn percent(figures: &Figures, indicator: Indicator) -> Option<f64> {
    match indicator.of(figures).result() {
        Cell::Tenths(n, _) => Some(*n as f64 / 10.0),
        _ => None,
    }
}

fn seen(figures: &Figures, measure: Measure) -> i64 {
    figures[measure].seen().unwrap()
}

fn classes(figures: &Figures) -> (i64, i64) {
    let of = |measure| seen(figures, measure);
    (of(Measure::ClassesReached), of(Measure::Classes))
}

fn sessions(figures: &Figures) -> [i64; 3] {
    Theme::ALL.map(|theme| seen(figures, theme.sessions()))
}

/// The worked example of domain §6.2: 40 children, 36 finished a module, 30 finished six of seven.
#[test]
fn the_worked_example_comes_out() {
    let facts = Facts {
        classes: vec![class(
            100,
            4,
            &[(Gender::Male, 22, 20, 16), (Gender::Female, 18, 16, 14)],
        )],
        ..Facts::default()
    };
    let report = Report::compile(&facts, &[], "4A", "");
    assert_eq!(
        Indicator::CHILDREN.of(&report.total),
        Value::Share {
            part: Cell::Count(36),
            whole: Cell::Count(40),
            percent: Cell::Tenths(900, Scale::Percent),
        }
    );
    assert_eq!(percent(&report.total, Indicator::SETS), Some(75.0));
    assert_eq!(classes(&report.total), (1, 1));
    assert_eq!(seen(&report.total, Measure::SchoolsTookPart), 1);
    assert_eq!(seen(&report.total, Measure::Schools), 1);
}

/// Domain §6.2, I06–I08: averages of the same children, hidden with their number.
#[test]
fn what_the_tests_say_is_averaged_and_hidden_with_the_children() {
    let tested = |both, first, second| Tested {
        pre_post: both,
        gain: TestSums { first, second },
        post_recall: both,
        recall: TestSums {
            first: second,
            second: first,
        },
        asked_111: both,
        knew_111: both - 1,
    };
    let mut a = class(100, 4, &[]);
    a.learnt.tested = tested(6, 6 * 5000, 6 * 7500);
    let mut b = class(200, 4, &[]);
    b.learnt.tested = tested(3, 3 * 2000, 3 * 9000);
    let (facts, parts) = two_parts(a, b);
    let mut report = Report::compile(&facts, &parts, "", "");
    let tenths = |cell: Cell| match cell {
        Cell::Tenths(n, _) => Some(n as f64 / 10.0),
        _ => None,
    };
    let gain = |figures: &Figures| match Indicator::GAIN.of(figures) {
        Value::Compared {
            first,
            second,
            points,
            ..
        } => (tenths(first), tenths(second), tenths(points)),
        _ => unreachable!(),
    };
    // (6 × 50 + 3 × 20) / 9 = 40; (6 × 75 + 3 × 90) / 9 = 80
    assert_eq!(gain(&report.total), (Some(40.0), Some(80.0), Some(40.0)));
    assert_eq!(gain(&report.below[1]), (Some(20.0), Some(90.0), Some(70.0)));
    assert_eq!(percent(&report.total, Indicator::RECALL), Some(50.0));
    assert_eq!(percent(&report.total, Indicator::NUMBER_111), Some(77.8));
    report.suppress(&facts, None);
    assert_eq!(gain(&report.below[1]), (None, None, None));
    assert_eq!(percent(&report.below[1], Indicator::RECALL), None);
    // Its neighbour is hidden with it, or the three could be worked out from the total.
    assert_eq!(gain(&report.below[0]), (None, None, None));
    assert_eq!(gain(&report.total).2, Some(40.0));
    let nobody = Report::compile(&Facts::default(), &[], "", "");
    assert_eq!(gain(&nobody.total), (None, None, None));
    assert_eq!(percent(&nobody.total, Indicator::RECALL), None);
}

#[test]
fn half_of_a_class_is_enough_and_less_is_not() {
    let mut a = class(101, 4, &[(Gender::Male, 41, 30, 0)]);
    a.learnt.most_in_one_module = 20;
    let mut b = class(102, 4, &[(Gender::Male, 41, 30, 0)]);
    b.learnt.most_in_one_module = 21;
    let (facts, parts) = two_parts(a, b);
    assert_eq!(
        classes(&Report::compile(&facts, &parts, "", "").total),
        (1, 2)
    );
}

#[test]
fn a_class_without_children_or_modules_takes_no_part() {
    let mut empty = class(100, 4, &[]);
    empty.learnt.has_set = false;
    let facts = Facts {
        classes: vec![empty],
        ..Facts::default()
    };
    let report = Report::compile(&facts, &[], "", "");
    assert_eq!(classes(&report.total), (0, 1));
    assert_eq!(percent(&report.total, Indicator::CHILDREN), None);
    assert_eq!(percent(&report.total, Indicator::SETS), None);
}

#[test]
fn a_session_of_two_parts_is_one_session_above() {
    let (mut facts, parts) = two_parts(class(100, 4, &[]), class(200, 5, &[]));
    let activity = ActivityId(Uuid::from_u128(7));
    let at = |n| Shared {
        activity,
        theme: Theme::Talk,
        unit: unit(n),
    };
    let came = |n, many| Attended {
        theme: Theme::Talk,
        unit: unit(n),
        n: many,
    };
    facts.held.shared = vec![at(100), at(200)];
    facts.held.attended = vec![came(100, 30), came(200, 31), came(999, 4)];
    let report = Report::compile(&facts, &parts, "", "tự tổ chức");
    assert_eq!(sessions(&report.total), [0, 1, 0]);
    assert_eq!(report.total[Measure::AtTalks], Count::open(65));
    assert_eq!(report.below.len(), 3);
    assert_eq!(sessions(&report.below[0]), [0, 1, 0]);
    assert_eq!(report.below[2].name, "tự tổ chức");
    assert_eq!(report.below[2][Measure::AtTalks], Count::open(4));
}

#[test]
fn three_children_are_hidden_and_cannot_be_worked_out() {
    let (facts, parts) = two_parts(
        class(
            100,
            4,
            &[(Gender::Male, 20, 3, 0), (Gender::Female, 20, 15, 0)],
        ),
        class(
            200,
            5,
            &[(Gender::Male, 20, 12, 0), (Gender::Female, 20, 16, 0)],
        ),
    );
    let inside = Report::compile(&facts, &parts, "", "");
    assert_eq!(inside.grades[0].took_part.male.cell(), Cell::Count(3));
    let mut outside = inside.clone();
    outside.suppress(&facts, None);
    let split = outside.grades[0].took_part;
    assert_eq!(split.male.cell(), Cell::Hidden(Why::Small));
    assert_eq!(split.female.cell(), Cell::Hidden(Why::Beside));
    assert_eq!(
        outside.grades[1].took_part.male.cell(),
        Cell::Hidden(Why::Beside)
    );
    assert_eq!(
        outside.grades[1].took_part.female.cell(),
        Cell::Hidden(Why::Beside)
    );
    assert_eq!(split.total.cell(), Cell::Count(18));
}

#[test]
fn a_share_of_a_hidden_number_is_hidden() {
    let (facts, parts) = two_parts(
        class(100, 4, &[(Gender::Female, 20, 2, 0)]),
        class(200, 5, &[(Gender::Female, 20, 12, 0)]),
    );
    let mut report = Report::compile(&facts, &parts, "", "");
    report.suppress(&facts, None);
    assert_eq!(percent(&report.below[0], Indicator::CHILDREN), None);
    assert_eq!(percent(&report.below[1], Indicator::CHILDREN), None);
    assert_eq!(percent(&report.total, Indicator::CHILDREN), Some(35.0));
}

fn any_class(n: u128) -> impl Strategy<Value = ClassFacts> {
    (
        1i64..=12,
        prop::collection::vec((0i64..25, 0i64..25, 0i64..25), 3),
    )
        .prop_map(move |(grade, taken)| {
            let genders = [Gender::Male, Gender::Female, Gender::Unknown];
            let taken: Vec<_> = genders
                .into_iter()
                .zip(taken)
                .map(|(gender, (a, b, c))| (gender, a.max(b).max(c), b, c))
                .collect();
            class(n, grade, &taken)
        })
}

proptest! {
    /// Nam + Nữ + không rõ = tổng, and khối add up to the whole (domain §6.6-1).
    #[test]
    fn parts_add_up(a in any_class(100), b in any_class(200)) {
        let (facts, parts) = two_parts(a, b);
        let report = Report::compile(&facts, &parts, "", "");
        let n = |count: Count| count.seen().unwrap();
        for row in report.grades.iter().chain([&report.all_grades]) {
            for split in [row.enrolled, row.took_part, row.finished_set] {
                prop_assert_eq!(n(split.male) + n(split.female) + n(split.unknown), n(split.total));
            }
        }
        for measure in Measure::ALL {
            prop_assert_eq!(report.below.iter().map(|row| n(row[measure])).sum::<i64>(), n(report.total[measure]));
        }
        prop_assert_eq!(report.all_grades.took_part.total, report.total[Measure::TookPart]);
    }

    /// After hiding, no count stands beside the count it is among with one to four left over.
    #[test]
    fn nobody_is_what_is_left_over(a in any_class(100), b in any_class(200)) {
        let (facts, parts) = two_parts(a, b);
        let mut report = Report::compile(&facts, &parts, "", "");
        report.suppress(&facts, None);
        let few = |part: Count, whole: Count| {
            let left = whole.seen().zip(part.seen()).map(|(whole, part)| whole - part);
            left.is_some_and(|left| (1..SMALL).contains(&left))
        };
        for row in report.below.iter().chain([&report.total]) {
            prop_assert!(!few(row[Measure::TookPart], row[Measure::Enrolled]));
            prop_assert!(!few(row[Measure::Knew111], row[Measure::Asked111]));
            prop_assert!(!few(row[Measure::FinishedSet], row[Measure::Given]));
        }
        for row in report.grades.iter().chain([&report.all_grades]) {
            prop_assert!(!few(row.took_part.total, row.enrolled.total));
            prop_assert!(!few(row.took_part.female, row.enrolled.female));
        }
    }

    /// After hiding, no sum has exactly one unknown, and no small number is left.
    #[test]
    fn nothing_small_is_left_or_can_be_worked_out(a in any_class(100), b in any_class(200)) {
        let (facts, parts) = two_parts(a, b);
        let mut report = Report::compile(&facts, &parts, "", "");
        report.suppress(&facts, None);
        let mut lines: Vec<Vec<Count>> = Vec::new();
        for measure in Measure::ALL.into_iter().filter(|m| m.is_people()) {
            lines.push(report.below.iter().chain([&report.total]).map(|row| row[measure]).collect());
        }
        for row in report.grades.iter().chain([&report.all_grades]) {
            for split in [row.enrolled, row.took_part, row.finished_set] {
                lines.push(vec![split.male, split.female, split.unknown, split.total]);
            }
        }
        for line in lines {
            prop_assert!(line.iter().all(|count| !count.seen().is_some_and(|n| (1..SMALL).contains(&n))));
            prop_assert_ne!(line.iter().filter(|count| count.seen().is_none()).count(), 1);
        }
    }
}
