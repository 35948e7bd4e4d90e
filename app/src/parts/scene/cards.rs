//! Cards with short texts, in a row, a grid, a list, up stairs, in a ring or as a chain.

use super::{
    area::Area,
    objects,
    sheet::Sheet,
    text::{self, n},
};
use lachan_core::picture::{Card, Layout, Tone};
use std::fmt::Write;

const SIZE: f32 = 10.5;

/// Draws the cards inside an area and gives the areas they take.
pub fn draw(
    out: &mut String,
    sheet: &mut Sheet,
    cards: &[Card],
    layout: Layout,
    area: Area,
) -> Vec<Area> {
    let boxes = boxes(cards.len(), layout, area);
    if layout == Layout::Ring {
        ring_line(out, area);
    }
    for (card, at) in cards.iter().zip(&boxes) {
        if layout == Layout::List {
            row(out, sheet, card, *at);
        } else {
            tile(out, sheet, card, *at);
        }
    }
    if layout == Layout::Chain {
        for pair in boxes.windows(2) {
            arrow(out, &pair[0], &pair[1]);
        }
    }
    boxes
}

fn boxes(count: usize, layout: Layout, area: Area) -> Vec<Area> {
    let Area { x, y, w, h } = area;
    let gap = 7.0;
    let columns = match layout {
        Layout::Grid if w < 190.0 || count == 4 => 2,
        Layout::Grid => 3,
        Layout::List => 1,
        Layout::Chain if count > 4 => count.div_ceil(2),
        _ => count,
    };
    match layout {
        Layout::Row | Layout::Chain | Layout::Grid | Layout::List => {
            let columns = columns.min(count).max(1);
            let rows = count.div_ceil(columns).max(1);
            let gap_x = if layout == Layout::Chain { 15.0 } else { gap };
            let cw = (w - gap_x * (columns as f32 - 1.0)) / columns as f32;
            let tallest = match layout {
                Layout::List => 30.0,
                Layout::Row | Layout::Chain if count <= 3 => 116.0,
                _ => 92.0,
            };
            let gap_y = if layout == Layout::List { 5.0 } else { gap };
            let ch = ((h - gap_y * (rows as f32 - 1.0)) / rows as f32).min(tallest);
            let cw = cw.min(match layout {
                Layout::List => 250.0,
                _ if count <= 4 => 132.0,
                _ => 104.0,
            });
            let left = x + (w - cw * columns as f32 - gap_x * (columns as f32 - 1.0)) / 2.0;
            let upper = y + (h - ch * rows as f32 - gap_y * (rows as f32 - 1.0)) / 2.0;
            (0..count)
                .map(|i| {
                    let (row, column) = (i / columns, i % columns);
                    // a chain of two rows turns back like a path
                    let column = if layout == Layout::Chain && row % 2 == 1 {
                        columns - 1 - column
                    } else {
                        column
                    };
                    Area {
                        x: left + column as f32 * (cw + gap_x),
                        y: upper + row as f32 * (ch + gap_y),
                        w: cw,
                        h: ch,
                    }
                })
                .collect()
        }
        Layout::Stairs => {
            let cw = (w - 3.0 * (count as f32 - 1.0)) / count as f32;
            let ch = 64.0_f32.min(h * 0.5);
            let rise = (h - ch) / (count.max(2) as f32 - 1.0);
            (0..count)
                .map(|i| Area {
                    x: x + i as f32 * (cw + 3.0),
                    y: y + h - ch - i as f32 * rise,
                    w: cw,
                    h: ch,
                })
                .collect()
        }
        Layout::Ring => {
            let (cw, ch) = (82.0_f32.min(w / 2.6), 62.0_f32.min(h / 2.7));
            (0..count)
                .map(|i| {
                    let turn = (i as f32 / count as f32 - 0.25) * std::f32::consts::TAU;
                    Area {
                        x: x + w / 2.0 + turn.cos() * (w - cw) / 2.0 - cw / 2.0,
                        y: y + h / 2.0 + turn.sin() * (h - ch) / 2.0 - ch / 2.0,
                        w: cw,
                        h: ch,
                    }
                })
                .collect()
        }
    }
}

/// Icon above, words below.
fn tile(out: &mut String, sheet: &mut Sheet, card: &Card, at: Area) {
    frame(out, card.tone, at, 9.0);
    let mut size = SIZE;
    let mut lines = text::lines(&card.text, size, at.w - 9.0);
    while size > 7.5 && text::widest(&lines, size) > at.w - 6.0 {
        size -= 0.5;
        lines = text::lines(&card.text, size, at.w - 6.0);
    }
    let words = lines.len() as f32 * size * 1.25;
    let icon = card.icon.map_or(0.0, |_| {
        (at.h - words - 15.0).clamp(12.0, 52.0).min(at.w - 10.0)
    });
    let mut y = at.y + (at.h - words - icon - if icon > 0.0 { 5.0 } else { 0.0 }) / 2.0;
    if let Some(thing) = card.icon {
        objects::thing(out, sheet, thing, at.x + (at.w - icon) / 2.0, y, icon);
        y += icon + 5.0;
    }
    text::block(
        out,
        &lines,
        at.x + at.w / 2.0,
        y + size * 0.92,
        size,
        "s-said",
    );
}

/// Icon, words, and a switch where the card is one.
pub fn row(out: &mut String, sheet: &mut Sheet, card: &Card, at: Area) {
    frame(out, card.tone, at, 8.0);
    let icon = (at.h - 8.0).min(20.0);
    let mut x = at.x + 7.0;
    if let Some(thing) = card.icon {
        objects::thing(out, sheet, thing, x, at.y + (at.h - icon) / 2.0, icon);
        x += icon + 6.0;
    }
    let switch = matches!(card.tone, Tone::On | Tone::Off);
    let room = at.x + at.w - x - if switch { 32.0 } else { 5.0 };
    let mut size = SIZE;
    let mut lines = text::lines(&card.text, size, room);
    while size > 7.5
        && (lines.len() as f32 * size * 1.2 > at.h - 3.0 || text::widest(&lines, size) > room)
    {
        size -= 0.5;
        lines = text::lines(&card.text, size, room);
    }
    let y = at.y + at.h / 2.0 - (lines.len() as f32 - 1.0) * size * 0.625 + size * 0.34;
    text::block(out, &lines, x, y, size, "s-row");
    if switch {
        let on = card.tone == Tone::On;
        let (sx, sy) = (at.x + at.w - 29.0, at.y + at.h / 2.0 - 6.5);
        let _ = write!(
            out,
            r#"<rect class="{}" x="{}" y="{}" width="23" height="13" rx="6.5"/><circle class="s-knob" cx="{}" cy="{}" r="4.7"/>"#,
            if on { "s-on" } else { "s-off" },
            n(sx),
            n(sy),
            n(if on { sx + 16.5 } else { sx + 6.5 }),
            n(sy + 6.5)
        );
    }
}

fn frame(out: &mut String, tone: Tone, at: Area, round: f32) {
    let class = match tone {
        Tone::Plain | Tone::On | Tone::Off => "s-card",
        Tone::Green => "s-card s-green",
        Tone::Yellow => "s-card s-yellow",
        Tone::Red => "s-card s-red",
        Tone::Blue => "s-card s-blue",
    };
    let _ = write!(
        out,
        r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}" rx="{round}"/>"#,
        n(at.x),
        n(at.y),
        n(at.w),
        n(at.h)
    );
}

fn arrow(out: &mut String, from: &Area, to: &Area) {
    let d = if (from.y - to.y).abs() > 1.0 {
        let x = from.x + from.w / 2.0;
        format!(
            "M{0} {1}V{2}M{3} {4}l{5} 3 {5}-3",
            n(x),
            n(from.y + from.h + 1.0),
            n(to.y - 1.5),
            n(x - 3.0),
            n(to.y - 4.5),
            n(3.0)
        )
    } else {
        let y = n(from.y + from.h / 2.0);
        if to.x > from.x {
            format!(
                "M{} {y}H{}m-4-4 4 4-4 4",
                n(from.x + from.w + 2.5),
                n(to.x - 3.0)
            )
        } else {
            format!(
                "M{} {y}H{}m4-4-4 4 4 4",
                n(from.x - 2.5),
                n(to.x + to.w + 3.0)
            )
        }
    };
    let _ = write!(out, r#"<path class="s-link" d="{d}"/>"#);
}

fn ring_line(out: &mut String, area: Area) {
    let (cx, cy) = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let _ = write!(
        out,
        r#"<ellipse class="s-link" cx="{}" cy="{}" rx="{}" ry="{}" stroke-dasharray="5 5"/>"#,
        n(cx),
        n(cy),
        n(area.w * 0.34),
        n(area.h * 0.34)
    );
}
