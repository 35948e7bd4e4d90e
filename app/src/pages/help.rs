//! "Em cần giúp": whom to tell, what happens then, in calm words. Opening it leaves no trace.

use crate::text::{t, tr};
use lachan_core::{help::HelpChannel, lesson::Band};
use leptos::prelude::*;

/// Somebody at the child's own school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolContact {
    pub name: String,
    pub title: String,
    pub room: String,
    pub phone: String,
}

/// The help page.
#[derive(Clone, Debug)]
pub struct HelpPage {
    /// The reader's band; unknown for who is not signed in.
    pub band: Option<Band>,
    pub channels: Vec<HelpChannel>,
    pub contacts: Vec<SchoolContact>,
    /// Where the reader came from.
    pub back: Option<String>,
}

impl HelpPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let you = if self.band == Some(Band::D) {
            "bạn"
        } else {
            "em"
        };
        let capital = if you == "em" { "Em" } else { "Bạn" };
        let say = |key: &str| tr(key, &[("you", you), ("You", capital)]);
        let mut channels = self.channels.into_iter();
        let first = channels
            .next()
            .map(|channel| main_number(channel, say("help-first-about")));
        let (numbers, sites): (Vec<_>, Vec<_>) =
            channels.partition(|channel| channel.number.is_some());
        let numbers = numbers.into_iter().map(number).collect_view();
        let more = (!sites.is_empty()).then(|| sites.into_iter().map(site).collect_view());
        let back = self
            .back
            .map(|href| view! { <a class="button quiet" href=href>{t("help-back")}</a> });
        view! {
            <div class="help-page">
                <h1>{say("help-title")}</h1>
                <p class="kind">{say("help-not-your-fault")}</p>
                {first}
                <div class="numbers-two">{numbers}</div>
                {contacts(self.contacts, say("help-school"))}
                <section>
                    <h2>{say("help-tell-title")}</h2>
                    <p>{say("help-tell")}</p>
                </section>
                <section>
                    <h2>{say("help-call-title")}</h2>
                    <ol>
                        <li>{say("help-call-1")}</li>
                        <li>{say("help-call-2")}</li>
                        <li>{say("help-call-3")}</li>
                        <li>{say("help-call-4")}</li>
                    </ol>
                </section>
                {more
                    .map(|sites| {
                        view! {
                            <section>
                                <h2>{t("help-more")}</h2>
                                <ul class="sites">{sites}</ul>
                            </section>
                        }
                    })}
                <p class="soft">{say("help-private")}</p>
                <p class="actions">{back}<a href="/can-giup/nguoi-lon">{t("help-adults-link")}</a></p>
            </div>
        }
    }
}

/// The number to call first: digits to read from across a room, and a link where there is a phone in the hand.
fn main_number(channel: HelpChannel, about: String) -> impl IntoView {
    let dial = channel.dial().map(|digits| format!("tel:{digits}"));
    let call = tr(
        "help-call",
        &[("number", channel.number.as_deref().unwrap_or_default())],
    );
    view! {
        <section class="first-number">
            <p class="digits">{channel.number}</p>
            <p><b>{channel.text}</b></p>
            <p>{about}</p>
            <a class="button call" href=dial>{call}</a>
        </section>
    }
}

fn number(channel: HelpChannel) -> impl IntoView {
    let dial = channel.dial().map(|digits| format!("tel:{digits}"));
    view! {
        <section class="number">
            <p class="digits"><a href=dial>{channel.number}</a></p>
            <p><b>{channel.label}</b><br />{channel.text}</p>
        </section>
    }
}

fn site(channel: HelpChannel) -> impl IntoView {
    let address = channel.site.unwrap_or_default();
    view! {
        <li>
            <b>{channel.label}</b>": "{channel.text}" "
            <a href=format!("https://{address}") rel="noreferrer noopener">{address.clone()}</a>
        </li>
    }
}

fn contacts(contacts: Vec<SchoolContact>, title: String) -> impl IntoView {
    let lines = contacts
        .into_iter()
        .map(|contact| {
            let room = (!contact.room.is_empty()).then(|| format!(" · {}", contact.room));
            let phone = (!contact.phone.is_empty()).then(|| {
                let dial: String = contact.phone.chars().filter(char::is_ascii_digit).collect();
                view! { " · " <a href=format!("tel:{dial}")>{contact.phone}</a> }
            });
            view! { <li><b>{contact.name}</b>", "{contact.title}{room}{phone}</li> }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="school-contacts">
                <h2>{title}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

/// For adults: what to do when a child begins to tell (domain §4.5), and where to report.
pub fn adults(channels: Vec<HelpChannel>) -> impl IntoView {
    const STEPS: [&str; 7] = [
        "listen",
        "believe",
        "no-secret",
        "no-inquiry",
        "write",
        "report",
        "stay",
    ];
    let steps = STEPS
        .map(|step| {
            view! {
                <li>
                    <h2>{t(&format!("adults-{step}"))}</h2>
                    <p>{t(&format!("adults-{step}-text"))}</p>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    let (numbers, sites): (Vec<_>, Vec<_>) = channels
        .into_iter()
        .partition(|channel| channel.number.is_some());
    view! {
        <div class="help-page adults">
            <h1>{t("adults-title")}</h1>
            <p>{t("adults-about")}</p>
            <ol class="steps">{steps}</ol>
            <p class="notice warn">{t("adults-never")}</p>
            <h2>{t("adults-where")}</h2>
            <div class="numbers-two">{numbers.into_iter().map(number).collect_view()}</div>
            <ul class="sites">{sites.into_iter().map(site).collect_view()}</ul>
            <p class="actions"><a class="button quiet" href="/can-giup/phieu-ghi-nhan">{t("adults-paper")}</a><a href="/can-giup">{t("adults-child-page")}</a></p>
        </div>
    }
}

/// The blank paper form: printed, filled in by hand, kept under lock. Nothing of it is ever typed into this program.
pub fn paper() -> impl IntoView {
    const LINES: [&str; 8] = [
        "when",
        "where",
        "who-heard",
        "child",
        "words",
        "asked",
        "seen",
        "told",
    ];
    let lines = LINES
        .map(|line| {
            let tall = matches!(line, "words" | "asked");
            view! { <div class="blank" class:tall=tall><p>{t(&format!("paper-{line}"))}</p></div> }
        })
        .into_iter()
        .collect_view();
    view! {
        <div class="paper">
            <p class="notice no-print">{t("paper-about")}</p>
            <h1>{t("paper-title")}</h1>
            <p class="soft">{t("paper-sub")}</p>
            {lines}
            <p>{t("paper-reported")}</p>
            <div class="signatures"><p>{t("paper-sign-1")}</p><p>{t("paper-sign-2")}</p></div>
            <p class="no-print"><a href="/can-giup/nguoi-lon">{t("help-adults-link")}</a></p>
        </div>
    }
}
