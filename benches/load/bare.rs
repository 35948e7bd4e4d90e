//! The least a server can do: a handler that sends so many bytes. What it reaches is what the machine allows.

use crate::server::Running;
use anyhow::Result;
use axum::{Router, response::Html, routing::get};
use std::{env, process::Command};
use tokio::net::TcpListener;

const FLAG: &str = "--bare";

/// The length to send, when this process was started to be the bare server.
pub fn asked() -> Option<usize> {
    let mut args = env::args().skip_while(|arg| arg != FLAG);
    args.next()?;
    args.next()?.parse().ok()
}

/// Starts it in a process of its own.
pub fn start(length: usize) -> Result<Running> {
    let mut command = Command::new(env::current_exe()?);
    command.args([FLAG, &length.to_string()]);
    Running::run(command)
}

/// Serves until it is killed.
pub fn serve(length: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        let page = "x".repeat(length);
        let router = Router::new().route("/", get(move || async move { Html(page.clone()) }));
        axum::serve(listener, router).await?;
        Ok(())
    })
}

/// What is asked of it.
pub fn request() -> Vec<u8> {
    b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n".to_vec()
}
