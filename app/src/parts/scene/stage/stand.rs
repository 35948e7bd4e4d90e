//! Where somebody stands, and which way they look.

use super::{Stand, across, free_side};
use crate::parts::scene::{
    area::Area,
    build::Build,
    faces,
    grounds::{FLOOR, HIGH, WIDE},
    legs,
};
use lachan_core::picture::{Actor, Character, Depth, Gaze, Gesture, Picture};

pub(super) fn stand(actor: &Actor, x: f32, forward: f32) -> Stand {
    let (scale, y) = match actor.depth {
        Depth::Near => (1.5, 0.0),
        Depth::Here => (1.0, FLOOR),
        Depth::Far => (0.66, 158.0),
    };
    let build = Build::of(actor.kind);
    if actor.kind == Character::Squirrel {
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
    let above = if faces::tall(actor) { 5.0 * scale } else { 0.0 };
    let top = y + (build.top() + legs::lowered(actor)) * scale - above;
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

/// Both hands of outspread arms stay in the picture.
pub(super) fn inside(actor: &Actor, x: f32) -> f32 {
    if actor.gesture != Gesture::OpenArms || actor.depth != Depth::Here {
        return x;
    }
    let build = Build::of(actor.kind);
    let reach = build.shoulder + build.arm + build.limb;
    x.clamp(reach, WIDE - reach)
}

/// Where somebody looks when the picture says so.
pub(super) fn gaze(picture: &Picture, xs: &[f32], actor: &Actor) -> Option<f32> {
    match actor.gaze? {
        Gaze::Actor(other) => xs.get(other).copied(),
        Gaze::Object(i) => picture.objects.get(i).map(|object| across(object.place)),
        Gaze::Shown => {
            let free = free_side(picture);
            Some(if free.0 > 0.0 { 0.0 } else { WIDE })
        }
    }
}

/// Everyone is turned to the nearest other person, else to the middle.
pub(super) fn facing(xs: &[f32], i: usize, free: (f32, f32)) -> f32 {
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
