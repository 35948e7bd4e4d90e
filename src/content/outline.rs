//! The head and the parts of a file: which headings there are, and in which order.

use super::{
    check,
    problem::Sheet,
    section::{NumberedLine, Section, Text, is_fence, paragraphs, split},
};

/// The headings a kind of file has, in their order.
pub struct Outline<'a> {
    /// Such as “một bài”.
    pub what: &'a str,
    pub headings: &'a [&'a str],
}

/// The lines of the head between its two `+++`, and the lines after it.
pub fn head<'l, 'a>(
    lines: &'l [NumberedLine<'a>],
    what: &str,
    sheet: &mut Sheet<'_>,
) -> Option<(Vec<&'a str>, &'l [NumberedLine<'a>])> {
    let is_rule = |(_, line): &&NumberedLine<'_>| *line == "+++";
    if lines.first().filter(is_rule).is_none() {
        sheet.add(
            1,
            format!("dòng đầu tiên phải là “+++”, sau đó là phần đầu của {what}"),
        );
        return None;
    }
    let Some(end) = (1..lines.len()).find(|i| lines[*i].1 == "+++") else {
        sheet.add(1, "phần đầu chưa đóng: thiếu dòng “+++” thứ hai");
        return None;
    };
    let head = lines[1..end].iter().map(|(_, line)| *line).collect();
    Some((head, &lines[end + 1..]))
}

impl Outline<'_> {
    /// The parts; notes those that are missing, foreign, doubled or in the wrong place.
    pub fn parts<'l>(
        &self,
        lines: &[NumberedLine<'l>],
        sheet: &mut Sheet<'_>,
    ) -> Option<Vec<Section<'l>>> {
        let fences: Vec<_> = lines.iter().filter(|(_, line)| is_fence(line)).collect();
        if let (1, Some((number, _))) = (fences.len() % 2, fences.last()) {
            sheet.add(*number, "khối “```” chưa có dòng đóng");
            return None;
        }
        let (before, found) = split(lines, "## ");
        check::stray(&before, sheet);
        let mut place = 0;
        for (i, part) in found.iter().enumerate() {
            match self
                .headings
                .iter()
                .position(|heading| *heading == part.heading)
            {
                None => sheet.add(
                    part.line,
                    format!("{} không có phần “{}”", self.what, part.heading),
                ),
                Some(_) if found[..i].iter().any(|other| other.heading == part.heading) => {
                    sheet.add(part.line, format!("phần “{}” có hai lần", part.heading));
                }
                Some(known) if known < place => sheet.add(
                    part.line,
                    format!(
                        "phần “{}” phải đứng trước “{}”",
                        part.heading, self.headings[place]
                    ),
                ),
                Some(known) => place = known,
            }
        }
        let last = lines.iter().rfind(|(_, line)| !line.is_empty());
        for heading in self.headings {
            if !found.iter().any(|part| part.heading == *heading) {
                let line = self
                    .following(&found, heading)
                    .or(last.map(|(number, _)| *number));
                sheet.add(line.unwrap_or(1), format!("thiếu phần “## {heading}”"));
            }
        }
        Some(found)
    }

    // where a missing part should have stood
    fn following(&self, found: &[Section<'_>], heading: &str) -> Option<usize> {
        let place = self.headings.iter().position(|known| *known == heading)?;
        self.headings[place + 1..]
            .iter()
            .find_map(|later| found.iter().find(|part| part.heading == *later))
            .map(|part| part.line)
    }
}

/// The running text of a part that has no headings of its own.
pub fn prose(part: &Section<'_>, sheet: &mut Sheet<'_>) -> Text {
    check::headings(&part.lines, sheet);
    let text = paragraphs(&part.lines);
    if text.text.is_empty() {
        sheet.add(part.line, format!("phần “{}” chưa có chữ", part.heading));
    }
    text
}
