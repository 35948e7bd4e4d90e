//! The signed ticket with which a child's work is sent in, with or without a session.

use crate::{
    auth::keys::Purpose,
    error::{Error, Result},
    server::Server,
};
use lachan_core::{form::Problems, learning::Ticket};

/// The ticket as text, with the server's signature.
pub fn sign(server: &Server, ticket: &Ticket) -> String {
    let text = ticket.text();
    let signature = server.keys.sign(Purpose::Ticket, &text);
    format!("{text}.{signature}")
}

/// The ticket of a signed text that is ours and not too old.
pub fn open(server: &Server, signed: &str) -> Result<Ticket> {
    let ticket = signed
        .rsplit_once('.')
        .filter(|(text, signature)| server.keys.verify(Purpose::Ticket, text, signature))
        .and_then(|(text, _)| Ticket::parse(text))
        .ok_or_else(|| Error::Invalid(Problems::one("ticket", "ticket-not-ours")))?;
    if ticket.is_alive(server.clock.now()) {
        Ok(ticket)
    } else {
        Err(Error::Conflict("ticket-too-old"))
    }
}

/// A name for what this browser keeps unsent of one child and module: the same each time, and it names nobody.
pub fn drawer(server: &Server, ticket: &Ticket) -> String {
    let text = format!("drawer {} {}", ticket.pupil, ticket.module);
    let mut name = server.keys.sign(Purpose::Ticket, &text);
    name.truncate(16);
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{auth::keys::Keys, clock::Clock, config::Config, server::App};
    use chrono::Duration;
    use lachan_core::ids::{PupilId, UnitId};
    use uuid::Uuid;

    async fn server() -> (App, Clock, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::held("2026-10-12T01:00:00Z".parse().unwrap());
        let config = Config {
            data: folder.path().to_owned(),
            database_url: format!("sqlite://{}", folder.path().join("lachan.db").display()),
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            content: None,
            trusted_proxy: None,
            metrics: None,
            farewell: std::time::Duration::ZERO,
            patience: crate::config::PATIENCE,
        };
        let app = Server::with(config, Keys::for_tests(), clock.clone())
            .await
            .unwrap();
        (app, clock, folder)
    }

    fn ticket(clock: &Clock) -> Ticket {
        Ticket {
            pupil: PupilId(Uuid::from_u128(1)),
            class: UnitId(Uuid::from_u128(2)),
            school: UnitId(Uuid::from_u128(3)),
            module: "B4".parse().unwrap(),
            issued_at: clock.now(),
            closes_on: clock.today(),
            scenes: 9,
        }
    }

    #[tokio::test]
    async fn only_our_own_ticket_unaltered_and_in_time_is_taken() {
        let (app, clock, _folder) = server().await;
        let ticket = ticket(&clock);
        let signed = sign(&app, &ticket);
        assert_eq!(open(&app, &signed).unwrap(), ticket);

        let (text, _) = signed.rsplit_once('.').unwrap();
        let as_card = format!("{text}.{}", app.keys.sign(Purpose::Card, text));
        assert!(open(&app, &as_card).is_err());
        for i in 0..signed.len() {
            let mut altered = signed.clone().into_bytes();
            altered[i] ^= 1;
            if let Ok(altered) = String::from_utf8(altered) {
                // the last character of base64 holds two bits that mean nothing; the text is compared, so even they count
                assert!(open(&app, &altered).is_err(), "{i}");
            }
        }

        clock.advance(Ticket::LIFE - Duration::seconds(1));
        assert!(open(&app, &signed).is_ok());
        clock.advance(Duration::seconds(1));
        assert!(open(&app, &signed).is_ok());
        clock.advance(Duration::seconds(1));
        assert!(matches!(
            open(&app, &signed),
            Err(Error::Conflict("ticket-too-old"))
        ));
    }

    #[tokio::test]
    async fn a_drawer_is_one_per_child_and_module_and_names_nobody() {
        let (app, clock, _folder) = server().await;
        let mine = ticket(&clock);
        let mut hers = mine.clone();
        hers.pupil = PupilId(Uuid::from_u128(9));
        assert_eq!(drawer(&app, &mine), drawer(&app, &mine));
        assert_ne!(drawer(&app, &mine), drawer(&app, &hers));
        assert!(!drawer(&app, &mine).contains(&mine.pupil.0.simple().to_string()[..8]));
    }
}
