//! `/bai-hoc`: every lesson, as the adults who teach it need it.

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    store::classes::{self, Given},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use lachan_app::{
    pages::library::{
        Brief, BriefPage, BriefPageProps, Choice, LibraryPage, LibraryPageProps, ModuleCard,
        Question, ShelfPart,
    },
    parts::scene::{self, sheet::Sheet},
    shell::Tab,
    text::{t, to},
};
use lachan_core::{
    actor::Role,
    day,
    lesson::{Library, Module, ModuleId, Shelf},
    permission::ReadLibrary,
};

/// `GET /bai-hoc`
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    me.permit(ReadLibrary)?;
    let library = &app.content.library;
    let given = classes::given_in_reach(&app.db, &me, app.clock.today()).await?;
    let shelves = library
        .shelves()
        .iter()
        .map(|shelf| part(library, shelf, &given))
        .collect();
    let props = LibraryPageProps { shelves };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Library, t("nav-library")),
        move || LibraryPage(props),
    ))
}

/// `GET /bai-hoc/{module}`
pub async fn show(State(app): State<App>, me: Staff, Path(id): Path<String>) -> Result<Response> {
    me.permit(ReadLibrary)?;
    let id: ModuleId = id.parse().map_err(|_| Error::NotFound)?;
    let library = &app.content.library;
    let module = library.get(&id).ok_or(Error::NotFound)?;
    let teaches = me.has(Role::Teacher) || me.has(Role::SchoolHead);
    let mut given = classes::given_in_reach(&app.db, &me, app.clock.today()).await?;
    given.retain(|given| given.module == id);
    let brief = brief(
        library,
        module,
        teaches && module.band.is_for_pupils(),
        given,
    );
    Ok(render::page(
        frame::staff(&app, &me, Tab::Library, module.title.clone()),
        move || BriefPage(BriefPageProps { brief }),
    ))
}

fn part(library: &Library, shelf: &Shelf, given: &[Given]) -> ShelfPart {
    let card = |module: &Module| ModuleCard {
        id: module.id.to_string(),
        title: module.title.clone(),
        minutes: module.minutes,
        scenes: module.scenes.len(),
        questions: module.items.len(),
        reviewed: module.is_reviewed(),
        classes: given.iter().filter(|one| one.module == module.id).count(),
    };
    ShelfPart {
        anchor: format!("nhom-{}", shelf.band.letter().to_ascii_lowercase()),
        title: shelf.title.clone(),
        modules: library.of_band(shelf.band).map(card).collect(),
    }
}

fn brief(library: &Library, module: &Module, may_assign: bool, given: Vec<Given>) -> Brief {
    let mut sheet = Sheet::default();
    let scenes = module
        .scenes
        .iter()
        .map(|scene| {
            (
                scene.n,
                scene.text.clone(),
                scene::svg(&mut sheet, &scene.picture),
            )
        })
        .collect();
    let band = module.band;
    let address = band.address_in_rules();
    let rule = |rule: &lachan_core::lesson::RuleId| {
        (
            to(rule.name_key(band), address),
            to(rule.says_key(band), address),
        )
    };
    let reviewed = module
        .reviewed_by
        .as_ref()
        .map(|who| match module.reviewed_on {
            Some(on) => format!("{who}, {}", day::written(on)),
            None => who.clone(),
        });
    Brief {
        id: module.id.to_string(),
        title: module.title.clone(),
        band: library
            .shelf(band)
            .map_or_else(|| band.to_string(), |shelf| shelf.title.clone()),
        minutes: module.minutes,
        version: module.version.to_string(),
        reviewed,
        outcomes: module.outcomes.clone(),
        rules: module.rules.iter().map(rule).collect(),
        wording_notes: module.wording_notes.clone(),
        who_to_tell: module.who_to_tell.clone(),
        sheet: sheet.defs(),
        scenes,
        questions: questions(library, module),
        may_assign,
        given: given
            .into_iter()
            .map(|one| (format!("/lop/{}/giao-bai", one.class), one.name))
            .collect(),
    }
}

fn questions(library: &Library, module: &Module) -> Vec<Question> {
    let question = |(item, key): (&lachan_core::lesson::Item, &lachan_core::lesson::AnswerKey)| {
        let options = (0u8..).zip(&item.options).map(|(n, text)| Choice {
            text: text.clone(),
            right: key.is_right(n),
            feedback: key.feedback_for(n).unwrap_or_default().to_owned(),
        });
        Question {
            stem: item.stem.clone(),
            options: options.collect(),
        }
    };
    library.keyed(module).map(question).collect()
}
