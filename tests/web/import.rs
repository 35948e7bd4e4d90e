//! A class list from Excel becomes a school's children.

use crate::support::{World, client::Client};
use lachan::service::roster_file;
use lachan_app::text::say;
use lachan_core::{actor::Role, ids::UnitId};

const LIST: &[u8] = include_bytes!("../data/school-list-primary.xlsx");

pub async fn upload(client: &Client, school: UnitId, bytes: &[u8]) -> String {
    let answer = client
        .upload(
            "/nhap-danh-sach",
            &[("school", &school.to_string())],
            ("file", "DS.xlsx", bytes),
        )
        .await
        .is(303);
    answer.location().to_owned()
}

/// The numbers of the preview as its own form sends them back.
pub async fn seen(client: &Client, preview: &str) -> String {
    let page = client.get(preview).await.is(200).text();
    let start = page.find("name=\"seen\" value=\"").unwrap() + 19;
    let end = start
        + page[start..]
            .find("\">")
            .or(page[start..].find("\" "))
            .unwrap();
    page[start..end].replace("&quot;", "\"")
}

#[tokio::test]
async fn a_head_brings_the_whole_school_in_and_the_same_file_again_changes_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    head.get(&preview)
        .await
        .is(200)
        .says("<b>488</b>")
        .says("Dân tộc")
        .says("Chưa có gì được lưu")
        .says("1A, 1B");
    assert_eq!(
        children(&world).await,
        0,
        "nothing is written before the person says so"
    );
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(children(&world).await, 488);
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(
        children(&world).await,
        488,
        "a second press changes nothing"
    );
    head.get("/lop").await.is(200).says("Lớp 1A").says("Lớp 5C");

    let again = upload(&head, p.a.id, LIST).await;
    head.get(&again)
        .await
        .is(200)
        .says("giống hệt dữ liệu đang có");
    let numbers = seen(&head, &again).await;
    assert!(
        numbers.contains("\"new\":0") && numbers.contains("\"changed\":0"),
        "{numbers}"
    );

    let undone = head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    head.get(undone.location())
        .await
        .is(200)
        .says("Đã hoàn tác");
    assert_eq!(children(&world).await, 0, "an import can be taken back");
    head.get("/lop").await.is(200).hides("Lớp 5C");
}

#[tokio::test]
async fn a_teacher_brings_in_only_her_own_class() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    let preview = upload(&lan, p.a.id, LIST).await;
    lan.get(&preview)
        .await
        .is(200)
        .says("455 em thuộc lớp khác – bỏ qua")
        .hides("Những dòng chưa nhập được");
    let numbers = seen(&lan, &preview).await;
    lan.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(children(&world).await, 33);

    // She finds her own import again and takes it back; a colleague's is not hers to find.
    lan.get("/nhap-danh-sach")
        .await
        .is(200)
        .says("DS.xlsx")
        .says(&format!("{preview}/hoan-tac"));
    let mai = world.staff("mai", Role::Teacher, p.a.class_4b).await;
    mai.get("/nhap-danh-sach").await.is(200).hides("DS.xlsx");
    mai.post(&format!("{preview}/hoan-tac"), &[]).await.is(404);
    let undone = lan.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    lan.get(undone.location())
        .await
        .is(200)
        .says("Danh sách trở lại như trước");
    assert_eq!(children(&world).await, 0);
    lan.get("/nhap-danh-sach").await.is(200).says("đã hoàn tác");
}

/// What the head has brought in holds the names of the whole school: a teacher neither sees it nor takes it back.
#[tokio::test]
async fn what_the_head_brought_in_is_not_a_teachers_to_undo() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.a", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    let before = children(&world).await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/nhap-danh-sach").await.is(200).hides("DS.xlsx");
    lan.get(&preview).await.is(403);
    lan.post(&format!("{preview}/hoan-tac"), &[]).await.is(403);
    assert_eq!(children(&world).await, before);
    // The other way round it is the head's.
    head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    assert!(children(&world).await < before);
}

#[tokio::test]
async fn a_preview_is_its_makers_and_a_school_is_its_own() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.a", Role::SchoolHead, p.a.id).await;
    let other = world.staff("bbb", Role::SchoolHead, p.b.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    other.get(&preview).await.is(404);
    other
        .post(
            &preview,
            &[(
                "seen",
                "{\"new\":488,\"changed\":0,\"unchanged\":0,\"missing\":0,\"new_classes\":0}",
            )],
        )
        .await
        .is(404);
    other
        .upload(
            "/nhap-danh-sach",
            &[("school", &p.a.id.to_string())],
            ("file", "x.xlsx", LIST),
        )
        .await
        .is(404);
    assert_eq!(children(&world).await, 0);
}

#[tokio::test]
async fn a_list_that_changed_meanwhile_is_shown_again() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    let numbers = seen(&head, &preview).await;
    world.pupils(&p.a, p.a.class_4a, &["Người Mới Đến"]).await;
    head.post(&preview, &[("seen", &numbers)])
        .await
        .is(422)
        .says("vừa thay đổi");
    assert_eq!(children(&world).await, 1);
}

#[tokio::test]
async fn files_that_are_no_lists_get_a_sentence_and_change_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let school = p.a.id.to_string();
    for (bytes, says) in [
        (&b""[..], "Chưa chọn tệp"),
        (
            b"<html><table><tr><td>x</td></tr></table></html>",
            "trang web",
        ),
        (b"PK\x03\x04 broken", "Không đọc được"),
        (b"%PDF-1.7 x", "không phải danh sách"),
        (b"a,b\n1,2\n", "Không tìm thấy dòng tiêu đề"),
    ] {
        head.upload(
            "/nhap-danh-sach",
            &[("school", &school)],
            ("file", "x.xlsx", bytes),
        )
        .await
        .is(422)
        .says(says);
    }
    let big = vec![b'x'; 11 << 20];
    let answer = head
        .upload(
            "/nhap-danh-sach",
            &[("school", &school)],
            ("file", "x.csv", &big),
        )
        .await;
    assert!(
        matches!(answer.status.as_u16(), 413 | 422),
        "{}",
        answer.status
    );
    assert_eq!(children(&world).await, 0);
}

/// A list of class 4A as plain text, brought in as far as its preview.
pub async fn look(head: &Client, school: UnitId, list: &str) -> (String, String) {
    let preview = upload(head, school, list.as_bytes()).await;
    let page = head.get(&preview).await.is(200).text();
    (preview, page)
}

#[tokio::test]
async fn the_same_list_again_with_birthdays_doubles_nobody() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let names: Vec<String> = ["a", "o"]
        .iter()
        .flat_map(|end| ('B'..='P').map(move |c| format!("Nguyễn Văn {c}{end}")))
        .collect();
    let list = |birthdays: bool| {
        let mut text = String::from("STT,Họ & tên,\"Ngày, tháng, năm sinh\",Lớp\n");
        for (n, name) in names.iter().enumerate() {
            let day = if birthdays {
                format!("{:02}/03/2016", n + 1)
            } else {
                String::new()
            };
            text += &format!("{},{name},{day},4A\n", n + 1);
        }
        text
    };
    for (birthdays, says) in [
        (false, "<b>30</b><span>mới"),
        (true, "<b>30</b><span>thay đổi"),
        (true, "giống hệt"),
        (false, "giống hệt"),
    ] {
        let (preview, page) = look(&head, p.a.id, &list(birthdays)).await;
        assert!(page.contains(says), "{page}");
        let numbers = seen(&head, &preview).await;
        head.post(&preview, &[("seen", &numbers)]).await.is(303);
        assert_eq!(children(&world).await, 30);
    }
    let (birthdays, animals): (i64, i64) = world
        .db()
        .query("select count(birth_date), count(distinct animal) from pupil")
        .one()
        .await
        .unwrap();
    assert_eq!(
        (birthdays, animals),
        (30, 30),
        "each has a birthday and an animal of its own"
    );
}

#[tokio::test]
async fn a_namesake_is_asked_about_and_the_answer_decides() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let list = |day: &str| format!("Họ tên,NTNS,Lớp\nTrần Thị Bình,{day},4A\n");
    let (preview, _) = look(&head, p.a.id, &list("01/02/2016")).await;
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);

    let (preview, page) = look(&head, p.a.id, &list("15/10/2016")).await;
    assert!(
        page.contains("Trùng tên trong lớp") && page.contains("Là em đã có: sinh 01/02/2016"),
        "{page}"
    );
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)])
        .await
        .is(422)
        .says("Hãy trả lời từng em trùng tên");
    assert_eq!(children(&world).await, 1);
    let known = page.split("name=\"cung-0\" value=\"").nth(1).unwrap();
    let known = known.split('"').next().unwrap();
    head.post(&preview, &[("seen", &numbers), ("cung-0", known)])
        .await
        .is(303);
    assert_eq!(children(&world).await, 1, "one child, put right");
    let (preview, page) = look(&head, p.a.id, &list("15/10/2016")).await;
    assert!(page.contains("giống hệt"), "{preview}");

    let (preview, _) = look(&head, p.a.id, &list("20/11/2016")).await;
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers), ("cung-0", "moi")])
        .await
        .is(303);
    assert_eq!(children(&world).await, 2, "another child of the same name");
}

#[tokio::test]
async fn a_column_that_looks_like_birthdays_or_names_is_asked_about() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let rows = "1,Nguyễn Văn An,01/02/2016,4A\n2,Trần Thị Bình,03/04/2016,4A\n3,Lê Văn Cường,05/06/2016,4A\n";
    let list = format!("STT,Họ tên,Chào đời,Lớp\n{rows}");
    let (preview, page) = look(&head, p.a.id, &list).await;
    assert!(
        page.contains("Cột “Chào đời” trông như ngày sinh"),
        "{page}"
    );
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)])
        .await
        .is(422)
        .says("Hãy trả lời các câu hỏi ở trên");
    let stranger = world.staff("khac", Role::SchoolHead, p.b.id).await;
    let answer = [("cot", "Chào đời"), ("dung", "khong")];
    stranger
        .post(&format!("{preview}/cot"), &answer)
        .await
        .is(404);
    for _ in 0..2 {
        head.post(&format!("{preview}/cot"), &answer).await.is(303);
    }
    head.get(&preview).await.hides("01/02/2016");
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(births(&world).await, 0);

    let (preview, _) = look(&head, p.a.id, &list).await;
    head.post(
        &format!("{preview}/cot"),
        &[("cot", "Chào đời"), ("dung", "co")],
    )
    .await
    .is(303);
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!((children(&world).await, births(&world).await), (3, 3));

    // No column is called a name: without it there is no list.
    let list = format!("STT,Học viên,Ng.sinh,Lớp\n{rows}");
    let (preview, page) = look(&head, p.a.id, &list).await;
    assert!(
        page.contains("Cột “Học viên” trông như họ và tên"),
        "{page}"
    );
    let refused = head
        .post(
            &format!("{preview}/cot"),
            &[("cot", "Học viên"), ("dung", "khong")],
        )
        .await
        .is(303);
    head.get(refused.location())
        .await
        .is(200)
        .says("Hãy đặt tên cột ấy là “Họ và tên”");
    head.post(
        &format!("{preview}/cot"),
        &[("cot", "Học viên"), ("dung", "co")],
    )
    .await
    .is(303);
    head.get(&preview).await.says("giống hệt");
}

#[tokio::test]
async fn wrong_rows_name_the_child_and_come_back_corrected() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let list = "STT,Mã HS,\"Họ, chữ đệm, tên\",Ngày sinh,Dân tộc,Giới tính,Lớp\n\
                1,01,Nguyễn Văn An,01/02/2016,Kinh,Nam,4A\n\
                2,02,Trần Thị Bình,31/02/2016,Kinh,Nữ,4A\n";
    let (preview, page) = look(&head, p.a.id, list).await;
    assert!(
        page.contains("<th scope=\"row\">Trần Thị Bình</th>"),
        "{page}"
    );
    let file = head.get(&format!("{preview}/dong-loi.xlsx")).await.is(200);
    let (headings, today) = (&world.app.content.headings, world.clock.today());
    let again = roster_file::reading(&file.body, headings, today).unwrap();
    assert_eq!(again.refused.len(), 1);
    assert!(say(&again.refused[0].reason).contains("31/02/2016"));
    assert_eq!(
        again.warnings,
        Vec::new(),
        "the column of reasons is nobody's"
    );
    assert!(
        again.dropped_columns.is_empty(),
        "what is never stored is not handed back"
    );
    let grids = lachan::sheet::read(&file.body).unwrap();
    let heads: Vec<String> = grids[0].rows[0].1.iter().map(|cell| cell.shown()).collect();
    assert_eq!(
        heads[..6],
        [
            "STT",
            "Mã HS",
            "Họ, chữ đệm, tên",
            "Ngày sinh",
            "Giới tính",
            "Lớp"
        ]
    );
}

async fn births(world: &World) -> i64 {
    world
        .db()
        .query("select count(birth_date) from pupil")
        .one::<(i64,)>()
        .await
        .unwrap()
        .0
}

pub async fn children(world: &World) -> i64 {
    world
        .db()
        .query("select count(*) from pupil")
        .one::<(i64,)>()
        .await
        .unwrap()
        .0
}
