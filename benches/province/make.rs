//! Makes the province: what stands above the schools, then school after school, each in one transaction. Begun again it goes on with the
//! first school that is not there.

use crate::{
    people::{self, Adult},
    progress::Bar,
    shape::{School, Shape, days_of_year},
    work,
};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use lachan::{
    auth::{keys::Keys, password},
    collate,
    server::App,
    store::{
        Tx,
        units::{self, NewUnit, SchoolYear},
    },
};
use lachan_core::{
    actor::Role,
    ids::{SchoolYearId, UnitId},
    units::{Relation, UnitKind},
};
use uuid::Uuid;

/// What every school needs to know.
pub struct Ground<'a> {
    pub shape: &'a Shape,
    pub keys: &'a Keys,
    /// Of everybody: what a person types is [`PASSWORD`].
    pub password_hash: String,
    pub years: Vec<SchoolYear>,
}

/// Signs everybody in.
pub const PASSWORD: &str = "mot-tinh-de-do";

/// Makes what is missing.
pub async fn make(app: &App, shape: &Shape) -> Result<()> {
    if units::by_code(&app.db, "SO").await?.is_none() {
        above_the_schools(app, shape).await?;
    }
    let mut years = Vec::new();
    for first in shape.years() {
        let code = format!("NH{first}-{}", first + 1);
        years.push(
            units::school_year(&app.db, &code)
                .await?
                .context("the years were made first")?,
        );
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
            let above = Above::of(app, shape, school).await?;
            let mut tx = app.db.begin().await?;
            one_school(&mut tx, &ground, school, &above).await?;
            tx.commit().await?;
        }
        bar.step();
    }
    Ok(())
}

fn hash(app: &App) -> Result<String> {
    password::hash_now(&app.keys, PASSWORD).map_err(|error| anyhow::anyhow!("{error:?}"))
}

/// A unit of no school.
fn unit(code: String, kind: UnitKind, name: String, since: NaiveDate) -> NewUnit {
    NewUnit {
        id: UnitId(Uuid::now_v7()),
        code,
        kind,
        short_name: name.clone(),
        sort_key: collate::text_key(&name),
        name,
        levels: String::new(),
        grade: None,
        school: None,
        school_year: None,
        opened_on: since,
    }
}

async fn put(tx: &mut Tx, unit: &NewUnit, above: Option<(UnitId, Relation)>) -> Result<UnitId> {
    units::create(tx, unit).await?;
    if let Some((above, relation)) = above {
        units::join(tx, unit.id, above, relation, unit.opened_on).await?;
    }
    Ok(unit.id)
}

async fn above_the_schools(app: &App, shape: &Shape) -> Result<()> {
    let since = days_of_year(shape.years()[0])[0];
    let mut tx = app.db.begin().await?;
    for first in shape.years() {
        let [starts_on, term2_on, ends_on] = days_of_year(first);
        let year = SchoolYear {
            id: SchoolYearId(Uuid::now_v7()),
            code: format!("NH{first}-{}", first + 1),
            starts_on,
            term2_on,
            ends_on,
        };
        units::create_year(&mut tx, &year).await?;
    }
    use Relation::{Professional, Youth};
    use UnitKind::{Commune, CommuneYouth, Department, Province, ProvinceYouth};
    let top = unit("TINH".into(), Province, "Tỉnh để đo".into(), since);
    let top = put(&mut tx, &top, None).await?;
    let office = unit(
        "SO".into(),
        Department,
        "Sở Giáo dục và Đào tạo".into(),
        since,
    );
    let office = put(&mut tx, &office, Some((top, Professional))).await?;
    let youth = unit("TDOAN".into(), ProvinceYouth, "Tỉnh đoàn".into(), since);
    let youth = put(&mut tx, &youth, Some((top, Youth))).await?;
    let mut adults = vec![
        Adult::new("so.gddt", Role::DepartmentOfficer, office),
        Adult::new("tinh.doan", Role::ProvinceYouth, youth),
        Adult::new("quan.tri", Role::Admin, top),
    ];
    for n in 0..shape.communes {
        let commune = unit(format!("XA{n}"), Commune, format!("Xã số {}", n + 1), since);
        let commune = put(&mut tx, &commune, Some((office, Professional))).await?;
        let union = unit(
            format!("DX{n}"),
            CommuneYouth,
            format!("Đoàn xã số {}", n + 1),
            since,
        );
        let union = put(&mut tx, &union, Some((youth, Youth))).await?;
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
    async fn of(app: &App, shape: &Shape, school: &School) -> Result<Self> {
        let find = async |code: String| -> Result<UnitId> {
            let found = units::by_code(&app.db, &code).await?;
            Ok(found.with_context(|| format!("{code} was made first"))?.id)
        };
        // A THPT school answers to the Sở itself.
        let commune = school.commune % shape.communes;
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
    let id = put(tx, &home, Some((above.school, Relation::Professional))).await?;
    let (kind, _) = school.youth();
    let name = format!("Liên đội, Đoàn trường {}", school.name);
    let mut union = unit(format!("{}-D", school.code), kind, name, since);
    union.school = Some(id);
    let union = put(tx, &union, Some((above.youth, Relation::Youth))).await?;
    let classes = work::classes(tx, ground, school, id, union).await?;
    let mut adults = vec![
        Adult::new(format!("hieu.truong.{}", school.n), Role::SchoolHead, id),
        Adult::new(
            format!("tong.phu.trach.{}", school.n),
            Role::Organizer,
            union,
        ),
    ];
    let running = classes.iter().filter(|class| class.is_running());
    adults.extend(running.enumerate().map(|(n, class)| {
        Adult::new(
            format!("giao.vien.{}.{n}", school.n),
            Role::Teacher,
            class.id,
        )
    }));
    people::write(tx, &ground.password_hash, since, &adults).await?;
    work::live(tx, ground, school, id, union, &classes).await
}
