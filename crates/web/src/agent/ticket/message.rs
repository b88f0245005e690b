//! `/tickets/{number}/messages`: answering, noting, forwarding with what goes along; and taking back what is still held.

use super::draft::SENT_AS;
use super::draft_files::let_go;
use super::page::{Told, drawn};
use crate::Web;
use crate::agent::addresses::addresses;
use crate::agent::composed::{Suggested, chosen, letter, send_at, written};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, html, see, status_of};
use crate::large::Large;
use crate::signed::Seat;
use crate::upload::{self, Upload};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use base::{CleanHtml, Language};
use desk::channel::Departure;
use desk::conversation::{Along, Chosen, Compose, Lines, MessageId, Mode, NewAttachment, Quoted};
use desk::people::PersonId;
use desk::ticket::{TicketNumber, TimeFacts};
use desk::{Done, Error, Refusal};
use service::conversation::{self, Begun};
use service::ticket;
use service::{Read, Tx};
use views::agent::ticket::AlongShown;

const WORKED: &str = "worked";

/// The composer: what kind of message it is, the form itself says.
pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Large) -> Answer {
    let upload = Upload::of_agent(&web, &here, form).await.map_err(|error| here.fail(error))?;
    let said = match upload.refusal {
        Some(refusal) => Err(refusal.into()),
        None => say(&web, &here, number, &upload).await,
    };
    match said {
        Ok((mode, message)) => {
            let path = goes_on(&web, &here, message, here.asked_at(&format!("/tickets/{number}"))).await;
            let said = match mode {
                Mode::Note => Said::Noted,
                Mode::Reply | Mode::ReplyAll | Mode::Forward => sent(&web, &here, message).await,
            };
            Ok(here.go(&path, said))
        }
        Err(Error::Refused(refusal)) => again(&web, &here, number, upload, refusal).await,
        Err(error) => Err(here.fail(error)),
    }
}

/// How its letter leaves.
pub async fn sent(web: &Web, here: &Here, message: MessageId) -> Said {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| service::channel::leaving(read, message));
    match asked.await.unwrap_or(Departure::Now) {
        Departure::Awaits => Said::Awaits(message),
        Departure::Scheduled(at) => Said::Scheduled(message, at),
        Departure::Guarded(until) => Said::Guarded(message, until),
        Departure::Soon(until) => Said::Sent(message, until),
        Departure::Now => Said::Gone,
        Departure::Not => Said::Twice,
    }
}

/// Where one goes on after a message: the list, where what was done with it has moved its ticket out of one's sight.
pub async fn goes_on(web: &Web, here: &Here, message: MessageId, path: String) -> String {
    let seen = web.desk.ask(here.seat.actor.clone(), move |read| conversation::in_sight(read, message));
    if seen.await.unwrap_or(true) { path } else { "/tickets".to_owned() }
}

async fn say(web: &Web, here: &Here, number: TicketNumber, upload: &Upload) -> Done<(Mode, MessageId)> {
    let mode = Mode::named(upload.fields.text("kind")).ok_or(Refusal::FormIncomplete)?;
    let (mut compose, kept) = (compose(&upload.fields, mode)?, kept(&upload.fields));
    compose.send_at = send_at(&upload.fields, here.seat.now, &here.seat.zone)?;
    let suggested = Suggested::in_letter(&compose, &upload.fields);
    let passing = Passing::of(&upload.fields, &here.seat);
    let worked = worked(&upload.fields, &here.seat.zone, here.seat.now)?;
    let knows = upload.fields.maybe("knows")?.map(PersonId);
    let (files, name) = (upload.files.clone(), upload.fields.text(SENT_AS).to_owned());
    let form = upload::form(&upload.fields, &upload.files);
    let say = move |tx: &mut Tx| -> Done<MessageId> {
        if ticket::visible(tx, number)?.number != number {
            return Err(Refusal::MergedMeanwhile.into());
        }
        let html = compose.html.clone().unwrap_or_default();
        let begun = begun_files(tx, number, &kept, &html)?;
        if mode != Mode::Note {
            ticket::nobody_else_answers(tx, number, knows)?;
        }
        ticket::answer_time(tx, number, worked)?;
        compose.attachments = begun.into_iter().chain(files).collect();
        let said = match mode {
            Mode::Reply | Mode::ReplyAll => conversation::reply(tx, number, compose),
            Mode::Forward => {
                let compose = passing.beneath(tx, number, compose)?;
                conversation::forward(tx, number, compose)
            }
            Mode::Note => conversation::note(tx, number, compose),
        }?;
        conversation::see_mentions(tx, number)?;
        suggested.follow(tx, number, said)?;
        conversation::draft_is_sent(tx, &name)?;
        Ok(said)
    };
    let said = web.desk.change(here.seat.actor.clone(), move |tx| conversation::sent_once(tx, &form, say));
    Ok((mode, said.await?))
}

/// How long one worked, where the composer asks; none: nothing was typed.
fn worked(form: &Fields, zone: &str, now: base::Moment) -> Result<Option<TimeFacts>, Refusal> {
    if form.text(WORKED).trim().is_empty() {
        return Ok(None);
    }
    let of_time = [("minutes", WORKED), ("activity", "worked_at")];
    let typed = of_time.map(|(name, typed)| (name.to_owned(), form.text(typed).to_owned()));
    super::times::facts(&Fields(typed.into()), now, zone).map(Some)
}

fn compose(form: &Fields, mode: Mode) -> Result<Compose, Refusal> {
    let (to, cc) = match mode {
        // Who takes part is on the form as well, and has no copy of a plain answer.
        Mode::Reply => (addresses(form.all("to"))?, addresses(form.all("more_cc"))?),
        Mode::ReplyAll => (addresses(form.all("to"))?, addresses(form.all("cc").chain(form.all("more_cc")))?),
        Mode::Forward => (addresses(form.all("forward_to"))?, addresses(form.all("more_cc"))?),
        Mode::Note => (Vec::new(), Vec::new()),
    };
    let bcc = if mode == Mode::Note { Vec::new() } else { addresses(form.all("bcc"))? };
    let letter = letter(form)?;
    let protect = letter.protect.filter(|_| mode != Mode::Note);
    Ok(Compose { to, cc, bcc, protect, ..letter })
}

/// What goes along with a forward; none with anything else.
struct Passing {
    along: Along,
    language: Language,
    zone: String,
}

impl Passing {
    fn of(form: &Fields, seat: &Seat) -> Self {
        let along = along(form).unwrap_or_default();
        Self { along, language: seat.words.language(), zone: seat.zone.clone() }
    }

    fn beneath(&self, read: &mut Read, number: TicketNumber, compose: Compose) -> Done<Compose> {
        conversation::take_along(read, number, compose, &self.along, self.language, &self.zone)
    }
}

/// Files of what goes along that are looked through.
const MOST_PASSED: usize = 500;

/// As the form says it. Files that it did not show go along with what it names.
fn along(form: &Fields) -> Option<Along> {
    let forward = Mode::named(form.text("kind")) == Some(Mode::Forward);
    let quoted = Quoted::named(form.text("along")).filter(|_| forward)?;
    let shown = Quoted::named(form.text("shown")) == Some(quoted);
    Some(Along { quoted, files: shown.then(|| form.values("goes", MOST_PASSED)) })
}

/// Files of the draft that were not taken away.
fn kept(form: &Fields) -> Vec<String> {
    form.all("kept").map(str::to_owned).collect()
}

fn begun_files(read: &mut Read, number: TicketNumber, kept: &[String], html: &CleanHtml) -> Done<Vec<NewAttachment>> {
    let shown = html.image_ids();
    let begun = conversation::draft(read, number)?.map(|draft| draft.attachments).unwrap_or_default();
    let stays = |file: &NewAttachment| match &file.content_id {
        Some(id) if file.inline => shown.contains(id),
        Some(_) | None => kept.iter().any(|digest| digest == file.digest.as_str()),
    };
    Ok(begun.into_iter().filter(stays).collect())
}

pub(super) fn chosen_of(form: &Fields, seat: &Seat) -> Chosen {
    let Suggested { macros, mentions, instead } = Suggested::of(form);
    Chosen {
        send_at: send_at(form, seat.now, &seat.zone).unwrap_or_default(),
        unless_answered: form.has("sending").then(|| form.has("unless_answered")),
        macros,
        mentions,
        instead,
        along: along(form),
        lines: Lines {
            to: form.has("to").then(|| line(form.all("to"))),
            cc: form.has("to").then(|| line(form.all("cc"))),
            more_cc: line(form.all("more_cc")),
            forward_to: line(form.all("forward_to")),
        },
        ..chosen(|name| form.text(name))
    }
}

/// Nothing of what was written is lost: it is a draft, and the page shows it with the reason.
async fn again(web: &Web, here: &Here, number: TicketNumber, upload: Upload, refusal: Refusal) -> Answer {
    let (form, files) = (upload.fields, upload.files);
    let warned = match refusal {
        Refusal::GuardWarns => warned(web, here, number, &form, &files).await.map_err(|error| here.fail(error))?,
        _ => Vec::new(),
    };
    let knows = match refusal {
        Refusal::ColleagueAnswers => {
            let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::claimant(read, number)).await;
            asked.map_err(|error| here.fail(error))?
        }
        _ => None,
    };
    let (kept, worked, came) = (kept(&form), form.text(WORKED).to_owned(), files.clone());
    let typed = begun(&form, &here.seat);
    let chosen = Some(typed.chosen.clone());
    let saved = web.desk.change(here.seat.actor.clone(), move |tx| {
        let revision = conversation::draft(tx, number)?.map_or(0, |draft| draft.revision);
        let attachments = begun_files(tx, number, &kept, &typed.html)?.into_iter().chain(files).collect();
        conversation::save_draft(tx, number, Begun { attachments, revision: revision + 1, ..typed })
    });
    match saved.await {
        Ok(_) => {}
        Err(Error::Refused(_)) => let_go(web, here, came).await?,
        Err(error) => return Err(here.fail(error)),
    }
    let told = Told { reason: Some(refusal.key()), warned, worked, knows, chosen, ..Told::nothing() };
    // What went into another ticket goes on there, and so does its page.
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::visible(read, number)).await;
    let home = asked.map_err(|error| here.fail(error))?.number;
    let elsewhere = HeaderValue::try_from(format!("/tickets/{home}")).ok().filter(|_| home != number);
    drawn(web, here, home, &here.origin(), told, |here, page| {
        let mut response = here.show_again(status_of(refusal), page);
        if let Some(path) = elsewhere {
            response.headers_mut().insert("hx-replace-url", path);
        }
        response
    })
    .await
}

/// What the guards warn of in what was to be sent.
async fn warned(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    form: &Fields,
    files: &[NewAttachment],
) -> Done<Vec<String>> {
    let mode = Mode::named(form.text("kind")).ok_or(Refusal::FormIncomplete)?;
    let (kept, compose, passing) = (kept(form), compose(form, mode)?, Passing::of(form, &here.seat));
    let files = files.to_vec();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let begun = begun_files(read, number, &kept, &compose.html.clone().unwrap_or_default())?;
        let compose = Compose { attachments: begun.into_iter().chain(files).collect(), ..compose };
        let compose = passing.beneath(read, number, compose)?;
        service::channel::guard_warnings(read, number, &compose)
    });
    asked.await
}

/// What a composer holds, as it was typed.
pub fn begun(form: &Fields, seat: &Seat) -> Begun {
    let mode = Mode::named(form.text("kind")).unwrap_or(Mode::Note);
    let (text, html) = written(form);
    Begun {
        mode,
        text,
        html,
        to: line(form.all(if mode == Mode::Forward { "forward_to" } else { "to" })),
        cc: match mode {
            Mode::Reply | Mode::Forward => line(form.all("more_cc")),
            Mode::ReplyAll | Mode::Note => line(form.all("cc").chain(form.all("more_cc"))),
        },
        bcc: line(form.all("bcc")),
        chosen: chosen_of(form, seat),
        attachments: Vec::new(),
        shared: form.has("shared"),
        name: form.text(SENT_AS).to_owned(),
        revision: 0,
    }
}

fn line<'f>(typed: impl Iterator<Item = &'f str>) -> String {
    typed.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `/tickets/{number}/along?along=…`: what would go along with a forward, before it is sent.
pub async fn along_shown(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let quoted = Quoted::named(here.query.text("along")).ok_or_else(|| here.fail(Error::Missing))?;
    let (language, zone) = (here.seat.words.language(), here.seat.zone.clone());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let passed = conversation::passed(read, number, quoted, language, &zone)?;
        let chosen = conversation::draft(read, number)?.and_then(|draft| draft.chosen.along);
        Ok((passed, chosen.filter(|along| along.quoted == quoted).unwrap_or_default()))
    });
    let (passed, along) = asked.await.map_err(|error| here.fail(error))?;
    let files = passed.files.iter().filter(|file| !file.inline).map(|file| (file, along.takes(file.id))).collect();
    Ok(html(&AlongShown { shell: here.shell(), quoted, text: &passed.text, files }))
}

/// The same is put into the text: the composer holds it then.
pub async fn forward(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let quoted = Quoted::named(form.text("along")).ok_or_else(|| here.fail(Error::Missing))?;
    let (language, zone) = (here.seat.words.language(), here.seat.zone.clone());
    into_composer(&web, &here, number, move |tx| conversation::begin_forward(tx, number, quoted, language, &zone)).await
}

/// `/tickets/{number}/messages/{id}/again`: what went out, to be corrected and sent once more.
pub async fn send_again(
    State(web): State<Web>,
    here: Here,
    Path((number, id)): Path<(TicketNumber, MessageId)>,
) -> Answer {
    into_composer(&web, &here, number, move |tx| conversation::begin_again(tx, number, id)).await
}

/// The composer with what was put into it, or the ticket with the reason why not.
async fn into_composer(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    verb: impl FnOnce(&mut Tx) -> Done<()> + Send + 'static,
) -> Answer {
    match web.desk.change(here.seat.actor.clone(), verb).await {
        Ok(()) => Ok(see(&format!("/tickets/{number}#composer"))),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let told = Told { reason: Some(refusal.key()), ..Told::nothing() };
            drawn(web, here, number, &here.origin(), told, |here, page| here.show_again(status_of(refusal), page)).await
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// `/messages/{id}/take-back`
pub async fn take_back(State(web): State<Web>, here: Here, Id(message): Id<MessageId>) -> Answer {
    let taken = web.desk.change(here.seat.actor.clone(), move |tx| {
        let beside = conversation::begun_in_the_way(tx, message)?;
        conversation::take_back(tx, message)?;
        Ok((beside, conversation::in_sight(tx, message)?))
    });
    match taken.await.map_err(|error| here.fail(error))? {
        (beside, true) => Ok(here.done("/", beside.map_or(Said::TakenBack, Said::TakenBackBeside))),
        (_, false) => Ok(here.go("/tickets", Said::TakenBack)),
    }
}
