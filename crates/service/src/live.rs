//! What just happened, as far as open pages need to know: which ticket, in which team, what kind of event.

use desk::event::Place;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Referral, Ticket, TicketNumber};
use desk::{Done, Event, Who};
use store::ticket::tickets;
use store::{Read, events};

/// How many news are told at once.
pub const MOST: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub struct News {
    pub place: Place,
    /// `message_received`, `status_changed` …
    pub kind: &'static str,
    pub who: Who,
    /// None: an event of the house (people, settings), not of a ticket.
    pub ticket: Option<TicketNews>,
    /// Whose own things look different now: notifications, stars, the clock. Nobody else hears of it.
    pub people: Vec<PersonId>,
}

/// Which ticket, and who comes to it.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketNews {
    pub number: TicketNumber,
    pub team: TeamId,
    pub referrals: Vec<Referral>,
}

/// The news after a place, and the place to go on from.
pub fn next(read: &mut Read, place: Place) -> Done<(Place, Vec<News>)> {
    let batch = events::after(read, place, MOST)?;
    let place = batch.last().map_or(place, |last| last.place);
    let mut news = Vec::with_capacity(batch.len());
    for recorded in batch {
        let ticket = match recorded.event.ticket() {
            Some(id) => tickets::by_id(read, id)?.map(|Ticket { number, team, referrals, .. }| TicketNews {
                number,
                team,
                referrals,
            }),
            None => None,
        };
        let (place, kind, who) = (recorded.place, recorded.event.kind(), recorded.who);
        let people = its_own(recorded.event);
        news.push(News { place, kind, who, ticket, people });
    }
    Ok((place, news))
}

fn its_own(event: Event) -> Vec<PersonId> {
    if let Event::InboxChanged { people } = event {
        people
    } else if let Event::TicketStarred { person, .. }
    | Event::TicketUnstarred { person, .. }
    | Event::TimerStarted { person, .. }
    | Event::TimerStopped { person, .. } = event
    {
        vec![person]
    } else {
        Vec::new()
    }
}
