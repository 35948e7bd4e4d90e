//! The nine rules every lesson comes back to.

use super::{Band, NotAnId};
use crate::words::Word;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// One of the rules (domain §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RuleId {
    /// Cơ thể em là của em
    R1,
    /// Quy tắc đồ lót
    R2,
    /// Không – Bỏ đi – Kể lại
    R3,
    /// Bí mật vui – bí mật khó chịu
    R4,
    /// Bàn tay tin cậy, vòng tròn tin cậy
    R5,
    /// Không phải lỗi của em
    R6,
    /// Chuông báo
    R7,
    /// Hỏi trước – tôn trọng câu trả lời – được đổi ý
    R8,
    /// Trên mạng: Dừng – Lưu – Chặn – Kể
    R9,
}

impl RuleId {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::R1,
        Self::R2,
        Self::R3,
        Self::R4,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::R8,
        Self::R9,
    ];

    /// The key of the rule's name in the locale file, as a band knows it.
    pub fn name_key(self, band: Band) -> Word {
        match (self, band) {
            (Self::R1, _) => "rule-r1",
            (Self::R2, _) => "rule-r2",
            (Self::R3, _) => "rule-r3",
            (Self::R4, _) => "rule-r4",
            (Self::R5, Band::A) => "rule-r5-young",
            (Self::R5, _) => "rule-r5",
            (Self::R6, _) => "rule-r6",
            (Self::R7, Band::A) => "rule-r7-young",
            (Self::R7, _) => "rule-r7",
            (Self::R8, _) => "rule-r8",
            (Self::R9, Band::A) => "rule-r9-young",
            (Self::R9, _) => "rule-r9",
        }
    }

    /// The key of the sentence the rule is taught with.
    pub fn says_key(self, band: Band) -> Word {
        match (self, band) {
            (Self::R1, _) => "rule-r1-says",
            (Self::R2, _) => "rule-r2-says",
            (Self::R3, _) => "rule-r3-says",
            (Self::R4, _) => "rule-r4-says",
            (Self::R5, _) => "rule-r5-says",
            (Self::R6, _) => "rule-r6-says",
            (Self::R7, _) => "rule-r7-says",
            (Self::R8, _) => "rule-r8-says",
            (Self::R9, Band::A) => "rule-r9-young-says",
            (Self::R9, _) => "rule-r9-says",
        }
    }
}

impl FromStr for RuleId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.to_string() == text)
            .ok_or(NotAnId)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_nine_and_no_tenth() {
        assert_eq!("R9".parse(), Ok(RuleId::R9));
        for text in ["R10", "R0", "r1", "R", ""] {
            assert_eq!(text.parse::<RuleId>(), Err(NotAnId), "{text}");
        }
    }
}
