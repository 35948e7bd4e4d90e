//! The only file that decides who may do what. An action carries its object; a `Permit` is proof that it was checked.
//!
//! Outside one's reach a thing is *not found*; inside it but not allowed is *forbidden*. A store write takes the permit, so it
//! cannot be reached with the check forgotten or made for another object.

use crate::{
    actor::{Actor, Grant, Role},
    units::Place,
};
use std::ops::Deref;

/// Why an action was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Nobody is signed in.
    SignIn,
    /// Outside the actor's reach: as if it did not exist.
    NotFound,
    /// Inside the actor's reach, but not theirs to do.
    Forbidden,
}

/// Something a person may or may not do to one object.
pub trait Action {
    /// Stable name, as it stands in the table of rights and in the audit log.
    const NAME: &'static str;
    /// Whether the object exists for this actor at all.
    fn within_reach(&self, actor: &Actor) -> bool;
    /// Whether the actor may do it.
    fn allowed(&self, actor: &Actor) -> bool;
}

/// Proof that an action on its object was allowed. Made only by [`Actor::permit`].
#[derive(Clone, Debug)]
pub struct Permit<A>(A);

impl<A> Deref for Permit<A> {
    type Target = A;
    fn deref(&self) -> &A {
        &self.0
    }
}

impl Actor {
    /// Checks an action and gives the proof that a store write asks for.
    pub fn permit<A: Action>(&self, action: A) -> Result<Permit<A>, Denied> {
        if matches!(self, Self::System(_)) || action.allowed(self) {
            Ok(Permit(action))
        } else if matches!(self, Self::Nobody) {
            Err(Denied::SignIn)
        } else if action.within_reach(self) {
            Err(Denied::Forbidden)
        } else {
            Err(Denied::NotFound)
        }
    }

    /// Whether an action would be allowed: for showing or hiding a button.
    pub fn may<A: Action>(&self, action: &A) -> bool {
        matches!(self, Self::System(_)) || action.allowed(self)
    }
}

/// An action on one place, by the roles that may do it at or above that place.
pub trait AtAPlace: Action {
    /// Who may.
    const ROLES: &[Role];
}

impl Actor {
    /// Whether the actor may do it anywhere at all: for a menu and for pages about oneself.
    pub fn may_somewhere<A: AtAPlace>(&self) -> bool {
        matches!(self, Self::System(_)) || self.grants_for::<A>().next().is_some()
    }

    /// The actor's own grants that let it do it, each at its unit.
    pub fn grants_for<A: AtAPlace>(&self) -> impl Iterator<Item = &Grant> {
        self.grants()
            .iter()
            .filter(|grant| A::ROLES.contains(&grant.role))
    }
}

/// Every staff role whose work lies in or above a school.
const ANY_REACH: [Role; 8] = [
    Role::Teacher,
    Role::Organizer,
    Role::SchoolHead,
    Role::CommuneOfficer,
    Role::CommuneYouth,
    Role::DepartmentOfficer,
    Role::ProvinceYouth,
    Role::Admin,
];

fn reaches(actor: &Actor, place: &Place) -> bool {
    actor.holds_any(&ANY_REACH, place)
}

/// Declares an action on one place: its name, and the roles that may do it at or above that place.
macro_rules! actions_at_a_place {
    ($($(#[$doc:meta])* $name:ident = $text:literal by [$($role:ident),+ $(,)?];)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            pub struct $name { pub place: Place }

            impl $name {
                /// The action on this place.
                pub fn at(place: &Place) -> Self { Self { place: place.clone() } }
            }

            impl Action for $name {
                const NAME: &'static str = $text;
                fn within_reach(&self, actor: &Actor) -> bool { reaches(actor, &self.place) }
                fn allowed(&self, actor: &Actor) -> bool { actor.holds_any(Self::ROLES, &self.place) }
            }

            impl AtAPlace for $name {
                const ROLES: &[Role] = &[$(Role::$role),+];
            }
        )*

        /// Every action on a place with its name and its roles: what the table of rights is printed and tested from.
        pub const AT_A_PLACE: &[(&str, &[Role])] = &[$(($text, $name::ROLES)),*];
    };
}

actions_at_a_place! {
    /// See the names and progress of one class.
    SeeClass = "see class" by [Teacher, Organizer, SchoolHead];
    /// Give a module to a class, change its window, take it back.
    AssignModule = "assign module" by [Teacher, SchoolHead];
    /// Give a class the short test before and after its modules, take it back.
    GiveTrial = "give test" by [Teacher, SchoolHead];
    /// Open and close the class door, help a child or the whole class that missed too often.
    OpenDoor = "open door" by [Teacher, Organizer, SchoolHead];
    /// Print the sign-in cards of a class and make a child a new secret.
    PrintCards = "print cards" by [Teacher, SchoolHead];
    /// See results of a class: by child, by module, hardest items.
    SeeResults = "see results" by [Teacher, SchoolHead];
    /// Bring a list of pupils into a class.
    ImportClass = "import class list" by [Teacher, SchoolHead];
    /// Bring a list of pupils into any class of a school, make classes, undo an import.
    ImportSchool = "import school list" by [SchoolHead];
    /// See, hand out and delete all that is known of a child of a school, as its parents may ask.
    KeepRecords = "keep children's records" by [SchoolHead];
    /// Let the printed cards of a school open at home, outside lessons.
    LetCardsOpenAtHome = "let cards open at home" by [SchoolHead];
    /// Plan an activity for a unit, change it, close it.
    PlanActivity = "plan activity" by [Teacher, Organizer, SchoolHead, CommuneYouth, ProvinceYouth];
    /// Take attendance of the children of a unit at an activity.
    TakeAttendance = "take attendance" by [Teacher, Organizer, SchoolHead];
    /// Read a unit's participation report.
    SeeReport = "see report" by [Teacher, Organizer, SchoolHead, CommuneOfficer, CommuneYouth, DepartmentOfficer, ProvinceYouth];
    /// See small numbers of a unit inside a school as they are.
    SeeSmallNumbers = "see small numbers" by [Teacher, Organizer, SchoolHead];
    /// Add and change units below a unit.
    ManageUnits = "manage units" by [Admin];
    /// Make the chi đội, Sao and chi đoàn that classes of a school still lack.
    CompleteYouthUnits = "make missing youth units" by [SchoolHead, Admin];
    /// Give staff accounts and roles at a unit.
    ManageStaff = "manage staff" by [SchoolHead, Admin];
    /// Name the people of a school whom children can turn to.
    EditContacts = "edit help contacts" by [SchoolHead, Admin];
    /// Read the audit log of a unit.
    SeeAudit = "see audit log" by [SchoolHead, Admin];
}

impl PlanActivity {
    /// An activity with names in it belongs to a unit inside a school; above it only counts are kept.
    pub fn with_names(&self) -> bool {
        self.place.kind.within_school()
    }
}

/// Learn as oneself: read one's own modules, save one's own progress and results.
#[derive(Clone, Copy, Debug)]
pub struct LearnAs {
    pub pupil: crate::ids::PupilId,
    pub class: crate::ids::UnitId,
}

impl Action for LearnAs {
    const NAME: &'static str = "learn";
    fn within_reach(&self, actor: &Actor) -> bool {
        matches!(actor, Actor::Pupil { id, class, .. } if (*id, *class) == (self.pupil, self.class))
    }
    fn allowed(&self, actor: &Actor) -> bool {
        self.within_reach(actor)
    }
}

/// Read the lesson library with its teacher notes: any adult with an account and a role.
#[derive(Clone, Copy, Debug)]
pub struct ReadLibrary;

impl Action for ReadLibrary {
    const NAME: &'static str = "read library";
    fn within_reach(&self, actor: &Actor) -> bool {
        actor.staff().is_some()
    }
    fn allowed(&self, actor: &Actor) -> bool {
        !actor.grants().is_empty()
    }
}
