//! How large a province is, and what is where: decided by the scale and a seed alone, so that a half-made one is made on as it was begun.

use chrono::{Datelike, Days, NaiveDate};
use lachan_core::units::{Level, UnitKind};
use rand::{Rng, SeedableRng, rngs::StdRng};

/// The same province every time.
const SEED: u64 = 111;

/// What is made in full; a scale takes its share of every number of places, never of the size of a class.
const COMMUNES: f64 = 104.0;
const SCHOOLS: [(Level, f64, usize); 3] = [
    // Schools, and classes of each grade in one of middle size.
    (Level::TH, 350.0, 6),
    (Level::THCS, 260.0, 7),
    (Level::THPT, 90.0, 10),
];
/// Children in a class on average.
const CHILDREN: usize = 32;

/// A school to be made.
#[derive(Clone, Debug)]
pub struct School {
    pub n: usize,
    pub code: String,
    pub name: String,
    pub level: Level,
    /// Number of the commune it lies in.
    pub commune: usize,
    /// Classes of each grade.
    pub classes: usize,
}

/// All that is made.
#[derive(Clone, Debug)]
pub struct Shape {
    pub communes: usize,
    pub schools: Vec<School>,
    pub today: NaiveDate,
}

impl Shape {
    /// The province of a scale: 1 is a whole one.
    pub fn of(scale: f64, today: NaiveDate) -> Self {
        let share = |whole: f64| ((whole * scale).round() as usize).max(1);
        let communes = share(COMMUNES);
        let mut schools = Vec::new();
        for (level, whole, classes) in SCHOOLS {
            for n in 0..share(whole) {
                let mut dice = dice(level as u64, n);
                let (code, name) = match level {
                    Level::TH => ("TH", "Trường Tiểu học"),
                    Level::THCS => ("THCS", "Trường THCS"),
                    Level::THPT => ("THPT", "Trường THPT"),
                };
                schools.push(School {
                    n: schools.len(),
                    code: format!("{code}{n}"),
                    name: format!("{name} số {}", n + 1),
                    level,
                    commune: n % communes,
                    classes: dice.random_range(classes - 2..=classes + 2),
                });
            }
        }
        Self {
            communes,
            schools,
            today,
        }
    }

    /// First years of the school years that are made: the running one last.
    pub fn years(&self) -> [i32; 3] {
        let running = self.today.year() - i32::from(self.today.month() < 9);
        [running - 2, running - 1, running]
    }
}

impl School {
    /// The dice of this school for one purpose.
    pub fn dice(&self, purpose: u64) -> StdRng {
        dice(1000 + purpose, self.n)
    }

    /// The grades taught here.
    pub fn grades(&self) -> std::ops::RangeInclusive<i64> {
        match self.level {
            Level::TH => 1..=5,
            Level::THCS => 6..=9,
            Level::THPT => 10..=12,
        }
    }

    /// The youth unit of the school, and the units of its classes.
    pub fn youth(&self) -> (UnitKind, UnitKind) {
        match self.level {
            Level::THPT => (UnitKind::SchoolYouth, UnitKind::Branch),
            _ => (UnitKind::Pioneers, UnitKind::PioneerClass),
        }
    }

    /// How many children sit in the n-th class of those that began together.
    pub fn children(&self, cohort: usize, n: usize) -> usize {
        let mut dice = dice(2000 + cohort as u64, self.n * 100 + n);
        dice.random_range(CHILDREN - 5..=CHILDREN + 5)
    }
}

fn dice(purpose: u64, n: usize) -> StdRng {
    StdRng::seed_from_u64(SEED ^ (purpose << 32) ^ n as u64)
}

/// What a school year is called.
pub fn code_of_year(first: i32) -> String {
    format!("NH{first}-{}", first + 1)
}

/// First day, first day of the second term, last day.
pub fn days_of_year(first: i32) -> [NaiveDate; 3] {
    let day = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day of a school year")
    };
    [
        day(first, 9, 5),
        day(first + 1, 1, 18),
        day(first + 1, 5, 31),
    ]
}

/// The Monday of the n-th week of a school year.
pub fn week(first: i32, n: u64) -> NaiveDate {
    let [begin, ..] = days_of_year(first);
    let to_monday = (7 - u64::from(begin.weekday().num_days_from_monday())) % 7;
    begin + Days::new(to_monday + 7 * n)
}
