//! The disk fills while a province's figures are counted: officers go on reading, and nothing is forgotten that has to be counted.

use crate::{
    load::{burst, copy_into, lasting, until, waiting},
    running::{LOG, Running, ask, program},
    scale::{Scale, Seen},
    small::{Disk, fill},
};
use std::{fs, net::SocketAddr, thread, time::Duration};

const COUNTING: &str = "còn đang được đếm";

/// F4
pub fn while_it_is_full(scale: &Scale, seen: &mut Seen) {
    let Some(disk) = Disk::make("tmpfs", 96) else {
        seen.leave_out("no tmpfs may be mounted here");
        return;
    };
    let (data, ballast) = (disk.data(), disk.ballast());
    copy_into(&data);
    let running = Running::start(&data);
    let to = running.address;
    let officer = Officer::sign_in(to);
    let waiting = waiting();
    for round in 0..scale.times(5, 1) {
        let said = |what: &str| format!("round {round}: {what}");
        let before = failed_rounds();
        // Results come in until nothing more can be written, and a round of counting comes by.
        let came = thread::scope(|scope| {
            let sent = scope.spawn(|| burst(|| to, &waiting, lasting(Duration::from_secs(7))));
            thread::sleep(Duration::from_millis(500));
            fill(&ballast, 0);
            sent.join().unwrap()
        });
        seen.expect(came.refused > 0 && !came.saved.is_empty(), || {
            said("it was not full in the middle")
        });
        let noticed = until(Duration::from_secs(15), || failed_rounds() > before);
        seen.expect(noticed.is_some(), || said("no counting failed"));
        // The officer reads what was counted last, and is told so.
        let page = officer.reads(to);
        seen.expect(page.contains(" 200 ") && page.contains(COUNTING), || {
            said(&format!(
                "the report: {}",
                page.lines().next().unwrap_or_default()
            ))
        });
        fs::remove_file(&ballast).unwrap();
        let counted = until(Duration::from_secs(20), || {
            let page = officer.reads(to);
            page.contains(" 200 ") && !page.contains(COUNTING)
        });
        seen.expect(counted.is_some(), || said("it is never counted to its end"));
    }
    running.kill();
    let mut recount = program();
    recount.args(["report", "--recount", "--data"]).arg(&data);
    let counted = recount.env_remove("DATABASE_URL").output().unwrap();
    seen.expect(counted.status.success(), || {
        String::from_utf8_lossy(&counted.stdout).into_owned()
    });
}

/// How many rounds the program has said to have failed.
fn failed_rounds() -> usize {
    let log = fs::read_to_string(LOG.get().unwrap());
    log.unwrap_or_default().matches("a round failed").count()
}

/// Somebody at the Department.
struct Officer {
    request: String,
}

impl Officer {
    fn sign_in(to: SocketAddr) -> Self {
        let form = "username=so.gddt&password=la-chan-thu-nghiem";
        let sent = format!(
            "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        let answer = ask(to, &sent).unwrap();
        let field = |name: &str| {
            let line = answer
                .lines()
                .find(|line| line.to_lowercase().starts_with(name));
            let value = line
                .and_then(|line| line.split_once(": "))
                .map(|(_, value)| value);
            value
                .unwrap_or_else(|| panic!("no {name} in {answer}"))
                .to_owned()
        };
        let cookie = field("set-cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let page = |path: &str| {
            format!(
                "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n"
            )
        };
        // Who has one unit is led to its report.
        let led = ask(to, &page("/bao-cao")).unwrap();
        let path = led
            .lines()
            .find_map(|line| line.strip_prefix("location: "))
            .unwrap();
        Self {
            request: page(path),
        }
    }

    fn reads(&self, to: SocketAddr) -> String {
        ask(to, &self.request).unwrap_or_default()
    }
}
