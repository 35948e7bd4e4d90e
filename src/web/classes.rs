//! `/lop`: classes, and how each of them stands.

mod children;

use super::{assignments::JustGiven, class_door, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::results::{self, Standing},
    store::{classes, units},
};
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
pub use children::{Sorted, children};
use lachan_app::{
    pages::{
        class::{
            ClassHead, ClassTab, GivenState, Head, HeadProps, ModuleLine, TodayPart, TodayPartProps,
        },
        classes::{ClassCard, ClassesPage, ClassesPageProps},
        door_panel,
    },
    parts::ask::Done,
    shell::{Frame, Tab},
    text::{t, tr},
};
use lachan_core::{
    actor::Actor,
    day,
    ids::{PupilId, UnitId},
    learning::Phase,
    lesson::ModuleId,
    permission::{AssignModule, PrintCards, SeeClass, SeeResults},
    units::{Place, Unit},
};
use leptos::prelude::*;
use serde::Deserialize;

/// `GET /lop`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Query(just): Query<JustGiven>,
) -> Result<Response> {
    if !me.may_somewhere::<SeeClass>() {
        return Err(Error::Forbidden);
    }
    let teaches = me.may_somewhere::<AssignModule>();
    let lines = classes::in_reach(&app.db, &me, app.clock.today(), app.clock.now()).await?;
    let named = |id: UnitId| {
        let mine = lines.iter().find(|class| class.id == id);
        mine.map(|class| class.name.clone())
    };
    let done = just.sentence(named).map(|said| Done { said, undo: None });
    let cards = lines.into_iter().map(|class| ClassCard {
        href: format!("/lop/{}", class.id),
        name: class.name,
        school: class.school_name,
        pupils: class.pupils,
        open_modules: class.open_modules,
        door_open: class.door_open,
    });
    let props = ClassesPageProps {
        classes: cards.collect(),
        done,
        may_import: teaches,
        may_assign: teaches,
    };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Classes, t("nav-classes")),
        move || ClassesPage(props),
    ))
}

/// The child that was helped at the door just now.
#[derive(Deserialize)]
pub struct Helped {
    giup: Option<PupilId>,
}

/// `GET /lop/{id}`: today.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    headers: HeaderMap,
    Path(id): Path<UnitId>,
    Query(helped): Query<Helped>,
) -> Result<Response> {
    let (class, place) = find(&app, &me, id).await?;
    let (head, frame) = head(&app, &me, &class, &place, ClassTab::Today).await?;
    let panel = class_door::view(&app, &me, &headers, id, helped.giup).await?;
    let mut modules = Vec::new();
    if let Ok(permit) = me.permit(SeeResults::at(&place)) {
        let standing = results::standing(&app, &me, &permit, app.clock.today()).await?;
        modules = lines(&app, &standing);
        modules.retain(|line| line.state == GivenState::Open);
    }
    Ok(render::page(frame, move || {
        let today = TodayPartProps {
            door: door_panel::panel(panel).into_any(),
            modules,
        };
        view! { {Head(HeadProps { head })} {TodayPart(today)} }
    }))
}

/// A class this person may see.
pub(super) async fn find(app: &App, me: &Actor, id: UnitId) -> Result<(Unit, Place)> {
    let place = units::class_place(&app.db, id, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    me.permit(SeeClass::at(&place))?;
    let class = units::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    Ok((class, place))
}

/// What stands above every part of a class page, and its frame.
pub(super) async fn head(
    app: &App,
    me: &Staff,
    class: &Unit,
    place: &Place,
    tab: ClassTab,
) -> Result<(ClassHead, Frame)> {
    let school = match class.school {
        Some(id) => units::find(&app.db, id).await?.map(|school| school.name),
        None => None,
    };
    let head = ClassHead {
        base: format!("/lop/{}", class.id),
        name: class.name.clone(),
        school: school.unwrap_or_default(),
        pupils: classes::size(&app.db, class.id, app.clock.today()).await?,
        tab,
        sees_results: me.may(&SeeResults::at(place)),
        may_print_cards: me.may(&PrintCards::at(place)),
        may_assign: me.may(&AssignModule::at(place)),
    };
    let title = tr("class-name", &[("name", &class.name)]);
    Ok((head, frame::staff(app, me, Tab::Classes, title)))
}

/// The modules a class was given, and how many children stand where.
pub(super) fn lines(app: &App, standing: &Standing) -> Vec<ModuleLine> {
    let today = app.clock.today();
    let line = |module: &ModuleId, window: String, state: GivenState| {
        let count = standing.count(module);
        ModuleLine {
            module: module.to_string(),
            title: title(app, module),
            window,
            state,
            waiting: count.not_started,
            learning: count.learning,
            finished: count.completed,
            mastered: count.mastered,
        }
    };
    let assigned = standing.assigned.iter().map(|given| {
        let (from, to) = (given.window.opens_on, given.window.closes_on);
        let window = format!("{} – {}", day::written(from), day::written(to));
        let state = match given.window.phase(today) {
            Phase::Open => GivenState::Open,
            Phase::Later => GivenState::Later,
            Phase::Over => GivenState::Over,
        };
        line(&given.module, window, state)
    });
    let withdrawn = standing.withdrawn.iter();
    let withdrawn = withdrawn.map(|module| line(module, String::new(), GivenState::Withdrawn));
    assigned.chain(withdrawn).collect()
}

/// The title of a module.
pub(super) fn title(app: &App, module: &ModuleId) -> String {
    app.content
        .library
        .get(module)
        .map_or_else(|| module.to_string(), |m| m.title.clone())
}
