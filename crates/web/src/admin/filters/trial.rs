//! What the filters would make of the messages that came last, without acting.

use super::page::does;
use crate::Web;
use crate::admin::asked::{Asked, ask};
use crate::admin::rules::{Offered, called};
use crate::agent::here::Here;
use crate::answer::{Answer, Speak};
use axum::extract::State;
use desk::Permission;
use desk::channel::{Arrival, FilterId, Intake, IntakeId, Keep};
use service::channel::{self, Tried};
use service::{Read, ticket};
use std::collections::HashMap;
use views::admin::filters::{FilterTrial, TriedMail};
use views::agent::described::explained;

/// Messages that are read again for one look.
const LAST: usize = 30;

/// `?filter=` looks at one by itself, also one that is off.
pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let only: Option<FilterId> = here.query.maybe("filter").unwrap_or_default();
    let newest = move |read: &mut Read| {
        only.map(|id| channel::filter(read, id)).transpose()?;
        channel::newest_arrived(read, LAST)
    };
    let intakes: Vec<Intake> = web.desk.ask(here.seat.actor.clone(), newest).await.speak(&here.seat)?;
    let mut arrivals: HashMap<IntakeId, Arrival> = HashMap::new();
    let mut unreadable = 0;
    for intake in &intakes {
        match (web.arrivals)(intake.raw.clone()).await.speak(&here.seat)? {
            Some(arrival) => drop(arrivals.insert(intake.id, arrival)),
            None => unreadable += 1,
        }
    }
    let asked = ask(&web, &here, Permission::Configure, move |read| {
        let filter = only.map(|id| channel::filter(read, id)).transpose()?;
        let mut tried = Vec::new();
        for intake in &intakes {
            if let Some(arrival) = arrivals.get(&intake.id) {
                tried.push(channel::try_filters(read, intake.id, arrival, only)?);
            }
        }
        Ok((filter, tried, ticket::choices(read, &[])?, Offered::read(read)?))
    });
    let Asked { shell, frame, found: (filter, tried, choices, offered) } = asked.await?;
    let called = called(&choices, &offered, shell.words.language());
    let row = |tried: Tried| {
        let Tried { intake, ticket, subject, from, way, barred, sifted, alone } = tried;
        let mut told = does(&sifted.sets, sifted.keep, sifted.silent.is_some(), &choices, &shell);
        if let Some(why) = &barred {
            told = vec![why.say(shell.words)];
        }
        let kind = match sifted.keep {
            _ if barred.is_some() => "danger",
            Keep::Kept => "info",
            Keep::Spam => "warning",
            Keep::Ignored | Keep::Refused => "danger",
        };
        TriedMail {
            intake: intake.id,
            at: intake.received_at,
            ticket,
            by: if barred.is_some() { Vec::new() } else { sifted.by },
            does: told,
            kind,
            alone: alone.map(|alone| (alone.holds, explained(&alone, &called, &shell))),
            subject,
            from,
            way,
        }
    };
    let tried = tried.into_iter().map(row).collect();
    Ok(here.show(&FilterTrial { filter, tried, unreadable, shell, frame }))
}
