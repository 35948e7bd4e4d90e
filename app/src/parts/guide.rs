//! The pieces of a guide: running text, the lines of a step, questions somebody may ask.

use crate::text::t;
use lachan_core::guide::{Block, Faq, GuideLine, LineKind};
use leptos::prelude::*;

/// Paragraphs and lists, in their order.
pub fn blocks(blocks: &[Block]) -> impl IntoView + use<> {
    let mut views: Vec<AnyView> = Vec::new();
    let mut points: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Point(text) => points.push(text.clone()),
            Block::Paragraph(text) => {
                views.extend(list(&mut points));
                let text = text.clone();
                views.push(view! { <p>{text}</p> }.into_any());
            }
        }
    }
    views.extend(list(&mut points));
    views
}

fn list(points: &mut Vec<String>) -> Option<AnyView> {
    if points.is_empty() {
        return None;
    }
    let points = std::mem::take(points).into_iter();
    let items = points.map(|text| view! { <li>{text}</li> }).collect_view();
    Some(view! { <ul>{items}</ul> }.into_any())
}

/// The lines of a step: what is said stands apart from what is done.
pub fn lines(lines: &[GuideLine]) -> impl IntoView + use<> {
    let lines = lines
        .iter()
        .map(|line| {
            let class = match line.kind {
                LineKind::Do => "do",
                LineKind::ListenFor => "listen",
                LineKind::Say | LineKind::Ask | LineKind::Answer => "say",
            };
            view! { <div class=class><dt>{t(word(line.kind))}</dt><dd>{line.text.clone()}</dd></div> }
        })
        .collect_view();
    view! { <dl class="guide-lines">{lines}</dl> }
}

fn word(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Do => "guide-do",
        LineKind::Say => "guide-say",
        LineKind::Ask => "guide-ask",
        LineKind::ListenFor => "guide-listen",
        LineKind::Answer => "guide-answer",
    }
}

/// What is said at the beginning.
pub fn opening(paragraphs: &[String]) -> impl IntoView + use<> {
    let said = paragraphs
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view();
    view! { <div class="opening"><p class="label">{t("guide-opening")}</p>{said}</div> }
}

/// Questions with their answers.
pub fn faq(pairs: &[Faq]) -> impl IntoView + use<> {
    let pairs = pairs
        .iter()
        .map(|pair| view! { <div><dt>{pair.q.clone()}</dt><dd>{pair.a.clone()}</dd></div> })
        .collect_view();
    view! { <dl class="guide-faq">{pairs}</dl> }
}
