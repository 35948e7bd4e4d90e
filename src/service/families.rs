//! Letters to the families of a class: for whom, from which school, and whom a family can turn to there.

use crate::{
    error::{Error, Result},
    server::Server,
    store::{classes, help_contacts, help_contacts::Contact, pupils, units},
};
use lachan_core::{actor::Actor, ids::UnitId, permission::SeeClass, units::UnitKind};

/// What the letters of a class need.
#[derive(Debug)]
pub struct ClassLetters {
    pub class: String,
    pub school: String,
    pub contacts: Vec<Contact>,
    /// The school has named nobody yet.
    pub nobody_named: bool,
    /// Full names, in the order of the class list.
    pub children: Vec<String>,
}

/// The classes whose names this person may see, in the order of their lists.
pub async fn classes(server: &Server, me: &Actor) -> Result<Vec<(UnitId, String)>> {
    let (today, now) = (server.clock.today(), server.clock.now());
    let lines = classes::in_reach(&server.db, me, today, now).await?;
    Ok(lines.into_iter().map(|line| (line.id, line.name)).collect())
}

/// What is printed for a class: only for those who may see its names.
pub async fn letters(server: &Server, me: &Actor, class: UnitId) -> Result<ClassLetters> {
    let today = server.clock.today();
    let place = units::class_place(&server.db, class, today)
        .await?
        .ok_or(Error::NotFound)?;
    me.permit(SeeClass::at(&place))?;
    let unit = units::find(&server.db, class)
        .await?
        .filter(|unit| unit.kind == UnitKind::Class)
        .ok_or(Error::NotFound)?;
    let school = match unit.school {
        Some(school) => units::find(&server.db, school).await?,
        None => None,
    };
    let contacts = match &school {
        Some(school) => help_contacts::of_school(&server.db, school.id, today).await?,
        None => Vec::new(),
    };
    let children = pupils::of_class(&server.db, class, today).await?;
    Ok(ClassLetters {
        class: unit.name,
        school: school.map(|school| school.name).unwrap_or_default(),
        nobody_named: contacts.is_empty(),
        contacts,
        children: children
            .into_iter()
            .map(|child| child.full_name().to_owned())
            .collect(),
    })
}
