//! A desk with two mailboxes, and the hands of a post office: letters come in, agents answer, letters go out.

use base::{Address, Digest};
use desk::channel::{
    Arrival, Attempt, Decided, Delivery, DeliveryState, Fate, Found, IntakeId, Letter, Mailbox, MailboxId, MailboxWish,
    NewIntake, Outcome, Policy, Source, Verdict, Verdicts,
};
use desk::conversation::{Compose, Message, MessageId};
use desk::people::PersonId;
use desk::ticket::{Category, Ticket, TicketId};
use service::{Actor, channel, conversation};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use testing::{Cast, World, email};

pub const LEASE: Duration = Duration::from_secs(60);

pub struct Office {
    pub world: World,
    pub cast: Cast,
    pub support: MailboxId,
    pub sales: MailboxId,
    next: AtomicI64,
}

pub fn wish(address: &str, team: desk::people::TeamId) -> MailboxWish {
    MailboxWish { acknowledge: true, ..MailboxWish::plain(address, "Hinode", team) }
}

/// The domain in From disowns it.
pub fn forged() -> Verdicts {
    let found = Found { policy: Policy::Reject, ..Found::default() };
    Verdicts { dmarc: Verdict::Fail, found, ..Verdicts::none() }
}

/// The domain in From stands for it.
pub fn proved() -> Verdicts {
    Verdicts { dmarc: Verdict::Pass, ..Verdicts::none() }
}

/// A message of a person, with an id.
pub fn mail(id: &str, from: &str, subject: &str) -> Arrival {
    Arrival {
        to: vec![Address::bare(email("support@hinode.example"))],
        message_id: Some(id.into()),
        ..Arrival::plain(Address::bare(email(from)), subject, "Words.")
    }
}

pub fn answering(parent: &str, arrival: Arrival) -> Arrival {
    Arrival { in_reply_to: vec![parent.into()], ..arrival }
}

impl Office {
    pub async fn open(world: World) -> Self {
        let cast = world.cast().await;
        let by = world.actor(cast.aya).await;
        let (support, sales) = world
            .desk
            .change(by, move |tx| {
                let support = channel::create_mailbox(tx, wish("support@hinode.example", cast.support))?;
                let sales = channel::create_mailbox(tx, wish("sales@hinode.example", cast.billing))?;
                Ok((support.id, sales.id))
            })
            .await
            .unwrap();
        Self { world, cast, support, sales, next: AtomicI64::new(1) }
    }

    /// The bytes are unlike any other's.
    pub fn new_intake(&self, source: Source, mailbox: Option<MailboxId>) -> NewIntake {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        NewIntake {
            raw: Digest::of(&n.to_be_bytes()),
            size: 100,
            source,
            mailbox,
            sender: "envelope@somewhere.example".into(),
            recipients: vec!["support@hinode.example".into()],
            client: desk::channel::Client::default(),
            fetched: None,
            cut: None,
        }
    }

    pub async fn receive(&self, new: NewIntake) -> Vec<IntakeId> {
        self.world.desk.change(Actor::System, move |tx| channel::receive(tx, new)).await.unwrap()
    }

    pub async fn decide(&self, intake: IntakeId, arrival: Arrival) -> Decided {
        self.world.desk.change(Actor::System, move |tx| channel::decide(tx, intake, arrival)).await.unwrap()
    }

    /// By SMTP to support.
    pub async fn takes(&self, arrival: Arrival) -> Decided {
        self.takes_at(self.support, arrival).await
    }

    pub async fn takes_at(&self, mailbox: MailboxId, arrival: Arrival) -> Decided {
        let intake = self.receive(self.new_intake(Source::Smtp, Some(mailbox))).await[0];
        self.decide(intake, arrival).await
    }

    /// By SMTP to one address, as it stood in the envelope.
    pub async fn takes_to(&self, recipient: &str, arrival: Arrival) -> Decided {
        let new = NewIntake { recipients: vec![recipient.into()], ..self.new_intake(Source::Smtp, None) };
        let intake = self.receive(new).await[0];
        self.decide(intake, arrival).await
    }

    pub async fn ticket(&self, id: TicketId) -> Ticket {
        self.world
            .desk
            .ask(Actor::System, move |read| Ok(store::ticket::tickets::by_id(read, id)?.unwrap()))
            .await
            .unwrap()
    }

    pub async fn messages(&self, ticket: TicketId) -> Vec<Message> {
        self.world
            .desk
            .ask(Actor::System, move |read| Ok(store::conversation::messages::of_ticket(read, ticket)?))
            .await
            .unwrap()
    }

    pub async fn events(&self, ticket: TicketId) -> Vec<desk::Event> {
        let all = self
            .world
            .desk
            .ask(Actor::System, move |read| Ok(store::events::of_ticket(read, ticket, 0, 500)?))
            .await
            .unwrap();
        all.into_iter().map(|recorded| recorded.event).collect()
    }

    pub async fn set_category(&self, ticket: TicketId, category: Category) {
        let number = self.ticket(ticket).await.number;
        let set = move |tx: &mut service::Tx| {
            let status = store::ticket::statuses::standard(tx, category)?;
            service::ticket::set_status(tx, number, status.id, None).map(drop)
        };
        self.world.desk.change(Actor::System, set).await.unwrap();
    }

    /// Chika answers the requester at once.
    pub async fn replies(&self, ticket: TicketId, to: &str) -> Letter {
        let (number, to) = (self.ticket(ticket).await.number, vec![Address::bare(email(to))]);
        let compose = Compose { text: "Try again.".into(), to, hold: Some(Duration::ZERO), ..Compose::default() };
        let by = self.world.actor(self.cast.chika).await;
        let message = self.world.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        self.letter_of(message).await
    }

    pub async fn letter_of(&self, message: MessageId) -> Letter {
        let found = move |read: &mut service::Read| Ok(store::channel::letters::of_message(read, message)?.unwrap());
        self.world.desk.ask(Actor::System, found).await.unwrap()
    }

    pub async fn letter(&self, id: desk::channel::LetterId) -> Letter {
        self.world
            .desk
            .ask(Actor::System, move |read| Ok(store::channel::letters::load(read, id)?.unwrap()))
            .await
            .unwrap()
    }

    pub async fn claims(&self, holder: &'static str) -> Vec<Letter> {
        self.world.desk.change(Actor::System, move |tx| channel::claim_letters(tx, holder, LEASE, 10)).await.unwrap()
    }

    /// Hands everything that is due to a server that answers all alike.
    pub async fn sends(&self, fate: Fate) -> Vec<Letter> {
        let letters = self.claims("postman").await;
        for letter in &letters {
            self.tells(attempt(letter, "postman"), outcomes(letter, fate)).await.expect("the letter is ours");
        }
        letters
    }

    pub async fn tells(&self, attempt: Attempt, outcomes: Vec<Outcome>) -> Option<desk::channel::LetterState> {
        let tell = move |tx: &mut service::Tx| {
            channel::letter_begins(tx, &attempt)?;
            channel::letter_answered(tx, &attempt, &outcomes)
        };
        self.world.desk.change(Actor::System, tell).await.unwrap()
    }

    pub async fn mailbox(&self, id: MailboxId) -> Mailbox {
        self.world.desk.ask(Actor::System, move |read| channel::mailbox(read, id)).await.unwrap()
    }

    pub async fn person(&self, address: &str) -> Option<PersonId> {
        let email = email(address);
        self.world
            .desk
            .ask(Actor::System, move |read| Ok(store::people::addresses::owner(read, &email)?))
            .await
            .unwrap()
    }

    pub async fn participants(&self, ticket: TicketId) -> Vec<PersonId> {
        self.world
            .desk
            .ask(Actor::System, move |read| Ok(store::ticket::people::participants(read, ticket)?))
            .await
            .unwrap()
    }
}

pub fn attempt(letter: &Letter, holder: &str) -> Attempt {
    Attempt { letter: letter.id, holder: holder.into(), number: letter.attempts }
}

pub fn outcomes(letter: &Letter, fate: Fate) -> Vec<Outcome> {
    let outcome = |delivery: &Delivery| Outcome {
        address: delivery.address.clone(),
        fate,
        detail: format!("said {}", fate.name()),
    };
    letter.waiting().map(outcome).collect()
}

pub fn states(letter: &Letter) -> Vec<DeliveryState> {
    letter.deliveries.iter().map(|delivery| delivery.state).collect()
}
