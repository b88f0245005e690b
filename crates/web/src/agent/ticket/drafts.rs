//! `/tickets/{number}/drafts`: taking up what was written before, by oneself or by a colleague who shares it. `/drafts`: all
//! that one has begun.

use super::body::document;
use super::change::refused;
use super::images::shown;
use crate::Web;
use crate::admin::tried::tried;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Speak, see};
use axum::extract::State;
use axum::http::StatusCode;
use desk::Error;
use desk::conversation::{DraftVersion, DraftVersionId, Mode, SideId, Talk, preview};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::conversation::{self, Commented, Unsent};
use service::ticket::After;
use std::collections::BTreeMap;
use views::admin::Form;
use views::agent::At;
use views::agent::drafts::{Drafts, MyDraft, MyDrafts, Shared, Version, mode, shared_file};
use views::agent::ticket::hides;

const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    page(&web, &here, number, StatusCode::OK, Form::default()).await
}

pub async fn mine(State(web): State<Web>, here: Here) -> Answer {
    let after = After::read(here.query.text("after"));
    let asked = ask(&web, &here, At::Drafts, move |read| conversation::unsent(read, after, PAGE + 1));
    let Asked { shell, frame, found: mut all } = asked.await?;
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    let next = all.last().filter(|_| more).map(|last| last.place.to_string());
    Ok(here.show(&MyDrafts { shell, frame, drafts: all.into_iter().map(my_draft).collect(), next }))
}

fn my_draft(one: Unsent) -> MyDraft {
    let mut begins = preview(&one.text);
    if begins.is_empty() {
        begins = one.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
    }
    MyDraft {
        path: path(one.number, &one.talk),
        kind: match one.talk {
            Talk::Ticket => mode(one.mode),
            Talk::New(_) | Talk::Side(_) => "drafts-side",
        },
        number: one.number,
        subject: one.subject,
        language: one.language,
        lines: [one.about, begins].into_iter().filter(|line| !line.is_empty()).collect(),
        at: one.place.updated_at,
    }
}

/// Where one goes on with a draft.
pub fn path(number: TicketNumber, talk: &Talk) -> String {
    match talk {
        Talk::Ticket => format!("/tickets/{number}#composer"),
        Talk::New(_) => format!("/tickets/{number}/sides/new"),
        Talk::Side(side) => format!("/sides/{side}"),
    }
}

/// About a colleague's draft, or about one's own.
pub async fn comment(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let (person, text) = (fields.value("person").map(PersonId), fields.text("text").replace("\r\n", "\n"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        conversation::comment_draft(tx, number, person.map_err(|_| Error::Missing)?, &text)
    });
    match tried(&here, done.await, &fields, |_| "text")? {
        Ok(()) => Ok(here.go(&format!("/tickets/{number}/drafts"), Said::Saved)),
        Err(again) => page(&web, &here, number, again.status, again.form).await,
    }
}

/// What one was writing about a draft that has gone: a note on the ticket, begun.
pub async fn note(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let text = form.text("text").replace("\r\n", "\n");
    let typed = text.clone();
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| conversation::begin_note(tx, number, &text)).await;
    match begun {
        Ok(()) => Ok(see(&format!("/tickets/{number}#composer"))),
        Err(error) => refused(&web, &here, number, typed, error).await,
    }
}

async fn page(web: &Web, here: &Here, number: TicketNumber, status: StatusCode, form: Form) -> Answer {
    let asked = ask(web, here, At::Elsewhere, move |read| conversation::drafts(read, number));
    let Asked { shell, frame, found } = asked.await?;
    let versions = found.versions.into_iter().map(|one| version(one, &found.sides)).collect();
    let said = |all: Vec<Commented>| all.into_iter().map(|(by, one)| (by, one.text, one.at)).collect();
    let shared = found.shared.into_iter().map(|(draft, name, about)| Shared {
        person: draft.person,
        name,
        framed: hides(&draft.html),
        mode: draft.mode,
        lines: lines(draft.mode, [draft.to, draft.cc, draft.bcc]),
        files: draft.attachments.into_iter().filter(|file| !file.inline).collect(),
        text: draft.text,
        at: draft.updated_at,
        said: said(about),
    });
    let shared = shared.collect();
    let me = here.seat.actor.person();
    Ok(here.show_again(status, &Drafts { shell, frame, number, versions, shared, own: said(found.own), me, form }))
}

fn version(one: DraftVersion, sides: &BTreeMap<SideId, String>) -> Version {
    let files = one.attachments.into_iter().filter(|file| !file.inline).map(|file| file.name).collect();
    let beside = match one.talk {
        Talk::Ticket => None,
        Talk::New(subject) => Some(subject),
        Talk::Side(side) => Some(sides.get(&side).cloned().unwrap_or_default()),
    };
    let beside = beside.map(|subject| ("drafts-beside", subject));
    let lines = beside.into_iter().chain(lines(one.mode, [one.to, one.cc, one.bcc])).collect();
    Version { id: one.id, text: one.text, at: one.at, lines, files }
}

/// Whom it is for, each line with the key of the word before it; a note is for nobody.
fn lines(mode: Mode, [to, cc, bcc]: [String; 3]) -> Vec<(&'static str, String)> {
    let all = [("message-line-to", to), ("message-line-cc", cc), ("message-line-bcc", bcc)];
    all.into_iter().filter(|(_, line)| mode != Mode::Note && !line.is_empty()).collect()
}

/// `/tickets/{number}/drafts/{person}/body`: what somebody shares, with its form.
pub async fn body(State(web): State<Web>, here: Here, Id((number, person)): Id<(TicketNumber, PersonId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::shared_draft(read, number, person));
    let draft = asked.await.speak(&here.seat)?;
    let picture = |id: &str| {
        let file = draft.attachments.iter().find(|file| file.content_id.as_deref() == Some(id))?;
        Some(shared_file(&number, &person, file))
    };
    Ok(document(None, &draft.html.map_images(picture), false))
}

/// `/tickets/{number}/drafts/{person}/files/{digest}`
pub async fn file(
    State(web): State<Web>,
    here: Here,
    Id((number, person, digest)): Id<(TicketNumber, PersonId, String)>,
) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::shared_draft(read, number, person));
    let draft = asked.await.speak(&here.seat)?;
    let kept = draft.attachments.into_iter().find(|file| file.digest.as_str() == digest);
    shown(&web, &here, kept.ok_or_else(|| here.fail(Error::Missing))?).await
}

pub async fn restore(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let version = DraftVersionId(form.value("version").unwrap_or_default());
    let restored = web.desk.change(here.seat.actor.clone(), move |tx| conversation::restore_draft(tx, number, version));
    let talk = restored.await.map_err(|error| here.fail(error))?;
    Ok(here.go(&path(number, &talk), Said::Saved))
}

pub async fn take(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let person = PersonId(form.value("person").unwrap_or_default());
    let taken = web.desk.change(here.seat.actor.clone(), move |tx| conversation::take_over_draft(tx, number, person));
    taken.await.map_err(|error| here.fail(error))?;
    web.live.stops(number, person);
    web.live.moved(number);
    Ok(here.go(&format!("/tickets/{number}"), Said::Saved))
}
