//! Wherever an address, a query, a form or an island names something by its id: the id of something foreign is answered exactly like one that
//! never was. Whole addresses by role are in `rights.rs`; here are the ids beside the place a person has rights at.

use super::rights::{Scene, meeting_of, routes};
use crate::support::{
    World,
    client::{Answer, Client},
    places::School,
};
use futures_util::future::join_all;
use lachan_core::{
    actor::Role,
    ids::{PupilId, StaffId, UnitId},
};
use std::collections::BTreeSet;
use uuid::Uuid;

use Kind::*;

/// What an id is of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Class,
    School,
    ChiDoi,
    Pupil,
    Staff,
    Assignment,
    Activity,
    Pioneers,
}

/// One place where an id can be named: `{id}` in the address or in what is sent. `{class}`, `{school}`, `{chi-doi}`, `{staff}`,
/// `{activity}` and `{talk}` are those of the person.
struct Slot {
    kind: Kind,
    method: &'static str,
    path: &'static str,
    /// A form as a query would have it, or JSON.
    sent: &'static str,
    /// The answer is the same whatever the id is of: nothing is looked up, or what was asked for is so already.
    always_the_same: bool,
}

impl Slot {
    const fn always_the_same(mut self) -> Self {
        self.always_the_same = true;
        self
    }
}

const fn slot(method: &'static str, kind: Kind, path: &'static str, sent: &'static str) -> Slot {
    Slot {
        kind,
        method,
        path,
        sent,
        always_the_same: false,
    }
}

const fn get(kind: Kind, path: &'static str) -> Slot {
    slot("GET", kind, path, "")
}

const fn post(kind: Kind, path: &'static str, sent: &'static str) -> Slot {
    slot("POST", kind, path, sent)
}

const PLAN: &str = "kind=pioneer_meeting&title=Buổi&held_on=2026-10-14&starts_at=&place=&note=";
const TAP: &str = r#"{"activity":"{activity}","unit":"{chi-doi}","confirmed":false,"taps":[{"pupil":"{id}","status":"present","reason":null,
    "at_ms":1791766800000,"client_id":"01a00000-0000-7000-8000-000000000001","everybody":false}]}"#;

fn slots() -> Vec<Slot> {
    let mut slots = vec![
        // in the path, beside the unit
        post(
            Assignment,
            "/lop/{class}/giao-bai/{id}",
            "from=2026-10-12&to=2026-10-30",
        ),
        post(Assignment, "/lop/{class}/giao-bai/{id}/thu-hoi", ""),
        post(Assignment, "/lop/{class}/giao-bai/{id}/tra-lai", ""),
        post(Pupil, "/lop/{class}/cua/giup/{id}", ""),
        post(Pupil, "/lop/{class}/the/{id}", ""),
        post(
            Staff,
            "/don-vi/{school}/nguoi/{id}/thoi-vai",
            "role=teacher&unit={class}",
        )
        .always_the_same(),
        post(
            Staff,
            "/don-vi/{school}/nguoi/{id}/trao-vai",
            "role=teacher&unit={class}",
        ),
        get(Pupil, "/don-vi/{school}/em/{id}"),
        get(Pupil, "/don-vi/{school}/em/{id}/tep.json"),
        post(Pupil, "/don-vi/{school}/em/{id}/xoa", ""),
        post(Staff, "/don-vi/{school}/nguoi/{id}/mat-khau", ""),
        post(Staff, "/don-vi/{school}/nguoi/{id}/dong", ""),
        post(Staff, "/don-vi/{school}/nguoi/{id}/mo-lai", ""),
        // in the query
        get(Class, "/lop/giao-bai?lop={id}"),
        get(Class, "/lop?giao=B1&den=2026-10-20&moi={id}"),
        get(
            Class,
            "/lop/{class}/giao-bai?giao=B1&den=2026-10-20&moi={id}",
        ),
        get(Assignment, "/lop/{class}/giao-bai?thu-hoi={id}").always_the_same(),
        get(Pupil, "/lop/{class}?giup={id}").always_the_same(),
        get(Pupil, "/lop/{class}/the?em={id}"),
        get(Staff, "/don-vi/{school}?xong=dong&nguoi={id}"),
        get(
            Class,
            "/don-vi/{school}?xong=thoi-vai&nguoi={staff}&role=teacher&unit={id}",
        )
        .always_the_same(),
        get(ChiDoi, "/hoat-dong?don-vi={id}"),
        get(ChiDoi, "/hoat-dong/moi?chu-tri={id}"),
        get(ChiDoi, "/hoat-dong/{activity}?don-vi={id}"),
        get(Activity, "/bai-hoc/B4?hd={id}").always_the_same(),
        get(Activity, "/bai-hoc/B4/canh?hd={id}").always_the_same(),
        get(Activity, "/bai-hoc/B4/in?hd={id}").always_the_same(),
        get(Activity, "/bai-hoc/B4/day?hd={id}").always_the_same(),
        get(Activity, "/bai-hoc/B4/thu?hd={id}").always_the_same(),
        get(Class, "/bai-hoc/B4/thu?lop={id}"),
        // in what is sent
        post(
            Class,
            "/lop/giao-bai",
            "lop={id}&module=B2&from=2026-10-12&to=2026-10-30&mode=device",
        ),
        post(
            Class,
            "/lop/giao-bai",
            "lop={class}&lop={id}&module=B2&from=2026-10-12&to=2026-10-30&mode=device",
        ),
        post(
            ChiDoi,
            "/hoat-dong/{activity}/diem-danh",
            "unit={id}&everybody=1",
        ),
        post(
            Pupil,
            "/hoat-dong/{activity}/diem-danh",
            "unit={chi-doi}&s-{id}=present&was-{id}=",
        ),
        post(Pioneers, "/hoat-dong/{talk}/so-luot", "n-{id}=3"),
        post(
            Class,
            "/don-vi/{school}/nguoi",
            "full_name=Cô Mai&username=mai&role=teacher&unit={id}",
        ),
        post(
            Class,
            "/don-vi/{school}/nguoi/{staff}/thoi-vai",
            "role=teacher&unit={id}",
        ),
        post(
            Class,
            "/don-vi/{school}/nguoi/{staff}/trao-vai",
            "role=teacher&unit={id}",
        ),
        post(Pupil, "/api/diem-danh", TAP),
        post(
            ChiDoi,
            "/api/diem-danh",
            r#"{"activity":"{activity}","unit":"{id}","confirmed":false,"taps":[]}"#,
        ),
        post(
            Activity,
            "/api/diem-danh",
            r#"{"activity":"{id}","unit":"{chi-doi}","confirmed":false,"taps":[]}"#,
        ),
        post(School, "/nhap-danh-sach", "school={id}"),
    ];
    let host = format!("{PLAN}&host={{id}}&targets={{chi-doi}}");
    let guest = format!("{PLAN}&host={{chi-doi}}&targets={{id}}");
    let changed = format!("{PLAN}&targets={{id}}");
    slots.push(post(ChiDoi, "/hoat-dong", host.leak()));
    slots.push(post(ChiDoi, "/hoat-dong", guest.leak()));
    slots.push(post(ChiDoi, "/hoat-dong/{activity}", changed.leak()));
    slots
}

/// What stands in one school.
struct Things {
    class: UnitId,
    school: UnitId,
    chi_doi: UnitId,
    pupil: PupilId,
    staff: StaffId,
    assignment: Uuid,
    activity: Uuid,
    pioneers: UnitId,
    /// To which the commune's Youth Union has invited the liên đội.
    talk: Uuid,
}

impl Things {
    async fn of(world: &World, school: &School, youth: UnitId, teacher: &str) -> Self {
        let grant = lachan_core::actor::Grant {
            role: Role::Teacher,
            unit: school.class_4a,
        };
        let (staff, browser) = world.staff_with(teacher, &[grant]).await;
        let given = [
            ("lop", &*school.class_4a.to_string()),
            ("module", "B4"),
            ("from", "2026-10-12"),
            ("to", "2026-10-30"),
            ("mode", "device"),
        ];
        browser.post("/lop/giao-bai", &given).await.is(303);
        let (assignment,): (Uuid,) = world
            .db()
            .query("select id from assignment where class = $1")
            .bind(school.class_4a)
            .one()
            .await
            .unwrap();
        let pupil = world
            .pupils(school, school.class_4a, &["Lê Văn Cường"])
            .await[0];
        Self {
            class: school.class_4a,
            school: school.id,
            chi_doi: school.chi_doi_4a,
            pupil,
            staff,
            assignment,
            activity: meeting_of(
                world,
                "pioneer_meeting",
                school.chi_doi_4a,
                school.chi_doi_4a,
            )
            .await,
            pioneers: school.pioneers,
            talk: meeting_of(world, "talk", youth, school.pioneers).await,
        }
    }

    fn id(&self, kind: Kind) -> Uuid {
        match kind {
            Class => self.class.0,
            School => self.school.0,
            ChiDoi => self.chi_doi.0,
            Pupil => self.pupil.0,
            Staff => self.staff.0,
            Assignment => self.assignment,
            Activity => self.activity,
            Pioneers => self.pioneers.0,
        }
    }

    /// A text with everything of this place in it, and the id in question.
    fn fill(&self, text: &str, id: Uuid) -> String {
        let mut filled = text.replace("{id}", &id.to_string());
        for (word, kind) in [
            ("{class}", Class),
            ("{school}", School),
            ("{chi-doi}", ChiDoi),
            ("{staff}", Staff),
            ("{activity}", Activity),
        ] {
            filled = filled.replace(word, &self.id(kind).to_string());
        }
        filled.replace("{talk}", &self.talk.to_string())
    }

    async fn ask(&self, who: &Client, slot: &Slot, id: Uuid) -> Answer {
        let path = self.fill(slot.path, id);
        let sent = self.fill(slot.sent, id);
        let pairs: Vec<(&str, &str)> = sent
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        match (slot.method, slot.path) {
            ("GET", _) => who.get(&path).await,
            (_, "/nhap-danh-sach") => {
                let list = "Họ tên,Lớp\nTrần Thị Bình,4A\n".as_bytes();
                who.upload(&path, &pairs, ("file", "a.csv", list)).await
            }
            (_, path) if path.starts_with("/api/") => {
                let body: serde_json::Value = serde_json::from_str(&sent).unwrap();
                who.call(path, &body).await
            }
            _ => who.post(&path, &pairs).await,
        }
    }
}

/// An answer without what differs from request to request anyway: ids and nonces.
fn plain(answer: &Answer) -> String {
    let (to, page) = (answer.location(), answer.without_nonce());
    without_ids(&format!("{} {to} {page}", answer.status))
}

/// A text with one word for every id.
pub(super) fn without_ids(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        plain += &rest[..at];
        rest = &rest[at..];
        match rest.get(..36).and_then(|word| word.parse::<Uuid>().ok()) {
            Some(_) => {
                plain += "ID";
                rest = &rest[36..];
            }
            None => {
                plain.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    plain + rest
}

#[tokio::test]
async fn a_foreign_id_anywhere_is_answered_like_one_that_never_was() {
    let scene = Scene::new().await;
    let world = &scene.world;
    let p = &scene.p;
    let a = Things::of(world, &p.a, p.commune_youth, "co.a").await;
    let b = Things::of(world, &p.b, p.province_youth, "co.b").await;
    // Whoever has rights in school A and none in B names what is B's; whoever has none in A names what is A's.
    let from_a = scene.own.iter().filter(|(role, _)| {
        use Role::*;
        !matches!(role, DepartmentOfficer | ProvinceYouth | Admin)
    });
    let people: Vec<(String, &Client, &Things)> = from_a
        .map(|(role, who)| (format!("own {}", role.key()), who, &b))
        .chain(
            scene
                .foreign
                .iter()
                .map(|(role, who)| (format!("foreign {}", role.key()), who, &a)),
        )
        .collect();
    let (mut pairs, mut wrong) = (0, Vec::new());
    for slot in slots() {
        // What is not there leaves on a tick: everybody asks at once.
        let asked = people.iter().map(async |(name, who, theirs)| {
            let unknown = a.ask(who, &slot, Uuid::now_v7()).await;
            let foreign = a.ask(who, &slot, theirs.id(slot.kind)).await;
            (name, unknown, foreign)
        });
        for (name, unknown, foreign) in join_all(asked).await {
            pairs += 1;
            if plain(&unknown) != plain(&foreign) || unknown.status.is_server_error() {
                wrong.push(format!(
                    "{} {} ({}) by {name}: {} and {}",
                    slot.method, slot.path, slot.sent, unknown.status, foreign.status
                ));
            }
        }
        // The control: an id of one's own is answered otherwise to somebody, so it is read at all.
        let mut read = false;
        for who in scene.own.values() {
            let unknown = a.ask(who, &slot, Uuid::now_v7()).await;
            let own = a.ask(who, &slot, a.id(slot.kind)).await;
            read |= plain(&unknown) != plain(&own);
        }
        if read == slot.always_the_same {
            wrong.push(format!(
                "{} {} ({}): whether an own id is read: {read}",
                slot.method, slot.path, slot.sent
            ));
        }
    }
    println!("{pairs} pairs");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every address with a second id in its path is asked above.
#[test]
fn every_second_id_of_an_address_is_tried() {
    let words = ["kind", "module", "step", "code", "id", "unit", "*path"];
    let tried: BTreeSet<String> = slots()
        .iter()
        .map(|slot| slot.path.split('?').next().unwrap().to_owned())
        .collect();
    let tried = |path: &str| {
        let named = |word: &str| {
            path.replace(word, "{id}")
                .replacen("/lop/{id}", "/lop/{class}", 1)
                .replacen("/don-vi/{id}", "/don-vi/{school}", 1)
        };
        ["{assignment}", "{pupil}", "{staff}"]
            .iter()
            .any(|word| path.contains(word) && tried.contains(&named(word)))
    };
    let mut found = 0;
    for (method, path) in routes() {
        let others = path.split('{').skip(1).any(|rest| {
            let word = rest.split('}').next().unwrap();
            !words.contains(&word)
        });
        // A tile of a child that is of another class: tests/web/door.rs.
        if others && !path.starts_with("/vao-lop/") {
            assert!(tried(&path), "{method} {path}");
            found += 1;
        }
    }
    assert!(found >= 10, "only {found} addresses have a second id");
}
