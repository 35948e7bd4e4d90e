//! What takes seconds to make is made once, by whichever test comes first, and copied by the others. Tests may be threads of one process or
//! processes of their own.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Copies the folder of this name into `to`. It is made by `make` when this build of the tests has none yet, or when what it speaks of is no
/// longer `there`.
pub async fn folder(
    name: &str,
    to: &Path,
    there: impl AsyncFnOnce(&Path) -> bool,
    make: impl AsyncFnOnce(&Path),
) {
    // With what cargo builds, so that it goes when that goes.
    let shelf = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(shelf).unwrap();
    let lock = fs::File::create(shelf.join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    let (made, mark) = (shelf.join(name), shelf.join(name).join("made-by"));
    let by = build().to_string();
    let same = fs::read_to_string(&mark).is_ok_and(|mark| mark == by);
    if !same || !there(&made).await {
        fs::remove_dir_all(&made).ok();
        fs::create_dir_all(&made).unwrap();
        make(&made).await;
        // Last of all: a test that is stopped in the middle leaves nothing that passes for whole.
        fs::write(&mark, by).unwrap();
    }
    for file in fs::read_dir(&made).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// One number for this build of these tests: what they make is made by the code they are built of.
fn build() -> u64 {
    let program = env::current_exe().unwrap();
    let built = program.metadata().unwrap();
    let mut hasher = DefaultHasher::new();
    (&program, built.modified().unwrap(), built.len()).hash(&mut hasher);
    hasher.finish()
}
