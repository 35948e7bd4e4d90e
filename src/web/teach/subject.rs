//! What is led: a lesson or a ready meeting, looked at alike.

use crate::{
    auth::Staff,
    error::{Error, Result},
    server::App,
    web::frame,
};
use lachan_app::{
    pages::teach::Binder,
    shell::{Frame, Tab},
    text::{number, t, tr},
};
use lachan_core::{
    guide::{Block, Guide, Script, Teaching},
    ids::ActivityId,
    lesson::{AnswerKey, Item, Module, Scene},
    library::Library,
    pack::Pack,
    permission::ReadLibrary,
};

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

impl<'a> Subject<'a> {
    /// The lesson or meeting of a code, for whoever may read the library.
    pub fn find(app: &'a App, me: &Staff, code: &str) -> Result<Self> {
        me.permit(ReadLibrary)?;
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
    pub fn binder(&self, app: &App, from: Option<ActivityId>) -> Binder {
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
        let back = match from {
            Some(activity) => (format!("/hoat-dong/{activity}"), t("guide-to-activity")),
            None => ("/bai-hoc".to_owned(), t("nav-library")),
        };
        Binder {
            base,
            from: from.map_or_else(String::new, |id| format!("?hd={id}")),
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
    pub fn sections(&self) -> Vec<(String, Vec<Block>)> {
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
