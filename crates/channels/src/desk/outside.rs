//! What the doors hold of the world outside: the guarded way out, and the tokens that are good for a while.

use base::Moment;
use desk::channel::MailboxId;
use platform::Hidden;
use platform::config::Networks;
use platform::http::{Http, HttpFault};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A token is not shown any more so long before its end.
const MARGIN: Duration = Duration::from_secs(300);

/// For which of a provider's services a token is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// IMAP, POP3 and SMTP.
    Mail,
    /// The service itself: Graph, or the Gmail API.
    Api,
}

pub struct Outside {
    pub http: Http,
    tokens: Mutex<HashMap<(MailboxId, Audience), (Hidden, Moment)>>,
}

impl Outside {
    /// # Errors
    /// The machine has no certificates to trust.
    pub fn new(allow: Networks) -> Result<Arc<Self>, HttpFault> {
        Ok(Arc::new(Self { http: Http::new(allow)?, tokens: Mutex::default() }))
    }

    pub(super) fn token(&self, mailbox: MailboxId, audience: Audience, now: Moment) -> Option<Hidden> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let (token, _) = tokens.get(&(mailbox, audience)).filter(|(_, end)| now.plus(MARGIN) < *end)?;
        Some(token.clone())
    }

    pub(super) fn remember(&self, mailbox: MailboxId, audience: Audience, token: Hidden, end: Moment) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert((mailbox, audience), (token, end));
    }

    /// A service would not take its token, or it was granted anew.
    pub(super) fn forget(&self, mailbox: MailboxId) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).retain(|(other, _), _| *other != mailbox);
    }
}
