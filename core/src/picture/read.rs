//! Lines → picture, or every problem with its line.

mod others;

use super::{
    Actor, Card, Depth, Device, Gesture, Kind, Message, Mood, Object, Picture, Place, Seat, Thing,
    Tone, Wear, Whose, vocabulary::Words,
};

const LONGEST_ALT: usize = 200;
const LONGEST_SPEECH: usize = 64;
const LONGEST_MESSAGE: usize = 56;
const LONGEST_CARD: usize = 32;
const LONGEST_LABEL: usize = 22;
const LONGEST_NAME: usize = 14;
const MOST_ACTORS: usize = 6;
const MOST_OBJECTS: usize = 6;
const MOST_SPEECH: usize = 3;
const MOST_CARDS: usize = 7;
const MOST_MESSAGES: usize = 4;

type Refusal = String;

/// Reads the lines of a block, each with its number in the file; every problem is reported with its line.
pub fn parse(lines: &[(usize, &str)]) -> Result<Picture, Vec<(usize, String)>> {
    let mut picture = Picture::default();
    let mut problems = Vec::new();
    // speakers may be named before they are introduced
    let mut said = Vec::new();
    let mut looks = Vec::new();
    for &(number, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let done = match line.split_once(':') {
            None => Err(format!("“{line}” thiếu dấu hai chấm, ví dụ “nền: lớp học”")),
            Some((key, rest)) => match key.trim() {
                "nói" | "nghĩ" => {
                    said.push((number, key.trim() == "nghĩ", rest.trim()));
                    Ok(())
                }
                "nhìn" => {
                    looks.push((number, rest.trim()));
                    Ok(())
                }
                key => add(&mut picture, key, rest.trim()),
            },
        };
        if let Err(refusal) = done {
            problems.push((number, refusal));
        }
    }
    for (number, thought, rest) in said {
        match others::speech(&picture, thought, rest) {
            Ok(speech) => picture.speech.push(speech),
            Err(refusal) => problems.push((number, refusal)),
        }
    }
    for (number, rest) in looks {
        match others::gaze(&picture, rest) {
            Ok((who, gaze)) => picture.actors[who].gaze = Some(gaze),
            Err(refusal) => problems.push((number, refusal)),
        }
    }
    let first = lines.first().map_or(0, |(number, _)| *number);
    whole(&picture, &mut |refusal| problems.push((first, refusal)));
    if problems.is_empty() {
        Ok(picture)
    } else {
        problems.sort_by_key(|(number, _)| *number);
        Err(problems)
    }
}

fn add(picture: &mut Picture, key: &str, rest: &str) -> Result<(), Refusal> {
    match key {
        "alt" => picture.alt = text(rest, LONGEST_ALT, "Mô tả")?,
        "nền" => {
            let (here, beyond) = rest
                .split_once('|')
                .map_or((rest, None), |(here, there)| (here, Some(there)));
            picture.ground = known("nền", here.trim())?;
            picture.beyond = beyond.map(|there| known("nền", there.trim())).transpose()?;
        }
        "bảng" => picture.board = Some(text(rest, LONGEST_SPEECH, "Chữ trên bảng")?),
        "người" => picture.actors.push(actor(rest)?),
        "vật" => picture.objects.push(object(rest)?),
        "xếp" => {
            for word in words(rest) {
                match Place::named(word) {
                    Some(place) => picture.side = Some(place),
                    None => picture.layout = known("cách xếp", word)?,
                }
            }
        }
        "thẻ" => picture.cards.push(card(rest)?),
        "máy" => picture.device = Some(device(rest)?),
        "tin" => {
            let message = message(rest)?;
            picture
                .device
                .as_mut()
                .ok_or("cần một dòng “máy:” trước dòng “tin:”")?
                .messages
                .push(message);
        }
        other => {
            return Err(format!(
                "không có dòng “{other}”; có: nền, người, vật, nhìn, nói, nghĩ, bảng, xếp, thẻ, máy, tin, alt"
            ));
        }
    }
    Ok(())
}

fn actor(rest: &str) -> Result<Actor, Refusal> {
    let mut left = words(rest).peekable();
    let name = left.next().ok_or("cần tên hoặc vai")?;
    let kind = match Kind::read(name) {
        // "mẹ" alone is a name and a kind; "Mai, cô" is a name with its kind
        Some(kind) => left
            .next_if(|word| Kind::read(word).is_some())
            .and_then(Kind::read)
            .unwrap_or(kind),
        None => {
            let word = left
                .next()
                .ok_or_else(|| format!("“{name}” là ai? Có: {}", Kind::list()))?;
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
        if let Some(place) = Place::named(word) {
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
                Place::list(),
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

fn object(rest: &str) -> Result<Object, Refusal> {
    let (rest, label) = match rest.split_once(':') {
        Some((rest, label)) => (rest, Some(text(label, LONGEST_LABEL, "Nhãn")?)),
        None => (rest, None),
    };
    let mut left = words(rest);
    let thing = named(left.next().ok_or("cần tên đồ vật")?)?;
    let mut object = Object {
        thing,
        place: Place::Middle,
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
            _ => match (Place::named(word), Depth::read(word)) {
                (Some(place), _) => object.place = place,
                (_, Some(depth)) => object.depth = depth,
                _ => {
                    return Err(format!(
                        "không hiểu “{word}”; chỗ của đồ vật: {}, {}, trên, trên bàn, to",
                        Place::list(),
                        Depth::list()
                    ));
                }
            },
        }
    }
    Ok(object)
}

fn card(rest: &str) -> Result<Card, Refusal> {
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

fn device(rest: &str) -> Result<Device, Refusal> {
    let (rest, title) = rest.split_once(':').unwrap_or((rest, ""));
    let mut left = words(rest);
    let kind = known("máy", left.next().unwrap_or_default())?;
    let place = match left.next() {
        Some(word) => Place::named(word)
            .ok_or_else(|| format!("không có chỗ “{word}”; có: {}", Place::list()))?,
        None => Place::Middle,
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

fn message(rest: &str) -> Result<Message, Refusal> {
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

fn whole(picture: &Picture, refuse: &mut impl FnMut(Refusal)) {
    if picture.alt.is_empty() {
        refuse("hình nào cũng cần một dòng “alt:” cho bạn không nhìn thấy".into());
    }
    for (n, most, what) in [
        (picture.actors.len(), MOST_ACTORS, "người"),
        (picture.objects.len(), MOST_OBJECTS, "đồ vật"),
        (picture.speech.len(), MOST_SPEECH, "lời"),
        (picture.cards.len(), MOST_CARDS, "thẻ"),
        (
            picture
                .device
                .as_ref()
                .map_or(0, |device| device.messages.len()),
            MOST_MESSAGES,
            "tin nhắn",
        ),
    ] {
        if n > most {
            refuse(format!("hình có {n} {what}, nhiều nhất {most} thì mới rõ"));
        }
    }
    let table = |object: &Object| matches!(object.thing.word(), "bàn" | "bàn học");
    if picture.objects.iter().any(|object| object.on_table) && !picture.objects.iter().any(table) {
        refuse("“trên bàn” cần một dòng “vật: bàn”".into());
    }
    for (i, actor) in picture.actors.iter().enumerate() {
        if picture.actors[..i]
            .iter()
            .any(|other| other.name == actor.name)
        {
            refuse(format!("hai người cùng tên “{}”", actor.name));
        }
    }
}

fn words(rest: &str) -> impl Iterator<Item = &str> {
    rest.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

fn known<T: Words>(what: &str, word: &str) -> Result<T, Refusal> {
    T::read(word).ok_or_else(|| format!("không có {what} “{word}”; có: {}", T::list()))
}

fn named(word: &str) -> Result<Thing, Refusal> {
    let word = word.trim();
    Thing::named(word)
        .ok_or_else(|| format!("không có đồ vật “{word}”; có: {}", Thing::ALL.join(", ")))
}

fn text(said: &str, longest: usize, what: &str) -> Result<String, Refusal> {
    let said = said.trim();
    match said.chars().count() {
        0 => Err(format!("{what} còn trống")),
        n if n > longest => Err(format!("{what} dài {n} chữ cái, nhiều nhất {longest}")),
        _ => Ok(said.to_owned()),
    }
}

#[cfg(test)]
mod tests;
