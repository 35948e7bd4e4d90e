//! "Đúng 4 trong 6 câu": how one run went, said kindly at its end, with a way back to what teaches the rest.

use crate::text::{t, tr};
use lachan_core::lesson::Address;
use leptos::prelude::*;

/// One run through the questions of a module.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// `/hoc/B4`
    pub path: String,
    pub address: Address,
    /// The scene that teaches each question.
    pub taught: Vec<u16>,
    /// The numbers of the questions whose first choice was another. `None`: not known yet; the player shows what it knows then.
    pub wrong: Option<Vec<u16>>,
}

impl Attempt {
    /// Every sentence and every way back; those that do not hold are hidden.
    pub fn view(self) -> impl IntoView + use<> {
        let n = self.taught.len();
        let sentences = (0..=n)
            .map(|wrong| {
                let off = self.wrong.as_ref().is_none_or(|known| known.len() != wrong);
                view! { <p data-wrong-in-all=wrong.to_string() hidden=off>{self.sentence(n, wrong)}</p> }
            })
            .collect_view();
        let ways = (1u16..)
            .zip(&self.taught)
            .map(|(question, scene)| {
                let off = self.wrong.as_ref().is_none_or(|known| !known.contains(&question));
                let words = tr(
                    "lesson-attempt-see",
                    &[("n", &question.to_string()), ("scene", &scene.to_string())],
                );
                let href = format!("{}?canh={scene}", self.path);
                view! { <li data-wrong=question.to_string() hidden=off><a href=href>{words}</a></li> }
            })
            .collect_view();
        view! { <div class="attempt">{sentences}<ul>{ways}</ul></div> }
    }

    fn sentence(&self, n: usize, wrong: usize) -> String {
        let key = match wrong {
            0 => "lesson-attempt-all",
            _ if wrong == n => "lesson-attempt-none",
            _ => "lesson-attempt-some",
        };
        let you = self.address.key();
        tr(
            key,
            &[
                ("you", &t(you)),
                ("You", &t(&format!("{you}-first"))),
                ("n", &n.to_string()),
                ("right", &(n - wrong).to_string()),
                ("wrong", &wrong.to_string()),
            ],
        )
    }
}
