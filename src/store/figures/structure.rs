//! How all units of a line stand to each other, read at once: the same scopes as [`super::places`] walks for one unit, for every unit.

use super::places::Found;
use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    report::Place,
    units::{Line, UnitKind},
};
use std::collections::{HashMap, HashSet, VecDeque};

/// Units, and what joins them, as far as spans need that end on one day.
pub struct Structure {
    units: HashMap<UnitId, Found>,
    inside: HashMap<UnitId, Vec<UnitId>>,
    lines: Vec<(Line, Vec<Edge>)>,
    links: Vec<Edge>,
}

/// A child under its parent, or a class and the chi đội or chi đoàn its children form, with the days it holds.
#[derive(sqlx::FromRow)]
struct Edge {
    child: UnitId,
    parent: UnitId,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

impl Structure {
    /// Reads everything that holds at some time from the first day up to the last.
    pub async fn read(db: &Db, first: NaiveDate, last: NaiveDate) -> Result<Self> {
        let units = "select id, kind, school, grade, opened_on, closed_on from unit";
        let units: Vec<Found> = db.query(units).all().await?;
        let mut inside: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        for unit in &units {
            if let Some(school) = unit.school {
                inside.entry(school).or_default().push(unit.id);
            }
        }
        let held = "valid_from <= $2 and (valid_to is null or valid_to >= $1)";
        let mut lines = Vec::new();
        for line in [Line::Education, Line::Youth] {
            let edges = db
                .query(format!(
                    "select child, parent, valid_from, valid_to from unit_edge where {held} and relation = $3 order by valid_from desc"
                ))
                .bind(first)
                .bind(last)
                .bind(line.relation());
            lines.push((line, edges.all().await?));
        }
        let links = db
            .query(format!(
                "select class as child, youth as parent, valid_from, valid_to from unit_link where {held}"
            ))
            .bind(first)
            .bind(last);
        Ok(Self {
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
            inside,
            lines,
            links: links.all().await?,
        })
    }

    /// The classes that are there on a day, with their school and grade.
    pub fn classes(&self, on: NaiveDate) -> impl Iterator<Item = &Found> {
        let is_open = move |unit: &&Found| {
            unit.kind == UnitKind::Class
                && unit.opened_on <= on
                && unit.closed_on.is_none_or(|last| last >= on)
        };
        self.units.values().filter(is_open)
    }

    /// Every unit of a line that is a school or stands above the schools, the upper ones first, as they stood on the span's last day.
    pub fn places(&self, line: Line, span: Span) -> Vec<Place> {
        let edges = self.lines.iter().find(|(of, _)| *of == line);
        let mut below: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        let mut placed: HashSet<UnitId> = HashSet::new();
        let mut has_parent: HashSet<UnitId> = HashSet::new();
        // The newest edge of a child comes first, and is where it last was.
        for edge in edges.into_iter().flat_map(|(_, edges)| edges) {
            if self.holds(edge, edge.child, span) && placed.insert(edge.child) {
                below.entry(edge.parent).or_default().push(edge.child);
                // Whoever stands on the other line is not above anybody on this one.
                let parent = self.units.get(&edge.parent);
                if parent.is_some_and(|parent| stands(parent.kind, line)) {
                    has_parent.insert(edge.child);
                }
            }
        }
        let mut partners: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        for link in &self.links {
            if self.holds(link, link.child, span) {
                let (known, partner) = match line {
                    Line::Education => (link.child, link.parent),
                    Line::Youth => (link.parent, link.child),
                };
                partners.entry(known).or_default().push(partner);
            }
        }
        let mut roots: Vec<UnitId> = Vec::new();
        for unit in self.units.values() {
            let is_there =
                unit.opened_on <= span.to && unit.closed_on.is_none_or(|last| last >= span.from);
            if stands(unit.kind, line) && is_there && !has_parent.contains(&unit.id) {
                roots.push(unit.id);
            }
        }
        roots.sort_unstable();
        let mut places: Vec<Place> = Vec::new();
        let mut next: VecDeque<(UnitId, Option<usize>)> =
            roots.into_iter().map(|root| (root, None)).collect();
        while let Some((unit, above)) = next.pop_front() {
            let here = places.len();
            let mut units = vec![unit];
            let mut at = 0;
            while let Some(one) = units.get(at).copied() {
                at += 1;
                for child in below.get(&one).into_iter().flatten() {
                    match self.units.get(child) {
                        Some(child) if stands(child.kind, line) => {
                            next.push_back((child.id, Some(here)));
                        }
                        _ => units.push(*child),
                    }
                }
            }
            if line == Line::Education {
                units.extend(self.inside.get(&unit).into_iter().flatten());
            }
            let beside = units.iter().filter_map(|unit| partners.get(unit)).flatten();
            let beside: Vec<UnitId> = beside.copied().collect();
            units.extend(beside);
            units.sort_unstable();
            units.dedup();
            places.push(Place { unit, above, units });
        }
        places
    }

    /// Whether an edge holds on the last day, or held when what it joins was closed in the span.
    fn holds(&self, edge: &Edge, unit: UnitId, span: Span) -> bool {
        let closed_on = self.units.get(&unit).and_then(|unit| unit.closed_on);
        edge.valid_from <= span.to
            && edge.valid_to.is_none_or(|last| {
                let closed_before = closed_on.is_some_and(|closed| closed < span.to);
                last >= span.to || (closed_before && last >= span.from)
            })
    }
}

/// Whether a unit has a sheet of its own on a line: whatever is not inside a school, schools, and on the youth line Liên đội and Đoàn trường.
fn stands(kind: UnitKind, line: Line) -> bool {
    use UnitKind::{Pioneers, School, SchoolYouth};
    let above_classes = !kind.within_school() || matches!(kind, School | Pioneers | SchoolYouth);
    kind.line() == line && above_classes
}
