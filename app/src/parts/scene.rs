//! Draws the picture of a scene as SVG: a ground, things, people, cards and what they say.

mod area;
mod bubbles;
mod build;
mod cards;
mod clothes;
mod device;
mod faces;
mod gestures;
mod grounds;
mod heads;
mod legs;
mod looks;
mod objects;
mod people;
mod props;
pub mod sheet;
mod stage;
mod text;

use area::Area;
use bubbles::{Said, Taken};
use lachan_core::picture::{Actor, Character, Depth, Object, Picture, Speaker, Spot, Thing};
use sheet::Sheet;
use stage::Stand;

/// How much it matters that a bubble does not cover this.
const NEVER: f32 = 4.0;
const BETTER_NOT: f32 = 1.5;
const RATHER_NOT: f32 = 0.4;

/// The picture as an inline SVG of 16:10. The drawings it refers to are collected in the page's sheet.
pub fn svg(sheet: &mut Sheet, picture: &Picture) -> String {
    named(sheet, picture, None)
}

/// The same with an id, so that the page can show it again.
pub fn named(sheet: &mut Sheet, picture: &Picture, id: Option<&str>) -> String {
    let mut out = String::with_capacity(9000);
    out.push_str("<svg");
    if let Some(id) = id {
        out.push_str(&format!(r#" id="{id}""#));
    }
    out.push_str(r#" class="scene" viewBox="0 0 320 200" role="img" aria-label=""#);
    text::escape(&mut out, &picture.alt);
    out.push_str(r#"">"#);
    let stands = stage::stands(picture);
    let mut front = String::with_capacity(6000);
    let before = foreground(&mut front, sheet, picture, &stands);
    let board = picture.board.as_deref();
    grounds::draw(&mut out, picture.ground, picture.beyond, board, &before);
    out.push_str(&front);
    out.push_str("</svg>");
    out
}

/// Everything that stands before the ground, and where what hides it is.
fn foreground(
    out: &mut String,
    sheet: &mut Sheet,
    picture: &Picture,
    stands: &[Stand],
) -> grounds::Before {
    let mut objects: Vec<&Object> = picture.objects.iter().collect();
    objects.sort_by_key(|object| object.on_table);
    for depth in [Depth::Far, Depth::Here, Depth::Near] {
        for object in &objects {
            if props::layer(picture, object) == depth {
                props::draw(out, sheet, object, props::area(picture, object));
            }
        }
        stage::draw(out, sheet, picture, stands, depth);
    }
    let shown = if let Some(device) = &picture.device {
        device::draw(out, sheet, device, &picture.cards);
        vec![device::area(device)]
    } else if !picture.cards.is_empty() {
        let area = cards_area(picture);
        cards::draw(out, sheet, &picture.cards, picture.layout, area)
    } else {
        Vec::new()
    };
    let mut taken = taken(picture, stands);
    taken.extend(shown.iter().map(|at| Taken(*at, NEVER)));
    let kept = taken.len();
    for speech in &picture.speech {
        let head = match speech.by {
            Speaker::Actor(i) => stands[i].head,
            Speaker::Object(i) => props::area(picture, &picture.objects[i]),
        };
        let said = Said {
            text: &speech.text,
            thought: speech.thought,
            head,
        };
        bubbles::draw(out, &said, &mut taken);
    }
    grounds::Before {
        shown,
        said: taken[kept..].iter().map(|Taken(at, _)| *at).collect(),
    }
}

/// The drawing of a thing alone, for pages that show one beside words.
pub fn thing(sheet: &mut Sheet, thing: Thing) -> String {
    let mut out = String::from(r#"<svg class="art" viewBox="0 0 36 36" aria-hidden="true">"#);
    objects::thing(&mut out, sheet, thing, 0.0, 0.0, 36.0);
    out.push_str("</svg>");
    out
}

/// The face of a person of a picture alone, with the same skin and hair as in it.
pub fn face(sheet: &mut Sheet, actor: &Actor) -> String {
    let mut out = String::from(r#"<svg class="art" width="28" height="28" viewBox="-1 -2 38 38">"#);
    if actor.kind == Character::Squirrel {
        let squirrel = sheet.graphic(&twemoji_assets::svg::codes::U_1F43F);
        out.push_str(&format!(r##"<use href="#{squirrel}"/>"##));
    } else {
        faces::face(&mut out, sheet, actor);
    }
    out.push_str("</svg>");
    out
}

/// A picture of the page shown once more, small: it refers to the one that is there.
pub fn again(id: &str) -> String {
    format!(
        r##"<svg class="scene" viewBox="0 0 320 200" aria-hidden="true"><use href="#{id}"/></svg>"##
    )
}

/// What bubbles keep clear of: faces above all, then labels and writing, then bodies and things.
fn taken(picture: &Picture, stands: &[Stand]) -> Vec<Taken> {
    let mut taken = Vec::new();
    for (actor, stand) in picture.actors.iter().zip(stands) {
        taken.push(Taken(stand.head, NEVER));
        taken.push(Taken(stage::body(actor, stand), RATHER_NOT));
    }
    for (i, object) in picture.objects.iter().enumerate() {
        let mut at = props::area(picture, object);
        let speaks = picture
            .speech
            .iter()
            .any(|speech| speech.by == Speaker::Object(i));
        let weight = if speaks || object.label.is_some() {
            BETTER_NOT
        } else {
            RATHER_NOT
        };
        if object.label.is_some() {
            at.h += props::LABEL;
        }
        taken.push(Taken(at, weight));
    }
    if picture.board.is_some() {
        taken.push(Taken(grounds::BOARD_WORDS, NEVER));
    }
    taken
}

fn cards_area(picture: &Picture) -> Area {
    let people = !picture.actors.is_empty();
    match picture.side {
        Some(Spot::Right | Spot::MidRight) => Area {
            x: 112.0,
            y: 10.0,
            w: 198.0,
            h: 180.0,
        },
        Some(Spot::Left | Spot::MidLeft) => Area {
            x: 10.0,
            y: 10.0,
            w: 198.0,
            h: 180.0,
        },
        Some(Spot::At(percent)) => {
            let w = 140.0;
            let x = (f32::from(percent) * grounds::WIDE / 100.0 - w / 2.0)
                .clamp(8.0, grounds::WIDE - w - 8.0);
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
