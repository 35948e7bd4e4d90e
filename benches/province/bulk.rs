//! Many rows with one statement: the same text on both engines.

use lachan::store::{Tx, db::Query};

/// How many values one statement carries: fewer than either engine allows.
const VALUES: usize = 8_000;

/// Writes rows; `into` is `table (columns)`, of which there are `columns`, and `bind` binds the values of a row in their order.
pub async fn insert<R>(
    tx: &mut Tx,
    into: &str,
    columns: usize,
    rows: &[R],
    bind: impl for<'q> Fn(Query<'q>, &R) -> Query<'q>,
) -> anyhow::Result<()> {
    for some in rows.chunks(VALUES / columns) {
        let lines: Vec<String> = (0..some.len())
            .map(|row| {
                let values: Vec<String> = (1..=columns)
                    .map(|n| format!("${}", row * columns + n))
                    .collect();
                format!("({})", values.join(", "))
            })
            .collect();
        let sql = format!("insert into {into} values {}", lines.join(", "));
        let query = some.iter().fold(tx.query(sql), &bind);
        query.execute().await?;
    }
    Ok(())
}
