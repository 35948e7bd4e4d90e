//! The units of the demo province: real communes of the list of 2025, invented schools.

mod table;

use crate::{
    collate,
    server::App,
    store::units::{self, NewUnit, SchoolYear},
};
use anyhow::Context;
use chrono::{Datelike, Days, NaiveDate};
use lachan_core::ids::{SchoolYearId, UnitId};
use table::{TABLE, THCS, THPT, TableLine, with_commune};
use uuid::Uuid;

/// What people and work need to know about the places.
#[derive(Debug)]
pub struct Places {
    units: Vec<(&'static str, UnitId)>,
    pub schools: [School; 3],
}

/// A school and where its list of children comes from.
#[derive(Clone, Copy, Debug)]
pub struct School {
    pub id: UnitId,
    pub code: &'static str,
    pub name: &'static str,
    /// User name of its head.
    pub head: &'static str,
    /// User name of whoever gathers its children: tổng phụ trách Đội or bí thư Đoàn trường.
    pub organizer: &'static str,
    /// The classes with their sizes; none for the school whose list is in the repository.
    pub classes: &'static [(&'static str, usize)],
    /// The file its head brings in.
    pub file: &'static str,
}

impl Places {
    /// A unit by its code.
    pub fn unit(&self, code: &str) -> UnitId {
        let found = self.units.iter().find(|(known, _)| *known == code);
        found.expect("the demo uses only codes it makes").1
    }

    /// The youth unit of a school: its liên đội or Đoàn trường.
    pub fn youth_of(&self, school: &School) -> UnitId {
        let line = TABLE.iter().find(|line| line.4 == Some(school.code));
        self.unit(line.expect("every demo school has one").0)
    }
}

/// Writes the places down.
pub async fn make(app: &App, today: NaiveDate) -> anyhow::Result<Places> {
    let year = school_year(today);
    let mut tx = app.db.begin().await?;
    units::create_year(&mut tx, &year).await?;
    let mut made: Vec<(&'static str, UnitId)> = Vec::new();
    let find = |made: &[(&str, UnitId)], code: &str| {
        made.iter()
            .find(|(known, _)| *known == code)
            .map(|(_, id)| *id)
    };
    for TableLine(code, kind, name, above, school) in &TABLE {
        let id = UnitId(Uuid::now_v7());
        let name = with_commune(name)?;
        let unit = NewUnit {
            id,
            code: (*code).to_owned(),
            kind: *kind,
            short_name: name.clone(),
            sort_key: collate::text_key(&name),
            name,
            levels: levels(code).to_owned(),
            grade: None,
            school: school.and_then(|code| find(&made, code)),
            school_year: None,
            opened_on: year.starts_on,
        };
        units::create(&mut tx, &unit).await?;
        if let Some((above, relation)) = above {
            let above = find(&made, above).context("a unit stands above its parts in the table")?;
            units::join(&mut tx, id, above, *relation, year.starts_on).await?;
        }
        made.push((code, id));
    }
    tx.commit().await?;
    let school = |code, name, [head, organizer]: [&'static str; 2], classes, file| School {
        id: find(&made, code).expect("the schools stand in the table"),
        code,
        name,
        head,
        organizer,
        classes,
        file,
    };
    Ok(Places {
        schools: [
            school(
                "TH1",
                "Trường Tiểu học Hoa Sen",
                ["hieu.truong", "tong.phu.trach"],
                &[],
                "danh-sach-tieu-hoc.xlsx",
            ),
            school(
                "THCS1",
                "Trường THCS Cây Đa",
                ["hieu.truong.thcs", "tpt.thcs"],
                &THCS,
                "danh-sach-thcs.csv",
            ),
            school(
                "THPT1",
                "Trường THPT Bình Minh",
                ["hieu.truong.thpt", "bi.thu.thpt"],
                &THPT,
                "danh-sach-thpt.csv",
            ),
        ],
        units: made,
    })
}

fn levels(code: &str) -> &'static str {
    match code {
        "TH1" => "TH",
        "THCS1" => "THCS",
        "THPT1" => "THPT",
        _ => "",
    }
}

/// The school year of a day. A demo made in summer or at its very start has one that reaches around the weeks it shows.
fn school_year(today: NaiveDate) -> SchoolYear {
    let first = today.year() - i32::from(today.month() < 8);
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let before = today.checked_sub_days(Days::new(70)).unwrap_or(today);
    let after = today.checked_add_days(Days::new(30)).unwrap_or(today);
    SchoolYear {
        id: SchoolYearId(Uuid::now_v7()),
        code: format!("NH{first}-{}", first + 1),
        starts_on: day(first, 9, 5).min(before),
        term2_on: day(first + 1, 1, 18),
        ends_on: day(first + 1, 5, 31).max(after),
    }
}
