//! Requests that no page of ours sends: answered calmly, in Vietnamese, alike on both engines, and nothing changes.

use crate::support::{World, client::Client};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use lachan_core::{actor::Role, ids::ActivityId};
use serde_json::json;
use uuid::Uuid;

const FORM: &str = "application/x-www-form-urlencoded";

fn raw(
    who: &Client,
    method: Method,
    path: &str,
    kind: &str,
    body: impl Into<Body>,
) -> Request<Body> {
    who.request(method, path)
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin")
        .body(body.into())
        .unwrap()
}

async fn organizer() -> (World, Client, [String; 2]) {
    let world = World::new().await;
    let p = world.province().await;
    let hoa = world.staff("hoa", Role::Organizer, p.a.pioneers).await;
    let units = [p.a.pioneers, p.a.chi_doi_4a].map(|unit| unit.to_string());
    (world, hoa, units)
}

#[tokio::test]
async fn what_nobody_can_see_is_not_kept() {
    let (world, hoa, [host, guests]) = organizer().await;
    let id = ActivityId(Uuid::now_v7()).to_string();
    let title = "Sinh\u{0} hoạt \u{202e}tối\u{202c}\u{7} nay\u{200b}";
    let form = [
        ("id", id.as_str()),
        ("host", &host),
        ("kind", "pioneer_meeting"),
        ("held_on", "2026-10-12"),
        ("title", title),
        ("note", "một\u{0} hai"),
        ("targets", &guests),
    ];
    hoa.post("/hoat-dong", &form).await.is(303);
    let kept = world.db().query("select title, note from activity");
    let (title, note): (String, String) = kept.one().await.unwrap();
    assert_eq!(
        (title.as_str(), note.as_str()),
        ("Sinh hoạt tối nay", "một hai")
    );
    // In the place of a code, a name, a file name, an address.
    world
        .browser()
        .post("/", &[("ma", "K7M4\u{0}2XQA")])
        .await
        .is(303);
    let form = [("username", "ho\u{0}a"), ("password", "x\u{0}y")];
    world.browser().post("/dang-nhap", &form).await.is(422);
    let file = ("file", "D\u{0}S\u{202e}.xlsx", &b"khong phai"[..]);
    let head = world.browser();
    head.upload("/nhap-danh-sach", &[("school", &host)], file)
        .await;
    for path in [
        "/hoc/B%001",
        "/a/x%00.css",
        "/bai-hoc/B%0a4",
        "/bai-hoc?tim=%00",
    ] {
        let answer = hoa.get(path).await.is(404);
        assert!(answer.text().contains("Không"), "{path}");
    }
}

#[tokio::test]
async fn what_the_framework_refuses_is_said_in_our_words() {
    let (_world, hoa, _) = organizer().await;
    let words = [
        (
            "GET",
            "/lop/khong-phai-id",
            FORM,
            "",
            404,
            "Không tìm thấy trang này",
        ),
        (
            "GET",
            "/hoat-dong/1%2f2",
            FORM,
            "",
            404,
            "Không tìm thấy trang này",
        ),
        (
            "POST",
            "/lop/khong-phai-id/cua",
            FORM,
            "",
            422,
            "Chưa có gì thay đổi",
        ),
        (
            "POST",
            "/dang-nhap",
            "text/plain",
            "a=b",
            422,
            "Chưa có gì thay đổi",
        ),
        (
            "POST",
            "/nhap-danh-sach",
            "multipart/form-data",
            "x",
            422,
            "Chưa có gì thay đổi",
        ),
        ("DELETE", "/lop", FORM, "", 405, "Không tìm thấy trang này"),
    ];
    for (method, path, kind, body, status, says) in words {
        let method: Method = method.parse().unwrap();
        let answer = hoa
            .send(raw(&hoa, method, path, kind, body))
            .await
            .is(status)
            .says(says);
        let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
        assert_eq!(kind, "text/html; charset=utf-8", "{path}");
    }
    let much = raw(
        &hoa,
        Method::POST,
        "/hoat-dong",
        FORM,
        "x=".to_owned() + &"a".repeat(70_000),
    );
    hoa.send(much)
        .await
        .is(413)
        .says("Nội dung gửi lên quá lớn");
    // In a child's room a child is spoken to.
    let answer = hoa
        .send(raw(&hoa, Method::PUT, "/hoc/B4", FORM, ""))
        .await
        .is(405);
    answer.says("Không phải tại em đâu");
}

#[tokio::test]
async fn islands_are_answered_in_json_that_says_the_right_thing() {
    let (world, hoa, _) = organizer().await;
    let roll = json!({ "activity": Uuid::now_v7(), "unit": Uuid::now_v7(), "taps": [], "confirmed": false });
    let out = world
        .browser()
        .call("/api/diem-danh", &roll)
        .await
        .is(401)
        .json();
    assert_eq!(
        out["error"],
        "Phiên đăng nhập đã hết. Hãy đăng nhập lại rồi làm tiếp."
    );
    for body in ["", "{", "[1,2]", "{\"activity\":\"\\u0000\"}"] {
        let answer = hoa
            .send(raw(
                &hoa,
                Method::POST,
                "/api/diem-danh",
                "application/json",
                body,
            ))
            .await
            .is(422);
        assert!(
            answer.json()["error"]
                .as_str()
                .unwrap()
                .contains("Chưa có gì thay đổi"),
            "{body}"
        );
    }
    let answer = hoa
        .send(raw(&hoa, Method::POST, "/api/ket-qua", "text/plain", "{}"))
        .await
        .is(422);
    answer.json();
    let answer = hoa
        .send(raw(&hoa, Method::GET, "/api/ket-qua", "text/plain", ""))
        .await
        .is(405);
    assert!(answer.headers.contains_key(header::ALLOW));
    answer.json();
}

/// Somebody sends a class to another site: nothing of the address comes from there.
#[tokio::test]
async fn no_link_is_built_from_a_foreign_host() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    for (host, shown) in [("192.168.1.5:8080", true), ("evil.example", false)] {
        let asked = async |path: &str| {
            let mut request = raw(&lesson.teacher, Method::GET, path, FORM, "");
            request
                .headers_mut()
                .insert(header::HOST, host.parse().unwrap());
            let answer = lesson.teacher.send(request).await;
            answer.text() + answer.location()
        };
        for path in [
            format!("/lop/{}/the", lesson.p.a.class_4a),
            "/dang-nhap".to_owned(),
            "/".to_owned(),
        ] {
            assert!(!asked(&path).await.contains("evil"), "{path}");
        }
        let page = asked(&lesson.panel()).await;
        assert_eq!(page.contains(host), shown, "{host}");
    }
}

/// A mistake of ours in one handler costs one request: a page with a reference, and the next one is answered as ever.
#[tokio::test]
async fn a_panic_costs_one_request() {
    use axum::routing::get;
    use tower::ServiceExt;
    async fn broken() -> &'static str {
        panic!("a mistake with Nguyễn Văn An in it")
    }
    let world = World::new().await;
    let table = lachan::routes::table()
        .route("/hong", get(broken))
        .route("/hoc/hong", get(broken));
    let router = lachan::routes::guarded(table, world.app.clone());
    let ask = async |path: &str| {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    for (path, says) in [
        ("/hong", "Mã tra cứu"),
        ("/hoc/hong", "Không phải tại em đâu"),
    ] {
        let (status, page) = ask(path).await;
        assert_eq!(status, 500);
        assert!(page.contains(says) && !page.contains("Nguyễn"), "{page}");
        assert_eq!(ask("/").await.0, 200);
    }
}

/// What is somebody else's and what does not exist leave at the same tick.
#[tokio::test]
async fn not_there_takes_as_long_as_not_yours() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    for id in [p.b.class_4a.0, Uuid::now_v7()] {
        let begun = std::time::Instant::now();
        lan.get(&format!("/lop/{id}")).await.is(404);
        assert!(begun.elapsed() >= std::time::Duration::from_millis(20));
    }
}
