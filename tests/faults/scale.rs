//! How much is tried, and what came of it.

use crate::running::LOG;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// How much is tried.
pub struct Scale {
    /// The form that runs with every test.
    pub short: bool,
    /// A PostgreSQL in which databases may be made.
    pub postgres: Option<String>,
    /// Where the table goes.
    pub table: Option<PathBuf>,
    only: Option<String>,
    log: TempDir,
}

/// What came of it.
#[derive(Default)]
pub struct Seen {
    pub held: usize,
    pub failed: Vec<String>,
    pub left_out: Vec<String>,
}

impl Seen {
    /// Counts something that has to be so.
    pub fn expect(&mut self, is_so: bool, what: impl FnOnce() -> String) {
        match is_so {
            true => self.held += 1,
            false => self.failed.push(what()),
        }
    }

    /// Names what this machine does not allow.
    pub fn leave_out(&mut self, what: impl Into<String>) {
        self.left_out.push(what.into());
    }
}

impl Scale {
    /// `--short`, `--only CODE`, `--table FILE`.
    pub fn of(arguments: &[String]) -> Self {
        let after = |name: &str| {
            let at = arguments.iter().position(|one| one == name)?;
            arguments.get(at + 1).cloned()
        };
        let log = tempfile::tempdir().unwrap();
        // The program's own words are read at the end: no name may stand among them.
        LOG.set(log.path().join("log")).unwrap();
        Self {
            short: arguments.iter().any(|one| one == "--short"),
            postgres: std::env::var("LACHAN_FAULTS_POSTGRES").ok(),
            table: after("--table").map(PathBuf::from),
            only: after("--only"),
            log,
        }
    }

    /// Whether a fault is asked for.
    pub fn wants(&self, code: &str) -> bool {
        let asked = |only: &String| code.split(", ").any(|one| one == only);
        self.only.as_ref().is_none_or(asked)
    }

    /// The number for the short form or the whole.
    pub fn times(&self, whole: usize, short: usize) -> usize {
        if self.short { short } else { whole }
    }

    /// What must not stand in a log: words of names that every child of the demo has, and of secrets.
    pub fn names_in_the_log(&self) -> Vec<String> {
        let log = fs::read_to_string(self.log.path().join("log")).unwrap_or_default();
        let bad = [
            "Nguyễn",
            "Trần",
            "Lương Bảo Châu",
            "la-chan-thu-nghiem",
            "lachan-em=",
        ];
        let found = bad.iter().filter(|word| log.contains(**word));
        found.map(|word| format!("the log says “{word}”")).collect()
    }
}
