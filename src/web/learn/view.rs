//! What the pages of a lesson are made of.

use super::{address, module_id};
use crate::{
    auth::Pupil,
    error::{Error, Result},
    render,
    server::App,
    service::ticket,
    store::assignments::OnDesk,
    web::{form::Typed, frame, quiz},
};
use axum::response::{IntoResponse, Redirect, Response};
use lachan_app::{
    islands::player::{Lesson, Start},
    pages::{
        desk::{DeskLine, DeskState},
        lesson::{ClosedPage, Cover, FirstScreen, PlayPage, SceneView, picture_id},
    },
    parts::{
        scene::{self, sheet::Sheet},
        told,
    },
    shell::Frame,
};
use lachan_core::{
    learning::Ticket,
    lesson::{Address, Band, Module, ModuleId},
    run::{Plays, Run, Step},
};

pub(super) fn to(id: &ModuleId, step: Step) -> Response {
    Redirect::to(&format!("{}{}", address(id), step.query())).into_response()
}

pub(super) fn sizes(module: &Module) -> (u16, u16) {
    let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    (size(module.scenes.len()), size(module.items.len()))
}

/// Each sentence of the module's rules, as it may stand in a scene: to the child, and as said to one.
fn rule_sentences(module: &Module) -> Vec<String> {
    let addresses = [module.band.address_in_rules(), Address::Em];
    let says = module.rules.iter().flat_map(|rule| {
        addresses.map(|address| lachan_app::text::to(rule.says_key(module.band), address))
    });
    let mut sentences: Vec<String> = says
        .flat_map(|text| {
            text.split_inclusive(". ")
                .map(|sentence| sentence.trim().trim_end_matches('.').to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    sentences.sort();
    sentences.dedup();
    sentences
}

/// The scene that teaches each question.
pub(super) fn taught(module: &Module) -> Vec<u16> {
    let first = module.items.iter().map(|item| item.scenes.first());
    first.map(|n| n.copied().map_or(1, u16::from)).collect()
}

/// The scenes whose game is a step of its own.
pub(super) fn plays(module: &Module) -> Plays {
    let with_game = module.scenes.iter().filter(|scene| scene.play.is_some());
    with_game.map(|scene| u16::from(scene.n)).collect()
}

/// What a question's form carries: only the child's own ticket, for this module, is taken.
pub(super) fn carried<'a>(
    app: &'a App,
    me: &Pupil,
    id: &str,
    typed: &Typed,
) -> Result<(&'a Module, Ticket, Run)> {
    let id = module_id(id)?;
    let module = app.content.library.get(&id).ok_or(Error::NotFound)?;
    let ticket = ticket::open(app, typed.text("phieu"))?;
    if (ticket.pupil, &ticket.module) != (me.id, &id) {
        return Err(Error::NotFound);
    }
    let operation = typed.text("ma").parse().map_err(|_| Error::NotFound)?;
    let run = Run::parse(operation, typed.text("dap-an"), sizes(module).1);
    Ok((module, ticket, run))
}

pub(super) fn desk_line(
    sheet: &mut Sheet,
    module: &Module,
    on_desk: &OnDesk,
    band: Band,
) -> DeskLine {
    let state = match &on_desk.progress {
        None => DeskState::New,
        Some(progress) if progress.completed_at.is_some() => DeskState::Done {
            stars: band == Band::A,
            correct: progress.best.correct,
            items: progress.best.items,
        },
        Some(progress) => DeskState::Begun {
            scene: progress.scene.max(1),
            of: module.scenes.len() as i64,
        },
    };
    DeskLine {
        path: address(&module.id),
        title: module.title.clone(),
        minutes: module.minutes,
        picture: module
            .scenes
            .first()
            .map_or_else(String::new, |scene| scene::svg(sheet, &scene.picture)),
        before: on_desk.before && !matches!(state, DeskState::Done { .. }),
        state,
    }
}

pub(super) fn first_screen(app: &App, module: &Module, on_desk: &OnDesk) -> Response {
    let mut sheet = Sheet::default();
    let picture = module
        .scenes
        .first()
        .map_or_else(String::new, |scene| scene::svg(&mut sheet, &scene.picture));
    let scenes = module.scenes.len() as i64;
    let resume = on_desk
        .progress
        .filter(|progress| progress.scene > 0)
        .map(|progress| {
            let query = if progress.scene > scenes {
                "?cau=1".to_owned()
            } else {
                format!("?canh={}", progress.scene)
            };
            format!("{}{query}", address(&module.id))
        });
    let page = FirstScreen {
        cover: cover(module),
        minutes: module.minutes,
        outcomes: module.outcomes.clone(),
        picture: sheet.defs() + &picture,
        resume,
    };
    render::page(lesson_frame(app, module), move || page.view())
}

pub(super) fn play(
    app: &App,
    module: &Module,
    ticket: &Ticket,
    seen: u16,
    start: Start,
) -> Response {
    let mut sheet = Sheet::default();
    let rules = rule_sentences(module);
    let scenes = module.scenes.iter().map(|scene| {
        let n = u16::from(scene.n);
        SceneView {
            n,
            text: told::set(&mut sheet, scene, &rules),
            picture: scene::named(&mut sheet, &scene.picture, Some(&picture_id(n))),
            has_cards: !scene.picture.cards.is_empty(),
            play: scene.play.clone(),
        }
    });
    let scenes = scenes.collect();
    let lesson = Lesson {
        path: address(&module.id),
        drawer: ticket::drawer(app, ticket),
        ticket: ticket::sign(app, ticket),
        scenes: sizes(module).0,
        plays: plays(module),
        seen,
        questions: quiz::practice(&app.content.library, module, ticket),
        start,
        labels: quiz::labels(module),
        words: quiz::words(module.band.address()),
    };
    let page = PlayPage {
        cover: cover(module),
        sheet: sheet.defs(),
        scenes,
        taught: taught(module),
        lesson,
        recorded: app.content.recordings.of(&module.id).to_vec(),
        who_to_tell: module.who_to_tell.clone(),
    };
    let frame = lesson_frame(app, module).with_island("player");
    render::page(frame, move || page.view())
}

pub(super) fn closed(app: &App, id: &ModuleId) -> Result<Response> {
    let module = app.content.library.get(id).ok_or(Error::NotFound)?;
    let page = ClosedPage {
        cover: cover(module),
    };
    let frame = banded(frame::pupil(app, module.title.clone()), module.band);
    Ok(render::page(frame, move || page.view()))
}

pub(super) fn cover(module: &Module) -> Cover {
    Cover {
        path: address(&module.id),
        title: module.title.clone(),
        band: module.band,
    }
}

pub(super) fn lesson_frame(app: &App, module: &Module) -> Frame {
    let stop = format!("{}/dung", address(&module.id));
    banded(frame::pupil(app, module.title.clone()), module.band).with_stop(stop)
}

pub(super) fn banded(mut frame: Frame, band: Band) -> Frame {
    frame.band = Some(band.letter());
    frame
}
