//! What the time of an answer tells: nothing. What belongs to others and what never was, a name that exists and one that does not.

use crate::{
    scale::{Scale, Seen},
    support::{
        World,
        client::{Answer, Client},
        door::PASSWORD,
    },
};
use lachan_core::{actor::Role, ids::UnitId};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use uuid::Uuid;

/// How far two medians may be apart: in a hundred.
const APART: f64 = 5.0;

/// Times of two kinds of requests, taken in turn so that what the machine does meanwhile meets both.
#[derive(Default)]
struct Times([Vec<Duration>; 2]);

impl Times {
    async fn take(&mut self, kind: usize, ask: impl Future<Output = Answer>) -> Answer {
        let begun = Instant::now();
        let answer = ask.await;
        self.0[kind].push(begun.elapsed());
        answer
    }

    fn medians(&mut self) -> [f64; 2] {
        self.0.each_mut().map(|times| {
            times.sort_unstable();
            times[times.len() / 2].as_secs_f64() * 1_000.0
        })
    }

    /// By how many per cent of the first median the second is apart.
    fn apart(&mut self) -> f64 {
        let [first, second] = self.medians();
        (second - first).abs() / first * 100.0
    }

    fn judge(&mut self, scale: &Scale, seen: &mut Seen, what: &str) {
        let apart = self.apart();
        let [first, second] = self.medians();
        println!("   {what}: {first:.2} and {second:.2} ms, {apart:.1} % apart");
        // A few requests of a debug build say nothing of time.
        if !scale.short {
            seen.expect(apart <= APART, || format!("{what}: {apart:.1} % apart"));
        }
    }
}

/// Two things by their number, each time in the other order: who comes second meets another moment of the machine's ticks.
fn in_turn<T>(n: usize, two: [T; 2]) -> impl Iterator<Item = (usize, T)> {
    let mut both: Vec<(usize, T)> = two.into_iter().enumerate().collect();
    if n.is_multiple_of(2) {
        both.reverse();
    }
    both.into_iter()
}

/// I7
pub fn foreign_and_unknown(scale: &Scale, seen: &mut Seen) {
    Runtime::new().unwrap().block_on(async {
        let world = World::new().await;
        let p = world.province().await;
        let pupils = world
            .pupils(&p.b, p.b.class_4a, &["Lê Văn Cường", "Lê Thị Dung"])
            .await;
        let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
        let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
        let (class, school) = (p.a.class_4a, p.a.id);
        let of_class = |path: &str| path.replace("{class}", &class.to_string());
        let of_school = |path: &str| path.replace("{school}", &school.to_string());
        let list: Vec<(&Client, &str, String, Uuid)> = vec![
            (&lan, "GET", "/lop/{id}".to_owned(), p.b.class_4a.0),
            (&lan, "GET", "/lop/{id}/hoc-sinh".to_owned(), p.b.class_4a.0),
            (&lan, "GET", "/lop/{id}/cua".to_owned(), p.b.class_4a.0),
            (&lan, "POST", "/lop/{id}/cua".to_owned(), p.b.class_4a.0),
            (&lan, "GET", "/bao-cao/{id}".to_owned(), p.b.class_4a.0),
            (&lan, "GET", "/bao-cao/{id}".to_owned(), p.b.id.0),
            (
                &lan,
                "GET",
                "/bai-hoc/B4/thu?lop={id}".to_owned(),
                p.b.class_4a.0,
            ),
            (
                &lan,
                "GET",
                "/hoat-dong/moi?chu-tri={id}".to_owned(),
                p.b.chi_doi_4a.0,
            ),
            (
                &lan,
                "POST",
                of_class("/lop/{class}/cua/giup/{id}"),
                pupils[0].0,
            ),
            (&lan, "POST", of_class("/lop/{class}/the/{id}"), pupils[0].0),
            (&head, "GET", "/don-vi/{id}".to_owned(), p.b.id.0),
            (
                &head,
                "POST",
                of_school("/don-vi/{school}/nguoi/{id}/dong"),
                Uuid::nil(),
            ),
        ];
        let (stranger, _) = world
            .staff_with(
                "nguoi.xa",
                &[lachan_core::actor::Grant {
                    role: Role::Teacher,
                    unit: p.b.class_4a,
                }],
            )
            .await;
        for (who, method, path, foreign) in list {
            let foreign = if foreign.is_nil() {
                stranger.0
            } else {
                foreign
            };
            let mut times = Times::default();
            let mut alike = true;
            for n in 0..scale.times(100, 3) {
                let mut answers = Vec::new();
                for (kind, id) in in_turn(n, [foreign, Uuid::now_v7()]) {
                    let path = path.replace("{id}", &id.to_string());
                    let asked = async {
                        match method {
                            "GET" => who.get(&path).await,
                            _ => who.post(&path, &[]).await,
                        }
                    };
                    answers.push(times.take(kind, asked).await.status);
                }
                alike &= answers[0] == 404 && answers[1] == 404;
            }
            seen.expect(alike, || format!("{method} {path}: not 404"));
            times.judge(scale, seen, &format!("{method} {path}"));
        }
        // The control: what is one's own takes another time than what is not there.
        let mut times = Times::default();
        for _ in 0..scale.times(100, 3) {
            for (kind, id) in [class, UnitId(Uuid::now_v7())].into_iter().enumerate() {
                let path = format!("/lop/{id}");
                times.take(kind, lan.get(&path)).await;
            }
        }
        let apart = times.apart();
        seen.expect(apart > APART, || format!("one's own is {apart:.1} % apart"));
    });
}

/// I13: a thousand tries each at names that exist, that do not, and that are closed; at codes of closed doors and of none.
pub fn names_and_codes(scale: &Scale, seen: &mut Seen) {
    const NAMES: usize = 20;
    Runtime::new().unwrap().block_on(async {
        let world = World::new().await;
        let lesson = world.lesson().await;
        for n in 0..NAMES {
            for kind in ["mo", "dong"] {
                world
                    .account(&format!("{kind}.{n}"), lesson.p.a.class_4a)
                    .await;
            }
        }
        world
            .sql("update staff set closed_at = '2026-10-01T00:00:00Z' where username like 'dong.%'")
            .await;
        let closed = lesson.door.code.clone();
        lesson
            .teacher
            .post(&format!("{}/dong", lesson.panel()), &[])
            .await
            .is(303);
        for (what, kinds) in [
            ("a name that exists, and one that does not", ["mo", "khong"]),
            ("a name that exists, and one that is closed", ["mo", "dong"]),
        ] {
            let mut times = Times::default();
            let mut alike = true;
            for n in 0..scale.times(1_000, 4) {
                // Nobody has tried before: no count is near its end.
                if n % NAMES == 0 {
                    world.clock.advance(chrono::Duration::minutes(40));
                }
                let mut told = Vec::new();
                for (kind, name) in in_turn(n, kinds) {
                    let mut browser = world.browser();
                    browser.address =
                        ([10, kind as u8, (n / 250) as u8, (n % 250) as u8], 40_000).into();
                    browser.get("/dang-nhap").await;
                    let name = format!("{name}.{}", n % NAMES);
                    let fields = [("username", name.as_str()), ("password", "sai mật khẩu")];
                    let answer = times.take(kind, browser.post("/dang-nhap", &fields)).await;
                    told.push((answer.status, answer.without_nonce().replace(&name, "NAME")));
                }
                alike &= told[0] == told[1];
            }
            seen.expect(alike, || format!("{what}: not answered alike"));
            times.judge(scale, seen, what);
        }
        world.clock.advance(chrono::Duration::minutes(40));
        let browser = world.browser();
        browser.get("/dang-nhap").await;
        let right = [("username", "mo.0"), ("password", PASSWORD)];
        let status = browser.post("/dang-nhap", &right).await.status;
        seen.expect(status == 303, || format!("a right password: {status}"));
        let mut times = Times::default();
        let mut alike = true;
        for n in 0..scale.times(1_000, 4) {
            let mut to = Vec::new();
            for (kind, code) in in_turn(n, [closed.as_str(), "AAAAAAAA"]) {
                let mut browser = world.browser();
                browser.address = (
                    [10, 7 + kind as u8, (n / 250) as u8, (n % 250) as u8],
                    40_000,
                )
                    .into();
                let answer = times.take(kind, browser.post("/", &[("ma", code)])).await;
                to.push(answer.location().replace(code, "CODE"));
            }
            alike &= to[0] == to[1];
        }
        seen.expect(alike, || "codes are not answered alike".to_owned());
        times.judge(scale, seen, "the code of a closed door, and one of none");
    });
}
