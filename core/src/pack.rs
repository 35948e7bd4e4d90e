//! Ready-made meetings built from modules (domain §5.6).

use crate::{activity::ActivityKind, lesson::ModuleId};
use serde::{Deserialize, Serialize};

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

/// One step of every meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub title: String,
    pub minutes: u8,
    pub text: String,
}

/// All packs, and the steps they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packs {
    pub steps: Vec<Step>,
    pub packs: Vec<Pack>,
}

impl Pack {
    /// The modules for a class of a grade; those of the pack when it may not choose others.
    pub fn modules_for(&self, grade: Option<i64>) -> &[ModuleId] {
        match (&self.instead, grade) {
            (Some(instead), Some(grade)) if grade >= instead.from_grade => &instead.modules,
            _ => &self.modules,
        }
    }

    /// Whether it suits a grade.
    pub fn suits(&self, grade: i64) -> bool {
        self.grades
            .is_some_and(|(youngest, oldest)| (youngest..=oldest).contains(&grade))
    }
}

impl Packs {
    /// How long a meeting takes.
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| u32::from(step.minutes)).sum()
    }

    /// A pack.
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
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
    fn older_classes_may_take_other_modules() {
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
        assert_eq!(pack.modules_for(Some(5))[0].as_str(), "B6");
        assert_eq!(pack.modules_for(Some(6))[0].as_str(), "C8");
        assert_eq!(pack.modules_for(None)[0].as_str(), "B6");
        assert!(pack.suits(7) && !pack.suits(8));
    }
}
