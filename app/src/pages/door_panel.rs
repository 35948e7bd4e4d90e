//! The teacher's side of the door: open, close, let go on; the code in huge letters for the projector.

use crate::{
    parts::ask::Ask,
    text::{number, t, tr},
};
use fast_qr::{
    QRBuilder,
    convert::{Builder, svg::SvgBuilder},
};
use leptos::prelude::*;

/// A class's door as its teacher sees it.
#[derive(Clone, Debug)]
pub struct DoorView {
    /// `/lop/{id}`
    pub base: String,
    /// The open door: code as shown, minutes left, children inside, children in all, whether it waits for a tap.
    pub open: Option<OpenDoor>,
}

/// A door that stands open.
#[derive(Clone, Debug)]
pub struct OpenDoor {
    pub code: String,
    pub address: String,
    pub minutes_left: i64,
    pub inside: i64,
    pub pupils: i64,
    pub waits: bool,
    /// Children whose tile waits for a tap. Never shown to the whole room.
    pub held: Vec<Held>,
    /// The child that was helped just now.
    pub helped: Option<String>,
}

/// A child that missed its secret too often.
#[derive(Clone, Debug)]
pub struct Held {
    pub pupil: String,
    pub name: String,
}

/// The panel on the class page.
pub fn panel(door: DoorView) -> impl IntoView {
    let base = door.base;
    match door.open {
        None => view! {
            <section class="card door-panel">
                <h2>{t("panel-closed")}</h2>
                <p class="soft">{t("panel-closed-about")}</p>
                <form method="post" action=format!("{base}/cua") class="in-line">
                    <div class="field">
                        <label for="phut">{t("panel-minutes")}</label>
                        <select id="phut" name="phut">
                            {[30, 45, 60, 90]
                                .into_iter()
                                .map(|n| view! { <option value=n selected=n == 45>{tr("panel-n-minutes", &[("n", &n.to_string())])}</option> })
                                .collect_view()}
                        </select>
                    </div>
                    <button>{t("panel-open")}</button>
                    <button class="quiet" name="chieu" value="1">{t("panel-open-and-project")}</button>
                </form>
            </section>
        }
        .into_any(),
        Some(open) => view! {
            <section class="card door-panel open">
                <div class="head">
                    <div>
                        <h2>{t("panel-is-open")}</h2>
                        <p class="door-code">{open.code}</p>
                        <p class="soft">
                            {tr("panel-inside", &[("in", &number(open.inside)), ("all", &number(open.pupils))])}
                            " · "
                            {tr("panel-left", &[("n", &number(open.minutes_left))])}
                        </p>
                    </div>
                    <div class="actions">
                        <a class="button quiet" href=format!("{base}/cua")>{t("panel-project")}</a>
                        {Ask {
                            step: t("panel-close"),
                            about: t("panel-close-asks"),
                            action: format!("{base}/cua/dong"),
                            hidden: Vec::new(),
                        }
                            .view()}
                    </div>
                </div>
                {open.helped.map(|name| view! { <p class="notice" role="status">{tr("panel-helped", &[("name", &name)])}</p> })}
                {open.waits.then(|| waits(&base))}
                {(!open.held.is_empty()).then(|| held(&base, open.held))}
            </section>
        }
        .into_any(),
    }
}

fn waits(base: &str) -> impl IntoView + use<> {
    view! {
        <div class="notice kind" role="alert">
            <p>{t("panel-waits")}</p>
            <form method="post" action=format!("{base}/cua/tiep-tuc")><button>{t("panel-go-on")}</button></form>
        </div>
    }
}

fn held(base: &str, children: Vec<Held>) -> impl IntoView + use<> {
    let base = base.to_owned();
    let lines = children.into_iter().map(move |child| {
        view! {
            <li>
                <span>{tr("panel-held", &[("name", &child.name)])}</span>
                <form method="post" action=format!("{base}/cua/giup/{}", child.pupil)>
                    <button class="small">{tr("panel-held-help", &[("name", &child.name)])}</button>
                </form>
                <a href=format!("{base}/the?em={}", child.pupil)>{t("panel-held-card")}</a>
            </li>
        }
    });
    view! { <ul class="held">{lines.collect_view()}</ul> }
}

/// The code for the whole room.
#[component]
pub fn ProjectorPage(class: String, door: DoorView) -> impl IntoView {
    let back = door.base.clone();
    view! {
        <section class="projector">
            <h1>{tr("class-name", &[("name", &class)])}</h1>
            {match door.open {
                None => view! { <p>{t("panel-closed")}</p> }.into_any(),
                Some(open) => {
                    let code = open.code.replace(' ', "");
                    let link = format!("{}/?ma={code}", open.address);
                    view! {
                        <p class="soft">{tr("panel-go-to", &[("address", open.address.split("://").last().unwrap_or_default())])}</p>
                        <p class="door-code huge">{open.code}</p>
                        <div class="qr" role="img" aria-label=t("panel-qr") inner_html=qr(&link)></div>
                        <p>
                            {tr("panel-inside", &[("in", &number(open.inside)), ("all", &number(open.pupils))])}
                            " · "
                            {tr("panel-left", &[("n", &number(open.minutes_left))])}
                        </p>
                        {open.waits.then(|| waits(&back))}
                        <form method="post" action=format!("{back}/cua/them") class="no-print">
                            <button class="quiet">{t("panel-extend")}</button>
                        </form>
                    }
                        .into_any()
                }
            }}
            <p class="no-print"><a href=back.clone()>{t("panel-back")}</a></p>
        </section>
    }
}

/// A QR code of some text as SVG; nothing when the text does not fit into one.
pub fn qr(text: &str) -> String {
    QRBuilder::new(text)
        .build()
        .map(|code| SvgBuilder::default().margin(2).to_str(&code))
        .unwrap_or_default()
}
