//! How wide words are in the page's type, and where they break.

use std::fmt::Write;

/// Width of a text at weight 600, for a size of 1. Measured letter by letter; marks above and below add nothing.
pub fn width(text: &str) -> f32 {
    text.chars().map(letter).sum()
}

/// Breaks a text into lines no wider than `room`, as even as greedy breaking allows.
pub fn lines(text: &str, size: f32, room: f32) -> Vec<String> {
    let greedy = |room: f32| {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if width(line) * size + (0.25 + width(word)) * size <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    };
    let lines = greedy(room);
    let n = lines.len();
    // narrow the room as long as the number of lines stays: no single word is left alone
    let mut even = lines;
    let mut narrower = room - 4.0;
    while n > 1 && narrower > room / 2.0 {
        let candidate = greedy(narrower);
        if candidate.len() > n || widest(&candidate, size) > narrower {
            break;
        }
        even = candidate;
        narrower -= 4.0;
    }
    even
}

/// Width of the widest line.
pub fn widest(lines: &[String], size: f32) -> f32 {
    lines
        .iter()
        .map(|line| width(line) * size)
        .fold(0.0, f32::max)
}

/// A text element: lines one under the other, `y` is the first baseline.
pub fn block(out: &mut String, lines: &[String], x: f32, y: f32, size: f32, class: &str) {
    let _ = write!(out, r#"<text class="{class}" font-size="{}">"#, n(size));
    for (i, line) in lines.iter().enumerate() {
        let y = y + i as f32 * size * 1.25;
        let _ = write!(out, r#"<tspan x="{}" y="{}">"#, n(x), n(y));
        escape(out, line);
        out.push_str("</tspan>");
    }
    out.push_str("</text>");
}

/// Appends a text so that it cannot end an element or an attribute.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// A number with at most one decimal place: pictures travel over weak networks.
pub fn n(value: f32) -> String {
    let tenths = (value * 10.0).round() as i32;
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
        if whole == 0 {
            format!("{sign}.{part}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }
}

fn letter(c: char) -> f32 {
    match base(c) {
        ' ' => 0.23,
        'l' | 'I' | 'i' | 'j' | '\'' => 0.285,
        '.' | ':' | '!' | ',' | ';' => 0.325,
        'f' | 'r' | '1' | '(' | ')' | '“' | '”' => 0.43,
        't' | 'J' => 0.46,
        'z' | 's' | '/' => 0.53,
        'u' | 'k' | 'v' | 'n' | 'x' | 'y' | 'h' | '7' => 0.59,
        'e' | 'c' | '?' | '-' | 'L' | 'F' | 'E' | '+' => 0.63,
        'a' | 'o' | 'g' | 'b' | 'd' | 'p' | 'q' | 'S' => 0.66,
        'w' | 'm' | 'M' | 'W' | 'Q' | 'O' => 0.9,
        'D' | 'N' | 'X' | 'A' | 'C' | 'G' => 0.77,
        '…' => 0.82,
        c if c.is_uppercase() || c.is_ascii_digit() => 0.71,
        _ => 0.66,
    }
}

/// The letter without its Vietnamese marks.
fn base(c: char) -> char {
    const MARKED: [(&str, char); 14] = [
        ("àáảãạăằắẳẵặâầấẩẫậ", 'a'),
        ("èéẻẽẹêềếểễệ", 'e'),
        ("ìíỉĩị", 'i'),
        ("òóỏõọôồốổỗộơờớởỡợ", 'o'),
        ("ùúủũụưừứửữự", 'u'),
        ("ỳýỷỹỵ", 'y'),
        ("đ", 'd'),
        ("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", 'A'),
        ("ÈÉẺẼẸÊỀẾỂỄỆ", 'E'),
        ("ÌÍỈĨỊ", 'I'),
        ("ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", 'O'),
        ("ÙÚỦŨỤƯỪỨỬỮỰ", 'U'),
        ("ỲÝỶỸỴ", 'Y'),
        ("Đ", 'D'),
    ];
    if c.is_ascii() {
        return c;
    }
    MARKED
        .iter()
        .find(|(marked, _)| marked.contains(c))
        .map_or(c, |(_, base)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_break_evenly() {
        let lines = lines("Con chào cô bằng vẫy tay ạ!", 11.0, 110.0);
        assert_eq!(lines, ["Con chào cô", "bằng vẫy tay ạ!"]);
        assert!(widest(&lines, 11.0) <= 110.0);
    }

    #[test]
    fn numbers_are_short_and_texts_safe() {
        assert_eq!([n(12.0), n(-0.52), n(3.26)], ["12", "-.5", "3.3"]);
        let mut out = String::new();
        escape(&mut out, "<a href=\"x\">&");
        assert_eq!(out, "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
