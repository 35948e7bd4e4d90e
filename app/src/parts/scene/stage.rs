//! Where people stand, how large they are, whom they are turned to, and drawing them there.

mod stand;

use super::{
    area::Area,
    build::Build,
    device,
    grounds::{HIGH, WIDE},
    legs, objects, people,
    sheet::Sheet,
    text::n,
};
use lachan_core::picture::{Actor, Character, Depth, Gesture, Picture, Spot};
use stand::{facing, gaze, inside, stand};
use std::fmt::Write;

/// Where somebody stands, how large, and where the head is.
pub struct Stand {
    x: f32,
    y: f32,
    scale: f32,
    forward: f32,
    pub head: Area,
}

/// Where everybody of a picture stands.
pub fn stands(picture: &Picture) -> Vec<Stand> {
    let free = free_side(picture);
    let count = picture.actors.len() as f32;
    let xs: Vec<f32> = picture
        .actors
        .iter()
        .enumerate()
        .map(|(i, actor)| match actor.place {
            Some(place) => across(place),
            None => free.0 + (free.1 - free.0) * (i as f32 + 1.0) / (count + 1.0),
        })
        .collect();
    picture
        .actors
        .iter()
        .enumerate()
        .map(|(i, actor)| {
            let looks = gaze(picture, &xs, actor)
                .map(|x| if x >= xs[i] { 1.0 } else { -1.0 })
                .unwrap_or_else(|| facing(&xs, i, free));
            stand(
                actor,
                inside(actor, xs[i]),
                looks * if actor.away { -1.0 } else { 1.0 },
            )
        })
        .collect()
}

/// Draws everybody who stands at one depth.
pub fn draw(
    out: &mut String,
    sheet: &mut Sheet,
    picture: &Picture,
    stands: &[Stand],
    depth: Depth,
) {
    let here = || {
        let all = picture.actors.iter().zip(stands).enumerate();
        all.filter(|(_, (actor, _))| actor.depth == depth)
    };
    for (_, (actor, stand)) in here().filter(|(_, (actor, _))| !touches(actor)) {
        draw_actor(out, sheet, actor, stand, None);
    }
    // a hand on a shoulder lies over it
    for (i, (actor, stand)) in here().filter(|(_, (actor, _))| touches(actor)) {
        let far = actor.gesture == Gesture::Hug;
        let shoulder = shoulder_beside(picture, stands, i, far);
        draw_actor(out, sheet, actor, stand, shoulder);
    }
}

/// The area below the head.
pub fn body(actor: &Actor, stand: &Stand) -> Area {
    let head = stand.head;
    let w = Build::of(actor.kind).shoulder * 2.0 * stand.scale.min(2.0);
    Area {
        x: stand.x - w / 2.0,
        y: head.y + head.h,
        w,
        h: (HIGH - head.y - head.h).max(0.0),
    }
}

/// The place of a word, from the left.
pub fn across(place: Spot) -> f32 {
    match place {
        Spot::Left => 48.0,
        Spot::MidLeft => 106.0,
        Spot::Middle => 160.0,
        Spot::MidRight => 214.0,
        Spot::Right => 272.0,
        Spot::At(percent) => f32::from(percent) * WIDE / 100.0,
    }
}

/// The near (or far) shoulder of whoever stands beside somebody, seen from there.
fn shoulder_beside(picture: &Picture, stands: &[Stand], i: usize, far: bool) -> Option<(f32, f32)> {
    let me = &stands[i];
    let depth = picture.actors[i].depth;
    // who stands as near to the reader comes before who is only near in the picture
    let (other, stand) = picture
        .actors
        .iter()
        .zip(stands)
        .filter(|(other, stand)| {
            other.kind != Character::Squirrel && (stand.x - me.x) * me.forward > 0.0
        })
        .min_by(|(one, a), (two, b)| {
            let apart = |actor: &Actor| actor.depth != depth;
            apart(one)
                .cmp(&apart(two))
                .then((a.x - me.x).abs().total_cmp(&(b.x - me.x).abs()))
        })?;
    let build = Build::of(other.kind);
    let side = if far { 1.0 } else { -1.0 };
    let x = stand.x + side * me.forward * (build.shoulder - 7.0) * stand.scale;
    // arms around somebody lie below the chin
    let down = if far { 14.0 } else { 5.0 };
    let y = stand.y + (build.shoulder_y() + legs::lowered(other) + down) * stand.scale;
    // seen from a lowered body of one's own
    let mine = legs::lowered(&picture.actors[i]);
    Some(((x - me.x) / me.scale, (y - me.y) / me.scale - mine))
}

fn touches(actor: &Actor) -> bool {
    matches!(actor.gesture, Gesture::HandOnShoulder | Gesture::Hug)
}

fn draw_actor(
    out: &mut String,
    sheet: &mut Sheet,
    actor: &Actor,
    stand: &Stand,
    touch: Option<(f32, f32)>,
) {
    if actor.depth != Depth::Near {
        let w = stand.head.w * 0.62;
        let _ = write!(
            out,
            r#"<ellipse class="s-shadow" cx="{}" cy="{}" rx="{}" ry="{}"/>"#,
            n(stand.x),
            n(stand.y),
            n(w),
            n(w * 0.18)
        );
    }
    if actor.kind == Character::Squirrel {
        let size = 36.0 * stand.scale;
        let squirrel = sheet.graphic(&twemoji_assets::svg::codes::U_1F43F);
        let (x, flip) = if stand.forward > 0.0 {
            (stand.x + size / 2.0, -1.0)
        } else {
            (stand.x - size / 2.0, 1.0)
        };
        let _ = write!(
            out,
            r##"<use href="#{squirrel}" transform="translate({} {}) scale({:.2} {:.2})"/>"##,
            n(x),
            n(stand.y - size),
            stand.scale * flip,
            stand.scale
        );
        if let Some(thing) = actor.holds {
            let side = size * 0.36;
            let x = stand.x + stand.forward * size * 0.34 - side / 2.0;
            objects::thing(out, sheet, thing, x, stand.y - size * 0.5, side);
        }
        return;
    }
    let _ = write!(
        out,
        r#"<g transform="translate({} {})"#,
        n(stand.x),
        n(stand.y)
    );
    if stand.scale != 1.0 {
        let _ = write!(out, " scale({})", n(stand.scale));
    }
    out.push_str(r#"">"#);
    people::draw(out, sheet, actor, stand.forward, touch);
    out.push_str("</g>");
}

/// From where to where people without a place spread: beside the cards or the machine.
fn free_side(picture: &Picture) -> (f32, f32) {
    if let Some(device) = &picture.device {
        let at = device::area(device);
        return if at.x + at.w / 2.0 < WIDE / 2.0 {
            (at.x + at.w, WIDE)
        } else {
            (0.0, at.x)
        };
    }
    match picture.side {
        Some(Spot::Right | Spot::MidRight) if !picture.cards.is_empty() => (0.0, 110.0),
        Some(Spot::Left | Spot::MidLeft) if !picture.cards.is_empty() => (210.0, WIDE),
        _ => (0.0, WIDE),
    }
}
