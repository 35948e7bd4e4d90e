//! `lachan serve`: open the data folder, bring the schema up to date, answer requests until told to stop.

use super::out::say;
use crate::{
    config::Location,
    job,
    listen::{self, Bounds},
    routes,
    server::{App, Server},
    store::staff,
    web,
};
use anyhow::Context;
use std::{net::SocketAddr, path::Path, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// `lachan serve --data DIR --listen ADDR`
#[derive(clap::Args)]
pub struct Serve {
    #[command(flatten)]
    location: Location,
    /// Địa chỉ nhận kết nối; cổng 0 là để máy tự chọn
    #[arg(long, env = "LACHAN_LISTEN")]
    listen: Option<SocketAddr>,
    /// Địa chỉ người dùng gõ, ví dụ https://lachan.truong.edu.vn; có https thì cookie và HSTS theo TLS
    #[arg(long, env = "LACHAN_PUBLIC_URL")]
    public_url: Option<String>,
    /// Địa chỉ riêng để hệ thống giám sát đọc /metrics; không đặt thì không mở
    #[arg(long, env = "LACHAN_METRICS")]
    metrics: Option<SocketAddr>,
    /// Số giây /readyz báo "chưa sẵn sàng" trước khi đóng cửa, lúc được yêu cầu dừng; đặt khi có hai chương trình sau một proxy
    #[arg(long, env = "LACHAN_FAREWELL", value_name = "GIÂY")]
    farewell: Option<u64>,
}

impl Serve {
    /// Serves until Ctrl-C or SIGTERM; is not ready from then on, and after the farewell lets running requests finish.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async move {
            let mut config = self.location.config(self.listen, self.public_url)?;
            config.metrics = self.metrics.or(config.metrics);
            config.farewell = self.farewell.map_or(config.farewell, Duration::from_secs);
            let (listen, metrics) = (config.listen, config.metrics);
            let server = Server::open(config).await?;
            // Reads the built files: from here on a build that replaces them changes nothing.
            let app = routes::router(server.clone());
            // Before anybody can read that it listens: who starts it may stop it in the next moment.
            let signals = Signals::new()?;
            let listener = TcpListener::bind(listen)
                .await
                .with_context(|| format!("cannot listen on {listen}"))?;
            // A server whose words nobody reads serves all the same.
            let room = listen::room();
            if room < listen::ENOUGH {
                say(listen::too_few(room)).ok();
            }
            say(format!("Lá Chắn: http://{}", listener.local_addr()?)).ok();
            if !staff::any(&server.db).await? {
                say(first_steps(&server.config.data)).ok();
            }
            let monitored = monitored(&server, metrics).await?;
            let rounds = tokio::spawn(job::run(server.clone()));
            let watched = server.clone();
            let watch = tokio::spawn(async move { job::watch(&watched).await });
            let (stop, hurry) = (CancellationToken::new(), CancellationToken::new());
            let words = [server.leaving.clone(), stop.clone(), hurry.clone()];
            tokio::spawn(told(signals, server.config.farewell, words));
            let bounds = Bounds::of(room, server.config.trusted_proxy);
            listen::serve(listener, app, bounds, &stop, &hurry).await;
            rounds.abort();
            watch.abort();
            monitored.abort();
            server.figures.stop().await;
            server.batch.close().await;
            tokio::time::timeout(Duration::from_secs(10), server.db.close())
                .await
                .ok();
            Ok(())
        })
    }
}

/// Answers whoever monitors this program, on a listener of its own.
async fn monitored(
    server: &App,
    metrics: Option<SocketAddr>,
) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    let Some(address) = metrics else {
        return Ok(tokio::spawn(async {}));
    };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))?;
    say(format!("Số đo: http://{}/metrics", listener.local_addr()?)).ok();
    let router = web::metrics::router(server.clone());
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "nobody can read the metrics any more");
        }
    }))
}

/// A real start has no account that anybody knows.
fn first_steps(data: &Path) -> String {
    format!(
        "Chưa có tài khoản nào. Tạo quản trị viên đầu tiên, thay chữ trong ngoặc bằng của mình:\n  \
         lachan user add --data {} quan.tri --name \"Họ và tên\" --role admin --unit TINH --unit-name \"Tỉnh …\"",
        data.display()
    )
}

/// The first signal asks to stop when the farewell is over; the second not to wait for that, nor for anybody.
async fn told(
    mut signals: Signals,
    farewell: Duration,
    [leaving, stop, hurry]: [CancellationToken; 3],
) {
    signals.next().await;
    leaving.cancel();
    let hurried = tokio::time::timeout(farewell, signals.next()).await.is_ok();
    stop.cancel();
    if !hurried {
        signals.next().await;
    }
    hurry.cancel();
}

/// Ctrl-C and SIGTERM.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// From here on they end the server in good order instead of at once.
    fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            #[cfg(unix)]
            interrupt: signal(SignalKind::interrupt())?,
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
        })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        tokio::signal::ctrl_c().await.ok();
    }
}
