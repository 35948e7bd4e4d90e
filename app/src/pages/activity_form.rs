//! Planning an activity: few fields, a ready pack if wanted, the invited units as check boxes.

use crate::{
    parts::field::{Field, form_notice, select},
    text::{t, tr},
};
use lachan_core::{
    activity::ActivityKind,
    form::{Fields, Problems},
};
use leptos::prelude::*;

/// A ready meeting pack that can be chosen.
#[derive(Clone, Debug)]
pub struct PackChoice {
    pub id: String,
    pub title: String,
}

/// The form.
#[derive(Clone, Debug)]
pub struct ActivityForm {
    /// Where it is sent.
    pub action: String,
    /// A new activity, or one that stands already.
    pub new: bool,
    /// Id and name of each unit that can host; the chosen one.
    pub hosts: Vec<(String, String)>,
    pub host: String,
    /// Empty when nobody can be invited: `nothing` then says why.
    pub kinds: Vec<ActivityKind>,
    pub nothing: Option<Nothing>,
    pub packs: Vec<PackChoice>,
    /// Id, name and grade of each unit that can be invited.
    pub guests: Vec<(String, String, Option<i64>)>,
    pub typed: Fields,
    pub problems: Problems,
}

/// Why a form has nothing to offer, and where to go about it.
#[derive(Clone, Debug)]
pub struct Nothing {
    pub why: String,
    pub go: Option<String>,
}

impl Nothing {
    fn view(self) -> impl IntoView + use<> {
        let go = self.go.map(
            |href| view! { <a class="button quiet small" href=href>{t("activity-nothing-go")}</a> },
        );
        view! { <section class="notice kind done" role="status"><p>{self.why}</p>{go}</section> }
    }
}

impl ActivityForm {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let Self {
            action,
            new,
            hosts,
            host,
            kinds,
            nothing,
            packs,
            guests,
            typed,
            problems,
        } = self;
        if let Some(nothing) = nothing {
            return view! {
                <p class="crumbs"><a href="/hoat-dong">{t("nav-activities")}</a></p>
                <h1>{t("activity-plan")}</h1>
                {host_choice(&hosts, &host)}
                {nothing.view()}
            }
            .into_any();
        }
        let heading = if new {
            "activity-plan"
        } else {
            "activity-change"
        };
        let kinds = kinds
            .into_iter()
            .map(|kind| (kind.name().to_owned(), kind.word().to_owned()))
            .collect();
        let mut pack_options = vec![(String::new(), t("activity-no-pack"))];
        pack_options.extend(
            packs
                .iter()
                .map(|pack| (pack.id.clone(), pack.title.clone())),
        );
        let offers_packs = !packs.is_empty();
        view! {
            <p class="crumbs"><a href="/hoat-dong">{t("nav-activities")}</a></p>
            <h1>{t(heading)}</h1>
            {new.then(|| host_choice(&hosts, &host))}
            {(new && offers_packs).then(|| proposals(&packs, &host, typed.text("pack")))}
            {form_notice(&problems)}
            <form method="post" action=action class="stack">
                <input type="hidden" name="id" value=typed.text("id").to_owned() />
                <input type="hidden" name="host" value=host.clone() />
                {select("kind", t("activity-kind"), kinds, &typed, &problems)}
                {offers_packs.then(|| pack_choice(pack_options, &typed))}
                {Field::new("title", t("activity-title"), &typed, &problems).hint(t("activity-title-hint")).optional().view()}
                <div class="in-line">
                    {Field::new("held_on", t("activity-held-on"), &typed, &problems).kind("date").view()}
                    {Field::new("starts_at", t("activity-starts-at"), &typed, &problems).kind("time").optional().view()}
                </div>
                {Field::new("place", t("activity-place"), &typed, &problems).optional().view()}
                {targets(guests, &typed, &problems)}
                {Field::new("note", t("activity-note"), &typed, &problems).hint(t("no-case-no-name")).optional().view()}
                <div class="actions">
                    <button>{t(if new { "activity-save-new" } else { "activity-save" })}</button>
                    <a class="button plain" href="/hoat-dong">{t("activity-not-now")}</a>
                </div>
            </form>
        }
        .into_any()
    }
}

/// With several roles: whose activity it is. A link each, so that the form below always fits its host.
fn host_choice(hosts: &[(String, String)], host: &str) -> impl IntoView + use<> {
    let links = hosts
        .iter()
        .map(|(id, name)| {
            let here = (id == host).then_some("page");
            view! { <li><a href=format!("/hoat-dong/moi?chu-tri={id}") aria-current=here>{name.clone()}</a></li> }
        })
        .collect_view();
    (hosts.len() > 1)
        .then(|| view! { <nav aria-label=t("activity-host")><ul class="tabs">{links}</ul></nav> })
}

/// A ready pack fills in kind, title and the grades it is for.
fn proposals(packs: &[PackChoice], host: &str, chosen: &str) -> impl IntoView + use<> {
    let links = packs
        .iter()
        .map(|pack| {
            let here = (pack.id == chosen).then_some("true");
            let href = format!("/hoat-dong/moi?chu-tri={host}&goi={}", pack.id);
            view! { <li><a href=href aria-current=here>{pack.title.clone()}</a></li> }
        })
        .collect_view();
    view! {
        <details class="card proposals" open=!chosen.is_empty()>
            <summary>{t("activity-from-pack")}</summary>
            <ul>{links}</ul>
        </details>
    }
}

fn pack_choice(options: Vec<(String, String)>, typed: &Fields) -> impl IntoView + use<> {
    let chosen = typed.text("pack").to_owned();
    let options = options
        .into_iter()
        .map(|(id, title)| {
            let selected = id == chosen;
            view! { <option value=id selected=selected>{title}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="pack">{t("activity-pack")}</label>
            <select id="pack" name="pack" aria-describedby="pack-about">{options}</select>
            <p id="pack-about" class="about"><span class="hint">{t("activity-pack-hint")}</span></p>
        </div>
    }
}

/// Check boxes by grade.
fn targets(
    guests: Vec<(String, String, Option<i64>)>,
    typed: &Fields,
    problems: &Problems,
) -> impl IntoView + use<> {
    let problem = problems.of("targets").map(t);
    let only = guests.len() == 1 && typed.all("targets").is_empty();
    let mut grades: Vec<(Option<i64>, Vec<AnyView>)> = Vec::new();
    let alone = |grade: Option<i64>| guests.iter().filter(|(_, _, of)| *of == grade).count() == 1;
    let proposed = |grade: i64| typed.ticked("khoi", &grade.to_string());
    for (id, name, grade) in guests.clone() {
        let whole = alone(grade) && grade.is_some_and(proposed);
        let checked = only || whole || typed.ticked("targets", &id);
        let choice = view! {
            <label class="choice"><input type="checkbox" name="targets" value=id checked=checked /><span>{name}</span></label>
        }
        .into_any();
        match grades.last_mut() {
            Some((last, choices)) if *last == grade => choices.push(choice),
            _ => grades.push((grade, vec![choice])),
        }
    }
    let groups = grades
        .into_iter()
        .map(|(grade, choices)| {
            let heading = grade.map(|grade| {
                let n = grade.to_string();
                let whole = typed.ticked("khoi", &n);
                let words = tr("activity-whole-grade", &[("n", &n)]);
                // With one unit there is nothing to gather.
                if choices.len() > 1 {
                    view! { <label class="choice whole"><input type="checkbox" name="khoi" value=n checked=whole /><span>{words}</span></label> }.into_any()
                } else {
                    view! { <h2 class="soft">{tr("activity-grade", &[("n", &n)])}</h2> }.into_any()
                }
            });
            view! { {heading}<div class="choices">{choices}</div> }
        })
        .collect_view();
    let wrong = problem.is_some();
    view! {
        <fieldset class="targets" class:wrong=wrong aria-describedby=wrong.then_some("targets-about")>
            <legend>{t("activity-targets")}</legend>
            {problem.map(|text| view! { <p id="targets-about" class="about"><strong class="problem">{text}</strong></p> })}
            {groups}
        </fieldset>
    }
}
