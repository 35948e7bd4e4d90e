//! A filled-in form.

use super::{Guest, Offer};
use crate::{error::Result, store::activities::Plan};
use chrono::NaiveTime;
use lachan_core::{
    activity::ActivityKind,
    day,
    form::{Fields, Problems},
    pack::Packs,
    words::{Title, Word, tidy},
};

/// Reads a filled-in form; every problem is found at once.
pub fn read(typed: &Fields, offer: &Offer, packs: &Packs, problems: &mut Problems) -> Option<Plan> {
    let pack = packs.get(typed.text("pack"));
    let kind = typed.read("kind", problems, |text| {
        ActivityKind::named(text).ok_or("field-required")
    });
    let title = typed.read("title", problems, |text| match (tidy(text), pack, kind) {
        (text, Some(pack), _) if text.is_empty() => Title::parse(&pack.title),
        (text, None, Some(kind)) if text.is_empty() => Title::parse(kind.word()),
        (text, ..) => Title::parse(&text),
    });
    let held_on = typed.read("held_on", problems, day::parse);
    let starts_at = typed.read("starts_at", problems, time);
    let place = typed.read("place", problems, |text| optional(text, 120));
    let note = typed.read("note", problems, |text| optional(text, 500));
    let of_grade = |grade: i64| typed.ticked("khoi", &grade.to_string());
    let ticked = |guest: &&Guest| {
        typed.ticked("targets", &guest.unit.to_string()) || guest.grade.is_some_and(of_grade)
    };
    let guests: Vec<&Guest> = offer.guests.iter().filter(ticked).collect();
    if guests.is_empty() {
        problems.add("targets", "activity-target-required");
    }
    let kind = kind?;
    let mut targets = Vec::new();
    for guest in guests {
        let units = guest.invited_as(kind);
        if units.is_empty() {
            problems.add("targets", "activity-target-kind");
        }
        targets.extend(units);
    }
    targets.sort_unstable();
    targets.dedup();
    if !problems.is_empty() {
        return None;
    }
    Some(Plan {
        kind,
        title: title?.as_str().to_owned(),
        pack: pack.map(|pack| pack.id.clone()),
        held_on: held_on?,
        starts_at: starts_at?,
        place: place?,
        note: note?,
        targets,
    })
}

fn time(text: &str) -> Result<Option<String>, Word> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    NaiveTime::parse_from_str(text, "%H:%M")
        .map(|time| Some(time.format("%H:%M").to_string()))
        .map_err(|_| "activity-time-shape")
}

fn optional(text: &str, most: usize) -> Result<Option<String>, Word> {
    let text = tidy(text);
    match text.chars().count() {
        0 => Ok(None),
        n if n <= most => Ok(Some(text)),
        _ => Err("field-too-long"),
    }
}
