//! `/don-vi/{id}/dau-moi`: a school names the people children can turn to.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    store::{audit, help_contacts, help_contacts::Contact, units},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::contacts::{ContactsPage, ROOM},
    shell::Tab,
    text::t,
};
use lachan_core::{
    form::{Fields, Problems},
    ids::UnitId,
    permission::{EditContacts, Permit},
    units::{Unit, UnitKind},
    words::tidy,
};
use serde::Deserialize;

/// Whether the list was just saved.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    #[serde(default)]
    xong: bool,
}

/// `GET /don-vi/{id}/dau-moi`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    Query(after): Query<After>,
) -> Result<Response> {
    let (_, school) = permit(&app, &me, id).await?;
    let mut typed = Fields::default();
    let today = app.clock.today();
    for (n, contact) in help_contacts::of_school(&app.db, id, today)
        .await?
        .into_iter()
        .enumerate()
    {
        typed.push(format!("name-{n}"), contact.name);
        typed.push(format!("title-{n}"), contact.title);
        typed.push(format!("room-{n}"), contact.room);
        typed.push(format!("phone-{n}"), contact.phone);
    }
    let page = page(&school, typed, Problems::default(), after.xong);
    let frame = frame::staff(&app, &me, Tab::Units, t("contacts-title"));
    Ok(render::page(frame, move || page.view()))
}

/// `POST /don-vi/{id}/dau-moi`
pub async fn replace(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Response> {
    let (permit, school) = permit(&app, &me, id).await?;
    let contacts = match read(&typed) {
        Ok(contacts) => contacts,
        Err(problems) => {
            let page = page(&school, typed.0, problems, false);
            let frame = frame::staff(&app, &me, Tab::Units, t("contacts-title"));
            return Ok(render::again(frame, move || page.view()));
        }
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    help_contacts::replace(&mut tx, &permit, &contacts, app.clock.today()).await?;
    let detail = contacts.len().to_string();
    audit::note(&mut tx, &me, now, "edit help contacts", Some(id), &detail).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/don-vi/{id}/dau-moi?xong=true")).into_response())
}

async fn permit(app: &App, me: &Staff, id: UnitId) -> Result<(Permit<EditContacts>, Unit)> {
    let place = units::place(&app.db, id, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(EditContacts::at(&place))?;
    let school = units::find(&app.db, id)
        .await?
        .filter(|unit| unit.kind == UnitKind::School)
        .ok_or(Error::NotFound)?;
    Ok((permit, school))
}

fn page(school: &Unit, typed: Fields, problems: Problems, saved: bool) -> ContactsPage {
    ContactsPage {
        base: format!("/don-vi/{}", school.id),
        school: school.name.clone(),
        typed,
        problems,
        saved,
    }
}

/// The people of the form, in its order; lines left empty are no people.
fn read(typed: &Fields) -> Result<Vec<Contact>, Problems> {
    let mut contacts = Vec::new();
    for n in 0..ROOM {
        let field = |what: &str| tidy(typed.text(&format!("{what}-{n}")));
        let contact = Contact {
            name: field("name"),
            title: field("title"),
            room: field("room"),
            phone: field("phone"),
        };
        let parts = [&contact.name, &contact.title, &contact.room, &contact.phone];
        if parts.iter().all(|part| part.is_empty()) {
            continue;
        }
        if parts.iter().any(|part| part.chars().count() > 120) {
            return Err(Problems::one("contacts", "field-too-long"));
        }
        if contact.name.is_empty() || contact.title.is_empty() {
            return Err(Problems::one("contacts", "contacts-half"));
        }
        let dialled = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '+');
        if !contact.phone.chars().all(dialled) {
            return Err(Problems::one("contacts", "contacts-phone-shape"));
        }
        contacts.push(contact);
    }
    Ok(contacts)
}
