//! What a workbook does not show: its reader gives every row alike, so the sheets' own parts are asked.

use super::{MAX_COLUMNS, MAX_ROWS, Refusal};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufReader, Cursor},
};
use zip::ZipArchive;

/// Rows, by number, and columns, from 0, that a sheet hides or filters out.
#[derive(Debug, Default)]
pub struct Hidden {
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<usize>,
}

type Book<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Looks through every sheet of a measured workbook; by the names of the sheets.
pub fn of_book(bytes: &[u8]) -> Result<BTreeMap<String, Hidden>, Refusal> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let mut parts = BTreeMap::new();
    each(&mut book, "xl/_rels/workbook.xml.rels", |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            parts.insert(id, part_name(&target));
        }
    })?;
    let mut sheets = Vec::new();
    each(&mut book, "xl/workbook.xml", |element| {
        let is_sheet = element.local_name().as_ref() == "sheet";
        if let (true, Some(name), Some(id)) = (
            is_sheet,
            attribute(element, "name"),
            attribute(element, "id"),
        ) {
            sheets.push((name, id));
        }
    })?;
    let mut all = BTreeMap::new();
    for (name, id) in sheets {
        let Some(part) = parts.get(&id) else { continue };
        let mut hidden = Hidden::default();
        let mut row = 0;
        each(&mut book, part, |element| {
            match element.local_name().as_ref() {
                "row" => {
                    let number = attribute(element, "r").and_then(|text| text.parse().ok());
                    row = number.unwrap_or(row + 1);
                    if row <= MAX_ROWS && is_hidden(element) {
                        hidden.rows.insert(row);
                    }
                }
                "col" if is_hidden(element) => {
                    let bound =
                        |name| attribute(element, name).and_then(|text| text.parse::<usize>().ok());
                    if let (Some(first @ 1..), Some(last)) = (bound("min"), bound("max")) {
                        hidden
                            .columns
                            .extend(first - 1..last.min(MAX_COLUMNS as usize));
                    }
                }
                _ => {}
            }
        })?;
        all.insert(name, hidden);
    }
    Ok(all)
}

/// Gives every element of a part; a part that is not there has none.
fn each(book: &mut Book, part: &str, mut take: impl FnMut(&BytesStart)) -> Result<(), Refusal> {
    let Ok(part) = book.by_name(part) else {
        return Ok(());
    };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(|_| Refusal::Broken)?
        {
            Event::Start(element) | Event::Empty(element) => take(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true")
}

/// Where a relation of the workbook leads: from the root, or from the folder the workbook is in.
fn part_name(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => format!("xl/{target}"),
    }
}
