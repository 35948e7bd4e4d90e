//! Settings of the whole installation, by key.

use super::{Db, Result, Tx};

/// The value of a key.
pub async fn get(db: &Db, key: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = db
        .query("select value from setting where key = $1")
        .bind(key.to_owned())
        .optional()
        .await?;
    Ok(row.map(|(value,)| value))
}

/// Sets a key.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.query("insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value")
        .bind(key.to_owned())
        .bind(value.to_owned())
        .execute()
        .await?;
    Ok(())
}
