//! Where one answers: whom, and with what has been begun already.

use super::Claimed;
use super::May;
use crate::Shell;
use crate::admin::Choice;
use crate::agent::Standing;
use crate::agent::sending::{Sending, Weighed};
use askama::Template;
use base::Email;
use desk::Refusal;
use desk::channel::{Against, Beneath, Writing};
use desk::conversation::{
    Attachment, Draft, Lines, MessageId, Mode, NewAttachment, Quoted, Reason, Recipient, Recipients,
};
use desk::people::{PersonId, house};
use desk::ticket::TicketNumber;

pub struct Composer<'a> {
    pub number: TicketNumber,
    pub may: May,
    pub reply: &'a Recipients,
    pub reply_all: &'a Recipients,
    pub draft: Option<&'a Draft>,
    /// The newest message on the page: whoever wrote after it is not to be answered past.
    pub seen: Option<MessageId>,
    pub statuses: Vec<Standing<'a>>,
    /// Why what was written was not taken.
    pub reason: Option<&'static str>,
    /// The address that answers.
    pub sender: Option<&'a str>,
    pub sending: Sending,
    /// What may go along with a forward, and which of it does unless somebody says otherwise.
    pub along: Vec<(Choice, bool)>,
    /// Octets that its files may have together.
    pub most: i64,
    pub writing: &'a Writing,
    pub beneath: &'a Beneath,
    /// Those against whom something speaks.
    pub against: &'a [(Email, Against)],
    /// Domains of the requester and of our own mailboxes, and the requester's addresses: others are outside.
    pub inside: Vec<String>,
    /// What the guards warn of: sent all the same when its writer says so.
    pub warned: Vec<String>,
    /// The colleague of whom its writer was told that they are answering too.
    pub knows: Option<PersonId>,
    /// Who else answers.
    pub claim: Claimed,
}

/// A file that goes along with what is begun, as it is shown once it has come.
#[derive(Template)]
#[template(path = "agent/ticket/kept.html")]
pub struct Kept<'a> {
    pub shell: Shell<'a>,
    /// By which the form names it.
    pub id: &'a str,
    pub file: &'a NewAttachment,
}

/// The files that a macro has brought.
#[derive(Template)]
#[template(path = "agent/ticket/brought.html")]
pub struct Brought<'a> {
    pub shell: Shell<'a>,
    pub files: Vec<NewAttachment>,
}

/// What goes along with a forward, before it is sent.
#[derive(Template)]
#[template(path = "agent/ticket/along.html")]
pub struct AlongShown<'a> {
    pub shell: Shell<'a>,
    pub quoted: Quoted,
    /// Empty: nothing goes along.
    pub text: &'a str,
    /// Beside the text: each with whether it goes.
    pub files: Vec<(&'a Attachment, bool)>,
}

/// Between two addresses that somebody typed.
const SEPARATORS: [char; 6] = [',', ';', '\n', '\r', '、', '，'];

/// Somebody who may receive it, as a chip that can be switched off.
pub struct Chip {
    /// `Name <address>`, as the form sends it.
    pub value: String,
    pub shown: String,
    pub address: String,
    /// Keys of the word beside the name and of the sentence that explains it.
    pub reason: (&'static str, &'static str),
    pub wanted: bool,
    /// Of the sentence that warns, and what it names; the class the chip has with it.
    pub warning: Option<(&'static str, &'static str)>,
}

impl Composer<'_> {
    /// What is chosen when the page opens.
    pub fn mode(&self) -> Mode {
        let may = |mode: Mode| mode == Mode::Note || self.may.reply;
        let begun = self.draft.map(|draft| draft.mode).filter(|mode| may(*mode));
        if begun == Some(Mode::ReplyAll) && !self.has_others() {
            return Mode::Reply;
        }
        begun.unwrap_or(match (self.may.reply, self.has_others()) {
            (false, _) => Mode::Note,
            (true, true) if self.writing.answers_all => Mode::ReplyAll,
            (true, true) => Mode::Reply,
            (true, false) => Mode::Reply,
        })
    }

    pub fn modes(&self) -> Vec<(Mode, &'static str, &'static str, &'static str)> {
        let reply = [(Mode::Reply, "reply", "mode-reply", "reply")];
        let all = [(Mode::ReplyAll, "people", "mode-reply-all", "reply-all")];
        let forward = [(Mode::Forward, "forward", "mode-forward", "forward")];
        let note = [(Mode::Note, "note", "mode-note", "note")];
        match (self.may.reply, self.has_others()) {
            (true, true) => [all, reply, note, forward].concat(),
            (true, false) => [reply, note, forward].concat(),
            (false, _) => note.into(),
        }
    }

    pub fn is(&self, mode: &Mode) -> bool {
        self.mode() == *mode
    }

    /// There is anybody beside those a plain answer goes to.
    pub fn has_others(&self) -> bool {
        !self.reply_all.cc.is_empty()
    }

    pub fn to(&self) -> Vec<Chip> {
        self.warned(Chip::all(&self.reply.to, self.lines().to.as_deref()))
    }

    pub fn cc(&self) -> Vec<Chip> {
        let lines = self.lines();
        let typed = lines.cc.map(|cc| format!("{cc}, {}", lines.more_cc));
        self.warned(Chip::all(&self.reply_all.cc, typed.as_deref()))
    }

    /// Whom somebody has added by hand.
    pub fn more_to(&self) -> String {
        Chip::others(&self.reply.to, &self.lines().to.unwrap_or_default())
    }

    pub fn more_cc(&self) -> String {
        let lines = self.lines();
        // A plain answer and a forward have in copy who was added, also where they take part.
        let proposed = if self.mode() == Mode::ReplyAll { &self.reply_all.cc[..] } else { &[][..] };
        let to_all = self.draft.is_some_and(|draft| draft.mode == Mode::ReplyAll);
        let ticked = lines.cc.filter(|_| to_all).unwrap_or_default();
        Chip::others(proposed, &format!("{ticked}, {}", lines.more_cc))
    }

    pub fn bcc(&self) -> &str {
        self.draft.map_or("", |draft| &draft.bcc)
    }

    /// To whom a begun forward shall go.
    pub fn forward_to(&self) -> String {
        self.lines().forward_to
    }

    /// What was put in of macros and colleagues, as the form names each: it is done, and they are called, when it is sent. And
    /// what it is sent in place of.
    pub fn suggested(&self) -> Vec<(&'static str, i64)> {
        let Some(Draft { chosen, .. }) = self.draft else { return Vec::new() };
        let macros = chosen.macros.iter().map(|id| ("macro", id.0));
        let mentions = chosen.mentions.iter().map(|person| ("mention", person.0));
        macros.chain(mentions).chain(chosen.instead.iter().map(|message| ("instead", message.0))).collect()
    }

    /// Something speaks against them, or they are of another house.
    fn warned(&self, mut chips: Vec<Chip>) -> Vec<Chip> {
        for chip in &mut chips {
            let against = self.against.iter().find(|(email, _)| email.as_str().eq_ignore_ascii_case(&chip.address));
            let known = |email: Email| [house(&email), email.to_string()].iter().any(|one| self.inside.contains(one));
            let outside = !Email::parse(&chip.address).is_some_and(known);
            chip.warning = match against {
                Some((_, against)) => Some((against.key(), if against.is_grave() { "danger" } else { "warning" })),
                None if outside => Some(("warn-outside", "warning")),
                None => None,
            };
        }
        chips
    }

    /// A guard has warned: whoever has looked says so, whatever its name.
    pub fn asks_to_confirm(&self) -> bool {
        self.reason == Some(Refusal::GuardWarns.key())
    }

    /// Colleagues may see what is begun.
    pub fn is_shared(&self) -> bool {
        self.draft.is_some_and(|draft| draft.shared)
    }

    pub fn html(&self) -> &str {
        self.draft.map_or("", |draft| draft.html.as_str())
    }

    pub fn text(&self) -> &str {
        self.draft.map_or("", |draft| &draft.text)
    }

    /// What is begun, as its letter will carry it.
    pub fn weighed(&self) -> Weighed<'_> {
        let files = self.draft.map_or(&[][..], |draft| &draft.attachments);
        Weighed {
            beneath: Some(self.beneath),
            protect: self.sending.protect.map(|closes| closes.way),
            html: self.html(),
            files,
        }
    }

    /// Where what is begun is kept.
    pub fn draft_path(&self) -> String {
        format!("/tickets/{}/draft", self.number)
    }

    /// As `If-Match` carries it.
    pub fn revision(&self) -> i64 {
        self.draft.map_or(0, |draft| draft.revision)
    }

    fn lines(&self) -> Lines {
        self.draft.map(Draft::lines).unwrap_or_default()
    }
}

impl Chip {
    /// Everybody who is proposed; switched off are those whom a begun answer leaves out.
    fn all(proposed: &[Recipient], typed: Option<&str>) -> Vec<Self> {
        let wanted = |recipient: &Recipient| typed.is_none_or(|line| parts(line).any(|part| is(part, recipient)));
        proposed.iter().map(|recipient| Self::of(recipient, wanted(recipient))).collect()
    }

    /// What was typed beside them.
    fn others(proposed: &[Recipient], line: &str) -> String {
        let others = parts(line).filter(|part| !proposed.iter().any(|recipient| is(part, recipient)));
        others.collect::<Vec<_>>().join(", ")
    }

    fn of(recipient: &Recipient, wanted: bool) -> Self {
        let Recipient { address, reason } = recipient;
        let value = match &address.name {
            Some(name) => format!("{} <{}>", name.replace(SEPARATORS, " ").trim(), address.email),
            None => address.email.to_string(),
        };
        Self {
            value,
            shown: address.shown().to_owned(),
            address: address.email.to_string(),
            reason: reason_keys(*reason),
            wanted,
            warning: None,
        }
    }
}

fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty())
}

/// `Kei <kei@x.example>` and `kei@x.example` are the same person.
fn is(part: &str, recipient: &Recipient) -> bool {
    let email = part.rsplit_once('<').map_or(part, |(_, rest)| rest.trim_end_matches('>'));
    email.trim().eq_ignore_ascii_case(recipient.address.email.as_str())
}

const fn reason_keys(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Requester => ("chip-requester", "reason-requester"),
        Reason::Author => ("chip-author", "reason-author"),
        Reason::ReplyTo => ("chip-reply-to", "reason-reply-to"),
        Reason::WasInTo => ("chip-was-in-to", "reason-was-in-to"),
        Reason::WasInCc => ("chip-was-in-cc", "reason-was-in-cc"),
        Reason::Archive => ("chip-archive", "reason-archive"),
        Reason::Participant => ("chip-participant", "reason-participant"),
    }
}
