//! Keys for what the workspace does, and which of them an agent moved.

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a shortcut works. Two that never stand on one page may share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Everywhere,
    /// Leads to a page of the workspace.
    Going,
    /// On a list's tickets and on an open one.
    Tickets,
    List,
    Ticket,
    /// On single pages besides.
    Pages,
}

impl Area {
    pub const ALL: [Self; 6] = [Self::Everywhere, Self::Going, Self::Tickets, Self::List, Self::Ticket, Self::Pages];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Everywhere => "shortcut-everywhere",
            Self::Going => "shortcut-going",
            Self::Tickets => "shortcut-tickets",
            Self::List => "shortcut-list",
            Self::Ticket => "shortcut-ticket",
            Self::Pages => "shortcut-pages",
        }
    }

    /// The presses one shortcut may take.
    pub const fn presses(self) -> usize {
        match self {
            Self::Going => 2,
            Self::Everywhere | Self::Tickets | Self::List | Self::Ticket | Self::Pages => 1,
        }
    }

    const fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Everywhere | Self::Going, _) | (_, Self::Everywhere | Self::Going) => true,
            (Self::Tickets, Self::List | Self::Ticket) | (Self::List | Self::Ticket, Self::Tickets) => true,
            _ => self as u8 == other as u8,
        }
    }
}

/// One thing that a key does.
#[derive(Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub word: &'static str,
    pub area: Area,
    /// The key that it has until somebody moves it.
    pub standard: &'static str,
    /// What it does, in words.
    pub key: &'static str,
}

const fn shortcut(word: &'static str, area: Area, standard: &'static str, key: &'static str) -> Shortcut {
    Shortcut { word, area, standard, key }
}

/// All there are, as the page that moves them shows them.
pub static SHORTCUTS: [Shortcut; 65] = [
    shortcut("palette", Area::Everywhere, "mod+k", "shortcut-palette"),
    shortcut("search", Area::Everywhere, "/", "shortcut-search"),
    shortcut("new", Area::Everywhere, "c", "shortcut-new"),
    shortcut("back", Area::Everywhere, "u", "shortcut-back"),
    shortcut("undo", Area::Everywhere, "z", "shortcut-undo"),
    shortcut("help", Area::Everywhere, "?", "shortcut-help"),
    shortcut("go-home", Area::Going, "g h", "shortcut-go-home"),
    shortcut("go-mine", Area::Going, "g i", "shortcut-go-mine"),
    shortcut("go-unassigned", Area::Going, "g u", "shortcut-go-unassigned"),
    shortcut("go-all", Area::Going, "g a", "shortcut-go-all"),
    shortcut("go-waiting", Area::Going, "g w", "shortcut-go-waiting"),
    shortcut("go-snoozed", Area::Going, "g z", "shortcut-go-snoozed"),
    shortcut("go-closed", Area::Going, "g d", "shortcut-go-closed"),
    shortcut("go-notifications", Area::Going, "g n", "shortcut-go-notifications"),
    shortcut("go-mentions", Area::Going, "g m", "shortcut-go-mentions"),
    shortcut("go-tasks", Area::Going, "g t", "shortcut-go-tasks"),
    shortcut("go-drafts", Area::Going, "g f", "shortcut-go-drafts"),
    shortcut("go-releases", Area::Going, "g l", "shortcut-go-releases"),
    shortcut("go-approvals", Area::Going, "g y", "shortcut-go-approvals"),
    shortcut("go-views", Area::Going, "g v", "shortcut-go-views"),
    shortcut("go-people", Area::Going, "g p", "shortcut-go-people"),
    shortcut("go-organizations", Area::Going, "g o", "shortcut-go-organizations"),
    shortcut("go-articles", Area::Going, "g k", "shortcut-go-articles"),
    shortcut("go-activity", Area::Going, "g e", "shortcut-go-activity"),
    shortcut("go-tab", Area::Going, "g b", "shortcut-go-tab"),
    shortcut("go-administration", Area::Going, "g s", "shortcut-go-administration"),
    shortcut("next", Area::Tickets, "j", "shortcut-next"),
    shortcut("previous", Area::Tickets, "k", "shortcut-previous"),
    shortcut("open", Area::Tickets, "o", "shortcut-open"),
    shortcut("select", Area::Tickets, "x", "shortcut-select"),
    shortcut("assignee", Area::Tickets, "a", "shortcut-assignee"),
    shortcut("status", Area::Tickets, "s", "shortcut-status"),
    shortcut("tag", Area::Tickets, "t", "shortcut-tag"),
    shortcut("priority", Area::Tickets, "p", "shortcut-priority"),
    shortcut("snooze", Area::Tickets, "e", "shortcut-snooze"),
    shortcut("trash", Area::Tickets, "#", "shortcut-trash"),
    shortcut("filter", Area::List, "f", "shortcut-filter"),
    shortcut("show", Area::List, "v", "shortcut-show"),
    shortcut("board", Area::List, "b", "shortcut-board"),
    shortcut("take-next", Area::List, "n", "shortcut-take-next"),
    shortcut("macro", Area::List, "y", "shortcut-macro"),
    shortcut("move", Area::List, "m", "shortcut-move"),
    shortcut("glance", Area::List, "h", "shortcut-glance"),
    shortcut("edit-view", Area::List, "mod+e", "shortcut-edit-view"),
    shortcut("reply", Area::Ticket, "r", "shortcut-reply"),
    shortcut("reply-all", Area::Ticket, "l", "shortcut-reply-all"),
    shortcut("forward", Area::Ticket, "f", "shortcut-forward"),
    shortcut("note", Area::Ticket, "n", "shortcut-note"),
    shortcut("insert-macro", Area::Ticket, "m", "shortcut-insert-macro"),
    shortcut("take", Area::Ticket, "i", "shortcut-take"),
    shortcut("star", Area::Ticket, "*", "shortcut-star"),
    shortcut("pin", Area::Ticket, ",", "shortcut-pin"),
    shortcut("spam", Area::Ticket, "!", "shortcut-spam"),
    shortcut("talk", Area::Ticket, ".", "shortcut-talk"),
    shortcut("highlight", Area::Ticket, "h", "shortcut-highlight"),
    shortcut("link", Area::Ticket, "y", "shortcut-link"),
    shortcut("side", Area::Ticket, "b", "shortcut-side"),
    shortcut("task", Area::Ticket, "d", "shortcut-task"),
    shortcut("timer", Area::Ticket, "w", "shortcut-timer"),
    shortcut("object", Area::Ticket, "q", "shortcut-object"),
    shortcut("see-all", Area::Pages, "y", "shortcut-see-all"),
    shortcut("add", Area::Pages, "n", "shortcut-add"),
    shortcut("edit", Area::Pages, "e", "shortcut-edit"),
    shortcut("history", Area::Pages, "h", "shortcut-history"),
    shortcut("print", Area::Pages, "p", "shortcut-print"),
];

/// What one agent chose. Only what differs from the standard is kept, so a better standard reaches everybody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shortcuts {
    /// A key alone does nothing; only what goes with Ctrl or ⌘ works.
    pub off: bool,
    /// By word; an empty key: none.
    moved: BTreeMap<String, String>,
}

impl Shortcuts {
    /// What stands in the form, by word. Whatever is refused says of which shortcut.
    pub fn chosen(off: bool, typed: impl Fn(&'static str) -> String) -> Result<Self, (&'static str, Refusal)> {
        let mut moved = BTreeMap::new();
        for shortcut in &SHORTCUTS {
            let keys = sound(&typed(shortcut.word), shortcut.area).map_err(|refusal| (shortcut.word, refusal))?;
            if keys != shortcut.standard {
                moved.insert(shortcut.word.to_owned(), keys);
            }
        }
        let chosen = Self { off, moved };
        chosen.distinct()?;
        Ok(chosen)
    }

    /// The keys of a shortcut; empty: none.
    pub fn of(&self, word: &str) -> &str {
        let standard = || SHORTCUTS.iter().find(|shortcut| shortcut.word == word).map_or("", |one| one.standard);
        self.moved.get(word).map_or_else(standard, String::as_str)
    }

    pub fn written(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// What cannot be read is the standard.
    pub fn read(written: &str) -> Self {
        serde_json::from_str(written).unwrap_or_default()
    }

    /// One key does one thing on one page. Of two, the one that was moved is told.
    fn distinct(&self) -> Result<(), (&'static str, Refusal)> {
        for (at, one) in SHORTCUTS.iter().enumerate() {
            for other in SHORTCUTS.iter().skip(at + 1) {
                if one.area.meets(other.area) && cross(self.of(one.word), self.of(other.word)) {
                    let moved = if self.moved.contains_key(other.word) { other } else { one };
                    return Err((moved.word, Refusal::KeysTaken));
                }
            }
        }
        Ok(())
    }
}

/// Whether one of them is never reached: both are the same, or one acts where the other only begins.
fn cross(one: &str, other: &str) -> bool {
    let begins =
        |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    !one.is_empty() && !other.is_empty() && (begins(one, other) || begins(other, one))
}

/// With Ctrl or ⌘ these belong to the browser, the system or the editor.
const KEPT: &str = "abcilnqrtuvwxyz";
const NAMED: [&str; 2] = ["Delete", "Insert"];

/// One press, or two for what leads to a page, as `data-key` writes them (`h`, `#`, `g i`, `mod+j`, `Delete`); people
/// write `ctrl+j`.
fn sound(typed: &str, area: Area) -> Result<String, Refusal> {
    let presses: Vec<String> =
        typed.split_whitespace().take(3).map(press).collect::<Option<_>>().ok_or(Refusal::KeysInvalid)?;
    let chord_in_two = presses.len() == 2 && presses.iter().any(|press| press.starts_with("mod+"));
    if presses.len() > area.presses() || chord_in_two { Err(Refusal::KeysInvalid) } else { Ok(presses.join(" ")) }
}

fn press(typed: &str) -> Option<String> {
    if NAMED.contains(&typed) {
        return Some(typed.to_owned());
    }
    let (chord, rest) =
        typed.strip_prefix("mod+").or_else(|| typed.strip_prefix("ctrl+")).map_or((false, typed), |rest| (true, rest));
    let mut letters = rest.chars().flat_map(char::to_lowercase);
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let free = letter.is_ascii_graphic() || letter.is_alphanumeric();
    match (free, chord) {
        (true, true) if !KEPT.contains(letter) => Some(format!("mod+{letter}")),
        (true, false) => Some(letter.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(changes: &[(&str, &str)]) -> Result<Shortcuts, (&'static str, Refusal)> {
        let standard = Shortcuts::default();
        let changed = |word: &str| changes.iter().find(|(other, _)| *other == word).map(|(_, keys)| (*keys).to_owned());
        Shortcuts::chosen(false, |word| changed(word).unwrap_or_else(|| standard.of(word).to_owned()))
    }

    #[test]
    fn the_standard_is_sound_and_takes_no_room() {
        assert_eq!(choose(&[]), Ok(Shortcuts::default()));
        assert_eq!(Shortcuts::default().written(), "");
        assert_eq!(Shortcuts::read(""), Shortcuts::default());
        assert_eq!(Shortcuts::read("{broken"), Shortcuts::default());
    }

    #[test]
    fn what_was_moved_reads_back_and_the_rest_stays_standard() {
        let chosen =
            choose(&[("snooze", "Ö"), ("link", "e"), ("trash", ""), ("go-mine", " g  m "), ("go-mentions", "ctrl+m")]);
        let chosen = chosen.expect("sound");
        let keys = |word| chosen.of(word);
        assert_eq!((keys("snooze"), keys("link"), keys("trash"), keys("reply")), ("ö", "e", "", "r"));
        assert_eq!((keys("go-mine"), keys("go-mentions"), keys("nothing")), ("g m", "mod+m", ""));
        assert_eq!(Shortcuts::read(&chosen.written()), chosen);
    }

    #[test]
    fn one_key_does_one_thing_on_a_page() {
        assert_eq!(choose(&[("snooze", "r")]), Err(("snooze", Refusal::KeysTaken)));
        assert_eq!(choose(&[("reply", "e")]), Err(("reply", Refusal::KeysTaken)));
        // A key that acts at once would never begin two.
        assert_eq!(choose(&[("new", "g")]), Err(("new", Refusal::KeysTaken)));
        assert_eq!(choose(&[("go-home", "c h")]), Err(("go-home", Refusal::KeysTaken)));
        // The list and the open ticket each have a page of their own.
        assert!(choose(&[("board", "r")]).is_ok());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for keys in
            ["rr", "g i", "mod+c", "mod+Enter", "Enter", "mod+", "mod+k k", "a b c", "\u{7}", &"x ".repeat(9_000)]
        {
            assert_eq!(choose(&[("snooze", keys)]), Err(("snooze", Refusal::KeysInvalid)), "{keys:?}");
        }
        assert!(choose(&[("snooze", "ö")]).is_ok());
        assert!(choose(&[("trash", "Delete")]).is_ok());
    }
}
