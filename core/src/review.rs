//! What a specialist is still asked about a lesson or a meeting.

use serde::Deserialize;

/// One open question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The module or pack, such as `A2` or `G3`.
    pub about: String,
    /// The scene, or the guide.
    pub part: String,
    pub ask: String,
}
