//! Twilio SendGrid's Inbound Parse, with "POST the raw, full MIME message"
//! (<https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook>), signed where
//! a security policy says so
//! (<https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks>).

use super::form::Form;
use super::{Heard, Piece, Posted, Wrong, emails, is_fresh, sign};
use base::Email;
use serde::Deserialize;

const SIGNATURE: &str = "x-twilio-email-event-webhook-signature";
const TIMESTAMP: &str = "x-twilio-email-event-webhook-timestamp";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Envelope {
    to: Vec<String>,
    from: String,
}

pub fn heard(posted: &Posted) -> Result<Heard, Wrong> {
    let key = posted.secret.reveal();
    if !key.is_empty() {
        let field = |name| posted.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (tag, timestamp) = (sign::base64(field(SIGNATURE)).ok_or(Wrong::Signature)?, field(TIMESTAMP));
        let signed = [timestamp.as_bytes(), &posted.body[..]].concat();
        if !sign::p256(key, &signed, &tag) {
            return Err(Wrong::Signature);
        }
        if !timestamp.parse().is_ok_and(|at| is_fresh(at, posted.now)) {
            return Err(Wrong::Stale);
        }
    }
    let form = Form::read(posted)?;
    let raw = form.bytes("email").filter(|raw| !raw.is_empty()).ok_or(Wrong::Form)?;
    let envelope: Envelope = serde_json::from_str(&form.text("envelope")).unwrap_or_default();
    Ok(Heard::Mail(vec![Piece {
        raw,
        mail_from: Email::parse(&envelope.from),
        rcpt: emails(&envelope.to),
        remote: form.text("sender_ip").trim().parse().ok(),
        name: None,
    }]))
}
