//! A signed-in browser, and the one-time links that lead to one.

use crate::people::PersonId;
use base::{Digest, Moment};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// One signed-in browser. Its token is known only to that browser; we keep the digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub digest: Digest,
    pub person: PersonId,
    /// Signed in at the workspace; false for a requester's portal session.
    pub agent: bool,
    pub created_at: Moment,
    pub seen_at: Moment,
    /// Moves on with use.
    pub expires_at: Moment,
    pub address: String,
    pub browser: String,
}

/// Where somebody signs in from, as far as we can tell. Both are kept short.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Browser {
    /// The IP address.
    pub address: String,
    /// The `User-Agent` header.
    pub name: String,
}

impl Session {
    /// A session ends when it was not used for this long.
    pub const IDLE: Duration = DAY.saturating_mul(7);
    /// However much it is used, it ends after this long.
    pub const LONGEST: Duration = DAY.saturating_mul(30);
    /// How exactly we know when it was last used; a request within this span writes nothing.
    pub const SEEN: Duration = Duration::from_secs(60);

    pub fn begin(digest: Digest, person: PersonId, agent: bool, browser: &Browser, now: Moment) -> Self {
        let short = |text: &str, most| text.chars().filter(|c| !c.is_control()).take(most).collect::<String>();
        Self {
            digest,
            person,
            agent,
            created_at: now,
            seen_at: now,
            expires_at: now.plus(Self::IDLE),
            address: short(&browser.address, 64),
            browser: short(&browser.name, 300),
        }
    }

    /// Whether its use now is worth writing down.
    pub fn wants_seen(&self, now: Moment) -> bool {
        now.since(self.seen_at) >= Self::SEEN
    }

    pub fn seen(&mut self, now: Moment) {
        self.seen_at = now;
        self.expires_at = now.plus(Self::IDLE).min(self.created_at.plus(Self::LONGEST));
    }
}

/// What a mailed or printed one-time link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// First start: make the organisation and its administrator.
    SetUp,
    /// An invited agent chooses a password.
    Invitation,
    /// An agent chooses a new password.
    Reset,
    /// A requester signs in to the portal.
    SignIn,
}

impl Purpose {
    pub const ALL: [Self; 4] = [Self::SetUp, Self::Invitation, Self::Reset, Self::SignIn];

    pub const fn name(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }

    /// How long such a link opens.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::SetUp | Self::Invitation => Session::IDLE,
            Self::Reset | Self::SignIn => Duration::from_secs(60 * 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::begin(Digest::of(b"x"), PersonId(1), true, &Browser::default(), Moment(0))
    }

    #[test]
    fn a_session_lives_on_while_it_is_used_but_not_for_ever() {
        let mut session = session();
        assert_eq!(session.expires_at, Moment(0).plus(DAY * 7));
        session.seen(Moment(0).plus(DAY * 6));
        assert_eq!(session.expires_at, Moment(0).plus(DAY * 13));
        session.seen(Moment(0).plus(DAY * 29));
        assert_eq!(session.expires_at, Moment(0).plus(DAY * 30));
    }

    #[test]
    fn a_second_request_in_the_same_minute_writes_nothing() {
        let session = session();
        assert!(!session.wants_seen(Moment(59_999)));
        assert!(session.wants_seen(Moment(60_000)));
    }

    #[test]
    fn a_browsers_boast_is_cut_short() {
        let browser = Browser { address: "::1".into(), name: "Mozilla\r\n".repeat(100) };
        let session = Session::begin(Digest::of(b"x"), PersonId(1), true, &browser, Moment(0));
        assert_eq!(session.browser.chars().count(), 300);
        assert!(!session.browser.contains('\n'));
    }
}
