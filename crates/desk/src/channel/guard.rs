//! The guard before the door: what a letter says, to whom and by whom may ask for a second look before it leaves.

use super::{LetterId, MailboxId};
use crate::conversation::MessageId;
use crate::form::{sound_pattern, stands_in};
use crate::people::{PersonId, house, person_name};
use crate::ticket::StatusId;
use crate::{Permission, Refusal, Role};
use base::{Email, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

base::id!(GuardId);

crate::ticket_words! {
    /// What becomes of a letter that a guard stops, the mildest first.
    Effect {
        /// Its writer is shown why and says so once more.
        Warn = "warn",
        /// It leaves later than it would.
        Hold = "hold",
        /// It leaves when somebody else has said yes.
        Approve = "approve",
    }
}

crate::ticket_words! {
    Attached { Whatever = "whatever", Something = "something", Nothing = "nothing", }
}

/// Guards there may be; entries of a list in one of them.
pub const MOST_GUARDS: usize = 100;
const MOST_ENTRIES: usize = 200;
/// Minutes a letter is held at most: a day.
const LONGEST: i64 = 24 * 60;
/// Recipients a guard may ask for.
const MOST_RECIPIENTS: i64 = 1_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    pub id: GuardId,
    pub wish: GuardWish,
    pub version: i64,
}

/// A letter that waits, or waited, for somebody else's word.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub letter: LetterId,
    pub asked_by: Option<PersonId>,
    pub asked_at: Moment,
    /// Names of the guards that asked; none: its writer does not send alone.
    pub why: Vec<String>,
    /// Of each guard that says who may decide; every one of them must be met.
    pub approvers: Vec<Approvers>,
    /// What the ticket's status is to become when the letter leaves, and what it was; none: as it is.
    pub status: Option<(StatusId, StatusId)>,
}

impl Release {
    /// Whether the guards that asked leave it to this person.
    pub fn is_for(&self, person: PersonId, role: Role) -> bool {
        self.approvers.iter().all(|approvers| approvers.have(person, role))
    }
}

/// Those of whoever may approve to whom a guard leaves it; empty: all of them. An administrator always may, so that nothing
/// lies when those who were named have gone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Approvers {
    pub roles: Vec<Role>,
    pub people: Vec<PersonId>,
}

impl Approvers {
    pub fn is_everybody(&self) -> bool {
        self.roles.is_empty() && self.people.is_empty()
    }

    pub fn have(&self, person: PersonId, role: Role) -> bool {
        self.is_everybody()
            || role == Role::Administrator
            || self.roles.contains(&role)
            || self.people.contains(&person)
    }
}

/// What somebody else has said since a letter was written that waits: it may be out of date.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    pub message: MessageId,
    /// By name.
    pub who: String,
    /// One of us answered; else they wrote to us.
    pub answered: bool,
}

impl Since {
    /// The Fluent key of its sentence.
    pub const fn key(&self) -> &'static str {
        if self.answered { "release-answered-since" } else { "release-wrote-since" }
    }
}

/// When it stops a letter: every condition that is not empty must be met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuardWish {
    /// Its writer is shown it.
    pub name: String,
    pub active: bool,
    pub roles: Vec<Role>,
    pub people: Vec<PersonId>,
    pub mailboxes: Vec<MailboxId>,
    /// One of these addresses, or somebody at one of these domains or below, is among the recipients.
    #[serde(alias = "domains")]
    pub recipients: Vec<String>,
    /// Somebody is, who is neither of the requester's house nor of ours.
    pub outside: bool,
    /// It goes to so many, in To, Cc and Bcc; 0: to any number.
    pub least: i64,
    pub attached: Attached,
    /// One of them stands in subject, text or the name of a file, however it is spelt.
    pub words: Vec<String>,
    /// A regular expression that something in one of these fits, in wide letters or narrow ones; empty: none.
    pub pattern: String,
    pub effect: Effect,
    /// Only of [`Effect::Hold`].
    pub minutes: i64,
    /// Only of [`Effect::Approve`].
    pub approvers: Approvers,
}

impl Default for GuardWish {
    fn default() -> Self {
        Self {
            name: String::new(),
            active: true,
            roles: Vec::new(),
            people: Vec::new(),
            mailboxes: Vec::new(),
            recipients: Vec::new(),
            outside: false,
            least: 0,
            attached: Attached::Whatever,
            words: Vec::new(),
            pattern: String::new(),
            effect: Effect::Warn,
            minutes: 5,
            approvers: Approvers::default(),
        }
    }
}

/// A letter that is about to leave.
#[derive(Clone, Debug)]
pub struct Leaving<'a> {
    pub role: Role,
    pub person: PersonId,
    pub mailbox: Option<MailboxId>,
    /// To, Cc and Bcc.
    pub to: Vec<&'a Email>,
    /// Houses of the requester, if anything ever passed between us, and of our mailboxes.
    pub inside: &'a [String],
    pub files: Vec<&'a str>,
    pub subject: &'a str,
    pub text: &'a str,
    /// The one form of all spellings, as a search compares them.
    pub fold: fn(&str) -> String,
}

/// What all guards together say of a letter; names in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stopped {
    pub warned: Vec<String>,
    /// Who holds it, and for how long.
    pub held: Vec<String>,
    pub hold: Duration,
    pub approve: Vec<String>,
    /// Of those among them that say who may.
    pub approvers: Vec<Approvers>,
    /// Its writer does not send alone, whatever the guards say.
    pub novice: bool,
}

impl Stopped {
    /// It leaves when somebody else has said yes.
    pub fn waits(&self) -> bool {
        self.novice || !self.approve.is_empty()
    }
}

impl GuardWish {
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = person_name(&self.name)?;
        for recipient in &mut self.recipients {
            *recipient = base::narrowed(recipient).trim().trim_start_matches('@').to_lowercase();
        }
        for word in &mut self.words {
            *word = word.trim().to_owned();
        }
        self.recipients.retain(|recipient| !recipient.is_empty());
        self.words.retain(|word| !word.is_empty());
        self.pattern = self.pattern.trim().to_owned();
        if !self.pattern.is_empty() {
            sound_pattern(&self.pattern)?;
        }
        let approving = self.approvers.people.len();
        let lists = [self.recipients.len(), self.words.len(), self.people.len(), self.mailboxes.len(), approving];
        let recipient = |one: &String| match one.contains('@') {
            true => Email::parse(one).is_some(),
            false => Email::parse(&format!("a@{one}")).is_some(),
        };
        if lists.into_iter().any(|length| length > MOST_ENTRIES)
            || self.words.iter().any(|word| word.chars().count() > 100)
        {
            Err(Refusal::GuardTooLong)
        } else if !self.recipients.iter().all(recipient) {
            Err(Refusal::GuardRecipientInvalid)
        } else if !(0..=MOST_RECIPIENTS).contains(&self.least) {
            Err(Refusal::GuardLeastInvalid)
        } else if self.effect == Effect::Hold && !(1..=LONGEST).contains(&self.minutes) {
            Err(Refusal::MinutesInvalid)
        } else {
            Ok(self)
        }
    }

    pub fn stops(&self, letter: &Leaving) -> bool {
        let of_role = self.roles.is_empty() || self.roles.contains(&letter.role);
        let of_person = self.people.is_empty() || self.people.contains(&letter.person);
        let of_mailbox = self.mailboxes.is_empty() || letter.mailbox.is_some_and(|id| self.mailboxes.contains(&id));
        let to_them = self.recipients.is_empty() || letter.to.iter().any(|email| is_among(email, &self.recipients));
        let leads_out = !self.outside || letter.to.iter().any(|email| !letter.inside.contains(&house(email)));
        let with_files = match self.attached {
            Attached::Whatever => true,
            Attached::Something => !letter.files.is_empty(),
            Attached::Nothing => letter.files.is_empty(),
        };
        let to_many = self.least <= 1 || recipients(letter) >= self.least;
        let about = of_role && of_person && of_mailbox && to_them && leads_out && to_many && with_files;
        self.active && about && self.says(letter) && self.fits(letter)
    }

    fn fits(&self, letter: &Leaving) -> bool {
        if self.pattern.is_empty() {
            return true;
        }
        let texts = [letter.subject, letter.text].into_iter().chain(letter.files.iter().copied()).map(visible);
        let texts: Vec<String> = texts.flat_map(|text| [base::narrowed(&text), text]).collect();
        stands_in(&self.pattern, texts.iter().map(String::as_str))
    }

    fn says(&self, letter: &Leaving) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let texts = [letter.subject, letter.text].into_iter().chain(letter.files.iter().copied());
        // A word of which nothing is left would stand everywhere.
        let words: Vec<String> = self
            .words
            .iter()
            .map(|word| flowing(&visible(word), letter.fold))
            .filter(|word| !word.is_empty())
            .collect();
        let mut texts = texts.map(|text| flowing(&visible(text), letter.fold));
        texts.any(|text| words.iter().any(|word| text.contains(word)))
    }
}

/// Each of them once.
fn recipients(letter: &Leaving) -> i64 {
    let each: BTreeSet<String> = letter.to.iter().map(|email| email.canonical()).collect();
    each.len() as i64
}

/// Without what nobody sees: it must not part a word.
fn visible(text: &str) -> String {
    let hidden = |c: char| base::is_unseen(c) || matches!(c, '\u{34f}' | '\u{e0000}'..='\u{e007f}');
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Folded, on one line with single blanks; beside Japanese and Chinese letters, which know no blanks, with none.
fn flowing(text: &str, fold: fn(&str) -> String) -> String {
    let bare = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    let mut flowing = String::with_capacity(text.len());
    for part in fold(text).split_whitespace() {
        if !flowing.is_empty() && !flowing.ends_with(bare) && !part.starts_with(bare) {
            flowing.push(' ');
        }
        flowing.push_str(part);
    }
    flowing
}

/// By its address, its domain, or one above that.
fn is_among(email: &Email, recipients: &[String]) -> bool {
    let (address, domain) = (email.canonical(), email.domain());
    let above =
        |name: &String| domain.strip_suffix(name.as_str()).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    recipients.iter().any(|one| if one.contains('@') { *one == address } else { above(one) })
}

/// What the guards say of a letter. The longest hold counts.
pub fn stopped(guards: &[Guard], letter: &Leaving) -> Stopped {
    let mut stopped = Stopped { novice: !letter.role.allows(Permission::SendAlone), ..Stopped::default() };
    for guard in guards.iter().filter(|guard| guard.wish.stops(letter)) {
        match guard.wish.effect {
            Effect::Warn => stopped.warned.push(guard.wish.name.clone()),
            Effect::Hold => {
                stopped.held.push(guard.wish.name.clone());
                stopped.hold = stopped.hold.max(Duration::from_secs(guard.wish.minutes.unsigned_abs() * 60));
            }
            Effect::Approve => {
                stopped.approve.push(guard.wish.name.clone());
                stopped.approvers.extend(Some(&guard.wish.approvers).filter(|one| !one.is_everybody()).cloned());
            }
        }
    }
    stopped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(wish: GuardWish) -> Guard {
        Guard { id: GuardId(1), wish: GuardWish { name: "Look".into(), ..wish }, version: 1 }
    }

    impl GuardWish {
        fn named(self) -> Self {
            Self { name: "Look".into(), ..self }
        }
    }

    fn empty(role: Role) -> Leaving<'static> {
        Leaving {
            role,
            person: PersonId(1),
            mailbox: None,
            to: Vec::new(),
            inside: &[],
            files: Vec::new(),
            subject: "",
            text: "",
            fold: str::to_lowercase,
        }
    }

    fn stops(wish: GuardWish, change: impl FnOnce(&mut Leaving)) -> bool {
        let (kei, inside) = (Email::parse("kei@customer.example").unwrap(), ["customer.example".to_owned()]);
        let mut letter = Leaving {
            role: Role::Agent,
            person: PersonId(7),
            mailbox: Some(MailboxId(1)),
            to: vec![&kei],
            inside: &inside,
            files: vec!["price list.xlsx"],
            subject: "Offer",
            text: "As ATTACHED.",
            fold: str::to_lowercase,
        };
        change(&mut letter);
        guard(wish).wish.stops(&letter)
    }

    #[test]
    fn every_condition_that_is_set_must_be_met() {
        let plain = GuardWish::default;
        assert!(stops(plain(), |_| {}), "a guard without conditions stops everything");
        assert!(!stops(GuardWish { active: false, ..plain() }, |_| {}));
        assert!(stops(GuardWish { roles: vec![Role::Agent], people: vec![PersonId(7)], ..plain() }, |_| {}));
        assert!(!stops(GuardWish { roles: vec![Role::Agent], people: vec![PersonId(8)], ..plain() }, |_| {}));
        assert!(!stops(GuardWish { mailboxes: vec![MailboxId(2)], ..plain() }, |_| {}));
        assert!(!stops(GuardWish { mailboxes: vec![MailboxId(2)], ..plain() }, |letter| letter.mailbox = None));
        assert!(stops(GuardWish { attached: Attached::Something, ..plain() }, |_| {}));
        assert!(!stops(GuardWish { attached: Attached::Nothing, ..plain() }, |_| {}));
    }

    #[test]
    fn recipients_are_known_by_address_by_domain_and_by_what_is_below_it() {
        let to = |one: &str| GuardWish { recipients: vec![one.into()], ..GuardWish::default() };
        assert!(stops(to("kei@customer.example"), |_| {}) && !stops(to("ei@customer.example"), |_| {}));
        assert!(!stops(to("mio@customer.example"), |_| {}));
        assert!(stops(to("customer.example"), |_| {}) && stops(to("example"), |_| {}));
        assert!(!stops(to("mer.example"), |_| {}));
        let rival = Email::parse("x@rival.example").unwrap();
        assert!(!stops(GuardWish { outside: true, ..GuardWish::default() }, |_| {}));
        let with_rival = move |letter: &mut Leaving| letter.to.push(Box::leak(Box::new(rival)));
        assert!(stops(GuardWish { outside: true, ..GuardWish::default() }, with_rival));
        let (one, other) = (Email::parse("Kei.gm@gmail.com").unwrap(), Email::parse("someone.else@gmail.com").unwrap());
        for (to, stopped) in [(&one, false), (&other, true)] {
            let inside = [house(&one)];
            let letter = Leaving { to: vec![to], inside: &inside, ..empty(Role::Agent) };
            let wish = GuardWish { outside: true, ..GuardWish::default() };
            assert_eq!(wish.stops(&letter), stopped, "{to}: of what everybody shares only the address is inside");
        }
    }

    #[test]
    fn words_are_found_in_text_subject_and_names_of_files_however_they_are_spelt() {
        let says = |word: &str| GuardWish { words: vec![word.into()], ..GuardWish::default() };
        for word in ["attached", "offer", "price"] {
            assert!(stops(says(word), |_| {}), "{word}");
        }
        assert!(!stops(says("secret"), |_| {}));
        let bare = |text: &str| text.chars().filter(char::is_ascii).collect();
        assert!(!stops(says("´"), |letter| letter.fold = bare), "a word of which nothing is left says nothing");
    }

    #[test]
    fn recipients_are_counted_each_once() {
        let least = |least| GuardWish { least, ..GuardWish::default() };
        let mio: &'static Email = Box::leak(Box::new(Email::parse("mio@customer.example").unwrap()));
        assert!(stops(least(1), |_| {}) && !stops(least(2), |_| {}));
        assert!(stops(least(2), |letter| letter.to.push(mio)));
        assert!(!stops(least(3), |letter| letter.to.extend([mio, mio])));
        assert_eq!(least(-1).named().sound(), Err(Refusal::GuardLeastInvalid));
        assert_eq!(least(1_001).named().sound(), Err(Refusal::GuardLeastInvalid));
    }

    #[test]
    fn a_pattern_is_found_in_text_subject_and_names_of_files_in_wide_letters_and_narrow_ones() {
        let fits = |pattern: &str| GuardWish { pattern: pattern.into(), ..GuardWish::default() };
        let number = r"\d{4}[- ]?\d{4}[- ]?\d{4}";
        assert!(!stops(fits(number), |_| {}));
        for text in [
            "It is 1234-5678-9012.",
            "番号は １２３４－５６７８－９０１２ です",
            "1234-56\u{200b}78-9012",
            "番号は123456789012です",
            "4111111111111111",
        ] {
            assert!(stops(fits(number), |letter| letter.text = text), "{text}");
        }
        assert!(stops(fits("^Off"), |_| {}) && stops(fits(r"\.xlsx$"), |_| {}) && !stops(fits("^ffer"), |_| {}));
        assert_eq!(fits("(").named().sound(), Err(Refusal::PatternInvalid));
        assert_eq!(fits(" a+ ").named().sound().map(|wish| wish.pattern), Ok("a+".into()));
    }

    #[test]
    fn every_guard_that_says_who_may_approve_must_be_met_and_an_administrator_always_may() {
        let to = |roles: &[Role], people: &[i64]| {
            let people = people.iter().copied().map(PersonId).collect();
            guard(GuardWish {
                effect: Effect::Approve,
                approvers: Approvers { roles: roles.to_vec(), people },
                ..GuardWish::default()
            })
        };
        let guards = [to(&[], &[]), to(&[], &[1, 2]), to(&[], &[2, 3])];
        let said = stopped(&guards, &empty(Role::Agent));
        assert_eq!((said.approve.len(), said.approvers.len()), (3, 2));
        let release = Release {
            letter: LetterId(1),
            asked_by: None,
            asked_at: Moment(0),
            why: said.approve,
            approvers: said.approvers,
            status: None,
        };
        let may: Vec<i64> = (1..=3).filter(|id| release.is_for(PersonId(*id), Role::Supervisor)).collect();
        assert_eq!(may, [2]);
        assert!(release.is_for(PersonId(9), Role::Administrator));
        assert!(to(&[Role::Supervisor], &[]).wish.approvers.have(PersonId(9), Role::Supervisor));
    }

    #[test]
    fn no_end_of_a_line_no_blank_and_nothing_invisible_parts_a_word() {
        let says = |word: &str, text: &'static str| {
            let wish = GuardWish { words: vec![word.into()], ..GuardWish::default() };
            stops(wish, |letter| letter.text = text)
        };
        for text in [
            "Our secret\nprice.",
            "secret  price",
            "secret \r\n\t price",
            "secret\u{3000}price",
            "secret\u{a0}price",
            "sec\u{ad}ret pri\u{200b}ce",
            "\u{feff}secret\u{2009}price",
        ] {
            assert!(says("secret price", text) && says("secret   price", text), "{text:?}");
        }
        assert!(!says("secret price", "a secretprice") && !says("secretprice", "secret price"));
        assert!(says("社外秘", "これは社外\n秘です") && says("社外 秘", "社外秘") && says("社外秘", "社\u{3000}外秘"));
        assert!(!says("\u{200b}", "Hello"), "a word of which nothing is left says nothing");
    }

    #[test]
    fn what_was_kept_before_addresses_could_be_named_is_read_as_it_was() {
        let old = r#"{"name":"Rivals?","active":true,"domains":["rival.example"],"effect":"approve","minutes":5}"#;
        let wish: GuardWish = serde_json::from_str(old).unwrap();
        assert_eq!((wish.recipients, wish.effect), (vec!["rival.example".to_owned()], Effect::Approve));
    }

    #[test]
    fn what_a_novice_writes_waits_without_any_guard() {
        assert!(stopped(&[], &empty(Role::Novice)).waits());
        assert!(!stopped(&[], &empty(Role::Agent)).waits());
    }

    #[test]
    fn all_guards_speak_and_the_longest_hold_counts() {
        let effect = |effect, minutes| guard(GuardWish { effect, minutes, ..GuardWish::default() });
        let guards =
            [effect(Effect::Hold, 5), effect(Effect::Hold, 30), effect(Effect::Warn, 0), effect(Effect::Approve, 0)];
        let said = stopped(&guards, &empty(Role::Agent));
        assert_eq!((said.warned.len(), said.hold, said.approve.len()), (1, Duration::from_secs(1800), 1));
        assert_eq!(said.held.len(), 2);
    }

    #[test]
    fn a_guard_is_written_soundly_or_not_at_all() {
        let wish = |change: fn(&mut GuardWish)| {
            let mut wish = GuardWish { name: "Look".into(), ..GuardWish::default() };
            change(&mut wish);
            wish.sound()
        };
        assert_eq!(wish(|wish| wish.name = " ".into()), Err(Refusal::NameEmpty));
        for wrong in ["not a domain", "somebody at@x.example", "kei@"] {
            let refused = GuardWish { name: "Look".into(), recipients: vec![wrong.into()], ..GuardWish::default() };
            assert_eq!(refused.sound(), Err(Refusal::GuardRecipientInvalid), "{wrong}");
        }
        let forever = wish(|wish| (wish.effect, wish.minutes) = (Effect::Hold, 100_000));
        assert_eq!(forever, Err(Refusal::MinutesInvalid));
        let sound = wish(|wish| {
            (wish.words, wish.recipients) =
                (vec![" 社外秘 ".into(), "".into()], vec!["@Rival.example".into(), " Kei@x.example".into()])
        });
        let sound = sound.unwrap();
        assert_eq!(
            (sound.words, sound.recipients),
            (vec!["社外秘".into()], vec!["rival.example".into(), "kei@x.example".into()])
        );
    }
}
