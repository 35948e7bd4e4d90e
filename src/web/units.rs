//! `/don-vi`: units and their people.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::people,
    store::{staff, units},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::units::{
        ColleagueLine, FirstPassword, UnitLine, UnitPage, UnitPageProps, UnitsPage, UnitsPageProps,
    },
    shell::Tab,
    text::t,
};
use lachan_core::{
    actor::{Grant, Role},
    form::{Fields, Problems},
    ids::{StaffId, UnitId},
    permission::ManageUnits,
    units::{Relation, Unit, UnitKind},
    words::{Title, Username},
};

/// `GET /don-vi`: the units at which the person manages people.
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    let mut mine = Vec::new();
    for grant in me
        .grants()
        .iter()
        .filter(|g| matches!(g.role, Role::SchoolHead | Role::Admin))
    {
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

/// `GET /don-vi/{id}`
pub async fn show(State(app): State<App>, me: Staff, Path(id): Path<UnitId>) -> Result<Response> {
    let (title, props) = page(&app, &me, id, Fields::default(), Problems::default(), None).await?;
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
) -> Result<Redirect> {
    people::close(&app, &me, id, staff_id).await?;
    Ok(Redirect::to(&address(id)))
}

/// `POST /don-vi/{id}/nguoi/{staff}/thoi-vai`
pub async fn take_role(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
    typed: Typed,
) -> Result<Redirect> {
    let role = Role::parse(typed.text("role")).ok_or(Error::NotFound)?;
    let unit = typed.text("unit").parse().map_err(|_| Error::NotFound)?;
    people::take_role(&app, &me, staff_id, Grant { role, unit }).await?;
    Ok(Redirect::to(&address(id)))
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
    let roles = Role::ALL
        .into_iter()
        .filter(|role| places.iter().any(|place| role.fits(place.kind)));
    let props = UnitPageProps {
        base: address(id),
        may_add,
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
