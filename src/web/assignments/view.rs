//! What the page of giving lessons shows.

use crate::{
    auth::Staff,
    error::{Error, Result},
    server::App,
    store::{
        assignments, classes,
        classes::ClassLine,
        units::{self, place},
    },
};
use chrono::{Datelike, NaiveDate};
use lachan_app::pages::assign::{
    AssignPage, ClassChoice, GivenLine, GivenPage, ModuleChoice, ShelfChoice,
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::UnitId,
    learning::Assignment,
    lesson::{Band, Module},
    library::Library,
    permission::{AssignModule, SeeClass},
};
use std::collections::BTreeMap;

pub(super) async fn page(
    app: &App,
    me: &Staff,
    typed: Fields,
    problems: Problems,
) -> Result<AssignPage> {
    if !me.may_somewhere::<AssignModule>() {
        return Err(Error::Forbidden);
    }
    let today = app.clock.today();
    let mut mine = Vec::new();
    for class in classes::in_reach(&app.db, me, today, app.clock.now()).await? {
        let place = place(&app.db, class.id, today)
            .await?
            .ok_or(Error::NotFound)?;
        if me.may(&AssignModule::at(&place)) {
            mine.push(class);
        }
    }
    let before = classes::given_in_reach(&app.db, me, today).await?;
    Ok(AssignPage {
        shelves: shelves(&app.content.library, &mine, &before, typed.all("lop")),
        classes: mine.into_iter().map(class_choice).collect(),
        typed,
        problems,
    })
}

fn class_choice(class: ClassLine) -> ClassChoice {
    ClassChoice {
        id: class.id.to_string(),
        name: class.name,
        school: class.school_name,
        pupils: class.pupils,
    }
}

/// The bands that fit at least one of the classes, each with its modules as taught: the classes' own first.
///
/// `before` is what the classes have been given; of `chosen` classes alone where some are chosen.
fn shelves(
    library: &Library,
    classes: &[ClassLine],
    before: &[classes::GivenModule],
    chosen: &[String],
) -> Vec<ShelfChoice> {
    let counts = |given: &&classes::GivenModule| {
        let mine = classes.iter().any(|class| class.id == given.class);
        mine && (chosen.is_empty() || chosen.contains(&given.class.to_string()))
    };
    let module_choice = |module: &Module| {
        let before = before
            .iter()
            .filter(counts)
            .filter(|given| given.module == module.id);
        ModuleChoice {
            id: module.id.to_string(),
            title: module.title.clone(),
            minutes: module.minutes,
            reviewed: module.is_reviewed(),
            before: before.map(given_before).collect(),
        }
    };
    let fits = |band: &Band| {
        let mut places = classes.iter().filter_map(|class| {
            let allowed = Band::allowed_for_grade(class.grade);
            allowed.iter().position(|one| one == band)
        });
        places.by_ref().min()
    };
    let mut bands: Vec<(usize, Band)> = Band::ALL
        .into_iter()
        .filter_map(|band| Some((fits(&band)?, band)))
        .collect();
    bands.sort_by_key(|(place, _)| *place);
    bands
        .into_iter()
        .map(|(_, band)| band)
        .map(|band| ShelfChoice {
            band: match band {
                Band::A => "assign-band-a",
                Band::B => "assign-band-b",
                Band::C => "assign-band-c",
                _ => "assign-band-d",
            },
            modules: library.of_band(band).map(module_choice).collect(),
        })
        .collect()
}

/// "4A 02/11–16/11"
fn given_before(given: &classes::GivenModule) -> String {
    let (from, to) = (day::short(given.opens_on), day::short(given.closes_on));
    format!("{} {from}–{to}", given.name)
}

pub(super) async fn given(app: &App, me: &Staff, class: UnitId) -> Result<GivenPage> {
    let today = app.clock.today();
    let place = units::class_place(&app.db, class, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(SeeClass::at(&place))?;
    let unit = units::find(&app.db, class).await?.ok_or(Error::NotFound)?;
    let list = assignments::of_class(&app.db, &permit).await?;
    Ok(GivenPage {
        done: None,
        base: format!("/lop/{class}"),
        class: unit.name,
        many: begins_more_than_twice_a_week(&list),
        lines: list
            .iter()
            .filter_map(|one| given_line(&app.content.library, one, today))
            .collect(),
        may_assign: me.may(&AssignModule::at(&place)),
        problems: Problems::default(),
        wrong: None,
    })
}

fn given_line(library: &Library, given: &Assignment, today: NaiveDate) -> Option<GivenLine> {
    let module = library.get(&given.module)?;
    Some(GivenLine {
        id: given.id.to_string(),
        module: module.id.to_string(),
        title: module.title.clone(),
        mode: given.mode,
        from: given.window.opens_on.to_string(),
        to: given.window.closes_on.to_string(),
        state: given.window.phase(today).word(),
        reviewed: module.is_reviewed(),
    })
}

fn begins_more_than_twice_a_week(list: &[Assignment]) -> bool {
    let mut weeks: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    for one in list {
        let week = one.window.opens_on.iso_week();
        *weeks.entry((week.year(), week.week())).or_default() += 1;
    }
    weeks.values().any(|n| *n > 2)
}
