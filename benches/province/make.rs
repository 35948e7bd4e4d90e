//! Makes the province: what stands above the schools, then school after school, each in one transaction. Begun again it goes on with the
//! first school that is not there.

use crate::{
    classes,
    ground::{Ground, put, unit},
    lessons, meetings,
    people::{self, Adult},
    progress::Bar,
    shape::{School, Shape, code_of_year, days_of_year},
};
use anyhow::{Context, Result};
use lachan::{
    auth::password,
    server::App,
    store::{
        Tx,
        units::{self, SchoolYear},
    },
};
use lachan_core::{
    actor::Role,
    ids::{SchoolYearId, UnitId},
    units::{Relation, UnitKind},
};
use uuid::Uuid;

/// Signs everybody in.
pub const PASSWORD: &str = "mot-tinh-de-do";

/// Makes what is missing.
pub async fn make(app: &App, shape: &Shape) -> Result<()> {
    if units::by_code(&app.db, "SO").await?.is_none() {
        above_the_schools(app, shape).await?;
    }
    let mut years = Vec::new();
    for first in shape.years() {
        let year = units::school_year(&app.db, &code_of_year(first)).await?;
        years.push(year.context("the years were made first")?);
    }
    let ground = Ground {
        shape,
        keys: &app.keys,
        password_hash: hash(app)?,
        years,
    };
    let mut bar = Bar::of(shape.schools.len());
    for school in &shape.schools {
        if units::by_code(&app.db, &school.code).await?.is_none() {
            let above = Above::of(app, school).await?;
            let mut tx = app.db.begin().await?;
            one_school(&mut tx, &ground, school, &above).await?;
            tx.commit().await?;
        }
        bar.step();
    }
    Ok(())
}

/// What is kept of it.
pub fn hash(app: &App) -> Result<String> {
    password::hash_now(&app.keys, PASSWORD).map_err(|error| anyhow::anyhow!("{error:?}"))
}

async fn above_the_schools(app: &App, shape: &Shape) -> Result<()> {
    let since = days_of_year(shape.years()[0])[0];
    let mut tx = app.db.begin().await?;
    for first in shape.years() {
        let [starts_on, term2_on, ends_on] = days_of_year(first);
        let year = SchoolYear {
            id: SchoolYearId(Uuid::now_v7()),
            code: code_of_year(first),
            starts_on,
            term2_on,
            ends_on,
        };
        units::create_year(&mut tx, &year).await?;
    }
    use Relation::{Professional, Youth};
    use UnitKind::{Commune, CommuneYouth, Department, Province, ProvinceYouth};
    let top = unit("TINH".into(), Province, "Tỉnh để đo".into(), since);
    units::create(&mut tx, &top).await?;
    let top = top.id;
    let office = unit(
        "SO".into(),
        Department,
        "Sở Giáo dục và Đào tạo".into(),
        since,
    );
    let office = put(&mut tx, &office, top, Professional).await?;
    let youth = unit("TDOAN".into(), ProvinceYouth, "Tỉnh đoàn".into(), since);
    let youth = put(&mut tx, &youth, top, Youth).await?;
    let mut adults = vec![
        Adult::new("so.gddt", Role::DepartmentOfficer, office),
        Adult::new("tinh.doan", Role::ProvinceYouth, youth),
        Adult::new("quan.tri", Role::Admin, top),
    ];
    for n in 0..shape.communes {
        let commune = unit(format!("XA{n}"), Commune, format!("Xã số {}", n + 1), since);
        let commune = put(&mut tx, &commune, office, Professional).await?;
        let union = unit(
            format!("DX{n}"),
            CommuneYouth,
            format!("Đoàn xã số {}", n + 1),
            since,
        );
        let union = put(&mut tx, &union, youth, Youth).await?;
        adults.push(Adult::new(format!("xa.{n}"), Role::CommuneOfficer, commune));
        adults.push(Adult::new(format!("doan.{n}"), Role::CommuneYouth, union));
    }
    people::write(&mut tx, &hash(app)?, since, &adults).await?;
    tx.commit().await?;
    Ok(())
}

/// The units a school and its youth unit stand under.
struct Above {
    school: UnitId,
    youth: UnitId,
}

impl Above {
    async fn of(app: &App, school: &School) -> Result<Self> {
        let find = async |code: String| -> Result<UnitId> {
            let found = units::by_code(&app.db, &code).await?;
            Ok(found.with_context(|| format!("{code} was made first"))?.id)
        };
        // A THPT school answers to the Sở itself.
        let commune = school.commune;
        let above = match school.youth().0 {
            UnitKind::SchoolYouth => "SO".to_owned(),
            _ => format!("XA{commune}"),
        };
        Ok(Self {
            school: find(above).await?,
            youth: find(format!("DX{commune}")).await?,
        })
    }
}

async fn one_school(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    above: &Above,
) -> Result<()> {
    let since = days_of_year(ground.shape.years()[0])[0];
    let mut home = unit(
        school.code.clone(),
        UnitKind::School,
        school.name.clone(),
        since,
    );
    home.levels = format!("{:?}", school.level);
    let id = put(tx, &home, above.school, Relation::Professional).await?;
    let (kind, _) = school.youth();
    let name = format!("Liên đội, Đoàn trường {}", school.name);
    let mut union = unit(format!("{}-D", school.code), kind, name, since);
    union.school = Some(id);
    let union = put(tx, &union, above.youth, Relation::Youth).await?;
    let made = classes::make(tx, ground, school, id, union).await?;
    let mut adults = vec![
        Adult::new(format!("hieu.truong.{}", school.n), Role::SchoolHead, id),
        Adult::new(
            format!("tong.phu.trach.{}", school.n),
            Role::Organizer,
            union,
        ),
    ];
    let running = made.iter().filter(|class| class.is_running());
    adults.extend(running.enumerate().map(|(n, class)| {
        Adult::new(
            format!("giao.vien.{}.{n}", school.n),
            Role::Teacher,
            class.id,
        )
    }));
    people::write(tx, &ground.password_hash, since, &adults).await?;
    let sitting = lessons::live(tx, ground, school, id, &made).await?;
    meetings::hold(tx, ground, school, union, &made, &sitting).await
}
