//! What a whole lesson must have, so that a list of stage directions is not taken for one.

use super::{problem::Sheet, section::Section};
use lachan_app::text::to;
use lachan_core::lesson::{
    AnswerKey, Band, Game, Item, RuleId, Scene,
    limits::{self, FEWEST_GAMES},
    sentence::words,
};

/// A scene with the line its heading stands on.
pub struct Told {
    pub scene: Scene,
    pub line: usize,
}

/// Refuses a lesson with too few scenes, with too much in one of them, without games, or without its recap.
pub fn scenes(part: &Section<'_>, told: &[Told], band: Band, sheet: &mut Sheet<'_>) {
    let limits = band.limits();
    if told.is_empty() {
        return;
    }
    if told.len() < limits.fewest_scenes {
        sheet.add(
            part.line,
            format!(
                "bài nhóm {band} có ít nhất {} cảnh, đang có {}",
                limits.fewest_scenes,
                told.len()
            ),
        );
    }
    for Told { scene, line } in told {
        let n = words(&scene.text);
        if n > limits.words_per_scene {
            sheet.add(
                *line,
                format!(
                    "cảnh {} dài {n} tiếng, bài nhóm {band} nhiều nhất {} tiếng một cảnh; hãy chia thành hai cảnh",
                    scene.n, limits.words_per_scene
                ),
            );
        }
    }
    games(part, told, sheet);
    if let Some(Told { scene, line }) = told.last()
        && scene.picture.cards.is_empty()
    {
        sheet.add(
            *line,
            "cảnh cuối là phần nhắc lại: hình của cảnh này cần các dòng “thẻ: …”",
        );
    }
}

fn games(part: &Section<'_>, told: &[Told], sheet: &mut Sheet<'_>) {
    let mut kinds: Vec<&Game> = Vec::new();
    for game in told
        .iter()
        .filter_map(|told| told.scene.play.as_ref().map(|play| &play.game))
    {
        if !kinds.iter().any(|known| known.is_like(game)) {
            kinds.push(game);
        }
    }
    if kinds.len() < FEWEST_GAMES {
        sheet.add(
            part.line,
            format!(
                "bài cần ít nhất {FEWEST_GAMES} trò chơi khác kiểu ở các cảnh khác nhau, đang có {}",
                kinds.len()
            ),
        );
    }
}

/// Refuses a lesson that names a rule and does not say it.
///
/// A rule is said when each clause of its sentence stands in some scene, whoever it speaks to (em, bạn, con …); a sentence
/// may be split to fit the band. R9 is the rule of its steps: “Dừng – Lưu – Chặn – Kể”.
pub fn rules(at: usize, rules: &[RuleId], told: &[Told], band: Band, sheet: &mut Sheet<'_>) {
    let scenes: Vec<String> = told.iter().map(|told| plain(&told.scene.text)).collect();
    for rule in rules {
        let (wording, clauses) = wording(*rule, band);
        let is_said = |clause: &String| scenes.iter().any(|scene| scene.contains(clause));
        if !clauses.iter().all(is_said) {
            sheet.add(
                at,
                format!("phần đầu ghi {rule} nhưng chưa cảnh nào nói câu của quy tắc: “{wording}”"),
            );
        }
    }
}

// the rule's sentence, and the clauses of it that are looked for
fn wording(rule: RuleId, band: Band) -> (String, Vec<String>) {
    let address = band.address_in_rules();
    if rule == RuleId::R9 {
        let name = to(rule.name_key(band), address);
        let steps = name
            .split_once(':')
            .map_or(name.as_str(), |(_, steps)| steps);
        return (steps.trim().to_owned(), vec![plain(steps)]);
    }
    let says = to(rule.says_key(band), address);
    let clauses = says.split(['.', ',', ':', '–']).map(plain);
    let clauses = clauses.filter(|clause| !clause.is_empty()).collect();
    (says, clauses)
}

/// Words alone, all ways of addressing a child made one; a leading one is left out.
fn plain(text: &str) -> String {
    const CHILD: [&str; 5] = ["em", "bạn", "con", "mình", "cháu"];
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| if CHILD.contains(&word) { "em" } else { word })
        .collect();
    let said = match words.split_first() {
        Some((&"em", rest)) if !rest.is_empty() => rest,
        _ => &words,
    };
    said.join(" ")
}

/// The minutes the text takes; refuses a text that takes too long or too little, and a head that says otherwise.
pub fn minutes<'a>(
    at: usize,
    said: u8,
    told: &'a [Told],
    quiz: impl Iterator<Item = (&'a Item, &'a AnswerKey)>,
    band: Band,
    sheet: &mut Sheet<'_>,
) -> u8 {
    let takes = limits::minutes(band, told.iter().map(|told| &told.scene), quiz);
    let range = band.limits().minutes;
    if !range.contains(&takes) {
        sheet.add(
            at,
            format!(
                "đọc và làm hết bài này mất khoảng {takes} phút; bài nhóm {band} từ {} đến {} phút",
                range.start(),
                range.end()
            ),
        );
    } else if takes.abs_diff(said) > 1 {
        sheet.add(
            at,
            format!("đọc và làm hết bài này mất khoảng {takes} phút; hãy ghi minutes = {takes}"),
        );
    }
    takes
}
