//! What is held, week by week.

use lachan_core::activity::ActivityKind;

/// What a school does in a week: the kind, the title, the grades that are invited.
pub(super) struct Programme(
    pub(super) ActivityKind,
    pub(super) &'static str,
    pub(super) (i64, i64),
);

pub(super) const PRIMARY: [Programme; 4] = {
    use ActivityKind::*;
    [
        Programme(PioneerMeeting, "Thám tử chuông báo", (4, 5)),
        Programme(StarMeeting, "Bàn tay của em", (1, 3)),
        Programme(PioneerMeeting, "Không phải lỗi của bạn", (5, 5)),
        Programme(Talk, "Kể với người lớn em tin", (4, 5)),
    ]
};

pub(super) const LOWER: [Programme; 4] = {
    use ActivityKind::*;
    [
        Programme(PioneerMeeting, "Không phải lỗi của bạn", (6, 7)),
        Programme(PioneerMeeting, "Tôn trọng và đồng thuận", (8, 9)),
        Programme(InternetTraining, "Bấm gửi hay dừng", (6, 9)),
        Programme(Talk, "Ai có thể giúp bạn?", (8, 9)),
    ]
};

pub(super) const UPPER: [Programme; 4] = {
    use ActivityKind::*;
    [
        Programme(BranchMeeting, "Yêu là tôn trọng", (10, 12)),
        Programme(Forum, "Thanh niên với không gian mạng", (11, 12)),
        Programme(BranchMeeting, "Lên tiếng – Ở bên", (10, 12)),
        Programme(InternetTraining, "Nhận diện dụ dỗ qua mạng", (10, 10)),
    ]
};

/// What is open for its roll today, by school.
pub(super) const TODAY: [Programme; 3] = {
    use ActivityKind::*;
    [
        Programme(PioneerMeeting, "Nói với ai khi em lo?", (4, 4)),
        Programme(PioneerMeeting, "Ảnh của mình, quyền của mình", (8, 8)),
        Programme(BranchMeeting, "Tôn trọng và đồng thuận", (10, 10)),
    ]
};

/// The week in which rain kept the primary school at home.
pub(super) const RAIN: usize = 5;
