//! Why a message is where it is: sentences with their particulars, told in the language of whoever asks.

use crate::channel::IntakeId;
use crate::ticket::TicketNumber;
use base::words::{Args, Words};
use serde::{Deserialize, Serialize};

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident = $key:literal { $($field:ident : $type:ty),* $(,)? })*) => {
        /// One sentence of the explanation. Its words are in `locales` under [`Evidence::KEYS`].
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "why")]
        pub enum Evidence { $($(#[$doc])* #[serde(rename = $key)] $name { $($field: $type),* },)* }

        impl Evidence {
            pub const KEYS: &[&str] = &[$(concat!("channel-evidence-", $key),)*];

            pub const fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => concat!("channel-evidence-", $key),)* }
            }

            fn particulars(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.to_string())),*],)* }
            }
        }
    };
}

evidence! {
    /// It came to the ticket's signed reply address.
    ReplyAddress = "reply-address" {}
    /// It came to the signed address of a side conversation.
    SideAddress = "side-address" {}
    /// Its sender is known to the ticket from a side conversation alone.
    SideSender = "side-sender" { address: String }
    /// An agent wrote into a side conversation by mail: it stands there and went to nobody.
    SideAgent = "side-agent" { address: String }
    /// It answers a letter of ours.
    AnswersOurs = "answers-ours" { id: String }
    /// It answers a message the ticket received.
    AnswersReceived = "answers-received" { id: String }
    /// It and the ticket refer to a common message that we never received.
    CommonAncestor = "common-ancestor" { id: String }
    /// A message of the ticket already referred to this one, which came late.
    WasReferredTo = "was-referred-to" { id: String }
    /// It carries the ticket's signed mark, and its sender takes part.
    Mark = "mark" { number: TicketNumber }
    /// Its subject names the ticket, and its sender takes part.
    Number = "number" { number: TicketNumber }
    /// Its text names the ticket, and its sender takes part.
    NumberInText = "number-in-text" { number: TicketNumber }
    /// It carries the reference of the sender's own ticket system.
    ForeignReference = "foreign-reference" { reference: String }
    /// The requester wrote again under the same subject while the ticket was open.
    SameSubject = "same-subject" {}
    /// Nothing connects it to a ticket.
    Nothing = "nothing" {}
    /// It points at a ticket, but not well enough to let its sender in.
    PossiblyRelated = "possibly-related" { number: TicketNumber }
    /// Its sender is new to the ticket and was not added to it.
    Newcomer = "newcomer" { address: String }
    /// The sender's domain says that the address in From is forged.
    Forged = "forged" { address: String }
    /// DMARC broke on the way, but somebody whose word counts has sealed that it was in order.
    Sealed = "sealed" { sealer: String }
    /// The ticket it answers is closed.
    FollowsUp = "follows-up" { number: TicketNumber }
    /// The ticket was in the trash and was restored.
    Restored = "restored" {}
    /// The same message arrived before.
    Duplicate = "duplicate" { intake: IntakeId }
    /// The same message also reached another of our mailboxes.
    AlsoIn = "also-in" { number: TicketNumber }
    /// It is a letter we sent round to see whether mail arrives.
    Probe = "probe" {}
    /// The closed ticket it answers was opened again, as the policy says.
    OpenedAgain = "opened-again" {}
    /// Its sender stands on the list of those whose mail is spam.
    Blocked = "blocked" { address: String }
    /// A mail server before us marked it as spam.
    MarkedSpam = "marked-spam" {}
    /// It was written to the team's own address.
    ToTeam = "to-team" { team: String }
    /// We sent it ourselves.
    OurLetter = "our-letter" { id: String }
    /// It was sent from an address of ours and is kept as a note.
    FromOurselves = "from-ourselves" { address: String }
    /// It was sent from an address of ours, for nobody it names.
    OurSender = "our-sender" { address: String }
    /// An agent answered by mail; it is kept as a note, because anybody can write an agent's address into From.
    AgentNote = "agent-note" { address: String }
    /// An agent answered by mail, and their domain stands for it; it is kept as their note.
    AgentProved = "agent-proved" { address: String }
    /// What an agent answered by mail went on as their reply.
    AgentSpoke = "agent-spoke" { address: String }
    /// The agent asked for a note.
    AgentNoted = "agent-noted" { address: String }
    /// The requester stood among its recipients: they have it already.
    AgentDirect = "agent-direct" { address: String }
    /// The agent answered what somebody else than the requester said.
    AgentApart = "agent-apart" { address: String }
    /// The agent may not answer here.
    AgentNotAllowed = "agent-not-allowed" { address: String }
    /// What an agent answered by mail was refused: the key of the reason, and the names of the guards that warn.
    AgentRefused = "agent-refused" { address: String, reason: String, guards: String }
    /// So many answers by mail within an hour that two machines may be at it.
    AgentTooOften = "agent-too-often" { address: String }
    /// An order on the first lines that nobody knows.
    OrderUnknown = "order-unknown" { word: String }
    /// An order that could not be carried out.
    OrderRefused = "order-refused" { word: String }
    /// The orders on its first lines were carried out.
    Ordered = "ordered" { orders: String }
    /// An agent passed it on; perhaps on behalf of this person.
    ForwardedFor = "forwarded-for" { address: String }
    BounceOf = "bounce-of" { address: String, reason: String }
    /// Delivery is late, but is still tried.
    DelayOf = "delay-of" { address: String, reason: String }
    /// A bounce of something we did not send.
    BounceOfNothing = "bounce-of-nothing" {}
    AutomaticReply = "automatic-reply" {}
    /// An automatic reply to nothing we know.
    AutomaticToNothing = "automatic-to-nothing" {}
    Receipt = "receipt" {}
    MailingList = "mailing-list" {}
    /// It has passed so many servers that it probably goes round.
    Circling = "circling" { hops: usize }
    Unreadable = "unreadable" { reason: String }
    /// It was unreadable before and was read again.
    ReadAgain = "read-again" {}
    /// A mail filter held.
    Filtered = "filtered" { filter: String }
    FilteredSpam = "filtered-spam" { filter: String }
    FilteredOut = "filtered-out" { filter: String }
    FilteredSilent = "filtered-silent" { filter: String }
    /// What a filter or a header wanted to set could not be set.
    NotSet = "not-set" { what: String, value: String }
    /// A system we trust said in the header what the ticket begins with.
    HeadersTrusted = "headers-trusted" {}
    /// It said so, but we do not trust it.
    HeadersIgnored = "headers-ignored" {}
    /// The mailbox does not let this sender begin tickets.
    NotAdmitted = "not-admitted" { address: String }
    /// The sender's domain can receive no mail.
    Unanswerable = "unanswerable" { domain: String }
    /// Its sender was told that nobody reads it here.
    ToldSo = "told-so" {}
    /// So many recipients that they were not added to the ticket.
    Crowd = "crowd" { recipients: usize }
}

impl Evidence {
    pub fn say(&self, words: &Words) -> String {
        let mut args = Args::new();
        for (name, value) in self.particulars() {
            args.set(name, value);
        }
        if let Self::AgentRefused { reason, guards, .. } = self {
            args.set("reason", [words.say(reason), guards.as_str()].join(" ").trim_end().to_owned());
        }
        words.tell(self.key(), &args)
    }

    /// It says which message was answered, or at which address.
    pub const fn leads_to_a_message(&self) -> bool {
        matches!(self, Self::SideAddress { .. } | Self::AnswersOurs { .. } | Self::AnswersReceived { .. })
    }

    /// A filter wants nobody to be told by machine.
    pub const fn wants_silence(&self) -> bool {
        matches!(self, Self::FilteredSilent { .. })
    }

    /// As columns keep it: a JSON list.
    pub fn written(all: &[Self]) -> String {
        serde_json::to_string(all).unwrap_or_default()
    }

    /// What a column kept; what cannot be read says nothing.
    pub fn read(column: &str) -> Vec<Self> {
        serde_json::from_str(column).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn evidence_reads_back_as_it_was_written() {
        let all = vec![Evidence::Mark { number: TicketNumber(100_042) }, Evidence::SameSubject {}];
        let column = Evidence::written(&all);
        assert_eq!(column, r#"[{"why":"mark","number":100042},{"why":"same-subject"}]"#);
        assert_eq!(Evidence::read(&column), all);
        assert_eq!(Evidence::read("nonsense"), vec![]);
    }

    #[test]
    fn every_kind_of_evidence_has_its_sentence_in_both_languages() {
        for language in Language::ALL {
            for key in Evidence::KEYS {
                assert!(words::of(language).knows(key), "{key} in {language:?}");
            }
        }
    }

    #[test]
    fn a_refusal_is_told_in_its_own_words_and_not_by_its_key() {
        let (address, reason) = ("chika@hinode.example".to_owned(), crate::Refusal::GuardWarns.key().to_owned());
        let evidence = Evidence::AgentRefused { address, reason, guards: "Prices?".into() };
        for language in Language::ALL {
            let sentence = evidence.say(words::of(language));
            assert!(sentence.contains("Prices?") && !sentence.contains("refusal-"), "{sentence}");
        }
    }

    #[test]
    fn a_sentence_names_the_ticket_without_separators() {
        let evidence = Evidence::PossiblyRelated { number: TicketNumber(100_042) };
        for language in Language::ALL {
            let sentence = evidence.say(words::of(language));
            assert!(sentence.contains("100042"), "{sentence}");
        }
    }
}
