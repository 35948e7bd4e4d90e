//! The pictures and digits children come in with, sealed.

use crate::store::{Db, Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    ids::{PupilId, UnitId},
    permission::{Permit, PrintCards},
    person::SecretKind,
};

/// The secret of a child, still sealed; with what is needed to open and check it. Never leaves the server.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sealed {
    pub id: PupilId,
    pub secret_kind: SecretKind,
    pub secret: String,
    pub secret_version: i64,
}

/// The sealed secret of a child. Whether it still sits in a class is asked where it comes in.
pub async fn sealed(db: &Db, pupil: PupilId) -> Result<Option<Sealed>> {
    db.query("select id, secret_kind, secret, secret_version from pupil where id = $1")
        .bind(pupil)
        .optional()
        .await
}

/// The sealed secret of a child of a class on a day, read where its tries are counted.
pub async fn sealed_in_class(
    tx: &mut Tx,
    class: UnitId,
    pupil: PupilId,
    on: NaiveDate,
) -> Result<Option<Sealed>> {
    tx.query(
        "select p.id, p.secret_kind, p.secret, p.secret_version
         from enrolment e join pupil p on p.id = e.pupil
         where e.class = $1 and p.id = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)",
    )
    .bind(class)
    .bind(pupil)
    .bind(on)
    .optional()
    .await
}

/// The sealed secrets of a class, for its cards.
pub async fn sealed_of_class(
    db: &Db,
    permit: &Permit<PrintCards>,
    on: NaiveDate,
) -> Result<Vec<Sealed>> {
    db.query(
        "select p.id, p.secret_kind, p.secret, p.secret_version
         from enrolment e join pupil p on p.id = e.pupil
         where e.class = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         order by p.sort_key, p.birth_date, p.pupil_code, p.id",
    )
    .bind(permit.place.unit)
    .bind(on)
    .all()
    .await
}

/// Gives a child of the permit's class a new secret; cards printed before no longer open.
pub async fn reseal(
    tx: &mut Tx,
    permit: &Permit<PrintCards>,
    pupil: PupilId,
    kind: SecretKind,
    secret: String,
    on: NaiveDate,
) -> Result<u64> {
    tx.query(
        "update pupil set secret_kind = $1, secret = $2, secret_version = secret_version + 1
         where id = $3 and exists (select 1 from enrolment e where e.pupil = pupil.id and e.class = $4
                                   and e.valid_from <= $5 and (e.valid_to is null or e.valid_to >= $5))",
    )
    .bind(kind)
    .bind(secret)
    .bind(pupil)
    .bind(permit.place.unit)
    .bind(on)
    .execute()
    .await
}
