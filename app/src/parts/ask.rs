//! A step that is hard to take back: the first tap says what it does, the second does it. Works without a script.

use leptos::prelude::*;

/// What is asked before it is done.
pub struct Ask {
    /// On the button that opens the question, and on the one that does it.
    pub step: String,
    /// What will happen, in one or two sentences.
    pub about: String,
    pub action: String,
    /// Fields that go with it.
    pub hidden: Vec<(&'static str, String)>,
}

impl Ask {
    pub fn view(self) -> impl IntoView + use<> {
        view! {
            <details class="ask">
                <summary>{self.step.clone()}</summary>
                <form method="post" action=self.action>
                    <p>{self.about}</p>
                    {hidden(self.hidden)}
                    <button class="warn small">{self.step}</button>
                </form>
            </details>
        }
    }
}

/// What just happened, and the way back while there is one.
#[derive(Clone, Debug)]
pub struct Done {
    pub said: String,
    pub undo: Option<Undo>,
}

/// The button that takes a step back.
#[derive(Clone, Debug)]
pub struct Undo {
    pub label: String,
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

impl Done {
    pub fn view(self) -> impl IntoView + use<> {
        let undo = self.undo.map(|undo| {
            view! {
                <form method="post" action=undo.action>
                    {hidden(undo.fields)}
                    <button class="quiet small">{undo.label}</button>
                </form>
            }
        });
        view! { <section class="notice done" role="status"><p>{self.said}</p>{undo}</section> }
    }
}

fn hidden(fields: Vec<(&'static str, String)>) -> impl IntoView + use<> {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view()
}
