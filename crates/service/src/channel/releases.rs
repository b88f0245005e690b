//! Letters that wait for a second person: nothing of them leaves before somebody who may has said yes.

use crate::conversation::{bring_in, come_back, undo_what_followed};
use crate::ticket::{is_free_for, keep, may_turn_by, set_status};
use base::Moment;
use desk::channel::{Departure, Letter, LetterId, LetterState, Release, Since};
use desk::conversation::{Attachment, Dispatch, Message, MessageId, MessageKind};
use desk::people::{Agent, PersonId, TeamId};
use desk::ticket::{StatusId, Ticket};
use desk::{Actor, Done, Error, Event, Level, Permission, Refusal};
use store::channel::{guards, letters, outbox};
use store::conversation::{attachments, mentions, messages};
use store::people::{agents, persons};
use store::ticket::{statuses, tickets};
use store::{Read, Tx};

/// A letter that waits, with what its reader needs to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub release: Release,
    pub ticket: Ticket,
    pub message: Message,
    pub files: Vec<Attachment>,
    /// Not before this moment.
    pub due_at: Moment,
    /// What the ticket's status becomes if it leaves now; none: it stays as it is.
    pub sets: Option<StatusId>,
    /// Whoever wrote it, or used the macro that did.
    pub author: String,
    pub author_id: Option<PersonId>,
    /// The one who looks may decide: it is not their own.
    pub may_decide: bool,
    /// What others have said since it was written, the newest first.
    pub since: Vec<Since>,
}

/// So many are shown, and looked at at once; those on tickets one may not read are left out.
const MOST: usize = 100;
const LONGEST_REASON: usize = 1_000;
/// So much of what was said since is shown.
const MOST_SINCE: usize = 5;
/// So many are looked at in all.
const MOST_PAGES: usize = 20;

/// The longest first, on tickets that the acting agent may read and from which something may leave.
pub fn waiting_letters(read: &mut Read) -> Done<Vec<Waiting>> {
    read.actor().must_be_agent()?;
    let (mut found, mut after) = (Vec::new(), LetterId(0));
    for _ in 0..MOST_PAGES {
        let page = guards::waiting(read, after, MOST)?;
        let Some(last) = page.last().map(|release| release.letter) else { break };
        after = last;
        for release in page {
            found.extend(readable(read, release)?);
        }
        if found.len() >= MOST {
            found.truncate(MOST);
            break;
        }
    }
    Ok(found)
}

fn readable(read: &mut Read, release: Release) -> Done<Option<Waiting>> {
    match parts(read, release.letter)? {
        Some(parts) if parts.1.lets_go().is_ok() => told(read, release, parts),
        Some(_) | None => Ok(None),
    }
}

/// One of them, also where nothing may leave from its ticket. None: it does not wait any more, or one may not read it.
pub fn waiting_letter(read: &mut Read, id: LetterId) -> Done<Option<Waiting>> {
    read.actor().must_be_agent()?;
    let Some(release) = guards::of_letter(read, id)? else { return Ok(None) };
    match parts(read, id)? {
        Some(parts) if parts.0.state == LetterState::Awaiting => told(read, release, parts),
        Some(_) | None => Ok(None),
    }
}

fn told(
    read: &mut Read,
    release: Release,
    (letter, ticket, message): (Letter, Ticket, Message),
) -> Done<Option<Waiting>> {
    if read.actor().may_read(&ticket).is_err() {
        return Ok(None);
    }
    let files = attachments::of_message(read, message.id)?;
    let author_id = message.author.or(release.asked_by);
    let author = author_id.map(|author| persons::load(read, author)).transpose()?.flatten();
    let author = author.map(|person| person.shown().to_owned()).unwrap_or_default();
    let may_decide = may_decide(read.actor(), &ticket, author_id, Some(&release)).is_ok();
    let since = said_since(read, &message, author_id)?;
    let sets = sets(read, (&letter, &ticket, &message), release.status, &since)?;
    let due_at = letter.due_at;
    Ok(Some(Waiting { release, ticket, message, files, due_at, sets, author, author_id, may_decide, since }))
}

fn said_since(read: &mut Read, message: &Message, writer: Option<PersonId>) -> Done<Vec<Since>> {
    let mut since = Vec::new();
    for said in messages::said_since(read, message, writer.unwrap_or(PersonId(0)), MOST_SINCE)? {
        let author = said.author.map(|author| persons::load(read, author)).transpose()?.flatten();
        let who = author.map(|person| person.shown().to_owned());
        let who = who.or_else(|| said.from.map(|from| from.shown().to_owned())).unwrap_or_default();
        since.push(Since { message: said.id, who, answered: said.kind != MessageKind::Incoming });
    }
    Ok(since)
}

/// Of a letter that waits: what others have said since it was written, and whether its guards leave it to whoever looks.
pub(crate) fn awaiting(read: &mut Read, letter: LetterId, message: &Message) -> Done<(Vec<Since>, bool)> {
    let release = guards::of_letter(read, letter)?;
    let asked_by = release.as_ref().and_then(|release| release.asked_by);
    let mine = release.is_none_or(|release| is_left_to(read.actor(), &release));
    Ok((said_since(read, message, message.author.or(asked_by))?, mine))
}

/// The guards that stopped it say nothing against this actor.
fn is_left_to(actor: &Actor, release: &Release) -> bool {
    let Actor::Agent { person, role, .. } = *actor else { return true };
    release.is_for(person, role)
}

/// How many wait for the word of whoever looks: not their own, and where they may answer. Nobody else is told. Counted to
/// a hundred.
pub fn waiting_counted(read: &mut Read) -> Done<Option<i64>> {
    let actor = read.actor().clone();
    let Actor::Agent { person, role, .. } = actor else { return Ok(None) };
    if !role.allows(Permission::Release) {
        return Ok(None);
    }
    let answered = |teams: Vec<TeamId>| teams.into_iter().filter(|team| actor.level(*team) >= Level::Reply).collect();
    let teams: Option<Vec<TeamId>> = actor.scope().teams().map(answered);
    Ok(Some(guards::count_waiting(read, (person, role), teams.as_deref(), MOST)?))
}

/// How the letter leaves that carries a message.
pub fn leaving(read: &mut Read, message: MessageId) -> Done<Departure> {
    read.actor().must_be_agent()?;
    let letter = letters::of_message(read, message)?;
    Ok(letter.map_or(Departure::Now, |letter| letter.leaving(read.now())))
}

/// It leaves: at once, or at the moment that was chosen for it. Where others have said something since it was written, only
/// with the word of somebody who `knows` the newest of that; the ticket's status is then left to whoever answers it. Of one
/// that leaves later still, the status comes when it has left.
pub fn approve_letter(tx: &mut Tx, id: LetterId, knows: Option<MessageId>) -> Done<Letter> {
    let Decidable { mut letter, mut ticket, message, release } = decidable(tx, id)?;
    ticket.lets_go()?;
    let writer = message.author.or(release.asked_by);
    if !is_free_for(tx, &ticket, writer)? {
        return Err(Refusal::ReleaseHeld.into());
    }
    let since = said_since(tx, &message, writer)?;
    if since.first().map(|newest| newest.message) > knows {
        return Err(Refusal::LetterOvertaken.into());
    }
    let sets = match letter.dispatch().sets {
        Some(_) => None,
        None => sets(tx, (&letter, &ticket, &message), release.status, &since)?,
    };
    let now = tx.now();
    letter.state = if letter.due_at > now { LetterState::Held } else { LetterState::Queued };
    letter.due_at = letter.due_at.max(now);
    outbox::save(tx, &letter)?;
    guards::decide(tx, id, true)?;
    ticket.remember(&messages::spoken(tx, ticket.id)?);
    tickets::save(tx, &mut ticket)?;
    let position = tx.record(Event::LetterApproved { letter: id, ticket: Some(ticket.id) })?;
    if let Some(to) = sets {
        tx.because_of(position, |tx| unless_refused(set_status(tx, ticket.number, to, None)))?;
    }
    if message.kind == MessageKind::Reply {
        let joined = bring_in(tx, &ticket, &message)?;
        tx.because_of(position, |tx| joined.into_iter().try_for_each(|event| tx.record(event).map(drop)))?;
    }
    tx.ring();
    Ok(letter)
}

/// What a letter that leaves later sets when it has left, as things stand; none: the status stays as it is.
pub(crate) fn sets_later(read: &mut Read, letter: &Letter, message: &Message) -> Done<Option<StatusId>> {
    let waits = [LetterState::Awaiting, LetterState::Held, LetterState::Queued, LetterState::Sending];
    if !waits.contains(&letter.state) {
        return Ok(None);
    }
    let Some(wish) = letter.dispatch().sets else { return Ok(None) };
    let Some(ticket) = tickets::by_id(read, message.ticket)? else { return Ok(None) };
    let since = said_since(read, message, message.author)?;
    sets(read, (letter, &ticket, message), Some(wish), &since)
}

/// A letter that left later than it was written has left: what it sets is set now, and not again when others get it too.
pub(super) fn set_with(tx: &mut Tx, letter: &Letter) -> Done<()> {
    let dispatch = letter.dispatch();
    let Some(wish) = dispatch.sets else { return Ok(()) };
    outbox::save(tx, &letter.clone().dispatched(&Dispatch { sets: None, ..dispatch })?)?;
    let message = letter.message.map(|id| messages::load(tx, id)).transpose()?.flatten();
    let Some(message) = message else { return Ok(()) };
    let Some(ticket) = tickets::hold_by_id(tx, message.ticket)? else { return Ok(()) };
    let since = said_since(tx, &message, message.author)?;
    let sent = (letter, &ticket, &message);
    if let (Some(to), Some(hands)) = (sets(tx, sent, Some(wish), &since)?, hands(tx, sent)?) {
        tx.act_as(hands, |tx| unless_refused(set_status(tx, ticket.number, to, None)))?;
    }
    Ok(())
}

/// The status that was sent with it, unless somebody has said something or set another one since, or a workflow has something
/// against it.
fn sets(
    read: &mut Read,
    sent: (&Letter, &Ticket, &Message),
    wish: Option<(StatusId, StatusId)>,
    since: &[Since],
) -> Done<Option<StatusId>> {
    let (_, ticket, _) = sent;
    let Some((from, to)) = wish.filter(|_| since.is_empty()) else { return Ok(None) };
    let status = if ticket.status == from { statuses::load(read, to)? } else { None };
    let (Some(status), Some(hands)) = (status, hands(read, sent)?) else { return Ok(None) };
    Ok(unless_refused(may_turn_by(read, &hands, ticket, &status))?.map(|()| to))
}

/// By whose hands it is set: of whoever lets the letter go; where it leaves later than that, of its writer, wherever the ticket
/// is by then.
fn hands(read: &mut Read, (letter, ticket, message): (&Letter, &Ticket, &Message)) -> Done<Option<Actor>> {
    if letter.dispatch().sets.is_none() {
        return Ok(Some(read.actor().clone()));
    }
    let writer = message.author.map(|author| agents::load(read, author)).transpose()?.flatten();
    Ok(writer.map(|writer| writer.actor().reaching(ticket.team)))
}

fn unless_refused<T>(done: Done<T>) -> Done<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Error::Refused(_) | Error::Missing | Error::Conflict) => Ok(None),
        Err(Error::Fault(fault)) => Err(fault.into()),
    }
}

/// It does not leave: its text is a draft of whoever wrote it again, and they find it among their mentions.
pub fn decline_letter(tx: &mut Tx, id: LetterId, reason: &str) -> Done<Ticket> {
    let Decidable { mut letter, mut ticket, message, release } = decidable(tx, id)?;
    let reason = reason.trim().to_owned();
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::TextTooLong.into());
    }
    letter.state = LetterState::Cancelled;
    outbox::save(tx, &letter)?;
    guards::decide(tx, id, false)?;
    messages::take_back(tx, message.id)?;
    ticket.remember(&messages::spoken(tx, ticket.id)?);
    if let Some(author) = message.author.or(release.asked_by) {
        mentions::add(tx, author, ticket.id, message.id)?;
        come_back(tx, &ticket, author, message.clone())?;
    }
    let declined = Event::LetterDeclined { letter: id, ticket: Some(ticket.id), reason };
    let ticket = keep(tx, ticket, [declined])?;
    undo_what_followed(tx, &ticket, message.id)?;
    Ok(ticket)
}

/// Of a letter that waits, or waited.
pub(crate) struct Deciding {
    pub message: MessageId,
    /// Whoever wrote it, or used the macro that did.
    pub writer: Option<PersonId>,
    /// Those who may say yes or no.
    pub deciders: Vec<PersonId>,
}

/// None: it is not there any more.
pub(crate) fn deciding(read: &mut Read, id: LetterId) -> Done<Option<Deciding>> {
    let Some((_, ticket, message)) = parts(read, id)? else { return Ok(None) };
    let release = guards::of_letter(read, id)?;
    let writer = message.author.or(release.as_ref().and_then(|release| release.asked_by));
    let may = |agent: &Agent| agent.active && may_decide(&agent.actor(), &ticket, writer, release.as_ref()).is_ok();
    let all = agents::all(read)?.into_iter().filter(|(_, agent)| may(agent));
    Ok(Some(Deciding { message: message.id, writer, deciders: all.map(|(person, _)| person.id).collect() }))
}

struct Decidable {
    letter: Letter,
    ticket: Ticket,
    message: Message,
    release: Release,
}

fn decidable(tx: &mut Tx, id: LetterId) -> Done<Decidable> {
    let ticket = letters::load(tx, id)?.and_then(|letter| letter.ticket).ok_or(Error::Missing)?;
    tickets::hold_by_id(tx, ticket)?;
    outbox::hold(tx, id)?;
    let (letter, ticket, message) = parts(tx, id)?.ok_or(Error::Missing)?;
    tx.actor().may_read(&ticket)?;
    let release = guards::of_letter(tx, id)?;
    let asked_by = release.as_ref().and_then(|release| release.asked_by);
    may_decide(tx.actor(), &ticket, message.author.or(asked_by), release.as_ref())?;
    match release.filter(|_| letter.state == LetterState::Awaiting) {
        Some(release) => Ok(Decidable { letter, ticket, message, release }),
        None => Err(Refusal::NothingToApprove.into()),
    }
}

/// Somebody else than its writer, who may answer there and to whom the guards leave it.
fn may_decide(actor: &Actor, ticket: &Ticket, author: Option<PersonId>, release: Option<&Release>) -> Done<()> {
    actor.may(Permission::Release)?;
    actor.may_reply(ticket)?;
    if actor.person().is_some() && actor.person() == author {
        Err(Refusal::OwnLetter.into())
    } else if release.is_some_and(|release| !is_left_to(actor, release)) {
        Err(Refusal::NotAllowed.into())
    } else {
        Ok(())
    }
}

fn parts(read: &mut Read, id: LetterId) -> Done<Option<(Letter, Ticket, Message)>> {
    let Some(letter) = letters::load(read, id)? else { return Ok(None) };
    let ticket = letter.ticket.map(|id| tickets::by_id(read, id)).transpose()?.flatten();
    let message = letter.message.map(|id| messages::load(read, id)).transpose()?.flatten();
    Ok(ticket.zip(message).map(|(ticket, message)| (letter, ticket, message)))
}
