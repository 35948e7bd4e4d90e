//! The tree of units as an administrator builds it: places, and the lines between them.

use crate::{
    collate,
    error::{Error, Result},
    server::Server,
    service::youth_units,
    store::{
        Tx, audit, is_duplicate,
        units::{self, NewUnit},
    },
};
use lachan_core::{
    actor::Actor,
    form::Problems,
    ids::UnitId,
    permission::{ManageUnits, Permit},
    units::{Relation, Unit, UnitKind},
    words::{Title, Word},
};
use uuid::Uuid;

/// A unit to be made.
#[derive(Clone, Debug)]
pub struct NewPlace {
    pub kind: UnitKind,
    pub name: Title,
    pub code: String,
    /// Of a liên đội or Đoàn trường: the Đoàn xã it stands under.
    pub above: Option<UnitId>,
    /// Of a commune: make its Đoàn xã along with it.
    pub with_youth: bool,
}

/// The unit new ones are added below, and the proof that this person may.
pub async fn parent(
    server: &Server,
    actor: &Actor,
    id: UnitId,
) -> Result<(Permit<ManageUnits>, Unit)> {
    let place = units::place(&server.db, id, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = actor.permit(ManageUnits::at(&place))?;
    let unit = units::find(&server.db, id).await?.ok_or(Error::NotFound)?;
    Ok((permit, unit))
}

/// A unit's own code: letters, digits and hyphens, 2 to 40.
pub fn code(text: &str) -> Result<String, Word> {
    let text = text.trim().to_ascii_uppercase();
    let fits = (2..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits {
        Ok(text)
    } else {
        Err("unit-code-shape")
    }
}

/// Makes a unit below another and joins it to its line.
///
/// # Errors
/// `Invalid` when the kind does not belong there, the code is taken, or a youth unit of a school names no Đoàn xã.
pub async fn add(server: &Server, actor: &Actor, below: UnitId, new: NewPlace) -> Result<UnitId> {
    let (_, parent) = parent(server, actor, below).await?;
    if !parent.kind.kinds_below().contains(&new.kind) {
        return Err(Error::Invalid(Problems::one("kind", "unit-kind-misfit")));
    }
    let inside_school = parent.kind == UnitKind::School;
    let above = match (inside_school, new.above) {
        (false, _) => below,
        (true, Some(above)) => above_of_school(server, actor, above).await?,
        (true, None) => return Err(Error::Invalid(Problems::one("above", "field-required"))),
    };
    let today = server.clock.today();
    // A school that comes in during the year belongs to the whole of it.
    let since = units::school_year_on(&server.db, today)
        .await?
        .map_or(today, |year| year.starts_on.min(today));
    let id = UnitId(Uuid::now_v7());
    let unit = NewUnit {
        id,
        code: new.code.clone(),
        kind: new.kind,
        name: new.name.as_str().to_owned(),
        short_name: new.name.as_str().to_owned(),
        sort_key: collate::text_key(new.name.as_str()),
        levels: String::new(),
        grade: None,
        school: inside_school.then_some(below),
        school_year: None,
        opened_on: since,
    };
    let relation = match new.kind {
        UnitKind::ProvinceYouth => Relation::Youth,
        kind => kind.line().relation(),
    };
    let mut tx = server.db.begin().await?;
    match units::create(&mut tx, &unit).await {
        Err(error) if is_duplicate(&error) => {
            return Err(Error::Invalid(Problems::one("code", "unit-code-taken")));
        }
        done => done?,
    }
    units::join(&mut tx, id, above, relation, since).await?;
    if inside_school {
        // classes that were there before get the chi đội, Sao or chi đoàn they could not have until now
        youth_units::complete_in(server, actor, &mut tx, below).await?;
    }
    let now = server.clock.now();
    audit::note(&mut tx, actor, now, "add unit", Some(id), &new.code).await?;
    if new.kind == UnitKind::Commune && new.with_youth {
        add_commune_youth(server, actor, &mut tx, &unit).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// The Tỉnh đoàn, where this person may add a Đoàn xã below it.
pub async fn province_youth(server: &Server, actor: &Actor) -> Result<Option<Unit>> {
    let today = server.clock.today();
    let mut found = units::of_kind(&server.db, UnitKind::ProvinceYouth, today).await?;
    let Some(province) = found.pop() else {
        return Ok(None);
    };
    let place = units::place(&server.db, province.id, today).await?;
    let may = place.is_some_and(|place| actor.may(&ManageUnits::at(&place)));
    Ok(may.then_some(province))
}

/// The Đoàn xã of a commune, under the Tỉnh đoàn; a place that has none yet, or one of that code already, is left as it is.
async fn add_commune_youth(
    server: &Server,
    actor: &Actor,
    tx: &mut Tx,
    commune: &NewUnit,
) -> Result<()> {
    let Some(province) = province_youth(server, actor).await? else {
        return Ok(());
    };
    let code = format!("{}-DOAN", commune.code);
    if units::by_code(&server.db, &code).await?.is_some() {
        return Ok(());
    }
    let name = youth_name(&commune.name);
    let youth = NewUnit {
        id: UnitId(Uuid::now_v7()),
        code,
        kind: UnitKind::CommuneYouth,
        short_name: name.clone(),
        sort_key: collate::text_key(&name),
        name,
        ..commune.clone()
    };
    units::create(tx, &youth).await?;
    units::join(
        tx,
        youth.id,
        province.id,
        Relation::Youth,
        commune.opened_on,
    )
    .await?;
    let (now, id) = (server.clock.now(), Some(youth.id));
    audit::note(tx, actor, now, "add unit", id, &youth.code).await?;
    Ok(())
}

/// "Xã Bình An" has the "Đoàn xã Bình An".
fn youth_name(commune: &str) -> String {
    let mut letters = commune.chars();
    let first = letters.next().map(char::to_lowercase);
    let name: String = first.into_iter().flatten().chain(letters).collect();
    format!("Đoàn {name}")
}

/// The Đoàn xã of the commune a school belongs to, by its name; `None` for a school that stands straight under the Department.
pub async fn youth_of_school(server: &Server, school: UnitId) -> Result<Option<UnitId>> {
    let today = server.clock.today();
    let place = units::place(&server.db, school, today)
        .await?
        .ok_or(Error::NotFound)?;
    let all = units::of_kind(&server.db, UnitKind::CommuneYouth, today).await?;
    for above in place.education {
        let Some(unit) = units::find(&server.db, above).await? else {
            continue;
        };
        if unit.kind == UnitKind::Commune {
            let name = youth_name(&unit.name);
            return Ok(all
                .into_iter()
                .find(|youth| youth.name == name)
                .map(|youth| youth.id));
        }
    }
    Ok(None)
}

async fn above_of_school(server: &Server, actor: &Actor, above: UnitId) -> Result<UnitId> {
    let (_, unit) = parent(server, actor, above).await?;
    match unit.kind {
        UnitKind::CommuneYouth | UnitKind::ProvinceYouth => Ok(above),
        _ => Err(Error::Invalid(Problems::one("above", "field-required"))),
    }
}

/// Where an administrator's settings are: the unit of the role.
pub async fn root(server: &Server, actor: &Actor) -> Result<(Permit<ManageUnits>, Unit)> {
    let mut own = actor.grants_for::<ManageUnits>();
    let grant = own.next().ok_or(Error::Forbidden)?;
    parent(server, actor, grant.unit).await
}
