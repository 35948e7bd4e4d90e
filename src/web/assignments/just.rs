//! What was given just now, said on the page one comes to.

use chrono::NaiveDate;
use lachan_app::text::tr;
use lachan_core::{day, ids::UnitId, lesson::ModuleId};
use serde::Deserialize;

/// What was just given, as an address carries it: only classes of the person's own are named.
#[derive(Debug, Default, Deserialize)]
pub struct JustGiven {
    giao: Option<String>,
    den: Option<String>,
    #[serde(default)]
    moi: String,
    #[serde(default)]
    cu: String,
}

impl JustGiven {
    /// "Đã giao B6 cho 4A đến 09/12." `name` is what a class is called; `None` when it is not the person's.
    pub fn sentence(&self, name: impl Fn(UnitId) -> Option<String>) -> Option<String> {
        let module: ModuleId = self.giao.as_deref()?.parse().ok()?;
        let to: NaiveDate = self.den.as_deref()?.parse().ok()?;
        let names = |ids: &str| {
            let classes = ids.split('.').filter_map(|id| id.parse().ok());
            classes.filter_map(&name).collect::<Vec<_>>().join(", ")
        };
        let said = |key: &str, ids: &str| {
            let classes = names(ids);
            let to = day::short(to);
            let values = [
                ("module", module.as_str()),
                ("classes", &classes),
                ("to", &to),
            ];
            (!classes.is_empty()).then(|| tr(key, &values))
        };
        let both = [said("given-now", &self.moi), said("given-before", &self.cu)];
        let all: Vec<String> = both.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}
