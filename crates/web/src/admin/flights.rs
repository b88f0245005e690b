//! `/admin/flights`: where the mail of somebody is, and the way of one mail.

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::extract::State;
use desk::channel::{Flight, Life, Sighting, TurnedAway};
use desk::conversation::MessageId;
use desk::{Done, Permission};
use service::{Read, channel};
use views::admin::flights::Flights;

/// `?q=` finds, `?in=`, `?out=`, `?withheld=` and `?message=` tell.
pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let find: String = here.query.text("q").chars().take(300).collect();
    let message = here.query.maybe("message").unwrap_or_default().map(MessageId);
    let flight = ["in", "out", "withheld"].into_iter().find_map(|way| {
        let item = here.query.maybe::<i64>(way).unwrap_or_default()?;
        Flight::named(way, item)
    });
    let query = find.clone();
    let asked = ask(&web, &here, Permission::Operate, move |read| told(read, &query, message, flight));
    let Asked { shell, frame, found: Told { life, found, away } } = asked.await?;
    Ok(here.show(&Flights { shell, frame, find, life, found, away }))
}

struct Told {
    life: Option<Life>,
    found: Vec<Sighting>,
    away: Vec<TurnedAway>,
}

fn told(read: &mut Read, query: &str, message: Option<MessageId>, flight: Option<Flight>) -> Done<Told> {
    let flight = match message {
        Some(message) => Some(channel::flight_of(read, message)?),
        None => flight,
    };
    Ok(Told {
        life: flight.map(|flight| channel::life(read, flight)).transpose()?,
        found: channel::find_mail(read, query)?,
        away: channel::turned_away(read, query)?,
    })
}
