//! A unit's participation report for a period, along the line the unit reports on.

use crate::{
    error::{Error, Result},
    store::{Db, figures, settings, units},
};
use chrono::NaiveDate;
use lachan_app::text::t;
use lachan_core::{
    actor::Actor,
    ids::UnitId,
    period::{Period, Rule, SchoolDates, Span},
    permission::{SeeReport, SeeSmallNumbers},
    report::{Below, Facts, Figures, Report},
    units::{Line, Place, Unit, UnitKind},
};

/// The setting that says when a month of reporting ends.
pub const RULE: &str = "period_rule";

/// A report as it is shown and exported.
#[derive(Clone, Debug)]
pub struct Reading {
    pub unit: Unit,
    pub line: Line,
    pub period: Period,
    pub rule: Rule,
    pub span: Span,
    pub report: Report,
    /// The same unit from the first day of the school year to the span's last day or today, whichever is earlier; where the year is known.
    pub school_year: Option<(Span, Figures)>,
    /// The same from the first day of the reporting year.
    pub year: (Span, Figures),
    /// Whether small numbers are hidden: for everybody outside the school.
    pub suppressed: bool,
}

/// Reads the report of a unit. The permission is that of today; the units below are those of the span's last day.
pub async fn read(
    db: &Db,
    today: NaiveDate,
    actor: &Actor,
    unit: UnitId,
    period: Period,
) -> Result<Reading> {
    let place = units::place(db, unit, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = actor.permit(SeeReport::at(&place))?;
    let unit = units::find(db, unit).await?.ok_or(Error::NotFound)?;
    let rule = rule(db).await?;
    let span = span(db, period, rule).await?.ok_or(Error::NotFound)?;
    // Until it is over it is counted as of today.
    let now = span.to.min(today);
    let line = unit.kind.line();
    let suppressed = !sees_inside(actor, &place);
    if suppressed && unit.kind.is_class_like() {
        return Err(Error::Forbidden);
    }
    // Above the school the numbers of single classes are nobody's business: with them beside the school's own, a hidden one is worked out.
    let below = match suppressed && unit.kind.within_school() {
        true => Vec::new(),
        false => units_below(db, &unit, line, now).await?,
    };
    // A period that is still running is compared with the years it runs in, as far as they have gone, not with those it will end in.
    let begun = units::school_year_on(db, now).await?;
    let begun = begun.filter(|year| year.starts_on <= now);
    let count = |span: Span| figures::read(db, &permit, line, span, today);
    let whole = async |whole: Span| {
        let facts = count(to_date(whole, span.to, today)).await?;
        let mut report = compile(&facts, &[], &unit);
        if suppressed {
            report.suppress(&facts, None);
        }
        let so_far = Span {
            from: whole.from,
            to: now,
        };
        Ok::<_, Error>((so_far, report.total))
    };
    // One after the other: what one has counted the next need not.
    let facts = count(span).await?;
    let mut school_year = match begun {
        Some(year) => {
            let (from, to) = (year.starts_on, year.ends_on);
            Some(whole(Span { from, to }).await?)
        }
        None => None,
    };
    let mut year = whole(reporting_year(now, rule)).await?;
    let mut report = compile(&facts, &below, &unit);
    if suppressed {
        let above = row_above(db, today, actor, &unit, line, span).await?;
        report.suppress(&facts, above.as_ref());
        for (_, to_date) in school_year.iter_mut().chain([&mut year]) {
            if let Some(known) = &above {
                to_date.hide_like(known);
            }
        }
    }
    Ok(Reading {
        unit,
        line,
        period,
        rule,
        span,
        report,
        school_year,
        year,
        suppressed,
    })
}

/// When a month of reporting ends, in this installation.
pub async fn rule(db: &Db) -> Result<Rule> {
    let set = settings::get(db, RULE).await?;
    Ok(set.as_deref().and_then(Rule::named).unwrap_or_default())
}

/// The days of a period; nothing when it needs a school year that is not written down.
pub async fn span(db: &Db, period: Period, rule: Rule) -> Result<Option<Span>> {
    let dates = match period.school_year() {
        Some(code) => units::school_year(db, &code)
            .await?
            .map(|year| school_dates(&year)),
        None => None,
    };
    Ok(period.span(rule, dates))
}

/// What one chooses from on a day, with the days of each: periods by the calendar, then school years with their terms.
pub async fn choices(db: &Db, today: NaiveDate) -> Result<Vec<(Period, Option<Span>)>> {
    let rule = rule(db).await?;
    let around = Period::around(today, rule).into_iter();
    let mut list: Vec<_> = around
        .map(|period| (period, period.span(rule, None)))
        .collect();
    for year in units::school_years(db).await? {
        if let Ok(Period::SchoolYear { first }) = year.code.parse() {
            let dates = Some(school_dates(&year));
            let year = Period::SchoolYear { first };
            let terms = [1, 2].map(|term| Period::Term { first, term });
            let all = [year].into_iter().chain(terms);
            list.extend(all.map(|period| (period, period.span(rule, dates))));
        }
    }
    Ok(list)
}

fn school_dates(year: &units::SchoolYear) -> SchoolDates {
    SchoolDates {
        starts_on: year.starts_on,
        term2_on: year.term2_on,
        ends_on: year.ends_on,
    }
}

/// Inside the school one sees its numbers as they are; names are never in a report.
fn sees_inside(actor: &Actor, place: &Place) -> bool {
    place.kind.within_school() && actor.may(&SeeSmallNumbers::at(place))
}

/// The unit's figures in the report of the unit above, as far up as the actor may see reports: what is hidden there would otherwise be worked
/// out from the two pages. `None` when nothing of it is hidden.
async fn row_above(
    db: &Db,
    today: NaiveDate,
    actor: &Actor,
    unit: &Unit,
    line: Line,
    span: Span,
) -> Result<Option<Figures>> {
    let mut above = Vec::new();
    let mut below = unit.id;
    let now = span.to.min(today);
    while let Some(parent) = units::parent(db, below, line.relation(), now).await? {
        let place = units::place(db, parent, today)
            .await?
            .ok_or(Error::NotFound)?;
        let Ok(permit) = actor.permit(SeeReport::at(&place)) else {
            break;
        };
        above.push((parent, permit, below));
        below = parent;
    }
    // What the highest one hides of the next is hidden there too, and so on down to the unit.
    let mut hidden = None;
    for (id, permit, next) in above.into_iter().rev() {
        let unit = units::find(db, id).await?.ok_or(Error::NotFound)?;
        let units = units_below(db, &unit, line, now).await?;
        let facts = figures::read(db, &permit, line, span, today).await?;
        let mut report = compile(&facts, &units, &unit);
        report.suppress(&facts, hidden.as_ref());
        let mut below = report.below.into_iter();
        let known = below.find(|figures| figures.unit == Some(next));
        hidden = known.filter(Figures::hides_something);
    }
    Ok(hidden)
}

async fn units_below(db: &Db, unit: &Unit, line: Line, on: NaiveDate) -> Result<Vec<Below>> {
    let units = if unit.kind == UnitKind::School {
        let mut inside = units::inside_school(db, unit.id, on).await?;
        inside.retain(|unit| unit.kind == UnitKind::Class);
        inside
    } else {
        units::children(db, unit.id, line.relation(), on).await?
    };
    let below = units.into_iter().map(|unit| Below {
        unit: unit.id,
        name: unit.name,
    });
    Ok(below.collect())
}

fn compile(facts: &Facts, below: &[Below], unit: &Unit) -> Report {
    Report::compile(facts, below, &unit.name, &t("report-own"))
}

/// The reporting year a day lies in.
fn reporting_year(day: NaiveDate, rule: Rule) -> Span {
    let year = match Period::month_of(day, rule) {
        Period::Month { year, .. } => Period::Year { year }.span(rule, None),
        _ => None,
    };
    year.unwrap_or(Span { from: day, to: day })
}

/// A year up to the end of a period in it. While both run it is the year itself, of which as much has passed: what is kept of one is kept of
/// the other.
fn to_date(year: Span, end: NaiveDate, today: NaiveDate) -> Span {
    let runs_on = end >= today && year.to >= today;
    Span {
        from: year.from,
        to: if runs_on { year.to } else { end },
    }
}
