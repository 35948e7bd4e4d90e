//! Content hashes and the `.br` and `.gz` files beside what browsers download.

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{fs, io::Write, path::Path};

/// How long to look for a smaller file.
#[derive(Clone, Copy, PartialEq)]
pub enum Effort {
    Quick,
    Best,
}

/// Sixteen hexadecimal digits that change when any of the parts changes.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Writes the compressed neighbours of a file that gains from them.
pub fn compress(file: &Path, bytes: &[u8], effort: Effort) -> Result<()> {
    if !gains(file) {
        return Ok(());
    }
    let name = file.display();
    fs::write(format!("{name}.br"), brotli(bytes, effort)?)?;
    fs::write(format!("{name}.gz"), gzip(bytes, effort)?)?;
    Ok(())
}

/// Pictures and fonts are compressed already.
fn gains(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    matches!(
        ending,
        Some("js" | "wasm" | "css" | "svg" | "json" | "webmanifest" | "txt" | "html" | "ico")
    )
}

fn brotli(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let quality = if effort == Effort::Best { 11 } else { 4 };
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let level = if effort == Effort::Best { 9 } else { 3 };
    let mut writer = GzEncoder::new(Vec::new(), Compression::new(level));
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_where_one_part_ends() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"ab"]).len(), 16);
    }

    #[test]
    fn text_is_compressed_and_pictures_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.css", "a.png"] {
            compress(&folder.path().join(name), &[b'x'; 4000], Effort::Best).unwrap();
        }
        let size = |name| fs::metadata(folder.path().join(name)).map(|file| file.len());
        assert!(size("a.css.br").unwrap() < 100 && size("a.css.gz").unwrap() < 100);
        assert!(size("a.png.br").is_err() && size("a.png.gz").is_err());
    }
}
