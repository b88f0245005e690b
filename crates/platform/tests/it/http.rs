//! The way out, tried with servers on this machine.

use bytes::Bytes;
use http::Request;
use platform::config::Networks;
use platform::http::{Http, HttpFault, Limits};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Answers every request with the same text and passes on what it was asked.
async fn server(answer: impl Into<String>) -> (u16, mpsc::UnboundedReceiver<String>) {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut asked = vec![0; 4096];
            let length = socket.read(&mut asked).await.unwrap_or(0);
            drop(tell.send(String::from_utf8_lossy(&asked[..length]).into_owned()));
            drop(socket.write_all(answer.as_bytes()).await);
            if answer.is_empty() {
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
        }
    });
    (port, told)
}

fn page(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn allowing(networks: &str) -> Http {
    Http::new(Networks::read(networks).unwrap()).unwrap()
}

#[tokio::test]
async fn an_allowed_network_is_reached_by_number_and_by_name() {
    let (port, _told) = server(page("hello")).await;
    let http = allowing("127.0.0.0/8,::1");
    for host in ["127.0.0.1", "localhost"] {
        let answer = http.get(&format!("http://{host}:{port}/")).await.unwrap();
        assert_eq!((answer.status().as_u16(), &answer.body()[..]), (200, &b"hello"[..]));
    }
}

#[tokio::test]
async fn an_inner_network_is_not_even_knocked_at() {
    let (port, mut told) = server(page("secret")).await;
    let http = allowing("");
    for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"] {
        let refused = http.get(&format!("http://{host}:{port}/")).await.unwrap_err();
        assert!(matches!(refused, HttpFault::Inner(_)), "{host}: {refused}");
    }
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_redirect_into_an_inner_network_is_not_followed() {
    let (inner, mut told) = server(page("secret")).await;
    for target in ["127.0.0.2", "[::1]", "169.254.169.254"] {
        let (port, _told) = server(redirect(&format!("http://{target}:{inner}/"))).await;
        let refused = allowing("127.0.0.1").get(&format!("http://127.0.0.1:{port}/")).await.unwrap_err();
        assert!(matches!(refused, HttpFault::Inner(_)), "{target}: {refused}");
    }
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_redirect_is_followed_without_the_keys() {
    let (end, mut told) = server(page("the end")).await;
    let (port, mut first) = server(redirect(&format!("http://127.0.0.1:{end}/end"))).await;
    let request =
        Request::get(format!("http://127.0.0.1:{port}/")).header("authorization", "Bearer key").body(Bytes::new());
    let answer = allowing("127.0.0.1").send(request.unwrap()).await.unwrap();
    assert_eq!(answer.body(), "the end");
    assert!(first.recv().await.unwrap().contains("Bearer key"));
    assert!(!told.recv().await.unwrap().contains("Bearer key"));
}

#[tokio::test]
async fn a_redirect_without_an_end_is_left() {
    let (port, mut told) = server(redirect("/again")).await;
    let refused = allowing("127.0.0.1").get(&format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(refused, HttpFault::Redirect(_)), "{refused}");
    let mut asked = 0;
    while told.try_recv().is_ok() {
        asked += 1;
    }
    assert_eq!(asked, 6);
}

#[tokio::test]
async fn what_is_posted_arrives() {
    let (port, mut told) = server(page("")).await;
    let request = Request::post(format!("http://127.0.0.1:{port}/hook?x=1")).body(Bytes::from("{\"ticket\":1}"));
    allowing("127.0.0.1").send(request.unwrap()).await.unwrap();
    let asked = told.recv().await.unwrap();
    assert!(
        asked.starts_with("POST /hook?x=1 HTTP/1.1") && asked.to_lowercase().contains("content-length: 12"),
        "{asked}"
    );
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_cut_off() {
    let (port, _told) = server(page(&"x".repeat(1001))).await;
    let limits = Limits { body: 1000, ..Limits::default() };
    let refused = allowing("127.0.0.1").with(limits).get(&format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(refused, HttpFault::TooLarge(1000)));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_in_time() {
    let (port, _told) = server("").await;
    let limits = Limits { time: Duration::from_millis(100), ..Limits::default() };
    let refused = allowing("127.0.0.1").with(limits).get(&format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(refused, HttpFault::Slow(_)));
}

#[tokio::test]
async fn a_fault_does_not_repeat_the_secret_in_an_address() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let fault = allowing("127.0.0.1").get(&format!("http://{closed}/hook?token=opensesame")).await.unwrap_err();
    assert!(matches!(fault, HttpFault::Unreachable(_)) && !fault.to_string().contains("opensesame"), "{fault}");
    let fault = allowing("").get("http://exa mple/?token=opensesame").await.unwrap_err();
    assert!(!fault.to_string().contains("opensesame"), "{fault}");
}
