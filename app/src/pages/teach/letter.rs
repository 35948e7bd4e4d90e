//! Gửi gia đình: the letter to read, and one for each child of a class on paper.

use super::{Binder, Leaf};
use crate::{
    parts::guide::blocks,
    text::{number, t, tr},
};
use lachan_core::guide::Block;
use leptos::prelude::*;

/// The leaf.
#[derive(Clone, Debug)]
pub struct LetterPage {
    pub binder: Binder,
    pub title: String,
    pub text: Vec<Block>,
    /// The classes it can be printed for: address and name.
    pub classes: Vec<(String, String)>,
    /// The letters of one class.
    pub class: Option<Letters>,
}

/// The letters of a class, one for each child.
#[derive(Clone, Debug)]
pub struct Letters {
    pub class: String,
    pub school: String,
    /// Whom families can turn to: name, what they are, where and how to be reached.
    pub contacts: Vec<String>,
    /// The school has named nobody: a line to fill in by hand is printed.
    pub nobody_named: bool,
    pub children: Vec<String>,
}

impl LetterPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let head = self.binder.head(Leaf::Letter, None);
        let classes = (!self.classes.is_empty()).then(|| {
            let links = self
                .classes
                .iter()
                .map(|(href, name)| view! { <li><a class="button quiet small" href=href.clone()>{name.clone()}</a></li> })
                .collect_view();
            view! {
                <section class="card no-print">
                    <h2>{t("letter-for-class")}</h2>
                    <p class="soft">{t("letter-for-class-about")}</p>
                    <ul class="jumps">{links}</ul>
                </section>
            }
        });
        let body = match &self.class {
            Some(letters) => {
                let each = letters
                    .children
                    .iter()
                    .map(|child| sheet(&self.title, &self.text, letters, child))
                    .collect_view();
                view! {
                    <p class="notice no-print">
                        {tr("letter-count", &[("n", &number(letters.children.len() as i64)), ("class", &letters.class)])}
                        " " <button type="button" class="small" data-print="">{t("paper-print")}</button>
                    </p>
                    {letters.nobody_named.then(|| view! { <p class="notice no-print">{t("letter-nobody")}</p> })}
                    <div class="paper">{each}</div>
                }
                .into_any()
            }
            None => view! {
                <div class="actions no-print"><button type="button" class="quiet" data-print="">{t("letter-print-one")}</button></div>
                <div class="paper"><section class="sheet-of-paper letter"><h2>{self.title.clone()}</h2>{blocks(&self.text)}</section></div>
            }
            .into_any(),
        };
        view! {
            {head}
            {classes}
            {body}
            <script src=crate::assets::url("page.js") defer=true></script>
        }
    }
}

fn sheet(title: &str, text: &[Block], letters: &Letters, child: &str) -> impl IntoView + use<> {
    let class = tr("class-name", &[("name", &letters.class)]);
    let contacts = letters
        .contacts
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> })
        .collect_view();
    let whom = tr("letter-to", &[("name", child)]);
    view! {
        <section class="sheet-of-paper letter">
            <p class="letter-head"><b>{letters.school.clone()}</b><span>{class}</span></p>
            <h2>{title.to_owned()}</h2>
            <p class="letter-whom">{whom}</p>
            {blocks(text)}
            <div class="letter-contacts">
                <h3>{t("letter-contacts")}</h3>
                <ul>{contacts}<li>{t("letter-111")}</li></ul>
            </div>
            <p class="letter-sign">{t("letter-sign")}</p>
        </section>
    }
}
