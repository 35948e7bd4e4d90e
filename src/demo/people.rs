//! Adults of every role, all with one password that is printed and works nowhere else.

use super::{classes, places::Places, said};
use crate::{
    auth::password,
    server::App,
    store::{
        help_contacts::{self, Contact},
        staff, units,
    },
};
use lachan_core::{
    actor::{Actor, Grant, Role},
    ids::{GrantId, StaffId, UnitId},
    permission::EditContacts,
    words::Username,
};
use uuid::Uuid;

/// The password of every demo account.
pub const PASSWORD: &str = "la-chan-thu-nghiem";
/// The class that finds its door open, and who opened it.
pub const OPEN_CLASS: &str = "4A";
pub const OPEN_TEACHER: &str = "co.lan";

/// Somebody one can sign in as.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub username: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// A unit's code, or `school/class`.
    pub at: &'static str,
}

const fn account(
    username: &'static str,
    name: &'static str,
    role: Role,
    at: &'static str,
) -> Account {
    Account {
        username,
        name,
        role,
        at,
    }
}

/// Every account, in the order they are printed: the three people the house is for come first.
pub const ACCOUNTS: [Account; 19] = [
    account("co.lan", "Cô Phạm Thị Lan", Role::Teacher, "TH1/4A"),
    account(
        "tong.phu.trach",
        "Thầy Vũ Minh Đức",
        Role::Organizer,
        "LD-TH1",
    ),
    account("hieu.truong", "Cô Nguyễn Thị Hạnh", Role::SchoolHead, "TH1"),
    account("thay.nam", "Thầy Trần Văn Nam", Role::Teacher, "TH1/5B"),
    account("co.mai", "Cô Đỗ Thị Mai", Role::Teacher, "TH1/2C"),
    account("co.thu", "Cô Lê Thị Thu", Role::Teacher, "THCS1/7A"),
    account("tpt.thcs", "Cô Bùi Thị Hoa", Role::Organizer, "LD-THCS1"),
    account(
        "hieu.truong.thcs",
        "Thầy Đặng Quang Huy",
        Role::SchoolHead,
        "THCS1",
    ),
    account("thay.son", "Thầy Hoàng Sơn", Role::Teacher, "THPT1/10A1"),
    account(
        "bi.thu.thpt",
        "Anh Phan Tuấn Kiệt",
        Role::Organizer,
        "DT-THPT1",
    ),
    account(
        "hieu.truong.thpt",
        "Cô Vũ Thị Yến",
        Role::SchoolHead,
        "THPT1",
    ),
    account(
        "can.bo.phuong",
        "Chị Trần Thu Trang",
        Role::CommuneOfficer,
        "XA1",
    ),
    account(
        "doan.phuong",
        "Anh Lê Quang Minh",
        Role::CommuneYouth,
        "DX1",
    ),
    account("doan.xa", "Chị Phạm Thị Ngân", Role::CommuneYouth, "DX2"),
    account(
        "so.gddt",
        "Ông Nguyễn Văn Bình",
        Role::DepartmentOfficer,
        "SO",
    ),
    account(
        "tinh.doan",
        "Chị Đoàn Thị Thảo",
        Role::ProvinceYouth,
        "TDOAN",
    ),
    account("bien.tap", "Cô Trịnh Thị Ánh", Role::Editor, "SO"),
    account("tham.dinh", "Bà Ngô Thị Liên", Role::Reviewer, "SO"),
    account("quan.tri", "Anh Đinh Công Thành", Role::Admin, "TINH"),
];

/// The people as actors.
#[derive(Debug)]
pub struct People(Vec<(&'static str, Actor)>);

impl People {
    /// Somebody by user name.
    pub fn of(&self, username: &str) -> &Actor {
        let found = self.0.iter().find(|(known, _)| *known == username);
        &found.expect("the demo uses only people it makes").1
    }

    /// The same with the teachers, whose classes are there once the lists are in.
    pub async fn with_classes(mut self, app: &App, places: &Places) -> anyhow::Result<Self> {
        let hash = password::hash_now(&app.keys, PASSWORD).map_err(said)?;
        for account in &ACCOUNTS {
            if let Some((school, class)) = account.at.split_once('/') {
                let school = places.schools.iter().find(|s| s.code == school);
                let school = school.expect("every class of the table is in a school of the demo");
                let class = classes::class(app, school, class).await?;
                self.0
                    .push((account.username, add(app, account, class, &hash).await?));
            }
        }
        Ok(self)
    }
}

/// Makes everybody whose unit is there from the start, and each school's people to turn to.
pub async fn make(app: &App, places: &Places) -> anyhow::Result<People> {
    let hash = password::hash_now(&app.keys, PASSWORD).map_err(said)?;
    let mut people = Vec::new();
    for account in ACCOUNTS.iter().filter(|a| !a.at.contains('/')) {
        let actor = add(app, account, places.unit(account.at), &hash).await?;
        people.push((account.username, actor));
    }
    let people = People(people);
    for school in &places.schools {
        contacts(app, people.of(school.head), school.id).await?;
    }
    Ok(people)
}

async fn add(app: &App, account: &Account, unit: UnitId, hash: &str) -> anyhow::Result<Actor> {
    let id = StaffId(Uuid::now_v7());
    let username = Username::parse(account.username)
        .map_err(|word| anyhow::anyhow!("{}: {word}", account.username))?;
    let grant = Grant {
        role: account.role,
        unit,
    };
    let new = staff::NewStaff {
        id,
        username,
        full_name: account.name.to_owned(),
        password_hash: hash.to_owned(),
        must_change: false,
        password_until: None,
        is_demo: true,
    };
    let mut tx = app.db.begin().await?;
    staff::create(&mut tx, &new).await?;
    let since = app.clock.today();
    staff::grant(&mut tx, GrantId(Uuid::now_v7()), id, grant, since, None).await?;
    tx.commit().await?;
    Ok(Actor::Staff {
        id,
        name: account.name.to_owned(),
        grants: vec![grant],
    })
}

async fn contacts(app: &App, head: &Actor, school: UnitId) -> anyhow::Result<()> {
    let today = app.clock.today();
    let Some(place) = units::place(&app.db, school, today).await? else {
        return Ok(());
    };
    let permit = head
        .permit(EditContacts::at(&place))
        .map_err(|denied| said(denied.into()))?;
    let contact = |name: &str, title: &str, room: &str| Contact {
        name: name.to_owned(),
        title: title.to_owned(),
        room: room.to_owned(),
        phone: String::new(),
    };
    let list = [
        contact(
            "Cô Nguyễn Thu Hằng",
            "Tư vấn học đường",
            "Phòng tư vấn, tầng 1",
        ),
        contact("Cô Lưu Thị Bích", "Y tế trường", "Phòng y tế"),
    ];
    let mut tx = app.db.begin().await?;
    help_contacts::replace(&mut tx, &permit, &list, today).await?;
    tx.commit().await?;
    Ok(())
}
