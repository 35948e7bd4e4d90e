//! Sign-in cards on A4: eight to a page, to be cut; readable in black and white.

use super::door_panel::qr;
use crate::{
    parts::{art::picture, ask::Ask, mark::Mark},
    text::{t, tr},
};
use lachan_core::art::{GUIDE, SECRET, named};
use leptos::prelude::*;

/// One child's card.
#[derive(Clone, Debug)]
pub struct Card {
    pub pupil: String,
    pub name: String,
    pub animal: String,
    /// The address in the QR code.
    pub link: String,
    pub secret: CardSecret,
}

/// What is printed as the secret.
#[derive(Clone, Debug)]
pub enum CardSecret {
    Pictures(Vec<u8>),
    Pin(String),
    /// Sealed with a key that is not here any more.
    Lost,
}

/// The cards of a class.
#[component]
pub fn CardsPage(
    base: String,
    class: String,
    school: String,
    cards: Vec<Card>,
    home: Option<bool>,
    /// One child alone, whose card was just made anew.
    only: bool,
) -> impl IntoView {
    let class_name = tr("class-name", &[("name", &class)]);
    view! {
        <div class="head no-print">
            <div>
                <p class="crumbs"><a href=base.clone()>{class_name.clone()}</a></p>
                <h1>{t("cards-title")}</h1>
                <p>{t("cards-about")}</p>
            </div>
            <div class="actions"><button data-print="">{t("cards-print")}</button></div>
        </div>
        {cards.first().filter(|_| only).map(|card| only_one(&base, card))}
        {home
            .map(|on| {
                view! {
                    <form method="post" action=format!("{base}/the/o-nha") class="card no-print">
                        <p>{if on { t("cards-home-on") } else { t("cards-home-off") }}</p>
                        <p><button class="quiet small" name="bat" value=if on { "khong" } else { "co" }>
                            {if on { t("cards-home-turn-off") } else { t("cards-home-turn-on") }}
                        </button></p>
                    </form>
                }
            })}
        {cards.is_empty().then(|| view! { <div class="empty"><p>{t("class-no-pupils")}</p></div> })}
        <ul class="sign-in-cards">
            {cards
                .into_iter()
                .map(|card| {
                    let action = format!("{base}/the/{}", card.pupil);
                    let name = card.name;
                    let animal = picture(&named(&card.animal).unwrap_or(GUIDE));
                    view! {
                        <li class="sign-in-card">
                            <div class="card-head"><Mark /><b>{t("app-name")}</b><span>{class_name.clone()}</span></div>
                            <div class="card-who">
                                <span class="card-animal" inner_html=animal></span>
                                <div><b>{name.clone()}</b><small>{school.clone()}</small></div>
                            </div>
                            <div class="card-secret">{secret(card.secret)}</div>
                            <div class="card-qr" role="img" aria-label=t("panel-qr") inner_html=qr(&card.link)></div>
                            <p class="card-help">{t("cards-help")}</p>
                            <div class="no-print">
                                {Ask {
                                    step: t("cards-new"),
                                    about: tr("cards-new-asks", &[("name", &name)]),
                                    action,
                                    hidden: Vec::new(),
                                }
                                    .view()}
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <script src=crate::assets::url("page.js") defer=true></script>
    }
}

fn only_one(base: &str, card: &Card) -> impl IntoView + use<> {
    view! {
        <section class="notice done no-print" role="status">
            <p>{tr("cards-was-made", &[("name", &card.name)])}</p>
            <a class="button quiet small" href=format!("{base}/the")>{t("cards-all")}</a>
        </section>
    }
}

fn secret(secret: CardSecret) -> AnyView {
    match secret {
        CardSecret::Pictures(picks) => picks
            .into_iter()
            .filter_map(|pick| SECRET.get(usize::from(pick)))
            .map(|art| view! { <span class="card-pic"><span inner_html=picture(art)></span><small>{art.words}</small></span> })
            .collect_view()
            .into_any(),
        CardSecret::Pin(digits) => view! { <b class="card-pin">{digits}</b> }.into_any(),
        CardSecret::Lost => view! { <small>{t("cards-lost")}</small> }.into_any(),
    }
}
