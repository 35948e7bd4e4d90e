//! `/quan-tri/nhat-ky`: who did what where, narrowed to a person and to days.

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    job, render,
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
    text::{has, number, t, tr},
};
use lachan_core::{
    activity::{ActivityKind, CancelReason},
    actor::Role,
    day,
    form::{Fields, Problems},
    ids::{AuditId, StaffId},
    lesson::ModuleId,
    library::Library,
    period::{Period, Rule},
    permission::SeeAudit,
    trial::Kind,
    words::{Username, Word},
};
use serde::Deserialize;
use uuid::Uuid;

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
    fn after(&self, last: &audit::Line) -> String {
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
async fn part(app: &App, narrow: &Narrow, problems: &mut Problems) -> Result<Option<audit::Part>> {
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
    Ok(Some(audit::Part {
        from: from.flatten().map_or(DateTime::UNIX_EPOCH, day::start),
        before: cursor(&narrow.truoc).unwrap_or((day::end(last), AuditId(Uuid::nil()))),
        staff,
        action: Some(narrow.viec.trim().to_owned()).filter(|action| !action.is_empty()),
    }))
}

/// What the log can be narrowed to: each action and its words.
fn actions() -> Vec<(String, String)> {
    let all = [(String::new(), t("log-any-action"))];
    let known = ACTIONS.map(|action| (action.to_owned(), t(&key(action))));
    all.into_iter().chain(known).collect()
}

fn key(action: &str) -> String {
    format!("audit-{}", action.replace(' ', "-"))
}

/// Every action that is noted, people first.
pub const ACTIONS: [&str; 40] = [
    "sign in",
    "sign-in refused",
    "passwords are being guessed",
    "change password",
    "reset password",
    "add staff",
    "give role",
    "take role",
    "close account",
    "reopen account",
    "download report",
    "import list",
    "undo import",
    "assign module",
    "change window",
    "withdraw module",
    "restore module",
    "give test",
    "withdraw test",
    "open door",
    "extend door",
    "confirm door",
    "help at door",
    "close door",
    "door waits for teacher",
    "codes are being guessed",
    "new card",
    "cards at home",
    "plan activity",
    "change activity",
    "close activity",
    "cancel activity",
    "change past attendance",
    "change past counts",
    "edit help contacts",
    "add unit",
    "make youth units",
    "add school year",
    "change school year",
    "writing failed",
];

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

fn line(library: &Library, line: audit::Line) -> LogLine {
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

/// What a line says beyond its action, in words; `None` where the words are not understood and stand as they were written.
fn detail(library: &Library, action: &str, text: &str) -> Option<String> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let count = |text: &str| Some(number(text.parse().ok()?));
    Some(match action {
        "add staff" | "give role" | "take role" => {
            let role = Role::parse(first)?.title();
            if rest.is_empty() {
                role.to_owned()
            } else {
                format!("{role} · {rest}")
            }
        }
        "add school year" | "change school year" => text.parse::<Period>().ok()?.words(),
        "change period rule" => t(&format!("rule-{}", Rule::named(text)?.name())),
        "assign module" => {
            format!("{} ({})", module_words(library, first)?, days(rest)?)
        }
        "change window" => format!("{} ({})", module_words(library, first)?, days(rest)?),
        "withdraw module" | "restore module" => module_words(library, first)?,
        "download report" => text.parse::<Period>().ok()?.words(),
        "give test" => format!("{} ({})", t(Kind::parse(first)?.word()), days(rest)?),
        "withdraw test" => t(Kind::parse(text)?.word()),
        "open door" => tr("log-minutes", &[("n", &count(first)?)]),
        "import list" => {
            let parts: Vec<&str> = text.split(' ').collect();
            let [new, changed, left] = parts.as_slice() else {
                return None;
            };
            let new = count(new.strip_prefix('+')?)?;
            let changed = count(changed.strip_prefix('~')?)?;
            let left = count(left.strip_prefix('-')?)?;
            tr(
                "log-imported",
                &[("new", &new), ("changed", &changed), ("left", &left)],
            )
        }
        "undo import" if first == "0" => String::new(),
        "undo import" => tr("log-stayed", &[("n", &count(first)?)]),
        "cards at home" => t(if text == "yes" { "log-yes" } else { "log-no" }),
        "plan activity" | "change activity" => ActivityKind::named(first)?.word().to_owned(),
        "cancel activity" => CancelReason::named(rest)?.word().to_owned(),
        "change past attendance" => rest.to_owned(),
        "make youth units" => tr("log-units", &[("n", &count(text)?)]),
        "edit help contacts" => tr("log-people", &[("n", &count(text)?)]),
        "close activity" | "change past counts" => String::new(),
        "writing failed" => job::trouble(text)?,
        _ => return None,
    })
}

/// "B4 · Chiêu dụ dỗ"
fn module_words(library: &Library, text: &str) -> Option<String> {
    let id: ModuleId = text.parse().ok()?;
    Some(format!("{id} · {}", library.get(&id)?.title))
}

/// `2026-10-12–2026-10-19`, as people write it.
fn days(text: &str) -> Option<String> {
    let (from, to) = text.split_once('–')?;
    let (from, to) = (day::parse(from).ok()?, day::parse(to).ok()?);
    Some(format!("{}–{}", day::written(from), day::written(to)))
}
