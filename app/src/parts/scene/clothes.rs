//! Clothes: who wears what, and how it is cut.

use super::{build::Build, looks::variant, text::n};
use lachan_core::picture::{Actor, Character, Wear};
use std::fmt::Write;

/// Colours and cut of what somebody wears.
#[derive(Clone, Copy)]
pub struct Outfit {
    pub shirt: &'static str,
    /// How far the sleeve goes along the arm, 0 to 1.
    pub sleeve: f32,
    pub bottom: &'static str,
    cut: Cut,
}

impl Outfit {
    /// The colour of the outermost cloth: a coat hides the shirt.
    pub fn cloth(&self) -> &'static str {
        if self.cut == Cut::Coat {
            WHITE
        } else {
            self.shirt
        }
    }

    /// The same on somebody who sits: no long tails that would reach through the floor.
    pub fn seated(self) -> Self {
        Self {
            cut: if self.cut == Cut::AoDai {
                Cut::Blouse
            } else {
                self.cut
            },
            ..self
        }
    }

    /// Whether it needs an edge on white paper.
    pub fn is_white(&self) -> bool {
        self.cloth() == WHITE
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Shirt,
    Tee,
    Stripes,
    Scarf,
    AoDai,
    Coat,
    Jacket,
    Uniform,
    Youth,
    Cardigan,
    Apron,
    Blouse,
    Dots,
}

/// White cloth, a little softer on a dark page.
pub const WHITE: &str = "var(--white)";
const NAVY: &str = "#2F4A6D";
const SLATE: &str = "#4A5A68";

/// What somebody wears.
pub fn of(actor: &Actor) -> Outfit {
    use Character::*;
    let outfit = |shirt, sleeve, bottom, cut| Outfit {
        shirt,
        sleeve,
        bottom,
        cut,
    };
    if let Some(wear) = actor.wear {
        return match wear {
            Wear::Pioneer => outfit(WHITE, 0.45, NAVY, Cut::Scarf),
            Wear::WhiteShirt => outfit(WHITE, 0.45, NAVY, Cut::Shirt),
            Wear::AoDai => outfit(WHITE, 1.0, WHITE, Cut::AoDai),
            Wear::Youth => outfit("#2B7BC0", 0.45, NAVY, Cut::Youth),
            Wear::Sport => outfit("#F4900C", 0.45, "#2F4A6D", Cut::Stripes),
            Wear::Casual => casual(actor),
            Wear::Warm => outfit("#C1694F", 1.0, SLATE, Cut::Cardigan),
            Wear::Pyjamas => outfit("#9BC4E2", 1.0, "#9BC4E2", Cut::Dots),
            Wear::Swimsuit => outfit(WHITE, 0.0, WHITE, Cut::Tee),
        };
    }
    match actor.kind {
        Girl | Boy | SchoolGirl | SchoolBoy | BigSister | BigBrother => casual(actor),
        Mother => outfit("#E0709A", 0.7, SLATE, Cut::Blouse),
        Father => outfit("#3B7EA1", 0.45, SLATE, Cut::Shirt),
        Grandmother => outfit("#8E6BBF", 1.0, "#3B3A45", Cut::Cardigan),
        Grandfather => outfit("#A98B5D", 1.0, SLATE, Cut::Cardigan),
        TeacherWoman => outfit(
            ["#3E9E8E", "#8A6FB8", "#C8698A"][variant(actor)],
            1.0,
            WHITE,
            Cut::AoDai,
        ),
        TeacherMan => outfit(
            ["#CFE3F3", "#BFDCC8", "#E6D3A8"][variant(actor)],
            0.45,
            NAVY,
            Cut::Shirt,
        ),
        DoctorWoman | DoctorMan => outfit("#7FB8DC", 1.0, SLATE, Cut::Coat),
        Nurse => outfit("#8CCDB9", 1.0, "#E8EEF1", Cut::Coat),
        PoliceWoman | PoliceMan => outfit("#5B8A48", 0.45, "#4C7A3D", Cut::Uniform),
        Woman => outfit(
            ["#D9822B", "#6C93B8", "#A3B45C"][variant(actor)],
            0.7,
            SLATE,
            Cut::Blouse,
        ),
        Man => outfit(
            ["#6E8F5B", "#A9705A", "#6F7FA8"][variant(actor)],
            0.45,
            SLATE,
            Cut::Tee,
        ),
        Adult => outfit("#8A8F99", 1.0, SLATE, Cut::Cardigan),
        Guard => outfit("#6C8FB3", 0.45, "#33475C", Cut::Uniform),
        YouthWoman | YouthMan => outfit("#2B7BC0", 0.45, NAVY, Cut::Youth),
        Counsellor => outfit("#7A6BB5", 1.0, SLATE, Cut::Cardigan),
        Hotline => outfit("#F0A63C", 1.0, SLATE, Cut::Blouse),
        Seller => outfit("#B5566B", 1.0, "#3B3A45", Cut::Apron),
        Coach => outfit("#D64550", 0.45, "#2F3B46", Cut::Stripes),
        Lawyer => outfit("#46566B", 1.0, "#38465A", Cut::Jacket),
        Squirrel => outfit(WHITE, 0.0, WHITE, Cut::Tee),
    }
}

fn casual(actor: &Actor) -> Outfit {
    // the colours of the story children stay theirs from scene to scene
    let shirt = match actor.name.as_str() {
        "Bông" => "#F2A6B8",
        "Na" => "#F6C945",
        "Tôm" => "#5BA7DB",
        "Bi" => "#77B255",
        "An" => "#F28C4B",
        "Minh" => "#4FA3A0",
        "Hà" => "#B48AD6",
        "Khôi" => "#E0645C",
        "Linh" => "#8FBF6A",
        "Quân" => "#5B84C4",
        "Thảo" => "#E59AB0",
        "Dũng" => "#E0A33B",
        other => match other.chars().map(|c| c as usize).sum::<usize>() % 4 {
            0 => "#6FB0A8",
            1 => "#E08E6D",
            2 => "#8C9BD1",
            _ => "#D9B44A",
        },
    };
    let stripes = matches!(actor.name.as_str(), "Tôm" | "Khôi" | "Dũng");
    Outfit {
        shirt,
        sleeve: 0.45,
        bottom: if matches!(
            actor.kind,
            Character::Girl | Character::SchoolGirl | Character::BigSister
        ) {
            "#5C6F8C"
        } else {
            NAVY
        },
        cut: if stripes { Cut::Stripes } else { Cut::Tee },
    }
}

/// The upper part, over the legs.
pub fn top(out: &mut String, build: &Build, outfit: &Outfit) {
    let (sh, hip) = (build.shoulder, build.hip);
    let (sy, hy) = (build.shoulder_y(), -build.legs);
    let (low, flare) = match outfit.cut {
        Cut::AoDai => (-10.0, 3.0),
        Cut::Coat => (hy + build.legs * 0.42, 2.0),
        _ => (hy + 4.0, 0.0),
    };
    let cloth = outfit.cloth();
    let edge = if outfit.is_white() {
        r##" stroke="#CCD6DD" stroke-width=".9""##
    } else {
        ""
    };
    let _ = write!(
        out,
        r#"<path fill="{cloth}"{edge} d="M{} {}q0-9 9-9h{}q9 0 9 9L{} {}q{} 4 {} 0Z"/>"#,
        n(-sh),
        n(sy + 9.0),
        n(2.0 * sh - 18.0),
        n(hip + flare),
        n(low),
        n(-hip - flare),
        n(-2.0 * (hip + flare))
    );
    detail(out, build, outfit, sy, hy, low);
}

fn detail(out: &mut String, build: &Build, outfit: &Outfit, sy: f32, hy: f32, low: f32) {
    let (sh, hip) = (build.shoulder, build.hip);
    let y = n(sy);
    let _ = match outfit.cut {
        Cut::Shirt => write!(
            out,
            r##"<path fill="none" stroke="#00000026" stroke-width="1.2" d="M-7 {y}l7 8 7-8M0 {}V{}"/>"##,
            n(sy + 8.0),
            n(hy + 3.0)
        ),
        Cut::Tee => write!(
            out,
            r##"<path fill="none" stroke="#00000022" stroke-width="1.5" d="M-7 {y}q7 8 14 0"/>"##
        ),
        Cut::Stripes => write!(
            out,
            r##"<path stroke="#FFFFFFB0" stroke-width="4" d="M{0} {1}H{2}M{0} {3}H{2}"/><path fill="none" stroke="#00000022" stroke-width="1.5" d="M-7 {y}q7 8 14 0"/>"##,
            n(-sh + 0.8),
            n(sy + build.torso * 0.42),
            n(sh - 0.8),
            n(sy + build.torso * 0.68)
        ),
        Cut::Dots => write!(
            out,
            r##"<g fill="#FFFFFFB0"><circle cx="-8" cy="{0}" r="2"/><circle cx="3" cy="{1}" r="2"/><circle cx="9" cy="{0}" r="2"/><circle cx="-3" cy="{2}" r="2"/><circle cx="9" cy="{2}" r="2"/></g>"##,
            n(sy + 12.0),
            n(sy + 17.0),
            n(sy + 25.0)
        ),
        Cut::Scarf => write!(
            out,
            r##"<path fill="#D7263D" d="M-11 {y}q11 10 22 0l3 4q-6 8-10.5 9.5L6.5 {tip}-.2 {mid}-6.5 {tip}-3.5 {knot}q-4.5-1.5-10.5-9.5Z"/><circle cx="0" cy="{knot}" r="2.6" fill="#B01E33"/>"##,
            tip = n(sy + 25.0),
            mid = n(sy + 16.0),
            knot = n(sy + 11.5)
        ),
        Cut::AoDai => write!(
            out,
            r##"<path fill="{}" d="M-6 {}h12v5h-12z"/><path fill="none" stroke="#00000022" stroke-width="1.2" d="M0 {}Q7 {} 12 {}M{} {}L{} {low}M{} {}L{} {low}"/>"##,
            outfit.shirt,
            n(sy - 2.0),
            n(sy + 3.0),
            n(sy + 8.0),
            n(sy + 14.0),
            n(-hip),
            n(hy),
            n(-hip + 2.0),
            n(hip),
            n(hy),
            n(hip - 2.0),
            low = n(low)
        ),
        Cut::Coat => write!(
            out,
            r##"<path fill="{}" d="M-8 {y}h16L0 {mid}Z"/><path fill="none" stroke="#00000022" stroke-width="1.2" d="M-8 {y}L0 {mid}L8 {y}M0 {mid}V{}"/><path fill="none" stroke="#5A6872" stroke-width="1.6" d="M-7 {}q-2 14 4 18"/><circle cx="-2.5" cy="{}" r="2.2" fill="#8899A6"/>"##,
            outfit.shirt,
            n(low),
            n(sy + 1.0),
            n(sy + 20.0),
            mid = n(sy + 18.0)
        ),
        Cut::Jacket => write!(
            out,
            r##"<path fill="var(--white)" d="M-8 {y}h16L0 {mid}Z"/><path fill="#2F8F5B" d="M-2 {}h4l1.2 8L0 {mid}l-3.2-8Z"/><path fill="none" stroke="#00000030" stroke-width="1.2" d="M-8 {y}L0 {mid}L8 {y}M0 {mid}V{}"/>"##,
            n(sy + 2.0),
            n(low),
            mid = n(sy + 18.0)
        ),
        Cut::Uniform => write!(
            out,
            r##"<path fill="#3F6632" d="M-8 {y}l8 8 8-8 3 3-9 9h-4l-9-9z"/><path fill="#2D4A26" d="M-2 {}h4l1.5 14-3.5 4-3.5-4z"/><path stroke="#FFCC4D" stroke-width="2.6" stroke-linecap="round" d="M{} {e}h7M{} {e}h-7"/><path fill="#2D3B2A" d="M{} {}H{}v5H{}z"/>"##,
            n(sy + 9.0),
            n(-sh + 4.0),
            n(sh - 4.0),
            n(-hip),
            n(hy - 2.0),
            n(hip),
            n(-hip),
            e = n(sy + 4.0)
        ),
        Cut::Youth => write!(
            out,
            r##"<path fill="#1F5E97" d="M-8 {y}l8 8 8-8 3 3-11 10-11-10z"/><circle cx="{x}" cy="{by}" r="4" fill="#fff"/><circle cx="{x}" cy="{by}" r="2.8" fill="#D7263D"/><circle cx="{x}" cy="{by}" r="1.2" fill="#FFCC4D"/>"##,
            x = n(sh * 0.45),
            by = n(sy + 17.0)
        ),
        Cut::Cardigan => write!(
            out,
            r##"<path fill="#F3EBDD" d="M-8 {y}h16L0 {}Z"/><path fill="none" stroke="#00000030" stroke-width="1.2" d="M0 {}V{}"/><g fill="#00000040"><circle cx="3" cy="{}" r="1.1"/><circle cx="3" cy="{}" r="1.1"/></g>"##,
            n(sy + 16.0),
            n(sy + 16.0),
            n(hy + 4.0),
            n(sy + 22.0),
            n(sy + 30.0)
        ),
        Cut::Apron => write!(
            out,
            r##"<path fill="#F3EBDD" d="M-9 {0}h18l3 {1}v{2}q-12 5-24 0v-{2}z"/><path fill="none" stroke="#F3EBDD" stroke-width="2.5" d="M-8 {0}L-9 {y}M8 {0}L9 {y}"/>"##,
            n(sy + 13.0),
            n(build.torso * 0.4),
            n(build.torso * 0.5)
        ),
        Cut::Blouse => write!(
            out,
            r##"<path class="s-neck" d="M-6 {y}h12L0 {}Z"/><path fill="none" stroke="#00000022" stroke-width="1.3" d="M-7 {y}L0 {0}L7 {y}"/>"##,
            n(sy + 9.0)
        ),
    };
}

/// A covered silhouette in swimwear, the covered part in the colour of the sun: no body is shown.
pub fn swimsuit(out: &mut String, build: &Build, girl: bool) {
    let (sh, hip) = (build.shoulder, build.hip);
    let (sy, hy) = (build.shoulder_y(), -build.legs);
    let leg = hip * 0.5;
    let _ = write!(
        out,
        r#"<path class="s-shape" fill="none" stroke-width="10" stroke-linecap="round" stroke-linejoin="round" d="M{} {}L{}-5M{} {}L{}-5M{} {}L{} {}M{} {}L{} {}"/>"#,
        n(-leg),
        n(hy),
        n(-leg),
        n(leg),
        n(hy),
        n(leg),
        n(-sh + 5.0),
        n(sy + 6.0),
        n(-sh - 7.0),
        n(hy - 2.0),
        n(sh - 5.0),
        n(sy + 6.0),
        n(sh + 7.0),
        n(hy - 2.0)
    );
    let _ = write!(
        out,
        r#"<path class="s-shape-fill" d="M{} {}q0-9 9-9h{}q9 0 9 9L{} {}H{}Z"/>"#,
        n(-sh),
        n(sy + 9.0),
        n(2.0 * sh - 18.0),
        n(hip),
        n(hy + 4.0),
        n(-hip)
    );
    let (x, top) = (n(sh - 7.0), n(sy));
    let _ = if girl {
        write!(
            out,
            r#"<path class="s-swim" d="M-{x} {top}v5q{x} 9 {twice} 0v-5h4v9q-1 6 1 12L{hip} {low}Q6 {leg} 0 {leg}T-{hip} {low}L-{side} {waist}q2-6 1-12v-9z"/>"#,
            twice = n(2.0 * (sh - 7.0)),
            hip = n(hip),
            low = n(hy + 1.0),
            leg = n(hy + 9.0),
            side = n(sh - 2.0),
            waist = n(sy + 21.0)
        )
    } else {
        write!(
            out,
            r#"<path class="s-swim" d="M-{w} {}H{w}V{}H1.5L0 {} -1.5 {}H-{w}Z"/>"#,
            n(hy - 8.0),
            n(hy + 14.0),
            n(hy + 7.0),
            n(hy + 14.0),
            w = n(hip + 1.0)
        )
    };
}
