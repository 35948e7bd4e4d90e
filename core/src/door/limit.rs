//! How often something may be tried, and how long one waits then.

use chrono::{DateTime, Duration, Utc};

/// What may be tried how often before one has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Misses in a window that cost nothing.
    pub free: i64,
    /// The first wait; each further miss doubles it. Zero: misses are only counted.
    pub first: Duration,
    pub longest: Duration,
    /// A window begins with its first miss; after it all is forgotten.
    pub window: Duration,
}

impl Limit {
    /// Door codes from one address, behind which a whole school may sit: at 31^8 codes even this many guesses find nothing.
    pub const CODES_OF_ADDRESS: Self = Self::new(300, 2, 20, 10 * 60);
    /// The same while [`Self::CODES_IN_ALL`] is passed. A right code still opens at once.
    pub const CODES_UNDER_SIEGE: Self = Self::new(60, 2, 20, 10 * 60);
    /// Door codes in total, over all addresses: nobody waits for it, but an alarm is written.
    pub const CODES_IN_ALL: Self = Self::new(3000, 0, 0, 10 * 60);
    /// One user name from one browser; from an address, of all that keep no cookie together.
    pub const STAFF_AT_ADDRESS: Self = Self::new(5, 5, 60, 30 * 60);
    /// Any user names from one browser, or from an address without a cookie.
    pub const STAFF_OF_ADDRESS: Self = Self::new(100, 5, 20, 30 * 60);
    /// One user name, or one address, over all browsers: nobody waits for it alone, but an alarm is written, and until the window is over
    /// a browser nobody knows is looked at only when it is [`Self::SETTLED`].
    pub const STAFF_IN_ALL: Self = Self::new(100, 0, 0, 30 * 60);
    /// How old a browser's first visit has to be while somebody guesses: the true owner waits once, a script for each new browser.
    pub const SETTLED: Duration = Duration::seconds(20);

    const fn new(free: i64, first: i64, longest: i64, window: i64) -> Self {
        Self {
            free,
            first: Duration::seconds(first),
            longest: Duration::seconds(longest),
            window: Duration::seconds(window),
        }
    }

    pub(super) fn wait(self, misses: i64) -> Duration {
        let over = u32::try_from(misses - self.free).unwrap_or(0);
        if over == 0 {
            return Duration::zero();
        }
        let doubled = self
            .first
            .num_seconds()
            .saturating_mul(1 << (over - 1).min(20));
        Duration::seconds(doubled.min(self.longest.num_seconds()))
    }
}

/// How often something was missed, and until when it has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    pub misses: i64,
    pub since: DateTime<Utc>,
    pub wait_until: Option<DateTime<Utc>>,
}

impl Counter {
    /// Nothing missed yet.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            misses: 0,
            since: now,
            wait_until: None,
        }
    }

    /// The seconds still to wait, if any. A wait longer than the limit's longest was begun while the clock was ahead: it is over.
    pub fn waits(self, limit: Limit, now: DateTime<Utc>) -> Option<i64> {
        let left = self.wait_until? - now;
        (left > Duration::zero() && left <= limit.longest).then(|| left.num_seconds().max(1))
    }

    /// The counter after one more miss.
    #[must_use]
    pub fn missed(self, limit: Limit, now: DateTime<Utc>) -> Self {
        // A window that begins in the future was opened while the clock was ahead: it begins now.
        let since = self.since.min(now);
        let (misses, since) = if now - since < limit.window {
            (self.misses + 1, since)
        } else {
            (1, now)
        };
        let wait = limit.wait(misses);
        Self {
            misses,
            since,
            wait_until: (wait > Duration::zero()).then(|| now + wait),
        }
    }

    /// Whether a limit is passed in the window that is still open.
    pub fn is_over(self, limit: Limit, now: DateTime<Utc>) -> bool {
        now - self.since < limit.window && self.misses > limit.free
    }
}
