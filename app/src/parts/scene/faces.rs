//! Heads with their faces, hair and caps.

use super::{
    build::Build,
    heads::{self, Head},
    looks::{Extra, look, skin},
    sheet::Sheet,
    text::n,
};
use lachan_core::picture::{Actor, Character, Gesture, Mood};
use std::fmt::Write;

/// Whether a bun or a cap stands above the head.
pub fn tall(actor: &Actor) -> bool {
    matches!(
        look(actor).1,
        Extra::Bun | Extra::BunGlasses | Extra::Cap | Extra::GuardCap | Extra::Nurse
    )
}

/// A head with its face alone, filling a box of 36 × 36.
pub fn portrait(out: &mut String, sheet: &mut Sheet, kind: Character) {
    let actor = Actor {
        name: String::new(),
        kind,
        wear: None,
        place: None,
        depth: Default::default(),
        gesture: Gesture::Stand,
        mood: Mood::Smile,
        away: false,
        gaze: None,
        seat: None,
        holds: None,
    };
    face(out, sheet, &actor);
}

/// The face of somebody of a picture, filling a box of 36 × 36.
pub fn face(out: &mut String, sheet: &mut Sheet, actor: &Actor) {
    let (head, extra) = look(actor);
    let _ = write!(out, r#"<g class="{}">"#, skin(actor));
    box36(out, sheet, head, extra, Mood::Smile);
    out.push_str("</g>");
}

/// A head on its neck.
pub fn head_on(
    out: &mut String,
    sheet: &mut Sheet,
    build: &Build,
    head: &'static Head,
    extra: Extra,
    mood: Mood,
) {
    let scale = build.head / 36.0;
    let _ = write!(
        out,
        r#"<g transform="translate({} {}) scale({scale:.3})">"#,
        n(-build.head / 2.0),
        n(build.top())
    );
    box36(out, sheet, head, extra, mood);
    out.push_str("</g>");
}

fn box36(out: &mut String, sheet: &mut Sheet, head: &'static Head, extra: Extra, mood: Mood) {
    if matches!(extra, Extra::Bun | Extra::BunGlasses) {
        out.push_str(r#"<circle class="s-hair" cx="18" cy=".5" r="5"/>"#);
    }
    let _ = write!(
        out,
        r##"<use href="#{}"/><use href="#{}" x="18" y="{}"/>"##,
        heads::on(sheet, head),
        heads::face(sheet, mood),
        n(head.eyes)
    );
    let eyes = head.eyes;
    match extra {
        Extra::Bows => out.push_str(r##"<path fill="#DD2E44" d="M5 19l-4-2.5v5zl4-2.5v5zM31 19l-4-2.5v5zl4-2.5v5z"/>"##),
        Extra::Band => out.push_str(r##"<path fill="none" stroke="#F4900C" stroke-width="2.4" stroke-linecap="round" d="M5.5 11c4-7.5 21-7.5 25 0"/>"##),
        Extra::Glasses | Extra::BunGlasses => {
            let _ = write!(
                out,
                r##"<g class="s-glasses"><circle cx="13" cy="{0}" r="4"/><circle cx="23" cy="{0}" r="4"/><path d="M17 {0}q1-1 2 0"/></g>"##,
                n(eyes)
            );
        }
        Extra::Cap => out.push_str(CAP),
        Extra::GuardCap => out.push_str(GUARD_CAP),
        Extra::Nurse => out.push_str(NURSE),
        Extra::Headset => out.push_str(HEADSET),
        _ => {}
    }
}

// The people's police: green, with a red band and a star.
const CAP: &str = r##"<path fill="#4C7A3D" d="M1 6.5C5-2.5 31-2.5 35 6.5c-2 3.5-5 3-6 3.5H7c-1-.5-4 0-6-3.5Z"/><path fill="#C8102E" d="M6 8.5h24V12H6z"/><path fill="#2D3B2A" d="M6 11.5c7-1.6 17-1.6 24 0 1 2.3-2 2.6-4 2-5-1.3-11-1.3-16 0-2 .6-5 .3-4-2Z"/><circle cx="18" cy="6" r="3" fill="#C8102E"/><path fill="#FFCC4D" d="m18 3.8.6 1.5h1.6l-1.3 1 .5 1.6-1.4-1-1.4 1 .5-1.6-1.3-1h1.6z"/>"##;
const GUARD_CAP: &str = r##"<path fill="#3C5A78" d="M3 9C5 0 31 0 33 9v3H3Z"/><path fill="#25384C" d="M3 10.5h30l2.5 3c-6 1.6-29 1.6-35 0z"/>"##;
const NURSE: &str = r##"<path fill="#F5F8FA" stroke="#CCD6DD" stroke-width=".6" d="M9 7c0-6 3-8 9-8s9 2 9 8c-6-2.5-12-2.5-18 0Z"/><path fill="#DD2E44" d="M16.8.5h2.4v1.6h1.6v2.3h-1.6V6h-2.4V4.4h-1.6V2.1h1.6z"/>"##;
const HEADSET: &str = r##"<path fill="none" stroke="#3B88C3" stroke-width="2" d="M4 19C2 6 10 0 18 0s16 6 14 19"/><rect x="1" y="16" width="6" height="9" rx="3" fill="#226699"/><rect x="29" y="16" width="6" height="9" rx="3" fill="#226699"/><path fill="none" stroke="#226699" stroke-width="1.5" stroke-linecap="round" d="M5 25c1 5 4 6.5 8 6.5"/>"##;

/// Hair that hangs behind the body.
pub fn hair_behind(out: &mut String, build: &Build, extra: Extra, forward: f32) {
    let top = build.top();
    match extra {
        Extra::Long => {
            let w = build.head * 0.44;
            let bottom = build.shoulder_y() + build.torso * 0.55;
            let _ = write!(
                out,
                r#"<path class="s-hair" d="M{} {}h{}v{}q{} 5 {} 0Z"/>"#,
                n(-w),
                n(top + build.head * 0.45),
                n(2.0 * w),
                n(bottom - top - build.head * 0.45),
                n(-w),
                n(-2.0 * w)
            );
        }
        Extra::Ponytail => {
            let _ = write!(
                out,
                r#"<path class="s-hair" d="M0 {}q{} -4 {} 12q{} 14 {} 30q{} 6 {} -4q{} -20 {} -34Z"/>"#,
                n(top + build.head * 0.16),
                n(-forward * build.head * 0.4),
                n(-forward * build.head * 0.5),
                n(-forward * 7.0),
                n(-forward * 3.0),
                n(forward * 7.0),
                n(forward * 11.0),
                n(forward * 1.0),
                n(forward * 4.0),
            );
        }
        _ => {}
    }
}
