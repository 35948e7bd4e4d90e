//! Places and people with names: a Sở, a commune, two schools with equal class names, both reporting lines, staff of every role.

use super::{World, client::Client};
use chrono::{Duration, NaiveDate};
use lachan::{
    auth::{cookie::Jar, keys},
    store::{pupils, sessions, staff, units},
};
use lachan_core::{
    actor::{Actor, Grant, Role},
    full_name::FullName,
    ids::{GrantId, PupilId, SchoolYearId, StaffId, UnitId},
    permission::ImportClass,
    person::{Birth, Details, Gender, SecretKind},
    units::{Relation, UnitKind},
    words::Username,
};
use uuid::Uuid;

/// The units every test can rely on.
#[derive(Clone, Debug)]
pub struct Province {
    pub year: SchoolYearId,
    pub department: UnitId,
    pub commune: UnitId,
    pub other_commune: UnitId,
    pub province_youth: UnitId,
    pub commune_youth: UnitId,
    /// Trường Tiểu học Mẫu A with its liên đội, classes 4A and 4B and their chi đội.
    pub a: School,
    /// A school of the other commune with classes of the same names.
    pub b: School,
}

#[derive(Clone, Debug)]
pub struct School {
    pub id: UnitId,
    pub pioneers: UnitId,
    pub class_4a: UnitId,
    pub class_4b: UnitId,
    pub chi_doi_4a: UnitId,
    pub chi_doi_4b: UnitId,
}

/// First day of everything in the tests' province.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 1).unwrap()
}

impl World {
    /// Makes the province.
    pub async fn province(&self) -> Province {
        let year = SchoolYearId(Uuid::now_v7());
        let mut tx = self.db().begin().await.unwrap();
        tx.query("insert into school_year (id, code, starts_on, term2_on, ends_on) values ($1, $2, $3, $4, $5)")
            .bind(year)
            .bind("NH2026-2027".to_owned())
            .bind(first_day())
            .bind(NaiveDate::from_ymd_opt(2027, 1, 18).unwrap())
            .bind(NaiveDate::from_ymd_opt(2027, 5, 31).unwrap())
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let department = self
            .unit("SO", UnitKind::Department, "Sở GD&ĐT", None, year, None)
            .await;
        let province_youth = self
            .unit("TD", UnitKind::ProvinceYouth, "Tỉnh đoàn", None, year, None)
            .await;
        let commune = self
            .unit("XA1", UnitKind::Commune, "Xã Đông Hưng", None, year, None)
            .await;
        let other_commune = self
            .unit("XA2", UnitKind::Commune, "Xã Tân Hưng", None, year, None)
            .await;
        let commune_youth = self
            .unit(
                "DX1",
                UnitKind::CommuneYouth,
                "Đoàn xã Đông Hưng",
                None,
                year,
                None,
            )
            .await;
        let other_youth = self
            .unit(
                "DX2",
                UnitKind::CommuneYouth,
                "Đoàn xã Tân Hưng",
                None,
                year,
                None,
            )
            .await;
        self.join(commune, department, Relation::Professional).await;
        self.join(other_commune, department, Relation::Professional)
            .await;
        self.join(commune_youth, province_youth, Relation::Youth)
            .await;
        self.join(other_youth, province_youth, Relation::Youth)
            .await;
        let a = self
            .school("A", "Trường Tiểu học Mẫu A", year, commune, commune_youth)
            .await;
        let b = self
            .school(
                "B",
                "Trường Tiểu học Mẫu B",
                year,
                other_commune,
                other_youth,
            )
            .await;
        Province {
            year,
            department,
            commune,
            other_commune,
            province_youth,
            commune_youth,
            a,
            b,
        }
    }

    async fn school(
        &self,
        code: &str,
        name: &str,
        year: SchoolYearId,
        commune: UnitId,
        youth: UnitId,
    ) -> School {
        let id = self
            .unit(code, UnitKind::School, name, None, year, None)
            .await;
        let pioneers = self
            .unit(
                &format!("LD-{code}"),
                UnitKind::Pioneers,
                &format!("Liên đội {name}"),
                None,
                year,
                Some(id),
            )
            .await;
        self.join(id, commune, Relation::Professional).await;
        self.join(pioneers, youth, Relation::Youth).await;
        let mut made = Vec::new();
        for class in ["4A", "4B"] {
            let lesson = self
                .unit(
                    &format!("{code}-{class}"),
                    UnitKind::Class,
                    class,
                    Some(4),
                    year,
                    Some(id),
                )
                .await;
            let chi_doi = self
                .unit(
                    &format!("CD-{code}-{class}"),
                    UnitKind::PioneerClass,
                    &format!("Chi đội {class}"),
                    Some(4),
                    year,
                    Some(id),
                )
                .await;
            self.join(lesson, id, Relation::Professional).await;
            self.join(chi_doi, pioneers, Relation::Youth).await;
            let mut tx = self.db().begin().await.unwrap();
            units::link(&mut tx, lesson, chi_doi, first_day())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            made.push((lesson, chi_doi));
        }
        School {
            id,
            pioneers,
            class_4a: made[0].0,
            class_4b: made[1].0,
            chi_doi_4a: made[0].1,
            chi_doi_4b: made[1].1,
        }
    }

    pub async fn unit(
        &self,
        code: &str,
        kind: UnitKind,
        name: &str,
        grade: Option<i64>,
        year: SchoolYearId,
        school: Option<UnitId>,
    ) -> UnitId {
        let id = UnitId(Uuid::now_v7());
        let mut tx = self.db().begin().await.unwrap();
        let new = units::NewUnit {
            id,
            code: code.to_owned(),
            kind,
            name: name.to_owned(),
            short_name: name.to_owned(),
            sort_key: code.to_owned(),
            levels: if kind == UnitKind::School {
                "TH".to_owned()
            } else {
                String::new()
            },
            grade,
            school,
            school_year: kind.is_class_like().then_some(year),
            opened_on: first_day(),
        };
        units::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn join(&self, child: UnitId, parent: UnitId, relation: Relation) {
        let mut tx = self.db().begin().await.unwrap();
        units::join(&mut tx, child, parent, relation, first_day())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Children of a class, by full name, with a secret nobody needs.
    pub async fn pupils(&self, school: &School, class: UnitId, names: &[&str]) -> Vec<PupilId> {
        let place = units::place(self.db(), class, first_day())
            .await
            .unwrap()
            .unwrap();
        let permit = Actor::System("test")
            .permit(ImportClass::at(&place))
            .unwrap();
        let mut tx = self.db().begin().await.unwrap();
        let mut ids = Vec::new();
        for name in names {
            let id = PupilId(Uuid::now_v7());
            let new = pupils::NewPupil {
                id,
                details: Details {
                    code: None,
                    full_name: FullName::from((*name).to_owned()),
                    birth: Some(Birth::Year(2017)),
                    gender: Gender::Unknown,
                },
                animal: "fox".to_owned(),
                secret_kind: SecretKind::Pictures,
                secret: self.app.keys.seal(&id.to_string(), "0-1-2"),
            };
            pupils::create(&mut tx, &permit, school.id, &new, first_day())
                .await
                .unwrap();
            ids.push(id);
        }
        tx.commit().await.unwrap();
        ids
    }

    /// An adult with one role, already signed in, in a browser of their own.
    pub async fn staff(&self, username: &str, role: Role, unit: UnitId) -> Client {
        self.staff_with(username, &[Grant { role, unit }]).await.1
    }

    /// An adult with several roles.
    pub async fn staff_with(&self, username: &str, grants: &[Grant]) -> (StaffId, Client) {
        let id = StaffId(Uuid::now_v7());
        let now = self.clock.now();
        let token = keys::token();
        let mut tx = self.db().begin().await.unwrap();
        let new = staff::NewStaff {
            id,
            username: Username::parse(username).unwrap(),
            full_name: format!("Cô {username}"),
            password_hash: "không đăng nhập bằng mật khẩu".to_owned(),
            must_change: false,
            password_until: None,
            is_demo: false,
        };
        staff::create(&mut tx, &new).await.unwrap();
        for grant in grants {
            staff::grant(
                &mut tx,
                GrantId(Uuid::now_v7()),
                id,
                *grant,
                first_day(),
                None,
            )
            .await
            .unwrap();
        }
        sessions::open(
            &mut tx,
            &keys::digest(&token),
            sessions::Whose::Staff(id),
            now,
            now + Duration::hours(8),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let browser = self.browser();
        let cookie = Jar::Staff.set(&token, false);
        let (name, value) = cookie
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .split_once('=')
            .unwrap();
        browser.set_cookie(name, value);
        (id, browser)
    }
}

impl World {
    /// A child who is signed in to a class, in a browser of their own.
    pub async fn pupil(&self, class: UnitId, pupil: PupilId) -> Client {
        let now = self.clock.now();
        let token = keys::token();
        let mut tx = self.db().begin().await.unwrap();
        let whose = sessions::Whose::Pupil {
            pupil,
            class,
            door: None,
        };
        sessions::open(
            &mut tx,
            &keys::digest(&token),
            whose,
            now,
            now + Duration::hours(2),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let browser = self.browser();
        browser.set_cookie("lachan-em", &token);
        browser
    }

    /// Gives a class a module on devices for a week from today.
    pub async fn assign(&self, class: UnitId, module: &str) {
        let order = lachan::service::assigning::Order {
            classes: vec![class],
            module: module.parse().unwrap(),
            window: lachan_core::learning::Window::proposed(self.clock.today()),
            mode: lachan_core::learning::Mode::Device,
        };
        lachan::service::assigning::assign(&self.app, &Actor::System("test"), &order)
            .await
            .unwrap();
    }
}
