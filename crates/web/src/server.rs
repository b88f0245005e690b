//! Accepts connections and ends with grace: slow and idle clients cost a socket, never a worker.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use platform::shutdown::Shutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;

/// After the end was asked for, connections that wait in the kernel's queue are still taken, as long as one comes within
/// this time and not more than so many.
const LAST_CALL: Duration = Duration::from_millis(50);
const LATE: usize = 1024;

/// What one client may cost us.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections at most; beyond, new ones wait in the kernel's queue.
    pub connections: usize,
    /// A request's head must arrive within this time (also the next one on a kept connection).
    pub head: Duration,
    /// Of a request's body something must arrive within this time, again and again.
    pub body: Duration,
    /// After the end was asked for, requests under way get this long.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connections: 16_384, head: seconds(30), body: seconds(30), grace: seconds(20) }
    }
}

/// Serves until the shutdown is triggered, then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router, shutdown: Shutdown) {
    serve_within(Limits::default(), listener, router, shutdown).await;
}

/// The same within other limits.
pub async fn serve_within(limits: Limits, listener: TcpListener, router: Router, shutdown: Shutdown) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(64 * 1024);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut late = 0;
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = shutdown.triggered() => match last_call(&listener, &mut late).await {
                Some(accepted) => accepted,
                None => break,
            },
        };
        let (stream, remote) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly: let some connections end.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let service = router.clone().map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(remote));
            request.map(|body| Body::new(TimeoutBody::new(limits.body, body)))
        });
        let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away in the middle is no fault of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.grace) => tracing::warn!("some connections were cut at the end"),
    }
}

/// At the end, who waits at the door already: closed on them, it would lose what they asked.
async fn last_call(listener: &TcpListener, late: &mut usize) -> Option<std::io::Result<(TcpStream, SocketAddr)>> {
    *late += 1;
    if *late > LATE { None } else { tokio::time::timeout(LAST_CALL, listener.accept()).await.ok() }
}
