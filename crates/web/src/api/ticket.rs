//! `/api/v1/tickets/{number}`, and tickets that programs open.

use super::body::{Body, read};
use super::caller::Caller;
use super::notify::Notify;
use super::parameters;
use super::problem::{FieldNo, of_fields};
use super::tickets::Named;
use super::values::{refused, told, typed};
use crate::Web;
use crate::agent::id::Id;
use crate::answer::Answer;
use crate::host;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Address, Email};
use desk::conversation::Compose;
use desk::form::{Ask, Audience, FieldId, TopicId};
use desk::people::{PersonId, TeamId, Whom};
use desk::ticket::{Category, Kind, Origin, Priority, StatusId, TicketNumber};
use desk::{Done, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use service::Tx;
use service::form::{self, Contents, Given};
use service::ticket::{self, ByAgent, Card, Opening};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    requester: Requester,
    subject: String,
    /// What the requester said.
    text: String,
    /// None: the topic's.
    team: Option<TeamId>,
    /// With it its form holds: what must be filled in must be.
    topic: Option<TopicId>,
    kind: Option<String>,
    priority: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    notify: Notify,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Requester {
    id: Option<PersonId>,
    email: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    name: String,
    /// Nobody who is known is meant.
    #[serde(default)]
    new: bool,
}

impl Requester {
    /// Named in one way.
    fn whom(&self) -> Result<Whom, Refusal> {
        let whom = match (self.id, self.email.as_deref(), self.phone.as_deref()) {
            (Some(id), None, None) => Whom::Known(id),
            (None, Some(email), None) => {
                let email = Email::parse(email).ok_or(Refusal::AddressInvalid)?;
                Whom::Address(Address::new(self.name.as_str(), email))
            }
            (None, None, Some(phone)) => Whom::Phone { number: phone.to_owned(), name: self.name.clone() },
            (None, None, None) => Whom::Called(self.name.clone()),
            (Some(_), _, _) | (None, Some(_), Some(_)) => return Err(Refusal::RequesterUnclear),
        };
        Ok(if self.new { whom.anew() } else { whom })
    }
}

#[derive(Serialize)]
struct Shown {
    number: TicketNumber,
    url: String,
    subject: String,
    status: Named<StatusId>,
    category: &'static str,
    priority: &'static str,
    kind: &'static str,
    channel: &'static str,
    tags: Vec<String>,
    team: Named<TeamId>,
    assignee: Option<Named<PersonId>>,
    requester: Named<PersonId>,
    /// One to five.
    rating: Option<i64>,
    fields: Map<String, Value>,
    created_at: String,
    updated_at: String,
}

pub async fn show(State(web): State<Web>, caller: Caller, Id(number): Id<TicketNumber>, headers: HeaderMap) -> Answer {
    let asked = web.desk.ask(caller.actor.clone(), move |read| {
        let card = ticket::card(read, number)?;
        let contents = form::contents(read, &[card.ticket.id])?;
        Ok((card, contents))
    });
    let (card, contents) = asked.await.map_err(|error| caller.fail(error))?;
    Ok(Json(shown(&caller, card, &contents, &host::url(&web, &headers))).into_response())
}

pub async fn create(State(web): State<Web>, caller: Caller, headers: HeaderMap, body: Body) -> Answer {
    let wish: NewTicket = match caller.may_change().and_then(|()| read(&caller, body)) {
        Ok(wish) => wish,
        Err(no) => return Ok(no),
    };
    let asked = web.desk.ask(caller.actor.clone(), form::book);
    let book = asked.await.map_err(|error| caller.fail(error))?;
    let plain = typed(&caller, &book, &wish.fields).and_then(|typed| Ok((typed, Words::of(&caller, &wish)?)));
    let (typed, words) = match plain {
        Ok(plain) => plain,
        Err(no) => return Ok(no),
    };
    let given = Given { topic: wish.topic, typed, zone: caller.zone.clone() };
    if wish.topic.is_some() {
        let (asked, sent) = (given.clone(), given.typed.iter().map(|(id, _)| *id).collect::<Vec<FieldId>>());
        let asked = web.desk.ask(caller.actor.clone(), move |read| form::sheet(read, &asked, Audience::Agent));
        let sheet = asked.await.map_err(|error| caller.fail(error))?;
        let open = |id: &FieldId| {
            sheet.drawn.iter().any(|one| one.field == *id && matches!(one.ask, Ask::Optional | Ask::Required))
        };
        let strange = sent.iter().filter(|id| !open(id)).filter_map(|id| book.field(*id));
        let strange: Vec<FieldNo> =
            strange.map(|field| FieldNo::new(&caller, &field.key, "api-field-unknown")).collect();
        if !strange.is_empty() {
            return Ok(of_fields(&caller, strange));
        } else if !sheet.wrong.is_empty() {
            return Ok(refused(&caller, &book, &sheet.wrong));
        }
    }
    let notify = wish.notify;
    let opens = move |tx: &mut Tx| notify.change(tx, |tx| open(tx, wish, words, given));
    let done = web.desk.change(caller.actor.clone(), opens).await;
    match done {
        Ok(number) => {
            let place = format!("{}/api/v1/tickets/{number}", host::url(&web, &headers));
            let mut answer = show(State(web), caller, Id(number), headers).await?;
            *answer.status_mut() = StatusCode::CREATED;
            answer.headers_mut().extend(place.parse().ok().map(|place| (header::LOCATION, place)));
            Ok(answer)
        }
        Err(error) => Err(caller.fail(error)),
    }
}

/// Into the trash, as on the pages: it can be brought back.
pub async fn trash(
    State(web): State<Web>,
    caller: Caller,
    Id(number): Id<TicketNumber>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let notify = match changes(&caller, raw.as_deref()) {
        Ok(notify) => notify,
        Err(no) => return Ok(no),
    };
    let trashes = move |tx: &mut Tx| notify.change(tx, |tx| ticket::trash(tx, number, None));
    let done = web.desk.change(caller.actor.clone(), trashes).await;
    done.map_err(|error| caller.fail(error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub async fn restore(
    State(web): State<Web>,
    caller: Caller,
    Id(number): Id<TicketNumber>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let notify = match changes(&caller, raw.as_deref()) {
        Ok(notify) => notify,
        Err(no) => return Ok(no),
    };
    let restores = move |tx: &mut Tx| notify.change(tx, |tx| ticket::restore(tx, number, None));
    let done = web.desk.change(caller.actor.clone(), restores).await;
    done.map_err(|error| caller.fail(error))?;
    show(State(web), caller, Id(number), headers).await
}

/// For ever, out of the trash.
pub async fn erase(
    State(web): State<Web>,
    caller: Caller,
    Id(number): Id<TicketNumber>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let notify = match changes(&caller, raw.as_deref()) {
        Ok(notify) => notify,
        Err(no) => return Ok(no),
    };
    let erases = move |tx: &mut Tx| notify.change(tx, |tx| ticket::erase(tx, number, None));
    let done = web.desk.change(caller.actor.clone(), erases).await;
    done.map_err(|error| caller.fail(error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Of a call without a body.
fn changes(caller: &Caller, raw: Option<&str>) -> Result<Notify, Response> {
    caller.may_change()?;
    Notify::asked(caller, raw)
}

/// Words of ours in what was sent.
#[derive(Clone, Copy)]
struct Words {
    kind: Option<Kind>,
    priority: Option<Priority>,
}

impl Words {
    fn of(caller: &Caller, wish: &NewTicket) -> Result<Self, Response> {
        let no = |name| parameters::wrong(caller, name);
        let kind = wish.kind.as_deref().map(|word| Kind::named(word).ok_or_else(|| no("kind"))).transpose()?;
        let priority =
            wish.priority.as_deref().map(|word| Priority::named(word).ok_or_else(|| no("priority"))).transpose()?;
        Ok(Self { kind, priority })
    }
}

/// As an agent opens it who was told of it; without a topic its fields are filled in like on its page.
fn open(tx: &mut Tx, wish: NewTicket, words: Words, given: Given) -> Done<TicketNumber> {
    let requester = ticket::requester_of(tx, &wish.requester.whom()?)?;
    let topic = match wish.topic {
        Some(id) => form::open_topics(tx)?.into_iter().find(|topic| topic.id == id),
        None => None,
    };
    let team = wish.team.or(topic.as_ref().and_then(|topic| topic.wish.team)).ok_or(Refusal::FormIncomplete)?;
    let priority = words.priority.or(topic.as_ref().and_then(|topic| topic.wish.priority));
    let (typed, zone, tags) = (given.typed.clone(), given.zone.clone(), ticket::tags_named(tx, &wish.tags)?);
    let ticket = ticket::create_by_agent(
        tx,
        ByAgent {
            subject: wish.subject,
            requester: requester.id,
            team,
            origin: Origin::Api,
            language: requester.language,
            kind: words.kind.unwrap_or(Kind::Question),
            priority: priority.unwrap_or(Priority::Normal),
            tags,
            participants: Vec::new(),
            assignee: None,
            given,
            opening: Opening::Said(Compose { text: wish.text, ..Compose::default() }),
        },
    )?;
    if wish.topic.is_none() {
        for (field, texts) in typed {
            form::set_typed(tx, ticket.number, field, &texts, &zone, None)?;
        }
    }
    Ok(ticket.number)
}

fn shown(caller: &Caller, card: Card, contents: &Contents, url: &str) -> Shown {
    let language = caller.words.language();
    let ticket = &card.ticket;
    let active = contents.book.fields.iter().filter(|field| field.active);
    let fields = active.map(|field| (field, contents.value(ticket.id, field.id)));
    Shown {
        number: ticket.number,
        url: format!("{url}/tickets/{}", ticket.number),
        subject: ticket.subject.clone(),
        status: Named { id: card.status.id, name: card.status.shown(language).to_owned() },
        category: Category::name(ticket.category),
        priority: Priority::name(ticket.priority),
        kind: ticket.kind.name(),
        channel: Origin::name(ticket.origin),
        tags: card.tags.iter().map(|tag| tag.name.clone()).collect(),
        team: Named { id: ticket.team, name: card.team.clone() },
        assignee: ticket.assignee.map(|id| Named { id, name: card.assignee.clone().unwrap_or_default() }),
        requester: Named { id: ticket.requester, name: card.requester.shown().to_owned() },
        rating: ticket.rating.map(desk::ticket::Stars::number),
        fields: told(caller, fields, &contents.called),
        created_at: ticket.created_at.rfc3339(),
        updated_at: ticket.updated_at.rfc3339(),
    }
}
