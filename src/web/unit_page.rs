//! The page of a unit: what is below it, and its people.

use crate::{
    auth::Staff,
    error::{Error, Result},
    server::App,
    service::{staff as accounts, youth_units},
    store::{staff, units},
};
use lachan_app::{
    pages::units::{ColleagueLine, FirstPassword, UnitLine, UnitPageProps},
    parts::ask::{Done, Undo},
    text::{number, t, tr},
};
use lachan_core::{
    actor::Role,
    form::{Fields, Problems},
    ids::{StaffId, UnitId},
    permission::{KeepRecords, ManageUnits},
    units::{Relation, Unit, UnitKind},
};
use serde::Deserialize;

/// What was just done on the page of a unit.
#[derive(Deserialize)]
pub struct After {
    xong: Option<String>,
    nguoi: Option<StaffId>,
    role: Option<String>,
    unit: Option<UnitId>,
    so: Option<u32>,
}

/// What the page says of a step, and the way back from it.
pub(super) fn done(props: &UnitPageProps, after: After) -> Option<Done> {
    if after.xong.as_deref() == Some("chi-doi") {
        let n = number(after.so?.into());
        return Some(Done {
            said: tr("youth-were-made", &[("n", &n)]),
            undo: None,
        });
    }
    let who = after.nguoi?.to_string();
    let name = props
        .people
        .iter()
        .find(|person| person.id == who)
        .map_or_else(|| t("staff-someone"), |person| person.name.clone());
    let action = |step: &str| format!("{}/nguoi/{who}/{step}", props.base);
    let (said, undo) = match after.xong?.as_str() {
        "dong" => (
            "staff-was-closed",
            Some(Undo {
                label: t("staff-reopen"),
                action: action("mo-lai"),
                fields: Vec::new(),
            }),
        ),
        "mo" => ("staff-was-reopened", None),
        "trao" => ("staff-has-role-again", None),
        "thoi-vai" => {
            let fields = vec![("role", after.role?), ("unit", after.unit?.to_string())];
            (
                "staff-role-was-taken",
                Some(Undo {
                    label: t("undo"),
                    action: action("trao-vai"),
                    fields,
                }),
            )
        }
        _ => return None,
    };
    Some(Done {
        said: tr(said, &[("name", &name)]),
        undo,
    })
}

pub(super) async fn page(
    app: &App,
    me: &Staff,
    id: UnitId,
    typed: Fields,
    problems: Problems,
    made: Option<FirstPassword>,
) -> Result<(String, UnitPageProps)> {
    let permit = accounts::permit(app, me, id).await?;
    let today = app.clock.today();
    let unit = units::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let relation = unit.kind.line().relation();
    let mut below = units::children(&app.db, id, relation, today).await?;
    if unit.kind == UnitKind::Province {
        below.extend(units::children(&app.db, id, Relation::Youth, today).await?);
    }
    let place = units::place(&app.db, id, today)
        .await?
        .ok_or(Error::NotFound)?;
    let may_add = !unit.kind.kinds_below().is_empty() && me.may(&ManageUnits::at(&place));
    let inside = match unit.kind {
        UnitKind::School => units::inside_school(&app.db, id, today).await?,
        _ => units::children(&app.db, id, Relation::Youth, today).await?,
    };
    let mut places = vec![&unit];
    places.extend(inside.iter());
    let missing = match unit.kind {
        UnitKind::School => youth_units::missing(app, me, id).await?,
        _ => youth_units::Missing::default(),
    };
    let roles = Role::ALL
        .into_iter()
        .filter(|role| places.iter().any(|place| role.fits(place.kind)));
    let props = UnitPageProps {
        base: address(id),
        may_add,
        keeps_records: unit.kind == UnitKind::School && me.may(&KeepRecords::at(&place)),
        youth_to_make: missing.can_be_made,
        youth_without_parent: missing.without_parent,
        name: unit.name.clone(),
        code: unit.code.clone(),
        below: below.iter().map(line).collect(),
        people: colleagues(staff::at_unit(&app.db, &permit, today).await?),
        roles: roles
            .map(|role| (role.key().to_owned(), role.title().to_owned()))
            .collect(),
        places: places
            .iter()
            .map(|place| (place.id.to_string(), label(place)))
            .collect(),
        typed,
        problems,
        made,
        done: None,
    };
    Ok((unit.name, props))
}

fn colleagues(rows: Vec<staff::Colleague>) -> Vec<ColleagueLine> {
    let mut people: Vec<ColleagueLine> = Vec::new();
    for row in rows {
        let role = (
            row.role.title().to_owned(),
            row.unit_name,
            row.role.key().to_owned(),
            row.unit.to_string(),
        );
        match people.last_mut() {
            Some(person) if person.id == row.id.to_string() => person.roles.push(role),
            _ => people.push(ColleagueLine {
                id: row.id.to_string(),
                name: row.full_name,
                username: row.username,
                waiting: row.must_change,
                closed: row.closed_at.is_some(),
                roles: vec![role],
            }),
        }
    }
    people
}

pub(super) fn line(unit: &Unit) -> UnitLine {
    UnitLine {
        href: address(unit.id),
        name: label(unit),
        code: unit.code.clone(),
        kind: kind(unit.kind),
    }
}

/// A class is "Lớp 4A"; every other unit's name says what it is.
fn label(unit: &Unit) -> String {
    if unit.kind == UnitKind::Class {
        format!("Lớp {}", unit.name)
    } else {
        unit.name.clone()
    }
}

fn kind(kind: UnitKind) -> String {
    let key = serde_json::to_value(kind)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default();
    t(&format!("unit-kind-{key}"))
}

pub(super) fn address(id: UnitId) -> String {
    format!("/don-vi/{id}")
}
