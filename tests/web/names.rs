//! One name, in every way a list can have it; and what is no name.

use crate::support::World;
use lachan::service::roster_file;

/// How a name is written.
type Way = fn(&str) -> String;

fn in_pieces(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().collect()
}

/// In pieces, with marks nobody sees, with the Ð of old keyboards.
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
    let ways: [(&str, Way); 7] = [
        ("as it is", str::to_owned),
        ("in pieces", in_pieces),
        ("with Ð", |name| name.replace('Đ', "Ð").replace('đ', "ð")),
        ("wide spaces", |name| name.replace(' ', "\u{a0} \u{3000}")),
        ("zero width", |name| name.replace(' ', "\u{200b} \u{feff}")),
        ("around", |name| format!("\t {name} \u{a0}")),
        ("other quotes", |name| name.replace('\'', "’")),
    ];
    let mut tried = 0;
    for name in NAMES {
        for (how, way) in &ways {
            tried += 1;
            let list = format!("Họ và tên,Lớp\n\"{}\",4A\n", way(name));
            let read = roster_file::reading(list.as_bytes(), headings, today);
            let read = read.unwrap_or_else(|why| panic!("{name} {how}: {why}"));
            let found: Vec<_> = read
                .listed
                .iter()
                .map(|child| child.details.full_name.as_str())
                .collect();
            let [found] = found[..] else {
                panic!("{name} {how}: {:?}", read.refused);
            };
            let same = match *how {
                "other quotes" => name.replace('\'', "’"),
                _ => name.to_owned(),
            };
            assert_eq!(found, same, "{how}");
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
