//! The acting person, made once per request.

use crate::{
    ids::{PupilId, StaffId, UnitId},
    units::{Line, Place, UnitKind},
};
use serde::{Deserialize, Serialize};

/// What an adult may be at a unit (domain §2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Giáo viên chủ nhiệm of a class
    Teacher,
    /// Tổng phụ trách Đội, Bí thư Đoàn trường, Bí thư chi đoàn (adult)
    Organizer,
    /// Cán bộ quản lý of a school
    SchoolHead,
    /// Cán bộ xã (Văn hóa - Xã hội)
    CommuneOfficer,
    /// Cán bộ Đoàn xã
    CommuneYouth,
    /// Chuyên viên Sở
    DepartmentOfficer,
    /// Cán bộ Tỉnh đoàn
    ProvinceYouth,
    /// Biên tập nội dung
    Editor,
    /// Thẩm định chuyên môn
    Reviewer,
    /// Quản trị hệ thống: configuration, no learning data
    Admin,
}

impl Role {
    /// Every role, in the order they are listed.
    pub const ALL: [Self; 10] = [
        Self::Teacher,
        Self::Organizer,
        Self::SchoolHead,
        Self::CommuneOfficer,
        Self::CommuneYouth,
        Self::DepartmentOfficer,
        Self::ProvinceYouth,
        Self::Editor,
        Self::Reviewer,
        Self::Admin,
    ];

    /// Whether a unit whose last holder goes is left with nobody who could name another one.
    pub fn needs_a_successor(self) -> bool {
        matches!(self, Self::Admin | Self::SchoolHead)
    }

    /// The line on which this role's reach runs downward.
    pub fn line(self) -> Line {
        match self {
            Self::Organizer | Self::CommuneYouth | Self::ProvinceYouth => Line::Youth,
            _ => Line::Education,
        }
    }

    /// Whether the role can be held at a unit of this kind.
    pub fn fits(self, kind: UnitKind) -> bool {
        use UnitKind::*;
        match self {
            Self::Teacher => kind == Class,
            Self::Organizer => matches!(
                kind,
                SchoolYouth | Branch | Association | Pioneers | PioneerClass | Star
            ),
            Self::SchoolHead => kind == School,
            Self::CommuneOfficer => kind == Commune,
            Self::CommuneYouth => kind == UnitKind::CommuneYouth,
            Self::DepartmentOfficer => kind == Department,
            Self::ProvinceYouth => kind == UnitKind::ProvinceYouth,
            Self::Editor | Self::Reviewer | Self::Admin => {
                matches!(kind, Province | Department | UnitKind::ProvinceYouth)
            }
        }
    }

    /// The role of a name as it stands in forms and commands: `teacher`, `school_head` …
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
    }

    /// The name of [`Role::parse`].
    pub fn key(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Organizer => "organizer",
            Self::SchoolHead => "school_head",
            Self::CommuneOfficer => "commune_officer",
            Self::CommuneYouth => "commune_youth",
            Self::DepartmentOfficer => "department_officer",
            Self::ProvinceYouth => "province_youth",
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    /// The title people know.
    pub fn title(self) -> &'static str {
        match self {
            Self::Teacher => "Giáo viên chủ nhiệm",
            Self::Organizer => "Phụ trách Đoàn – Đội",
            Self::SchoolHead => "Cán bộ quản lý trường",
            Self::CommuneOfficer => "Cán bộ xã (Văn hóa – Xã hội)",
            Self::CommuneYouth => "Cán bộ Đoàn xã",
            Self::DepartmentOfficer => "Chuyên viên Sở GD&ĐT",
            Self::ProvinceYouth => "Cán bộ Tỉnh đoàn",
            Self::Editor => "Biên tập nội dung",
            Self::Reviewer => "Thẩm định chuyên môn",
            Self::Admin => "Quản trị hệ thống",
        }
    }
}

/// One role at one unit, in force today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub unit: UnitId,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An adult with the grants in force today.
    Staff {
        id: StaffId,
        name: String,
        grants: Vec<Grant>,
    },
    /// A child inside a lesson.
    Pupil {
        id: PupilId,
        class: UnitId,
        school: UnitId,
    },
    /// The program itself; the text says why, and stands in the audit log.
    System(&'static str),
    /// Nobody signed in.
    Nobody,
}

impl Actor {
    /// The adult's id; `None` for a child, the program or nobody.
    pub fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The child's id.
    pub fn pupil(&self) -> Option<PupilId> {
        match self {
            Self::Pupil { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The grants of an adult; none for anybody else.
    pub fn grants(&self) -> &[Grant] {
        match self {
            Self::Staff { grants, .. } => grants,
            _ => &[],
        }
    }

    /// Whether the actor has the role at the place or at a unit above it on the role's line; an administrator's reach runs on both lines.
    pub(crate) fn holds(&self, role: Role, place: &Place) -> bool {
        self.grants().iter().filter(|g| g.role == role).any(|g| {
            let both = role == Role::Admin && place.youth.contains(&g.unit);
            both || place.on(role.line()).contains(&g.unit)
        })
    }

    /// Whether the actor has one of the roles at or above the place.
    pub(crate) fn holds_any(&self, roles: &[Role], place: &Place) -> bool {
        roles.iter().any(|role| self.holds(*role, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_back_from_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.key()), Some(role));
        }
        assert_eq!(Role::parse("hieu_truong"), None);
    }
}
