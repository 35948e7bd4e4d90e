//! Where the files are: inside the binary, or in a folder that replaces them.

use rust_embed::RustEmbed;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

#[derive(RustEmbed)]
#[folder = "content"]
struct BuiltIn;

/// The built-in files, or a folder whose files take their place.
#[derive(Clone, Debug)]
pub enum Source {
    BuiltIn,
    Folder(PathBuf),
}

impl Source {
    /// The folder when there is one.
    pub fn new(dir: Option<&Path>) -> Self {
        dir.map_or(Self::BuiltIn, |dir| Self::Folder(dir.to_owned()))
    }

    /// Where a folder of texts is taken from, and whether that is this source's own: a folder that has none takes the
    /// built-in one, which may speak of what the folder lacks.
    pub fn with(&self, folder: &str) -> (Self, bool) {
        match self {
            Self::Folder(dir) if !dir.join(folder).is_dir() => (Self::BuiltIn, false),
            own => (own.clone(), true),
        }
    }

    /// How a file is called in a message.
    pub fn shown(&self, name: &str) -> String {
        match self {
            Self::BuiltIn => format!("content/{name}"),
            Self::Folder(dir) => dir.join(name).display().to_string(),
        }
    }

    /// The texts in a folder such as `modules`, in order of their names.
    pub fn texts(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names: Vec<String> = match self {
            Self::BuiltIn => BuiltIn::iter()
                .filter(|name| name.split_once('/').is_some_and(|(top, _)| top == folder))
                .map(Into::into)
                .collect(),
            Self::Folder(dir) => fs::read_dir(dir.join(folder))?
                .map(|entry| Ok(format!("{folder}/{}", entry?.file_name().to_string_lossy())))
                .collect::<io::Result<_>>()?,
        };
        names.retain(|name| name.ends_with(".md"));
        names.sort();
        Ok(names)
    }

    /// The files in the folders of a folder, in order; none when it is not there.
    pub fn below(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        match self {
            Self::BuiltIn => {
                names.extend(
                    BuiltIn::iter()
                        .filter(|name| name.starts_with(folder))
                        .map(Into::into),
                );
            }
            Self::Folder(dir) => {
                let top = dir.join(folder);
                if top.is_dir() {
                    for inner in fs::read_dir(top)? {
                        let inner = inner?;
                        let name = inner.file_name().to_string_lossy().into_owned();
                        for file in fs::read_dir(inner.path())? {
                            let file = file?.file_name().to_string_lossy().into_owned();
                            names.push(format!("{folder}{name}/{file}"));
                        }
                    }
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// The bytes of a file; `None` when it is not there.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::BuiltIn => Ok(BuiltIn::get(name).map(|file| file.data.into_owned())),
            Self::Folder(dir) => match fs::read(dir.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }
}

/// The text of a file: UTF-8 without a byte-order mark, lines ending as on this side of Windows.
/// A file that is not UTF-8 gives the line where that shows.
pub fn text(bytes: Vec<u8>) -> Result<String, usize> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")),
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            Err(1 + good.iter().filter(|byte| **byte == b'\n').count())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_saved_by_notepad_reads_the_same() {
        let saved = "\u{feff}Một\r\nhai".as_bytes().to_vec();
        assert_eq!(text(saved).as_deref(), Ok("Một\nhai"));
        assert_eq!(text(b"m\nh\xff".to_vec()), Err(2));
    }
}
