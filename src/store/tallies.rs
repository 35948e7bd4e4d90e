//! How often each option of each question was chosen first in a class. Counted without the child: who chose what is kept nowhere.

use super::{Result, Tx};
use lachan_core::{
    ids::UnitId,
    lesson::{ItemId, ModuleId},
};
use std::fmt::Write;

/// One question and the number of the option in the module's file.
pub type Choice = (ItemId, u8);

/// Counts the choices of one run, in one statement however many questions there are.
pub async fn add(tx: &mut Tx, class: UnitId, module: &ModuleId, choices: &[Choice]) -> Result<()> {
    if choices.is_empty() {
        return Ok(());
    }
    let mut query = tx
        .query(insert_of(choices.len()))
        .bind(class)
        .bind(module.clone());
    for (item, choice) in choices {
        query = query.bind(item.clone()).bind(i64::from(*choice));
    }
    query.execute().await?;
    Ok(())
}

/// The same text for the same number of questions, so that the engine keeps it prepared.
fn insert_of(n: usize) -> String {
    let mut sql = String::from("insert into item_tally (class, module, item, choice, n) values ");
    for i in 0..n {
        let comma = if i == 0 { "" } else { ", " };
        write!(sql, "{comma}($1, $2, ${}, ${}, 1)", 3 + 2 * i, 4 + 2 * i)
            .expect("writing to a string");
    }
    sql + " on conflict (class, item, choice) do update set n = item_tally.n + 1"
}
