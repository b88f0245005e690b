//! One browser: a connection that stays open, and a session.

use crate::Outcome;
use crate::server::Ready;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    address: String,
}

pub struct Page {
    pub status: u16,
    pub body: Bytes,
    pub cookie: Option<String>,
}

impl Client {
    /// `address` is `127.0.0.1:8080`.
    pub async fn connect(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, address: address.to_owned() })
    }

    pub async fn get(&mut self, path: &str, cookie: &str) -> Outcome<Page> {
        self.send(Method::GET, path, cookie, "text/plain", Bytes::new()).await
    }

    pub async fn post(&mut self, path: &str, cookie: &str, kind: &str, body: Bytes) -> Outcome<Page> {
        self.send(Method::POST, path, cookie, kind, body).await
    }

    async fn send(&mut self, method: Method, path: &str, cookie: &str, kind: &str, body: Bytes) -> Outcome<Page> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.address)
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, kind)
            .body(Full::new(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status().as_u16();
        let cookie = response.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = response.into_body().collect().await?.to_bytes();
        Ok(Page { status, body, cookie })
    }
}

/// Signs in and gives the session's cookie.
async fn sign_in(address: &str, email: &str, password: &str) -> Outcome<String> {
    let mut client = Client::connect(address).await?;
    let form = format!("email={email}&password={password}");
    let page = client.post("/login", "", "application/x-www-form-urlencoded", form.into()).await?;
    let cookie =
        page.cookie.filter(|_| page.status < 400).ok_or_else(|| format!("signing in was answered {}", page.status))?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// An administrator of a demo, signed in.
pub struct Session {
    pub address: String,
    pub cookie: String,
}

impl Session {
    pub async fn begin(ready: &Ready) -> Outcome<Self> {
        let address = ready.url.trim_start_matches("http://").to_owned();
        let administrator =
            ready.accounts.iter().find(|account| account.role == "administrator").ok_or("no administrator")?;
        let cookie = sign_in(&address, &administrator.email, &administrator.password).await?;
        Ok(Self { address, cookie })
    }
}
