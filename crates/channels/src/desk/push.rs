//! A browser is told: sealed for it alone, through the guarded way out, as its push service wants it (RFC 8030).

use super::Premises;
use base::words::{self, Args, Words};
use bytes::Bytes;
use desk::{Actor, Done, Fault};
use http::{Request, StatusCode};
use platform::http::{HttpFault, Limits};
use platform::push::{PUSH_KEY, authorization, encrypt, make_key};
use platform::{Hidden, push::PushFault};
use service::notification::{self, PushAbout, PushContent, PushKeys};
use std::time::Duration;
use url::Url;
use views::agent::told;

/// An answer of a push service is read no further, and no longer waited for.
pub const PUSH_LIMITS: Limits = Limits { body: 64 * 1024, time: Duration::from_secs(15) };
/// How long a push service keeps it for a browser that is not on: news of yesterday is none.
const TTL: Duration = Duration::from_secs(12 * 3600);
/// How long our word of who we are is good.
const VOUCHED: i64 = 12 * 3600;
/// Characters of a subject and of what was said that go along.
const LONGEST: usize = 200;

/// How it went, for whoever does the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// Taken, or there was nothing to tell any more.
    Done,
    /// The next try may succeed.
    Again(String),
    /// No further try would help.
    Hopeless(String),
}

/// Makes the house's key on the first day.
pub async fn make_push_key(premises: &Premises) -> Done<()> {
    if premises.desk.ask(Actor::System, notification::push_keys).await?.is_some() {
        return Ok(());
    }
    let (public, private) = make_key();
    let keys = PushKeys { public, sealed_private: premises.secrets.seal(&private, PUSH_KEY) };
    premises.desk.change(Actor::System, move |tx| notification::keep_push_keys(tx, &keys)).await
}

/// Does a `push` job.
pub async fn push(premises: &Premises, body: &str, limits: Limits) -> Done<Pushed> {
    let errand = body.to_owned();
    let asked = premises.desk.ask(Actor::System, move |read| {
        Ok((notification::push_content(read, &errand)?, notification::push_keys(read)?))
    });
    let (Some(content), Some(keys)) = asked.await? else { return Ok(Pushed::Done) };
    let id = content.browser.id;
    let private = premises.secrets.open(&keys.sealed_private, PUSH_KEY).map_err(Fault::new)?;
    let request = match request(premises, &content, &private) {
        Ok(request) => request,
        Err(Unsound::Browser(why)) => {
            premises.desk.change(Actor::System, move |tx| notification::push_gone(tx, id)).await?;
            return Ok(Pushed::Hopeless(why));
        }
        Err(Unsound::Key(why)) => return Ok(Pushed::Hopeless(why)),
    };
    let answer = match premises.outside.http.with(limits).send(request).await {
        Ok(answer) => answer.status(),
        Err(HttpFault::Address) => {
            return Ok(Pushed::Hopeless("its push service has no address that we may ask".into()));
        }
        Err(fault) => return Ok(Pushed::Again(fault.to_string())),
    };
    match answer {
        status if status.is_success() => {
            premises.desk.change(Actor::System, move |tx| notification::push_taken(tx, id)).await?;
            Ok(Pushed::Done)
        }
        // It is known there no more, or was made for another key of ours.
        StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            premises.desk.change(Actor::System, move |tx| notification::push_gone(tx, id)).await?;
            Ok(Pushed::Done)
        }
        StatusCode::TOO_MANY_REQUESTS => Ok(Pushed::Again("its push service asks for patience".into())),
        status if status.is_server_error() => Ok(Pushed::Again(format!("its push service says {status}"))),
        status => Ok(Pushed::Hopeless(format!("its push service says {status}"))),
    }
}

enum Unsound {
    Browser(String),
    Key(String),
}

impl From<PushFault> for Unsound {
    fn from(fault: PushFault) -> Self {
        match fault {
            PushFault::Browser => Self::Browser(fault.to_string()),
            PushFault::Key | PushFault::TooLong(_) => Self::Key(fault.to_string()),
        }
    }
}

fn request(premises: &Premises, content: &PushContent, private: &Hidden) -> Result<Request<Bytes>, Unsound> {
    let wish = &content.browser.wish;
    let url = Url::parse(&wish.endpoint).map_err(|error| Unsound::Browser(error.to_string()))?;
    let body = encrypt(payload(content).as_bytes(), &wish.public_key, &wish.auth)?;
    let until = premises.desk.now().millis() / 1_000 + VOUCHED;
    let vouched = authorization(private, &url.origin().ascii_serialization(), &subject(&premises.url), until)?;
    let request = Request::post(url.as_str())
        .header("content-encoding", "aes128gcm")
        .header("content-type", "application/octet-stream")
        .header("ttl", TTL.as_secs())
        .header("urgency", if content.is_urgent() { "high" } else { "normal" })
        .header("topic", topic(content))
        .header("authorization", vouched);
    request.body(Bytes::from(body)).map_err(|error| Unsound::Browser(error.to_string()))
}

/// Whom a push service may ask about us.
fn subject(url: &str) -> String {
    let host = url.split("://").last().unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    if url.starts_with("https://") { url.to_owned() } else { format!("mailto:postmaster@{host}") }
}

/// What is still undelivered about the same ticket is replaced (RFC 8030 §5.4).
fn topic(content: &PushContent) -> String {
    match &content.about {
        PushAbout::One { number, .. } => format!("ticket-{number}"),
        PushAbout::Many(_) => "summary".to_owned(),
    }
}

/// What the service worker shows (`ui/sw.ts`). What a ticket says is in it only where its reader has wished so.
fn payload(content: &PushContent) -> String {
    let words = words::of(content.language);
    let said = match &content.about {
        PushAbout::One { number, message, told: what, text } => {
            let place = message.map(|message| format!("#message-{message}")).unwrap_or_default();
            let title = headline(&number.to_string(), &told(what, words), words);
            let body = text.as_ref().map(|(subject, said)| [short(subject), short(said)].join("\n").trim().to_owned());
            serde_json::json!({
                "title": title,
                "body": body.unwrap_or_default(),
                "url": format!("/tickets/{number}{place}"),
                "tag": format!("ticket-{number}"),
                "unread": content.unread,
            })
        }
        PushAbout::Many(count) => serde_json::json!({
            "title": words.with("push-many", "x", *count),
            "body": "",
            "url": "/notifications",
            "tag": "summary",
            "unread": content.unread,
        }),
    };
    said.to_string()
}

fn headline(number: &str, told: &str, words: &Words) -> String {
    let mut args = Args::new();
    args.set("number", number);
    args.set("what", told);
    words.tell("push-one", &args)
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_service_is_told_whom_to_ask() {
        assert_eq!(subject("https://desk.example"), "https://desk.example");
        assert_eq!(subject("http://localhost:8080"), "mailto:postmaster@localhost");
    }
}
