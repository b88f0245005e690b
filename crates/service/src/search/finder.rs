//! The door to the index.

use super::lines::{self, Facets, Hit};
use super::mark::Standing;
use super::names;
use super::pool::Pool;
use crate::{Desk, people};
use desk::event::Place;
use desk::people::{OrganizationId, PersonId};
use desk::query::{Query, State};
use desk::ticket::{Place as TicketPlace, TicketId};
use desk::{Actor, Done, Fault, Scope};
use search::{Ask, Found, Index, Key, Kind, Number, Order, Request, Size, Strictness, Wanted};
use std::sync::{Mutex, PoisonError};
use store::Read;

/// Searches that run at the same time.
const AT_ONCE: usize = 2;
/// No page of finds begins further on.
pub const DEEPEST: usize = 2_000;
/// People and organisations beside the tickets.
const OTHERS: usize = 5;
/// People that are looked at for those where not everybody is found.
const LOOKED_AT: usize = 100;

/// Finds that a list is narrowed to; what more tickets say is come upon soon in a walk along the list.
const MOST_IN_A_LIST: usize = 20_000;

/// What is wanted of the index.
#[derive(Clone, Debug)]
pub struct Wish {
    pub query: Query,
    pub order: Order,
    pub offset: usize,
    pub limit: usize,
    /// Only what this person asked.
    pub requester: Option<PersonId>,
    pub beside: Beside,
    /// The time zone in which days are meant.
    pub zone: String,
}

/// What is wanted beside the tickets themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Nothing,
    /// People and organisations whose names hold the words.
    Names,
    /// Also how the finds are spread over teams, statuses, tags and years.
    Spread,
}

#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub hits: Vec<Hit>,
    /// Of all tickets that were found.
    pub count: usize,
    pub facets: Facets,
    pub people: Vec<desk::people::Person>,
    pub organizations: Vec<desk::people::Organization>,
    /// Nothing was exactly what was typed: these come near.
    pub loose: bool,
    pub standing: Standing,
}

/// Asks the index of this process. Where none is kept it finds nothing, and says so.
pub struct Finder {
    index: Index,
    pool: Pool,
    stands: Mutex<(Standing, Place)>,
}

impl Default for Finder {
    fn default() -> Self {
        Self { index: Index::default(), pool: Pool::new("search", AT_ONCE), stands: Mutex::default() }
    }
}

impl Finder {
    pub fn standing(&self) -> Standing {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Until where the log is in the index.
    pub fn place(&self) -> Place {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    pub fn size(&self) -> Option<Size> {
        self.index.size()
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    pub(super) fn stand(&self, standing: Standing, place: Place) {
        *self.stands.lock().unwrap_or_else(PoisonError::into_inner) = (standing, place);
    }

    /// The tickets, within the scope of whoever asks; only agents find anything.
    pub async fn find(&self, desk: &Desk, by: &Actor, wish: Wish) -> Done<Answer> {
        by.must_be_agent()?;
        let index = self.index.clone();
        let (query, zone) = (wish.query.clone(), wish.zone.clone());
        let asked = desk.ask(by.clone(), move |read| {
            let people = if people::finds_everybody(read)? { OTHERS } else { LOOKED_AT };
            Ok((names::look_up(read, &query, &zone, &index)?, people))
        });
        let (ask, people) = asked.await?;
        let ask = ask.and(within(&by.scope())).and(seen(&wish));
        let found = self.run(Request {
            ask,
            kind: Kind::Tickets,
            order: wish.order,
            offset: wish.offset.min(DEEPEST),
            limit: wish.limit,
            facets: (wish.beside == Beside::Spread).then_some(Wanted),
        });
        let found = found.await?;
        let others = match wish.beside {
            Beside::Nothing => Vec::new(),
            Beside::Names | Beside::Spread => self.others(&wish.query, people).await?,
        };
        let standing = self.standing();
        desk.ask(by.clone(), move |read| {
            let words = wish.query.words();
            let needles = Index::needles(&words, found.strictness);
            let (mut people, organizations) = lines::others(read, &others, OTHERS)?;
            if wish.beside != Beside::Nothing {
                lines::dialled(read, &words, &mut people)?;
            }
            Ok(Answer {
                hits: lines::hits(read, &found.keys, &needles)?,
                count: found.count,
                facets: found.facets.map(|facets| lines::facets(read, &facets)).transpose()?.unwrap_or_default(),
                people,
                organizations,
                loose: found.strictness == Strictness::Loose,
                standing,
            })
        })
        .await
    }

    /// Every ticket that is exactly what is asked for, within the scope and in one of these places (none: in any).
    /// None: there are more than a list can be told of, or the index does not know all of them yet.
    pub(super) fn all(
        &self,
        read: &mut Read,
        query: &Query,
        zone: &str,
        places: Option<&[TicketPlace]>,
    ) -> Done<Option<Vec<TicketId>>> {
        if self.standing() != Standing::Current {
            return Ok(None);
        }
        let ask = names::look_up(read, query, zone, &self.index)?.and(within(&read.actor().scope()));
        let ask = match places {
            Some(places) => ask.and(Ask::Is(Number::Place, places.iter().copied().map(search::place).collect())),
            None => ask,
        };
        let request =
            Request { ask, kind: Kind::Tickets, order: Order::Newest, offset: 0, limit: MOST_IN_A_LIST, facets: None };
        let found = self.index.find(&request).transpose().map_err(Fault::new)?.unwrap_or_default();
        Ok(match (found.strictness, found.count <= MOST_IN_A_LIST) {
            (Strictness::Loose, _) => Some(Vec::new()),
            (Strictness::Strict, true) => Some(found.keys.iter().filter_map(lines::ticket).collect()),
            (Strictness::Strict, false) => None,
        })
    }

    /// People and organisations whose names hold the words.
    async fn others(&self, query: &Query, people: usize) -> Done<Vec<Key>> {
        let words = query.words();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let ask = Ask::All(words.into_iter().map(|words| Ask::Text(search::Text::Anywhere, words.clone())).collect());
        let mut keys = Vec::new();
        for (kind, limit) in [(Kind::People, people), (Kind::Organizations, OTHERS)] {
            let request = Request { ask: ask.clone(), kind, order: Order::Relevance, offset: 0, limit, facets: None };
            keys.extend(self.run(request).await?.keys);
        }
        Ok(keys)
    }

    pub(super) async fn run(&self, request: Request) -> Done<Found> {
        let index = self.index.clone();
        let found = self.pool.run(move || index.find(&request)).await?;
        Ok(found.transpose().map_err(Fault::new)?.unwrap_or_default())
    }

    pub(super) async fn near(&self, text: String, scope: Ask, own: Key, limit: usize) -> Done<Vec<Key>> {
        let index = self.index.clone();
        let found = self.pool.run(move || index.similar(&text, &scope, own, limit)).await?;
        Ok(found.transpose().map_err(Fault::new)?.unwrap_or_default())
    }
}

/// The scope is part of the question, so that counts are exact and nothing shows through them.
pub(super) fn within(scope: &Scope) -> Ask {
    match scope {
        Scope::All => Ask::Everything,
        Scope::Agent { teams, .. } => Ask::Any(vec![
            Ask::Is(Number::Team, teams.iter().map(|team| team.0.unsigned_abs()).collect()),
            Ask::Is(Number::Referred, scope.referred().into_iter().map(search::referred).collect()),
        ]),
        Scope::Requester(_) | Scope::Nothing => Ask::Nothing,
    }
}

/// Spam and trash are found by those who ask for them; what was said on a merged ticket stands in the other one.
fn seen(wish: &Wish) -> Ask {
    let hidden = [(State::Spam, TicketPlace::Spam), (State::Trash, TicketPlace::Trash)];
    let hidden = hidden.into_iter().filter(|(state, _)| !wish.query.asks_for(*state));
    let hidden = hidden.map(|(_, place)| place).chain([TicketPlace::Merged]);
    let hidden = Ask::Not(Box::new(Ask::Is(Number::Place, hidden.map(search::place).collect())));
    match wish.requester {
        Some(person) => hidden.and(Ask::Is(Number::Requester, vec![person.0.unsigned_abs()])),
        None => hidden,
    }
}

/// Organisations by name: through the index, because names are found there in every spelling.
pub(super) fn organizations_named(index: &Index, words: &desk::query::Words) -> Done<Vec<OrganizationId>> {
    let request = Request {
        ask: Ask::Text(search::Text::Anywhere, words.clone()),
        kind: Kind::Organizations,
        order: Order::Relevance,
        offset: 0,
        limit: 200,
        facets: None,
    };
    let found = index.find(&request).transpose().map_err(Fault::new)?.unwrap_or_default();
    let of = |key: Key| match key {
        Key::Organization(id) => Some(id),
        Key::Ticket(_) | Key::Person(_) => None,
    };
    Ok(found.keys.into_iter().filter_map(of).collect())
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("standing", &self.standing()).finish_non_exhaustive()
    }
}
