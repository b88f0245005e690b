//! All that one person wishes about notifications.

use super::{Matrix, Medium, Occasion, Quiet, Reach};
use crate::Refusal;
use serde::{Deserialize, Serialize};

/// Letters of this kind that one agent gets within an hour at most: more is a fault, not news.
pub const MOST_LETTERS: i64 = 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// None: as administrators have it for one's role.
    pub matrix: Option<Matrix>,
    pub quiet: Option<Quiet>,
    /// Letters within an hour; beyond, one that tells of the rest.
    pub letters: i64,
    /// The hour of the day at which a letter tells what waits.
    pub digest: Option<i64>,
    /// It comes to one's chat as well.
    pub digest_chat: bool,
    /// A push may say what was said; otherwise it says that something was.
    pub push_text: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { matrix: None, quiet: None, letters: 20, digest: None, digest_chat: false, push_text: false }
    }
}

impl Wishes {
    /// # Errors
    /// A number that is none of those which may be chosen.
    pub fn sound(self) -> Result<Self, Refusal> {
        if !(1..=MOST_LETTERS).contains(&self.letters) {
            Err(Refusal::LettersInvalid)
        } else if self.quiet.is_some_and(|quiet| !quiet.is_sound()) {
            Err(Refusal::QuietInvalid)
        } else if self.digest.is_some_and(|hour| !(0..24).contains(&hour)) {
            Err(Refusal::FormIncomplete)
        } else {
            Ok(self)
        }
    }

    /// As a column keeps it; empty: as who has chosen nothing.
    pub fn written(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// What the first desks kept was `assigned,failed`: which letters somebody wants.
    pub fn read(column: &str) -> Self {
        match column {
            "" => Self::default(),
            json if json.starts_with('{') => serde_json::from_str(json).unwrap_or_default(),
            words => Self { matrix: Some(letters(words)), ..Self::default() },
        }
    }
}

fn letters(words: &str) -> Matrix {
    let mut matrix = Matrix::default();
    let has = |word: &str| words.split(',').any(|one| one == word);
    for (occasion, word) in [
        (Occasion::Assigned, "assigned"),
        (Occasion::Received, "spoke"),
        (Occasion::Side, "spoke"),
        (Occasion::Failed, "failed"),
    ] {
        let reach = if has(word) { Reach::Mine } else { Reach::Off };
        // Each of these may be one's own or nobody's.
        let _ = matrix.set(occasion, Medium::Mail, reach);
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_read_back_as_they_were_written() {
        assert_eq!(Wishes::default().written(), "");
        let quiet = Some(Quiet { from: 1_140, until: 480, days: [false; 7] });
        let wishes = Wishes { quiet, digest: Some(8), letters: 5, ..Wishes::default() };
        assert_eq!(Wishes::read(&wishes.written()), wishes);
        assert_eq!(Wishes::read("{broken"), Wishes::default());
    }

    #[test]
    fn what_was_chosen_long_ago_still_holds() {
        let mail = |column: &str, occasion| Wishes::read(column).matrix.unwrap_or_default().of(occasion, Medium::Mail);
        assert_eq!(mail("assigned,spoke", Occasion::Assigned), Reach::Mine);
        assert_eq!(mail("assigned,spoke", Occasion::Side), Reach::Mine);
        assert_eq!(mail("assigned,spoke", Occasion::Failed), Reach::Off);
        assert_eq!(mail("-", Occasion::Received), Reach::Off);
        assert_eq!(mail("", Occasion::Failed), Reach::Mine);
    }

    #[test]
    fn numbers_beyond_reason_are_refused() {
        assert_eq!(Wishes { letters: 0, ..Wishes::default() }.sound(), Err(Refusal::LettersInvalid));
        assert!(Wishes { digest: Some(24), ..Wishes::default() }.sound().is_err());
        let quiet = Some(Quiet { from: 1_440, until: 0, days: [false; 7] });
        assert_eq!(Wishes { quiet, ..Wishes::default() }.sound(), Err(Refusal::QuietInvalid));
    }
}
