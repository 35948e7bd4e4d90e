//! What an operator's monitoring reads: requests by address, never by person.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{
    fmt,
    sync::atomic::{AtomicI64, AtomicU64},
    time::Duration,
};

/// Seconds: the budgets of design §7, and what is beyond them.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.03, 0.08, 0.15, 0.3, 1.0, 3.0, 10.0];

/// A request by the shape of its address and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Version {
    version: &'static str,
}

type Latency = Family<Route, Histogram, fn() -> Histogram>;

/// The counters of this program since it started. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Asked, Counter<u64, AtomicU64>>,
    seconds: Latency,
}

/// How the database stands at the moment somebody asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Changes that wait to be counted, the classes, schools and units above that they concern, and the age of the oldest in seconds.
    pub waiting: i64,
    pub stale: i64,
    pub oldest: i64,
    /// Periods whose sheets are older than what was counted, and how many schools and units a making that runs has still to count.
    pub periods: i64,
    pub left: i64,
    /// Bytes on the disk.
    pub database: i64,
    /// Connections of the pools: all, and those nobody uses.
    pub connections: i64,
    pub idle: i64,
    /// Whether writing succeeds.
    pub writes: bool,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
        }
    }
}

impl Metrics {
    /// Counts a request by the shape of its address, with no id in it.
    pub fn count(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        let asked = Asked {
            method,
            route: route.clone(),
            status,
        };
        self.requests.get_or_create(&asked).inc();
        let seconds = self.seconds.get_or_create(&Route { route });
        seconds.observe(took.as_secs_f64());
    }

    /// Everything in the text format of Prometheus.
    ///
    /// # Errors
    /// Fails as writing into a string does.
    pub fn text(&self, now: Standing) -> Result<String, fmt::Error> {
        let mut registry = Registry::with_prefix("lachan");
        registry.register("requests", "Requests answered", self.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "How long answers took",
            Unit::Seconds,
            self.seconds.clone(),
        );
        let about: Family<Version, Gauge<i64, AtomicI64>> = Family::default();
        let version = env!("CARGO_PKG_VERSION");
        about.get_or_create(&Version { version }).set(1);
        registry.register("build_info", "The program", about);
        for (name, help, value) in [
            (
                "figures_waiting",
                "Changes that wait to be counted",
                now.waiting,
            ),
            (
                "figures_stale_units",
                "Classes, schools and units above that they concern",
                now.stale,
            ),
            (
                "figures_periods_waiting",
                "Periods whose sheets are older than what was counted",
                now.periods,
            ),
            (
                "figures_making_left",
                "Schools and units above that a making has still to count; 0 while none runs here",
                now.left,
            ),
            (
                "figures_oldest_seconds",
                "Age of the oldest change that waits to be counted",
                now.oldest,
            ),
            (
                "database_bytes",
                "Size of the database on the disk",
                now.database,
            ),
            (
                "connections",
                "Connections to the database",
                now.connections,
            ),
            (
                "connections_idle",
                "Connections to the database that nobody uses",
                now.idle,
            ),
            (
                "writing",
                "1 while writes into the database succeed",
                i64::from(now.writes),
            ),
        ] {
            let gauge: Gauge<i64, AtomicI64> = Gauge::default();
            gauge.set(value);
            registry.register(name, help, gauge);
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}
