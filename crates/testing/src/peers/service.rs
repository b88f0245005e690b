//! A service over HTTP as a test imagines it: each request is shown to a function, which answers.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    /// With its query, as it stood in the request.
    pub target: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A value of a form, or of the query.
    pub fn value(&self, name: &str) -> String {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let body = self.text();
        let pairs = query.split('&').chain(body.split('&'));
        let found = pairs.filter_map(|pair| pair.split_once('=')).find(|(other, _)| *other == name);
        found.map_or_else(String::new, |(_, value)| decoded(value))
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Answered {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: vec![("Content-Type", "application/json".into())], body: body.into().into_bytes() }
    }

    pub fn bytes(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: vec![("Content-Type", "text/plain".into())], body: body.into() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

type Answer = Arc<dyn Fn(&Asked) -> Answered + Send + Sync>;

/// Listens on loopback until it is dropped.
pub struct HttpService {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: JoinHandle<()>,
}

impl HttpService {
    pub async fn start(answer: impl Fn(&Asked) -> Answered + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, answer): (Arc<Mutex<Vec<Asked>>>, Answer) = (Arc::default(), Arc::new(answer));
        let notes = asked.clone();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (notes, answer) = (notes.clone(), answer.clone());
                tokio::spawn(async move { serve(stream, &notes, &answer).await });
            }
        });
        Self { port, asked, serving }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for HttpService {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(mut stream: TcpStream, notes: &Mutex<Vec<Asked>>, answer: &Answer) {
    let Some(asked) = read(&mut stream).await else { return };
    let answered = answer(&asked);
    notes.lock().unwrap().push(asked);
    let mut head = format!("HTTP/1.1 {} Said\r\n", answered.status);
    for (name, value) in &answered.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", answered.body.len()));
    // A client that has gone needs no answer.
    let _ = stream.write_all(&[head.as_bytes(), &answered.body].concat()).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut read = Vec::new();
    let end = loop {
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = read.split_off(end + 4);
    while body.len() < length.unwrap_or(0) {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Asked { method, target, headers, body })
}

/// Percent-encoding, with `+` for a space.
fn decoded(text: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let (octet, next) = match (first, after) {
            (b'%', [a, b, next @ ..]) => {
                let pair = [*a, *b];
                let digits = std::str::from_utf8(&pair).unwrap_or("00");
                (u8::from_str_radix(digits, 16).unwrap_or(b'?'), next)
            }
            (b'+', next) => (b' ', next),
            (other, next) => (*other, next),
        };
        octets.push(octet);
        rest = next;
    }
    String::from_utf8_lossy(&octets).into_owned()
}
