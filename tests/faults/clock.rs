//! The machine's clock jumps while the program runs: the real program, with a library between it and the clock.

use crate::{
    load::{burst, copy_into, get, has_all, kept, lasting, until, waiting},
    running::{Running, program, send},
    scale::{Scale, Seen},
};
use chrono::{Datelike, Days, Duration as Span, NaiveDate, TimeDelta, Utc};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Where Debian's package `faketime` puts its library.
fn library() -> Option<PathBuf> {
    let names = [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    ];
    names.iter().map(PathBuf::from).find(|file| file.exists())
}

/// A clock that a file sets.
struct Clock<'a>(&'a Path);

impl Clock<'_> {
    fn set(&self, ahead: TimeDelta) {
        let seconds = ahead.num_seconds();
        let written = self.0.with_extension("new");
        fs::write(&written, format!("{seconds:+}\n")).unwrap();
        fs::rename(written, self.0).unwrap();
    }
}

/// From now to shortly before midnight in Viet Nam at the end of a day.
fn to_the_end_of(day: NaiveDate) -> TimeDelta {
    let midnight = day.and_hms_opt(16, 59, 58).unwrap().and_utc();
    midnight - Utc::now()
}

/// F8
pub fn jumps(scale: &Scale, seen: &mut Seen) {
    let Some(library) = library() else {
        seen.leave_out("libfaketime is not here");
        return;
    };
    let today = Utc::now().date_naive();
    let leap = (today.year()..)
        .find_map(|year| NaiveDate::from_ymd_opt(year, 2, 29).filter(|day| *day > today))
        .unwrap();
    let fourteenth = (1..40)
        .map(|n| today + Days::new(n))
        .find(|day| day.day() == 14)
        .unwrap();
    let new_year = NaiveDate::from_ymd_opt(today.year(), 12, 31).unwrap();
    let all = [
        ("an hour ahead", Span::hours(1)),
        ("an hour behind", Span::hours(-1)),
        ("400 seconds ahead", Span::seconds(400)),
        ("400 seconds behind", Span::seconds(-400)),
        ("two hours behind", Span::hours(-2)),
        ("a year ahead", Span::days(365)),
        ("a year behind", Span::days(-365)),
        ("over midnight", to_the_end_of(today)),
        ("over the fourteenth", to_the_end_of(fourteenth)),
        ("over New Year", to_the_end_of(new_year)),
        ("into the leap day", to_the_end_of(leap - Days::new(1))),
        ("out of the leap day", to_the_end_of(leap)),
    ];
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    copy_into(&data);
    let file = folder.path().join("clock");
    let clock = Clock(&file);
    clock.set(Span::zero());
    let mut command = program();
    command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", &file)
        .env("FAKETIME_CACHE_DURATION", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let running = Running::run(command, &data);
    let to = running.address;
    let waiting = waiting();
    // The control: the program did believe the other clock.
    clock.set(Span::days(365));
    let header = until(Duration::from_secs(5), || {
        date_of(to).is_some_and(|date| date.contains(&(Utc::now().year() + 1).to_string()))
    });
    seen.expect(header.is_some(), || "the clock never jumped".to_owned());
    clock.set(Span::zero());
    // The library reads its file once a second, and each thread for itself.
    std::thread::sleep(Duration::from_secs(3));
    let mut saved = Vec::new();
    for (what, ahead) in all.into_iter().take(scale.times(all.len(), 3)) {
        // Children learn before, through, and after the jump there and back. What was begun in another year may be too old to be taken
        // (422); it is never a failure of ours, and nobody waits for the jump.
        let far = ahead.num_days().abs() > 30;
        let mut send_some = |seen: &mut Seen, when: &str| {
            let answers = burst(|| to, &waiting, lasting(Duration::from_millis(800)));
            let odd = answers.odd.iter().filter(|status| **status >= 500 || !far);
            seen.expect(odd.count() == 0 && answers.cut == 0, || {
                format!("{what}, {when}: {:?}, {} cut", answers.odd, answers.cut)
            });
            seen.expect(answers.refused == 0, || {
                format!("{what}, {when}: {} refused", answers.refused)
            });
            let some = !answers.saved.is_empty();
            saved.extend(answers.saved);
            some
        };
        send_some(seen, "before");
        clock.set(ahead);
        send_some(seen, "in the jump");
        send_some(seen, "after the jump");
        for path in ["/", "/dang-nhap", "/can-giup", "/readyz"] {
            let answer = send(to, &get(path));
            seen.expect(answer == Some(200), || format!("{what}: {path} {answer:?}"));
        }
        clock.set(Span::zero());
        send_some(seen, "on the way back");
        std::thread::sleep(Duration::from_secs(1));
        let again = send_some(seen, "afterwards");
        seen.expect(again, || format!("{what}: nothing is saved afterwards"));
        let ready = until(Duration::from_secs(5), || {
            send(to, &get("/readyz")) == Some(200)
        });
        seen.expect(ready.is_some(), || format!("{what}: not ready"));
    }
    running.kill();
    let (kept, file) = kept(&data);
    seen.expect(has_all(&kept, &saved) && file == "ok", || {
        "something answered as saved is gone".to_owned()
    });
}

/// The date an answer carries.
fn date_of(to: std::net::SocketAddr) -> Option<String> {
    use std::io::{Read, Write};
    let mut line = std::net::TcpStream::connect(to).ok()?;
    line.write_all(get("/healthz").as_bytes()).ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    let date = answer
        .lines()
        .find(|line| line.to_lowercase().starts_with("date:"))?;
    Some(date.to_owned())
}
