//! The only place that asks what time it is.

use chrono::{DateTime, Duration, DurationRound, NaiveDate, Utc};
use lachan_core::day;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Time as the server sees it. Tests hold it still and move it.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Microseconds since 1970.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at an instant.
    pub fn held(at: DateTime<Utc>) -> Self {
        Self::Held(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// Now, truncated to microseconds: PostgreSQL keeps no more, and both engines must give back what they were given.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => {
                let now = Utc::now();
                now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
            }
            Self::Held(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst))
                .unwrap_or(DateTime::UNIX_EPOCH),
        }
    }

    /// Today in Viet Nam.
    pub fn today(&self) -> NaiveDate {
        day::of(self.now())
    }

    /// Moves a held clock; the system's clock moves by itself.
    pub fn advance(&self, by: Duration) {
        if let Self::Held(micros) = self {
            micros.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
        }
    }
}
