//! Trouble made on purpose: `cargo xtask faults`. Each fault is tried many times on the real program and judged by what was answered; beside
//! each stands a control that has to fail, or the fault would prove nothing. Codes are those of the reliability programme.
#![allow(clippy::print_stdout, reason = "a table for people")]

#[path = "../program/running.rs"]
#[allow(dead_code, reason = "shared with the tests of the program")]
mod running;

#[path = "../program/durable.rs"]
#[allow(dead_code, reason = "shared with the tests of the program")]
mod durable;

#[path = "../support/mod.rs"]
mod support;

use support::once;

mod balancer;
mod burst;
mod clock;
mod cluster;
mod counting;
mod disk;
mod limits;
mod load;
mod many;
mod mistakes;
mod order;
mod pieces;
mod rolling;
mod scale;
mod small;
mod tell;
mod upgrade;

use scale::{Scale, Seen};
use std::{fs, process::ExitCode, time::Instant};

/// One kind of trouble.
struct Fault {
    code: &'static str,
    what: &'static str,
    run: fn(&Scale, &mut Seen),
    /// What must be seen to fail, if it is not inside `run`.
    control: &'static str,
}

const FAULTS: &[Fault] = &[
    Fault {
        code: "F1",
        what: "kill -9 in a burst of results and marks",
        run: burst::in_a_burst,
        control: "a result that was never sent is missed",
    },
    Fault {
        code: "F2",
        what: "kill -9 in import, undo, migration and backup",
        run: pieces::in_one_piece_of_work,
        control: "a copy that was cut in half is not whole",
    },
    Fault {
        code: "F3",
        what: "every kind of write: on the disk before its answer",
        run: order::of_every_write,
        control: "a page that only reads asks the disk for nothing",
    },
    Fault {
        code: "F4",
        what: "the disk fills and is freed again (tmpfs, ext4)",
        run: disk::fills,
        control: "while it is full not every write succeeds",
    },
    Fault {
        code: "F4",
        what: "the disk fills while figures are counted",
        run: counting::while_it_is_full,
        control: "a round of counting fails meanwhile",
    },
    Fault {
        code: "F5",
        what: "read-only disk, file replaced, a page changed",
        run: disk::changes_under_the_server,
        control: "a sound folder starts",
    },
    Fault {
        code: "F6",
        what: "another process holds the database",
        run: disk::is_held,
        control: "a write during it is late or refused",
    },
    Fault {
        code: "F8",
        what: "the clock jumps under the running program",
        run: clock::jumps,
        control: "its answers carry the other date",
    },
    Fault {
        code: "F13, F15",
        what: "two programs on one PostgreSQL; its connections end",
        run: many::two_programs,
        control: "a second key for the same database is refused",
    },
    Fault {
        code: "F14",
        what: "SIGTERM under load, the next program already there",
        run: many::handing_over,
        control: "a kill instead of a word cuts requests off",
    },
    Fault {
        code: "F14",
        what: "two programs behind a balancer, replaced in turn under load",
        run: rolling::restart,
        control: "a kill instead of a word cuts requests off",
    },
    Fault {
        code: "F14",
        what: "two releases on one PostgreSQL, one migration apart",
        run: upgrade::one_migration_apart,
        control: "a program that is too old does not start on it",
    },
    Fault {
        code: "F17, L10",
        what: "64 handles and one processor; slow and idle connections",
        run: limits::little_of_everything,
        control: "the connections are there while it is measured",
    },
    Fault {
        code: "F18",
        what: "a panic in a handler, a job, a round",
        run: mistakes::panics,
        control: "a task of its own ends with its panic",
    },
    Fault {
        code: "I7",
        what: "what is foreign and what never was: times within 5 %",
        run: tell::foreign_and_unknown,
        control: "what is one's own takes another time",
    },
    Fault {
        code: "I13",
        what: "names and codes that exist, do not, are closed",
        run: tell::names_and_codes,
        control: "a right password is told from a wrong one",
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().map(String::as_str) == Some("--list") {
        return ExitCode::SUCCESS; // a test runner asks what is here: nothing it could run by itself
    }
    let scale = Scale::of(&arguments);
    let mut lines = vec![
        "| | trouble | control | tried | held | failed | seconds |".to_owned(),
        "|---|---|---|---:|---:|---:|---:|".to_owned(),
    ];
    let mut all = Vec::new();
    for fault in FAULTS.iter().filter(|fault| scale.wants(fault.code)) {
        println!("── {} {}", fault.code, fault.what);
        let begun = Instant::now();
        let mut seen = Seen::default();
        (fault.run)(&scale, &mut seen);
        let Seen {
            held,
            failed,
            left_out,
        } = seen;
        for why in failed.iter().chain(&left_out) {
            println!("   {why}");
        }
        let control = match left_out.is_empty() {
            true => fault.control.to_owned(),
            false => format!("{}; left out: {}", fault.control, left_out.join(", ")),
        };
        let line = format!(
            "| {} | {} | {control} | {} | {held} | {} | {:.0} |",
            fault.code,
            fault.what,
            held + failed.len(),
            failed.len(),
            begun.elapsed().as_secs_f64()
        );
        println!("{line}");
        lines.push(line);
        all.extend(failed);
    }
    all.extend(scale.names_in_the_log());
    let table = lines.join("\n");
    println!("\n{table}\n");
    if let Some(file) = &scale.table {
        fs::write(file, format!("{table}\n")).unwrap();
    }
    match all.is_empty() {
        true => ExitCode::SUCCESS,
        false => {
            println!("{} failed:\n{}", all.len(), all.join("\n"));
            ExitCode::FAILURE
        }
    }
}
