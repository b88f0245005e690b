//! With what an agent's own programs ask the API.

use crate::Refusal;
use crate::people::PersonId;
use base::Moment;
use std::time::Duration;

base::id!(
    /// Of a token for programs.
    AccessTokenId
);

/// One person has no more.
pub const MOST_ACCESS_TOKENS: usize = 20;
/// Characters of a name.
const LONGEST_NAME: usize = 80;
/// Stands before the secret, so that programs which look for lost secrets know ours.
const PREFIX: &str = "kippu_";

/// The secret is shown once; we keep its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub id: AccessTokenId,
    pub person: PersonId,
    pub name: String,
    /// A program changes things with it; others only read.
    pub changes: bool,
    pub created_at: Moment,
    /// None: until it is removed.
    pub expires_at: Option<Moment>,
    pub used_at: Option<Moment>,
}

impl AccessToken {
    /// How exactly we know when it was last used; a call within this span writes nothing.
    pub const USED: Duration = Duration::from_secs(60);

    pub fn has_expired(&self, now: Moment) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Whether its use now is worth writing down.
    pub fn wants_used(&self, now: Moment) -> bool {
        self.used_at.is_none_or(|used| now.since(used) >= Self::USED)
    }

    /// As it is handed over.
    pub fn written(secret: &str) -> String {
        format!("{PREFIX}{secret}")
    }

    /// The secret in what a program presents; none: it is none of ours.
    pub fn presented(text: &str) -> Option<&str> {
        text.strip_prefix(PREFIX).filter(|secret| (1..=100).contains(&secret.len()))
    }
}

/// For how long a new one is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    Month,
    Quarter,
    Year,
    Always,
}

impl Lasting {
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Always];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Always => "always",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lasting| lasting.name() == name)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Month => "lasting-month",
            Self::Quarter => "lasting-quarter",
            Self::Year => "lasting-year",
            Self::Always => "lasting-always",
        }
    }

    pub fn until(self, now: Moment) -> Option<Moment> {
        let days = match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
            Self::Always => return None,
        };
        Some(now.plus(Duration::from_secs(days * 24 * 60 * 60)))
    }
}

/// What somebody calls a token: one line, 1 to 80 characters.
pub fn access_token_name(text: &str) -> Result<String, Refusal> {
    let name = base::seen_line(text);
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(Refusal::NameTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_when_it_was_said_to() {
        let token = |lasting: Lasting| AccessToken {
            id: AccessTokenId(1),
            person: PersonId(1),
            name: "Reports".into(),
            changes: false,
            created_at: Moment(0),
            expires_at: lasting.until(Moment(0)),
            used_at: None,
        };
        let days = |days: u64| Moment(0).plus(Duration::from_secs(days * 86_400));
        assert!(!token(Lasting::Month).has_expired(days(29)) && token(Lasting::Month).has_expired(days(30)));
        assert!(token(Lasting::Year).has_expired(days(365)) && !token(Lasting::Always).has_expired(days(100_000)));
    }

    #[test]
    fn only_what_begins_as_ours_is_looked_for() {
        assert_eq!(AccessToken::presented(&AccessToken::written("abc")), Some("abc"));
        assert_eq!([AccessToken::presented("abc"), AccessToken::presented("kippu_")], [None, None]);
        assert_eq!(AccessToken::presented(&AccessToken::written(&"x".repeat(101))), None);
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(access_token_name("  月次\n報告 ").as_deref(), Ok("月次 報告"));
        assert_eq!(access_token_name(" "), Err(Refusal::NameEmpty));
        assert_eq!(access_token_name(&"x".repeat(81)), Err(Refusal::NameTooLong));
    }
}
