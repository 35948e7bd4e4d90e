//! Every class has its chi đội, Sao or chi đoàn, in whatever order an administrator sets a school up.

use crate::support::{World, places::Province};
use lachan::store::units;
use lachan_core::{
    actor::{Grant, Role},
    ids::UnitId,
    units::{Relation, UnitKind},
};

/// A school with two classes and no Liên đội.
async fn school_with_classes(world: &World, p: &Province) -> UnitId {
    let school = world
        .unit("C", UnitKind::School, "Trường Mới", None, p.year, None)
        .await;
    world.join(school, p.commune, Relation::Professional).await;
    for (name, grade) in [("2A", 2), ("4A", 4)] {
        let code = format!("C-{name}");
        let class = world
            .unit(
                &code,
                UnitKind::Class,
                name,
                Some(grade),
                p.year,
                Some(school),
            )
            .await;
        world.join(class, school, Relation::Professional).await;
    }
    school
}

fn both_lines(p: &Province) -> [Grant; 2] {
    [p.department, p.province_youth].map(|unit| Grant {
        role: Role::Admin,
        unit,
    })
}

async fn inside(world: &World, school: UnitId, kind: UnitKind) -> Vec<String> {
    let all = units::inside_school(world.db(), school, world.clock.today())
        .await
        .unwrap();
    all.into_iter()
        .filter(|unit| unit.kind == kind)
        .map(|unit| unit.name)
        .collect()
}

#[tokio::test]
async fn a_lien_doi_added_after_the_classes_gets_their_chi_doi_and_sao() {
    let world = World::new().await;
    let p = world.province().await;
    let school = school_with_classes(&world, &p).await;
    let (_, admin) = world.staff_with("quan.tri", &both_lines(&p)).await;
    let base = format!("/don-vi/{school}");
    admin
        .get(&base)
        .await
        .is(200)
        .says("2 lớp chưa có")
        .says("chưa có Liên đội")
        .hides("Bổ sung chi đội còn thiếu");
    // the Đoàn of the school's own commune is chosen already
    let youth = p.commune_youth.to_string();
    admin
        .get(&format!("{base}/them"))
        .await
        .is(200)
        .says(&format!("value=\"{youth}\" selected"));
    let fields = [
        ("kind", "pioneers"),
        ("name", "Liên đội Trường Mới"),
        ("code", "LD-C"),
        ("above", youth.as_str()),
    ];
    admin.post(&format!("{base}/them"), &fields).await.is(303);
    assert_eq!(
        inside(&world, school, UnitKind::PioneerClass).await,
        ["Chi đội 4A"]
    );
    assert_eq!(inside(&world, school, UnitKind::Star).await, ["Sao 2A"]);
    assert_eq!(world.noted("make youth units").await, 1);

    let lien_doi = units::by_code(world.db(), "LD-C").await.unwrap().unwrap();
    let organizer = world
        .staff("tong.phu.trach", Role::Organizer, lien_doi.id)
        .await;
    organizer
        .get("/hoat-dong/moi")
        .await
        .is(200)
        .says("Chi đội 4A");
}

#[tokio::test]
async fn what_is_still_missing_is_made_by_a_button_once() {
    let world = World::new().await;
    let p = world.province().await;
    let late = world
        .unit("A-3C", UnitKind::Class, "3C", Some(3), p.year, Some(p.a.id))
        .await;
    world.join(late, p.a.id, Relation::Professional).await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let base = format!("/don-vi/{}", p.a.id);
    head.get(&base)
        .await
        .is(200)
        .says("1 lớp chưa có")
        .says("Bổ sung chi đội còn thiếu");
    let button = format!("{base}/chi-doi");
    // pressed twice at the same moment, it is made once
    let (one, two) = tokio::join!(head.post(&button, &[]), head.post(&button, &[]));
    let (one, two) = (one.is(303), two.is(303));
    let mut said = [one.location().to_owned(), two.location().to_owned()];
    said.sort();
    assert!(
        said[0].ends_with("so=0") && said[1].ends_with("so=1"),
        "{said:?}"
    );
    head.get(&said[1])
        .await
        .is(200)
        .says("Đã bổ sung 1")
        .hides("1 lớp chưa có");
    assert_eq!(inside(&world, p.a.id, UnitKind::Star).await, ["Sao 3C"]);

    let teacher = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    teacher.post(&button, &[]).await.is(404);
    let other = world.staff("truong.b", Role::SchoolHead, p.b.id).await;
    other.post(&button, &[]).await.is(404);
}

#[tokio::test]
async fn a_plan_that_can_invite_nobody_says_why() {
    let world = World::new().await;
    let p = world.province().await;
    let school = school_with_classes(&world, &p).await;
    let empty = world
        .unit(
            "LD-C",
            UnitKind::Pioneers,
            "Liên đội Trường Mới",
            None,
            p.year,
            Some(school),
        )
        .await;
    world.join(empty, p.commune_youth, Relation::Youth).await;
    let organizer = world.staff("tong.phu.trach", Role::Organizer, empty).await;
    organizer
        .get("/hoat-dong/moi")
        .await
        .is(200)
        .says("chưa có chi đội, Sao hay chi đoàn nào")
        .hides("Tới trang đơn vị")
        .hides("name=\"kind\"");
}

#[tokio::test]
async fn a_commune_comes_with_its_doan_xa() {
    let world = World::new().await;
    let p = world.province().await;
    let (_, admin) = world.staff_with("quan.tri", &both_lines(&p)).await;
    let form = format!("/don-vi/{}/them", p.department);
    admin
        .get(&form)
        .await
        .is(200)
        .says("tạo luôn Đoàn xã, phường");
    let commune = |code: &'static str, doan: bool| {
        let mut fields = vec![("kind", "commune"), ("name", "Xã Mới"), ("code", code)];
        fields.extend(doan.then_some(("doan", "1")));
        fields
    };
    admin.post(&form, &commune("XA8", false)).await.is(303);
    assert!(
        units::by_code(world.db(), "XA8-DOAN")
            .await
            .unwrap()
            .is_none()
    );
    admin.post(&form, &commune("XA9", true)).await.is(303);
    let youth = units::by_code(world.db(), "XA9-DOAN")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (youth.name.as_str(), youth.kind),
        ("Đoàn xã Mới", UnitKind::CommuneYouth)
    );
    let below = units::children(
        world.db(),
        p.province_youth,
        Relation::Youth,
        world.clock.today(),
    )
    .await
    .unwrap();
    assert!(below.iter().any(|unit| unit.id == youth.id));
}
