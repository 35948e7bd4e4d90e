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

/// Each class a school of its own below one unit: that unit's report as others see it.
fn outside(facts: &Facts) -> Report {
    let mut trees = [grown(facts)];
    hide(&mut trees);
    report_of(&trees[0])
}

fn grown(facts: &Facts) -> Tree {
    let root = Place {
        unit: unit(9000),
        above: None,
        units: vec![unit(9000)],
    };
    let schools = facts.classes.iter().map(|class| Place {
        unit: class.school.unwrap(),
        above: Some(0),
        units: vec![class.school.unwrap(), class.class],
    });
    Tree::grow([root].into_iter().chain(schools).collect(), facts)
}

/// The report of a tree's first unit.
fn report_of(tree: &Tree) -> Report {
    let mut sheets = tree.sheets().map(|(_, _, sheet)| sheet.clone());
    let first = sheets.next().unwrap();
    Report {
        total: first.total,
        below: sheets.map(|sheet| sheet.total).chain(first.own).collect(),
        grades: first.grades,
        all_grades: first.all_grades,
    }
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
    let report = Report::compile(&facts, &parts, "", "");
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
    let report = outside(&facts);
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
    let outside = outside(&facts);
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
    let (facts, _) = two_parts(
        class(100, 4, &[(Gender::Female, 20, 2, 0)]),
        class(200, 5, &[(Gender::Female, 20, 12, 0)]),
    );
    let report = outside(&facts);
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
        let report = outside(&two_parts(a, b).0);
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
        let report = outside(&two_parts(a, b).0);
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

fn all_counts(sheet: &Sheet) -> Vec<Count> {
    let grades = sheet.grades.iter().chain([&sheet.all_grades]);
    let of_people = Measure::ALL.into_iter().filter(|m| m.is_people());
    let total = of_people.map(|measure| sheet.total[measure]);
    let splits = grades.flat_map(|row| row.splits());
    total.chain(splits.flat_map(Split::counts)).collect()
}

proptest! {
    /// Schools of several classes and grades: of no sum over units, khối or genders is exactly one unknown, in whichever sheets they stand.
    #[test]
    fn nothing_can_be_worked_out_from_other_sheets(classes in prop::collection::vec(any_class(0), 2..7)) {
        let classes = classes.into_iter().enumerate().map(|(n, class)| ClassFacts {
            class: unit(100 + n as u128),
            school: Some(unit(10 + n as u128 % 3)),
            ..class
        });
        let facts = Facts { classes: classes.collect(), ..Facts::default() };
        let place = |n: u128, above, units| Place { unit: unit(n), above, units };
        let of_school = |n: u128| {
            let classes = facts.classes.iter().filter(move |class| class.school == Some(unit(n)));
            classes.map(|class| class.class).collect()
        };
        let places = vec![
            place(1, None, vec![]),
            place(2, Some(0), vec![]),
            place(10, Some(1), of_school(10)),
            place(11, Some(1), of_school(11)),
            place(12, Some(0), of_school(12)),
        ];
        let mut trees = [Tree::grow(places, &facts)];
        hide(&mut trees);
        let sheets: Vec<_> = trees[0].sheets().collect();
        let lone = |counts: Vec<Count>| counts.iter().filter(|count| count.seen().is_none()).count() == 1;
        for (one, _, sheet) in &sheets {
            prop_assert!(all_counts(sheet).iter().all(|count| !count.seen().is_some_and(|n| (1..SMALL).contains(&n))));
            let below: Vec<&Sheet> = sheets.iter().filter(|(_, above, _)| *above == Some(*one)).map(|(_, _, sheet)| *sheet).collect();
            if below.is_empty() {
                continue;
            }
            for measure in Measure::ALL.into_iter().filter(|m| m.is_people()) {
                prop_assert!(!lone(below.iter().chain([sheet]).map(|sheet| sheet.total[measure]).collect()));
            }
            for row in &sheet.grades {
                let rows = below.iter().filter_map(|sheet| sheet.grades.iter().find(|below| below.grade == row.grade));
                let rows: Vec<_> = rows.chain([row]).collect();
                for which in 0..3 {
                    for side in 0..4 {
                        prop_assert!(!lone(rows.iter().map(|row| row.splits()[which].counts()[side]).collect()));
                    }
                }
            }
        }
    }

    /// A longer span that ends on the same day: what is the same number in both is hidden in both, and nobody is pointed at by the difference.
    #[test]
    fn a_longer_span_gives_nothing_away(a in any_class(100), b in any_class(200), more in 0i64..7) {
        let (facts, _) = two_parts(a, b);
        let mut longer = facts.clone();
        for class in &mut longer.classes {
            for taken in &mut class.learnt.taken {
                taken.took_part = (taken.took_part + more).min(taken.enrolled);
            }
        }
        let mut trees = [grown(&facts), grown(&longer)];
        let open = trees.clone();
        hide(&mut trees);
        let pairs = open[0].sheets().zip(open[1].sheets()).zip(trees[0].sheets().zip(trees[1].sheets()));
        for (((.., short), (.., long)), ((.., short_seen), (.., long_seen))) in pairs {
            let counts = all_counts(short).into_iter().zip(all_counts(long));
            let seen = all_counts(short_seen).into_iter().zip(all_counts(long_seen));
            for ((short, long), (short_seen, long_seen)) in counts.zip(seen) {
                let left = long.seen().unwrap() - short.seen().unwrap();
                let both = short_seen.seen().is_some() && long_seen.seen().is_some();
                prop_assert!(!(both && (1..SMALL).contains(&left)));
                prop_assert!(left != 0 || short_seen.seen() == long_seen.seen());
            }
        }
    }
}

#[test]
fn what_is_hidden_is_not_written_down() {
    let (facts, _) = two_parts(
        class(100, 4, &[(Gender::Male, 20, 3, 0)]),
        class(200, 5, &[(Gender::Male, 20, 12, 0)]),
    );
    let mut trees = [grown(&facts)];
    hide(&mut trees);
    for (_, _, sheet) in trees[0].sheets() {
        let text = serde_json::to_string(sheet).unwrap();
        let back: Sheet = serde_json::from_str(&text).unwrap();
        let cells = |sheet: &Sheet| {
            all_counts(sheet)
                .into_iter()
                .map(Count::cell)
                .collect::<Vec<_>>()
        };
        assert_eq!(cells(&back), cells(sheet));
    }
    let small = trees[0].sheets().nth(1).unwrap().2;
    let text = serde_json::to_string(small).unwrap();
    assert!(text.contains("\"small\"") && !text.contains("3"), "{text}");
}
