//! What is behind everything: quiet shapes in the colours of the page, light and dark.

use super::{area::Area, text};
use lachan_core::picture::Ground;
use std::fmt::Write;

/// Width and height of a picture.
pub const WIDE: f32 = 320.0;
pub const HIGH: f32 = 200.0;

/// Where a class writes on its board.
pub const BOARD_WORDS: Area = Area {
    x: 100.0,
    y: 14.0,
    w: 120.0,
    h: 52.0,
};

/// Where feet stand for somebody in the middle distance.
pub const FLOOR: f32 = 186.0;

/// What stands before a ground, so that nothing peeps out half covered from behind it.
pub struct Before {
    /// Cards and machines.
    pub shown: Vec<Area>,
    /// Bubbles: they may cover a window, but not half of a written word.
    pub said: Vec<Area>,
}

/// Something of a ground that is left out where it would only be half seen.
struct Ornament {
    at: Area,
    /// Whether it carries words.
    written: bool,
    drawing: &'static str,
}

/// Draws the ground; `beyond` is the other place of a picture that shows two, `board` is written where a classroom has its board.
pub fn draw(
    out: &mut String,
    ground: Ground,
    beyond: Option<Ground>,
    board: Option<&str>,
    before: &Before,
) {
    place(out, ground, board, before);
    if let Some(ground) = beyond {
        let (half, middle) = (WIDE / 2.0, WIDE / 2.0);
        let _ = write!(
            out,
            r#"<svg x="{middle}" width="{half}" height="{HIGH}" viewBox="{middle} 0 {half} {HIGH}">"#
        );
        place(out, ground, None, before);
        let _ = write!(
            out,
            r#"</svg><path class="s-between" d="M{middle} 0v{HIGH}"/>"#
        );
    }
    if let Some(words) = board {
        let size = 11.5;
        let lines = text::lines(words, size, 128.0);
        let y = 40.0 - lines.len() as f32 * size * 1.25 / 2.0 + size * 0.95;
        text::block(out, &lines, 160.0, y, size, "s-chalk");
    }
}

fn place(out: &mut String, ground: Ground, board: Option<&str>, before: &Before) {
    let (bare, ornaments) = parts(ground);
    out.push_str(bare);
    let hidden = |at: &Area, by: &[Area]| by.iter().any(|area| area.overlap(at) > 0.0);
    for ornament in ornaments {
        let unreadable = ornament.written && hidden(&ornament.at, &before.said);
        if !unreadable && !hidden(&ornament.at, &before.shown) {
            out.push_str(ornament.drawing);
        }
    }
    let empty = ground == Ground::Class && !hidden(&BOARD_AT, &before.shown);
    if board.is_some() || empty {
        out.push_str(BOARD);
    }
}

/// The wall and floor of a ground, and what may be left out.
fn parts(ground: Ground) -> (&'static str, &'static [Ornament]) {
    match ground {
        Ground::Paper => (PAPER, &[]),
        Ground::Class => (CLASS, &[LEFT_WINDOW, RIGHT_WINDOW]),
        Ground::Yard => (YARD, &[]),
        Ground::Home => (HOME, &[PAINTING]),
        Ground::Bedroom => (BEDROOM, &[]),
        Ground::Bathroom => (BATHROOM, &[]),
        Ground::Street => (STREET, &[]),
        Ground::Gate => (GATE, &[SCHOOL_NAME]),
        Ground::Park => (PARK, &[]),
        Ground::Clinic => (CLINIC, &[MEDICINES, CROSS]),
        Ground::Market => (MARKET, &[]),
        Ground::Office => (OFFICE, &[OFFICE_WINDOW, BOOKS, PLANT]),
        Ground::Hall => (HALL, &[PINBOARD]),
        Ground::Field => (FIELD, &[GOAL]),
        Ground::Bus => (BUS, &[]),
        Ground::Night => (NIGHT, &[]),
        Ground::Camp => (CAMP, &[]),
        Ground::Pool => (POOL, &[]),
        Ground::Kitchen => (KITCHEN, &[KITCHEN_WINDOW]),
        Ground::Library => (LIBRARY, &[]),
        Ground::Living => (LIVING, &[]),
    }
}

const BOARD_AT: Area = area(84.0, 8.0, 152.0, 66.0);
const BOARD: &str = r##"<rect x="84" y="8" width="152" height="64" rx="4" class="s-wood"/><rect x="88" y="12" width="144" height="56" rx="2" class="s-board"/><path class="s-wood" d="M100 70h120v4H100z"/>"##;
const PAPER: &str = r##"<path class="s-paper" d="M0 0h320v200H0z"/><path class="s-leaf-ground" d="M0 178q80-10 160-2t160-6v30H0z"/>"##;
const CLASS: &str = r##"<path class="s-wall" d="M0 0h320v140H0z"/><path class="s-floor" d="M0 140h320v60H0z"/><path class="s-skirting" d="M0 136h320v5H0z"/>"##;
const YARD: &str = r##"<path class="s-sky" d="M0 0h320v130H0z"/><path class="s-house" d="M34 58h252v74H34z"/><path class="s-roof" d="M26 48h268l6 12H20z"/><path class="s-pane" d="M48 70h22v18H48zM82 70h22v18H82zM116 70h22v18h-22zM184 70h22v18h-22zM218 70h22v18h-22zM252 70h22v18h-22zM48 100h22v18H48zM82 100h22v18H82zM218 100h22v18h-22zM252 100h22v18h-22z"/><path class="s-door" d="M146 92h30v40h-30z"/><path class="s-pole" d="M159.5 8h2v40h-2z"/><path fill="#D7263D" d="M161.5 9h24v15h-24z"/><path fill="#FFCC4D" d="m173.5 11.5 1.3 3.3h3.5l-2.8 2.1 1 3.4-3-2-3 2 1-3.4-2.8-2.1h3.5z"/><path class="s-ground" d="M0 130h320v70H0z"/><path class="s-grass" d="M0 128h320v9q-80 5-160 0T0 137z"/>"##;
const HOME: &str = r##"<path class="s-wall-warm" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/><g class="s-frame"><rect x="22" y="20" width="66" height="62" rx="3"/></g><path class="s-pane" d="M27 25h26v24H27zM57 25h26v24H57zM27 53h26v24H27zM57 53h26v24H57z"/><path class="s-curtain" d="M16 14h78v6H16zM16 20h13q2 30-6 60h-7zM94 20v60h-7q-8-30-6-60z"/><ellipse class="s-rug" cx="160" cy="184" rx="128" ry="13"/>"##;
const BEDROOM: &str = r##"<path class="s-wall-cool" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/><g class="s-frame"><rect x="128" y="16" width="64" height="60" rx="3"/></g><path class="s-pane" d="M133 21h25v23h-25zM162 21h25v23h-25zM133 48h25v23h-25zM162 48h25v23h-25z"/><path class="s-curtain" d="M122 10h76v6h-76zM122 16h12q2 30-5 60h-7zM198 16v60h-7q-7-30-5-60z"/><path class="s-wood" d="M214 92h8v68h-8zM306 104h8v56h-8z"/><path class="s-bed" d="M216 120h92v30h-92z"/><rect class="s-pillow" x="222" y="108" width="32" height="18" rx="7"/><path class="s-blanket" d="M246 116h56q6 0 6 6v30h-62z"/><ellipse class="s-rug" cx="120" cy="184" rx="92" ry="12"/>"##;
const BATHROOM: &str = r##"<path class="s-wall-cool" d="M0 0h320v142H0z"/><path class="s-tile" d="M0 36h320M0 72h320M0 108h320M40 0v142M80 0v142M120 0v142M160 0v142M200 0v142M240 0v142M280 0v142"/><path class="s-floor-cool" d="M0 142h320v58H0z"/><g class="s-frame"><rect x="26" y="30" width="44" height="52" rx="22"/></g><rect class="s-pane" x="31" y="35" width="34" height="42" rx="17"/><path class="s-shelf" d="M20 94h56v5H20z"/><path fill="#77B255" d="M30 84h8v10h-8z"/><path fill="#F4900C" d="M42 80h6v14h-6z"/><path fill="#55ACEE" d="M54 86h12v8H54z"/>"##;
const STREET: &str = r##"<path class="s-sky" d="M0 0h320v120H0z"/><path class="s-house" d="M6 40h58v84H6zM250 34h64v90h-64z"/><path class="s-house2" d="M70 58h48v66H70zM190 52h54v72h-54z"/><path class="s-roof" d="M2 40l33-20 33 20zM246 34l36-20 36 20zM66 58l28-16 28 16zM186 52l31-18 31 18z"/><path class="s-pane" d="M16 54h14v16H16zM40 54h14v16H40zM80 70h12v14H80zM98 70h12v14H98zM200 66h13v15h-13zM222 66h13v15h-13zM262 52h16v17h-16zM290 52h16v17h-16z"/><path class="s-door" d="M28 92h16v32H28zM276 90h18v34h-18zM88 98h13v26H88zM210 98h14v26h-14z"/><path class="s-path" d="M0 122h320v78H0z"/><path class="s-kerb" d="M0 120h320v6H0z"/>"##;
const GATE: &str = r##"<path class="s-sky" d="M0 0h320v126H0z"/><path class="s-house" d="M60 58h200v72H60z"/><path class="s-roof" d="M54 50h212l6 10H48z"/><path class="s-pane" d="M74 72h20v16H74zM108 72h20v16h-20zM192 72h20v16h-20zM226 72h20v16h-20zM74 98h20v16H74zM226 98h20v16h-20z"/><path class="s-wall" d="M0 92h44v40H0zM276 92h44v40h-44z"/><path class="s-roof" d="M0 88h44v5H0zM276 88h44v5h-44z"/><path class="s-post" d="M40 54h18v80H40zM262 54h18v80h-18z"/><path class="s-roof" d="M36 48h26v7H36zM258 48h26v7h-26z"/><path class="s-sign" d="M58 34h204v20H58z"/><path class="s-ground" d="M0 130h320v70H0z"/>"##;
const PARK: &str = r##"<path class="s-sky" d="M0 0h320v128H0z"/><circle class="s-sun" cx="276" cy="34" r="17"/><path class="s-cloud" d="M44 40a11 11 0 0 1 0-22 15 15 0 0 1 28-2 12 12 0 0 1 1 24zM178 32a8 8 0 0 1 0-16 11 11 0 0 1 21-1 9 9 0 0 1 1 17z"/><path class="s-hill" d="M0 130V104q46-26 96 0t104-6 120 6v26z"/><path class="s-grass" d="M0 126h320v74H0z"/><path class="s-path" d="M118 200q30-44 12-74h26q30 36 52 74z"/>"##;
const CLINIC: &str = r##"<path class="s-wall-mint" d="M0 0h320v142H0z"/><path class="s-floor-cool" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/>"##;
const MARKET: &str = r##"<path class="s-sky" d="M0 0h320v126H0z"/><path class="s-awning1" d="M0 30h84l8 22H0zM228 30h92v22h-100z"/><path class="s-awning2" d="M14 30h14l-2 22H10zM42 30h14l4 22H44zM242 30h16l-2 22h-18zM276 30h16l4 22h-18z"/><path class="s-wood" d="M4 52h5v76H4zM80 52h5v76h-5zM228 52h5v76h-5zM312 52h5v76h-5z"/><path class="s-counter" d="M0 96h90v34H0zM224 96h96v34h-96z"/><g><circle cx="14" cy="91" r="6" fill="#E8832A"/><circle cx="27" cy="91" r="6" fill="#E8832A"/><circle cx="40" cy="91" r="6" fill="#77B255"/><circle cx="53" cy="91" r="6" fill="#77B255"/><circle cx="66" cy="91" r="6" fill="#DD2E44"/><circle cx="79" cy="91" r="6" fill="#DD2E44"/><circle cx="240" cy="91" r="6" fill="#F6C945"/><circle cx="253" cy="91" r="6" fill="#F6C945"/><circle cx="266" cy="91" r="6" fill="#9268CA"/><circle cx="279" cy="91" r="6" fill="#9268CA"/><circle cx="292" cy="91" r="6" fill="#77B255"/><circle cx="305" cy="91" r="6" fill="#77B255"/></g><path class="s-ground" d="M0 128h320v72H0z"/>"##;
const OFFICE: &str = r##"<path class="s-wall-warm" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/><ellipse class="s-rug" cx="160" cy="184" rx="120" ry="12"/>"##;
const HALL: &str = r##"<path class="s-wall" d="M0 0h320v140H0z"/><path class="s-wall-low" d="M0 92h320v48H0z"/><path class="s-floor-cool" d="M0 140h320v60H0z"/><path class="s-skirting" d="M0 136h320v5H0z"/><path class="s-door" d="M22 40h46v96H22zM252 40h46v96h-46z"/><path class="s-pane" d="M32 50h26v26H32zM262 50h26v26h-26z"/><circle cx="61" cy="94" r="2.5" fill="#FFCC4D"/><circle cx="259" cy="94" r="2.5" fill="#FFCC4D"/>"##;
const FIELD: &str = r##"<path class="s-sky" d="M0 0h320v112H0z"/><path class="s-cloud" d="M60 36a10 10 0 0 1 0-20 14 14 0 0 1 26-2 11 11 0 0 1 1 22z"/><path class="s-hill" d="M0 112V92q60-20 120 0t120-4 80 4v20z"/><path class="s-grass" d="M0 108h320v92H0z"/><path fill="none" class="s-line-white" d="M0 128h320M160 128v72M116 164a44 20 0 0 1 88 0 44 20 0 0 1-88 0"/>"##;
const BUS: &str = r##"<path class="s-wall" d="M0 0h320v200H0z"/><path class="s-sky" d="M10 18h92v66H10zM114 18h92v66h-92zM218 18h92v66h-92z"/><path class="s-hill" d="M10 84V70q46-18 92-2v16zM114 84V66q46-10 92 4v14zM218 84V72q46-20 92-4v16z"/><path class="s-pole" d="M0 8h320v4H0z"/><path class="s-wall-low" d="M0 98h320v48H0z"/><path class="s-floor-cool" d="M0 146h320v54H0z"/><g class="s-seat"><rect x="6" y="96" width="44" height="52" rx="9"/><rect x="270" y="96" width="44" height="52" rx="9"/></g><g class="s-seat2"><rect x="2" y="138" width="52" height="18" rx="7"/><rect x="266" y="138" width="52" height="18" rx="7"/></g>"##;
const NIGHT: &str = r##"<path class="s-night" d="M0 0h320v200H0z"/><path class="s-moon" d="M278 18a20 20 0 1 0 16 34 17 17 0 0 1-16-34Z"/><g class="s-stars"><circle cx="30" cy="26" r="1.6"/><circle cx="84" cy="14" r="1.2"/><circle cx="132" cy="36" r="1.6"/><circle cx="196" cy="18" r="1.4"/><circle cx="226" cy="52" r="1.2"/><circle cx="58" cy="58" r="1.2"/></g><path class="s-night-ground" d="M0 152q80-12 160-2t160-4v54H0z"/>"##;
const CAMP: &str = r##"<path class="s-sky" d="M0 0h320v126H0z"/><circle class="s-sun" cx="40" cy="34" r="15"/><path class="s-hill" d="M0 130V92q40-34 84-6t84-14 84 8 68-12v62z"/><path class="s-grass" d="M0 124h320v76H0z"/><path fill="#F4A93C" d="M236 126l36-56 36 56z"/><path fill="#D9822B" d="M262 126l10-30 10 30z"/><path fill="#5BA7DB" d="M14 128l30-46 30 46z"/><path fill="#3B7EA1" d="M36 128l8-24 8 24z"/>"##;
const POOL: &str = r##"<path class="s-wall-cool" d="M0 0h320v96H0z"/><path class="s-pane" d="M14 14h84v44H14zM118 14h84v44h-84zM222 14h84v44h-84z"/><path fill="#7CC4E8" d="M0 96h320v58H0z"/><path fill="none" class="s-line-white" d="M0 112h320M0 130h320"/><g fill="#E0645C"><circle cx="20" cy="112" r="3"/><circle cx="100" cy="112" r="3"/><circle cx="180" cy="112" r="3"/><circle cx="260" cy="112" r="3"/></g><path class="s-floor-cool" d="M0 154h320v46H0z"/><path class="s-kerb" d="M0 150h320v6H0z"/>"##;
const KITCHEN: &str = r##"<path class="s-wall-mint" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-counter" d="M0 100h150v42H0z"/><path class="s-shelf" d="M0 94h154v7H0z"/><path class="s-frame" d="M12 20h58v40H12zM76 20h58v40H76z"/><path class="s-pole" d="M64 38h2v8h-2zM80 38h2v8h-2zM40 112h2v16h-2zM108 112h2v16h-2z"/><rect x="22" y="78" width="34" height="16" rx="3" fill="#8C99A3"/><path fill="#66757F" d="M18 76h42v4H18z"/><path fill="#E8832A" d="M92 84h10v10H92z"/><path fill="#77B255" d="M108 80h9v14h-9z"/>"##;
const LIBRARY: &str = r##"<path class="s-wall" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/><path class="s-wood" d="M10 16h120v122H10zM212 16h98v122h-98z"/><path class="s-wall-warm" d="M16 22h108v30H16zM16 60h108v30H16zM16 98h108v34H16zM218 22h86v30h-86zM218 60h86v30h-86zM218 98h86v34h-86z"/><path fill="#E0645C" d="M22 26h9v26h-9zM60 64h10v26H60zM96 104h9v28h-9zM226 28h9v24h-9zM270 66h9v24h-9z"/><path fill="#55ACEE" d="M34 30h8v22h-8zM24 66h9v24h-9zM30 104h10v28H30zM252 26h10v26h-10zM228 104h9v28h-9z"/><path fill="#77B255" d="M46 26h10v26H46zM86 62h9v28h-9zM62 102h9v30h-9zM284 30h9v22h-9zM244 64h10v26h-10z"/><path fill="#F6C945" d="M84 28h9v24h-9zM42 66h8v24h-8zM110 106h9v26h-9zM262 104h10v28h-10z"/>"##;
const LIVING: &str = r##"<path class="s-wall-warm" d="M0 0h320v142H0z"/><path class="s-floor" d="M0 142h320v58H0z"/><path class="s-skirting" d="M0 138h320v5H0z"/><g class="s-frame"><rect x="20" y="20" width="60" height="44" rx="2"/></g><path class="s-pane" d="M25 25h50v34H25z"/><path class="s-hill" d="M25 56q12-18 24-8t26-10v21H25z"/><g class="s-seat"><rect x="180" y="86" width="128" height="46" rx="10"/><rect x="170" y="100" width="22" height="46" rx="9"/><rect x="296" y="100" width="22" height="46" rx="9"/></g><g class="s-seat2"><rect x="188" y="116" width="54" height="26" rx="6"/><rect x="246" y="116" width="54" height="26" rx="6"/></g><path class="s-curtain" d="M104 14h54v5h-54z"/><path class="s-pane" d="M110 22h42v52h-42z"/><ellipse class="s-rug" cx="150" cy="184" rx="120" ry="13"/>"##;

const fn area(x: f32, y: f32, w: f32, h: f32) -> Area {
    Area { x, y, w, h }
}

const PAINTING: Ornament = Ornament {
    at: area(238.0, 28.0, 44.0, 34.0),
    written: false,
    drawing: r##"<g class="s-frame"><rect x="238" y="28" width="44" height="34" rx="2"/></g><path class="s-pane" d="M242 32h36v26h-36z"/><path class="s-hill" d="M242 58q9-16 18-8t18-6v14z"/>"##,
};

const SCHOOL_NAME: Ornament = Ornament {
    at: area(112.0, 36.0, 96.0, 16.0),
    written: true,
    drawing: r##"<text class="s-sign-text" x="160" y="48.5" font-size="12">TRƯỜNG HỌC</text>"##,
};

const MEDICINES: Ornament = Ornament {
    at: area(20.0, 22.0, 58.0, 64.0),
    written: false,
    drawing: r##"<rect class="s-frame" x="20" y="22" width="58" height="64" rx="4"/><path class="s-shelf" d="M20 52h58v3H20z"/><path fill="#77B255" d="M28 38h9v14h-9z"/><path fill="#F4900C" d="M42 34h9v18h-9z"/><path fill="#55ACEE" d="M56 40h14v12H56zM28 68h14v12H28z"/><path fill="#E0709A" d="M48 64h8v16h-8z"/>"##,
};

const CROSS: Ornament = Ornament {
    at: area(246.0, 22.0, 50.0, 50.0),
    written: false,
    drawing: r##"<rect class="s-frame" x="246" y="22" width="50" height="50" rx="8"/><path fill="#E0645C" d="M266 31h10v11h11v10h-11v11h-10V52h-11V42h11z"/>"##,
};

const OFFICE_WINDOW: Ornament = Ornament {
    at: area(122.0, 18.0, 76.0, 60.0),
    written: false,
    drawing: r##"<g class="s-frame"><rect x="122" y="18" width="76" height="60" rx="3"/></g><path class="s-pane" d="M127 23h31v50h-31zM162 23h31v50h-31z"/>"##,
};

const BOOKS: Ornament = Ornament {
    at: area(16.0, 14.0, 58.0, 52.0),
    written: false,
    drawing: r##"<path class="s-shelf" d="M16 34h58v4H16zM16 62h58v4H16z"/><path fill="#77B255" d="M22 16h7v18h-7zM46 44h7v18h-7z"/><path fill="#F4A93C" d="M31 20h6v14h-6zM55 48h6v14h-6z"/><path fill="#55ACEE" d="M39 14h8v20h-8zM22 46h8v16h-8z"/><path fill="#B48AD6" d="M49 18h6v16h-6zM32 42h7v20h-7z"/>"##,
};

const PLANT: Ornament = Ornament {
    at: area(244.0, 78.0, 52.0, 64.0),
    written: false,
    drawing: r##"<path class="s-wood" d="M258 120h26l-3 22h-20z"/><path fill="#5C9E4C" d="M271 122c-4-18-18-22-26-22 2 12 12 20 26 22Zm0 0c0-20 12-28 24-30 1 14-8 26-24 30Zm-1 0c-6-14-4-32 4-42 6 12 6 28-4 42Z"/>"##,
};

const PINBOARD: Ornament = Ornament {
    at: area(112.0, 26.0, 96.0, 50.0),
    written: false,
    drawing: r##"<rect class="s-frame" x="112" y="26" width="96" height="50" rx="3"/><path fill="#F6C945" d="M122 34h22v16h-22z"/><path fill="#8CCDB9" d="M150 36h20v30h-20z"/><path fill="#9BC4E2" d="M176 34h24v18h-24z"/><path fill="#F2A6B8" d="M124 54h20v14h-20z"/>"##,
};

const GOAL: Ornament = Ornament {
    at: area(232.0, 62.0, 72.0, 54.0),
    written: false,
    drawing: r##"<path fill="none" class="s-goal" d="M232 116V62h72v54M244 62v50M256 62v50M268 62v50M280 62v50M292 62v50M232 76h72M232 90h72M232 104h72"/>"##,
};

const KITCHEN_WINDOW: Ornament = Ornament {
    at: area(206.0, 22.0, 74.0, 58.0),
    written: false,
    drawing: r##"<g class="s-frame"><rect x="206" y="22" width="74" height="58" rx="3"/></g><path class="s-pane" d="M211 27h30v48h-30zM245 27h30v48h-30z"/>"##,
};

const LEFT_WINDOW: Ornament = Ornament {
    at: area(12.0, 18.0, 52.0, 58.0),
    written: false,
    drawing: r##"<rect class="s-frame" x="12" y="18" width="52" height="58" rx="3"/><path class="s-pane" d="M16 22h20v23h-20zM40 22h20v23h-20zM16 49h20v23h-20zM40 49h20v23h-20z"/>"##,
};

const RIGHT_WINDOW: Ornament = Ornament {
    at: area(256.0, 18.0, 52.0, 58.0),
    written: false,
    drawing: r##"<rect class="s-frame" x="256" y="18" width="52" height="58" rx="3"/><path class="s-pane" d="M260 22h20v23h-20zM284 22h20v23h-20zM260 49h20v23h-20zM284 49h20v23h-20z"/>"##,
};
