//! The drawings used on one page, each written once and shown by reference.

use crate::parts::graphic::inner;
use std::collections::BTreeMap;
use twemoji_assets::svg::SvgTwemojiAsset;

/// Collects what a page's pictures refer to. One sheet per page, its `defs` written once anywhere in the body.
#[derive(Debug, Default)]
pub struct Sheet {
    drawings: BTreeMap<String, String>,
    /// Bodies in the same clothes and stance, by what is drawn; the value is the id.
    shared: BTreeMap<String, String>,
}

impl Sheet {
    /// The hidden part of the page that holds the drawings.
    pub fn defs(&self) -> String {
        let mut out =
            String::from(r#"<svg class="sheet" width="0" height="0" aria-hidden="true"><defs>"#);
        let shared = self.shared.iter().map(|(body, id)| (id, body));
        for (id, body) in self.drawings.iter().chain(shared) {
            out.push_str("<g id=\"");
            out.push_str(id);
            out.push_str("\">");
            out.push_str(body);
            out.push_str("</g>");
        }
        out.push_str("</defs></svg>");
        out
    }

    /// Makes a graphic of the set available in its box of 36 × 36; gives its id.
    pub fn graphic(&mut self, asset: &'static SvgTwemojiAsset) -> String {
        let mut id = String::from("t");
        for c in asset.emoji.chars() {
            id.push_str(&format!("-{:x}", c as u32));
        }
        self.drawing(&id, || inner(asset).to_owned());
        id
    }

    /// Keeps a drawing that is likely to come again; what it looks like is its key. Gives its id.
    pub fn shared(&mut self, body: String) -> String {
        let next = format!("b-{}", self.shared.len());
        self.shared.entry(body).or_insert(next).clone()
    }

    /// Makes a drawing of our own available under an id.
    pub fn drawing(&mut self, id: &str, body: impl FnOnce() -> String) {
        if !self.drawings.contains_key(id) {
            self.drawings.insert(id.to_owned(), body());
        }
    }
}
