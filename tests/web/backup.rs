//! `lachan backup`, as the person who looks after the server runs it.

use crate::support::World;
use std::{
    path::Path,
    process::{Command, Output},
};

#[tokio::test]
async fn a_copy_made_while_the_server_writes_is_whole_and_has_the_data() {
    let world = World::new().await;
    let copy = world.folder().join("ban-chep.db");
    if std::env::var("TEST_DATABASE_URL").is_ok() {
        let refused = backup(&world, &copy);
        assert!(!refused.status.success());
        assert!(String::from_utf8_lossy(&refused.stderr).contains("pg_dump"));
        assert!(!copy.exists());
        return;
    }
    let province = world.province().await;
    world
        .pupils(&province.a, province.a.class_4a, &["Nguyễn Minh An"])
        .await;
    let writing = {
        let db = world.db().clone();
        tokio::spawn(async move {
            for n in 0..200_i64 {
                let mut tx = db.begin().await.unwrap();
                lachan::store::settings::set(&mut tx, "n", &n.to_string())
                    .await
                    .unwrap();
                lachan::store::settings::set(&mut tx, "twin", &n.to_string())
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        })
    };
    let made = {
        let (world, copy) = (world.place(), copy.clone());
        tokio::task::spawn_blocking(move || run(&world.0, &world.1, &copy))
            .await
            .unwrap()
    };
    writing.await.unwrap();
    assert!(made.status.success(), "{made:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let copied = lachan::store::Db::open(&format!("sqlite://{}", copy.display()))
        .await
        .unwrap();
    let (pupils,): (i64,) = copied
        .query("select count(*) from pupil where full_name = 'Nguyễn Minh An'")
        .one()
        .await
        .unwrap();
    assert_eq!(pupils, 1);
    let get = |key| lachan::store::settings::get(&copied, key);
    assert_eq!(get("n").await.unwrap(), get("twin").await.unwrap());

    let again = backup(&world, &copy);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("đã có"));
}

fn backup(world: &World, to: &Path) -> Output {
    let (folder, url) = world.place();
    run(&folder, &url, to)
}

fn run(folder: &Path, url: &str, to: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lachan"))
        .args(["backup", "--database-url", url, "--data"])
        .arg(folder)
        .arg("--to")
        .arg(to)
        .output()
        .unwrap()
}
