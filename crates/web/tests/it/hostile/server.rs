//! Bad clients of a real server: slow, idle, many, torn.

use crate::browser::House;
use axum::Router;
use axum::routing::get;
use platform::shutdown::Shutdown;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use testing::{Database, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use web::Limits;

/// What the production limits are, only sooner.
const LIMITS: Limits = Limits {
    connections: 5_000,
    head: Duration::from_millis(600),
    body: Duration::from_millis(600),
    grace: Duration::from_secs(5),
};
/// Whatever should happen has happened by then.
const SOON: Duration = Duration::from_secs(10);

struct Server {
    address: SocketAddr,
    shutdown: Shutdown,
    ended: JoinHandle<()>,
}

impl Server {
    async fn start(limits: Limits, router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let (address, shutdown) = (listener.local_addr().expect("it has an address"), Shutdown::new());
        let ended = tokio::spawn(web::serve_within(limits, listener, router, shutdown.clone()));
        Self { address, shutdown, ended }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server listens")
    }

    /// One request on a connection of its own; everything that came back.
    async fn ask(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        // A server that has heard enough may close before it has read all.
        let _ = stream.write_all(request).await;
        rest(&mut stream).await
    }
}

/// What comes until the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let read = tokio::time::timeout(SOON, stream.read_to_end(&mut heard)).await;
    assert!(read.is_ok(), "the connection is still open, having said {:?}", String::from_utf8_lossy(&heard));
    String::from_utf8_lossy(&heard).into_owned()
}

async fn house() -> House {
    House::open(World::on(Database::sqlite())).await
}

fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F) {
    testing::run(body);
}

#[test]
fn a_client_that_sends_its_head_byte_by_byte_is_cut_off() {
    run(async || {
        let server = Server::start(LIMITS, house().await.router()).await;
        let (mut stream, begun) = (server.connect().await, Instant::now());
        for byte in b"GET /health HTTP/1.1\r\nHost: desk.example\r\nX-Slow: yes\r\n".iter().cycle() {
            if stream.write_all(&[*byte]).await.is_err() || begun.elapsed() > SOON {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            let mut answer = [0; 64];
            if stream.try_read(&mut answer).is_ok() {
                break;
            }
        }
        assert!(begun.elapsed() < SOON, "nobody cut it off");
        assert!(begun.elapsed() >= LIMITS.head, "it was cut off after {:?}", begun.elapsed());
    });
}

#[test]
fn a_client_that_never_says_anything_is_cut_off() {
    run(async || {
        let server = Server::start(LIMITS, house().await.router()).await;
        let mut silent = server.connect().await;
        assert_eq!(rest(&mut silent).await, "");
        let mut kept = server.connect().await;
        kept.write_all(b"GET /health HTTP/1.1\r\nHost: desk.example\r\n\r\n").await.unwrap();
        assert!(rest(&mut kept).await.ends_with("ok\n"), "a kept connection ends too, when nothing more is asked");
    });
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    run(async || {
        let server = Server::start(LIMITS, house().await.router()).await;
        let head = "POST /login HTTP/1.1\r\nHost: desk.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nemail=";
        let answer = server.ask(head.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    });
}

#[test]
fn what_is_no_request_is_answered_or_cut_but_never_believed() {
    run(async || {
        let server = Server::start(LIMITS, house().await.router()).await;
        let odd: [&[u8]; 9] = [
            b"\r\n\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\nHost: desk.example\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET http://evil.example/ HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n",
            b"POST /login HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
            b"POST /login HTTP/1.1\r\nHost: desk.example\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
        ];
        for request in odd {
            let answer = server.ask(request).await;
            let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4");
            assert!(refused, "{:?}: {answer}", String::from_utf8_lossy(request));
        }
        let large = format!("GET /health HTTP/1.1\r\nHost: desk.example\r\nX-Large: {}\r\n\r\n", "x".repeat(200_000));
        assert!(server.ask(large.as_bytes()).await.starts_with("HTTP/1.1 431"));
        let many = format!("GET /health HTTP/1.1\r\nHost: desk.example\r\n{}\r\n", "X-Many: 1\r\n".repeat(500));
        assert!(server.ask(many.as_bytes()).await.starts_with("HTTP/1.1 431"));
        assert!(
            server
                .ask(b"GET /health HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n")
                .await
                .ends_with("ok\n")
        );
    });
}

#[test]
fn two_thousand_idle_clients_keep_nobody_out() {
    run(async || {
        let patient = Limits { head: SOON, ..LIMITS };
        let server = Server::start(patient, house().await.router()).await;
        let mut idle = Vec::new();
        for _ in 0..2_000 {
            match TcpStream::connect(server.address).await {
                Ok(stream) => idle.push(stream),
                // This machine allows no more open files.
                Err(_) => break,
            }
        }
        assert!(idle.len() >= 200, "only {} could be opened", idle.len());
        if idle.len() < 2_000 {
            // Ends of ours, so that the server has files left for the others.
            idle.truncate(idle.len() / 2);
        }
        let begun = Instant::now();
        for _ in 0..20 {
            let answer = server.ask(b"GET /login HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n").await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
        assert!(begun.elapsed() < SOON, "others wait {:?}", begun.elapsed());
    });
}

#[test]
fn the_end_waits_for_a_request_under_way_and_for_nobody_else() {
    run(async || {
        let slow = Router::new().route(
            "/slow",
            get(async || {
                tokio::time::sleep(Duration::from_millis(400)).await;
                "done"
            }),
        );
        let server = Server::start(LIMITS, slow).await;
        let (mut busy, _idle) = (server.connect().await, server.connect().await);
        busy.write_all(b"GET /slow HTTP/1.1\r\nHost: desk.example\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.shutdown.trigger();
        let answer = rest(&mut busy).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
        tokio::time::timeout(LIMITS.grace, server.ended).await.expect("it ends before its grace is over").unwrap();
        assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
    });
}
