//! The same list in every form a school may have it in.

use serde_json::Value;
use std::{path::Path, process::Command};

pub fn read(path: &Path) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_lachan"))
        .arg("import")
        .arg(path)
        .args(["--preview", "--format", "json"])
        .output()
        .unwrap();
    (
        output.status.code(),
        serde_json::from_slice(&output.stdout).unwrap(),
    )
}

pub fn read_bytes(name: &str, bytes: &[u8]) -> (Option<i32>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&path)
}

/// The accepted children without the place each stood at.
fn children(answer: &Value) -> Vec<Value> {
    let mut rows = answer["accepted"].as_array().unwrap().clone();
    for row in &mut rows {
        let row = row.as_object_mut().unwrap();
        row.remove("row");
        row.remove("sheet");
    }
    rows
}

pub fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// The .xls has every other date as a serial number of Excel, the .xlsx all as text.
#[test]
fn an_old_workbook_reads_like_the_new_one() {
    let (code, new) = read(&data("class-4a.xlsx"));
    let (old_code, old) = read(&data("class-4a.xls"));
    assert_eq!((code, old_code), (Some(0), Some(0)));
    assert_eq!(children(&new).len(), 35);
    assert_eq!(children(&old), children(&new));
    assert_eq!(old["errors"][0]["row"], new["errors"][0]["row"]);
    assert_eq!(new["dropped_columns"], serde_json::json!(["Điện thoại"]));
}

#[test]
fn the_whole_school_is_read() {
    let (code, all) = read(&data("school-list-primary.xlsx"));
    assert_eq!(code, Some(0));
    let children = children(&all);
    assert_eq!(children.len(), 488);
    let girls = children
        .iter()
        .filter(|child| child["gender"] == "Nữ")
        .count();
    assert_eq!(girls, 235);
    assert_eq!(
        all["dropped_columns"],
        serde_json::json!(["Dân tộc", "Ghi chú"])
    );
}

const LIST: &str = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp\n1;Nguyễn Thị Ánh;05/03/2017;Nữ;4A\n2;Đặng Gia Khang;2017;Nam;4A\n";

#[test]
fn text_files_are_read_whatever_they_are_saved_as() {
    let (_, plain) = read_bytes("a.csv", LIST.as_bytes());
    assert_eq!(children(&plain).len(), 2);
    assert_eq!(plain["accepted"][0]["full_name"], "Nguyễn Thị Ánh");
    assert_eq!(plain["accepted"][1]["birth_date"], "2017");
    let with_mark = [b"\xef\xbb\xbf".as_slice(), LIST.as_bytes()].concat();
    let commas = LIST.replace(';', ",");
    let windows = LIST.replace('\n', "\r\n");
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(LIST.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes) in [
        ("mark", with_mark),
        ("comma", commas.into_bytes()),
        ("crlf", windows.into_bytes()),
        ("utf16", utf16),
    ] {
        let (code, other) = read_bytes(&format!("{name}.csv"), &bytes);
        assert_eq!(code, Some(0), "{name}: {other}");
        assert_eq!(children(&other), children(&plain), "{name}");
    }
}

/// Each spelling of a head as schools write it, and what is read from the column below it.
#[test]
fn headings_are_read_by_meaning() {
    let read = |name: &str, born: &str| {
        let list = format!("STT;{name};{born};Phái;Lớp\n1;Nguyễn Thị Ánh;05/03/2017;Nữ;4A\n");
        read_bytes("heads.csv", list.as_bytes())
    };
    for name in [
        "Họ và tên",
        "Họ, tên",
        "Họ & tên",
        "Họ, chữ đệm, tên",
        "HỌ VÀ TÊN HS",
        "Họ tên (khai sinh)",
    ] {
        for born in [
            "Ngày sinh",
            "Ngày, tháng, năm sinh",
            "Ngày, tháng năm sinh",
            "NTNS",
            "Ng.sinh",
            "Ngày/tháng/năm sinh",
            "NĂM SINH",
        ] {
            let (code, answer) = read(name, born);
            assert_eq!(code, Some(0), "{name}, {born}");
            let child = &answer["accepted"][0];
            assert_eq!(child["full_name"], "Nguyễn Thị Ánh", "{name}: {answer}");
            assert_eq!(child["birth_date"], "2017-03-05", "{born}: {answer}");
            assert_eq!(answer["warnings"], serde_json::json!([]), "{name}, {born}");
        }
    }
    let (_, parents) = read("Họ và tên", "Ngày sinh bố");
    assert_eq!(
        parents["dropped_columns"],
        serde_json::json!(["Ngày sinh bố"])
    );
}

#[test]
fn letters_in_pieces_are_put_together() {
    let pieces: String = unicode_normalization::UnicodeNormalization::nfd(LIST).collect();
    assert_ne!(pieces, LIST);
    let (_, nfd) = read_bytes("nfd.csv", pieces.as_bytes());
    let (_, nfc) = read_bytes("nfc.csv", LIST.as_bytes());
    assert_eq!(children(&nfd), children(&nfc));
}

#[test]
fn rare_names_are_names_and_marks_of_direction_are_not() {
    let list = "Họ và tên,Lớp\nY,4A\nKsor H'Blé,4A\nNguyễn Phước Bảo-Long,4A\n";
    let (_, fine) = read_bytes("rare.csv", list.as_bytes());
    assert_eq!(children(&fine).len(), 3, "{fine}");
    // What takes no room and says nothing is cleaned away, in names and in heads.
    let list =
        "Họ\u{a0}và\u{200b} tên\u{feff},L\u{ad}ớp\nNguyễn\u{a0}Văn\u{200b} An\u{feff},4\u{a0}A\n";
    let (_, clean) = read_bytes("clean.csv", list.as_bytes());
    assert_eq!(
        clean["accepted"][0]["full_name"], "Nguyễn Văn An",
        "{clean}"
    );
    assert_eq!(clean["accepted"][0]["class"], "4A");
    for bad in [
        "Nguyễn \u{202e}nA",
        "Nguyễn\u{200e} An",
        &"a".repeat(100_000),
    ] {
        let (_, answer) = read_bytes(
            "hidden.csv",
            format!("Họ và tên,Lớp\n{bad},4A\nLê Văn Bình,4A\n").as_bytes(),
        );
        let accepted = answer["accepted"].as_array().map_or(0, Vec::len);
        assert!(accepted <= 1, "{bad:.20} was taken");
    }
}

#[test]
fn letters_of_old_fonts_are_refused_with_advice() {
    // "Nguyễn Văn Tuấn" in TCVN3, as a program that knows only Unicode sees it.
    let (code, answer) = read_bytes(
        "old.csv",
        "Hä vµ tªn,Líp\nNguyÔn V¨n TuÊn,4A\nTrÇn ThÞ B×nh,4A\n".as_bytes(),
    );
    assert!(
        code == Some(2) || answer["accepted"].as_array().is_some_and(Vec::is_empty),
        "{answer}"
    );
    // The same as the bytes that such a program saves.
    let bytes: Vec<u8> = "Hä vµ tªn,Líp\nNguyÔn V¨n TuÊn,4A\nTrÇn ThÞ B×nh,4A\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let (code, answer) = read_bytes("old.csv", &bytes);
    assert_eq!(code, Some(2), "{answer}");
    assert!(
        answer["refused"].as_str().unwrap().contains("bảng mã cũ"),
        "{answer}"
    );
}
