//! `/hoc/bai-ngan`: a child takes the short test, with plain forms.

use super::{form::Typed, frame};
use crate::{
    auth::Pupil,
    error::{Error, Result},
    render,
    server::App,
    service::trial as tests,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::{
        lesson::{Cover, StopPage},
        trial::{Carried, EndPage, Explained, FirstPage, QuestionPage, path, title},
    },
    shell::Frame,
    text::{t, to},
};
use lachan_core::{
    ids::OperationId,
    lesson::{AnswerKey, Item, Opening},
    trial::{Sheet, TestKind, TrialTicket},
};
use uuid::Uuid;

/// `GET /hoc/bai-ngan/{kind}`: what it is for and how long; home again when it does not wait.
pub async fn show(State(app): State<App>, me: Pupil, Path(kind): Path<String>) -> Result<Response> {
    let kind = kind_of(&kind)?;
    let Some(ticket) = tests::enter(&app, &me, kind).await? else {
        return Ok(Redirect::to("/hoc").into_response());
    };
    let page = FirstPage {
        kind,
        address: ticket.band.address(),
        questions: tests::questions(&app.content.library, ticket.band).len(),
        carried: Carried {
            ticket: tests::sign(&app, &ticket),
            id: OperationId(Uuid::now_v7()).to_string(),
            sheet: String::new(),
        },
    };
    Ok(render::page(test_frame(&app, &ticket), move || page.view()))
}

/// `POST /hoc/bai-ngan/{kind}`: the next question, or thanks. The signed ticket stands for the child, so an answer may come late.
pub async fn answer(
    State(app): State<App>,
    Path(kind): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let signed = typed.text("phieu");
    let ticket = tests::open(&app, signed)?;
    let id = typed.text("ma").parse().map_err(|_| Error::NotFound)?;
    let mut sheet = Sheet::parse(id, typed.text("dap-an")).ok_or(Error::NotFound)?;
    if ticket.kind != kind_of(&kind)? {
        return Err(Error::NotFound);
    }
    let questions = tests::questions(&app.content.library, ticket.band);
    if sheet.places().len() < questions.len() {
        sheet_answer(&mut sheet, &typed);
    }
    match questions.get(sheet.places().len()) {
        Some((item, _)) => Ok(question(
            &app,
            &ticket,
            signed,
            &sheet,
            item,
            questions.len(),
        )),
        None => {
            tests::take(&app, &ticket, signed, &sheet).await?;
            Ok(thanks(&app, &ticket, &sheet, &questions))
        }
    }
}

/// `GET /hoc/bai-ngan/{kind}/dung`: "Em muốn dừng". Nothing is asked and nothing is noted.
pub async fn stop(State(app): State<App>, me: Pupil, Path(kind): Path<String>) -> Result<Response> {
    let kind = kind_of(&kind)?;
    let Some(ticket) = tests::enter(&app, &me, kind).await? else {
        return Ok(Redirect::to("/hoc").into_response());
    };
    let page = StopPage {
        cover: Cover {
            path: path(kind),
            title: t(title(kind)),
            band: ticket.band,
        },
        go_on: path(kind),
    };
    let mut frame = frame::pupil(&app, t("stop-title"));
    frame.band = Some(ticket.band.letter());
    Ok(render::page(frame, move || page.view()))
}

fn sheet_answer(sheet: &mut Sheet, typed: &Typed) {
    if let Ok(place) = typed.text("chon").parse() {
        sheet.answer(place);
    }
}

/// The test an address or a form names.
pub(super) fn kind_of(text: &str) -> Result<TestKind> {
    TestKind::parse(text).ok_or(Error::NotFound)
}

fn question(
    app: &App,
    ticket: &TrialTicket,
    signed: &str,
    sheet: &Sheet,
    item: &Item,
    of: usize,
) -> Response {
    let options = item.shown(tests::seed(ticket)).into_iter();
    let page = QuestionPage {
        kind: ticket.kind,
        n: sheet.places().len() + 1,
        of,
        stem: item.stem.clone(),
        options: options
            .filter_map(|option| item.options.get(usize::from(option)).cloned())
            .collect(),
        carried: Carried {
            ticket: signed.to_owned(),
            id: sheet.id.to_string(),
            sheet: sheet.to_string(),
        },
    };
    render::page(test_frame(app, ticket), move || page.view())
}

fn thanks(
    app: &App,
    ticket: &TrialTicket,
    sheet: &Sheet,
    questions: &[(&Item, &AnswerKey)],
) -> Response {
    let seed = tests::seed(ticket);
    let address = ticket.band.address();
    let explain = |((item, key), place): (&(&Item, &AnswerKey), &u8)| {
        let option = *item.shown(seed).get(usize::from(*place))?;
        let right = key.is_right(option);
        Some(Explained {
            stem: item.stem.clone(),
            right,
            opening: to(Opening::of(right, &item.id).key(), address),
            chosen: item.options.get(usize::from(option))?.clone(),
            own: key.feedback_for(option)?.to_owned(),
            answer: item.options.get(usize::from(key.right))?.clone(),
            explanation: key.explanation().to_owned(),
        })
    };
    let explained = match ticket.kind.explains() {
        true => questions
            .iter()
            .zip(sheet.places())
            .filter_map(explain)
            .collect(),
        false => Vec::new(),
    };
    let page = EndPage { address, explained };
    let mut frame = frame::pupil(app, t(title(ticket.kind)));
    frame.band = Some(ticket.band.letter());
    render::page(frame, move || page.view())
}

fn test_frame(app: &App, ticket: &TrialTicket) -> Frame {
    let mut frame = frame::pupil(app, t(title(ticket.kind)));
    frame.band = Some(ticket.band.letter());
    frame.with_stop(format!("{}/dung", path(ticket.kind)))
}
