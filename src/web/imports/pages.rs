//! The pages of bringing a list in.

use super::view::{address, preview_view};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::roster::{self, Decision, Preview, Reach},
    store::{imports, units},
    web::frame,
};
use axum::response::Response;
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
use lachan_core::{day, ids::ImportId, words::Word};

/// Why nothing was brought in; where somebody else brought a list in meanwhile, who and when.
pub(super) async fn told(app: &App, import: &imports::Import, word: Word) -> Result<String> {
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

pub(super) fn import_frame(app: &App, me: &Staff) -> Frame {
    frame::staff(app, me, Tab::Import, t("nav-import"))
}

pub(super) async fn refused(app: &App, me: &Staff, refusal: String) -> Result<Response> {
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

pub(super) fn preview_page(
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

pub(super) async fn end_page(
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

pub(super) async fn choices(app: &App, me: &Staff) -> Result<(Vec<SchoolChoice>, Vec<PastImport>)> {
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
