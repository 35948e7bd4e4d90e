//! Behind the one proxy that ends TLS: cookies nobody else can set, plain connections refused by the browser, and tries counted by whoever
//! asks, not by the proxy.

use super::signin::try_with;
use crate::support::{World, client::Client, door::PASSWORD};
use axum::{
    body::Body,
    http::{Method, header},
};
use lachan_core::door::Limit;
use std::net::{IpAddr, SocketAddr};

const PROXY: [u8; 4] = [10, 0, 0, 5];

/// A world as people reach it over a proxy.
async fn behind(public_url: &str) -> World {
    let (folder, postgres, mut config) = World::empty().await;
    config.public_url = Some(public_url.to_owned());
    config.trusted_proxy = Some(IpAddr::from(PROXY));
    World::over(folder, postgres, config).await
}

/// Every `Set-Cookie` of somebody's way from the sign-in page to the first page and out again.
async fn cookies(world: &World) -> Vec<String> {
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    let lan = world.browser();
    let mut set = Vec::new();
    let mut keep = |answer: &crate::support::client::Answer| {
        let all = answer.headers.get_all(header::SET_COOKIE).iter();
        set.extend(all.map(|value| value.to_str().unwrap().to_owned()));
    };
    keep(&lan.get("/dang-nhap").await.is(200));
    keep(&try_with(&lan, "lan", PASSWORD).await.is(303));
    lan.get("/lop").await.is(200);
    keep(&lan.post("/dang-xuat", &[]).await.is(303));
    assert!(lan.get("/lop").await.status != 200, "signed out");
    set
}

#[tokio::test]
async fn over_tls_every_cookie_belongs_to_this_host_alone() {
    let set = cookies(&behind("https://lachan.test").await).await;
    assert!(set.len() >= 3, "{set:?}");
    for cookie in &set {
        assert!(cookie.starts_with("__Host-lachan"), "{cookie}");
        for attribute in ["; Path=/", "; HttpOnly", "; SameSite=", "; Secure"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    // Without TLS no browser would keep such a cookie.
    let plain = cookies(&behind("http://lachan.test").await).await;
    assert_eq!(plain.len(), set.len());
    for cookie in &plain {
        assert!(
            cookie.starts_with("lachan") && !cookie.contains("Secure"),
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn over_tls_a_browser_is_told_to_stay_there() {
    for (url, told) in [("https://lachan.test", true), ("http://lachan.test", false)] {
        let world = behind(url).await;
        for path in ["/", "/khong-co", "/healthz", "/dang-nhap"] {
            let answer = world.browser().get(path).await;
            let said = answer.headers.get("strict-transport-security");
            assert_eq!(said.is_some(), told, "{path}");
            if let Some(said) = said {
                assert_eq!(said, "max-age=31536000; includeSubDomains");
            }
        }
    }
}

/// Tries a password as the proxy hands it on for an address.
async fn try_from(who: &Client, for_address: &str) -> String {
    let request = who
        .request(Method::POST, "/dang-nhap")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", for_address);
    let body = Body::from("username=lan&password=sai");
    who.send(request.body(body).unwrap()).await.is(422).text()
}

#[tokio::test]
async fn tries_are_counted_by_whoever_the_proxy_speaks_for() {
    let world = behind("https://lachan.test").await;
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    let from = |address: [u8; 4]| {
        let mut browser = world.browser();
        browser.address = SocketAddr::from((address, 50_000));
        browser
    };
    let waits = |said: String| said.contains("Hãy đợi");
    for n in 0..=Limit::STAFF_AT_ADDRESS.free {
        assert!(!waits(try_from(&from(PROXY), "203.0.113.9").await), "{n}");
    }
    assert!(waits(try_from(&from(PROXY), "203.0.113.9").await));
    // What a browser claims before the proxy's own word changes nothing, and another household is another.
    assert!(waits(
        try_from(&from(PROXY), "198.51.100.1, 203.0.113.9").await
    ));
    assert!(!waits(try_from(&from(PROXY), "203.0.113.10").await));
    // From anybody else the header is believed in nothing: it is the caller who is counted.
    let stranger = [198, 51, 100, 77];
    for n in 0..=Limit::STAFF_AT_ADDRESS.free {
        let claimed = format!("203.0.113.{}", 100 + n);
        assert!(!waits(try_from(&from(stranger), &claimed).await), "{n}");
    }
    assert!(waits(try_from(&from(stranger), "203.0.113.200").await));
}
