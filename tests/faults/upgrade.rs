//! A new release takes over from the old one while children work: for a while both are there, on a schema that only one of them knows.

use crate::{
    cluster::Database,
    load::{Waiting, burst, has_all, lasting, start_refused, wait},
    running::Running,
    scale::{Scale, Seen},
};
use lachan::{
    clock::Clock,
    config::Location,
    listen::{self, Bounds},
    province, routes,
    server::{App, Server},
    store::Db,
};
use lachan_core::ids::OperationId;
use sqlx::{
    Connection, PgConnection,
    migrate::{Migration, MigrationType},
};
use std::{
    collections::BTreeSet,
    net::SocketAddr,
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{net::TcpListener, runtime::Runtime};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What every release may do to the one before it: add. The tables are those the burst writes.
fn migration(release: usize) -> Migration {
    let sql = format!(
        "alter table progress add column added_{release} bigint;
         alter table result_receipt add column added_{release} bigint not null default 0;
         alter table pupil add column added_{release} text;
         create table added_{release} (id bigint primary key);
         create index added_{release}_progress on progress (added_{release})"
    );
    let version = 10_000 + i64::try_from(release).unwrap();
    let sql = sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(sql));
    Migration::new(
        version,
        format!("release {release}").into(),
        MigrationType::Simple,
        sql,
        false,
    )
}

/// A program so many releases ahead of this one.
struct Ahead {
    address: SocketAddr,
    app: App,
    stop: CancellationToken,
    running: tokio::task::JoinHandle<()>,
}

impl Ahead {
    async fn start(data: &Path, url: &str, releases: usize) -> Self {
        let location = Location {
            data: data.to_owned(),
            database_url: Some(url.to_owned()),
        };
        let config = location.config(None, None).unwrap();
        let keys = province::keys(&config).await.unwrap();
        let migrations = (1..=releases).map(migration).collect();
        let db = Db::open_ahead(url, migrations).await.unwrap();
        let app = Server::on(db, config, keys, Clock::System).await.unwrap();
        province::tie(&app.config, &app.db).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let (router, bounds) = (routes::router(app.clone()), Bounds::of(1_000, None));
        let told = stop.clone();
        let running = tokio::spawn(async move {
            let hurry = CancellationToken::new();
            listen::serve(listener, router, bounds, &told, &hurry).await;
        });
        Self {
            address,
            app,
            stop,
            running,
        }
    }

    async fn end(self) {
        self.stop.cancel();
        self.running.await.unwrap();
        self.app.batch.close().await;
        self.app.db.close().await;
    }
}

/// The program that is there: the first is the real one, in a process of its own.
enum There {
    Now(Running),
    Ahead(Ahead),
}

impl There {
    fn address(&self) -> SocketAddr {
        match self {
            Self::Now(running) => running.address,
            Self::Ahead(ahead) => ahead.address,
        }
    }
}

/// F14
pub fn one_migration_apart(scale: &Scale, seen: &mut Seen) {
    let Some((database, folders)) = Database::with_province(scale, seen) else {
        return;
    };
    let waiting = Waiting::of(database.work());
    let runtime = Runtime::new().unwrap();
    let mut saved = Vec::new();
    let mut old = There::Now(Running::start_on(folders[0].path(), &database.url));
    for release in 1..=scale.times(10, 3) {
        let from = old.address();
        let to = OnceLock::new();
        let (turn, leaving) = (AtomicUsize::new(0), AtomicBool::new(false));
        // Once both are there a balancer sends to either, and to the new one alone when the old one leaves; before, and while the schema
        // changes, to the old one.
        let to_the_new = || {
            leaving.load(Ordering::Relaxed)
                || turn.fetch_add(1, Ordering::Relaxed).is_multiple_of(2)
        };
        let where_to = || match to.get() {
            Some(to) if to_the_new() => *to,
            _ => from,
        };
        let (answers, new) = thread::scope(|scope| {
            let sent =
                scope.spawn(|| burst(where_to, &waiting, lasting(Duration::from_millis(2_000))));
            thread::sleep(Duration::from_millis(300));
            let folder = folders[release % 2].path();
            let new = runtime.block_on(Ahead::start(folder, &database.url, release));
            to.set(new.address).unwrap();
            thread::sleep(Duration::from_millis(600));
            leaving.store(true, Ordering::Relaxed);
            match old {
                There::Now(running) => {
                    let ended = running.terminate(1);
                    seen.expect(ended.success(), || format!("release {release}: {ended}"));
                }
                There::Ahead(ahead) => runtime.block_on(ahead.end()),
            }
            (sent.join().unwrap(), new)
        });
        let lost = answers.cut + answers.refused + answers.odd.len();
        seen.expect(lost == 0 && !answers.saved.is_empty(), || {
            format!(
                "release {release}: {} saved, {} cut, {} refused, {:?}",
                answers.saved.len(),
                answers.cut,
                answers.refused,
                answers.odd
            )
        });
        saved.extend(answers.saved);
        old = There::Ahead(new);
    }
    if let There::Ahead(last) = old {
        runtime.block_on(last.end());
    }
    // The control: a program that does not know the schema says so instead of starting on it.
    let refused = start_refused(folders[0].path(), Some(&database.url));
    let said = |why: &String| why.contains("bản Lá Chắn mới hơn");
    seen.expect(refused.as_ref().is_some_and(said), || {
        format!("{refused:?}")
    });
    let kept = wait(kept(&database.url));
    seen.expect(has_all(&kept, &saved), || {
        "something answered as saved is gone".to_owned()
    });
}

/// The receipts of a database that is ahead.
async fn kept(url: &str) -> BTreeSet<OperationId> {
    let mut line = PgConnection::connect(url).await.unwrap();
    let rows: Vec<(Uuid,)> = sqlx::query_as("select id from result_receipt")
        .fetch_all(&mut line)
        .await
        .unwrap();
    line.close().await.unwrap();
    rows.into_iter().map(|(id,)| OperationId(id)).collect()
}
