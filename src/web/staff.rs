//! `/don-vi/{id}/nguoi`: the adults of a unit, their accounts and roles.

use super::{
    form::Typed,
    frame,
    unit_page::{address, page},
};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::staff as accounts,
    store::staff,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::units::{FirstPassword, UnitPage},
    shell::Tab,
};
use lachan_core::{
    actor::{Grant, Role},
    form::{Fields, Problems},
    ids::{StaffId, UnitId},
    words::{Title, Username},
};

/// `POST /don-vi/{id}/nguoi`: a new account; the first password is shown on the answer itself and nowhere else.
pub async fn add(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Response> {
    accounts::permit(&app, &me, id).await?;
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
        match accounts::add(
            &app,
            &me,
            accounts::NewColleague {
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
    let password = accounts::reset(&app, &me, id, staff_id).await?;
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
    let closed = accounts::close(&app, &me, id, staff_id).await;
    let after = format!("xong=dong&nguoi={staff_id}");
    answered(&app, &me, id, closed, &after).await
}

/// `POST /don-vi/{id}/nguoi/{staff}/mo-lai`
pub async fn reopen(
    State(app): State<App>,
    me: Staff,
    Path((id, staff_id)): Path<(UnitId, StaffId)>,
) -> Result<Response> {
    let opened = accounts::reopen(&app, &me, id, staff_id).await;
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
    let taken = accounts::take_role(&app, &me, staff_id, grant).await;
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
    let given = accounts::give_back(&app, &me, staff_id, grant(&typed)?).await;
    answered(&app, &me, id, given, &format!("xong=trao&nguoi={staff_id}")).await
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
