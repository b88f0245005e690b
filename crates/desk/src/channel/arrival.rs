//! A message that arrived, read: what the desk needs to know of it, whoever parsed it.

use crate::channel::{MailKey, Protection, Verdicts};
use crate::conversation::NewAttachment;
use base::{Address, CleanHtml, Email, Language, Moment};

crate::ticket_words! {
    /// What the reader recognised it as; in doubt human, so that nobody is ignored.
    Nature { Human = "human", AutoReply = "auto_reply", Bounce = "bounce", List = "list", Receipt = "receipt", }
}

/// A message that has passed more servers than this goes round (RFC 5321 §6.3 lets it go to a hundred).
const MANY_HOPS: usize = 50;

#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    pub from: Option<Address>,
    pub reply_to: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    /// By which addresses it reached us: Delivered-To and its kin, beside the envelope.
    pub delivered_to: Vec<Email>,
    /// For whom a group speaks that writes its own address into From (X-Original-From, X-Original-Sender).
    pub original_from: Option<Address>,
    /// The address of the list or group it came through.
    pub list: Option<Email>,
    /// Servers it has passed, by its own header.
    pub hops: usize,
    /// The author of a message that stands forwarded in the text: a guess.
    pub forwarded_from: Option<Address>,
    /// On one line; may be empty.
    pub subject: String,
    /// Ids are without angle brackets.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// Outlook's Thread-Index and Thread-Topic, as they stood; the index may be empty.
    pub conversation: (String, String),
    /// As the sender's clock had it.
    pub date: Option<Moment>,
    pub text: String,
    /// Empty when it came as plain text alone.
    pub html: CleanHtml,
    /// What the sender newly wrote; empty when that is all of the text.
    pub new_text: String,
    /// The same with its form, also where it is all; empty when it has none that is certain.
    pub new_html: CleanHtml,
    pub files: Vec<NewAttachment>,
    pub nature: Nature,
    /// Nature follows from a header made for it (RFC 3834, RFC 3464), not from wording.
    pub proved: bool,
    /// For a bounce: what became of whom.
    pub failures: Vec<Failure>,
    /// The sender's system wants no automatic answer (RFC 3834 §2, X-Auto-Response-Suppress, lists).
    pub unanswerable: bool,
    /// What the standards say about who sent it.
    pub verdicts: Verdicts,
    /// A mail server before us marked it as spam.
    pub spam_mark: bool,
    /// How many points such a server gave it, in tenths.
    pub spam_score: Option<i64>,
    /// The lines of its header, read; long ones and very many are cut.
    pub header: Vec<(String, String)>,
    /// Whether the author's domain can receive mail; none: nobody asked, or nobody answered.
    pub answerable: Option<bool>,
    /// How it was signed and encrypted; none: not at all.
    pub protection: Option<Protection>,
    /// Keys of its author that it brought along.
    pub learned: Vec<MailKey>,
    pub language: Option<Language>,
    /// Keys of sentences about what was odd.
    pub warnings: Vec<String>,
    /// Version of the reader.
    pub parser: i64,
}

/// What a mail system says about one recipient of a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// As reported; none when the report names nobody.
    pub address: Option<Email>,
    /// Enhanced status code (RFC 3463), `5.1.1`; may be empty.
    pub status: String,
    pub permanent: bool,
    /// The mail system still tries.
    pub delayed: bool,
    /// In the mail system's words.
    pub reason: String,
    /// Message-ID of what was not delivered.
    pub letter: Option<String>,
}

impl Arrival {
    /// A plain message of a person, for whom the rest is silence.
    pub fn plain(from: Address, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            from: Some(from),
            reply_to: Vec::new(),
            to: Vec::new(),
            cc: Vec::new(),
            delivered_to: Vec::new(),
            original_from: None,
            list: None,
            hops: 0,
            forwarded_from: None,
            subject: subject.into(),
            message_id: None,
            in_reply_to: Vec::new(),
            references: Vec::new(),
            conversation: Default::default(),
            date: None,
            text: text.into(),
            html: CleanHtml::default(),
            new_text: String::new(),
            new_html: CleanHtml::default(),
            files: Vec::new(),
            nature: Nature::Human,
            proved: false,
            failures: Vec::new(),
            unanswerable: false,
            verdicts: Verdicts::none(),
            spam_mark: false,
            spam_score: None,
            header: Vec::new(),
            answerable: None,
            protection: None,
            learned: Vec::new(),
            language: None,
            warnings: Vec::new(),
            parser: 0,
        }
    }

    /// Who wrote it. A form that writes with one of our own addresses, and a list that writes with its own, speak for
    /// somebody else: for whom they say, else for whom they ask answers to be sent.
    pub fn author(&self, is_ours: impl Fn(&Email) -> bool) -> Option<&Address> {
        let outside = |address: &&Address| !is_ours(&address.email);
        let behind = || self.original_from.as_ref().filter(outside).or_else(|| self.reply_to.iter().find(outside));
        let from = self.from.as_ref();
        match from.filter(outside) {
            Some(_) if self.is_rewritten() => behind().or(from),
            Some(author) => Some(author),
            None => behind().or(from),
        }
    }

    /// `Taro via Support <support@groups.example>`: lists do so where the author's domain allows nobody else to send
    /// for it.
    fn is_rewritten(&self) -> bool {
        let name = self.from.as_ref().and_then(|from| from.name.as_deref()).unwrap_or_default();
        self.nature == Nature::List
            && (self.original_from.is_some() || [" via ", " (via ", "経由"].iter().any(|via| name.contains(via)))
    }

    /// The message as its author meant it, where a group has put its own address in the place of theirs: answers go to
    /// people, and not once more through the group.
    pub fn without_group(mut self, is_ours: impl Fn(&Email) -> bool) -> Self {
        let Some(author) = self.author(is_ours).filter(|_| self.is_rewritten()).cloned() else { return self };
        let group: Vec<Email> = self.list.iter().chain(self.from.as_ref().map(|from| &from.email)).cloned().collect();
        let person = |address: &Address| !group.contains(&address.email) || address.email == author.email;
        self.reply_to.retain(person);
        self.to.retain(person);
        self.cc.retain(person);
        self.from = Some(author);
        self
    }

    /// So many servers that it probably goes round.
    pub const fn is_circling(&self) -> bool {
        self.hops > MANY_HOPS
    }

    /// The domain in From has a policy by which this message is forged (DMARC).
    pub fn is_forged(&self) -> bool {
        self.verdicts.forged()
    }

    /// Written by a machine.
    pub fn is_automatic(&self) -> bool {
        matches!(self.nature, Nature::AutoReply | Nature::Bounce | Nature::Receipt)
    }

    /// The ids it refers to, the nearest first: In-Reply-To, then References from the end. The nearest forty and the
    /// oldest ten at most.
    pub fn ancestors(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for id in self.in_reply_to.iter().rev().chain(self.references.iter().rev()) {
            let own = self.message_id.as_deref() == Some(id.as_str());
            if !own && !found.contains(&id.as_str()) && found.len() < 1_000 {
                found.push(id);
            }
        }
        if found.len() > 50 {
            let oldest = found.split_off(found.len() - 10);
            found.truncate(40);
            found.extend(oldest);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a(email: &str) -> Address {
        Address::bare(Email::parse(email).unwrap())
    }

    #[test]
    fn a_form_that_writes_with_our_address_speaks_for_whom_it_names() {
        let ours = |email: &Email| email.as_str() == "support@desk.example";
        let mut form = Arrival::plain(a("support@desk.example"), "s", "t");
        assert_eq!(form.author(ours), Some(&a("support@desk.example")));
        form.reply_to = vec![a("support@desk.example"), a("kei@x.example")];
        assert_eq!(form.author(ours), Some(&a("kei@x.example")));
        form.original_from = Some(a("mio@x.example"));
        assert_eq!(form.author(ours), Some(&a("mio@x.example")));
        form.from = Some(a("dai@x.example"));
        assert_eq!(form.author(ours), Some(&a("dai@x.example")));
    }

    #[test]
    fn a_list_that_writes_with_its_own_address_speaks_for_an_author() {
        let ours = |_: &Email| false;
        let from = Address::new("Taro via Team", Email::parse("team@groups.example").unwrap());
        let mut list = Arrival {
            nature: Nature::List,
            reply_to: vec![a("taro@x.example")],
            ..Arrival::plain(from.clone(), "s", "t")
        };
        assert_eq!(list.author(ours), Some(&a("taro@x.example")));
        list.nature = Nature::Human;
        assert_eq!(list.author(ours), Some(&from), "anybody may call themselves so");
        list.nature = Nature::List;
        list.from = Some(a("mio@x.example"));
        assert_eq!(list.author(ours), Some(&a("mio@x.example")), "a list that leaves From alone is believed");
    }

    #[test]
    fn what_a_group_sent_on_is_answered_to_its_author_alone() {
        let group = "team@groups.example";
        let arrival = Arrival {
            nature: Nature::List,
            original_from: Some(Address::new("Taro", Email::parse("taro@x.example").unwrap())),
            list: Email::parse(group),
            to: vec![a(group), a("mio@x.example")],
            reply_to: vec![a(group)],
            ..Arrival::plain(Address::new("Taro via Team", Email::parse(group).unwrap()), "s", "t")
        };
        let plain = arrival.clone().without_group(|_| false);
        assert_eq!(plain.from.unwrap().email.as_str(), "taro@x.example");
        assert_eq!((plain.to, plain.reply_to), (vec![a("mio@x.example")], vec![]));
        let person = Arrival { nature: Nature::Human, original_from: None, ..arrival };
        assert_eq!(person.clone().without_group(|_| false), person, "what no list sent stays as it is");
    }

    #[test]
    fn ancestors_come_nearest_first_and_bounded() {
        let mut arrival = Arrival::plain(a("kei@x.example"), "s", "t");
        arrival.message_id = Some("me".into());
        arrival.in_reply_to = vec!["b".into()];
        arrival.references = vec!["a".into(), "b".into(), "me".into()];
        assert_eq!(arrival.ancestors(), ["b", "a"]);
        arrival.references = (0..100_000).map(|n| n.to_string()).collect();
        let ancestors = arrival.ancestors();
        assert_eq!((ancestors.len(), ancestors[0], ancestors[1]), (50, "b", "99999"));
    }
}
