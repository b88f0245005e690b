//! `/tickets/new`: an agent opens a ticket on somebody's behalf.

mod template;

use super::addresses::{addresses, parts};
use super::asked::{Asked, ask};
use super::composed::{
    ahead, beneath_ahead, beside_letter, chosen, in_their_hours, leaves_again, letter_with, send_at,
};
use super::fields::Fields;
use super::here::Here;
use super::loose::{kept_files, with_files};
use super::said::Said;
use super::ticket::change::names;
use super::ticket::message::{goes_on, sent};
use super::ticket::tasks::term;
use crate::Web;
use crate::admin::tried::{Again, tried, typed};
use crate::answer::{Answer, Failure};
use crate::blanks::{drawn, given};
use crate::large::Large;
use crate::upload::{self, Upload};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::Moment;
use desk::conversation::{
    Assignee, Chosen, Compose, MOST_RECIPIENTS, Macro, MacroId, MessageId, NewAttachment, Prepared,
};
use desk::form::{Audience, Topic};
use desk::people::{Person, PersonId, Team, TeamId, Whom};
use desk::ticket::{ChecklistId, Kind, MailingId, Origin, Priority, TicketNumber, subject};
use desk::{Done, Error, Level, Permission, Refusal};
use serde::{Deserialize, Serialize};
use service::form::{self, Given, Sheet};
use service::ticket::{ByAgent, Each, Opening, begin_mailing, open_for, tags_named};
use service::{Read, Tx, channel, conversation, people, ticket};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::new::{Alike, Meant, NewTicket};
use views::agent::sending::{Sending, Signed};

/// `?requester=` fills in whom it is for, `?topic=` what it is about, `?prepared=` what a macro says and does.
pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("requester", here.query.text("requester"));
    let given = given(&here.query, &here.seat.zone);
    let mut page = page(&web, &here, form, (given, false)).await?;
    let chosen = here.query.maybe("prepared").unwrap_or_default().map(MacroId);
    let prepared = page.prepared.iter().find(|(prepared, _)| Some(prepared.id) == chosen).cloned();
    let form = match prepared {
        Some((prepared, said)) => {
            let form = prefilled(&page, &prepared, &said, here.seat.person);
            let (html, kept) = (form.text("html").to_owned(), form.all("kept").map(str::to_owned).collect::<Vec<_>>());
            let asked = web.desk.ask(here.seat.actor.clone(), move |read| kept_files(read, &html, &kept)).await;
            page.kept = asked.map_err(|error| here.fail(error))?;
            form
        }
        None => page.form.clone(),
    };
    Ok(here.show(&NewTicket { form, ..page }))
}

fn prefilled(page: &NewTicket, prepared: &Macro, said: &Prepared, me: PersonId) -> Form {
    let files = prepared.files.iter().filter(|file| !file.inline).filter_map(|file| file.content_id.as_deref());
    let tags = page.known.iter().filter(|tag| prepared.acts.tags.contains(&tag.id)).map(|tag| tag.name.as_str());
    let form = page.form.clone().without("priority").without("tags");
    let form = match prepared.teams.first() {
        Some(team) => form.without("team").with("team", team),
        None => form,
    };
    let form = files.fold(form, |form, id| form.with("kept", id));
    form.with("subject", &prepared.name)
        .with("text", &said.text)
        .with("html", said.html.as_str())
        .with("priority", prepared.acts.priority.unwrap_or(Priority::Normal).name())
        .with("tags", tags.collect::<Vec<_>>().join(", "))
        .with("assignee", assignee(prepared.acts.assignee, me).map(|agent| agent.to_string()).unwrap_or_default())
}

/// Whom the form chooses.
fn assignee(wish: Assignee, me: PersonId) -> Option<PersonId> {
    match wish {
        Assignee::Writer => Some(me),
        Assignee::Agent(agent) => Some(agent),
        Assignee::Unchanged | Assignee::Nobody => None,
    }
}

/// The fields that belong to what was chosen so far.
pub async fn fields(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let given = given(&fields, &here.seat.zone);
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| sheet(read, given));
    let (sheet, given) = asked.await.map_err(|error| here.fail(error))?;
    Ok(crate::answer::html(&crate::blanks::part(here.shell(), &sheet, &given)))
}

/// `/tickets/new/alike`: tickets that look like the one being typed, but those the form tells of already.
pub async fn alike(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    subject(fields.text("subject")).map_err(|refusal| here.fail(refusal))?;
    let mut alike = like_it(&web, &here, &fields, given(&fields, &here.seat.zone)).await?;
    alike.retain(|(number, _)| fields.all("anyway").all(|told| told != number.to_string()));
    Ok(crate::answer::html(&Alike { shell: here.shell(), alike }))
}

/// A topic that is none (any more) asks for nothing.
fn sheet(read: &mut Read, given: Given) -> Done<(Sheet, Given)> {
    read.actor().must_be_agent()?;
    match form::sheet(read, &given, Audience::Agent) {
        Err(Error::Refused(Refusal::TopicUnknown)) => Ok((Sheet::default(), given)),
        sheet => Ok((sheet?, given)),
    }
}

pub async fn create(State(web): State<Web>, here: Here, form: Large) -> Answer {
    let upload = Upload::of_agent(&web, &here, form).await.map_err(|error| here.fail(error))?;
    let Upload { fields, files, refusal } = upload;
    let (wish, me, given) = (fields.clone(), here.seat.person, given(&fields, &here.seat.zone));
    if fields.has("template") || matches!(fields.text("act"), "draw" | "keep") {
        return template::answer(&web, &here, fields, files).await;
    }
    let (again, once) = (given.clone(), upload::form(&fields, &files));
    if refusal.is_none() {
        let alike = like_it(&web, &here, &fields, given.clone()).await?;
        // Whoever was told of all of them means it; what they have changed since may be like others.
        let told = |number: &str| fields.all("anyway").any(|told| told == number);
        let untold: Vec<String> =
            alike.iter().map(|(number, _)| number.to_string()).filter(|number| !told(number)).collect();
        if !untold.is_empty() {
            // What it looks like may be what it has opened itself.
            if let Some(opened) = before(&web, &here, once.clone()).await? {
                return Ok(led(&web, &here, &fields, opened).await);
            }
            let form = untold.iter().fold(typed(&fields), |form, number| form.with("anyway", number));
            let form = with_files(&web, &here, form, files).await?;
            let page = page(&web, &here, form, (given, true)).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(here.show_again(status, &NewTicket { alike, ..page }));
        }
    }
    let (brought, now, zone) = (files.clone(), here.seat.now, here.seat.zone.clone());
    let done = match refusal {
        Some(refusal) => Err(refusal.into()),
        None => {
            let open = move |tx: &mut Tx| open(tx, &wish, brought, (me, given), (now, &zone));
            web.desk.change(here.seat.actor.clone(), move |tx| ticket::taken_once(tx, &once, open)).await
        }
    };
    let warned = match done {
        Err(Error::Refused(Refusal::GuardWarns)) => warned(&web, &here, &fields, files.clone()).await?,
        Ok(_) | Err(_) => Vec::new(),
    };
    let meant = match done {
        Err(Error::Refused(Refusal::RequesterUnclear)) => meant(&web, &here, &fields).await?,
        Ok(_) | Err(_) => None,
    };
    let doubtful = match done {
        Err(Error::Refused(
            Refusal::RequesterUnclear | Refusal::RequesterUnreached | Refusal::PersonUnknown | Refusal::PhoneInvalid,
        )) => doubtful(&web, &here, &fields).await?,
        Ok(_) | Err(_) => String::new(),
    };
    match tried(&here, done, &fields, field)? {
        Ok(opened) => Ok(led(&web, &here, &fields, opened).await),
        Err(Again { status, form }) => {
            let form = with_files(&web, &here, form, files).await?;
            let page = page(&web, &here, form, (again, true)).await?;
            Ok(here.show_again(status, &NewTicket { warned, meant, doubtful, ..page }))
        }
    }
}

async fn led(web: &Web, here: &Here, fields: &Fields, opened: Opened) -> Response {
    match opened {
        Opened::One(number, message) => {
            let said = match fields.text("opening") {
                "write" => sent(web, here, message).await,
                _ => Said::Created(number),
            };
            here.go(&goes_on(web, here, message, format!("/tickets/{number}")).await, said)
        }
        Opened::Many(mailing) => here.go(&format!("/tickets/mailings/{mailing}"), Said::Begun),
    }
}

/// What came of the same form before.
async fn before(web: &Web, here: &Here, once: ticket::Form) -> Result<Option<Opened>, Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::taken(read, &once)).await;
    asked.map_err(|error| here.fail(error))
}

/// What the guards warn of in the letters that were to open it.
async fn warned(web: &Web, here: &Here, form: &Fields, files: Vec<NewAttachment>) -> Result<Vec<String>, Failure> {
    let form = form.clone();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let team = TeamId(form.value("team")?);
        let mut to = Vec::new();
        for whom in whoms(&form)? {
            to.extend(ticket::written_to(read, &whom)?);
        }
        let compose = copied(&form, letter_with(read, &form, files)?)?;
        channel::opening_warnings(read, team, form.text("subject"), &compose, &to)
    });
    asked.await.map_err(|error| here.fail(error))
}

fn copied(form: &Fields, compose: Compose) -> Done<Compose> {
    Ok(Compose { cc: addresses(form.all("cc"))?, bcc: addresses(form.all("bcc"))?, ..compose })
}

/// Number and subject of tickets that may be about the same.
async fn like_it(web: &Web, here: &Here, form: &Fields, given: Given) -> Result<Vec<(TicketNumber, String)>, Failure> {
    let Ok([requester]) = <[Whom; 1]>::try_from(whoms(form).unwrap_or_default()) else { return Ok(Vec::new()) };
    let subject = form.text("subject").to_owned();
    let like = move |read: &mut Read| ticket::like_it(read, &requester, &subject, &given);
    let lines = web.desk.ask(here.seat.actor.clone(), like).await.map_err(|error| here.fail(error))?;
    Ok(lines.into_iter().map(|line| (line.ticket.number, line.ticket.subject)).collect())
}

/// What came of it.
#[derive(Serialize, Deserialize)]
enum Opened {
    One(TicketNumber, MessageId),
    Many(MailingId),
}

fn open(
    tx: &mut Tx,
    form: &Fields,
    files: Vec<NewAttachment>,
    (me, given): (PersonId, Given),
    (now, zone): (Moment, &str),
) -> Done<Opened> {
    let each = each(tx, form, files, (me, given), (now, zone))?;
    match whoms(form)?.as_slice() {
        [] => Err(Refusal::AddressInvalid.into()),
        [one] => {
            let (ticket, message) = open_for(tx, each, one)?;
            Ok(Opened::One(ticket.number, message))
        }
        [..] if !form.has("each") => Err(Refusal::SeveralRequesters.into()),
        [..] => Ok(Opened::Many(begin_mailing(tx, each, whoms(form)?)?.id)),
    }
}

/// Whom it is for: as typed, or, where that was not clear, as chosen since.
fn whoms(form: &Fields) -> Result<Vec<Whom>, Refusal> {
    let typed: Vec<&str> = parts(form.all("requester")).take(MOST_RECIPIENTS + 1).collect();
    if typed.len() > MOST_RECIPIENTS {
        return Err(Refusal::TooManyRecipients);
    }
    let &[one] = typed.as_slice() else { return typed.into_iter().map(Whom::read).collect() };
    // What was chosen is for what stood there then.
    let chosen = if form.text("whom_for") == one { form.text("whom") } else { "" };
    Ok(vec![match chosen {
        "" => Whom::read(one)?.named(form.text("name")),
        "new" => Whom::read(one)?.named(form.text("name")).anew(),
        chosen => Whom::read(chosen)?,
    }])
}

/// Who may be meant by what was typed, and that themselves.
async fn meant(web: &Web, here: &Here, form: &Fields) -> Result<Option<Meant>, Failure> {
    let all: Vec<&str> = parts(form.all("requester")).collect();
    let &[typed] = all.as_slice() else { return Ok(None) };
    let typed = typed.to_owned();
    let Ok(whom) = Whom::read(&typed) else { return Ok(None) };
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| people::perhaps_meant(read, &whom)).await;
    let known = |person: Person| {
        let about = person.email.as_ref().map(ToString::to_string).unwrap_or_default();
        Choice::new(format!("#{}", person.id), person.shown()).meaning(about)
    };
    let known = asked.map_err(|error| here.fail(error))?.into_iter().map(known).collect();
    Ok(Some(Meant { typed, known }))
}

/// Which of several are not clear, or not reached, as they were typed.
async fn doubtful(web: &Web, here: &Here, form: &Fields) -> Result<String, Failure> {
    let (typed, written) = (parts(form.all("requester")).collect::<Vec<_>>(), form.text("opening") == "write");
    let Ok(whoms) = whoms(form) else { return Ok(String::new()) };
    if whoms.len() < 2 {
        return Ok(String::new());
    }
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::doubtful(read, &whoms, written)).await;
    let places = asked.map_err(|error| here.fail(error))?;
    Ok(places.into_iter().filter_map(|place| typed.get(place).copied()).collect::<Vec<_>>().join(", "))
}

/// What the form says, whoever it is for.
fn each(
    tx: &mut Tx,
    form: &Fields,
    files: Vec<NewAttachment>,
    (me, given): (PersonId, Given),
    (now, zone): (Moment, &str),
) -> Done<Each> {
    let compose = letter_with(tx, form, files)?;
    let (macros, mentions) = (compose.macros.clone(), compose.mentions.clone());
    let opening = match form.text("opening") {
        "write" => Opening::Write(Compose { send_at: send_at(form, now, zone)?, ..copied(form, compose)? }),
        "called" => Opening::Called(compose),
        "note" => Opening::Note(compose),
        _ => Opening::Said(compose),
    };
    let tags: Vec<String> = names(form.text("tags")).collect();
    let ticket = ByAgent {
        subject: form.text("subject").to_owned(),
        // Whoever it is opened for.
        requester: PersonId(0),
        team: TeamId(form.value("team")?),
        origin: Origin::named(form.text("origin")).unwrap_or(Origin::Agent),
        language: None,
        kind: Kind::named(form.text("type")).unwrap_or(Kind::Question),
        priority: Priority::named(form.text("priority")).unwrap_or(Priority::Normal),
        tags: tags_named(tx, &tags)?,
        participants: Vec::new(),
        assignee: form.maybe("assignee")?.map(PersonId).or((form.text("take") == "on").then_some(me)),
        given,
        opening,
    };
    Ok(Each {
        ticket,
        theirs: in_their_hours(form, now, zone),
        macros,
        checklist: form.maybe("checklist")?.map(ChecklistId),
        due: term(form.text("due"), now, zone)?,
        mentions,
    })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SubjectEmpty | Refusal::SubjectTooLong => "subject",
        Refusal::AddressInvalid | Refusal::AddressIsOurs | Refusal::NoRecipient => "requester",
        Refusal::PersonUnknown | Refusal::PhoneInvalid | Refusal::RequesterUnclear | Refusal::RequesterUnreached => {
            "requester"
        }
        Refusal::TooManyRecipients | Refusal::SeveralRequesters | Refusal::MailingWithCopies => "requester",
        Refusal::NameEmpty | Refusal::NameTooLong | Refusal::TooManyTags => "tags",
        Refusal::AssigneeNotInTeam => "assignee",
        Refusal::DeadlineInThePast | Refusal::WhenUnclear => "due",
        refusal => beside_letter(refusal),
    }
}

async fn page(web: &Web, here: &Here, form: Form, (given, sent): (Given, bool)) -> Result<NewTicket<'static>, Failure> {
    let language = here.seat.words.language();
    let (actor, kept) = (here.seat.actor.clone(), form.all("kept").map(str::to_owned).collect::<Vec<_>>());
    let (chosen, html) = (chosen(|name| form.text(name)), form.text("html").to_owned());
    let (shown, leaves) = (chosen.clone(), leaves_again(|name| form.text(name), here));
    let wish = team_of(form.text("team"));
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let (topics, sheet) = (form::open_topics(read)?, sheet(read, given)?);
        let teams: Vec<Team> =
            people::teams(read)?.into_iter().filter(|team| actor.level(team.id) >= Level::Reply).collect();
        let proposed = sheet.0.topic.as_ref().and_then(|topic| topic.wish.team);
        let own = |team: &TeamId| teams.iter().any(|own| own.id == *team);
        let team = wish.filter(own).or(proposed).or(teams.first().map(|team| team.id)).unwrap_or(TeamId(0));
        let beneath = beneath_ahead(read, team, &chosen)?;
        let letter = (channel::own_senders(read)?, beneath, ticket::statuses(read)?, kept_files(read, &html, &kept)?);
        let agents = (people::answering(read)?, ticket::away(read)?);
        let work = (agents, ticket::checklists(read)?, ticket::templates(read)?);
        Ok((teams, ticket::tags(read)?, conversation::macros_ahead(read, language)?, topics, sheet, letter, work))
    });
    let Asked { shell, frame, found } = asked.await?;
    let (teams, tags, prepared, topics, (sheet, given), letter, ((agents, away), checklists, templates)) = found;
    let (senders, beneath, statuses, kept) = letter;
    let form = match &sheet.topic {
        Some(topic) => begun(form, topic, language),
        None => form,
    };
    let form = form
        .or("type", Kind::Question.name())
        .or("opening", "said")
        .or("origin", "phone")
        .or("priority", Priority::Normal.name());
    Ok(NewTicket {
        teams: teams.into_iter().map(|team| Choice::new(team.id, team.name)).collect(),
        known: tags,
        prepared,
        blanks: drawn(&sheet, &given, language, sent),
        topics: topics.iter().map(|topic| Choice::new(topic.id, topic.wish.name.shown(language))).collect(),
        sending: Sending { leaves, ..ahead(here, &senders, &shown, "new-from-team", &beneath) },
        assignable: agents.iter().map(|(id, name)| Choice::new(id, shell.named(name, away.get(id)))).collect(),
        checklists: checklists.into_iter().map(|list| Choice::new(list.id, list.name)).collect(),
        templates: templates.into_iter().map(|one| (one.id, one.name)).collect(),
        keeps: here.seat.actor.may(Permission::Configure).is_ok(),
        beneath,
        most: here.seat.attached.bytes(),
        statuses,
        kept,
        form,
        alike: Vec::new(),
        meant: None,
        doubtful: String::new(),
        warned: Vec::new(),
        waits: !here.seat.actor.sends_alone(),
        shell,
        frame,
    })
}

fn team_of(text: &str) -> Option<TeamId> {
    text.parse().ok().map(TeamId)
}

/// `/tickets/new/signature?team=…&from=…&signs=…&protect=…`: what will stand beneath the letter, and what it carries.
pub async fn signature(State(web): State<Web>, here: Here) -> Answer {
    let Chosen { from, signs, protect, .. } = chosen(|name| here.query.text(name));
    let team = team_of(here.query.text("team")).unwrap_or(TeamId(0));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| channel::beneath_ahead(read, team, from, signs));
    let beneath = asked.await.map_err(|error| here.fail(error))?;
    Ok(crate::answer::html(&Signed { shell: here.shell(), closes: beneath.closes_as_well(protect), beneath }))
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
