//! `/quan-tri/nhat-ky`: who did what where, narrowed to a person and to days.

mod words;

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::units::root as root_of,
    store::{audit, staff, units},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use lachan_app::{
    pages::audit::{AuditPage, AuditPageProps, LogLine},
    shell::Tab,
    text::{has, t},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::{AuditId, StaffId},
    library::Library,
    permission::SeeAudit,
    words::{Username, Word},
};
use serde::Deserialize;
use uuid::Uuid;
pub use words::ACTIONS;
use words::{actions, detail, key};

/// Lines of the log on one page.
const LINES: i64 = 50;

/// What the log is narrowed to, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Narrow {
    nguoi: String,
    tu: String,
    den: String,
    viec: String,
    /// The last line of the page before: microseconds since 1970 and its id.
    truoc: String,
}

/// `GET /quan-tri/nhat-ky`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Query(narrow): Query<Narrow>,
) -> Result<Response> {
    let (_, root) = root_of(&app, &me).await?;
    let place = units::place(&app.db, root.id, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(SeeAudit::at(&place))?;
    let mut problems = Problems::default();
    let part = part(&app, &narrow, &mut problems).await?;
    let lines = match part {
        Some(part) => audit::part(&app.db, &permit, part, LINES).await?,
        None => Vec::new(),
    };
    let older = lines
        .last()
        .filter(|_| lines.len() as i64 == LINES)
        .map(|last| narrow.after(last));
    let wrong = !problems.is_empty();
    let props = AuditPageProps {
        narrowed: [&narrow.nguoi, &narrow.tu, &narrow.den, &narrow.viec]
            .iter()
            .any(|text| !text.is_empty()),
        actions: actions(),
        typed: narrow.typed(),
        problems,
        log: lines
            .into_iter()
            .map(|one| line(&app.content.library, one))
            .collect(),
        older,
    };
    let frame = frame::staff(&app, &me, Tab::Admin, t("admin-log"));
    let view = move || AuditPage(props);
    Ok(if wrong {
        render::again(frame, view)
    } else {
        render::page(frame, view)
    })
}

impl Narrow {
    fn typed(&self) -> Fields {
        Fields::default()
            .with("nguoi", self.nguoi.trim())
            .with("tu", self.tu.trim())
            .with("den", self.den.trim())
            .with("viec", self.viec.trim())
    }

    /// The address of the lines after this one.
    fn after(&self, last: &audit::AuditLine) -> String {
        let from = format!("{}-{}", last.at.timestamp_micros(), last.id);
        let pairs = [
            ("nguoi", self.nguoi.trim()),
            ("tu", self.tu.trim()),
            ("den", self.den.trim()),
            ("viec", self.viec.trim()),
            ("truoc", &from),
        ];
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/quan-tri/nhat-ky?{query}")
    }
}

/// The part of the log that is asked for; nothing when the question is not understood.
async fn part(
    app: &App,
    narrow: &Narrow,
    problems: &mut Problems,
) -> Result<Option<audit::AuditPart>> {
    let typed = narrow.typed();
    let from = typed.read("tu", problems, maybe_day);
    let to = typed.read("den", problems, maybe_day);
    if let (Some(Some(from)), Some(Some(to))) = (from, to)
        && from > to
    {
        problems.add("den", "log-day-order");
    }
    let staff = person(app, typed.text("nguoi"), problems).await?;
    if !problems.is_empty() {
        return Ok(None);
    }
    let today = app.clock.today();
    // A day ahead: a line written while this page is made is there too.
    let last = to.flatten().unwrap_or(today + Days::new(1));
    Ok(Some(audit::AuditPart {
        from: from.flatten().map_or(DateTime::UNIX_EPOCH, day::start),
        before: cursor(&narrow.truoc).unwrap_or((day::end(last), AuditId(Uuid::nil()))),
        staff,
        action: Some(narrow.viec.trim().to_owned()).filter(|action| !action.is_empty()),
    }))
}

fn maybe_day(text: &str) -> Result<Option<NaiveDate>, Word> {
    if text.is_empty() {
        return Ok(None);
    }
    day::parse(text).map(Some)
}

async fn person(app: &App, typed: &str, problems: &mut Problems) -> Result<Option<StaffId>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let account = match Username::parse(typed) {
        Ok(username) => staff::by_username(&app.db, &username).await?,
        Err(_) => None,
    };
    if account.is_none() {
        problems.add("nguoi", "log-nobody");
    }
    Ok(account.map(|account| account.id))
}

fn cursor(text: &str) -> Option<(DateTime<Utc>, AuditId)> {
    let (micros, id) = text.split_once('-')?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((at, id.parse().ok()?))
}

fn line(library: &Library, line: audit::AuditLine) -> LogLine {
    let key = key(&line.action);
    LogLine {
        day: day::written(day::of(line.at)),
        hour: day::hour(line.at),
        who: line.who.unwrap_or_else(|| t("audit-program")),
        mine: line
            .username
            .map(|username| format!("/quan-tri/nhat-ky?nguoi={username}")),
        what: if has(&key) {
            t(&key)
        } else {
            line.action.clone()
        },
        unit: line.unit.unwrap_or_default(),
        detail: detail(library, &line.action, &line.detail).unwrap_or(line.detail),
    }
}
