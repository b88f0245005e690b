//! Taking a letter back while it is held: nobody receives it, and its text is a draft again.

use super::draft::unusual;
use super::loose::content_id;
use crate::ticket::{begin_tab, keep, take_back_what_followed};
use desk::channel::{Closing, Protect};
use desk::conversation::{
    Along, Chosen, Dispatch, Draft, MacroId, Message, MessageId, MessageKind, Mode, SideId, SidePlace, Talk,
};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Permission, Recorded, Refusal};
use store::channel::letters;
use store::conversation::{attachments, draft_comments, drafts, messages, side_drafts, versions};
use store::ticket::tickets;
use store::{Read, Tx, events};

/// Own letters, also where the ticket is out of one's reach by now, or others' with the permission for it. What the letter did
/// to the ticket is undone with it, as far as nobody has changed it since. The answer is what it is as a draft of whoever
/// wrote it.
///
/// None: it was said in a side conversation.
pub fn take_back(tx: &mut Tx, id: MessageId) -> Done<Option<Draft>> {
    let (ticket, message, author) = withdraw(tx, id)?;
    match message.side {
        None if tx.actor().person() == Some(author) => in_hand_again(tx, &ticket, author, message).map(Some),
        Some(_) | None => come_back(tx, &ticket, author, message),
    }
}

/// Without a draft: what it said stands elsewhere. The ticket as it is now, what is withdrawn, and who wrote it.
pub(crate) fn withdraw(tx: &mut Tx, id: MessageId) -> Done<(Ticket, Message, PersonId)> {
    let message = messages::load(tx, id)?.ok_or(Error::Missing)?;
    let mut ticket = tickets::hold_by_id(tx, message.ticket)?.ok_or(Error::Missing)?;
    let own = is_own(tx, &message);
    if !own {
        tx.actor().may_reply(&ticket)?;
    }
    let author = message.author.ok_or(Refusal::NothingToUndo)?;
    if !own {
        tx.actor().may(Permission::UndoOthers)?;
    }
    if message.taken_back || !matches!(message.kind, MessageKind::Reply | MessageKind::Forward) {
        return Err(Refusal::NothingToUndo.into());
    }
    if !letters::cancel(tx, id)? {
        return Err(Refusal::AlreadySent.into());
    }
    messages::take_back(tx, id)?;
    ticket.remember(&messages::spoken(tx, ticket.id)?);
    let taken_back = Event::MessageTakenBack { ticket: ticket.id, message: id };
    let ticket = keep(tx, ticket, [taken_back])?;
    // What one did with a letter of one's own may have put the ticket out of one's reach.
    let hands = if own { tx.actor().reaching(ticket.team) } else { tx.actor().clone() };
    tx.act_as(hands, |tx| undo_what_followed(tx, &ticket, id))?;
    let ticket = tickets::by_id(tx, ticket.id)?.ok_or(Error::Missing)?;
    Ok((ticket, message, author))
}

/// The acting agent wrote it.
pub(super) fn is_own(read: &Read, message: &Message) -> bool {
    let actor = read.actor();
    message.author.is_some() && message.author == actor.person() && actor.must_be_agent().is_ok()
}

/// Its ticket is there for the acting person: what was done with a message may have moved it out of their sight.
pub fn in_sight(read: &mut Read, id: MessageId) -> Done<bool> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::by_id(read, message.ticket)?.ok_or(Error::Missing)?;
    Ok(read.actor().may_read(&ticket).is_ok())
}

/// The ticket on which the acting person has begun something else, which taking this letter back puts among what they wrote
/// before.
pub fn begun_in_the_way(read: &mut Read, id: MessageId) -> Done<Option<TicketNumber>> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let Some(author) = message.author.filter(|author| message.side.is_none() && read.actor().person() == Some(*author))
    else {
        return Ok(None);
    };
    if drafts::load(read, message.ticket, author)?.is_none_or(|begun| begun.is_one_with(&message)) {
        return Ok(None);
    }
    Ok(tickets::by_id(read, message.ticket)?.map(|ticket| ticket.number))
}

/// What it said is there for whoever wrote it: as a draft, or beside the ticket.
pub(crate) fn come_back(tx: &mut Tx, ticket: &Ticket, author: PersonId, message: Message) -> Done<Option<Draft>> {
    match message.side {
        Some(side) => beside_again(tx, ticket, author, side, message).map(|()| None),
        None => draft_again(tx, ticket, author, message).map(Some),
    }
}

/// The page of a side conversation offers what came back last. Where its writer has begun something else there, it is among
/// what they wrote before.
fn beside_again(tx: &mut Tx, ticket: &Ticket, author: PersonId, side: SideId, message: Message) -> Done<()> {
    if side_drafts::load(tx, author, SidePlace::In(side))?.is_none_or(|begun| begun.is_empty()) {
        return Ok(());
    }
    let mut draft = Draft { talk: Talk::Side(side), ..as_draft(tx, ticket, author, message)? };
    // Its form knows files by their names.
    for file in &mut draft.attachments {
        file.content_id.get_or_insert_with(content_id);
    }
    versions::come_back(tx, &draft)?;
    Ok(())
}

/// What they have begun meanwhile stays in their hands where it is another letter, or a note: then this one is among what they
/// wrote before, and their page says so.
fn draft_again(tx: &mut Tx, ticket: &Ticket, author: PersonId, message: Message) -> Done<Draft> {
    if drafts::load(tx, ticket.id, author)?.is_none_or(|begun| begun.is_one_with(&message)) {
        return in_hand_again(tx, ticket, author, message);
    }
    let draft = as_draft(tx, ticket, author, message)?;
    versions::come_back(tx, &draft)?;
    Ok(draft)
}

/// The same for whoever takes it back to go on with it: another letter that they have begun, or a note, is among what they
/// wrote before. Of one that is the same, the text comes after this one's.
fn in_hand_again(tx: &mut Tx, ticket: &Ticket, author: PersonId, message: Message) -> Done<Draft> {
    let begun = drafts::load(tx, ticket.id, author)?;
    let one = begun.as_ref().is_none_or(|begun| begun.is_one_with(&message));
    let said = dispatch(tx, message.id)?.said;
    let mut draft = as_draft(tx, ticket, author, message)?;
    if let Some(begun) = begun {
        draft.revision = begun.revision + 1;
        if one {
            // What was shown to nobody stays so.
            draft.shared &= begun.shared || begun.is_empty();
            join(&mut draft, begun);
        } else {
            versions::add(tx, &begun)?;
        }
    }
    said.iter().try_for_each(|comment| draft_comments::add(tx, ticket.id, author, comment))?;
    drafts::save(tx, &draft)?;
    if tx.actor().person() == Some(author) {
        begin_tab(tx, ticket.id)?;
    }
    Ok(draft)
}

fn as_draft(read: &mut Read, ticket: &Ticket, author: PersonId, message: Message) -> Done<Draft> {
    let line = |list: &[base::Address]| list.iter().map(|one| one.email.to_string()).collect::<Vec<_>>().join(", ");
    Ok(Draft {
        ticket: ticket.id,
        person: author,
        talk: Talk::Ticket,
        mode: match message.kind {
            MessageKind::Forward => Mode::Forward,
            MessageKind::Reply if message.cc.is_empty() => Mode::Reply,
            MessageKind::Reply | MessageKind::Incoming | MessageKind::Note => Mode::ReplyAll,
        },
        to: line(&message.to),
        cc: line(&message.cc),
        bcc: line(&message.bcc),
        // What went along with a forward stands in its text.
        chosen: Chosen {
            along: (message.kind == MessageKind::Forward).then(Along::default),
            ..chosen(read, ticket, message.id)?
        },
        text: message.text,
        html: message.html,
        attachments: attachments::anew(read, message.id)?,
        shared: dispatch(read, message.id)?.shared,
        name: String::new(),
        revision: 1,
        updated_at: read.now(),
    })
}

/// How what was taken back beside a ticket was to leave, whose page offers its text again.
pub fn was_to_leave(read: &mut Read, id: MessageId) -> Done<Chosen> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::by_id(read, message.ticket)?.ok_or(Error::Missing)?;
    read.actor().may_reply(&ticket)?;
    chosen(read, &ticket, id)
}

fn join(draft: &mut Draft, begun: Draft) {
    if !begun.text.is_empty() {
        if !draft.html.is_empty() || !begun.html.is_empty() {
            let form = |html: base::CleanHtml, text: &str| match html.is_empty() {
                true => base::CleanHtml::from_text(text),
                false => html,
            };
            let html = std::mem::take(&mut draft.html);
            draft.html = form(html, &draft.text).and(form(begun.html, &begun.text));
        }
        draft.text = format!("{}\n\n{}", draft.text, begun.text);
    }
    draft.attachments.extend(begun.attachments);
    let Chosen { macros, mentions, .. } = begun.chosen;
    let macros: Vec<MacroId> = macros.into_iter().filter(|id| !draft.chosen.macros.contains(id)).collect();
    let mentions: Vec<PersonId> = mentions.into_iter().filter(|id| !draft.chosen.mentions.contains(id)).collect();
    draft.chosen.macros.extend(macros);
    draft.chosen.mentions.extend(mentions);
}

/// As its letter carries it.
fn dispatch(read: &mut Read, message: MessageId) -> Done<Dispatch> {
    Ok(letters::of_message(read, message)?.map(|letter| letter.dispatch()).unwrap_or_default())
}

/// How its letter was to leave; a moment that has come is none any more.
fn chosen(read: &mut Read, ticket: &Ticket, message: MessageId) -> Done<Chosen> {
    let Some(letter) = letters::of_message(read, message)? else { return Ok(Chosen::default()) };
    let dispatch = letter.dispatch();
    let closed = |closing: &Closing| if closing.to.is_empty() { Protect::Sign } else { Protect::Encrypt };
    Ok(Chosen {
        from: unusual(read, ticket, letter.mailbox)?,
        signs: dispatch.signs,
        quotation: dispatch.quotation,
        protect: dispatch.closing.as_ref().map(closed),
        unless_answered: Some(dispatch.unless_answered),
        status: dispatch.status,
        macros: dispatch.macros,
        mentions: dispatch.mentions,
        instead: (!dispatch.acted.is_empty()).then_some(message),
        send_at: Some(letter.due_at).filter(|at| dispatch.scheduled && *at > read.now()),
        ..Chosen::default()
    })
}

/// What tells that a message went out; none: it is a note, or came in.
pub(crate) fn gone_out(read: &mut Read, ticket: TicketId, message: MessageId) -> Done<Option<Recorded>> {
    for kind in ["message_sent", "message_forwarded", "side_written"] {
        let told = events::of_kind(read, ticket, kind)?;
        if let Some(sent) = told.into_iter().find(|sent| sent.event.tells_of() == Some(message)) {
            return Ok(Some(sent));
        }
    }
    Ok(None)
}

/// Whoever follows the ticket because it called them does so no more.
pub(crate) fn undo_what_followed(tx: &mut Tx, ticket: &Ticket, message: MessageId) -> Done<()> {
    let calls = |one: &Recorded| matches!(one.event, Event::PersonMentioned { message: said, .. } if said == message);
    let called = events::of_kind(tx, ticket.id, "person_mentioned")?.into_iter().filter(calls);
    let sent = gone_out(tx, ticket.id, message)?;
    called.chain(sent).try_for_each(|told| take_back_what_followed(tx, ticket, told.place.position))
}
