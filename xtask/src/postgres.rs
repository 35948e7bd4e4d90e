//! A PostgreSQL that lives for one test run and leaves nothing behind, or stays in a folder for what is measured.

use crate::tools::{find, install, interrupted, read, say};
use anyhow::{Context, Result, bail};
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, User, geteuid},
};
use std::{
    fs::{self, File},
    io::Read,
    net::{Ipv4Addr, TcpListener},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A running cluster; dropping it stops the server.
pub struct Cluster {
    server: Child,
    url: String,
    stop: Signal,
    /// What goes with it.
    _folder: Option<TempDir>,
}

impl Cluster {
    /// Makes and starts a cluster of its own on a free port of this machine, whose files go when it is dropped.
    pub fn start() -> Result<Cluster> {
        let folder = tempfile::Builder::new()
            .prefix("lachan-postgres-")
            .tempdir()?;
        say("starting a throw-away PostgreSQL");
        // SIGQUIT: at once; there is nothing in it to be saved.
        let mut cluster = Self::at(folder.path(), &THROWN_AWAY, Signal::SIGQUIT)?;
        cluster._folder = Some(folder);
        Ok(cluster)
    }

    /// Starts the cluster of a folder, made when it is not there; it stays for the next time and loses nothing that was answered as written.
    pub fn kept(folder: &Path) -> Result<Cluster> {
        fs::create_dir_all(folder)?;
        say(format!("starting the PostgreSQL in {}", folder.display()));
        Self::at(folder, &KEPT, Signal::SIGINT)
    }

    fn at(folder: &Path, settings: &[&str], stop: Signal) -> Result<Cluster> {
        let programs = programs()?;
        let owner = owner()?;
        let password_file = folder.join("password");
        let data = folder.join("data");
        if !data.is_dir() {
            fs::write(&password_file, random_word()?)?;
            for path in [folder, &password_file] {
                if let Some(owner) = &owner {
                    chown(path, Some(owner.uid.as_raw()), Some(owner.gid.as_raw()))?;
                }
            }
            read(
                as_owner(&programs.join("initdb"), folder, owner.as_ref())
                    .args([
                        "--username=lachan",
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                    ])
                    .arg("--pwfile")
                    .arg(&password_file)
                    .arg("--pgdata")
                    .arg(&data),
            )?;
        }
        let password = fs::read_to_string(&password_file)?;
        let port = free_port()?;
        let log = folder.join("log");
        let server = as_owner(&programs.join("postgres"), folder, owner.as_ref())
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string()])
            .args(
                ALWAYS
                    .iter()
                    .chain(settings)
                    .flat_map(|setting| ["-c", setting]),
            )
            .stdin(Stdio::null())
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn()
            .context("could not start postgres")?;
        let url = format!("postgres://lachan:{password}@127.0.0.1:{port}/postgres");
        let mut cluster = Cluster {
            server,
            url,
            stop,
            _folder: None,
        };
        cluster.wait_until_ready(&log)?;
        Ok(cluster)
    }

    /// The address of its empty `postgres` database; the role may make more of them.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let start = Instant::now();
        loop {
            let said = fs::read_to_string(log).unwrap_or_default();
            if said.contains("ready to accept connections") {
                return Ok(());
            }
            if interrupted() {
                bail!("interrupted");
            }
            let ended = self.server.try_wait()?;
            if ended.is_some() || start.elapsed() > Duration::from_secs(30) {
                bail!("PostgreSQL did not start:\n{said}");
            }
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Ok(pid) = i32::try_from(self.server.id()) else {
            return;
        };
        let _ = kill(Pid::from_raw(pid), self.stop);
        let _ = self.server.wait();
    }
}

const ALWAYS: [&str; 4] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "lc_messages=C",
];

/// Speed over safety is right here and only here: the data is thrown away.
const THROWN_AWAY: [&str; 3] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
];

/// A quarter of a small machine's memory, as its own handbook advises.
const KEPT: [&str; 1] = ["shared_buffers=1GB"];

fn programs() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    install("PostgreSQL is needed for the tests", &["postgresql"])?;
    installed().context("PostgreSQL was installed, but initdb and postgres were not found")
}

fn installed() -> Option<PathBuf> {
    let complete =
        |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let in_path = find(&["initdb"]).and_then(|initdb| Some(initdb.parent()?.to_owned()));
    let from_config = || {
        read(Command::new("pg_config").arg("--bindir"))
            .ok()
            .map(PathBuf::from)
    };
    let by_debian = || {
        let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .collect();
        versions.sort_by_key(|version| version.file_name().to_string_lossy().parse::<u32>().ok());
        Some(versions.pop()?.path().join("bin"))
    };
    in_path
        .filter(|folder| complete(folder))
        .or_else(|| by_debian().filter(|folder| complete(folder)))
        .or_else(|| from_config().filter(|folder| complete(folder)))
}

/// PostgreSQL refuses to run as root; then somebody with fewer rights has to own it.
fn owner() -> Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Some(user) = User::from_name(name)? {
            return Ok(Some(user));
        }
    }
    bail!("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")
}

fn as_owner(program: &Path, folder: &Path, owner: Option<&User>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some(owner) = owner {
        command.uid(owner.uid.as_raw()).gid(owner.gid.as_raw());
    }
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// A password, because other people may work on the same machine.
fn random_word() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(crate::compress::hash(&[&bytes]))
}
