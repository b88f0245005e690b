//! `/tickets/{number}/links`, `/copy`, `/incidents`: tickets that have to do with each other.

use super::change::{again, change, refused};
use crate::Web;
use crate::admin::tried::{tried, typed};
use crate::agent::asked::{Asked, ask};
use crate::agent::composed::{
    ahead, beneath_ahead, beside_letter, chosen, in_their_hours, leaves_again, letter_with, send_at,
};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::lists::row;
use crate::agent::loose::{kept_files, with_files};
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::large::Large;
use crate::upload::Upload;
use axum::extract::State;
use axum::http::StatusCode;
use base::Moment;
use desk::channel::{Beneath, Departure};
use desk::conversation::{Chosen, Compose, MessageId, NewAttachment};
use desk::knowledge::ArticleId;
use desk::ticket::{Relation, Status, Tag, Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use service::channel::{self, Sender};
use service::knowledge;
use service::ticket::{self, Gathered, Line, Once, ToAll};
use service::{Read, Tx};
use views::admin::Form;
use views::agent::At;
use views::agent::incidents::Incidents;
use views::agent::sending::Sending;
use views::agent::ticket::Notice;

/// `remove` a ticket, or link those with the numbers that were typed.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let typed = form.text("ticket").to_owned();
    if !form.text("remove").is_empty() {
        let unlink =
            move |tx: &mut Tx| ticket::unlink(tx, number, TicketNumber(form.value("remove")?), form.maybe("version")?);
        return change(&web, &here, number, typed, unlink).await;
    }
    let gathered = web.desk.change(here.seat.actor.clone(), move |tx| {
        let relation = Relation::named(form.text("relation")).ok_or(Refusal::FormIncomplete)?;
        ticket::link_typed(tx, number, form.text("ticket"), relation, form.maybe("version")?)
    });
    let path = format!("/tickets/{number}");
    match gathered.await {
        Ok(Gathered::Linked(Some(position))) => Ok(here.done(&path, Said::Changed(number, position))),
        Ok(Gathered::Linked(None)) => Ok(here.unchanged(&path)),
        Ok(Gathered::Left(each)) => {
            let notice = Notice { key: "links-left", each, typed: Some(typed), near: Vec::new() };
            again(&web, &here, number, StatusCode::UNPROCESSABLE_ENTITY, notice).await
        }
        Err(error) => refused(&web, &here, number, typed, error).await,
    }
}

/// `/tickets/{number}/articles`: `remove` an article, or link the one that is meant by its title.
pub async fn article(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (typed, language) = (form.text("article").to_owned(), here.seat.words.language());
    let set = move |tx: &mut Tx| match form.maybe("remove")? {
        Some(gone) => knowledge::unlink_article(tx, number, ArticleId(gone), form.maybe("version")?),
        None => {
            let ticket = ticket::visible(tx, number)?;
            tx.actor().may_change(&ticket)?;
            let article = knowledge::article_meant(tx, form.text("article"), language)?;
            knowledge::link_article(tx, number, article, form.maybe("version")?)
        }
    };
    change(&web, &here, number, typed, set).await
}

/// `copy`; with the words of one `message`, or the first.
pub async fn copy(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let copy = ticket::copy(tx, number, form.maybe("message")?.map(MessageId), form.maybe("version")?)?;
        let source = ticket::visible(tx, number)?;
        Ok((copy.number, source.number, ticket::just_changed(tx, &source)?))
    });
    match done.await {
        Ok((copy, source, Some(position))) => Ok(here.go(&format!("/tickets/{copy}"), Said::Changed(source, position))),
        Ok((copy, _, None)) => Ok(here.go(&format!("/tickets/{copy}"), Said::Created(copy))),
        Err(error) => super::change::refused(&web, &here, number, String::new(), error).await,
    }
}

/// `incidents`
pub async fn incidents(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    shown(&web, &here, number, StatusCode::OK, Form::default(), Told::default()).await
}

/// Those that could not be answered are told with the reason, and the text stays.
pub async fn answer(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Large) -> Answer {
    let upload = Upload::of_agent(&web, &here, form).await.map_err(|error| here.fail(error))?;
    let Upload { fields, files, refusal } = upload;
    let (form, brought, at) = (fields.clone(), files.clone(), (here.seat.now, here.seat.zone.clone()));
    let change = move |tx: &mut Tx| {
        let (chosen, said) = to_all(tx, &form, brought, &at)?;
        // Who may not is told so, whatever the page was.
        let (problem, _) = ticket::incidents(tx, number)?;
        tx.actor().may_reply(&problem)?;
        ticket::only_once(tx, form.text("slip"), &about(number), |tx| {
            let outcomes = ticket::answer_incidents(tx, number, &chosen, &said)?;
            let (mut told, mut letters) = (Told::default(), Vec::new());
            for (number, done) in outcomes {
                match done {
                    Ok(departure) => letters.extend(departure),
                    Err(error) => told.left.push((number, left(&error))),
                }
            }
            told.said = Departure::counted(letters).into_iter().filter_map(leave).collect();
            Ok((told, String::new()))
        })
    };
    let done = match refusal {
        Some(refusal) => Err(refusal.into()),
        None => web.desk.change(here.seat.actor.clone(), change).await,
    };
    let beside = |refusal| match refusal {
        Refusal::NothingChosen => "ticket",
        refusal => beside_letter(refusal),
    };
    let warned = match done {
        Err(Error::Refused(Refusal::GuardWarns)) => warned(&web, &here, number, &fields, files.clone()).await?,
        Ok(_) | Err(_) => Vec::new(),
    };
    match tried(&here, done, &fields, beside)? {
        Ok(Once::Before(_)) => Ok(here.go(&format!("/tickets/{number}"), Said::Twice)),
        Ok(Once::Now(told)) if told.left.is_empty() => {
            let path = format!("/tickets/{number}");
            Ok(if told.said.is_empty() { here.go(&path, Said::Saved) } else { here.go_saying(&path, &told.said) })
        }
        Ok(Once::Now(told)) => {
            let form = typed(&fields);
            let again: Vec<String> = told.left.iter().map(|(number, _)| number.to_string()).collect();
            let form = again.iter().fold(form.without("ticket"), |form, number| form.with("ticket", number));
            let form = with_files(&web, &here, form, files).await?;
            shown(&web, &here, number, StatusCode::UNPROCESSABLE_ENTITY, form, told).await
        }
        Err(again) => {
            let form = with_files(&web, &here, again.form, files).await?;
            shown(&web, &here, number, again.status, form, Told { warned, ..Told::default() }).await
        }
    }
}

fn to_all(
    read: &mut Read,
    form: &Fields,
    files: Vec<NewAttachment>,
    (now, zone): &(Moment, String),
) -> Done<(Vec<TicketNumber>, ToAll)> {
    let said = ToAll {
        compose: Compose { send_at: send_at(form, *now, zone)?, ..letter_with(read, form, files)? },
        theirs: in_their_hours(form, *now, zone),
    };
    Ok((form.values("ticket", ticket::MOST_AT_ONCE), said))
}

/// What the guards warn of in what was to be sent.
async fn warned(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    form: &Fields,
    files: Vec<NewAttachment>,
) -> Result<Vec<String>, Failure> {
    let (form, at) = (form.clone(), (here.seat.now, here.seat.zone.clone()));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let (chosen, said) = to_all(read, &form, files, &at)?;
        ticket::incident_warnings(read, number, &chosen, &said)
    });
    asked.await.map_err(|error| here.fail(error))
}

/// What the page says beside the incidents.
#[derive(Default)]
struct Told {
    /// Those that were left, with the key of the reason.
    left: Vec<(TicketNumber, &'static str)>,
    /// How the letters to the others leave.
    said: Vec<Said>,
    warned: Vec<String>,
}

/// What its slip is for.
fn about(number: TicketNumber) -> String {
    format!("incidents {number}")
}

fn left(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.key(),
        Error::Missing => "bulk-gone",
        Error::Conflict => "bulk-conflict",
        Error::Fault(_) => "error-fault",
    }
}

fn leave((way, letters): (Departure, i64)) -> Option<Said> {
    match way {
        Departure::Awaits => Some(Said::LettersAwait(letters)),
        Departure::Scheduled(first) => Some(Said::LettersScheduled(letters, first)),
        Departure::Guarded(first) => Some(Said::LettersGuarded(letters, first)),
        Departure::Soon(first) => Some(Said::LettersLeave(letters, first)),
        Departure::Now => Some(Said::LettersGone(letters)),
        Departure::Not => None,
    }
}

struct Found {
    problem: Ticket,
    lines: Vec<Line>,
    statuses: Vec<Status>,
    tags: Vec<Tag>,
    slip: String,
    senders: Vec<Sender>,
    beneath: Beneath,
}

fn found(read: &mut Read, number: TicketNumber, chosen: &Chosen) -> Done<Found> {
    let (problem, lines) = ticket::incidents(read, number)?;
    read.actor().may_reply(&problem)?;
    Ok(Found {
        slip: ticket::slip(read, &about(number))?,
        statuses: ticket::statuses(read)?,
        tags: ticket::tags(read)?,
        senders: channel::own_senders(read)?,
        beneath: beneath_ahead(read, problem.team, chosen)?,
        problem,
        lines,
    })
}

async fn shown(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    status: StatusCode,
    form: Form,
    Told { left, said, warned }: Told,
) -> Answer {
    let (chosen, html) = (chosen(|name| form.text(name)), form.text("html").to_owned());
    let (shown, leaves) = (chosen.clone(), leaves_again(|name| form.text(name), here));
    let kept: Vec<String> = form.all("kept").map(str::to_owned).collect();
    let asked =
        ask(web, here, At::Elsewhere, move |read| Ok((found(read, number, &chosen)?, kept_files(read, &html, &kept)?)));
    let Asked { shell, mut frame, found: (found, kept) } = asked.await?;
    frame.toasts.extend(said.into_iter().map(|said| said.toast(&shell)));
    let Found { problem, lines, statuses, tags, slip, senders, beneath } = found;
    let language = here.seat.words.language();
    let rows = lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect();
    let page = Incidents {
        number: problem.number,
        subject: &problem.subject,
        team: problem.team,
        sending: Sending { leaves, ..ahead(here, &senders, &shown, "incidents-from-own", &beneath) },
        beneath,
        most: here.seat.attached.bytes(),
        kept,
        form,
        rows,
        statuses: &statuses,
        slip,
        left,
        warned,
        waits: !here.seat.actor.sends_alone(),
        shell,
        frame,
    };
    Ok(here.show_again(status, &page))
}
