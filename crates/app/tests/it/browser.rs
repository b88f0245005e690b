//! Pages as a browser without JavaScript sees them: it keeps cookies, follows redirects, posts forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

pub struct Page {
    pub status: u16,
    /// Where one is after all redirects.
    pub path: String,
    pub text: String,
    location: Option<String>,
}

/// What an open page hears.
pub struct News(BufReader<TcpStream>);

impl News {
    /// Waits for an event that has all of these words.
    pub async fn until(&mut self, words: &[&str], limit: Duration) -> String {
        let heard = async {
            loop {
                let mut line = String::new();
                assert!(self.0.read_line(&mut line).await.unwrap() > 0, "the stream ended before {words:?}");
                if line.starts_with("data:") && words.iter().all(|word| line.contains(word)) {
                    return line;
                }
            }
        };
        tokio::time::timeout(limit, heard).await.unwrap_or_else(|_| panic!("nothing with {words:?} was heard"))
    }
}

const BOUNDARY: &str = "----a-boundary-that-nobody-writes";

impl Browser {
    pub fn at(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    /// The same person at another address.
    pub fn moved_to(&self, address: SocketAddr) -> Self {
        Self { address, cookies: self.cookies.clone() }
    }

    pub fn take_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// A stream of events that stays open.
    pub async fn listen(&self, path: &str) -> News {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.address, cookies.join("; "));
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        News(BufReader::new(stream))
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.ask("GET", path, "", "").await;
        self.follow(page).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let page = self.ask("POST", path, "application/x-www-form-urlencoded", &pairs.join("&")).await;
        self.follow(page).await
    }

    /// What an island sends by itself.
    pub async fn put(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.ask("PUT", path, "application/x-www-form-urlencoded", &pairs.join("&")).await
    }

    /// A form that may carry files.
    pub async fn post_parts(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let part = |(name, value): &(&str, &str)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = format!("{}--{BOUNDARY}--\r\n", fields.iter().map(part).collect::<String>());
        let page = self.ask("POST", path, &format!("multipart/form-data; boundary={BOUNDARY}"), &body).await;
        self.follow(page).await
    }

    async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            let Some(location) = page.location.take() else { return page };
            page = self.ask("GET", &location, "", "").await;
        }
        panic!("{} leads round in a circle", page.path);
    }

    /// HTTP/1.0, whose answers end with the connection and come in one piece.
    async fn ask(&mut self, method: &str, path: &str, kind: &str, body: &str) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut head =
            format!("{method} {path} HTTP/1.0\r\nHost: {}\r\nOrigin: http://{}\r\n", self.address, self.address);
        head.push_str(&format!("Accept: text/html\r\nCookie: {}\r\n", cookies.join("; ")));
        if method != "GET" {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        }
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        self.page(path, &String::from_utf8_lossy(&answer))
    }

    fn page(&mut self, path: &str, answer: &str) -> Page {
        let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: {answer:?}"));
        let mut page = Page {
            status: head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap(),
            path: path.to_owned(),
            text: text.to_owned(),
            location: None,
        };
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
            match name.to_ascii_lowercase().as_str() {
                "location" => page.location = Some(value.to_owned()),
                "set-cookie" => {
                    let (name, value) = value.split(';').next().and_then(|pair| pair.split_once('=')).unwrap();
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        page
    }
}

/// Percent-encoded, as forms are (application/x-www-form-urlencoded).
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|octet| match octet {
            octet if octet.is_ascii_alphanumeric() => char::from(octet).to_string(),
            octet => format!("%{octet:02X}"),
        })
        .collect()
}
