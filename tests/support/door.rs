//! A class with its door open, children who know their pictures, and adults with passwords.

use super::{World, client::Client, places::Province};
use lachan::{
    auth::password,
    service::entry,
    store::{doors, staff},
};
use lachan_core::{
    actor::{Grant, Role},
    ids::{GrantId, PupilId, StaffId, UnitId},
    words::Username,
};
use uuid::Uuid;

/// The pictures of every child that `World::pupils` makes, and others that are nobody's.
pub const RIGHT: &str = "0-1-2";
pub const WRONG: &str = "3-4-5";
pub const PASSWORD: &str = "con cò bay lả bay la";

/// Class 4A of school A with two children, its teacher signed in, its door open.
pub struct Lesson {
    pub p: Province,
    pub teacher: Client,
    pub an: PupilId,
    pub binh: PupilId,
    pub door: doors::Door,
}

impl Lesson {
    /// The address of a child's tile.
    pub fn tile(&self, pupil: PupilId) -> String {
        format!("/vao-lop/{pupil}")
    }

    /// The address of the class's door for its teacher.
    pub fn panel(&self) -> String {
        format!("/lop/{}/cua", self.p.a.class_4a)
    }
}

/// The form of three pictures.
pub fn pictures(secret: &str) -> Vec<(&str, &str)> {
    ["hinh1", "hinh2", "hinh3"]
        .into_iter()
        .zip(secret.split('-'))
        .collect()
}

impl World {
    pub async fn lesson(&self) -> Lesson {
        let p = self.province().await;
        let names = ["Nguyễn Văn An", "Trần Thị Bình"];
        let children = self.pupils(&p.a, p.a.class_4a, &names).await;
        let teacher = self.staff("lan", Role::Teacher, p.a.class_4a).await;
        let class = p.a.class_4a;
        teacher
            .post(&format!("/lop/{class}/cua"), &[("phut", "45")])
            .await
            .is(303);
        let door = self.open_door(class).await.unwrap();
        Lesson {
            p,
            teacher,
            an: children[0],
            binh: children[1],
            door,
        }
    }

    pub async fn open_door(&self, class: UnitId) -> Option<doors::Door> {
        doors::of_class(self.db(), class, self.clock.now())
            .await
            .unwrap()
    }

    /// A browser in which the code has been typed.
    pub async fn at_door(&self, code: &str) -> Client {
        let browser = self.browser();
        let answer = browser.post("/", &[("ma", code)]).await.is(303);
        assert_eq!(answer.location(), "/vao-lop");
        browser
    }

    /// The token a child's card carries now.
    pub async fn card(&self, pupil: PupilId) -> String {
        let sealed = lachan::store::pupils::sealed(self.db(), pupil)
            .await
            .unwrap()
            .unwrap();
        entry::card_token(&self.app, pupil, sealed.secret_version)
    }

    /// A teacher with [`PASSWORD`], not signed in.
    pub async fn account(&self, username: &str, unit: UnitId) -> StaffId {
        let id = StaffId(Uuid::now_v7());
        let mut tx = self.db().begin().await.unwrap();
        let new = staff::NewStaff {
            id,
            username: Username::parse(username).unwrap(),
            full_name: format!("Cô {username}"),
            password_hash: password::hash_now(&self.app.keys, PASSWORD).unwrap(),
            must_change: false,
            password_until: None,
            is_demo: false,
        };
        staff::create(&mut tx, &new).await.unwrap();
        let grant = Grant {
            role: Role::Teacher,
            unit,
        };
        let from = super::places::first_day();
        staff::grant(&mut tx, GrantId(Uuid::now_v7()), id, grant, from, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// How often something stands in the audit log.
    pub async fn noted(&self, action: &'static str) -> i64 {
        let (n,): (i64,) = self
            .db()
            .query("select count(*) from audit_event where action = $1")
            .bind(action.to_owned())
            .one()
            .await
            .unwrap();
        n
    }
}
