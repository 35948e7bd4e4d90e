//! `/quan-tri/luu-giu`: what of single children is forgotten, and when.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::retention::{self, Outlook},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::retention::{DoneLine, OutlookView, RetentionPage, RetentionPageProps},
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    period::Period,
    retention::LastMonth,
};
use serde::Deserialize;

const CHOSEN: &str = "/quan-tri/luu-giu?xong=true";

/// What has happened, as the address says it.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    xong: bool,
}

/// `GET /quan-tri/luu-giu`
pub async fn show(State(app): State<App>, me: Staff, Query(done): Query<Done>) -> Result<Response> {
    let mut props = page(&app, &me, None, Problems::default()).await?;
    props.chosen = done.xong;
    let frame = frame::staff(&app, &me, Tab::Admin, t("retention"));
    Ok(render::page(frame, move || RetentionPage(props)))
}

/// `POST /quan-tri/luu-giu`: how long.
pub async fn choose(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    let mut problems = Problems::default();
    let last = typed.read("last", &mut problems, |text| {
        LastMonth::named(text).ok_or("field-required")
    });
    if let Some(last) = last {
        let sure = typed.text("sure") == "1";
        match retention::set_last_month(&app, &me, last, sure).await {
            Ok(()) => return Ok(Redirect::to(CHOSEN).into_response()),
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let props = page(&app, &me, Some(typed.0), problems).await?;
    let frame = frame::staff(&app, &me, Tab::Admin, t("retention"));
    Ok(render::again(frame, move || RetentionPage(props)))
}

async fn page(
    app: &App,
    me: &Staff,
    typed: Option<Fields>,
    problems: Problems,
) -> Result<RetentionPageProps> {
    let kept = retention::kept(app, me).await?;
    let today = app.clock.today();
    let last = kept.last_month;
    Ok(RetentionPageProps {
        choices: LastMonth::ALL
            .map(|month| (month.name(), month.last_day()))
            .into(),
        last_day: last.last_day(),
        typed: typed.unwrap_or_else(|| Fields::default().with("last", last.name())),
        problems,
        chosen: false,
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
    })
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
