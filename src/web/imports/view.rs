//! A preview in words: numbers, names, days and questions as the page shows them.

use crate::service::{
    roster::{Decision, Preview},
    roster_file,
};
use lachan_app::{
    pages::import_preview::{
        ClassLine, ColumnQuestion, MissingLine, PreviewView, RowLine, SameChoice, SameLine, Switch,
        WrongLine,
    },
    text::{say, t, tr},
};
use lachan_core::{
    day,
    ids::ImportId,
    import::{
        Asked, ClassQuestion, Doubt, Known, ListedChild, Namesake, Reading, Refused, RowStep, Said,
        Wishes,
    },
    person::Birth,
    pupil_code::PupilCode,
};

/// Where an import is looked at.
pub fn address(id: ImportId) -> String {
    format!("/nhap-danh-sach/{id}")
}

/// What the page shows.
pub fn preview_view(preview: Preview, decision: &Decision) -> PreviewView {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for step in &preview.plan.steps {
        match step {
            RowStep::Add(row) => new.push(line(row, String::new())),
            RowStep::Change { was, now, moved } => {
                changed.push(line(now, difference(was, now, *moved)))
            }
            RowStep::Keep(_) => {}
        }
    }
    let missing = preview.plan.missing.into_iter().map(|child| MissingLine {
        id: child.id.to_string(),
        left: decision.left.contains(&child.id),
        name: child.details.full_name.into(),
        class: child.class.map(|(_, name)| name.into()).unwrap_or_default(),
    });
    let missing: Vec<MissingLine> = missing.collect();
    let asked = preview.plan.asked.into_iter();
    let same = asked.map(|one| same_line(one, &decision.same)).collect();
    let reading = preview.import.preview.0;
    let new_classes = preview.plan.new_classes.into_iter();
    let coming = preview
        .from
        .map(|from| tr("import-of-coming-year", &[("day", &day::written(from))]));
    let warnings = coming.into_iter().chain(reading.warnings.iter().map(say));
    let nothing_to_do = new.is_empty() && changed.is_empty() && missing.is_empty();
    PreviewView {
        base: address(preview.import.id),
        file_name: preview.import.file_name,
        new,
        changed,
        unchanged: preview.tally.unchanged as i64,
        missing,
        wrong: reading.wrong().map(wrong_line).collect(),
        switches: switches(&reading),
        classes: preview.classes.into_iter().map(class_line).collect(),
        columns: columns(reading.asked),
        same,
        warnings: warnings.collect(),
        new_classes: new_classes.map(String::from).collect(),
        seen: serde_json::to_string(&preview.tally).unwrap_or_default(),
        nothing_to_do,
    }
}

fn wrong_line(wrong: &Refused) -> WrongLine {
    WrongLine {
        place: place(&wrong.sheet, wrong.row),
        name: wrong.name.clone(),
        reason: say(&wrong.reason),
    }
}

/// What the person may have otherwise, with the sentence that says how it is now.
fn switches(reading: &Reading) -> Vec<Switch> {
    let Wishes {
        without_hidden,
        as_typed,
        ..
    } = reading.wishes;
    let hidden = roster_file::about_hidden(reading).map(|now| Switch {
        about: "bo-dong-an",
        to: !without_hidden,
        now,
        other: t(if without_hidden {
            "import-hidden-take"
        } else {
            "import-hidden-leave"
        }),
    });
    let names = roster_file::about_names(reading).map(|now| Switch {
        about: "giu-nhu-go",
        to: !as_typed,
        now,
        other: t(if as_typed {
            "import-names-rewrite"
        } else {
            "import-names-keep"
        }),
    });
    hidden.into_iter().chain(names).collect()
}

fn class_line(question: ClassQuestion) -> ClassLine {
    let [listed, like] = [question.listed, question.like].map(String::from);
    ClassLine {
        question: tr(
            "import-class-asked",
            &[("listed", &listed), ("like", &like)],
        ),
        same: tr("import-class-same", &[("like", &like)]),
        new: tr("import-class-new", &[("listed", &listed)]),
        listed,
        like,
    }
}

/// Each column once, however many sheets have it.
fn columns(asked: Vec<Asked>) -> Vec<ColumnQuestion> {
    let mut columns: Vec<ColumnQuestion> = Vec::new();
    for one in asked {
        if columns.iter().all(|known| known.head != one.head) {
            let what = match one.doubt {
                Doubt::Birth => "birth",
                Doubt::Name => "name",
            };
            columns.push(ColumnQuestion {
                question: tr(&format!("import-asked-{what}"), &[("head", &one.head)]),
                yes: t(&format!("import-asked-yes-{what}")),
                no: t(&format!("import-asked-no-{what}")),
                head: one.head,
            });
        }
    }
    columns
}

fn same_line(one: Namesake, said: &Said) -> SameLine {
    let born = |day: Option<Birth>| match day {
        Some(day) => tr("import-born", &[("birth", &day.written())]),
        None => t("import-born-unknown"),
    };
    let row = &one.row;
    let answer = said.get(&one.at);
    let known = one.known.iter().map(|child| SameChoice {
        value: child.id.to_string(),
        words: tr(
            "import-same-known",
            &[("birth", &born(child.details.birth))],
        ),
        chosen: answer == Some(&Some(child.id)),
    });
    let new = SameChoice {
        value: "moi".to_owned(),
        words: t("import-same-new"),
        chosen: answer == Some(&None),
    };
    SameLine {
        field: format!("cung-{}", one.at),
        words: tr(
            "import-same-row",
            &[
                ("name", row.details.full_name.as_str()),
                ("class", row.class.as_str()),
                ("birth", &born(row.details.birth)),
                ("row", &place(&row.sheet, row.row)),
            ],
        ),
        choices: known.chain([new]).collect(),
    }
}

fn line(row: &ListedChild, about: String) -> RowLine {
    RowLine {
        place: place(&row.sheet, row.row),
        name: row.details.full_name.to_string(),
        class: row.class.to_string(),
        birth: row.details.birth.map(Birth::written).unwrap_or_default(),
        code: row
            .details
            .code
            .as_ref()
            .map(PupilCode::to_string)
            .unwrap_or_default(),
        about,
    }
}

fn difference(was: &Known, now: &ListedChild, moved: bool) -> String {
    let (before, after) = (was.details.clone(), was.with(now));
    let mut words = Vec::new();
    let mut changed = |key: &str, before: String, after: String| {
        if before != after {
            words.push(tr(key, &[("before", &before), ("after", &after)]));
        }
    };
    let day = |day: Option<Birth>| day.map_or_else(|| "–".to_owned(), Birth::written);
    let code =
        |code: Option<PupilCode>| code.map_or_else(|| "–".to_owned(), |code| code.to_string());
    changed(
        "import-was-name",
        before.full_name.into(),
        after.full_name.into(),
    );
    changed("import-was-birth", day(before.birth), day(after.birth));
    let gender = before.gender.word().to_owned();
    changed("import-was-gender", gender, after.gender.word().to_owned());
    changed("import-was-code", code(before.code), code(after.code));
    if moved {
        words.push(match &was.class {
            Some((_, class)) => tr("import-moved", &[("class", class.as_str())]),
            None => tr("import-placed", &[("class", now.class.as_str())]),
        });
    }
    words.join("; ")
}

fn place(sheet: &str, row: u32) -> String {
    if sheet.is_empty() {
        row.to_string()
    } else {
        format!("{sheet} · {row}")
    }
}
