//! The statements of a report begin with the few, also among very many: the plans of both engines, read and pinned.

use crate::support::World;
use chrono::{DateTime, NaiveDate, Utc};
use lachan::store::{Db, figures};
use lachan_core::{
    ids::{PupilId, UnitId},
    units::{Relation, UnitKind},
};
use uuid::Uuid;

/// Sixty schools of one class with twenty children each, who finished fourteen modules, took two tests and attended a meeting.
async fn many(world: &World) -> UnitId {
    let p = world.province().await;
    let year = world
        .db()
        .query("select school_year from unit where id = $1")
        .bind(p.a.class_4a)
        .one::<(lachan_core::ids::SchoolYearId,)>()
        .await
        .unwrap()
        .0;
    let mut class = p.a.class_4a;
    for n in 0..60 {
        let school = world
            .unit(&format!("S{n}"), UnitKind::School, "S", None, year, None)
            .await;
        world.join(school, p.commune, Relation::Professional).await;
        class = world
            .unit(
                &format!("S{n}-4A"),
                UnitKind::Class,
                "4A",
                Some(4),
                year,
                Some(school),
            )
            .await;
        world.join(class, school, Relation::Professional).await;
        let mut tx = world.db().begin().await.unwrap();
        for child in 0..20 {
            let pupil = PupilId(Uuid::now_v7());
            tx.query(
                "insert into pupil (id, school, full_name, sort_key, search_key, gender, animal, secret_kind, secret)
                 values ($1, $2, $3, $3, $3, 'female', 'fox', 'pictures', 'x')",
            )
            .bind(pupil)
            .bind(school)
            .bind(format!("{n}-{child}"))
            .execute()
            .await
            .unwrap();
            tx.query(
                "insert into enrolment (id, pupil, class, valid_from) values ($1, $2, $3, $4)",
            )
            .bind(Uuid::now_v7())
            .bind(pupil)
            .bind(class)
            .bind(crate::support::places::first_day())
            .execute()
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }
    let now = world.clock.now();
    let mut tx = world.db().begin().await.unwrap();
    let modules: Vec<String> = (1..=14)
        .map(|n| format!("select 'M{n}' as module"))
        .collect();
    tx.query(format!(
        "insert into progress (pupil, school_year, module, class, scene, scenes_seen, started_at, completed_at, updated_at)
         select e.pupil, c.school_year, m.module, e.class, 1, 1, $1, $1, $1
         from enrolment e join unit c on c.id = e.class cross join ({}) m",
        modules.join(" union all ")
    ))
    .bind(now)
    .execute()
    .await
    .unwrap();
    for kind in ["before", "after"] {
        tx.query(
            "insert into trial_result (pupil, class, band, kind, correct, n_items, knows_111, taken_at)
             select pupil, class, 'B', $1, 5, 6, true, $2 from enrolment",
        )
        .bind(kind.to_owned())
        .bind(now)
        .execute()
        .await
        .unwrap();
    }
    // A class has its own id as the id of its one meeting and of its one assignment: nobody looks them up by it.
    for sql in [
        "insert into activity (id, kind, title, host, held_on, created_at, closed_at)
         select id, 'pioneer_meeting', 'x', id, $2, $1, $1 from unit where kind = 'class'",
        "insert into activity_target (activity, unit) select id, id from unit where kind = 'class' and cast($1 as text) is not null
           and cast($2 as text) is not null",
        "insert into attendance (activity, pupil, status, method, client_id, marked_at)
         select class, pupil, 'present', 'roll', pupil, $1 from enrolment where cast($2 as text) is not null",
        "insert into assignment (id, class, module, opens_on, closes_on, mode, assigned_at)
         select id, id, 'M1', $2, $2, 'device', $1 from unit where kind = 'class'",
    ] {
        tx.query(sql).bind(now).bind(world.app.clock.today()).execute().await.unwrap();
    }
    for days in 0..40 {
        let on = world.app.clock.today() - chrono::Days::new(days);
        for kept in [
            "insert into class_figure (class, starts_on, ends_on, learnt) select id, $1, $1, '{}' from unit where kind = 'class'",
            "insert into held_figure (unit, starts_on, ends_on, held) select id, $1, $1, '{}' from unit where kind = 'school'",
        ] {
            tx.query(kept).bind(on).execute().await.unwrap();
        }
    }
    tx.query("analyze").execute().await.unwrap();
    tx.commit().await.unwrap();
    class
}

/// What each parameter is, by the statement it stands in.
fn parameters(sql: &str, unit: Uuid) -> Vec<Parameter> {
    use Parameter::{Day, Instant, Text, Unit};
    let day = Day("2026-10-01".parse().unwrap());
    let last = Day("2026-10-31".parse().unwrap());
    let first = Instant("2026-09-30T17:00:00Z".parse().unwrap());
    let after = Instant("2026-10-31T17:00:00Z".parse().unwrap());
    let n = (1..9)
        .rev()
        .find(|n| sql.contains(&format!("${n}")))
        .unwrap();
    if sql.contains("figure_mark") {
        return vec![Unit(Some(unit)), Unit(None)];
    }
    if sql.contains("$5 is null") {
        return vec![Unit(Some(unit)), day.clone(), last, day, Unit(None)];
    }
    if sql.contains("ends_on >= $2") {
        return vec![Unit(Some(unit)), day, Unit(None)];
    }
    if sql.contains("e.relation = $2") {
        return vec![Unit(Some(unit)), Text("professional"), day, last];
    }
    if sql.contains("unit_link") {
        return vec![Unit(Some(unit)), Unit(None), day, last];
    }
    let mut of_children = vec![Unit(Some(unit)), last.clone(), after, Unit(None)];
    let tests = [Text("before"), Text("after")];
    of_children.push(first.clone());
    of_children.extend(tests.into_iter().filter(|_| sql.contains("trial_result")));
    of_children.push(first);
    let of_activities = vec![Unit(Some(unit)), day, last, Unit(None)];
    let all = match sql.contains("member (pupil") {
        true => of_children,
        false => of_activities,
    };
    all.into_iter().take(n).collect()
}

#[derive(Clone)]
enum Parameter {
    Unit(Option<Uuid>),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    Text(&'static str),
}

/// Lines of a plan that go through a large table from end to end, or build an index over one for a single statement. SQLite names a table by
/// its alias, and "SCAN d" of a statement's own small table is fine; PostgreSQL rightly reads the tables that are small here in one go.
fn goes_round(plan: &[String]) -> Vec<&String> {
    let large = [
        "progress",
        "enrolment",
        "pupil",
        "attendance",
        "trial_result",
        "class_figure",
        "held_figure",
    ];
    let aliases = ["a", "c", "e", "f", "g", "l", "m", "n", "p", "t", "u", "x"];
    let wrong = |line: &&String| {
        let of_postgres = large
            .iter()
            .any(|table| line.contains(&format!("Seq Scan on {table} ")));
        let whole = line.strip_prefix("SCAN ");
        let built = line
            .strip_prefix("SEARCH ")
            .filter(|rest| rest.contains(" USING AUTOMATIC "));
        let alias = whole.or(built).and_then(|rest| rest.split(' ').next());
        of_postgres || alias.is_some_and(|alias| aliases.contains(&alias))
    };
    plan.iter().filter(wrong).collect()
}

async fn plan(db: &Db, sql: &str, unit: UnitId) -> Vec<String> {
    let on_sqlite = matches!(db, Db::Sqlite { .. });
    let how = if on_sqlite {
        "explain query plan"
    } else {
        "explain"
    };
    let mut query = db.query(format!("{how} {sql}"));
    for parameter in parameters(sql, unit.0) {
        query = match parameter {
            Parameter::Unit(unit) => query.bind(unit),
            Parameter::Day(day) => query.bind(day),
            Parameter::Instant(at) => query.bind(at),
            Parameter::Text(text) => query.bind(text.to_owned()),
        };
    }
    if on_sqlite {
        let lines: Vec<(i64, i64, i64, String)> = query.all().await.unwrap();
        lines.into_iter().map(|(.., line)| line).collect()
    } else {
        let lines: Vec<(String,)> = query.all().await.unwrap();
        lines.into_iter().map(|(line,)| line).collect()
    }
}

#[tokio::test]
async fn a_report_begins_with_the_few_among_very_many() {
    let world = World::new().await;
    let class = many(&world).await;
    let (school,): (UnitId,) = world
        .db()
        .query("select school from unit where id = $1")
        .bind(class)
        .one()
        .await
        .unwrap();
    let statements = figures::statements();
    assert_eq!(statements.len(), 20);
    for sql in statements {
        let plan = plan(world.db(), &sql, school).await;
        assert_eq!(goes_round(&plan), Vec::<&String>::new(), "{sql}\n{plan:#?}");
    }
}

/// The statement that made a class's report read everything a province had finished, against the same guard.
#[tokio::test]
async fn a_plan_that_turned_round_is_noticed() {
    let world = World::new().await;
    let class = many(&world).await;
    let sql = "select e.class, count(*) from progress g cross join enrolment e
               where e.pupil = g.pupil and cast($1 as text) is not null group by e.class";
    let plan = plan(world.db(), sql, class).await;
    assert!(!goes_round(&plan).is_empty(), "{plan:#?}");
}

/// PostgreSQL keeps to the order in which a statement names its tables, whatever it takes the few for.
#[tokio::test]
async fn postgres_reads_tables_as_they_are_named() {
    let world = World::new().await;
    if let Db::Sqlite { .. } = world.db() {
        return;
    }
    for (setting, value) in [
        ("join_collapse_limit", "1"),
        ("from_collapse_limit", "1"),
        ("enable_hashjoin", "off"),
        ("enable_mergejoin", "off"),
        ("jit", "off"),
    ] {
        let asked = world.db().query("select current_setting($1)");
        let (is,): (String,) = asked.bind(setting.to_owned()).one().await.unwrap();
        assert_eq!(is, value, "{setting}");
    }
}
