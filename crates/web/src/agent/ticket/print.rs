//! `/tickets/{number}/print` and `print.pdf`: on paper as the requester sees it: with what stays among colleagues, side conversations, tasks,
//! changes and what else is known of it only where they are asked for.

use super::depth::tasks;
use super::page::{author, marked, names, said};
use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure, Speak, see};
use crate::file::disposition;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use desk::Fault;
use desk::conversation::{Attachment, MessageId};
use desk::ticket::TicketNumber;
use paper::Pictures;
use service::ticket::{self, Entry, Said, TicketPage};
use std::collections::BTreeSet;
use views::Shell;
use views::agent::Names;
use views::agent::Standing;
use views::agent::print::{Line, Paper, PaperWish, Size};
use views::agent::ticket::{Change, Happened, Spoken};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let page = asked(&web, &here, number).await?;
    if page.ticket.number != number {
        return Ok(see(&format!("/tickets/{}/print", page.ticket.number)));
    }
    Ok(here.show(&paper(&here, &page)))
}

/// The same as a file.
pub async fn pdf(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let page = asked(&web, &here, number).await?;
    if page.ticket.number != number {
        return Ok(see(&format!("/tickets/{}/print.pdf", page.ticket.number)));
    }
    let (document, wanted) = {
        let paper = paper(&here, &page);
        let (document, files) = paper.document();
        (document, files.into_iter().cloned().collect::<Vec<_>>())
    };
    let name = file_name(&document.title);
    let pictures = pictures(&web, &wanted).await.map_err(|fault| here.fail(fault))?;
    let bytes = web.press.clone().print(document, pictures).await.map_err(|fault| here.fail(fault))?;
    let head = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, false)),
    ];
    Ok((head, bytes).into_response())
}

/// What every system takes as the name of a file.
fn file_name(title: &str) -> String {
    let plain = |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#');
    let name: String = title.chars().filter(|c| plain(*c)).take(80).collect();
    format!("{}.pdf", name.trim_matches(['.', ' ']))
}

/// As many as a document may hold. One that has lost its bytes, or is too big, is missed on paper only.
async fn pictures(web: &Web, wanted: &[Attachment]) -> Result<Pictures, Fault> {
    let (mut pictures, mut room, mut taken) = (Pictures::default(), Pictures::OCTETS, BTreeSet::new());
    for file in wanted {
        let size = u64::try_from(file.size).unwrap_or(u64::MAX);
        if size > room || !taken.insert(&file.digest) {
            continue;
        }
        if let Some(bytes) = web.blobs.get(&file.digest).await.map_err(Fault::new)? {
            room -= size;
            pictures.add(file.digest.to_string(), bytes.to_vec());
        }
    }
    Ok(pictures)
}

async fn asked(web: &Web, here: &Here, number: TicketNumber) -> Result<TicketPage, Failure> {
    let before = before(here);
    let page = web.desk.ask(here.seat.actor.clone(), move |read| ticket::page_before(read, number, before));
    page.await.speak(&here.seat)
}

/// A paper holds as much as a page shows; what is older stands on another one.
fn before(here: &Here) -> Option<MessageId> {
    here.query.value("before").ok()
}

fn paper<'a>(here: &'a Here, page: &'a TicketPage) -> Paper<'a> {
    let on = |name| here.query.text(name) == "1";
    let size = Size::named(here.query.text("size")).unwrap_or(Size::A4);
    let wish = PaperWish {
        size,
        details: on("details"),
        fields: on("fields"),
        notes: on("notes"),
        sides: on("sides"),
        tasks: on("tasks"),
        events: on("events"),
    };
    let (shell, names) = (here.shell(), names(here, page));
    let line = |entry: &'a Entry| match entry {
        Entry::Message(said) => {
            let shown = !said.message.taken_back && (wish.notes || said.is_shown(here.seat.now));
            shown.then(|| Line::Said(Box::new(spoken(here, page, said, wish))))
        }
        Entry::Event(happened) => {
            let (undoable, undone) = (false, happened.undone);
            let change = Change::of(Happened { recorded: &happened.recorded, undoable, undone }, &names, &shell);
            change.filter(|_| wish.events).map(|change| Line::Changed(Box::new(change)))
        }
        Entry::Side(beside) => wish.sides.then(|| {
            let said = beside.said.iter().filter(|said| !said.message.taken_back);
            Line::Side(&beside.side.subject, said.map(|said| spoken(here, page, said, wish)).collect())
        }),
    };
    let (ticket, language) = (&page.ticket, here.seat.words.language());
    let name = |person| page.names.get(&person).map_or("", String::as_str);
    let lines = page.timeline.iter().filter_map(line).collect();
    let details = if wish.details { details(page, &shell) } else { Vec::new() };
    let fields = if wish.fields { fields(page, names) } else { Vec::new() };
    Paper {
        more: details.into_iter().chain(fields).collect(),
        status: Standing::find(ticket.status, ticket.category, &page.statuses, language),
        team: page.teams.iter().find(|team| team.id == ticket.team).map_or("", |team| &team.name),
        requester: page.requester.shown(),
        assignee: ticket.assignee.map_or("", name),
        lines,
        hidden: page.hidden,
        older: said(page).next().filter(|_| page.hidden > 0).map(|first| first.message.id),
        before: before(here),
        tasks: if wish.tasks { tasks(here, page) } else { Vec::new() },
        wish,
        ticket,
        shell,
    }
}

/// As far as there is something.
fn details(page: &TicketPage, shell: &Shell) -> Vec<(String, String)> {
    let ticket = &page.ticket;
    let tags = page.tags.iter().filter(|tag| ticket.tags.contains(&tag.id)).map(|tag| tag.name.as_str());
    let copied = page.participants.iter().map(|person| match page.paused.contains(&person.id) {
        true => shell.with("ticket-participant-is-paused", person.shown()),
        false => person.shown().to_owned(),
    });
    let all = [
        ("ticket-priority", shell.priority(ticket.priority).to_owned()),
        ("ticket-kind", shell.words.say(&format!("kind-{}", ticket.kind.name())).to_owned()),
        ("ticket-tags", tags.collect::<Vec<_>>().join(", ")),
        ("deadline-title", ticket.deadline.map(|due| shell.when(&due).long().to_owned()).unwrap_or_default()),
        ("ticket-organization", page.organization.clone().unwrap_or_default()),
        ("ticket-participants", copied.collect::<Vec<_>>().join(", ")),
    ];
    let known = all.into_iter().filter(|(_, what)| !what.is_empty());
    known.map(|(key, what)| (shell.say(key).to_owned(), what)).collect()
}

/// Those in which something stands, as the panel of the ticket has them.
fn fields(page: &TicketPage, names: Names) -> Vec<(String, String)> {
    let filled = page.details.places.iter().filter_map(|place| {
        let field = page.details.book.field(place.field)?;
        let value = page.details.answers.get(&field.id)?;
        Some((field.label.shown(names.language).to_owned(), field.shown(value, names.eyes())))
    });
    filled.collect()
}

/// What is highlighted is for colleagues, as notes are.
fn spoken<'a>(here: &Here, page: &'a TicketPage, said: &'a Said, wish: PaperWish) -> Spoken<'a> {
    let markers = said.markers.iter().filter(|_| wish.notes);
    Spoken {
        number: page.ticket.number,
        files: &said.attachments,
        adornments: &said.adornments,
        came_from: said.came_from,
        delivered: None,
        looks: Vec::new(),
        links: &[],
        verdicts: None,
        protection: None,
        author: author(page, said),
        first_new: false,
        last: false,
        may_take_back: false,
        may_release: false,
        refused: None,
        since: &[],
        may_change: false,
        requester: None,
        markers: markers.map(|marker| marked(here, page, marker)).collect(),
        framed: false,
        tickets: &[],
        message: &said.message,
    }
}
