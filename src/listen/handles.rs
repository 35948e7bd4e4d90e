//! How many files and connections the system lets this process have open at once.

/// More than this many connections are never needed, and each costs some memory.
const MOST: usize = 8192;

/// So many connections a school of a thousand children needs at the bell.
pub const ENOUGH: usize = 1_000;

/// What this machine allows is less than a school needs at the bell.
pub fn too_few(room: usize) -> String {
    format!(
        "Chú ý: máy chỉ cho chương trình giữ {room} kết nối cùng lúc, nên giờ cao điểm có em phải chờ. \
         Hãy nâng giới hạn tệp mở lên 8448: `ulimit -n 8448`, hoặc `LimitNOFILE=8448` trong tệp của systemd."
    )
}

/// Raises the process's own limit as far as it may and answers how many connections there is room for, with what the database, the log
/// and the listener need set aside.
pub fn room() -> usize {
    let handles = raised();
    let aside = (handles / 8).clamp(36, 256);
    handles.saturating_sub(aside).clamp(1, MOST)
}

#[cfg(unix)]
fn raised() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = u64::try_from(MOST + 256).unwrap_or(u64::MAX);
    let wanted = limit.maximum.map_or(wanted, |most| most.min(wanted));
    let soft = limit.current.unwrap_or(u64::MAX);
    let raised = soft < wanted
        && setrlimit(
            Resource::Nofile,
            Rlimit {
                current: Some(wanted),
                maximum: limit.maximum,
            },
        )
        .is_ok();
    usize::try_from(if raised { wanted } else { soft }).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn raised() -> usize {
    usize::MAX
}
