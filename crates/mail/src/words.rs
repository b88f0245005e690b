//! Words by which mail in many languages is recognised. They are data: `words/*.txt`, one to a line, in sections.

use std::sync::LazyLock;

/// The words of one section.
pub(crate) struct List(Vec<&'static str>);

impl List {
    /// Reads the section of that name.
    fn of(book: &'static str, section: &str) -> Self {
        let lines = book.lines().filter(|line| !line.starts_with("# ") && !line.is_empty());
        let title = format!("== {section}");
        Self(lines.skip_while(|line| *line != title).skip(1).take_while(|line| !line.starts_with("== ")).collect())
    }

    pub fn has(&self, word: &str) -> bool {
        self.0.contains(&word)
    }

    /// Whether the text begins with one of the words; what follows does not matter.
    pub fn begins(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.starts_with(word))
    }

    /// Whether the text begins with one of the words and a space.
    pub fn opens(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
    }

    /// Whether the text ends with one of the words, whole.
    pub fn ends(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.strip_suffix(word).is_some_and(|before| is_whole(word, before, "")))
    }

    /// Whether one of the words occurs, also as part of another.
    pub fn occurs(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.contains(word))
    }

    /// Whether one of the words occurs, whole.
    pub fn occurs_whole(&self, text: &str) -> bool {
        self.0
            .iter()
            .any(|word| text.match_indices(word).any(|(at, _)| is_whole(word, &text[..at], &text[at + word.len()..])))
    }

    /// What follows the first of the words that the text begins with.
    pub fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|word| text.strip_prefix(word))
    }
}

/// Words of scripts with spaces end where a space or a sign is; the others may stand anywhere.
fn is_whole(word: &str, before: &str, after: &str) -> bool {
    let spaced = |c: char| (c as u32) < 0x1100;
    let delimits = |c: char| c.is_whitespace() || "\"'<>()[]、,.:：；;".contains(c);
    (!word.starts_with(spaced) || before.chars().next_back().is_none_or(delimits))
        && (!word.ends_with(spaced) || after.chars().next().is_none_or(delimits))
}

macro_rules! lists {
    ($file:literal: $($name:ident = $section:literal),* $(,)?) => {
        $(pub(crate) static $name: LazyLock<List> = LazyLock::new(|| List::of(include_str!(concat!("../words/", $file)), $section));)*
    };
}

lists!("quotations.txt": VERBS = "verbs", VERBS_WITHIN = "verbs-within", OPENINGS = "openings", WEEKDAYS = "weekdays", MONTHS = "months", ORIGINAL = "original", QUOTING = "quoting", FORWARDED = "forwarded", ABOVE = "above");
lists!("headers.txt": FROM = "from", SENT = "sent", DATE = "date", TO = "to", CC = "cc", SUBJECT = "subject", OTHER = "other");
lists!("signatures.txt": DEVICE_SENT = "sent", DEVICES = "devices", FIRMS = "firms", LABELS = "labels", EXCUSES = "excuses");
lists!("subjects.txt": REPLY = "reply", FORWARD = "forward", AUTOMATIC = "automatic", AUTOMATIC_WORDS = "automatic-words", READ = "read", WAS_READ = "was-read");
lists!("bounces.txt": MAILBOXES = "mailboxes", NAMES = "names", FAILURES = "subjects", SENTENCES = "sentences", DELAYS = "delays", COPIES = "copies");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_words_and_every_word_is_in_lower_case() {
        let all = [
            &VERBS,
            &VERBS_WITHIN,
            &OPENINGS,
            &WEEKDAYS,
            &MONTHS,
            &ORIGINAL,
            &QUOTING,
            &FORWARDED,
            &FROM,
            &SENT,
            &DATE,
            &TO,
            &CC,
            &SUBJECT,
            &OTHER,
            &DEVICE_SENT,
            &DEVICES,
            &FIRMS,
            &LABELS,
            &EXCUSES,
            &REPLY,
            &FORWARD,
            &AUTOMATIC,
            &AUTOMATIC_WORDS,
            &READ,
            &WAS_READ,
            &ABOVE,
            &MAILBOXES,
            &NAMES,
            &FAILURES,
            &SENTENCES,
            &DELAYS,
            &COPIES,
        ];
        for list in all {
            assert!(!list.0.is_empty());
            for word in &list.0 {
                assert_eq!(*word, word.to_lowercase().trim());
            }
        }
    }

    #[test]
    fn whole_words_are_told_from_parts_of_others() {
        let list = List::of("# about\n== a\nwrote\n書きました\n== b\nother\n", "a");
        assert!(list.ends("aya wrote") && !list.ends("underwrote") && list.ends("佐藤さんが書きました"));
        assert!(list.occurs_whole("aya wrote it") && !list.occurs_whole("aya underwrote it") && !list.has("other"));
    }
}
