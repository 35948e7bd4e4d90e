//! Heads from the set, with skin and hair left open and the face taken out: the face is ours, so that it can show a mood.

use super::sheet::Sheet;
use crate::parts::graphic::inner;
use lachan_core::picture::Mood;
use twemoji_assets::svg::{SvgTwemojiAsset, codes::*};

/// A head in its box of 36 × 36.
pub struct Head {
    id: &'static str,
    asset: &'static SvgTwemojiAsset,
    /// How many elements in front of the head itself are left out.
    skip: usize,
    /// Height of the eyes in the box.
    pub eyes: f32,
}

const fn head(id: &'static str, asset: &'static SvgTwemojiAsset, skip: usize, eyes: f32) -> Head {
    Head {
        id,
        asset,
        skip,
        eyes,
    }
}

pub const PIGTAILS: Head = head("h-pigtails", &U_1F467_1F3FB, 0, 18.5);
pub const PARTED: Head = head("h-parted", &U_1F467_1F3FB, 4, 18.5);
pub const BOB: Head = head("h-bob", &U_1F469_1F3FB, 0, 19.5);
pub const CHILD: Head = head("h-child", &U_1F9D2_1F3FB, 0, 20.5);
pub const BOY: Head = head("h-boy", &U_1F466_1F3FB, 0, 20.5);
pub const SHORT: Head = head("h-short", &U_1F471_1F3FB_200D_2642_FE0F, 0, 19.5);
pub const SWEPT: Head = head("h-swept", &U_1F9D1_1F3FB, 0, 20.0);
pub const MAN: Head = head("h-man", &U_1F468_1F3FB, 0, 19.0);
pub const GRANDMA: Head = head("h-grandma", &U_1F475_1F3FB, 0, 21.5);
pub const GRANDPA: Head = head("h-grandpa", &U_1F474_1F3FB, 0, 19.0);

/// Makes a head available on the page; gives its id.
pub fn on(sheet: &mut Sheet, head: &Head) -> &'static str {
    sheet.drawing(head.id, || bare(head));
    head.id
}

/// Makes a face available on the page; its origin is between the eyes.
pub fn face(sheet: &mut Sheet, mood: Mood) -> &'static str {
    let (id, eyes, brows, mouth, rest) = match mood {
        Mood::Calm => ("f-calm", OPEN, "", "M-3.2 9.6q3.2 1.2 6.4 0", ""),
        Mood::Smile => ("f-smile", OPEN, "", "M-4.2 8.8q4.2 3.8 8.4 0", CHEEKS),
        Mood::Laugh => ("f-laugh", HAPPY, "", "", LAUGH),
        Mood::Speak => ("f-speak", OPEN, "", "", SPEAK),
        Mood::Sad => ("f-sad", OPEN, RAISED, "M-3.2 11q3.2-2.6 6.4 0", ""),
        Mood::Worried => ("f-worried", OPEN, RAISED, "M-2.8 10.2h5.6", ""),
        Mood::Puzzled => ("f-puzzled", OPEN, UNEVEN, "M-3 10.4q2.4-2 6-.6", ""),
        Mood::Shy => ("f-shy", OPEN, RAISED, "M-2.2 9.8q2.2 1.4 4.4-.2", CHEEKS),
        Mood::Breathe => ("f-breathe", CLOSED, "", "M-3.2 9.4q3.2 2 6.4 0", CHEEKS),
    };
    sheet.drawing(id, || {
        let mut body = format!("{rest}{eyes}{NOSE}");
        for (class, d) in [("s-line", mouth), ("s-brow", brows)] {
            if !d.is_empty() {
                body.push_str(&format!(r#"<path class="{class}" d="{d}"/>"#));
            }
        }
        body
    });
    id
}

const RAISED: &str = "M-8.2-4.2q2-1.6 4.6-1.9M8.2-4.2q-2-1.6-4.6-1.9";
const UNEVEN: &str = "M-8-4.4q2-1.4 4.2-.8M8-5.8q-2-1.4-4.2-.6";
const OPEN: &str = r#"<path class="s-eye" d="M-5-1v2M5-1v2"/>"#;
const HAPPY: &str = r#"<path class="s-line" d="M-7 .6q2-3 4 0M3 .6q2-3 4 0"/>"#;
const CLOSED: &str = r#"<path class="s-line" d="M-7-.4q2 2.2 4 0M3-.4q2 2.2 4 0"/>"#;
const NOSE: &str = r#"<path class="s-nose" d="M-1 4.8h2"/>"#;
const CHEEKS: &str =
    r#"<g class="s-cheek"><circle cx="-8.4" cy="6" r="2.3"/><circle cx="8.4" cy="6" r="2.3"/></g>"#;
const LAUGH: &str = r#"<path class="s-mouth" d="M-4.6 8.4h9.2c0 3-2 5-4.6 5s-4.6-2-4.6-5Z"/><g class="s-cheek"><circle cx="-8.4" cy="6" r="2.3"/><circle cx="8.4" cy="6" r="2.3"/></g>"#;
const SPEAK: &str = r#"<ellipse class="s-mouth" cy="10" rx="2.6" ry="2.1"/>"#;

/// The colours in which the set draws eyes, noses and mouths.
const FACE: [&str; 3] = ["#DF1F32", "#C1694F", "#662113"];
const SKIN: [&str; 2] = ["#F7DECE", "#F6DDCD"];
const HAIR: [&str; 2] = ["#292F33", "#FFE51E"];

fn bare(head: &Head) -> String {
    let mut out = String::new();
    for element in inner(head.asset).split_inclusive("/>").skip(head.skip) {
        if FACE.iter().any(|colour| element.contains(colour)) {
            continue;
        }
        let mut element = element.to_owned();
        for colour in SKIN {
            element = element.replace(colour, "var(--skin)");
        }
        for colour in HAIR {
            element = element.replace(colour, "var(--hair)");
        }
        // the man's moustache is the first part of his hair; fathers and teachers here are shaved
        if let (Some(start), true) = (element.find("M25.274"), head.id == MAN.id)
            && let Some(length) = element[start..].find('z')
        {
            element.replace_range(start..=start + length, "");
        }
        out.push_str(&element);
    }
    out
}
