//! `/bai-hoc`: the shelf of every lesson and ready meeting.

use super::{frame, teach};
use crate::{
    auth::Staff,
    error::Result,
    render,
    server::App,
    store::classes::{self, GivenModule},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use lachan_app::{
    pages::library::{LibraryPage, MeetingCard, ModuleCard, ShelfPart},
    parts::scene::{self, sheet::Sheet},
    shell::Tab,
    text::t,
};
use lachan_core::{
    lesson::{Band, Module},
    names,
    permission::ReadLibrary,
    words::tidy,
};
use serde::Deserialize;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Find {
    #[serde(default)]
    tim: String,
    #[serde(default)]
    nhom: String,
}

/// `GET /bai-hoc`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Query(find): Query<Find>,
) -> Result<Response> {
    me.permit(ReadLibrary)?;
    let library = &app.content.library;
    let given = classes::given_in_reach(&app.db, &me, app.clock.today()).await?;
    let band = find.nhom.chars().next().and_then(Band::from_letter);
    let search = tidy(&find.tim);
    let wanted =
        |text: &str| names::matches(&names::search_key(&words_of(text)), &words_of(&search));
    let mut sheet = Sheet::default();
    let shelves = library
        .shelves()
        .iter()
        .filter(|shelf| band.is_none_or(|band| band == shelf.band))
        .map(|shelf| ShelfPart {
            band: shelf.band.letter(),
            title: shelf.title.clone(),
            modules: library
                .of_band(shelf.band)
                .filter(|module| search.is_empty() || wanted(&searched(module)))
                .map(|module| card(&mut sheet, module, &given))
                .collect(),
        })
        .collect();
    let page = LibraryPage {
        bands: library
            .shelves()
            .iter()
            .map(|shelf| (shelf.band.letter(), shelf.title.clone()))
            .collect(),
        band: band.map(Band::letter),
        meetings: if band.is_none() {
            meetings(&app, |text| search.is_empty() || wanted(text))
        } else {
            Vec::new()
        },
        shelves,
        sheet: sheet.defs(),
        search,
    };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Library, t("nav-library")),
        move || page.view(),
    ))
}

// what a word may be found in
fn searched(module: &Module) -> String {
    format!(
        "{} {} {}",
        module.id,
        module.title,
        module.outcomes.join(" ")
    )
}

// words alone: a search is not answered by a comma
fn words_of(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .collect::<Vec<_>>()
        .join(" ")
}

fn card(sheet: &mut Sheet, module: &Module, given: &[GivenModule]) -> ModuleCard {
    let about = module.outcomes.first().cloned().unwrap_or_default();
    ModuleCard {
        id: module.id.to_string(),
        title: module.title.clone(),
        about: first_upper(&about),
        picture: module
            .scenes
            .first()
            .map_or_else(String::new, |scene| scene::svg(sheet, &scene.picture)),
        minutes: module.minutes,
        scenes: module.scenes.len(),
        questions: module.items.len(),
        reviewed: module.is_reviewed(),
        classes: given
            .iter()
            .filter(|one| one.module == module.id)
            .map(|one| one.name.clone())
            .collect(),
    }
}

fn meetings(app: &App, wanted: impl Fn(&str) -> bool) -> Vec<MeetingCard> {
    let packs = &app.content.packs;
    let scripts = packs.packs.iter().flat_map(|pack| {
        packs
            .scripts_of(pack)
            .map(move |(name, script)| (pack, name, script))
    });
    scripts
        .filter(|(pack, ..)| wanted(&format!("{} {} {}", pack.id, pack.title, pack.audience)))
        .map(|(pack, name, script)| {
            let mut modules: Vec<String> = script
                .scenes
                .iter()
                .map(|scene| scene.module.to_string())
                .collect();
            modules.dedup();
            MeetingCard {
                title: format!("{}. {}", pack.id, pack.title),
                audience: teach::variant(pack, &name).map_or_else(
                    || pack.audience.clone(),
                    |variant| format!("{} · {variant}", pack.audience),
                ),
                minutes: script.guide.minutes,
                modules: modules.join(", "),
                name,
            }
        })
        .collect()
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
