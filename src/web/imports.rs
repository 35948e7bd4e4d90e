//! `/nhap-danh-sach`: a class list becomes children of a school.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::roster::{self, Preview, Reach},
    store::{imports, units},
};
use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::import::{
        ImportPage, ImportPageProps, ImportRefusedPage, ImportRefusedPageProps, ImportedPage,
        ImportedPageProps, MissingLine, PastImport, PreviewPage, PreviewPageProps, PreviewView,
        RowLine, SchoolChoice,
    },
    shell::{Frame, Tab},
    text::{number, t, tr},
};
use lachan_core::{
    day,
    form::Problems,
    ids::{ImportId, PupilId, UnitId},
    import::{Known, Listed, Step, Tally},
    person::Birth,
};
use std::collections::BTreeSet;

/// The largest form that is taken in: the largest file and what stands around it.
pub const FORM_LIMIT: usize = crate::sheet::MAX_BYTES + 64 * 1024;

/// `GET /nhap-danh-sach`
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    let (schools, past) = choices(&app, &me).await?;
    let props = ImportPageProps {
        schools,
        past,
        problems: Problems::default(),
    };
    Ok(render::page(import_frame(&app, &me), move || {
        ImportPage(props)
    }))
}

/// `POST /nhap-danh-sach`: reads the file; nothing is written but the preview itself.
pub async fn read(State(app): State<App>, me: Staff, mut form: Multipart) -> Result<Response> {
    let (mut school, mut file) = (None, None);
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => return refused(&app, &me, t("import-too-big")).await,
        };
        match field.name() {
            Some("school") => {
                school = field
                    .text()
                    .await
                    .ok()
                    .and_then(|text| text.parse::<UnitId>().ok())
            }
            Some("file") => {
                let name = file_name(field.file_name().unwrap_or_default());
                match field.bytes().await {
                    Ok(bytes) => file = Some((name, bytes.to_vec())),
                    Err(_) => return refused(&app, &me, t("import-too-big")).await,
                }
            }
            _ => {}
        }
    }
    let school = school.ok_or(Error::NotFound)?;
    let Some((name, bytes)) = file.filter(|(_, bytes)| !bytes.is_empty()) else {
        roster::reach_in(&app, &me, school).await?;
        return refused(&app, &me, t("import-no-file")).await;
    };
    match roster::read(&app, &me, school, name, bytes).await? {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(refusal) => refused(&app, &me, refusal).await,
    }
}

/// `GET /nhap-danh-sach/{id}`: the preview, or what became of it.
pub async fn show(State(app): State<App>, me: Staff, Path(id): Path<ImportId>) -> Result<Response> {
    let preview = roster::preview(&app, &me, id).await?;
    if preview.import.committed_at.is_some() {
        let undone = preview.import.undone_at.is_some();
        let title = if undone {
            t("import-undo-done")
        } else {
            t("import-done")
        };
        let sentence = if undone {
            t("import-undo-all")
        } else {
            done_sentence(&app, id).await?
        };
        return Ok(end_page(&app, &me, id, title, sentence, !undone));
    }
    Ok(preview_page(&app, &me, preview, None))
}

/// `POST /nhap-danh-sach/{id}`: "Nhập".
pub async fn commit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Response> {
    let seen: Tally = serde_json::from_str(typed.text("seen")).map_err(|_| Error::NotFound)?;
    let left: BTreeSet<PupilId> = typed
        .all("left")
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    match roster::commit(&app, &me, id, seen, &left).await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(Error::Conflict(word)) => {
            let preview = roster::preview(&app, &me, id).await?;
            Ok(preview_page(&app, &me, preview, Some(t(word))))
        }
        Err(other) => Err(other),
    }
}

/// `POST /nhap-danh-sach/{id}/hoan-tac`
pub async fn undo(State(app): State<App>, me: Staff, Path(id): Path<ImportId>) -> Result<Response> {
    let stayed = roster::undo(&app, &me, id).await?;
    let sentence = match stayed {
        0 => t("import-undo-all"),
        n => tr("import-undo-some", &[("n", &n.to_string())]),
    };
    Ok(end_page(
        &app,
        &me,
        id,
        t("import-undo-done"),
        sentence,
        false,
    ))
}

/// `GET /nhap-danh-sach/{id}/dong-loi.xlsx`
pub async fn wrong_rows(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
) -> Result<Response> {
    let bytes = roster::wrong_rows(&app, &me, id).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"dong-can-sua.xlsx\"; filename*=UTF-8''d%C3%B2ng-c%E1%BA%A7n-s%E1%BB%ADa.xlsx",
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn import_frame(app: &App, me: &Staff) -> Frame {
    frame::staff(app, me, Tab::Import, t("nav-import"))
}

async fn refused(app: &App, me: &Staff, refusal: String) -> Result<Response> {
    let (schools, past) = choices(app, me).await?;
    let props = ImportRefusedPageProps {
        schools,
        past,
        refusal,
    };
    Ok(render::again(import_frame(app, me), move || {
        ImportRefusedPage(props)
    }))
}

fn preview_page(app: &App, me: &Staff, preview: Preview, conflict: Option<String>) -> Response {
    let view = preview_view(preview);
    let again = conflict.is_some();
    let props = PreviewPageProps {
        preview: view,
        conflict,
    };
    let frame = import_frame(app, me);
    if again {
        render::again(frame, move || PreviewPage(props))
    } else {
        render::page(frame, move || PreviewPage(props))
    }
}

fn end_page(
    app: &App,
    me: &Staff,
    id: ImportId,
    title: String,
    sentence: String,
    may_undo: bool,
) -> Response {
    let props = ImportedPageProps {
        title,
        sentence,
        base: address(id),
        may_undo,
    };
    render::page(import_frame(app, me), move || ImportedPage(props))
}

async fn done_sentence(app: &App, id: ImportId) -> Result<String> {
    let changes = imports::changes(&app.db, id).await?;
    let count = |test: fn(&imports::Change) -> bool| {
        number(changes.iter().filter(|c| test(c)).count() as i64)
    };
    let new = count(|c| matches!(c, imports::Change::Added { .. }));
    let changed = count(|c| {
        matches!(
            c,
            imports::Change::Changed { .. } | imports::Change::Moved { .. }
        )
    });
    let left = count(|c| matches!(c, imports::Change::Left { .. }));
    Ok(tr(
        "import-done-about",
        &[("new", &new), ("changed", &changed), ("left", &left)],
    ))
}

async fn choices(app: &App, me: &Staff) -> Result<(Vec<SchoolChoice>, Vec<PastImport>)> {
    let reaches = roster::reaches(app, me).await?;
    if reaches.is_empty() {
        return Err(Error::Forbidden);
    }
    let (mut schools, mut past) = (Vec::new(), Vec::new());
    for reach in reaches {
        let school = units::find(&app.db, reach.school())
            .await?
            .ok_or(Error::NotFound)?;
        let classes = match &reach {
            Reach::School(_) => Vec::new(),
            Reach::Classes { classes, .. } => {
                classes.iter().map(|class| class.name.clone()).collect()
            }
        };
        if matches!(reach, Reach::School(_)) {
            past.extend(
                imports::of_school(&app.db, school.id)
                    .await?
                    .into_iter()
                    .map(past_line),
            );
        }
        schools.push(SchoolChoice {
            id: school.id.to_string(),
            name: school.name,
            classes,
        });
    }
    Ok((schools, past))
}

fn past_line(line: imports::ImportLine) -> PastImport {
    let at = line.committed_at.unwrap_or(line.made_at);
    PastImport {
        id: line.id.to_string(),
        file_name: line.file_name,
        who: line.who,
        when: format!("{} {}", day::hour(at), day::written(day::of(at))),
        changes: line.changes,
        undone: line.undone_at.is_some(),
    }
}

fn preview_view(preview: Preview) -> PreviewView {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for step in &preview.plan.steps {
        match step {
            Step::Add(row) => new.push(line(row, String::new())),
            Step::Change { was, now, moved } => {
                changed.push(line(now, difference(was, now, *moved)))
            }
            Step::Keep(_) => {}
        }
    }
    let missing = preview.plan.missing.into_iter().map(|child| MissingLine {
        id: child.id.to_string(),
        name: child.full_name,
        class: child.class.map(|(_, name)| name).unwrap_or_default(),
    });
    let missing: Vec<MissingLine> = missing.collect();
    let reading = preview.import.preview.0;
    let nothing_to_do = new.is_empty() && changed.is_empty() && missing.is_empty();
    PreviewView {
        base: address(preview.import.id),
        file_name: preview.import.file_name,
        new,
        changed,
        unchanged: preview.tally.unchanged as i64,
        missing,
        wrong: reading
            .refused
            .into_iter()
            .map(|r| (place(&r.sheet, r.row), r.reason))
            .collect(),
        warnings: reading.warnings,
        new_classes: preview.plan.new_classes.into_iter().collect(),
        seen: serde_json::to_string(&preview.tally).unwrap_or_default(),
        nothing_to_do,
    }
}

fn line(row: &Listed, about: String) -> RowLine {
    RowLine {
        place: place(&row.sheet, row.row),
        name: row.full_name.clone(),
        class: row.class.clone(),
        birth: row.birth.map(birth).unwrap_or_default(),
        code: row.code.clone().unwrap_or_default(),
        about,
    }
}

fn difference(was: &Known, now: &Listed, moved: bool) -> String {
    let (before, after) = (was.details(), was.with(now));
    let mut words = Vec::new();
    let mut changed = |key: &str, before: String, after: String| {
        if before != after {
            words.push(tr(key, &[("before", &before), ("after", &after)]));
        }
    };
    let day = |day: Option<Birth>| day.map_or_else(|| "–".to_owned(), birth);
    let code = |code: Option<String>| code.unwrap_or_else(|| "–".to_owned());
    changed("import-was-name", before.full_name, after.full_name);
    changed("import-was-birth", day(before.birth), day(after.birth));
    let gender = before.gender.word().to_owned();
    changed("import-was-gender", gender, after.gender.word().to_owned());
    changed("import-was-code", code(before.code), code(after.code));
    if moved {
        words.push(match &was.class {
            Some((_, class)) => tr("import-moved", &[("class", class)]),
            None => t("import-back"),
        });
    }
    words.join("; ")
}

fn birth(birth: Birth) -> String {
    match birth {
        Birth::Date(date) => day::written(date),
        Birth::Year(year) => year.to_string(),
    }
}

fn place(sheet: &str, row: u32) -> String {
    if sheet.is_empty() {
        row.to_string()
    } else {
        format!("{sheet} · {row}")
    }
}

/// A file's own name without any folder, at most 120 characters.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    lachan_core::words::tidy(name)
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect()
}

fn address(id: ImportId) -> String {
    format!("/nhap-danh-sach/{id}")
}
