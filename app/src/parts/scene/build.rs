//! The measures of a body.

use lachan_core::picture::Character;

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
    pub fn of(kind: Character) -> Self {
        use Character::*;
        match kind {
            Girl | Boy => CHILD,
            SchoolGirl | SchoolBoy | BigSister | BigBrother => TEEN,
            Grandmother | Grandfather => ELDER,
            _ => ADULT,
        }
    }
}
