//! `/lop/{id}/bai-hoc`: the lessons of a class, and the short tests before and after them; `/lop/{id}/bai-ngan`: a teacher gives one.

use super::{
    assignments,
    class_trials::{self, Refused},
    classes,
    form::Typed,
    trial::kind_of,
};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{
        results::{self, HIDDEN_UNDER},
        trial as tests,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::{
        class::{ClassHead, ClassTab, HardItem, Head, HeadProps, LessonsPart, LessonsPartProps},
        trial::TrialPart,
    },
    shell::Frame,
};
use lachan_core::{form::Problems, ids::UnitId, permission::SeeResults, trial::GivenTest};
use leptos::prelude::*;

/// `GET /lop/{id}/bai-hoc`: every module given, and the hardest questions.
pub async fn show(State(app): State<App>, me: Staff, Path(id): Path<UnitId>) -> Result<Response> {
    let (frame, page) = lessons_page(&app, &me, id, None).await?;
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
        match tests::give(&app, &me, class, GivenTest { kind, window }).await {
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
    let (frame, page) = lessons_page(&app, &me, class, Some(refused)).await?;
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

/// The page of a class's lessons, with its tests before and after them.
struct LessonsPage {
    head: ClassHead,
    lessons: LessonsPartProps,
    trial: TrialPart,
}

impl LessonsPage {
    fn view(self) -> impl IntoView + use<> {
        view! { {Head(HeadProps { head: self.head })} {self.trial.view()} {LessonsPart(self.lessons)} }
    }
}

async fn lessons_page(
    app: &App,
    me: &Staff,
    id: UnitId,
    refused: Option<Refused>,
) -> Result<(Frame, LessonsPage)> {
    let (class, place) = classes::find(app, me, id).await?;
    let permit = me.permit(SeeResults::at(&place))?;
    let (head, frame) = classes::head(app, me, &class, &place, ClassTab::Lessons).await?;
    let trial = class_trials::part(app, &permit, head.pupils, refused).await?;
    let standing = results::standing(app, me, &permit, app.clock.today()).await?;
    let mut hardest = Vec::new();
    for assigned in &standing.assigned {
        let items = results::hardest(app, &permit, &app.content.library, &assigned.module).await?;
        if !items.is_empty() {
            hardest.push((
                format!(
                    "{} · {}",
                    assigned.module,
                    classes::title(app, &assigned.module)
                ),
                items,
            ));
        }
    }
    let hardest = hardest
        .into_iter()
        .map(|(module, items)| (module, items.into_iter().map(hard).collect()))
        .collect();
    let lessons = LessonsPartProps {
        modules: classes::lines(app, &standing),
        hardest,
        hidden_under: HIDDEN_UNDER,
    };
    let page = LessonsPage {
        head,
        lessons,
        trial,
    };
    Ok((frame, page))
}

fn to_part(class: UnitId) -> Redirect {
    Redirect::to(&format!("/lop/{class}/bai-hoc#truoc-sau"))
}

fn hard(item: results::Hard) -> HardItem {
    HardItem {
        stem: item.stem,
        wrong: item.wrong,
        answers: item.answers,
        often: item.often,
        often_n: item.often_n,
    }
}
