//! Pages as functions of data: what each shows when there is nothing, one thing, many, when something is refused, and when something failed.
#![cfg(feature = "ssr")]

mod office;
mod organizer;
mod pupil;
mod roster;
mod teacher;

use lachan_app::pages::wrong::{Wrong, WrongKind};
use leptos::prelude::*;

/// A view as a browser gets it, a tag to a line, without the comments that mark where a view is put in place and without drawings.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    any_spawner::Executor::init_tokio().ok();
    let whole = Owner::new().with(|| view().into_view().to_html());
    let mut text = String::new();
    for (n, part) in whole.replace("<!>", "").split("<svg").enumerate() {
        match part.split_once("</svg>") {
            Some((_, rest)) if n > 0 => text.push_str(&format!("<svg/>{rest}")),
            _ => text.push_str(part),
        }
    }
    text.replace('>', ">\n")
        .replace("</", "\n</")
        .replace("\n\n", "\n")
}

/// Every way in which something is refused or fails: what it is, what to do, and a way out; to an adult and to a child.
#[test]
fn what_went_wrong() {
    let kinds = [
        WrongKind::NotFound,
        WrongKind::Forbidden,
        WrongKind::Invalid,
        WrongKind::Conflict("activity-is-over"),
        WrongKind::Busy,
        WrongKind::TooLarge,
        WrongKind::Slow,
        WrongKind::Counting {
            counted: 312,
            of: 1_104,
        },
        WrongKind::Internal,
        WrongKind::Origin,
    ];
    let mut all = String::new();
    for kind in kinds {
        let wrong = Wrong {
            kind,
            reference: (kind == WrongKind::Internal).then(|| "D9BF4B68".to_owned()),
        };
        let (title, child) = (wrong.title(), wrong.title_for_child());
        let page = html(move || wrong.view());
        assert!(page.contains("<a href"), "{kind:?} has a way out");
        all.push_str(&format!("## {kind:?}: {title} / {child}\n{page}\n"));
    }
    insta::assert_snapshot!("wrong", all);
}
