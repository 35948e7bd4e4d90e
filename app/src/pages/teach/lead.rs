//! Dạy: the page to hold in one hand, one step at a time. Every tap is a link, so it works before and without WASM.

use super::{Binder, Leaf, SceneCard};
use crate::{
    parts::guide::{blocks, faq, lines, opening},
    text::{number, t, tr},
};
use lachan_core::guide::Guide;
use leptos::prelude::*;

/// The leaf at one step.
#[derive(Clone, Debug)]
pub struct LeadPage {
    pub binder: Binder,
    pub guide: Guide,
    /// The step that is shown, from 0.
    pub at: usize,
    /// When the first step was begun, in minutes since 1970, and how many have gone.
    pub clock: Option<Clock>,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub scenes: Vec<SceneCard>,
}

/// The time that has gone since the beginning: carried by the address, kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub began: i64,
    pub gone: i64,
}

const TOLD: &str = "neu-co-em-ke";
const ASKED: &str = "neu-hoi";
const PRACTICE: &str = "tap-noi";

impl LeadPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let head = self.head();
        let place = self.place();
        let dots = self.dots();
        let turning = self.turning();
        let Some(step) = self.guide.steps.get(self.at) else {
            return ().into_any();
        };
        let opens = (self.at == 0).then(|| opening(&self.guide.opening));
        let scenes = (!self.scenes.is_empty()).then(|| scenes(&self.binder, self.scenes));
        let (practice_word, practice_short) = if self.binder.meeting {
            ("guide-games", "guide-game")
        } else {
            ("guide-practice", "guide-practice")
        };
        let title = step.title.clone();
        let body = lines(&step.lines);
        let panels = view! {
            {panel(PRACTICE, practice_word, blocks(&self.guide.practice).into_any())}
            {panel(ASKED, "guide-asked", faq(&self.guide.faq).into_any())}
            {panel(TOLD, "guide-told", blocks(&self.guide.disclosure).into_any())}
        };
        view! {
            {head}
            <article class="lead" id="buoc">
                <header>
                    {place}
                    {dots}
                    <h1 tabindex="-1">{title}</h1>
                </header>
                {opens}
                {body}
                {scenes}
            </article>
            {panels}
            <nav class="lead-bar no-print" aria-label=t("guide-steps")>
                <div class="lead-helps">
                    <a href=format!("#{PRACTICE}")>{t(practice_short)}</a>
                    <a href=format!("#{ASKED}")>{t("guide-asked-short")}</a>
                    <a class="told" href=format!("#{TOLD}")>{t("guide-told")}</a>
                </div>
                <div class="lead-turn">{turning}</div>
            </nav>
            <div hidden inner_html=self.sheet></div>
            <script src=crate::assets::url("lead.js") defer=true></script>
        }
        .into_any()
    }

    /// One line: the way back to everything else, and the wall.
    fn head(&self) -> impl IntoView + use<> {
        let name = format!("{}. {}", self.binder.code, self.binder.title);
        view! {
            <header class="lead-head">
                <a href=self.binder.to(Leaf::Prepare) aria-label=format!("{}: {name}", t("guide-leaves"))>"‹ "{name.clone()}</a>
                <a href=self.binder.show()>{t("guide-project")}</a>
            </header>
        }
    }

    fn href(&self, at: usize, clock: Option<i64>) -> String {
        let mut query = format!("buoc={}", at + 1);
        if let Some(began) = clock {
            query.push_str(&format!("&tu={began}"));
        }
        let from = self.binder.from.trim_start_matches('?');
        if !from.is_empty() {
            query.push_str(&format!("&{from}"));
        }
        format!("{}/day?{query}", self.binder.base)
    }

    /// “Bước 2 trên 7 · 6 phút”, and quietly how the time goes.
    fn place(&self) -> impl IntoView + use<> {
        let begins = self.guide.begins();
        let step = self.guide.steps.get(self.at);
        let values = [
            ("n", number(self.at as i64 + 1)),
            ("of", number(self.guide.steps.len() as i64)),
            (
                "minutes",
                number(step.map_or(0, |step| step.minutes.into())),
            ),
        ];
        let planned = tr(
            "guide-step-place",
            &values.each_ref().map(|(k, v)| (*k, v.as_str())),
        );
        let from = begins.get(self.at).copied().unwrap_or(0);
        let planned_from = tr(
            "guide-step-from",
            &[
                ("from", &number(from.into())),
                ("all", &number(self.guide.minutes.into())),
            ],
        );
        let gone = self.clock.map(|clock| {
            let gone = tr("guide-gone", &[("n", &number(clock.gone))]);
            let template = t("guide-gone-template");
            view! { <span class="gone" data-began=clock.began.to_string() data-template=template>{gone}</span> }
        });
        view! { <p class="lead-place"><b>{planned}</b><span>{planned_from}</span>{gone}</p> }
    }

    fn dots(&self) -> impl IntoView + use<> {
        let began = self.clock.map(|clock| clock.began);
        let dots = self
            .guide
            .steps
            .iter()
            .enumerate()
            .map(|(n, step)| {
                let current = (n == self.at).then_some("step");
                let label = format!("{}. {}", n + 1, step.title);
                view! {
                    <li style=format!("flex-grow: {}", step.minutes)>
                        <a href=self.href(n, began) aria-current=current aria-label=label class:past=n < self.at></a>
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="lead-dots no-print">{dots}</ol> }
    }

    fn turning(&self) -> impl IntoView + use<> {
        let began = self.clock.map(|clock| clock.began);
        let back = self.at.checked_sub(1).map(|n| {
            view! { <a class="button quiet" rel="prev" href=self.href(n, began)>{t("guide-back")}</a> }
        });
        let next = self.guide.steps.get(self.at + 1).map(|step| {
            let label = format!("{}: {}", t("guide-next"), step.title);
            view! { <a class="button" rel="next" href=self.href(self.at + 1, began) aria-label=label>{t("guide-next")}</a> }
        });
        // The clock begins when the teacher says so; an address that holds a time can be opened again after a power cut.
        let start = self.clock.is_none().then(|| {
            view! { <a class="button quiet" href=self.href(self.at, Some(-1))>{t("guide-start-clock")}</a> }
        });
        let after = self
            .guide
            .steps
            .get(self.at + 1)
            .is_none()
            .then(|| view! { <a class="button" href=format!("{}#sau", self.binder.to(Leaf::Prepare))>{t("guide-after")}</a> });
        view! { {back}{start}{next}{after} }
    }
}

fn scenes(binder: &Binder, scenes: Vec<SceneCard>) -> impl IntoView + use<> {
    let show = binder.show();
    let cards = scenes
        .into_iter()
        .map(|scene| {
            let show = format!("{show}#canh-{}", scene.place);
            view! {
                <details class="lead-scene">
                    <summary>{scene.label}</summary>
                    <div class="picture" inner_html=scene.picture></div>
                    {scene.paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                    {scene.play.map(|play| view! { <p class="soft"><b>{t("guide-game")}": "</b>{play.invite}</p> })}
                    <a class="button quiet small" href=show>{t("guide-show-scene")}</a>
                </details>
            }
        })
        .collect_view();
    view! { <section class="lead-scenes"><h2>{t("guide-step-scenes")}</h2>{cards}</section> }
}

/// Something that is one tap away from every step, over the page: a link opens it, a link or Back closes it.
fn panel(id: &'static str, title: &'static str, body: AnyView) -> impl IntoView {
    view! {
        <section class="lead-panel no-print" id=id role="dialog" aria-labelledby=format!("{id}-h")>
            <div>
                <header><h2 id=format!("{id}-h")>{t(title)}</h2><a class="button quiet small" href="#buoc">{t("guide-close")}</a></header>
                <div class="guide-text">{body}</div>
            </div>
        </section>
    }
}
