//! `lachan import FILE --preview` reads whatever it is given within 10 s of a processor and 300 MB, or says in one sentence why not.

use std::{
    io::{Cursor, Write},
    path::Path,
    process::{Command, Output},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const SECONDS: u64 = 10;
const MEMORY_MB: u64 = 300;

/// Runs what follows held to the limits by the system: whoever takes more dies.
fn limited(memory_mb: u64) -> Command {
    let mut command = Command::new("prlimit");
    command
        .arg(format!("--data={}", memory_mb * 1024 * 1024))
        .arg(format!("--cpu={SECONDS}"));
    command
}

fn read(path: &Path) -> Output {
    limited(MEMORY_MB)
        .arg(env!("CARGO_BIN_EXE_lachan"))
        .arg("import")
        .arg(path)
        .args(["--preview", "--format", "json"])
        .output()
        .expect("prlimit is part of util-linux")
}

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// A workbook of one sheet with this sheet and these shared strings.
fn book(sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put(
        "[Content_Types].xml",
        r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#,
    );
    put(
        "_rels/.rels",
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    );
    put(
        "xl/workbook.xml",
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    );
    put(
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    );
    put("xl/sharedStrings.xml", strings);
    put("xl/worksheets/sheet1.xml", sheet);
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

const NO_STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#;

/// Refused whole or read in part: never a crash, never too long, never too much memory.
fn stands(name: &str, bytes: &[u8]) -> Output {
    let (_folder, path) = file(name, bytes);
    let output = read(&path);
    let code = output.status.code();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        matches!(code, Some(0 | 2)),
        "{name} ended with {code:?}: {said}"
    );
    output
}

/// The same, and refused whole with a sentence a person understands.
fn refused(name: &str, bytes: &[u8]) {
    let output = stands(name, bytes);
    assert_eq!(output.status.code(), Some(2), "{name} was read");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let sentence = answer["refused"].as_str().unwrap();
    assert!(
        sentence.len() > 20 && !sentence.contains("Error"),
        "{name}: {sentence}"
    );
}

/// The control: the limits let a good file through, also a big one.
#[test]
fn a_good_file_of_two_thousand_rows_is_read() {
    let mut text = String::from("Họ và tên,Ngày sinh,Giới tính,Lớp\n");
    const WORDS: [&str; 13] = [
        "An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khang", "Lan", "Minh", "Nam", "Phong", "Sơn",
        "Yến",
    ];
    for n in 0..2_000 {
        let name = [n / 169, n / 13, n].map(|n| WORDS[n % 13]).join(" ");
        text.push_str(&format!("Nguyễn {name},0{}/05/2015,Nam,4A\n", n % 9 + 1));
    }
    let output = stands("list.csv", text.as_bytes());
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["accepted"].as_array().unwrap().len(), 2_000);
}

/// The control: the limits are real. What the hostile files ask for would die under them, and passes where there is room.
#[test]
fn the_limits_kill_whoever_takes_more() {
    // `tail` keeps in memory all that it is to print.
    let big = MEMORY_MB * 1_200_000;
    let keep = format!("head -c {big} /dev/zero | exec tail -c {big} | tail -c 1 | wc -c");
    let kept = |memory_mb| {
        let output = limited(memory_mb).args(["sh", "-c", &keep]).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert_eq!(kept(MEMORY_MB).trim(), "0");
    assert_eq!(kept(4 * MEMORY_MB).trim(), "1");
}

#[test]
fn a_zip_bomb_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![b' '; 1024 * 1024];
    for _ in 0..1_500 {
        zip.write_all(&zeros).unwrap();
    }
    refused("bomb.xlsx", &zip.finish().unwrap().into_inner());
    let inflated = format!("<row r=\"1\">{}</row>", " ".repeat(200 * 1024 * 1024));
    refused("bomb-in-a-book.xlsx", &book(&sheet(&inflated), NO_STRINGS));
}

#[test]
fn two_far_apart_cells_do_not_cost_the_area_between() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    stands("far.xlsx", &book(&sheet(rows), NO_STRINGS));
}

#[test]
fn entities_and_outside_files_are_not_followed() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&d;</t></si></sst>"#;
    stands(
        "laughs.xlsx",
        &book(
            &sheet(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#),
            laughs,
        ),
    );
    let outside = r#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;</t></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c><c r="B1" t="inlineStr"><is><t>Lớp</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>4A</t></is></c></row>"#;
    let output = stands("outside.xlsx", &book(&sheet(rows), outside));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("root:"));
}

#[test]
fn what_is_no_list_is_refused() {
    let encrypted = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    refused("garbage.xls", &[&encrypted[..], &[0x41; 4096]].concat());
    refused("empty.xlsx", b"");
    refused("picture.xlsx", b"\x89PNG\r\n\x1a\n0000000000000000");
    refused(
        "page.xls",
        b"<html><body><table><tr><td>x</td></tr></table></body></html>",
    );
    let good = include_bytes!("../data/class-4a.xlsx");
    refused("cut.xlsx", &good[..good.len() / 2]);
    refused("no-head.csv", b"a,b,c\n1,2,3\n");
    let nulls = [b"Ho va ten,Lop\n".as_slice(), &[0u8; 5000]].concat();
    stands("nulls.csv", &nulls);
}

#[test]
fn a_file_that_is_too_big_is_refused_before_it_is_read() {
    let mut text = b"Ho va ten,Lop\n".to_vec();
    while text.len() < 30 * 1024 * 1024 {
        text.extend_from_slice(b"Nguyen Van An,4A\n");
    }
    refused("big.csv", &text);
}
