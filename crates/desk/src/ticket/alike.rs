//! Whether two tickets may be about one matter. Subjects may, in any script, by the pairs of letters they share.

use super::Ticket;
use crate::Refusal;
use crate::form::FieldId;
use base::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

/// Days after which nobody thinks of what was solved.
const MOST_DAYS: u32 = 365;

/// Which tickets an agent is shown before they open another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lookalikes {
    /// Those with a subject that says nearly the same.
    pub subject: bool,
    /// Those with the same in one of these fields.
    pub fields: Vec<FieldId>,
    /// Also of others of the requester's organisation.
    pub organization: bool,
    /// Also those that were solved in so many days; 0: open ones alone.
    pub days: u32,
}

impl Default for Lookalikes {
    fn default() -> Self {
        Self { subject: true, fields: Vec::new(), organization: false, days: 0 }
    }
}

impl Lookalikes {
    /// # Errors
    /// It goes too far back.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.fields.sort_unstable();
        self.fields.dedup();
        if self.days > MOST_DAYS { Err(Refusal::AlikeDaysInvalid) } else { Ok(self) }
    }

    /// Open, or solved not long ago.
    pub fn reaches(&self, ticket: &Ticket, now: Moment) -> bool {
        let since = now.minus(Duration::from_secs(u64::from(self.days) * 24 * 3600));
        let lately = self.days > 0 && ticket.solved_at.is_some_and(|at| at >= since);
        ticket.trashed_at.is_none() && !ticket.spam && (!ticket.category.is_done() || lately)
    }
}

/// So many of a hundred pairs must be common.
const ENOUGH: usize = 50;

pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    common > 0 && 200 * common >= ENOUGH * (one.len() + other.len())
}

/// In small narrow letters, without what only separates them.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let letters: Vec<char> =
        text.chars().map(narrow).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).take(300).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nearly_the_same_is_alike() {
        for (one, other) in [
            ("The kettle leaks", "Kettle leaks!"),
            ("請求書が届かない", "請求書が届きません"),
            ("ＡＢＣ-100 の不具合", "abc-100の不具合について"),
        ] {
            assert!(alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn what_speaks_of_something_else_is_not() {
        for (one, other) in [("The kettle leaks", "Invoice for May"), ("返金", "請求書"), ("", ""), ("a", "a")] {
            assert!(!alike(one, other), "{one} / {other}");
        }
    }
}
