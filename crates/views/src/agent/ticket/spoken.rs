//! One message or note in the timeline.

use super::delivery::Delivered;
use super::{sealed, trusted};
use crate::Shell;
use crate::agent::{Face, prose::Prose};
use base::{Address, CleanHtml, Moment};
use desk::channel::{Evidence, FileLink, Letter, Protection, Since, Verdicts, Worth};
use desk::conversation::{Attachment, AttachmentId, Marker, Message, MessageKind};
use desk::people::PersonId;
use desk::ticket::{Origin, TicketNumber};

pub struct Spoken<'a> {
    pub message: &'a Message,
    pub number: TicketNumber,
    pub files: &'a [Attachment],
    /// Those of them that only adorn it.
    pub adornments: &'a [AttachmentId],
    pub delivered: Option<Delivered<'a>>,
    /// What others have said since its letter, which waits for a second person, was written: the newest first.
    pub since: &'a [Since],
    /// Who saw it in the portal and when, the first first.
    pub looks: Vec<(&'a str, Moment)>,
    /// Those of its files that went as links.
    pub links: &'a [FileLink],
    /// The merged ticket it was said on.
    pub came_from: Option<TicketNumber>,
    /// As the ticket's people are called; empty where nobody known wrote it.
    pub author: &'a str,
    /// The last word of the other side, where reading begins.
    pub first_new: bool,
    pub last: bool,
    /// The one who looks may take it back now.
    pub may_take_back: bool,
    /// The one who looks may say yes or no to its letter.
    pub may_release: bool,
    /// Why its letter did not leave when they had said yes.
    pub refused: Option<&'static str>,
    /// None: nobody was asked who sent it.
    pub verdicts: Option<&'a Verdicts>,
    /// The one who looks may move it and have it read anew.
    pub may_change: bool,
    /// Whose ticket it is, where the one who looks may give it to somebody else.
    pub requester: Option<&'a base::Email>,
    /// None: neither signed nor encrypted.
    pub protection: Option<&'a (Protection, Worth)>,
    /// What agents have highlighted in it: each with who did, and whether the one who looks may take it away.
    pub markers: Vec<(&'a Marker, &'a str, bool)>,
    /// Shown in a frame of its own, see [`Spoken::frames`].
    pub framed: bool,
    /// Those it may speak of, as far as the one who looks may see them.
    pub tickets: &'a [TicketNumber],
}

/// Keys of the warnings that stand above the message.
const LOUD: [&str; 6] = [
    "warning-redacted",
    "warning-blackened",
    "warning-suspicious-attachment",
    "warning-encrypted",
    "warning-cut",
    "warning-lossy-text",
];

/// What can be done about what an alert says.
#[derive(Clone, PartialEq)]
pub enum Remedy {
    Nothing,
    /// Read it as another charset.
    ReadAs,
    ReadAgain,
    /// The ticket is this person's.
    Requester(String),
}

/// A sentence above a message.
pub struct Alert {
    /// As CSS colours it.
    pub kind: &'static str,
    pub text: String,
    /// The ticket it speaks of.
    pub ticket: Option<TicketNumber>,
    pub remedy: Remedy,
}

impl Alert {
    fn of_warning(key: &str, shell: &Shell) -> Self {
        let remedy = if key == "warning-lossy-text" { Remedy::ReadAs } else { Remedy::Nothing };
        Self { kind: "warning", text: shell.words.say(key).to_owned(), ticket: None, remedy }
    }

    pub fn reads_as(&self) -> bool {
        self.remedy == Remedy::ReadAs
    }

    pub fn reads_again(&self) -> bool {
        self.remedy == Remedy::ReadAgain
    }

    /// Whose the ticket may be.
    pub fn requester(&self) -> Option<&str> {
        match &self.remedy {
            Remedy::Requester(address) => Some(address),
            Remedy::Nothing | Remedy::ReadAs | Remedy::ReadAgain => None,
        }
    }

    /// Most evidence only explains; some of it is a doubt.
    fn of(evidence: &Evidence, shell: &Shell) -> Option<Self> {
        let (kind, ticket) = if let Evidence::PossiblyRelated { number }
        | Evidence::FollowsUp { number }
        | Evidence::AlsoIn { number } = evidence
        {
            ("info", Some(*number))
        } else if matches!(evidence, Evidence::Forged { .. } | Evidence::Unreadable { .. }) {
            ("danger", None)
        } else if matches!(evidence, Evidence::Newcomer { .. } | Evidence::AgentNote { .. }) {
            ("warning", None)
        } else {
            return None;
        };
        let unreadable = matches!(evidence, Evidence::Unreadable { .. });
        let remedy = if unreadable { Remedy::ReadAgain } else { Remedy::Nothing };
        Some(Self { kind, text: evidence.say(shell.words), ticket, remedy })
    }
}

impl<'a> Spoken<'a> {
    pub fn origin(&self, shell: &Shell, number: &TicketNumber) -> String {
        shell.with("message-came-from", &number.to_string())
    }

    /// Each file that went as a link.
    pub fn linked(&self) -> Vec<(&'a Attachment, &'a FileLink)> {
        let file = |link: &'a FileLink| Some((self.files.iter().find(|file| file.id == link.file)?, link));
        self.links.iter().filter_map(file).collect()
    }

    /// When somebody saw it in the portal for the first time.
    pub fn seen_at(&self) -> Option<Moment> {
        self.looks.first().map(|(_, at)| *at)
    }

    pub fn letter(letter: Option<&'a Letter>, now: Moment) -> Option<Delivered<'a>> {
        letter.map(|letter| Delivered { letter, now, guards: letter.guards(), sets: None })
    }

    pub fn is_note(&self) -> bool {
        self.message.kind == MessageKind::Note
    }

    pub fn from(&self) -> &str {
        let sender = self.message.from.as_ref();
        match (self.author, sender) {
            ("", Some(sender)) => sender.shown(),
            ("", None) => "?",
            (author, _) => author,
        }
    }

    /// The address it came from, where that is not what is shown already.
    pub fn from_address(&self) -> Option<&str> {
        let email = self.message.from.as_ref()?.email.as_str();
        (self.message.kind == MessageKind::Incoming && email != self.from()).then_some(email)
    }

    pub fn author_id(&self) -> Option<PersonId> {
        self.message.author
    }

    pub fn face(&self) -> Face {
        match self.message.author {
            Some(person) => Face::of(person, self.from()),
            None => Face::nobody(self.from()),
        }
    }

    pub const fn kind(&self) -> &'static str {
        match self.message.kind {
            MessageKind::Incoming => "incoming",
            MessageKind::Reply => "reply",
            MessageKind::Note => "note",
            MessageKind::Forward => "forward",
        }
    }

    pub const fn via_icon(&self) -> &'static str {
        match (self.message.kind, self.message.origin) {
            (MessageKind::Reply, Origin::Phone) => "phone",
            (MessageKind::Reply, _) => "reply",
            (MessageKind::Note, _) => "note",
            (MessageKind::Forward, _) => "forward",
            (MessageKind::Incoming, Origin::Mail) => "mail",
            (MessageKind::Incoming, Origin::Form | Origin::Portal) => "form",
            (MessageKind::Incoming, Origin::Phone) => "phone",
            (MessageKind::Incoming, Origin::Chat) => "chat",
            (MessageKind::Incoming, Origin::Api | Origin::Agent) => "bolt",
        }
    }

    /// By which door it came, or to whom it went.
    pub fn via(&self, shell: &Shell) -> String {
        let to = |key: &str| match self.message.to.first() {
            Some(first) if self.recipients() > 1 => {
                let more = (self.recipients() - 1) as i64;
                let mut args = base::words::Args::new();
                args.set("x", first.shown());
                args.set("n", more);
                shell.words.tell("message-to-more", &args)
            }
            Some(first) => shell.with(key, first.shown()),
            None => shell.words.say("message-reply").to_owned(),
        };
        match self.message.kind {
            MessageKind::Reply if self.was_called() => shell.words.say("message-called").to_owned(),
            MessageKind::Reply => to("message-to"),
            MessageKind::Forward if self.message.side.is_some() => to("message-to"),
            MessageKind::Forward => to("message-forwarded-to"),
            MessageKind::Note => shell.words.say("message-note").to_owned(),
            MessageKind::Incoming => shell.words.say(origin_key(self.message.origin)).to_owned(),
        }
    }

    /// Said by us on the phone: no letter went.
    fn was_called(&self) -> bool {
        self.message.kind == MessageKind::Reply && self.message.origin == Origin::Phone
    }

    fn recipients(&self) -> usize {
        self.message.to.len() + self.message.cc.len() + self.message.bcc.len()
    }

    /// Rows of the menu's head: who it was from and to.
    pub fn lines(&self) -> Vec<(&'static str, &[Address])> {
        let Message { to, cc, bcc, reply_to, .. } = self.message;
        let all: [(&'static str, &[Address]); 4] = [
            ("message-line-to", to),
            ("message-line-cc", cc),
            ("message-line-bcc", bcc),
            ("message-line-reply-to", reply_to),
        ];
        all.into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }

    /// HTML that would lose something as text is shown in a frame of its own. Looked for once: mails can be long. What
    /// others quote is folded anyway.
    pub fn frames(message: &Message) -> bool {
        match message.kind {
            MessageKind::Incoming => holds(&message.html, &MARKS),
            MessageKind::Reply | MessageKind::Note | MessageKind::Forward => is_formed(&message.html),
        }
    }

    pub fn has_remote_images(&self) -> bool {
        self.message.html.has_remote_images()
    }

    /// What is new, as text.
    pub fn text(&self) -> Prose<'a> {
        let Message { text, new_text, .. } = self.message;
        Prose::among(if new_text.is_empty() { text.trim_end() } else { new_text.trim_end() }, self.tickets)
    }

    /// Its first words, as it is told folded.
    pub fn gist(&self) -> String {
        let Message { text, new_text, .. } = self.message;
        let words = if new_text.is_empty() { text } else { new_text };
        let begun: String = words.chars().take(400).collect();
        begun.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
    }

    /// What was quoted beneath; none where all is new.
    pub fn quoted(&self) -> Option<Prose<'a>> {
        let Message { text, new_text, .. } = self.message;
        if new_text.is_empty() {
            return None;
        }
        let new = new_text.trim();
        let rest = text.trim_start().strip_prefix(new).unwrap_or(text).trim();
        (!rest.is_empty() && rest != new).then_some(Prose::of(rest))
    }

    /// Files that are not already seen inside the text; then those that only adorn it, folded beneath what they are.
    pub fn shelves(&self, shell: &Shell) -> Vec<(String, Vec<&'a Attachment>)> {
        let beside = self.files.iter().filter(|file| !(self.framed && file.inline));
        let (adornments, files): (Vec<_>, Vec<_>) = beside.partition(|file| self.adornments.contains(&file.id));
        let folded = shell.count("files-adornments", &(adornments.len() as i64));
        let both = [(String::new(), files), (folded, adornments)];
        both.into_iter().filter(|(_, files)| !files.is_empty()).collect()
    }

    /// Why it is in this ticket.
    pub fn why(&self, shell: &Shell) -> Vec<String> {
        Evidence::read(&self.message.evidence).iter().map(|evidence| evidence.say(shell.words)).collect()
    }

    /// What was odd about it, as far as nobody need know it at once.
    pub fn oddities(&self, shell: &Shell) -> Vec<String> {
        let quiet = self.message.warnings.iter().filter(|key| !LOUD.contains(&key.as_str()));
        quiet.map(|key| shell.words.say(key).to_owned()).collect()
    }

    /// What one must know before one believes it.
    pub fn alerts(&self, shell: &Shell) -> Vec<Alert> {
        let evidence = Evidence::read(&self.message.evidence);
        let doubts = evidence.iter().filter_map(|evidence| Alert::of(evidence, shell));
        let warnings = self.message.warnings.iter().filter(|key| LOUD.contains(&key.as_str()));
        let unconfirmed = self.verdicts.and_then(|verdicts| trusted::alert(verdicts, shell));
        let proposal = self.proposal(&evidence, shell);
        let sealed = self.protection.and_then(|(protection, worth)| sealed::alert(protection, *worth, shell));
        doubts
            .chain(proposal)
            .chain(unconfirmed)
            .chain(sealed)
            .chain(warnings.map(|key| Alert::of_warning(key, shell)))
            .collect()
    }

    /// An agent passed it on for somebody whose ticket it is not yet.
    fn proposal(&self, evidence: &[Evidence], shell: &Shell) -> Option<Alert> {
        let requester = self.requester?;
        evidence.iter().find_map(|evidence| match evidence {
            Evidence::ForwardedFor { address } if requester.canonical() != address.to_lowercase() => Some(Alert {
                kind: "info",
                text: evidence.say(shell.words),
                ticket: None,
                remedy: Remedy::Requester(address.clone()),
            }),
            // Every other kind of evidence there is would stand here.
            _ => None,
        })
    }

    /// How it was signed and encrypted, as badges.
    pub fn seals(&self, shell: &Shell) -> Vec<sealed::Seal> {
        self.protection.map(|(protection, worth)| sealed::seals(protection, *worth, shell)).unwrap_or_default()
    }

    /// What the standards say about who sent it.
    pub fn proof(&self, shell: &Shell) -> Vec<trusted::Row> {
        self.verdicts.map(|verdicts| trusted::rows(verdicts, shell)).unwrap_or_default()
    }

    pub fn has_original(&self) -> bool {
        self.message.raw.is_some()
    }

    /// It came from outside, or is a note, and may be put elsewhere.
    pub fn may_move(&self) -> bool {
        let moves = matches!(self.message.kind, MessageKind::Incoming | MessageKind::Note);
        self.may_change && moves && self.message.side.is_none()
    }

    /// Another ticket may begin with it.
    pub fn may_begin(&self) -> bool {
        self.may_move() && self.message.kind == MessageKind::Incoming
    }

    /// Somebody else than the requester's side wrote it into the ticket: the requester does not see it.
    pub fn is_apart(&self) -> bool {
        self.message.kind == MessageKind::Incoming && !self.message.public && self.message.side.is_none()
    }

    /// They are answered beside the ticket.
    pub fn may_answer_apart(&self) -> bool {
        self.is_apart() && !self.message.automatic && self.message.from.is_some()
    }

    /// We wrote it to the requester: it stays, and stands on another ticket as well.
    pub fn is_only_copied(&self) -> bool {
        self.may_change && self.message.kind == MessageKind::Reply && !self.message.taken_back
    }

    /// A letter of ours to the requester's side.
    pub fn went_out(&self) -> bool {
        matches!(self.message.kind, MessageKind::Reply | MessageKind::Forward)
            && self.message.side.is_none()
            && !self.was_called()
            && !self.is_redacted()
    }

    pub fn is_redacted(&self) -> bool {
        self.message.warnings.iter().any(|key| key == "warning-redacted")
    }

    /// A note of one's own, or of somebody else for those who may change what others did.
    pub fn may_edit(&self, viewer: Option<PersonId>, others: &bool) -> bool {
        let own = viewer.is_some() && self.message.author == viewer;
        self.message.kind == MessageKind::Note && (own || *others) && !self.is_redacted()
    }

    /// One has just written it, and need not have the right to remove what others wrote.
    pub fn may_remove(&self, shell: &Shell) -> bool {
        let viewer = shell.viewer.as_ref().map(|viewer| viewer.person);
        self.message.is_fresh_note_of(viewer, shell.now)
    }

    pub fn may_read_anew(&self) -> bool {
        self.may_change && self.message.kind == MessageKind::Incoming && self.has_original()
    }

    /// It came or went by mail.
    pub fn has_flight(&self) -> bool {
        self.has_original() || self.delivered.is_some()
    }

    pub fn charsets(&self) -> &'static [&'static str] {
        desk::conversation::CHARSETS
    }

    pub fn path(&self) -> String {
        format!("/tickets/{}/messages/{}", self.number, self.message.id)
    }

    pub fn body_path(&self) -> String {
        format!("{}/body", self.path())
    }
}

/// What would be lost as text.
const MARKS: [&str; 9] = ["<table", "<img", "<b>", "<li", "<strong", "color:", "<h1", "<h2", "<h3"];
/// We mean something by these as well.
const OURS: [&str; 5] = ["<em", "<s>", "<code", "<pre", "<blockquote"];

fn holds(html: &CleanHtml, marks: &[&str]) -> bool {
    marks.iter().any(|mark| html.as_str().contains(mark))
}

/// What one of us wrote would lose something as text.
fn is_formed(html: &CleanHtml) -> bool {
    holds(html, &MARKS) || holds(html, &OURS)
}

/// The same for whoever judges it before it leaves: where a link leads counts too.
pub fn hides(html: &CleanHtml) -> bool {
    is_formed(html) || holds(html, &["<a "])
}

pub const fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Mail => "origin-mail",
        Origin::Form => "origin-form",
        Origin::Portal => "origin-portal",
        Origin::Phone => "origin-phone",
        Origin::Chat => "origin-chat",
        Origin::Api => "origin-api",
        Origin::Agent => "origin-agent",
    }
}
