//! Little memory, few handles, one processor, and connections that do nothing.

use crate::{
    load::{burst, copy_into, desk, has_all, kept, lasting, waiting},
    running::{Running, program, send},
    scale::{Scale, Seen},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// F17 and L10
pub fn little_of_everything(scale: &Scale, seen: &mut Seen) {
    for round in 0..scale.times(3, 1) {
        let folder = tempfile::tempdir().unwrap();
        copy_into(folder.path());
        let mut shell = Command::new("sh");
        let path = program().get_program().to_owned();
        let alone = Command::new("taskset").arg("-V").output().is_ok();
        let run = if alone { "exec taskset -c 0" } else { "exec" };
        let line = format!("ulimit -n 64 && {run} \"$0\" \"$@\"");
        shell.args(["-c", &line]).arg(path);
        let running = Running::run(shell, folder.path());
        let to = running.address;
        let waiting = waiting();
        let answers = burst(|| to, &waiting, lasting(Duration::from_secs(4)));
        let said = |what: String| format!("64 handles, {round}: {what}");
        seen.expect(answers.odd.is_empty() && answers.cut == 0, || {
            said(format!("{:?}, {} cut", answers.odd, answers.cut))
        });
        seen.expect(answers.saved.len() > 20, || {
            said(format!("only {} saved", answers.saved.len()))
        });
        let memory = running.memory();
        seen.expect(memory <= 200, || said(format!("{memory} MB")));
        running.kill();
        let (kept, file) = kept(folder.path());
        seen.expect(has_all(&kept, &answers.saved) && file == "ok", || {
            said("something is gone".to_owned())
        });
    }
    slow_and_idle(scale, seen);
}

fn slow_and_idle(scale: &Scale, seen: &mut Seen) {
    // Both ends of every connection are on this machine; this process needs a handle for each too.
    let many = scale.times(2_000, 300);
    let room = lachan::listen::room();
    if room < 2 * many + 200 {
        seen.leave_out(format!("this machine allows {room} connections only"));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    copy_into(folder.path());
    let running = Running::start(folder.path());
    let to = running.address;
    let open = |said: &'static [u8]| {
        let mut line = TcpStream::connect(to).unwrap();
        line.set_nonblocking(true).unwrap();
        line.write_all(said).unwrap();
        line
    };
    let fresh = || -> Vec<TcpStream> {
        let slow = (0..many).map(|_| open(b"GET / HTTP/1.1\r\nX: "));
        slow.chain((0..many).map(|_| open(b""))).collect()
    };
    let mut lines = fresh();
    let mut times = Vec::new();
    let begun = Instant::now();
    let mut dropped = 0;
    while begun.elapsed() < Duration::from_secs(if scale.short { 4 } else { 30 }) {
        // A byte a second on each of the slow ones; whoever was sent away comes again.
        for (n, line) in lines.iter_mut().enumerate() {
            let gone = matches!(line.read(&mut [0; 512]), Ok(0))
                || (n < many && line.write_all(b"x").is_err());
            if gone {
                dropped += 1;
                *line = open(if n < many {
                    b"GET / HTTP/1.1\r\nX: "
                } else {
                    b""
                });
            }
        }
        for _ in 0..10 {
            let asked = Instant::now();
            let answer = send(to, &desk());
            seen.expect(answer == Some(200), || format!("meanwhile: {answer:?}"));
            times.push(asked.elapsed());
            thread::sleep(Duration::from_millis(50));
        }
    }
    times.sort_unstable();
    let p95 = times[times.len() * 95 / 100];
    println!(
        "   p95 {p95:?} of {} pages during {many} slow and {many} idle connections, {dropped} of them sent away",
        times.len()
    );
    // What a debug build takes for a page is its own affair.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 100 });
    seen.expect(p95 < limit, || {
        format!("p95 {p95:?} during {many} slow and {many} idle connections")
    });
    // The control: they are there, as far as their time allows.
    let mut there = 0;
    for line in &mut lines {
        there += usize::from(!matches!(line.read(&mut [0; 512]), Ok(0)));
    }
    seen.expect(there > many / 2, || {
        format!("only {there} connections were there")
    });
    running.kill();
}
