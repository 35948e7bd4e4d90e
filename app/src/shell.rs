//! The frame of every page: head, the two rooms (pupils, staff), and the script that wakes islands up.

use crate::{
    assets,
    parts::{safety::SafetyBar, tools::Tools},
    text::t,
};
use leptos::{config::LeptosOptions, hydration::HydrationScripts, prelude::*};

/// Which room a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Warm, big, one thing per screen; safety bar below.
    Pupil,
    /// Quiet, dense, with a menu.
    Staff,
    /// Neither: errors, sign-in of staff, print.
    Plain,
    /// The wall of a classroom: nothing but what is shown.
    Wall,
    /// Held in one hand in front of a class: no menu, one thing at a time.
    Hand,
}

/// A line of the staff menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Classes,
    Library,
    Activities,
    Reports,
    Import,
    Units,
    Admin,
    Account,
}

impl Tab {
    fn link(self) -> (&'static str, &'static str) {
        match self {
            Self::Classes => ("/lop", "nav-classes"),
            Self::Library => ("/bai-hoc", "nav-library"),
            Self::Activities => ("/hoat-dong", "nav-activities"),
            Self::Reports => ("/bao-cao", "nav-reports"),
            Self::Import => ("/nhap-danh-sach", "nav-import"),
            Self::Units => ("/don-vi", "nav-units"),
            Self::Admin => ("/quan-tri", "nav-admin"),
            Self::Account => ("/tai-khoan", "nav-account"),
        }
    }
}

/// Who is signed in, for the staff menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    pub name: String,
    pub tabs: Vec<Tab>,
    pub current: Option<Tab>,
}

/// Everything around a page's own view.
#[derive(Clone, Debug)]
pub struct Frame {
    pub room: Room,
    pub title: String,
    pub menu: Option<Menu>,
    /// Where "Em muốn dừng" leads, inside a lesson.
    pub stop: Option<String>,
    /// The island on the page, whose WASM it asks for.
    pub island: Option<&'static str>,
    /// Demo data: every page says so.
    pub demo: bool,
    /// An age band's own look: a class on the body.
    pub band: Option<char>,
}

impl Frame {
    /// A frame without menu, islands or banner.
    pub fn new(room: Room, title: impl Into<String>) -> Self {
        Self {
            room,
            title: title.into(),
            menu: None,
            stop: None,
            island: None,
            demo: false,
            band: None,
        }
    }

    /// The same frame for a page with an island of this name.
    pub fn with_island(mut self, name: &'static str) -> Self {
        self.island = Some(name);
        self
    }

    /// The same frame inside a lesson: where "Em muốn dừng" leads.
    pub fn with_stop(mut self, href: impl Into<String>) -> Self {
        self.stop = Some(href.into());
        self
    }
}

/// The whole document.
pub fn page<V: IntoView + 'static>(frame: Frame, nonce: &str, view: impl FnOnce() -> V) -> String {
    let title = format!("{} · {}", frame.title, t("app-name"));
    let room = match frame.room {
        Room::Pupil => "pupil",
        Room::Staff => "staff",
        Room::Plain => "plain",
        Room::Wall => "wall",
        Room::Hand => "hand",
    };
    let class = frame.band.map_or_else(
        || room.to_owned(),
        |band| format!("{room} band-{}", band.to_ascii_lowercase()),
    );
    let style = if frame.room == Room::Pupil {
        "pupil.css"
    } else {
        "app.css"
    };
    let island = frame
        .island
        .map(|name| view! { <HydrationScripts options=island_options(name) islands=true /> });
    let body = view! {
        <a class="skip" href="#noi-dung">{t("skip-to-content")}</a>
        {frame.demo.then(|| view! { <aside class="demo-banner">{t("demo-banner")}" "<span>{t("demo-banner-names")}</span></aside> })}
        {frame.menu.map(staff_menu)}
        {(frame.room == Room::Pupil).then(|| view! { <Tools /> })}
        <main id="noi-dung" tabindex="-1">{view()}</main>
        {(frame.room == Room::Pupil).then(|| match frame.stop {
            Some(stop) => view! { <SafetyBar stop=stop band=frame.band /> }.into_any(),
            None => view! { <SafetyBar band=frame.band /> }.into_any(),
        })}
    };
    let document = view! {
        <html lang="vi">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#00693e" />
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=assets::url("icons/mark.svg") />
                <link rel="stylesheet" href=assets::url(style) />
                // Not deferred: after an exit, Back must not paint a page of ours even for a moment; and text must not jump.
                <script src=assets::url("first.js") nonce=nonce.to_owned()></script>
                {(frame.room == Room::Pupil).then(|| view! { <script src=assets::url("pupil.js") defer=true></script> })}
                {island}
            </head>
            <body class=class>{body}</body>
        </html>
    };
    format!("<!DOCTYPE html>{}", document.to_html())
}

fn staff_menu(menu: Menu) -> impl IntoView {
    // Where this person's day begins; never a page that is not theirs.
    let home = [Tab::Classes, Tab::Reports, Tab::Units, Tab::Library]
        .into_iter()
        .find(|tab| menu.tabs.contains(tab))
        .unwrap_or(Tab::Account)
        .link()
        .0;
    let links = menu
        .tabs
        .into_iter()
        .map(|tab| {
            let (href, key) = tab.link();
            let here = (menu.current == Some(tab)).then_some("page");
            view! { <li><a href=href aria-current=here>{t(key)}</a></li> }
        })
        .collect_view();
    view! {
        <header class="menu">
            <a class="mark" href=home>{t("app-name")}</a>
            <nav aria-label="Chính"><ul>{links}</ul></nav>
            <form method="post" action="/dang-xuat" class="who">
                <a href="/tai-khoan">{menu.name}</a>
                <button class="quiet small">{t("sign-out")}</button>
            </form>
        </header>
    }
}

fn island_options(name: &str) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name(name)
        .site_pkg_dir(assets::folder(&format!("{name}.js")))
        .build()
}
