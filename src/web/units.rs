//! `/don-vi`: units and their people.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{people, youth_units},
    store::{staff, units},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::units::{
        ColleagueLine, FirstPassword, UnitLine, UnitPage, UnitPageProps, UnitsPage, UnitsPageProps,
    },
    parts::ask::{Done, Undo},
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{
    actor::{Grant, Role},
    form::{Fields, Problems},
    ids::{StaffId, UnitId},
    permission::{ManageStaff, ManageUnits},
    units::{Relation, Unit, UnitKind},
    words::{Title, Username},
};
use serde::Deserialize;

/// `GET /don-vi`: the units at which the person manages people.
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    let mut mine = Vec::new();
    for grant in me.grants_for::<ManageStaff>() {
        mine.extend(units::find(&app.db, grant.unit).await?);
    }
    if mine.is_empty() {
        return Err(Error::Forbidden);
    }
    if let [only] = mine.as_slice() {
        return Ok(Redirect::to(&address(only.id)).into_response());
    }
    let props = UnitsPageProps {
        units: mine.iter().map(line).collect(),
    };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Units, t("nav-units")),
        move || UnitsPage(props),
    ))
}

/// What was just done on the page of a unit.
#[derive(Deserialize)]
pub struct After {
    xong: Option<String>,
    nguoi: Option<StaffId>,
    role: Option<String>,
    unit: Option<UnitId>,
    so: Option<u32>,
}

/// `GET /don-vi/{id}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    Query(after): Query<After>,
) -> Result<Response> {
    let (title, mut props) =
        page(&app, &me, id, Fields::default(), Problems::default(), None).await?;
    props.done = done(&props, after);
    Ok(render::page(
        frame::staff(&app, &me, Tab::Units, title),
        move || UnitPage(props),
    ))
}

/// `POST /don-vi/{id}/nguoi`: a new account; the first password is shown on the answer itself and nowhere else.
pub async fn add(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Response> {
    people::permit(&app, &me, id).await?;
    let mut problems = Problems::default();
    let full_name = typed.read("full_name", &mut problems, Title::parse);
    let username = typed.read("username", &mut problems, Username::parse);
    let role = typed.read("role", &mut problems, |text| {
        Role::parse(text).ok_or("field-required")
    });
    let unit = typed.read("unit", &mut problems, |text| {
        text.parse::<UnitId>().map_err(|_| "field-required")
    });
    if let (Some(full_name), Some(username), Some(role), Some(unit)) =
        (full_name, username.clone(), role, unit)
    {
        match people::add(
            &app,
            &me,
            people::NewColleague {
                username,
                full_name,
                role,
                unit,
            },
        )
        .await
        {
            Ok(password) => return made(&app, &me, id, typed.text("username"), password).await,
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let (title, props) = page(&app, &me, id, typed.0, problems, None).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Units, title),
        move || UnitPage(props),
    ))
}

/// `POST /don-vi/{id}/nguoi/{staff}/mat-khau`
pub async fn reset(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
) -> Result<Response> {
    let password = people::reset(&app, &me, id, staff_id).await?;
    let account = staff::find(&app.db, staff_id)
        .await?
        .ok_or(Error::NotFound)?;
    made(&app, &me, id, &account.username, password).await
}

/// `POST /don-vi/{id}/nguoi/{staff}/dong`
pub async fn close(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
) -> Result<Response> {
    let closed = people::close(&app, &me, id, staff_id).await;
    let after = format!("xong=dong&nguoi={staff_id}");
    answered(&app, &me, id, closed, &after).await
}

/// `POST /don-vi/{id}/nguoi/{staff}/mo-lai`
pub async fn reopen(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
) -> Result<Response> {
    let opened = people::reopen(&app, &me, id, staff_id).await;
    answered(&app, &me, id, opened, &format!("xong=mo&nguoi={staff_id}")).await
}

/// `POST /don-vi/{id}/nguoi/{staff}/thoi-vai`
pub async fn take_role(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
    typed: Typed,
) -> Result<Response> {
    let grant = grant(&typed)?;
    let taken = people::take_role(&app, &me, staff_id, grant).await;
    let after = format!(
        "xong=thoi-vai&nguoi={staff_id}&role={}&unit={}",
        grant.role.key(),
        grant.unit
    );
    answered(&app, &me, id, taken, &after).await
}

/// `POST /don-vi/{id}/nguoi/{staff}/trao-vai`: a role that was just taken away is given back.
pub async fn give_back(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
    typed: Typed,
) -> Result<Response> {
    let given = people::give_back(&app, &me, staff_id, grant(&typed)?).await;
    answered(&app, &me, id, given, &format!("xong=trao&nguoi={staff_id}")).await
}

/// `POST /don-vi/{id}/chi-doi`: the chi đội, Sao and chi đoàn that classes of a school still lack.
pub async fn complete_youth(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
) -> Result<Redirect> {
    let made = youth_units::complete(&app, &me, id).await?;
    Ok(Redirect::to(&format!(
        "{}?xong=chi-doi&so={made}",
        address(id)
    )))
}

fn grant(typed: &Typed) -> Result<Grant> {
    Ok(Grant {
        role: Role::parse(typed.text("role")).ok_or(Error::NotFound)?,
        unit: typed.text("unit").parse().map_err(|_| Error::NotFound)?,
    })
}

/// Back to the page, which says what was done; or the page again with the reason why not.
async fn answered(
    app: &App,
    me: &Staff,
    id: UnitId,
    outcome: Result<()>,
    after: &str,
) -> Result<Response> {
    let problems = match outcome {
        Ok(()) => {
            let to = format!("{}?{after}", address(id));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Error::Invalid(problems)) => problems,
        Err(other) => return Err(other),
    };
    let (title, props) = page(app, me, id, Fields::default(), problems, None).await?;
    Ok(render::again(
        frame::staff(app, me, Tab::Units, title),
        move || UnitPage(props),
    ))
}

/// What the page says of a step, and the way back from it.
fn done(props: &UnitPageProps, after: After) -> Option<Done> {
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

async fn made(
    app: &App,
    me: &Staff,
    id: UnitId,
    username: &str,
    password: String,
) -> Result<Response> {
    let first = FirstPassword {
        username: username.to_owned(),
        password,
    };
    let (title, props) = page(
        app,
        me,
        id,
        Fields::default(),
        Problems::default(),
        Some(first),
    )
    .await?;
    Ok(render::page(
        frame::staff(app, me, Tab::Units, title),
        move || UnitPage(props),
    ))
}

async fn page(
    app: &App,
    me: &Staff,
    id: UnitId,
    typed: Fields,
    problems: Problems,
    made: Option<FirstPassword>,
) -> Result<(String, UnitPageProps)> {
    let permit = people::permit(app, me, id).await?;
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

fn line(unit: &Unit) -> UnitLine {
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

fn address(id: UnitId) -> String {
    format!("/don-vi/{id}")
}
