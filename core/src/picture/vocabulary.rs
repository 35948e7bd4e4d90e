//! The words of pictures: each list is what an author may write and what the renderer must draw.

/// A list of words with their meanings, in the order shown to an author who mistyped.
pub trait Words: Copy + PartialEq + 'static {
    const WORDS: &'static [(&'static str, Self)];

    /// The meaning of a word.
    fn read(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, value)| *value)
    }

    /// The word for a meaning.
    fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("", |(word, _)| word)
    }

    /// All words, for a message.
    fn list() -> String {
        let words: Vec<_> = Self::WORDS.iter().map(|(word, _)| *word).collect();
        words.join(", ")
    }
}

/// What is behind everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ground {
    #[default]
    Paper,
    Class,
    Yard,
    Home,
    Bedroom,
    Bathroom,
    Street,
    Gate,
    Park,
    Clinic,
    Market,
    Office,
    Hall,
    Field,
    Bus,
    Night,
    Camp,
    Pool,
    Kitchen,
    Library,
    Living,
}

impl Words for Ground {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("giấy trắng", Self::Paper),
        ("lớp học", Self::Class),
        ("sân trường", Self::Yard),
        ("nhà", Self::Home),
        ("phòng ngủ", Self::Bedroom),
        ("phòng tắm", Self::Bathroom),
        ("đường phố", Self::Street),
        ("cổng trường", Self::Gate),
        ("công viên", Self::Park),
        ("phòng y tế", Self::Clinic),
        ("chợ", Self::Market),
        ("phòng tư vấn", Self::Office),
        ("hành lang", Self::Hall),
        ("sân bóng", Self::Field),
        ("xe đưa đón", Self::Bus),
        ("đêm", Self::Night),
        ("trại hè", Self::Camp),
        ("bể bơi", Self::Pool),
        ("bếp", Self::Kitchen),
        ("thư viện", Self::Library),
        ("phòng khách", Self::Living),
    ];
}

/// Who somebody is: decides head, height and clothes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Character {
    Girl,
    Boy,
    SchoolGirl,
    SchoolBoy,
    Mother,
    Father,
    Grandmother,
    Grandfather,
    TeacherWoman,
    TeacherMan,
    DoctorWoman,
    DoctorMan,
    Nurse,
    PoliceWoman,
    PoliceMan,
    Woman,
    Man,
    BigSister,
    BigBrother,
    YouthWoman,
    YouthMan,
    Counsellor,
    Hotline,
    Seller,
    Coach,
    Lawyer,
    /// A grown-up whose sex does not show.
    Adult,
    Guard,
    Squirrel,
}

impl Words for Character {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("bé gái", Self::Girl),
        ("bé trai", Self::Boy),
        ("học sinh nữ", Self::SchoolGirl),
        ("học sinh nam", Self::SchoolBoy),
        ("mẹ", Self::Mother),
        ("bố", Self::Father),
        ("bà", Self::Grandmother),
        ("ông", Self::Grandfather),
        ("cô giáo", Self::TeacherWoman),
        ("thầy giáo", Self::TeacherMan),
        ("nữ bác sĩ", Self::DoctorWoman),
        ("bác sĩ", Self::DoctorMan),
        ("cô y tế", Self::Nurse),
        ("nữ công an", Self::PoliceWoman),
        ("công an", Self::PoliceMan),
        ("cô", Self::Woman),
        ("chú", Self::Man),
        ("chị", Self::BigSister),
        ("anh", Self::BigBrother),
        ("nữ cán bộ Đoàn", Self::YouthWoman),
        ("cán bộ Đoàn", Self::YouthMan),
        ("cô tư vấn", Self::Counsellor),
        ("người tư vấn 111", Self::Hotline),
        ("cô bán hàng", Self::Seller),
        ("thầy huấn luyện", Self::Coach),
        ("người trợ giúp pháp lý", Self::Lawyer),
        ("người lớn", Self::Adult),
        ("bác bảo vệ", Self::Guard),
        ("Sóc Nâu", Self::Squirrel),
    ];
}

/// Clothes other than the usual ones of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wear {
    Pioneer,
    WhiteShirt,
    AoDai,
    Youth,
    Sport,
    Casual,
    Warm,
    Pyjamas,
    Swimsuit,
}

impl Words for Wear {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("khăn quàng", Self::Pioneer),
        ("áo trắng", Self::WhiteShirt),
        ("áo dài", Self::AoDai),
        ("áo Đoàn", Self::Youth),
        ("áo thể thao", Self::Sport),
        ("áo thường", Self::Casual),
        ("áo ấm", Self::Warm),
        ("đồ ngủ", Self::Pyjamas),
        ("đồ bơi", Self::Swimsuit),
    ];
}

/// Where, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    Left,
    MidLeft,
    Middle,
    MidRight,
    Right,
    /// Per cent of the width, where five places are not enough: "38%".
    At(u8),
}

impl Spot {
    /// The place of a word or a per cent.
    pub fn named(word: &str) -> Option<Self> {
        let percent = || word.strip_suffix('%')?.parse().ok().filter(|n| *n <= 100);
        Self::read(word).or_else(|| percent().map(Self::At))
    }
}

impl Words for Spot {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("trái", Self::Left),
        ("hơi trái", Self::MidLeft),
        ("giữa", Self::Middle),
        ("hơi phải", Self::MidRight),
        ("phải", Self::Right),
    ];
}

/// How near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Depth {
    Near,
    #[default]
    Here,
    Far,
}

impl Words for Depth {
    const WORDS: &'static [(&'static str, Self)] =
        &[("gần", Self::Near), ("vừa", Self::Here), ("xa", Self::Far)];
}

/// What the arms do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gesture {
    #[default]
    Stand,
    Wave,
    RaiseHand,
    Stop,
    ShakeHead,
    FoldArms,
    Point,
    Reach,
    HighFive,
    OpenArms,
    Bow,
    HandOnHeart,
    Cheer,
    HandOnShoulder,
    Think,
    HoldUp,
    Hold,
    Call,
    Look,
    Walk,
    Write,
    HandsOnHips,
    Nod,
    Clap,
    /// Both arms around whoever stands ahead, close by.
    Hug,
}

impl Words for Gesture {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("đứng", Self::Stand),
        ("vẫy tay", Self::Wave),
        ("giơ tay", Self::RaiseHand),
        ("dừng lại", Self::Stop),
        ("lắc đầu", Self::ShakeHead),
        ("khoanh tay", Self::FoldArms),
        ("chỉ tay", Self::Point),
        ("đưa tay", Self::Reach),
        ("đập tay", Self::HighFive),
        ("dang tay", Self::OpenArms),
        ("cúi chào", Self::Bow),
        ("đặt tay lên ngực", Self::HandOnHeart),
        ("giơ hai tay", Self::Cheer),
        ("đặt tay lên vai", Self::HandOnShoulder),
        ("chống cằm", Self::Think),
        ("giơ lên", Self::HoldUp),
        ("cầm", Self::Hold),
        ("gọi điện", Self::Call),
        ("xem máy", Self::Look),
        ("đi", Self::Walk),
        ("viết", Self::Write),
        ("chống hông", Self::HandsOnHips),
        ("gật đầu", Self::Nod),
        ("vỗ tay", Self::Clap),
        ("ôm", Self::Hug),
    ];
}

/// What somebody sits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seat {
    Wheelchair,
    Stool,
    /// On their heels, as one sits down beside a child.
    Heels,
}

impl Words for Seat {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("ngồi xe lăn", Self::Wheelchair),
        ("ngồi ghế", Self::Stool),
        ("ngồi xổm", Self::Heels),
    ];
}

/// What the face shows. Nothing frightening: there is no cry and no rage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mood {
    #[default]
    Calm,
    Smile,
    Laugh,
    Speak,
    Sad,
    Worried,
    Puzzled,
    Shy,
    Breathe,
}

impl Words for Mood {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("bình thường", Self::Calm),
        ("cười", Self::Smile),
        ("vui", Self::Laugh),
        ("đang nói", Self::Speak),
        ("buồn", Self::Sad),
        ("lo", Self::Worried),
        ("bối rối", Self::Puzzled),
        ("ngại", Self::Shy),
        ("nhắm mắt", Self::Breathe),
    ];
}

/// How cards stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    #[default]
    Row,
    Grid,
    List,
    Stairs,
    Ring,
    Chain,
}

impl Words for Layout {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("hàng", Self::Row),
        ("lưới", Self::Grid),
        ("danh sách", Self::List),
        ("bậc thang", Self::Stairs),
        ("vòng", Self::Ring),
        ("chuỗi", Self::Chain),
    ];
}

/// The colour of a card, or the light of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Plain,
    Green,
    Yellow,
    Red,
    Blue,
    On,
    Off,
}

impl Words for Tone {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("trắng", Self::Plain),
        ("xanh", Self::Green),
        ("vàng", Self::Yellow),
        ("đỏ", Self::Red),
        ("trời", Self::Blue),
        ("bật", Self::On),
        ("tắt", Self::Off),
    ];
}

/// A screen shown large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Machine {
    Phone,
    Computer,
}

impl Words for Machine {
    const WORDS: &'static [(&'static str, Self)] =
        &[("điện thoại", Self::Phone), ("máy tính", Self::Computer)];
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    Theirs,
    Mine,
}

impl Words for Whose {
    const WORDS: &'static [(&'static str, Self)] = &[("họ", Self::Theirs), ("mình", Self::Mine)];
}
