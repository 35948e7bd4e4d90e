//! The names of modules and items: short texts a person can say, never reused.

use super::Band;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};

/// A module: the letter of its band and its number in it, such as `B4`. Ordered as in the curriculum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "String", into = "String")]
pub struct ModuleId(String);

/// One question of a module, such as `B4.Q1`. Ordered as in the curriculum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

/// A text that is not the name of anything here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of a module, item or rule")]
pub struct NotAnId;

impl ModuleId {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The band the module was written for.
    pub fn band(&self) -> Band {
        self.parts().0
    }

    fn parts(&self) -> (Band, u16) {
        module_parts(&self.0).expect("only parsed ids are made, or written to a database")
    }
}

impl ItemId {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The module the question belongs to.
    pub fn module(&self) -> ModuleId {
        let (module, _) = self.0.split_once('.').expect("an item id holds a dot");
        ModuleId(module.to_owned())
    }

    /// The number of the question in its module, from 1.
    pub fn number(&self) -> u16 {
        let (_, number) = self.0.split_once(".Q").expect("an item id holds .Q");
        number.parse().expect("an item id ends with its number")
    }
}

impl FromStr for ModuleId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        module_parts(text).map(|_| Self(text.to_owned()))
    }
}

impl FromStr for ItemId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (module, number) = text.split_once(".Q").ok_or(NotAnId)?;
        module_parts(module)?;
        plain_number(number)?;
        Ok(Self(text.to_owned()))
    }
}

impl Ord for ModuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for ModuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ItemId {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.module(), self.number()).cmp(&(other.module(), other.number()))
    }
}

impl PartialOrd for ItemId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! text_ids {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> { text.parse() }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self { id.0 }
        }
    )*};
}
text_ids! { ModuleId ItemId }

fn module_parts(text: &str) -> Result<(Band, u16), NotAnId> {
    let mut chars = text.chars();
    let band = Band::from_letter(chars.next().ok_or(NotAnId)?).ok_or(NotAnId)?;
    Ok((band, plain_number(chars.as_str())?))
}

// one way to write each number: no sign, no leading zero
fn plain_number(text: &str) -> Result<u16, NotAnId> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') && text.len() <= 3;
    if plain {
        text.parse().map_err(|_| NotAnId)
    } else {
        Err(NotAnId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn modules_are_ordered_as_they_are_taught() {
        let mut ids: Vec<ModuleId> = ["P1", "B10", "T2", "A7", "D1", "B9", "C3"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        ids.sort();
        let ids: Vec<_> = ids.iter().map(ModuleId::as_str).collect();
        assert_eq!(ids, ["A7", "B9", "B10", "C3", "D1", "T2", "P1"]);
    }

    #[test]
    fn an_item_knows_its_module() {
        let item: ItemId = "B4.Q12".parse().unwrap();
        assert_eq!(item.module().as_str(), "B4");
        assert_eq!(item.number(), 12);
        assert!("B4.Q2".parse::<ItemId>().unwrap() < item);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "", "B", "B0", "B04", "E1", "b4", "B4 ", "B+4", "B4.Q1", "B1234", "Đ1",
        ] {
            assert!(text.parse::<ModuleId>().is_err(), "{text}");
        }
        for text in ["B4", "B4.1", "B4.Q", "B4.Q0", ".Q1", "B4.Q1.Q2"] {
            assert!(text.parse::<ItemId>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<ModuleId>("\"../B4\"").is_err());
    }

    proptest! {
        #[test]
        fn reading_what_was_written_gives_the_same(band in "[ABCDTP]", module in 1u16..=99, item in 1u16..=99) {
            let id: ItemId = format!("{band}{module}.Q{item}").parse().unwrap();
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(&json, &format!("\"{id}\""));
            prop_assert_eq!(serde_json::from_str::<ItemId>(&json).unwrap(), id);
        }

        #[test]
        fn no_text_panics(text in ".{0,12}") {
            if let Ok(id) = text.parse::<ItemId>() {
                prop_assert_eq!(format!("{}.Q{}", id.module(), id.number()), text);
            }
        }
    }
}
