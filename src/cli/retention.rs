//! `lachan retention`: what of single children is forgotten, and when.

use super::out::say;
use crate::{
    clock::Clock,
    config::Location,
    error::Error,
    service::retention::{self, Outlook},
    store::Db,
};
use lachan_app::text::number;
use lachan_core::{day, period::Period};

/// Xóa dữ liệu từng em của những năm học đã quá hạn lưu; máy chủ đang chạy tự làm việc này mỗi ngày
///
/// Hạn là hết 30/9 sau năm học, trừ khi quản trị viên chọn ngày khác ở trang “Lưu giữ dữ liệu”. Trước khi xóa, mọi số liệu báo cáo được giữ lại, nên báo cáo không đổi chữ số nào.
#[derive(clap::Args)]
pub struct Retention {
    /// Chỉ đếm và in ra những gì sẽ xóa; không sửa gì
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    location: Location,
}

impl Retention {
    /// Counts, or forgets.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let db = super::open_existing(&self.location).await?;
            let done = match self.dry_run {
                true => foretell(&db).await,
                false => forget(&db).await,
            };
            db.close().await;
            done
        })
    }
}

async fn foretell(db: &Db) -> anyhow::Result<()> {
    let outlook = retention::outlook(db, Clock::System.now()).await;
    let Some(outlook) = outlook.map_err(Error::told)? else {
        say("Chưa có năm học nào mà năm học sau đã được khai báo, nên chưa có gì đến hạn.")?;
        return Ok(());
    };
    let Outlook { due_on, until, .. } = outlook;
    let year = Period::named(&outlook.year);
    let (until, due_on) = (day::written(until), day::written(due_on));
    say(format!("{year}, đến hết {until}: xóa từ {due_on}"))?;
    for (n, what) in [
        (outlook.results, "kết quả bài học"),
        (outlook.tests, "kết quả khảo sát trước, sau khi học"),
        (outlook.attendances, "dòng điểm danh có tên"),
        (outlook.children, "học sinh không còn ở lớp nào"),
    ] {
        say(format!("{:>12}  {what}", number(n)))?;
    }
    for (code, name) in outlook.waiting {
        say(format!(
            "~ {code}  {name}: chưa nhập danh sách năm học mới, còn giữ tên và lớp cũ của các em"
        ))?;
    }
    Ok(())
}

async fn forget(db: &Db) -> anyhow::Result<()> {
    let gone = retention::forget(db, &Clock::System)
        .await
        .map_err(Error::told)?;
    say(format!(
        "Đã xóa ở {} trường: {} kết quả bài học, {} kết quả khảo sát, {} dòng điểm danh có tên, {} học sinh.",
        number(gone.schools.cast_signed()),
        number(gone.results.cast_signed()),
        number(gone.tests.cast_signed()),
        number(gone.attendances.cast_signed()),
        number(gone.children.cast_signed()),
    ))
}
