//! A desk with one mailbox, and jobs that read what arrives in it.

use base::{Address, Digest};
use desk::channel::{Arrival, Intake, MailboxWish, NewIntake, Source};
use reactions::{Job, Jobs, Trouble};
use service::{Actor, Desk, channel};
use std::sync::Arc;
use testing::{Cast, World, email};

pub async fn open(world: &World) -> Cast {
    let cast = world.cast().await;
    let plain = MailboxWish::plain("support@hinode.example", "Hinode", cast.support);
    let wish = MailboxWish { acknowledge: true, ..plain };
    let by = world.actor(cast.aya).await;
    world.desk.change(by, move |tx| channel::create_mailbox(tx, wish).map(drop)).await.unwrap();
    cast
}

/// Message number `n`: its bytes say nothing but its number, which stands in the envelope.
pub fn arriving(n: i64) -> NewIntake {
    NewIntake {
        raw: Digest::of(&n.to_be_bytes()),
        size: 8,
        source: Source::Smtp,
        mailbox: None,
        sender: format!("p{n}@customer.example"),
        recipients: vec!["support@hinode.example".into()],
        client: desk::channel::Client::default(),
        fetched: None,
        cut: None,
    }
}

pub async fn receive(desk: &Desk, n: i64) -> desk::channel::IntakeId {
    desk.change(Actor::System, move |tx| channel::receive(tx, arriving(n))).await.unwrap()[0]
}

/// As a parser would have read it.
pub fn read(intake: &Intake) -> Arrival {
    let n = intake.sender.split('@').next().unwrap_or_default();
    let from = Address::bare(email(&intake.sender));
    Arrival {
        message_id: Some(format!("{n}@customer.example")),
        ..Arrival::plain(from, format!("Matter {n}"), "Words.")
    }
}

/// The jobs of a process that reads.
pub fn reading(desk: &Arc<Desk>) -> Jobs {
    let desk = desk.clone();
    Jobs::new().on(channel::READ, 4, move |job| decide(desk.clone(), job))
}

async fn decide(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    let intake = desk.ask(Actor::System, move |read| channel::to_read(read, &job.body)).await?;
    let arrival = read(&intake);
    desk.change(Actor::System, move |tx| channel::decide(tx, intake.id, arrival)).await?;
    Ok(())
}
