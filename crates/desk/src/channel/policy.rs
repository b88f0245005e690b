//! What an installation wants done with incoming mail where more than one thing would be right.

use super::Withheld;
use crate::conversation::file_name;
use base::{Email, Moment};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Lines of a list of senders at most.
pub const MOST_SENDERS: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    #[serde(default)]
    pub closed: AfterClosing,
    #[serde(default)]
    pub twin: Twin,
    /// Addresses and domains (`@example.com`) whose mail is spam.
    #[serde(default)]
    pub blocked: Vec<String>,
    /// Those whose mail never is.
    #[serde(default)]
    pub allowed: Vec<String>,
    /// The mark that a mail server before us put into the header is believed.
    #[serde(default)]
    pub spam_marks: bool,
    /// What an agent answers by mail goes to the requester, where it is certain that it is theirs.
    #[serde(default = "yes")]
    pub agents_by_mail: bool,
    /// A ticket's number counts as a clue also where it stands in the text alone.
    #[serde(default)]
    pub numbers_in_text: bool,
    /// Domains whose word counts about what they passed on: their seal (ARC) overrules a DMARC that broke on the way.
    #[serde(default)]
    pub sealers: Vec<String>,
    /// Endings of names that a computer may run: an agent saves such a file under a name that starts nothing.
    #[serde(default = "runnable")]
    pub runnable: Vec<String>,
}

/// Endings of a list at most, and characters of each.
const MOST_ENDINGS: usize = 200;
const LONGEST_ENDING: usize = 20;

/// What Windows, macOS and the common desktops run at a double click, by themselves or through what they come with.
fn runnable() -> Vec<String> {
    const USUAL: &str = "ade adp app appref-ms appx appxbundle bat cab chm cmd com command cpl desktop diagcab dll dmg exe gadget \
                         hta img inf ins iso isp jar jnlp js jse lnk mde msc msi msix msixbundle msp mst nsh osx pif pkg ps1 ps1xml \
                         ps2 psc1 psc2 reg run scf scr sct settingcontent-ms sh shb shs sys terminal url vb vbe vbs vhd vhdx vxd \
                         webloc workflow ws wsc wsf wsh xbap xll";
    USUAL.split_whitespace().map(str::to_owned).collect()
}

const fn yes() -> bool {
    true
}

impl Default for Handling {
    fn default() -> Self {
        Self {
            closed: AfterClosing::default(),
            twin: Twin::default(),
            blocked: Vec::new(),
            allowed: Vec::new(),
            spam_marks: false,
            agents_by_mail: true,
            numbers_in_text: false,
            sealers: Vec::new(),
            runnable: runnable(),
        }
    }
}

/// What an answer to a closed ticket does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterClosing {
    /// It begins a ticket that continues the closed one.
    #[default]
    FollowUp,
    /// It opens the ticket again.
    Reopen,
    /// It opens the ticket again within so many days, and begins another afterwards.
    Within(u16),
}

/// What the same message in a second mailbox does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Twin {
    /// Each mailbox has a ticket of its own.
    #[default]
    Each,
    /// One ticket for both.
    One,
}

/// Why a message is taken for spam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwanted {
    Blocked,
    Marked,
}

impl Handling {
    /// Whether a ticket that was closed then is opened again by an answer now.
    pub fn reopens(&self, closed_at: Moment, now: Moment) -> bool {
        match self.closed {
            AfterClosing::FollowUp => false,
            AfterClosing::Reopen => true,
            AfterClosing::Within(days) => now.since(closed_at) <= Duration::from_secs(u64::from(days) * 24 * 3600),
        }
    }

    /// Whether a seal of this domain overrules DMARC.
    pub fn trusts_seal(&self, sealer: &str) -> bool {
        let sealer = sealer.to_lowercase();
        self.sealers.iter().any(|one| sealer == *one || sealer.strip_suffix(one).is_some_and(|sub| sub.ends_with('.')))
    }

    /// The name under which an agent saves a file: as it is, or with an ending that starts nothing. Windows takes no heed of
    /// dots and blanks at the end.
    pub fn saved_name(&self, name: &str) -> String {
        let bare = name.trim_end_matches([' ', '.']);
        let ending = bare.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        match self.runnable.contains(&ending) {
            true => file_name(&format!("{name}.unsafe")),
            false => name.to_owned(),
        }
    }

    /// The nearer word counts: an address before its domain, and of two alike the one that lets in. `own`: all addresses
    /// of whoever wrote; who is blocked is so with each of them that nothing lets in.
    pub fn unwanted(&self, sender: Option<&Email>, own: &[Email], marked: bool) -> Option<Unwanted> {
        let near = |list: &[String]| sender.map_or(0, |sender| nearness(list, sender));
        let (blocked, allowed) = (near(&self.blocked), near(&self.allowed));
        let by_another = || own.iter().any(|one| nearness(&self.blocked, one) > nearness(&self.allowed, one));
        if blocked > allowed || (allowed == 0 && by_another()) {
            Some(Unwanted::Blocked)
        } else if allowed == 0 && marked && self.spam_marks {
            Some(Unwanted::Marked)
        } else {
            None
        }
    }
}

/// 2: the address stands in the list; 1: its domain or one above it; 0: neither.
fn nearness(list: &[String], sender: &Email) -> u8 {
    let (address, domain) = (sender.canonical(), sender.domain());
    let of_domain = |entry: &str| {
        entry
            .strip_prefix('@')
            .is_some_and(|name| domain == name || domain.strip_suffix(name).is_some_and(|above| above.ends_with('.')))
    };
    if list.contains(&address) {
        2
    } else if list.iter().any(|entry| of_domain(entry)) {
        1
    } else {
        0
    }
}

/// Lines as people write them: `a@b.example`, `@b.example`, `b.example`. None: one of them is neither.
pub fn senders(text: &str) -> Option<Vec<String>> {
    let mut list = Vec::new();
    for one in base::narrowed(text).lines().flat_map(apart) {
        let entry = one.to_lowercase();
        let entry = match entry.rsplit_once('@') {
            Some(("", domain)) if is_domain(domain) => entry,
            Some((local, domain)) if is_local(local) && is_domain(domain) => entry,
            None if is_domain(&entry) => format!("@{entry}"),
            Some(_) | None => return None,
        };
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    (list.len() <= MOST_SENDERS).then_some(list)
}

/// What stands on a line, cut at commas, semicolons and blanks that no quotes hold together.
fn apart(line: &str) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        quoted ^= c == '"';
        match parts.last_mut() {
            Some(last) if quoted || !matches!(c, ',' | ';' | ' ' | '\t') => last.push(c),
            Some(_) | None => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Endings of file names as people write them: `exe, .js *.ps1`. None: one of them is none.
pub fn endings(text: &str) -> Option<Vec<String>> {
    let mut list: Vec<String> = Vec::new();
    for one in text.lines().flat_map(apart) {
        let ending = one.trim_start_matches(['*', '.']).to_lowercase();
        let sound = (1..=LONGEST_ENDING).contains(&ending.chars().count())
            && ending.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if !sound {
            return None;
        }
        if !list.contains(&ending) {
            list.push(ending);
        }
    }
    (list.len() <= MOST_ENDINGS).then_some(list)
}

/// Domains, one to a line. None: one of the lines is none.
pub fn domains(text: &str) -> Option<Vec<String>> {
    let all = senders(text)?;
    all.into_iter().map(|one| one.strip_prefix('@').map(str::to_owned)).collect()
}

fn is_local(text: &str) -> bool {
    Email::parse(&format!("{text}@a.example")).is_some() && (text.starts_with('"') || !text.contains('@'))
}

fn is_domain(text: &str) -> bool {
    Email::parse(&format!("a@{text}")).is_some() && text.contains('.') && !text.contains('@')
}

impl Unwanted {
    /// Nobody is told by machine that their spam arrived.
    pub const fn withheld(self) -> Withheld {
        Withheld::Unanswerable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn the_nearer_word_about_a_sender_counts() {
        let policy = Handling {
            blocked: senders("@bad.example\naya@good.example").unwrap(),
            allowed: senders("kei@bad.example\ngood.example").unwrap(),
            spam_marks: true,
            ..Handling::default()
        };
        for (sender, marked, expected) in [
            ("mio@bad.example", false, Some(Unwanted::Blocked)),
            ("mio@mail.bad.example", false, Some(Unwanted::Blocked)),
            ("mio@notbad.example", false, None),
            ("kei@bad.example", true, None),
            ("aya@good.example", false, Some(Unwanted::Blocked)),
            ("ben@good.example", true, None),
            ("ben@other.example", true, Some(Unwanted::Marked)),
            ("ben@other.example", false, None),
        ] {
            assert_eq!(policy.unwanted(Some(&email(sender)), &[], marked), expected, "{sender}");
        }
        let own = [email("mio@bad.example"), email("mio@other.example")];
        assert_eq!(policy.unwanted(Some(&own[1]), &own, false), Some(Unwanted::Blocked), "with all they have");
        let let_in = [email("mio@bad.example"), email("mio@good.example")];
        assert_eq!(policy.unwanted(Some(&let_in[1]), &let_in, false), None, "but where one is let in");
        let welcome = [email("kei@bad.example"), email("kei@other.example")];
        assert_eq!(policy.unwanted(Some(&welcome[1]), &welcome, false), None, "whom nothing blocks");
        assert_eq!(Handling::default().unwanted(None, &[], true), None, "marks are believed only where one says so");
    }

    #[test]
    fn what_a_computer_runs_is_saved_under_a_name_that_starts_nothing() {
        let policy = Handling::default();
        for (name, saved) in [
            ("請求書.pdf.EXE", "請求書.pdf.EXE.unsafe"),
            ("setup.msi. ", "setup.msi. .unsafe"),
            ("script.js", "script.js.unsafe"),
            ("report.pdf", "report.pdf"),
            ("exe", "exe"),
            ("a.exe.unsafe", "a.exe.unsafe"),
        ] {
            assert_eq!(policy.saved_name(name), saved);
        }
        let long = policy.saved_name(&format!("{}.scr", "あ".repeat(196)));
        assert!(long.ends_with(".unsafe") && long.chars().count() <= 200, "{long}");
        let nothing = Handling { runnable: endings("").unwrap(), ..Handling::default() };
        assert_eq!(nothing.saved_name("a.exe"), "a.exe");
    }

    #[test]
    fn endings_are_read_as_people_write_them() {
        assert_eq!(endings(".EXE, *.js;ps1\n appref-ms exe").unwrap(), ["exe", "js", "ps1", "appref-ms"]);
        for wrong in ["a.b", "exe/js", &"x".repeat(21), "*"] {
            assert_eq!(endings(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_closed_ticket_opens_again_as_long_as_the_policy_says() {
        let day = |days: i64| Moment(days * 86_400_000);
        for (closed, after, reopens) in [
            (AfterClosing::FollowUp, 0, false),
            (AfterClosing::Reopen, 900, true),
            (AfterClosing::Within(7), 7, true),
            (AfterClosing::Within(7), 8, false),
        ] {
            assert_eq!(
                Handling { closed, ..Handling::default() }.reopens(day(10), day(10 + after)),
                reopens,
                "{closed:?}"
            );
        }
    }

    #[test]
    fn a_seal_counts_only_of_those_who_are_named() {
        let sealers = domains("Google.com\nlists.example").unwrap();
        let policy = Handling { sealers, ..Handling::default() };
        assert!(policy.trusts_seal("google.com") && policy.trusts_seal("a.lists.example"));
        assert!(!policy.trusts_seal("evilgoogle.com") && !policy.trusts_seal(""));
        assert_eq!(domains("aya@x.example"), None, "an address is no domain");
    }

    #[test]
    fn lists_of_senders_are_read_as_people_write_them() {
        assert_eq!(
            senders("A@B.example\n\n@c.example, d.example").unwrap(),
            ["a@b.example", "@c.example", "@d.example"]
        );
        assert_eq!(
            senders("\"taro yamada\"@x.example y.example").unwrap(),
            ["\"taro yamada\"@x.example", "@y.example"]
        );
        assert_eq!(senders("ａ＠ｂ．ｅｘａｍｐｌｅ　＠c．example"), senders("a@b.example @c.example"));
        assert_eq!(senders("nonsense"), None);
        assert_eq!(senders("a@b@c"), None);
    }
}
