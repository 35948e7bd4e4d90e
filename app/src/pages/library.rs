//! The library for adults: every lesson on a shelf of its age, and the ready meetings.

use crate::text::{number, t, tr};
use leptos::prelude::*;

/// All lessons and meetings, or those that were searched for.
#[derive(Clone, Debug)]
pub struct LibraryPage {
    /// Each age: its letter and its title.
    pub bands: Vec<(char, String)>,
    pub band: Option<char>,
    pub search: String,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub shelves: Vec<ShelfPart>,
    pub meetings: Vec<MeetingCard>,
}

/// A band with its modules.
#[derive(Clone, Debug)]
pub struct ShelfPart {
    pub band: char,
    pub title: String,
    pub modules: Vec<ModuleCard>,
}

/// A module on the shelf.
#[derive(Clone, Debug)]
pub struct ModuleCard {
    pub id: String,
    pub title: String,
    /// What it is about, in one line.
    pub about: String,
    /// SVG of its first scene.
    pub picture: String,
    pub minutes: u8,
    pub scenes: usize,
    pub questions: usize,
    pub reviewed: bool,
    /// The names of the reader's classes that have it.
    pub classes: Vec<String>,
}

/// A ready meeting.
#[derive(Clone, Debug)]
pub struct MeetingCard {
    /// `G3-lop6`
    pub name: String,
    pub title: String,
    pub audience: String,
    pub minutes: u16,
    pub modules: String,
}

impl LibraryPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let filter = self.filter();
        let nothing =
            self.shelves.iter().all(|shelf| shelf.modules.is_empty()) && self.meetings.is_empty();
        let nothing = nothing.then(|| {
            view! { <div class="empty"><p>{tr("library-nothing", &[("search", &self.search)])}</p><a class="button quiet" href="/bai-hoc">{t("library-all")}</a></div> }
        });
        let meetings = (!self.meetings.is_empty()).then(|| meetings(self.meetings));
        view! {
            <div class="head"><div><h1>{t("nav-library")}</h1><p>{t("library-about")}</p></div></div>
            {filter}
            {nothing}
            <div hidden inner_html=self.sheet></div>
            {self.shelves.into_iter().filter(|shelf| !shelf.modules.is_empty()).map(shelf).collect_view()}
            {meetings}
        }
    }

    fn filter(&self) -> impl IntoView + use<> {
        let bands = self
            .bands
            .iter()
            .map(|(letter, title)| {
                let on = self.band == Some(*letter);
                view! { <option value=letter.to_string() selected=on>{title.clone()}</option> }
            })
            .collect_view();
        view! {
            <form method="get" action="/bai-hoc" class="shelf-filter" role="search">
                <div class="field"><label for="tim">{t("library-search")}</label><input id="tim" name="tim" type="search" value=self.search.clone() autocomplete="off" /></div>
                <div class="field"><label for="nhom">{t("library-bands")}</label><select id="nhom" name="nhom"><option value="">{t("library-every-band")}</option>{bands}</select></div>
                <button class="quiet">{t("library-find")}</button>
            </form>
        }
    }
}

fn shelf(shelf: ShelfPart) -> impl IntoView {
    let class = format!("shelf shelf-{}", shelf.band.to_ascii_lowercase());
    view! {
        <section class=class>
            <h2>{shelf.title}</h2>
            <ul class="books">{shelf.modules.into_iter().map(card).collect_view()}</ul>
        </section>
    }
}

fn card(module: ModuleCard) -> impl IntoView {
    let size = tr(
        "library-size",
        &[
            ("minutes", &module.minutes.to_string()),
            ("scenes", &number(module.scenes as i64)),
            ("questions", &number(module.questions as i64)),
        ],
    );
    let given = (!module.classes.is_empty()).then(|| {
        tr(
            "library-given-to",
            &[("classes", &module.classes.join(", "))],
        )
    });
    view! {
        <li>
            <a class="book" href=format!("/bai-hoc/{}", module.id)>
                <span class="picture" aria-hidden="true" inner_html=module.picture></span>
                <span class="book-title"><span class="book-code">{module.id.clone()}</span><b>{module.title}</b></span>
                <span class="book-about">{module.about}</span>
                <span class="soft">{size}</span>
                {given.map(|given| view! { <span class="pill done">{given}</span> })}
                {(!module.reviewed).then(|| view! { <span class="pill stuck">{t("library-not-reviewed")}</span> })}
            </a>
        </li>
    }
}

fn meetings(meetings: Vec<MeetingCard>) -> impl IntoView {
    let cards = meetings
        .into_iter()
        .map(|meeting| {
            let about = tr(
                "library-meeting-about",
                &[
                    ("minutes", &number(meeting.minutes.into())),
                    ("modules", &meeting.modules),
                ],
            );
            view! {
                <li>
                    <a class="book meeting" href=format!("/bai-hoc/{}", meeting.name)>
                        <span class="book-title"><b>{meeting.title}</b></span>
                        <span class="book-about">{meeting.audience}</span>
                        <span class="soft">{about}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <section class="shelf"><h2>{t("library-meetings")}</h2><p class="soft">{t("library-meetings-about")}</p><ul class="books">{cards}</ul></section> }
}
