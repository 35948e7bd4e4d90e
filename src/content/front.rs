//! The head of a module file: what stands between the two `+++` lines.

use super::problem::Sheet;
use chrono::NaiveDate;
use lachan_core::lesson::{ModuleId, RuleId};
use std::collections::BTreeMap;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

const KEYS: [&str; 6] = [
    "id",
    "title",
    "minutes",
    "rules",
    "reviewed_by",
    "reviewed_on",
];
const FIRST_LINE: usize = 2;
const LONGEST_LESSON: u8 = 45;

/// What a module says about itself.
#[derive(Debug)]
pub struct Front {
    pub id: ModuleId,
    pub title: String,
    pub minutes: u8,
    pub rules: Vec<RuleId>,
    pub reviewed: Option<(String, NaiveDate)>,
    /// The lines of two keys, for what is only known when the whole file has been read.
    pub minutes_line: usize,
    pub rules_line: usize,
}

/// Reads the head; notes everything that is wrong with it.
pub fn read(toml: &str, sheet: &mut Sheet<'_>) -> Option<Front> {
    let table = match DeTable::parse(toml) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            sheet.add(
                line(toml, at),
                format!("phần đầu viết chưa đúng: {}", error.message()),
            );
            return None;
        }
    };
    let mut fields = BTreeMap::new();
    for (key, value) in &table {
        let name: &str = key.get_ref();
        if KEYS.contains(&name) {
            fields.insert(name.to_owned(), value);
        } else {
            sheet.add(
                line(toml, key.span().start),
                format!(
                    "mục “{name}” không có trong phần đầu; chỉ có: {}",
                    KEYS.join(", ")
                ),
            );
        }
    }
    let head = Head { toml, fields };
    let id = head.required("id", sheet, |value| {
        let id = value.as_str()?.parse().ok()?;
        Some(id)
    });
    let title = head.required("title", sheet, words);
    let minutes = head.required("minutes", sheet, |value| {
        let minutes: u8 = value.as_integer()?.as_str().parse().ok()?;
        (1..=LONGEST_LESSON).contains(&minutes).then_some(minutes)
    });
    let rules = head.rules(sheet);
    let reviewed = head.reviewed(sheet);
    let front = Front {
        id: id?,
        title: title?,
        minutes: minutes?,
        rules: rules?,
        reviewed,
        minutes_line: head.line("minutes"),
        rules_line: head.line("rules"),
    };
    if front.rules.is_empty() && front.id.band().is_for_pupils() {
        sheet.add(
            head.line("rules"),
            "bài cho học sinh dựa trên ít nhất một quy tắc R1–R9",
        );
    }
    Some(front)
}

struct Head<'a> {
    toml: &'a str,
    fields: BTreeMap<String, &'a Spanned<DeValue<'a>>>,
}

impl<'a> Head<'a> {
    fn line(&self, key: &str) -> usize {
        self.fields
            .get(key)
            .map_or(FIRST_LINE, |value| line(self.toml, value.span().start))
    }

    fn required<T>(
        &self,
        key: &str,
        sheet: &mut Sheet<'_>,
        read: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = self.fields.get(key) else {
            sheet.add(FIRST_LINE, format!("phần đầu thiếu mục “{key}”"));
            return None;
        };
        let read = read(value.get_ref());
        if read.is_none() {
            sheet.add(self.line(key), wrong(key));
        }
        read
    }

    fn rules(&self, sheet: &mut Sheet<'_>) -> Option<Vec<RuleId>> {
        let named = self.required("rules", sheet, |value| value.as_array())?;
        let mut rules = Vec::new();
        for value in named {
            let at = line(self.toml, value.span().start);
            let name = value.get_ref().as_str().unwrap_or_default();
            match name.parse() {
                Ok(rule) if rules.contains(&rule) => {
                    sheet.add(at, format!("quy tắc {rule} được ghi hai lần"));
                }
                Ok(rule) => rules.push(rule),
                Err(_) => sheet.add(at, format!("không có quy tắc “{name}”; chỉ có R1 đến R9")),
            }
        }
        Some(rules)
    }

    fn reviewed(&self, sheet: &mut Sheet<'_>) -> Option<(String, NaiveDate)> {
        if !self.fields.contains_key("reviewed_by") && !self.fields.contains_key("reviewed_on") {
            return None;
        }
        let by = self.required("reviewed_by", sheet, words);
        let on = self.required("reviewed_on", sheet, date);
        Some((by?, on?))
    }
}

fn wrong(key: &str) -> String {
    match key {
        "id" => "id phải là mã bài, ví dụ \"B4\"".to_owned(),
        "minutes" => format!("minutes phải là số phút, từ 1 đến {LONGEST_LESSON}"),
        "rules" => "rules phải là danh sách, ví dụ [\"R4\", \"R6\"]".to_owned(),
        "reviewed_on" => "reviewed_on phải là ngày, ví dụ 2026-11-20".to_owned(),
        key => format!("{key} phải là chữ trong ngoặc kép và không để trống"),
    }
}

fn words(value: &DeValue<'_>) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn date(value: &DeValue<'_>) -> Option<NaiveDate> {
    let date = value
        .as_datetime()
        .filter(|value| value.time.is_none())?
        .date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn line(toml: &str, at: usize) -> usize {
    let before = toml.get(..at).unwrap_or(toml);
    FIRST_LINE + before.matches('\n').count()
}
