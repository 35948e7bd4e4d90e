//! Arms and hands: what somebody does.

mod movement;

use super::{build::Build, clothes::Outfit, sheet::Sheet, text::n};
use lachan_core::picture::{Actor, Gesture, Thing};
use movement::{at, hangs, held, movement};
use std::fmt::Write;

/// An arm: elbow and hand from the shoulder, in arm lengths, outward positive.
#[derive(Clone, Copy)]
struct Arm {
    elbow: (f32, f32),
    hand: (f32, f32),
    open: bool,
}

const fn arm(ex: f32, ey: f32, hx: f32, hy: f32) -> Arm {
    Arm {
        elbow: (ex, ey),
        hand: (hx, hy),
        open: false,
    }
}

const fn open(ex: f32, ey: f32, hx: f32, hy: f32) -> Arm {
    Arm {
        elbow: (ex, ey),
        hand: (hx, hy),
        open: true,
    }
}

const REST: Arm = arm(0.14, 0.5, 0.1, 1.0);

/// The arm on the side somebody is turned to, and the other one.
fn arms(gesture: Gesture) -> (Arm, Arm) {
    use Gesture::*;
    match gesture {
        Stand | Nod => (REST, REST),
        Walk => (arm(0.3, 0.42, 0.5, 0.8), arm(0.25, 0.48, 0.3, 0.95)),
        Wave => (open(0.5, 0.12, 0.68, -0.42), REST),
        RaiseHand => (open(0.45, -0.1, 0.5, -0.75), REST),
        Stop | ShakeHead => (open(0.42, 0.3, 0.85, -0.08), REST),
        HighFive => (open(0.42, 0.1, 0.85, -0.36), REST),
        FoldArms => (arm(0.16, 0.48, -0.62, 0.36), arm(0.16, 0.5, -0.6, 0.5)),
        Point => (arm(0.48, 0.22, 1.0, 0.02), REST),
        Reach => (arm(0.32, 0.42, 0.92, 0.3), REST),
        OpenArms => (open(0.5, 0.24, 0.98, 0.02), open(0.5, 0.24, 0.98, 0.02)),
        Bow => (arm(0.18, 0.48, -0.38, 0.82), arm(0.18, 0.48, -0.38, 0.82)),
        HandOnHeart => (arm(0.3, 0.46, -0.32, 0.36), REST),
        Cheer => (open(0.46, -0.06, 0.62, -0.7), open(0.46, -0.06, 0.62, -0.7)),
        HandOnShoulder | Hug => (arm(0.5, 0.12, 1.12, 0.1), REST),
        Clap => (open(0.36, 0.42, -0.26, 0.2), open(0.36, 0.42, -0.26, 0.2)),
        Think => (arm(0.3, 0.5, -0.34, 0.0), arm(0.2, 0.5, -0.5, 0.5)),
        HoldUp => (arm(0.45, 0.1, 0.62, -0.36), REST),
        Hold => (arm(0.22, 0.46, -0.34, 0.48), arm(0.22, 0.46, -0.34, 0.48)),
        Look => (arm(0.24, 0.44, -0.3, 0.4), arm(0.24, 0.44, -0.3, 0.4)),
        Call => (arm(0.6, 0.22, 0.22, -0.38), REST),
        Write => (arm(0.3, 0.42, 0.52, 0.7), REST),
        HandsOnHips => (arm(0.62, 0.42, 0.02, 0.78), arm(0.62, 0.42, 0.02, 0.78)),
    }
}

/// Arms that hang stand behind the body.
pub fn behind(out: &mut String, build: &Build, outfit: &Outfit, gesture: Gesture, forward: f32) {
    let (front, back) = arms(gesture);
    for (arm, side) in [(front, forward), (back, -forward)] {
        if hangs(&arm) {
            limb(out, build, outfit, &arm, side);
        }
    }
}

/// Arms that do something, what they hold, and the small lines of a movement.
pub fn front(
    out: &mut String,
    sheet: &mut Sheet,
    build: &Build,
    outfit: &Outfit,
    actor: &Actor,
    forward: f32,
    touch: Option<(f32, f32)>,
) {
    let (mut front, back) = arms(actor.gesture);
    if let Some(point) = touch {
        front = touching(build, point, forward);
        if actor.gesture == Gesture::Hug {
            // the other arm comes across one's own chest to the same side
            let (x, y) = (point.0 - forward * 4.0, point.1 + build.arm * 0.42);
            let across = touching(build, (x, y), -forward);
            limb(out, build, outfit, &across, -forward);
        }
    }
    // a hand on the shoulder of a child close by points down, and is drawn all the same
    let acts = touch.is_some() || !hangs(&front);
    let hand = at(build, front.hand, forward);
    let holds = actor.holds.or(match actor.gesture {
        Gesture::Look | Gesture::Call => Thing::named("điện thoại"),
        Gesture::Write => Thing::named("bút"),
        _ => None,
    });
    let both = matches!(actor.gesture, Gesture::Hold | Gesture::Look);
    if let (Some(thing), false) = (holds, both) {
        held(out, sheet, build, actor.gesture, thing, hand, forward);
    }
    if !hangs(&back) {
        limb(out, build, outfit, &back, -forward);
    }
    if let (Some(thing), true) = (holds, both) {
        held(
            out,
            sheet,
            build,
            actor.gesture,
            thing,
            (0.0, hand.1),
            forward,
        );
    }
    if acts {
        limb(out, build, outfit, &front, forward);
    }
    movement(out, build, actor.gesture, hand, forward);
}

/// An arm that reaches a point, as far as it is long.
fn touching(build: &Build, point: (f32, f32), side: f32) -> Arm {
    let x = (side * point.0 - build.shoulder + 4.5) / build.arm;
    let y = (point.1 - build.shoulder_y() - 7.0) / build.arm;
    let short = (1.2 / x.hypot(y)).min(1.0);
    let (x, y) = (x * short, y * short);
    arm(x * 0.5, y * 0.5 + 0.1, x, y)
}

fn limb(out: &mut String, build: &Build, outfit: &Outfit, arm: &Arm, side: f32) {
    let (sx, sy) = at(build, (0.0, 0.0), side);
    let (ex, ey) = at(build, arm.elbow, side);
    let (hx, hy) = at(build, arm.hand, side);
    let w = build.limb;
    let _ = write!(
        out,
        r#"<path class="s-arm" stroke-width="{}" d="M{} {}L{} {}L{} {}"/>"#,
        n(w * 0.82),
        n(sx),
        n(sy),
        n(ex),
        n(ey),
        n(hx),
        n(hy)
    );
    hand(out, build, arm, (ex, ey), (hx, hy));
    let cloth = outfit.cloth();
    // a sleeve ends on the way: up to the elbow and on towards the hand
    let path = if outfit.sleeve <= 0.5 {
        let t = outfit.sleeve * 2.0;
        format!(
            "M{} {}L{} {}",
            n(sx),
            n(sy),
            n(sx + (ex - sx) * t),
            n(sy + (ey - sy) * t)
        )
    } else {
        let t = ((outfit.sleeve - 0.5) * 2.0).min(0.82);
        format!(
            "M{} {}L{} {}L{} {}",
            n(sx),
            n(sy),
            n(ex),
            n(ey),
            n(ex + (hx - ex) * t),
            n(ey + (hy - ey) * t)
        )
    };
    if outfit.is_white() {
        let _ = write!(
            out,
            r##"<path class="s-sleeve" stroke="#CCD6DD" stroke-width="{}" d="{path}"/>"##,
            n(w + 1.6)
        );
    } else {
        let _ = write!(
            out,
            r##"<path class="s-sleeve" stroke="#00000018" stroke-width="{}" d="{path}"/>"##,
            n(w + 1.2)
        );
    }
    let _ = write!(
        out,
        r#"<path class="s-sleeve" stroke="{cloth}" stroke-width="{}" d="{path}"/>"#,
        n(w)
    );
}

fn hand(out: &mut String, build: &Build, arm: &Arm, elbow: (f32, f32), hand: (f32, f32)) {
    let r = build.limb * 0.52;
    if !arm.open {
        let _ = write!(
            out,
            r#"<circle class="s-hand" cx="{}" cy="{}" r="{}"/>"#,
            n(hand.0),
            n(hand.1),
            n(r)
        );
        return;
    }
    // an open palm: fingers go on in the direction of the forearm
    let angle = (hand.1 - elbow.1).atan2(hand.0 - elbow.0).to_degrees() + 90.0;
    let thumb = if hand.0 > 0.0 { -1.0 } else { 1.0 };
    let _ = write!(
        out,
        r#"<g transform="translate({} {}) rotate({}) scale({:.2})"><path class="s-fingers" d="M-3.3-3.5L-4.3-8.5M-1.1-4L-1.4-10M1.1-4L1.4-10M3.3-3.5L4.3-8.5M{} 0L{}-4"/><rect class="s-hand" x="-4.6" y="-5" width="9.2" height="9" rx="4"/></g>"#,
        n(hand.0),
        n(hand.1),
        n(angle),
        build.limb / 9.5,
        n(thumb * 3.5),
        n(thumb * 7.2)
    );
}
