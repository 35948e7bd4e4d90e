//! `GET /bai-hoc/{module}/thu`: the letter home, and one for each child of a class.

use super::{Subject, paper};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::families,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::{
    pages::teach::letter::{LetterPage, Letters},
    text::{t, tr},
};
use lachan_core::ids::{ActivityId, UnitId};
use serde::Deserialize;

/// Whose letters.
#[derive(Debug, Default, Deserialize)]
pub struct For {
    lop: Option<UnitId>,
    hd: Option<ActivityId>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(query): Query<For>,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let (title, text) = paper::letter(&subject).ok_or(Error::NotFound)?;
    let binder = subject.binder(&app, query.hd);
    let to_families =
        matches!(&subject, Subject::Lesson { module, .. } if module.band.is_for_pupils());
    let class = match query.lop {
        Some(class) if to_families => Some(families::letters(&app, &me, class).await?),
        Some(_) => return Err(Error::NotFound),
        None => None,
    };
    let mine = if to_families {
        families::classes(&app, &me).await?
    } else {
        Vec::new()
    };
    let page = LetterPage {
        classes: mine
            .into_iter()
            .map(|(id, name)| {
                let name = tr("class-name", &[("name", &name)]);
                (format!("{}/thu?lop={id}", binder.base), name)
            })
            .collect(),
        class: class.map(|letters| Letters {
            class: letters.class,
            school: letters.school,
            contacts: letters
                .contacts
                .into_iter()
                .map(|contact| {
                    let parts = [contact.name, contact.title, contact.room, contact.phone];
                    let parts = parts.into_iter().filter(|part| !part.is_empty());
                    parts.collect::<Vec<_>>().join(" · ")
                })
                .chain(letters.nobody_named.then(|| t("letter-blank")))
                .collect(),
            nobody_named: letters.nobody_named,
            children: letters.children,
        }),
        title,
        text,
        binder,
    };
    Ok(render::page(subject.frame(&app, &me), move || page.view()))
}
