//! What a person says about a list before it is brought in, two people who bring lists in at once, and taking every kind of change back.

use super::import::{children, look, seen, upload};
use crate::support::{World, client::Client};
use lachan::store::imports;
use lachan_core::{actor::Role, class_name::ClassName, ids::UnitId, pupil_code::PupilCode};
use rust_xlsxwriter::Workbook;
use std::process::Command;

/// Three children typed in capitals, the second row hidden, codes with zeros in front.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(0, 0, ["Mã học sinh", "Họ và tên", "Lớp"])
        .unwrap();
    for (row, (code, name)) in (1..).zip([
        ("01", "NGUYỄN VĂN AN"),
        ("02", "H'HEN NIÊ"),
        ("03", "Lê Chi"),
    ]) {
        sheet.write_row(row, 0, [code, name, "4/A"]).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    book.save_to_buffer().unwrap()
}

async fn wish(client: &Client, preview: &str, fields: &[(&str, &str)]) {
    client
        .post(&format!("{preview}/y-muon"), fields)
        .await
        .is(303);
}

async fn bring_in(client: &Client, preview: &str) {
    let numbers = seen(client, preview).await;
    client.post(preview, &[("seen", &numbers)]).await.is(303);
}

/// Every child with its class, as the school has it now.
async fn school(world: &World, school: UnitId) -> Vec<String> {
    let known = imports::known(world.db(), school, world.app.clock.today())
        .await
        .unwrap();
    let mut lines: Vec<String> = known
        .into_iter()
        .map(|child| {
            let class = child.class.map(|(_, name)| name);
            format!(
                "{} {:?} {:?} {}",
                child.details.full_name,
                child.details.code.as_ref().map(PupilCode::as_str),
                child.details.birth,
                class.as_ref().map_or("–", ClassName::as_str)
            )
        })
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn hidden_rows_and_capitals_are_the_persons_choice() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, &workbook()).await;
    head.get(&preview)
        .await
        .says("1 dòng đang bị ẩn trong tệp. Các dòng ấy vẫn được đọc.")
        .says("2 họ tên gõ toàn chữ hoa")
        .says("Nguyễn Văn An")
        .says("H'Hen Niê")
        .hides("Các lớp sau sẽ được tạo")
        .says("<b>3</b><span>mới");
    wish(&head, &preview, &[("dieu", "bo-dong-an"), ("chon", "co")]).await;
    wish(&head, &preview, &[("dieu", "giu-nhu-go"), ("chon", "co")]).await;
    head.get(&preview)
        .await
        .says("Các dòng ấy không được nhập")
        .hides("NIÊ")
        .says("NGUYỄN VĂN AN")
        .says("<b>2</b><span>mới");
    wish(
        &head,
        &preview,
        &[("dieu", "giu-nhu-go"), ("chon", "khong")],
    )
    .await;
    bring_in(&head, &preview).await;
    assert_eq!(
        school(&world, p.a.id).await,
        [
            "Lê Chi Some(\"03\") None 4A",
            "Nguyễn Văn An Some(\"01\") None 4A"
        ],
        "the class the list calls 4/A is the 4A the school has"
    );
    // A made-up wish is no wish, and another person's list is not there.
    head.post(&format!("{preview}/y-muon"), &[("dieu", "khác")])
        .await
        .is(422);
    let other = world.staff("bbb", Role::SchoolHead, p.b.id).await;
    other
        .post(&format!("{preview}/y-muon"), &[("dieu", "bo-dong-an")])
        .await
        .is(404);
}

#[tokio::test]
async fn the_page_shows_what_the_program_reads() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.xlsx");
    std::fs::write(&file, workbook()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lachan"))
        .args(["import", "--preview", "--format", "json"])
        .arg(&file)
        .output()
        .unwrap();
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut page = head.get(&upload(&head, p.a.id, &workbook()).await).await;
    for child in read["accepted"].as_array().unwrap() {
        let name = child["full_name"].as_str().unwrap();
        let code = child["code"].as_str().unwrap();
        page = page.says(name).says(code);
    }
    for warning in read["warnings"].as_array().unwrap() {
        page = page.says(warning.as_str().unwrap());
    }
    page.says(&format!(
        "<b>{}</b><span>mới",
        read["accepted"].as_array().unwrap().len()
    ));
}

#[tokio::test]
async fn a_class_with_almost_the_name_of_another_is_asked_about() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let list = |class: &str| format!("Họ tên,Lớp\nNguyễn Văn An,{class}\n");
    let (first, _) = look(&head, p.a.id, &list("4D")).await;
    bring_in(&head, &first).await;
    let (preview, page) = look(&head, p.a.id, &list("4 Đ")).await;
    assert!(page.contains("gần giống lớp “4D”"), "{page}");
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)])
        .await
        .is(422)
        .says("Hãy trả lời câu hỏi về lớp");
    assert_eq!(children(&world).await, 1);
    // An answer that was not offered leaves the question open.
    wish(
        &head,
        &preview,
        &[("dieu", "lop"), ("lop", "4Đ"), ("la", "4A")],
    )
    .await;
    head.get(&preview).await.says("gần giống lớp “4D”");
    wish(
        &head,
        &preview,
        &[("dieu", "lop"), ("lop", "4Đ"), ("la", "4D")],
    )
    .await;
    head.get(&preview).await.says("giống hệt");
    wish(
        &head,
        &preview,
        &[("dieu", "lop"), ("lop", "4Đ"), ("la", "4Đ")],
    )
    .await;
    // Once answered the question is gone; a new look at the file asks anew.
    let (preview, _) = look(&head, p.a.id, &list("4Đ")).await;
    wish(
        &head,
        &preview,
        &[("dieu", "lop"), ("lop", "4Đ"), ("la", "4Đ")],
    )
    .await;
    bring_in(&head, &preview).await;
    let children = school(&world, p.a.id).await;
    assert_eq!(
        children,
        ["Nguyễn Văn An None None 4D", "Nguyễn Văn An None None 4Đ"]
    );
}

#[tokio::test]
async fn two_people_who_press_at_once_double_nobody() {
    for code in ["", "007"] {
        let world = World::new().await;
        let p = world.province().await;
        let lan = world.staff("lan", Role::SchoolHead, p.a.id).await;
        let mai = world.staff("mai", Role::SchoolHead, p.a.id).await;
        let list = format!(
            "Mã học sinh,Họ tên,Lớp\n{code},Nguyễn Văn An,4A\n,Trần Thị Bình,4A\n,Lê Văn Cường,4K\n"
        );
        let (one, _) = look(&lan, p.a.id, &list).await;
        let (two, _) = look(&mai, p.a.id, &list).await;
        let numbers = seen(&lan, &one).await;
        let fields = [("seen", numbers.as_str())];
        let (first, second) = tokio::join!(lan.post(&one, &fields), mai.post(&two, &fields));
        let (done, told) = if first.status == 303 {
            (first, second)
        } else {
            (second, first)
        };
        done.is(303);
        let told = told.is(422).says("vừa nhập tệp “DS.xlsx” cho trường lúc");
        told.says("giống hệt dữ liệu đang có")
            .hides("<button>Nhập</button>");
        assert_eq!(children(&world).await, 3, "code {code:?}");
    }
}

#[tokio::test]
async fn every_kind_of_change_is_taken_back() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let before = "Mã học sinh,Họ tên,Ngày sinh,Lớp\n01,Nguyễn Văn An,,4A\n02,Trần Thị Bình,1/2/2016,4A\n03,Lê Văn Cường,3/4/2016,4A\n";
    let (preview, _) = look(&head, p.a.id, before).await;
    bring_in(&head, &preview).await;
    let was = school(&world, p.a.id).await;

    // An has a birthday and another name, Bình moves to a new class, Cường has left, Dũng is new.
    let after = "Mã học sinh,Họ tên,Ngày sinh,Lớp\n01,Nguyễn Văn Ân,5/6/2016,4A\n02,Trần Thị Bình,1/2/2016,4K\n04,Phạm Dũng,7/8/2016,4A\n";
    let (preview, page) = look(&head, p.a.id, after).await;
    let left = page.split("name=\"left\" value=\"").nth(1).unwrap();
    let left = left.split('"').next().unwrap();
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers), ("left", left)])
        .await
        .is(303);
    assert_eq!(
        school(&world, p.a.id).await,
        [
            "Lê Văn Cường Some(\"03\") Some(Date(2016-04-03)) –",
            "Nguyễn Văn Ân Some(\"01\") Some(Date(2016-06-05)) 4A",
            "Phạm Dũng Some(\"04\") Some(Date(2016-08-07)) 4A",
            "Trần Thị Bình Some(\"02\") Some(Date(2016-02-01)) 4K",
        ]
    );
    let undone = head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    head.get(undone.location())
        .await
        .says("Danh sách trở lại như trước");
    assert_eq!(school(&world, p.a.id).await, was);
    head.get("/lop").await.hides("Lớp 4K");
}
