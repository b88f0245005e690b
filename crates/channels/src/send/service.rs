//! Letters go out through a provider's own service: Graph's sendMail and Gmail's messages.send, the message as it is.

use super::{Fate, Letter, Outcome, Said};
use crate::api::{Account, Question, reason, unreached, wait};
use crate::server::Trouble;
use base::Email;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;
use platform::http::HttpFault;

/// Which service.
#[derive(Clone, Debug)]
pub enum Service {
    /// <https://learn.microsoft.com/graph/api/user-sendmail>
    Graph(Account),
    /// <https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send>
    Gmail(Account),
}

impl Service {
    /// These services read the recipients from the header, and answer once for all of them.
    pub(super) async fn send(&self, letter: &Letter) -> Outcome {
        let raw = with_hidden_recipients(letter);
        let (account, question) = match self {
            Self::Graph(account) => {
                let address = account.address(&["v1.0", "users", &account.user, "sendMail"])?;
                (account, Question::carry(address, "text/plain", STANDARD.encode(&raw).into()))
            }
            Self::Gmail(account) => {
                let address = ["upload", "gmail", "v1", "users", &account.user, "messages", "send"];
                let mut address = account.address(&address)?;
                address.query_pairs_mut().append_pair("uploadType", "media");
                (account, Question::carry(address, "message/rfc822", raw))
            }
        };
        let fate = match account.send(question).await? {
            Ok(answer) => fate(&answer)?,
            Err(fault) => unheard(&fault)?,
        };
        Ok(letter.to.iter().map(|to| (to.clone(), fate.clone())).collect())
    }

    pub(super) fn account(&self) -> &Account {
        match self {
            Self::Graph(account) | Self::Gmail(account) => account,
        }
    }
}

fn fate(answer: &Response<Bytes>) -> Result<Fate, Trouble> {
    let code = answer.status().as_u16();
    match code {
        200..300 => Ok(Fate::Accepted(Said { code: 250, text: format!("2.0.0 {code} accepted by the service") })),
        // Nothing of it was taken: the whole letter waits.
        401 => Err(Trouble::LoginRefused(reason(answer))),
        403 | 404 => Err(Trouble::Refused(reason(answer))),
        429 | 503 => Err(Trouble::Busy(wait(answer))),
        // It may have been taken before something broke.
        500.. => Ok(Fate::Unknown(Trouble::Lost(reason(answer)))),
        _ => Ok(Fate::Refused(Said { code: 554, text: format!("5.0.0 {}", reason(answer)) })),
    }
}

/// A connection that could not be made has carried nothing; of one that broke nobody knows.
fn unheard(fault: &HttpFault) -> Result<Fate, Trouble> {
    match fault {
        HttpFault::Slow(_) | HttpFault::Broken(_) | HttpFault::TooLarge(_) => Ok(Fate::Unknown(unreached(fault))),
        HttpFault::Address | HttpFault::Inner(_) | HttpFault::Redirect(_) | HttpFault::Unreachable(_) => {
            Err(unreached(fault))
        }
    }
}

/// Whoever stands in the envelope alone is named in Bcc, which the service takes out again.
fn with_hidden_recipients(letter: &Letter) -> Bytes {
    let shown = shown_recipients(&letter.raw);
    let hidden: Vec<&str> = letter.to.iter().filter(|to| !shown.contains(to)).map(Email::as_str).collect();
    if hidden.is_empty() {
        return letter.raw.clone();
    }
    [format!("Bcc: {}\r\n", hidden.join(",\r\n ")).as_bytes(), &letter.raw].concat().into()
}

fn shown_recipients(raw: &Bytes) -> Vec<Email> {
    let parsed = mail::parse(raw, &mail::Limits::default());
    let listed = parsed.map(|parsed| parsed.to.into_iter().chain(parsed.cc).map(|address| address.email).collect());
    listed.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_recipients_are_named_to_the_service_alone() {
        let email = |text| Email::parse(text).unwrap();
        let raw = Bytes::from_static(b"From: d@d.example\r\nTo: a@x.example\r\nSubject: s\r\n\r\nhi\r\n");
        let to = vec![email("a@x.example"), email("b@x.example")];
        let letter = Letter { from: None, to, raw: raw.clone() };
        assert!(with_hidden_recipients(&letter).starts_with(b"Bcc: b@x.example\r\nFrom:"));
        let open = Letter { to: vec![email("a@x.example")], ..letter };
        assert_eq!(with_hidden_recipients(&open), raw);
    }

    #[test]
    fn what_may_have_been_taken_is_not_tried_again() {
        let answer = |status: u16| fate(&Response::builder().status(status).body(Bytes::new()).unwrap());
        assert!(matches!(answer(202), Ok(Fate::Accepted(_))));
        assert!(matches!(answer(400), Ok(Fate::Refused(_))));
        assert!(matches!(answer(500), Ok(Fate::Unknown(_))));
        assert!(matches!(answer(429), Err(Trouble::Busy(60))));
        assert!(matches!(answer(401), Err(Trouble::LoginRefused(_))));
    }
}
