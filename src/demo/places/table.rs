//! Which schools stand where, and how many children sit in their classes.

use lachan_core::units::{Relation, UnitKind};

const COMMUNES: &str = include_str!("../../../content/demo/communes-hung-yen-2025.csv");

/// A unit as it stands in the table below: code, kind, name, what it is under, and its school.
pub(super) struct TableLine(
    pub(super) &'static str,
    pub(super) UnitKind,
    pub(super) &'static str,
    pub(super) Option<(&'static str, Relation)>,
    pub(super) Option<&'static str>,
);

/// `#code` is a commune's name in the list.
pub(super) const TABLE: [TableLine; 13] = {
    use Relation::{Professional as Education, Youth};
    use UnitKind::*;
    [
        TableLine("TINH", Province, "Tỉnh Hưng Yên", None, None),
        TableLine(
            "SO",
            Department,
            "Sở Giáo dục và Đào tạo",
            Some(("TINH", Education)),
            None,
        ),
        TableLine(
            "TDOAN",
            ProvinceYouth,
            "Tỉnh đoàn Hưng Yên",
            Some(("TINH", Youth)),
            None,
        ),
        TableLine("XA1", Commune, "#11953", Some(("SO", Education)), None),
        TableLine("XA2", Commune, "#11977", Some(("SO", Education)), None),
        TableLine(
            "DX1",
            CommuneYouth,
            "Đoàn #11953",
            Some(("TDOAN", Youth)),
            None,
        ),
        TableLine(
            "DX2",
            CommuneYouth,
            "Đoàn #11977",
            Some(("TDOAN", Youth)),
            None,
        ),
        TableLine(
            "TH1",
            School,
            "Trường Tiểu học Hoa Sen",
            Some(("XA1", Education)),
            None,
        ),
        TableLine(
            "LD-TH1",
            Pioneers,
            "Liên đội Trường Tiểu học Hoa Sen",
            Some(("DX1", Youth)),
            Some("TH1"),
        ),
        TableLine(
            "THCS1",
            School,
            "Trường THCS Cây Đa",
            Some(("XA2", Education)),
            None,
        ),
        TableLine(
            "LD-THCS1",
            Pioneers,
            "Liên đội Trường THCS Cây Đa",
            Some(("DX2", Youth)),
            Some("THCS1"),
        ),
        // A THPT school answers to the Sở itself, its Đoàn trường to the Đoàn of the commune.
        TableLine(
            "THPT1",
            School,
            "Trường THPT Bình Minh",
            Some(("SO", Education)),
            None,
        ),
        TableLine(
            "DT-THPT1",
            SchoolYouth,
            "Đoàn Trường THPT Bình Minh",
            Some(("DX1", Youth)),
            Some("THPT1"),
        ),
    ]
};

pub(super) const THCS: [(&str, usize); 8] = [
    ("6A", 41),
    ("6B", 40),
    ("7A", 38),
    ("7B", 39),
    ("8A", 37),
    ("8B", 36),
    ("9A", 35),
    ("9B", 36),
];

pub(super) const THPT: [(&str, usize); 6] = [
    ("10A1", 42),
    ("10A2", 41),
    ("11A1", 40),
    ("11A2", 40),
    ("12A1", 39),
    ("12A2", 38),
];

/// Puts the name of a commune where its code stands: alone as it is, inside a name in small letters.
pub(super) fn with_commune(name: &str) -> anyhow::Result<String> {
    let Some((before, code)) = name.split_once('#') else {
        return Ok(name.to_owned());
    };
    let mut rows = csv::Reader::from_reader(COMMUNES.as_bytes());
    for row in rows.records() {
        let row = row?;
        if row.get(0) == Some(code) {
            let commune = row.get(1).unwrap_or_default();
            return Ok(match before {
                "" => commune.to_owned(),
                _ => format!(
                    "{before}{}",
                    commune
                        .replacen("Phường", "phường", 1)
                        .replacen("Xã", "xã", 1)
                ),
            });
        }
    }
    anyhow::bail!("no commune has the code {code}")
}
