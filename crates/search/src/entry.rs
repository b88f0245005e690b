//! What is put into the index.

use crate::schema::Fields;
use desk::people::{Organization, Person, PersonId, Tier};
use desk::ticket::{Category, Origin, Place, Priority, ReferredTo, Stars, Ticket, TicketId};
use desk::{people::OrganizationId, query::State, query::Thing};
use tantivy::TantivyDocument;

/// Bytes of one text and of all texts of a ticket that are looked through.
const LONGEST_TEXT: usize = 200_000;
const LONGEST_TICKET: usize = 2_000_000;

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Ticket(TicketId),
    Person(PersonId),
    Organization(OrganizationId),
}

#[derive(Clone, Debug)]
pub enum Entry {
    Ticket(Box<TicketEntry>),
    /// With every address, and what stands in their fields.
    Person(Person, Vec<String>),
    /// With what stands in its fields.
    Organization(Organization, Vec<String>),
}

/// A ticket with everything that was said on it.
#[derive(Clone, Debug)]
pub struct TicketEntry {
    pub ticket: Ticket,
    /// How much its requester matters.
    pub tier: Tier,
    /// What was written, and what its attachments say.
    pub texts: Vec<String>,
    /// Names and addresses of those who wrote.
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub things: Vec<Thing>,
    /// What stands in the fields that people define, each with the id of its field.
    pub details: Vec<(i64, String)>,
    /// The same of the requester, their organisation and what is linked: found by the field alone, not among all words.
    pub about: Vec<(i64, String)>,
}

impl Key {
    pub(crate) const KINDS: u64 = 4;

    pub(crate) fn number(self) -> u64 {
        let (id, kind) = match self {
            Self::Ticket(id) => (id.0, 0),
            Self::Person(id) => (id.0, 1),
            Self::Organization(id) => (id.0, 2),
        };
        unsigned(id) * Self::KINDS + kind
    }

    pub(crate) fn of(number: u64) -> Self {
        let id = (number / Self::KINDS) as i64;
        match number % Self::KINDS {
            0 => Self::Ticket(TicketId(id)),
            1 => Self::Person(PersonId(id)),
            _ => Self::Organization(OrganizationId(id)),
        }
    }

    pub(crate) fn kind(self) -> u64 {
        self.number() % Self::KINDS
    }
}

/// Ids are counted from 1.
pub(crate) fn unsigned(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}

impl Entry {
    pub fn key(&self) -> Key {
        match self {
            Self::Ticket(entry) => Key::Ticket(entry.ticket.id),
            Self::Person(person, _) => Key::Person(person.id),
            Self::Organization(organization, _) => Key::Organization(organization.id),
        }
    }

    pub(crate) fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(fields.key, self.key().number());
        document.add_u64(fields.kind, self.key().kind());
        match self {
            Self::Ticket(entry) => entry.fill(fields, &mut document),
            Self::Person(person, addresses) => {
                document.add_text(fields.anywhere, &person.name);
                addresses.iter().for_each(|text| document.add_text(fields.anywhere, beginning(text, LONGEST_TEXT)));
            }
            Self::Organization(organization, texts) => {
                document.add_text(fields.anywhere, &organization.name);
                texts.iter().for_each(|text| document.add_text(fields.anywhere, beginning(text, LONGEST_TEXT)));
                organization.domains.iter().for_each(|domain| document.add_text(fields.anywhere, domain));
                document.add_text(fields.anywhere, beginning(&organization.about.notes, LONGEST_TEXT));
            }
        }
        document
    }
}

impl TicketEntry {
    fn fill(&self, fields: &Fields, document: &mut TantivyDocument) {
        self.texts(fields, document);
        let ticket = &self.ticket;
        let mut number = |field, id: i64| document.add_u64(field, unsigned(id));
        number(fields.number, ticket.number.0);
        number(fields.team, ticket.team.0);
        number(fields.status, ticket.status.0);
        number(fields.assignee, ticket.assignee.map_or(0, |person| person.0));
        number(fields.requester, ticket.requester.0);
        ticket.organization.into_iter().for_each(|organization| number(fields.organization, organization.0));
        ticket.tags.iter().for_each(|tag| number(fields.tag, tag.0));
        number(fields.year, i64::from(ticket.created_at.in_zone("UTC").year()));
        document.add_u64(fields.category, category(ticket.category));
        document.add_u64(fields.priority, priority(ticket.priority));
        document.add_u64(fields.channel, channel(ticket.origin));
        document.add_u64(fields.place, place(ticket.place()));
        let flags = self.things.iter().copied().map(thing).chain(ticket.is_unanswered().then(|| state(State::Unread)));
        let flags = flags.chain([tier(self.tier)]).chain(ticket.rating.map(rating));
        flags.for_each(|flag| document.add_u64(fields.flag, flag));
        ticket.referrals.iter().for_each(|referral| document.add_u64(fields.referred, referred(referral.to)));
        for (field, text) in &self.details {
            document.add_text(fields.anywhere, beginning(text, LONGEST_TEXT));
            details_of(*field, text).into_iter().for_each(|detail| document.add_u64(fields.detail, detail));
        }
        for (field, text) in &self.about {
            details_of(*field, text).into_iter().for_each(|detail| document.add_u64(fields.detail, detail));
        }
        document.add_i64(fields.created, ticket.created_at.0);
        document.add_i64(fields.updated, ticket.updated_at.0);
        ticket.deadline.into_iter().for_each(|deadline| document.add_i64(fields.due, deadline.0));
    }

    fn texts(&self, fields: &Fields, document: &mut TantivyDocument) {
        let subject = beginning(&self.ticket.subject, LONGEST_TEXT);
        document.add_text(fields.subject, subject);
        document.add_text(fields.anywhere, subject);
        let mut left = LONGEST_TICKET;
        for text in &self.texts {
            let text = beginning(text, LONGEST_TEXT.min(left));
            left -= text.len();
            document.add_text(fields.anywhere, text);
        }
        for (field, names) in [(fields.from, &self.from), (fields.to, &self.to)] {
            for name in names {
                document.add_text(field, name);
                document.add_text(fields.anywhere, name);
            }
        }
    }
}

fn beginning(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// Words of one value that are found by `key:word`.
const MOST_WORDS: usize = 64;

fn details_of(field: i64, text: &str) -> Vec<u64> {
    let words = text.split_whitespace().take(MOST_WORDS).map(|word| detail(field, word));
    let mut all: Vec<u64> = [detail(field, text)].into_iter().chain(words).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A value, or a word of it, in a field: the number under which it is found (FNV-1a over the folded text).
pub fn detail(field: i64, text: &str) -> u64 {
    let folded = text::folded(text.trim());
    let bytes = field.to_le_bytes().into_iter().chain(folded.into_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The number under which what was referred to somebody is found.
pub fn referred(to: ReferredTo) -> u64 {
    match to {
        ReferredTo::Person(person) => unsigned(person.0) * 2,
        ReferredTo::Team(team) => unsigned(team.0) * 2 + 1,
    }
}

fn place_in<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|other| other == one).map_or(0, |at| at as u64 + 1)
}

pub fn category(category: Category) -> u64 {
    place_in(Category::ALL, &category)
}

pub fn priority(priority: Priority) -> u64 {
    place_in(Priority::ALL, &priority)
}

pub fn channel(origin: Origin) -> u64 {
    place_in(Origin::ALL, &origin)
}

pub fn place(place: Place) -> u64 {
    place_in(Place::ALL, &place)
}

pub fn thing(thing: Thing) -> u64 {
    place_in(Thing::ALL, &thing)
}

pub fn state(state: State) -> u64 {
    100 + place_in(State::ALL, &state)
}

/// Among the flags, beside what a ticket has and how it stands.
pub fn tier(tier: Tier) -> u64 {
    200 + place_in(&Tier::ALL, &tier)
}

/// Among the flags too.
pub fn rating(stars: Stars) -> u64 {
    300 + place_in(&Stars::ALL, &stars)
}
