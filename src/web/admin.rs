//! `/quan-tri`: school years and the log; `/don-vi/{id}/them`: a new unit.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::structure::{self, NewPlace, NewYear},
    store::{Db, audit, units},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Duration, Utc};
use lachan_app::{
    pages::admin::{AdminPage, AdminPageProps, LogLine, NewUnitPage, NewUnitPageProps},
    shell::Tab,
    text::{has, t},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::UnitId,
    period::Period,
    permission::SeeAudit,
    units::UnitKind,
    words::Title,
};
use serde::Deserialize;

/// Lines of the log on one page.
const LINES: i64 = 50;

/// Which part of the log: before an instant, in microseconds since 1970.
#[derive(Default, Deserialize)]
pub struct Part {
    truoc: Option<i64>,
}

/// `GET /quan-tri`
pub async fn show(State(app): State<App>, me: Staff, Query(part): Query<Part>) -> Result<Response> {
    let props = page(&app, &me, &part, Fields::default(), Problems::default()).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Admin, t("nav-admin")),
        move || AdminPage(props),
    ))
}

/// `POST /quan-tri/nam-hoc`
pub async fn add_year(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    structure::root(&app, &me).await?;
    let mut problems = Problems::default();
    let starts_on = typed.read("starts_on", &mut problems, day::parse);
    let term2_on = typed.read("term2_on", &mut problems, day::parse);
    let ends_on = typed.read("ends_on", &mut problems, day::parse);
    if let (Some(starts_on), Some(term2_on), Some(ends_on)) = (starts_on, term2_on, ends_on) {
        let new = NewYear {
            starts_on,
            term2_on,
            ends_on,
        };
        match structure::add_year(&app, &me, new).await {
            Ok(()) => return Ok(Redirect::to("/quan-tri").into_response()),
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let props = page(&app, &me, &Part::default(), typed.0, problems).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Admin, t("nav-admin")),
        move || AdminPage(props),
    ))
}

/// `GET /don-vi/{id}/them`
pub async fn new_unit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
) -> Result<Response> {
    let props = unit_form(&app, &me, id, Fields::default(), Problems::default()).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Units, t("unit-add")),
        move || NewUnitPage(props),
    ))
}

/// `POST /don-vi/{id}/them`
pub async fn add_unit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Response> {
    structure::parent(&app, &me, id).await?;
    let mut problems = Problems::default();
    let name = typed.read("name", &mut problems, Title::parse);
    let code = typed.read("code", &mut problems, structure::code);
    let kind = typed.read("kind", &mut problems, |text| {
        serde_json::from_value(text.into()).map_err(|_| "field-required")
    });
    if let (Some(name), Some(code), Some(kind)) = (name, code, kind) {
        let new = NewPlace {
            kind,
            name,
            code,
            above: typed.text("above").parse().ok(),
        };
        match structure::add(&app, &me, id, new).await {
            Ok(made) => return Ok(Redirect::to(&format!("/don-vi/{made}")).into_response()),
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let props = unit_form(&app, &me, id, typed.0, problems).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Units, t("unit-add")),
        move || NewUnitPage(props),
    ))
}

async fn unit_form(
    app: &App,
    me: &Staff,
    id: UnitId,
    typed: Fields,
    problems: Problems,
) -> Result<NewUnitPageProps> {
    let (_, parent) = structure::parent(app, me, id).await?;
    let kinds = parent.kind.kinds_below();
    if kinds.is_empty() {
        return Err(Error::NotFound);
    }
    let above = match parent.kind {
        UnitKind::School => {
            units::of_kind(&app.db, UnitKind::CommuneYouth, app.clock.today()).await?
        }
        _ => Vec::new(),
    };
    Ok(NewUnitPageProps {
        base: format!("/don-vi/{id}"),
        parent: parent.name,
        kinds: kinds.iter().map(|kind| (key(*kind), word(*kind))).collect(),
        above: above
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        typed,
        problems,
    })
}

async fn page(
    app: &App,
    me: &Staff,
    part: &Part,
    typed: Fields,
    problems: Problems,
) -> Result<AdminPageProps> {
    let (_, root) = structure::root(app, me).await?;
    let place = units::place(&app.db, root.id, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(SeeAudit::at(&place))?;
    let now = app.clock.now() + Duration::seconds(1);
    let before = part
        .truoc
        .and_then(DateTime::<Utc>::from_timestamp_micros)
        .unwrap_or(now);
    let lines = audit::before(&app.db, &permit, before, LINES).await?;
    let older = lines
        .last()
        .filter(|_| lines.len() as i64 == LINES)
        .map(|last| format!("/quan-tri?truoc={}", last.at.timestamp_micros()));
    let years = units::school_years(&app.db).await?;
    let about = [
        ("admin-version", env!("CARGO_PKG_VERSION").to_owned()),
        ("admin-database", database(&app.db).to_owned()),
        (
            "admin-lessons",
            app.content.library.modules().len().to_string(),
        ),
    ];
    Ok(AdminPageProps {
        years: years.into_iter().map(year).collect(),
        typed,
        problems,
        log: lines.into_iter().map(line).collect(),
        older,
        about: about.map(|(key, value)| (t(key), value)).into(),
    })
}

fn database(db: &Db) -> &'static str {
    match db {
        Db::Sqlite { .. } => "SQLite",
        Db::Postgres(_) => "PostgreSQL",
    }
}

fn year(year: units::SchoolYear) -> (String, String) {
    let name = year
        .code
        .parse::<Period>()
        .map_or_else(|_| year.code.clone(), Period::words);
    let days = [year.starts_on, year.term2_on, year.ends_on].map(day::written);
    (name, days.join(" – "))
}

fn line(line: audit::Line) -> LogLine {
    let key = format!("audit-{}", line.action.replace(' ', "-"));
    let local = day::local(line.at);
    LogLine {
        at: local.format("%H:%M %d/%m/%Y").to_string(),
        who: line.who.unwrap_or_else(|| t("audit-program")),
        what: if has(&key) { t(&key) } else { line.action },
        unit: line.unit.unwrap_or_default(),
        detail: line.detail,
    }
}

fn key(kind: UnitKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn word(kind: UnitKind) -> String {
    t(&format!("unit-kind-{}", key(kind)))
}
