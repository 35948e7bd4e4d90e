//! Lines that name somebody who may be introduced later: who looks where, who says what.

use super::{
    super::{Gaze, Picture, Speaker, Speech},
    LONGEST_SPEECH, Refusal, text,
};

/// "nhìn: Bi: cô giáo", "nhìn: Bi: máy", "nhìn: Bi: thẻ".
pub fn gaze(picture: &Picture, rest: &str) -> Result<(usize, Gaze), Refusal> {
    let (name, at) = rest
        .split_once(':')
        .ok_or("viết là “nhìn: tên: tên người, đồ vật, máy hoặc thẻ”")?;
    let (name, at) = (name.trim(), at.trim());
    let person = |name: &str| picture.actors.iter().position(|actor| actor.name == name);
    let who = person(name).ok_or_else(|| format!("“{name}” không có trong hình"))?;
    let thing = || {
        let found = picture
            .objects
            .iter()
            .position(|object| object.thing.word() == at);
        found.map(Gaze::Object)
    };
    let shown = || {
        let there = match at {
            "máy" => picture.device.is_some(),
            "thẻ" => !picture.cards.is_empty(),
            _ => false,
        };
        there.then_some(Gaze::Shown)
    };
    let other = person(at).filter(|other| *other != who).map(Gaze::Actor);
    let gaze = other.or_else(thing).or_else(shown);
    Ok((
        who,
        gaze.ok_or_else(|| format!("“{at}” không có trong hình để nhìn"))?,
    ))
}

pub fn speech(picture: &Picture, thought: bool, rest: &str) -> Result<Speech, Refusal> {
    let (name, said) = rest.split_once(':').ok_or("lời viết là “nói: tên: lời”")?;
    let name = name.trim();
    let by = picture
        .actors
        .iter()
        .position(|actor| actor.name == name)
        .map(Speaker::Actor)
        .or_else(|| {
            picture
                .objects
                .iter()
                .position(|object| object.thing.word() == name)
                .map(Speaker::Object)
        })
        .ok_or_else(|| format!("“{name}” không có trong hình"))?;
    Ok(Speech {
        by,
        thought,
        text: text(said, LONGEST_SPEECH, "Lời")?,
    })
}
