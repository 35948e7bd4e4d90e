//! `/bai-hoc/{code}`: a lesson (`B4`) or the script of a ready meeting (`G3`) as whoever leads it needs it.

pub mod lead;
pub mod letter;
pub mod paper;
pub mod show;
mod subject;

pub use subject::{Shown, Subject, variant};

use crate::{auth::Staff, error::Result, render, server::App, store::classes};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::{
    pages::teach::{
        Choice, Question, SceneCard,
        prepare::{PreparePage, Review},
        scenes::ScenesPage,
    },
    parts::scene::{self, sheet::Sheet},
    text::{number, to, tr},
};
use lachan_core::{
    day,
    ids::ActivityId,
    lesson::{AnswerKey, Item, Module},
    library::Library,
    permission::AssignModule,
};
use serde::Deserialize;

/// What a query may carry on every leaf: the activity whose page led here.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CameFrom {
    pub hd: Option<ActivityId>,
}

/// `GET /bai-hoc/{code}`: Chuẩn bị.
pub async fn prepare(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(from): Query<CameFrom>,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let library = &app.content.library;
    let modules = subject.modules(library);
    let mut given = Vec::new();
    let mut assign = None;
    if let Subject::Lesson { module, .. } = subject {
        let all = classes::given_in_reach(&app.db, &me, app.clock.today()).await?;
        let mine = all.into_iter().filter(|one| one.module == module.id);
        given.extend(mine.map(|one| {
            let name = tr("class-name", &[("name", &one.name)]);
            (format!("/lop/{}/giao-bai", one.class), name)
        }));
        let teaches = me.may_somewhere::<AssignModule>();
        assign = (teaches && module.band.is_for_pupils())
            .then(|| format!("/lop/giao-bai?module={}", module.id));
    }
    let page = PreparePage {
        binder: subject.binder(&app, from.hd),
        review: review(&app, &subject, &modules),
        assign,
        given,
        modules: match subject {
            Subject::Lesson { .. } => Vec::new(),
            Subject::Meeting { .. } => modules
                .iter()
                .map(|module| {
                    let name = format!("{} · {}", module.id, module.title);
                    (format!("/bai-hoc/{}", module.id), name)
                })
                .collect(),
        },
        outcomes: modules
            .iter()
            .filter(|_| matches!(subject, Subject::Lesson { .. }))
            .flat_map(|module| module.outcomes.clone())
            .collect(),
        rules: rules(&modules),
        wording_notes: modules
            .iter()
            .map(|module| module.wording_notes.clone())
            .collect(),
        sections: subject.sections(),
        who_to_tell: modules
            .iter()
            .map(|module| module.who_to_tell.clone())
            .collect(),
    };
    Ok(render::page(subject.frame(&app, &me), move || page.view()))
}

/// `GET /bai-hoc/{code}/canh`: Cảnh và câu hỏi.
pub async fn scenes(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(from): Query<CameFrom>,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let mut sheet = Sheet::default();
    let scenes = subject.scenes(&app.content.library);
    let scenes = scenes.iter().map(|shown| card(&mut sheet, shown)).collect();
    let page = ScenesPage {
        binder: subject.binder(&app, from.hd),
        scenes,
        questions: questions(&subject, &app.content.library),
        sheet: sheet.defs(),
    };
    Ok(render::page(subject.frame(&app, &me), move || page.view()))
}

/// A scene as adults read it.
pub fn card(sheet: &mut Sheet, shown: &Shown<'_>) -> SceneCard {
    SceneCard {
        place: shown.place,
        label: shown.label.clone(),
        picture: scene::svg(sheet, &shown.scene.picture),
        paragraphs: shown.scene.text.lines().map(str::to_owned).collect(),
        play: shown.scene.play.clone(),
    }
}

/// The questions with their keys; options stand in an order of their own, the same on wall and paper.
pub fn questions(subject: &Subject<'_>, library: &Library) -> Vec<Question> {
    let question = |(n, (item, key)): (usize, (&Item, &AnswerKey))| {
        let options = item.shown(FOR_ALL).into_iter().map(|choice| Choice {
            text: item.options[usize::from(choice)].clone(),
            right: key.is_right(choice),
            feedback: key.feedback_for(choice).unwrap_or_default().to_owned(),
        });
        Question {
            label: tr("guide-question", &[("n", &number(n as i64 + 1))]),
            stem: item.stem.clone(),
            options: options.collect(),
        }
    };
    let items = subject.items(library);
    items.into_iter().enumerate().map(question).collect()
}

/// One order for the whole class: not that of the file, where the right option mostly stands first.
const FOR_ALL: u64 = 1;

fn rules(modules: &[&Module]) -> Vec<(String, String)> {
    let mut rules = Vec::new();
    for module in modules {
        let address = module.band.address_in_rules();
        for rule in &module.rules {
            let line = (
                to(rule.name_key(module.band), address),
                to(rule.says_key(module.band), address),
            );
            if !rules.contains(&line) {
                rules.push(line);
            }
        }
    }
    rules
}

fn review(app: &App, subject: &Subject<'_>, modules: &[&Module]) -> Review {
    let by = modules.iter().map(|module| {
        let who = module.reviewed_by.as_ref()?;
        Some(match module.reviewed_on {
            Some(on) => format!("{who}, {}", day::written(on)),
            None => who.clone(),
        })
    });
    let code = match subject {
        Subject::Lesson { module, .. } => module.id.to_string(),
        Subject::Meeting { pack, .. } => pack.id.clone(),
    };
    // a meeting is reviewed when all its modules are
    let by: Option<Vec<String>> = by.collect();
    Review {
        by: by.map(|mut by| {
            by.dedup();
            by.join("; ")
        }),
        questions: app
            .content
            .asked_about(&code)
            .map(|question| format!("{}: {}", question.part, question.ask))
            .collect(),
    }
}
