//! Measures a zipped workbook by unpacking it into nothing, before any part of it is understood.

use super::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What all parts may unpack to, and the shared texts alone: each short text costs its reader several times its size.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
const MAX_TEXTS: u64 = 12 * 1024 * 1024;
const MAX_PARTS: usize = 2_000;

/// Checks that the file is a workbook whose parts unpack to a bounded size and define no entities.
pub fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(Refusal::Unpacked);
    }
    let (mut total, mut is_book) = (0, false);
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| Refusal::Broken)?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        if part.enclosed_name().is_none() {
            return Err(Refusal::Broken);
        }
        let name = part
            .name()
            .map_err(|_| Refusal::Broken)?
            .to_ascii_lowercase();
        is_book |= name == "xl/workbook.xml";
        let limit = if name == "xl/sharedstrings.xml" {
            MAX_TEXTS
        } else {
            MAX_UNPACKED
        };
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let (mut size, mut tail) = (0, Vec::new());
        loop {
            // The sizes an archive states about itself are claims; what comes out is counted.
            let n = part.read(&mut buffer).map_err(|_| Refusal::Broken)?;
            if n == 0 {
                break;
            }
            size += n as u64;
            total += n as u64;
            if size > limit || total > MAX_UNPACKED {
                return Err(Refusal::Unpacked);
            }
            if is_xml && declares(&mut tail, &buffer[..n]) {
                return Err(Refusal::Entities);
            }
        }
    }
    if is_book {
        Ok(())
    } else {
        Err(Refusal::NotAList)
    }
}

/// Whether a document type is declared, also across two pieces.
fn declares(tail: &mut Vec<u8>, piece: &[u8]) -> bool {
    const MARK: &[u8] = b"<!DOCTYPE";
    tail.extend_from_slice(piece);
    let found = tail
        .windows(MARK.len())
        .any(|window| window.eq_ignore_ascii_case(MARK));
    let keep = tail.len().saturating_sub(MARK.len() - 1);
    tail.drain(..keep);
    found
}
