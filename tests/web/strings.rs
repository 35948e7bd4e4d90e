//! Text that has broken other programs, in every field that is kept or said again: it is refused in words, or it stands there as the letters
//! it is and does nothing.

use super::hostile_text::{CODE, MARK, TEXT};
use crate::support::{
    World,
    client::{Answer, Client},
    places::Province,
};
use lachan_core::{
    actor::Role,
    words::{tidy, visible},
};
use uuid::Uuid;

/// All of them.
fn all() -> impl Iterator<Item = &'static str> {
    CODE.iter().chain(TEXT).copied()
}

/// Where the mark stands in a page as something that would run: outside the text and the quoted values of attributes.
fn runs(page: &str) -> Option<String> {
    let mut rest = page;
    let around = |rest: &str| Some(rest.chars().take(160).collect());
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            if inside.contains(MARK) {
                return around(rest);
            }
            rest = after;
            continue;
        }
        let (mut quote, mut bare, mut end) = (None, String::new(), rest.len());
        let mut value = String::new();
        for (at, c) in rest.char_indices().skip(1) {
            match quote {
                Some(q) if c == q => {
                    let link = value.trim_start().to_lowercase();
                    let leads = ["href=", "src=", "action="];
                    let leads = leads.iter().any(|name| bare.ends_with(name));
                    if leads && (link.starts_with("javascript:") || link.starts_with("data:")) {
                        return around(rest);
                    }
                    quote = None;
                }
                Some(_) => value.push(c),
                None if c == '"' || c == '\'' => {
                    quote = Some(c);
                    value.clear();
                }
                None if c == '>' => {
                    end = at + 1;
                    break;
                }
                None => bare.push(c),
            }
        }
        if bare.contains(MARK) {
            return around(rest);
        }
        let name: String = bare
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        rest = &rest[end..];
        if name == "script" || name == "style" {
            let close = format!("</{name}");
            let (inside, after) = rest.split_once(&close).unwrap_or((rest, ""));
            if inside.contains(MARK) {
                return around(inside);
            }
            rest = after;
        }
    }
    None
}

/// What a reader sees of a page: its escapes undone.
fn read(page: &str) -> String {
    page.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The fields that take any words.
const TEXTS: [&str; 8] = [
    "full_name",
    "title",
    "place",
    "note",
    "name-0",
    "title-0",
    "room-0",
    "name",
];

/// One person with a form, and the page on which what it keeps is shown.
struct Form {
    name: &'static str,
    who: Client,
    to: String,
    fields: Vec<(&'static str, String)>,
    /// The fields that are tried, one after the other.
    tried: &'static [&'static str],
    /// Empty for where the answer leads.
    shown: String,
}

async fn forms(world: &World, p: &Province) -> Vec<Form> {
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let text = |text: &str| text.to_owned();
    let school = format!("/don-vi/{}", p.a.id);
    vec![
        Form {
            name: "colleague",
            who: head.clone(),
            to: format!("{school}/nguoi"),
            fields: vec![
                ("full_name", text("Cô Mai")),
                ("username", text("NEW")),
                ("role", text("teacher")),
                ("unit", p.a.class_4a.to_string()),
            ],
            tried: &["full_name", "username", "role", "unit"],
            shown: school.clone(),
        },
        Form {
            name: "activity",
            who: lan.clone(),
            to: text("/hoat-dong"),
            fields: vec![
                ("id", text("NEW-ID")),
                ("host", p.a.chi_doi_4a.to_string()),
                ("targets", p.a.chi_doi_4a.to_string()),
                ("kind", text("pioneer_meeting")),
                ("title", text("Sinh hoạt")),
                ("held_on", text("2026-10-14")),
                ("starts_at", text("")),
                ("place", text("")),
                ("note", text("")),
            ],
            tried: &[
                "title",
                "place",
                "note",
                "kind",
                "held_on",
                "starts_at",
                "targets",
            ],
            shown: String::new(),
        },
        Form {
            name: "contact",
            who: head,
            to: format!("{school}/dau-moi"),
            fields: vec![
                ("name-0", text("Cô Lan")),
                ("title-0", text("Cô tư vấn")),
                ("room-0", text("")),
                ("phone-0", text("")),
            ],
            tried: &["name-0", "title-0", "room-0", "phone-0"],
            shown: format!("{school}/dau-moi"),
        },
        Form {
            name: "unit",
            who: admin,
            to: format!("/don-vi/{}/them", p.department),
            fields: vec![
                ("kind", text("commune")),
                ("name", text("Xã Mới")),
                ("code", text("NEW")),
            ],
            tried: &["name", "code", "kind"],
            shown: String::new(),
        },
        Form {
            name: "assignment",
            who: lan,
            to: text("/lop/giao-bai"),
            fields: vec![
                ("lop", p.a.class_4a.to_string()),
                ("module", text("B2")),
                ("from", text("2026-10-12")),
                ("to", text("2026-10-30")),
                ("mode", text("device")),
            ],
            tried: &["module", "from", "to", "mode"],
            shown: text("/lop"),
        },
    ]
}

impl Form {
    async fn send(&self, field: &str, typed: &str, n: usize) -> Answer {
        let fields: Vec<(&str, String)> = self
            .fields
            .iter()
            .map(|(name, value)| match value.as_str() {
                _ if *name == field => (*name, typed.to_owned()),
                "NEW" => (*name, format!("moi{n}")),
                "NEW-ID" => (*name, Uuid::now_v7().to_string()),
                _ => (*name, value.clone()),
            })
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.who.post(&self.to, &fields).await
    }
}

#[tokio::test]
async fn what_is_typed_stays_text() {
    let world = World::new().await;
    let p = world.province().await;
    let (mut sent, mut kept, mut wrong) = (0, 0, Vec::new());
    for form in forms(&world, &p).await {
        for field in form.tried {
            // A field that only takes what its list has needs fewer.
            let is_text = TEXTS.contains(field);
            for typed in all().step_by(if is_text { 1 } else { 5 }) {
                sent += 1;
                let what = format!("{} {field} {typed:?}", form.name);
                let answer = form.send(field, typed, sent).await;
                let status = answer.status.as_u16();
                let mut page = answer.text();
                if let Some(found) = runs(&page) {
                    wrong.push(format!("{what} runs in the answer: {found}"));
                }
                match status {
                    200 | 303 => {
                        let shown = match form.shown.is_empty() {
                            true => answer.location().to_owned(),
                            false => form.shown.clone(),
                        };
                        page = form.who.get(&shown).await.text();
                        if let Some(found) = runs(&page) {
                            wrong.push(format!("{what} runs where it is shown: {found}"));
                        }
                        let letters = tidy(&visible(typed));
                        if is_text && !letters.is_empty() && !read(&page).contains(&letters) {
                            wrong.push(format!("{what} is kept and stands nowhere"));
                        }
                        kept += 1;
                    }
                    403 | 404 | 422 => {}
                    other => wrong.push(format!("{what}: {other}")),
                }
            }
        }
    }
    // What is only looked for, or said again on a page that was not filled in rightly.
    let admin = world.staff("tim", Role::Admin, p.department).await;
    let lan = world.staff("tim.lan", Role::Teacher, p.a.class_4a).await;
    for typed in all() {
        let query = serde_urlencoded::to_string([("", typed)]).unwrap();
        for (who, path) in [
            (&lan, "/bai-hoc?tim"),
            (&lan, "/hoat-dong?thang"),
            (&lan, "/hoat-dong/moi?loai"),
            (&admin, "/quan-tri/nhat-ky?nguoi"),
            (&admin, "/quan-tri/nhat-ky?tu"),
            (&admin, "/quan-tri/nhat-ky?viec"),
            (&lan, "/dang-nhap?next"),
            (&lan, "/?ma"),
        ] {
            sent += 1;
            let page = who.get(&format!("{path}{query}")).await;
            let found = runs(&page.text());
            if found.is_some() || page.status.is_server_error() {
                wrong.push(format!("{path} {typed:?}: {} {found:?}", page.status));
            }
        }
        for (path, field) in [("/dang-nhap", "username"), ("/", "ma"), ("/the", "the")] {
            sent += 1;
            let page = world.browser().post(path, &[(field, typed)]).await;
            let found = runs(&page.text());
            if found.is_some() || page.status.is_server_error() {
                wrong.push(format!("{path} {typed:?}: {} {found:?}", page.status));
            }
        }
    }
    println!("{} strings, {sent} times, {kept} kept", all().count());
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    assert!(all().count() >= 134 && kept > 500, "{kept} of {sent}");
}

/// The control: code that is not made text is seen.
#[test]
fn code_in_a_page_is_seen() {
    for code in [
        "<p><script>xss9()</script></p>",
        "<p title=\"a\" onclick=xss9()>",
        "<a href=\"javascript:xss9()\">",
        "<img src=x onerror=xss9()>",
        "<style>xss9</style>",
    ] {
        assert!(runs(code).is_some(), "{code}");
    }
    assert_eq!(
        runs("<p title=\"<script>xss9\">&lt;script&gt;xss9()</p>"),
        None
    );
}
