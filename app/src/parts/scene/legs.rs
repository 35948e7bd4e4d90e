//! Legs: standing, walking, and sitting in a wheelchair, on a stool, on one's heels beside a child. The hands stay free.

use super::{
    build::Build,
    clothes::{Outfit, WHITE},
    text::n,
};
use lachan_core::picture::{Actor, Seat};
use std::fmt::Write;

/// How much lower somebody's body is than standing, in their own measures.
pub fn lowered(actor: &Actor) -> f32 {
    let legs = Build::of(actor.kind).legs;
    match actor.seat {
        Some(Seat::Stool) => legs * 0.36,
        Some(Seat::Heels) => legs * 0.62,
        Some(Seat::Wheelchair) | None => 0.0,
    }
}

/// Legs and shoes.
pub fn standing(out: &mut String, build: &Build, outfit: &Outfit, walking: bool, forward: f32) {
    let hip = -build.legs;
    let x = build.hip * 0.5;
    let spread = if walking { 7.0 } else { 0.0 };
    let w = build.hip * 0.86;
    // white trousers need an edge on white paper
    if outfit.bottom == WHITE {
        let _ = write!(
            out,
            r##"<path fill="none" stroke="#D5DCE3" stroke-width="{}" stroke-linecap="butt" d="M{} {}L{}-5M{} {}L{}-5"/>"##,
            n(w + 1.6),
            n(-x),
            n(hip),
            n(-x - spread),
            n(x),
            n(hip),
            n(x + spread)
        );
    }
    let _ = write!(
        out,
        r##"<path fill="none" stroke="{}" stroke-width="{}" d="M{} {}L{}-5M{} {}L{}-5"/>"##,
        outfit.bottom,
        n(w),
        n(-x),
        n(hip - 2.0),
        n(-x - spread),
        n(x),
        n(hip - 2.0),
        n(x + spread)
    );
    for side in [-1.0, 1.0] {
        let _ = write!(
            out,
            r##"<path fill="#3B3A38" d="M{} 0v-3a{r} 4.5 0 0 1 {w} 0v3Z"/>"##,
            n(side * (x + spread) - w / 2.0 - 0.5 + forward * 1.5),
            r = n(w / 2.0 + 0.5),
            w = n(w + 1.0),
        );
    }
}

/// Draws the legs of somebody who sits and what they sit on; the origin is the ground.
pub fn seated(out: &mut String, build: &Build, outfit: &Outfit, seat: Seat, forward: f32) {
    match seat {
        Seat::Wheelchair => wheelchair(out, build, outfit, forward),
        Seat::Stool => bent(out, build, outfit, forward, build.legs * 0.64, true),
        Seat::Heels => bent(out, build, outfit, forward, build.legs * 0.38, false),
    }
}

/// Thighs forward and shins down; `hip` is the height of the seat.
fn bent(out: &mut String, build: &Build, outfit: &Outfit, forward: f32, hip: f32, stool: bool) {
    if stool {
        let _ = write!(
            out,
            r##"<path class="s-wood" d="M{} {}h30v5h-4L{} 0h-4l-2-{d}h-8l-2 {d}h-4Z"/>"##,
            n(-15.0),
            n(-hip + 2.0),
            n(13.0),
            d = n(hip - 8.0),
        );
    }
    let knee = forward * 15.0;
    let _ = write!(
        out,
        r##"<g fill="none" stroke-linecap="round" stroke-linejoin="round"><path stroke="{leg}" stroke-width="{w}" d="M{a} {hip}H{ka}V-8M{b} {hip}H{kb}V-8"/><path stroke="#3B3A38" stroke-width="6" d="M{ka}-3h{foot}M{kb}-3h{foot}"/></g>"##,
        leg = outfit.bottom,
        w = n(build.limb + 1.5),
        a = n(-build.hip * 0.4),
        b = n(build.hip * 0.4),
        hip = n(-hip),
        ka = n(knee - 4.0),
        kb = n(knee + 4.0),
        foot = n(forward * 5.0),
    );
}

fn wheelchair(out: &mut String, build: &Build, outfit: &Outfit, forward: f32) {
    let hip = -build.legs;
    let knee = forward * 17.0;
    let _ = write!(
        out,
        r##"<g fill="none" stroke-linecap="round" stroke-linejoin="round"><path stroke="#66757F" stroke-width="4" d="M{b} {bt}V{hb}H{knee}V-8h{foot}"/><path stroke="{leg}" stroke-width="{lw}" d="M0 {hip}H{knee}V-10"/><path stroke="#3B3A38" stroke-width="6" d="M{knee}-7h{foot}"/></g>"##,
        b = n(-forward * 13.0),
        bt = n(hip - build.torso * 0.7),
        hb = n(hip + 8.0),
        knee = n(knee),
        foot = n(forward * 6.0),
        hip = n(hip + 1.0),
        leg = outfit.bottom,
        lw = n(build.limb + 1.0),
    );
    let _ = write!(
        out,
        r##"<g fill="none" stroke="#3B88C3"><circle cx="{}" cy="-15" r="14" stroke-width="3.5"/><circle cx="{}" cy="-15" r="2.5" fill="#66757F" stroke="none"/><circle cx="{}" cy="-5" r="4" stroke="#66757F" stroke-width="3"/></g>"##,
        n(-forward * 5.0),
        n(-forward * 5.0),
        n(forward * 19.0)
    );
}
