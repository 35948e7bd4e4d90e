//! Speech and thought: boxes as large as their words, where they cover nobody's face.

use super::{
    area::Area,
    grounds::{HIGH, WIDE},
    text::{self, n},
};
use std::fmt::Write;

/// An area with how much it matters that nothing covers it: faces most.
#[derive(Clone, Copy, Debug)]
pub struct Taken(pub Area, pub f32);

/// What is said, and the head (or thing) it comes from.
pub struct Said<'a> {
    pub text: &'a str,
    pub thought: bool,
    pub head: Area,
}

const SIZE: f32 = 11.5;
const EDGE: f32 = 5.0;
/// Text width of a bubble that has to squeeze in.
const NARROW: f32 = 70.0;
/// More lines than this are hard to read in one glance.
const MOST_LINES: usize = 3;

/// Draws a bubble at the place that covers least, and adds it to the taken areas.
pub fn draw(out: &mut String, said: &Said, taken: &mut Vec<Taken>) {
    let widest = if said.text.chars().count() > 44 {
        142.0
    } else {
        122.0
    };
    let fit = |widest| {
        let lines = text::lines(said.text, SIZE, widest);
        let w = text::widest(&lines, SIZE) + 20.0;
        let h = lines.len() as f32 * SIZE * 1.25 + 11.0;
        let at = place(w, h, said, taken);
        (at, lines)
    };
    let (mut at, mut lines) = fit(widest);
    if !pinned(&at, &said.head) {
        // a narrower bubble may fit above the head it belongs to, beside a written board
        let (narrow, more_lines) = fit(NARROW);
        if pinned(&narrow, &said.head) && more_lines.len() <= MOST_LINES {
            (at, lines) = (narrow, more_lines);
        }
    }
    shape(out, &at, said);
    text::block(
        out,
        &lines,
        at.x + at.w / 2.0,
        at.y + 7.0 + SIZE * 0.86,
        SIZE,
        "s-said",
    );
    taken.push(Taken(at, 4.0));
}

/// Whether a bubble stands above a head, so that nobody has to guess whose it is.
fn pinned(at: &Area, head: &Area) -> bool {
    let middle = head.x + head.w / 2.0;
    let above = at.y + at.h <= head.y + head.h * 0.35;
    above && middle > at.x - 6.0 && middle < at.x + at.w + 6.0
}

/// The place that costs least.
fn place(w: f32, h: f32, said: &Said, taken: &[Taken]) -> Area {
    let head = &said.head;
    let (hx, hy) = (head.x + head.w / 2.0, head.y + head.h / 2.0);
    let mut best = (
        f32::MAX,
        Area {
            x: EDGE,
            y: EDGE,
            w,
            h,
        },
    );
    let mut y = EDGE;
    while y + h <= HIGH - EDGE {
        let mut x = EDGE;
        while x + w <= WIDE - EDGE {
            let area = Area { x, y, w, h };
            let around = Area {
                x: x - 2.0,
                y: y - 2.0,
                w: w + 4.0,
                h: h + 4.0,
            };
            let covered: f32 = taken
                .iter()
                .map(|Taken(other, weight)| around.overlap(other) * weight)
                .sum();
            let on_faces = taken
                .iter()
                .filter(|Taken(other, weight)| *weight > 3.0 && area.overlap(other) > 1.0)
                .count() as f32;
            let away = distance(&area, hx, hy);
            // above the head is where one looks first; beside it is next; below is wrong
            let below = (y + h / 2.0 - hy).max(0.0) * 6.0;
            let aside = ((x + w / 2.0) - hx).abs() * 0.15;
            let crossing = taken
                .iter()
                .filter(|Taken(other, weight)| {
                    *weight > 1.0 && other != head && between(&area, head, other)
                })
                .count() as f32;
            let cost = covered + on_faces * 150.0 + away * 1.6 + below + aside + crossing * 60.0;
            if cost < best.0 {
                best = (cost, area);
            }
            x += 3.0;
        }
        y += 3.0;
    }
    best.1
}

/// Whether the straight way from the bubble to the head passes through an area.
fn between(bubble: &Area, head: &Area, other: &Area) -> bool {
    let (x0, y0) = (bubble.x + bubble.w / 2.0, bubble.y + bubble.h);
    let (x1, y1) = (head.x + head.w / 2.0, head.y + head.h / 2.0);
    (1..8).any(|i| {
        let t = i as f32 / 8.0;
        let (x, y) = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t);
        x > other.x && x < other.x + other.w && y > other.y && y < other.y + other.h
    })
}

fn distance(area: &Area, x: f32, y: f32) -> f32 {
    let dx = (area.x - x).max(x - area.x - area.w).max(0.0);
    let dy = (area.y - y).max(y - area.y - area.h).max(0.0);
    dx.hypot(dy)
}

fn shape(out: &mut String, at: &Area, said: &Said) {
    let head = &said.head;
    let (hx, hy) = (head.x + head.w / 2.0, head.y + head.h * 0.55);
    let (cx, cy) = (hx.clamp(at.x + 14.0, at.x + at.w - 14.0), at.y + at.h / 2.0);
    let above = at.y + at.h <= head.y + head.h * 0.35;
    // the tail stops at the edge of the hair
    let (from, to) = if above {
        let reach = (head.y - at.y - at.h + 2.0).clamp(7.0, 22.0);
        (
            (cx, at.y + at.h),
            (cx + (hx - cx).clamp(-12.0, 12.0), at.y + at.h + reach),
        )
    } else {
        let right = at.x > hx;
        let x = if right { at.x } else { at.x + at.w };
        let y = hy.clamp(at.y + 10.0, at.y + at.h - 10.0);
        let edge = if right { head.x + head.w } else { head.x };
        let reach = (edge - x).abs().clamp(6.0, 18.0);
        (
            (x, y.min(cy + at.h)),
            (
                if right { x - reach } else { x + reach },
                y + (hy - y).clamp(-8.0, 8.0),
            ),
        )
    };
    if said.thought {
        let _ = write!(
            out,
            r#"<g class="s-bubble"><rect x="{}" y="{}" width="{}" height="{}" rx="{}"/>"#,
            n(at.x),
            n(at.y),
            n(at.w),
            n(at.h),
            n((at.h / 2.0).min(17.0))
        );
        for (t, r) in [(0.42, 3.0), (1.0, 1.9)] {
            let _ = write!(
                out,
                r#"<circle cx="{}" cy="{}" r="{}"/>"#,
                n(from.0 + (to.0 - from.0) * t),
                n(from.1 + (to.1 - from.1) * t),
                n(r)
            );
        }
        out.push_str("</g>");
        return;
    }
    let r = 10.0_f32.min(at.h / 2.0);
    let (x, y, w, h) = (at.x, at.y, at.w, at.h);
    let tail = |out: &mut String, a: (f32, f32), b: (f32, f32)| {
        let _ = write!(
            out,
            "L{} {}L{} {}L{} {}",
            n(a.0),
            n(a.1),
            n(to.0),
            n(to.1),
            n(b.0),
            n(b.1)
        );
    };
    let _ = write!(
        out,
        r#"<path class="s-bubble" d="M{} {}h{}a{r} {r} 0 0 1 {r} {r}"#,
        n(x + r),
        n(y),
        n(w - 2.0 * r)
    );
    if !above && to.0 > x + w {
        tail(out, (x + w, from.1 - 5.0), (x + w, from.1 + 5.0));
    }
    let _ = write!(out, "L{} {}a{r} {r} 0 0 1-{r} {r}", n(x + w), n(y + h - r));
    if above {
        tail(out, (from.0 + 6.0, y + h), (from.0 - 6.0, y + h));
    }
    let _ = write!(out, "L{} {}a{r} {r} 0 0 1-{r}-{r}", n(x + r), n(y + h));
    if !above && to.0 < x {
        tail(out, (x, from.1 + 5.0), (x, from.1 - 5.0));
    }
    let _ = write!(out, r#"L{} {}a{r} {r} 0 0 1 {r}-{r}Z"/>"#, n(x), n(y + r));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bubble_stays_inside_and_covers_no_face() {
        let heads = [
            Area {
                x: 40.0,
                y: 60.0,
                w: 46.0,
                h: 46.0,
            },
            Area {
                x: 220.0,
                y: 40.0,
                w: 46.0,
                h: 46.0,
            },
        ];
        let mut taken: Vec<_> = heads.iter().map(|head| Taken(*head, 4.0)).collect();
        let said = Said {
            text: "Con chào cô bằng vẫy tay ạ!",
            thought: false,
            head: heads[0],
        };
        draw(&mut String::new(), &said, &mut taken);
        let bubble = taken[2].0;
        assert!(bubble.x >= 0.0 && bubble.y >= 0.0 && bubble.x + bubble.w <= WIDE);
        assert!(heads.iter().all(|head| head.overlap(&bubble) < 1.0));
    }

    #[test]
    fn under_a_written_board_everybody_keeps_the_bubble_above_the_own_head() {
        let head = |x| Area {
            x,
            y: 92.0,
            w: 46.0,
            h: 46.0,
        };
        let heads = [head(18.0), head(256.0)];
        let mut taken: Vec<_> = heads.iter().map(|head| Taken(*head, 4.0)).collect();
        taken.push(Taken(crate::parts::scene::grounds::BOARD_WORDS, 4.0));
        for (head, text) in heads
            .into_iter()
            .zip(["Bàn này của tớ mà, ơ kìa", "Tớ ngồi đây được không?"])
        {
            let said = Said {
                text,
                thought: false,
                head,
            };
            draw(&mut String::new(), &said, &mut taken);
            let bubble = taken.last().unwrap().0;
            assert!(pinned(&bubble, &head), "{bubble:?} is not above {head:?}");
        }
    }
}
