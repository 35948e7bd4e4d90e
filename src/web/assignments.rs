//! `/lop/giao-bai`: giving modules to classes; `/lop/{id}/giao-bai`: what a class has.

mod just;

pub use just::JustGiven;
mod view;

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::assigning::{self, Order},
};
use axum::{
    extract::{Path, Query, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    parts::ask::{Done, Undo},
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::{AssignmentId, UnitId},
    learning::{Mode, Window},
    lesson::ModuleId,
};
use serde::Deserialize;
use view::{given, page};

/// `GET /lop/giao-bai?lop=…&module=…`: the form, with what the address names already chosen.
pub async fn form(
    State(app): State<App>,
    me: Staff,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let window = Window::proposed(app.clock.today());
    let mut typed = Fields::default()
        .with("from", window.opens_on.to_string())
        .with("to", window.closes_on.to_string())
        .with("mode", Mode::Device.name());
    let chosen: Vec<(String, String)> =
        serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    for (name, value) in chosen {
        if matches!(name.as_str(), "lop" | "module") {
            typed.push(name, value);
        }
    }
    let page = page(&app, &me, typed, Problems::default()).await?;
    let frame = frame::staff(&app, &me, Tab::Classes, t("assign-title"));
    Ok(render::page(frame, move || page.view()))
}

/// `POST /lop/giao-bai`
pub async fn create(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    let problems = match read(&typed) {
        Ok(order) => match assigning::assign(&app, &me, &order).await {
            Ok(given) => return Ok(Redirect::to(&after(&order, &given)).into_response()),
            Err(Error::Invalid(found)) => found,
            Err(other) => return Err(other),
        },
        Err(found) => found,
    };
    let page = page(&app, &me, typed.0, problems).await?;
    let frame = frame::staff(&app, &me, Tab::Classes, t("assign-title"));
    Ok(render::again(frame, move || page.view()))
}

/// What was just done on the page of given modules.
#[derive(Deserialize)]
pub struct After {
    #[serde(rename = "thu-hoi")]
    withdrawn: Option<AssignmentId>,
}

fn said(text: String) -> Done {
    Done {
        said: text,
        undo: None,
    }
}

/// `GET /lop/{id}/giao-bai`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Path(class): Path<UnitId>,
    Query(after): Query<After>,
    Query(just): Query<JustGiven>,
) -> Result<Response> {
    let mut page = given(&app, &me, class).await?;
    let own = |id: UnitId| (id == class).then(|| page.class.clone());
    let just = just.sentence(own).map(said);
    page.done = after.withdrawn.filter(|_| page.may_assign).map(|id| Done {
        said: t("given-was-withdrawn"),
        undo: Some(Undo {
            label: t("undo"),
            action: format!("/lop/{class}/giao-bai/{id}/tra-lai"),
            fields: Vec::new(),
        }),
    });
    page.done = page.done.or(just);
    let frame = frame::staff(
        &app,
        &me,
        Tab::Classes,
        tr("given-title", &[("name", &page.class)]),
    );
    Ok(render::page(frame, move || page.view()))
}

/// `POST /lop/{id}/giao-bai/{assignment}`: another window.
pub async fn change_window(
    State(app): State<App>,
    me: Staff,
    Path((class, id)): Path<(UnitId, AssignmentId)>,
    typed: Typed,
) -> Result<Response> {
    assigning::permit(&app, &me, class).await?;
    let mut problems = Problems::default();
    if let Some(window) = window(&typed, &mut problems) {
        assigning::change_window(&app, &me, class, id, window).await?;
        return Ok(Redirect::to(&format!("/lop/{class}/giao-bai")).into_response());
    }
    let mut page = given(&app, &me, class).await?;
    page.problems = problems;
    page.wrong = Some(id.to_string());
    let frame = frame::staff(
        &app,
        &me,
        Tab::Classes,
        tr("given-title", &[("name", &page.class)]),
    );
    Ok(render::again(frame, move || page.view()))
}

/// `POST /lop/{id}/giao-bai/{assignment}/thu-hoi`
pub async fn withdraw(
    State(app): State<App>,
    me: Staff,
    Path((class, id)): Path<(UnitId, AssignmentId)>,
) -> Result<Redirect> {
    assigning::withdraw(&app, &me, class, id).await?;
    Ok(Redirect::to(&format!("/lop/{class}/giao-bai?thu-hoi={id}")))
}

/// `POST /lop/{id}/giao-bai/{assignment}/tra-lai`: what was taken back is given again as it was.
pub async fn restore(
    State(app): State<App>,
    me: Staff,
    Path((class, id)): Path<(UnitId, AssignmentId)>,
) -> Result<Redirect> {
    assigning::restore(&app, &me, class, id).await?;
    Ok(Redirect::to(&format!("/lop/{class}/giao-bai")))
}

fn read(typed: &Fields) -> Result<Order, Problems> {
    let mut problems = Problems::default();
    let classes: Vec<UnitId> = typed
        .all("lop")
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    if classes.is_empty() {
        problems.add("lop", "assign-choose-class");
    }
    let module = typed.read("module", &mut problems, |text| {
        text.parse::<ModuleId>().map_err(|_| "assign-choose-module")
    });
    let window = window(typed, &mut problems);
    let mode = typed.read("mode", &mut problems, Mode::parse);
    match (module, window, mode) {
        (Some(module), Some(window), Some(mode)) if problems.is_empty() => Ok(Order {
            classes,
            module,
            window,
            mode,
        }),
        _ => Err(problems),
    }
}

pub(super) fn window(typed: &Fields, problems: &mut Problems) -> Option<Window> {
    let from = typed.read("from", problems, day::parse);
    let to = typed.read("to", problems, day::parse);
    match Window::new(from?, to?) {
        Ok(window) => Some(window),
        Err(word) => {
            problems.add("to", word);
            None
        }
    }
}

/// One class: to its list. Several: back to all of them. What was done goes along, to be said there.
fn after(order: &Order, given: &assigning::Assigned) -> String {
    let ids = |classes: &[UnitId]| {
        let ids: Vec<String> = classes.iter().map(UnitId::to_string).collect();
        ids.join(".")
    };
    let page = match &order.classes[..] {
        [only] => format!("/lop/{only}/giao-bai"),
        _ => "/lop".to_owned(),
    };
    let (module, to) = (&order.module, order.window.closes_on);
    let (now, before) = (ids(&given.now), ids(&given.before));
    format!("{page}?giao={module}&den={to}&moi={now}&cu={before}")
}
