//! Units of any kind and depth, and the lines that join them (domain §2.4).

use crate::ids::{SchoolYearId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// UBND tỉnh
    Province,
    /// Sở Giáo dục và Đào tạo
    Department,
    /// UBND xã, phường (Phòng Văn hóa - Xã hội)
    Commune,
    /// Trường
    School,
    /// Điểm trường
    Campus,
    /// Lớp
    Class,
    /// Tỉnh đoàn
    ProvinceYouth,
    /// Đoàn xã, phường
    CommuneYouth,
    /// Đoàn trường
    SchoolYouth,
    /// Chi đoàn
    Branch,
    /// Chi hội
    Association,
    /// Hội đồng Đội
    PioneerCouncil,
    /// Liên đội
    Pioneers,
    /// Chi đội
    PioneerClass,
    /// Sao nhi đồng
    Star,
    /// Another organisation
    Other,
}

impl UnitKind {
    /// Units inside a school: their staff may see names.
    pub fn within_school(self) -> bool {
        use UnitKind::*;
        matches!(
            self,
            School
                | Campus
                | Class
                | SchoolYouth
                | Branch
                | Association
                | Pioneers
                | PioneerClass
                | Star
        )
    }

    /// Units in which the children of one class meet: chi đoàn, chi hội, chi đội, Sao.
    pub fn is_class_like(self) -> bool {
        use UnitKind::*;
        matches!(self, Class | Branch | Association | PioneerClass | Star)
    }

    /// What an administrator may add directly below. Classes and their chi đội come with a class list.
    pub fn kinds_below(self) -> &'static [Self] {
        use UnitKind::*;
        match self {
            Province => &[Department, ProvinceYouth],
            Department => &[Commune, School],
            Commune => &[School],
            School => &[Pioneers, SchoolYouth],
            ProvinceYouth => &[CommuneYouth],
            _ => &[],
        }
    }

    /// The line this unit reports on.
    pub fn line(self) -> Line {
        use UnitKind::*;
        match self {
            Province | Department | Commune | School | Campus | Class | Other => Line::Education,
            _ => Line::Youth,
        }
    }
}

/// How one unit stands under another. A report walks exactly one relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Quản lý: who founds and runs a school.
    Management,
    /// Chuyên môn: lớp → trường → xã (Phòng VH-XH) → Sở, a THPT school straight to the Sở.
    Professional,
    /// Đoàn và Đội: chi đoàn, chi đội → Đoàn trường, Liên đội → Đoàn xã → Tỉnh đoàn.
    Youth,
    /// Đội: liên đội → Hội đồng Đội.
    Pioneers,
    /// Địa bàn: where a unit lies.
    Territory,
}

/// The two lines participation is reported on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Lớp → trường → xã → Sở GD&ĐT.
    Education,
    /// Chi đoàn, chi đội → Đoàn trường, Liên đội → Đoàn xã → Tỉnh đoàn.
    Youth,
}

impl Line {
    /// What it is called: a key of the locale file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Education => "report-line-education",
            Self::Youth => "report-line-youth",
        }
    }

    /// The relation this line's reports walk.
    pub fn relation(self) -> Relation {
        match self {
            Self::Education => Relation::Professional,
            Self::Youth => Relation::Youth,
        }
    }
}

/// A school level (cấp học). A school may span several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    TH,
    THCS,
    THPT,
}

impl Level {
    /// The level a grade belongs to.
    pub fn of_grade(grade: i64) -> Self {
        match grade {
            ..=5 => Self::TH,
            6..=9 => Self::THCS,
            _ => Self::THPT,
        }
    }
}

/// A unit as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    /// Our own readable code; official codes change and stand in a table of their own.
    pub code: String,
    pub kind: UnitKind,
    pub name: String,
    pub short_name: String,
    /// Grade 1–12 of a class or class-like unit.
    pub grade: Option<i64>,
    /// The school a class or a youth unit of a school belongs to.
    pub school: Option<UnitId>,
    pub school_year: Option<SchoolYearId>,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
}

/// Where something is: the unit and all above it on each line. Permissions are decided on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub unit: UnitId,
    pub kind: UnitKind,
    /// The unit itself and everything above it on the education line.
    pub education: Vec<UnitId>,
    /// The unit itself, the class-like youth units linked to it, and everything above them on the youth line.
    pub youth: Vec<UnitId>,
}

impl Place {
    /// The chain of one line.
    pub fn on(&self, line: Line) -> &[UnitId] {
        match line {
            Line::Education => &self.education,
            Line::Youth => &self.youth,
        }
    }
}
