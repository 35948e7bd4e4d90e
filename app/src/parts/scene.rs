//! Draws the picture of a scene as SVG: a ground, things, people, cards and what they say.

mod bubbles;
mod cards;
mod clothes;
mod device;
mod gestures;
mod grounds;
mod heads;
mod objects;
mod people;
pub mod sheet;
mod text;

use bubbles::{Area, Said, Taken};
use grounds::{FLOOR, HIGH, WIDE};
use lachan_core::picture::{
    Actor, Depth, Gesture, Kind, Layout, Object, Picture, Place, Speaker, Thing,
};
use sheet::Sheet;
use std::fmt::Write;
use text::n;

/// The picture as an inline SVG of 16:10. The drawings it refers to are collected in the page's sheet.
pub fn svg(sheet: &mut Sheet, picture: &Picture) -> String {
    let mut out = String::with_capacity(6000);
    out.push_str(r#"<svg class="scene" viewBox="0 0 320 200" role="img" aria-label=""#);
    text::escape(&mut out, &picture.alt);
    out.push_str(r#"">"#);
    grounds::draw(&mut out, picture.ground, picture.board.as_deref());

    let stands = stands(picture);
    let mut taken = Vec::new();
    let mut objects: Vec<_> = picture
        .objects
        .iter()
        .map(|object| (object, object_area(picture, object)))
        .collect();
    objects.sort_by_key(|(object, _)| object.on_table);
    for depth in [Depth::Far, Depth::Here, Depth::Near] {
        for (object, at) in objects
            .iter()
            .filter(|(object, _)| layer(picture, object) == depth)
        {
            draw_object(&mut out, sheet, object, *at);
        }
        for (i, actor) in picture.actors.iter().enumerate() {
            if actor.depth == depth && actor.gesture != Gesture::HandOnShoulder {
                draw_actor(&mut out, sheet, actor, &stands[i], None);
            }
        }
        // a hand on a shoulder lies over it
        for (i, actor) in picture.actors.iter().enumerate() {
            if actor.depth == depth && actor.gesture == Gesture::HandOnShoulder {
                draw_actor(
                    &mut out,
                    sheet,
                    actor,
                    &stands[i],
                    shoulder_beside(picture, &stands, i),
                );
            }
        }
    }
    for (actor, stand) in picture.actors.iter().zip(&stands) {
        taken.push(Taken(stand.head, 4.0));
        taken.push(Taken(body(actor, stand), 0.3));
    }
    for (object, at) in &objects {
        let speaks = picture.speech.iter().any(|speech| match speech.by {
            Speaker::Object(by) => std::ptr::eq(&picture.objects[by], *object),
            Speaker::Actor(_) => false,
        });
        let label = if object.label.is_some() { 16.0 } else { 0.0 };
        let weight = if speaks || object.label.is_some() {
            1.5
        } else {
            0.4
        };
        taken.push(Taken(
            Area {
                h: at.h + label,
                ..*at
            },
            weight,
        ));
    }
    if picture.board.is_some() {
        taken.push(Taken(
            Area {
                x: 100.0,
                y: 14.0,
                w: 120.0,
                h: 52.0,
            },
            4.0,
        ));
    }
    match &picture.device {
        Some(device) => {
            device::draw(&mut out, sheet, device, &picture.cards);
            taken.push(Taken(device::area(device), 4.0));
        }
        None if !picture.cards.is_empty() => {
            let area = cards_area(picture);
            let cards = cards::draw(&mut out, sheet, &picture.cards, picture.layout, area);
            taken.extend(cards.into_iter().map(|at| Taken(at, 4.0)));
        }
        None => {}
    }
    for speech in &picture.speech {
        let head = match speech.by {
            Speaker::Actor(i) => stands[i].head,
            Speaker::Object(i) => object_area(picture, &picture.objects[i]),
        };
        let said = Said {
            text: &speech.text,
            thought: speech.thought,
            head,
        };
        bubbles::draw(&mut out, &said, &mut taken);
    }
    out.push_str("</svg>");
    out
}

/// Where somebody stands, how large, and where the head is.
struct Stand {
    x: f32,
    y: f32,
    scale: f32,
    forward: f32,
    head: Area,
}

fn stands(picture: &Picture) -> Vec<Stand> {
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
            stand(
                actor,
                xs[i],
                facing(&xs, i, free) * if actor.away { -1.0 } else { 1.0 },
            )
        })
        .collect()
}

fn stand(actor: &Actor, x: f32, forward: f32) -> Stand {
    let (scale, y) = match actor.depth {
        Depth::Near => (1.5, 0.0),
        Depth::Here => (1.0, FLOOR),
        Depth::Far => (0.66, 158.0),
    };
    let build = people::Build::of(actor.kind);
    if actor.kind == Kind::Squirrel {
        let size = match actor.depth {
            Depth::Near => 104.0,
            Depth::Here => 74.0,
            Depth::Far => 48.0,
        };
        let y = if actor.depth == Depth::Far {
            158.0
        } else {
            FLOOR + 4.0
        };
        let head = Area {
            x: x - size * 0.46,
            y: y - size * 0.96,
            w: size * 0.5,
            h: size * 0.5,
        };
        let head = if forward > 0.0 {
            Area {
                x: x - size * 0.04,
                ..head
            }
        } else {
            head
        };
        return Stand {
            x,
            y,
            scale: size / 36.0,
            forward,
            head,
        };
    }
    // who is near is cut at the hips by the frame; a child still looks smaller beside an adult
    let y = if actor.depth == Depth::Near {
        HIGH - build.shoulder_y() * scale - build.torso * scale * 0.84
    } else {
        y
    };
    let side = build.head * scale;
    let above = if people::tall(actor) {
        5.0 * scale
    } else {
        0.0
    };
    let top = y + build.top() * scale - above;
    let head = Area {
        x: x - side * 0.5,
        y: top,
        w: side,
        h: side + above,
    };
    Stand {
        x,
        y,
        scale,
        forward,
        head,
    }
}

/// Everyone is turned to the nearest other person, else to the middle.
fn facing(xs: &[f32], i: usize, free: (f32, f32)) -> f32 {
    let other = xs
        .iter()
        .enumerate()
        .filter(|(j, _)| *j != i)
        .map(|(_, x)| *x)
        .min_by(|a, b| (a - xs[i]).abs().total_cmp(&(b - xs[i]).abs()));
    let towards = match other {
        Some(x) => x,
        None if free.0 > 0.0 => 0.0,
        None if free.1 < WIDE => WIDE,
        None => WIDE / 2.0 + 1.0,
    };
    if towards >= xs[i] { 1.0 } else { -1.0 }
}

/// The near shoulder of whoever stands beside somebody, seen from there.
fn shoulder_beside(picture: &Picture, stands: &[Stand], i: usize) -> Option<(f32, f32)> {
    let me = &stands[i];
    let (other, stand) = picture
        .actors
        .iter()
        .zip(stands)
        .filter(|(other, stand)| {
            other.kind != Kind::Squirrel && (stand.x - me.x) * me.forward > 0.0
        })
        .min_by(|(_, a), (_, b)| (a.x - me.x).abs().total_cmp(&(b.x - me.x).abs()))?;
    let build = people::Build::of(other.kind);
    let x = stand.x - me.forward * (build.shoulder - 7.0) * stand.scale;
    let y = stand.y + (build.shoulder_y() + 5.0) * stand.scale;
    Some(((x - me.x) / me.scale, (y - me.y) / me.scale))
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
    if actor.kind == Kind::Squirrel {
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

fn body(actor: &Actor, stand: &Stand) -> Area {
    let head = stand.head;
    let w = people::Build::of(actor.kind).shoulder * 2.0 * stand.scale.min(2.0);
    Area {
        x: stand.x - w / 2.0,
        y: head.y + head.h,
        w,
        h: (HIGH - head.y - head.h).max(0.0),
    }
}

fn object_area(picture: &Picture, object: &Object) -> Area {
    // in the middle of a ring of cards
    if picture.layout == Layout::Ring && object.place == Place::Middle {
        return Area {
            x: 136.0,
            y: 76.0,
            w: 48.0,
            h: 48.0,
        };
    }
    let (size, floor) = match object.depth {
        Depth::Near => (72.0, 198.0),
        Depth::Here => (56.0, 180.0),
        Depth::Far => (44.0, 150.0),
    };
    let size = size * if object.large { 1.6 } else { 1.0 };
    let floor = match table(picture) {
        Some(table) if object.on_table => {
            let at = object_area(picture, table);
            at.y + at.h
                * if table.thing.word() == "bàn" {
                    0.38
                } else {
                    0.46
                }
        }
        _ => floor,
    };
    let y = if object.high {
        50.0 - size / 2.0
    } else {
        floor - size
    };
    Area {
        x: across(object.place) - size / 2.0,
        y,
        w: size,
        h: size,
    }
}

fn table(picture: &Picture) -> Option<&Object> {
    picture
        .objects
        .iter()
        .find(|object| matches!(object.thing.word(), "bàn" | "bàn học"))
}

fn draw_object(out: &mut String, sheet: &mut Sheet, object: &Object, at: Area) {
    objects::thing(out, sheet, object.thing, at.x, at.y, at.w);
    if let Some(label) = &object.label {
        let size = 9.5;
        let w = text::width(label) * size + 12.0;
        let x = (at.x + at.w / 2.0).clamp(w / 2.0 + 3.0, WIDE - w / 2.0 - 3.0);
        let y = (at.y + at.h + 1.0).min(HIGH - 18.0);
        let _ = write!(
            out,
            r#"<rect class="s-card" x="{}" y="{}" width="{}" height="15" rx="7.5"/>"#,
            n(x - w / 2.0),
            n(y),
            n(w)
        );
        text::block(
            out,
            std::slice::from_ref(label),
            x,
            y + 10.9,
            size,
            "s-said",
        );
    }
}

fn across(place: Place) -> f32 {
    match place {
        Place::Left => 48.0,
        Place::MidLeft => 106.0,
        Place::Middle => 160.0,
        Place::MidRight => 214.0,
        Place::Right => 272.0,
        Place::At(percent) => f32::from(percent) * WIDE / 100.0,
    }
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
        Some(Place::Right | Place::MidRight) if !picture.cards.is_empty() => (0.0, 110.0),
        Some(Place::Left | Place::MidLeft) if !picture.cards.is_empty() => (210.0, WIDE),
        _ => (0.0, WIDE),
    }
}

fn cards_area(picture: &Picture) -> Area {
    let people = !picture.actors.is_empty();
    match picture.side {
        Some(Place::Right | Place::MidRight) => Area {
            x: 112.0,
            y: 10.0,
            w: 198.0,
            h: 180.0,
        },
        Some(Place::Left | Place::MidLeft) => Area {
            x: 10.0,
            y: 10.0,
            w: 198.0,
            h: 180.0,
        },
        Some(Place::At(percent)) => {
            let w = 140.0;
            let x = (f32::from(percent) * WIDE / 100.0 - w / 2.0).clamp(8.0, WIDE - w - 8.0);
            Area {
                x,
                y: 10.0,
                w,
                h: 180.0,
            }
        }
        _ if people => Area {
            x: 10.0,
            y: 8.0,
            w: 300.0,
            h: 62.0,
        },
        _ => Area {
            x: 12.0,
            y: 12.0,
            w: 296.0,
            h: 176.0,
        },
    }
}

/// What stands on a table is as near as the table.
fn layer(picture: &Picture, object: &Object) -> Depth {
    match table(picture) {
        Some(table) if object.on_table => table.depth,
        _ => object.depth,
    }
}

/// The drawing of a thing alone, for pages that show one beside words.
pub fn thing(sheet: &mut Sheet, thing: Thing) -> String {
    let mut out = String::from(r#"<svg class="art" viewBox="0 0 36 36" aria-hidden="true">"#);
    objects::thing(&mut out, sheet, thing, 0.0, 0.0, 36.0);
    out.push_str("</svg>");
    out
}
