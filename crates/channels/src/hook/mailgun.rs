//! Mailgun's routes, with the message as it is
//! (<https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/receive-http>), signed with the HTTP
//! webhook signing key (<https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks>).

use super::form::Form;
use super::{Heard, Piece, Posted, Wrong, is_fresh, sign};
use base::Email;

pub fn heard(posted: &Posted) -> Result<Heard, Wrong> {
    let form = Form::read(posted)?;
    let (timestamp, token) = (form.text("timestamp"), form.text("token"));
    let tag = sign::hex(&form.text("signature")).ok_or(Wrong::Signature)?;
    let signed = format!("{timestamp}{token}");
    if token.is_empty() || !sign::hmac_sha256(posted.secret.reveal(), signed.as_bytes(), &tag) {
        return Err(Wrong::Signature);
    }
    if !timestamp.parse().is_ok_and(|at| is_fresh(at, posted.now)) {
        return Err(Wrong::Stale);
    }
    let raw = form.bytes("body-mime").filter(|raw| !raw.is_empty()).ok_or(Wrong::Form)?;
    // The signature says nothing of the message: with a token that was heard once nothing else can be slipped in.
    let name = Some(format!("mailgun {token}"));
    let mail_from = Email::parse(&form.text("sender"));
    let rcpt = form.text("recipient").split(',').filter_map(|one| Email::parse(one.trim())).collect();
    Ok(Heard::Mail(vec![Piece { raw, mail_from, rcpt, remote: None, name }]))
}
