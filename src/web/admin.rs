//! `/quan-tri`: school years, settings and the server; `/don-vi/{id}/them`: a new unit.

use super::{form::Typed, frame, school_years};
use crate::{
    auth::Staff,
    error::{Error, Result},
    job, render,
    server::App,
    service::{
        reports,
        school_years::set_period_rule,
        units::{self as places, NewPlace},
    },
    store::{Db, units},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::admin::{AdminPage, AdminPageProps, NewUnitPage, NewUnitPageProps, YearLine},
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::UnitId,
    period::Rule,
    units::{Unit, UnitKind},
    words::Title,
};

/// `GET /quan-tri`
pub async fn show(State(app): State<App>, me: Staff) -> Result<Response> {
    places::root(&app, &me).await?;
    let typed = Fields::default().with("rule", reports::rule(&app.db).await?.name());
    let props = page(&app, typed, Problems::default()).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Admin, t("nav-admin")),
        move || AdminPage(props),
    ))
}

/// `POST /quan-tri/ky-bao-cao`
pub async fn set_rule(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    places::root(&app, &me).await?;
    let mut problems = Problems::default();
    let rule = typed.read("rule", &mut problems, |text| {
        Rule::named(text).ok_or("field-required")
    });
    if let Some(rule) = rule {
        set_period_rule(&app, &me, rule).await?;
        return Ok(Redirect::to("/quan-tri").into_response());
    }
    let props = page(&app, typed.0, problems).await?;
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
    let props = unit_form(&app, &me, id, None, Problems::default()).await?;
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
    places::parent(&app, &me, id).await?;
    let mut problems = Problems::default();
    let name = typed.read("name", &mut problems, Title::parse);
    let code = typed.read("code", &mut problems, places::code);
    let kind = typed.read("kind", &mut problems, |text| {
        serde_json::from_value(text.into()).map_err(|_| "field-required")
    });
    if let (Some(name), Some(code), Some(kind)) = (name, code, kind) {
        let new = NewPlace {
            kind,
            name,
            code,
            above: typed.text("above").parse().ok(),
            with_youth: !typed.text("doan").is_empty(),
        };
        match places::add(&app, &me, id, new).await {
            Ok(made) => return Ok(Redirect::to(&format!("/don-vi/{made}")).into_response()),
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let props = unit_form(&app, &me, id, Some(typed.0), problems).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Units, t("unit-add")),
        move || NewUnitPage(props),
    ))
}

/// The form as it was typed, or as it is at first.
async fn unit_form(
    app: &App,
    me: &Staff,
    id: UnitId,
    typed: Option<Fields>,
    problems: Problems,
) -> Result<NewUnitPageProps> {
    let (_, parent) = places::parent(app, me, id).await?;
    let kinds = parent.kind.kinds_below();
    if kinds.is_empty() {
        return Err(Error::NotFound);
    }
    let typed = match typed {
        Some(typed) => typed,
        None => first_choices(app, &parent).await?,
    };
    let above = match parent.kind {
        UnitKind::School => {
            units::of_kind(&app.db, UnitKind::CommuneYouth, app.clock.today()).await?
        }
        _ => Vec::new(),
    };
    Ok(NewUnitPageProps {
        base: format!("/don-vi/{id}"),
        parent: parent.name,
        may_bring_youth: kinds.contains(&UnitKind::Commune)
            && places::province_youth(app, me).await?.is_some(),
        kinds: kinds.iter().map(|kind| (key(*kind), word(*kind))).collect(),
        above: above
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        typed,
        problems,
    })
}

/// A commune brings its Đoàn xã along; a unit of a school stands under the Đoàn xã its school is known to belong to.
async fn first_choices(app: &App, parent: &Unit) -> Result<Fields> {
    let typed = Fields::default().with("doan", "1");
    if parent.kind != UnitKind::School {
        return Ok(typed);
    }
    let above = places::youth_of_school(app, parent.id).await?;
    Ok(match above {
        Some(above) => typed.with("above", above.to_string()),
        None => typed,
    })
}

async fn page(app: &App, typed: Fields, problems: Problems) -> Result<AdminPageProps> {
    let modules = app.content.library.modules();
    let waiting = modules.iter().filter(|m| !m.is_reviewed()).count();
    let size = number(app.db.size().await?.div_euclid(1 << 20));
    let (database, backup) = match app.db {
        Db::Sqlite { .. } => ("SQLite", "admin-backup-sqlite"),
        Db::Postgres { .. } => ("PostgreSQL", "admin-backup-postgres"),
    };
    let about = [
        ("admin-version", env!("CARGO_PKG_VERSION").to_owned()),
        (
            "admin-database",
            tr("admin-size", &[("name", database), ("size", &size)]),
        ),
        ("admin-writing", writing(app).await?),
        ("admin-backup", t(backup)),
        (
            "admin-lessons",
            tr(
                "admin-lessons-count",
                &[
                    ("n", &number(modules.len() as i64)),
                    ("waiting", &number(waiting as i64)),
                ],
            ),
        ),
    ];
    Ok(AdminPageProps {
        years: units::school_years(&app.db)
            .await?
            .iter()
            .map(year)
            .collect(),
        rules: [Rule::Nd09, Rule::Calendar]
            .map(|rule| {
                let name = rule.name();
                (name.to_owned(), t(&format!("rule-{name}")))
            })
            .into(),
        typed,
        problems,
        about: about.map(|(key, value)| (t(key), value)).into(),
    })
}

/// How writing goes now, or the last trouble there was.
async fn writing(app: &App) -> Result<String> {
    if let Some(trouble) = app.db.health().trouble() {
        let (n, since) = (
            number(trouble.refused as i64),
            day::hour(trouble.since.into()),
        );
        let cause = t(&format!("cause-{}", trouble.cause.name()));
        return Ok(tr(
            "admin-writing-fails",
            &[("n", &n), ("since", &since), ("cause", &cause)],
        ));
    }
    Ok(match job::last_trouble(&app.db).await? {
        Some(last) => tr("admin-writing-last", &[("last", &last)]),
        None => t("admin-writing-well"),
    })
}

fn year(year: &units::SchoolYear) -> YearLine {
    let days = [year.starts_on, year.term2_on, year.ends_on].map(day::written);
    YearLine {
        href: format!("/quan-tri/nam-hoc/{}", year.id),
        name: school_years::name(year),
        days,
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
