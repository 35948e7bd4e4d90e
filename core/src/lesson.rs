//! Lessons: what a module is, who it is for, what it asks, and when it is learnt (domain §5).

mod band;
mod id;
mod item;
pub mod limits;
mod play;
pub mod portion;
pub mod prose;
mod rule;
mod score;
pub mod sentence;
pub mod shuffle;

pub use band::{Address, Band};
pub use id::{ItemId, ModuleId, NotAnId};
pub use item::{AnswerKey, FALSE, Item, ItemKind, TRUE};
pub use play::{Card, Game, Group, Play, Sorted};
pub use rule::RuleId;
pub use score::{Answers, Opening, Score, Unmarkable, is_completed, mark};

use crate::picture::Picture;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One lesson with its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    pub id: ModuleId,
    pub band: Band,
    pub title: String,
    pub version: Version,
    /// The specialist who reviewed this very text; nobody yet when absent.
    pub reviewed_by: Option<String>,
    pub reviewed_on: Option<NaiveDate>,
    /// How long it takes, counted from its text ([`limits::minutes`]).
    pub minutes: u8,
    pub rules: Vec<RuleId>,
    /// Mục tiêu
    pub outcomes: Vec<String>,
    /// Cảnh
    pub scenes: Vec<Scene>,
    /// Câu hỏi
    pub items: Vec<Item>,
    /// Lưu ý lời, for whoever teaches it.
    pub wording_notes: String,
    /// Kể với ai, shown word for word at the end.
    pub who_to_tell: String,
}

/// One step of the story. Its text keeps one paragraph to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// From 1.
    pub n: u8,
    pub text: String,
    pub picture: Picture,
    /// Something to do in it.
    pub play: Option<Play>,
}

/// Which text of a module it was: the beginning of the SHA-256 of its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Version(String);

impl Module {
    /// Whether a specialist has reviewed the text; staff are told when not.
    pub fn is_reviewed(&self) -> bool {
        self.reviewed_by.is_some()
    }
}

impl Version {
    /// A version from the hash of a file.
    pub fn new(hash: impl Into<String>) -> Self {
        Self(hash.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
