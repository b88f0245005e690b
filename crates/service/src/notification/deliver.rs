//! What is to go to people goes: letters one by one up to their limit, what was held in one summary, pushes as jobs.

use super::chat;
use super::digest;
use super::push;
use super::story::{Story, author, shown, story};
use super::wishes::{rests_until, zone};
use crate::channel::{encrypts, post, write_notice};
use crate::house;
use base::{Language, words};
use desk::channel::{Letter, LetterKind, NewLetter, What};
use desk::conversation::{Message, MessageKind};
use desk::event::Who;
use desk::notification::{Occasion, Summary, SummaryGroup, SummaryLine, SummaryWhat, Wishes};
use desk::people::{Person, PersonId};
use desk::ticket::Ticket;
use desk::{Actor, Done, Error, Event, Fault};
use std::time::Duration;
use store::channel::{mailboxes, outbox};
use store::conversation::messages;
use store::notification::{notifications, wishes};
use store::people::persons;
use store::ticket::tickets;
use store::{Read, Tx};

/// Notifications that are looked at for people to whom something is to go, and of one of them.
const LOOKED: usize = 200;
/// Lines of a summary.
const MOST_LINES: usize = 30;
pub(super) const HOUR: Duration = Duration::from_secs(3600);
/// How long it is remembered what somebody was told.
const KEPT: Duration = Duration::from_secs(90 * 24 * 3600);
const SWEPT_AT_ONCE: usize = 5_000;
/// Characters of a message that a letter shows.
const LONGEST: usize = 5_000;

pub(crate) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(notifications::any_due(read)? || digest::is_due(read)?)
}

/// The letters that were written.
pub fn deliver_due(tx: &mut Tx) -> Done<Vec<Letter>> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let mut letters = Vec::new();
    for person in notifications::people_due(tx, LOOKED)? {
        letters.extend(deliver(tx, person)?);
    }
    letters.extend(digest::write_due(tx)?);
    Ok(letters)
}

/// Takes away what is old; how much it was.
pub fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(KEPT);
    Ok(notifications::sweep(tx, before, SWEPT_AT_ONCE)?)
}

fn deliver(tx: &mut Tx, id: PersonId) -> Done<Vec<Letter>> {
    let due = notifications::due_of(tx, id, LOOKED)?;
    let (hearing, person) = (wishes::of(tx, id)?, persons::load(tx, id)?);
    let (Some((agent, wishes)), Some(person)) = (hearing, person) else {
        due.iter().try_for_each(|one| notifications::gone(tx, one.id))?;
        return Ok(Vec::new());
    };
    let zone = zone(tx, &person)?;
    let now = tx.now();
    if let Some(until) = rests_until(tx, id, &wishes, now)? {
        due.iter().try_for_each(|one| notifications::hold(tx, one.id, until))?;
        return Ok(Vec::new());
    }
    let language = language(tx, &person)?;
    let mut stories = Vec::new();
    for one in due {
        notifications::gone(tx, one.id)?;
        stories.extend(story(tx, &agent.actor(), language, one)?);
    }
    push::send(tx, id, &wishes, &stories)?;
    chat::send(tx, id, &wishes, &stories)?;
    mail(tx, &person, &wishes, language, &zone, &stories)
}

fn mail(
    tx: &mut Tx,
    person: &Person,
    wishes: &Wishes,
    language: Language,
    zone: &str,
    stories: &[Story],
) -> Done<Vec<Letter>> {
    let wanted = stories.iter().filter(|story| story.notification.mail);
    let (held, mut fresh): (Vec<&Story>, Vec<&Story>) = wanted.partition(|story| story.notification.held);
    let mut letters = Vec::new();
    if held.len() > 1 {
        letters.extend(summary(tx, person, language, zone, &held)?);
    } else {
        fresh.extend(held);
    }
    let mut room = wishes.letters - sent(tx, person)?;
    for story in fresh {
        if room > 0 {
            let what = what(tx, story)?;
            letters.extend(write_notice(tx, &story.ticket, person, what, story.notification.message)?);
            room -= 1;
        } else {
            let later = tx.now().plus(HOUR);
            notifications::wait(tx, story.notification.id, later)?;
        }
    }
    Ok(letters)
}

/// Letters of this kind within the hour.
fn sent(read: &mut Read, person: &Person) -> Done<i64> {
    let since = read.now().minus(HOUR);
    let kinds = [LetterKind::Notice.name(), LetterKind::Summary.name()];
    match &person.email {
        Some(address) => Ok(outbox::count_since(read, address, &kinds, since)?),
        None => Ok(0),
    }
}

fn summary(tx: &mut Tx, person: &Person, language: Language, zone: &str, held: &[&Story]) -> Done<Option<Letter>> {
    let line = |story: &&Story| SummaryLine {
        number: story.ticket.number,
        subject: story.ticket.subject.clone(),
        what: SummaryWhat::Told(story.told.clone()),
    };
    let lines: Vec<SummaryLine> = held.iter().take(MOST_LINES).map(line).collect();
    let more = held.len() as i64 - lines.len() as i64;
    let group = SummaryGroup { key: "summary-held".into(), lines, more };
    let (lead, count) = ("summary-held-lead".to_owned(), held.len() as i64);
    let summary = Summary { language, zone: zone.to_owned(), lead, count, discreet: false, groups: vec![group] };
    let summary = veiled(tx, summary)?;
    write_summary(tx, person, "summary-held-subject", &summary)
}

/// Of tickets whose letters always leave encrypted it says nothing that anybody wrote.
pub(super) fn veiled(read: &mut Read, mut summary: Summary) -> Done<Summary> {
    for line in summary.groups.iter_mut().flat_map(|group| &mut group.lines) {
        if let Some(ticket) = tickets::load(read, line.number)?
            && encrypts(read, &ticket)?
        {
            *line = line.clone().discreet();
            summary.discreet = true;
        }
    }
    Ok(summary)
}

/// Its subject tells of no ticket: others see it in the outbox.
pub(super) fn write_summary(tx: &mut Tx, person: &Person, subject: &str, summary: &Summary) -> Done<Option<Letter>> {
    let ours = mailboxes::addresses(tx)?;
    let Some(address) = person.email.clone().filter(|address| !ours.contains(address)) else { return Ok(None) };
    let letter = NewLetter {
        kind: LetterKind::Summary,
        ticket: None,
        message: None,
        mailbox: None,
        message_id: None,
        to: vec![address],
        subject: words::of(summary.language).with(subject, "x", summary.count),
        details: serde_json::to_string(summary).map_err(Fault::new)?,
        due_at: tx.now(),
    };
    post(tx, letter).map(Some)
}

pub(super) fn language(read: &mut Read, person: &Person) -> Done<Language> {
    match person.language {
        Some(language) => Ok(language),
        None => Ok(house::load(read)?.language),
    }
}

/// What a letter says.
fn what(read: &mut Read, story: &Story) -> Done<What> {
    let said = story.message.as_ref();
    let text = said.map(beginning).unwrap_or_default();
    Ok(match story.told.occasion {
        Occasion::Assigned => {
            let by = match story.recorded.who {
                Who::Person(person) => shown(read, person)?,
                Who::System | Who::Rule(_) | Who::Flow(_) | Who::Anonymous => String::new(),
            };
            let last = newest(read, &story.ticket)?;
            let author = last.as_ref().map(|message| author(read, message)).transpose()?.unwrap_or_default();
            What::Assigned { by, author, text: last.as_ref().map(beginning).unwrap_or_default() }
        }
        Occasion::Received => {
            What::Spoke { author: story.told.who.clone(), text, apart: said.is_some_and(|said| !said.public) }
        }
        Occasion::Side => match said.and_then(|said| said.side) {
            Some(side) => What::SideSpoke {
                side,
                title: story.told.detail.name().to_owned(),
                author: story.told.who.clone(),
                text,
            },
            None => What::Told { told: story.told.clone(), text },
        },
        Occasion::Failed => {
            What::Failed { address: story.told.detail.name().to_owned(), reason: reason(&story.recorded.event) }
        }
        Occasion::Created => {
            let last = newest(read, &story.ticket)?;
            What::Told { told: story.told.clone(), text: last.as_ref().map(beginning).unwrap_or_default() }
        }
        Occasion::Referred => {
            let word = match &story.recorded.event {
                Event::TicketReferred { word, .. } => word.clone(),
                _ => String::new(),
            };
            What::Told { told: story.told.clone(), text: word }
        }
        Occasion::Mentioned
        | Occasion::Added
        | Occasion::Replied
        | Occasion::Noted
        | Occasion::Status
        | Occasion::Rated
        | Occasion::Due
        | Occasion::Woken
        | Occasion::Stopped
        | Occasion::Release
        | Occasion::Returned
        | Occasion::Task
        | Occasion::TaskDue
        | Occasion::Approval => What::Told { told: story.told.clone(), text },
    })
}

fn reason(event: &Event) -> String {
    if let Event::LetterFailed { reason, .. }
    | Event::LetterUncertain { reason, .. }
    | Event::LetterBounced { reason, .. } = event
    {
        reason.clone()
    } else {
        String::new()
    }
}

/// What was said last for all to read, by whomever but a machine: the letter is answered to the requester.
fn newest(read: &mut Read, ticket: &Ticket) -> Done<Option<Message>> {
    let newest = messages::newest(read, ticket.id, 10)?;
    Ok(newest.into_iter().rfind(|message| {
        matches!(message.kind, MessageKind::Incoming)
            && message.public
            && message.side.is_none()
            && !message.automatic
            && !message.taken_back
    }))
}

fn beginning(message: &Message) -> String {
    let whole = if message.new_text.is_empty() { &message.text } else { &message.new_text };
    let mut text: String = whole.trim().chars().take(LONGEST).collect();
    if text.len() < whole.trim().len() {
        text.push('…');
    }
    text
}
