//! `/quan-tri/nam-hoc`: writing a school year down, and putting its dates right.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{
        school_years::{self as years, NewYear},
        units::root,
    },
    store::units::SchoolYear,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::school_year::{YearPage, YearPageProps},
    shell::{Frame, Tab},
    text::t,
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::SchoolYearId,
    period::Period,
};

/// `GET /quan-tri/nam-hoc`
pub async fn new(State(app): State<App>, me: Staff) -> Result<Response> {
    root(&app, &me).await?;
    let page = blank(Fields::default(), Problems::default());
    Ok(render::page(frame(&app, &me, &page), move || {
        YearPage(page)
    }))
}

/// `POST /quan-tri/nam-hoc`
pub async fn create(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    root(&app, &me).await?;
    let done = match read(&typed) {
        Ok(new) => years::add(&app, &me, new).await,
        Err(problems) => Err(Error::Invalid(problems)),
    };
    answer(&app, &me, done, |problems| blank(typed.0, problems))
}

/// `GET /quan-tri/nam-hoc/{id}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<SchoolYearId>,
) -> Result<Response> {
    let (_, year) = years::find(&app, &me, id).await?;
    let typed = Fields::default()
        .with("starts_on", year.starts_on.to_string())
        .with("term2_on", year.term2_on.to_string())
        .with("ends_on", year.ends_on.to_string());
    let page = of(&year, typed, Problems::default());
    Ok(render::page(frame(&app, &me, &page), move || {
        YearPage(page)
    }))
}

/// `POST /quan-tri/nam-hoc/{id}`
pub async fn change(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<SchoolYearId>,
    typed: Typed,
) -> Result<Response> {
    let (_, year) = years::find(&app, &me, id).await?;
    let done = match read(&typed) {
        Ok(new) => years::change(&app, &me, id, new).await,
        Err(problems) => Err(Error::Invalid(problems)),
    };
    answer(&app, &me, done, |problems| of(&year, typed.0, problems))
}

/// What a year is called.
pub fn name(year: &SchoolYear) -> String {
    Period::named(&year.code)
}

fn answer(
    app: &App,
    me: &Staff,
    done: Result<()>,
    page: impl FnOnce(Problems) -> YearPageProps,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to("/quan-tri").into_response()),
        Err(Error::Invalid(problems)) => {
            let page = page(problems);
            Ok(render::again(frame(app, me, &page), move || YearPage(page)))
        }
        Err(other) => Err(other),
    }
}

fn read(typed: &Fields) -> Result<NewYear, Problems> {
    let mut problems = Problems::default();
    let starts_on = typed.read("starts_on", &mut problems, day::parse);
    let term2_on = typed.read("term2_on", &mut problems, day::parse);
    let ends_on = typed.read("ends_on", &mut problems, day::parse);
    match (starts_on, term2_on, ends_on) {
        (Some(starts_on), Some(term2_on), Some(ends_on)) => Ok(NewYear {
            starts_on,
            term2_on,
            ends_on,
        }),
        _ => Err(problems),
    }
}

fn blank(typed: Fields, problems: Problems) -> YearPageProps {
    YearPageProps {
        title: t("admin-year-add"),
        action: "/quan-tri/nam-hoc".to_owned(),
        button: t("admin-year-add"),
        typed,
        problems,
    }
}

fn of(year: &SchoolYear, typed: Fields, problems: Problems) -> YearPageProps {
    YearPageProps {
        title: name(year),
        action: format!("/quan-tri/nam-hoc/{}", year.id),
        button: t("admin-save"),
        typed,
        problems,
    }
}

fn frame(app: &App, me: &Staff, page: &YearPageProps) -> Frame {
    frame::staff(app, me, Tab::Admin, page.title.clone())
}
