//! The rules of a name, a code and a gender, with the reason when one is broken.

use super::{Cell, DIGITS_KEPT, Meaning, row::Row};
use crate::{names::search_key, person::Gender, words::tidy};

const LONGEST_NAME: usize = 100;
const LONGEST_CODE: usize = 40;

/// A name as it may be stored, or why not.
pub fn name(raw: &str) -> Result<String, String> {
    if raw.chars().any(is_hidden) {
        return Err("Họ tên có ký tự ẩn. Hãy gõ lại họ tên.".into());
    }
    let name = tidy(raw);
    if name.is_empty() {
        return Err("Thiếu họ và tên.".into());
    }
    if name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Err("Ô họ tên là một công thức. Hãy chép lại thành chữ.".into());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err("Họ tên dài quá 100 chữ cái.".into());
    }
    if name.chars().any(|c| c.is_numeric()) {
        return Err("Họ tên có chữ số.".into());
    }
    let allowed = |c: char| c == ' ' || "'’ʼ`.-()".contains(c) || is_letter_here(c);
    if let Some(strange) = name.chars().find(|c| !allowed(*c)) {
        return Err(format!(
            "Họ tên có ký tự lạ “{strange}”. Hãy gõ lại họ tên bằng chữ Việt."
        ));
    }
    Ok(name)
}

/// A code as its school writes it, or why not.
pub fn code(cell: &Cell) -> Result<Option<String>, String> {
    let code = cell.shown();
    if matches!(cell, Cell::Number(n) if n.abs() >= DIGITS_KEPT) || is_scientific(&code) {
        return Err("Mã học sinh dài hơn 15 chữ số ở dạng số nên Excel đã làm mất các số cuối. Hãy đổi cột mã sang dạng Văn bản rồi gõ hoặc dán lại mã.".into());
    }
    if code.chars().count() > LONGEST_CODE || code.chars().any(|c| c.is_control() || is_hidden(c)) {
        return Err("Mã học sinh không đọc được. Hãy gõ lại mã.".into());
    }
    if code.starts_with(['=', '+', '@']) {
        return Err("Mã học sinh là một công thức. Hãy chép lại thành chữ.".into());
    }
    Ok((!code.is_empty()).then_some(code))
}

/// "1,23457E+11": a long number as a spreadsheet shows it, saved as text.
fn is_scientific(code: &str) -> bool {
    let Some((digits, power)) = code.split_once(['E', 'e']) else {
        return false;
    };
    let power = power.strip_prefix('+');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    power.is_some_and(is_number) && digits.splitn(2, ['.', ',']).all(is_number)
}

/// The gender a row says, by its word or by the tick of a column for girls.
pub fn gender(row: &Row, has_tick: bool) -> Gender {
    let tick = row.text(Meaning::Female);
    let word = search_key(&row.text(Meaning::Gender));
    match word.as_str() {
        "nam" | "trai" | "m" => Gender::Male,
        "nu" | "gai" | "f" | "x" => Gender::Female,
        _ if !tick.is_empty() => Gender::Female,
        _ if word.is_empty() && has_tick => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Letters of the Latin alphabet with any marks: letters of other alphabets that look the same are another name.
fn is_letter_here(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{00C0}'..='\u{024F}').contains(&c) && !matches!(c, '×' | '÷')
        || ('\u{1E00}'..='\u{1EFF}').contains(&c)
        || ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Characters nobody sees that do something: controls and marks of direction.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_lost_digits_is_refused() {
        let number = |n: f64| code(&Cell::Number(n));
        let text = |text: &str| code(&Cell::Text(text.into()));
        assert!(
            number(1_234_567_890_123_450.0)
                .unwrap_err()
                .contains("15 chữ số")
        );
        assert!(text("1,23457E+11").unwrap_err().contains("15 chữ số"));
        assert!(text("1.2E+15").is_err());
        assert_eq!(
            number(123_456_789_012_345.0),
            Ok(Some("123456789012345".into()))
        );
        assert_eq!(
            text("0012345678901234567"),
            Ok(Some("0012345678901234567".into()))
        );
        assert_eq!(text("HSE+12"), Ok(Some("HSE+12".into())));
    }

    #[test]
    fn marks_of_direction_stay_refused() {
        assert_eq!(name("Nguyễn\u{a0}Văn  An").unwrap(), "Nguyễn Văn An");
        assert!(name("Nguyễn \u{202E}An").is_err());
        assert!(name("An\u{200E}").is_err());
    }
}
