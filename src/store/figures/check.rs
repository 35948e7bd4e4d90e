//! Whether what is kept is what is counted, for an operator who wants to know.

use super::{as_of, counted, kept::Root, sheets::due, spans};
use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{ids::UnitId, period::Span};
use std::collections::BTreeSet;

/// A class, a school or a unit above, and a span, of which something else is kept than is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub unit: UnitId,
    pub span: Span,
}

/// What was looked at, and what differed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub spans: usize,
    /// Classes, schools and units above, each once for a span.
    pub rows: usize,
    pub differences: Vec<Difference>,
}

/// Counts everything that is kept anew and compares it. What is marked is counted first: it is not expected to be the same. Nothing is mended.
pub async fn check(db: &Db, today: NaiveDate) -> Result<Checked> {
    super::turn(db, today).await?;
    for unit in due(db, &[], today).await? {
        super::sheets::freshen(db, unit, &[], today).await?;
    }
    let mut checked = Checked::default();
    for span in spans::all(db).await? {
        checked.spans += 1;
        let roots =
            "select unit from held_figure where starts_on = $1 and ends_on = $2 order by unit";
        let roots = db.query(roots).bind(span.from).bind(span.to);
        for (unit,) in roots.all::<(UnitId,)>().await? {
            let root = Root {
                id: unit,
                only: None,
                today,
            };
            root.check(db, span, &mut checked).await?;
        }
    }
    Ok(checked)
}

impl Root {
    async fn check(&self, db: &Db, span: Span, checked: &mut Checked) -> Result<()> {
        let passed = as_of(span, self.today);
        let (mut kept, held) = self.kept(db, span).await?;
        let (mut counted, held_now) = counted(db, self.id, None, passed).await?;
        let classes: BTreeSet<UnitId> = kept.keys().chain(counted.keys()).copied().collect();
        checked.rows += classes.len() + 1;
        for class in classes {
            let differs = kept.remove(&class).unwrap_or_default()
                != counted.remove(&class).unwrap_or_default();
            if differs {
                checked.differences.push(Difference { unit: class, span });
            }
        }
        if held.is_some_and(|held| held != held_now) {
            let unit = self.id;
            checked.differences.push(Difference { unit, span });
        }
        Ok(())
    }
}
