//! The least a server can do: a handler that sends so many bytes. What it reaches is what the machine allows.

use anyhow::Result;
use axum::{Router, response::Html, routing::get};
use tokio::net::TcpListener;

const FLAG: &str = "--bare";

/// The length to send, when this process was started to be the bare server.
pub fn asked() -> Option<usize> {
    let mut args = std::env::args().skip_while(|arg| arg != FLAG);
    args.next()?;
    args.next()?.parse().ok()
}

/// The arguments that start it.
pub fn arguments(length: usize) -> [String; 2] {
    [FLAG.to_owned(), length.to_string()]
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
