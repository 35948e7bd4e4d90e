//! What was done, in words.

use crate::job;
use lachan_app::text::{number, t, tr};
use lachan_core::{
    activity::{ActivityKind, CancelReason},
    actor::Role,
    day,
    lesson::ModuleId,
    library::Library,
    period::{Period, Rule},
    retention::LastMonth,
    trial::TestKind,
};

/// What the log can be narrowed to: each action and its words.
pub(super) fn actions() -> Vec<(String, String)> {
    let all = [(String::new(), t("log-any-action"))];
    let known = ACTIONS.map(|action| (action.to_owned(), t(&key(action))));
    all.into_iter().chain(known).collect()
}

pub(super) fn key(action: &str) -> String {
    format!("audit-{}", action.replace(' ', "-"))
}

/// Every action that is noted, people first.
pub const ACTIONS: [&str; 44] = [
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
    "hand out record",
    "delete record",
    "add unit",
    "make youth units",
    "add school year",
    "change school year",
    "change retention",
    "forget year",
    "writing failed",
];

/// What a line says beyond its action, in words; `None` where the words are not understood and stand as they were written.
pub(super) fn detail(library: &Library, action: &str, text: &str) -> Option<String> {
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
        "forget year" => {
            let counts: Option<Vec<String>> = rest.split(' ').map(count).collect();
            let counts = counts?;
            let [results, tests, attendances, children] = counts.as_slice() else {
                return None;
            };
            let year = first.parse::<Period>().ok()?.words();
            tr(
                "log-forgotten",
                &[
                    ("year", &year),
                    ("results", results),
                    ("tests", tests),
                    ("attendances", attendances),
                    ("children", children),
                ],
            )
        }
        "change retention" => LastMonth::named(text)?.last_day(),
        "change period rule" => t(&format!("rule-{}", Rule::named(text)?.name())),
        "assign module" => {
            format!("{} ({})", module_words(library, first)?, days(rest)?)
        }
        "change window" => format!("{} ({})", module_words(library, first)?, days(rest)?),
        "withdraw module" | "restore module" => module_words(library, first)?,
        "download report" => text.parse::<Period>().ok()?.words(),
        "give test" => format!("{} ({})", t(TestKind::parse(first)?.word()), days(rest)?),
        "withdraw test" => t(TestKind::parse(text)?.word()),
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
        "close activity" | "change past counts" | "hand out record" | "delete record" => {
            String::new()
        }
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
pub(super) fn days(text: &str) -> Option<String> {
    let (from, to) = text.split_once('–')?;
    let (from, to) = (day::parse(from).ok()?, day::parse(to).ok()?);
    Some(format!("{}–{}", day::written(from), day::written(to)))
}
