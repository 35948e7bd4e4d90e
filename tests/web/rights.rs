//! Every staff address by every role, in one's own branch of the tree and in a foreign one. The table is written by hand: it says what
//! must be, not what the code does.

use super::import::{seen, upload};
use crate::support::{
    World,
    client::{Answer, Client},
    places::Province,
};
use futures_util::future::join_all;
use lachan_core::{
    actor::Role,
    ids::UnitId,
    units::{Relation, UnitKind},
};
use std::collections::BTreeMap;
use uuid::Uuid;

use Role::*;

/// Which thing of the province an address is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// Class 4A of school A.
    Class,
    /// School A.
    School,
    /// An activity of the chi đội of 4A.
    Activity,
    /// A list that the head of school A has read.
    Import,
    /// A list that the head of school A has brought in, with a child of 4A.
    BroughtIn,
    /// The school year, which belongs to no branch.
    Year,
    /// Nothing in particular: the address looks at the person.
    Oneself,
}

use About::*;

/// One address. Whoever is not in `may` is told "not yours" (403), or where the thing is out of reach altogether, "not there" (404).
struct Row {
    method: &'static str,
    path: &'static str,
    about: About,
    may: &'static [Role],
    /// Roles of the own branch for whom the thing does not exist.
    out_of_reach: &'static [Role],
}

const fn row(
    method: &'static str,
    path: &'static str,
    about: About,
    may: &'static [Role],
    out_of_reach: &'static [Role],
) -> Row {
    Row {
        method,
        path,
        about,
        may,
        out_of_reach,
    }
}

const EDITING: &[Role] = &[Editor, Reviewer];
/// A school is above its teachers, and not on the line of Đoàn and Đội.
const NOT_AT_SCHOOL: &[Role] = &[
    Teacher,
    Organizer,
    CommuneYouth,
    ProvinceYouth,
    Editor,
    Reviewer,
];
/// The youth line above the school keeps counts; a roll with names is not there for it.
const NO_NAMES: &[Role] = &[CommuneYouth, ProvinceYouth, Editor, Reviewer];
/// Everybody but the head who read the list.
const NOT_ITS_READER: &[Role] = &[
    Teacher,
    Organizer,
    CommuneOfficer,
    CommuneYouth,
    DepartmentOfficer,
    ProvinceYouth,
    Editor,
    Reviewer,
    Admin,
];
/// Everybody who brings no list into school A.
const NOT_A_READER: &[Role] = &[
    Organizer,
    CommuneOfficer,
    CommuneYouth,
    DepartmentOfficer,
    ProvinceYouth,
    Editor,
    Reviewer,
    Admin,
];
const SEES_CLASS: &[Role] = &[Teacher, Organizer, SchoolHead];
const TEACHES: &[Role] = &[Teacher, SchoolHead];
const PLANS: &[Role] = &[Teacher, Organizer, SchoolHead, CommuneYouth, ProvinceYouth];
const MANAGES: &[Role] = &[SchoolHead, Admin];

const TABLE: &[Row] = &[
    row("GET", "/lop/{id}", Class, SEES_CLASS, EDITING),
    row("GET", "/lop/{id}/hoc-sinh", Class, SEES_CLASS, EDITING),
    row("GET", "/lop/{id}/diem-danh", Class, SEES_CLASS, EDITING),
    row("GET", "/lop/{id}/bai-hoc", Class, TEACHES, EDITING),
    row("POST", "/lop/{id}/bai-ngan", Class, TEACHES, EDITING),
    row(
        "POST",
        "/lop/{id}/bai-ngan/{kind}/thu-hoi",
        Class,
        TEACHES,
        EDITING,
    ),
    row("GET", "/lop/{id}/giao-bai", Class, SEES_CLASS, EDITING),
    row(
        "POST",
        "/lop/{id}/giao-bai/{assignment}",
        Class,
        TEACHES,
        EDITING,
    ),
    row(
        "POST",
        "/lop/{id}/giao-bai/{assignment}/thu-hoi",
        Class,
        TEACHES,
        EDITING,
    ),
    row(
        "POST",
        "/lop/{id}/giao-bai/{assignment}/tra-lai",
        Class,
        TEACHES,
        EDITING,
    ),
    row("GET", "/lop/{id}/cua", Class, SEES_CLASS, EDITING),
    row("POST", "/lop/{id}/cua", Class, SEES_CLASS, EDITING),
    row("POST", "/lop/{id}/cua/them", Class, SEES_CLASS, EDITING),
    row("POST", "/lop/{id}/cua/tiep-tuc", Class, SEES_CLASS, EDITING),
    row("POST", "/lop/{id}/cua/dong", Class, SEES_CLASS, EDITING),
    row(
        "POST",
        "/lop/{id}/cua/giup/{pupil}",
        Class,
        SEES_CLASS,
        EDITING,
    ),
    row("GET", "/lop/{id}/the", Class, TEACHES, EDITING),
    // Whether cards open at home is the whole school's decision.
    row(
        "POST",
        "/lop/{id}/the/o-nha",
        Class,
        &[SchoolHead],
        NOT_AT_SCHOOL,
    ),
    row("POST", "/lop/{id}/the/{pupil}", Class, TEACHES, EDITING),
    // The figures of one class stay inside its school.
    row("GET", "/bao-cao/{unit}", Class, SEES_CLASS, EDITING),
    row(
        "GET",
        "/bao-cao/{unit}/bao-cao.xlsx",
        Class,
        SEES_CLASS,
        EDITING,
    ),
    row(
        "GET",
        "/bao-cao/{unit}",
        School,
        &[SchoolHead, CommuneOfficer, DepartmentOfficer],
        NOT_AT_SCHOOL,
    ),
    row("GET", "/don-vi/{id}", School, MANAGES, NOT_AT_SCHOOL),
    row(
        "GET",
        "/don-vi/{id}/dau-moi",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row(
        "POST",
        "/don-vi/{id}/dau-moi",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row("GET", "/don-vi/{id}/them", School, &[Admin], NOT_AT_SCHOOL),
    row("POST", "/don-vi/{id}/them", School, &[Admin], NOT_AT_SCHOOL),
    row(
        "POST",
        "/don-vi/{id}/chi-doi",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row(
        "GET",
        "/don-vi/{id}/em",
        School,
        &[SchoolHead],
        NOT_AT_SCHOOL,
    ),
    row(
        "GET",
        "/don-vi/{id}/em/{pupil}",
        School,
        &[SchoolHead],
        NOT_AT_SCHOOL,
    ),
    row(
        "GET",
        "/don-vi/{id}/em/{pupil}/tep.json",
        School,
        &[SchoolHead],
        NOT_AT_SCHOOL,
    ),
    row(
        "POST",
        "/don-vi/{id}/em/{pupil}/xoa",
        School,
        &[SchoolHead],
        NOT_AT_SCHOOL,
    ),
    row("POST", "/don-vi/{id}/nguoi", School, MANAGES, NOT_AT_SCHOOL),
    row(
        "POST",
        "/don-vi/{id}/nguoi/{staff}/mo-lai",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row(
        "POST",
        "/don-vi/{id}/nguoi/{staff}/mat-khau",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row(
        "POST",
        "/don-vi/{id}/nguoi/{staff}/dong",
        School,
        MANAGES,
        NOT_AT_SCHOOL,
    ),
    row("GET", "/hoat-dong/{id}", Activity, PLANS, EDITING),
    row("GET", "/hoat-dong/{id}/sua", Activity, PLANS, EDITING),
    row("POST", "/hoat-dong/{id}", Activity, PLANS, EDITING),
    row("POST", "/hoat-dong/{id}/lap-lai", Activity, PLANS, EDITING),
    row("POST", "/hoat-dong/{id}/so-luot", Activity, PLANS, EDITING),
    row(
        "POST",
        "/hoat-dong/{id}/diem-danh",
        Activity,
        PLANS,
        EDITING,
    ),
    row("POST", "/hoat-dong/{id}/chot", Activity, PLANS, EDITING),
    row("POST", "/hoat-dong/{id}/huy", Activity, PLANS, EDITING),
    // A list that was read is its reader's alone; one that was brought in belongs to whoever brings lists into those classes.
    row(
        "GET",
        "/nhap-danh-sach/{id}",
        Import,
        &[SchoolHead],
        NOT_ITS_READER,
    ),
    row(
        "POST",
        "/nhap-danh-sach/{id}",
        Import,
        &[SchoolHead],
        NOT_ITS_READER,
    ),
    row(
        "POST",
        "/nhap-danh-sach/{id}/cot",
        Import,
        &[SchoolHead],
        NOT_ITS_READER,
    ),
    row(
        "POST",
        "/nhap-danh-sach/{id}/y-muon",
        Import,
        &[SchoolHead],
        NOT_ITS_READER,
    ),
    row(
        "GET",
        "/nhap-danh-sach/{id}/dong-loi.xlsx",
        Import,
        &[SchoolHead],
        NOT_ITS_READER,
    ),
    row(
        "POST",
        "/nhap-danh-sach/{id}/hoan-tac",
        BroughtIn,
        &[SchoolHead],
        NOT_A_READER,
    ),
    row("POST", "/nhap-danh-sach", School, TEACHES, NOT_A_READER),
    row("GET", "/lop", Oneself, SEES_CLASS, &[]),
    row("GET", "/lop/giao-bai", Oneself, TEACHES, &[]),
    row("POST", "/lop/giao-bai", Oneself, TEACHES, &[]),
    row("GET", "/hoat-dong", Oneself, PLANS, &[]),
    row("GET", "/hoat-dong/moi", Oneself, PLANS, &[]),
    row("POST", "/hoat-dong", Activity, PLANS, EDITING),
    row("GET", "/nhap-danh-sach", Oneself, TEACHES, &[]),
    row("GET", "/don-vi", Oneself, MANAGES, &[]),
    row("GET", "/quan-tri", Oneself, &[Admin], &[]),
    row("POST", "/quan-tri/ky-bao-cao", Oneself, &[Admin], &[]),
    row("GET", "/quan-tri/nhat-ky", Oneself, &[Admin], &[]),
    row("GET", "/quan-tri/luu-giu", Oneself, &[Admin], &[]),
    row("POST", "/quan-tri/luu-giu", Oneself, &[Admin], &[]),
    row("GET", "/quan-tri/nam-hoc", Oneself, &[Admin], &[]),
    row("POST", "/quan-tri/nam-hoc", Oneself, &[Admin], &[]),
    row("GET", "/quan-tri/nam-hoc/{id}", Year, &[Admin], &[]),
    row("POST", "/quan-tri/nam-hoc/{id}", Year, &[Admin], &[]),
    row("GET", "/bai-hoc", Oneself, &Role::ALL, &[]),
    row("GET", "/bai-hoc/{code}", Oneself, &Role::ALL, &[]),
    row("GET", "/bai-hoc/{code}/day", Oneself, &Role::ALL, &[]),
    row("GET", "/bai-hoc/{code}/canh", Oneself, &Role::ALL, &[]),
    row("GET", "/bai-hoc/{code}/in", Oneself, &Role::ALL, &[]),
    row("GET", "/bai-hoc/{code}/thu", Oneself, &Role::ALL, &[]),
    row(
        "GET",
        "/bai-hoc/{code}/trinh-chieu",
        Oneself,
        &Role::ALL,
        &[],
    ),
    row("GET", "/bao-cao", Oneself, &Role::ALL, &[]),
    row("GET", "/tai-khoan", Oneself, &Role::ALL, &[]),
    row("GET", "/tai-khoan/mat-khau", Oneself, &Role::ALL, &[]),
    row("POST", "/tai-khoan/mat-khau", Oneself, &Role::ALL, &[]),
    row("POST", "/api/diem-danh", Activity, SEES_CLASS, NO_NAMES),
];

/// Addresses whose rights are not those of a role: public ones, a child's own, and staff addresses with a test of their own.
const ELSEWHERE: &[(&str, &str)] = &[
    ("GET", "/"),
    ("POST", "/"),
    ("GET", "/dang-nhap"),
    ("POST", "/dang-nhap"),
    ("GET", "/can-giup"),
    ("GET", "/can-giup/nguoi-lon"),
    ("GET", "/can-giup/phieu-ghi-nhan"),
    ("GET", "/thoi-khoa-bieu"),
    ("GET", "/am-thanh/{module}/{step}"),
    ("GET", "/a/{*path}"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    // a child's: tests/web/{door,card,learn,result,trial}.rs; the two below /api carry a signed ticket instead of a session
    ("GET", "/vao-lop"),
    ("GET", "/vao-lop/{pupil}"),
    ("POST", "/vao-lop/{pupil}"),
    ("GET", "/the"),
    ("POST", "/the"),
    ("POST", "/thoat"),
    ("GET", "/hoc"),
    ("GET", "/hoc/bai-ngan/{kind}"),
    ("POST", "/hoc/bai-ngan/{kind}"),
    ("GET", "/hoc/bai-ngan/{kind}/dung"),
    ("GET", "/hoc/{module}"),
    ("POST", "/hoc/{module}"),
    ("POST", "/hoc/{module}/canh"),
    ("GET", "/hoc/{module}/xong"),
    ("POST", "/hoc/{module}/xong"),
    ("GET", "/hoc/{module}/dung"),
    ("POST", "/api/ket-qua"),
    ("POST", "/api/canh"),
    // one's own account: tests/web/signin.rs; roles: tests/web/units.rs
    ("POST", "/dang-xuat"),
    ("POST", "/tai-khoan/dang-xuat-het"),
    ("POST", "/don-vi/{id}/nguoi/{staff}/thoi-vai"),
    ("POST", "/don-vi/{id}/nguoi/{staff}/trao-vai"),
];

pub(super) struct Scene {
    pub world: World,
    pub p: Province,
    /// Of the chi đội of 4A in school A, today.
    pub activity: Uuid,
    import: String,
    brought_in: String,
    /// Each role at its place above or in school A.
    pub own: BTreeMap<Role, Client>,
    /// Each role at a place that has nothing to do with school A.
    pub foreign: BTreeMap<Role, Client>,
}

impl Scene {
    pub async fn new() -> Self {
        let world = World::new().await;
        let p = world.province().await;
        let children = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await;
        assert_eq!(children.len(), 1);
        // Another Sở and Tỉnh đoàn with nothing below them: foreign even for whoever is at the top.
        let so2 = world
            .unit("SO2", UnitKind::Department, "Sở khác", None, p.year, None)
            .await;
        let td2 = world
            .unit(
                "TD2",
                UnitKind::ProvinceYouth,
                "Tỉnh đoàn khác",
                None,
                p.year,
                None,
            )
            .await;
        let dx3 = world
            .unit(
                "DX3",
                UnitKind::CommuneYouth,
                "Đoàn xã khác",
                None,
                p.year,
                None,
            )
            .await;
        world.join(dx3, td2, Relation::Youth).await;
        let (mut own, mut foreign) = (BTreeMap::new(), BTreeMap::new());
        for role in Role::ALL {
            let (mine, other) = match role {
                Teacher => (p.a.class_4a, p.b.class_4a),
                Organizer => (p.a.pioneers, p.b.pioneers),
                SchoolHead => (p.a.id, p.b.id),
                CommuneOfficer => (p.commune, p.other_commune),
                CommuneYouth => (p.commune_youth, dx3),
                DepartmentOfficer | Editor | Reviewer | Admin => (p.department, so2),
                ProvinceYouth => (p.province_youth, td2),
            };
            own.insert(
                role,
                world
                    .staff(&format!("own.{}", role.key()), role, mine)
                    .await,
            );
            foreign.insert(
                role,
                world
                    .staff(&format!("foreign.{}", role.key()), role, other)
                    .await,
            );
        }
        let activity = meeting_of(&world, "pioneer_meeting", p.a.chi_doi_4a, p.a.chi_doi_4a).await;
        let list = "Họ tên,Lớp\nTrần Thị Bình,4A\n".as_bytes();
        let head = &own[&SchoolHead];
        let brought_in = upload(head, p.a.id, list).await;
        let numbers = seen(head, &brought_in).await;
        head.post(&brought_in, &[("seen", &numbers)]).await.is(303);
        let import = upload(head, p.a.id, list).await;
        let id = |address: String| address.rsplit('/').next().unwrap().to_owned();
        Self {
            import: id(import),
            brought_in: id(brought_in),
            world,
            p,
            activity,
            own,
            foreign,
        }
    }

    fn address(&self, row: &Row, unknown: bool) -> String {
        let id = |unit: UnitId| if unknown { Uuid::now_v7() } else { unit.0 };
        let about = match row.about {
            Class => id(self.p.a.class_4a).to_string(),
            School => id(self.p.a.id).to_string(),
            Year => self.p.year.0.to_string(),
            _ if unknown => Uuid::now_v7().to_string(),
            Activity => self.activity.to_string(),
            Import => self.import.clone(),
            BroughtIn => self.brought_in.clone(),
            Oneself => String::new(),
        };
        row.path
            .replace("{id}", &about.to_string())
            .replace("{unit}", &about.to_string())
            .replace("{module}", "B1")
            .replace("{code}", "B1")
            .replace("{assignment}", &Uuid::now_v7().to_string())
            .replace("{pupil}", &Uuid::now_v7().to_string())
            .replace("{staff}", &Uuid::now_v7().to_string())
    }

    async fn ask(&self, who: &Client, row: &Row, unknown: bool) -> Answer {
        let address = self.address(row, unknown);
        let id = |known: Uuid| if unknown { Uuid::now_v7() } else { known };
        match (row.method, row.path) {
            ("GET", _) => who.get(&address).await,
            (_, "/api/diem-danh") => {
                let (activity, unit) = (id(self.activity), self.p.a.chi_doi_4a);
                let roll = serde_json::json!({ "activity": activity, "unit": unit, "taps": [], "confirmed": false });
                who.call(&address, &roll).await
            }
            (_, "/hoat-dong") => {
                let host = id(self.p.a.chi_doi_4a.0).to_string();
                who.post(&address, &[("host", &host)]).await
            }
            (_, "/nhap-danh-sach") => {
                let school = id(self.p.a.id.0).to_string();
                who.upload(&address, &[("school", &school)], ("file", "a.csv", b""))
                    .await
            }
            _ => who.post(&address, &[]).await,
        }
    }
}

/// An activity of a unit today, with one unit invited.
pub(super) async fn meeting_of(world: &World, kind: &str, host: UnitId, target: UnitId) -> Uuid {
    let id = Uuid::now_v7();
    let mut tx = world.db().begin().await.unwrap();
    tx.query("insert into activity (id, kind, title, host, held_on, created_at) values ($1, $5, 'Buổi', $2, $3, $4)")
        .bind(id).bind(host).bind(world.clock.today()).bind(world.clock.now()).bind(kind.to_owned())
        .execute().await.unwrap();
    tx.query("insert into activity_target (activity, unit) values ($1, $2)")
        .bind(id)
        .bind(target)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn every_address_by_every_role_in_the_own_branch() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for row in TABLE {
        for role in Role::ALL {
            let answer = scene.ask(&scene.own[&role], row, false).await;
            let status = answer.status.as_u16();
            // A part of the address that names nothing (an assignment, a child) is "not there" for whoever may; so is every unread import.
            let names_more = row.path.contains("{assignment}")
                || row.path.contains("bai-ngan")
                || row.path.contains("{pupil}")
                || row.path.contains("{staff}");
            let fine = if row.may.contains(&role) {
                status != 403 && (status != 404 || names_more) && status < 500
            } else if row.out_of_reach.contains(&role) {
                status == 404
            } else {
                status == 403
            };
            if !fine {
                wrong.push(format!(
                    "{} {} by {}: {status}",
                    row.method,
                    row.path,
                    role.key()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn what_is_foreign_is_not_there_and_looks_like_what_never_was() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for row in TABLE
        .iter()
        .filter(|row| !matches!(row.about, Oneself | Year))
    {
        // What is not there leaves on a tick: everybody asks at once.
        let asked = Role::ALL.iter().map(async |role| {
            let who = &scene.foreign[role];
            let foreign = scene.ask(who, row, false).await;
            let unknown = scene.ask(who, row, true).await;
            (role, foreign, unknown)
        });
        for (role, foreign, unknown) in join_all(asked).await {
            let plain = Answer::without_nonce;
            if foreign.status != 404 || unknown.status != 404 || plain(&foreign) != plain(&unknown)
            {
                let who = role.key();
                wrong.push(format!(
                    "{} {} by {who}: {} and {}",
                    row.method, row.path, foreign.status, unknown.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn nobody_and_children_are_sent_to_the_door_of_adults() {
    let scene = Scene::new().await;
    let child = scene
        .world
        .pupils(&scene.p.a, scene.p.a.class_4a, &["Trần Thị Bình"])
        .await[0];
    let child = scene.world.pupil(scene.p.a.class_4a, child).await;
    for who in [scene.world.browser(), child] {
        for row in TABLE {
            let answer = scene.ask(&who, row, false).await;
            let sent = answer.status == 303 && answer.location().starts_with("/dang-nhap");
            assert!(
                sent || answer.status == 401,
                "{} {}: {}",
                row.method,
                row.path,
                answer.status
            );
        }
    }
}

/// Every method at every address of `routes.rs`, read from its text.
pub(super) fn routes() -> Vec<(&'static str, String)> {
    use lachan_app::{api::Endpoint, islands::roll::MarkRoll};
    use lachan_core::learning::{SceneSeen, Submission};
    let source = include_str!("../../src/routes.rs");
    let mut found = Vec::new();
    for route in source.split(".route(").skip(1) {
        let route = route.split(".layer(").next().unwrap_or(route);
        let (path, handlers) = route.trim_start().split_once(',').unwrap();
        let path = match path {
            "Submission::PATH" => Submission::PATH.to_owned(),
            "SceneSeen::PATH" => SceneSeen::PATH.to_owned(),
            "MarkRoll::PATH" => MarkRoll::PATH.to_owned(),
            literal => literal.trim_matches('"').to_owned(),
        };
        assert!(path.starts_with('/'), "not understood: {path}");
        for (method, call) in [
            ("GET", "get("),
            ("POST", "post("),
            ("PUT", "put("),
            ("PATCH", "patch("),
            ("DELETE", "delete("),
        ] {
            if handlers.contains(call) {
                found.push((method, path.clone()));
            }
        }
    }
    found
}

/// The table cannot be forgotten when an address, or a method at it, is added.
#[test]
fn every_method_at_every_address_stands_in_the_table() {
    let routes = routes();
    assert!(routes.len() > 90, "only {} were found", routes.len());
    let rows = TABLE.iter().map(|row| (row.method, row.path));
    let known: Vec<(&str, &str)> = rows.chain(ELSEWHERE.iter().copied()).collect();
    let is_known = |(method, path): &&(&str, String)| known.contains(&(*method, path.as_str()));
    let missing: Vec<_> = routes.iter().filter(|route| !is_known(route)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let is_there =
        |(method, path): &&(&str, &str)| routes.iter().any(|(m, p)| m == method && p == path);
    let gone: Vec<_> = known.iter().filter(|row| !is_there(row)).collect();
    assert!(gone.is_empty(), "no longer addresses: {gone:?}");
}

/// The table in docs/rights.md is the one `core::permission` decides by.
#[test]
fn the_printed_table_of_rights_is_the_one_that_decides() {
    use lachan_core::permission::AT_A_PLACE;
    use std::fmt::Write;
    let mut table = String::from("| |");
    for role in Role::ALL {
        write!(table, " {} |", role.title()).unwrap();
    }
    table += "\n|---|";
    table += &"---|".repeat(Role::ALL.len());
    for (action, roles) in AT_A_PLACE {
        write!(table, "\n| {action} |").unwrap();
        for role in Role::ALL {
            table += if roles.contains(&role) { " x |" } else { " |" };
        }
    }
    let printed = include_str!("../../docs/rights.md");
    assert!(
        printed.contains(&table),
        "docs/rights.md should have this table:\n{table}"
    );
}

/// Who may do what is asked of `core::permission` alone: no other room of the server compares roles.
#[test]
fn roles_are_decided_in_one_place() {
    // Reading a role from a form, listing the roles one can give, and the sentence for the last administrator decide nothing.
    let decides = |line: &&str| {
        line.contains("Role::")
            && !["Role::parse", "Role::ALL", "Role::title", "Role::Admin =>"]
                .iter()
                .any(|fine| line.contains(fine))
    };
    // The control: whoever decides by a role is seen.
    assert!(decides(&"if grant.role == Role::Teacher {"));
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for room in ["service", "web", "auth", "report", "job"] {
        for file in files(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("src")
                .join(room),
        ) {
            let text = std::fs::read_to_string(&file).unwrap();
            looked_at += 1;
            wrong.extend(
                text.lines()
                    .filter(decides)
                    .map(|line| format!("{}: {}", file.display(), line.trim())),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(looked_at > 80, "only {looked_at} files");
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
