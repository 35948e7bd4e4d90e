//! Facts by the unit they are about, and what they add up to for a set of units: every class, activity and branch once.

use super::{
    ClassFacts, Facts, Figures, GradeFigures, Measure, Sessions, Taken, Theme, facts::Attended,
};
use crate::ids::{ActivityId, UnitId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Facts by unit.
pub(super) struct Index<'a> {
    classes: HashMap<UnitId, &'a ClassFacts>,
    sessions: &'a [Sessions],
    /// Which of the sessions touched a unit.
    touched: HashMap<UnitId, Vec<usize>>,
    shared: HashMap<UnitId, Vec<(ActivityId, Theme)>>,
    attended: HashMap<UnitId, Vec<&'a Attended>>,
    branches: HashMap<UnitId, bool>,
}

impl<'a> Index<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        let held = &facts.held;
        let mut index = Self {
            classes: facts.classes.iter().map(|c| (c.class, c)).collect(),
            sessions: &held.sessions,
            touched: HashMap::new(),
            shared: HashMap::new(),
            attended: HashMap::new(),
            branches: held.branches.iter().map(|b| (b.unit, b.met)).collect(),
        };
        for (n, sessions) in held.sessions.iter().enumerate() {
            for unit in &sessions.units {
                index.touched.entry(*unit).or_default().push(n);
            }
        }
        for shared in &held.shared {
            let of_unit = index.shared.entry(shared.unit).or_default();
            of_unit.push((shared.activity, shared.theme));
        }
        for attended in &held.attended {
            let of_unit = index.attended.entry(attended.unit).or_default();
            of_unit.push(attended);
        }
        index
    }

    /// Every unit something is known of.
    pub(super) fn units(&self) -> BTreeSet<UnitId> {
        let classes = self.classes.keys().chain(self.touched.keys());
        let held = self.shared.keys().chain(self.attended.keys());
        classes
            .chain(held)
            .chain(self.branches.keys())
            .copied()
            .collect()
    }

    /// What a set of units comes to.
    pub(super) fn figures(&self, units: &BTreeSet<UnitId>) -> Figures {
        let mut figures = Figures::default();
        let mut schools: BTreeMap<UnitId, bool> = BTreeMap::new();
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        let mut shared: BTreeSet<(ActivityId, Theme)> = BTreeSet::new();
        for unit in units {
            if let Some(class) = self.classes.get(unit) {
                figures.add(class);
                if let Some(school) = class.school {
                    let took_part = class.learnt.taken.iter().any(|taken| taken.took_part > 0);
                    *schools.entry(school).or_default() |= took_part;
                }
            }
            touched.extend(self.touched.get(unit).into_iter().flatten());
            shared.extend(self.shared.get(unit).into_iter().flatten());
            for attended in self.attended.get(unit).into_iter().flatten() {
                figures[attended.theme.attendances()].add(attended.n);
            }
            if let Some(met) = self.branches.get(unit) {
                figures[Measure::Branches].add(1);
                figures[Measure::BranchesMet].add(i64::from(*met));
            }
        }
        for took_part in schools.into_values() {
            figures[Measure::Schools].add(1);
            figures[Measure::SchoolsTookPart].add(i64::from(took_part));
        }
        for n in touched {
            let sessions = &self.sessions[n];
            figures[sessions.theme.sessions()].add(sessions.n);
        }
        for (_, theme) in shared {
            figures[theme.sessions()].add(1);
        }
        figures
    }

    /// The khối of a set of units in their order, and all together.
    pub(super) fn grades(&self, units: &BTreeSet<UnitId>) -> (Vec<GradeFigures>, GradeFigures) {
        let mut grades: BTreeMap<Option<i64>, GradeFigures> = BTreeMap::new();
        let mut all = GradeFigures::default();
        for class in units.iter().filter_map(|unit| self.classes.get(unit)) {
            let grade = grades.entry(class.grade).or_default();
            grade.grade = class.grade;
            for figures in [grade, &mut all] {
                figures.add(class);
            }
        }
        (grades.into_values().collect(), all)
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
        let learnt = &class.learnt;
        let sum = |of: fn(&Taken) -> i64| learnt.taken.iter().map(of).sum::<i64>();
        let (enrolled, took_part) = (sum(|t| t.enrolled), sum(|t| t.took_part));
        let tested = learnt.tested;
        let reached = enrolled > 0 && learnt.most_in_one_module * 2 >= enrolled;
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
        if learnt.has_set {
            self[Measure::Given].add(enrolled);
            self[Measure::FinishedSet].add(sum(|t| t.finished_set));
        }
    }
}
