//! People: a head from the set on a body of our own, with the clothes of their role.

use super::{
    build::Build,
    clothes,
    faces::{hair_behind, head_on},
    gestures, legs,
    looks::{look, skin},
    sheet::Sheet,
    text::n,
};
use lachan_core::picture::{Actor, Character, Gesture, Wear};
use std::fmt::Write;

/// Draws a person; `forward` is the side they are turned to (1 right, -1 left), `touch` the shoulder their hand lies on.
pub fn draw(
    out: &mut String,
    sheet: &mut Sheet,
    actor: &Actor,
    forward: f32,
    touch: Option<(f32, f32)>,
) {
    let build = Build::of(actor.kind);
    let (head, extra) = look(actor);
    let outfit = clothes::of(actor);
    let outfit = if legs::lowered(actor) > 0.0 {
        outfit.seated()
    } else {
        outfit
    };
    let skin = skin(actor);
    let _ = write!(out, r#"<g class="{skin}">"#);
    if actor.wear == Some(Wear::Swimsuit) {
        let girl = matches!(actor.kind, Character::Girl | Character::SchoolGirl);
        clothes::swimsuit(out, &build, girl);
        neck(out, &build);
        head_on(out, sheet, &build, head, extra, actor.mood);
    } else {
        let mut lower = String::new();
        match actor.seat {
            Some(seat) => legs::seated(&mut lower, &build, &outfit, seat, forward),
            None => {
                let walking = actor.gesture == Gesture::Walk;
                legs::standing(&mut lower, &build, &outfit, walking, forward);
            }
        }
        let mut upper = String::new();
        hair_behind(&mut upper, &build, extra, forward);
        gestures::behind(&mut upper, &build, &outfit, actor.gesture, forward);
        clothes::top(&mut upper, &build, &outfit);
        neck(&mut upper, &build);
        let moved = moved(actor, &build, forward);
        match &moved {
            Some(transform) => {
                again(out, sheet, lower);
                let _ = write!(out, r#"<g transform="{transform}">"#);
                again(out, sheet, upper);
            }
            None => again(out, sheet, lower + &upper),
        }
        head_on(out, sheet, &build, head, extra, actor.mood);
        gestures::front(out, sheet, &build, &outfit, actor, forward, touch);
        if moved.is_some() {
            out.push_str("</g>");
        }
    }
    out.push_str("</g>");
}

/// How the upper body stands off its usual place: lower on a seat, leaning in a bow.
fn moved(actor: &Actor, build: &Build, forward: f32) -> Option<String> {
    let lowered = legs::lowered(actor);
    let mut transform = String::new();
    if lowered > 0.0 {
        let _ = write!(transform, "translate(0 {})", n(lowered));
    }
    if actor.gesture == Gesture::Bow {
        let (lean, hip) = (n(forward * 16.0), n(-build.legs));
        let _ = write!(transform, "rotate({lean} 0 {hip})");
    }
    (!transform.is_empty()).then_some(transform)
}

/// Classmates wear the same and stand alike: each body is written once a page.
fn again(out: &mut String, sheet: &mut Sheet, body: String) {
    let _ = write!(out, r##"<use href="#{}"/>"##, sheet.shared(body));
}

fn neck(out: &mut String, build: &Build) {
    let _ = write!(
        out,
        r#"<path class="s-neck" d="M-5 {}h10v6a5 5 0 0 1-10 0Z"/>"#,
        n(build.shoulder_y() - 3.0)
    );
}
