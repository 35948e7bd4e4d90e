//! A running server keeps the files it started with.

use super::running::{Running, send};
use std::{fs, path::Path};

#[test]
fn a_server_keeps_its_files_while_the_next_build_replaces_them() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("target/site/a/kept-by-a-running-server");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("before.js"), "before").unwrap();
    let data = tempfile::tempdir().unwrap();
    let server = Running::start(data.path());
    fs::write(folder.join("after.js"), "after").unwrap();
    fs::remove_file(folder.join("before.js")).unwrap();
    let get = |name: &str| {
        let address = format!(
            "GET /a/kept-by-a-running-server/{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        );
        send(server.address, &address)
    };
    let answers = (get("before.js"), get("after.js"));
    fs::remove_dir_all(&folder).unwrap();
    server.kill();
    assert_eq!(answers, (Some(200), Some(404)));
}
