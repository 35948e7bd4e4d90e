//! People: a head from the set on a body of our own, with the clothes of their role.

use super::{
    clothes, gestures,
    heads::{self, Head},
    legs,
    sheet::Sheet,
    text::n,
};
use lachan_core::picture::{Actor, Gesture, Kind, Mood, Wear};
use std::fmt::Write;

/// Measures of a body; the origin is the ground between the feet, up is negative.
#[derive(Clone, Copy)]
pub struct Build {
    /// Side of the head's box.
    pub head: f32,
    pub torso: f32,
    pub legs: f32,
    /// Half the width at the shoulders and at the hips.
    pub shoulder: f32,
    pub hip: f32,
    pub arm: f32,
    pub limb: f32,
}

const CHILD: Build = Build {
    head: 50.0,
    torso: 33.0,
    legs: 29.0,
    shoulder: 17.0,
    hip: 14.5,
    arm: 29.0,
    limb: 9.5,
};
const TEEN: Build = Build {
    head: 45.0,
    torso: 42.0,
    legs: 44.0,
    shoulder: 18.5,
    hip: 15.0,
    arm: 37.0,
    limb: 9.5,
};
const ADULT: Build = Build {
    head: 45.0,
    torso: 48.0,
    legs: 50.0,
    shoulder: 21.5,
    hip: 17.5,
    arm: 42.0,
    limb: 10.5,
};
const ELDER: Build = Build {
    head: 46.0,
    torso: 46.0,
    legs: 42.0,
    shoulder: 21.0,
    hip: 19.0,
    arm: 40.0,
    limb: 10.5,
};

impl Build {
    pub fn shoulder_y(&self) -> f32 {
        -self.legs - self.torso
    }

    /// Top of the head's box.
    pub fn top(&self) -> f32 {
        self.shoulder_y() + 4.0 - self.head
    }

    /// The measures of somebody of this kind.
    pub fn of(kind: Kind) -> Self {
        use Kind::*;
        match kind {
            Girl | Boy => CHILD,
            SchoolGirl | SchoolBoy | BigSister | BigBrother => TEEN,
            Grandmother | Grandfather => ELDER,
            _ => ADULT,
        }
    }
}

/// What is behind or on a head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extra {
    None,
    Long,
    Ponytail,
    Bun,
    Bows,
    Band,
    Glasses,
    BunGlasses,
    Cap,
    GuardCap,
    Nurse,
    Headset,
}

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
        let girl = matches!(actor.kind, Kind::Girl | Kind::SchoolGirl);
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

/// Whether a bun or a cap stands above the head.
pub fn tall(actor: &Actor) -> bool {
    matches!(
        look(actor).1,
        Extra::Bun | Extra::BunGlasses | Extra::Cap | Extra::GuardCap | Extra::Nurse
    )
}

/// A head with its face alone, filling a box of 36 × 36.
pub fn portrait(out: &mut String, sheet: &mut Sheet, kind: Kind) {
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

fn neck(out: &mut String, build: &Build) {
    let _ = write!(
        out,
        r#"<path class="s-neck" d="M-5 {}h10v6a5 5 0 0 1-10 0Z"/>"#,
        n(build.shoulder_y() - 3.0)
    );
}

fn head_on(
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

fn hair_behind(out: &mut String, build: &Build, extra: Extra, forward: f32) {
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

fn skin(actor: &Actor) -> &'static str {
    match seed(&actor.name) % 3 {
        0 => "s-skin1",
        1 => "s-skin2",
        _ => "s-skin3",
    }
}

/// The head of a person: the same name looks the same in every scene.
fn look(actor: &Actor) -> (&'static Head, Extra) {
    use Kind::*;
    let other = seed(&actor.name) % 2 == 1;
    match actor.kind {
        Girl if other => (&heads::BOB, Extra::Band),
        Girl => (&heads::PIGTAILS, Extra::Bows),
        Boy if other => (&heads::CHILD, Extra::None),
        Boy => (&heads::BOY, Extra::None),
        SchoolGirl | BigSister if other => (&heads::PARTED, Extra::Ponytail),
        SchoolGirl | BigSister => (&heads::BOB, Extra::Long),
        SchoolBoy | BigBrother if other => (&heads::SWEPT, Extra::None),
        SchoolBoy | BigBrother => (&heads::SHORT, Extra::None),
        Squirrel => (&heads::CHILD, Extra::None),
        _ => grown_up(actor),
    }
}

/// Grown-ups of one kind who meet in a story are told apart: each kind has three looks, and a name always has the same one.
fn grown_up(actor: &Actor) -> (&'static Head, Extra) {
    use Kind::*;
    let look = |looks: [(&'static Head, Extra); 3]| looks[variant(actor)];
    let women = [
        (&heads::PARTED, Extra::Long),
        (&heads::BOB, Extra::None),
        (&heads::PARTED, Extra::Bun),
    ];
    let men = [
        (&heads::SWEPT, Extra::None),
        (&heads::MAN, Extra::None),
        (&heads::SHORT, Extra::Glasses),
    ];
    match actor.kind {
        Father | Coach => (&heads::MAN, Extra::None),
        Grandmother => (&heads::GRANDMA, Extra::None),
        Grandfather => (&heads::GRANDPA, Extra::Glasses),
        TeacherWoman => look([
            (&heads::PARTED, Extra::Bun),
            (&heads::BOB, Extra::Glasses),
            (&heads::PARTED, Extra::Ponytail),
        ]),
        TeacherMan => look([
            (&heads::MAN, Extra::Glasses),
            (&heads::SHORT, Extra::None),
            (&heads::SWEPT, Extra::Glasses),
        ]),
        DoctorWoman => (&heads::PARTED, Extra::BunGlasses),
        DoctorMan | Lawyer => (&heads::SHORT, Extra::Glasses),
        Nurse => (&heads::PARTED, Extra::Nurse),
        PoliceWoman => (&heads::BOB, Extra::Cap),
        PoliceMan => (&heads::SHORT, Extra::Cap),
        Guard => (&heads::MAN, Extra::GuardCap),
        Woman => look(women),
        Man => look(men),
        Adult => (&heads::CHILD, Extra::None),
        YouthWoman => (&heads::PARTED, Extra::Ponytail),
        YouthMan => (&heads::SHORT, Extra::None),
        Counsellor => (&heads::BOB, Extra::Band),
        Hotline => (&heads::BOB, Extra::Headset),
        Seller => (&heads::PARTED, Extra::Bun),
        _ => (&heads::BOB, Extra::None),
    }
}

/// Which of the three looks of a kind somebody has. Who is only called by a kind (cô giáo, chú) has the first.
pub fn variant(actor: &Actor) -> usize {
    let named = actor.name.chars().any(char::is_uppercase) || actor.name.contains(' ');
    let usual = matches!(actor.name.as_str(), "cô giáo" | "thầy giáo");
    if named && !usual {
        seed(&actor.name) % 3
    } else {
        0
    }
}

/// A number from a name. The children of the stories are set by hand, so that two who meet differ.
fn seed(name: &str) -> usize {
    match name {
        "Bông" | "Tôm" | "Hà" | "Linh" | "Quân" | "Khôi" => 0,
        "Na" | "Minh" | "Thảo" | "Bi" => 1,
        "An" | "cô chủ nhiệm" => 2,
        "cô Mai" => 3,
        "cô Hạnh" => 4,
        "Dũng" => 5,
        other => other.chars().map(|c| c as usize).sum(),
    }
}
