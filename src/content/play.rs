//! The game of a scene: a fenced block `chơi` (see `content/README.md`).

use super::{
    problem::Sheet,
    section::{Section, Text},
};
use lachan_core::lesson::{Card, Game, Group, Play, Sorted};

const KINDS: &str = "“chọn: …”, “mở: …”, “xếp: …”, “thứ tự: …” hoặc “tin cậy: …”";
const FEWEST: usize = 2;
const MOST: usize = 8;

/// A game as read, with the texts a pupil will see.
pub struct Read {
    pub play: Play,
    pub texts: Vec<Text>,
}

/// Reads a block; notes everything that is wrong with it.
pub fn read(block: &Section<'_>, sheet: &mut Sheet<'_>) -> Option<Read> {
    let mut lines = block
        .lines
        .iter()
        .filter(|(_, line)| !line.trim().is_empty());
    let Some((number, first)) = lines.next() else {
        sheet.add(block.line, format!("khối “```chơi” bắt đầu bằng {KINDS}"));
        return None;
    };
    let Some((kind, invite)) = first.split_once(':').map(|(k, i)| (k.trim(), i.trim())) else {
        sheet.add(*number, format!("trò chơi bắt đầu bằng {KINDS}"));
        return None;
    };
    if invite.is_empty() {
        sheet.add(*number, "trò chơi chưa có lời mời sau dấu hai chấm");
    }
    let mut bins: Vec<String> = Vec::new();
    let mut cards: Vec<(Text, Text)> = Vec::new();
    for &(number, line) in lines {
        if let Some(names) = line.strip_prefix("ngăn:").filter(|_| kind == "xếp") {
            bins = names
                .split('|')
                .map(|name| name.trim().to_owned())
                .collect();
        } else if let Some(text) = line.strip_prefix("- ") {
            cards.push((at(number, text), Text::default()));
        } else if let (Some(said), Some((_, answer))) =
            (line.trim_start().strip_prefix('>'), cards.last_mut())
        {
            *answer = at(number, said);
        } else {
            sheet.add(
                number,
                "dòng này không phải thẻ (“- …”) cũng không phải lời đáp (“  > …”)",
            );
        }
    }
    if !(FEWEST..=MOST).contains(&cards.len()) {
        sheet.add(
            block.line,
            format!(
                "trò chơi có {} thẻ, cần từ {FEWEST} đến {MOST}",
                cards.len()
            ),
        );
    }
    let mut texts = vec![at(*number, invite)];
    texts.extend(
        cards
            .iter()
            .flat_map(|(text, said)| [text.clone(), said.clone()]),
    );
    let game = match kind {
        "chọn" => Game::Pick(answered(cards, sheet)),
        "mở" => Game::Open(answered(cards, sheet)),
        "thứ tự" => Game::Order(answered(cards, sheet)),
        "xếp" => sorted(block, bins, cards, sheet),
        "tin cậy" => Game::Trust(groups(&cards, sheet)),
        _ => {
            sheet.add(
                *number,
                format!("không có trò chơi “{kind}”; chỉ có {KINDS}"),
            );
            return None;
        }
    };
    Some(Read {
        play: Play {
            invite: invite.to_owned(),
            game,
        },
        texts,
    })
}

fn at(line: usize, text: &str) -> Text {
    Text {
        line,
        text: text.trim().to_owned(),
    }
}

fn answered(cards: Vec<(Text, Text)>, sheet: &mut Sheet<'_>) -> Vec<Card> {
    cards
        .into_iter()
        .map(|(text, said)| {
            if said.text.is_empty() {
                sheet.add(text.line, format!("thẻ “{}” chưa có lời đáp", text.text));
            }
            Card {
                text: text.text,
                said: said.text,
            }
        })
        .collect()
}

fn sorted(
    block: &Section<'_>,
    bins: Vec<String>,
    cards: Vec<(Text, Text)>,
    sheet: &mut Sheet<'_>,
) -> Game {
    if bins.len() < FEWEST {
        sheet.add(
            block.line,
            "trò xếp cần dòng “ngăn: … | …” với ít nhất hai ngăn",
        );
    }
    let mut places = Vec::new();
    let mut plain = Vec::new();
    for (text, said) in cards {
        let (words, bin) = text.text.rsplit_once('=').unwrap_or((&text.text, ""));
        let place = bins.iter().position(|name| name == bin.trim());
        if place.is_none() {
            let wanted = bins.join("”, “");
            sheet.add(
                text.line,
                format!("cuối thẻ phải là “= ” và một trong các ngăn “{wanted}”"),
            );
        }
        places.push(
            place
                .and_then(|place| u8::try_from(place).ok())
                .unwrap_or(0),
        );
        plain.push((at(text.line, words), said));
    }
    let cards = answered(plain, sheet).into_iter().zip(places);
    Game::Sort {
        bins,
        cards: cards.map(|(card, bin)| Sorted { card, bin }).collect(),
    }
}

fn groups(cards: &[(Text, Text)], sheet: &mut Sheet<'_>) -> Vec<Group> {
    cards
        .iter()
        .filter_map(|(text, _)| {
            let Some((name, people)) = text.text.split_once(':') else {
                sheet.add(
                    text.line,
                    "mỗi dòng viết như “- Ở trường: cô giáo, thầy giáo”",
                );
                return None;
            };
            Some(Group {
                name: name.trim().to_owned(),
                people: people.split(',').map(|one| one.trim().to_owned()).collect(),
            })
        })
        .collect()
}

/// Whether a fenced block is a game.
pub fn is_play(heading: &str) -> bool {
    heading == "chơi"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::section::numbered;

    fn block(text: &str) -> (Option<Play>, Vec<String>) {
        let mut sheet = Sheet::new("x.md");
        let part = Section {
            line: 1,
            heading: "chơi",
            lines: numbered(text, 2),
        };
        let read = read(&part, &mut sheet).map(|read| read.play);
        let mut problems = crate::content::problem::Problems::default();
        problems.take(sheet);
        (read, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_card_knows_its_bin() {
        let (play, said) = block(
            "xếp: Thẻ nào?\nngăn: Giữ | Kể\n- Quà mừng bà = Giữ\n  > Vui.\n- Lời dặn giấu = Kể\n  > Kể ngay.",
        );
        assert_eq!(said, Vec::<String>::new());
        let Some(Game::Sort { bins, cards }) = play.map(|play| play.game) else {
            panic!("a sorting game");
        };
        assert_eq!(bins, ["Giữ", "Kể"]);
        assert_eq!(
            (cards[1].card.text.as_str(), cards[1].bin),
            ("Lời dặn giấu", 1)
        );
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, told) in [
            ("", "x.md:1: khối"),
            (
                "nhảy: dây\n- a\n  > b\n- c\n  > d",
                "x.md:2: không có trò chơi “nhảy”",
            ),
            ("chọn: Cái nào?\n- a\n  > b", "x.md:1: trò chơi có 1 thẻ"),
            (
                "mở: Xem\n- a\n- c\n  > d",
                "x.md:3: thẻ “a” chưa có lời đáp",
            ),
            (
                "xếp: X\nngăn: A | B\n- a = A\n  > .\n- b = C\n  > .",
                "x.md:6: cuối thẻ",
            ),
            (
                "tin cậy: Ai?\n- mẹ\n- Ở trường: cô",
                "x.md:3: mỗi dòng viết như",
            ),
            ("chọn: Gì?\n- a\n  > b\n- c\n  > d\nlạ", "x.md:7: dòng này"),
        ] {
            let (_, said) = block(text);
            assert_eq!(said.len(), 1, "{text}: {said:?}");
            assert!(said[0].starts_with(told), "{text}: {said:?}");
        }
    }
}
