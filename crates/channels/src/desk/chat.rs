//! A chat is told: by an incoming webhook, within limits, never into our own network; what comes of it is written down.

mod say;

use super::Premises;
use bytes::Bytes;
use desk::notification::{CHAT_ADDRESS, ChatId};
use desk::{Actor, Done};
use http::Request;
use platform::http::{HttpFault, Limits};
use service::notification::{self, ChatContent};
use std::time::Duration;
use url::Url;

/// An answer is read no further, and no longer waited for.
pub const CHAT_LIMITS: Limits = Limits { body: 64 * 1024, time: Duration::from_secs(15) };

enum Heard {
    Yes,
    /// The next try may succeed; the key of why.
    Later(&'static str),
    Never(&'static str),
}

/// Does a `chat` job. The pauses between tries are the errand's own.
pub async fn tell_chat(premises: &Premises, body: &str, limits: Limits) -> Done<()> {
    let errand = body.to_owned();
    let asked = premises.desk.ask(Actor::System, move |read| notification::chat_content(read, &errand));
    let Some(content) = asked.await? else { return Ok(()) };
    let (person, errand) = (content.person, body.to_owned());
    let heard = tell(premises, &content, limits).await;
    let change = move |tx: &mut service::Tx| match heard {
        Heard::Yes => notification::chat_told(tx, person, ""),
        Heard::Never(why) => notification::chat_told(tx, person, why),
        Heard::Later(why) => notification::chat_again(tx, &errand, why),
    };
    premises.desk.change(Actor::System, change).await
}

/// Tried out: the key of why nobody heard it.
pub async fn try_chat(premises: &Premises, content: &ChatContent) -> Result<(), &'static str> {
    let why = match tell(premises, content, CHAT_LIMITS).await {
        Heard::Yes => "",
        Heard::Later(why) | Heard::Never(why) => why,
    };
    // Of what somebody has chosen it is remembered.
    if content.chat.id != ChatId(0) {
        let person = content.person;
        let noted = premises.desk.change(Actor::System, move |tx| notification::chat_told(tx, person, why)).await;
        noted.map_err(|_| "chat-failed")?;
    }
    if why.is_empty() { Ok(()) } else { Err(why) }
}

async fn tell(premises: &Premises, content: &ChatContent, limits: Limits) -> Heard {
    let Some(request) = request(premises, content) else { return Heard::Never("chat-address-lost") };
    match premises.outside.http.with(limits).send(request).await {
        Ok(answer) => match answer.status().as_u16() {
            200..=299 => Heard::Yes,
            401 | 403 => Heard::Never("chat-denied"),
            404 | 410 => Heard::Never("chat-gone"),
            408 | 429 => Heard::Later("chat-busy"),
            500.. => Heard::Later("chat-failed"),
            _ => Heard::Never("chat-refused"),
        },
        Err(HttpFault::Inner(_)) => Heard::Never("chat-inner"),
        Err(HttpFault::Address | HttpFault::Redirect(_)) => Heard::Never("chat-refused"),
        Err(HttpFault::Slow(_)) => Heard::Later("chat-slow"),
        // It was heard, whatever they had to say about it.
        Err(HttpFault::TooLarge(_)) => Heard::Yes,
        Err(HttpFault::Unreachable(_) | HttpFault::Broken(_)) => Heard::Later("chat-unreachable"),
    }
}

/// None: the address cannot be read any more.
fn request(premises: &Premises, content: &ChatContent) -> Option<Request<Bytes>> {
    let address = premises.secrets.open(&content.sealed_address, CHAT_ADDRESS).ok()?;
    let url = Url::parse(address.reveal()).ok()?;
    let body = say::said(content, premises.url.trim_end_matches('/')).to_string();
    Request::post(url.as_str()).header("content-type", "application/json").body(Bytes::from(body)).ok()
}
