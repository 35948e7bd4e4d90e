//! What somebody looks like: the same name looks the same in every scene.

use super::heads::{self, Head};
use lachan_core::picture::{Actor, Character};

/// What is behind or on a head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extra {
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

/// The colour of somebody's skin.
pub fn skin(actor: &Actor) -> &'static str {
    match seed(&actor.name) % 3 {
        0 => "s-skin1",
        1 => "s-skin2",
        _ => "s-skin3",
    }
}

/// The head of a person.
pub fn look(actor: &Actor) -> (&'static Head, Extra) {
    use Character::*;
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
    use Character::*;
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
