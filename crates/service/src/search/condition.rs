//! A question of the search as a condition of a view, a rule or a promise, as far as one has words for it; and as that to
//! which a list is narrowed.
//!
//! The search looks into everything that was said; a condition only sees a ticket itself. Words therefore become the
//! subject, the last message, and the requester's name and address. A list is narrowed by the index itself.

use super::finder::Finder;
use super::names::{ids_named, names_of, own_field_asked, shown};
use crate::ticket::{Narrowing, held_by, viewer};
use desk::condition::{Condition, Field, Operand, Operator, Test, Type, Whom};
use desk::query::{self, Dates, Query, State, Thing, Words};
use desk::ticket::{Origin, Priority, StarRange, Stars, TicketNumber, View};
use desk::{Done, Refusal};
use store::Read;
use store::people::{agents, teams};
use store::ticket::{statuses, tags};

/// What a condition cannot ask: the field of the language, or more than it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    Field(query::Field),
    /// There is nothing of this name.
    Name(query::Field),
    Refused(Refusal),
}

type Asked = Result<Condition, Unasked>;

/// The condition that holds for what the question asks, without the index.
pub fn condition(read: &mut Read, query: &Query) -> Done<Asked> {
    read.actor().must_be_agent()?;
    let asked = whole(read, query)?;
    Ok(asked.and_then(|condition| condition.checked().map_err(Unasked::Refused)))
}

/// To what a question narrows a view: what the index finds; while it cannot say, or where that is too much for a list,
/// what holds by the condition.
pub fn narrowing(read: &mut Read, finder: &Finder, view: View, query: &Query) -> Done<Result<Narrowing, Unasked>> {
    let places = held_by(read, view)?.condition.places();
    let zone = viewer(read)?.zone;
    let asked = condition(read, query)?;
    Ok(match (finder.all(read, query, &zone, places.as_deref())?, asked) {
        // A name that nothing has finds nothing, and a list says why.
        (_, Err(Unasked::Name(field))) => Err(Unasked::Name(field)),
        (Some(these), _) => Ok(Narrowing { condition: Condition::everything(), these: Some(these.into()) }),
        (None, asked) => asked.map(Narrowing::from),
    })
}

fn whole(read: &mut Read, query: &Query) -> Done<Asked> {
    Ok(match query {
        Query::Everything => Ok(Condition::everything()),
        Query::All(parts) => several(read, parts)?.map(Condition::All),
        Query::Any(parts) => several(read, parts)?.map(Condition::Any),
        Query::Not(part) => whole(read, part)?.map(|part| Condition::None(vec![part])),
        Query::Words(words) => match own_field_asked(read, words)? {
            Some((field, value)) => own_field(&field, value),
            None => anywhere(words),
        },
        Query::Where(condition) => where_(read, condition)?,
    })
}

fn several(read: &mut Read, parts: &[Query]) -> Done<Result<Vec<Condition>, Unasked>> {
    parts.iter().map(|part| whole(read, part)).collect()
}

fn where_(read: &mut Read, asked: &query::Condition) -> Done<Asked> {
    use query::Field as Word;
    Ok(match asked {
        query::Condition::From(words) => any_text(&[Field::RequesterName, Field::RequesterAddress], words),
        query::Condition::To(_) => Err(Unasked::Field(Word::To)),
        query::Condition::Subject(words) => any_text(&[Field::Subject], words),
        query::Condition::Tag(name) => {
            let all = tags::all(read)?;
            let ids = ids_named(all.iter().map(|tag| (tag.id.0, vec![tag.name.as_str()])), name);
            one_of(Field::Tags, Word::Tag, ids)
        }
        query::Condition::Status(name) => {
            let all = statuses::all(read)?;
            one_of(Field::Status, Word::Status, ids_named(all.iter().map(|status| (status.id.0, shown(status))), name))
        }
        query::Condition::Assignee(query::Whom::Nobody) => nobody(),
        query::Condition::Assignee(query::Whom::Me) => me(),
        query::Condition::Assignee(query::Whom::Named(name)) => {
            let all = agents::all(read)?;
            let names = all.iter().map(|(person, _)| (person.id.0, names_of(person)));
            one_of(Field::Assignee, Word::Assignee, ids_named(names, name))
        }
        query::Condition::Team(name) => {
            let all = teams::all(read)?;
            one_of(
                Field::Team,
                Word::Team,
                ids_named(all.iter().map(|team| (team.id.0, vec![team.name.as_str()])), name),
            )
        }
        query::Condition::Organization(name) => {
            test(Field::OrganizationName, Operator::Contains, Operand::Texts(vec![name.clone()]))
        }
        query::Condition::Tier(tier) => word(Field::Tier, tier.name()),
        query::Condition::Priority(priority) => word(Field::Priority, Priority::name(*priority)),
        query::Condition::Channel(origin) => word(Field::Channel, Origin::name(*origin)),
        query::Condition::Has(Thing::Reply) => test(Field::RepliedAt, Operator::Set, Operand::Nothing),
        query::Condition::Has(Thing::Due) => test(Field::Deadline, Operator::Set, Operand::Nothing),
        query::Condition::Has(Thing::Attachment | Thing::Note) => Err(Unasked::Field(Word::Has)),
        query::Condition::Is(state) => stands(*state),
        query::Condition::Category(category) => word(Field::Category, category.name()),
        query::Condition::Created(dates) => within(Field::CreatedAt, Word::Created, dates),
        query::Condition::Updated(dates) => within(Field::UpdatedAt, Word::Updated, dates),
        query::Condition::Due(dates) => within(Field::Deadline, Word::Due, dates),
        query::Condition::Rating(range) => stars(*range),
    })
}

fn test(field: Field, operator: Operator, operand: Operand) -> Asked {
    Test::new(field, operator, operand).map(Condition::Test).map_err(Unasked::Refused)
}

fn stars(range: StarRange) -> Asked {
    let end = |operator, stars: Stars| test(Field::Rating, operator, Operand::Number(stars.number()));
    if range.least == range.most {
        return end(Operator::Equals, range.least);
    }
    together([end(Operator::Least, range.least), end(Operator::Most, range.most)].into_iter(), Condition::All)
}

fn word(field: Field, word: &str) -> Asked {
    test(field, Operator::AnyOf, Operand::Words(vec![word.to_owned()]))
}

fn one_of(field: Field, named: query::Field, ids: Vec<i64>) -> Asked {
    if ids.is_empty() {
        return Err(Unasked::Name(named));
    }
    test(field, Operator::AnyOf, Operand::Ids(ids.into_iter().map(Whom::Id).collect()))
}

fn nobody() -> Asked {
    test(Field::Assignee, Operator::Unset, Operand::Nothing)
}

fn me() -> Asked {
    test(Field::Assignee, Operator::AnyOf, Operand::Ids(vec![Whom::Me]))
}

fn any_text(fields: &[Field], words: &Words) -> Asked {
    let contains = |field: &Field| test(*field, Operator::Contains, Operand::Texts(vec![words.text.clone()]));
    together(fields.iter().map(contains), Condition::Any)
}

fn anywhere(words: &Words) -> Asked {
    if let Some(number) = TicketNumber::typed(&words.text) {
        return test(Field::Number, Operator::Equals, Operand::Number(number.0));
    }
    any_text(&[Field::Subject, Field::LastMessage, Field::RequesterName, Field::RequesterAddress], words)
}

/// A field that people define: its whole value, or a text that holds it.
fn own_field(field: &desk::form::Field, value: &str) -> Asked {
    let custom = desk::condition::Custom::of(field);
    let test = |operator, operand| test(Field::Custom(custom), operator, operand);
    let unasked = Unasked::Refused(Refusal::ConditionValue);
    match Field::Custom(custom).kind() {
        Type::Text | Type::MaybeText => test(Operator::Contains, Operand::Texts(vec![value.to_owned()])),
        Type::Amount(digits) => {
            let amount = desk::form::decimal(value, digits).map_err(Unasked::Refused)?;
            test(Operator::Equals, Operand::Number(amount))
        }
        Type::One(_) | Type::MaybeOne(_) | Type::Many(_) => {
            let items = field.nature.items();
            let names = items.iter().map(|item| (item.id.0, vec![item.label.en.as_str(), item.label.ja.as_str()]));
            let ids = ids_named(names, value);
            if ids.is_empty() {
                return Err(unasked);
            }
            test(Operator::AnyOf, Operand::Ids(ids.into_iter().map(Whom::Id).collect()))
        }
        Type::Moment => {
            let times = Dates::read(value).and_then(|dates| dates.times()).ok_or(unasked)?;
            together(times.into_iter().map(|time| test(Operator::When, Operand::When(time))), Condition::All)
        }
        Type::Flag => test(if is_no(value) { Operator::No } else { Operator::Yes }, Operand::Nothing),
        Type::Word(_) | Type::MaybeWord(_) | Type::Number => Err(unasked),
    }
}

fn is_no(value: &str) -> bool {
    matches!(value, "no" | "false" | "0" | "いいえ")
}

fn stands(state: State) -> Asked {
    match (state, state.place()) {
        (_, Some(place)) => word(Field::Place, place.name()),
        (State::Unassigned, None) => nobody(),
        (State::Mine, None) => me(),
        (State::Starred, None) => test(Field::Starred, Operator::Yes, Operand::Nothing),
        (State::Unread | State::Open | State::Snoozed | State::Closed | State::Spam | State::Trash, None) => {
            test(Field::Unanswered, Operator::Yes, Operand::Nothing)
        }
    }
}

fn within(field: Field, named: query::Field, dates: &Dates) -> Asked {
    let times = dates.times().ok_or(Unasked::Field(named))?;
    together(times.into_iter().map(|time| test(field, Operator::When, Operand::When(time))), Condition::All)
}

/// What is alone stands without a frame.
fn together(tests: impl Iterator<Item = Asked>, frame: fn(Vec<Condition>) -> Condition) -> Asked {
    let mut tests = tests.collect::<Result<Vec<_>, _>>()?;
    Ok(if tests.len() == 1 { tests.remove(0) } else { frame(tests) })
}
