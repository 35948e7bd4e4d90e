//! A record in words, as its page shows it.

use super::address;
use crate::server::App;
use lachan_app::{
    pages::record::{Part, RecordPageProps},
    text::{t, tr},
};
use lachan_core::{
    art, day,
    form::Problems,
    ids::{PupilId, UnitId},
    library::Library,
    period::Period,
    person::Birth,
    record::Record,
};

/// What the page shows.
pub(super) fn page(
    app: &App,
    school: UnitId,
    pupil: PupilId,
    record: Record,
    problems: Problems,
) -> RecordPageProps {
    let library = &app.content.library;
    let dash = || "–".to_owned();
    let child = &record.details;
    let code = child.code.as_ref();
    let animal = art::named(&record.animal).map_or("", |art| art.words);
    let mut details = vec![
        ("record-school", record.school.clone()),
        (
            "record-birth",
            child.birth.map_or_else(dash, Birth::written),
        ),
        ("record-gender", child.gender.word().to_owned()),
        (
            "import-code",
            code.map_or_else(dash, |code| code.to_string()),
        ),
        ("record-tile", animal.to_owned()),
    ];
    if let Some(on) = record.carried {
        details.push(("record-carried", day::written(on)));
    }
    RecordPageProps {
        base: address(school, pupil),
        search: format!("/don-vi/{school}/em"),
        name: child.full_name.to_string(),
        details: details
            .into_iter()
            .map(|(key, value)| (t(key), value))
            .collect(),
        parts: parts(library, &record),
        problems,
    }
}

fn parts(library: &Library, record: &Record) -> Vec<Part> {
    let seats = record.classes.iter().map(|seat| {
        let to = seat
            .to
            .map_or_else(|| t("record-still-there"), day::written);
        vec![seat.class.clone(), day::written(seat.from), to]
    });
    let lessons = record.lessons.iter().map(|lesson| {
        let title = library
            .get(&lesson.module)
            .map_or("", |module| &module.title);
        let finished = lesson
            .finished_on
            .map_or_else(|| t("record-not-finished"), day::written);
        let right = tr(
            "results-best",
            &[
                ("right", &lesson.right.to_string()),
                ("of", &lesson.of.to_string()),
            ],
        );
        vec![
            format!("{} · {title}", lesson.module),
            Period::named(&lesson.school_year),
            day::written(lesson.begun_on),
            finished,
            right,
            lesson.runs.to_string(),
        ]
    });
    let tests = record.tests.iter().map(|test| {
        let right = tr(
            "results-best",
            &[
                ("right", &test.right.to_string()),
                ("of", &test.of.to_string()),
            ],
        );
        let knew = if test.knew_111 {
            "record-yes"
        } else {
            "record-no"
        };
        vec![t(test.kind.word()), day::written(test.on), right, t(knew)]
    });
    let meetings = record.meetings.iter().map(|meeting| {
        let reason = meeting.reason.map(|reason| format!(" · {}", reason.word()));
        vec![
            meeting.title.clone(),
            day::written(meeting.on),
            format!("{}{}", meeting.status.word(), reason.unwrap_or_default()),
        ]
    });
    vec![
        of("classes", &["class", "from", "to"], seats.collect()),
        of(
            "lessons",
            &["module", "year", "begun", "finished", "best", "runs"],
            lessons.collect(),
        ),
        of("tests", &["test", "day", "best", "knew"], tests.collect()),
        of(
            "meetings",
            &["meeting", "day", "status"],
            meetings.collect(),
        ),
    ]
}

fn of(title: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Part {
    Part {
        title: t(&format!("record-{title}")),
        heads: heads
            .iter()
            .map(|key| t(&format!("record-{key}")))
            .collect(),
        rows,
    }
}
