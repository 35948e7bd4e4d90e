//! `/bao-cao`: participation, unit by unit and period by period.

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render, report,
    server::App,
    service::reports::{self, Reading},
    store::{audit, units},
};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use chrono::Datelike;
use lachan_app::{
    pages::report::{ReportPage, ReportPageProps, ReportsPage, ReportsPageProps, Shown},
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    day,
    ids::UnitId,
    period::{Period, Span},
    permission::SeeReport,
    report::forms::{self, Unknown},
    units::{Unit, UnitKind},
};
use serde::Deserialize;

/// Which period.
#[derive(Deserialize)]
pub struct Asked {
    ky: Option<String>,
}

/// `GET /bao-cao`: straight to the report of whoever has one unit.
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    let own = own(&app, &me).await?;
    if let [(href, _)] = own.as_slice() {
        return Ok(Redirect::to(href).into_response());
    }
    let props = ReportsPageProps { units: own };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Reports, t("report-title")),
        move || ReportsPage(props),
    ))
}

/// `GET /bao-cao/{unit}?ky=2026-M10`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let today = app.clock.today();
    let now = Period::month_of(today, reports::rule(&app.db).await?);
    let mut warning = None;
    let (period, reading) = match asked.ky.as_deref().map(str::parse::<Period>) {
        None => (now, None),
        Some(Ok(period)) => match reports::read(&app.figures, &me, unit, period).await {
            Ok(reading) => (period, Some(reading)),
            // The unit is there but the school year is not written down: the same page with the month of today.
            Err(Error::NotFound) if period.school_year().is_some() => (now, None),
            Err(error) => return Err(error),
        },
        Some(Err(_)) => (now, None),
    };
    let reading = match reading {
        Some(reading) => reading,
        None => {
            let reading = reports::read(&app.figures, &me, unit, period).await?;
            warning = asked.ky.is_some().then(|| t("report-no-period"));
            reading
        }
    };
    let several = own(&app, &me).await?.len() != 1;
    let title = full_name(&reading.unit);
    let periods = reports::choices(&app.db, today).await?;
    let wrong = warning.is_some();
    let props = ReportPageProps {
        shown: shown(&app, reading, &periods, warning, several),
    };
    let frame = frame::staff(&app, &me, Tab::Reports, title);
    Ok(if wrong {
        render::again(frame, move || ReportPage(props))
    } else {
        render::page(frame, move || ReportPage(props))
    })
}

/// `GET /bao-cao/{unit}/bao-cao.xlsx?ky=2026-M10`
pub async fn export(
    State(app): State<App>,
    me: Staff,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let today = app.clock.today();
    let period = match asked.ky.as_deref() {
        Some(code) => code.parse().map_err(|_| Error::NotFound)?,
        None => Period::month_of(today, reports::rule(&app.db).await?),
    };
    let reading = reports::read(&app.figures, &me, unit, period).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let code = period.to_string();
    audit::note(&mut tx, &me, now, "download report", Some(unit), &code).await?;
    tx.commit().await?;
    let bytes = tokio::task::spawn_blocking(move || {
        report::workbook(&reading, now).map(|bytes| (bytes, name(&reading)))
    });
    let (bytes, name) = bytes.await.map_err(anyhow::Error::from)??;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The file's name: letters, digits and hyphens of the unit's code, then the period.
fn name(reading: &Reading) -> String {
    let code: String = reading
        .unit
        .code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    format!("bao-cao-{code}-{}.xlsx", reading.period)
}

/// The units of the roles that may read a report, with their addresses.
async fn own(app: &App, me: &Staff) -> Result<Vec<(String, String)>> {
    let mut own = Vec::new();
    let today = app.clock.today();
    for grant in me.grants() {
        let Some(place) = units::place(&app.db, grant.unit, today).await? else {
            continue;
        };
        let href = format!("/bao-cao/{}", grant.unit);
        if !me.may(&SeeReport::at(&place)) || own.iter().any(|(known, _)| *known == href) {
            continue;
        }
        if let Some(unit) = units::find(&app.db, grant.unit).await? {
            own.push((href, full_name(&unit)));
        }
    }
    Ok(own)
}

/// A class's own name is short; alone on a page it needs its word.
fn full_name(unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Class => tr("class-name", &[("name", &unit.name)]),
        _ => unit.name.clone(),
    }
}

/// "Tháng 12/2026 (15/11–14/12)": by which days a period goes is not seen from its name.
fn in_list((period, span): &(Period, Option<Span>)) -> (String, String) {
    let days = span.map(|Span { from, to }| {
        let from = if from.year() == to.year() {
            day::short(from)
        } else {
            day::written(from)
        };
        let to = match period {
            Period::Month { .. } | Period::Quarter { .. } => day::short(to),
            _ => day::written(to),
        };
        format!(" ({from}–{to})")
    });
    let words = format!("{}{}", period.words(), days.unwrap_or_default());
    (period.to_string(), words)
}

fn shown(
    app: &App,
    reading: Reading,
    periods: &[(Period, Option<Span>)],
    warning: Option<String>,
    several: bool,
) -> Shown {
    let today = app.clock.today();
    let mut notices = Vec::new();
    if reading.span.to >= today {
        notices.push(tr("report-running", &[("today", &day::written(today))]));
    }
    notices.extend(reading.counted_at.map(report::counted_at));
    if reading.suppressed {
        notices.push(t("report-suppressed"));
    } else if reading.unit.kind.within_school() {
        notices.push(t("report-inside"));
    }
    let mut choices: Vec<(String, String)> = periods.iter().map(in_list).collect();
    let code = reading.period.to_string();
    if !choices.iter().any(|(known, _)| *known == code) {
        choices.insert(0, in_list(&(reading.period, Some(reading.span))));
    }
    let total = &reading.report.total;
    let school_year = reading.school_year.as_ref().map(|(_, figures)| figures);
    Shown {
        base: format!("/bao-cao/{}", reading.unit.id),
        name: full_name(&reading.unit),
        line: reading.line.word(),
        periods: choices,
        period: code,
        span: tr(
            "report-span",
            &[
                ("period", &reading.period.words()),
                ("from", &day::written(reading.span.from)),
                ("to", &day::written(reading.span.to)),
            ],
        ),
        notices,
        warning,
        headline: forms::headline(total),
        indicators: forms::in_words([Some(total), school_year, Some(&reading.year.1)]),
        to_date: report::to_date(&reading),
        below: (!reading.report.below.is_empty()).then(|| {
            let numbers = forms::by_unit_in_short(&reading.report);
            (forms::shares(&reading.report), numbers)
        }),
        grades: forms::by_grade(&reading.report, Unknown::WhereAny),
        several,
    }
}
