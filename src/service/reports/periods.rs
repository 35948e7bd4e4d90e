//! The periods of this installation, and the days they cover.

use crate::{
    error::Result,
    store::{Db, settings, units},
};
use chrono::{Datelike, NaiveDate};
use lachan_core::period::{Period, Rule, SchoolDates, Span};

/// The setting that says when a month of reporting ends.
pub const RULE: &str = "period_rule";

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

/// The school year of a day, where it has begun.
pub(super) async fn begun(db: &Db, day: NaiveDate) -> Result<Option<units::SchoolYear>> {
    let year = units::school_year_on(db, day).await?;
    Ok(year.filter(|year| year.starts_on <= day))
}

/// The spans that are ready before anybody asks for them, as they are made together: month, quarter, half, year, term and school year of a
/// day, and the month before, which the whole province reads when it has just ended.
pub async fn current(db: &Db, today: NaiveDate) -> Result<Vec<Vec<Span>>> {
    let rule = rule(db).await?;
    let Period::Month { year, month } = Period::month_of(today, rule) else {
        return Ok(Vec::new());
    };
    let (quarter, half) = (month.div_ceil(3), month.div_ceil(6));
    let running = [
        Period::Month { year, month },
        Period::Quarter { year, quarter },
        Period::Half { year, half },
        Period::Year { year },
    ];
    let mut running: Vec<Span> = running
        .into_iter()
        .filter_map(|period| period.span(rule, None))
        .collect();
    if let Some(year) = begun(db, today).await? {
        let dates = school_dates(&year);
        running.extend(dates.spans().into_iter().filter(|span| span.covers(today)));
    }
    let Some(last) = running.first().and_then(|month| month.from.pred_opt()) else {
        return Ok(vec![running]);
    };
    let mut before: Vec<Span> = Period::month_of(last, rule)
        .span(rule, None)
        .into_iter()
        .collect();
    let school_year = begun(db, last).await?.map(|year| year.starts_on);
    let years = [Some(reporting_year(last, rule).from), school_year];
    before.extend(
        years
            .into_iter()
            .flatten()
            .map(|from| Span { from, to: last }),
    );
    Ok(vec![running, before])
}

/// Every span that a report reads of a period that ended in a stretch of days: the period, and the years to date beside it.
pub async fn ended(db: &Db, first: NaiveDate, before: NaiveDate) -> Result<Vec<Span>> {
    let rule = rule(db).await?;
    let mut years = units::school_years(db).await?;
    years.reverse();
    let mut periods = Vec::new();
    for year in first.year()..=before.year() + 1 {
        periods.extend((1..=12).map(|month| Period::Month { year, month }));
        periods.extend((1..=4).map(|quarter| Period::Quarter { year, quarter }));
        periods.extend((1..=2).map(|half| Period::Half { year, half }));
        periods.push(Period::Year { year });
    }
    let by_calendar = periods
        .into_iter()
        .filter_map(|period| period.span(rule, None));
    let by_schooling = years.iter().flat_map(|year| school_dates(year).spans());
    let all = by_calendar.chain(by_schooling);
    let mut spans = Vec::new();
    for span in all.filter(|span| first <= span.to && span.to < before) {
        let to = span.to;
        let begun = years.iter().find(|year| year.ends_on >= to);
        let begun = begun.map(|year| year.starts_on).filter(|from| *from <= to);
        let years = [Some(reporting_year(to, rule).from), begun];
        spans.push(span);
        spans.extend(years.into_iter().flatten().map(|from| Span { from, to }));
    }
    spans.sort_by_key(|span| (span.to, span.from));
    spans.dedup();
    Ok(spans)
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

/// The reporting year a day lies in.
pub(in crate::service) fn reporting_year(day: NaiveDate, rule: Rule) -> Span {
    let year = match Period::month_of(day, rule) {
        Period::Month { year, .. } => Period::Year { year }.span(rule, None),
        _ => None,
    };
    year.unwrap_or(Span { from: day, to: day })
}
