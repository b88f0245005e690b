//! Whether the name servers are alive. When they are not, messages are not made to wait for them one after the other.

use desk::channel::{Verdict, Verdicts};
use mail_auth::MessageAuthenticator;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Messages without an answer after which we look whether anybody answers at all.
const SUSPICIOUS: u32 = 3;
/// How long nobody is asked then.
const REST: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Default)]
pub(super) struct Pulse {
    unanswered: AtomicU32,
    rests_until: Mutex<Option<Instant>>,
}

impl Pulse {
    pub fn rests(&self) -> bool {
        let until = self.rests_until.lock().ok().and_then(|until| *until);
        until.is_some_and(|until| Instant::now() < until)
    }

    /// Takes note of how it went. The name servers of one sender cannot silence the rest: only when the root of all
    /// names is not answered for either, everybody has a rest.
    pub async fn felt(&self, dns: &MessageAuthenticator, verdicts: &Verdicts) {
        let all = [verdicts.spf, verdicts.dkim, verdicts.dmarc, verdicts.arc];
        if !all.contains(&Verdict::TempError) {
            self.unanswered.store(0, Ordering::Relaxed);
            return;
        }
        if self.unanswered.fetch_add(1, Ordering::Relaxed) + 1 < SUSPICIOUS {
            return;
        }
        self.unanswered.store(0, Ordering::Relaxed);
        if !alive(dns).await {
            tracing::warn!("no name server answers: senders of mail are not examined for {} seconds", REST.as_secs());
            if let Ok(mut until) = self.rests_until.lock() {
                *until = Some(Instant::now() + REST);
            }
        }
    }
}

/// An answer of any kind is a sign of life.
async fn alive(dns: &MessageAuthenticator) -> bool {
    match tokio::time::timeout(PATIENCE, dns.resolver().ns_lookup(".")).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => error.is_no_records_found() || error.is_nx_domain(),
        Err(_) => false,
    }
}
