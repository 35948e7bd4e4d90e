//! From counted facts to rows: every class, session and branch once in the total and once in each part it lies in.

use super::{Column, Facts, GradeRow, Part, Report, Row, Theme, facts::ClassFacts};
use crate::ids::{ActivityId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

impl Report {
    /// Adds the facts up. `own` names what the unit itself held outside all its parts.
    pub fn compile(facts: &Facts, parts: &[Part], name: &str, own: &str) -> Self {
        let total = row(facts, None, name, |_| true);
        let mut rows: Vec<Row> = parts
            .iter()
            .map(|part| {
                row(facts, Some(part.unit), &part.name, |unit| {
                    facts
                        .parts_of
                        .get(&unit)
                        .is_some_and(|tops| tops.contains(&part.unit))
                })
            })
            .collect();
        if !parts.is_empty() {
            let outside = row(facts, None, own, |unit| {
                let tops = facts.parts_of.get(&unit).map_or(&[][..], Vec::as_slice);
                !parts.iter().any(|part| tops.contains(&part.unit))
            });
            let attended = |column| outside[column].seen() > Some(0);
            if Theme::ALL.into_iter().any(|theme| attended(theme.column())) {
                rows.push(outside);
            }
        }
        let mut grades: BTreeMap<Option<i64>, GradeRow> = BTreeMap::new();
        let mut all_grades = GradeRow::default();
        for class in &facts.classes {
            let grade = grades.entry(class.grade).or_default();
            grade.grade = class.grade;
            for row in [grade, &mut all_grades] {
                row.add(class);
            }
        }
        Self {
            total,
            parts: rows,
            grades: grades.into_values().collect(),
            all_grades,
        }
    }
}

impl GradeRow {
    fn add(&mut self, class: &ClassFacts) {
        for taken in &class.taken {
            self.enrolled.add(taken.gender, taken.enrolled);
            self.took_part.add(taken.gender, taken.took_part);
            self.finished_set.add(taken.gender, taken.finished_set);
        }
    }
}

fn row(facts: &Facts, unit: Option<UnitId>, name: &str, within: impl Fn(UnitId) -> bool) -> Row {
    let mut row = Row {
        unit,
        name: name.to_owned(),
        ..Row::default()
    };
    let mut schools: BTreeMap<UnitId, bool> = BTreeMap::new();
    for class in facts.classes.iter().filter(|c| within(c.class)) {
        let sum = |of: fn(&super::Taken) -> i64| class.taken.iter().map(of).sum::<i64>();
        let (enrolled, took_part) = (sum(|t| t.enrolled), sum(|t| t.took_part));
        row[Column::Enrolled].add(enrolled);
        row[Column::TookPart].add(took_part);
        if class.has_set {
            row[Column::Given].add(enrolled);
            row[Column::FinishedSet].add(sum(|t| t.finished_set));
        }
        let tested = class.tested;
        row[Column::TookBoth].add(tested.both);
        row[Column::TookAgain].add(tested.again);
        row[Column::Asked111].add(tested.asked_111);
        row[Column::Knew111].add(tested.knew_111);
        row.gain.add(tested.gain);
        row.recall.add(tested.recall);
        row.classes.1 += 1;
        row.classes.0 += i64::from(enrolled > 0 && class.most_in_one_module * 2 >= enrolled);
        if let Some(school) = class.school {
            *schools.entry(school).or_default() |= took_part > 0;
        }
    }
    row.schools = (
        schools.values().filter(|took_part| **took_part).count() as i64,
        schools.len() as i64,
    );
    let mut sessions: [BTreeSet<ActivityId>; 3] = Default::default();
    for session in facts.sessions.iter().filter(|s| within(s.unit)) {
        sessions[session.theme as usize].insert(session.activity);
    }
    row.sessions = sessions.map(|set| set.len() as i64);
    for attended in facts.attended.iter().filter(|a| within(a.unit)) {
        row[attended.theme.column()].add(attended.n);
    }
    for branch in facts.branches.iter().filter(|b| within(b.unit)) {
        row.branches.1 += 1;
        row.branches.0 += i64::from(branch.met);
    }
    row
}
