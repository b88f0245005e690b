//! What a set-up consists of, and what becomes of each thing in it.

crate::ticket_words! {
    /// In the order in which they are made: each names only what stands before it.
    Part {
        Teams = "teams",
        Tags = "tags",
        People = "people",
        Calendars = "calendars",
        Statuses = "statuses",
        ObjectTypes = "object_types",
        Fields = "fields",
        Forms = "forms",
        Topics = "topics",
        Workflows = "workflows",
        Approvals = "approvals",
        Macros = "macros",
        /// Of the macros.
        Files = "files",
        Rules = "rules",
        Flows = "flows",
        Policies = "policies",
        Views = "views",
    }
}

crate::ticket_words! {
    Fate {
        Made = "made",
        /// The desk has one of that name already, and it stays as it is.
        Kept = "kept",
        /// Whoever brings the set-up in stands in for somebody who is not here.
        StandsIn = "stands_in",
        /// It names what no other desk has, or is too large, and stays here.
        LeftOut = "left_out",
        /// What it belongs to is here already without it, and stays as it is.
        StaysAway = "stays_away",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub part: Part,
    pub name: String,
    pub fate: Fate,
}

impl Part {
    /// The Fluent key of its name.
    pub fn key(self) -> String {
        format!("setup-part-{}", self.name().replace('_', "-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn every_part_and_fate_is_said_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for part in Part::ALL {
                assert!(words.knows(&part.key()), "{} in {:?}", part.key(), words.language());
            }
            for fate in Fate::ALL {
                let key = format!("setup-fate-{}", fate.name().replace('_', "-"));
                assert!(words.knows(&key), "{key} in {:?}", words.language());
            }
        }
    }
}
