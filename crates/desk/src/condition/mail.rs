//! What can be asked of a message that arrives, before there is a ticket of it.

use super::field::LANGUAGES;
use super::{Condition, Explained, Fact, Field, Kin, Operand, Operator, Seen, Test, Type, Viewer};
use crate::channel::MailboxId;
use crate::people::PersonId;
use base::Moment;
use std::collections::BTreeMap;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $word:literal $key:literal $type:expr;)*) => {
        /// Its name in JSON and forms, where its words are, its type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature { $($(#[$doc])* $name,)* }

        impl Feature {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub(super) const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            pub(super) const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            pub(super) const fn kind(self) -> Type {
                match self { $(Self::$name => $type,)* }
            }
        }
    };
}

const NATURES: &[&str] = &["human", "auto_reply", "bounce", "list", "receipt"];
const VERDICTS: &[&str] = &["none", "pass", "fail", "softfail", "neutral", "temperror", "permerror"];
/// What its author is to us.
const ACQUAINTANCES: &[&str] = &["agent", "known", "unknown"];

features! {
    Sender = "mail_sender" "mail-field-sender" Type::Text;
    SenderName = "mail_sender_name" "mail-field-sender-name" Type::Text;
    SenderDomain = "mail_sender_domain" "mail-field-sender-domain" Type::Text;
    /// Whether we have heard of its author.
    Acquaintance = "mail_acquaintance" "mail-field-acquaintance" Type::Word(ACQUAINTANCES);
    /// The envelope's sender.
    Envelope = "mail_envelope" "mail-field-envelope" Type::Text;
    ReplyTo = "mail_reply_to" "mail-field-reply-to" Type::Text;
    /// To, Cc, and by which addresses it reached us.
    Recipients = "mail_recipients" "mail-field-recipients" Type::Text;
    Mailbox = "mail_mailbox" "mail-field-mailbox" Type::MaybeOne(Kin::Mailbox);
    Subject = "mail_subject" "mail-field-subject" Type::Text;
    /// What the sender newly wrote, without quotation and signature.
    Said = "mail_said" "mail-field-said" Type::Text;
    Text = "mail_text" "mail-field-text" Type::Text;
    /// Each line of its header as `Name: value`.
    Header = "mail_header" "mail-field-header" Type::Text;
    FileName = "mail_file_name" "mail-field-file-name" Type::Text;
    FileType = "mail_file_type" "mail-field-file-type" Type::Text;
    Files = "mail_files" "mail-field-files" Type::Number;
    /// Kilobytes of the largest attachment.
    FileSize = "mail_file_size" "mail-field-file-size" Type::Number;
    /// Kilobytes of the whole message.
    Size = "mail_size" "mail-field-size" Type::Number;
    Nature = "mail_nature" "mail-field-nature" Type::Word(NATURES);
    Language = "mail_language" "mail-field-language" Type::MaybeWord(LANGUAGES);
    Spf = "mail_spf" "mail-field-spf" Type::Word(VERDICTS);
    Dkim = "mail_dkim" "mail-field-dkim" Type::Word(VERDICTS);
    Dmarc = "mail_dmarc" "mail-field-dmarc" Type::Word(VERDICTS);
    Arc = "mail_arc" "mail-field-arc" Type::Word(VERDICTS);
    /// A mail server before us marked it as spam.
    SpamMark = "mail_spam_mark" "mail-field-spam-mark" Type::Flag;
    /// As such a server counted it.
    SpamScore = "mail_spam_score" "mail-field-spam-score" Type::Amount(1);
}

impl Feature {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|feature| feature.word() == name)
    }

    /// What its words are said under.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Spf | Self::Dkim | Self::Dmarc | Self::Arc => "mail-verdict",
            Self::Nature => "mail-nature",
            Self::Acquaintance => "mail-acquaintance",
            other => other.word(),
        }
    }
}

/// What is known of a message, as far as conditions may ask.
#[derive(Clone, Debug, PartialEq)]
pub struct MailFacts {
    pub sender: String,
    pub sender_name: String,
    pub sender_domain: String,
    /// `agent`, `known`, `unknown`.
    pub acquaintance: &'static str,
    pub envelope: String,
    pub reply_to: Vec<String>,
    pub recipients: Vec<String>,
    pub mailbox: Option<MailboxId>,
    pub subject: String,
    pub said: String,
    pub text: String,
    /// `Name: value`
    pub header: Vec<String>,
    pub file_names: Vec<String>,
    pub file_types: Vec<String>,
    /// Octets.
    pub largest_file: i64,
    pub size: i64,
    pub nature: &'static str,
    pub language: Option<&'static str>,
    /// SPF, DKIM, DMARC, ARC.
    pub verdicts: [&'static str; 4],
    pub spam_mark: bool,
    /// In tenths.
    pub spam_score: Option<i64>,
}

impl MailFacts {
    fn of(&self, field: Field) -> Fact<'_> {
        let Field::Mail(feature) = field else { return Fact::Texts(Vec::new()) };
        let [spf, dkim, dmarc, arc] = self.verdicts;
        match feature {
            Feature::Sender => Fact::Texts(vec![&self.sender]),
            Feature::SenderName => Fact::Texts(vec![&self.sender_name]),
            Feature::SenderDomain => Fact::Texts(vec![&self.sender_domain]),
            Feature::Acquaintance => Fact::Word(Some(self.acquaintance)),
            Feature::Envelope => Fact::Texts(vec![&self.envelope]),
            Feature::ReplyTo => texts(&self.reply_to),
            Feature::Recipients => texts(&self.recipients),
            Feature::Mailbox => Fact::Ids(self.mailbox.iter().map(|id| id.0).collect()),
            Feature::Subject => Fact::Texts(vec![&self.subject]),
            Feature::Said => Fact::Texts(vec![&self.said]),
            Feature::Text => Fact::Texts(vec![&self.text]),
            Feature::Header => texts(&self.header),
            Feature::FileName => texts(&self.file_names),
            Feature::FileType => texts(&self.file_types),
            Feature::Files => Fact::Number(self.file_names.len() as i64),
            Feature::FileSize => Fact::Number(kilobytes(self.largest_file)),
            Feature::Size => Fact::Number(kilobytes(self.size)),
            Feature::Nature => Fact::Word(Some(self.nature)),
            Feature::Language => Fact::Word(self.language),
            Feature::Spf => Fact::Word(Some(spf)),
            Feature::Dkim => Fact::Word(Some(dkim)),
            Feature::Dmarc => Fact::Word(Some(dmarc)),
            Feature::Arc => Fact::Word(Some(arc)),
            Feature::SpamMark => Fact::Flag(self.spam_mark),
            Feature::SpamScore => Fact::Amount(self.spam_score),
        }
    }

    fn answers(&self, test: &Test) -> bool {
        test.answers(&self.of(test.field), &nobody())
    }

    /// What an explanation shows: of a header with its many lines only those that were meant.
    fn shown(&self, test: &Test) -> Seen {
        match (test.field, self.of(test.field)) {
            (Field::Mail(Feature::Header), Fact::Texts(lines)) => {
                let one = Test { operator: of_one_line(test.operator), ..test.clone() };
                let meant = |line: &&str| one.answers(&Fact::Texts(vec![line]), &nobody());
                Seen::of(&Fact::Texts(lines.into_iter().filter(meant).take(5).collect()))
            }
            (_, fact) => Seen::of(&fact),
        }
    }
}

fn texts(texts: &[String]) -> Fact<'_> {
    Fact::Texts(texts.iter().map(String::as_str).collect())
}

/// Neither "me" nor a moment can be asked of a message.
fn nobody() -> Viewer {
    Viewer { person: PersonId(0), now: Moment(0), zone: String::new() }
}

/// What a line is that keeps "does not contain" from holding.
const fn of_one_line(operator: Operator) -> Operator {
    match operator {
        Operator::Lacks => Operator::Contains,
        other => other,
    }
}

const fn kilobytes(octets: i64) -> i64 {
    octets / 1_000 + (octets % 1_000 > 0) as i64
}

impl Condition {
    /// Whether it holds for a message.
    pub fn fits(&self, mail: &MailFacts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.fits(mail)),
            Self::Any(parts) => parts.iter().any(|part| part.fits(mail)),
            Self::None(parts) => !parts.iter().any(|part| part.fits(mail)),
            Self::Test(test) => mail.answers(test),
        }
    }

    /// The same, test by test.
    pub fn explained_of(&self, mail: &MailFacts) -> Explained {
        self.explained_by(&|test| (mail.answers(test), Some(mail.shown(test))))
    }

    /// What the named groups of its expressions met; of two alike the first.
    pub fn captured(&self, mail: &MailFacts) -> BTreeMap<String, String> {
        let mut met = BTreeMap::new();
        for test in self.tests() {
            let (Operand::Pattern(pattern), Fact::Texts(texts)) = (&test.operand, mail.of(test.field)) else {
                continue;
            };
            for (name, value) in texts.into_iter().flat_map(|text| pattern.captured(text)) {
                met.entry(name).or_insert(value);
            }
        }
        met
    }

    /// Names of the groups that its expressions have.
    pub fn group_names(&self) -> Vec<String> {
        let patterns = self.tests().into_iter().filter_map(|test| match &test.operand {
            Operand::Pattern(pattern) => Some(pattern),
            Operand::Nothing
            | Operand::Words(_)
            | Operand::Ids(_)
            | Operand::Texts(_)
            | Operand::Number(_)
            | Operand::When(_) => None,
        });
        patterns.flat_map(|pattern| pattern.names().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// # Errors
    /// It asks something of a ticket, which is not there yet.
    pub fn for_mail(self) -> Result<Self, crate::Refusal> {
        let of_mail = self.tests().into_iter().all(|test| matches!(test.field, Field::Mail(_)));
        if of_mail { Ok(self) } else { Err(crate::Refusal::ConditionUnfit) }
    }
}

#[cfg(test)]
pub(crate) fn a_mail() -> MailFacts {
    MailFacts {
        sender: "kei@customer.example".into(),
        sender_name: "Kei Tanaka".into(),
        sender_domain: "customer.example".into(),
        acquaintance: "known",
        envelope: "bounce@customer.example".into(),
        reply_to: Vec::new(),
        recipients: vec!["support@desk.example".into()],
        mailbox: Some(MailboxId(1)),
        subject: "Order 12345 leaks".into(),
        said: "It leaks.".into(),
        text: "It leaks.\n> How is it?".into(),
        header: vec!["X-Spam-Score: 7.5".into(), "X-Mailer: Kettle 2".into()],
        file_names: vec!["photo.jpg".into()],
        file_types: vec!["image/jpeg".into()],
        largest_file: 1_500,
        size: 9_000,
        nature: "human",
        language: Some("en"),
        verdicts: ["pass", "pass", "pass", "none"],
        spam_mark: false,
        spam_score: Some(75),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Realm;
    use super::*;
    use crate::Refusal;
    use crate::channel::{Nature, Verdict};
    use base::{Language, words};

    fn read(test: &str) -> Condition {
        Condition::read_in(&format!(r#"{{"all":[{test}]}}"#), Realm::Mail).unwrap()
    }

    #[test]
    fn a_message_answers_what_is_asked_of_it() {
        for (test, holds) in [
            (r#"{"field":"mail_sender","operator":"ends","value":["@CUSTOMER.example"]}"#, true),
            (r#"{"field":"mail_sender_domain","operator":"equals","value":["example"]}"#, false),
            (r#"{"field":"mail_acquaintance","operator":"any_of","value":["unknown"]}"#, false),
            (r#"{"field":"mail_said","operator":"contains","value":["how is it"]}"#, false),
            (r#"{"field":"mail_text","operator":"contains","value":["how is it"]}"#, true),
            (r#"{"field":"mail_header","operator":"begins","value":["x-mailer: kettle"]}"#, true),
            (r#"{"field":"mail_header","operator":"lacks","value":["x-other"]}"#, true),
            (r#"{"field":"mail_header","operator":"matches","value":"^X-Mailer:.*[0-9]$"}"#, true),
            (r#"{"field":"mail_file_size","operator":"least","value":2}"#, true),
            (r#"{"field":"mail_size","operator":"most","value":8}"#, false),
            (r#"{"field":"mail_spam_score","operator":"least","value":75}"#, true),
            (r#"{"field":"mail_spam_score","operator":"least","value":76}"#, false),
            (r#"{"field":"mail_dmarc","operator":"none_of","value":["fail"]}"#, true),
            (r#"{"field":"mail_mailbox","operator":"any_of","value":[1]}"#, true),
            (r#"{"field":"mail_spam_mark","operator":"no"}"#, true),
            (r#"{"none":[{"field":"mail_file_type","operator":"begins","value":["image/"]}]}"#, false),
        ] {
            let condition = read(test);
            assert_eq!(condition.fits(&a_mail()), holds, "{test}");
            assert_eq!(condition.explained_of(&a_mail()).holds, holds, "{test}");
            assert_eq!(Condition::read_in(&condition.written(), Realm::Mail), Ok(condition), "{test}");
        }
    }

    #[test]
    fn named_groups_are_remembered() {
        let both = read(
            r#"{"field":"mail_subject","operator":"matches","value":"order (?<order>\\d+)"},{"field":"mail_header","operator":"matches","value":"^x-mailer: (?<with>.*)"}"#,
        );
        let met = both.captured(&a_mail());
        assert_eq!((met["order"].as_str(), met["with"].as_str()), ("12345", "Kettle 2"));
        assert_eq!(both.group_names(), ["order", "with"]);
    }

    #[test]
    fn a_ticket_is_not_asked_what_a_message_is_and_the_other_way_round() {
        let of_mail = r#"{"all":[{"field":"mail_subject","operator":"contains","value":["x"]}]}"#;
        let of_ticket = r#"{"all":[{"field":"subject","operator":"contains","value":["x"]}]}"#;
        assert_eq!(Condition::read(of_mail), Err(Refusal::ConditionUnreadable));
        assert_eq!(Condition::read_in(of_ticket, Realm::Mail), Err(Refusal::ConditionUnreadable));
        assert_eq!(Condition::read(of_ticket).unwrap().for_mail(), Err(Refusal::ConditionUnfit));
    }

    #[test]
    fn every_feature_and_word_is_said_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for field in Feature::ALL.iter().copied().map(Field::Mail) {
                assert!(words.knows(field.key()), "{} in {:?}", field.key(), words.language());
                if let Type::Word(list) | Type::MaybeWord(list) = field.kind() {
                    for word in list {
                        let key = field.word_key(word);
                        assert!(words.knows(&key), "{key} in {:?}", words.language());
                    }
                }
            }
        }
    }

    #[test]
    fn the_words_are_those_of_the_message() {
        assert_eq!(NATURES, Nature::ALL.iter().map(|one| one.name()).collect::<Vec<_>>());
        assert_eq!(VERDICTS, Verdict::ALL.iter().map(|one| one.name()).collect::<Vec<_>>());
    }
}
