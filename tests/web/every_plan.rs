//! Every statement of the store begins with the few: its plan on SQLite goes from end to end through no table that grows with the province,
//! nor through the days of one. SQLite keeps no statistics here, so that the order in which a statement names its tables, with `cross join`,
//! is the order in which they are read, today and after its next release. PostgreSQL is told to keep to that order too (`src/store/open.rs`).

use crate::support::{
    World,
    schema::{is_postgres, tables},
};
use lachan::store::Db;
use proc_macro2::{TokenStream, TokenTree};
use std::{collections::BTreeMap, fs, path::Path};

/// Tables that grow with the number of schools, children or days.
const LARGE: [&str; 25] = [
    "activity",
    "activity_target",
    "assignment",
    "attendance",
    "attendance_count",
    "audit_event",
    "carried",
    "class_figure",
    "door",
    "enrolment",
    "figure_sheet",
    "held_figure",
    "import",
    "import_change",
    "progress",
    "pupil",
    "result_receipt",
    "session",
    "staff",
    "staff_grant",
    "trial",
    "trial_result",
    "unit",
    "unit_edge",
    "unit_link",
];

/// What may go through a large table, by its file and a part of its text, and why.
const MAY: [(&str, &str, &str); 15] = [
    (
        "open.rs",
        "select exists (select 1 from unit)",
        "reads one row",
    ),
    ("units.rs", "select id from unit limit 1", "reads one row"),
    ("staff.rs", "select id from staff limit 1", "reads one row"),
    (
        "sealed.rs",
        "select id, secret from pupil limit 1",
        "reads one row",
    ),
    (
        "sealed.rs",
        "order by id limit $2",
        "goes on where it stopped, some at a time; a command",
    ),
    ("audit.rs", "order by at", "reads one row of an index"),
    (
        "sessions.rs",
        "where ends_at < $1 limit $2",
        "the sweeping, behind",
    ),
    (
        "imports.rs",
        "committed_at is null and made_at < $1 limit $2",
        "the sweeping, behind",
    ),
    ("outlook.rs", "select", "once a day, behind"),
    (
        "figures.rs",
        "select code, kind, name from unit",
        "a file of everything",
    ),
    (
        "structure.rs",
        "from unit",
        "the sheets are of the whole province, behind",
    ),
    ("marks.rs", "group by", "once a day, behind"),
    (
        "marks.rs",
        "a.held_on > $1 and a.held_on <= $2",
        "the meetings of the days since the last one that was turned",
    ),
    (
        "staff.rs",
        "order by s.username, g.role, u.code",
        "a command that lists everybody",
    ),
    (
        "staff.rs",
        "select count(*) from staff where closed_at is null",
        "an administrator's page counts the accounts",
    ),
];

/// A statement and where it stands.
struct Statement {
    file: String,
    sql: String,
}

impl Statement {
    /// The place in the list of what allows it.
    fn may(&self) -> Option<usize> {
        let of = |(file, part, _): &(&str, &str, &str)| {
            self.file.ends_with(&format!("/{file}")) && self.sql.contains(part)
        };
        MAY.iter().position(of)
    }

    /// Whether a plan goes through a large table by this name or another.
    fn goes_round(&self, line: &str) -> bool {
        let whole = line.strip_prefix("SCAN ");
        let days = line.contains(" USING INDEX activity_held ") && !line.contains("held_on=?");
        let alias = whole.and_then(|rest| rest.split(' ').next());
        days || alias.is_some_and(|alias| self.is_large(alias))
    }

    fn is_large(&self, alias: &str) -> bool {
        let words = self.sql.split_whitespace();
        let words: Vec<&str> = words
            .map(|word| word.trim_matches(['(', ')', ',']))
            .collect();
        LARGE.contains(&alias)
            || words
                .windows(2)
                .any(|pair| LARGE.contains(&pair[0]) && pair[1] == alias)
    }
}

/// The texts of a file; those that have a name by it.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    named: BTreeMap<String, String>,
    /// The constant whose text comes next.
    name: Option<String>,
}

impl Texts {
    fn read(&mut self, tokens: TokenStream) {
        let mut before = None;
        for token in tokens {
            match &token {
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Ident(word) => {
                    if before.as_deref() == Some("const") {
                        self.name = Some(word.to_string());
                    }
                    before = Some(word.to_string());
                }
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        if let Some(name) = self.name.take() {
                            self.named.insert(name, text.value());
                        }
                        self.all.push(text.value());
                    }
                }
                TokenTree::Punct(end) if end.as_char() == ';' => self.name = None,
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// Whole statements: constants that others begin with are put where they are named.
    fn statements(&self) -> impl Iterator<Item = String> {
        self.all.iter().filter_map(|text| {
            let mut sql = text.clone();
            for (name, part) in &self.named {
                sql = sql.replace(&format!("{{{name}}}"), part);
            }
            let first = sql.split_whitespace().next()?;
            let begins = ["select", "with", "insert", "update", "delete"].contains(&first);
            (begins && !sql.contains('{')).then_some(sql)
        })
    }
}

fn statements(folder: &Path, all: &mut Vec<Statement>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            statements(&path, all);
            continue;
        }
        let mut texts = Texts::default();
        texts.read(fs::read_to_string(&path).unwrap().parse().unwrap());
        all.extend(texts.statements().map(|sql| Statement {
            file: path.display().to_string(),
            sql,
        }));
    }
}

/// Nothing for what is only the beginning of a statement, or meant for PostgreSQL.
async fn plan(db: &Db, sql: &str) -> Option<Vec<String>> {
    let lines = db.query(format!("explain query plan {sql}"));
    let lines: Vec<(i64, i64, i64, String)> = lines.all().await.ok()?;
    Some(lines.into_iter().map(|(.., line)| line).collect())
}

#[tokio::test]
async fn every_statement_begins_with_the_few() {
    if is_postgres() {
        return;
    }
    let world = World::new().await;
    let mut all = Vec::new();
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    statements(&store, &mut all);
    let there = tables(world.db()).await;
    for table in LARGE {
        assert!(there.contains_key(table), "{table}");
    }
    let (mut explained, mut wrong) = (0, Vec::new());
    let mut needed = [false; MAY.len()];
    for statement in &all {
        let Some(plan) = plan(world.db(), &statement.sql).await else {
            continue;
        };
        explained += 1;
        let round: Vec<_> = plan
            .iter()
            .filter(|line| statement.goes_round(line))
            .collect();
        if round.is_empty() {
            continue;
        }
        match statement.may() {
            Some(n) => needed[n] = true,
            None => wrong.push(format!("{}\n{}\n{round:#?}", statement.file, statement.sql)),
        }
    }
    let nobody_needs: Vec<_> = MAY
        .iter()
        .zip(needed)
        .filter(|(_, needed)| !needed)
        .collect();
    assert!(nobody_needs.is_empty(), "{nobody_needs:?}");
    assert!(explained > 270, "{explained} of {}", all.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
