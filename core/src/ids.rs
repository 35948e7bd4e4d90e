//! Identities: UUIDv7 newtypes, so that a pupil can never be passed where a unit is meant.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )*};
}

ids! {
    /// A unit of any kind: province, school, class, chi đoàn …
    UnitId
    /// A school year.
    SchoolYearId
    /// A child in a school's list.
    PupilId
    /// An adult with an account.
    StaffId
    /// One role of one adult at one unit.
    GrantId
    /// An open class door.
    DoorId
    /// A module given to a class.
    AssignmentId
    /// A meeting, lesson session, contest, talk …
    ActivityId
    /// One import of a list, which can be undone.
    ImportId
    /// One line of the audit log.
    AuditId
    /// An id made by a client for a write it may have to send again.
    OperationId
}
