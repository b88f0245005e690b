//! Everything the page of one ticket shows, in a fixed number of indexed looks, however long its history is.

use super::depth::{self, Depth};
use super::{Line, Proposal, quiet, visible};
use crate::audit::asked_for;
use crate::channel::{against, awaiting, beneath_of, sets_later};
use crate::conversation::{answers_side, is_public};
use crate::form::{Details, Profile, details, profile};
use base::{Email, Moment};
use desk::approval::{Approval, ProcedureId};
use desk::automation::RuleId;
use desk::channel::{Against, Beneath, FileLink, Letter, LetterState, Protection, Since, Verdicts, Worth, Writing};
use desk::conversation::{
    Attachment, AttachmentId, Draft, Marker, Message, MessageId, MessageKind, Recipients, Side, Us,
};
use desk::flow::FlowId;
use desk::form::Owner;
use desk::panel::PanelId;
use desk::people::{OrganizationId, Person, PersonId, Phone, Team, Tier};
use desk::ticket::{Rating, Snooze, Status, StatusId, Tag, TagId, Ticket, TicketId, TicketNumber, mentioned_numbers};
use desk::{Actor, Done, Error, Event, Level, Permission, Recorded, Refusal, Who};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::automation::rules;
use store::channel::{file_links, letters, looks, mail_keys, mailboxes, protections, verdicts};
use store::conversation::senders::{self, Sender};
use store::conversation::{attachments, drafts, markers, messages, sides};
use store::people::{addresses, agents, memberships, organizations, persons, teams, tiers, ways};
use store::ticket::traces::{self, Traces};
use store::ticket::{lists, merges, people, routings, statuses, tags, tickets, wakings};
use store::{Read, events};

/// The newest messages and events a page shows at most.
const MOST_MESSAGES: usize = 500;
const MOST_EVENTS: usize = 2000;
const MOST_OTHERS: usize = 6;
const MOST_SPOKEN_OF: usize = 100;
/// The requester's open tickets are counted so far.
pub const MOST_OPEN: i64 = 100;

#[derive(Clone, Debug)]
pub struct TicketPage {
    pub ticket: Ticket,
    pub may: May,
    pub requester: Person,
    /// The requester is no agent, and has lists in the portal.
    pub from_outside: bool,
    /// The name of the organisation it was asked for, and of the agent who looks after that.
    pub organization: Option<String>,
    pub account_manager: Option<String>,
    /// All that the requester belongs to; none where the one who looks may not choose among them.
    pub organizations: Vec<(OrganizationId, String)>,
    /// How much the requester matters.
    pub tier: Tier,
    /// Under which numbers they are reached.
    pub phones: Vec<Phone>,
    pub participants: Vec<Person>,
    /// Those of them to whom no answer goes.
    pub paused: Vec<PersonId>,
    pub followers: Vec<PersonId>,
    /// The one who looks has put a star on it.
    pub starred: bool,
    /// The one who looks does not want to hear of it.
    pub muted: bool,
    /// The status it gets when it wakes at its moment.
    pub wakes_into: Option<StatusId>,
    /// They were told of something here that they have not seen.
    pub unseen: bool,
    /// It comes to them when they open it.
    pub comes: bool,
    /// Oldest first.
    pub timeline: Vec<Entry>,
    /// Older messages than the timeline shows.
    pub hidden: i64,
    /// It shows what was said before some message, and not the newest.
    pub earlier: bool,
    /// Other tickets that messages and tasks speak of, as far as the one who looks may see them.
    pub spoken_of: Vec<TicketNumber>,
    /// The newest message there was.
    pub newest: Option<MessageId>,
    /// What somebody outside said last for all to read, who, and when: a forward takes it along.
    pub last_said: Option<(MessageId, String, Moment)>,
    /// Those on the ticket and those its history speaks of, by name.
    pub tags: Vec<Tag>,
    pub statuses: Vec<Status>,
    pub teams: Vec<Team>,
    /// Agents who may answer in the ticket's team, by name.
    pub assignable: Vec<(PersonId, String)>,
    /// Who is away, and when each is back.
    pub away: BTreeMap<PersonId, Moment>,
    /// The closed ticket this one continues.
    pub continues: Option<TicketNumber>,
    pub continued_by: Vec<TicketNumber>,
    /// What the one who looks has begun to write.
    pub draft: Option<Draft>,
    /// Everybody who occurs anywhere on the page.
    pub names: BTreeMap<PersonId, String>,
    /// The requester's newest other tickets, as far as the one who looks may see them.
    pub others: Vec<Line>,
    /// How many open ones they have in the teams of the one who looks, this one among them; [`MOST_OPEN`] at most.
    pub open: i64,
    /// The mailbox that answers; none: there is no mailbox.
    pub sender: Option<Sender>,
    /// From which mailboxes the one who looks may answer, the ticket's own among them.
    pub senders: Vec<Sender>,
    /// How the mailbox that answers writes.
    pub writing: Writing,
    /// What stands beneath what the one who looks writes, unless they say otherwise.
    pub beneath: Beneath,
    /// Those an answer would go to against whom something speaks.
    pub against: Vec<(Email, Against)>,
    /// All addresses of the requester.
    pub own: Vec<Email>,
    pub reply: Recipients,
    pub reply_all: Recipients,
    pub depth: Depth,
    /// Its topic and what stands in its fields.
    pub details: Details,
    /// What stands in the fields of the requester, and in those of their organisation.
    pub about: Vec<Profile>,
    /// What the rules are called that its history speaks of.
    pub rules: BTreeMap<RuleId, String>,
    /// The same of flows; and where those that are under way here stand.
    pub flow_names: BTreeMap<FlowId, String>,
    pub flows: crate::flow::OnTicket,
    /// Rules that the one who looks may begin here.
    pub buttons: Vec<(RuleId, String)>,
    /// What was asked of approvers, the newest first, and what everybody in it is called.
    pub approvals: (Vec<Approval>, BTreeMap<PersonId, String>),
    /// How content the requester is.
    pub rating: Option<Rating>,
    /// Statuses that may not follow now, and why.
    pub closed: BTreeMap<StatusId, Refusal>,
    /// How approvals may be asked for here.
    pub procedures: Vec<(ProcedureId, String)>,
    /// Who answers it right now, also where that keeps nobody from sending.
    pub answering: Option<super::Answering>,
    /// The colleagues who share what they have begun here, by name.
    pub sharers: Vec<String>,
    /// The colleagues who have said something about what the one who looks shares, by name.
    pub commenters: Vec<String>,
    /// A letter of the one who looks came back while they wrote something else.
    pub came_back: bool,
    /// What other systems know, by name.
    pub panels: Vec<(PanelId, String)>,
    /// What is promised, and why it is due when it is.
    pub promised: Vec<crate::sla::Promised>,
    /// Tickets that went into this one.
    pub merged: BTreeMap<TicketId, TicketNumber>,
}

impl TicketPage {
    /// Whether an entry was told on that ticket, this one or one that went into it.
    pub fn belongs(&self, entry: &Entry, to: TicketNumber) -> bool {
        let of = |ticket: TicketId| self.merged.get(&ticket).copied();
        let from = match entry {
            Entry::Message(said) => said.came_from,
            Entry::Event(happened) => happened.recorded.event.ticket().and_then(of),
            Entry::Side(page) => of(page.side.ticket),
        };
        from.unwrap_or(self.ticket.number) == to
    }
}

/// What the one who looks may do here, as the policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct May {
    pub note: bool,
    pub change: bool,
    pub reply: bool,
    /// What they write leaves without a second person's word.
    pub alone: bool,
    /// Say who else comes to it, and where its messages stand.
    pub direct: bool,
    pub discard: bool,
    /// Delete it for ever, once it is in the trash.
    pub erase: bool,
}

/// What was said beside the ticket, oldest first, and whom an answer goes to.
#[derive(Clone, Debug, PartialEq)]
pub struct SidePage {
    pub side: Side,
    pub said: Vec<Said>,
    pub answer: Recipients,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Message(Box<Said>),
    /// Where it was last spoken in.
    Side(Box<SidePage>),
    Event(Box<Happened>),
}

/// A message with its files and, where it went out, the fate of its letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub message: Message,
    pub attachments: Vec<Attachment>,
    /// Those of its files that only adorn it.
    pub adornments: Vec<AttachmentId>,
    pub letter: Option<Letter>,
    /// Where its letter waits for a second person: what others have said since, the newest first.
    pub since: Vec<Since>,
    /// Where its letter leaves later: what the status becomes when it has left; none: it stays.
    pub sets: Option<StatusId>,
    /// And whether its guards leave it to the one who looks.
    pub decides: bool,
    /// Who saw it in the portal and when, the first first; noted where its mailbox wants to know.
    pub looks: Vec<(PersonId, Moment)>,
    /// Those of its files that went as links.
    pub links: Vec<FileLink>,
    /// Who sent it, as far as the standards can tell; none: nobody was asked.
    pub verdicts: Option<Verdicts>,
    /// The merged ticket it was said on.
    pub came_from: Option<TicketNumber>,
    /// A rule wrote it.
    pub by_rule: Option<RuleId>,
    /// A flow did.
    pub by_flow: Option<FlowId>,
    /// How it was signed and encrypted, and what its signature is worth today.
    pub protection: Option<(Protection, Worth)>,
    /// What agents have highlighted in it, as it stands there.
    pub markers: Vec<Marker>,
}

impl Said {
    /// The requester sees it.
    pub fn is_shown(&self, now: Moment) -> bool {
        is_public(&self.message, self.letter.as_ref(), now)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    pub recorded: Recorded,
    /// It has an inverse, nobody has taken it back yet, and the one who looks may.
    pub undoable: bool,
    pub undone: bool,
}

pub fn page(read: &mut Read, number: TicketNumber) -> Done<TicketPage> {
    page_before(read, number, None)
}

/// The same with what was said before a message, however long ago.
pub fn page_before(read: &mut Read, number: TicketNumber, before: Option<MessageId>) -> Done<TicketPage> {
    let ticket = visible(read, number)?;
    let actor = read.actor().clone();
    let may = may(&actor, &ticket);
    let traces = traces::of(read, ticket.id, actor.person())?;
    let newest = messages::newest(read, ticket.id, MOST_MESSAGES)?;
    let last = newest.last().map(|message| message.id);
    let (shown, newest) = match before {
        Some(before) => (messages::before(read, ticket.id, before, MOST_MESSAGES)?, Some(newest)),
        None => (newest, None),
    };
    let hidden = match shown.first() {
        Some(first) if shown.len() == MOST_MESSAGES => messages::count_before(read, ticket.id, first.id)?,
        Some(_) | None => 0,
    };
    let span = Span {
        from: shown.first().filter(|_| hidden > 0).map(|first| first.at),
        until: shown.last().filter(|_| before.is_some()).map(|last| last.at),
    };
    let all = said(read, &ticket, traces, shown)?;
    let merged = if traces.merged { merges::sources(read, ticket.id)? } else { Vec::new() };
    let merged: BTreeMap<TicketId, TicketNumber> = merged.into_iter().collect();
    let log = log(read, &ticket, merged.keys(), span)?;
    let log = depth::tellable(read, log)?;
    let (participants, followers) = people::circle(read, ticket.id)?;
    let paused = if participants.is_empty() { Vec::new() } else { people::paused(read, ticket.id)? };
    let depth = depth::depth(read, &ticket, traces, &merged.keys().copied().collect::<Vec<_>>())?;
    let texts = all.iter().rev().map(|said| said.message.text.as_str());
    let mut spoken_of = spoken_of(read, depth.texts().chain(texts))?;
    spoken_of.retain(|other| *other != ticket.number);
    let mut details = details(read, &ticket)?;
    for (id, name) in asked_for(read, &log)? {
        details.organizations.entry(id).or_insert(name);
    }
    let rating = super::rating_of(read, &ticket)?;
    let named: Vec<PersonId> = participants.iter().chain(&followers).copied().collect();
    let named: Vec<PersonId> = named.into_iter().chain(rating.iter().filter_map(|rating| rating.agent)).collect();
    let named: Vec<PersonId> = named.into_iter().chain(depth.people()).collect();
    let referred = ticket.referrals.iter().filter_map(|referral| referral.to.person());
    let named: Vec<PersonId> = named.into_iter().chain(referred).collect();
    let persons = persons(read, &ticket, &all, &log, named.iter())?;
    let mut names: BTreeMap<PersonId, String> =
        persons.iter().map(|(id, person)| (*id, person.shown().to_owned())).collect();
    names.extend(details.people.clone());
    let (beside, said): (Vec<Said>, Vec<Said>) = all.into_iter().partition(|said| said.message.side.is_some());
    let requester = persons.get(&ticket.requester).cloned().ok_or(Error::Missing)?;
    let participants: Vec<Person> = participants.iter().filter_map(|id| persons.get(id).cloned()).collect();
    let senders = senders::all(read)?;
    let (continues, continued_by) = tickets::follow_ups(read, &ticket)?;
    let sender = senders.of(&ticket).cloned();
    let writing = sender.as_ref().map(|sender| mailboxes::writing(read, sender.mailbox)).transpose()?.flatten();
    let writing = writing.unwrap_or_default();
    let writer = own_addresses(read)?;
    let mailbox = sender.as_ref().map(|sender| sender.mailbox);
    let beneath = beneath_of(read, &ticket, mailbox, &writing, None)?;
    let (ours, archive) = (senders.addresses(), writing.archive.as_ref());
    let quiet = quiet(read, &ticket, &paused)?;
    let us = Us { mailboxes: &ours, writer: &writer, quiet: &quiet, archive };
    let answers = match &newest {
        Some(newest) => {
            Proposal::of(&requester, &participants, newest.iter().filter(|message| message.side.is_none()), &us)
        }
        None => Proposal::of(&requester, &participants, said.iter().map(|said| &said.message), &us),
    };
    let outside = |message: &&Message| {
        message.kind == MessageKind::Incoming && message.public && !message.automatic && message.side.is_none()
    };
    let last_said = match &newest {
        Some(newest) => newest.iter().rfind(outside),
        None => said.iter().map(|said| &said.message).rfind(outside),
    };
    let last_said = last_said.map(|message| {
        let author = message.author.and_then(|author| persons.get(&author)).map(Person::shown);
        let author = author.or(message.from.as_ref().map(|from| from.shown())).unwrap_or("?");
        (message.id, author.to_owned(), message.at)
    });
    let proposed = answers.reply_all.to.iter().chain(&answers.reply_all.cc).chain(&answers.reply.to);
    let proposed: Vec<Email> = proposed.map(|recipient| recipient.address.email.clone()).collect();
    let mut sides = if traces.sides { sides(read, &ticket, beside, &us)? } else { Vec::new() };
    if hidden > 0 || before.is_some() {
        sides.retain(|page| !page.said.is_empty());
    }
    let statuses = statuses::all(read)?;
    let ids: Vec<StatusId> = statuses.iter().map(|status| status.id).collect();
    let closed = super::closed(read, &ticket, &ids)?;
    let (organization, account_manager) = organization(read, &ticket)?;
    Ok(TicketPage {
        may,
        organization,
        account_manager,
        organizations: if may.change { memberships::of_person(read, ticket.requester)? } else { Vec::new() },
        tier: tiers::of(read, ticket.requester)?.1,
        phones: ways::phones(read, ticket.requester)?,
        from_outside: agents::load(read, ticket.requester)?.is_none(),
        about: about(read, &ticket)?,
        promised: if traces.clocks { crate::sla::promised(read, &ticket)? } else { Vec::new() },
        followers,
        starred: traces.starred,
        muted: traces.muted,
        wakes_into: if ticket.snooze == Snooze::Awake { None } else { wakings::of(read, ticket.id)? },
        unseen: traces.unseen,
        comes: super::opened::comes_to(read, &ticket)?.is_some(),
        continues,
        continued_by,
        hidden,
        earlier: before.is_some(),
        spoken_of,
        newest: last,
        last_said,
        tags: tags::some(read, &tags_of(&ticket, &log))?,
        statuses,
        teams: teams::all(read)?,
        assignable: people::assignable(read, ticket.team)?,
        away: routings::away(read)?,
        draft: match actor.person() {
            Some(person) if traces.draft => drafts::load(read, ticket.id, person)?,
            Some(_) | None => None,
        },
        names,
        others: others(read, &ticket)?,
        open: lists::open_of_requester(read, &actor.scope(), ticket.requester, MOST_OPEN as usize)?,
        depth,
        senders: senders.active().filter(|other| may_send(&actor, &ticket, other)).cloned().collect(),
        against: against(read, &proposed)?,
        own: addresses::of_person(read, ticket.requester)?.into_iter().map(|own| own.email).collect(),
        sender,
        writing,
        beneath,
        reply: answers.reply,
        reply_all: answers.reply_all,
        rules: rules_of(read, &log)?,
        flow_names: crate::flow::names_of(read, &log)?,
        flows: crate::flow::on_ticket(read, &ticket)?,
        buttons: crate::automation::buttons_on(read, &ticket)?,
        closed,
        approvals: crate::approval::approvals_on(read, &ticket)?,
        rating,
        answering: if traces.locked { super::claim::on(read, &ticket)? } else { None },
        sharers: if traces.shared { crate::conversation::sharers_on(read, ticket.id)? } else { Vec::new() },
        commenters: if traces.draft { crate::conversation::commenters_on(read, ticket.id)? } else { Vec::new() },
        came_back: crate::conversation::came_back_on(read, ticket.id)?,
        panels: crate::panel::panels_of(read, &ticket)?,
        procedures: if may.change { crate::approval::procedure_names(read)? } else { Vec::new() },
        timeline: timeline(said, sides, log, &merged, |event| {
            event.event.ticket() == Some(ticket.id) && may_undo(&actor, may, event)
        }),
        requester,
        participants,
        paused,
        details,
        merged,
        ticket,
    })
}

fn about(read: &mut Read, ticket: &Ticket) -> Done<Vec<Profile>> {
    let mut all = vec![profile(read, Owner::Person(ticket.requester))?];
    if let Some(organization) = ticket.organization {
        all.push(profile(read, Owner::Organization(organization))?);
    }
    Ok(all)
}

fn rules_of(read: &mut Read, log: &[Recorded]) -> Done<BTreeMap<RuleId, String>> {
    if log.iter().any(|recorded| matches!(recorded.who, Who::Rule(_))) {
        Ok(rules::names(read)?.into_iter().collect())
    } else {
        Ok(BTreeMap::new())
    }
}

fn own_addresses(read: &mut Read) -> Done<Vec<Email>> {
    let Some(person) = read.actor().person() else { return Ok(Vec::new()) };
    Ok(addresses::of_person(read, person)?.into_iter().map(|own| own.email).collect())
}

fn may_send(actor: &Actor, ticket: &Ticket, sender: &Sender) -> bool {
    ticket.mailbox == Some(sender.mailbox) || actor.level(sender.team) >= Level::Reply
}

pub(super) fn may(actor: &Actor, ticket: &Ticket) -> May {
    May {
        note: actor.may_note(ticket).is_ok(),
        change: actor.may_change(ticket).is_ok(),
        reply: actor.may_reply(ticket).is_ok(),
        alone: actor.sends_alone(),
        direct: actor.may_direct(ticket).is_ok(),
        discard: actor.may_discard(ticket).is_ok(),
        erase: actor.may_discard(ticket).is_ok() && actor.may(Permission::Erase).is_ok(),
    }
}

fn may_undo(actor: &Actor, may: May, event: &Recorded) -> bool {
    let own = event.who == actor.who() || event.event.is_anybodys();
    let right = if event.event.discards() {
        may.discard
    } else if event.event.directs() {
        may.direct
    } else {
        may.change
    };
    event.event.is_reversible() && right && (own || actor.may(Permission::UndoOthers).is_ok())
}

/// Messages with their files and letters.
pub(super) fn said(read: &mut Read, ticket: &Ticket, traces: Traces, messages: Vec<Message>) -> Done<Vec<Said>> {
    let mut files: HashMap<_, Vec<Attachment>> = HashMap::new();
    if traces.files {
        for file in attachments::of_ticket(read, ticket.id)? {
            files.entry(file.message).or_default().push(file);
        }
    }
    let adorning = if files.is_empty() { HashSet::new() } else { attachments::adornments(read, ticket.id)? };
    let mut letters: HashMap<_, Letter> = HashMap::new();
    if traces.letters {
        for letter in letters::of_ticket(read, ticket.id)? {
            if let Some(message) = letter.message {
                letters.insert(message, letter);
            }
        }
    }
    let mut looks = if letters.is_empty() { HashMap::new() } else { looks::of_ticket(read, ticket.id)? };
    // Only what we sent can have any.
    let mut links = match letters.keys().any(|message| files.contains_key(message)) {
        true => file_links::of_ticket(read, ticket.id)?,
        false => Vec::new(),
    };
    let span = match (messages.first(), messages.last()) {
        (Some(first), Some(last)) => Some((first.id.min(last.id), first.id.max(last.id))),
        (_, _) => None,
    };
    let mut found = match span {
        Some((first, last)) if traces.verdicts => verdicts::of_messages(read, ticket.id, first, last)?,
        Some(_) | None => HashMap::new(),
    };
    let mut protected = match span {
        Some((first, last)) if traces.protections => protected(read, ticket.id, first, last)?,
        Some(_) | None => HashMap::new(),
    };
    let mut marked: HashMap<_, Vec<Marker>> = HashMap::new();
    if traces.markers {
        for marker in markers::of_ticket(read, ticket.id)? {
            marked.entry(marker.message).or_default().push(marker);
        }
    }
    let with_all = |message: Message| Said {
        markers: marked.remove(&message.id).unwrap_or_default(),
        protection: protected.remove(&message.id),
        verdicts: found.remove(&message.id),
        links: match files.get(&message.id) {
            Some(files) => links.extract_if(.., |link| files.iter().any(|file| file.id == link.file)).collect(),
            None => Vec::new(),
        },
        adornments: match files.get(&message.id) {
            Some(files) => files.iter().map(|file| file.id).filter(|id| adorning.contains(id)).collect(),
            None => Vec::new(),
        },
        attachments: files.remove(&message.id).unwrap_or_default(),
        looks: letters.get(&message.id).and_then(|letter| looks.remove(&letter.id)).unwrap_or_default(),
        letter: letters.remove(&message.id),
        since: Vec::new(),
        sets: None,
        decides: false,
        came_from: None,
        by_rule: None,
        by_flow: None,
        message,
    };
    let mut all: Vec<Said> = messages.into_iter().map(with_all).collect();
    for said in &mut all {
        let Some(letter) = &said.letter else { continue };
        if letter.state == LetterState::Awaiting {
            (said.since, said.decides) = awaiting(read, letter.id, &said.message)?;
        }
        said.sets = sets_later(read, letter, &said.message)?;
    }
    Ok(all)
}

/// The first tickets that texts speak of, a few, as far as the acting agent may see them.
pub fn spoken_of<'t>(read: &mut Read, texts: impl Iterator<Item = &'t str>) -> Done<Vec<TicketNumber>> {
    let mut spoken = BTreeSet::new();
    for number in texts.flat_map(mentioned_numbers) {
        if spoken.len() == MOST_SPOKEN_OF {
            break;
        }
        spoken.insert(number);
    }
    let (scope, spoken) = (read.actor().scope(), Vec::from_iter(spoken));
    let mut known = lists::known(read, &scope, &spoken)?;
    known.sort_unstable();
    Ok(known)
}

fn sides(read: &mut Read, ticket: &Ticket, beside: Vec<Said>, us: &Us) -> Done<Vec<SidePage>> {
    let mut pages = Vec::new();
    for side in sides::of_ticket(read, ticket.id)? {
        let said = beside.iter().filter(|said| said.message.side == Some(side.id)).cloned().collect();
        pages.push(SidePage { answer: answers_side(read, ticket, side.id, us)?, said, side });
    }
    Ok(pages)
}

/// The part of a ticket's life that a page shows; none: from its beginning, until now.
#[derive(Clone, Copy)]
struct Span {
    from: Option<Moment>,
    until: Option<Moment>,
}

/// What happened to the ticket and to those that were merged into it.
fn log<'t>(
    read: &mut Read,
    ticket: &'t Ticket,
    merged: impl Iterator<Item = &'t TicketId>,
    span: Span,
) -> Done<Vec<Recorded>> {
    let mut log = Vec::new();
    for ticket in [&ticket.id].into_iter().chain(merged) {
        log.extend(match span.until {
            Some(until) => events::of_ticket_until(read, *ticket, until, MOST_EVENTS)?,
            None => events::newest_of_ticket(read, *ticket, MOST_EVENTS)?,
        });
    }
    log.retain(|recorded| span.from.is_none_or(|from| recorded.at >= from));
    log.sort_by_key(|recorded| recorded.place);
    Ok(log)
}

/// What people have decided about keys since a message came counts.
fn protected(
    read: &mut Read,
    ticket: TicketId,
    first: MessageId,
    last: MessageId,
) -> Done<HashMap<MessageId, (Protection, Worth)>> {
    let mut found = HashMap::new();
    for (message, protection) in protections::of_messages(read, ticket, first, last)? {
        let key = match protection.fingerprint.as_str() {
            "" => None,
            fingerprint => mail_keys::with_fingerprint(read, protection.standard, fingerprint)?,
        };
        let worth = protection.worth(key.as_ref());
        found.insert(message, (protection, worth));
    }
    Ok(found)
}

fn persons<'p>(
    read: &mut Read,
    ticket: &Ticket,
    said: &[Said],
    log: &[Recorded],
    circle: impl Iterator<Item = &'p PersonId>,
) -> Done<BTreeMap<PersonId, Person>> {
    let mut ids: BTreeSet<PersonId> = circle.copied().collect();
    ids.insert(ticket.requester);
    ids.extend(ticket.assignee);
    ids.extend(said.iter().filter_map(|said| said.message.author));
    ids.extend(said.iter().flat_map(|said| &said.markers).filter_map(|marker| marker.author));
    ids.extend(said.iter().flat_map(|said| &said.looks).map(|(person, _)| *person));
    ids.extend(log.iter().flat_map(|event| event.event.people()));
    ids.extend(log.iter().filter_map(|event| match event.who {
        Who::Person(person) => Some(person),
        Who::System | Who::Rule(_) | Who::Flow(_) | Who::Anonymous => None,
    }));
    let ids: Vec<PersonId> = ids.into_iter().collect();
    Ok(people::known(read, &ids)?.into_iter().map(|person| (person.id, person)).collect())
}

fn organization(read: &mut Read, ticket: &Ticket) -> Done<(Option<String>, Option<String>)> {
    let Some(id) = ticket.organization else { return Ok((None, None)) };
    let Some(organization) = organizations::load(read, id)? else { return Ok((None, None)) };
    let agent = organization.about.agent.map(|agent| persons::load(read, agent)).transpose()?.flatten();
    Ok((Some(organization.name), agent.map(|agent| agent.shown().to_owned())))
}

fn tags_of(ticket: &Ticket, log: &[Recorded]) -> Vec<TagId> {
    let mut ids: BTreeSet<TagId> = ticket.tags.iter().copied().collect();
    for event in log {
        if let Event::TagsChanged { from, to, .. } = &event.event {
            ids.extend(from.iter().chain(to));
        }
    }
    ids.into_iter().collect()
}

fn others(read: &mut Read, ticket: &Ticket) -> Done<Vec<Line>> {
    let scope = read.actor().scope();
    let mut lines = lists::of_requester(read, &scope, ticket.requester, None, MOST_OTHERS + 1)?;
    lines.retain(|line| line.ticket.id != ticket.id);
    lines.truncate(MOST_OTHERS);
    Ok(lines)
}

/// Messages stand where the log tells of them; what is older than its place in the log, as after an import, goes where
/// its time belongs.
fn timeline(
    said: Vec<Said>,
    sides: Vec<SidePage>,
    log: Vec<Recorded>,
    merged: &BTreeMap<TicketId, TicketNumber>,
    may_undo: impl Fn(&Recorded) -> bool,
) -> Vec<Entry> {
    let undone: BTreeSet<i64> = log.iter().filter_map(|event| event.event.undoes()).collect();
    let mut said: BTreeMap<_, Said> = said.into_iter().map(|said| (said.message.id, said)).collect();
    let mut entries = Vec::with_capacity(said.len() + log.len());
    for recorded in log {
        let position = recorded.place.position;
        let undone = undone.contains(&position);
        match recorded.event.tells_of() {
            Some(message) => {
                let came_from = recorded.event.ticket().and_then(|ticket| merged.get(&ticket)).copied();
                let (by_rule, by_flow) = machine(recorded.who);
                let said = said.remove(&message).map(|said| Said { came_from, by_rule, by_flow, ..said });
                entries.extend(said.map(Box::new).map(Entry::Message));
            }
            None => entries.push(Entry::Event(Box::new(Happened {
                undoable: !undone && may_undo(&recorded),
                undone,
                recorded,
            }))),
        }
    }
    entries.extend(said.into_values().map(Box::new).map(Entry::Message));
    entries.extend(sides.into_iter().map(Box::new).map(Entry::Side));
    entries.sort_by_key(Entry::at);
    entries
}

fn machine(who: Who) -> (Option<RuleId>, Option<FlowId>) {
    match who {
        Who::Rule(rule) => (Some(rule), None),
        Who::Flow(flow) => (None, Some(flow)),
        Who::Person(_) | Who::System | Who::Anonymous => (None, None),
    }
}

impl Entry {
    pub fn at(&self) -> base::Moment {
        match self {
            Self::Message(said) => said.message.at,
            Self::Side(page) => page.side.spoken_at,
            Self::Event(happened) => happened.recorded.at,
        }
    }
}
