//! The form of an activity: who may host it, who can be invited, what it means filled in.

mod read;

use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        activities::{self},
        units,
    },
};
use lachan_core::{
    activity::ActivityKind,
    actor::Actor,
    form::Fields,
    ids::UnitId,
    pack::{Pack, Packs},
    permission::{Permit, PlanActivity},
    units::{Unit, UnitKind},
};
pub use read::read;

/// A unit that can be invited, with those linked to it: the same children under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    pub unit: UnitId,
    pub name: String,
    pub grade: Option<i64>,
    /// The unit itself first.
    pub same: Vec<(UnitId, UnitKind)>,
}

impl Guest {
    /// The units to write down for this kind of activity; none when it does not fit.
    fn invited_as(&self, kind: ActivityKind) -> Vec<UnitId> {
        let mut fitting = self
            .same
            .iter()
            .filter(|(_, unit)| kind.fits(*unit))
            .map(|(id, _)| *id);
        match fitting.next() {
            Some(id) if id == self.unit => vec![id],
            Some(id) => std::iter::once(id).chain(fitting).collect(),
            None => Vec::new(),
        }
    }
}

/// What the form of one host offers.
#[derive(Clone, Debug)]
pub struct Offer {
    pub host: Unit,
    pub guests: Vec<Guest>,
    /// Whether names stand in it: only inside a school.
    pub with_names: bool,
}

impl Offer {
    /// The kinds of activity somebody can be invited to.
    pub fn kinds(&self) -> Vec<ActivityKind> {
        ActivityKind::ALL
            .into_iter()
            .filter(|kind| self.guests.iter().any(|g| !g.invited_as(*kind).is_empty()))
            .collect()
    }
}

/// The units an adult can plan for: those of their own roles.
pub async fn hosts(server: &Server, me: &Actor) -> Result<Vec<Unit>> {
    let mut hosts: Vec<Unit> = Vec::new();
    for grant in me.grants_for::<PlanActivity>() {
        if hosts.iter().all(|unit| unit.id != grant.unit) {
            hosts.extend(units::find(&server.db, grant.unit).await?);
        }
    }
    Ok(hosts)
}

/// What a host's form offers today, and the proof that this person may plan there.
pub async fn offer(
    server: &Server,
    me: &Actor,
    host: UnitId,
) -> Result<(Permit<PlanActivity>, Offer)> {
    let today = server.clock.today();
    let place = units::place(&server.db, host, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(PlanActivity::at(&place))?;
    let host = units::find(&server.db, host)
        .await?
        .ok_or(Error::NotFound)?;
    let relation = host.kind.line().relation();
    let with_names = permit.with_names();
    let guests = if with_names {
        let mut guests: Vec<Guest> = Vec::new();
        for row in activities::invitable(&server.db, host.id, relation, today).await? {
            if guests.last().is_none_or(|guest| guest.unit != row.under) {
                guests.push(Guest {
                    unit: row.under,
                    name: String::new(),
                    grade: row.grade,
                    same: Vec::new(),
                });
            }
            let guest = guests.last_mut().expect("one was pushed if there was none");
            if row.unit == row.under {
                guest.name = row.name;
                guest.same.insert(0, (row.unit, row.kind));
            } else {
                guest.same.push((row.unit, row.kind));
            }
        }
        guests
    } else {
        units::children(&server.db, host.id, relation, today)
            .await?
            .into_iter()
            .map(|unit| Guest {
                unit: unit.id,
                name: unit.name,
                grade: None,
                same: vec![(unit.id, unit.kind)],
            })
            .collect()
    };
    Ok((
        permit,
        Offer {
            host,
            guests,
            with_names,
        },
    ))
}

/// The ready packs that suit a host's guests.
pub fn packs<'a>(all: &'a Packs, offer: &Offer) -> Vec<&'a Pack> {
    let kinds = offer.kinds();
    let suits = |pack: &&Pack| {
        let grades = offer.guests.iter().filter_map(|guest| guest.grade);
        let fits = !offer.with_names || grades.into_iter().any(|grade| pack.suits(grade));
        fits && pack.activities.iter().any(|kind| kinds.contains(kind))
    };
    all.packs.iter().filter(suits).collect()
}

/// What a pack proposes for a host's form: kind, title, and the grades it is for.
pub fn propose(typed: Fields, pack: &Pack, offer: &Offer) -> Fields {
    let kinds = offer.kinds();
    let kind = pack.activities.iter().find(|kind| kinds.contains(kind));
    let mut typed = typed
        .with("pack", pack.id.clone())
        .with("title", pack.title.clone());
    if let Some(kind) = kind {
        typed = typed.with("kind", kind.name());
    }
    let mut grades: Vec<i64> = offer
        .guests
        .iter()
        .filter_map(|guest| guest.grade)
        .collect();
    grades.dedup();
    for grade in grades.into_iter().filter(|grade| pack.suits(*grade)) {
        typed.push("khoi", grade.to_string());
    }
    typed
}
