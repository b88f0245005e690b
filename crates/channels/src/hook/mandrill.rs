//! Mailchimp Transactional's (Mandrill's) inbound webhook, signed over its own address and its fields
//! (<https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests>).

use super::form::Form;
use super::{Heard, MOST, Piece, Posted, Wrong, sign};
use base::Email;
use serde::Deserialize;

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    event: String,
    #[serde(default)]
    msg: Message,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    raw_msg: String,
    email: String,
    from_email: String,
}

pub fn heard(posted: &Posted) -> Result<Heard, Wrong> {
    let form = Form::read(posted)?;
    let mut fields: Vec<(&str, &[u8])> = form.all().iter().map(|(name, value)| (name.as_str(), &value[..])).collect();
    fields.sort();
    let mut signed = posted.url.clone().into_bytes();
    for (name, value) in fields {
        signed.extend_from_slice(name.as_bytes());
        signed.extend_from_slice(value);
    }
    let shown = posted.headers.get("x-mandrill-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tag = sign::base64(shown).ok_or(Wrong::Signature)?;
    if !sign::hmac_sha1(posted.secret.reveal(), &signed, &tag) {
        return Err(Wrong::Signature);
    }
    let events: Vec<Event> = serde_json::from_str(&form.text("mandrill_events")).map_err(|_| Wrong::Form)?;
    let mail = events.into_iter().filter(|event| event.event == "inbound" && !event.msg.raw_msg.is_empty()).take(MOST);
    let pieces: Vec<Piece> = mail
        .map(|event| Piece {
            mail_from: Email::parse(&event.msg.from_email),
            rcpt: Email::parse(&event.msg.email).into_iter().collect(),
            raw: event.msg.raw_msg.into(),
            remote: None,
            name: None,
        })
        .collect();
    Ok(if pieces.is_empty() { Heard::Nothing } else { Heard::Mail(pieces) })
}
