//! Things: from the set where it has them in a friendly shape, else of our own, all in a box of 36 × 36.

use super::{faces, sheet::Sheet, text::n};
use crate::parts::graphic::inner;
use lachan_core::picture::{Character, Thing};
use std::fmt::Write;
use twemoji_assets::svg::{SvgTwemojiAsset, codes::*};

/// Where the drawing of a thing comes from.
enum Drawing {
    Set(&'static SvgTwemojiAsset),
    /// The same, its black a little lighter on a dark page, where it would not be seen.
    Black(&'static SvgTwemojiAsset),
    Own(&'static str),
    /// A telephone number on a round sign.
    Number(&'static str),
    /// The head of somebody.
    Head(Character),
}

/// Draws a thing with its corner at `x`, `y`.
pub fn thing(out: &mut String, sheet: &mut Sheet, thing: Thing, x: f32, y: f32, size: f32) {
    let Some(drawing) = drawing(thing.word()) else {
        return;
    };
    let _ = write!(
        out,
        r#"<g transform="translate({} {}) scale({:.3})">"#,
        n(x),
        n(y),
        size / 36.0
    );
    match drawing {
        Drawing::Set(asset) => {
            let _ = write!(out, r##"<use href="#{}"/>"##, sheet.graphic(asset));
        }
        Drawing::Black(asset) => {
            let id = id(thing);
            let body = || inner(asset).replace("#31373D", "var(--black)");
            sheet.drawing(&id, body);
            let _ = write!(out, r##"<use href="#{id}"/>"##);
        }
        Drawing::Own(body) => {
            let id = id(thing);
            sheet.drawing(&id, || body.to_owned());
            let _ = write!(out, r##"<use href="#{id}"/>"##);
        }
        Drawing::Number(number) => {
            let _ = write!(
                out,
                r#"<rect class="s-number" x="1" y="6" width="34" height="24" rx="12"/><text class="s-on-number" x="18" y="23.5" font-size="15">{number}</text>"#
            );
        }
        Drawing::Head(kind) => faces::portrait(out, sheet, kind),
    }
    out.push_str("</g>");
}

fn id(thing: Thing) -> String {
    let at = Thing::ALL.iter().position(|word| *word == thing.word());
    format!("o-{}", at.unwrap_or_default())
}

// Each graphic is linked by its own constant: a look-up by name would link all ten megabytes of the set.
fn drawing(word: &str) -> Option<Drawing> {
    use Drawing::*;
    Some(match word {
        "nhà" => Set(&U_1F3E0),
        "trường" => Set(&U_1F3EB),
        "ủy ban" => Set(&U_1F3DB),
        "bệnh viện" => Set(&U_1F3E5),
        "cây" => Set(&U_1F333),
        "cửa" => Set(&U_1F6AA),
        "cửa sổ" => Set(&U_1FA9F),
        "bàn" => Own(TABLE),
        "bàn học" => Own(DESK),
        "ghế" => Set(&U_1FA91),
        "giường" => Set(&U_1F6CF),
        "tủ lạnh" => Own(FRIDGE),
        "xe buýt" => Set(&U_1F68C),
        "ô tô" => Set(&U_1F697),
        "xe đạp" => Set(&U_1F6B2),
        "lều" => Set(&U_26FA),
        "cờ" | "báo cáo" => Set(&U_1F6A9),
        "sạp hàng" => Own(STALL),
        "cầu trượt" => Set(&U_1F6DD),
        "lối ra" => Own(EXIT),
        "điện thoại" => Black(&U_1F4F1),
        "máy tính" => Set(&U_1F4BB),
        "máy tính bảng" => Own(TABLET),
        "máy ảnh" => Black(&U_1F4F7),
        "quà" => Set(&U_1F381),
        "thư" => Set(&U_2709),
        "giấy" => Own(PAPER),
        "bút" => Set(&U_270F),
        "sách" => Set(&U_1F4D5),
        "cặp" => Set(&U_1F392),
        "hòn đá" => Own(STONE),
        "kẹo" => Set(&U_1F36C),
        "đồng xu" => Set(&U_1FA99),
        "cá vàng" => Set(&U_1F420),
        "bồn tắm" => Set(&U_1F6C1),
        "nồi" => Set(&U_1F372),
        "vung nồi" => Own(LID),
        "chậu cá" => Own(FISH_BOWL),
        "chậu tắm bé" => Own(BABY_TUB),
        "người đi xe đạp" => Set(&U_1F6B4),
        "đổ lỗi" => Set(&U_1F449),
        "ghế đá" => Own(BENCH),
        "thẻ úp" => Own(FACE_DOWN),
        "thiệp" => Own(FOLDED),
        "màn hình tắt" => Own(DARK_SCREEN),
        "tủ quần áo" => Own(WARDROBE),
        "khăn" => Own(TOWEL),
        "vali" => Set(&U_1F9F3),
        "bóng" => Own(BALL),
        "gấu bông" => Set(&U_1F9F8),
        "bánh sinh nhật" => Set(&U_1F382),
        "ly nước" => Own(GLASS),
        "tiền" => Set(&U_1F4B5),
        "thẻ game" => Own(GAME_CARD),
        "hộ chiếu" => Own(PASSPORT),
        "hợp đồng" => Set(&U_1F4DC),
        "giấy tờ" => Set(&U_1FAAA),
        "chìa khóa" => Set(&U_1F511),
        "kính lúp" => Set(&U_1F50D),
        "ống nghe" => Black(&U_1FA7A),
        "loa" => Set(&U_1F4E2),
        "ô" => Set(&U_2602),
        "bóng bay" => Set(&U_1F388),
        "băng cứu thương" => Set(&U_1FA79),
        "chó con" => Set(&U_1F436),
        "mèo con" => Own(KITTEN),
        "chuông" => Set(&U_1F514),
        "chuông reo" => Own(RINGING),
        "khiên" => Set(&U_1F6E1),
        "lá chắn" => Own(MARK),
        "khóa" => Set(&U_1F512),
        "tim" => Set(&U_2764),
        "tim vỡ" => Set(&U_1F494),
        "sao" => Set(&U_2B50),
        "bóng đèn" => Set(&U_1F4A1),
        "dấu đúng" => Set(&U_2705),
        "dấu sai" => Own(NOT),
        "dấu hỏi" => Own(QUESTION),
        "dấu than" => Own(NOTICE),
        "cấm" | "chặn" => Set(&U_1F6AB),
        "bàn tay" => Own(PALM),
        "bàn tay dừng" => Own(HALT),
        "bắt tay" => Set(&U_1F91D),
        "vẫy tay" => Own(WAVING),
        "đập tay" => Own(CLAP),
        "cúi chào" => Own(BOWING),
        "ôm" => Set(&U_1FAC2),
        "tai nghe" => Own(HEADSET),
        "tai" => Own(EAR),
        "mắt" => Set(&U_1F440),
        "bong bóng chat" => Own(TALK),
        "nốt nhạc" => Set(&U_1F3B5),
        "đồng hồ" => Own(CLOCK),
        "lịch" => Own(CALENDAR),
        "mặt nạ" => Set(&U_1F3AD),
        "bản đồ" => Own(MAP),
        "vị trí" => Own(PIN),
        "người" => Set(&U_1F464),
        "nhóm người" => Set(&U_1F465),
        "mặt cười" => Set(&U_1F60A),
        "mặt lo" => Set(&U_1F61F),
        "mặt buồn" => Set(&U_1F641),
        "mặt bối rối" => Set(&U_1F615),
        "mặt ngủ" => Own(SLEEP),
        "đèn xanh" => Set(&U_1F7E2),
        "đèn vàng" => Own(YELLOW_LIGHT),
        "đèn đỏ" => Own(RED_LIGHT),
        "đèn giao thông" => Set(&U_1F6A6),
        "cân" => Set(&U_2696),
        "mầm cây" => Set(&U_1F331),
        "mặt trời" => Set(&U_2600),
        "cầu vồng" => Set(&U_1F308),
        "mây" => Set(&U_2601),
        "mưa" => Own(RAIN),
        "gió" => Set(&U_1F4A8),
        "nước" => Set(&U_1F4A7),
        "mặt trăng" => Set(&U_1F319),
        "thùng rác" => Set(&U_1F5D1),
        "lưu" => Own(SAVE),
        "robot" => Set(&U_1F916),
        "ba vòng tròn" => Own(CIRCLES),
        "bàn tay giấy" => Own(PAPER_HAND),
        "số 111" => Number("111"),
        "số 113" => Number("113"),
        "số 115" => Number("115"),
        "danh sách" => Set(&U_1F4CB),
        "cúp" => Set(&U_1F3C6),
        "bánh răng" => Set(&U_2699),
        "mũi tên" => Own(ARROW),
        "vòng phấn" => Own(CHALK),
        "gửi" => Own(SEND),
        "ảnh" => Own(PHOTO),
        "bé gái" => Head(Character::Girl),
        "bé trai" => Head(Character::Boy),
        "học sinh nữ" => Head(Character::SchoolGirl),
        "học sinh nam" => Head(Character::SchoolBoy),
        "mẹ" => Head(Character::Mother),
        "bố" => Head(Character::Father),
        "bà" => Head(Character::Grandmother),
        "ông" => Head(Character::Grandfather),
        "cô giáo" => Head(Character::TeacherWoman),
        "thầy giáo" => Head(Character::TeacherMan),
        "cô y tế" => Head(Character::Nurse),
        "bác sĩ" => Head(Character::DoctorMan),
        "công an" => Head(Character::PoliceMan),
        "cô tư vấn" => Head(Character::Counsellor),
        "người tư vấn 111" => Head(Character::Hotline),
        "cán bộ Đoàn" => Head(Character::YouthMan),
        _ => return None,
    })
}

const TABLE: &str = r##"<path fill="#A9744F" d="M4 18h4v16H4zM28 18h4v16h-4z"/><path fill="#C1946A" d="M1 13h34v5H1z"/>"##;
const DESK: &str = r##"<path fill="#A9744F" d="M4 20h3v15H4zM29 20h3v15h-3z"/><path fill="#B98558" d="M4 20h28v7H4z"/><path fill="#D2A679" d="M1 16h34v4H1z"/>"##;
const FRIDGE: &str = r##"<rect x="7" y="1" width="22" height="33" rx="3" fill="#DCE9EE"/><path fill="#B8CDD6" d="M7 13h22v1.4H7zM10 34h4v2h-4zM22 34h4v2h-4z"/><path stroke="#7F9AA6" stroke-width="1.6" stroke-linecap="round" d="M10.5 6v4M10.5 17v6"/>"##;
const STALL: &str = r##"<path fill="#A9744F" d="M3 12h2.4v23H3zM30.6 12H33v23h-2.4z"/><path fill="#C1946A" d="M2 22h32v9H2z"/><path fill="#E0645C" d="M4 3h28l3 9H1z"/><path fill="#FBF3E4" d="M8.5 3h5L12 12H5.5zM18 3h5l2 9h-6.5z"/><g><circle cx="9" cy="20" r="3" fill="#E8832A"/><circle cx="14" cy="20" r="3" fill="#77B255"/><circle cx="19" cy="20" r="3" fill="#E8832A"/><circle cx="25" cy="20" r="3" fill="#DD2E44"/></g>"##;
const EXIT: &str = r##"<rect x="1" y="5" width="34" height="26" rx="4" fill="#2F8F5B"/><path fill="#fff" d="M21 9h9v18h-9z"/><circle cx="23" cy="18" r="1.2" fill="#2F8F5B"/><path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="M5 18h11M12 13.5l4.5 4.5-4.5 4.5"/>"##;
const TABLET: &str = r##"<rect x="1" y="6" width="34" height="24" rx="3" fill="#3B4A54"/><rect x="4" y="8.5" width="28" height="19" rx="1" fill="#8CCAF7"/><path fill="#77B255" d="M4 22q8-7 15-1t13-2v8.5H4z"/><circle cx="25" cy="13" r="2.5" fill="#FFCC4D"/>"##;
const PAPER: &str = r##"<path fill="#FFFDF6" stroke="#C9CFC4" d="M6 2h17l7 7v25H6z"/><path fill="#DDE3D8" d="M23 2v7h7z"/><path stroke="#A9B5AE" stroke-width="1.6" stroke-linecap="round" d="M10 15h16M10 20h16M10 25h11"/>"##;
const GAME_CARD: &str = r##"<rect x="3" y="8" width="30" height="20" rx="3" fill="#6C7BD0"/><path fill="#fff" opacity=".35" d="M3 13h30v4H3z"/><path fill="#fff" d="M9 21h2v-2h2v2h2v2h-2v2h-2v-2H9z"/><circle cx="23" cy="22" r="1.8" fill="#F6C945"/><circle cx="27" cy="22" r="1.8" fill="#E0645C"/>"##;
const BENCH: &str = r##"<path fill="#A8B0B6" d="M2 17h32v5H2zM5 22h5v8H5zM26 22h5v8h-5z"/><path fill="#C3CACF" d="M2 15h32v3H2z"/>"##;
const FACE_DOWN: &str = r##"<rect x="8" y="4" width="20" height="28" rx="3" fill="#3F8F7A"/><rect x="11" y="7" width="14" height="22" rx="2" fill="none" stroke="#fff" stroke-width="1.5"/><path fill="#fff" d="m18 13 1.5 3.4 3.6.3-2.8 2.3.9 3.6-3.2-2-3.2 2 .9-3.6-2.8-2.3 3.6-.3z"/>"##;
const FOLDED: &str = r##"<path fill="#F7C8D4" d="M4 9l14-3v22L4 31z"/><path fill="#FCE6EC" d="M18 6l14 3v22l-14-3z"/><path fill="#DD2E44" d="M25 16c-2-2.5-5-.6-4 2 .6 1.6 4 4 4 4s3.4-2.4 4-4c1-2.6-2-4.5-4-2z"/>"##;
const DARK_SCREEN: &str = r##"<rect x="9" y="2" width="18" height="32" rx="3" fill="#31373D"/><rect x="11" y="6" width="14" height="23" fill="#151A1D"/><circle cx="18" cy="31.4" r="1.2" fill="#66757F"/>"##;
const WARDROBE: &str = r##"<path fill="#A9774B" d="M5 2h26v30H5z"/><path fill="#C1946A" d="M7 4h10v26H7zM19 4h10v26H19z"/><path fill="#7A5230" d="M6 32h4v3H6zM26 32h4v3h-4z"/><circle cx="15.3" cy="18" r="1" fill="#FFCC4D"/><circle cx="20.7" cy="18" r="1" fill="#FFCC4D"/>"##;
const TOWEL: &str = r##"<path fill="#7FB8DC" d="M8 4h20v28H8z"/><path fill="#fff" opacity=".7" d="M8 9h20v2H8zM8 25h20v2H8z"/><path fill="#66757F" d="M4 3h28v3H4z"/>"##;
const STONE: &str = r##"<path fill="#9AA5AC" d="M2 27c0-8 6-17 15-18 9-1 17 9 17 17 0 6-8 7-16 7S2 33 2 27Z"/><path fill="#B6C0C6" d="M7 24c1-6 5-11 10-11 3 0 4 2 1 4-4 2-6 5-7 8-1 2-4 2-4-1Z"/>"##;
const BALL: &str = r##"<circle cx="18" cy="18" r="16" fill="#F5F8FA" stroke="#CCD6DD"/><path fill="#3B4A54" d="m18 11 6.5 4.7L22 23.5h-8l-2.5-7.8zM15 2.3l3 2.2 3-2.2c-2-.4-4-.4-6 0ZM3 13l.5 4L2 19c-.1-2 .2-4 1-6ZM33 13l-.5 4 1.5 2c.1-2-.2-4-1-6ZM9 30.5l3.5-.5 2.5 3.7c-2.3-.5-4.3-1.6-6-3.2ZM27 30.5l-3.5-.5-2.5 3.7c2.3-.5 4.3-1.6 6-3.2Z"/><path stroke="#3B4A54" d="M18 4.5V11M11.5 15.7 3.5 17M24.5 15.7l8 1.3M14 23.5 12.5 30M22 23.5l1.5 6.5"/>"##;
const GLASS: &str = r##"<path fill="#DCEFF8" d="M8 5h20l-3 28H11z"/><path fill="#F4A93C" d="M9 14h18l-2 19H11z"/><path stroke="#fff" stroke-width="2" stroke-linecap="round" d="M13 17l1 11"/><path fill="none" stroke="#E0645C" stroke-width="2" d="M20 18 24 2h5"/><path fill="none" stroke="#B5D5E4" d="M8 5h20l-3 28H11z"/>"##;
const PASSPORT: &str = r##"<rect x="6" y="2" width="24" height="32" rx="3" fill="#2F8F5B"/><path fill="#25734A" d="M6 5a3 3 0 0 1 3-3h1v32H9a3 3 0 0 1-3-3z"/><path fill="#FFCC4D" d="m20 8 1.7 3.6 3.9.5-2.9 2.7.8 3.9-3.5-1.9-3.5 1.9.8-3.9-2.9-2.7 3.9-.5z"/><path stroke="#FFCC4D" stroke-width="1.8" stroke-linecap="round" d="M14 24h12M16 28h8"/>"##;
const KITTEN: &str = r##"<path fill="#F2B25C" d="M5 4l8 5h10l8-5 1 14c0 9-6 14-14 14S4 27 4 18z"/><path fill="#F7D9B0" d="M18 21c5 0 8 3 8 6s-4 5-8 5-8-2-8-5 3-6 8-6Z"/><g fill="#3B2A22"><circle cx="11.5" cy="18" r="2"/><circle cx="24.5" cy="18" r="2"/><path d="M16 22h4l-2 2.5z"/></g>"##;
const RINGING: &str = r##"<path fill="#FFAC33" d="M28 26c-1.5-2-2.5-4-2.5-8 0-6-2.5-9-5.5-10V6a2 2 0 0 0-4 0v2c-3 1-5.5 4-5.5 10 0 4-1 6-2.5 8-1 1.5 0 3 1.5 3h17c1.5 0 2.5-1.5 1.5-3Z"/><circle cx="18" cy="31" r="3" fill="#F4900C"/><path fill="none" stroke="#E0645C" stroke-width="2" stroke-linecap="round" d="M7 9c-3 3-4 7-3.5 11M29 9c3 3 4 7 3.5 11"/>"##;
const MARK: &str = r##"<g transform="translate(1.5 1) scale(1.05)"><path class="s-leaf" d="M16 2c6 3 10 3.6 12 3.6C28 17 24 26 16 30 8 26 4 17 4 5.6 6 5.6 10 5 16 2Z"/><path fill="none" class="s-leaf-vein" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M10 22c0-8 5-12 13-13-1 8-5 12.5-13 13Zm0 0 8-8"/></g>"##;
const NOT: &str = r##"<circle cx="18" cy="18" r="15" fill="#E9EDEA"/><path stroke="#7B8794" stroke-width="4.5" stroke-linecap="round" d="m12 12 12 12M24 12 12 24"/>"##;
const QUESTION: &str = r##"<circle cx="18" cy="18" r="15" fill="#55ACEE"/><path fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" d="M13 14c0-7 10-7 10-.5 0 4-5 4-5 8"/><circle cx="18" cy="27" r="2.4" fill="#fff"/>"##;
const NOTICE: &str = r##"<circle cx="18" cy="18" r="15" fill="#FFCC4D"/><path stroke="#664500" stroke-width="4" stroke-linecap="round" d="M18 10v9"/><circle cx="18" cy="25.5" r="2.4" fill="#664500"/>"##;
const PALM: &str = r##"<path class="s-fingers" stroke-width="5" d="M11 18 8 8M16 16 15 5M21 16l1-11M25.5 18 29 9M12 25 4.5 20"/><path class="s-hand" d="M9 17h18.5l-.5 8c-.5 6-4 9-8.5 9-5 0-9-4-9-9z"/>"##;
const HALT: &str = r##"<path fill="#D9534A" d="M11.5 1h13L35 11.5v13L24.5 35h-13L1 24.5v-13z"/><g transform="translate(7.2 6) scale(.62)"><path fill="none" stroke="#fff" stroke-linecap="round" stroke-width="5" d="M11 18 8 8M16 16 15 5M21 16l1-11M25.5 18 29 9M12 25 4.5 20"/><path fill="#fff" d="M9 17h18.5l-.5 8c-.5 6-4 9-8.5 9-5 0-9-4-9-9z"/></g>"##;
const WAVING: &str = r##"<g transform="rotate(14 18 18) translate(1 1) scale(.93)"><path class="s-fingers" stroke-width="5" d="M11 18 8 8M16 16 15 5M21 16l1-11M25.5 18 29 9M12 25 4.5 20"/><path class="s-hand" d="M9 17h18.5l-.5 8c-.5 6-4 9-8.5 9-5 0-9-4-9-9z"/></g><path fill="none" stroke="#55ACEE" stroke-width="2" stroke-linecap="round" d="M4 6C2 9 1.5 11 2 14M33 22c1 3 .5 6-1 9"/>"##;
const CLAP: &str = r##"<g transform="translate(-3 5) rotate(16 18 18) scale(.72)"><path class="s-fingers" stroke-width="5" d="M11 18 8 8M16 16 15 5M21 16l1-11M25.5 18 29 9"/><path class="s-hand" d="M9 17h18.5l-.5 8c-.5 6-4 9-8.5 9-5 0-9-4-9-9z"/></g><g transform="translate(39 5) scale(-1 1) rotate(16 18 18) scale(.72)"><path class="s-fingers" stroke-width="5" d="M11 18 8 8M16 16 15 5M21 16l1-11M25.5 18 29 9"/><path class="s-hand" d="M9 17h18.5l-.5 8c-.5 6-4 9-8.5 9-5 0-9-4-9-9z"/></g><path stroke="#FFAC33" stroke-width="2" stroke-linecap="round" d="M18 7V2M12.5 8 10 4M23.5 8 26 4"/>"##;
const BOWING: &str = r##"<path fill="none" stroke="#3B88C3" stroke-width="8" stroke-linecap="round" stroke-linejoin="round" d="M24 20 14 13"/><path stroke="#2F4A6D" stroke-width="7" d="M24 19v14"/><circle class="s-hand" cx="8.5" cy="10" r="6.5"/><path class="s-hair" d="M14.8 11C16 4 11 1.5 7 3 4 4 2 7 2.5 9c3 .5 6-1 7.5-3 0 3 2 5 4.8 5Z"/><path class="s-fingers" stroke-width="3.5" d="m15 16 0 8"/>"##;
const HEADSET: &str = r##"<path fill="none" stroke="#3B88C3" stroke-width="3" d="M6 21C4 8 11 3 18 3s14 5 12 18"/><rect x="2" y="18" width="8" height="12" rx="4" fill="#226699"/><rect x="26" y="18" width="8" height="12" rx="4" fill="#226699"/><path fill="none" stroke="#226699" stroke-width="2" stroke-linecap="round" d="M30 30c-1 3-5 4-10 4"/>"##;
const EAR: &str = r##"<path class="s-hand" d="M9 14C9 6 14 2 19 2s10 4 10 11c0 8-6 9-7 14-.6 4-3 7-7 7-3 0-5-2-5-5z"/><path fill="none" class="s-nose" stroke-width="2.4" d="M14 15c0-5 2-8 5.5-8S25 10 24 14c-1 3-4 3-4 7 0 2-2 3-3.5 2"/>"##;
const TALK: &str = r##"<path fill="#BDDDF4" d="M18 3c9 0 16 5.5 16 12.5S27 28 18 28c-1.5 0-3-.2-4.5-.5C11 30 8 32 4 33c2-3 2.5-5 2.5-7.5C3.5 23 2 19.5 2 15.5 2 8.5 9 3 18 3Z"/><g fill="#5C913B"><circle cx="10.5" cy="15.5" r="2.3" fill="#3B88C3"/><circle cx="18" cy="15.5" r="2.3" fill="#3B88C3"/><circle cx="25.5" cy="15.5" r="2.3" fill="#3B88C3"/></g>"##;
const CLOCK: &str = r##"<circle cx="18" cy="18" r="16" fill="#99AAB5"/><circle cx="18" cy="18" r="13" fill="#F5F8FA"/><path fill="none" stroke="#4A5A68" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" d="M18 9v9l6 4"/>"##;
const CALENDAR: &str = r##"<rect x="3" y="5" width="30" height="28" rx="4" fill="#F5F8FA" stroke="#CCD6DD"/><path fill="#E0645C" d="M3 9a4 4 0 0 1 4-4h22a4 4 0 0 1 4 4v4H3z"/><path stroke="#8899A6" stroke-width="2.5" stroke-linecap="round" d="M11 2v6M25 2v6"/><path fill="#99AAB5" d="M8 17h4v4H8zM16 17h4v4h-4zM24 17h4v4h-4zM8 25h4v4H8zM16 25h4v4h-4z"/><path fill="#77B255" d="M24 25h4v4h-4z"/>"##;
const MAP: &str = r##"<path fill="#C6E5B3" d="M2 7l10-4 12 4 10-4v26l-10 4-12-4-10 4z"/><path fill="#A7D18C" d="M12 3l12 4v26l-12-4z"/><path fill="none" stroke="#F5F8FA" stroke-width="3" d="M4 24c6-8 10 2 16-6s8-4 12-8"/><path fill="#E0645C" d="M24 8a5 5 0 0 1 5 5c0 4-5 8-5 8s-5-4-5-8a5 5 0 0 1 5-5Z"/><circle cx="24" cy="13" r="1.8" fill="#fff"/>"##;
const PIN: &str = r##"<path fill="#E0645C" d="M18 2a11 11 0 0 1 11 11c0 9-11 21-11 21S7 22 7 13A11 11 0 0 1 18 2Z"/><circle cx="18" cy="13" r="4.5" fill="#fff"/>"##;
const SLEEP: &str = r##"<circle cx="17" cy="20" r="15" fill="#FFCC4D"/><path fill="none" stroke="#664500" stroke-width="2" stroke-linecap="round" d="M8 18q3 2.5 6 0M20 18q3 2.5 6 0M14 26q3 1.5 6 0"/><path fill="none" stroke="#3B88C3" stroke-width="2" stroke-linejoin="round" d="M26 2h7l-7 7h7"/>"##;
const YELLOW_LIGHT: &str = r##"<circle cx="18" cy="18" r="15" fill="#F6C23E"/><path stroke="#5C4300" stroke-width="4" stroke-linecap="round" d="M18 10v9"/><circle cx="18" cy="25.5" r="2.4" fill="#5C4300"/>"##;
const RED_LIGHT: &str = r##"<circle cx="18" cy="18" r="15" fill="#D9534A"/><path stroke="#fff" stroke-width="4.5" stroke-linecap="round" d="M11 18h14"/>"##;
const RAIN: &str = r##"<path fill="#B6C8D4" d="M9 24a7 7 0 0 1 0-14 10 10 0 0 1 19-1 7.5 7.5 0 0 1 0 15z"/><path stroke="#55ACEE" stroke-width="2.4" stroke-linecap="round" d="m11 27-2 5M18 27l-2 5M25 27l-2 5"/>"##;
const SAVE: &str = r##"<rect x="5" y="3" width="26" height="30" rx="3" fill="#F5F8FA" stroke="#AAB8C2"/><path fill="#3B88C3" d="M11 3h14v17l-7-5-7 5z"/><path stroke="#AAB8C2" stroke-width="2" stroke-linecap="round" d="M10 25h16M10 29h10"/>"##;
const CIRCLES: &str = r##"<circle cx="18" cy="18" r="17" fill="#CFE6F7"/><circle cx="18" cy="18" r="12" fill="#CDEBC5"/><circle cx="18" cy="18" r="7" fill="#FCE2A0"/><path fill="#D7263D" d="M18 21.8c-5-3.3-3.8-6.8-1.8-6.8.9 0 1.5.5 1.8 1.1.3-.6.9-1.1 1.8-1.1 2 0 3.2 3.5-1.8 6.8Z"/>"##;
const PAPER_HAND: &str = r##"<path fill="#FFFDF6" stroke="#C9CFC4" d="M2 1h32v34H2z"/><g fill="none" stroke="#3FA66A" stroke-linejoin="round" stroke-width="1.6"><path d="M12 32c-3-3-6-7-7.5-10-.8-2 1.5-3.2 3-1.5l3.5 4V8c0-2.5 3.5-2.5 3.5 0v9V5.5c0-2.5 3.5-2.5 3.5 0V17 6.5c0-2.5 3.5-2.5 3.5 0V18v-8.5c0-2.4 3.3-2.4 3.3 0V23c0 4-1.5 6.5-3.3 9"/></g>"##;
const ARROW: &str = r##"<path fill="none" class="s-arrow" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" d="M5 18h25M20 8l10 10-10 10"/>"##;
const CHALK: &str = r##"<ellipse cx="18" cy="30" rx="17" ry="5.5" fill="none" stroke="#5BA7DB" stroke-width="1.1" stroke-dasharray="4 1.2"/>"##;
const SEND: &str = r##"<circle cx="18" cy="18" r="16" fill="#3B88C3"/><path fill="#fff" d="M9 17.5 28 9l-6.5 19-4-8z"/><path stroke="#3B88C3" stroke-width="1.6" d="m17.5 20 6-6"/>"##;
const PHOTO: &str = r##"<rect x="2" y="5" width="32" height="26" rx="3" fill="#FFFDF6" stroke="#AAB8C2"/><path fill="#BDDDF4" d="M5 8h26v20H5z"/><circle cx="25" cy="13" r="2.6" fill="#FFCC4D"/><path fill="#77B255" d="M5 28v-5l7-7 7 7 4-3 8 6v2z"/>"##;
const LID: &str = r##"<circle cx="18" cy="9" r="3.4" fill="#66757F"/><path fill="#99AAB5" d="M2 26a16 14 0 0 1 32 0z"/><path fill="#CCD6DD" d="M7 24a11 10 0 0 1 9-9q-5 4-5 9z"/><rect x="1" y="25" width="34" height="4" rx="2" fill="#66757F"/>"##;
const FISH_BOWL: &str = r##"<path fill="#BBDDF5" d="M9 6h18q8 6 8 14 0 12-17 13Q1 32 1 20q0-8 8-14z"/><path fill="#88C9F9" d="M2 16q8-3 16 0t16 0q3 16-16 17Q0 32 2 16z"/><path fill="#F4900C" d="M11 23q6-6 12 0l5-4v8l-5-4q-6 6-12 0z"/><circle cx="14.5" cy="22" r="1" fill="#292F33"/><path fill="#8899A6" d="M8 4h20v3H8z"/>"##;
const BABY_TUB: &str = r##"<path fill="#EBF5FC" d="M6 17q0-5 5-4 1-5 6-3 3-4 7 0 5-2 5 3 4 0 3 4z"/><path fill="#55ACEE" d="M2 16h32l-3 13q-1 3-4 3H9q-3 0-4-3z"/><path fill="#3B88C3" d="M1 15h34v4H1z"/>"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_has_a_drawing() {
        let missing: Vec<_> = Thing::ALL
            .iter()
            .filter(|word| drawing(word).is_none())
            .collect();
        assert!(missing.is_empty(), "no drawing for {missing:?}");
    }
}
