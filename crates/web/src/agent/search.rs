//! `/search`: everything that says what was asked for, with how it is spread, and what is found while one types.

use super::asked::{Asked, ask};
use super::here::Here;

use super::lists::{Which, bulk_agents, bulk_macros, row, topics_named};
use crate::Web;
use crate::answer::{Answer, Speak, html, see};
use axum::extract::{Path, State};
use desk::conversation::MacroId;
use desk::form::Topic;
use desk::people::PersonId;
use desk::query::{self, Field, Query, complete};
use desk::ticket::{Place, Status, TicketId, TicketNumber, View};
use desk::{Done, Permission};
use service::search::{Answer as Found, Beside, Excerpt, Hit, Order, Wish, understood};
use service::ticket::After;
use service::{Read, people, ticket};
use views::admin::Choice;
use views::agent::list::Bulk;
use views::agent::search::{self as view, Control, Filled, Find, Instant, Misunderstood, Outcome, SearchPage, Similar};
use views::agent::{At, Lit, Standing};

mod narrow;

use narrow::Address;

/// Tickets on a page; while one types; and beside another.
const LENGTH: usize = 25;
const INSTANT: usize = 6;
const SIMILAR: usize = 5;
/// No page begins further on.
const LAST_PAGE: usize = 80;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let address = Address::read(&here.query);
    if let Some(built) = address.built(&here.query) {
        return Ok(see(&built.path()));
    }
    let requester = address.requester;
    let text = address.text.clone();
    let asked = ask(&web, &here, At::Elsewhere, move |read| Ok((around(read, requester)?, understood(read, &text)?)));
    let Asked { shell, frame, found: (around, question) } = asked.await?;
    let requester = requester.zip(around.requester.clone());
    let controls = controls(&here, &around);
    let page = |outcome| SearchPage { shell: here.shell(), frame, asked: &address.text, requester, controls, outcome };
    if address.is_empty() {
        return Ok(here.show(&page(Outcome::Nothing)));
    }
    match question {
        Err(complaint) => {
            let what = Misunderstood::new(&shell, &address.text, &complaint);
            Ok(here.show(&page(Outcome::Misunderstood(what))))
        }
        Ok(query) => {
            let list = list_of(&address, &query);
            let wish = wish(&here, &address, query);
            let found = web.finder.find(&web.desk, &here.seat.actor, wish).await.speak(&here.seat)?;
            let outcome = Outcome::Found(Box::new(drawn(&here, &address, &around, &found, list)));
            Ok(here.show(&page(outcome)))
        }
    }
}

/// The names that rows and the bulk bar need.
struct Around {
    statuses: Vec<Status>,
    tags: Vec<desk::ticket::Tag>,
    agents: Vec<(PersonId, String)>,
    teams: Vec<(desk::people::TeamId, String)>,
    macros: Vec<(MacroId, String)>,
    answers: Vec<(MacroId, String)>,
    topics: Vec<Topic>,
    requester: Option<String>,
}

fn around(read: &mut Read, requester: Option<PersonId>) -> Done<Around> {
    let (macros, answers) = bulk_macros(read)?;
    Ok(Around {
        macros,
        answers,
        topics: service::form::open_topics(read)?,
        statuses: ticket::statuses(read)?,
        tags: ticket::tags(read)?,
        agents: bulk_agents(read)?,
        teams: people::teams(read)?.into_iter().map(|team| (team.id, team.name)).collect(),
        requester: requester
            .map(|person| people::panel(read, person))
            .transpose()?
            .map(|panel| panel.person.shown().to_owned()),
    })
}

/// What can be chosen on screen, each as a field of the language.
fn controls(here: &Here, around: &Around) -> Vec<Control> {
    let words = here.seat.words;
    let named = |names: Vec<String>| names.into_iter().map(|name| Choice::new(&name, name.clone())).collect();
    let proposed = |field: Field| {
        let proposals = complete(&format!("{}:", field.name()));
        proposals.into_iter().map(|proposal| Choice::new(&proposal.text, words.say(&proposal.key))).collect::<Vec<_>>()
    };
    let language = words.language();
    let choices = |field: Field| -> Option<Vec<Choice>> {
        match field {
            Field::From | Field::To | Field::Subject | Field::Organization => None,
            Field::Tag => Some(named(around.tags.iter().map(|tag| tag.name.clone()).collect())),
            Field::Status => {
                Some(named(around.statuses.iter().map(|status| status.shown(language).to_owned()).collect()))
            }
            Field::Team => Some(named(around.teams.iter().map(|(_, name)| name.clone()).collect())),
            Field::Assignee => {
                let agents: Vec<Choice> = named(around.agents.iter().map(|(_, name)| name.clone()).collect());
                Some(proposed(field).into_iter().chain(agents).collect())
            }
            Field::Priority => Some(here.shell().priority_choices(|_| false)),
            Field::Tier
            | Field::Channel
            | Field::Has
            | Field::Is
            | Field::Created
            | Field::Updated
            | Field::Due
            | Field::Rating => Some(proposed(field)),
        }
    };
    Field::ALL.iter().map(|field| Control { name: field.name(), choices: choices(*field) }).collect()
}

fn wish(here: &Here, address: &Address, query: Query) -> Wish {
    Wish {
        query,
        order: address.order(),
        offset: address.page.min(LAST_PAGE) * LENGTH,
        limit: LENGTH,
        requester: address.requester,
        beside: Beside::Spread,
        zone: here.seat.zone.clone(),
    }
}

/// What a question finds as a list like any other. None: only one person's tickets are looked through, or some of what is
/// found lies in a list that shows nothing else.
fn list_of(address: &Address, asked: &Query) -> Option<Which> {
    let view = match asked.place() {
        Some(Place::Spam) => View::Spam,
        Some(Place::Trash) => View::Trash,
        Some(Place::Open | Place::Snoozed | Place::Closed | Place::Merged) | None => View::Found,
    };
    let discarded = [query::State::Spam, query::State::Trash].into_iter().any(|state| asked.asks_for(state));
    let whole = address.requester.is_none() && (view != View::Found || !discarded);
    whole.then(|| Which { order: Some(desk::ticket::Order::Newest.into()), ..Which::whole(view, &address.text) })
}

/// Where a find leads: beside that list, which begins as near to its own beginning as can be known.
fn beside(list: &Which, address: &Address, found: &Found, hit: &Hit) -> String {
    let key = |hit: &Hit| (hit.line.ticket.updated_at, hit.line.ticket.id);
    let all = address.page == 0 && found.count <= found.hits.len();
    // What matters most tells nothing of what is newer.
    let known = if all || address.order() == Order::Newest { &*found.hits } else { std::slice::from_ref(hit) };
    let begun = all || (address.page == 0 && address.order() == Order::Newest);
    let newest = known.iter().map(key).max().filter(|_| !begun);
    let after = newest.map(|(updated_at, id)| After { updated_at, id: TicketId(id.0 + 1), under: None });
    let place = known.iter().filter(|one| key(one) > key(hit)).count();
    Which { after, ..list.clone() }.beside(hit.line.ticket.number, place)
}

fn drawn<'a>(
    here: &Here,
    address: &Address,
    around: &'a Around,
    found: &'a Found,
    list: Option<Which>,
) -> view::Found<'a> {
    // A list holds nothing that only comes near.
    let list = list.filter(|_| !found.loose);
    let newest = address.order() == Order::Newest;
    let more = found.count > (address.page + 1) * LENGTH && address.page < LAST_PAGE;
    view::Found {
        rows: found
            .hits
            .iter()
            .map(|hit| Find {
                path: list.as_ref().map_or_else(|| path(hit), |list| beside(list, address, found, hit)),
                ..find(hit, &around.statuses, here.seat.words.language())
            })
            .collect(),
        count: found.count as i64,
        people: if address.page == 0 { &found.people } else { &[] },
        organizations: if address.page == 0 { &found.organizations } else { &[] },
        facets: address.facets(&found.facets, here.seat.words.language()),
        loose: found.loose,
        building: found.standing.percent(),
        newest,
        other_order: address.in_order(if newest { Order::Relevance } else { Order::Newest }).path(),
        before: address.page.checked_sub(1).map(|page| address.at_page(page).path()),
        next: more.then(|| address.at_page(address.page + 1).path()),
        bulk: here
            .seat
            .actor
            .may(Permission::Reply)
            .is_ok()
            .then(|| Bulk { beyond: list.is_some() && found.count > found.hits.len(), ..bulk(here, around) }),
        list: list.map(|list| (list.path(), list.pairs())),
    }
}

fn bulk<'a>(here: &Here, around: &'a Around) -> Bulk<'a> {
    let language = here.seat.words.language();
    Bulk {
        me: here.seat.person,
        agents: &around.agents,
        statuses: around.statuses.iter().map(|status| Standing::of(status, language)).collect(),
        tags: around.tags.iter().map(|tag| tag.name.as_str()).collect(),
        teams: &around.teams,
        fields: Vec::new(),
        topics: topics_named(&around.topics, language),
        macros: &around.macros,
        answers: &around.answers,
        narrowed: true,
        beyond: false,
        discards: here.seat.actor.may(Permission::Discard).is_ok(),
        trashed: false,
        erases: false,
    }
}

fn path(hit: &Hit) -> String {
    format!("/tickets/{}", hit.line.ticket.number)
}

fn find<'a>(hit: &'a Hit, statuses: &'a [Status], language: base::Language) -> Find<'a> {
    let ticket = &hit.line.ticket;
    Find {
        path: path(hit),
        status: Standing::find(ticket.status, ticket.category, statuses, language),
        requester: &hit.line.requester,
        subject: lit(&hit.subject),
        excerpt: lit(&hit.excerpt),
        ticket,
    }
}

fn lit(excerpt: &Excerpt) -> Lit {
    Lit::new(excerpt.parts.iter().map(|part| (part.text.as_str(), part.marked)))
}

/// `/search/instant?q=`: the first finds, and how the question may go on.
pub async fn instant(State(web): State<Web>, here: Here) -> Answer {
    let address = Address::read(&here.query);
    let proposals = complete(&address.text).into_iter().map(|proposal| Filled::new(&address.text, proposal)).collect();
    let text = address.text.clone();
    let asked =
        web.desk.ask(here.seat.actor.clone(), move |read| Ok((understood(read, &text)?, ticket::statuses(read)?)));
    let (question, statuses) = asked.await.speak(&here.seat)?;
    let (mut found, mut why) = (Found::default(), None);
    match question {
        Ok(Query::Everything) => (),
        Ok(query) => {
            let wish =
                Wish { limit: INSTANT, beside: Beside::Names, offset: 0, ..wish(&here, &address, query.begun()) };
            found = web.finder.find(&web.desk, &here.seat.actor, wish).await.speak(&here.seat)?;
        }
        Err(complaint) => why = Some(Misunderstood::new(&here.shell(), &address.text, &complaint).why),
    }
    Ok(html(&Instant {
        shell: here.shell(),
        proposals,
        why,
        rows: found.hits.iter().map(|hit| find(hit, &statuses, here.seat.words.language())).collect(),
        people: &found.people,
        organizations: &found.organizations,
        count: found.count as i64,
        building: web.finder.standing().percent(),
        all: address.path(),
    }))
}

/// `/tickets/{number}/similar`
pub async fn similar(State(web): State<Web>, here: Here, Path(number): Path<i64>) -> Answer {
    let found = web.finder.similar(&web.desk, &here.seat.actor, TicketNumber(number), SIMILAR).await;
    let lines = found.speak(&here.seat)?;
    let statuses = web.desk.ask(here.seat.actor.clone(), ticket::statuses).await.speak(&here.seat)?;
    let language = here.seat.words.language();
    let rows = lines.iter().map(|line| row(line, &statuses, &[], language, None)).collect();
    Ok(html(&Similar { shell: here.shell(), rows }))
}
