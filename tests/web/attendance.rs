//! The organizer's afternoon: who was there, said by several hands, late, twice, offline.

use crate::support::{World, client::Client, places::Province};
use chrono::Duration;
use lachan::store::{audit, pupils, units};
use lachan_core::{
    actor::{Actor, Role},
    ids::{ActivityId, PupilId, UnitId},
    permission::ImportClass,
};
use serde_json::{Value, json};
use uuid::Uuid;

struct Afternoon {
    world: World,
    p: Province,
    hoa: Client,
    an: PupilId,
    binh: PupilId,
    chi: PupilId,
    id: ActivityId,
    page: String,
}

/// A chi đội meeting today with three children of 4A.
async fn afternoon() -> Afternoon {
    let world = World::new().await;
    let p = world.province().await;
    let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Chi"];
    let children = world.pupils(&p.a, p.a.class_4a, &names).await;
    let hoa = world.staff("hoa", Role::Organizer, p.a.pioneers).await;
    let id = ActivityId(Uuid::now_v7());
    hold(&hoa, id, p.a.pioneers, &[p.a.chi_doi_4a], "2026-10-12").await;
    Afternoon {
        world,
        hoa,
        an: children[0],
        binh: children[1],
        chi: children[2],
        id,
        page: format!("/hoat-dong/{id}"),
        p,
    }
}

async fn hold(who: &Client, id: ActivityId, host: UnitId, targets: &[UnitId], day: &str) {
    let (id, host) = (id.to_string(), host.to_string());
    let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
    let mut form = vec![
        ("id", id.as_str()),
        ("host", host.as_str()),
        ("kind", "pioneer_meeting"),
        ("held_on", day),
    ];
    form.extend(targets.iter().map(|unit| ("targets", unit.as_str())));
    who.post("/hoat-dong", &form).await.is(303);
}

fn tap(pupil: PupilId, status: &str, at: &str, id: u128) -> Value {
    let at: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
    let status = (!status.is_empty()).then_some(status);
    json!({ "pupil": pupil, "status": status, "reason": null, "at_ms": at.timestamp_millis(), "client_id": Uuid::from_u128(id) })
}

impl Afternoon {
    async fn send(&self, who: &Client, unit: UnitId, taps: Value, confirmed: bool) -> u16 {
        let batch =
            json!({ "activity": self.id, "unit": unit, "taps": taps, "confirmed": confirmed });
        who.call("/api/diem-danh", &batch).await.status.as_u16()
    }

    async fn said(&self, pupil: PupilId) -> Option<String> {
        let row: Option<(Option<String>,)> = self
            .world
            .db()
            .query("select status from attendance where activity = $1 and pupil = $2")
            .bind(self.id)
            .bind(pupil)
            .optional()
            .await
            .unwrap();
        row.and_then(|(status,)| status)
    }

    async fn log(&self, action: &str, unit: UnitId) -> usize {
        let log = audit::latest(self.world.db(), unit, 100).await.unwrap();
        for line in &log {
            assert!(!line.detail.contains("Nguyễn"), "a name in the log");
        }
        log.iter().filter(|line| line.action == action).count()
    }
}

#[tokio::test]
async fn everybody_is_here_then_the_exceptions_then_it_is_closed() {
    let a = afternoon().await;
    let sheet = a.hoa.get(&a.page).await.is(200);
    let sheet = sheet
        .says("Cả lớp có mặt")
        .says("Nguyễn Văn An")
        .says("Chưa điểm");
    sheet.says("Còn <b data-live=\"open\">3</b> em chưa điểm danh");
    let unit = a.p.a.chi_doi_4a.to_string();
    let (an, binh) = (format!("s-{}", a.an), format!("s-{}", a.binh));
    let why = format!("r-{}", a.binh);
    let marks = [
        ("unit", unit.as_str()),
        ("everybody", "1"),
        (&an, "late"),
        (&binh, "excused"),
        (&why, "ill"),
    ];
    let back = a
        .hoa
        .post(&format!("{}/diem-danh", a.page), &marks)
        .await
        .is(303);
    assert_eq!(back.location(), format!("{}?don-vi={unit}", a.page));
    assert_eq!(a.said(a.an).await.as_deref(), Some("late"));
    assert_eq!(a.said(a.binh).await.as_deref(), Some("excused"));
    assert_eq!(a.said(a.chi).await.as_deref(), Some("present"));
    for more in ["1", "1", "1", "-1"] {
        let form = [("more", more), ("walk_ins", "0")];
        a.hoa
            .post(&format!("{}/so-luot", a.page), &form)
            .await
            .is(303);
    }
    a.hoa.post(&format!("{}/chot", a.page), &[]).await.is(303);
    a.hoa.post(&format!("{}/chot", a.page), &[]).await.is(303);
    a.hoa.get(&a.page).await.is(200).says("Đã chốt");
    a.hoa.get("/hoat-dong").await.is(200).says("4 lượt");
    assert_eq!(a.log("close activity", a.p.a.pioneers).await, 1);
}

#[tokio::test]
async fn a_plain_form_changes_only_what_its_sender_changed() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a.to_string();
    let (an, was) = (format!("s-{}", a.an), format!("was-{}", a.an));
    let binh = format!("s-{}", a.binh);
    let path = format!("{}/diem-danh", a.page);
    a.hoa
        .post(&path, &[("unit", &unit), (&an, "absent")])
        .await
        .is(303);
    // A second person whose sheet was shown before that marks somebody else.
    let lan = a.world.staff("lan", Role::Teacher, a.p.a.class_4a).await;
    lan.post(&path, &[("unit", &unit), (&was, ""), (&binh, "present")])
        .await
        .is(303);
    lan.post(
        &path,
        &[("unit", &unit), (&was, "present"), (&an, "present")],
    )
    .await
    .is(303);
    assert_eq!(a.said(a.an).await.as_deref(), Some("absent"));
    assert_eq!(a.said(a.binh).await.as_deref(), Some("present"));
    lan.get(&a.page)
        .await
        .is(200)
        .says("Nguyễn Văn An")
        .hides("Hủy hoạt động này");
    lan.post(&format!("{}/chot", a.page), &[]).await.is(403);
}

#[tokio::test]
async fn taps_sent_thrice_and_out_of_order_end_the_same() {
    let a = afternoon().await;
    a.world.clock.advance(Duration::minutes(10));
    let unit = a.p.a.chi_doi_4a;
    let first = tap(a.an, "absent", "2026-10-12T01:01:00Z", 1);
    let second = tap(a.an, "late", "2026-10-12T01:02:00Z", 2);
    for taps in [
        json!([second]),
        json!([first]),
        json!([second, first]),
        json!([first]),
    ] {
        assert_eq!(a.send(&a.hoa, unit, taps, false).await, 200);
        assert_eq!(a.said(a.an).await.as_deref(), Some("late"));
    }
    let same_moment = json!([
        tap(a.binh, "present", "2026-10-12T01:03:00Z", 8),
        tap(a.binh, "absent", "2026-10-12T01:03:00Z", 9)
    ]);
    assert_eq!(a.send(&a.hoa, unit, same_moment, false).await, 200);
    assert_eq!(a.said(a.binh).await.as_deref(), Some("absent"));
    let undone = json!([tap(a.an, "", "2026-10-12T01:04:00Z", 3)]);
    assert_eq!(a.send(&a.hoa, unit, undone, false).await, 200);
    assert_eq!(a.send(&a.hoa, unit, json!([second]), false).await, 200);
    assert_eq!(
        a.said(a.an).await,
        None,
        "what was taken back stays taken back"
    );
    let (rows,): (i64,) = a
        .world
        .db()
        .query("select count(*) from attendance")
        .one()
        .await
        .unwrap();
    assert_eq!(rows, 2);
}

/// Every order in which four marks about a child can arrive, two of them made at the same moment and one taking back.
#[tokio::test]
async fn in_whatever_order_marks_arrive_the_same_one_stands() {
    let a = afternoon().await;
    a.world.clock.advance(Duration::minutes(10));
    for (late, stands) in [("late", Some("late")), ("", None)] {
        let marks = [
            tap(a.an, "present", "2026-10-12T01:01:00Z", 4),
            tap(a.an, "absent", "2026-10-12T01:02:00Z", 3),
            tap(a.an, "excused", "2026-10-12T01:03:00Z", 1),
            tap(a.an, late, "2026-10-12T01:03:00Z", 2),
        ];
        let mut orders = 0;
        for order in 0..4usize.pow(4) {
            let order: [usize; 4] = std::array::from_fn(|n| order / 4usize.pow(n as u32) % 4);
            if (0..4).any(|n| !order.contains(&n)) {
                continue;
            }
            orders += 1;
            a.world.sql("delete from attendance").await;
            for n in order {
                let sent = a.send(&a.hoa, a.p.a.chi_doi_4a, json!([marks[n]]), false);
                assert_eq!(sent.await, 200);
            }
            assert_eq!(a.said(a.an).await.as_deref(), stands, "{order:?}");
        }
        assert_eq!(orders, 24);
    }
}

#[tokio::test]
async fn two_organizers_at_once_merge_and_a_tap_stands_over_everybody_is_here() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a;
    let lan = a.world.staff("lan", Role::Teacher, a.p.a.class_4a).await;
    a.world.clock.advance(Duration::minutes(10));
    let form = [("unit", unit.to_string()), ("everybody", "1".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    a.hoa
        .post(&format!("{}/diem-danh", a.page), &form)
        .await
        .is(303);
    // Tapped before that on a phone without network, and sent only now.
    let earlier = json!([tap(a.chi, "absent", "2026-10-12T01:02:00Z", 1)]);
    let batch = json!({ "activity": a.id, "unit": unit, "taps": earlier, "confirmed": false });
    let state = lan.call("/api/diem-danh", &batch).await.is(200).json();
    assert_eq!(a.said(a.chi).await.as_deref(), Some("absent"));
    assert_eq!(state["said"].as_array().unwrap().len(), 3, "{state}");
    let again = json!([
        { "pupil": a.chi, "status": "present", "reason": null, "everybody": true, "client_id": Uuid::from_u128(2),
          "at_ms": a.world.clock.now().timestamp_millis() }
    ]);
    assert_eq!(a.send(&a.hoa, unit, again, false).await, 200);
    assert_eq!(a.said(a.chi).await.as_deref(), Some("absent"));
}

#[tokio::test]
async fn a_clock_that_runs_ahead_wins_nothing_forever() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a;
    let ahead = json!([tap(a.an, "absent", "2026-10-12T09:00:00Z", 1)]);
    assert_eq!(a.send(&a.hoa, unit, ahead, false).await, 200);
    a.world.clock.advance(Duration::minutes(1));
    let later = json!([tap(a.an, "present", "2026-10-12T01:01:00Z", 2)]);
    assert_eq!(a.send(&a.hoa, unit, later, false).await, 200);
    assert_eq!(a.said(a.an).await.as_deref(), Some("present"));
}

/// The server's own clock was a day ahead when the first mark was made, and was set right since.
#[tokio::test]
async fn a_mark_made_while_the_server_was_ahead_gives_way_to_the_next() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a;
    a.world.clock.advance(Duration::days(1));
    let hoa = a
        .world
        .staff("hoa.hai", Role::Organizer, a.p.a.pioneers)
        .await;
    let ahead = json!([tap(a.an, "absent", "2026-10-13T01:00:00Z", 1)]);
    assert_eq!(a.send(&hoa, unit, ahead, true).await, 200);
    a.world
        .clock
        .advance(-Duration::days(1) + Duration::minutes(1));
    let later = json!([tap(a.an, "present", "2026-10-12T01:01:00Z", 2)]);
    assert_eq!(a.send(&a.hoa, unit, later, false).await, 200);
    assert_eq!(a.said(a.an).await.as_deref(), Some("present"));
}

#[tokio::test]
async fn a_mark_that_came_too_late_hears_what_stands() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a;
    a.world.clock.advance(Duration::minutes(10));
    let newer = json!([tap(a.an, "absent", "2026-10-12T01:09:00Z", 2)]);
    assert_eq!(a.send(&a.hoa, unit, newer.clone(), false).await, 200);
    let older = json!([
        tap(a.an, "present", "2026-10-12T01:02:00Z", 1),
        tap(a.binh, "late", "2026-10-12T01:02:00Z", 3)
    ]);
    let batch =
        |taps: &Value| json!({ "activity": a.id, "unit": unit, "taps": taps, "confirmed": false });
    let state = a
        .hoa
        .call("/api/diem-danh", &batch(&older))
        .await
        .is(200)
        .json();
    assert!(
        state["notice"]
            .as_str()
            .unwrap()
            .contains("được người khác đánh dấu sau đó"),
        "{state}"
    );
    let said = |pupil: PupilId| {
        state["said"]
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line[0] == json!(pupil))
            .unwrap()[1][0]
            .clone()
    };
    assert_eq!((said(a.an), said(a.binh)), (json!("absent"), json!("late")));
    // Sent again, the one that stands is told nothing.
    let state = a
        .hoa
        .call("/api/diem-danh", &batch(&newer))
        .await
        .is(200)
        .json();
    assert_eq!(state["notice"], Value::Null);
}

/// Whichever comes first, the other knows of it: nothing is answered as saved that counts nowhere.
#[tokio::test]
async fn a_mark_and_a_cancellation_that_meet_are_both_told_the_truth() {
    for round in 0..12 {
        let a = afternoon().await;
        let unit = a.p.a.chi_doi_4a;
        let taps = json!([tap(a.an, "present", "2026-10-12T00:59:00Z", 1)]);
        let cancel = format!("{}/huy", a.page);
        let cancel = a.hoa.post(&cancel, &[("reason", "other")]);
        let (marked, _) = tokio::join!(a.send(&a.hoa, unit, taps, false), async {
            tokio::time::sleep(std::time::Duration::from_micros(300 * round)).await;
            cancel.await.is(303);
        });
        let kept = a.said(a.an).await.is_some();
        assert_eq!(marked, if kept { 200 } else { 409 }, "round {round}");
    }
}

#[tokio::test]
async fn changing_what_is_over_asks_first_and_is_logged() {
    let a = afternoon().await;
    let unit = a.p.a.chi_doi_4a;
    a.hoa.post(&format!("{}/chot", a.page), &[]).await.is(303);
    a.world.clock.advance(Duration::minutes(5));
    let after = json!([tap(a.an, "present", "2026-10-12T01:04:00Z", 5)]);
    assert_eq!(a.send(&a.hoa, unit, after.clone(), false).await, 409);
    assert_eq!(a.said(a.an).await, None);
    let text = unit.to_string();
    let status = format!("s-{}", a.an);
    let form = [("unit", text.as_str()), (&status, "present")];
    a.hoa
        .post(&format!("{}/diem-danh", a.page), &form)
        .await
        .is(422)
        .says("hãy đánh dấu đồng ý sửa");
    assert_eq!(a.log("change past attendance", unit).await, 0);
    assert_eq!(a.send(&a.hoa, unit, after, true).await, 200);
    assert_eq!(a.said(a.an).await.as_deref(), Some("present"));
    assert_eq!(a.log("change past attendance", unit).await, 1);
    // Tapped while it was open, sent afterwards: nobody has to be asked, the log still knows.
    let in_time = json!([tap(a.binh, "late", "2026-10-12T00:59:00Z", 6)]);
    assert_eq!(a.send(&a.hoa, unit, in_time, false).await, 200);
    assert_eq!(a.log("change past attendance", unit).await, 2);
    a.world.clock.advance(Duration::days(1));
    let hoa = a
        .world
        .staff("hoa.moi", Role::Organizer, a.p.a.pioneers)
        .await;
    let form = [("walk_ins", "2"), ("more", "0")];
    hoa.post(&format!("{}/so-luot", a.page), &form)
        .await
        .is(422);
    let form = [("walk_ins", "2"), ("more", "0"), ("confirmed", "1")];
    hoa.post(&format!("{}/so-luot", a.page), &form)
        .await
        .is(303);
    assert_eq!(a.log("change past counts", a.p.a.pioneers).await, 1);
    hoa.post(&format!("{}/huy", a.page), &[("reason", "other")])
        .await
        .is(422);
}

#[tokio::test]
async fn a_child_of_another_school_or_class_makes_the_whole_batch_as_if_it_did_not_exist() {
    let a = afternoon().await;
    let stranger = a.world.pupils(&a.p.b, a.p.b.class_4a, &["Phạm Dũng"]).await[0];
    let neighbour = a.world.pupils(&a.p.a, a.p.a.class_4b, &["Đỗ Giang"]).await[0];
    let unit = a.p.a.chi_doi_4a;
    for other in [stranger, neighbour, PupilId(Uuid::now_v7())] {
        let taps = json!([
            tap(a.an, "present", "2026-10-12T00:59:00Z", 1),
            tap(other, "present", "2026-10-12T00:59:00Z", 2)
        ]);
        assert_eq!(a.send(&a.hoa, unit, taps, false).await, 404);
        assert_eq!(a.said(a.an).await, None);
    }
    let own = json!([tap(a.an, "present", "2026-10-12T00:59:00Z", 1)]);
    for foreign in [a.p.b.chi_doi_4a, a.p.a.chi_doi_4b, a.p.a.class_4a] {
        assert_eq!(a.send(&a.hoa, foreign, own.clone(), false).await, 404);
    }
    let other = a.world.staff("binh", Role::Organizer, a.p.b.pioneers).await;
    assert_eq!(a.send(&other, unit, own.clone(), false).await, 404);
    let officer = a
        .world
        .staff("dung", Role::CommuneYouth, a.p.commune_youth)
        .await;
    assert_eq!(a.send(&officer, unit, own.clone(), false).await, 404);
    officer.get(&a.page).await.is(200).hides("Nguyễn Văn An");
    let nobody = a.world.browser();
    assert_eq!(a.send(&nobody, unit, own, false).await, 401);
    assert_eq!(a.said(a.an).await, None);
}

#[tokio::test]
async fn a_child_stands_on_the_roll_of_the_class_it_was_in_that_day() {
    let a = afternoon().await;
    let today = a.world.clock.today();
    let place = async |class| {
        units::place(a.world.db(), class, today)
            .await
            .unwrap()
            .unwrap()
    };
    let (from, to) = (place(a.p.a.class_4a).await, place(a.p.a.class_4b).await);
    let system = Actor::System("test");
    let mut tx = a.world.db().begin().await.unwrap();
    let leave = system.permit(ImportClass::at(&from)).unwrap();
    let enter = system.permit(ImportClass::at(&to)).unwrap();
    let yesterday = today.pred_opt().unwrap();
    pupils::leave(&mut tx, &leave, a.chi, yesterday)
        .await
        .unwrap();
    pupils::enrol(&mut tx, &enter, a.chi, today).await.unwrap();
    tx.commit().await.unwrap();
    a.hoa
        .get(&a.page)
        .await
        .is(200)
        .says("Trần Thị Bình")
        .hides("Lê Chi");
    let tap_chi = json!([tap(a.chi, "present", "2026-10-12T00:59:00Z", 1)]);
    assert_eq!(a.send(&a.hoa, a.p.a.chi_doi_4a, tap_chi, false).await, 404);
    let both = ActivityId(Uuid::now_v7());
    let units = [a.p.a.chi_doi_4a, a.p.a.chi_doi_4b];
    hold(&a.hoa, both, a.p.a.pioneers, &units, "2026-10-12").await;
    let page = format!("/hoat-dong/{both}");
    a.hoa
        .get(&format!("{page}?don-vi={}", a.p.a.chi_doi_4b))
        .await
        .is(200)
        .says("Lê Chi")
        .says("<b data-live=\"attended\">0</b>/3 em có mặt");
    a.hoa
        .post(&format!("{page}/diem-danh"), &[("everybody", "1")])
        .await
        .is(303);
    a.hoa
        .get(&page)
        .await
        .is(200)
        .says("<b data-live=\"attended\">3</b>/3 em có mặt");
    let last_week = ActivityId(Uuid::now_v7());
    hold(&a.hoa, last_week, a.p.a.pioneers, &units[..1], "2026-10-05").await;
    a.hoa
        .get(&format!("/hoat-dong/{last_week}"))
        .await
        .is(200)
        .says("Lê Chi");
}

#[tokio::test]
async fn a_batch_without_measure_is_refused() {
    let a = afternoon().await;
    let many: Vec<Value> = (0..201)
        .map(|i| tap(a.an, "present", "2026-10-12T00:59:00Z", i))
        .collect();
    assert_eq!(
        a.send(&a.hoa, a.p.a.chi_doi_4a, json!(many), false).await,
        422
    );
    let nonsense =
        json!([{ "pupil": a.an, "status": "ngủ quên", "at_ms": 0, "client_id": Uuid::nil() }]);
    assert_eq!(a.send(&a.hoa, a.p.a.chi_doi_4a, nonsense, false).await, 422);
}
