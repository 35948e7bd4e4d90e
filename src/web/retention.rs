//! `/quan-tri/luu-giu`: what of single children is forgotten, and when.

use super::frame;
use crate::{
    auth::Staff,
    error::Result,
    render,
    server::App,
    service::retention::{self, Outlook},
};
use axum::{extract::State, response::Response};
use lachan_app::{
    pages::retention::{DoneLine, OutlookView, RetentionPage, RetentionPageProps},
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{day, period::Period};

/// `GET /quan-tri/luu-giu`
pub async fn show(State(app): State<App>, me: Staff) -> Result<Response> {
    let kept = retention::kept(&app, &me).await?;
    let today = app.clock.today();
    let props = RetentionPageProps {
        outlook: kept
            .outlook
            .filter(|outlook| kept.done.iter().all(|(until, ..)| *until < outlook.until))
            .map(|outlook| view(outlook, today)),
        done: kept
            .done
            .into_iter()
            .map(|(until, schools, first, last)| DoneLine {
                until: day::written(until),
                schools: number(schools),
                days: match first == last {
                    true => day::written(first),
                    false => format!("{}–{}", day::written(first), day::written(last)),
                },
            })
            .collect(),
    };
    let frame = frame::staff(&app, &me, Tab::Admin, t("retention"));
    Ok(render::page(frame, move || RetentionPage(props)))
}

fn view(outlook: Outlook, today: chrono::NaiveDate) -> OutlookView {
    let year = Period::named(&outlook.year);
    let at = format!(
        "{} {}",
        day::hour(outlook.counted_at),
        day::written(day::of(outlook.counted_at))
    );
    OutlookView {
        says: tr(
            if outlook.due_on > today {
                "retention-comes"
            } else {
                "retention-now"
            },
            &[
                ("year", &year),
                ("until", &day::written(outlook.until)),
                ("due", &day::written(outlook.due_on)),
            ],
        ),
        counts: [
            ("retention-results", outlook.results),
            ("retention-tests", outlook.tests),
            ("retention-attendances", outlook.attendances),
            ("retention-children", outlook.children),
        ]
        .map(|(key, n)| (t(key), number(n)))
        .into(),
        counted_at: tr("retention-counted", &[("at", &at)]),
        waiting: outlook
            .waiting
            .into_iter()
            .map(|(code, name)| format!("{name} ({code})"))
            .collect(),
    }
}
