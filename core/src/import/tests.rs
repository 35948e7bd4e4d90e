//! What an import would do.

use super::*;
use crate::full_name::FullName;
use crate::{person::Birth, pupil_code::PupilCode};
use proptest::prelude::*;
use uuid::Uuid;

fn row(code: Option<&str>, name: &str, class: &str) -> ListedChild {
    ListedChild {
        sheet: "DS".into(),
        row: 8,
        typed: None,
        details: Details {
            code: code.and_then(|code| PupilCode::parse(code).unwrap()),
            full_name: FullName::parse(name).unwrap(),
            birth: Some(Birth::Year(2016)),
            gender: Gender::Female,
        },
        class: ClassName::stored(class.into()),
        hidden: false,
    }
}

/// What the school has after the list was brought in.
fn after(listed: &[ListedChild], classes: &mut BTreeSet<ClassName>) -> Vec<Known> {
    let ids: BTreeMap<ClassName, UnitId> = listed
        .iter()
        .map(|l| (l.class.clone(), UnitId(Uuid::now_v7())))
        .collect();
    classes.extend(ids.keys().cloned());
    let known = listed.iter().map(|l| Known {
        id: PupilId(Uuid::now_v7()),
        details: l.details.clone(),
        class: Some((ids[&l.class], l.class.clone())),
    });
    known.collect()
}

#[test]
fn a_child_with_a_code_may_change_name_and_class_and_stays_one_child() {
    let mut classes = BTreeSet::new();
    let known = after(&[row(Some("01"), "An", "4A")], &mut classes);
    let plan = Plan::make(
        &[row(Some("01"), "Ân", "4B")],
        &known,
        &classes,
        &Said::new(),
    );
    assert!(
        matches!(&plan.steps[..], [RowStep::Change { moved: true, was, .. }] if was.id == known[0].id)
    );
    assert_eq!(
        plan.new_classes,
        BTreeSet::from([ClassName::stored("4B".into())])
    );
    assert!(plan.missing.is_empty());
}

#[test]
fn two_children_of_the_same_name_with_codes_of_their_own_are_two() {
    let mut classes = BTreeSet::new();
    let known = after(&[row(Some("01"), "An", "4A")], &mut classes);
    let plan = Plan::make(
        &[row(Some("01"), "An", "4A"), row(Some("02"), "An", "4A")],
        &known,
        &classes,
        &Said::new(),
    );
    assert_eq!(
        plan.tally(),
        Tally {
            new: 1,
            unchanged: 1,
            ..Tally::default()
        }
    );
}

#[test]
fn who_is_not_in_the_list_is_proposed_only_for_the_classes_it_covers() {
    let mut classes = BTreeSet::new();
    let known = after(
        &[
            row(None, "An", "4A"),
            row(None, "Bình", "4A"),
            row(None, "Chi", "4B"),
        ],
        &mut classes,
    );
    let plan = Plan::make(&[row(None, "An", "4A")], &known, &classes, &Said::new());
    assert_eq!(
        plan.missing
            .iter()
            .map(|k| k.details.full_name.as_str())
            .collect::<Vec<_>>(),
        ["Bình"]
    );
}

#[test]
fn the_same_list_with_birthdays_finds_the_same_children() {
    let mut classes = BTreeSet::new();
    let mut without = row(None, "An", "4A");
    without.details.birth = None;
    let known = after(&[without.clone()], &mut classes);
    for now in [row(None, "An", "4A"), without.clone()] {
        let plan = Plan::make(std::slice::from_ref(&now), &known, &classes, &Said::new());
        assert!(plan.asked.is_empty() && plan.missing.is_empty());
        match &plan.steps[..] {
            [RowStep::Keep(id)] => assert_eq!((id, now.details.birth), (&known[0].id, None)),
            [
                RowStep::Change {
                    was,
                    now,
                    moved: false,
                },
            ] => {
                assert_eq!(was.id, known[0].id);
                assert_eq!(was.with(now).birth, Some(Birth::Year(2016)));
            }
            other => panic!("{other:?}"),
        }
    }
    // and a list that has lost them again takes none away
    let known = after(&[row(None, "An", "4A")], &mut classes);
    let plan = Plan::make(&[without], &known, &classes, &Said::new());
    assert_eq!(plan.steps, [RowStep::Keep(known[0].id)]);
}

#[test]
fn a_namesake_in_the_same_class_is_asked_about() {
    let mut classes = BTreeSet::new();
    let known = after(&[row(None, "An", "4A")], &mut classes);
    let mut other = row(None, "An", "4A");
    other.details.birth = Some(Birth::Year(2015));
    let plan = |listed: &[ListedChild], said: &Said| Plan::make(listed, &known, &classes, said);
    let asked = plan(std::slice::from_ref(&other), &Said::new());
    assert_eq!(asked.asked[0].known, known);
    let same = plan(
        std::slice::from_ref(&other),
        &Said::from([(0, Some(known[0].id))]),
    );
    assert!(same.asked.is_empty());
    assert!(matches!(&same.steps[..], [RowStep::Change { .. }]));
    let new = plan(std::slice::from_ref(&other), &Said::from([(0, None)]));
    assert!(new.asked.is_empty());
    assert!(matches!(&new.steps[..], [RowStep::Add(_)]));
    assert_eq!(new.missing.len(), 1);

    // Two rows, one of them certainly the child that is there: the list itself says that they are two.
    let both = plan(&[other.clone(), row(None, "An", "4A")], &Said::new());
    assert!(both.asked.is_empty());
    assert!(matches!(
        &both.steps[..],
        [RowStep::Add(_), RowStep::Keep(_)]
    ));

    // Two rows for one child without a birthday: nobody can tell which.
    let mut unknown = known[0].clone();
    unknown.details.birth = None;
    let listed = [other, row(None, "An", "4A")];
    let two = Plan::make(&listed, &[unknown], &classes, &Said::new());
    assert_eq!(two.asked.len(), 2);
    // In another class, or with codes of their own, they are two.
    let mut coded = row(Some("02"), "An", "4A");
    coded.details.birth = Some(Birth::Year(2015));
    let elsewhere = row(None, "An", "4B");
    let known = after(&[row(Some("01"), "An", "4A")], &mut classes);
    let plan = Plan::make(&[coded, elsewhere], &known, &classes, &Said::new());
    assert!(plan.asked.is_empty());
}

#[test]
fn whoever_sits_in_no_class_is_known_by_name_and_birthday() {
    let born = |day: &str, name: &str, class: &str| {
        let mut row = row(None, name, class);
        row.details.birth = Some(Birth::Date(day.parse().unwrap()));
        row
    };
    let last_year = [
        born("2016-03-01", "An", "4A"),
        born("2016-04-01", "Bình", "4A"),
        born("2016-04-01", "Bình", "4B"),
    ];
    let mut known = after(&last_year, &mut BTreeSet::new());
    let steps = |known: &[Known], listed: &[ListedChild]| {
        Plan::make(listed, known, &BTreeSet::new(), &Said::new()).steps
    };
    // In April nobody is taken for a child of another class.
    let an = born("2016-03-01", "An", "5A");
    assert!(matches!(
        &steps(&known, std::slice::from_ref(&an))[..],
        [RowStep::Add(_)]
    ));
    known.iter_mut().for_each(|child| child.class = None);
    let list = [
        an.clone(),
        born("2016-04-01", "Bình", "5A"),
        born("2016-03-02", "An", "5B"),
        row(None, "An", "5B"),
    ];
    let found = steps(&known, &list);
    assert!(matches!(&found[0], RowStep::Change { was, moved: true, .. } if was.id == known[0].id));
    assert!(
        found[1..]
            .iter()
            .all(|step| matches!(step, RowStep::Add(_))),
        "two of one name and day, another day, no day: nobody can tell"
    );
    let twice = steps(&known, &[an.clone(), an]);
    assert!(twice.iter().all(|step| matches!(step, RowStep::Add(_))));
}

proptest! {
    #[test]
    fn bringing_the_same_list_in_again_changes_nothing(
        people in proptest::collection::btree_map("[a-e]{1,3}", (proptest::bool::ANY, 0u8..3), 0..30)
    ) {
        let listed: Vec<ListedChild> = people
            .iter()
            .enumerate()
            .map(|(i, (name, (coded, class)))| row(coded.then(|| i.to_string()).as_deref(), name, &format!("4{class}")))
            .collect();
        let mut classes = BTreeSet::new();
        let known = after(&listed, &mut classes);
        let tally = Plan::make(&listed, &known, &classes, &Said::new()).tally();
        prop_assert_eq!(tally, Tally { unchanged: listed.len(), ..Tally::default() });
    }
}
