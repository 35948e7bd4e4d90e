//! The reports of all units of one line at once, as whoever is outside the schools may see them.
//!
//! What is hidden depends on everything around it: on the units beside and above, on the khối, and on the longer spans that end on the same
//! day, of which one is printed beside another. So it is decided once for all of them, and a unit's sheet says the same wherever it is read.

use super::{Count, Facts, Figures, GradeFigures, Measure, index::Index, mask::Mask};
use crate::ids::UnitId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

const PEOPLE: usize = Measure::PEOPLE;
/// How many counts a khối has.
const OF_GRADE: usize = 12;

/// A unit of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub unit: UnitId,
    /// The place of the unit above, which comes earlier.
    pub above: Option<usize>,
    /// The unit itself and what lies in it and in no unit of the tree below: the classes of a school, the chi đội of a liên đội with theirs.
    pub units: Vec<UnitId>,
}

/// What a unit's report says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub total: Figures,
    /// What the unit itself held outside all units below it, where there are some and somebody came.
    pub own: Option<Figures>,
    pub grades: Vec<GradeFigures>,
    pub all_grades: GradeFigures,
}

/// The sheets of one span, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    places: Vec<(UnitId, Option<usize>)>,
    sheets: Vec<Sheet>,
}

impl Tree {
    /// Adds the facts of a span up for every unit. Nothing is hidden yet: see [`hide`].
    pub fn grow(places: Vec<Place>, facts: &Facts) -> Self {
        let index = Index::of(facts);
        let mut scopes: Vec<BTreeSet<UnitId>> = places
            .iter()
            .map(|place| place.units.iter().copied().collect())
            .collect();
        let mut outside: Vec<Option<BTreeSet<UnitId>>> = vec![None; places.len()];
        // From the last to the first: whatever lies below is complete by then.
        for n in (0..places.len()).rev() {
            if let Some(outside) = &mut outside[n] {
                outside.extend(&places[n].units);
            }
            let Some(above) = places[n].above else {
                continue;
            };
            let (before, rest) = scopes.split_at_mut(n);
            before[above].extend(&rest[0]);
            outside[above].get_or_insert_default();
        }
        // What lies in a unit below is not the upper unit's own, even where it is named there too.
        for n in 0..places.len() {
            if let Some(above) = places[n].above
                && let Some(own) = &mut outside[above]
            {
                own.retain(|unit| !scopes[n].contains(unit));
            }
        }
        let sheets = scopes.iter().zip(outside).map(|(scope, outside)| {
            let own = outside.map(|units| index.figures(&units));
            let (grades, all_grades) = index.grades(scope);
            Sheet {
                total: index.figures(scope),
                own: own.filter(Figures::anybody_came),
                grades,
                all_grades,
            }
        });
        Self {
            sheets: sheets.collect(),
            places: places.into_iter().map(|p| (p.unit, p.above)).collect(),
        }
    }

    /// Every unit with the unit above it and its sheet.
    pub fn sheets(&self) -> impl Iterator<Item = (UnitId, Option<UnitId>, &Sheet)> {
        let above = |place: usize| self.places[place].0;
        self.places
            .iter()
            .zip(&self.sheets)
            .map(move |((unit, place), sheet)| (*unit, place.map(above), sheet))
    }

    /// Where each sheet's counts begin in a mask, when they are laid out one sheet after the other.
    fn starts(&self, mut at: usize) -> Vec<usize> {
        let next = |sheet: &Sheet| {
            let start = at;
            at += sheet.len();
            start
        };
        self.sheets.iter().map(next).collect()
    }
}

impl Sheet {
    /// Its counts of people in one order: the total's, its own, each khối's, all khối's.
    fn counts(&mut self) -> impl Iterator<Item = &mut Count> {
        let figures = [&mut self.total].into_iter().chain(&mut self.own);
        let people = figures.flat_map(|figures| figures.counts.iter_mut().take(PEOPLE));
        let grades = self.grades.iter_mut().chain([&mut self.all_grades]);
        people.chain(grades.flat_map(GradeFigures::counts_mut))
    }

    fn len(&self) -> usize {
        self.all_grades_at() + OF_GRADE
    }

    fn grades_at(&self) -> usize {
        PEOPLE + self.own.as_ref().map_or(0, |_| PEOPLE)
    }

    fn all_grades_at(&self) -> usize {
        self.grades_at() + self.grades.len() * OF_GRADE
    }

    /// Every khối, and all, with where its counts are.
    fn rows(&self) -> impl Iterator<Item = (Option<Option<i64>>, usize)> {
        let first = self.grades_at();
        let rows = self.grades.iter().enumerate();
        let rows = rows.map(move |(n, row)| (Some(row.grade), first + n * OF_GRADE));
        rows.chain([(None, self.all_grades_at())])
    }
}

/// Decides for all numbers of some spans which are hidden. The spans end on one day and stand in order, the one that begins last first: each
/// lies in the next.
pub fn hide(trees: &mut [Tree]) {
    let mut mask = Mask::default();
    let mut starts = Vec::new();
    for tree in trees.iter_mut() {
        starts.push(tree.starts(mask.counts.len()));
        for sheet in &mut tree.sheets {
            mask.counts.extend(sheet.counts().map(|count| *count));
        }
    }
    for (tree, starts) in trees.iter().zip(&starts) {
        within_a_span(&mut mask, tree, starts);
    }
    for (n, pair) in trees.windows(2).enumerate() {
        between_spans(&mut mask, pair, &starts[n..]);
    }
    mask.hide();
    let mut hidden = mask.counts.into_iter();
    for sheet in trees.iter_mut().flat_map(|tree| &mut tree.sheets) {
        for (count, decided) in sheet.counts().zip(&mut hidden) {
            *count = decided;
        }
    }
}

fn within_a_span(mask: &mut Mask, tree: &Tree, starts: &[usize]) {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); tree.places.len()];
    for (n, (_, above)) in tree.places.iter().enumerate() {
        if let Some(above) = above {
            below[*above].push(n);
        }
    }
    for (n, sheet) in tree.sheets.iter().enumerate() {
        let start = starts[n];
        for (part, whole) in Measure::AMONG {
            mask.part(start + part as usize, start + whole as usize);
        }
        let same = [Measure::Enrolled, Measure::TookPart, Measure::FinishedSet];
        for (which, measure) in same.into_iter().enumerate() {
            let all = start + sheet.all_grades_at() + which * 4 + 3;
            mask.same(start + measure as usize, all);
        }
        for (_, row) in sheet.rows() {
            let row = start + row;
            for which in 0..3 {
                mask.sum((0..4).map(|side| row + which * 4 + side).collect());
            }
            for side in 0..4 {
                mask.part(row + 4 + side, row + side);
                mask.part(row + 8 + side, row + side);
            }
        }
        for count in 0..OF_GRADE {
            mask.sum(sheet.rows().map(|(_, row)| start + row + count).collect());
        }
        if below[n].is_empty() {
            continue;
        }
        for measure in 0..PEOPLE {
            let rows = below[n].iter().map(|child| starts[*child] + measure);
            let own = sheet.own.as_ref().map(|_| start + PEOPLE + measure);
            mask.sum(rows.chain(own).chain([start + measure]).collect());
        }
        for (grade, row) in sheet.rows() {
            let of_children = |child: &usize| {
                let mut rows = tree.sheets[*child].rows();
                let row = rows.find(|(of_child, _)| *of_child == grade);
                row.map(|(_, row)| starts[*child] + row)
            };
            let rows: Vec<usize> = below[n].iter().filter_map(of_children).collect();
            for count in 0..OF_GRADE {
                let all = rows.iter().map(|row| row + count);
                mask.sum(all.chain([start + row + count]).collect());
            }
        }
    }
}

/// The shorter span's people are among those of the longer one.
fn between_spans(mask: &mut Mask, pair: &[Tree], starts: &[Vec<usize>]) {
    let [shorter, longer] = pair else {
        return;
    };
    let units = longer.places.iter().enumerate();
    let known: HashMap<UnitId, usize> = units.map(|(n, (unit, _))| (*unit, n)).collect();
    for (n, (unit, _)) in shorter.places.iter().enumerate() {
        let Some(other) = known.get(unit).copied() else {
            continue;
        };
        let (short, long) = (&shorter.sheets[n], &longer.sheets[other]);
        let mut pairs: Vec<(usize, usize)> = (0..PEOPLE).map(|m| (m, m)).collect();
        for (grade, row) in short.rows() {
            let same = long.rows().find(|(of_long, _)| *of_long == grade);
            let counts = same.map(|(_, longer)| (0..OF_GRADE).map(move |c| (row + c, longer + c)));
            pairs.extend(counts.into_iter().flatten());
        }
        for (part, whole) in pairs {
            let (part, whole) = (starts[0][n] + part, starts[1][other] + whole);
            match mask.counts[part] == mask.counts[whole] {
                true => mask.same(part, whole),
                false => mask.part(part, whole),
            }
        }
    }
}
