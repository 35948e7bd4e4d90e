//! Two programs on one PostgreSQL, and one program after the other.

use crate::{
    cluster::Database,
    load::{
        Waiting, burst, copy_into, desk, get, has_all, lasting, start_refused, until, wait, waiting,
    },
    running::{Running, post, program, send},
    scale::{Scale, Seen},
};
use sqlx::{Connection, PgConnection};
use std::{
    net::SocketAddr,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

/// F13 and F15
pub fn two_programs(scale: &Scale, seen: &mut Seen) {
    let Some((database, folders)) = Database::with_province(scale, seen) else {
        return;
    };
    let work = database.work();
    let programs: Vec<Running> = folders
        .iter()
        .map(|folder| Running::start_on(folder.path(), &database.url))
        .collect();
    let at: Vec<SocketAddr> = programs.iter().map(|one| one.address).collect();
    let desk = format!(
        "GET /hoc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\r\n",
        work.cookie
    );
    let waiting = Waiting::of(work);
    // One pupil alternates; the same run goes to both at once.
    for round in 0..scale.times(100, 10) {
        let answer = send(at[round % 2], &desk);
        seen.expect(answer == Some(200), || {
            format!("alternating, {round}: {answer:?}")
        });
        let (_, body) = waiting.next();
        let both: Vec<_> = thread::scope(|scope| {
            let asked: Vec<_> = at
                .iter()
                .map(|to| scope.spawn(|| send(*to, &post(&body))))
                .collect();
            asked.into_iter().map(|one| one.join().unwrap()).collect()
        });
        seen.expect(both == [Some(200), Some(200)], || {
            format!("the same to both, {round}: {both:?}")
        });
    }
    let mut saved = Vec::new();
    // The server ends every connection in the middle of a burst: refused or late, and healed soon.
    for round in 0..scale.times(10, 2) {
        let turn = AtomicUsize::new(0);
        let next = || at[turn.fetch_add(1, Ordering::Relaxed) % 2];
        let answers = thread::scope(|scope| {
            let sent = scope.spawn(|| burst(next, &waiting, lasting(Duration::from_millis(900))));
            thread::sleep(Duration::from_millis(300));
            database.end_connections();
            sent.join().unwrap()
        });
        seen.expect(answers.odd.is_empty() && answers.cut == 0, || {
            format!(
                "connections ended, {round}: {:?}, {} cut",
                answers.odd, answers.cut
            )
        });
        saved.extend(answers.saved);
        for to in &at {
            let healed = until(Duration::from_secs(5), || {
                send(*to, &get("/readyz")) == Some(200)
            });
            seen.expect(healed.is_some(), || format!("not healed, {round}"));
        }
    }
    // All connections are taken by others: what has none waits or is refused.
    let taken = wait(async {
        let mut taken = Vec::new();
        while let Ok(line) = PgConnection::connect(&database.url).await {
            taken.push(line);
        }
        let (to, waiting) = (at[0], &waiting);
        let answers = tokio::task::block_in_place(|| {
            burst(|| to, waiting, lasting(Duration::from_millis(800)))
        });
        drop(taken);
        answers
    });
    seen.expect(taken.odd.is_empty() && taken.cut == 0, || {
        format!("no connection left: {:?}", taken.odd)
    });
    saved.extend(taken.saved);
    // One is killed; the other goes on, and the child too.
    let mut programs = programs;
    programs.remove(0).kill();
    let alone = burst(|| at[1], &waiting, lasting(Duration::from_millis(500)));
    seen.expect(
        alone.refused == 0 && alone.cut == 0 && !alone.saved.is_empty(),
        || "the other one stopped too".to_owned(),
    );
    seen.expect(send(at[1], &desk) == Some(200), || {
        "the child is signed out".to_owned()
    });
    saved.extend(alone.saved);
    programs.remove(0).kill();
    database.keeps(&saved, seen);
    // Both counted what the province did, and neither undid the other's: what is kept is what is counted.
    let mut recount = program();
    recount.args(["report", "--recount", "--data"]);
    recount.arg(folders[1].path());
    let counted = recount.args(["--database-url", &database.url]).output();
    let counted = counted.unwrap();
    seen.expect(counted.status.success(), || {
        String::from_utf8_lossy(&counted.stdout).into_owned()
    });
    // The control: a program with another key does not start on it.
    let stranger = tempfile::tempdir().unwrap();
    let refused = start_refused(stranger.path(), Some(&database.url));
    let said = |why: &String| why.contains("không thấy tệp khóa");
    seen.expect(refused.as_ref().is_some_and(said), || {
        format!("{refused:?}")
    });
}

/// F14: requests go to whichever program is there; the one that is told to stop answers everybody it has let in.
pub fn handing_over(scale: &Scale, seen: &mut Seen) {
    let Some((database, folders)) = Database::with_province(scale, seen) else {
        return;
    };
    let work = database.work();
    let start = |n: usize| Running::start_on(folders[n % 2].path(), &database.url);
    let waiting = Waiting::of(work);
    let mut saved = Vec::new();
    let mut old = start(0);
    for round in 1..=scale.times(10, 2) {
        let new = start(round);
        let (from, to) = (old.address, new.address);
        let handed = AtomicBool::new(false);
        let where_to = || {
            if handed.load(Ordering::Relaxed) {
                to
            } else {
                from
            }
        };
        let (answers, ended) = thread::scope(|scope| {
            let sent =
                scope.spawn(|| burst(where_to, &waiting, lasting(Duration::from_millis(1_200))));
            thread::sleep(Duration::from_millis(400));
            // A balancer asks, hears that this one is leaving, and sends the next to the other.
            handed.store(true, Ordering::Relaxed);
            let ended = old.terminate(1);
            (sent.join().unwrap(), ended)
        });
        seen.expect(ended.success(), || format!("round {round}: {ended}"));
        seen.expect(!answers.saved.is_empty(), || {
            format!("round {round}: nobody sent anything")
        });
        let lost = answers.cut + answers.refused + answers.odd.len();
        seen.expect(lost == 0, || {
            format!(
                "round {round}: {} cut, {} refused, {:?}",
                answers.cut, answers.refused, answers.odd
            )
        });
        saved.extend(answers.saved);
        old = new;
    }
    // The control: killed instead of told, somebody is cut off.
    let to = old.address;
    let cut = thread::scope(|scope| {
        let sent = scope.spawn(|| burst(|| to, &waiting, lasting(Duration::from_millis(500))));
        thread::sleep(Duration::from_millis(200));
        old.kill();
        sent.join().unwrap()
    });
    seen.expect(cut.cut > 0, || "a kill cut nobody off".to_owned());
    saved.extend(cut.saved);
    database.keeps(&saved, seen);
    one_after_the_other(scale, seen);
}

/// On SQLite there is one program: what it has answered when it is told to stop, the next one has.
fn one_after_the_other(scale: &Scale, seen: &mut Seen) {
    let folder = tempfile::tempdir().unwrap();
    let data: &Path = folder.path();
    copy_into(data);
    let waiting = waiting();
    let mut saved = Vec::new();
    for round in 0..scale.times(10, 2) {
        let running = Running::start(data);
        let to = running.address;
        let answers = thread::scope(|scope| {
            let sent = scope.spawn(|| burst(|| to, &waiting, lasting(Duration::from_millis(500))));
            thread::sleep(Duration::from_millis(300));
            let ended = running.terminate(1);
            seen.expect(ended.success(), || format!("SQLite, {round}: {ended}"));
            sent.join().unwrap()
        });
        seen.expect(answers.odd.is_empty(), || {
            format!("SQLite, {round}: {:?}", answers.odd)
        });
        saved.extend(answers.saved);
    }
    let (kept, file) = crate::load::kept(data);
    seen.expect(has_all(&kept, &saved) && file == "ok", || {
        "SQLite: something answered as saved is gone".to_owned()
    });
    let running = Running::start(data);
    seen.expect(send(running.address, &desk()) == Some(200), || {
        "the child is signed out".to_owned()
    });
    running.kill();
}
