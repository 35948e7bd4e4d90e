//! `/hoc/bai-ngan`: a child takes the short test, with plain forms; `/lop/{id}/bai-ngan`: a teacher gives it.

use super::{assignments, classes, form::Typed, frame};
use crate::{
    auth::{Pupil, Staff},
    error::{Error, Result},
    render,
    server::App,
    service::trial as tests,
    store::trials,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::{
        lesson::{Cover, StopPage},
        trial::{
            Carried, EndPage, Explained, FirstPage, Gain, QuestionPage, TrialLine, TrialPart,
            TrialState, path, title,
        },
    },
    shell::Frame,
    text::{t, to},
};
use lachan_core::{
    day,
    form::{Fields, Problems},
    ids::{OperationId, UnitId},
    learning::Window,
    lesson::{AnswerKey, Item, Opening},
    permission::{Permit, SeeResults},
    trial::{Given, HIDDEN_UNDER, Kind, Offer, Sheet, TrialTicket, offer},
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

/// `POST /lop/{id}/bai-ngan`
pub async fn give(
    State(app): State<App>,
    me: Staff,
    Path(class): Path<UnitId>,
    typed: Typed,
) -> Result<Response> {
    tests::permit(&app, &me, class).await?;
    let kind = kind_of(typed.text("bai"))?;
    let mut problems = Problems::default();
    if let Some(window) = assignments::window(&typed, &mut problems) {
        match tests::give(&app, &me, class, Given { kind, window }).await {
            Ok(()) => return Ok(to_part(class).into_response()),
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let refused = Refused {
        kind,
        typed: typed.0,
        problems,
    };
    let (frame, page) = classes::lessons_page(&app, &me, class, Some(refused)).await?;
    Ok(render::again(frame, move || page.view()))
}

/// `POST /lop/{id}/bai-ngan/{kind}/thu-hoi`
pub async fn withdraw(
    State(app): State<App>,
    me: Staff,
    Path((class, kind)): Path<(UnitId, String)>,
) -> Result<Redirect> {
    tests::permit(&app, &me, class).await?;
    tests::withdraw(&app, &me, class, kind_of(&kind)?).await?;
    Ok(to_part(class))
}

/// A form that was not accepted.
#[derive(Debug)]
pub(super) struct Refused {
    pub kind: Kind,
    pub typed: Fields,
    pub problems: Problems,
}

/// The tests of a class, for its page.
pub(super) async fn part(
    app: &App,
    permit: &Permit<SeeResults>,
    pupils: i64,
    mut refused: Option<Refused>,
) -> Result<TrialPart> {
    let class = permit.place.unit;
    let given = trials::of_class(&app.db, class).await?;
    let has_learnt = trials::has_learnt(&app.db, class).await?;
    let sums = trials::sums(&app.db, permit).await?;
    let today = app.clock.today();
    let lines = Kind::ALL.map(|kind| TrialLine {
        kind,
        took: match kind {
            Kind::Before => sums.before,
            Kind::After => sums.after,
            Kind::Recall => sums.recall,
        },
        state: match given.iter().find(|one| one.kind == kind) {
            Some(one) => given_state(one.window, today),
            None => match offer(kind, &given, has_learnt, today) {
                Offer::No(word) => TrialState::No(word),
                Offer::From(first) if first > today => TrialState::From(day::written(first)),
                Offer::From(_) => ready(kind, today, &mut refused),
            },
        },
    });
    Ok(TrialPart {
        base: format!("/lop/{class}"),
        pupils,
        lines: lines.into(),
        gain: (sums.paired >= HIDDEN_UNDER).then(|| gain(&sums)),
    })
}

fn gain(sums: &trials::ClassSum) -> Gain {
    let mean = |sum: i64| sum as f64 / sums.paired as f64 / 100.0;
    let written = |n: f64| format!("{n:.1}").replace('.', ",");
    let (before, after) = (mean(sums.paired_before), mean(sums.paired_after));
    Gain {
        children: sums.paired,
        before: format!("{} %", written(before)),
        after: format!("{} %", written(after)),
        points: (after > before).then(|| written(after - before)),
    }
}

fn given_state(window: Window, today: chrono::NaiveDate) -> TrialState {
    let days = [window.opens_on, window.closes_on].map(day::written);
    TrialState::Given {
        days: days.join(" – "),
        word: window.phase(today).word(),
    }
}

fn ready(kind: Kind, today: chrono::NaiveDate, refused: &mut Option<Refused>) -> TrialState {
    if let Some(again) = refused.take_if(|refused| refused.kind == kind) {
        return TrialState::Ready {
            typed: again.typed,
            problems: again.problems,
        };
    }
    let window = Window::proposed(today);
    TrialState::Ready {
        typed: Fields::default()
            .with("from", window.opens_on.to_string())
            .with("to", window.closes_on.to_string()),
        problems: Problems::default(),
    }
}

fn sheet_answer(sheet: &mut Sheet, typed: &Typed) {
    if let Ok(place) = typed.text("chon").parse() {
        sheet.answer(place);
    }
}

fn kind_of(text: &str) -> Result<Kind> {
    Kind::parse(text).ok_or(Error::NotFound)
}

fn to_part(class: UnitId) -> Redirect {
    Redirect::to(&format!("/lop/{class}/bai-hoc#truoc-sau"))
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
