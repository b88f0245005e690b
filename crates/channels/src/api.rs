//! A provider's own service over HTTP: one account in it, asked with a token, and what its answers mean.

use crate::server::{Bearer, Trouble, quotable};
use bytes::Bytes;
use http::{Method, Request, Response};
use platform::http::{Http, HttpFault, Limits};
use std::time::Duration;
use url::Url;

/// An account with a service.
#[derive(Clone, Debug)]
pub struct Account {
    pub http: Http,
    /// `https://graph.microsoft.com`
    pub base: String,
    /// The address of the mailbox there.
    pub user: String,
    pub bearer: Bearer,
}

/// How much an answer that is no message may hold, and how long it may take.
const ROOM: usize = 16 * 1024 * 1024;
const TIME: Duration = Duration::from_secs(60);
const TIME_FOR_MESSAGE: Duration = Duration::from_secs(600);
/// Where a service wants us to wait and does not say how long.
const WAIT: u64 = 60;
/// Nobody may make us wait longer.
const LONGEST_WAIT: u64 = 3600;

/// What was asked for is not there.
#[derive(Debug)]
pub(crate) enum Told {
    Answer(Response<Bytes>),
    /// 404
    NotThere,
    /// 410: what we remember of it is too old.
    TooOld,
    /// The answer is bigger than there is room for.
    TooBig,
}

/// Something to be asked.
pub(crate) struct Question {
    method: Method,
    address: String,
    headers: Vec<(&'static str, &'static str)>,
    body: Bytes,
    limits: Limits,
}

impl Question {
    pub(crate) fn get(address: impl Into<String>) -> Self {
        Self::new(Method::GET, address, Bytes::new())
    }

    pub(crate) fn post(address: impl Into<String>, body: &serde_json::Value) -> Self {
        Self::new(Method::POST, address, body.to_string().into()).header("content-type", "application/json")
    }

    pub(crate) fn patch(address: impl Into<String>, body: &serde_json::Value) -> Self {
        Self::new(Method::PATCH, address, body.to_string().into()).header("content-type", "application/json")
    }

    pub(crate) fn delete(address: impl Into<String>) -> Self {
        Self::new(Method::DELETE, address, Bytes::new())
    }

    /// A whole message, with a long time to take it.
    pub(crate) fn carry(address: impl Into<String>, kind: &'static str, body: Bytes) -> Self {
        let question = Self::new(Method::POST, address, body).header("content-type", kind);
        Self { limits: Limits { body: ROOM, time: TIME_FOR_MESSAGE }, ..question }
    }

    fn new(method: Method, address: impl Into<String>, body: Bytes) -> Self {
        Self { method, address: address.into(), headers: Vec::new(), body, limits: Limits { body: ROOM, time: TIME } }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// For a message of at most so many octets.
    pub(crate) fn with_room(self, body: usize) -> Self {
        Self { limits: Limits { body, time: TIME_FOR_MESSAGE }, ..self }
    }
}

impl Account {
    /// An address of the service, of path segments that may hold anything.
    pub(crate) fn address(&self, segments: &[&str]) -> Result<Url, Trouble> {
        let mut url = Url::parse(&self.base).map_err(|fault| Trouble::Settings(fault.to_string()))?;
        url.path_segments_mut().map_err(|()| Trouble::Settings(self.base.clone()))?.pop_if_empty().extend(segments);
        Ok(url)
    }

    /// Asks, and reads the answer as JSON.
    pub(crate) async fn json(&self, question: Question) -> Result<Option<serde_json::Value>, Trouble> {
        match self.ask(question).await? {
            Told::Answer(answer) => {
                let body = answer.body();
                serde_json::from_slice(body).map(Some).map_err(|_| Trouble::gibberish(body))
            }
            Told::NotThere | Told::TooOld => Ok(None),
            Told::TooBig => Err(Trouble::Gibberish(format!("more than {ROOM} bytes"))),
        }
    }

    /// Makes something that has a name there; what it is called from then on.
    pub(crate) async fn made(&self, question: Question, name: &str) -> Result<String, Trouble> {
        let made = self.json(question).await?.unwrap_or_default();
        let id = made["id"].as_str().map(str::to_owned);
        id.ok_or_else(|| Trouble::Refused(format!("{name} cannot be made")))
    }

    /// Whether it went well, or why it is not wanted; what is gone already is well.
    pub(crate) async fn attempt(&self, question: Question) -> Result<Option<Trouble>, Trouble> {
        match self.ask(question).await {
            Ok(_) => Ok(None),
            Err(refused @ Trouble::Refused(_)) => Ok(Some(refused)),
            Err(trouble) => Err(trouble),
        }
    }

    pub(crate) async fn ask(&self, question: Question) -> Result<Told, Trouble> {
        match self.send(question).await? {
            Ok(answer) => told(answer),
            Err(HttpFault::TooLarge(_)) => Ok(Told::TooBig),
            Err(fault) => Err(unreached(&fault)),
        }
    }

    /// The bare answer. The outer error: nothing was asked.
    pub(crate) async fn send(&self, question: Question) -> Result<Result<Response<Bytes>, HttpFault>, Trouble> {
        // A token goes to the service it is for and to no other, whatever address the service itself has named.
        if !same_origin(&question.address, &self.base) {
            return Err(Trouble::Gibberish(quotable(&question.address)));
        }
        let token = self.bearer.token().await?;
        let mut request = Request::builder()
            .method(question.method)
            .uri(&question.address)
            .header("authorization", format!("Bearer {}", token.reveal()));
        for (name, value) in question.headers {
            request = request.header(name, value);
        }
        let request = request.body(question.body).map_err(|fault| Trouble::Settings(fault.to_string()))?;
        Ok(self.http.with(question.limits).send(request).await)
    }
}

fn told(answer: Response<Bytes>) -> Result<Told, Trouble> {
    let (status, said) = (answer.status().as_u16(), || reason(&answer));
    match status {
        200..300 => Ok(Told::Answer(answer)),
        404 => Ok(Told::NotThere),
        410 => Ok(Told::TooOld),
        401 => Err(Trouble::LoginRefused(said())),
        429 | 503 => Err(Trouble::Busy(wait(&answer))),
        500.. => Err(Trouble::Lost(said())),
        _ => Err(Trouble::Refused(said())),
    }
}

/// Seconds (RFC 9110 §10.2.3).
pub(crate) fn wait(answer: &Response<Bytes>) -> u64 {
    let after = answer.headers().get("retry-after").and_then(|after| after.to_str().ok()?.trim().parse().ok());
    after.unwrap_or(WAIT).clamp(1, LONGEST_WAIT)
}

/// What a service says about a refusal: both write `{"error": {"code": …, "message": …}}`.
pub(crate) fn reason(answer: &Response<Bytes>) -> String {
    let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let error = &body["error"];
    let code = error["code"].as_str().or(error["status"].as_str()).unwrap_or_default();
    let said = format!("{} {code} {}", answer.status().as_u16(), error["message"].as_str().unwrap_or_default());
    quotable(said.trim())
}

fn same_origin(address: &str, base: &str) -> bool {
    match (Url::parse(address), Url::parse(base)) {
        (Ok(address), Ok(base)) => address.origin() == base.origin(),
        (_, _) => false,
    }
}

/// Of an answer that did not come.
pub(crate) fn unreached(fault: &HttpFault) -> Trouble {
    match fault {
        HttpFault::Slow(_) => Trouble::TimedOut,
        HttpFault::Address | HttpFault::Inner(_) | HttpFault::Redirect(_) => Trouble::Settings(fault.to_string()),
        HttpFault::TooLarge(_) | HttpFault::Broken(_) => Trouble::Lost(fault.to_string()),
        HttpFault::Unreachable(_) => Trouble::Unreachable(fault.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_to_no_other_house() {
        let base = "https://graph.microsoft.com";
        assert!(same_origin("https://graph.microsoft.com/v1.0/x?y", base));
        for other in [
            "https://graph.microsoft.com.evil.example/",
            "http://graph.microsoft.com/",
            "x",
            "https://graph.microsoft.com:444/",
        ] {
            assert!(!same_origin(other, base), "{other}");
        }
    }

    #[test]
    fn a_service_that_is_busy_says_how_long_within_reason() {
        for (header, seconds) in [(Some("7"), 7), (Some("999999"), 3600), (Some("later"), 60), (None, 60)] {
            let mut answer = Response::builder().status(429);
            if let Some(header) = header {
                answer = answer.header("retry-after", header);
            }
            let answer = answer.body(Bytes::new()).unwrap();
            assert!(matches!(told(answer), Err(Trouble::Busy(told)) if told == seconds), "{header:?}");
        }
    }
}
