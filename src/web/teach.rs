//! `/bai-hoc/{code}`: a lesson (`B4`) or the script of a ready meeting (`G3`) as whoever leads it needs it.

pub mod lead;
pub mod letter;
pub mod paper;
pub mod show;

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    store::classes,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::{
    pages::teach::{
        Binder, Choice, Question, SceneCard,
        prepare::{PreparePage, Review},
        scenes::ScenesPage,
    },
    parts::scene::{self, sheet::Sheet},
    shell::{Frame, Tab},
    text::{number, t, to, tr},
};
use lachan_core::{
    actor::Role,
    day,
    guide::{Block, Guide, Script, Teaching},
    ids::ActivityId,
    lesson::{AnswerKey, Item, Library, Module, Scene},
    pack::Pack,
    permission::ReadLibrary,
};
use serde::Deserialize;

/// What a query may carry on every leaf: the activity whose page led here.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct From {
    pub hd: Option<ActivityId>,
}

/// What is led: a whole lesson, or a meeting made of scenes and questions of some.
#[derive(Clone, Debug)]
pub enum Subject<'a> {
    Lesson {
        module: &'a Module,
        teaching: &'a Teaching,
    },
    Meeting {
        pack: &'a Pack,
        name: String,
        script: &'a Script,
    },
}

/// A scene in its place.
pub struct Shown<'a> {
    pub place: u8,
    pub label: String,
    pub scene: &'a Scene,
}

/// `GET /bai-hoc/{code}`: Chuẩn bị.
pub async fn prepare(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(from): Query<From>,
) -> Result<Response> {
    me.permit(ReadLibrary)?;
    let subject = Subject::find(&app, &code)?;
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
        let teaches = me.has(Role::Teacher) || me.has(Role::SchoolHead);
        assign = (teaches && module.band.is_for_pupils())
            .then(|| format!("/lop/giao-bai?module={}", module.id));
    }
    let page = PreparePage {
        binder: subject.binder(&app, &from),
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
    Query(from): Query<From>,
) -> Result<Response> {
    me.permit(ReadLibrary)?;
    let subject = Subject::find(&app, &code)?;
    let mut sheet = Sheet::default();
    let scenes = subject.scenes(&app.content.library);
    let scenes = scenes.iter().map(|shown| card(&mut sheet, shown)).collect();
    let page = ScenesPage {
        binder: subject.binder(&app, &from),
        scenes,
        questions: questions(&subject, &app.content.library),
        sheet: sheet.defs(),
    };
    Ok(render::page(subject.frame(&app, &me), move || page.view()))
}

impl<'a> Subject<'a> {
    /// The lesson or meeting of a code.
    pub fn find(app: &'a App, code: &str) -> Result<Self> {
        let library = &app.content.library;
        if let Some((pack, script)) = app.content.packs.script(code) {
            return Ok(Self::Meeting {
                pack,
                name: code.to_owned(),
                script,
            });
        }
        let id = code.parse().map_err(|_| Error::NotFound)?;
        let module = library.get(&id).ok_or(Error::NotFound)?;
        let teaching = library.teaching(&id).ok_or(Error::NotFound)?;
        Ok(Self::Lesson { module, teaching })
    }

    /// What the adult does and says.
    pub fn guide(&self) -> &'a Guide {
        match self {
            Self::Lesson { teaching, .. } => &teaching.guide,
            Self::Meeting { script, .. } => &script.guide,
        }
    }

    /// The modules it is made of.
    pub fn modules(&self, library: &'a Library) -> Vec<&'a Module> {
        match self {
            Self::Lesson { module, .. } => vec![module],
            Self::Meeting { script, .. } => {
                let mut ids: Vec<_> = script.scenes.iter().map(|scene| &scene.module).collect();
                ids.dedup();
                ids.into_iter().filter_map(|id| library.get(id)).collect()
            }
        }
    }

    /// Its scenes, each in its place.
    pub fn scenes(&self, library: &'a Library) -> Vec<Shown<'a>> {
        let label = |n: u8| tr("guide-scene", &[("n", &n.to_string())]);
        match self {
            Self::Lesson { module, .. } => module
                .scenes
                .iter()
                .map(|scene| Shown {
                    place: scene.n,
                    label: label(scene.n),
                    scene,
                })
                .collect(),
            Self::Meeting { script, .. } => (1u8..)
                .zip(&script.scenes)
                .filter_map(|(place, of)| {
                    let scenes = &library.get(&of.module)?.scenes;
                    Some(Shown {
                        place,
                        label: format!("{} ({of})", label(place)),
                        scene: scenes.get(usize::from(of.n).checked_sub(1)?)?,
                    })
                })
                .collect(),
        }
    }

    /// Its questions with their keys.
    pub fn items(&self, library: &'a Library) -> Vec<(&'a Item, &'a AnswerKey)> {
        match self {
            Self::Lesson { module, .. } => library.keyed(module).collect(),
            Self::Meeting { script, .. } => script
                .items
                .iter()
                .filter_map(|id| Some((library.item(id)?, library.key(id)?)))
                .collect(),
        }
    }

    /// What every leaf shows above itself.
    pub fn binder(&self, app: &App, from: &From) -> Binder {
        let (code, title, about) = match self {
            Self::Lesson { module, teaching } => {
                let shelf = app.content.library.shelf(module.band);
                let band =
                    shelf.map_or_else(|| module.band.to_string(), |shelf| shelf.title.clone());
                let about = tr(
                    "library-brief-about",
                    &[
                        ("band", &band),
                        ("minutes", &number(teaching.guide.minutes.into())),
                        ("alone", &number(module.minutes.into())),
                        ("version", module.version.as_str()),
                    ],
                );
                (module.id.to_string(), module.title.clone(), about)
            }
            Self::Meeting { pack, name, script } => {
                let about = tr(
                    "library-pack-about",
                    &[
                        ("audience", &pack.audience),
                        ("place", &pack.held_at),
                        ("minutes", &number(script.guide.minutes.into())),
                    ],
                );
                let variant = variant(pack, name).map_or_else(String::new, |of| format!(" · {of}"));
                (pack.id.clone(), pack.title.clone() + &variant, about)
            }
        };
        let base = match self {
            Self::Lesson { module, .. } => format!("/bai-hoc/{}", module.id),
            Self::Meeting { name, .. } => format!("/bai-hoc/{name}"),
        };
        let back = match from.hd {
            Some(activity) => (format!("/hoat-dong/{activity}"), t("guide-to-activity")),
            None => ("/bai-hoc".to_owned(), t("nav-library")),
        };
        Binder {
            base,
            from: from.hd.map_or_else(String::new, |id| format!("?hd={id}")),
            back,
            code,
            title,
            about,
            meeting: matches!(self, Self::Meeting { .. }),
        }
    }

    /// The frame of its leaves.
    pub fn frame(&self, app: &App, me: &Staff) -> Frame {
        let title = match self {
            Self::Lesson { module, .. } => module.title.clone(),
            Self::Meeting { pack, .. } => pack.title.clone(),
        };
        frame::staff(app, me, Tab::Library, title)
    }

    /// What stands before the steps on paper, with its titles.
    pub fn before(&self) -> Vec<(String, Vec<Block>)> {
        vec![(
            self.word("guide-before", "guide-before-meeting"),
            self.guide().before.clone(),
        )]
    }

    /// What stands after the steps on paper, with its titles.
    pub fn after(&self) -> Vec<(String, Vec<Block>)> {
        let guide = self.guide();
        let mut parts = vec![
            (
                self.word("guide-practice", "guide-games"),
                guide.practice.clone(),
            ),
            (t("guide-told"), guide.disclosure.clone()),
            (
                self.word("guide-without", "guide-without-power"),
                guide.without_devices.clone(),
            ),
        ];
        match self {
            Self::Lesson { teaching, .. } => {
                parts.push((t("guide-support"), teaching.support.clone()));
            }
            Self::Meeting { script, .. } => {
                parts.push((t("guide-reporting"), script.reporting.clone()));
            }
        }
        parts.push((
            self.word("guide-after-lesson", "guide-after-meeting"),
            guide.after.clone(),
        ));
        parts
    }

    /// Everything but the steps, in the order it is needed while one prepares.
    fn sections(&self) -> Vec<(String, Vec<Block>)> {
        let mut parts = self.before();
        parts.extend(self.after());
        parts
    }

    fn word(&self, lesson: &str, meeting: &str) -> String {
        match self {
            Self::Lesson { .. } => t(lesson),
            Self::Meeting { .. } => t(meeting),
        }
    }
}

/// Whom a script is for, where its pack has another one for older classes.
pub fn variant(pack: &Pack, name: &str) -> Option<String> {
    let instead = pack.instead.as_ref()?;
    let key = if name == pack.id {
        "activity-script-younger"
    } else {
        "activity-script-older"
    };
    Some(tr(key, &[("from", &number(instead.from_grade))]))
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
