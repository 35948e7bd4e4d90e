//! The pupil door: code, name tile, three pictures or four digits. The first thing a child sees.

use crate::{
    parts::{
        art::{from_sheet, picture},
        mark::Mark,
        scene::sheet::Sheet,
        wait::wait,
    },
    text::{t, tr},
};
use lachan_core::art::{GUIDE, SECRET, named};
use leptos::prelude::*;

/// The door: where a child types the class code.
#[component]
pub fn DoorPage(
    typed: String,
    /// A friendly sentence about the last try.
    notice: Option<String>,
    /// The seconds until a code may be tried again.
    wait: Option<i64>,
    /// The child whose session is still open here: name on the tile.
    still_in: Option<String>,
) -> impl IntoView {
    view! {
        <p class="mark"><Mark />{t("app-name")}</p>
        <div class="door">
            <div class="guide" inner_html=picture(&GUIDE)></div>
            {match still_in {
                Some(name) => still_here(name).into_any(),
                None => code_form(typed, notice, wait).into_any(),
            }}
        </div>
        <p class="staff-door"><a href="/dang-nhap">{t("door-staff")}</a></p>
    }
}

fn code_form(typed: String, notice: Option<String>, seconds: Option<i64>) -> impl IntoView {
    let told = notice.is_some();
    view! {
        <h1>{t("door-title")}</h1>
        {notice.map(|text| view! { <p class="notice kind" id="code-about" role="alert">{text}</p> })}
        {seconds.map(|n| wait("door-code-wait", n))}
        <form method="post" action="/" class="code-form">
            <label for="code" class="quiet-read">{t("door-code")}</label>
            <input
                id="code"
                class="code"
                name="ma"
                value=typed
                required=true
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="12"
                placeholder="ABCD 2345"
                aria-describedby=told.then_some("code-about")
            />
            <button>{t("door-enter")}</button>
        </form>
        <p class="soft">{t("door-card-hint")}</p>
    }
}

fn still_here(name: String) -> impl IntoView {
    view! {
        <h1>{tr("door-still-here", &[("name", &name)])}</h1>
        <div class="still-here">
            <a class="button" href="/hoc">{t("door-go-on")}</a>
            <form method="post" action="/thoat"><button class="quiet">{t("door-not-me")}</button></form>
        </div>
    }
}

/// A name tile.
#[derive(Clone, Debug)]
pub struct Tile {
    pub href: String,
    /// Given name and initial, never the full name.
    pub label: String,
    pub animal: String,
}

/// "Em là bạn nào?"
#[component]
pub fn TilesPage(class: String, tiles: Vec<Tile>, notice: Option<String>) -> impl IntoView {
    let mut sheet = Sheet::default();
    let tiles: Vec<_> = tiles
        .into_iter()
        .map(|tile| {
            let art = named(&tile.animal).unwrap_or(GUIDE);
            (tile.href, tile.label, from_sheet(&mut sheet, &art, false))
        })
        .collect();
    view! {
        <div inner_html=sheet.defs()></div>
        <div class="head"><h1>{t("tiles-title")}</h1><span class="pill">{tr("class-name", &[("name", &class)])}</span></div>
        {notice.map(|text| view! { <p class="notice kind" role="alert">{text}</p> })}
        {tiles.is_empty().then(|| view! { <p class="notice kind">{t("tiles-none")}</p> })}
        <ul class="tiles">
            {tiles
                .into_iter()
                .map(|(href, label, art)| view! { <li><a class="tile" href=href><span inner_html=art></span>{label}</a></li> })
                .collect_view()}
        </ul>
        <form method="post" action="/thoat"><button class="plain">{t("tiles-other-class")}</button></form>
    }
}

/// How a child shows that the tile is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Pictures,
    Pin,
    /// Nothing can be tried now; the notice says why.
    Nothing,
}

/// The fields of the three pictures, in order.
pub const PICKS: [&str; 3] = ["hinh1", "hinh2", "hinh3"];

/// "Chọn 3 hình của em" or "Nhập 4 số của em".
#[component]
pub fn SecretPage(
    action: String,
    name: String,
    animal: String,
    ask: Ask,
    notice: Option<String>,
) -> impl IntoView {
    let animal = named(&animal).unwrap_or(GUIDE);
    let title = match ask {
        Ask::Pin => t("secret-pin-title"),
        Ask::Pictures => t("secret-pictures-title"),
        Ask::Nothing => t("secret-wait-title"),
    };
    view! {
        <div class="head secret-head">
            <h1>{title}</h1>
            <p class="me"><span class="me-animal" inner_html=picture(&animal)></span>{name}</p>
        </div>
        {notice.map(|text| view! { <p class="notice kind" role="alert">{text}</p> })}
        {match ask {
            Ask::Pictures => pictures(action).into_any(),
            Ask::Pin => pin(action).into_any(),
            Ask::Nothing => view! { <a class="button" href=action>{t("secret-try-again")}</a> }.into_any(),
        }}
        <p><a href="/vao-lop">{t("secret-not-me")}</a></p>
    }
}

/// Three times twelve pictures in one form. The style sheet shows one twelve after the other; where it cannot, all stand there.
fn pictures(action: String) -> impl IntoView {
    let mut sheet = Sheet::default();
    let twelve: Vec<String> = SECRET
        .iter()
        .map(|art| from_sheet(&mut sheet, art, true))
        .collect();
    let groups = PICKS.iter().zip(1..).map(|(field, n)| {
        let choices = twelve.iter().enumerate().map(|(i, art)| {
            view! { <label class="pic"><input type="radio" name=*field value=i /><span inner_html=art.clone()></span></label> }
        });
        view! {
            <fieldset class=format!("pick pick-{n}")>
                <legend>{tr("secret-nth", &[("n", &n.to_string())])}</legend>
                <div class="pics">{choices.collect_view()}</div>
            </fieldset>
        }
    });
    view! {
        <div inner_html=sheet.defs()></div>
        <form method="post" action=action class="picker" data-picker="">
            <p class="dots" aria-hidden="true"><i></i><i></i><i></i></p>
            {groups.collect_view()}
            <div class="picked">
                <button>{t("door-enter")}</button>
                <button type="reset" class="plain">{t("secret-start-over")}</button>
            </div>
        </form>
        <script src=crate::assets::url("page.js") defer=true></script>
    }
}

fn pin(action: String) -> impl IntoView {
    view! {
        <form method="post" action=action class="code-form">
            <label for="pin" class="quiet-read">{t("secret-pin-title")}</label>
            <input
                id="pin"
                class="code"
                name="so"
                type="password"
                inputmode="numeric"
                pattern="[0-9]{4}"
                maxlength="4"
                required=true
                autocomplete="off"
            />
            <button>{t("door-enter")}</button>
        </form>
    }
}

/// A scanned card: the token is in the part of the address that is never sent, and goes out with a tap.
#[component]
pub fn CardPage(notice: Option<String>) -> impl IntoView {
    view! {
        <div class="door">
            <div class="guide" inner_html=picture(&GUIDE)></div>
            <h1>{t("card-title")}</h1>
            {notice.map(|text| view! { <p class="notice kind" role="alert">{text}</p> })}
            <form method="post" action="/the" class="code-form" data-card="">
                <input type="hidden" name="the" value="" />
                <button>{t("door-enter")}</button>
            </form>
            <noscript><p>{t("card-no-script")}</p></noscript>
            <p><a href="/">{t("card-code-instead")}</a></p>
        </div>
        <script src=crate::assets::url("page.js") defer=true></script>
    }
}
