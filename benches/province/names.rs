//! Invented children: names put together by dice.

use chrono::NaiveDate;
use lachan_core::{full_name::FullName, person::Gender};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

const FAMILY: [&str; 14] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý",
];
const MIDDLE: [[&str; 6]; 2] = [
    ["Văn", "Đức", "Minh", "Quang", "Gia", "Tuấn"],
    ["Thị", "Ngọc", "Khánh", "Bảo", "Thu", "Phương"],
];
const GIVEN: [[&str; 12]; 2] = [
    [
        "An", "Bình", "Cường", "Dũng", "Huy", "Khang", "Long", "Nam", "Phúc", "Quân", "Sơn", "Tùng",
    ],
    [
        "Anh", "Chi", "Diệp", "Giang", "Hà", "Lan", "Mai", "Ngân", "Quỳnh", "Thảo", "Trang", "Yến",
    ],
];

/// A child to be written down.
pub struct Child {
    pub name: FullName,
    pub gender: Gender,
    pub born: NaiveDate,
}

/// Somebody who is in a grade in the school year that begins in a year.
pub fn child(dice: &mut StdRng, grade: i64, first: i32) -> Child {
    let girl = usize::from(dice.random_bool(0.48));
    let mut pick = |from: &[&'static str]| *from.choose(dice).expect("the lists are not empty");
    let name = [pick(&FAMILY), pick(&MIDDLE[girl]), pick(&GIVEN[girl])].join(" ");
    // One list in fifty leaves the column empty.
    let gender = match (dice.random_ratio(1, 50), girl) {
        (true, _) => Gender::Unknown,
        (_, 0) => Gender::Male,
        _ => Gender::Female,
    };
    let year = first - 5 - i32::try_from(grade).expect("a grade is small");
    let born = NaiveDate::from_yo_opt(year, dice.random_range(1..=365));
    Child {
        name: FullName::parse(&name).expect("the lists hold names"),
        gender,
        born: born.expect("every year has 365 days"),
    }
}
