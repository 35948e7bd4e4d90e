//! kill -9 in the middle of a lesson: what was answered is there, once.

use crate::{
    load::{Answers, burst, copy_into, desk, has_all, kept, url, wait, waiting},
    running::{Running, send, signed_in},
    scale::{Scale, Seen},
};
use lachan::store::Db;
use lachan_core::ids::OperationId;
use rand::Rng;
use std::{
    net::SocketAddr,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

/// A meeting of today with a child on its roll, and the roll's unit.
struct Roll {
    cookie: String,
    activity: String,
    unit: String,
    pupil: String,
}

impl Roll {
    fn find(data: &Path) -> Self {
        let cookie = wait(signed_in(data, "tong.phu.trach"));
        wait(async {
            let db = Db::open(&url(data)).await.unwrap();
            let row = db.query(
                "select a.id, t.unit, m.pupil from activity a join activity_target t on t.activity = a.id
                 join attendance m on m.activity = a.id
                 where a.closed_at is null and a.cancelled_at is null
                 and a.host in (select g.unit from staff_grant g join staff s on s.id = g.staff where s.username = 'tong.phu.trach')
                 and exists (select 1 from unit_link l join enrolment e on e.class = l.class where l.youth = t.unit and e.pupil = m.pupil)
                 order by a.held_on desc limit 1",
            );
            let (activity, unit, pupil): (uuid::Uuid, uuid::Uuid, uuid::Uuid) =
                row.one().await.unwrap();
            db.close().await;
            Self {
                cookie,
                activity: activity.to_string(),
                unit: unit.to_string(),
                pupil: pupil.to_string(),
            }
        })
    }

    /// Marks one child over and over, first late and then absent; answers what was answered last and what was on its way then.
    fn mark(
        &self,
        to: SocketAddr,
        go_on: impl Fn() -> bool,
    ) -> (Option<&'static str>, Option<&'static str>, usize) {
        let (mut last, mut marks) = (None, 0);
        for status in ["late", "absent"].into_iter().cycle() {
            if !go_on() {
                break;
            }
            let at = chrono::Utc::now().timestamp_millis();
            let id = uuid::Uuid::now_v7();
            let body = format!(
                "{{\"activity\":\"{}\",\"unit\":\"{}\",\"confirmed\":true,\"taps\":[{{\"pupil\":\"{}\",\"status\":\"{status}\",\"reason\":null,\"at_ms\":{at},\"client_id\":\"{id}\"}}]}}",
                self.activity, self.unit, self.pupil
            );
            let request = format!(
                "POST /api/diem-danh HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                self.cookie,
                body.len()
            );
            match send(to, &request) {
                Some(200) => (last, marks) = (Some(status), marks + 1),
                Some(other) => panic!("a good mark was answered {other}"),
                None => return (last, Some(status), marks),
            }
        }
        (last, None, marks)
    }

    async fn stands(&self, db: &Db) -> Option<String> {
        let (activity, pupil): (uuid::Uuid, uuid::Uuid) =
            (self.activity.parse().unwrap(), self.pupil.parse().unwrap());
        let row = db
            .query("select status from attendance where activity = $1 and pupil = $2")
            .bind(activity)
            .bind(pupil);
        row.optional::<(Option<String>,)>()
            .await
            .unwrap()
            .and_then(|(status,)| status)
    }
}

/// F1
pub fn in_a_burst(scale: &Scale, seen: &mut Seen) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    copy_into(data);
    let roll = Roll::find(data);
    let waiting = waiting();
    let (mut all_saved, mut marks) = (Vec::new(), 0);
    let mut random = rand::rng();
    for round in 0..scale.times(200, 12) {
        let said = |what: String| format!("kill {round}: {what}");
        let begun = Instant::now();
        let running = Running::start(data);
        let ready = begun.elapsed();
        // A debug build reads its lessons slowly; the promise of half a second is the release's.
        let soon = Duration::from_millis(if cfg!(debug_assertions) { 8_000 } else { 500 });
        seen.expect(ready < soon, || said(format!("ready only after {ready:?}")));
        let to = running.address;
        seen.expect(send(to, &desk()) == Some(200), || {
            said("the child is signed out".to_owned())
        });
        let over = AtomicBool::new(false);
        let go_on = || !over.load(Ordering::Relaxed);
        let after = Duration::from_millis(random.random_range(10..900));
        let (Answers { saved, odd, .. }, marked) = thread::scope(|scope| {
            let runs = scope.spawn(|| burst(|| to, &waiting, go_on));
            let marks = scope.spawn(|| roll.mark(to, go_on));
            thread::sleep(after);
            running.kill();
            over.store(true, Ordering::Relaxed);
            (runs.join().unwrap(), marks.join().unwrap())
        });
        let busy = !saved.is_empty() || after < Duration::from_millis(150);
        seen.expect(odd.is_empty() && busy, || {
            said(format!("answered {odd:?}, {} saved", saved.len()))
        });
        let (kept, file) = kept(data);
        seen.expect(has_all(&kept, &saved), || {
            said("a run answered as saved is gone".to_owned())
        });
        seen.expect(file == "ok", || said(file.clone()));
        let (last, on_its_way, n) = marked;
        marks += n;
        if let Some(last) = last {
            let stands = wait(async {
                let db = Db::open(&url(data)).await.unwrap();
                let stands = roll.stands(&db).await;
                db.close().await;
                stands
            });
            let fine = stands.as_deref() == Some(last)
                || (stands.is_some() && stands.as_deref() == on_its_way);
            seen.expect(fine, || {
                said(format!("{stands:?} stands, {last} was answered as saved"))
            });
        }
        all_saved.extend(saved);
    }
    let enough = scale.times(2_000, 60);
    seen.expect(all_saved.len() >= enough && marks > 20, || {
        format!("only {} runs and {marks} marks were saved", all_saved.len())
    });
    let (kept, _) = kept(data);
    seen.expect(has_all(&kept, &all_saved), || {
        "at the end something is gone".to_owned()
    });
    // The control.
    let never = OperationId(uuid::Uuid::now_v7());
    seen.expect(!has_all(&kept, &[never]), || {
        "the check sees nothing".to_owned()
    });
}
