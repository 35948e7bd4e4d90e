//! A class list as schools make it: whatever is done to a good list, every child is read right or refused with the reason.

use super::formats::{data, read, read_bytes};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};

struct Child {
    name: &'static str,
    code: u64,
    born: (u8, u8, u16),
    class: &'static str,
}

const CHILDREN: [Child; 9] = [
    child("Nguyễn Thị Ánh", 42, (10, 3, 2016), "4A"),
    child("H'Hen Niê", 43, (5, 12, 2016), "4A"),
    child("Đặng Gia Khang", 44, (25, 5, 2016), "4A"),
    child("Vàng A Dính", 45, (1, 1, 2016), "4A"),
    child("Lê Nguyễn Bích-Ngọc", 46, (29, 2, 2016), "4B"),
    child("Y", 47, (31, 12, 2016), "4B"),
    child("Ksor H' Bia", 48, (7, 8, 2016), "4B"),
    child("Trần Hoà", 49, (9, 9, 2015), "5/1"),
    child("Trần Hoàng", 1_234_567_890, (9, 10, 2015), "5/1"),
];

const fn child(name: &'static str, code: u64, born: (u8, u8, u16), class: &'static str) -> Child {
    Child {
        name,
        code,
        born,
        class,
    }
}

/// What was done to the list.
#[derive(Clone, Debug)]
struct Done {
    hidden_sheet: bool,
    hidden_rows: Vec<bool>,
    letters: u8,
    spaces: bool,
    /// Class cells merged down.
    merged: bool,
    born: u8,
    classes: Vec<u8>,
    /// The code as a number that its format pads, instead of as text.
    padded: bool,
    /// Rows with an error of the spreadsheet in the birthday.
    errors: Vec<bool>,
    /// Rows whose code is a number that has lost digits.
    lost: Vec<bool>,
}

fn done() -> impl Strategy<Value = Done> {
    let n = CHILDREN.len();
    let each = || proptest::collection::vec(proptest::bool::weighted(0.2), n);
    let some = (
        any::<bool>(),
        each(),
        0..3u8,
        any::<bool>(),
        any::<bool>(),
        0..4u8,
    );
    let rest = (
        proptest::collection::vec(0..5u8, n),
        any::<bool>(),
        each(),
        each(),
    );
    (some, rest).prop_map(
        |(
            (hidden_sheet, hidden_rows, letters, spaces, merged, born),
            (classes, padded, errors, lost),
        )| Done {
            hidden_sheet,
            hidden_rows,
            letters,
            spaces,
            merged,
            born,
            classes,
            padded,
            errors,
            lost,
        },
    )
}

impl Done {
    fn name(&self, name: &str) -> String {
        let name = match self.letters {
            0 => name.to_owned(),
            1 => name.to_uppercase(),
            _ => name.to_lowercase(),
        };
        if self.spaces {
            format!("\u{feff}{}\u{200b} ", name.replace(' ', "\u{a0} "))
        } else {
            name
        }
    }

    fn class(&self, at: usize) -> String {
        let (grade, rest) = CHILDREN[at].class.split_at(1);
        let (letter, mark) = rest
            .strip_prefix('/')
            .map_or((rest, ""), |digit| (digit, "/"));
        match self.classes[at] {
            0 => CHILDREN[at].class.to_owned(),
            1 => format!("Lớp {grade}{mark}{letter}"),
            2 => format!("{grade}-{letter}"),
            3 => format!("0{grade}{mark}{}", letter.to_lowercase()),
            _ => format!("{grade} {}", letter.to_lowercase()),
        }
    }

    fn is_wrong(&self, at: usize) -> bool {
        self.errors[at] || self.lost[at]
    }

    fn workbook(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let mut old = Worksheet::new();
        old.set_name("Cũ").unwrap();
        for (column, text) in (0..).zip(["Họ và tên", "Ngày sinh", "Lớp"]) {
            old.write(0, column, text).unwrap();
        }
        old.write_row(1, 0, ["Trần Năm Ngoái", "01/01/2015", "3A"])
            .unwrap();
        if self.hidden_sheet {
            old.set_hidden(true);
            book.push_worksheet(old);
        }
        let sheet = book.add_worksheet();
        // The sheet a file opens with is always shown.
        sheet.set_active(true);
        self.heads(sheet);
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let zeros = Format::new().set_num_format("0000000000");
        for (at, child) in CHILDREN.iter().enumerate() {
            let row = 5 + at as u32;
            sheet.write(row, 0, at as u32 + 1).unwrap();
            match (self.lost[at], self.padded) {
                (true, _) => sheet
                    .write(
                        row,
                        1,
                        1_234_567_890_123_450_000.0 + 1_000_000.0 * at as f64,
                    )
                    .unwrap(),
                (_, true) => sheet
                    .write_with_format(row, 1, child.code as f64, &zeros)
                    .unwrap(),
                _ => sheet.write(row, 1, format!("{:010}", child.code)).unwrap(),
            };
            sheet.write(row, 2, self.name(child.name)).unwrap();
            let (d, m, y) = child.born;
            if self.born == 1 {
                for (column, part) in [(3, u16::from(d)), (4, u16::from(m)), (5, y)] {
                    sheet.write(row, column, part).unwrap();
                }
            } else if self.born == 2 {
                sheet
                    .write(row, 3, format!("{d} tháng {m} năm {y}"))
                    .unwrap();
            } else if self.born == 3 {
                let date = rust_xlsxwriter::ExcelDateTime::from_ymd(y, m, d).unwrap();
                sheet.write_with_format(row, 3, &date, &day).unwrap();
            } else {
                sheet.write(row, 3, format!("{d:02}/{m:02}/{y}")).unwrap();
            }
            if self.errors[at] {
                sheet
                    .write(row, 3, Formula::new("=1/0").set_result("#DIV/0!"))
                    .unwrap();
            }
            let first = at == 0 || CHILDREN[at - 1].class != child.class;
            if !self.merged || first {
                sheet.write(row, 6, self.class(at)).unwrap();
            }
            let same = CHILDREN
                .iter()
                .filter(|other| other.class == child.class)
                .count() as u32;
            if self.merged && first && same > 1 {
                sheet
                    .merge_range(row, 6, row + same - 1, 6, &self.class(at), &Format::new())
                    .unwrap();
            }
            if self.hidden_rows[at] {
                sheet.set_row_hidden(row).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    fn heads(&self, sheet: &mut Worksheet) {
        let plain = Format::new();
        let space = if self.spaces { "\u{200b}" } else { "" };
        sheet
            .merge_range(0, 0, 0, 6, "DANH SÁCH HỌC SINH", &plain)
            .unwrap();
        let heads = [
            (0, "STT"),
            (1, "Mã học sinh"),
            (2, "Họ và tên"),
            (3, "Ngày sinh"),
            (6, "Lớp"),
        ];
        for (column, text) in heads {
            let text = format!("{space}{text}");
            if self.born == 1 && column == 3 {
                sheet.merge_range(3, 3, 3, 5, &text, &plain).unwrap();
            } else if self.born == 1 {
                sheet
                    .merge_range(3, column, 4, column, &text, &plain)
                    .unwrap();
            } else {
                sheet.write(4, column, text).unwrap();
            }
        }
        if self.born == 1 {
            sheet.write_row(4, 3, ["Ngày", "Tháng", "Năm"]).unwrap();
        }
    }
}

fn facts(child: &Value) -> [String; 4] {
    ["full_name", "code", "birth_date", "class"]
        .map(|fact| child[fact].as_str().unwrap_or_default().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn a_list_loses_and_invents_no_child(done in done()) {
        let (code, answer) = read_bytes("list.xlsx", &done.workbook());
        prop_assert_eq!(code, Some(0), "{}", answer);
        // Every class by the first spelling the list has for it: the good rows of a class agree.
        let expected: Vec<[String; 4]> = CHILDREN.iter().enumerate().filter(|(at, _)| !done.is_wrong(*at)).map(|(_, child)| {
            let (d, m, y) = child.born;
            [child.name.to_owned(), format!("{:010}", child.code), format!("{y}-{m:02}-{d:02}"), child.class.to_owned()]
        }).collect();
        let read: Vec<[String; 4]> = answer["accepted"].as_array().unwrap().iter().map(facts).map(|[name, code, born, class]| {
            [name, code, born, class.replace('-', "/")]
        }).collect();
        prop_assert_eq!(read, expected);
        let wrong = (0..CHILDREN.len()).filter(|at| done.is_wrong(*at)).count();
        prop_assert_eq!(answer["errors"].as_array().unwrap().len(), wrong, "{}", answer);
        let warnings = answer["warnings"].to_string();
        prop_assert_eq!(warnings.contains("Trang “Cũ” đang bị ẩn"), done.hidden_sheet);
        let hidden = done.hidden_rows.iter().filter(|hidden| **hidden).count();
        prop_assert_eq!(warnings.contains(&format!("{hidden} dòng đang bị ẩn trong tệp")), hidden > 0, "{}", warnings);
    }
}

/// The old workbook has a hidden sheet, a hidden row and column, a head of two rows, a birthday in three columns, a class merged over six
/// rows, codes that are numbers with a format of ten zeros, one code with sixteen digits and one cell with an error.
#[test]
fn an_old_workbook_as_it_is_printed_is_read_as_people_see_it() {
    let (code, answer) = read(&data("class-as-printed.xls"));
    assert_eq!(code, Some(0));
    let children: Vec<[String; 4]> = answer["accepted"]
        .as_array()
        .unwrap()
        .iter()
        .map(facts)
        .collect();
    let expected = [
        ["Nguyễn Thị Ánh", "0000000042", "2016-03-10", "4A"],
        ["H'Hen Niê", "0000000043", "2016-12-05", "4A"],
        ["Đặng Gia Khang", "0000000044", "2016-05-25", "4A"],
        ["Vàng A Dính", "0000000047", "2016", "4A"],
    ];
    assert_eq!(children, expected);
    let [digits, cell] = &answer["errors"].as_array().unwrap()[..] else {
        panic!("{answer}")
    };
    assert!(
        digits["name"] == "Lê Mã Dài" && digits["reason"].as_str().unwrap().contains("15 chữ số"),
        "{digits}"
    );
    assert!(
        cell["reason"]
            .as_str()
            .unwrap()
            .contains("Ô E9 (cột “Ngày sinh”) đang báo lỗi #REF!"),
        "{cell}"
    );
    let warnings = answer["warnings"].to_string();
    for part in [
        "Trang “Cũ” đang bị ẩn",
        "Cột “Nữ” đang bị ẩn",
        "1 dòng đang bị ẩn trong tệp",
        "2 họ tên gõ toàn chữ hoa",
    ] {
        assert!(warnings.contains(part), "{part}: {warnings}");
    }
}

fn sheet(write: impl FnOnce(&mut Worksheet)) -> (Option<i32>, Value) {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    read_bytes("list.xlsx", &book.save_to_buffer().unwrap())
}

#[test]
fn names_in_old_letters_are_refused_once_for_the_column() {
    for names in [
        ["Nguyeãn Vaên An", "Traàn Thò Bình"],
        ["NguyÔn V¨n An", "TrÇn ThÞ B×nh"],
        ["Nguyá»…n VÄƒn An", "Tráº§n Bình"],
    ] {
        let (code, answer) = sheet(|sheet| {
            sheet.write_row(0, 0, ["Họ và tên", "Lớp"]).unwrap();
            for (row, name) in (1..).zip(names) {
                sheet.write_row(row, 0, [name, "4A"]).unwrap();
            }
        });
        assert_eq!(code, Some(2), "{answer}");
        let refused = answer["refused"].as_str().unwrap();
        assert!(
            refused.contains("Cột “Họ và tên”") && refused.contains("UniKey"),
            "{refused}"
        );
    }
}

#[test]
fn errors_in_cells_that_are_read_make_a_wrong_row() {
    let (_, answer) = sheet(|sheet| {
        sheet
            .write_row(0, 0, ["STT", "Mã học sinh", "Họ và tên", "Dân tộc", "Lớp"])
            .unwrap();
        for (row, (code, class)) in (1..).zip([("=NA()", "4A"), ("01", "=Cu!A1"), ("02", "4A")]) {
            sheet.write(row, 0, row).unwrap();
            for (column, text) in [(1, code), (4, class)] {
                match text.strip_prefix('=') {
                    Some("NA()") => sheet
                        .write(row, column, Formula::new(text).set_result("#N/A"))
                        .unwrap(),
                    Some(_) => sheet
                        .write(row, column, Formula::new(text).set_result("#REF!"))
                        .unwrap(),
                    None => sheet.write(row, column, text).unwrap(),
                };
            }
            sheet
                .write(row, 2, ["Lê An", "Lê Bình", "Lê Chi"][row as usize - 1])
                .unwrap();
            // What is never kept may be as wrong as it likes.
            sheet
                .write(row, 3, Formula::new("=NA()").set_result("#N/A"))
                .unwrap();
        }
    });
    let reasons: Vec<&str> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|wrong| wrong["reason"].as_str().unwrap())
        .collect();
    assert_eq!(
        reasons,
        [
            "Ô B2 (cột “Mã học sinh”) đang báo lỗi #N/A. Hãy gõ lại giá trị đúng vào ô ấy.",
            "Ô E3 (cột “Lớp”) đang báo lỗi #REF!. Hãy gõ lại giá trị đúng vào ô ấy."
        ]
    );
    assert_eq!(answer["accepted"].as_array().unwrap().len(), 1);
}

#[test]
fn a_class_that_became_a_day_and_a_year_of_two_digits_are_refused() {
    let (_, answer) = sheet(|sheet| {
        let day = Format::new().set_num_format("d/m");
        sheet
            .write_row(0, 0, ["Họ và tên", "Ngày sinh", "Lớp"])
            .unwrap();
        sheet.write_row(1, 0, ["Lê An", "1/2/2016"]).unwrap();
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 4).unwrap();
        sheet.write_with_format(1, 2, &date, &day).unwrap();
        sheet.write_row(2, 0, ["Lê Bình", "1/2/16", "4A"]).unwrap();
        sheet
            .write_row(3, 0, ["Lê Chi", "1/2/2016", "IV A"])
            .unwrap();
    });
    let reasons = answer["errors"].to_string();
    assert_eq!(answer["accepted"], json!([]));
    for part in [
        "Ô lớp là ngày 04/01/2026",
        "“1/2/16” không đúng",
        "Không hiểu tên lớp “IV A”",
    ] {
        assert!(reasons.contains(part), "{reasons}");
    }
}

#[test]
fn a_list_on_a_hidden_sheet_alone_is_refused_with_its_name() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Hướng dẫn")
        .unwrap()
        .write(0, 0, "Đọc kỹ trước khi điền")
        .unwrap();
    let sheet = book
        .add_worksheet()
        .set_name("4A")
        .unwrap()
        .set_hidden(true);
    sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"]).unwrap();
    sheet.write_row(1, 0, ["Lê An", "1/2/2016"]).unwrap();
    let (code, answer) = read_bytes("list.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(code, Some(2));
    assert!(
        answer["refused"]
            .as_str()
            .unwrap()
            .contains("trang “4A” đang bị ẩn"),
        "{answer}"
    );
}

#[test]
fn two_rows_of_one_child_whose_name_is_merged_over_both_are_one_child() {
    let (_, answer) = sheet(|sheet| {
        let plain = Format::new();
        sheet
            .write_row(0, 0, ["STT", "Họ và tên", "Ngày sinh", "Lớp", "Phụ huynh"])
            .unwrap();
        for (n, name) in (0..).zip(["Lê An", "Lê Bình"]) {
            let row = 1 + 2 * n;
            for (column, text) in [
                (0, (n + 1).to_string()),
                (1, name.to_owned()),
                (2, "01/02/2016".to_owned()),
                (3, "4A".to_owned()),
            ] {
                sheet
                    .merge_range(row, column, row + 1, column, &text, &plain)
                    .unwrap();
            }
            sheet.write(row, 4, "Lê Văn Cha").unwrap();
            sheet.write(row + 1, 4, "Trần Thị Mẹ").unwrap();
        }
    });
    assert_eq!(
        (
            answer["accepted"].as_array().unwrap().len(),
            &answer["errors"]
        ),
        (2, &json!([])),
        "{answer}"
    );
}
