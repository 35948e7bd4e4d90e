//! The commands of the binary: one file each.

mod backup;
mod child;
mod content;
mod demo;
mod doctor;
mod import;
mod key;
mod out;
mod report;
mod retention;
mod serve;
mod user;

use crate::{config::Location, store::Db};
use anyhow::ensure;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Lá Chắn – bài học tự bảo vệ cho học sinh, điểm danh sinh hoạt và báo cáo.
#[derive(Parser)]
#[command(name = "lachan", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    // Its own long help is its description.
    Backup(backup::Backup),
    /// Tìm, xuất hoặc xóa tất cả những gì máy giữ về một em
    #[command(subcommand)]
    Child(child::Child),
    /// Xem và kiểm tra các bài học
    #[command(subcommand)]
    Content(content::Content),
    /// Điền một tỉnh mẫu vào thư mục dữ liệu còn trống
    Demo(demo::Demo),
    // Its own long help is its description.
    Doctor(doctor::Doctor),
    /// Xem máy đọc được gì trong một danh sách lớp
    Import(import::Import),
    /// Tạo khóa mới khi secret.key đã mất hẳn
    #[command(subcommand)]
    Key(key::Key),
    /// Xuất báo cáo tham gia của một đơn vị
    Report(report::Report),
    // Its own long help is its description.
    Retention(retention::Retention),
    /// Chạy máy chủ
    Serve(serve::Serve),
    /// Tạo, cấp lại mật khẩu, đóng tài khoản người lớn
    #[command(subcommand)]
    User(user::User),
}

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("LACHAN_LOG")
                .unwrap_or_else(|_| "warn,lachan=info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    // Where it happened, and not with what: that may hold somebody's name.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panicked");
    }));
    let done = match Cli::parse().command {
        Command::Backup(backup) => backup.run().map(|()| ExitCode::SUCCESS),
        Command::Child(child) => child.run().map(|()| ExitCode::SUCCESS),
        Command::Content(content) => return content.run(),
        Command::Demo(demo) => demo.run().map(|()| ExitCode::SUCCESS),
        Command::Doctor(doctor) => doctor.run(),
        Command::Import(import) => import.run(),
        Command::Key(key) => key.run().map(|()| ExitCode::SUCCESS),
        Command::Report(report) => report.run().map(|()| ExitCode::SUCCESS),
        Command::Retention(retention) => retention.run().map(|()| ExitCode::SUCCESS),
        Command::Serve(serve) => serve.run().map(|()| ExitCode::SUCCESS),
        Command::User(user) => user.run().map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(error) if out::nobody_reads(&error) => ExitCode::SUCCESS,
        Err(error) => {
            out::complain(format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Opens the database of a command that only makes sense where there is one.
async fn open_existing(location: &Location) -> anyhow::Result<Db> {
    let url = location.config(None, None)?.database_url;
    ensure!(
        !Db::is_new(&url).await?,
        "chưa có dữ liệu nào ở đây; hãy xem lại --data hoặc --database-url"
    );
    Db::open(&url).await
}

/// Runs an async command on all cores.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
