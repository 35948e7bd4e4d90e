//! From counted facts to figures: every class, session and branch once in the total and once in each unit below that it lies in.

use super::{Below, ClassFacts, Facts, Figures, GradeFigures, Measure, Report, Taken, Theme};
use crate::ids::{ActivityId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

impl Report {
    /// Adds the facts up. `own` names what the unit itself held outside all units below it.
    pub fn compile(facts: &Facts, below: &[Below], name: &str, own: &str) -> Self {
        let total = figures(facts, None, name, |_| true);
        let mut rows: Vec<Figures> = below
            .iter()
            .map(|one| {
                figures(facts, Some(one.unit), &one.name, |unit| {
                    facts
                        .tops_of
                        .get(&unit)
                        .is_some_and(|tops| tops.contains(&one.unit))
                })
            })
            .collect();
        if !below.is_empty() {
            let outside = figures(facts, None, own, |unit| {
                let tops = facts.tops_of.get(&unit).map_or(&[][..], Vec::as_slice);
                !below.iter().any(|one| tops.contains(&one.unit))
            });
            let attended = |theme: Theme| outside[theme.attendances()].seen() > Some(0);
            if Theme::ALL.into_iter().any(attended) {
                rows.push(outside);
            }
        }
        let mut grades: BTreeMap<Option<i64>, GradeFigures> = BTreeMap::new();
        let mut all_grades = GradeFigures::default();
        for class in &facts.classes {
            let grade = grades.entry(class.grade).or_default();
            grade.grade = class.grade;
            for figures in [grade, &mut all_grades] {
                figures.add(class);
            }
        }
        Self {
            total,
            below: rows,
            grades: grades.into_values().collect(),
            all_grades,
        }
    }
}

impl GradeFigures {
    fn add(&mut self, class: &ClassFacts) {
        for taken in &class.learnt.taken {
            self.enrolled.add(taken.gender, taken.enrolled);
            self.took_part.add(taken.gender, taken.took_part);
            self.finished_set.add(taken.gender, taken.finished_set);
        }
    }
}

impl Figures {
    fn add(&mut self, class: &ClassFacts) {
        let sum = |of: fn(&Taken) -> i64| class.learnt.taken.iter().map(of).sum::<i64>();
        let (enrolled, took_part) = (sum(|t| t.enrolled), sum(|t| t.took_part));
        let tested = class.learnt.tested;
        let reached = enrolled > 0 && class.learnt.most_in_one_module * 2 >= enrolled;
        for (measure, n) in [
            (Measure::Enrolled, enrolled),
            (Measure::TookPart, took_part),
            (Measure::PrePost, tested.pre_post),
            (Measure::PreSum, tested.gain.first),
            (Measure::PostSum, tested.gain.second),
            (Measure::PostRecall, tested.post_recall),
            (Measure::PostSumOfRecall, tested.recall.first),
            (Measure::RecallSum, tested.recall.second),
            (Measure::Asked111, tested.asked_111),
            (Measure::Knew111, tested.knew_111),
            (Measure::Classes, 1),
            (Measure::ClassesReached, i64::from(reached)),
        ] {
            self[measure].add(n);
        }
        if class.learnt.has_set {
            self[Measure::Given].add(enrolled);
            self[Measure::FinishedSet].add(sum(|t| t.finished_set));
        }
    }
}

fn figures(
    facts: &Facts,
    unit: Option<UnitId>,
    name: &str,
    within: impl Fn(UnitId) -> bool,
) -> Figures {
    let mut figures = Figures {
        unit,
        name: name.to_owned(),
        ..Figures::default()
    };
    let mut schools: BTreeMap<UnitId, bool> = BTreeMap::new();
    for class in facts.classes.iter().filter(|c| within(c.class)) {
        figures.add(class);
        if let Some(school) = class.school {
            let took_part = class.learnt.taken.iter().any(|taken| taken.took_part > 0);
            *schools.entry(school).or_default() |= took_part;
        }
    }
    for took_part in schools.into_values() {
        figures[Measure::Schools].add(1);
        figures[Measure::SchoolsTookPart].add(i64::from(took_part));
    }
    let held = &facts.held;
    for sessions in &held.sessions {
        if sessions.units.iter().any(|unit| within(*unit)) {
            figures[sessions.theme.sessions()].add(sessions.n);
        }
    }
    let shared = held.shared.iter().filter(|shared| within(shared.unit));
    let shared: BTreeSet<(ActivityId, Theme)> = shared
        .map(|shared| (shared.activity, shared.theme))
        .collect();
    for (_, theme) in shared {
        figures[theme.sessions()].add(1);
    }
    for attended in held.attended.iter().filter(|a| within(a.unit)) {
        figures[attended.theme.attendances()].add(attended.n);
    }
    for branch in held.branches.iter().filter(|b| within(b.unit)) {
        figures[Measure::Branches].add(1);
        figures[Measure::BranchesMet].add(i64::from(branch.met));
    }
    figures
}
