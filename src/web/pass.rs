//! The signed pass of a browser between the code and the tile.

use crate::{
    auth::{
        cookie::Jar,
        keys::{self, Purpose},
    },
    error::Result,
    server::{App, Server},
    service::entry::Pass,
    store::doors,
};
use axum::http::{HeaderMap, HeaderValue};
use lachan_core::ids::DoorId;

/// The cookie of a browser that may see the tiles of a door: a new pass each time.
pub fn give(app: &App, door: DoorId) -> HeaderValue {
    let text = format!("{}.{}", door.0.simple(), keys::token());
    let signature = app.keys.sign(Purpose::Door, &text);
    Jar::Door.set(&format!("{text}.{signature}"), app.config.tls())
}

/// The pass of this browser and its open door, or why there is none: the word `/` explains it with.
pub async fn open_door(
    app: &App,
    headers: &HeaderMap,
    address: &str,
) -> Result<Result<(Pass, doors::Met), &'static str>> {
    let tls = app.config.tls();
    let pass = Jar::Door
        .value(headers, tls)
        .and_then(|value| read(app, &value));
    let device = Jar::School.value(headers, tls);
    let Some((door, browser)) = pass else {
        return Ok(Err("dong"));
    };
    let pass = Pass {
        door,
        browser,
        device,
        address: address.to_owned(),
    };
    let now = app.clock.now();
    Ok(match doors::find(&app.db, pass.door).await? {
        Some(door) if door.is_open(now) => Ok((pass, door)),
        Some(door) if door.closed_at.is_none() => Err("het-gio"),
        _ => Err("dong"),
    })
}

/// The door and the browser of a pass that we signed.
fn read(server: &Server, value: &str) -> Option<(DoorId, String)> {
    let (text, signature) = value.rsplit_once('.')?;
    if !server.keys.verify(Purpose::Door, text, signature) {
        return None;
    }
    let (door, browser) = text.split_once('.')?;
    Some((door.parse().ok()?, browser.to_owned()))
}
