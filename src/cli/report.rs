//! `lachan report`: a unit's figures for a period, as a file for people or for programs.

use super::out::say;
use crate::{
    clock::Clock,
    config::Location,
    error::Error,
    report,
    service::{figures::Keeper, reports},
    store::{Db, figures, units},
};
use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use lachan_core::{actor::Actor, day, period::Period};
use std::{io::Write, path::PathBuf, time::Duration};

/// `lachan report --unit MÃ --period 2026-M10 --format json|xlsx --out TỆP`
#[derive(clap::Args)]
pub struct Report {
    /// In mã của mọi đơn vị rồi thôi
    #[arg(long)]
    list_units: bool,
    /// Đếm lại từ đầu mọi số liệu đang giữ, in ra chỗ nào khác rồi thôi; không sửa gì
    #[arg(long, conflicts_with = "list_units")]
    recount: bool,
    /// Mã đơn vị
    #[arg(long, value_name = "MÃ", required_unless_present_any = ["list_units", "recount"])]
    unit: Option<String>,
    /// Kỳ: 2026-M10, 2026-Q4, 2026-H1, 2026-Y, NH2026-2027, HK1-2026-2027
    #[arg(long, value_name = "KỲ", required_unless_present_any = ["list_units", "recount"])]
    period: Option<String>,
    /// Dạng tệp
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Ghi vào tệp này; JSON không có --out thì in ra màn hình
    #[arg(long, value_name = "TỆP")]
    out: Option<PathBuf>,
    #[command(flatten)]
    location: Location,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Json,
    Xlsx,
}

impl Report {
    /// Reads the database and writes the figures.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let db = super::open_existing(&self.location).await?;
            let done = self.write(&db).await;
            db.close().await;
            done
        })
    }

    async fn write(&self, db: &Db) -> anyhow::Result<()> {
        let today = Clock::System.today();
        if self.list_units {
            for unit in figures::units(db, today).await? {
                say(format!("{}\t{}\t{}", unit.code, kind(unit.kind), unit.name))?;
            }
            return Ok(());
        }
        if self.recount {
            return recount(db, today).await;
        }
        let code = self.unit.as_deref().unwrap_or_default();
        let text = self.period.as_deref().unwrap_or_default();
        let Ok(period) = text.parse::<Period>() else {
            bail!(
                "\"{text}\" is not a period; write 2026-M10, 2026-Q4, 2026-H1, 2026-Y, NH2026-2027 or HK1-2026-2027"
            );
        };
        let unit = units::by_code(db, code)
            .await?
            .with_context(|| format!("no unit has the code {code}; see --list-units"))?;
        let terminal = Actor::System("lachan report");
        // Nobody is hurried here: what has to be counted is.
        let figures = Keeper::new(db.clone(), Clock::System, Duration::MAX);
        let reading = match reports::read(&figures, &terminal, unit.id, period).await {
            Ok(reading) => reading,
            Err(Error::Internal(error)) => return Err(error),
            Err(Error::NotFound) => bail!("the school year of {period} is not written down yet"),
            Err(error) => bail!("{error:?}"),
        };
        match (self.format, &self.out) {
            (Format::Json, None) => {
                say(serde_json::to_string_pretty(&report::json(&reading))?)?;
            }
            (Format::Json, Some(out)) => {
                let text = serde_json::to_string_pretty(&report::json(&reading))?;
                std::fs::write(out, text + "\n")
                    .with_context(|| format!("cannot write {}", out.display()))?;
            }
            (Format::Xlsx, Some(out)) => {
                std::fs::write(out, report::workbook(&reading, Clock::System.now())?)
                    .with_context(|| format!("cannot write {}", out.display()))?;
            }
            (Format::Xlsx, None) => {
                std::io::stdout().write_all(&report::workbook(&reading, Clock::System.now())?)?
            }
        }
        Ok(())
    }
}

async fn recount(db: &Db, today: NaiveDate) -> anyhow::Result<()> {
    let checked = figures::check(db, today).await?;
    for figures::Difference { unit, span } in &checked.differences {
        let unit = units::find(db, *unit).await?;
        let (code, name) = unit.map_or_else(Default::default, |unit| (unit.code, unit.name));
        let (from, to) = (day::written(span.from), day::written(span.to));
        say(format!("{code}\t{name}\t{from}–{to}"))?;
    }
    say(format!(
        "Đã đếm lại {} kỳ, {} dòng số liệu của lớp, trường và đơn vị.",
        checked.spans, checked.rows
    ))?;
    let differences = checked.differences.len();
    ensure!(
        differences == 0,
        "{differences} dòng đang giữ khác với số đếm lại; hãy gửi các dòng trên cho người phát triển"
    );
    say("Không có dòng nào khác.")?;
    Ok(())
}

fn kind(kind: lachan_core::units::UnitKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
