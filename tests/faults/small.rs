//! A disk so small that it is soon full.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// A small file system of its own; gone when dropped.
pub struct Disk {
    folder: TempDir,
    _image: Option<TempDir>,
}

fn done(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

impl Disk {
    /// So many MB of memory, or of a file with ext4 in it. None where this machine lets us make neither.
    pub fn make(kind: &str, mb: u64) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        let image = (kind == "ext4").then(|| tempfile::tempdir().unwrap());
        match &image {
            Some(image) => {
                let file = image.path().join("disk");
                fs::File::create(&file).unwrap().set_len(mb << 20).unwrap();
                if !done(Command::new("mkfs.ext4").args(["-q", "-m", "0"]).arg(&file)) {
                    return None;
                }
                mount.args(["-o", "loop"]).arg(&file);
            }
            None => {
                mount.args(["-t", "tmpfs", "-o", &format!("size={mb}m"), "tmpfs"]);
            }
        }
        done(mount.arg(folder.path())).then_some(Self {
            folder,
            _image: image,
        })
    }

    pub fn data(&self) -> PathBuf {
        let data = self.folder.path().join("data");
        fs::create_dir_all(&data).unwrap();
        data
    }

    /// A file that takes the space of others.
    pub fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }

    pub fn remount(&self, how: &str) -> bool {
        done(
            Command::new("mount")
                .args(["-o", &format!("remount,{how}")])
                .arg(self.folder.path()),
        )
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        done(Command::new("umount").arg("-l").arg(self.folder.path()));
    }
}

/// Takes all space but about so many bytes.
pub fn fill(ballast: &Path, leave: u64) {
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(ballast)
        .unwrap();
    let block = vec![0u8; 64 * 1024];
    while file.write_all(&block).is_ok() {}
    let taken = file.metadata().unwrap().len();
    file.set_len(taken.saturating_sub(leave)).unwrap();
    file.sync_all().ok();
}
