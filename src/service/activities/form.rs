//! The form of an activity: who may host it, who can be invited, what it means filled in.

use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        activities::{self, Plan},
        units,
    },
};
use chrono::{NaiveDate, NaiveTime};
use lachan_core::{
    activity::ActivityKind,
    actor::Actor,
    form::{Fields, Problems},
    ids::UnitId,
    pack::{Pack, Packs},
    permission::{Permit, PlanActivity},
    units::{Unit, UnitKind},
    words::{Title, Word, tidy},
};

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

/// Reads a filled-in form; every problem is found at once.
pub fn read(typed: &Fields, offer: &Offer, packs: &Packs, problems: &mut Problems) -> Option<Plan> {
    let pack = packs.get(typed.text("pack"));
    let kind = typed.read("kind", problems, |text| {
        ActivityKind::named(text).ok_or("field-required")
    });
    let title = typed.read("title", problems, |text| match (tidy(text), pack, kind) {
        (text, Some(pack), _) if text.is_empty() => Title::parse(&pack.title),
        (text, None, Some(kind)) if text.is_empty() => Title::parse(kind.word()),
        (text, ..) => Title::parse(&text),
    });
    let held_on = typed.read("held_on", problems, date);
    let starts_at = typed.read("starts_at", problems, time);
    let place = typed.read("place", problems, |text| optional(text, 120));
    let note = typed.read("note", problems, |text| optional(text, 500));
    let of_grade = |grade: i64| typed.ticked("khoi", &grade.to_string());
    let ticked = |guest: &&Guest| {
        typed.ticked("targets", &guest.unit.to_string()) || guest.grade.is_some_and(of_grade)
    };
    let guests: Vec<&Guest> = offer.guests.iter().filter(ticked).collect();
    if guests.is_empty() {
        problems.add("targets", "activity-target-required");
    }
    let kind = kind?;
    let mut targets = Vec::new();
    for guest in guests {
        let units = guest.invited_as(kind);
        if units.is_empty() {
            problems.add("targets", "activity-target-kind");
        }
        targets.extend(units);
    }
    targets.sort_unstable();
    targets.dedup();
    if !problems.is_empty() {
        return None;
    }
    Some(Plan {
        kind,
        title: title?.as_str().to_owned(),
        pack: pack.map(|pack| pack.id.clone()),
        held_on: held_on?,
        starts_at: starts_at?,
        place: place?,
        note: note?,
        targets,
    })
}

/// A day as a date field sends it, or as a person writes it.
fn date(text: &str) -> Result<NaiveDate, Word> {
    let text = text.trim();
    if text.is_empty() {
        return Err("field-required");
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"))
        .ok()
        .filter(|day| {
            use chrono::Datelike;
            (2020..2100).contains(&day.year())
        })
        .ok_or("date-shape")
}

fn time(text: &str) -> Result<Option<String>, Word> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    NaiveTime::parse_from_str(text, "%H:%M")
        .map(|time| Some(time.format("%H:%M").to_string()))
        .map_err(|_| "activity-time-shape")
}

fn optional(text: &str, most: usize) -> Result<Option<String>, Word> {
    let text = tidy(text);
    match text.chars().count() {
        0 => Ok(None),
        n if n <= most => Ok(Some(text)),
        _ => Err("field-too-long"),
    }
}
