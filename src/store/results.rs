//! What a class has learnt: by child inside the school, and by question without the child.

use super::{Db, Result};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    ids::PupilId,
    permission::{Permit, SeeResults},
};

/// How far one child is with one module. Without a `module` the child has not opened any.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Reached {
    pub pupil: PupilId,
    pub full_name: String,
    pub animal: String,
    pub module: Option<lachan_core::lesson::ModuleId>,
    pub scenes_seen: i64,
    pub completed_at: Option<DateTime<Utc>>,
    pub best_correct: i64,
    pub n_items: i64,
    pub updated_at: Option<DateTime<Utc>>,
}

/// Every child of the class with every module it has opened in the school year of the class, in the order of the list.
pub async fn of_class(db: &Db, permit: &Permit<SeeResults>, on: NaiveDate) -> Result<Vec<Reached>> {
    db.query(
        "select p.id as pupil, p.full_name, p.animal, g.module, coalesce(g.scenes_seen, 0) as scenes_seen, g.completed_at,
                coalesce(g.best_correct, 0) as best_correct, coalesce(g.n_items, 0) as n_items, g.updated_at
         from enrolment e join unit c on c.id = e.class join pupil p on p.id = e.pupil
         left join progress g on g.pupil = p.id and g.school_year = c.school_year
         where e.class = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         order by p.sort_key, p.birth_date, p.pupil_code, p.id, g.module",
    )
    .bind(permit.place.unit)
    .bind(on)
    .all()
    .await
}

/// How often an option of a question was chosen in the class, by nobody in particular.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Chosen {
    pub item: String,
    pub choice: i64,
    pub n: i64,
}

/// The tallies of one module in the class, with how many children have answered it.
pub async fn tallies(
    db: &Db,
    permit: &Permit<SeeResults>,
    module: &str,
) -> Result<(Vec<Chosen>, i64)> {
    let chosen = db
        .query("select item, choice, n from item_tally where class = $1 and module = $2 order by item, choice")
        .bind(permit.place.unit)
        .bind(module.to_owned())
        .all()
        .await?;
    let (children,): (i64,) = db
        .query("select count(*) from progress where class = $1 and module = $2 and attempts > 0")
        .bind(permit.place.unit)
        .bind(module.to_owned())
        .one()
        .await?;
    Ok((chosen, children))
}
