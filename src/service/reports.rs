//! A unit's participation report for a period, along the line the unit reports on.

mod periods;

use super::figures::Keeper;
use crate::{
    error::{Error, Result},
    store::{
        Db,
        figures::{self, sheets, spans::Standing},
        units,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_app::text::t;
use lachan_core::{
    actor::Actor,
    ids::UnitId,
    period::{Period, Rule, Span},
    permission::{Permit, SeeReport, SeeSmallNumbers},
    report::{Below, Facts, Figures, Report},
    units::{Line, Place, Unit, UnitKind},
};

use periods::begun;
pub(super) use periods::reporting_year;
pub use periods::{RULE, choices, current, ended, rule, span};

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
    /// Where something has changed since, and is being counted: when the figures were those of the database.
    pub counted_at: Option<DateTime<Utc>>,
}

/// What is asked for, looked up.
struct Asked {
    unit: Unit,
    line: Line,
    span: Span,
    today: NaiveDate,
    /// The reporting year, and the school year where it has begun.
    year: Span,
    school_year: Option<Span>,
}

/// The figures of a report.
struct Read {
    report: Report,
    school_year: Option<Figures>,
    year: Figures,
    counted_at: Option<DateTime<Utc>>,
}

/// Reads the report of a unit. The permission is that of today; the units below are those of the span's last day.
pub async fn read(
    figures: &Keeper,
    actor: &Actor,
    unit: UnitId,
    period: Period,
) -> Result<Reading> {
    let (db, today) = (&figures.db, figures.clock.today());
    let place = units::place(db, unit, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = actor.permit(SeeReport::at(&place))?;
    let unit = units::find(db, unit).await?.ok_or(Error::NotFound)?;
    let suppressed = !sees_inside(actor, &place);
    if suppressed && unit.kind.is_class_like() {
        return Err(Error::Forbidden);
    }
    let rule = rule(db).await?;
    let span = span(db, period, rule).await?.ok_or(Error::NotFound)?;
    // Until a period is over it is counted as of today.
    let now = span.to.min(today);
    let begun = begun(db, now).await?;
    let asked = Asked {
        line: unit.kind.line(),
        unit,
        span,
        today,
        year: reporting_year(now, rule),
        school_year: begun.map(|year| Span {
            from: year.starts_on,
            to: year.ends_on,
        }),
    };
    asked.is_known(db).await?;
    let read = match suppressed {
        true => asked.outside(figures, &permit).await?,
        false => asked.inside(db, &permit).await?,
    };
    let so_far = |year: Span| Span {
        from: year.from,
        to: now,
    };
    Ok(Reading {
        line: asked.line,
        period,
        rule,
        span,
        report: read.report,
        school_year: asked.school_year.map(so_far).zip(read.school_year),
        year: (so_far(asked.year), read.year),
        suppressed,
        counted_at: read.counted_at,
        unit: asked.unit,
    })
}

impl Asked {
    /// The period and the years to date beside it.
    fn spans(&self) -> Vec<Span> {
        let mut spans = vec![self.span, self.to_date(self.year)];
        spans.extend(self.school_year.map(|year| self.to_date(year)));
        spans
    }

    /// Refuses spans whose children were forgotten before anybody counted them: zero would be a lie.
    async fn is_known(&self, db: &Db) -> Result<()> {
        for span in self.spans() {
            if figures::is_forgotten(db, span).await? {
                return Err(Error::Conflict("report-forgotten"));
            }
        }
        Ok(())
    }

    /// The numbers as they are, counted now: a school is small.
    async fn inside(&self, db: &Db, permit: &Permit<SeeReport>) -> Result<Read> {
        let count = |span: Span| figures::read(db, permit, self.line, span, self.today);
        let compile =
            |facts: &Facts, below: &[Below]| Report::compile(facts, below, &self.unit.name, &own());
        // One after the other: what one has counted the next need not.
        let below = units_below(db, &self.unit, self.line, self.span.to.min(self.today)).await?;
        let report = compile(&count(self.span).await?, &below);
        let year = compile(&count(self.to_date(self.year)).await?, &[]).total;
        let school_year = match self.school_year {
            Some(year) => Some(compile(&count(self.to_date(year)).await?, &[]).total),
            None => None,
        };
        Ok(Read {
            report,
            school_year,
            year,
            counted_at: None,
        })
    }

    /// The numbers as whoever is outside may see them: from the sheets of the whole line.
    async fn outside(&self, figures: &Keeper, permit: &Permit<SeeReport>) -> Result<Read> {
        let standings = figures.sheets(&self.spans()).await?;
        let counting = || Error::Counting(figures.progress());
        let standings: Option<Vec<Standing>> = standings.into_iter().collect();
        let standings = standings.ok_or_else(counting)?;
        let db = &figures.db;
        let mut sheets = Vec::new();
        for standing in &standings {
            let sheet = sheets::sheet(db, permit, standing.sheets).await?;
            sheets.push(sheet.unwrap_or_default());
        }
        let below = sheets::below(db, permit, standings[0].sheets).await?;
        let below = below
            .into_iter()
            .map(|(unit, name, sheet)| sheet.total.of(Some(unit), &name));
        let mut sheets = sheets.into_iter();
        let period = sheets.next().unwrap_or_default();
        let held = period.own.map(|figures| figures.of(None, &own()));
        let year = sheets.next().unwrap_or_default().total;
        let stale = standings.iter().filter(|standing| !standing.is_fresh());
        Ok(Read {
            report: Report {
                total: period.total.of(None, &self.unit.name),
                below: below.chain(held).collect(),
                grades: period.grades,
                all_grades: period.all_grades,
            },
            school_year: sheets.next().map(|sheet| sheet.total),
            year,
            counted_at: stale.map(|standing| standing.sheets_at).min(),
        })
    }

    /// A year up to the end of the period. While both run it is the year itself, of which as much has passed: what is kept of one is kept of
    /// the other.
    fn to_date(&self, year: Span) -> Span {
        let runs_on = self.span.to >= self.today && year.to >= self.today;
        Span {
            from: year.from,
            to: if runs_on { year.to } else { self.span.to },
        }
    }
}

/// What a unit held outside all units below it.
fn own() -> String {
    t("report-own")
}

/// Inside the school one sees its numbers as they are; names are never in a report.
fn sees_inside(actor: &Actor, place: &Place) -> bool {
    place.kind.within_school() && actor.may(&SeeSmallNumbers::at(place))
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
