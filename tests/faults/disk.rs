//! Full, read-only, replaced, damaged and held: what happens to the file under the server.

use crate::{
    load::{
        burst, copy_into, desk, get, has_all, kept, lasting, start_refused, until, wait, waiting,
    },
    running::{Running, post, send},
    scale::{Scale, Seen},
    small::{Disk, fill},
};
use lachan::store::Db;
use std::{
    fs, thread,
    time::{Duration, Instant},
};

/// F4
pub fn fills(scale: &Scale, seen: &mut Seen) {
    for kind in ["tmpfs", "ext4"] {
        let Some(disk) = Disk::make(kind, 96) else {
            seen.leave_out(format!("no {kind} may be mounted here"));
            continue;
        };
        let data = disk.data();
        copy_into(&data);
        let running = Running::start(&data);
        let to = running.address;
        let (waiting, ballast) = (waiting(), disk.ballast());
        let mut saved = Vec::new();
        for round in 0..scale.times(20, 3) {
            fill(&ballast, 96 * 1024);
            let full = burst(|| to, &waiting, lasting(Duration::from_millis(700)));
            let said = |what: &str| format!("{kind}, round {round}: {what}");
            seen.expect(full.odd.is_empty(), || {
                said(&format!("answered {:?}", full.odd))
            });
            seen.expect(full.cut == 0, || said("requests without an answer"));
            // The control: it really was full.
            seen.expect(full.refused > 0, || said("nothing was refused"));
            seen.expect(send(to, &desk()) == Some(200), || {
                said("reading stopped too")
            });
            // An answer holds for a second.
            let noticed = until(Duration::from_secs(2), || {
                send(to, &get("/readyz")) == Some(503)
            });
            seen.expect(noticed.is_some(), || said("still ready"));
            saved.extend(full.saved);
            fs::remove_file(&ballast).unwrap();
            // The very first write after there is space again.
            let (id, body) = waiting.next();
            let answer = send(to, &post(&body));
            seen.expect(answer == Some(200), || {
                said(&format!("the first write afterwards: {answer:?}"))
            });
            saved.push(id);
            let ready = until(Duration::from_secs(3), || {
                send(to, &get("/readyz")) == Some(200)
            });
            seen.expect(ready.is_some(), || said("not ready again"));
        }
        thread::sleep(Duration::from_secs(3));
        running.kill();
        let (kept, file) = kept(&data);
        seen.expect(has_all(&kept, &saved), || {
            format!("{kind}: something answered as saved is gone")
        });
        seen.expect(file == "ok", || format!("{kind}: {file}"));
        let noted = wait(async {
            let url = format!("sqlite://{}", data.join("lachan.db").display());
            let db = Db::open(&url).await.unwrap();
            let last = lachan::store::settings::get(&db, lachan::job::LAST_TROUBLE)
                .await
                .unwrap();
            db.close().await;
            last.unwrap_or_default()
        });
        seen.expect(noted.contains(" full "), || {
            format!("{kind}: the log says {noted:?}")
        });
    }
}

/// F5
pub fn changes_under_the_server(scale: &Scale, seen: &mut Seen) {
    for round in 0..scale.times(10, 1) {
        let said = |what: &str| format!("round {round}: {what}");
        match Disk::make("tmpfs", 96) {
            None => seen.leave_out("no tmpfs may be mounted here"),
            Some(disk) => {
                let data = disk.data();
                copy_into(&data);
                Running::start(&data).kill(); // the control
                // Read-only from the beginning, then under the running server.
                if disk.remount("ro") {
                    let refused = start_refused(&data, None);
                    seen.expect(
                        refused
                            .as_ref()
                            .is_some_and(|why| why.contains("chỉ đọc") || why.contains("ghi")),
                        || said(&format!("read-only: {refused:?}")),
                    );
                    disk.remount("rw");
                    let running = Running::start(&data);
                    // The system may not allow it while files are open for writing.
                    if disk.remount("ro") {
                        writes_are_refused(&running, seen, &said("read-only while it runs"));
                        disk.remount("rw");
                    }
                    running.kill();
                } else {
                    seen.leave_out("no tmpfs may be remounted here");
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        copy_into(data);
        let running = Running::start(data);
        let database = data.join("lachan.db");
        fs::rename(&database, data.join("aside")).unwrap();
        writes_are_refused(&running, seen, &said("file taken away"));
        fs::copy(data.join("aside"), &database).unwrap();
        writes_are_refused(&running, seen, &said("another file in its place"));
        running.kill();
        for beside in ["lachan.db-wal", "lachan.db-shm", "aside"] {
            fs::remove_file(data.join(beside)).ok();
        }
        fs::remove_file(&database).unwrap();
        let refused = start_refused(data, None);
        seen.expect(
            refused.is_some_and(|why| why.contains("không thấy dữ liệu")),
            || said("started without its data"),
        );
        seen.expect(!database.exists(), || {
            said("made a new database in silence")
        });
        // A page is no longer what was written: everything may be read as far as it goes, nothing is written.
        copy_into(data);
        let mut bytes = fs::read(&database).unwrap();
        let page = bytes.len() / 4096 / 2 * 4096 + round % 3 * 4096;
        bytes[page..page + 64 * 4096].fill(0x5a);
        fs::write(&database, bytes).unwrap();
        let running = Running::start(data);
        let noticed = until(Duration::from_secs(8), || {
            send(running.address, &get("/readyz")) == Some(503)
        });
        seen.expect(noticed.is_some(), || said("a damaged page was not noticed"));
        let answer = send(running.address, &post(&waiting().next().1));
        seen.expect(answer == Some(503), || {
            said(&format!("a write into a damaged file: {answer:?}"))
        });
        running.kill();
    }
}

fn writes_are_refused(running: &Running, seen: &mut Seen, when: &str) {
    let (_, body) = waiting().next();
    let answer = send(running.address, &post(&body));
    seen.expect(answer == Some(503), || {
        format!("{when}: a write was answered {answer:?}")
    });
    let answer = send(running.address, &desk());
    seen.expect(answer == Some(200), || {
        format!("{when}: reading was answered {answer:?}")
    });
    let answer = send(running.address, &get("/readyz"));
    seen.expect(answer == Some(503), || format!("{when}: ready? {answer:?}"));
}

/// F6
pub fn is_held(scale: &Scale, seen: &mut Seen) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    copy_into(data);
    let running = Running::start(data);
    let to = running.address;
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    let waiting = waiting();
    let holds: &[u64] = if scale.short {
        &[1, 6]
    } else {
        &[1, 6, 30, 1, 6, 1, 6, 1, 6, 1]
    };
    let mut saved = Vec::new();
    let mut ask = |seen: &mut Seen| {
        let (id, body) = waiting.next();
        let begun = Instant::now();
        let answer = send(to, &post(&body));
        if answer == Some(200) {
            saved.push(id);
        }
        let took = begun.elapsed();
        let calm = matches!(answer, Some(200 | 503)) && took < Duration::from_secs(6);
        seen.expect(calm, || format!("answered {answer:?} after {took:?}"));
        (answer, took)
    };
    for seconds in holds {
        let (url, time) = (url.clone(), Duration::from_secs(*seconds));
        let holder = thread::spawn(move || {
            wait(async {
                let db = Db::open(&url).await.unwrap();
                let held = db.begin().await.unwrap();
                tokio::time::sleep(time).await;
                held.rollback().await.unwrap();
                db.close().await;
            });
        });
        thread::sleep(Duration::from_millis(200));
        let mut noticed = false;
        while !holder.is_finished() {
            let begun = Instant::now();
            let reads = send(to, &desk());
            let took = begun.elapsed();
            let calm = reads == Some(200) && took < Duration::from_millis(900);
            seen.expect(calm, || {
                format!("reading meanwhile: {reads:?} after {took:?}")
            });
            let (answer, took) = ask(seen);
            noticed |= answer == Some(503) || took > Duration::from_millis(150);
        }
        holder.join().unwrap();
        // The control: it really was held.
        seen.expect(noticed, || {
            format!("held for {seconds} s and nobody noticed")
        });
        let (answer, _) = ask(seen);
        seen.expect(answer == Some(200), || {
            format!("let go after {seconds} s: {answer:?}")
        });
    }
    running.kill();
    let (kept, file) = kept(data);
    seen.expect(has_all(&kept, &saved), || {
        "something answered as saved is gone".to_owned()
    });
    seen.expect(file == "ok", || file.clone());
}
