//! Recorded voices: `audio/<module>/canh-1.mp3` for a scene, `cau-1.mp3` for a question with its options.
//!
//! A recording takes the place of the browser's voice. The files are read when somebody listens.

use super::{problem::Problems, source::Source};
use lachan_core::lesson::ModuleId;
use lachan_core::library::Library;
use std::{collections::BTreeMap, io};

/// Which steps of which modules are recorded, and where the files are.
#[derive(Clone, Debug, Default)]
pub struct Recordings {
    source: Option<Source>,
    steps: BTreeMap<ModuleId, Vec<String>>,
}

impl Recordings {
    /// Looks through the folder `audio`; a file that belongs to no step is noted.
    pub(super) fn find(source: &Source, library: &Library, problems: &mut Problems) -> Self {
        let mut steps: BTreeMap<ModuleId, Vec<String>> = BTreeMap::new();
        let names = source.below("audio/").unwrap_or_else(|error| {
            let shown = source.shown("audio");
            problems.add(
                &shown,
                1,
                format!("không đọc được thư mục lời đọc: {error}"),
            );
            Vec::new()
        });
        for name in names {
            match belongs(library, &name) {
                Some((id, step)) => steps.entry(id).or_default().push(step),
                None => problems.add(
                    &source.shown(&name),
                    1,
                    "tệp lời đọc phải mang tên như “audio/A1/canh-1.mp3” hoặc “audio/A1/cau-1.mp3”, của một cảnh hay câu có thật",
                ),
            }
        }
        Self {
            source: Some(source.clone()),
            steps,
        }
    }

    /// The recorded steps of a module: `canh-1`, `cau-2`.
    pub fn of(&self, module: &ModuleId) -> &[String] {
        self.steps.get(module).map_or(&[], Vec::as_slice)
    }

    /// The recording of a step; `None` where there is none.
    pub fn read(&self, module: &ModuleId, step: &str) -> io::Result<Option<Vec<u8>>> {
        let known = self.of(module).iter().any(|known| known == step);
        match &self.source {
            Some(source) if known => source.read(&format!("audio/{module}/{step}.mp3")),
            _ => Ok(None),
        }
    }
}

fn belongs(library: &Library, name: &str) -> Option<(ModuleId, String)> {
    let (module, file) = name.strip_prefix("audio/")?.split_once('/')?;
    let step = file.strip_suffix(".mp3")?;
    let id: ModuleId = module.parse().ok()?;
    let module = library.get(&id)?;
    let (kind, n) = step.split_once('-')?;
    let n: usize = n.parse().ok()?;
    let there = match kind {
        "canh" => module.scenes.len(),
        "cau" => module.items.len(),
        _ => 0,
    };
    (1..=there)
        .contains(&n)
        .then(|| (id, format!("{kind}-{n}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::load;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("modules")).unwrap();
        let name = "modules/A1-co-the-em-la-cua-em.md";
        let text = Source::BuiltIn.read(name).unwrap().unwrap();
        fs::write(dir.path().join(name), text).unwrap();
        for file in files {
            let path = dir.path().join("audio").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"ID3").unwrap();
        }
        dir
    }

    #[test]
    fn a_recording_belongs_to_a_step_that_is_there() {
        let dir = folder(&["A1/canh-1.mp3", "A1/cau-6.mp3"]);
        let content = load(Some(dir.path())).unwrap();
        let id = "A1".parse().unwrap();
        assert_eq!(content.recordings.of(&id), ["canh-1", "cau-6"]);
        let read = |step| content.recordings.read(&id, step).unwrap();
        assert_eq!(read("canh-1"), Some(b"ID3".to_vec()));
        assert_eq!(read("../../modules/A1-co-the-em-la-cua-em.md"), None);
        assert_eq!(read("canh-2"), None);
    }

    #[test]
    fn a_recording_of_nothing_is_refused_with_its_name() {
        let dir = folder(&["A1/canh-9.mp3", "A1/loi.mp3"]);
        let problems = load(Some(dir.path())).unwrap_err().to_string();
        assert_eq!(problems.lines().count(), 2, "{problems}");
        assert!(problems.contains("canh-9.mp3"), "{problems}");
    }
}
