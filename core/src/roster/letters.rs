//! Old Vietnamese letters: text typed for a TCVN3 (".VnTime") or VNI ("VNI-Times") font is stored as other letters, which only that font
//! shows as Vietnamese. In Unicode they read "NguyÔn V¨n An" and "Nguyeãn Vaên An".
//!
//! One name may be odd by itself (a foreign one); a column is in old letters when more of its texts have signs no Vietnamese text has
//! than have letters only Unicode has. Text that was opened in a wrong encoding ("Nguyá»…n") is found by the same signs.

/// Whether texts of one column are in old letters.
pub fn are_old<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut old, mut new) = (0, 0);
    for text in texts {
        if is_old(text) {
            old += 1;
        } else if text.chars().any(is_unicode_only) {
            new += 1;
        }
    }
    old > new
}

/// Whether a text has a sign of old letters.
fn is_old(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    // An Icelandic Ð that begins a word is a Đ from another keyboard; where TCVN3 has it, it stands inside.
    let begins = |at: usize| at == 0 || !letters[at - 1].is_alphabetic();
    let is_eth = |at: usize| matches!(letters[at], 'Ð' | 'ð') && begins(at);
    letters
        .iter()
        .enumerate()
        .any(|(at, c)| is_no_letter_here(*c) && !is_eth(at))
        || letters
            .windows(2)
            .any(|pair| is_impossible(pair[0], pair[1]))
}

/// Signs of the upper half of an 8-bit code page that are no letters of Vietnamese: TCVN3 and VNI put letters there.
fn is_no_letter_here(c: char) -> bool {
    let of_vietnamese = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";
    ('\u{A1}'..='\u{FF}').contains(&c) && c != '\u{AD}' && !of_vietnamese.contains(c)
        // The places 0x80 to 0x9F of the same code pages, which spoilt UTF-8 uses too.
        || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘“”•˜™š›œžŸ".contains(c)
}

/// Two letters that never stand together: the second is a mark of VNI, or a capital of TCVN3 in the middle of a word.
fn is_impossible(first: char, second: char) -> bool {
    if first.is_lowercase() && ('\u{C0}'..='\u{DD}').contains(&second) {
        return true;
    }
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    match (small(first), small(second)) {
        // "hoà", "hoá", "loã"
        ('o', 'à' | 'á' | 'ã') => false,
        ('a' | 'e' | 'o', 'à' | 'á' | 'ã' | 'â') => true,
        ('a', 'ê' | 'è' | 'é' | 'ú') => true,
        ('a' | 'e' | 'o' | 'u' | 'y' | 'i' | 'ô', 'ù' | 'õ') => true,
        _ => false,
    }
}

/// Letters that neither old encoding can leave behind.
fn is_unicode_only(c: char) -> bool {
    ('\u{1EA0}'..='\u{1EF9}').contains(&c) || "ĂăĐđĨĩŨũƠơƯư".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_letters_are_known_by_their_names() {
        for names in [
            &[
                "Nguyeãn Vaên An",
                "Traàn Thò Bình",
                "Leâ Hoaøng",
                "Phaïm Minh",
            ][..],
            &["NGUYEÃN VAÊN AN", "TRAÀN THÒ BÌNH", "ÑAËNG MINH"],
            &["NguyÔn V¨n An", "TrÇn ThÞ B×nh", "Lª Hoµng", "Ph¹m Minh"],
            &["Bªn BÐ", "Lan BÐ"],
            &["nguyÔn v¨n an", "trÇn thÞ b×nh"],
            &["Hä vµ tªn", "Ngµy sinh", "Líp"],
            &["Hoï vaø teân", "Ngaøy sinh", "Lôùp"],
            &["Nguyá»…n VÄƒn An"],
        ] {
            assert!(are_old(names.iter().copied()), "{names:?}");
        }
    }

    #[test]
    fn names_of_every_people_here_are_not_old_letters() {
        for names in [
            &[
                "Nguyễn Văn An",
                "Trần Thị Bình",
                "Đoàn Hoà",
                "Hoàng Loã",
                "Tạ Thuý",
            ][..],
            &["NGUYỄN VĂN AN", "TRẦN THỊ HOÀ", "HỒ ÁNH"],
            &[
                "Y Blô Niê Kdăm",
                "H'Ñiê Mlô",
                "Ksor H' Bia",
                "Đinh Y Ngũ",
                "Nguyễn An",
            ],
            &["Müller Anna", "Nguyễn Văn An", "Trần Bình"],
            &["Ðào Lan", "Lê Ðinh Ðan"],
            &[
                "Minh Anh",
                "Y Moan",
                "Le Hoa",
                "Hoàng Hà",
                "Phan Công Hoan",
                "Tô Hoài",
            ],
            &["HÀ", "LÊ ANH TÚ", "PHAN THANH TÙNG", "TÔN NỮ"],
        ] {
            assert!(!are_old(names.iter().copied()), "{names:?}");
        }
    }
}
