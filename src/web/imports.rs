//! `/nhap-danh-sach`: a class list becomes children of a school.

mod view;

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::roster::{self, Decision, Preview, Reach, Settled, Wish},
    store::{imports, units},
};
use axum::{
    extract::{Multipart, Path, Query, State, multipart::MultipartError},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::{
        import::{
            ImportPage, ImportPageProps, ImportedPage, ImportedPageProps, PastImport, SchoolChoice,
        },
        import_preview::{PreviewPage, PreviewPageProps},
    },
    shell::{Frame, Tab},
    text::{number, t, tr},
};
use lachan_core::{
    class_name::ClassName,
    day,
    form::Problems,
    ids::{ImportId, UnitId},
    import::{Said, Tally},
    words::{Word, tidy, visible},
};
use serde::Deserialize;
use view::{address, preview_view};

/// The largest form that is taken in: the largest file and what stands around it.
pub const FORM_LIMIT: usize = crate::sheet::MAX_BYTES + 64 * 1024;

/// Why the person is here again.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    vi: Option<String>,
}

/// `GET /nhap-danh-sach`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Query(back): Query<Back>,
) -> Result<Response> {
    let (schools, past) = choices(&app, &me).await?;
    let no_list = back.vi.as_deref() == Some("cot");
    let props = ImportPageProps {
        schools,
        past,
        refusal: no_list.then(|| t("import-asked-no-list")),
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
            Err(error) => return refused(&app, &me, unread(&error)).await,
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
                    Err(error) => return refused(&app, &me, unread(&error)).await,
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

/// Why an upload did not arrive whole.
fn unread(error: &MultipartError) -> String {
    t(match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "import-too-big",
        _ => "import-cut-off",
    })
}

/// How many changes stayed when an import was taken back just now.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    o_lai: Option<usize>,
}

/// `GET /nhap-danh-sach/{id}`: the preview, or what became of it.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
    Query(after): Query<After>,
) -> Result<Response> {
    let preview = roster::preview(&app, &me, id).await?;
    if preview.import.committed_at.is_some() {
        return end_page(&app, &me, &preview.import, after.o_lai).await;
    }
    Ok(preview_page(&app, &me, preview, &Decision::default(), None))
}

/// `POST /nhap-danh-sach/{id}`: "Nhập".
pub async fn commit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Response> {
    // Numbers nobody could have seen agree with nothing: the preview is shown again.
    let seen: Tally = serde_json::from_str(typed.text("seen")).unwrap_or_default();
    let left = typed.all("left");
    let decision = Decision {
        seen,
        left: left.iter().filter_map(|text| text.parse().ok()).collect(),
        same: said(&typed),
    };
    match roster::commit(&app, &me, id, &decision).await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(Error::Conflict(word)) => {
            let preview = roster::preview(&app, &me, id).await?;
            let text = told(&app, &preview.import, word).await?;
            Ok(preview_page(&app, &me, preview, &decision, Some(text)))
        }
        Err(other) => Err(other),
    }
}

/// Why nothing was brought in; where somebody else brought a list in meanwhile, who and when.
async fn told(app: &App, import: &imports::Import, word: Word) -> Result<String> {
    let lines = imports::of_school(&app.db, import.school, None).await?;
    let other = lines
        .into_iter()
        .find(|line| line.committed_at.is_some_and(|at| at >= import.made_at));
    Ok(match (word, other) {
        (roster::CHANGED_MEANWHILE, Some(line)) => {
            let at = day::hour(line.committed_at.unwrap_or(line.made_at));
            tr(
                "import-brought-in-by",
                &[("who", &line.who), ("file", &line.file_name), ("at", &at)],
            )
        }
        _ => t(word),
    })
}

/// The answers about rows with a known name: `cung-3` is the child the row is, or "moi".
fn said(typed: &Typed) -> Said {
    let answers = typed.iter().filter_map(|(name, values)| {
        let at = name.strip_prefix("cung-")?.parse().ok()?;
        Some((at, values.first()?.parse().ok()))
    });
    answers.collect()
}

/// `POST /nhap-danh-sach/{id}/cot`: whether a column is what its cells look like.
pub async fn settle(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Redirect> {
    let right = typed.text("dung") == "co";
    Ok(
        match roster::settle(&app, &me, id, typed.text("cot"), right).await? {
            Settled::Yes => Redirect::to(&address(id)),
            Settled::NoList => Redirect::to("/nhap-danh-sach?vi=cot"),
        },
    )
}

/// `POST /nhap-danh-sach/{id}/y-muon`: what the person wishes of the list before it is brought in.
pub async fn wish(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Redirect> {
    let yes = typed.text("chon") == "co";
    let wish = match typed.text("dieu") {
        "bo-dong-an" => Wish::WithoutHidden(yes),
        "giu-nhu-go" => Wish::AsTyped(yes),
        "lop" => Wish::Class {
            listed: ClassName::stored(typed.text("lop").to_owned()),
            is: ClassName::stored(typed.text("la").to_owned()),
        },
        _ => {
            roster::preview(&app, &me, id).await?;
            return Err(Error::Invalid(Problems::default()));
        }
    };
    roster::wish(&app, &me, id, wish).await?;
    Ok(Redirect::to(&address(id)))
}

/// `POST /nhap-danh-sach/{id}/hoan-tac`
pub async fn undo(State(app): State<App>, me: Staff, Path(id): Path<ImportId>) -> Result<Redirect> {
    let stayed = roster::undo(&app, &me, id).await?;
    Ok(Redirect::to(&format!("{}?o_lai={stayed}", address(id))))
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
    let props = ImportPageProps {
        schools,
        past,
        refusal: Some(refusal),
    };
    Ok(render::again(import_frame(app, me), move || {
        ImportPage(props)
    }))
}

fn preview_page(
    app: &App,
    me: &Staff,
    preview: Preview,
    decision: &Decision,
    conflict: Option<String>,
) -> Response {
    let view = preview_view(preview, decision);
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

async fn end_page(
    app: &App,
    me: &Staff,
    import: &imports::Import,
    stayed: Option<usize>,
) -> Result<Response> {
    let undone = import.undone_at.is_some();
    let (title, sentence) = match stayed.filter(|n| undone && *n > 0) {
        Some(n) => (
            t("import-undo-done"),
            tr("import-undo-some", &[("n", &n.to_string())]),
        ),
        None if undone => (t("import-undo-done"), t("import-undo-all")),
        None => (t("import-done"), done_sentence(app, import.id).await?),
    };
    let props = ImportedPageProps {
        title,
        sentence,
        base: address(import.id),
        may_undo: !undone,
    };
    Ok(render::page(import_frame(app, me), move || {
        ImportedPage(props)
    }))
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
        // Who has classes of a school finds the own imports again; who has the school finds all.
        let by = match reach {
            Reach::School(_) => None,
            Reach::Classes { .. } => me.staff(),
        };
        let lines = imports::of_school(&app.db, school.id, by).await?;
        past.extend(lines.into_iter().map(past_line));
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

/// A file's own name without any folder, at most 120 characters.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    tidy(&visible(name)).chars().take(120).collect()
}
