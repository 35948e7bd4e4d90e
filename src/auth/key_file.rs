//! `secret.key` in the data folder: 32 bytes of key and, once it has been used with a database, the id of the province it belongs to.
//!
//! Without the id nobody could tell a first start from a lost database: the key alone would make a new, empty one in silence.

use super::keys::{Keys, private_file};
use anyhow::{Context, bail};
use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

const KEY: usize = 32;

/// What the file holds.
#[derive(Clone, Debug)]
pub struct KeyFile {
    pub keys: Keys,
    /// The province whose database this key has opened.
    pub province: Option<Uuid>,
}

/// Where it is.
pub fn path(data: &Path) -> PathBuf {
    data.join("secret.key")
}

/// Reads it; nothing where there is none.
///
/// # Errors
/// When it is damaged, or others can read it.
pub fn read(data: &Path) -> anyhow::Result<Option<KeyFile>> {
    let path = path(data);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.with_context(|| format!("không đọc được {}", path.display()))?,
    };
    refuse_wide(&path)?;
    let whole = match bytes.split_at_checked(KEY) {
        Some((key, [])) => Some((key, None)),
        Some((key, id)) => Uuid::from_slice(id).ok().map(|id| (key, Some(id))),
        None => None,
    };
    let Some((key, province)) = whole else {
        bail!(
            "{} đã hỏng (tệp phải dài 32 hoặc 48 byte); hãy chép lại bản secret.key đã cất",
            path.display()
        );
    };
    let keys = Keys::from_bytes(key.try_into().context("a key of another length")?);
    Ok(Some(KeyFile { keys, province }))
}

/// Writes it, in one piece or not at all; only its owner can read it.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(data: &Path, file: &KeyFile) -> anyhow::Result<()> {
    let (path, unfinished) = (path(data), data.join("secret.key.moi"));
    let refused = || {
        format!(
            "không ghi được {}; thư mục dữ liệu phải ghi được",
            path.display()
        )
    };
    fs::remove_file(&unfinished).ok();
    let mut bytes = file.keys.bytes().to_vec();
    bytes.extend(file.province.iter().flat_map(|id| *id.as_bytes()));
    let mut new = private_file(&unfinished).with_context(refused)?;
    new.write_all(&bytes).with_context(refused)?;
    new.sync_all().with_context(refused)?;
    fs::rename(&unfinished, &path).with_context(refused)?;
    // The new name is on the disk too before anything is sealed with the key.
    #[cfg(unix)]
    fs::File::open(data)?.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn refuse_wide(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!(
            "người khác trên máy đọc được {} (quyền {mode:o}); hãy chạy: chmod 600 {0}",
            path.display()
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_wide(_: &Path) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_back_with_and_without_a_province() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap().is_none());
        for province in [None, Some(Uuid::now_v7())] {
            let keys = Keys::random();
            let file = KeyFile { keys, province };
            write(folder.path(), &file).unwrap();
            let back = read(folder.path()).unwrap().unwrap();
            assert_eq!(back.province, province);
            assert_eq!(back.keys.fingerprint(), file.keys.fingerprint());
        }
        fs::write(path(folder.path()), [1; 40]).unwrap();
        assert!(
            read(folder.path())
                .unwrap_err()
                .to_string()
                .contains("đã hỏng")
        );
    }

    #[test]
    #[cfg(unix)]
    fn one_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::random();
        write(
            folder.path(),
            &KeyFile {
                keys,
                province: None,
            },
        )
        .unwrap();
        let file = path(folder.path());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(read(folder.path()).is_err());
    }
}
