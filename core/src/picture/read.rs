//! Lines → picture, or every problem with its line.

mod things;

use things::{LONGEST_SPEECH, actor, card, device, message, object};
mod others;

use super::{Object, Picture, Spot, Thing, vocabulary::Words};

const LONGEST_ALT: usize = 200;
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
                match Spot::named(word) {
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
