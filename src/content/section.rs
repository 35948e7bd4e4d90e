//! Numbered lines, and the sections of a file under their headings.

/// A line with its number in the file.
pub type NumberedLine<'a> = (usize, &'a str);

/// A heading with what stands under it.
#[derive(Clone, Debug)]
pub struct Section<'a> {
    pub line: usize,
    pub heading: &'a str,
    pub lines: Vec<NumberedLine<'a>>,
}

/// A text with the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub line: usize,
    pub text: String,
}

/// The lines of a text from a number on.
pub fn numbered(text: &str, first: usize) -> Vec<NumberedLine<'_>> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (first + i, line.trim_end()))
        .collect()
}

/// The sections whose headings begin with the mark (`## `), and the lines before the first. Fenced lines are never headings.
pub fn split<'a>(
    lines: &[NumberedLine<'a>],
    mark: &str,
) -> (Vec<NumberedLine<'a>>, Vec<Section<'a>>) {
    let mut before = Vec::new();
    let mut parts: Vec<Section<'a>> = Vec::new();
    let mut fenced = false;
    for &(line, text) in lines {
        fenced ^= is_fence(text);
        match text.strip_prefix(mark) {
            Some(heading) if !fenced => parts.push(Section {
                line,
                heading: heading.trim(),
                lines: Vec::new(),
            }),
            _ => match parts.last_mut() {
                Some(part) => part.lines.push((line, text)),
                None => before.push((line, text)),
            },
        }
    }
    (before, parts)
}

/// The paragraphs of some lines: the lines of one are joined by a space, the paragraphs by a line end.
pub fn paragraphs(lines: &[NumberedLine<'_>]) -> Text {
    let mut text = String::new();
    let mut gap = "";
    for (_, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            gap = "\n";
            continue;
        }
        if !text.is_empty() {
            text.push_str(gap);
        }
        text.push_str(line);
        gap = " ";
    }
    let line = lines
        .iter()
        .find(|(_, line)| !line.trim().is_empty())
        .map_or(0, |(number, _)| *number);
    Text { line, text }
}

/// Whether a line opens or closes a fenced block.
pub fn is_fence(line: &str) -> bool {
    line.starts_with("```")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_inside_a_fence_is_text() {
        let lines = numbered("a\n## Một\nb\n```hinh\n## không\n```\n## Hai", 5);
        let (before, parts) = split(&lines, "## ");
        assert_eq!(before, [(5, "a")]);
        let seen: Vec<_> = parts
            .iter()
            .map(|part| (part.line, part.heading, part.lines.len()))
            .collect();
        assert_eq!(seen, [(6, "Một", 4), (11, "Hai", 0)]);
    }

    #[test]
    fn paragraphs_keep_their_words_and_lose_their_breaks() {
        let text = paragraphs(&numbered("\nMột\nhai\n\nba  \n", 3));
        assert_eq!((text.line, text.text.as_str()), (4, "Một hai\nba"));
        assert_eq!(paragraphs(&[]), Text::default());
    }
}
