//! `/can-giup` and `/thoi-khoa-bieu`, where "Thoát nhanh" leads: open to everybody, without a sign-in, without a trace.

use super::frame;
use crate::{
    auth::{Unseen, cookie::Jar, end_earlier},
    render,
    server::{App, Server},
    store::{help_contacts, units},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use lachan_app::{
    pages::{
        exit,
        help::{self, HelpPage, SchoolContact},
    },
    text::t,
};
use lachan_core::{help::HelpChannel, lesson::Band};
use serde::Deserialize;

/// `GET /can-giup`
pub async fn show(State(app): State<App>, who: Unseen, headers: HeaderMap) -> Response {
    let today = app.clock.today();
    let band = band(&app, who).await;
    let channels: Vec<HelpChannel> = match band {
        Some(band) => app.content.help.for_band(band, today).cloned().collect(),
        None => app.content.help.for_everyone(today).cloned().collect(),
    };
    let contacts = match who.school {
        Some(school) => help_contacts::of_school(&app.db, school, today)
            .await
            .unwrap_or_default(),
        None => Vec::new(),
    };
    let page = HelpPage {
        band,
        channels,
        contacts: contacts.into_iter().map(shown).collect(),
        back: Some(back(&headers).unwrap_or_else(|| "/".to_owned())),
    };
    let mut frame = frame::pupil(&app, t("help-me"));
    frame.band = band.map(Band::letter);
    render::page(frame, move || page.view())
}

/// `GET /can-giup/nguoi-lon`
pub async fn adults(State(app): State<App>) -> Response {
    let today = app.clock.today();
    let channels = app
        .content
        .help
        .for_band(Band::T, today)
        .cloned()
        .collect::<Vec<_>>();
    render::page(frame::plain(&app, t("adults-title")), move || {
        help::adults(channels)
    })
}

/// `GET /can-giup/phieu-ghi-nhan`: a blank form to print.
pub async fn paper(State(app): State<App>) -> Response {
    render::page(frame::plain(&app, t("paper-title")), help::paper)
}

/// Which timetable is shown.
#[derive(Deserialize)]
pub struct Level {
    cap: Option<u8>,
}

/// `GET /thoi-khoa-bieu`: the page is there at once, and the child's session is over. Nothing is asked of the database before the answer.
pub async fn exit(
    State(app): State<App>,
    Query(level): Query<Level>,
    headers: HeaderMap,
) -> Response {
    const POLICY: (HeaderName, HeaderValue) = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    );
    let document = exit::document(level.cap.unwrap_or_default());
    let mut response = ([POLICY], Html(document)).into_response();
    // a link on somebody else's page takes no child out of a lesson
    let elsewhere = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site");
    if elsewhere {
        return response;
    }
    let tls = app.config.tls();
    for jar in [Jar::Pupil, Jar::Door] {
        if jar.value(&headers, tls).is_some() {
            response
                .headers_mut()
                .append(header::SET_COOKIE, jar.clear(tls));
        }
    }
    tokio::spawn(async move {
        if let Err(error) = end_earlier(&headers, &app, Jar::Pupil).await {
            tracing::warn!(
                ?error,
                "a session was not ended at once; its cookie is gone"
            );
        }
    });
    response
}

async fn band(server: &Server, who: Unseen) -> Option<Band> {
    let class = units::find(&server.db, who.class?).await.ok().flatten()?;
    Band::for_grade(class.grade?)
}

/// The page of this site one came from, with the scene or question it showed. It stands in a link and nowhere else.
pub fn back(headers: &HeaderMap) -> Option<String> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, rest) = text(header::REFERER)?.split_once("://")?;
    let (host, address) = rest.split_at(rest.find('/')?);
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let elsewhere = ["/can-giup", "/thoi-khoa-bieu", "//"];
    let ours = Some(host) == text(header::HOST);
    let place = !query.is_empty()
        && query.len() < 40
        && query
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'=' || b == b'&');
    let here = ours && !elsewhere.iter().any(|start| path.starts_with(start));
    here.then(|| if place { address } else { path }.to_owned())
}

fn shown(contact: help_contacts::Contact) -> SchoolContact {
    SchoolContact {
        name: contact.name,
        title: contact.title,
        room: contact.room,
        phone: contact.phone,
    }
}
