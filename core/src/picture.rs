//! A picture of a scene: who stands where, what they do and say. Written as plain lines, drawn elsewhere.
//!
//! One line is one thing, `key: words`. Words are separated by commas, texts stand after a second colon.
//!
//! ```text
//! nền: sân trường
//! người: Bông, bé gái, trái, vẫy tay, cười
//! vật: cây, phải, xa
//! vật: cửa, phải: Phòng y tế
//! nhìn: Bi: máy
//! nói: Bông: Con chào cô bằng vẫy tay ạ!
//! nghĩ: Bi: Mình thấy bối rối
//! bảng: Không phải lỗi của bạn
//! xếp: lưới, phải
//! thẻ: quà | Tặng quà | vàng
//! máy: điện thoại, phải: Người mới quen
//! tin: họ, đỏ: Đọc xong xóa nhé
//! tin: họ, Linh: Ở nhóm thì ghi tên
//! alt: Bông vẫy tay chào cô hàng xóm, mẹ đứng cạnh mỉm cười.
//! ```
//!
//! `nền: nhà | phòng tư vấn` shows two places, for the two ends of a phone call. A place is a word or a per cent of the width. `vocabulary` lists every word. Cards (`thẻ`) and messages (`tin`) stand inside the machine (`máy`) when there is one.

mod read;
mod things;
mod vocabulary;

pub use read::parse;
pub use things::Thing;
pub use vocabulary::{
    Character, Depth, Gesture, Ground, Layout, Machine, Mood, Seat, Spot, Tone, Wear, Whose, Words,
};

/// Everything that is to be drawn, and its description for those who do not see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    pub alt: String,
    pub ground: Ground,
    /// The right half shows another place: two ends of a phone call.
    pub beyond: Option<Ground>,
    pub actors: Vec<Actor>,
    pub objects: Vec<Object>,
    pub speech: Vec<Speech>,
    /// What is written on the board of a classroom.
    pub board: Option<String>,
    pub layout: Layout,
    /// Where the cards stand; the free side when nobody said.
    pub side: Option<Spot>,
    pub cards: Vec<Card>,
    pub device: Option<Device>,
}

/// A person, or Sóc Nâu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub name: String,
    pub kind: Character,
    pub wear: Option<Wear>,
    /// Spread evenly in the order of the lines when nobody said.
    pub place: Option<Spot>,
    pub depth: Depth,
    pub gesture: Gesture,
    pub mood: Mood,
    /// Turned away from the middle of the picture.
    pub away: bool,
    /// Whom or what they look at; the nearest person when nobody said.
    pub gaze: Option<Gaze>,
    /// What they sit on; standing when nobody said. The hands stay free for a gesture.
    pub seat: Option<Seat>,
    pub holds: Option<Thing>,
}

/// Where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaze {
    /// Index into `actors`.
    Actor(usize),
    /// Index into `objects`.
    Object(usize),
    /// The machine or the cards, whichever the picture has.
    Shown,
}

/// A thing that stands somewhere, perhaps with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub thing: Thing,
    pub place: Spot,
    pub depth: Depth,
    /// Hangs on the wall or in the sky.
    pub high: bool,
    /// Stands on the table of the picture.
    pub on_table: bool,
    pub large: bool,
    pub label: Option<String>,
}

/// Words that somebody says or thinks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    pub by: Speaker,
    pub thought: bool,
    pub text: String,
}

/// Who speaks: one of the actors, or a voice from behind a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Index into `actors`.
    Actor(usize),
    /// Index into `objects`.
    Object(usize),
}

/// A card with a short text; a row when it stands inside a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub icon: Option<Thing>,
    pub text: String,
    pub tone: Tone,
}

/// A screen shown large, with what stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub kind: Machine,
    pub place: Spot,
    pub title: String,
    pub messages: Vec<Message>,
}

/// One message of an invented chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub whose: Whose,
    /// Who wrote it, where several do.
    pub name: Option<String>,
    /// A yellow or red light beside it.
    pub light: Option<Tone>,
    /// `None` when the words are covered.
    pub text: Option<String>,
}
