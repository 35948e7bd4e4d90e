//! The page around the player: which of the server's scenes is on, the address bar, the focus.

use lachan_core::run::Step;
use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, HtmlElement, PopStateEvent, js_sys},
};

/// The name a part of the page carries in `data-step`.
pub fn name(step: Step) -> String {
    match step {
        Step::Scene(n) => format!("canh-{n}"),
        Step::Play(n) => format!("choi-{n}"),
        Step::Question(n) => format!("cau-{n}"),
        Step::End => "xong".to_owned(),
    }
}

/// Shows the server's part of a step and hides the others; view and focus go along.
pub fn show(step: Step) {
    only("data-step", &[name(step)]);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus("[data-step]:not([hidden]) [data-focus], .question [data-focus]");
}

/// Adds a step to the browser's history, so that Back turns one page back; the first one takes the place of the page's own address.
pub fn remember(step: Step, address: Option<&str>) {
    let mark = JsValue::from(u16::from(step));
    let Ok(history) = window().history() else {
        return;
    };
    match address {
        Some(_) => history.push_state_with_url(&mark, "", address),
        None => history.replace_state(&mark, ""),
    }
    .ok();
}

/// The step the browser went back or forward to.
pub fn recalled(event: &PopStateEvent) -> Option<Step> {
    event.state().as_f64().map(|mark| Step::from(mark as u16))
}

/// Of the parts that carry this attribute, shows those with one of these values.
pub fn only(attribute: &str, values: &[String]) {
    for part in all(&format!("[{attribute}]")) {
        let off = part
            .get_attribute(attribute)
            .is_none_or(|value| !values.contains(&value));
        part.set_hidden(off);
    }
}

/// Focuses the first of these once it is drawn, so that keyboard and screen reader follow.
pub fn focus(selector: &'static str) {
    request_animation_frame(move || {
        if let Some(first) = all(selector).into_iter().next() {
            if first.tab_index() < 0 {
                first.set_tab_index(-1);
            }
            first.focus().ok();
            // what grows below a question is seen from its first line on
            if selector == ANSWERS {
                first.scroll_into_view();
            }
        }
    });
}

/// The question with its options and what is said of them.
pub const ANSWERS: &str = "#tra-loi";

/// Whether a key press belongs to a field.
pub fn types_text(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        })
}

/// From now on an answer needs no other page: a mark on the browser's own timeline, for whoever measures.
pub fn tell_awake() {
    if let Some(timeline) = window().performance() {
        timeline.mark("awake").ok();
    }
}

/// Milliseconds since 1970, by the device's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| found.get(i)?.dyn_into().ok())
        .collect()
}
