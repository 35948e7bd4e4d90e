//! What stands in a database: its tables as either engine tells them.

use lachan::store::Db;
use std::{collections::BTreeMap, fmt::Write};

/// Whether the suite runs on PostgreSQL.
pub fn is_postgres() -> bool {
    std::env::var("TEST_DATABASE_URL").is_ok()
}

/// A column: its type as our migrations write it, whether it may be empty, and its place in the primary key, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: String,
    pub may_be_null: bool,
    pub in_key: i64,
}

/// Tables by name, without those of the migrations themselves.
pub async fn tables(db: &Db) -> BTreeMap<String, Vec<Column>> {
    let sql = if is_postgres() {
        "select c.table_name::text, c.column_name::text, c.data_type::text, case when c.is_nullable = 'YES' then 1 else 0 end::bigint,
                coalesce((select array_position(i.indkey::int2[], a.attnum) + 1 from pg_index i, pg_attribute a
                          where i.indisprimary and i.indrelid = c.table_name::regclass and a.attrelid = i.indrelid
                            and a.attname = c.column_name), 0)::bigint
         from information_schema.columns c
         where c.table_schema = 'public' order by c.table_name, c.ordinal_position"
    } else {
        "select m.name, c.name, c.type, case when c.\"notnull\" = 0 and c.pk = 0 then 1 else 0 end, c.pk
         from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' order by m.name, c.cid"
    };
    let rows: Vec<(String, String, String, i64, i64)> = db.query(sql).all().await.unwrap();
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for (table, name, kind, null, in_key) in rows {
        if table.starts_with("_sqlx") || table.starts_with("sqlite_") {
            continue;
        }
        let kind = match kind.to_lowercase().as_str() {
            "timestamp with time zone" => "timestamptz".to_owned(),
            other => other.to_owned(),
        };
        tables.entry(table).or_default().push(Column {
            name,
            kind,
            may_be_null: null == 1,
            in_key,
        });
    }
    tables
}

/// Every index with its columns, and every reference from table to table: one a line.
async fn ties(db: &Db) -> Vec<String> {
    let sql = if is_postgres() {
        "select t.relname::text || ': ' || case when i.indisunique then 'unique ' else '' end || 'index on '
                || (select string_agg(a.attname::text, ', ' order by array_position(i.indkey::int2[], a.attnum))
                    from pg_attribute a where a.attrelid = t.oid and a.attnum = any (i.indkey::int2[]))
                || case when i.indpred is null then '' else ' for some' end
         from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
         where n.nspname = 'public' and not i.indisprimary and t.relname not like '\\_sqlx%'
         union all
         select c.conrelid::regclass::text || ': ' || a.attname::text || ' references ' || c.confrelid::regclass::text
         from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where c.contype = 'f'"
    } else {
        "select m.name || ': ' || case when l.\"unique\" = 1 then 'unique ' else '' end || 'index on '
                || (select group_concat(x.name, ', ') from (select name from pragma_index_info(l.name) order by seqno) x)
                || case when l.partial = 1 then ' for some' else '' end
         from sqlite_schema m join pragma_index_list(m.name) l where m.type = 'table' and l.origin <> 'pk' and m.name not like '\\_sqlx%' escape '\\'
         union all
         select m.name || ': ' || f.\"from\" || ' references ' || f.\"table\"
         from sqlite_schema m join pragma_foreign_key_list(m.name) f where m.type = 'table'"
    };
    let rows: Vec<(String,)> = db.query(sql).all().await.unwrap();
    let mut lines: Vec<String> = rows
        .into_iter()
        .map(|(line,)| line.replace('"', ""))
        .collect();
    lines.sort();
    lines
}

/// The whole schema in words, the same from either engine.
pub async fn described(db: &Db) -> String {
    let mut text = String::new();
    for (table, columns) in tables(db).await {
        writeln!(text, "{table}").unwrap();
        for Column {
            name,
            kind,
            may_be_null,
            in_key,
        } in columns
        {
            let null = if may_be_null { " or null" } else { "" };
            let key = if in_key > 0 {
                format!(" key {in_key}")
            } else {
                String::new()
            };
            writeln!(text, "  {name} {kind}{null}{key}").unwrap();
        }
    }
    writeln!(text, "\n{}", ties(db).await.join("\n")).unwrap();
    text
}
