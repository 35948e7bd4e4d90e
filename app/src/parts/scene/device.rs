//! A telephone or a computer shown large, with messages and rows on its screen.

use super::{
    area::Area,
    cards,
    sheet::Sheet,
    text::{self, n},
};
use lachan_core::picture::{Card, Device, Machine, Message, Spot, Tone, Whose};
use std::fmt::Write;

/// The area a machine takes at its place.
pub fn area(device: &Device) -> Area {
    let (w, h) = match device.kind {
        Machine::Phone => (132.0, 186.0),
        Machine::Computer => (200.0, 150.0),
    };
    let x = match device.place {
        Spot::Left => 10.0,
        Spot::MidLeft => 34.0,
        Spot::Middle => (320.0 - w) / 2.0,
        Spot::MidRight => 286.0 - w,
        Spot::Right => 310.0 - w,
        Spot::At(percent) => (f32::from(percent) * 3.2 - w / 2.0).clamp(8.0, 312.0 - w),
    };
    let y = if device.kind == Machine::Phone {
        7.0
    } else {
        14.0
    };
    Area { x, y, w, h }
}

/// Draws the machine with everything on its screen.
pub fn draw(out: &mut String, sheet: &mut Sheet, device: &Device, rows: &[Card]) {
    let at = area(device);
    let _ = match device.kind {
        Machine::Phone => write!(
            out,
            r#"<rect class="s-machine" x="{}" y="{}" width="{}" height="{}" rx="15"/><rect class="s-screen" x="{}" y="{}" width="{}" height="{}" rx="9"/>"#,
            n(at.x),
            n(at.y),
            n(at.w),
            n(at.h),
            n(at.x + 5.0),
            n(at.y + 9.0),
            n(at.w - 10.0),
            n(at.h - 18.0)
        ),
        Machine::Computer => write!(
            out,
            r#"<path class="s-stand" d="M{} {}h28l5 20h-38zM{} {}h66v5h-66z"/><rect class="s-machine" x="{}" y="{}" width="{}" height="{}" rx="9"/><rect class="s-screen" x="{}" y="{}" width="{}" height="{}" rx="4"/>"#,
            n(at.x + at.w / 2.0 - 14.0),
            n(at.y + at.h - 22.0),
            n(at.x + at.w / 2.0 - 33.0),
            n(at.y + at.h - 4.0),
            n(at.x),
            n(at.y),
            n(at.w),
            n(at.h - 20.0),
            n(at.x + 6.0),
            n(at.y + 6.0),
            n(at.w - 12.0),
            n(at.h - 32.0)
        ),
    };
    let mut screen = match device.kind {
        Machine::Phone => Area {
            x: at.x + 5.0,
            y: at.y + 9.0,
            w: at.w - 10.0,
            h: at.h - 18.0,
        },
        Machine::Computer => Area {
            x: at.x + 6.0,
            y: at.y + 6.0,
            w: at.w - 12.0,
            h: at.h - 32.0,
        },
    };
    if !device.title.is_empty() {
        title(out, &device.title, &screen);
        screen.y += 21.0;
        screen.h -= 21.0;
    }
    let mut y = screen.y + 6.0;
    for message in &device.messages {
        y = bubble(out, message, &screen, y) + 5.0;
    }
    let bottom = screen.y + screen.h - 5.0;
    let high = ((bottom - y) / rows.len().max(1) as f32 - 4.0).min(28.0);
    for card in rows {
        let row = Area {
            x: screen.x + 5.0,
            y,
            w: screen.w - 10.0,
            h: high,
        };
        cards::row(out, sheet, card, row);
        y += high + 4.0;
    }
}

fn title(out: &mut String, title: &str, screen: &Area) {
    let _ = write!(
        out,
        r#"<path class="s-bar" d="M{x} {y}a6 6 0 0 1 6-6h{w}a6 6 0 0 1 6 6v15h-{all}z"/><circle class="s-avatar" cx="{cx}" cy="{cy}" r="6"/>"#,
        x = n(screen.x),
        y = n(screen.y + 6.0),
        w = n(screen.w - 12.0),
        all = n(screen.w),
        cx = n(screen.x + 12.0),
        cy = n(screen.y + 10.5)
    );
    let mut size = 10.0;
    while size > 7.0 && text::width(title) * size > screen.w - 28.0 {
        size -= 0.5;
    }
    text::block(
        out,
        &[title.to_owned()],
        screen.x + 22.0,
        screen.y + 14.2,
        size,
        "s-bar-text",
    );
}

/// One message, with its writer's name above it in a group; gives where it ends.
fn bubble(out: &mut String, message: &Message, screen: &Area, mut y: f32) -> f32 {
    let size = 10.0;
    if let Some(name) = &message.name {
        let from = [name.clone()];
        text::block(out, &from, screen.x + 8.0, y + 6.0, 7.5, "s-bar-text");
        y += 9.0;
    }
    let light = if message.light.is_some() { 14.0 } else { 0.0 };
    let room = screen.w - 30.0 - light;
    let lines = message
        .text
        .as_deref()
        .map(|said| text::lines(said, size, room));
    let (w, h) = match &lines {
        Some(lines) => (
            text::widest(lines, size) + 14.0,
            lines.len() as f32 * size * 1.25 + 8.0,
        ),
        None => (room * 0.86, 32.0),
    };
    let mine = message.whose == Whose::Mine;
    let x = if mine {
        screen.x + screen.w - w - 5.0
    } else {
        screen.x + 5.0
    };
    let _ = write!(
        out,
        r#"<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>"#,
        if mine { "s-mine" } else { "s-theirs" },
        n(x),
        n(y),
        n(w),
        n(h)
    );
    match &lines {
        Some(lines) => text::block(
            out,
            lines,
            x + 7.0,
            y + 4.0 + size * 0.92,
            size,
            if mine { "s-mine-text" } else { "s-row" },
        ),
        None => {
            let _ = write!(
                out,
                r#"<path class="s-covered" d="M{0} {1}h{2}M{0} {3}h{4}"/>"#,
                n(x + 10.0),
                n(y + 11.0),
                n(w - 20.0),
                n(y + 21.0),
                n(w * 0.5)
            );
        }
    }
    if let Some(tone) = message.light {
        let lx = if mine { x - 9.0 } else { x + w + 9.0 };
        let class = match tone {
            Tone::Red => "s-light-red",
            Tone::Yellow => "s-light-yellow",
            _ => "s-light-green",
        };
        let _ = write!(
            out,
            r#"<circle class="{class}" cx="{}" cy="{}" r="5"/>"#,
            n(lx),
            n(y + h / 2.0)
        );
    }
    y + h
}
