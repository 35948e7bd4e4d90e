//! A child learns with nothing but links and forms.

use crate::support::{World, client::Answer, client::Client, places::Province};
use lachan_core::ids::PupilId;

/// What a page's hidden field holds.
pub fn field(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .or_else(|| {
            let (_, rest) = page.split_once(&format!("name=\"{name}\""))?;
            rest.split_once("value=\"").map(|(_, rest)| ("", rest))
        })
        .unwrap_or_else(|| panic!("no field {name} in:\n{page}"));
    rest.split('"').next().unwrap().to_owned()
}

pub struct Lesson {
    pub world: World,
    pub p: Province,
    pub an: PupilId,
    pub binh: PupilId,
    pub child: Client,
}

/// Class 4A with An and Bình, B4 assigned, An signed in.
pub async fn lesson() -> Lesson {
    let world = World::new().await;
    let p = world.province().await;
    let ids = world
        .pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An", "Trần Thị Bình"])
        .await;
    world.assign(p.a.class_4a, "B4").await;
    let child = world.pupil(p.a.class_4a, ids[0]).await;
    Lesson {
        world,
        p,
        an: ids[0],
        binh: ids[1],
        child,
    }
}

async fn see_all_scenes(child: &Client) -> Answer {
    for n in 1..=9 {
        let mut turned = child
            .post("/hoc/B4/canh", &[("canh", &n.to_string())])
            .await
            .is(303);
        if [2, 7, 9].contains(&n) {
            // the game of a scene is a step of its own
            assert_eq!(turned.location(), format!("/hoc/B4?canh={n}&choi=1"));
            turned = child
                .post("/hoc/B4/canh", &[("canh", &n.to_string()), ("choi", "1")])
                .await
                .is(303);
        }
        let next = turned.location().to_owned();
        let want = if n < 9 {
            format!("/hoc/B4?canh={}", n + 1)
        } else {
            "/hoc/B4?cau=1".to_owned()
        };
        assert_eq!(next, want);
    }
    child.get("/hoc/B4?cau=1").await.is(200)
}

/// Answers question `n` on the page that shows it; the form's other fields as they stand there.
async fn choose(child: &Client, page: &str, n: usize, place: u8) -> String {
    let (ticket, id, run) = (
        field(page, "phieu"),
        field(page, "ma"),
        field(page, "dap-an"),
    );
    let choice = format!("chon-{n}");
    child
        .post(
            &format!("/hoc/B4?cau={n}"),
            &[
                ("phieu", &ticket),
                ("ma", &id),
                ("dap-an", &run),
                (&choice, &place.to_string()),
            ],
        )
        .await
        .is(200)
        .text()
}

async fn next(child: &Client, page: &str, n: usize) -> String {
    let (ticket, id, run) = (
        field(page, "phieu"),
        field(page, "ma"),
        field(page, "dap-an"),
    );
    child
        .post(
            &format!("/hoc/B4?cau={n}"),
            &[("phieu", &ticket), ("ma", &id), ("dap-an", &run)],
        )
        .await
        .is(200)
        .text()
}

#[tokio::test]
async fn a_whole_lesson_without_any_script() {
    let l = lesson().await;
    let child = &l.child;
    child
        .get("/hoc")
        .await
        .is(200)
        .says("Chào An!")
        .says("Bài hôm nay")
        .says("Chiêu dụ dỗ")
        .says("Bắt đầu")
        .hides("<script type=\"module\"");
    child
        .get("/hoc/B4")
        .await
        .is(200)
        .says("khoảng 10 phút")
        .says("Em có thể dừng bất cứ lúc nào.")
        .says("href=\"/hoc/B4/dung\"")
        .says("/can-giup")
        .says("/thoi-khoa-bieu");
    child
        .get("/hoc/B4?canh=2")
        .await
        .is(200)
        .says("Cảnh 2 trên 9")
        .says("Xem tiếp")
        .says("href=\"/hoc/B4?canh=1\"");
    let mut page = see_all_scenes(child).await.says("Câu 1 trên").text();
    let questions = l
        .world
        .app
        .content
        .library
        .get(&"B4".parse().unwrap())
        .unwrap()
        .items
        .len();
    for n in 1..=questions {
        page = choose(child, &page, n, 0).await;
        assert!(page.contains("class=\"feedback"), "{page}");
        assert!(!page.contains("Sai!"));
        if n < questions {
            page = next(child, &page, n + 1).await;
        }
    }
    let (ticket, id, run) = (
        field(&page, "phieu"),
        field(&page, "ma"),
        field(&page, "dap-an"),
    );
    let form = [("phieu", ticket.as_str()), ("ma", &id), ("dap-an", &run)];
    let done = child.post("/hoc/B4/xong", &form).await.is(303);
    // Which of the first options are right depends on the child: each sees them in an order of its own.
    let wrong: Vec<&str> = done
        .location()
        .strip_prefix("/hoc/B4/xong?sai=")
        .unwrap()
        .split('.')
        .collect();
    let end = child.get(done.location()).await.is(200);
    let shown = |n: usize| format!("<li data-wrong=\"{n}\"><a");
    for n in 1..=questions {
        assert_eq!(
            end.text().contains(&shown(n)),
            wrong.contains(&n.to_string().as_str())
        );
    }
    end.says(&format!("<p data-wrong-in-all=\"{}\">", wrong.len()))
        .says("Kể với ai?")
        .says("không bao giờ là lỗi của em")
        .says("111")
        .says("Hít vào 3 nhịp – thở ra 3 nhịp");
    child.get("/hoc").await.says("Đã xong").says("Học lại");
}

#[tokio::test]
async fn a_choice_that_is_not_right_is_answered_kindly_and_may_be_tried_again() {
    let l = lesson().await;
    let page = see_all_scenes(&l.child).await.text();
    let module = l
        .world
        .app
        .content
        .library
        .get(&"B4".parse().unwrap())
        .unwrap()
        .clone();
    let key = l
        .world
        .app
        .content
        .library
        .key(&module.items[0].id)
        .unwrap()
        .clone();
    let shown = module.items[0].shown(lachan_core::lesson::shuffle::seed(&l.an.to_string()));
    let right = shown
        .iter()
        .position(|option| key.is_right(*option))
        .unwrap() as u8;
    let wrong = (right + 1) % 3;
    let wrong_option = shown[usize::from(wrong)];

    let after = choose(&l.child, &page, 1, wrong).await;
    // each explanation stands under its own option: amber for the choice, words and a tick for the right one
    let under = |page: &str, look: &str| {
        let from = page
            .find(&format!("class=\"option {look}\""))
            .unwrap_or_else(|| panic!("nothing looks {look}"));
        let said = page[from..].find("class=\"feedback").unwrap();
        let rest = &page[from + said..];
        rest[..rest.find("</p>").unwrap()].to_owned()
    };
    let thought = under(&after, "thought");
    assert!(thought.contains("Mình cùng nghĩ lại nhé."), "{thought}");
    assert!(
        thought.contains(key.feedback_for(wrong_option).unwrap()),
        "{thought}"
    );
    let answer = under(&after, "right");
    assert!(answer.contains("Ý đúng là đây."), "{answer}");
    assert!(answer.contains(key.explanation()), "{answer}");
    assert!(after.contains(">Chọn lại<"));

    let again = choose(&l.child, &after, 1, right).await;
    let praised = under(&again, "right");
    assert!(
        praised.contains("Đúng rồi!") || praised.contains("Em làm tốt lắm!"),
        "{praised}"
    );
    assert!(!again.contains(">Chọn lại<") && !again.contains("option thought"));
    // the first choice is what counts
    assert!(field(&again, "dap-an").starts_with(&format!("{wrong}.-")));
}

#[tokio::test]
async fn after_a_power_cut_a_child_goes_on_at_the_same_scene() {
    let l = lesson().await;
    for (n, played) in [("1", ""), ("2", ""), ("2", "1")] {
        l.child
            .post("/hoc/B4/canh", &[("canh", n), ("choi", played)])
            .await
            .is(303);
    }
    let later = l.world.pupil(l.p.a.class_4a, l.an).await;
    later
        .get("/hoc")
        .await
        .says("Đang ở cảnh 3 trên 9")
        .says("href=\"/hoc/B4?canh=3\"");
    later
        .get("/hoc/B4")
        .await
        .says("Học tiếp")
        .says("href=\"/hoc/B4?canh=3\"");
    // questions come after the last scene
    assert_eq!(
        later.get("/hoc/B4?cau=1").await.is(303).location(),
        "/hoc/B4?canh=3"
    );
    let other = l.world.pupil(l.p.a.class_4a, l.binh).await;
    other.get("/hoc").await.says("Bắt đầu").hides("Đang ở cảnh");
}

#[tokio::test]
async fn a_child_may_stop_without_a_reason() {
    let l = lesson().await;
    l.child
        .get("/hoc/B4/dung")
        .await
        .is(200)
        .says("Mình nghỉ một chút nhé")
        .says("Em không cần nói lý do")
        .says("Học tiếp lúc khác")
        .says("/can-giup");
}

#[tokio::test]
async fn a_module_that_is_not_open_says_so_kindly() {
    let l = lesson().await;
    l.child
        .get("/hoc/A1")
        .await
        .is(200)
        .says("hiện chưa mở")
        .hides("Bắt đầu");
    l.child.get("/hoc/khong-co").await.is(404);
    l.child.get("/hoc/B99").await.is(404);
    l.world.clock.advance(chrono::Duration::days(14));
    let child = l.world.pupil(l.p.a.class_4a, l.an).await;
    child
        .get("/hoc")
        .await
        .is(200)
        .says("Hôm nay chưa có bài nào mở")
        .hides("Chiêu dụ dỗ");
    child
        .get("/hoc/B4?canh=1")
        .await
        .is(200)
        .says("hiện chưa mở");
    child
        .post("/hoc/B4/canh", &[("canh", "1")])
        .await
        .is(200)
        .says("hiện chưa mở");
}

#[tokio::test]
async fn nobody_learns_without_being_signed_in() {
    let l = lesson().await;
    for path in ["/hoc", "/hoc/B4", "/hoc/B4/xong", "/hoc/B4/dung"] {
        assert_eq!(l.world.browser().get(path).await.is(303).location(), "/");
    }
}

#[tokio::test]
async fn options_stand_in_a_childs_own_order_each_time() {
    let l = lesson().await;
    let names: Vec<String> = (0..12).map(|n| format!("Nguyễn Thị Hoa {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let ids = l.world.pupils(&l.p.a, l.p.a.class_4a, &names).await;
    let mut orders = std::collections::BTreeSet::new();
    for id in ids {
        let child = l.world.pupil(l.p.a.class_4a, id).await;
        let page = see_all_scenes(&child).await.text();
        assert_eq!(
            options(&page),
            options(&child.get("/hoc/B4?cau=1").await.text())
        );
        orders.insert(options(&page));
    }
    assert!(orders.len() >= 3, "{orders:?}");
}

fn options(page: &str) -> Vec<String> {
    page.split("class=\"option\"")
        .skip(1)
        .map(|part| {
            let (_, rest) = part.split_once("<span>").unwrap();
            rest.split("</span>").next().unwrap().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn after_a_pause_a_child_goes_on_at_the_same_question() {
    let l = lesson().await;
    see_all_scenes(&l.child).await;
    let stop = async |from: &str| {
        let request = l
            .child
            .request(axum::http::Method::GET, "/hoc/B4/dung")
            .header("referer", from);
        let request = request.body(axum::body::Body::empty()).unwrap();
        l.child.send(request).await.is(200)
    };
    stop("http://lachan.test/hoc/B4?cau=1")
        .await
        .says("href=\"/hoc/B4?cau=1\"");
    // from anywhere else the way leads to the lesson's first screen
    for from in ["http://lachan.test/hoc", "http://xau.test/hoc/B4?cau=1"] {
        stop(from).await.says("href=\"/hoc/B4\"").hides("xau");
    }
}

#[tokio::test]
async fn a_child_is_spoken_to_as_a_child_when_something_is_missing() {
    let l = lesson().await;
    l.child
        .get("/hoc/Z9")
        .await
        .is(404)
        .says("Không phải tại em đâu")
        .says("href=\"/can-giup\"")
        .hides("thầy/cô, anh/chị");
    l.child
        .get("/khong-co")
        .await
        .is(404)
        .says("thầy/cô, anh/chị");
}
