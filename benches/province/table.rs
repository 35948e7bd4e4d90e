//! The table: a column for each engine and scale, and how much more the last scale of an engine takes than its first.

use crate::measure::Line;

/// What was measured of one province.
pub struct Column {
    pub engine: &'static str,
    pub scale: String,
    pub lines: Vec<Line>,
}

impl Column {
    fn value(&self, what: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.what == what)
    }
}

/// Prints it. A line that one engine has not is empty there.
pub fn print(columns: &[Column]) {
    let engines: Vec<&[Column]> = columns.chunk_by(|a, b| a.engine == b.engine).collect();
    let (mut heads, mut rule) = (String::new(), String::new());
    for of in &engines {
        for column in *of {
            heads += &format!(" {}, {} |", column.engine, column.scale);
        }
        heads += if grows(of) { " growth |" } else { "" };
        rule += &"---:|".repeat(of.len() + usize::from(grows(of)));
    }
    println!("| what |{heads}\n|---|{rule}");
    let Some(first) = columns.first() else {
        return;
    };
    for Line { what, .. } in &first.lines {
        let cells: String = engines.iter().map(|of| cells(of, what)).collect();
        println!("| {what} |{cells}");
    }
}

fn grows(of: &[Column]) -> bool {
    of.len() > 1
}

/// The cells of one engine.
fn cells(of: &[Column], what: &str) -> String {
    let lines: Vec<Option<&Line>> = of.iter().map(|column| column.value(what)).collect();
    let mut cells: String = lines
        .iter()
        .map(|line| format!(" {} |", line.map_or_else(|| "–".to_owned(), cell)))
        .collect();
    if grows(of) {
        let ends = lines
            .first()
            .copied()
            .flatten()
            .zip(lines.last().copied().flatten());
        let growth = ends.map(|(first, last)| last.value / first.value.max(0.01));
        cells += &growth.map_or_else(|| " – |".to_owned(), |growth| format!(" × {growth:.1} |"));
    }
    cells
}

fn cell(line: &Line) -> String {
    let digits = usize::from(line.value < 100.0 && !line.unit.is_empty());
    format!("{:.digits$} {}", line.value, line.unit)
        .trim_end()
        .to_owned()
}
