//! What travels between a roll and the server: taps, and how the roll stands after them.

use crate::api::Endpoint;
use lachan_core::{
    activity::{Reason, Status},
    ids::{ActivityId, OperationId, PupilId, UnitId},
};
use serde::{Deserialize, Serialize};

/// What is said about a child.
pub type Said = (Option<Status>, Option<Reason>);

/// One tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tap {
    pub pupil: PupilId,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    /// When it was tapped, by the server's clock.
    pub at_ms: i64,
    pub client_id: OperationId,
    /// One of "everybody is here".
    #[serde(default)]
    pub everybody: bool,
}

/// Taps about children of one invited unit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkRoll {
    pub activity: ActivityId,
    pub unit: UnitId,
    pub taps: Vec<Tap>,
    /// The person was asked about changing what is over.
    pub confirmed: bool,
}

impl Endpoint for MarkRoll {
    const PATH: &'static str = "/api/diem-danh";
    type Reply = RollState;
}

/// How the roll stands after that, with what others marked meanwhile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RollState {
    pub said: Vec<(PupilId, Said)>,
    /// What the person must know: of some children something else stands than was sent.
    #[serde(default)]
    pub notice: Option<String>,
}
