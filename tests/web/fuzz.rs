//! Requests nobody would send, on every address, by everybody, seeded: whatever comes, no answer is a failure of ours.

use super::rights::routes;
use crate::support::{World, client::Client, door::Lesson};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use lachan_core::actor::Role;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Numbers that look random and are the same for the same seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Text that has broken other programs.
const NAUGHTY: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "99999999999999999999999999",
    "true",
    "null",
    "\u{0}",
    "a\u{0}b",
    "\u{202e}txt.exe",
    "\u{feff}",
    "%00",
    "%s%n%x",
    "../../../../etc/passwd",
    "..%2f..%2fsecret.key",
    "C:\\lachan.db",
    "' or '1'='1",
    "'; drop table pupil; --",
    "\" onmouseover=alert(1) x=\"",
    "<script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "=1+1",
    "2026-02-30",
    "2026-10-12",
    "9999-12-31",
    "-0001-01-01",
    "31/02/2026",
    "12:61",
    "Nguyễn Thị Ánh",
    "H’Hen Niê",
    "𝓛𝓪𝓷 👩‍🏫",
    "ⁿᵘˡˡ",
    "\r\nSet-Cookie: x=y",
    "[]",
    "{}",
    "[[[[[[[[",
    "primary",
    "pre",
    "late",
];

/// The names of fields and parameters that our handlers read.
fn names() -> Vec<String> {
    let mut names: BTreeSet<String> = [
        "ky", "tu", "den", "vi", "hd", "lop", "tim", "nguoi", "don-vi", "next",
    ]
    .map(str::to_owned)
    .into();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    for file in fs::read_dir(folder).unwrap().flatten() {
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        for call in [".text(\"", ".read(\"", ".all(\"", ".ticked(\"", ".whole(\""] {
            let found = text
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            names.extend(found.map(str::to_owned));
        }
    }
    assert!(names.len() > 30, "only {} names were found", names.len());
    names.into_iter().collect()
}

struct Ground {
    routes: Vec<(Method, String)>,
    names: Vec<String>,
    /// Ids that are there, and one that is not.
    ids: Vec<String>,
    people: Vec<Client>,
}

impl Ground {
    async fn make(world: &World, lesson: &Lesson) -> Self {
        let p = &lesson.p;
        let pupil = world.at_door(&lesson.door.code).await;
        let tile = lesson.tile(lesson.an);
        let right = crate::support::door::pictures(crate::support::door::RIGHT);
        pupil.post(&tile, &right).await.is(303);
        let people = vec![
            lesson.teacher.clone(),
            world.staff("hieu", Role::SchoolHead, p.a.id).await,
            world.staff("hoa", Role::Organizer, p.a.pioneers).await,
            world
                .staff("so.gddt", Role::DepartmentOfficer, p.department)
                .await,
            world.staff("quan.tri", Role::Admin, p.department).await,
            world.at_door(&lesson.door.code).await,
            pupil,
            world.browser(),
        ];
        let ids = [
            p.a.id,
            p.a.class_4a,
            p.a.chi_doi_4a,
            p.b.class_4a,
            p.department,
        ]
        .map(|id| id.to_string());
        let mut ids: Vec<String> = ids.into();
        ids.extend([
            lesson.an.to_string(),
            uuid::Uuid::now_v7().to_string(),
            "B4".to_owned(),
            "G3".to_owned(),
        ]);
        Self {
            routes: routes()
                .into_iter()
                .map(|(method, path)| (method.parse().unwrap(), path))
                .collect(),
            names: names(),
            ids,
            people,
        }
    }

    fn value(&self, dice: &mut Dice) -> String {
        match dice.below(8) {
            0 => dice.of(&self.ids).clone(),
            1 => dice.of(NAUGHTY).repeat(1 + dice.below(40)),
            2 => (0..dice.below(300))
                .map(|_| char::from_u32(dice.below(0x3000) as u32).unwrap_or('x'))
                .collect(),
            3 => dice.below(400).to_string(),
            _ => (*dice.of(NAUGHTY)).to_owned(),
        }
    }

    fn pairs(&self, dice: &mut Dice) -> String {
        let pairs: Vec<(String, String)> = (0..dice.below(9))
            .map(|_| (dice.of(&self.names).clone(), self.value(dice)))
            .collect();
        serde_urlencoded::to_string(pairs).unwrap()
    }

    fn json(&self, dice: &mut Dice, deep: usize) -> serde_json::Value {
        use serde_json::{Value, json};
        const KEYS: [&str; 14] = [
            "activity",
            "unit",
            "taps",
            "confirmed",
            "pupil",
            "status",
            "reason",
            "at_ms",
            "client_id",
            "id",
            "ticket",
            "answers",
            "seconds",
            "scene",
        ];
        match dice.below(if deep == 0 { 5 } else { 8 }) {
            0 => Value::Null,
            1 => json!(dice.below(2) == 0),
            2 => json!(dice.next() as i64),
            3 => json!(dice.of(&self.ids)),
            4 => json!(self.value(dice)),
            5 => (0..dice.below(4))
                .map(|_| self.json(dice, deep - 1))
                .collect(),
            _ => Value::Object(
                (0..dice.below(7))
                    .map(|_| ((*dice.of(&KEYS)).to_owned(), self.json(dice, deep - 1)))
                    .collect(),
            ),
        }
    }

    /// One request and who sends it.
    fn request(&self, dice: &mut Dice) -> (&Client, Request<Body>) {
        let (mut method, path) = dice.of(&self.routes).clone();
        // Whoever leaves comes no further than the door from then on.
        let leaves = ["/dang-xuat", "/tai-khoan/dang-xuat-het", "/thoat"];
        let who = match leaves.contains(&path.as_str()) {
            true => self.people.last().expect("somebody who is nobody"),
            false => dice.of(&self.people),
        };
        if dice.below(30) == 0 {
            method = dice
                .of(&[
                    Method::PUT,
                    Method::DELETE,
                    Method::PATCH,
                    Method::OPTIONS,
                    Method::HEAD,
                    Method::TRACE,
                ])
                .clone();
        }
        let mut filled = String::new();
        for part in path.split_inclusive(['{', '}']) {
            match part.strip_suffix('}') {
                Some(_) => {
                    let value = if dice.below(2) == 0 {
                        dice.of(&self.ids).clone()
                    } else {
                        self.value(dice)
                    };
                    let value: String = value.chars().take(200).collect();
                    let escaped = serde_urlencoded::to_string([("", value)]).unwrap();
                    filled += escaped.trim_start_matches('=');
                }
                None => filled += part.trim_end_matches('{'),
            }
        }
        if dice.below(2) == 0 {
            filled = format!("{filled}?{}", self.pairs(dice));
        }
        let (kind, body) = match dice.below(10) {
            _ if path.starts_with("/api/") && dice.below(5) > 0 => {
                ("application/json", self.json(dice, 4).to_string())
            }
            0 => ("text/plain", self.value(dice)),
            1 => (
                "multipart/form-data; boundary=x",
                format!(
                    "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n{}\r\n--x--",
                    dice.below(9),
                    self.value(dice)
                ),
            ),
            2 => ("application/x-www-form-urlencoded", "%zz=%&&&=;".to_owned()),
            _ => ("application/x-www-form-urlencoded", self.pairs(dice)),
        };
        let mut request = who.request(method, &filled);
        for (name, value) in [("content-type", kind), ("sec-fetch-site", "same-origin")] {
            request = request.header(name, value);
        }
        if dice.below(20) == 0 {
            request = request.header(
                header::COOKIE,
                "lachan=; lachan-em=%00; lachan-cua=.; lachan-so=,,,",
            );
        }
        (who, request.body(Body::from(body)).unwrap())
    }
}

/// Sends so many; answers how often each status came, and what was wrong with any.
pub async fn storm(seed: u64, requests: usize) -> (BTreeMap<u16, usize>, Vec<String>) {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let ground = Ground::make(&world, &lesson).await;
    let mut dice = Dice(seed);
    let (mut answers, mut wrong) = (BTreeMap::new(), Vec::new());
    let mut sent = 0;
    while sent < requests {
        let some: Vec<_> = (0..16).map(|_| ground.request(&mut dice)).collect();
        sent += some.len();
        let asked = some.into_iter().map(|(who, request)| async move {
            let what = format!("{} {}", request.method(), request.uri());
            let begun = std::time::Instant::now();
            let answer = who.send(request).await;
            (what, answer, begun.elapsed())
        });
        for (what, answer, took) in futures_util::future::join_all(asked).await {
            *answers.entry(answer.status.as_u16()).or_default() += 1;
            if answer.status.is_server_error() {
                wrong.push(format!(
                    "{} {what}: {}",
                    answer.status,
                    answer.text().chars().take(200).collect::<String>()
                ));
            }
            if took > std::time::Duration::from_secs(20) {
                wrong.push(format!("{took:?} {what}"));
            }
        }
    }
    (answers, wrong)
}

/// `LACHAN_FUZZ` sends as many as it says; the seed is printed with what was wrong.
#[tokio::test]
async fn whatever_comes_no_answer_is_a_failure_of_ours() {
    let asked = std::env::var("LACHAN_FUZZ").ok();
    let requests = asked.and_then(|n| n.parse().ok()).unwrap_or(1_500);
    let seed = 20_261_127 + requests as u64;
    let (answers, wrong) = storm(seed, requests).await;
    println!("{answers:?}");
    assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    // The control: it came further than the doorstep.
    for status in [200, 303, 403, 404, 405, 422] {
        assert!(
            answers.contains_key(&status),
            "nothing was answered {status}: {answers:?}"
        );
    }
}
