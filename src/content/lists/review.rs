//! What is still asked of specialists.

use super::{
    REVIEW,
    known::{Known, List, line},
};
use crate::content::{
    problem::{Problems, Sheet},
    source::Source,
};
use lachan_core::{lesson::ModuleId, pack::Packs, review::Question};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewFile {
    #[serde(default)]
    question: Vec<Spanned<Question>>,
}

/// What a specialist is still asked; each question is about a module or pack that is there.
pub fn review(
    source: &Source,
    known: &Known,
    packs: &Packs,
    problems: &mut Problems,
) -> Vec<Question> {
    let Some(file) = List::<ReviewFile>::read(source, REVIEW, problems) else {
        return Vec::new();
    };
    let shown = source.shown(REVIEW);
    let mut sheet = Sheet::new(&shown);
    let mut questions = Vec::new();
    for question in file.value.question {
        let at = line(&file.text, &question);
        let question = question.into_inner();
        let module = question.about.parse::<ModuleId>();
        let is_there = packs.get(&question.about).is_some()
            || module.is_ok_and(|id| known.modules.contains(&id));
        if is_there {
            questions.push(question);
        } else if file.own {
            sheet.add(
                at,
                format!("không có bài hay buổi nào mang mã “{}”", question.about),
            );
        }
    }
    problems.take(sheet);
    questions
}
