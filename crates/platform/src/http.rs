//! The one way out: HTTP to addresses that people or other systems named, and never into our own network.
//!
//! A webhook's address, a picture in a mail, a model's end point: whoever names it must not make us knock at doors
//! inside (server-side request forgery). A name is resolved once and the connection goes to an address that was
//! checked; each redirect is checked alike. Inner networks that are meant are named in `outgoing_allow`.

mod address;
mod fault;
mod guard;
mod redirect;

pub use fault::HttpFault;

use crate::config::Networks;
use crate::tls;
use ::http::{Request, Response};
use bytes::{Bytes, BytesMut};
use guard::Guard;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Redirects that are followed.
const HOPS: usize = 5;
const CONNECT: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(30);

/// How much one request may cost us.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the answer's body.
    pub body: usize,
    /// From the first name asked for to the last byte, redirects included.
    pub time: Duration,
}

impl Default for Limits {
    /// 10 MiB in 30 seconds.
    fn default() -> Self {
        Self { body: 10 * 1024 * 1024, time: Duration::from_secs(30) }
    }
}

/// A client that does not go where it should not; clones share its connections.
#[derive(Clone, Debug)]
pub struct Http {
    client: reqwest::Client,
    guard: Arc<Guard>,
    limits: Limits,
}

impl Http {
    /// # Errors
    /// The machine has no certificates to trust.
    pub fn new(allow: Networks) -> Result<Self, HttpFault> {
        tls::install();
        let guard = Arc::new(Guard::new(allow));
        let client = reqwest::Client::builder()
            .dns_resolver(guard.clone())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("Kippu/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(HttpFault::from)?;
        Ok(Self { client, guard, limits: Limits::default() })
    }

    /// The same client with other limits.
    pub fn with(&self, limits: Limits) -> Self {
        Self { limits, ..self.clone() }
    }

    /// Sends a request and follows up to five redirects; any status is an answer.
    ///
    /// # Errors
    /// The address is none or inner, nobody answers, or the answer is more than the limits allow.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpFault> {
        let time = self.limits.time;
        tokio::time::timeout(time, self.follow(request)).await.unwrap_or(Err(HttpFault::Slow(time)))
    }

    /// A plain GET. The address may have a host in any script (`https://例え.jp/`).
    pub async fn get(&self, url: &str) -> Result<Response<Bytes>, HttpFault> {
        let url = Url::parse(url).map_err(|_| HttpFault::Address)?;
        let request = Request::get(url.as_str()).body(Bytes::new());
        self.send(request.map_err(|_| HttpFault::Address)?).await
    }

    async fn follow(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, HttpFault> {
        for _ in 0..=HOPS {
            let url = self.guard.pass(request.uri())?;
            let mut asked = reqwest::Request::try_from(request.clone())?;
            *asked.url_mut() = url.clone();
            let answer = self.client.execute(asked).await?;
            match redirect::next(&url, &request, answer.status(), answer.headers())? {
                Some(next) => request = next,
                None => return self.read(answer).await,
            }
        }
        Err(HttpFault::Redirect("it leads from one address to the next without an end"))
    }

    async fn read(&self, mut answer: reqwest::Response) -> Result<Response<Bytes>, HttpFault> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > self.limits.body {
                return Err(HttpFault::TooLarge(self.limits.body));
            }
            body.extend_from_slice(&chunk);
        }
        *response.body_mut() = body.freeze();
        Ok(response)
    }
}
