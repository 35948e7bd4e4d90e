//! The heads bring their class lists in, as heads do: as files, through the same reader.

use super::{names::Dice, places::School, said};
use crate::{
    server::App,
    service::roster::{self, Decision},
};
use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use lachan_core::actor::Actor;
use std::fmt::Write;

const PRIMARY: &[u8] = include_bytes!("../../tests/data/school-list-primary.xlsx");

/// The file of a school: the real-shaped list in the repository, or one made of plausible names.
pub fn bytes(school: &School, today: NaiveDate) -> Vec<u8> {
    if school.classes.is_empty() {
        return PRIMARY.to_vec();
    }
    let school_year = today.year() - i32::from(today.month() < 8);
    let mut dice = Dice(school.code.bytes().map(u64::from).sum());
    let mut text = String::from("\u{feff}STT,Mã học sinh,Họ và tên,Năm sinh,Giới tính,Lớp\n");
    for (number, (class, row)) in (1..).zip(rows(school)) {
        let (name, gender) = dice.child();
        let (grade, _) = class
            .split_once('A')
            .or(class.split_once('B'))
            .unwrap_or((class, ""));
        let born = school_year - 5 - grade.parse().unwrap_or(6);
        writeln!(
            text,
            "{row},{}{number:04},{name},{born},{},{class}",
            school.code,
            gender.word()
        )
        .expect("a string takes everything");
    }
    text.into_bytes()
}

fn rows(school: &School) -> impl Iterator<Item = (&'static str, usize)> {
    school
        .classes
        .iter()
        .flat_map(|(class, size)| (1..=*size).map(move |row| (*class, row)))
}

/// Reads the file, looks at the preview, and presses "Nhập".
pub async fn bring_in(
    app: &App,
    head: &Actor,
    school: &School,
    bytes: Vec<u8>,
) -> anyhow::Result<()> {
    let read = roster::read(app, head, school.id, school.file.to_owned(), bytes).await;
    let id = match read.map_err(said)? {
        Ok(id) => id,
        Err(sentence) => bail!("{}: {sentence}", school.file),
    };
    let seen = roster::preview(app, head, id).await.map_err(said)?.tally;
    let decision = Decision {
        seen,
        ..Decision::default()
    };
    roster::commit(app, head, id, &decision).await.map_err(said)
}
