//! What moves, and what is held.

use super::Arm;
use crate::parts::scene::{build::Build, objects, sheet::Sheet, text::n};
use lachan_core::picture::{Gesture, Thing};
use std::fmt::Write;

pub(super) fn hangs(arm: &Arm) -> bool {
    arm.hand.1 >= 0.8 && arm.hand.0 >= 0.0
}

/// A point relative to the shoulder of one side.
pub(super) fn at(build: &Build, point: (f32, f32), side: f32) -> (f32, f32) {
    (
        side * (build.shoulder - 4.5 + point.0 * build.arm),
        build.shoulder_y() + 7.0 + point.1 * build.arm,
    )
}

pub(super) fn held(
    out: &mut String,
    sheet: &mut Sheet,
    build: &Build,
    gesture: Gesture,
    thing: Thing,
    hand: (f32, f32),
    forward: f32,
) {
    let (size, dx, dy) = match gesture {
        Gesture::Call => (15.0, forward * 1.0, -5.0),
        Gesture::Look => (17.0, 0.0, -7.0),
        Gesture::Write => (17.0, forward * 4.0, -4.0),
        Gesture::HoldUp => (26.0, forward * 1.0, -15.0),
        Gesture::Reach => (25.0, forward * 9.0, -8.0),
        _ => (27.0, 0.0, -7.0),
    };
    let size = size * build.limb / 9.5;
    objects::thing(
        out,
        sheet,
        thing,
        hand.0 + dx - size / 2.0,
        hand.1 + dy - size / 2.0,
        size,
    );
}

pub(super) fn movement(
    out: &mut String,
    build: &Build,
    gesture: Gesture,
    hand: (f32, f32),
    forward: f32,
) {
    match gesture {
        Gesture::Wave => {
            let (x, y) = hand;
            let _ = write!(
                out,
                r#"<path class="s-move" d="M{} {}q{} 5 {} 10M{} {}q{} 5 {} 10"/>"#,
                n(x + forward * 9.0),
                n(y - 13.0),
                n(forward * 4.0),
                n(forward * 1.0),
                n(x - forward * 9.0),
                n(y - 14.0),
                n(-forward * 4.0),
                n(-forward * 1.0)
            );
        }
        Gesture::ShakeHead => {
            let (x, y) = (build.head * 0.56, build.top() + build.head * 0.42);
            let _ = write!(
                out,
                r#"<path class="s-move" d="M{0} {1}q4 7 0 14M{2} {1}q-4 7 0 14"/>"#,
                n(x),
                n(y),
                n(-x)
            );
        }
        Gesture::Nod => {
            let (x, y) = (build.head * 0.3, build.top() - 3.0);
            let _ = write!(
                out,
                r#"<path class="s-move" d="M{0} {1}q{2} 2 {3} 10M{4} {1}q-{2} 2-{3} 10"/>"#,
                n(x),
                n(y),
                n(8.0),
                n(9.0),
                n(-x)
            );
        }
        Gesture::Clap => {
            let y = hand.1 - build.limb * 1.3;
            let _ = write!(
                out,
                r#"<path class="s-move" d="M0 {0}v-6M8 {1}l5-4M-8 {1}l-5-4"/>"#,
                n(y - 4.0),
                n(y)
            );
        }
        Gesture::HighFive => {
            let (x, y) = (hand.0 + forward * 9.0, hand.1 - 8.0);
            let _ = write!(
                out,
                r#"<path class="s-move" d="M{0} {1}v-6M{2} {1}l{3}-5M{4} {1}l{5}-5"/>"#,
                n(x),
                n(y - 5.0),
                n(x + 6.0),
                n(3.0),
                n(x - 6.0),
                n(-3.0)
            );
        }
        _ => {}
    }
}
