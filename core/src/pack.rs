//! Ready-made meetings built from modules (domain §5.6).

use crate::{activity::ActivityKind, guide::Script, lesson::ModuleId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A meeting one can hold without preparing it from nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Such as `G3`.
    pub id: String,
    pub title: String,
    /// Whom it is for, in words.
    pub audience: String,
    /// The youngest and the oldest grade; none when it is for adults.
    pub grades: Option<(i64, i64)>,
    pub modules: Vec<ModuleId>,
    /// Other modules for older classes.
    pub instead: Option<Instead>,
    /// Where it is held, in words.
    pub held_at: String,
    /// The kinds of activity it is recorded as; none when the occasion is not one of ours.
    pub activities: Vec<ActivityKind>,
}

/// Modules that take the place of others from a grade on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    pub from_grade: i64,
    pub modules: Vec<ModuleId>,
}

/// All packs, and their scripts by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packs {
    pub packs: Vec<Pack>,
    pub scripts: BTreeMap<String, Script>,
}

impl Pack {
    /// Every script of the pack, the youngest class first.
    pub fn script_names(&self) -> Vec<String> {
        let older = self.instead.as_ref().map(|instead| self.for_older(instead));
        std::iter::once(self.id.clone()).chain(older).collect()
    }

    fn for_older(&self, instead: &Instead) -> String {
        format!("{}-lop{}", self.id, instead.from_grade)
    }

    /// Whether it suits a grade.
    pub fn suits(&self, grade: i64) -> bool {
        self.grades
            .is_some_and(|(youngest, oldest)| (youngest..=oldest).contains(&grade))
    }
}

impl Packs {
    /// A pack.
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// The scripts of a pack by name, the youngest class first.
    pub fn scripts_of(&self, pack: &Pack) -> impl Iterator<Item = (String, &Script)> {
        let named = |name: String| Some((name.clone(), self.scripts.get(&name)?));
        pack.script_names().into_iter().filter_map(named)
    }

    /// A script by its name, with its pack.
    pub fn script(&self, name: &str) -> Option<(&Pack, &Script)> {
        let id = name.split_once('-').map_or(name, |(id, _)| id);
        Some((self.get(id)?, self.scripts.get(name)?))
    }

    /// The packs that suit a grade.
    pub fn for_grade(&self, grade: i64) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(move |pack| pack.suits(grade))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_classes_have_a_script_of_their_own() {
        let pack = Pack {
            id: "G3".into(),
            title: "Không phải lỗi của bạn".into(),
            audience: "chi đội lớp 5–7".into(),
            grades: Some((5, 7)),
            modules: vec!["B6".parse().unwrap()],
            instead: Some(Instead {
                from_grade: 6,
                modules: vec!["C8".parse().unwrap()],
            }),
            held_at: "sinh hoạt chi đội".into(),
            activities: vec![ActivityKind::PioneerMeeting],
        };
        assert_eq!(pack.script_names(), ["G3", "G3-lop6"]);
        assert!(pack.suits(7) && !pack.suits(8));
    }
}
