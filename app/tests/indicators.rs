//! The table of docs/indicators.md is what the entries of the indicators say, and every text of theirs is there.

use lachan_app::text::{has, t};
use lachan_core::{report::Indicator, units::Line};

fn row(indicator: Indicator) -> String {
    let by: Vec<String> = indicator.by.iter().map(|by| t(by.key())).collect();
    let lines = match indicator.lines {
        [] => "nội bộ",
        [Line::Education] => "Sở",
        [Line::Youth] => "Tỉnh đoàn",
        _ => "Sở, Tỉnh đoàn",
    };
    let cells = [
        indicator.code.to_owned(),
        t(&indicator.key()),
        t(indicator.unit),
        t(&indicator.part_key()),
        indicator.whole_key().map_or("–".to_owned(), |key| t(&key)),
        by.join(", "),
        lines.to_owned(),
        if indicator.is_monthly() { "có" } else { "" }.to_owned(),
        if indicator.is_counted() { "" } else { "chưa" }.to_owned(),
    ];
    let cells = cells.map(|cell| format!(" {cell}").trim_end().to_owned());
    format!("|{} |", cells.join(" |"))
}

#[test]
fn the_table_of_the_docs_is_what_the_program_says() {
    let heads = "| mã | chỉ số | đơn vị | tử số | mẫu số | phân tổ | văn bản của | bản tháng | số liệu |\n|---|---|---|---|---|---|---|---|---|";
    let rows: Vec<String> = Indicator::ALL.into_iter().map(row).collect();
    let table = format!("{heads}\n{}", rows.join("\n"));
    let printed = include_str!("../../docs/indicators.md");
    assert!(
        printed.contains(&table),
        "docs/indicators.md should have this table:\n{table}"
    );
}

#[test]
fn every_text_of_an_indicator_is_there() {
    for indicator in Indicator::ALL {
        let keys = [indicator.key(), indicator.part_key()];
        let keys = keys.into_iter().chain(indicator.whole_key());
        for key in keys {
            assert!(has(&key), "{key}");
        }
        let whole = format!("indicator-{}-whole", indicator.code);
        assert_eq!(has(&whole), indicator.whole_key().is_some(), "{whole}");
    }
}
