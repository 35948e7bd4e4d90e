//! A list of 2,000 children comes into a school that has none, and is taken back.

use crate::{
    child::{FORM, get, post},
    client::{self, header},
    ground::{put, unit},
    make,
    measure::{Line, line},
    names,
    people::{self, Adult},
};
use anyhow::{Context, Result, ensure};
use lachan::{server::App, store::units};
use lachan_core::{
    actor::Role,
    ids::UnitId,
    person::Gender,
    units::{Relation, UnitKind},
};
use rand::{SeedableRng, rngs::StdRng};
use rust_xlsxwriter::Workbook;
use std::{net::SocketAddr, time::Instant};

const CODE: &str = "TH-DANH-SACH";
/// The head of that school.
pub const HEAD: &str = "hieu.truong.danh.sach";
const CHILDREN: u32 = 2_000;
const IN_A_CLASS: u32 = 40;
const BOUNDARY: &str = "bench-boundary";

/// Makes the school with its head, unless it is there.
pub async fn school(app: &App, above: UnitId) -> Result<UnitId> {
    if let Some(school) = units::by_code(&app.db, CODE).await? {
        return Ok(school.id);
    }
    let since = app.clock.today();
    let name = "Trường Tiểu học nhận danh sách".to_owned();
    let mut school = unit(CODE.to_owned(), UnitKind::School, name, since);
    school.levels = "TH".to_owned();
    let hash = make::hash(app)?;
    let mut tx = app.db.begin().await?;
    put(&mut tx, &school, above, Relation::Professional).await?;
    let head = Adult::new(HEAD, Role::SchoolHead, school.id);
    people::write(&mut tx, &hash, since, &[head]).await?;
    tx.commit().await?;
    Ok(school.id)
}

/// Brings the list in as its head does, and takes it back.
pub async fn measure(to: SocketAddr, school: UnitId, head: &str) -> Result<Vec<Line>> {
    let list = upload(school, head, &list()?);
    let begun = Instant::now();
    let answer = client::once(to, &list).await?;
    ensure!(answer.status == 303, "upload: {}", answer.status);
    let preview = header(&answer.head, "location")
        .context("a preview")?
        .to_owned();
    let page = client::once(to, &get(&preview, head)).await?;
    let previewed = begun.elapsed();
    let seen = seen(&String::from_utf8_lossy(&page.body))?;
    let form = serde_urlencoded::to_string([("seen", seen)])?;
    let send = |path: &str, body: &str| post(path, FORM, head, body);
    let begun = Instant::now();
    let answer = client::once(to, &send(&preview, &form)).await?;
    let committed = begun.elapsed();
    ensure!(answer.status == 303, "commit: {}", answer.status);
    let begun = Instant::now();
    let answer = client::once(to, &send(&format!("{preview}/hoan-tac"), "")).await?;
    let undone = begun.elapsed();
    ensure!(answer.status == 303, "undo: {}", answer.status);
    Ok(vec![
        line("a list of 2,000, preview", previewed.as_secs_f64(), "s"),
        line("a list of 2,000, brought in", committed.as_secs_f64(), "s"),
        line("a list of 2,000, taken back", undone.as_secs_f64(), "s"),
    ])
}

/// The numbers of the preview, as its form sends them back.
fn seen(page: &str) -> Result<String> {
    let (_, rest) = page
        .split_once("name=\"seen\" value=\"")
        .context("the preview counts")?;
    let (numbers, _) = rest.split_once("\"").context("a value ends")?;
    let numbers = numbers.replace("&quot;", "\"");
    ensure!(
        numbers.contains("\"new\":2000"),
        "the preview says {numbers}"
    );
    Ok(numbers)
}

fn list() -> Result<Vec<u8>> {
    let mut dice = StdRng::seed_from_u64(111);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "STT",
        "Mã học sinh",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Lớp",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head)?;
    }
    for n in 0..CHILDREN {
        let class = n / IN_A_CLASS;
        let grade = 1 + class % 5;
        let child = names::child(&mut dice, i64::from(grade), 2026);
        let gender = match child.gender {
            Gender::Female => "Nữ",
            _ => "Nam",
        };
        let class = format!("{grade}{}", char::from(b'A' + u8::try_from(class / 5)?));
        let cells = [
            format!("{}", n + 1),
            format!("DS{n:06}"),
            child.name.to_string(),
            child.born.format("%d/%m/%Y").to_string(),
            gender.to_owned(),
            class,
        ];
        for (column, cell) in (0..).zip(cells) {
            sheet.write(n + 1, column, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn upload(school: UnitId, cookie: &str, file: &[u8]) -> Vec<u8> {
    let part =
        |head: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    let body = [
        part("name=\"school\"").as_bytes(),
        school.to_string().as_bytes(),
        b"\r\n",
        part("name=\"file\"; filename=\"DS.xlsx\"").as_bytes(),
        file,
        format!("\r\n--{BOUNDARY}--\r\n").as_bytes(),
    ]
    .concat();
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    post("/nhap-danh-sach", &kind, cookie, body)
}
