//! `/lop/{id}/diem-danh`: a class's meetings in the school year.

use super::classes;
use crate::{
    auth::Staff,
    error::Result,
    render,
    server::App,
    store::{attendance, units},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use lachan_app::pages::{
    class::{ClassTab, Head, HeadProps},
    class_attendance::{AttenderLine, ClassAttendance, ClassAttendanceProps, MeetingLine},
};
use lachan_core::{
    day,
    ids::UnitId,
    permission::{PlanActivity, SeeClass},
};
use leptos::prelude::*;

/// `GET /lop/{id}/diem-danh`
pub async fn show(State(app): State<App>, me: Staff, Path(id): Path<UnitId>) -> Result<Response> {
    let (class, place) = classes::find(&app, &me, id).await?;
    let permit = me.permit(SeeClass::at(&place))?;
    let (head, frame) = classes::head(&app, &me, &class, &place, ClassTab::Attendance).await?;
    let today = app.clock.today();
    let since = units::school_year_on(&app.db, today)
        .await?
        .map_or(class.opened_on, |year| year.starts_on);
    let meetings = attendance::meetings_of_class(&app.db, &permit, since).await?;
    let children = attendance::attenders_of_class(&app.db, &permit, since, today).await?;
    let props = ClassAttendanceProps {
        meetings: meetings.into_iter().map(line).collect(),
        children: children
            .into_iter()
            .map(|child| AttenderLine {
                name: child.full_name,
                attended: child.attended,
                invited: child.invited,
            })
            .collect(),
        may_plan: me.may(&PlanActivity::at(&place)),
    };
    Ok(render::page(
        frame,
        move || view! { {Head(HeadProps { head })} {ClassAttendance(props)} },
    ))
}

fn line(meeting: attendance::ClassMeeting) -> MeetingLine {
    MeetingLine {
        href: format!("/hoat-dong/{}", meeting.id),
        title: meeting.title,
        about: format!(
            "{} · {}",
            meeting.kind.word(),
            day::written(meeting.held_on)
        ),
        closed: meeting.closed_at.is_some(),
        counts: [
            meeting.present,
            meeting.late,
            meeting.excused,
            meeting.absent,
        ],
    }
}
