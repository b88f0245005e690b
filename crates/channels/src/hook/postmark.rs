//! Postmark's inbound webhook, with "Include raw email content in JSON payload"
//! (<https://postmarkapp.com/developer/webhooks/inbound-webhook>). It signs nothing; who wants more than the secret address
//! puts a name and a password into it, which come as basic authentication (RFC 7617).

use super::{Heard, Piece, Posted, Wrong, sign};
use base::Email;
use platform::Hidden;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Inbound {
    raw_email: String,
    #[serde(rename = "MessageID")]
    message_id: String,
    original_recipient: String,
    from: String,
}

pub fn heard(posted: &Posted) -> Result<Heard, Wrong> {
    let wanted = &posted.secret;
    if !wanted.reveal().is_empty() {
        let field = posted.headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let shown = field.strip_prefix("Basic ").and_then(sign::base64).and_then(|text| String::from_utf8(text).ok());
        if shown.is_none_or(|shown| Hidden::new(shown) != *wanted) {
            return Err(Wrong::Signature);
        }
    }
    let inbound: Inbound = serde_json::from_slice(&posted.body).map_err(|_| Wrong::Form)?;
    if inbound.raw_email.is_empty() {
        return Err(Wrong::Form);
    }
    let name = Some(inbound.message_id).filter(|id| !id.is_empty()).map(|id| format!("postmark {id}"));
    Ok(Heard::Mail(vec![Piece {
        raw: inbound.raw_email.into(),
        mail_from: Email::parse(&inbound.from),
        rcpt: Email::parse(&inbound.original_recipient).into_iter().collect(),
        remote: None,
        name,
    }]))
}
