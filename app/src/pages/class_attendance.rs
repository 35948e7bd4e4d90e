//! A class's meetings in the school year, and how often each child came.

use crate::text::{number, percent, t};
use leptos::prelude::*;

/// One meeting.
#[derive(Clone, Debug)]
pub struct MeetingLine {
    pub href: String,
    pub title: String,
    pub about: String,
    pub closed: bool,
    /// Present, late, excused, absent.
    pub counts: [i64; 4],
}

/// A child: name, meetings attended, meetings on whose roll it stood.
#[derive(Clone, Debug)]
pub struct AttenderLine {
    pub name: String,
    pub attended: i64,
    pub invited: i64,
}

/// The part of the class page.
#[component]
pub fn ClassAttendance(
    meetings: Vec<MeetingLine>,
    children: Vec<AttenderLine>,
    may_plan: bool,
) -> impl IntoView {
    let plan = may_plan.then(
        || view! { <p><a class="button quiet" href="/hoat-dong/moi">{t("activity-plan")}</a></p> },
    );
    if meetings.is_empty() {
        return view! { <div class="empty"><p>{t("class-no-activities")}</p>{plan}</div> }
            .into_any();
    }
    let heads = MARKS.map(|key| view! { <th scope="col" class="num">{t(key)}</th> });
    view! {
        <div class="table stacked close" tabindex="0" role="group" aria-label=t("class-meetings")>
            <table>
                <caption>{t("class-meetings")}</caption>
                <thead><tr><th scope="col">{t("class-meeting")}</th>{heads}</tr></thead>
                <tbody>{meetings.into_iter().map(meeting).collect_view()}</tbody>
            </table>
        </div>
        <div class="table stacked close" tabindex="0" role="group" aria-label=t("class-attenders")>
            <table>
                <caption>{t("class-attenders")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("results-pupil")}</th>
                        <th scope="col" class="num">{t("class-attended")}</th>
                        <th scope="col" class="num">{t("column-share")}</th>
                    </tr>
                </thead>
                <tbody>{children.into_iter().map(attender).collect_view()}</tbody>
            </table>
        </div>
        {plan}
    }
    .into_any()
}

/// What a meeting's numbers count.
const MARKS: [&str; 4] = ["mark-present", "mark-late", "mark-excused", "mark-absent"];

fn meeting(line: MeetingLine) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=line.href>{line.title}</a>
                <small class="best">
                    {line.about}
                    {(!line.closed).then(|| format!(" · {}", t("class-meeting-open")))}
                </small>
            </th>
            {MARKS
                .into_iter()
                .zip(line.counts)
                .map(|(key, n)| view! { <td class="num" data-head=t(key)>{number(n)}</td> })
                .collect_view()}
        </tr>
    }
}

fn attender(line: AttenderLine) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{line.name}</th>
            <td class="num" data-head=t("class-attended")>{format!("{}/{}", number(line.attended), number(line.invited))}</td>
            <td class="num" data-head=t("column-share")>{percent(line.attended, line.invited)}</td>
        </tr>
    }
}
