//! Who may write a request on the help page. Whoever writes a letter is always heard.

use super::Actor;
use crate::Refusal;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    #[default]
    Anybody,
    /// Who has signed in by a link in their mail, also where they were unknown before.
    Verified,
    /// Who has written before, and signed in by a link in their mail.
    SignedIn,
    Nobody,
}

impl Asking {
    pub const ALL: [Self; 4] = [Self::Anybody, Self::Verified, Self::SignedIn, Self::Nobody];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Verified => "verified",
            Self::SignedIn => "signed_in",
            Self::Nobody => "nobody",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asking| asking.name() == name)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Anybody => "asking-anybody",
            Self::Verified => "asking-verified",
            Self::SignedIn => "asking-signed-in",
            Self::Nobody => "asking-nobody",
        }
    }

    /// # Errors
    /// Nobody may, or only who is signed in.
    pub fn admits(self, actor: &Actor) -> Result<(), Refusal> {
        match self {
            Self::Nobody => Err(Refusal::FormClosed),
            Self::Verified | Self::SignedIn if *actor == Actor::Anonymous => Err(Refusal::SignInFirst),
            Self::Anybody | Self::Verified | Self::SignedIn => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::PersonId;

    #[test]
    fn a_passer_by_needs_an_open_form_and_a_known_person_one_that_is_not_closed() {
        let (passer_by, known) = (Actor::Anonymous, Actor::Requester(PersonId(7)));
        assert_eq!(Asking::ALL.map(|asking| asking.admits(&passer_by).is_ok()), [true, false, false, false]);
        assert_eq!(Asking::ALL.map(|asking| asking.admits(&known).is_ok()), [true, true, true, false]);
    }
}
