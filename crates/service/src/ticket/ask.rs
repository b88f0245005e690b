//! A request written into a form.

use super::{NewTicket, create};
use crate::conversation::Incoming;
use crate::form::{Given, take};
use crate::house;
use base::{Address, Email, Language};
use desk::conversation::{NewAttachment, attachable, body};
use desk::form::Audience;
use desk::people::{OrganizationId, PersonId, person_name};
use desk::ticket::{BrandId, Kind, Origin, Priority, Ticket};
use desk::{Actor, Done, Fault, Refusal};
use store::channel::mailboxes;
use store::people::teams;
use store::{Read, Tx};

/// What the form says. Who is signed in need not say who they are.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    pub email: Option<Email>,
    pub subject: String,
    pub text: String,
    pub attachments: Vec<NewAttachment>,
    pub language: Language,
    /// At whose door it was asked; none: the first.
    pub brand: Option<BrandId>,
    /// For which of their organisations, where they have several and are signed in.
    pub organization: Option<OrganizationId>,
    /// How urgent they find it, where they may say so; none: as the topic has it.
    pub priority: Option<Priority>,
    /// The topic with what its form asks.
    pub given: Given,
}

/// Makes a ticket for whoever is signed in, or for the address in the form. The address proves nothing: the answer goes
/// there by mail, and nothing of that person is shown to the one who typed it.
pub fn ask(tx: &mut Tx, asked: Asked) -> Done<Ticket> {
    house::may_ask(tx)?;
    let text = body(&asked.text)?;
    attachable(&asked.attachments)?;
    if let Some(priority) = asked.priority
        && !house::priorities(tx)?.for_requesters().contains(&priority)
    {
        return Err(Refusal::PriorityNotOffered.into());
    }
    let taken = take(tx, &asked.given, Audience::Requester)?;
    let (person, origin) = asker(tx, &asked)?;
    let own = asked.brand.map(|brand| mailboxes::first_of(tx, brand)).transpose()?.flatten();
    let answering = match own {
        Some(mailbox) => Some(mailbox),
        None => mailboxes::first(tx)?,
    };
    let (mailbox, team) = match answering {
        Some(mailbox) => (Some(mailbox.id), mailbox.team),
        None => (None, teams::all(tx)?.first().map(|team| team.id).ok_or_else(|| Fault::new("no team"))?),
    };
    let chosen = taken.topic.as_ref().map(|topic| &topic.wish);
    let team = chosen.and_then(|topic| topic.team).unwrap_or(team);
    let first = Incoming { attachments: asked.attachments, ..Incoming::said(person, origin, text) };
    let wish = NewTicket {
        mailbox,
        brand: asked.brand,
        organization: asked.organization.filter(|_| origin == Origin::Portal),
        language: Some(asked.language),
        kind: chosen.map_or(Kind::Question, |topic| topic.kind),
        priority: asked.priority.or(chosen.and_then(|topic| topic.priority)).unwrap_or(Priority::Normal),
        topic: taken.topic.as_ref().map(|topic| topic.id),
        answers: taken.answers,
        ..NewTicket::asked(asked.subject, person, team, first)
    };
    tx.act_as(Actor::System, |tx| create(tx, wish))
}

fn asker(tx: &mut Tx, asked: &Asked) -> Done<(PersonId, Origin)> {
    match (signed_in(tx), &asked.email) {
        (Some(person), _) => Ok((person, Origin::Portal)),
        (None, Some(email)) => {
            let address = Address::new(person_name(&asked.name)?, email.clone());
            Ok((crate::people::find_or_create(tx, &address, Some(asked.language))?.id, Origin::Form))
        }
        (None, None) => Err(Refusal::AddressInvalid.into()),
    }
}

fn signed_in(read: &Read) -> Option<PersonId> {
    read.actor().person()
}
