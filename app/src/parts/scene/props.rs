//! Where things stand, hang or lie, and drawing them there.

use super::{
    area::Area,
    grounds::{HIGH, WIDE},
    objects,
    sheet::Sheet,
    stage::across,
    text::{self, n},
};
use lachan_core::picture::{Depth, Layout, Object, Picture, Spot};
use std::fmt::Write;

/// Height of a label below a thing.
pub const LABEL: f32 = 16.0;

/// The area of a thing.
pub fn area(picture: &Picture, object: &Object) -> Area {
    // in the middle of a ring of cards
    if picture.layout == Layout::Ring && object.place == Spot::Middle {
        return Area {
            x: 136.0,
            y: 76.0,
            w: 48.0,
            h: 48.0,
        };
    }
    let (size, floor) = match object.depth {
        Depth::Near => (72.0, 198.0),
        Depth::Here => (56.0, 180.0),
        Depth::Far => (44.0, 150.0),
    };
    let size = size * if object.large { 1.6 } else { 1.0 };
    let floor = match table(picture) {
        Some(table) if object.on_table => {
            let at = area(picture, table);
            at.y + at.h
                * if table.thing.word() == "bàn" {
                    0.38
                } else {
                    0.46
                }
        }
        _ => floor,
    };
    let y = if object.high {
        50.0 - size / 2.0
    } else {
        floor - size
    };
    Area {
        x: across(object.place) - size / 2.0,
        y,
        w: size,
        h: size,
    }
}

/// What stands on a table is as near as the table.
pub fn layer(picture: &Picture, object: &Object) -> Depth {
    match table(picture) {
        Some(table) if object.on_table => table.depth,
        _ => object.depth,
    }
}

/// Draws a thing with its label.
pub fn draw(out: &mut String, sheet: &mut Sheet, object: &Object, at: Area) {
    objects::thing(out, sheet, object.thing, at.x, at.y, at.w);
    if let Some(label) = &object.label {
        let size = 9.5;
        let w = text::width(label) * size + 12.0;
        let x = (at.x + at.w / 2.0).clamp(w / 2.0 + 3.0, WIDE - w / 2.0 - 3.0);
        let y = (at.y + at.h + 1.0).min(HIGH - 18.0);
        let _ = write!(
            out,
            r#"<rect class="s-card" x="{}" y="{}" width="{}" height="15" rx="7.5"/>"#,
            n(x - w / 2.0),
            n(y),
            n(w)
        );
        text::block(
            out,
            std::slice::from_ref(label),
            x,
            y + 10.9,
            size,
            "s-said",
        );
    }
}

fn table(picture: &Picture) -> Option<&Object> {
    picture
        .objects
        .iter()
        .find(|object| matches!(object.thing.word(), "bàn" | "bàn học"))
}
