//! `/tickets/new`: an agent opens a ticket on somebody's behalf.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::said::Said;
use super::ticket::change::names;
use crate::Web;
use crate::admin::tried::{Again, tried, typed};
use crate::answer::{Answer, Failure};
use crate::blanks::{drawn, given};
use crate::upload::Upload;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use base::{Address, Email, Language};
use desk::conversation::template::{OfPerson, Values, filled_or_bare};
use desk::conversation::{Assignee, Compose, Macro, MacroId, NewAttachment};
use desk::form::{Audience, Topic};
use desk::people::{Person, PersonId, TeamId};
use desk::ticket::{Kind, Origin, Priority, Ticket, TicketNumber};
use desk::{Done, Error, Level, Refusal};
use service::form::{self, Given, Sheet};
use service::ticket::{ByAgent, Opening, create_by_agent, tags_named};
use service::{Read, Tx, channel, conversation, people, ticket};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::new::NewTicket;

/// `?requester=` fills in whom it is for, `?topic=` what it is about, `?prepared=` what a macro says and does.
pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("requester", here.query.text("requester"));
    let given = given(&here.query, &here.seat.zone);
    let page = page(&web, &here, form, (given, false), false).await?;
    let chosen = here.query.maybe("prepared").unwrap_or_default().map(MacroId);
    let form = match page.prepared.iter().find(|prepared| Some(prepared.id) == chosen) {
        Some(prepared) => prefilled(&page, prepared, here.seat.words.language()),
        None => page.form.clone(),
    };
    Ok(here.show(&NewTicket { form, ..page }))
}

/// The requester is not known yet, and so stays out of the text.
fn prefilled(page: &NewTicket, prepared: &Macro, language: Language) -> Form {
    let of = |name: &str| OfPerson { name: name.to_owned(), email: String::new() };
    let values = Values {
        agent: of(page.shell.viewer.as_ref().map_or("", |viewer| &viewer.name)),
        organization: page.shell.organization.clone(),
        ..Values::default()
    };
    let tags = page.known.iter().filter(|tag| prepared.acts.tags.contains(&tag.id)).map(|tag| tag.name.as_str());
    let form = page.form.clone().without("priority").without("tags");
    let form = match prepared.teams.first() {
        Some(team) => form.without("team").with("team", team),
        None => form,
    };
    form.with("subject", &prepared.name)
        .with("text", filled_or_bare(prepared.text(language), &values))
        .with("priority", prepared.acts.priority.unwrap_or(Priority::Normal).name())
        .with("tags", tags.collect::<Vec<_>>().join(", "))
        .with("take", if prepared.acts.assignee == Assignee::Writer { "on" } else { "" })
}

/// The fields that belong to what was chosen so far.
pub async fn fields(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let given = given(&fields, &here.seat.zone);
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| sheet(read, given));
    let (sheet, given) = asked.await.map_err(|error| here.fail(error))?;
    Ok(crate::answer::html(&crate::blanks::part(here.shell(), &sheet, &given)))
}

/// A topic that is none (any more) asks for nothing.
fn sheet(read: &mut Read, given: Given) -> Done<(Sheet, Given)> {
    read.actor().must_be_agent()?;
    match form::sheet(read, &given, Audience::Agent) {
        Err(Error::Refused(Refusal::TopicUnknown)) => Ok((Sheet::default(), given)),
        sheet => Ok((sheet?, given)),
    }
}

pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let Upload { fields, files, refusal } = Upload::read(&web, form).await.map_err(|error| here.fail(error))?;
    let had_files = !files.is_empty();
    let (wish, me, given) = (fields.clone(), here.seat.person, given(&fields, &here.seat.zone));
    if fields.text("act") == "draw" {
        let page = page(&web, &here, typed(&fields), (given, false), had_files).await?;
        return Ok(here.show_again(StatusCode::OK, &page));
    }
    let again = given.clone();
    if refusal.is_none() && !fields.has("anyway") {
        let alike = like_it(&web, &here, &fields).await?;
        if !alike.is_empty() {
            let page = page(&web, &here, typed(&fields), (given, true), had_files).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(here.show_again(status, &NewTicket { alike, ..page }));
        }
    }
    let sent = files.clone();
    let done = match refusal {
        Some(refusal) => Err(refusal.into()),
        None => web.desk.change(here.seat.actor.clone(), move |tx| open(tx, &wish, files, (me, given))).await,
    };
    let warned = match done {
        Err(Error::Refused(Refusal::GuardWarns)) => warned(&web, &here, &fields, sent).await?,
        Ok(_) | Err(_) => Vec::new(),
    };
    match tried(&here, done, &fields, field)? {
        Ok(ticket) => Ok(here.go(&format!("/tickets/{}", ticket.number), Said::Created(ticket.number))),
        Err(Again { status, form }) => {
            let page = page(&web, &here, form, (again, true), had_files).await?;
            Ok(here.show_again(status, &NewTicket { warned, ..page }))
        }
    }
}

/// What the guards warn of in the letter that was to open it.
async fn warned(web: &Web, here: &Here, form: &Fields, files: Vec<NewAttachment>) -> Result<Vec<String>, Failure> {
    let (form, subject) = (form.clone(), form.text("subject").to_owned());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let to = Email::parse(form.text("requester")).map(Address::bare).ok_or(Refusal::AddressInvalid)?;
        channel::opening_warnings(read, TeamId(form.value("team")?), &subject, &letter(&form, to, files))
    });
    asked.await.map_err(|error| here.fail(error))
}

fn letter(form: &Fields, to: Address, attachments: Vec<NewAttachment>) -> Compose {
    let (text, confirmed) = (form.text("text").to_owned(), form.has("confirmed"));
    Compose { text, to: vec![to], attachments, confirmed, ..Compose::default() }
}

/// Number and subject of open tickets that may be about the same.
async fn like_it(web: &Web, here: &Here, form: &Fields) -> Result<Vec<(TicketNumber, String)>, Failure> {
    let Some(email) = Email::parse(form.text("requester")) else { return Ok(Vec::new()) };
    let subject = form.text("subject").to_owned();
    let found = web.desk.ask(here.seat.actor.clone(), move |read| ticket::like_it(read, &email, &subject)).await;
    let lines = found.map_err(|error| here.fail(error))?;
    Ok(lines.into_iter().map(|line| (line.ticket.number, line.ticket.subject)).collect())
}

/// Whoever asked, known or new; never the desk itself.
pub fn requester_at(tx: &mut Tx, address: &str, name: &str) -> Done<(Address, Person)> {
    let email = Email::parse(address).ok_or(Refusal::AddressInvalid)?;
    if channel::own_addresses(tx)?.contains(&email) {
        return Err(Refusal::AddressIsOurs.into());
    }
    let address = Address::new(name, email);
    let requester = people::find_or_create(tx, &address, None)?;
    Ok((address, requester))
}

fn open(tx: &mut Tx, form: &Fields, files: Vec<NewAttachment>, (me, given): (PersonId, Given)) -> Done<Ticket> {
    let (address, requester) = requester_at(tx, form.text("requester"), form.text("name"))?;
    let text = form.text("text").to_owned();
    let opening = match form.text("opening") {
        "write" => Opening::Write(letter(form, address, files)),
        "note" => Opening::Note(Compose { text, attachments: files, ..Compose::default() }),
        _ => Opening::Said { text, attachments: files },
    };
    let tags: Vec<String> = names(form.text("tags")).collect();
    let wish = ByAgent {
        subject: form.text("subject").to_owned(),
        requester: requester.id,
        team: TeamId(form.value("team")?),
        origin: Origin::named(form.text("origin")).unwrap_or(Origin::Agent),
        language: requester.language,
        kind: Kind::Question,
        priority: Priority::named(form.text("priority")).unwrap_or(Priority::Normal),
        tags: tags_named(tx, &tags)?,
        participants: Vec::new(),
        assignee: (form.text("take") == "on").then_some(me),
        given,
        opening,
    };
    create_by_agent(tx, wish)
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SubjectEmpty | Refusal::SubjectTooLong => "subject",
        Refusal::AddressInvalid | Refusal::AddressIsOurs | Refusal::NoRecipient => "requester",
        Refusal::MessageEmpty | Refusal::MessageTooLong => "text",
        Refusal::AttachmentTooLarge | Refusal::TooManyAttachments => "file",
        Refusal::NameEmpty | Refusal::NameTooLong | Refusal::TooManyTags => "tags",
        Refusal::AssigneeNotInTeam => "team",
        Refusal::GuardWarns => "confirmed",
        _ => "",
    }
}

async fn page(
    web: &Web,
    here: &Here,
    form: Form,
    (given, sent): (Given, bool),
    files_lost: bool,
) -> Result<NewTicket<'static>, Failure> {
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let (topics, sheet) = (form::open_topics(read)?, sheet(read, given)?);
        Ok((people::teams(read)?, ticket::tags(read)?, conversation::macros(read)?, topics, sheet))
    });
    let Asked { shell, frame, found: (teams, tags, mut prepared, topics, (sheet, given)) } = asked.await?;
    let level = |team: TeamId| here.seat.actor.level(team) >= Level::Reply;
    prepared.retain(|one| one.teams.is_empty() || one.teams.iter().any(|team| level(*team)));
    let language = shell.words.language();
    let form = match &sheet.topic {
        Some(topic) => begun(form, topic, language),
        None => form,
    };
    let answers = teams.into_iter().filter(|team| here.seat.actor.level(team.id) >= Level::Reply);
    let form = form.or("opening", "said").or("origin", "phone").or("priority", Priority::Normal.name());
    Ok(NewTicket {
        teams: answers.map(|team| Choice::new(team.id, team.name)).collect(),
        known: tags,
        prepared,
        blanks: drawn(&sheet, &given, language, sent),
        topics: topics.iter().map(|topic| Choice::new(topic.id, topic.wish.name.shown(language))).collect(),
        form,
        alike: Vec::new(),
        warned: Vec::new(),
        waits: !here.seat.actor.sends_alone(),
        files_lost,
        shell,
        frame,
    })
}

/// What the topic proposes, where nothing was chosen yet.
fn begun(form: Form, topic: &Topic, language: base::Language) -> Form {
    let form = form.or("topic", topic.id).or("text", topic.wish.text.shown(language));
    let form = topic.wish.team.into_iter().fold(form, |form, team| form.or("team", team));
    topic.wish.priority.into_iter().fold(form, |form, priority| form.or("priority", priority.name()))
}

/// `POST /tickets/next`: the most important ticket of nobody is mine.
pub async fn next(State(web): State<Web>, here: Here) -> Answer {
    match web.desk.change(here.seat.actor.clone(), ticket::take_next).await {
        Ok(ticket) => Ok(crate::answer::see(&format!("/tickets/{}?view=mine", ticket.number))),
        Err(desk::Error::Refused(desk::Refusal::NothingToTake)) => {
            Ok(here.go("/tickets?view=unassigned", super::said::Said::NothingToTake))
        }
        Err(error) => Err(here.fail(error)),
    }
}
