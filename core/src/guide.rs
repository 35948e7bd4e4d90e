//! What the adult who leads does and says, minute by minute: one for each lesson, one for each ready meeting.

use crate::lesson::{ItemId, ModuleId};
use serde::Serialize;

/// The part that lessons and meetings share. Texts stand as they were written; paragraphs keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guide {
    pub minutes: u16,
    /// Trước giờ học · Trước buổi sinh hoạt
    pub before: Vec<Block>,
    /// Lời mở đầu: what is said, one paragraph each.
    pub opening: Vec<String>,
    /// Tiến trình
    pub steps: Vec<GuideStep>,
    /// Tập nói · Trò chơi và đóng vai
    pub practice: Vec<Block>,
    /// Nếu học sinh hỏi · Nếu các em hỏi
    pub faq: Vec<Faq>,
    /// Nếu có em kể
    pub disclosure: Vec<Block>,
    /// Không có máy · Không có điện, không có máy
    pub without_devices: Vec<Block>,
    /// Sau giờ học · Sau buổi sinh hoạt
    pub after: Vec<Block>,
}

/// The guide of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teaching {
    pub module: ModuleId,
    pub guide: Guide,
    /// Bạn cần thêm hỗ trợ
    pub support: Vec<Block>,
    /// Thư gửi gia đình; for adults Tờ mang về.
    pub letter: Vec<Block>,
}

/// The script of a meeting: it shows some scenes of one or two modules and asks some of their questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub guide: Guide,
    pub scenes: Vec<SceneRef>,
    pub items: Vec<ItemId>,
    /// Điểm danh và báo cáo
    pub reporting: Vec<Block>,
}

/// A scene of a module, written `B6.2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SceneRef {
    pub module: ModuleId,
    /// From 1.
    pub n: u8,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Block {
    Paragraph(String),
    /// One of a list.
    Point(String),
}

/// One step of the lesson or meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GuideStep {
    pub title: String,
    pub minutes: u16,
    pub lines: Vec<GuideLine>,
    /// The scenes its lines name, in order: those of the module, or places in the script's own list. From 1.
    pub scenes: Vec<u8>,
}

/// One line of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GuideLine {
    pub kind: LineKind,
    pub text: String,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Làm
    Do,
    /// Nói
    Say,
    /// Hỏi
    Ask,
    /// Chờ nghe
    ListenFor,
    /// Đáp
    Answer,
}

/// What somebody may ask, and what one can answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Faq {
    pub q: String,
    pub a: String,
}

impl LineKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Do,
        Self::Say,
        Self::Ask,
        Self::ListenFor,
        Self::Answer,
    ];
}

impl Guide {
    /// The minutes that have gone when each step begins, and at the end the whole.
    pub fn begins(&self) -> Vec<u16> {
        let ends = self.steps.iter().scan(0, |gone, step| {
            *gone += step.minutes;
            Some(*gone)
        });
        std::iter::once(0).chain(ends).collect()
    }
}

impl Block {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Paragraph(text) | Self::Point(text) => text,
        }
    }
}

/// The scenes a line names: “Cảnh 2”, “Cảnh 4–7”, “Cảnh 1 và Cảnh 2”.
pub fn scenes_named(text: &str) -> Vec<u8> {
    let mut named = Vec::new();
    for (at, word) in text.match_indices("ảnh ") {
        let before = text[..at].chars().next_back();
        if !matches!(before, Some('C' | 'c')) {
            continue;
        }
        let rest = &text[at + word.len()..];
        let (first, rest) = number(rest);
        let Some(first) = first else { continue };
        let last = rest.strip_prefix('–').and_then(|rest| number(rest).0);
        named.extend(first..=last.unwrap_or(first));
    }
    named
}

fn number(text: &str) -> (Option<u8>, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (text[..end].parse().ok(), &text[end..])
}

impl std::fmt::Display for SceneRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.module, self.n)
    }
}

impl std::str::FromStr for SceneRef {
    type Err = crate::lesson::NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (module, n) = text.split_once('.').ok_or(crate::lesson::NotAnId)?;
        let n = n.parse().map_err(|_| crate::lesson::NotAnId)?;
        if n == 0 {
            return Err(crate::lesson::NotAnId);
        }
        Ok(Self {
            module: module.parse()?,
            n,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenes_are_found_in_a_sentence() {
        assert_eq!(
            scenes_named("Chiếu Cảnh 2–3. Chơi trò ở Cảnh 2."),
            [2, 3, 2]
        );
        assert_eq!(
            scenes_named("Chiếu Cảnh 1 và Cảnh 10, rồi cảnh 4:"),
            [1, 10, 4]
        );
        assert_eq!(
            scenes_named("Xem hình ảnh 3 lần, đọc chín cảnh"),
            [] as [u8; 0]
        );
    }

    #[test]
    fn a_scene_of_a_module_has_a_short_name() {
        let scene: SceneRef = "B6.2".parse().unwrap();
        assert_eq!((scene.module.as_str(), scene.n), ("B6", 2));
        assert_eq!(scene.to_string(), "B6.2");
        for wrong in ["B6", "B6.", "B6.0", "B6.Q1", "x.1", "B6.300"] {
            assert!(wrong.parse::<SceneRef>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_step_begins_where_the_one_before_ended() {
        let step = |minutes| GuideStep {
            title: "Khởi động".into(),
            minutes,
            lines: Vec::new(),
            scenes: Vec::new(),
        };
        let guide = Guide {
            steps: vec![step(4), step(6)],
            ..Guide::default()
        };
        assert_eq!(guide.begins(), [0, 4, 10]);
    }
}
