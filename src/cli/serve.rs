//! `lachan serve`: open the data folder, bring the schema up to date, answer requests until told to stop.

use super::out::say;
use crate::{config::Place, job, routes, server::Server, store::staff};
use anyhow::Context;
use std::{net::SocketAddr, path::Path, time::Duration};
use tokio::net::TcpListener;

/// `lachan serve --data DIR --listen ADDR`
#[derive(clap::Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Địa chỉ nhận kết nối; cổng 0 là để máy tự chọn
    #[arg(long, env = "LACHAN_LISTEN")]
    listen: Option<SocketAddr>,
    /// Địa chỉ người dùng gõ, ví dụ https://lachan.truong.edu.vn; có https thì cookie và HSTS theo TLS
    #[arg(long, env = "LACHAN_PUBLIC_URL")]
    public_url: Option<String>,
}

impl Serve {
    /// Serves until Ctrl-C or SIGTERM, then lets running requests finish.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async move {
            let config = self.place.config(self.listen, self.public_url)?;
            let listen = config.listen;
            let server = Server::open(config).await?;
            let listener = TcpListener::bind(listen)
                .await
                .with_context(|| format!("cannot listen on {listen}"))?;
            // A server whose greeting nobody reads serves all the same.
            say(format!("Lá Chắn: http://{}", listener.local_addr()?)).ok();
            if !staff::any(&server.db).await? {
                say(first_steps(&server.config.data)).ok();
            }
            let rounds = tokio::spawn(job::run(server.clone()));
            let app =
                routes::router(server.clone()).into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, app)
                .with_graceful_shutdown(stop())
                .await?;
            rounds.abort();
            server.batch.close().await;
            tokio::time::timeout(Duration::from_secs(10), server.db.close())
                .await
                .ok();
            Ok(())
        })
    }
}

/// A real start has no account that anybody knows.
fn first_steps(data: &Path) -> String {
    format!(
        "Chưa có tài khoản nào. Tạo quản trị viên đầu tiên, thay chữ trong ngoặc bằng của mình:\n  \
         lachan user add --data {} quan.tri --name \"Họ và tên\" --role admin --unit TINH --unit-name \"Tỉnh …\"",
        data.display()
    )
}

async fn stop() {
    let interrupt = async {
        tokio::signal::ctrl_c().await.ok();
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
