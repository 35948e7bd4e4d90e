//! Text that has broken other programs, in every field that is kept or said again: it is refused in words, or it stands there as the letters
//! it is and does nothing.

use super::import::upload;
use crate::support::{
    World,
    client::{Answer, Client},
    places::Province,
};
use calamine::{Reader, Xlsx};
use lachan::{report, service::roster_file};
use lachan_core::{
    actor::Role,
    words::{tidy, visible},
};
use std::io::Cursor;
use uuid::Uuid;

/// Stands in every piece of code below: where it becomes the name of an attribute or the content of a script, the code would run.
const MARK: &str = "xss9";

const CODE: &[&str] = &[
    "<script>xss9()</script>",
    "<ScRiPt src=//xss9.test></sCrIpT>",
    "</script><script>xss9()</script>",
    "</title><script>xss9()</script>",
    "</textarea><script>xss9()</script>",
    "</option></select><img src=x onerror=xss9()>",
    "<img src=x onerror=xss9()>",
    "<img src=x onerror=\"xss9()\">",
    "<svg onload=xss9()>",
    "<svg><script>xss9()</script></svg>",
    "<math><mtext></mtext><script>xss9()</script>",
    "<iframe src=javascript:xss9()>",
    "<a href=javascript:xss9()>x</a>",
    "<body onload=xss9()>",
    "<details open ontoggle=xss9()>",
    "<style>@import'//xss9.test'</style>",
    "<link rel=stylesheet href=//xss9.test>",
    "<base href=//xss9.test>",
    "<meta http-equiv=refresh content='0;//xss9.test'>",
    "<form action=//xss9.test><input type=submit>",
    "<!--<script>xss9()</script>-->",
    "<![CDATA[<script>xss9()</script>]]>",
    "<leptos-island data-component=xss9>",
    "\" onmouseover=xss9() x=\"",
    "\"><script>xss9()</script>",
    "' onfocus=xss9() autofocus x='",
    "'><script>xss9()</script>",
    "` onclick=xss9() `",
    "\" autofocus onfocus=xss9()//",
    "\"/onpointerrawupdate=xss9()//",
    "javascript:xss9()",
    "JaVaScRiPt:xss9()",
    "data:text/html,<script>xss9()</script>",
    "&lt;script&gt;xss9()&lt;/script&gt;",
    "&#60;script&#62;xss9()&#60;/script&#62;",
    "%3Cscript%3Exss9()%3C/script%3E",
    "%253Cscript%253Exss9()",
    "\\u003cscript\\u003exss9()",
    "\\x3cscript\\x3exss9()",
    "＜script＞xss9()＜/script＞",
    "<script\u{0}>xss9()</script>",
    "<\u{0}script>xss9()</script>",
    "<scr\u{200b}ipt>xss9()</scr\u{200b}ipt>",
    "{{xss9()}}",
    "{{constructor.constructor('xss9()')()}}",
    "${xss9()}",
    "#{xss9()}",
    "<%= xss9() %>",
    "{% xss9() %}",
    "[[xss9()]]",
    "*{xss9()}",
    "onerror=xss9()",
    "eval('xss9()')",
    "xss9'); drop table pupil; --",
    "<div style=\"background:url(javascript:xss9())\">",
    "<a href=\"\u{1}javascript:xss9()\">x</a>",
    "<a href=\"java\tscript:xss9()\">x</a>",
    "<noscript><p title=\"</noscript><img src=x onerror=xss9()>\">",
    "<template><script>xss9()</script></template>",
    "<object data=//xss9.test>",
    "<embed src=//xss9.test>",
    "<video><source onerror=xss9()>",
    "<input onfocus=xss9() autofocus>",
    "<x onclick=xss9()>",
    "<plaintext>xss9",
    "<table background=javascript:xss9()>",
];

const TEXT: &[&str] = &[
    "' or '1'='1",
    "' or 1=1 --",
    "'; drop table pupil; --",
    "\"; drop table pupil; --",
    "1; select pg_sleep(10)",
    "' union select secret from pupil --",
    "') or ('1'='1",
    "$1",
    "?1",
    ":name",
    "%",
    "_",
    "%%",
    "\\",
    "\\'",
    "''",
    "\"\"",
    "NULL",
    "null",
    "undefined",
    "None",
    "true",
    "NaN",
    "0",
    "-1",
    "1e999",
    "0x7fffffff",
    "999999999999999999999999999999",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=HYPERLINK(\"http://x\",\"y\")",
    "=cmd|'/c calc'!A0",
    "../../../../etc/passwd",
    "..\\..\\secret.key",
    "C:\\lachan.db",
    "file:///etc/passwd",
    "${jndi:ldap://x}",
    "%s%n%x%d",
    "\r\nSet-Cookie: x=y",
    "a\r\nLocation: //x",
    "\u{1b}[31mđỏ\u{1b}[0m",
    "a\nb\tc",
    "\u{feff}An",
    "\u{202e}nA",
    "\u{2066}An\u{2069}",
    "A\u{200b}n",
    "Nguyễn Thị Ánh",
    "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh",
    "H’Hen Niê",
    "Y Moan Ênuôl",
    "Đặng Ðức",
    "ⁿᵘˡˡ",
    "𝓛𝓪𝓷",
    "👩‍🏫",
    "👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
    "z\u{335}\u{33f}\u{346}\u{351}a\u{335}\u{33f}l\u{335}\u{33f}g\u{335}\u{33f}o",
    "表ポあA鷗Œé",
    "مرحبا",
    "שלום",
    "Ａｎ",
    "ﷺ",
    "ß",
    "İ",
    "ǅ",
    "🇻🇳",
    "\u{ad}An",
];

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

/// The beginnings a spreadsheet takes for a formula, a command or a field of its own.
const FORMULAS: [&str; 16] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "=HYPERLINK(\"http://x.test\";\"Trường\")",
    "=cmd|'/c calc'!A0",
    "=DDE(\"cmd\";\"/c calc\";\"x\")",
    "=WEBSERVICE(\"http://x.test/\"&A1)",
    "=IMPORTXML(\"http://x.test\";\"//a\")",
    " =1+1",
    "'=1+1",
    "\"=1+1\"",
    ";=1+1",
    "＝1+1",
    "＋1+1",
    "{=1+1}",
];

/// Every export: the report and the list of wrong rows. A cell is the letters somebody typed, and comes back as them.
#[tokio::test]
async fn no_export_has_a_formula() {
    let world = World::new().await;
    let p = world.province().await;
    for text in FORMULAS {
        let mut tx = world.db().begin().await.unwrap();
        tx.query("update unit set name = $1, short_name = $1 where id = $2 or id = $3")
            .bind(text.to_owned())
            .bind(p.a.id)
            .bind(p.a.class_4a)
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let officer = world
            .staff(
                &format!("so.{}", Uuid::now_v7().simple())[..30],
                Role::DepartmentOfficer,
                p.department,
            )
            .await;
        let mut cells = Vec::new();
        for unit in [p.a.id, p.department, p.commune] {
            let file = officer
                .get(&format!("/bao-cao/{unit}/bao-cao.xlsx"))
                .await
                .is(200);
            cells.extend(texts(&file.body));
        }
        let reading = world.read(p.a.class_4a, "2026-M10").await;
        cells.extend(texts(
            &report::workbook(&reading, world.clock.now()).unwrap(),
        ));
        let named = cells.iter().filter(|cell| cell.contains(text)).count();
        assert!(
            named >= 3,
            "{text:?} stands in {named} cells of {}",
            cells.len()
        );
    }
    world
        .sql("update unit set name = '4A', short_name = '4A' where code = 'A-4A'")
        .await;
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(["Mã HS", "Họ và tên", "Ngày sinh", "Lớp"])
        .unwrap();
    for text in FORMULAS {
        list.write_record(["", text, "", "4A"]).unwrap();
        list.write_record(["", "Trần Thị Bình", text, "4A"])
            .unwrap();
    }
    let preview = upload(&head, p.a.id, &list.into_inner().unwrap()).await;
    let file = head.get(&format!("{preview}/dong-loi.xlsx")).await.is(200);
    let cells = texts(&file.body);
    let (headings, today) = (&world.app.content.headings, world.clock.today());
    let again = roster_file::reading(&file.body, headings, today).unwrap();
    assert_eq!(again.refused.len(), 2 * FORMULAS.len(), "none was lost");
    for text in FORMULAS {
        let same = |cell: &str| cell.trim() == text.trim();
        let there = cells.iter().filter(|cell| same(cell)).count();
        let sent = FORMULAS.iter().filter(|other| same(other)).count();
        assert_eq!(there, 2 * sent, "{text:?}");
    }
}

/// The cells of a workbook, once it is sure that none is a formula.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
        let range = book.worksheet_range(&name).unwrap();
        cells.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            calamine::Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    cells
}

/// One name in every way it comes: in pieces, with marks nobody sees, with the Ð of old keyboards.
#[tokio::test]
async fn one_name_however_it_is_written() {
    let world = World::new().await;
    let (headings, today) = (&world.app.content.headings, world.clock.today());
    const NAMES: [&str; 20] = [
        "Nguyễn Văn An",
        "Đặng Thị Đào",
        "Trần Thị Ánh Tuyết",
        "Lý",
        "H'Hen Niê",
        "Y Moan Ênuôl",
        "Ksor H'Lia",
        "A Lăng Thị Ý",
        "Giàng A Páo",
        "Thào Seo Sùng",
        "Sùng Thị Mỷ",
        "Vừ A Dính",
        "Quách Thị Ngọc Quỳnh",
        "Phạm Nguyễn Hoàng Uyên Phương",
        "Nông Đức Ước",
        "K'Brêu",
        "Thạch Thị Sa Rinh",
        "Ngô Ưu Ái",
        "Bùi Thị Ỷ Lan",
        "Võ Hữu Nghĩa",
    ];
    let in_pieces = |name: &str| -> String {
        use unicode_normalization::UnicodeNormalization;
        name.nfd().collect()
    };
    let ways: [(&str, Box<dyn Fn(&str) -> String>); 7] = [
        ("as it is", Box::new(str::to_owned)),
        ("in pieces", Box::new(in_pieces)),
        (
            "with Ð",
            Box::new(|name| name.replace('Đ', "Ð").replace('đ', "ð")),
        ),
        (
            "wide spaces",
            Box::new(|name| name.replace(' ', "\u{a0} \u{3000}")),
        ),
        (
            "zero width",
            Box::new(|name| name.replace(' ', "\u{200b} \u{feff}")),
        ),
        ("around", Box::new(|name| format!("\t {name} \u{a0}"))),
        ("other quotes", Box::new(|name| name.replace('\'', "’"))),
    ];
    let mut tried = 0;
    for name in NAMES {
        for (how, way) in &ways {
            tried += 1;
            let list = format!("Họ và tên,Lớp\n\"{}\",4A\n", way(name));
            let read = roster_file::reading(list.as_bytes(), headings, today);
            let read = read.unwrap_or_else(|why| panic!("{name} {how}: {why}"));
            let found: Vec<_> = read.listed.iter().map(|child| &child.full_name).collect();
            let [found] = found[..] else {
                panic!("{name} {how}: {:?}", read.refused);
            };
            let same = match *how {
                "other quotes" => name.replace('\'', "’"),
                _ => name.to_owned(),
            };
            assert_eq!(*found, same, "{how}");
            let bare: String = lachan_core::names::search_key(name);
            assert!(lachan_core::names::matches(
                &lachan_core::names::search_key(found),
                &bare
            ));
        }
    }
    println!("{tried} ways");
    // Another alphabet that looks the same, marks of direction, pictures, numbers and letters without end are no name.
    for strange in [
        "Nguyễn Văn Аn",
        "Νguyễn Văn An",
        "Nguyễn \u{202e}nA",
        "\u{2067}An\u{2069}",
        "Nguyễn Văn 👦",
        "An 🇻🇳",
        "𝓛𝓪𝓷",
        "مرحبا",
        "张伟",
        "An2",
        "An\u{7f}",
        "<b>An</b>",
        &"An ".repeat(60),
    ] {
        let list = format!("Họ và tên,Lớp\n\"{strange}\",4A\n");
        let read = roster_file::reading(list.as_bytes(), headings, today).unwrap();
        let short: String = strange.chars().take(20).collect();
        assert!(read.listed.is_empty(), "{short}");
        assert_eq!(read.refused.len(), 1, "{short}");
    }
    let endless = format!("Họ và tên,Lớp\n{},4A\n", "An ".repeat(40_000));
    let refused = roster_file::reading(endless.as_bytes(), headings, today).unwrap_err();
    assert!(refused.contains("quá dài"), "{refused}");
}
