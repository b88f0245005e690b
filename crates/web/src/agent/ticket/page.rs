//! The page of one ticket: asked once, drawn for reading, and drawn again when something was refused.

use super::depth::depth;
use super::nap::{moments, naps, theirs};
use super::steps::steps;
use crate::Web;
use crate::agent::around::{Around, around_among};
use crate::agent::composed::beneath;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::lists::{Listed, Which, beside, row};
use crate::answer::{Answer, Speak, see};
use axum::response::Response;
use base::Moment;
use base::words::Args;
use desk::channel::LetterId;
use desk::conversation::{Chosen, Marker, MessageId, MessageKind, Quoted};
use desk::form::{Ask, FieldId, Nature, Value};
use desk::people::{PersonId, house};
use desk::ticket::TicketNumber;
use desk::{Actor, Error, Event, Permission, Recorded};
use service::channel::Sender;
use service::ticket::{self, Said, TicketPage};
use views::admin::Choice;
use views::agent::list::heading;
use views::agent::referrals::Referred;
use views::agent::sending::{Leaves, Sending};
use views::agent::ticket as view;
use views::agent::{At, Frame, Names, Standing};
use views::approval::Question;
use views::form::{Blank, Words, choices};

/// What the page says beside the ticket itself: why something was not taken.
#[derive(Default)]
pub struct Told {
    pub notice: Option<view::Notice>,
    /// Beside the composer.
    pub reason: Option<&'static str>,
    /// What the guards warn of, by name.
    pub warned: Vec<String>,
    /// The colleague of whom they were told that they are answering too.
    pub knows: Option<PersonId>,
    /// How long somebody worked, as typed.
    pub worked: String,
    /// What was chosen of how the letter leaves; none: as its draft says.
    pub chosen: Option<Chosen>,
    /// Beside a field: what was typed, and why it was not taken.
    pub beside: Option<(FieldId, Vec<String>, &'static str)>,
    /// Beside a letter that waits for a second person.
    pub letter: Refused,
}

/// The letter that did not leave when somebody had said yes, and why.
type Refused = Option<(LetterId, &'static str)>;

impl Told {
    pub fn nothing() -> Self {
        Self::default()
    }
}

/// Everything in one question; `address` says beside which list the ticket stands.
pub async fn drawn(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    address: &Fields,
    told: Told,
    answer: impl FnOnce(&Here, &view::TicketPage) -> Response,
) -> Answer {
    let shown = Which::of(address);
    let place = address.maybe("place").unwrap_or_default();
    let before = address.value("before").ok();
    let (finder, chosen, happened) = (web.finder.clone(), told.chosen.clone(), here.happened());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let mut page = ticket::page_before(read, number, before)?;
        let chosen = chosen.or_else(|| page.draft.as_ref().map(|draft| draft.chosen.clone())).unwrap_or_default();
        if let Some(beneath) = beneath(read, number, &chosen)? {
            page.beneath = beneath;
        }
        // What the ticket tells itself is named by it (`name_done`).
        let elsewhere = happened.filter(|position| told_of(&page, *position).is_none());
        let around = around_among(read, page.teams.clone(), elsewhere)?;
        let list = match shown.map(|which| beside(read, &finder, which)).transpose() {
            // A list that is not there (any more) is no reason to hide the ticket.
            Err(Error::Missing) => None,
            list => list?,
        };
        let steps = match &list {
            Some(list) => steps(read, list, page.ticket.number, place)?,
            None => view::Steps::default(),
        };
        Ok((page, around, list, steps, chosen))
    });
    let (page, around, list, steps, chosen) = asked.await.speak(&here.seat)?;
    let list = list.filter(|_| here.beside).map(|list| list.met(&web.live, here.seat.person));
    if page.ticket.number != number {
        return Ok(see(&format!("/tickets/{}", page.ticket.number)));
    }
    let told = Told { chosen: Some(chosen), ..told };
    let view = view_of(here, &page, &around, address, list.as_ref(), told);
    Ok(answer(here, &view::TicketPage { steps, ..view }))
}

/// Which of the tickets that became one is read: `?thread=100007`. None: all of them, as it happened.
fn thread(address: &Fields, page: &TicketPage) -> Option<TicketNumber> {
    let wish = address.value("thread").ok()?;
    let known = !page.merged.is_empty() && (wish == page.ticket.number || page.merged.values().any(|one| *one == wish));
    known.then_some(wish)
}

/// Ways to read it; nothing where nothing went into it.
fn threads(address: &Fields, page: &TicketPage, thread: Option<TicketNumber>) -> Vec<view::Thread> {
    if page.merged.is_empty() {
        return Vec::new();
    }
    let numbers = [page.ticket.number].into_iter().chain(page.merged.values().copied()).map(Some);
    [None]
        .into_iter()
        .chain(numbers)
        .map(|number| {
            let path = with(address, page, "thread", number.map(|number| number.to_string()));
            view::Thread { number, path, current: number == thread }
        })
        .collect()
}

/// Where what was said before a message is read, or the newest.
fn window(address: &Fields, page: &TicketPage, before: Option<MessageId>) -> String {
    with(address, page, "before", before.map(|before| before.to_string()))
}

/// This page's address with another value of one of its parts, or without it.
fn with(address: &Fields, page: &TicketPage, part: &str, value: Option<String>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(address.0.iter().filter(|(name, _)| name != part));
    let query = query.extend_pairs(value.map(|value| (part, value))).finish();
    format!("/tickets/{}?{query}", page.ticket.number)
}

pub(super) fn names<'a>(here: &'a Here, page: &'a TicketPage) -> Names<'a> {
    Names {
        people: &page.names,
        statuses: &page.statuses,
        teams: &page.teams,
        tags: &page.tags,
        book: &page.details.book,
        topics: &page.details.topics,
        organizations: &page.details.organizations,
        objects: &page.details.objects,
        zone: &here.seat.zone,
        rules: &page.rules,
        flows: &page.flow_names,
        language: here.seat.words.language(),
    }
}

fn view_of<'a>(
    here: &'a Here,
    page: &'a TicketPage,
    around: &'a Around,
    address: &Fields,
    list: Option<&'a Listed>,
    told: Told,
) -> view::TicketPage<'a> {
    let (shell, language) = (here.shell(), here.seat.words.language());
    let (which, thread) = (Which::of(address), thread(address, page));
    let mut frame = around.frame(here, which.as_ref().map_or(At::Elsewhere, |which| At::View(which.view)));
    frame.queues = frame.queues.beside(Some(page.ticket.number));
    let names = names(here, page);
    name_done(here, page, &mut frame);
    let may = may_of(page.may);
    view::TicketPage {
        list: list.map(|list| list.list(&here.seat.actor, (language, &here.seat.zone), Some(page.ticket.number))),
        heading: which.as_ref().map(|which| heading(&shell, &frame, which.view)).unwrap_or_default(),
        back: which.map(|which| which.path()),
        ticket: &page.ticket,
        may,
        requester: &page.requester,
        from_outside: page.from_outside,
        organization: page.organization.as_deref(),
        account_manager: page.account_manager.as_deref(),
        organizations: &page.organizations,
        tier: page.tier,
        phones: &page.phones,
        participants: &page.participants,
        paused: &page.paused,
        starred: page.starred,
        muted: page.muted,
        wakes_into: page.wakes_into.map(|status| names.status(status)),
        unseen: page.unseen,
        comes: page.comes,
        followers: page.followers.iter().map(|person| (*person, names.person(*person))).collect(),
        referrals: page
            .ticket
            .referrals
            .iter()
            .map(|one| Referred { to: one.to, name: names.referred(one.to), level: one.level })
            .collect(),
        parts: view::parts(entries(here, page, thread, told.letter), &names, &shell),
        threads: threads(address, page, thread),
        hidden: page.hidden,
        older: said(page).next().filter(|_| page.hidden > 0).map(|first| window(address, page, Some(first.message.id))),
        newer: page.earlier.then(|| window(address, page, None)),
        assignable: &page.assignable,
        away: &page.away,
        steps: view::Steps::default(),
        depth: depth(here, page, around, told.worked),
        open: (page.open, page.open >= ticket::MOST_OPEN),
        others: page.others.iter().map(|line| row(line, &page.statuses, &page.tags, language, None)).collect(),
        composer: view::Composer {
            warned: told.warned,
            knows: told.knows,
            ..composer(here, page, may, (told.reason, &told.chosen.unwrap_or_default()))
        },
        snoozes: naps(here.seat.now, &here.seat.zone),
        buttons: &page.buttons,
        flows: super::flows::lines(page, &shell),
        flows_past: page.flows.any,
        flow_buttons: &page.flows.buttons,
        closed: page.closed.iter().map(|(status, refusal)| (*status, refusal.key())).collect(),
        approvals: approvals(here, page, may),
        rating: page
            .rating
            .as_ref()
            .map(|rating| view::RatingShown { rating, agent: rating.agent.map(|id| names.person(id)) }),
        procedures: &page.procedures,
        panels: &page.panels,
        only_talk: here.only_talk,
        notice: told.notice,
        details: details(page, may.change, names, told.beside),
        about: about(page, (language, &here.seat.zone)),
        topics: offered(page, language),
        promised: page.promised.iter().map(|one| promised(one, &here.seat.zone)).collect(),
        names,
        shell,
        frame,
    }
}

pub(super) fn may_of(may: ticket::May) -> view::May {
    let ticket::May { note, change, reply, alone, direct, discard, erase } = may;
    view::May { note, change, reply, alone, direct, discard, erase }
}

/// What is said to have been done on the ticket, or taken back, by its name.
pub(super) fn name_done(here: &Here, page: &TicketPage, frame: &mut Frame) {
    let (shell, names) = (here.shell(), names(here, page));
    let what = |position| told_of(page, position).map(|recorded| view::told(recorded, &names, &shell));
    let undone = here.undone().and_then(what).map(|what| shell.with("said-undone-what", &what));
    if let Some(text) = here.changed().and_then(what).or(undone) {
        frame.toasts.iter_mut().for_each(|toast| toast.text.clone_from(&text));
    }
}

/// A change, where this ticket tells of it, or was made by it out of another.
fn told_of(page: &TicketPage, position: i64) -> Option<&Recorded> {
    let made = |event: &Event| matches!(event, Event::TicketSplitOff { .. } | Event::TicketCopiedFrom { .. });
    let its = |one: &&Recorded| one.place.position == position || (one.cause == Some(position) && made(&one.event));
    page.timeline.iter().find_map(|entry| match entry {
        ticket::Entry::Event(happened) => Some(&happened.recorded).filter(its),
        ticket::Entry::Message(_) | ticket::Entry::Side(_) => None,
    })
}

/// Each with the buttons that are the viewer's.
fn approvals<'a>(here: &Here, page: &TicketPage, may: view::May) -> Vec<Question<'a>> {
    let (all, names) = &page.approvals;
    let question = |one: &desk::approval::Approval| {
        let action = format!("/approvals/{}", one.id);
        let withdraw = if one.is_pending() && may.change {
            format!("/tickets/{}/approvals/{}/withdraw", page.ticket.number, one.id)
        } else {
            String::new()
        };
        let drawn = Question::to(here.shell(), (one.clone(), names.clone()), here.seat.person, action);
        Question { withdraw, ..drawn }
    };
    all.iter().map(question).collect()
}

fn promised(one: &service::sla::Promised, zone: &str) -> view::Promised {
    view::Promised {
        clock: one.clock.clone(),
        policy: one.policy.clone(),
        calendar: one.calendar.clone(),
        due: one.due,
        story: one.story.clone(),
        zone: one.zone.clone().unwrap_or_else(|| zone.to_owned()),
    }
}

fn composer<'a>(
    here: &Here,
    page: &'a TicketPage,
    may: view::May,
    (reason, chosen): (Option<&'static str>, &Chosen),
) -> view::Composer<'a> {
    let language = here.seat.words.language();
    view::Composer {
        number: page.ticket.number,
        may,
        reply: &page.reply,
        reply_all: &page.reply_all,
        draft: page.draft.as_ref(),
        seen: page.newest,
        statuses: page
            .statuses
            .iter()
            .filter(|status| !page.closed.contains_key(&status.id))
            .map(|status| Standing::of(status, language))
            .collect(),
        reason,
        sender: page.sender.as_ref().map(|sender| sender.address.email.as_str()),
        sending: sending(here, page, chosen),
        along: along(here, page, chosen),
        most: here.seat.attached.bytes(),
        writing: &page.writing,
        beneath: &page.beneath,
        against: &page.against,
        inside: inside(page),
        warned: Vec::new(),
        knows: None,
        claim: view::Claimed {
            sharers: page.sharers.clone(),
            commenters: page.commenters.clone(),
            came_back: page.came_back,
            ..super::claim::claimed(page.answering.as_ref(), page.draft.as_ref(), here.seat.now)
        },
    }
}

/// What a forward may take along: what came in last, and what was chosen before that; the whole conversation; nothing.
fn along(here: &Here, page: &TicketPage, chosen: &Chosen) -> Vec<(Choice, bool)> {
    let (shell, before) = (here.shell(), chosen.along.as_ref().map(|along| along.quoted));
    let message = |id: MessageId, from: &str, at: &Moment| {
        let mut args = Args::new();
        args.set("x", from);
        args.set("at", shell.when_exactly(at).short().to_owned());
        Choice::new(Quoted::Message(id), shell.words.tell("along-message", &args))
    };
    let last = page.last_said.as_ref().map(|(id, ..)| *id);
    let newest = page.last_said.as_ref().map(|(id, from, at)| message(*id, from, at));
    let earlier = said(page).find(|said| {
        let id = said.message.id;
        said.message.public && last != Some(id) && before == Some(Quoted::Message(id))
    });
    let earlier = earlier.map(|said| message(said.message.id, called(page, said), &said.message.at));
    let all = [
        newest,
        earlier,
        Some(Choice::new(Quoted::Talk, shell.say("quotation-all"))),
        Some(Choice::new(Quoted::Nothing, shell.say("quotation-nothing"))),
    ];
    let all: Vec<Choice> = all.into_iter().flatten().collect();
    let named = |quoted: Quoted| all.iter().position(|choice| choice.value == quoted.to_string());
    let usual = before.and_then(named).unwrap_or_default();
    all.into_iter().enumerate().map(|(at, choice)| (choice, at == usual)).collect()
}

/// Who wrote it, as the page calls them.
fn called<'a>(page: &'a TicketPage, said: &'a Said) -> &'a str {
    match (author(page, said), &said.message.from) {
        ("", Some(from)) => from.shown(),
        ("", None) => "?",
        (author, _) => author,
    }
}

/// One of the addresses somebody may write from.
pub fn from_choice(one: &Sender) -> Choice {
    Choice::new(one.mailbox, one.address.email.to_string())
}

/// How a letter from its page leaves, unless its writer has chosen otherwise before it was refused.
pub(super) fn sending(here: &Here, page: &TicketPage, chosen: &Chosen) -> Sending {
    let from = page.senders.iter().map(|one| one.mailbox).find(|mailbox| chosen.from == Some(*mailbox));
    let usual = from.or(page.sender.as_ref().map(|own| own.mailbox));
    let sender = |one: &Sender| (from_choice(one), usual == Some(one.mailbox));
    Sending {
        senders: page.senders.iter().map(sender).collect(),
        signs: page.beneath.signs,
        quotation: Some(chosen.quotation.unwrap_or(page.writing.quotation)),
        unless_answered: Some(chosen.unless_answered.unwrap_or(page.writing.unless_answered)),
        their_zone: page.requester.time_zone.clone(),
        moments: moments(here.seat.now, &here.seat.zone)
            .into_iter()
            .chain(theirs(page.requester.time_zone.as_deref(), here.seat.now))
            .collect(),
        protect: page.beneath.closes(chosen.protect),
        leaves: chosen.send_at.map(Leaves::At),
        sets: chosen.status,
    }
}

/// Its fields as the panel shows them.
fn details(
    page: &TicketPage,
    may: bool,
    names: Names,
    beside: Option<(FieldId, Vec<String>, &'static str)>,
) -> Vec<view::Detail> {
    let others = |name: &str| match name {
        "ticket" => Some(page.ticket.number.to_string()),
        "email" => page.requester.email.as_ref().map(ToString::to_string),
        "organization" => page.organization.clone(),
        key => crate::profiles::keyed(&page.details.book, &page.details.answers, key, names.eyes()),
    };
    let drawn = |place: &service::form::Place| {
        let field = page.details.book.field(place.field)?;
        let value = page.details.answers.get(&field.id);
        let (typed, reason) = match &beside {
            Some((id, typed, reason)) if *id == field.id => (Some(typed.clone()), Some(*reason)),
            Some(_) | None => (None, None),
        };
        let values = typed.unwrap_or_else(|| value.map(|value| typed_again(field, value, names)).unwrap_or_default());
        let chosen: Vec<_> = values.iter().filter_map(|id| id.parse().ok()).collect();
        let shown = value.map(|value| field.shown(value, names.eyes())).unwrap_or_default();
        let number = page.ticket.number;
        Some(view::Detail {
            id: field.id.0,
            link: value.and_then(|value| crate::profiles::leads(field, value, others)),
            editable: may && matches!(place.ask, Ask::Optional | Ask::Required),
            lacking: place.to_close && value.is_none(),
            shown,
            rich: match (&field.nature, value) {
                (Nature::RichText, Some(Value::Text(html))) => Some(Words::of(html)),
                (_, _) => None,
            },
            files: value
                .map(|value| crate::profiles::files(field, value, &format!("/tickets/{number}")))
                .unwrap_or_default(),
            blank: Blank {
                choices: choices(field, names.language, place.limited.as_deref(), &chosen),
                values,
                reason,
                ..Blank::of(field, names.language)
            },
        })
    };
    page.details.places.iter().filter_map(drawn).collect()
}

/// A person stands in a field of text by name and not by number.
fn typed_again(field: &desk::form::Field, value: &Value, names: Names) -> Vec<String> {
    match value {
        Value::Person(_) | Value::Organization(_) | Value::Object(_) => vec![field.shown(value, names.eyes())],
        Value::Text(_) | Value::Number(_) | Value::Moment(_) | Value::Yes | Value::Items(_) | Value::Ticket(_) => {
            field.typed(value, names.zone)
        }
        Value::Files(_) => field.typed(value, names.zone),
    }
}

/// Those in which something stands.
fn about(page: &TicketPage, (language, zone): (base::Language, &str)) -> Vec<view::Known> {
    let person = format!("/people/{}", page.ticket.requester);
    let organization = page.ticket.organization.map(|id| format!("/organizations/{id}"));
    let known = page.about.iter().zip([Some(person), organization].into_iter().flatten()).flat_map(|(profile, at)| {
        let eyes = profile.called.eyes(language, zone);
        let others = move |name: &str| crate::profiles::keyed(&profile.book, &profile.answers, name, eyes);
        profile.filled().map(move |(field, value)| view::Known {
            label: field.label.shown(language).to_owned(),
            shown: field.shown(value, eyes),
            link: crate::profiles::leads(field, value, others),
            files: crate::profiles::files(field, value, &at),
        })
    });
    known.collect()
}

fn offered(page: &TicketPage, language: base::Language) -> Vec<Choice> {
    let known = page.details.topics.iter().filter(|topic| topic.wish.active || Some(topic.id) == page.ticket.topic);
    known.map(|topic| Choice::new(topic.id, topic.wish.name.shown(language))).collect()
}

/// Houses that nobody need be warned of.
fn inside(page: &TicketPage) -> Vec<String> {
    let known = page.requester.email.iter().chain(page.senders.iter().map(|sender| &sender.address.email));
    let mut inside: Vec<String> = known.map(house).collect();
    // An address of their own is theirs, wherever it is.
    inside.extend(page.own.iter().map(base::Email::to_string));
    inside.sort_unstable();
    inside.dedup();
    inside
}

pub(super) fn said(page: &TicketPage) -> impl Iterator<Item = &Said> {
    page.timeline.iter().filter_map(|entry| match entry {
        ticket::Entry::Message(said) => Some(&**said),
        ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
    })
}

fn entries<'a>(
    here: &Here,
    page: &'a TicketPage,
    thread: Option<TicketNumber>,
    refused: Refused,
) -> Vec<view::Entry<'a>> {
    // What is read again from earlier has nothing new, and its last is not the last.
    let newest = !page.earlier;
    let news = newest.then(|| first_unanswered(page)).flatten();
    let last = newest.then(|| said(page).last().map(|said| said.message.id)).flatten();
    let entry = |entry: &'a ticket::Entry| match entry {
        ticket::Entry::Event(happened) => view::Entry::Event(view::Happened {
            recorded: &happened.recorded,
            undoable: happened.undoable,
            undone: happened.undone,
        }),
        ticket::Entry::Message(said) => view::Entry::Message(Box::new(view::Spoken {
            first_new: news == Some(said.message.id),
            last: news.is_none() && last == Some(said.message.id),
            requester: page.requester.email.as_ref().filter(|_| page.may.discard),
            ..spoken(here, page, said, refused)
        })),
        ticket::Entry::Side(one) => view::Entry::Beside(Box::new(side(here, page, one, refused))),
    };
    let its = |entry: &&ticket::Entry| thread.is_none_or(|thread| page.belongs(entry, thread));
    page.timeline.iter().filter(its).map(entry).collect()
}

fn spoken<'a>(here: &Here, page: &'a TicketPage, said: &'a Said, refused: Refused) -> view::Spoken<'a> {
    let its = |letter: LetterId| said.letter.as_ref().is_some_and(|one| one.id == letter);
    let sets = said.sets.and_then(|id| page.statuses.iter().find(|status| status.id == id));
    let sets = sets.map(|status| status.shown(here.seat.words.language()));
    let alone = alone(here, page.ticket.number, said);
    view::Spoken {
        delivered: alone.delivered.map(|delivered| view::Delivered { sets, ..delivered }),
        author: author(page, said),
        looks: said.looks.iter().filter_map(|(person, at)| Some((page.names.get(person)?.as_str(), *at))).collect(),
        may_release: may_release(here, page, said),
        refused: refused.filter(|(letter, _)| its(*letter)).map(|(_, key)| key),
        may_change: page.may.change,
        markers: said.markers.iter().map(|marker| marked(here, page, marker)).collect(),
        tickets: &page.spoken_of,
        ..alone
    }
}

/// A message as far as one need not know its ticket's page.
pub(super) fn alone<'a>(here: &Here, number: TicketNumber, said: &'a Said) -> view::Spoken<'a> {
    view::Spoken {
        number,
        files: &said.attachments,
        adornments: &said.adornments,
        came_from: said.came_from,
        delivered: view::Spoken::letter(said.letter.as_ref(), here.seat.now),
        since: &said.since,
        looks: Vec::new(),
        links: &said.links,
        verdicts: said.verdicts.as_ref(),
        protection: said.protection.as_ref(),
        author: "",
        first_new: false,
        last: false,
        may_take_back: may_take_back(&here.seat.actor, said),
        may_release: false,
        refused: None,
        may_change: false,
        requester: None,
        markers: Vec::new(),
        framed: view::Spoken::frames(&said.message),
        tickets: &[],
        message: &said.message,
    }
}

pub(super) fn marked<'a>(here: &Here, page: &'a TicketPage, marker: &'a Marker) -> (&'a Marker, &'a str, bool) {
    let author = marker.author.and_then(|author| page.names.get(&author)).map_or("", String::as_str);
    let own = marker.author == Some(here.seat.person);
    let may = page.may.note && (own || here.seat.actor.may(Permission::ManageAgents).is_ok());
    (marker, author, may)
}

fn side<'a>(here: &Here, page: &'a TicketPage, one: &'a ticket::SidePage, refused: Refused) -> view::Beside<'a> {
    let named = || one.said.iter().filter(|said| !said.message.to.is_empty());
    let asked = named().find(|said| !said.message.taken_back).or_else(|| named().next_back());
    view::Beside {
        sent_back: sent_back(page, one),
        owner: one.side.owner.and_then(|owner| page.names.get(&owner)).map_or("", String::as_str),
        spoken: one.said.iter().map(|said| spoken(here, page, said, refused)).collect(),
        with: asked.map(|said| said.message.to.iter().map(|to| to.shown()).collect()).unwrap_or_default(),
        side: &one.side,
    }
}

/// Whoever was to approve what was written there last sent it back.
fn sent_back(page: &TicketPage, one: &ticket::SidePage) -> bool {
    let last = one.said.iter().rfind(|said| !said.message.automatic);
    let Some(last) = last.and_then(|said| said.letter.as_ref()).map(|letter| letter.id) else { return false };
    page.timeline.iter().any(|entry| match entry {
        ticket::Entry::Event(happened) => {
            matches!(happened.recorded.event, Event::LetterDeclined { letter, .. } if letter == last)
        }
        ticket::Entry::Message(_) | ticket::Entry::Side(_) => false,
    })
}

/// A person, or the rule or flow that wrote it; empty where nobody known did.
pub(super) fn author<'a>(page: &'a TicketPage, said: &Said) -> &'a str {
    let person = said.message.author.and_then(|author| page.names.get(&author));
    let rule = said.by_rule.and_then(|rule| page.rules.get(&rule));
    let flow = said.by_flow.and_then(|flow| page.flow_names.get(&flow));
    person.or(rule).or(flow).map_or("", String::as_str)
}

/// Where the other side began to speak after our last word; none where nothing came before it.
fn first_unanswered(page: &TicketPage) -> Option<desk::conversation::MessageId> {
    let spoken: Vec<&Said> = said(page).filter(|said| !said.message.taken_back).collect();
    let answered = spoken.iter().rposition(|said| said.message.kind == MessageKind::Reply)?;
    spoken[answered..].iter().find(|said| said.message.kind == MessageKind::Incoming).map(|said| said.message.id)
}

fn may_release(here: &Here, page: &TicketPage, said: &Said) -> bool {
    let own = said.message.author == Some(here.seat.person);
    page.may.reply && said.decides && !own && here.seat.actor.may(Permission::Release).is_ok()
}

fn may_take_back(actor: &Actor, said: &Said) -> bool {
    let own = said.message.author.is_some() && said.message.author == actor.person();
    let letter = matches!(said.message.kind, MessageKind::Reply | MessageKind::Forward) && !said.message.taken_back;
    letter && (own || actor.may(Permission::UndoOthers).is_ok())
}
