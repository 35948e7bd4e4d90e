//! A server in a process of its own, stopped when it is dropped.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A running server.
pub struct Running {
    pub address: SocketAddr,
    process: Child,
}

impl Running {
    /// The product on a data folder; answers once it is ready.
    pub async fn start(program: &Path, data: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command
            .arg("serve")
            .arg("--data")
            .arg(data)
            .args(["--listen", "127.0.0.1:0"]);
        let running = Self::run(command)?;
        for _ in 0..500 {
            let asked = crate::client::once(
                running.address,
                b"GET /readyz HTTP/1.1\r\nHost: bench\r\n\r\n",
            )
            .await;
            if asked.is_ok_and(|answer| answer.status == 200) {
                return Ok(running);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the server does not get ready")
    }

    /// Whatever says where it listens.
    pub fn run(mut command: Command) -> Result<Self> {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env("LACHAN_LOG", "error")
            // As docs/operations.md starts it.
            .env("MALLOC_ARENA_MAX", "2")
            .env_remove("DATABASE_URL")
            .spawn()?;
        let out = process.stdout.take().context("its output is piped")?;
        for line in BufReader::new(out).lines() {
            if let Some((_, address)) = line?.split_once("http://") {
                let address = address.trim().parse()?;
                return Ok(Self { address, process });
            }
        }
        bail!("the server ended before it said where it listens")
    }

    /// Memory in use, in MB (resident set).
    pub fn memory(&self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// The most memory it ever used, in MB.
    pub fn peak_memory(&self) -> Result<f64> {
        self.status("VmHWM:")
    }

    fn status(&self, key: &str) -> Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = text.lines().find(|line| line.starts_with(key));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        Ok(number.context("Linux tells it")?.parse::<f64>()? / 1000.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
