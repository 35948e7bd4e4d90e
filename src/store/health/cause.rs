//! Why the database fails, as far as it says so.

use super::Unsound;

/// Why a write is refused that nobody's input is to blame for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No space is left.
    Full,
    /// Another process holds the file, or everybody waits for everybody.
    Locked,
    /// The file or its disk may only be read.
    ReadOnly,
    /// The file is gone or another is in its place.
    Gone,
    /// The file is not whole.
    Damaged,
    /// The server or the disk does not answer.
    Away,
}

impl Cause {
    pub const ALL: [Self; 6] = [
        Self::Full,
        Self::Locked,
        Self::ReadOnly,
        Self::Gone,
        Self::Damaged,
        Self::Away,
    ];

    /// The name under which it is kept and looked up.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Locked => "locked",
            Self::ReadOnly => "read-only",
            Self::Gone => "gone",
            Self::Damaged => "damaged",
            Self::Away => "away",
        }
    }

    /// The cause of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.name() == name)
    }

    /// The cause of an error; none when it is no trouble of the database's.
    pub fn of(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::PoolTimedOut => Some(Self::Locked),
            sqlx::Error::PoolClosed => Some(Self::Away),
            sqlx::Error::Io(error) => Some(match error.get_ref().and_then(|e| e.downcast_ref()) {
                Some(Unsound(cause)) => *cause,
                None => Self::Away,
            }),
            sqlx::Error::Database(e) => Self::of_code(e.code()?.as_ref()),
            _ => None,
        }
    }

    pub(super) fn of_code(code: &str) -> Option<Self> {
        // PostgreSQL's codes have five signs, some of them digits alone; SQLite's, with their extended forms, never as many.
        if code.len() == 5 {
            return match &code[..2] {
                _ if code == "53100" => Some(Self::Full),
                "53" | "57" | "08" => Some(Self::Away),
                "40" => Some(Self::Locked),
                _ => None,
            };
        }
        match code.parse::<i32>().ok()? & 0xff {
            5 | 6 => Some(Self::Locked),
            8 => Some(Self::ReadOnly),
            10 => Some(Self::Away),
            11 | 26 => Some(Self::Damaged),
            13 => Some(Self::Full),
            _ => None,
        }
    }
}
