//! `lachan content`: what the lessons say, and whether they are in order.

use super::out::say;
use crate::content::command::{self, Format};
use std::{path::PathBuf, process::ExitCode};

/// Commands about lessons.
#[derive(clap::Subcommand)]
pub enum Content {
    /// In danh sách các bài
    List {
        /// Dạng in ra
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Thư mục bài học thay cho các bài có sẵn
        #[arg(long)]
        dir: Option<PathBuf>,
    },
    /// In những điều còn hỏi chuyên gia (nội dung của docs/review.md)
    Review {
        /// Thư mục bài học thay cho các bài có sẵn
        #[arg(long)]
        dir: Option<PathBuf>,
    },
    /// In các tệp lời đọc chưa có, để trường tự thu
    Audio {
        /// Thư mục bài học thay cho các bài có sẵn
        #[arg(long)]
        dir: Option<PathBuf>,
    },
    /// Kiểm tra các bài; lỗi được in ra dạng tệp:dòng: lời nhắc
    Check {
        /// Thư mục bài học thay cho các bài có sẵn
        #[arg(long)]
        dir: Option<PathBuf>,
    },
}

impl Content {
    /// Prints what was asked for; what is wrong with the files goes to the same place, and the exit code says so.
    pub fn run(self) -> ExitCode {
        let said = match self {
            Self::List { format, dir } => command::list(dir.as_deref(), format),
            Self::Review { dir } => command::review(dir.as_deref()),
            Self::Audio { dir } => command::missing_audio(dir.as_deref()),
            Self::Check { dir } => command::check(dir.as_deref()),
        };
        let (text, code) = match said {
            Ok(text) => (text, ExitCode::SUCCESS),
            Err(problems) => (problems.to_string(), ExitCode::FAILURE),
        };
        // The exit code says what was found even where nobody reads the rest.
        say(text).ok();
        code
    }
}
