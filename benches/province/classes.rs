//! The classes of a school in all three years, each with the chi đội or chi đoàn its children form.

use crate::{
    ground::{Ground, put, unit},
    shape::School,
};
use anyhow::Result;
use lachan::store::{
    Tx,
    units::{self, NewUnit},
};
use lachan_core::{
    ids::UnitId,
    units::{Relation, UnitKind},
};

/// A class of one of the years.
pub struct Class {
    pub id: UnitId,
    pub youth: UnitId,
    pub grade: i64,
    /// Its place among the years.
    pub year: usize,
    letter: usize,
}

impl Class {
    /// Whether it is one of the running school year, the last of the three.
    pub fn is_running(&self) -> bool {
        self.year == 2
    }

    /// Children move on together: what stays the same of a class from year to year.
    pub fn cohort(&self) -> (i64, usize) {
        (self.grade - self.year as i64, self.letter)
    }
}

/// Makes the classes of all years with their chi đội or chi đoàn; those of past years are closed.
pub async fn make(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    home: UnitId,
    union: UnitId,
) -> Result<Vec<Class>> {
    let mut made = Vec::new();
    for (year, of) in ground.years.iter().enumerate() {
        let unit = |kind, name: String, grade| NewUnit {
            grade: Some(grade),
            school: Some(home),
            school_year: Some(of.id),
            ..unit(
                format!("{}-{name}-{}", school.code, of.code),
                kind,
                name,
                of.starts_on,
            )
        };
        for grade in school.grades() {
            for letter in 0..school.classes {
                let name = format!("{grade}{}", char::from(b'A' + letter as u8));
                let youth = unit(school.youth().1, format!("Chi đội {name}"), grade);
                let class = unit(UnitKind::Class, name, grade);
                put(tx, &class, home, Relation::Professional).await?;
                put(tx, &youth, union, Relation::Youth).await?;
                units::link(tx, class.id, youth.id, of.starts_on).await?;
                made.push(Class {
                    id: class.id,
                    youth: youth.id,
                    grade,
                    year,
                    letter,
                });
            }
        }
        if year < 2 {
            tx.query("update unit set closed_on = $1 where school = $2 and school_year = $3")
                .bind(of.ends_on)
                .bind(home)
                .bind(of.id)
                .execute()
                .await?;
        }
    }
    Ok(made)
}
