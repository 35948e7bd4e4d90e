//! Readers that go away.

use super::formats::data;
use std::process::{Command, Stdio};

/// `lachan … | head`: the reader has gone before the program writes.
#[test]
fn a_closed_pipe_ends_a_command_quietly() {
    let list = data("school-list-primary.xlsx");
    let list = list.to_str().unwrap();
    let commands: [&[&str]; 3] = [
        &["import", list, "--preview"],
        &["import", list, "--preview", "--format", "json"],
        &["content", "list"],
    ];
    for arguments in commands {
        let mut program = Command::new(env!("CARGO_BIN_EXE_lachan"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(program.stdout.take());
        let output = program.wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), complaint.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}
