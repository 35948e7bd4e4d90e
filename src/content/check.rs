//! What holds for every line of a module file.

use super::{
    problem::Sheet,
    section::{NumberedLine, Text},
};
use lachan_core::lesson::{Band, sentence};
use unicode_normalization::is_nfc;

/// Refuses decomposed letters, HTML and control characters.
pub fn letters(lines: &[NumberedLine<'_>], sheet: &mut Sheet<'_>) {
    for (number, line) in lines {
        if !is_nfc(line) {
            sheet.add(
                *number,
                "chữ có dấu phải là Unicode dựng sẵn (NFC); hãy gõ lại dòng này",
            );
        }
        if holds_html(line) {
            sheet.add(*number, "không dùng mã HTML, chỉ viết chữ");
        }
        if line.chars().any(|c| c.is_control() && c != '\t') {
            sheet.add(*number, "dòng có ký tự điều khiển; hãy gõ lại dòng này");
        }
    }
}

fn holds_html(line: &str) -> bool {
    line.split('<').skip(1).any(|after| {
        after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    })
}

/// Refuses sentences that are too long for the band.
pub fn length(text: &Text, band: Band, sheet: &mut Sheet<'_>) {
    let Some(most) = band.words_per_sentence() else {
        return;
    };
    for sentence in sentence::sentences(&text.text) {
        let words = sentence::words(sentence);
        if words > most {
            sheet.add(
                text.line,
                format!("câu dài {words} tiếng, bài nhóm {band} nhiều nhất {most}: “{sentence}”"),
            );
        }
    }
}

/// Refuses lines that stand before the first heading.
pub fn stray(lines: &[NumberedLine<'_>], sheet: &mut Sheet<'_>) {
    for (number, line) in lines {
        if !line.trim().is_empty() {
            sheet.add(*number, "dòng này không thuộc phần nào");
        }
    }
}

/// Refuses headings where there are none.
pub fn headings(lines: &[NumberedLine<'_>], sheet: &mut Sheet<'_>) {
    for (number, line) in lines {
        if line.starts_with('#') {
            sheet.add(*number, "tiêu đề này không có chỗ ở đây");
        }
    }
}
