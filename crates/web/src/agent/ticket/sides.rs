//! `/tickets/{number}/sides`, `/sides/{side}`: asking somebody else about a ticket, apart from the talk with its requester.

use super::draft::{SENT_AS, Turn, revision, told};
use super::message::{chosen_of, goes_on, sent};
use super::nap::moments;
use super::page::{name_done, sending};
use crate::Web;
use crate::admin::tried::{Again, tried};
use crate::agent::addresses::addresses;
use crate::agent::asked::{Asked, ask};
use crate::agent::composed::{Suggested, beneath, beside_letter, chosen, leaves_again, letter_with, send_at, written};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::loose::{kept_files, with_files};
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, see};
use crate::large::Large;
use crate::signed::{Agent, Seat};
use crate::upload::{self, Upload};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base::Moment;
use desk::conversation::{Chosen, Compose, Lines, Message, MessageId, NewAttachment, Recipient, SideDraft, SideId};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use service::conversation::{self, Beside};
use service::ticket::{self, Entry, SidePage, TicketPage};
use service::{Read, Tx, channel};
use views::admin::Form;
use views::agent::At;
use views::agent::sending::Sending;
use views::agent::side::{Line, SideForm};

/// `/tickets/{number}/sides/new`
pub async fn new(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    drawn(&web, &here, Which::New(number), StatusCode::OK, Form::default(), Vec::new()).await
}

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Large) -> Answer {
    let upload = Upload::of_agent(&web, &here, form).await.map_err(|error| here.fail(error))?;
    let (fields, files, at) = (upload.fields.clone(), upload.files.clone(), (here.seat.now, here.seat.zone.clone()));
    let done = match upload.refusal {
        Some(refusal) => Err(refusal.into()),
        None => {
            let form = upload::form(&fields, &files);
            let write = move |tx: &mut Tx| -> Done<_> {
                ticket::nobody_else_answers(tx, number, fields.maybe("knows")?.map(PersonId))?;
                let compose = compose(tx, &fields, files, &at)?;
                let suggested = Suggested::in_letter(&compose, &fields);
                let (side, message) = conversation::begin_side(tx, number, fields.text("subject"), compose)?;
                suggested.follow(tx, number, message)?;
                conversation::draft_is_sent(tx, fields.text(SENT_AS))?;
                Ok((side, message))
            };
            let written = web.desk.change(here.seat.actor.clone(), move |tx| conversation::sent_once(tx, &form, write));
            written.await.map(|(side, message)| (number, side, message))
        }
    };
    let warned = warned(&web, &here, Which::New(number), &done, &upload).await?;
    match tried(&here, done, &upload.fields, beside)? {
        Ok((number, side, message)) => {
            let path = goes_on(&web, &here, message, format!("/tickets/{number}#side-{side}")).await;
            Ok(here.go(&path, sent(&web, &here, message).await))
        }
        Err(Again { status, form }) => {
            let form = with_files(&web, &here, form, upload.files).await?;
            drawn(&web, &here, Which::New(number), status, form, warned).await
        }
    }
}

/// `/tickets/{number}/messages/{id}/side`: where one answers what the requester does not see. It stands beside the ticket then.
pub async fn of_message(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    let beside = web.desk.change(here.seat.actor.clone(), move |tx| {
        let side = conversation::go_beside(tx, number, id)?;
        let ticket = ticket::visible(tx, number)?;
        Ok((side, ticket.number, ticket::just_changed(tx, &ticket)?))
    });
    let (side, number, position) = beside.await.map_err(|error| here.fail(error))?;
    let path = format!("/sides/{side}");
    Ok(match position {
        Some(position) => here.go(&path, Said::Changed(number, position)),
        None => see(&path),
    })
}

/// `/sides/{side}`: where one answers.
pub async fn show(State(web): State<Web>, here: Here, Id(side): Id<SideId>) -> Answer {
    drawn(&web, &here, Which::Old(side), StatusCode::OK, Form::default(), Vec::new()).await
}

/// `/sides/{side}/messages`
pub async fn answer(State(web): State<Web>, here: Here, Id(side): Id<SideId>, form: Large) -> Answer {
    let upload = Upload::of_agent(&web, &here, form).await.map_err(|error| here.fail(error))?;
    let (fields, files, at) = (upload.fields.clone(), upload.files.clone(), (here.seat.now, here.seat.zone.clone()));
    let done = match upload.refusal {
        Some(refusal) => Err(refusal.into()),
        None => {
            let form = upload::form(&fields, &files);
            let write = move |tx: &mut Tx| -> Done<_> {
                let number = conversation::ticket_of_side(tx, side)?;
                ticket::nobody_else_answers(tx, number, fields.maybe("knows")?.map(PersonId))?;
                let compose = compose(tx, &fields, files, &at)?;
                let suggested = Suggested::in_letter(&compose, &fields);
                let message = conversation::write_side(tx, side, compose)?;
                suggested.follow(tx, number, message)?;
                conversation::draft_is_sent(tx, fields.text(SENT_AS))?;
                Ok((number, message))
            };
            web.desk.change(here.seat.actor.clone(), move |tx| conversation::sent_once(tx, &form, write)).await
        }
    };
    let warned = warned(&web, &here, Which::Old(side), &done, &upload).await?;
    match tried(&here, done, &upload.fields, beside)? {
        Ok((number, message)) => {
            let path = goes_on(&web, &here, message, format!("/tickets/{number}#side-{side}")).await;
            Ok(here.go(&path, sent(&web, &here, message).await))
        }
        Err(Again { status, form }) => {
            let form = with_files(&web, &here, form, upload.files).await?;
            drawn(&web, &here, Which::Old(side), status, form, warned).await
        }
    }
}

/// `/tickets/{number}/sides/draft`: kept while somebody writes.
pub async fn keep_new(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id(number): Id<TicketNumber>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    kept(&web, &seat, Beside::Ticket(number), &headers, fields).await
}

/// `/sides/{side}/draft`
pub async fn keep(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id(side): Id<SideId>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    kept(&web, &seat, Beside::Side(side), &headers, fields).await
}

async fn kept(web: &Web, seat: &Seat, beside: Beside, headers: &HeaderMap, fields: Fields) -> Answer {
    let revision = revision(headers) + 1;
    let (text, html) = written(&fields);
    let line =
        |name: &str| fields.all(name).map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let (to, cc, subject) = (line("to"), line("cc"), fields.text("subject").to_owned());
    let chosen = Chosen { lines: Lines::default(), ..chosen_of(&fields, seat) };
    let change = move |tx: &mut Tx| {
        let number = match beside {
            Beside::Ticket(number) => number,
            Beside::Side(side) => conversation::ticket_of_side(tx, side)?,
        };
        let ids: Vec<String> = fields.all("kept").map(str::to_owned).collect();
        let attachments = kept_files(tx, html.as_str(), &ids)?;
        let (name, updated_at) = (fields.text(SENT_AS).to_owned(), tx.now());
        let draft = SideDraft { subject, to, cc, text, html, chosen, attachments, name, revision, updated_at };
        let save = |tx: &mut Tx| conversation::save_side_draft(tx, beside, draft);
        let name = fields.text(SENT_AS);
        let saved = Turn::around(tx, number, |tx| conversation::unless_sent(tx, number, name, save))?;
        Ok((number, saved))
    };
    let saved = web.desk.change(seat.actor.clone(), change).await;
    let (number, (saved, turn)) = saved.map_err(|error| Failure::new(error, seat.words.language()))?;
    turn.tell(web, seat, number);
    Ok(told(saved, revision))
}

pub async fn done(State(web): State<Web>, here: Here, Id(side): Id<SideId>) -> Answer {
    turned(&web, &here, side, conversation::finish_side).await
}

pub async fn reopen(State(web): State<Web>, here: Here, Id(side): Id<SideId>) -> Answer {
    turned(&web, &here, side, conversation::reopen_side).await
}

async fn turned(
    web: &Web,
    here: &Here,
    side: SideId,
    turn: fn(&mut Tx, SideId) -> Done<desk::conversation::Side>,
) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        turn(tx, side)?;
        conversation::ticket_of_side(tx, side)
    });
    let number = done.await.map_err(|error| here.fail(error))?;
    Ok(here.done(&format!("/tickets/{number}#side-{side}"), Said::Saved))
}

fn compose(
    read: &mut Read,
    fields: &Fields,
    files: Vec<NewAttachment>,
    (now, zone): &(Moment, String),
) -> Done<Compose> {
    Ok(Compose {
        to: addresses(fields.all("to"))?,
        cc: addresses(fields.all("cc"))?,
        send_at: send_at(fields, *now, zone)?,
        // The requester has nothing to do with it.
        unless_answered: Some(false),
        ..letter_with(read, fields, files)?
    })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoRecipient
        | Refusal::AddressInvalid
        | Refusal::AddressIsOurs
        | Refusal::TooManyRecipients
        | Refusal::SideWithRequester => "to",
        Refusal::SubjectEmpty | Refusal::SubjectTooLong => "subject",
        refusal => beside_letter(refusal),
    }
}

#[derive(Clone, Copy)]
enum Which {
    New(TicketNumber),
    Old(SideId),
}

/// What the guards warn of, where that is why it was not sent.
async fn warned<T>(
    web: &Web,
    here: &Here,
    which: Which,
    done: &Done<T>,
    upload: &Upload,
) -> Result<Vec<String>, Failure> {
    if !matches!(done, Err(Error::Refused(Refusal::GuardWarns))) {
        return Ok(Vec::new());
    }
    let (fields, files, at) = (upload.fields.clone(), upload.files.clone(), (here.seat.now, here.seat.zone.clone()));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let number = which.ticket(read)?;
        let compose = compose(read, &fields, files, &at)?;
        channel::guard_warnings(read, number, &compose)
    });
    asked.await.map_err(|error| here.fail(error))
}

impl Which {
    fn ticket(self, read: &mut Read) -> Done<TicketNumber> {
        match self {
            Self::New(number) => Ok(number),
            Self::Old(side) => conversation::ticket_of_side(read, side),
        }
    }

    fn side(self, page: &TicketPage) -> Option<&SidePage> {
        match self {
            Self::New(_) => None,
            Self::Old(id) => side_of(page, id),
        }
    }
}

async fn drawn(web: &Web, here: &Here, which: Which, status: StatusCode, form: Form, warned: Vec<String>) -> Answer {
    let kept: Vec<String> = form.all("kept").map(str::to_owned).collect();
    let told = form.reason("") == Some(Refusal::ColleagueAnswers.key());
    let typed = form.has("html").then(|| form.text("html").to_owned());
    let (chosen, leaves) = (chosen(|name| form.text(name)), leaves_again(|name| form.text(name), here));
    let (fresh, person) = (is_fresh(&form), here.seat.person);
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let number = which.ticket(read)?;
        let mut page = ticket::page(read, number)?;
        read.actor().may_reply(&page.ticket)?;
        let beside = match which {
            Which::Old(id) if side_of(&page, id).is_none() => return Err(Error::Missing),
            Which::Old(id) => Beside::Side(id),
            Which::New(_) => Beside::Ticket(page.ticket.number),
        };
        let side = which.side(&page);
        let knows = if told { ticket::claimant(read, number)? } else { None };
        let draft = conversation::side_draft(read, beside)?;
        let html = typed.or_else(|| draft.as_ref().map(|draft| draft.html.as_str().to_owned())).unwrap_or_default();
        let (chosen, kept) = match draft.as_ref().filter(|_| fresh) {
            Some(draft) => (draft.chosen.clone(), files_of(draft)),
            None => match side.filter(|_| fresh && draft.is_none()).and_then(|side| taken_back(side, person)) {
                Some(message) => (conversation::was_to_leave(read, message.id)?, kept),
                None => (chosen, kept),
            },
        };
        if let Some(beneath) = beneath(read, number, &chosen)? {
            page.beneath = beneath;
        }
        Ok((draft, page, kept_files(read, &html, &kept)?, knows, chosen))
    });
    let Asked { shell, mut frame, found: (draft, page, kept, knows, chosen) } = asked.await?;
    name_done(here, &page, &mut frame);
    let side = which.side(&page);
    // Nobody knows when a third party works.
    let moments = moments(here.seat.now, &here.seat.zone);
    let usual = sending(here, &page, &chosen);
    let view = SideForm {
        number: page.ticket.number,
        subject: &page.ticket.subject,
        side: side.map(|one| (one.side.id, one.side.subject.as_str())),
        sender: page.sender.as_ref().map(|sender| sender.address.email.as_str()),
        knows,
        draft: draft.as_ref().map(|draft| (draft.revision, draft.updated_at)),
        beneath: &page.beneath,
        most: here.seat.attached.bytes(),
        sending: Sending {
            quotation: None,
            unless_answered: None,
            moments,
            their_zone: None,
            leaves: leaves.or(usual.leaves),
            ..usual
        },
        form: begun(form, draft.as_ref(), &chosen, &page, side, here),
        kept,
        said: side.map(|side| lines(&page, side)).unwrap_or_default(),
        warned,
        waits: !page.may.alone,
        came_back: page.came_back,
        shell,
        frame,
    };
    Ok(here.show_again(status, &view))
}

/// Nothing was typed yet: what was begun before is shown.
fn is_fresh(form: &Form) -> bool {
    !form.has("text")
}

/// The names of those that are no pictures of the text.
fn files_of(draft: &SideDraft) -> Vec<String> {
    draft.attachments.iter().filter(|file| !file.inline).filter_map(|file| file.content_id.clone()).collect()
}

fn side_of(page: &TicketPage, id: SideId) -> Option<&SidePage> {
    page.timeline.iter().find_map(|entry| match entry {
        Entry::Side(one) => Some(&**one).filter(|one| one.side.id == id),
        Entry::Message(_) | Entry::Event(_) => None,
    })
}

/// What was begun; else whom the last message was from and to, and what the writer took back, which was the last they wrote here.
fn begun(
    form: Form,
    draft: Option<&SideDraft>,
    chosen: &Chosen,
    page: &TicketPage,
    side: Option<&SidePage>,
    here: &Here,
) -> Form {
    let form = if is_fresh(&form) { suggested(form, chosen) } else { form };
    let form = match draft {
        Some(draft) => {
            let form = form.or("to", &draft.to).or("cc", &draft.cc).or("subject", &draft.subject);
            form.or("text", &draft.text).or("html", draft.html.as_str())
        }
        None => form,
    };
    let Some(side) = side else { return form.or("subject", &page.ticket.subject) };
    let again = taken_back(side, here.seat.person);
    let (to, cc) = match again {
        Some(message) => (line(message.to.iter()), line(message.cc.iter())),
        None => (line(of(&side.answer.to)), line(of(&side.answer.cc))),
    };
    let form = form.or("to", to).or("cc", cc);
    match again {
        Some(message) => form.or("text", &message.text).or("html", message.html.as_str()),
        None => form,
    }
}

/// What this person said there last, where they took it back.
fn taken_back(side: &SidePage, person: PersonId) -> Option<&Message> {
    let last = side.said.last().map(|said| &said.message);
    last.filter(|message| message.taken_back && message.author == Some(person))
}

/// With what was put in of macros and colleagues, and what it goes out in place of.
fn suggested(form: Form, chosen: &Chosen) -> Form {
    let form = chosen.macros.iter().fold(form, |form, id| form.with("macro", id));
    let form = chosen.mentions.iter().fold(form, |form, person| form.with("mention", person));
    chosen.instead.iter().fold(form, |form, message| form.with("instead", message))
}

fn of(list: &[Recipient]) -> impl Iterator<Item = &base::Address> {
    list.iter().map(|recipient| &recipient.address)
}

fn line<'a>(list: impl Iterator<Item = &'a base::Address>) -> String {
    list.map(|address| address.email.to_string()).collect::<Vec<_>>().join(", ")
}

fn lines<'a>(page: &'a TicketPage, side: &'a SidePage) -> Vec<Line<'a>> {
    let shown = side.said.iter().rev().filter(|said| !said.message.taken_back);
    let line = |said: &'a ticket::Said| Line {
        id: said.message.id,
        from: match said.message.author.and_then(|author| page.names.get(&author)) {
            Some(name) => name,
            None => said.message.from.as_ref().map_or("?", |from| from.shown()),
        },
        text: if said.message.new_text.is_empty() { &said.message.text } else { &said.message.new_text },
        at: said.message.at,
    };
    shown.map(line).collect()
}
