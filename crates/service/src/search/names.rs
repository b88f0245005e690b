//! From the names in a question to what they name.

use super::finder::organizations_named;
use base::Language;
use desk::form::{Audience, Cell, Field, Holder};
use desk::object::Right;
use desk::people::{PersonId, turned};
use desk::query::{Complaint, Condition, Dates, How, Query, State, Whom, Why, Words, parse, unvalued};
use desk::ticket::Status;
use desk::{Done, people::Person};
use search::{Ask, Index, Number, Span, Text};
use store::Read;
use store::form::{fields, values};
use store::object::types;
use store::people::{agents, teams};
use store::ticket::{stars, statuses, tags};
use text::Script;

/// What was typed. The key of a field that people define wants a value, as the fields of the language do.
pub fn understood(read: &mut Read, typed: &str) -> Done<Result<Query, Complaint>> {
    read.actor().must_be_agent()?;
    let query = parse(typed);
    if query.is_ok() {
        for (key, at) in unvalued(typed) {
            if own_field_keyed(read, &key)?.is_some() {
                return Ok(Err(Complaint { at, why: Why::EmptyOwn }));
            }
        }
    }
    Ok(query)
}

/// The question with ids for names. What nothing is called finds nothing.
pub(super) fn look_up(read: &mut Read, query: &Query, zone: &str, index: &Index) -> Done<Ask> {
    let all = |read: &mut Read, parts: &[Query]| {
        parts.iter().map(|part| look_up(read, part, zone, index)).collect::<Done<Vec<Ask>>>()
    };
    Ok(match query {
        Query::Everything => Ask::Everything,
        Query::All(parts) => Ask::All(all(read, parts)?),
        Query::Any(parts) => Ask::Any(all(read, parts)?),
        Query::Not(part) => Ask::Not(Box::new(look_up(read, part, zone, index)?)),
        Query::Words(words) => match own_field(read, words)? {
            Some(ask) => ask,
            None => Ask::Text(Text::Anywhere, words.clone()),
        },
        Query::Where(condition) => where_(read, condition, zone, index)?,
    })
}

fn own_field(read: &mut Read, words: &Words) -> Done<Option<Ask>> {
    Ok(match own_field_asked(read, words)? {
        Some((field, value)) if field.holder == Holder::Team => {
            Some(Ask::Is(Number::Team, teams_with(read, &field, value)?))
        }
        asked => asked.map(|(field, value)| Ask::Is(Number::Detail, vec![search::detail(field.id.0, value)])),
    })
}

/// Teams are few, and a change of one would touch all its tickets.
fn teams_with(read: &mut Read, field: &Field, value: &str) -> Done<Vec<u64>> {
    let all = teams::all(read)?;
    let ids: Vec<i64> = all.iter().map(|team| team.id.0).collect();
    let (cells, called) = (values::of_many(read, Holder::Team, &ids)?, crate::form::Called::default());
    let wanted = text::folded(value.trim());
    let fits = |cells: &Vec<Cell>| {
        let own: Vec<Cell> = cells.iter().filter(|cell| cell.field == field.id).cloned().collect();
        let fits = |text: String| text == wanted || text.split_whitespace().any(|word| word == wanted);
        field.value(&own).is_some_and(|value| {
            let shown = |language| text::folded(&field.shown(&value, called.eyes(language, "UTC")));
            Language::ALL.into_iter().any(|language| fits(shown(language)))
        })
    };
    Ok(cells.iter().filter(|(_, cells)| fits(cells)).map(|(id, _)| id.unsigned_abs()).collect())
}

/// `order:A-17`, where `order` is the key of a field that people have defined; `requester.tier:gold`, `asset.serial:A-17`
/// of whoever asked, or of what is linked.
pub(super) fn own_field_asked<'w>(read: &mut Read, words: &'w Words) -> Done<Option<(Field, &'w str)>> {
    let said = words.text.split_once([':', '：']).filter(|(_, value)| words.how == How::Word && !value.is_empty());
    let Some((key, value)) = said else { return Ok(None) };
    Ok(own_field_keyed(read, key)?.map(|field| (field, value)))
}

fn own_field_keyed(read: &mut Read, key: &str) -> Done<Option<Field>> {
    if !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.".contains(&byte)) {
        return Ok(None);
    }
    let (holder, key) = match key.split_once('.') {
        None => (Holder::Ticket, key),
        Some(("requester", key)) => (Holder::Person, key),
        Some(("organization", key)) => (Holder::Organization, key),
        Some(("team", key)) => (Holder::Team, key),
        Some((word, key)) => {
            let actor = read.actor().clone();
            let all = types::all(read)?;
            let of = all.iter().find(|of| of.key == word && actor.may_objects(of, Right::See).is_ok());
            let Some(of) = of else { return Ok(None) };
            (Holder::Object(of.id), key)
        }
    };
    let book = fields::book(read, holder)?;
    let seen = |field: &&Field| field.holder == Holder::Ticket || field.ask(Audience::Agent) != desk::form::Ask::Hidden;
    Ok(book.keyed(key).filter(seen).cloned())
}

fn where_(read: &mut Read, condition: &Condition, zone: &str, index: &Index) -> Done<Ask> {
    Ok(match condition {
        Condition::From(words) => Ask::Text(Text::From, words.clone()),
        Condition::To(words) => Ask::Text(Text::To, words.clone()),
        Condition::Subject(words) => Ask::Text(Text::Subject, words.clone()),
        Condition::Tag(name) => {
            let all = tags::all(read)?;
            named(Number::Tag, all.iter().map(|tag| (tag.id.0, vec![tag.name.as_str()])), name)
        }
        Condition::Status(name) => {
            let all = statuses::all(read)?;
            named(Number::Status, all.iter().map(|status| (status.id.0, shown(status))), name)
        }
        Condition::Assignee(whom) => assignee(read, whom)?,
        Condition::Team(name) => {
            let all = teams::all(read)?;
            named(Number::Team, all.iter().map(|team| (team.id.0, vec![team.name.as_str()])), name)
        }
        Condition::Organization(name) => {
            let words = Words { text: name.clone(), how: How::Phrase };
            let found = organizations_named(index, &words)?;
            Ask::Is(Number::Organization, found.into_iter().map(|id| id.0.unsigned_abs()).collect())
        }
        Condition::Tier(tier) => Ask::Is(Number::Flag, vec![search::tier(*tier)]),
        Condition::Priority(priority) => Ask::Is(Number::Priority, vec![search::priority(*priority)]),
        Condition::Channel(origin) => Ask::Is(Number::Channel, vec![search::channel(*origin)]),
        Condition::Has(thing) => Ask::Is(Number::Flag, vec![search::thing(*thing)]),
        Condition::Is(state) => stands(read, *state)?,
        Condition::Category(category) => Ask::Is(Number::Category, vec![search::category(*category)]),
        Condition::Created(dates) => within(read, Span::Created, dates, zone),
        Condition::Updated(dates) => within(read, Span::Updated, dates, zone),
        Condition::Due(dates) => within(read, Span::Due, dates, zone),
        Condition::Rating(range) => Ask::Is(Number::Flag, range.all().map(search::rating).collect()),
    })
}

fn named<S: AsRef<str>>(number: Number, all: impl Iterator<Item = (i64, Vec<S>)>, name: &str) -> Ask {
    Ask::Is(number, ids_named(all, name).into_iter().map(i64::unsigned_abs).collect())
}

/// Whatever has exactly this name; where nothing has, whatever holds it.
pub(super) fn ids_named<S: AsRef<str>>(all: impl Iterator<Item = (i64, Vec<S>)>, name: &str) -> Vec<i64> {
    let wanted = text::folded(name);
    let all: Vec<(i64, Vec<String>)> =
        all.map(|(id, names)| (id, names.iter().map(|name| text::folded(name.as_ref())).collect())).collect();
    let ids = |accepts: &dyn Fn(&String) -> bool| {
        all.iter().filter(|(_, names)| names.iter().any(accepts)).map(|(id, _)| *id).collect::<Vec<i64>>()
    };
    let exactly = ids(&|name| *name == wanted);
    if exactly.is_empty() { ids(&|name| name.contains(&wanted)) } else { exactly }
}

/// A status in every language.
pub(super) fn shown(status: &Status) -> Vec<&str> {
    Language::ALL.map(|language| status.shown(language)).to_vec()
}

/// A person's name and address.
pub(super) fn names_of(person: &Person) -> Vec<String> {
    let email = person.email.as_ref().map(|email| email.as_str().to_owned());
    ways_of_writing(&person.name).into_iter().filter(|name| !name.is_empty()).chain(email).collect()
}

/// A name; one in letters without spaces also without its own, whichever word is first.
pub(crate) fn ways_of_writing(name: &str) -> Vec<String> {
    let dense = name.chars().any(|c| Script::of(c) == Script::Dense);
    let turned = if dense { turned(name) } else { Vec::new() };
    [name.to_owned()].into_iter().chain(turned).collect()
}

fn assignee(read: &mut Read, whom: &Whom) -> Done<Ask> {
    Ok(match whom {
        Whom::Nobody => Ask::Is(Number::Assignee, vec![0]),
        Whom::Me => Ask::Is(Number::Assignee, vec![own(read)]),
        Whom::Named(name) => {
            let all = agents::all(read)?;
            named(Number::Assignee, all.iter().map(|(person, _)| (person.id.0, names_of(person))), name)
        }
    })
}

fn own(read: &Read) -> u64 {
    read.actor().person().unwrap_or(PersonId(0)).0.unsigned_abs()
}

fn stands(read: &mut Read, state: State) -> Done<Ask> {
    Ok(match (state, state.place()) {
        (_, Some(place)) => Ask::Is(Number::Place, vec![search::place(place)]),
        (State::Unassigned, None) => Ask::Is(Number::Assignee, vec![0]),
        (State::Mine, None) => Ask::Is(Number::Assignee, vec![own(read)]),
        // Stars are one person's own: the index knows of none.
        (State::Starred, None) => {
            let me = read.actor().person().unwrap_or(PersonId(0));
            let numbers = stars::of_person(read, me)?.into_iter().map(|(_, number)| number.0.unsigned_abs());
            Ask::Is(Number::Number, numbers.collect())
        }
        (State::Unread | State::Open | State::Snoozed | State::Closed | State::Spam | State::Trash, None) => {
            Ask::Is(Number::Flag, vec![search::state(State::Unread)])
        }
    })
}

fn within(read: &Read, span: Span, dates: &Dates, zone: &str) -> Ask {
    let (from, to) = dates.moments(read.now(), zone);
    Ask::Within(span, from.map(|moment| moment.0), to.map(|moment| moment.0))
}
