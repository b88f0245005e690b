//! Whether the name servers are alive. When they are not, messages are not made to wait for them one after the other.

use desk::channel::{Verdict, Verdicts};
use mail_auth::MessageAuthenticator;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Messages without an answer after which we look whether anybody answers at all.
const SUSPICIOUS: u32 = 2;
/// How long a sign of life is waited for: it costs no more than this to find the name servers dead.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long nobody is asked then, at first and in the end.
const FIRST_REST: Duration = Duration::from_secs(30);
const LONGEST_REST: Duration = Duration::from_secs(600);

#[derive(Default)]
pub(super) struct Pulse(Mutex<Felt>);

#[derive(Debug, Default)]
struct Felt {
    /// Somebody has answered since we began or last rested.
    sure: bool,
    unanswered: u32,
    /// Nobody is asked before.
    until: Option<Instant>,
    /// The rest before this one.
    last: Option<Duration>,
}

impl Pulse {
    /// Whether a message may ask. Where nobody has answered yet, or not of late, a small question goes first.
    pub async fn beats(&self, dns: &MessageAuthenticator) -> bool {
        match self.with(|felt| felt.known(Instant::now())) {
            Some(known) => known,
            None => {
                let alive = alive(dns).await;
                self.with(|felt| felt.found(alive, Instant::now()));
                alive
            }
        }
    }

    /// Takes note of how it went. The name servers of one sender cannot silence the rest: they only make us look.
    pub fn felt(&self, verdicts: &Verdicts) {
        let all = [verdicts.spf, verdicts.dkim, verdicts.dmarc, verdicts.arc];
        let late = all.contains(&Verdict::TempError);
        self.with(|felt| felt.asked(late));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Felt) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

impl Felt {
    /// None: somebody has to look.
    fn known(&self, now: Instant) -> Option<bool> {
        if self.until.is_some_and(|until| now < until) { Some(false) } else { self.sure.then_some(true) }
    }

    /// Several may have looked at once: one rest follows.
    fn found(&mut self, alive: bool, now: Instant) {
        if alive {
            *self = Self { sure: true, ..Self::default() };
        } else if self.until.is_none_or(|until| until <= now) {
            let rest = self.last.map_or(FIRST_REST, |last| (last * 2).min(LONGEST_REST));
            tracing::warn!("no name server answers: senders of mail are not examined for {} seconds", rest.as_secs());
            *self = Self { sure: false, unanswered: 0, until: Some(now + rest), last: Some(rest) };
        }
    }

    fn asked(&mut self, late: bool) {
        self.unanswered = if late { self.unanswered + 1 } else { 0 };
        if self.unanswered >= SUSPICIOUS {
            (self.sure, self.unanswered) = (false, 0);
        }
    }
}

/// An answer of any kind is a sign of life. The name is one that nobody remembers, so that somebody has to be asked.
async fn alive(dns: &MessageAuthenticator) -> bool {
    let token: String = base::Token::random().reveal().chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    let name = format!("k{}.com.", token.to_lowercase());
    match tokio::time::timeout(PATIENCE, dns.resolver().ns_lookup(name)).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => error.is_no_records_found() || error.is_nx_domain(),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_grow_until_somebody_answers() {
        let (mut felt, mut now) = (Felt::default(), Instant::now());
        let mut rests = Vec::new();
        for _ in 0..7 {
            assert_eq!(felt.known(now), None, "after a rest somebody looks");
            felt.found(false, now);
            felt.found(false, now);
            assert_eq!(felt.known(now), Some(false));
            let rest = felt.last.unwrap();
            rests.push(rest.as_secs());
            now += rest;
        }
        assert_eq!(rests, [30, 60, 120, 240, 480, 600, 600]);
        felt.found(true, now);
        assert_eq!(felt.known(now), Some(true));
        felt.asked(true);
        felt.asked(false);
        felt.asked(true);
        assert_eq!(felt.known(now), Some(true), "one slow sender is no sign");
        felt.asked(true);
        assert_eq!(felt.known(now), None);
        felt.found(false, now);
        assert_eq!(felt.last, Some(FIRST_REST), "the next trouble begins small");
    }
}
