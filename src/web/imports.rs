//! `/nhap-danh-sach`: a class list becomes children of a school.

mod pages;

use pages::{choices, end_page, import_frame, preview_page, refused, told};
mod view;

use super::form::Typed;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::roster::{self, Decision, Settled, Wish},
};
use axum::{
    extract::{Multipart, Path, Query, State, multipart::MultipartError},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::import::{ImportPage, ImportPageProps},
    text::t,
};
use lachan_core::{
    class_name::ClassName,
    form::Problems,
    ids::{ImportId, UnitId},
    import::{Said, Tally},
    words::{tidy, visible},
};
use serde::Deserialize;
use view::address;

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

/// A file's own name without any folder, at most 120 characters.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    tidy(&visible(name)).chars().take(120).collect()
}
