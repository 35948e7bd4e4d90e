//! Nobody is led away from this site, told something in our name by a header of their own, or given a page that was made for somebody else.

use super::rights::routes;
use crate::support::{World, client::Answer, door::PASSWORD};
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Method, header},
};
use futures_util::future::join_all;
use lachan_core::actor::Role;

/// Addresses that browsers take for another site, or that end a header.
const AWAY: [&str; 24] = [
    "//evil.test",
    "//evil.test/lop",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/\r\n/evil.test",
    "\t//evil.test",
    " //evil.test",
    "\u{a0}//evil.test",
    "https://evil.test/",
    "https:evil.test",
    "HTTPS://evil.test",
    "http:/\\evil.test",
    "javascript:alert('evil.test')",
    "data:text/html,evil.test",
    "/%2f/evil.test/../..//evil.test",
    ".evil.test",
    "@evil.test",
    "/lop\r\nSet-Cookie: evil.test=1",
    "/lop\r\n\r\n<p>evil.test",
];

/// The names of parameters that lead somewhere, ours and those of others.
const NAMES: [&str; 14] = [
    "next", "url", "to", "back", "return", "redirect", "goto", "dest", "continue", "vi", "ve",
    "hd", "lop", "xong",
];

/// Whether an answer leads away or carries a header that somebody else wrote.
fn away(answer: &Answer) -> bool {
    let to = answer.location().as_bytes();
    let leads = !to.is_empty() && (to[0] != b'/' || matches!(to.get(1), Some(b'/' | b'\\')));
    let carries = |(name, value): (&HeaderName, &HeaderValue)| {
        let evil = value.as_bytes().windows(9).any(|word| word == b"evil.test");
        // A wish that stays here may be said again, escaped, inside an address of ours.
        evil && *name != header::LOCATION
    };
    leads || answer.headers.iter().any(carries)
}

#[tokio::test]
async fn nobody_is_led_away() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    world.account("mai", lesson.p.a.class_4b).await;
    let admin = world
        .staff("quan.tri", Role::Admin, lesson.p.department)
        .await;
    let (mut tried, mut redirects, mut wrong) = (0, 0, Vec::new());
    for (turn, wish) in AWAY.into_iter().enumerate() {
        let fields = [("username", "mai"), ("password", PASSWORD), ("next", wish)];
        let answer = world.browser().post("/dang-nhap", &fields).await.is(303);
        tried += 1;
        if away(&answer) {
            wrong.push(format!("sign-in, {wish:?}: {}", answer.location()));
        }
        let query: Vec<_> = NAMES.iter().map(|name| (*name, wish)).collect();
        let query = serde_urlencoded::to_string(query).unwrap();
        let fields: Vec<_> = NAMES.iter().map(|name| (*name, wish)).collect();
        // What is left of a path is the wish itself, as an address would carry it.
        let escaped = serde_urlencoded::to_string([("", wish)]).unwrap();
        let people = [&lesson.teacher, &admin, &world.browser()];
        let asked = routes()
            .into_iter()
            .enumerate()
            .map(async |(n, (method, path))| {
                let path = path
                    .replace("{id}", &lesson.p.a.class_4a.to_string())
                    .replace("{module}", "B4")
                    .replace("{code}", "B4");
                let mut filled = String::new();
                for part in path.split_inclusive(['{', '}']) {
                    match part.strip_suffix('}') {
                        Some(_) => filled += escaped.trim_start_matches('='),
                        None => filled += part.trim_end_matches('{'),
                    }
                }
                let filled = format!("{filled}?{query}");
                // Whoever leaves is led to the door from then on.
                let who = match path.as_str() {
                    "/dang-xuat" | "/tai-khoan/dang-xuat-het" | "/thoat" => people[2],
                    _ => people[(n + turn) % 3],
                };
                let answer = match method {
                    "GET" => who.get(&filled).await,
                    _ => who.post(&filled, &fields).await,
                };
                (format!("{method} {filled}"), answer)
            });
        for (what, answer) in join_all(asked).await {
            tried += 1;
            redirects += usize::from(answer.status.is_redirection());
            if away(&answer) || answer.status.is_server_error() {
                wrong.push(format!(
                    "{what}: {} to {}",
                    answer.status,
                    answer.location()
                ));
            }
        }
    }
    println!("{tried} tried, {redirects} led somewhere");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(redirects > 500, "only {redirects} led anywhere");
}

/// Headers with which a proxy or a cache has been made to believe things.
const BELIEVED: [(&str, &str); 20] = [
    ("x-forwarded-host", "evil.test"),
    ("x-forwarded-server", "evil.test"),
    ("x-forwarded-proto", "evil.test"),
    ("x-forwarded-scheme", "nothttps"),
    ("x-forwarded-port", "1337"),
    ("x-forwarded-prefix", "//evil.test"),
    ("x-forwarded-for", "evil.test"),
    ("forwarded", "host=evil.test;proto=http"),
    ("x-host", "evil.test"),
    ("x-original-url", "/quan-tri?evil.test"),
    ("x-rewrite-url", "/quan-tri?evil.test"),
    ("x-original-host", "evil.test"),
    ("x-http-method-override", "DELETE"),
    ("x-http-method", "PUT"),
    ("x-method-override", "POST"),
    ("x-wap-profile", "http://evil.test"),
    ("referer", "http://evil.test/"),
    ("accept-language", "evil.test"),
    ("user-agent", "evil.test<script>"),
    ("cookie", "evil.test=1; lang=evil.test"),
];

#[tokio::test]
async fn a_header_of_ones_own_changes_nothing_for_anybody() {
    let world = World::new().await;
    world.province().await;
    let pages = [
        "/",
        "/dang-nhap",
        "/can-giup",
        "/can-giup/nguoi-lon",
        "/thoi-khoa-bieu",
        "/the",
        "/khong-co",
        "/healthz",
    ];
    for path in pages {
        let ask = async |header: Option<(&str, &str)>| {
            let browser = world.browser();
            let mut request = browser
                .request(Method::GET, path)
                .body(Body::empty())
                .unwrap();
            if let Some((name, value)) = header {
                let name = HeaderName::try_from(name).unwrap();
                request.headers_mut().insert(name, value.parse().unwrap());
            }
            browser.send(request).await
        };
        let told = |answer: &Answer| {
            // The signed name of a new browser stands in a cookie, and is another each time.
            let mut headers: Vec<_> = answer
                .headers
                .iter()
                .filter(|(name, _)| {
                    !matches!(**name, header::SET_COOKIE | header::CONTENT_SECURITY_POLICY)
                })
                .map(|(name, value)| format!("{name}: {value:?}"))
                .collect();
            headers.sort();
            (headers, answer.without_nonce())
        };
        let plain = ask(None).await;
        for (name, value) in BELIEVED {
            let answer = ask(Some((name, value))).await;
            assert_eq!(answer.status, plain.status, "{path} with {name}");
            assert_eq!(told(&answer), told(&plain), "{path} with {name}");
        }
        // A page is nobody's to keep; what may be kept says what it depends on.
        let kept = plain.headers[header::CACHE_CONTROL].to_str().unwrap();
        assert!(kept.contains("no-store"), "{path}: {kept}");
    }
}

/// A page whose address looks like a file's, as a cache might take it for one, is still kept by nobody.
#[tokio::test]
async fn a_page_is_not_taken_for_a_file() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    for tail in [
        "/a.css",
        "%2fa.css",
        ";a.css",
        "/..%2fa.css",
        ".css",
        "%3fa.css",
        "%23.css",
    ] {
        let path = format!("/lop/{}{tail}", lesson.p.a.class_4a);
        let answer = lesson.teacher.get(&path).await.is(404);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{tail}");
    }
}
