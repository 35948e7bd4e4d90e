//! The programs we call: found, installed when missing, run, and stopped together with us.

use anyhow::{Context, Result, bail};
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, geteuid},
};
use std::{
    env,
    fmt::Display,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies one folder below the root")
}

/// Where cargo puts what it builds, wherever the person has moved that to.
pub fn target_dir() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(found) = TARGET.get() {
        return Ok(found);
    }
    let metadata = read(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let folder = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target folder")?;
    Ok(TARGET.get_or_init(|| PathBuf::from(folder)))
}

/// One plain line about what happens next.
pub fn say(line: impl AsRef<str>) {
    print(format_args!("▸ {}", line.as_ref()));
}

/// Prints a line. Whoever reads may stop reading (`cargo xtask test | head`): the work goes on to its end.
pub fn print(line: impl Display) {
    writeln!(io::stdout(), "{line}").ok();
}

/// The cargo that started us, at the root.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs to the end with the person looking on.
pub fn run(command: &mut Command) -> Result<()> {
    let name = line_of(command);
    let mut child = command
        .spawn()
        .with_context(|| format!("could not start `{name}`"))?;
    let pid = i32::try_from(child.id()).context("process id out of range")?;
    set_current(Some(pid));
    let status = child.wait();
    set_current(None);
    if INTERRUPTED.load(Ordering::Relaxed) {
        bail!("interrupted");
    }
    let status = status?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs to the end and gives back what was printed.
pub fn read(command: &mut Command) -> Result<String> {
    printed(command.stderr(Stdio::piped()))
}

/// The same of something long, with the person seeing how far it is.
pub fn read_aloud(command: &mut Command) -> Result<String> {
    printed(command.stderr(Stdio::inherit()))
}

fn printed(command: &mut Command) -> Result<String> {
    let name = line_of(command);
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .with_context(|| format!("could not start `{name}`"))?;
    if !output.status.success() {
        bail!(
            "`{name}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a command answers at all; used to find out what is installed.
pub fn answers(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first of these programs that is in PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<_> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// Installs Debian packages, or says which ones a person has to install.
pub fn install(why: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let by_hand = format!("{why}: please install it yourself (on Debian: apt-get install {list})");
    if find(&["apt-get"]).is_none() {
        bail!("{by_hand}");
    }
    let apt = |arguments: &[&str]| {
        let mut command = if geteuid().is_root() {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("apt-get");
            sudo
        };
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !geteuid().is_root() && find(&["sudo"]).is_none() {
        bail!("{by_hand}");
    }
    say(format!("{why}: installing {list} with apt-get"));
    let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    arguments.extend(packages);
    if run(&mut apt(&arguments)).is_err() {
        say(
            "apt-get did not know them or lacked its lists: updating the lists and trying once more",
        );
        run(&mut apt(&["update", "--quiet"])).with_context(|| by_hand.clone())?;
        run(&mut apt(&arguments)).context(by_hand)?;
    }
    Ok(())
}

/// A tool that shows more. Where it is not to be had (or on another system than Linux) less is looked at, which is no reason to stop.
pub fn wish_for(package: &str, there: bool, why: &str, without: &str) {
    if cfg!(target_os = "linux") && !there && install(why, &[package]).is_err() {
        say(format!("{package} is not to be had: {without}"));
    }
}

/// Shows in which order the program asks the system.
pub fn wish_for_strace() {
    wish_for(
        "strace",
        find(&["strace"]).is_some(),
        "strace shows that a result is on the disk before it is answered",
        "the order of writing is not looked at",
    );
}

/// Node packages exactly as the lock file says, installed again only when it changed.
pub fn install_node_packages(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.lock-hash");
    let hash = crate::compress::hash(&[&lock]);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == hash) {
        return Ok(());
    }
    say(format!("installing the Node packages of {}", shown(folder)));
    run(Command::new("npm")
        .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder))?;
    fs::write(stamp, hash)?;
    Ok(())
}

/// A path as a person at the root would type it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Keeps us alive through Ctrl-C just long enough to stop and remove what we started.
pub fn watch_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::Relaxed);
        if let Some(pid) = *CURRENT.lock().unwrap_or_else(|broken| broken.into_inner()) {
            // It may just have ended by itself; then there is nothing to stop.
            let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
    })
    .context("could not watch for Ctrl-C")
}

/// Whether somebody asked us to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static CURRENT: Mutex<Option<i32>> = Mutex::new(None);

fn set_current(pid: Option<i32>) {
    *CURRENT.lock().unwrap_or_else(|broken| broken.into_inner()) = pid;
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
