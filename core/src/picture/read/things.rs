//! Each kind of line of a picture.

use super::{Refusal, known, named, text, words};
use crate::picture::{
    Actor, Card, Character, Depth, Device, Gesture, Message, Mood, Object, Seat, Spot, Thing, Tone,
    Wear, Whose, vocabulary::Words,
};

pub(super) const LONGEST_SPEECH: usize = 64;

const LONGEST_MESSAGE: usize = 56;

const LONGEST_CARD: usize = 32;

const LONGEST_LABEL: usize = 22;

const LONGEST_NAME: usize = 14;

pub(super) fn actor(rest: &str) -> Result<Actor, Refusal> {
    let mut left = words(rest).peekable();
    let name = left.next().ok_or("cần tên hoặc vai")?;
    let kind = match Character::read(name) {
        // "mẹ" alone is a name and a kind; "Mai, cô" is a name with its kind
        Some(kind) => left
            .next_if(|word| Character::read(word).is_some())
            .and_then(Character::read)
            .unwrap_or(kind),
        None => {
            let word = left
                .next()
                .ok_or_else(|| format!("“{name}” là ai? Có: {}", Character::list()))?;
            known("vai", word)?
        }
    };
    let mut actor = Actor {
        name: name.to_owned(),
        kind,
        wear: None,
        place: None,
        depth: Depth::default(),
        gesture: Gesture::default(),
        mood: Mood::default(),
        away: false,
        gaze: None,
        seat: None,
        holds: None,
    };
    for word in left {
        if let Some(place) = Spot::named(word) {
            actor.place = Some(place);
        } else if let Some(depth) = Depth::read(word) {
            actor.depth = depth;
        } else if let Some(wear) = Wear::read(word) {
            actor.wear = Some(wear);
        } else if let Some(seat) = Seat::read(word) {
            actor.seat = Some(seat);
        } else if let Some(gesture) = Gesture::read(word) {
            actor.gesture = gesture;
        } else if let Some(mood) = Mood::read(word) {
            actor.mood = mood;
        } else if word == "quay đi" {
            actor.away = true;
        } else if let Some((gesture, thing)) = holding(word)? {
            actor.holds = Some(thing);
            actor.gesture = gesture;
        } else {
            return Err(format!(
                "không hiểu “{word}”. Cử chỉ: {}. Ngồi: {}. Nét mặt: {}. Áo: {}. Chỗ đứng: {}, {}, quay đi. Cầm đồ: “cầm quà”, “giơ lên thư”, “đưa tay quà”",
                Gesture::list(),
                Seat::list(),
                Mood::list(),
                Wear::list(),
                Spot::list(),
                Depth::list(),
            ));
        }
    }
    Ok(actor)
}

/// "cầm quà", "giơ lên thư", "đưa tay quà": a gesture followed by a thing.
fn holding(word: &str) -> Result<Option<(Gesture, Thing)>, Refusal> {
    for gesture in [Gesture::Hold, Gesture::HoldUp, Gesture::Reach] {
        if let Some(thing) = word
            .strip_prefix(gesture.word())
            .and_then(|rest| rest.strip_prefix(' '))
        {
            return Ok(Some((gesture, named(thing)?)));
        }
    }
    Ok(None)
}

pub(super) fn object(rest: &str) -> Result<Object, Refusal> {
    let (rest, label) = match rest.split_once(':') {
        Some((rest, label)) => (rest, Some(text(label, LONGEST_LABEL, "Nhãn")?)),
        None => (rest, None),
    };
    let mut left = words(rest);
    let thing = named(left.next().ok_or("cần tên đồ vật")?)?;
    let mut object = Object {
        thing,
        place: Spot::Middle,
        depth: Depth::default(),
        high: false,
        on_table: false,
        large: false,
        label,
    };
    for word in left {
        match word {
            "trên" => object.high = true,
            "trên bàn" => object.on_table = true,
            "to" => object.large = true,
            _ => match (Spot::named(word), Depth::read(word)) {
                (Some(place), _) => object.place = place,
                (_, Some(depth)) => object.depth = depth,
                _ => {
                    return Err(format!(
                        "không hiểu “{word}”; chỗ của đồ vật: {}, {}, trên, trên bàn, to",
                        Spot::list(),
                        Depth::list()
                    ));
                }
            },
        }
    }
    Ok(object)
}

pub(super) fn card(rest: &str) -> Result<Card, Refusal> {
    let mut parts: Vec<&str> = rest.split('|').map(str::trim).collect();
    let tone = match parts.last().and_then(|last| Tone::read(last)) {
        Some(tone) if parts.len() > 1 => {
            parts.pop();
            tone
        }
        _ => Tone::default(),
    };
    let (icon, words) = match parts[..] {
        [words] => (None, words),
        [icon, words] => (Some(named(icon)?), words),
        _ => return Err("thẻ viết là “đồ vật | chữ | màu”, đồ vật và màu có thể bỏ".into()),
    };
    Ok(Card {
        icon,
        text: text(words, LONGEST_CARD, "Chữ trên thẻ")?,
        tone,
    })
}

pub(super) fn device(rest: &str) -> Result<Device, Refusal> {
    let (rest, title) = rest.split_once(':').unwrap_or((rest, ""));
    let mut left = words(rest);
    let kind = known("máy", left.next().unwrap_or_default())?;
    let place = match left.next() {
        Some(word) => Spot::named(word)
            .ok_or_else(|| format!("không có chỗ “{word}”; có: {}", Spot::list()))?,
        None => Spot::Middle,
    };
    let title = match title.trim() {
        "" => String::new(),
        title => text(title, LONGEST_LABEL, "Tên trên máy")?,
    };
    Ok(Device {
        kind,
        place,
        title,
        messages: Vec::new(),
    })
}

pub(super) fn message(rest: &str) -> Result<Message, Refusal> {
    let (rest, words_said) = rest
        .split_once(':')
        .ok_or("tin viết là “tin: họ: chữ” hoặc “tin: mình: chữ”")?;
    let mut left = words(rest);
    let whose: Whose = known("người nhắn", left.next().unwrap_or_default())?;
    let mut light = None;
    let mut name = None;
    for word in left {
        if word.starts_with(char::is_uppercase) {
            name = Some(text(word, LONGEST_NAME, "Tên người nhắn")?);
        } else {
            light = Some(known("đèn", word)?);
        }
    }
    let text = match words_said.trim() {
        "(che)" => None,
        said => Some(text(said, LONGEST_MESSAGE, "Tin nhắn")?),
    };
    Ok(Message {
        whose,
        name,
        light,
        text,
    })
}
