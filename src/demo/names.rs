//! Plausible Vietnamese names, the same in every demo.

use lachan_core::person::Gender;

const FAMILIES: [&str; 16] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Phạm", "Hoàng", "Vũ",
    "Bùi", "Đỗ", "Đặng", "Phan", "Đoàn",
];
const GIRLS: [&str; 28] = [
    "An",
    "Anh",
    "Bảo Châu",
    "Chi",
    "Diệp",
    "Dung",
    "Giang",
    "Hà",
    "Hân",
    "Hiền",
    "Hoa",
    "Huyền",
    "Khánh Linh",
    "Lan",
    "Mai",
    "My",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nhi",
    "Như Ý",
    "Oanh",
    "Phương",
    "Quỳnh",
    "Thảo",
    "Thủy",
    "Trang",
    "Vy",
];
const BOYS: [&str; 28] = [
    "An", "Bách", "Bảo", "Bình", "Công", "Cường", "Dũng", "Duy", "Đạt", "Đức", "Hải", "Hiếu",
    "Hoàng", "Huy", "Hưng", "Khang", "Khoa", "Kiên", "Lâm", "Long", "Minh", "Nam", "Phong", "Phúc",
    "Quân", "Sơn", "Tuấn", "Việt",
];
const MIDDLE_GIRLS: [&str; 8] = [
    "Thị", "Thị", "Ngọc", "Thu", "Minh", "Phương", "Khánh", "Thanh",
];
const MIDDLE_BOYS: [&str; 8] = ["Văn", "Đức", "Minh", "Quang", "Hữu", "Gia", "Tuấn", "Thành"];

/// Numbers that look random and come out the same each time (SplitMix64, Steele et al. 2014).
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 to `n` - 1.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or_default() % n
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A child's name with its gender.
    pub fn child(&mut self) -> (String, Gender) {
        let (gender, middle, given): (_, &[_], &[_]) = match self.below(2) {
            0 => (Gender::Female, &MIDDLE_GIRLS, &GIRLS),
            _ => (Gender::Male, &MIDDLE_BOYS, &BOYS),
        };
        let family = self.one(&FAMILIES);
        let name = format!("{family} {} {}", self.one(middle), self.one(given));
        (name, gender)
    }
}
