//! Drafts beyond the one in hand: what it was before, and those of colleagues that are shared.

use super::add::may_attach;
use super::draft::begin;
use super::redact::forget_later;
use super::side_draft::{Beside, restore};
use crate::ticket::{begin_tab, end_tab, take_over_lock, visible};
use base::Moment;
use desk::conversation::{Draft, DraftComment, DraftVersion, DraftVersionId, MOST_COMMENTS, Mode, SideId, Talk};
use desk::people::PersonId;
use desk::ticket::{TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeMap;
use std::time::Duration;
pub use store::conversation::unsent::Unsent;
use store::conversation::{draft_comments, drafts, sides, unsent, versions};
use store::people::persons;
use store::ticket::lists::{self, After};
use store::{Read, Tx};

/// A draft is kept as it was at most once in so long, and for thirty days.
const BETWEEN: Duration = Duration::from_secs(60);
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
const MOST: usize = 50;
/// How far the number of what somebody has begun is counted.
const MOST_COUNTED: usize = 1_000;

/// What somebody may take up again on a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Drafts {
    /// Own, the newest first, of the ticket's own talk and of those beside it.
    pub versions: Vec<DraftVersion>,
    /// What those beside it are about.
    pub sides: BTreeMap<SideId, String>,
    /// Of colleagues who share theirs, with their names and what was said about each.
    pub shared: Vec<(Draft, String, Vec<Commented>)>,
    /// What was said about one's own.
    pub own: Vec<Commented>,
}

/// Who said it, and what was said about a draft.
pub type Commented = (String, DraftComment);

pub fn drafts(read: &mut Read, number: TicketNumber) -> Done<Drafts> {
    let ticket = visible(read, number)?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    let mut shared = Vec::new();
    for draft in drafts::shared(read, ticket.id)?.into_iter().filter(|draft| draft.person != person) {
        let name = persons::load(read, draft.person)?.map(|person| person.shown().to_owned());
        let said = said_about(read, ticket.id, draft.person)?;
        shared.push((draft, name.unwrap_or_default(), said));
    }
    let own = said_about(read, ticket.id, person)?;
    let sides = sides::of_ticket(read, ticket.id)?.into_iter().map(|side| (side.id, side.subject)).collect();
    Ok(Drafts { versions: versions::of(read, ticket.id, person, MOST)?, sides, shared, own })
}

/// What somebody has begun on a ticket and shares.
pub fn shared_draft(read: &mut Read, number: TicketNumber, person: PersonId) -> Done<Draft> {
    let ticket = visible(read, number)?;
    read.actor().must_be_agent()?;
    drafts::load(read, ticket.id, person)?.filter(|draft| draft.shared).ok_or(Error::Missing)
}

/// The colleagues who share what they have begun on a ticket, by name.
pub fn sharers(read: &mut Read, number: TicketNumber) -> Done<Vec<String>> {
    let ticket = visible(read, number)?;
    sharers_on(read, ticket.id)
}

pub(crate) fn sharers_on(read: &mut Read, ticket: TicketId) -> Done<Vec<String>> {
    let me = read.actor().person();
    let mut names = Vec::new();
    for draft in drafts::shared(read, ticket)?.into_iter().filter(|draft| Some(draft.person) != me) {
        names.extend(persons::load(read, draft.person)?.map(|person| person.shown().to_owned()));
    }
    Ok(names)
}

/// A letter of the one who looks came back here while they wrote something else: it is among what they wrote before.
pub fn came_back(read: &mut Read, number: TicketNumber) -> Done<bool> {
    let ticket = visible(read, number)?;
    came_back_on(read, ticket.id)
}

pub(crate) fn came_back_on(read: &mut Read, ticket: TicketId) -> Done<bool> {
    match read.actor().person() {
        Some(person) => Ok(versions::came_back(read, ticket, person)?),
        None => Ok(false),
    }
}

/// Tickets on which the acting agent has begun to write and not sent it, the latest first.
pub fn begun(read: &mut Read, limit: usize) -> Done<Vec<lists::Line>> {
    read.actor().must_be_agent()?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    let begun: Vec<TicketId> = drafts::begun_by(read, person, limit)?.into_iter().map(|(id, _)| id).collect();
    let scope = read.actor().scope();
    let mut lines = lists::some(read, &scope, &begun)?;
    lines.sort_by_key(|line| begun.iter().position(|id| *id == line.ticket.id));
    Ok(lines)
}

/// All that the acting agent has begun to write and not sent, on tickets and beside them, the latest first.
pub fn unsent(read: &mut Read, after: Option<After>, limit: usize) -> Done<Vec<Unsent>> {
    read.actor().must_be_agent()?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    let scope = read.actor().scope();
    Ok(unsent::of_person(read, &scope, person, after, limit)?)
}

/// How many those are, up to a thousand.
pub fn unsent_count(read: &mut Read) -> Done<i64> {
    let Some(person) = read.actor().person() else { return Ok(0) };
    let scope = read.actor().scope();
    Ok(unsent::count(read, &scope, person, MOST_COUNTED)?)
}

fn said_about(read: &mut Read, ticket: TicketId, person: PersonId) -> Done<Vec<Commented>> {
    let mut said = Vec::new();
    for comment in draft_comments::of(read, ticket, person)? {
        let by = persons::load(read, comment.by)?.map(|person| person.shown().to_owned());
        said.push((by.unwrap_or_default(), comment));
    }
    Ok(said)
}

/// Whether somebody shares what they have begun, and what was said about it.
pub(super) fn about(read: &mut Read, ticket: TicketId, person: PersonId) -> Done<(bool, Vec<DraftComment>)> {
    let shared = drafts::load(read, ticket, person)?.is_some_and(|draft| draft.shared);
    Ok((shared, draft_comments::of(read, ticket, person)?))
}

/// Colleagues who have said something about what the acting person shares, since that one last answered, by name.
pub fn commenters(read: &mut Read, number: TicketNumber) -> Done<Vec<String>> {
    let ticket = visible(read, number)?;
    commenters_on(read, ticket.id)
}

pub(crate) fn commenters_on(read: &mut Read, ticket: TicketId) -> Done<Vec<String>> {
    let Some(me) = read.actor().person() else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for (name, _) in said_about(read, ticket, me)?.into_iter().rev().take_while(|(_, said)| said.by != me) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Says something about a colleague's shared draft, or answers about one's own. Whoever writes it is told.
pub fn comment_draft(tx: &mut Tx, number: TicketNumber, of: PersonId, text: &str) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    drafts::load(tx, ticket.id, of)?.filter(|draft| draft.shared).ok_or(Error::Missing)?;
    if draft_comments::of(tx, ticket.id, of)?.len() >= MOST_COMMENTS {
        return Err(Refusal::TooManyComments.into());
    }
    let comment = DraftComment::new(person, text, tx.now())?;
    draft_comments::add(tx, ticket.id, of, &comment)?;
    tx.record(Event::DraftCommented { ticket: ticket.id, person: of })?;
    Ok(())
}

/// What the acting person was saying about a draft that has gone is a note they have begun. What else they had begun is in the
/// history of their drafts.
pub fn begin_note(tx: &mut Tx, number: TicketNumber, text: &str) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if text.trim().is_empty() {
        return Err(Refusal::MessageEmpty.into());
    }
    let revision = drafts::load(tx, ticket.id, person)?.map_or(0, |draft| draft.revision);
    let empty = Draft::empty(ticket.id, person, tx.now());
    let note = Draft { mode: Mode::Note, text: text.to_owned(), revision: revision + 1, ..empty };
    begin(tx, number, note.into())
}

/// Puts back what a draft was; what it is now becomes what it was. The answer says where it is in hand.
pub fn restore_draft(tx: &mut Tx, number: TicketNumber, id: DraftVersionId) -> Done<Talk> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let version = versions::load(tx, ticket.id, person, id)?.ok_or(Error::Missing)?;
    let talk = version.talk.clone();
    versions::take_up(tx, id)?;
    match &talk {
        Talk::Ticket => {
            let now = drafts::load(tx, ticket.id, person)?;
            let empty = Draft::empty(ticket.id, person, tx.now());
            let draft = put_back(tx, version, now, empty)?;
            drafts::save(tx, &draft)?;
        }
        Talk::New(_) => restore(tx, Beside::Ticket(number), version)?,
        Talk::Side(side) => restore(tx, Beside::Side(*side), version)?,
    }
    Ok(talk)
}

/// What a draft was, as it is in hand again; what it is now becomes what it was.
pub(super) fn put_back(tx: &mut Tx, version: DraftVersion, now: Option<Draft>, empty: Draft) -> Done<Draft> {
    if let Some(now) = now.as_ref().filter(|now| !now.is_empty()) {
        versions::add(tx, now)?;
    }
    let draft = version.again(now.unwrap_or(empty), tx.now());
    may_attach(tx, &draft.attachments)?;
    Ok(draft)
}

/// Goes on with what a colleague began and shares: it is the acting person's from now on.
pub fn take_over_draft(tx: &mut Tx, number: TicketNumber, from: PersonId) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let theirs = drafts::load(tx, ticket.id, from)?.filter(|draft| draft.shared && from != person);
    let mode = theirs.ok_or(Error::Missing)?.mode;
    pass_draft(tx, ticket.id, from, person)?;
    match mode {
        Mode::Reply | Mode::ReplyAll | Mode::Forward => take_over_lock(tx, &ticket, from)?,
        Mode::Note => {}
    }
    tx.record(Event::DraftTakenOver { ticket: ticket.id, person: from })?;
    Ok(())
}

/// What somebody has begun is another's from now on. Whatever either of them had is in the history of their drafts. An empty one
/// stays in its place, as a newer revision: what a page that still shows the text adds to it is kept beside.
pub(crate) fn pass_draft(tx: &mut Tx, ticket: TicketId, from: PersonId, to: PersonId) -> Done<bool> {
    let theirs = drafts::load(tx, ticket, from)?.filter(|draft| !draft.is_empty());
    let Some(theirs) = theirs else { return Ok(false) };
    versions::add(tx, &theirs)?;
    draft_comments::hand_over(tx, ticket, from, to)?;
    let left = Draft { mode: theirs.mode, revision: theirs.revision + 1, ..Draft::empty(ticket, from, tx.now()) };
    drafts::save(tx, &left)?;
    put_in_hand(tx, theirs, to)?;
    end_tab(tx, from, ticket)?;
    Ok(true)
}

/// Somebody goes on with what another has begun, and that one keeps it.
pub(crate) fn copy_draft(tx: &mut Tx, ticket: TicketId, from: PersonId, to: PersonId) -> Done<bool> {
    let Some(theirs) = drafts::load(tx, ticket, from)? else { return Ok(false) };
    put_in_hand(tx, theirs, to)?;
    Ok(true)
}

fn put_in_hand(tx: &mut Tx, theirs: Draft, to: PersonId) -> Done<()> {
    let mine = drafts::load(tx, theirs.ticket, to)?;
    if let Some(mine) = mine.as_ref().filter(|mine| !mine.is_empty()) {
        versions::add(tx, mine)?;
    }
    let revision = mine.map_or(0, |mine| mine.revision) + 1;
    let ticket = theirs.ticket;
    drafts::save(tx, &Draft { person: to, revision, updated_at: tx.now(), ..theirs })?;
    if tx.actor().person() == Some(to) {
        begin_tab(tx, ticket)?;
    }
    Ok(())
}

/// Before a draft is overwritten: what it was stays for a while.
pub(super) fn remember(tx: &mut Tx, before: &Draft, now: &Draft) -> Done<()> {
    let last = versions::newest(tx, before, "")?.map_or(Moment(0), |version| version.at);
    let cut = now.text.trim().len() * 2 < before.text.trim().len();
    let due = tx.now().since(last) >= BETWEEN && before.updated_at > last;
    // Another window goes on from elsewhere.
    let other = before.name != now.name && !now.text.starts_with(before.text.trim_end());
    let gone = before.attachments.iter().any(|file| !file.inline && !now.attachments.contains(file));
    if gone || !before.text.trim().is_empty() && before.text != now.text && (due || cut || other) {
        versions::add(tx, before)?;
    }
    Ok(())
}

/// A text that another window's stands in the way of is not lost. While somebody goes on with it, it is one of what they wrote
/// before, unless they cut it.
pub(super) fn set_aside(tx: &mut Tx, draft: &Draft) -> Done<()> {
    let text = draft.text.trim();
    if text.is_empty() || draft.name.is_empty() {
        return Ok(());
    }
    let before = versions::newest(tx, draft, &draft.name)?;
    if let Some(before) = before.filter(|before| before.text.trim().len() <= text.len() * 2) {
        versions::remove(tx, before.id)?;
        forget_later(tx, &before.attachments)?;
    }
    versions::set_aside(tx, draft)?;
    Ok(())
}

/// Forgets what is older than thirty days, files that no text has taken since, and names of what was sent.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(KEPT);
    let (swept, files) = versions::sweep(tx, before)?;
    forget_later(tx, &files)?;
    Ok(swept + super::loose::sweep(tx)? + super::sent_draft::sweep(tx)?)
}
