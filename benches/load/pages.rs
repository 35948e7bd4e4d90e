//! What a browser downloads the first time it opens a page: the page and everything it links to, compressed as it asks for.

use crate::client::{self, Answer};
use anyhow::{Result, ensure};
use std::{collections::BTreeSet, net::SocketAddr};

/// A first visit.
#[derive(Debug, Default)]
pub struct Visit {
    pub requests: usize,
    /// Heads and bodies.
    pub bytes: usize,
    /// The WASM alone.
    pub wasm: usize,
}

/// Opens a page with an empty cache. Fonts count whole, although a browser skips those whose letters are not on the page.
pub async fn first_visit(to: SocketAddr, path: &str, cookie: &str) -> Result<Visit> {
    let mut visit = Visit::default();
    let page = get(to, path, cookie, &mut visit).await?;
    ensure!(page.status == 200, "{path} answered {}", page.status);
    let plain = client::once(to, &request(path, cookie, "identity")).await?;
    let mut files = linked(&String::from_utf8_lossy(&plain.body));
    for style in files.clone().iter().filter(|file| file.ends_with(".css")) {
        let text = client::once(to, &request(style, "", "identity")).await?;
        files.extend(linked(&String::from_utf8_lossy(&text.body)));
    }
    for file in files {
        let answer = get(to, &file, "", &mut visit).await?;
        ensure!(answer.status == 200, "{file} answered {}", answer.status);
        if file.ends_with(".wasm") {
            visit.wasm = answer.body.len();
        }
    }
    Ok(visit)
}

async fn get(to: SocketAddr, path: &str, cookie: &str, visit: &mut Visit) -> Result<Answer> {
    let answer = client::once(to, &request(path, cookie, "br, gzip")).await?;
    visit.requests += 1;
    visit.bytes += answer.head.len() + answer.body.len();
    Ok(answer)
}

fn request(path: &str, cookie: &str, encoding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: {encoding}\r\nCookie: {cookie}\r\n\r\n").into_bytes()
}

/// Every address under `/a/` in a text.
fn linked(text: &str) -> BTreeSet<String> {
    text.match_indices("/a/")
        .map(|(at, _)| {
            let address = &text[at..];
            let end = address.find(['"', '\'', ')', ' ', '<', '`', '&']);
            address[..end.unwrap_or(address.len())].to_owned()
        })
        .filter(|address| {
            address
                .rsplit('/')
                .next()
                .is_some_and(|name| name.contains('.'))
        })
        .collect()
}
