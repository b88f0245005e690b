//! What becomes of a message that arrived: decided once, with the evidence for it, in one transaction.

use super::bounce::{self, Attributed};
use super::care::is_probe;
use super::find::{Author, Belongs, Question, Search, ours, search};
use super::flight::sight_arrival;
use super::mail_keys::learn;
use super::{place, policy, sift};
use base::{Digest, Moment};
use desk::channel::{
    Arrival, Decided, Decision, Evidence, Intake, IntakeId, IntakeState, Nature, Source, Twin, Unwanted, Withheld,
    courtesy, said_at,
};
use desk::conversation::{Message, MessageKind};
use desk::ticket::Ticket;
use desk::{Done, Error, Event};
use std::collections::BTreeSet;
use store::channel::recorder::{self, Passage};
use store::channel::{conversations, intakes, mailboxes, outbox, protections, verdicts};
use store::conversation::{graph, messages};
use store::ticket::tickets;
use store::{Read, Tx, turns};

/// Decides on a message that was read. Asked again, it answers what was decided: a job that runs twice does no harm.
pub fn decide(tx: &mut Tx, id: IntakeId, arrival: Arrival) -> Done<Decided> {
    tx.actor().must_be_system()?;
    let intake = intakes::hold(tx, id)?.ok_or(Error::Missing)?;
    if let Some(decided) = already(&intake) {
        return Ok(decided);
    }
    let mut arrival = bounded(arrival);
    let policy = policy::in_force(tx)?;
    arrival.verdicts.overrule(|sealer| policy.trusts_seal(sealer));
    turns::take(tx, turns_of(&arrival, &intake))?;
    let decided = judge(tx, &intake, &arrival)?;
    sight_arrival(tx, id, &arrival)?;
    let silenced = decided.evidence.iter().any(Evidence::wants_silence);
    let withheld = withheld(tx, &intake, &arrival)?.or(silenced.then_some(Withheld::Filtered));
    continue_conversation(tx, &arrival, &decided)?;
    intakes::decide(tx, id, IntakeState::Read, &decided, withheld)?;
    if let (Some(message), Some(protection)) = (decided.message, &arrival.protection) {
        protections::save(tx, message, protection)?;
    }
    learn(tx, &arrival.learned)?;
    if arrival.verdicts.says_something() {
        verdicts::save(tx, id, decided.message, &arrival.verdicts)?;
    }
    tx.record(Event::MessageDecided { intake: id, ticket: decided.ticket, decision: decided.decision })?;
    Ok(decided)
}

/// A message that could not be read becomes a ticket all the same, with its original attached.
pub fn unreadable(tx: &mut Tx, id: IntakeId, reason: &str) -> Done<Decided> {
    tx.actor().must_be_system()?;
    let intake = intakes::hold(tx, id)?.ok_or(Error::Missing)?;
    if let Some(decided) = already(&intake) {
        return Ok(decided);
    }
    let evidence = vec![Evidence::Unreadable { reason: reason.to_owned() }];
    let (ticket, message) = match intake.ticket {
        Some(ticket) => (Some(ticket), intake.message),
        None => place::unreadable(tx, &intake, reason)?,
    };
    let decided = Decided { decision: Decision::Unreadable, evidence, ticket, message };
    intakes::decide(tx, id, IntakeState::Failed, &decided, Some(Withheld::Unanswerable))?;
    intakes::note_error(tx, id, reason)?;
    let decided_at = tx.now();
    let unread =
        Passage { message_id: String::new(), author: String::new(), subject: String::new(), parser: 0, decided_at };
    recorder::pass(tx, id, &unread)?;
    tx.record(Event::MessageUnreadable { intake: id, ticket })?;
    Ok(decided)
}

fn already(intake: &Intake) -> Option<Decided> {
    match (intake.state, intake.decision) {
        (IntakeState::Read | IntakeState::Failed, Some(decision)) => Some(Decided {
            decision,
            evidence: intake.evidence.clone(),
            ticket: intake.ticket,
            message: intake.message,
        }),
        (IntakeState::Received | IntakeState::Read | IntakeState::Failed, _) => None,
    }
}

fn judge(tx: &mut Tx, intake: &Intake, arrival: &Arrival) -> Done<Decided> {
    let texts = [arrival.message_id.as_deref().unwrap_or_default(), &arrival.subject];
    if is_probe(tx, intake.mailbox, &texts)? {
        return Ok(ignored(Evidence::Probe {}));
    }
    if let Some(decided) = came_back(tx, arrival)? {
        return Ok(decided);
    }
    let ours = ours(tx)?;
    let author = Author::of(tx, arrival, &ours)?;
    let question = Question { intake, arrival, author, ours: &ours };
    if let Some(decided) = duplicate(tx, &question)? {
        return Ok(decided);
    }
    match arrival.nature {
        Nature::Bounce => bounced(tx, &question),
        Nature::Receipt => receipt(tx, &question),
        Nature::AutoReply => automatic(tx, &question),
        Nature::Human | Nature::List => match unwanted(tx, &question)? {
            Some(evidence) => place::spam(tx, &question, vec![evidence], sift::Settled::default()),
            None => person(tx, &question),
        },
    }
}

/// A letter of ours that somebody's rules sent back to us.
fn came_back(tx: &mut Tx, arrival: &Arrival) -> Done<Option<Decided>> {
    let Some(id) = &arrival.message_id else { return Ok(None) };
    let (ticket, message) = match outbox::by_message_id(tx, id)? {
        Some(letter) => (letter.ticket, letter.message),
        None => match sent_under(tx, id)? {
            Some(message) => (Some(message.ticket), Some(message.id)),
            None => return Ok(None),
        },
    };
    let evidence = vec![Evidence::OurLetter { id: id.clone() }];
    Ok(Some(Decided { decision: Decision::Ignored, evidence, ticket, message }))
}

/// What went out under this id, if not by our own outbox.
fn sent_under(tx: &mut Tx, id: &str) -> Done<Option<Message>> {
    let message = graph::message(tx, id)?.map(|(_, message)| messages::load(tx, message)).transpose()?.flatten();
    Ok(message.filter(|message| matches!(message.kind, MessageKind::Reply | MessageKind::Forward)))
}

fn duplicate(tx: &mut Tx, question: &Question) -> Done<Option<Decided>> {
    let intake = question.intake;
    let (id, sender) = (arrival_id(question), sender(question));
    let mark = intakes::Mark { message_id: &id, sender: &sender, date: question.arrival.date };
    let first = intakes::arrived(tx, &mark, intake.mailbox, intake.id)?;
    if first == intake.id {
        return Ok(None);
    }
    let before = intakes::load(tx, first)?.ok_or(Error::Missing)?;
    let evidence = vec![Evidence::Duplicate { intake: first }];
    Ok(Some(Decided { decision: Decision::Duplicate, evidence, ticket: before.ticket, message: before.message }))
}

/// A message without an id is known by its bytes.
fn arrival_id(question: &Question) -> String {
    question.arrival.message_id.clone().unwrap_or_else(|| question.intake.raw.as_str().to_owned())
}

fn sender(question: &Question) -> String {
    question.author.address.as_ref().map(base::Email::canonical).unwrap_or_default()
}

fn bounced(tx: &mut Tx, question: &Question) -> Done<Decided> {
    match bounce::attribute(tx, question)? {
        Attributed::Letter(letter) => bounce::note(tx, *letter, question.arrival),
        // What was only guessed to be a bounce may be a person.
        Attributed::Nothing if question.arrival.proved => Ok(ignored(Evidence::BounceOfNothing {})),
        Attributed::Nothing => sift::begins(tx, question, vec![Evidence::BounceOfNothing {}]),
    }
}

fn receipt(tx: &mut Tx, question: &Question) -> Done<Decided> {
    let decided = ignored(Evidence::Receipt {});
    Ok(match bounce::attribute(tx, question)? {
        Attributed::Letter(letter) => Decided { ticket: letter.ticket, message: letter.message, ..decided },
        Attributed::Nothing => decided,
    })
}

fn automatic(tx: &mut Tx, question: &Question) -> Done<Decided> {
    match search(tx, question)? {
        Search::Belongs(belongs) => sift::joins(tx, question, *belongs, vec![Evidence::AutomaticReply {}]),
        Search::Related(_) | Search::Nothing if question.arrival.proved => Ok(ignored(Evidence::AutomaticToNothing {})),
        Search::Related(_) | Search::Nothing => sift::begins(tx, question, vec![Evidence::AutomaticToNothing {}]),
    }
}

/// What the installation does not want, it does not lose: it lies with the spam.
fn unwanted(read: &mut Read, question: &Question) -> Done<Option<Evidence>> {
    let sender = question.author.address.as_ref();
    let ours = question.author.agent || question.author.ours;
    let unwanted = policy::unwanted(read, sender, question.arrival.spam_mark)?.filter(|_| !ours);
    Ok(unwanted.map(|why| match why {
        Unwanted::Blocked => Evidence::Blocked { address: sender.map(ToString::to_string).unwrap_or_default() },
        Unwanted::Marked => Evidence::MarkedSpam {},
    }))
}

fn person(tx: &mut Tx, question: &Question) -> Done<Decided> {
    let twin = twin(tx, question)?;
    if let Some(other) = &twin
        && policy::in_force(tx)?.twin == Twin::One
    {
        return same_as(tx, question, other, Vec::new());
    }
    let mut evidence = match search(tx, question)? {
        // An answer that reached two of our mailboxes stands on its ticket once.
        Search::Belongs(belongs) if twin.as_ref().is_some_and(|twin| twin.id == belongs.ticket.id) => {
            let Belongs { ticket, lead, .. } = *belongs;
            return same_as(tx, question, &ticket, vec![lead.evidence()]);
        }
        Search::Belongs(belongs) => return sift::joins(tx, question, *belongs, Vec::new()),
        Search::Related(number) => vec![Evidence::PossiblyRelated { number }],
        Search::Nothing => vec![Evidence::Nothing {}],
    };
    evidence.extend(twin.map(|other| Evidence::AlsoIn { number: other.number }));
    if question.arrival.nature == Nature::List {
        evidence.push(Evidence::MailingList {});
    }
    sift::begins(tx, question, evidence)
}

/// The ticket that the same message made or continued in another mailbox.
fn twin(read: &mut Read, question: &Question) -> Done<Option<Ticket>> {
    let (id, sender) = (arrival_id(question), sender(question));
    let mark = intakes::Mark { message_id: &id, sender: &sender, date: question.arrival.date };
    let elsewhere = intakes::elsewhere(read, &mark, question.intake.mailbox)?;
    Ok(elsewhere.map(|id| tickets::by_id(read, id)).transpose()?.flatten())
}

fn same_as(read: &mut Read, question: &Question, ticket: &Ticket, mut evidence: Vec<Evidence>) -> Done<Decided> {
    evidence.push(Evidence::AlsoIn { number: ticket.number });
    let holders = graph::holders(read, &arrival_id(question))?;
    let message = holders.into_iter().find(|(holder, _)| *holder == ticket.id).and_then(|(_, message)| message);
    Ok(Decided { decision: Decision::Duplicate, evidence, ticket: Some(ticket.id), message })
}

fn ignored(evidence: Evidence) -> Decided {
    Decided { decision: Decision::Ignored, evidence: vec![evidence], ticket: None, message: None }
}

/// Outlook shows our answers where they belong when they continue what it sent.
fn continue_conversation(tx: &mut Tx, arrival: &Arrival, decided: &Decided) -> Done<()> {
    let (index, topic) = &arrival.conversation;
    let said = matches!(decided.decision, Decision::New | Decision::Reply | Decision::FollowUp);
    let message = decided.message.map(|id| messages::load(tx, id)).transpose()?.flatten();
    let beside = message.is_some_and(|message| message.side.is_some());
    match decided.ticket.filter(|_| said && !beside && !index.is_empty() && index.len() <= 2_000) {
        Some(ticket) => Ok(conversations::learn(tx, ticket, index, &topic.chars().take(500).collect::<String>())?),
        None => Ok(()),
    }
}

/// Why nobody may be told by machine that it arrived.
pub(super) fn withheld(tx: &mut Tx, intake: &Intake, arrival: &Arrival) -> Done<Option<Withheld>> {
    let null_sender = intake.sender.is_empty() && matches!(intake.source, Source::Lmtp | Source::Smtp);
    let said = said_at(arrival.date, intake.received_at, intake.source.is_live());
    let ours = ours(tx)?;
    let author = arrival.author(|email| ours.contains(email));
    Ok(if intake.source == Source::Import || tx.now().since(said) > courtesy::FRESH {
        Some(Withheld::Old)
    } else if author.is_none_or(|author| ours.contains(&author.email)) {
        Some(Withheld::Ours)
    } else if observes(tx, intake)? {
        Some(Withheld::Observing)
    } else {
        courtesy::may_be_acknowledged(arrival, null_sender).err()
    })
}

/// The mailbox it came to only looks on.
fn observes(tx: &mut Tx, intake: &Intake) -> Done<bool> {
    let mailbox = intake.mailbox.map(|id| mailboxes::load(tx, id)).transpose()?.flatten();
    Ok(mailbox.is_some_and(|mailbox| mailbox.observes))
}

/// Messages of one thread or one sender are decided one after the other, whatever process they meet.
fn turns_of(arrival: &Arrival, intake: &Intake) -> BTreeSet<String> {
    let own = arrival.message_id.as_deref().unwrap_or(intake.raw.as_str());
    let ancestors = arrival.ancestors();
    let near = ancestors.iter().take(5).chain(ancestors.last()).copied();
    let sender = arrival.from.as_ref().map(|from| format!("from {}", from.email.canonical()));
    near.chain([own]).map(|id| format!("id {id}")).chain(sender).collect()
}

/// Ids go into indexes, whose entries are bounded: a longer one is known by its digest.
fn bounded(mut arrival: Arrival) -> Arrival {
    let short = |id: String| if id.len() > graph::LONGEST { Digest::of(id.as_bytes()).0 } else { id };
    arrival.message_id = arrival.message_id.filter(|id| !id.is_empty()).map(short);
    arrival.in_reply_to = arrival.in_reply_to.into_iter().map(short).collect();
    arrival.references = arrival.references.into_iter().map(short).collect();
    arrival.date = arrival.date.filter(|date| *date != Moment(0));
    arrival
}
