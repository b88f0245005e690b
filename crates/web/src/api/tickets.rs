//! `/api/v1/tickets`: the tickets that a question of the search finds.

use super::caller::Caller;
use super::parameters;
use super::problem::of_query;
use crate::Web;
use crate::agent::fields::Fields;
use crate::answer::Answer;
use crate::host;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::Language;
use desk::people::{PersonId, TeamId};
use desk::query::{Complaint, Query};
use desk::ticket::{Category, Origin, Priority, Status, StatusId, Tag};
use serde::Serialize;
use service::search::{Answer as Finds, Beside, DEEPEST, Excerpt, FacetLine, Hit, Order, Wish, understood};
use service::{people, ticket};

/// Tickets on a page, unless it says otherwise; and at most.
const LENGTH: usize = 25;
const LONGEST: usize = 100;
const PARAMETERS: [&str; 5] = ["query", "order", "offset", "limit", "facets"];

pub async fn index(State(web): State<Web>, caller: Caller, RawQuery(raw): RawQuery, headers: HeaderMap) -> Answer {
    let fields = Fields::read(raw.unwrap_or_default().as_bytes());
    let typed = fields.text("query").trim().to_owned();
    let question = web.desk.ask(caller.actor.clone(), move |read| understood(read, &typed)).await;
    let wish = match wished(&caller, &fields, question.map_err(|error| caller.fail(error))?) {
        Ok(wish) => wish,
        Err(no) => return Ok(no),
    };
    let language = caller.words.language();
    let (offset, limit, spread) = (wish.offset, wish.limit, wish.beside == Beside::Spread);
    let found = web.finder.find(&web.desk, &caller.actor, wish).await.map_err(|error| caller.fail(error))?;
    let names = web.desk.ask(caller.actor.clone(), move |read| {
        let teams = people::teams(read)?.into_iter().map(|team| (team.id, team.name)).collect();
        Ok(Names { statuses: ticket::statuses(read)?, tags: ticket::tags(read)?, teams, language })
    });
    let names = names.await.map_err(|error| caller.fail(error))?;
    let url = host::url(&web, &headers);
    Ok(Json(Page {
        count: found.count,
        offset,
        limit,
        loose: found.loose,
        indexed: found.standing.percent().unwrap_or(100),
        tickets: found.hits.iter().map(|hit| names.ticket(hit, &url)).collect(),
        facets: spread.then(|| names.facets(&found)),
    })
    .into_response())
}

/// What is asked; else why it cannot be.
fn wished(caller: &Caller, fields: &Fields, question: Result<Query, Complaint>) -> Result<Wish, Response> {
    parameters::only(caller, fields, &PARAMETERS)?;
    let query = question.map_err(|complaint| {
        let text = fields.text("query").trim();
        let field = complaint.field(text).to_owned();
        of_query(text, &complaint, &caller.words.with(complaint.why.key(), "x", field))
    })?;
    let order = match fields.text("order") {
        "newest" => Order::Newest,
        "relevance" => Order::Relevance,
        "" if query == Query::Everything => Order::Newest,
        "" => Order::Relevance,
        _ => return Err(parameters::wrong(caller, "order")),
    };
    let beside = match fields.text("facets") {
        "" | "false" => Beside::Nothing,
        "true" => Beside::Spread,
        _ => return Err(parameters::wrong(caller, "facets")),
    };
    Ok(Wish {
        offset: parameters::whole(caller, fields, "offset", 0, 0..=DEEPEST)?,
        limit: parameters::whole(caller, fields, "limit", LENGTH, 1..=LONGEST)?,
        requester: None,
        zone: caller.zone.clone(),
        query,
        order,
        beside,
    })
}

#[derive(Serialize)]
struct Page<'a> {
    /// Of all finds within the token's reach, exactly.
    count: usize,
    offset: usize,
    limit: usize,
    /// Nothing was exactly what was asked for: these come near.
    loose: bool,
    /// How much of the desk is in the index, in percent.
    indexed: i64,
    tickets: Vec<Ticket<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Facets<'a>>,
}

#[derive(Serialize)]
struct Ticket<'a> {
    number: i64,
    url: String,
    subject: &'a str,
    /// Where the words stand.
    excerpt: Vec<Part<'a>>,
    status: Option<Named<StatusId>>,
    category: &'static str,
    priority: &'static str,
    kind: &'static str,
    channel: &'static str,
    tags: Vec<&'a str>,
    team: Named<TeamId>,
    assignee: Option<Named<PersonId>>,
    requester: Named<PersonId>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Part<'a> {
    text: &'a str,
    marked: bool,
}

#[derive(Serialize)]
pub(super) struct Named<Id> {
    pub id: Id,
    pub name: String,
}

#[derive(Serialize)]
struct Facets<'a> {
    teams: Vec<Facet<'a>>,
    statuses: Vec<Facet<'a>>,
    tags: Vec<Facet<'a>>,
    years: Vec<Facet<'a>>,
}

#[derive(Serialize)]
struct Facet<'a> {
    name: &'a str,
    tickets: u64,
}

/// What the numbers in a ticket are called.
struct Names {
    statuses: Vec<Status>,
    tags: Vec<Tag>,
    teams: Vec<(TeamId, String)>,
    language: Language,
}

impl Names {
    fn ticket<'a>(&'a self, hit: &'a Hit, url: &str) -> Ticket<'a> {
        let (line, ticket) = (&hit.line, &hit.line.ticket);
        let status = self.statuses.iter().find(|one| one.id == ticket.status);
        let team = self.teams.iter().find(|(id, _)| *id == ticket.team);
        let tag = |tag: &Tag| ticket.tags.contains(&tag.id);
        Ticket {
            number: ticket.number.0,
            url: format!("{url}/tickets/{}", ticket.number),
            subject: &ticket.subject,
            excerpt: parts(&hit.excerpt),
            status: status.map(|one| Named { id: one.id, name: one.shown(self.language).to_owned() }),
            category: Category::name(ticket.category),
            priority: Priority::name(ticket.priority),
            kind: ticket.kind.name(),
            channel: Origin::name(ticket.origin),
            tags: self.tags.iter().filter(|one| tag(one)).map(|one| one.name.as_str()).collect(),
            team: Named { id: ticket.team, name: team.map(|(_, name)| name.clone()).unwrap_or_default() },
            assignee: ticket.assignee.map(|id| Named { id, name: line.assignee.clone().unwrap_or_default() }),
            requester: Named { id: ticket.requester, name: line.requester.clone() },
            created_at: ticket.created_at.rfc3339(),
            updated_at: ticket.updated_at.rfc3339(),
        }
    }

    fn facets<'a>(&self, found: &'a Finds) -> Facets<'a> {
        let facet = |line: &'a FacetLine| Facet { name: line.shown(self.language), tickets: line.tickets };
        let all = |lines: &'a [FacetLine]| lines.iter().map(facet).collect();
        let facets = &found.facets;
        Facets {
            teams: all(&facets.teams),
            statuses: all(&facets.statuses),
            tags: all(&facets.tags),
            years: all(&facets.years),
        }
    }
}

fn parts(excerpt: &Excerpt) -> Vec<Part<'_>> {
    excerpt.parts.iter().map(|part| Part { text: &part.text, marked: part.marked }).collect()
}
