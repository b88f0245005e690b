//! `/help/requests`, and one request: signed in, or by the link in a letter (`/r/NUMBER/LINK`).

use super::rating::wish;
use crate::agent::fields::Fields;
use crate::answer::{Answer, Failure, Speak, html, see, status_of};
use crate::blanks::{drawn, given};
use crate::next;
use crate::signed::{Requester, Visitor};
use crate::upload::{self, Upload};
use crate::{Web, file};
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Digest, Email, Language};
use desk::conversation::AttachmentId;
use desk::form::{Audience, Field, FieldId, Nature, Topic, Value};
use desk::people::{Askers, OrganizationId};
use desk::ticket::{Priority, Rating, RatingWish, TicketNumber};
use desk::{Actor, Error, Refusal};
use serde::Deserialize;
use service::Tx;
use service::access::{open_ticket_link, ticket_link};
use service::form::{self, Given, PublicDetails, Sheet};
use service::house;
use service::people;
use service::ticket::{self, After, Asked, Mine, PublicLine, PublicMessage, PublicPage};
use views::Shell;
use views::access::Tried;
use views::admin::Choice;
use views::form::Words;
use views::portal::{Deed, Filled, New, NewForm, Request, RequestLine, Requests, Said, Thanks, Topics};
use views::rating::RatingForm;

pub(crate) const PAGE: usize = 25;

#[derive(Deserialize)]
pub struct Continue {
    after: Option<String>,
    /// Of which organisation; none: one's own.
    organization: Option<i64>,
    /// `others`: of those whom one oversees.
    of: Option<String>,
}

pub async fn index(State(web): State<Web>, Requester(seat): Requester, Query(page): Query<Continue>) -> Answer {
    let after = page.after.as_deref().and_then(After::read);
    let older = after.is_some();
    let of = Askers::named(page.organization, page.of.as_deref().unwrap_or_default());
    let asked = web.desk.ask(seat.actor.clone(), move |read| ticket::requests(read, of, after, PAGE)).await;
    Ok(html(&list(seat.shell(), asked.speak(&seat)?, &seat.name, (of, older))))
}

/// One of the lists of whoever is called so; `older`: not from its beginning.
pub(crate) fn list<'s>(shell: Shell<'s>, mine: Mine, reader: &str, (of, older): (Askers, bool)) -> Requests<'s> {
    Requests {
        requests: lines(&mine, shell.words.language(), reader),
        approvals: mine.approvals,
        organizations: mine.organizations,
        oversees: mine.oversees,
        shown: of,
        older,
        next: mine.next.map(|after| after.to_string()),
        looked: None,
        shell,
    }
}

#[derive(Deserialize)]
pub struct About {
    topic: Option<String>,
}

/// Without `?topic=`, the topics there are; `none` is about something else.
pub async fn new(
    State(web): State<Web>,
    requester: Option<Requester>,
    visitor: Visitor,
    Query(about): Query<About>,
) -> Answer {
    let Guise { shell, actor, zone } = Guise::of(requester.as_ref(), &visitor);
    let language = shell.words.language();
    let fail = |error| Failure::new(error, language);
    match web.desk.ask(actor.clone(), house::may_ask).await {
        Err(Error::Refused(Refusal::SignInFirst)) => {
            return Ok(see(&next::door("/help/sign-in", "/help/requests/new")));
        }
        may => may.map_err(fail)?,
    }
    let Some(topic) = about.topic else {
        let topics = web.desk.ask(actor, form::open_topics).await.map_err(fail)?;
        if !topics.is_empty() {
            let topics = topics.iter().map(|topic| choice(topic, language)).collect();
            return Ok(html(&Topics { shell, topics }));
        }
        let houses = houses(&web, requester.as_ref()).await?;
        let tried = Tried::default();
        return Ok(html(&New { shell, tried, files_again: false, topic: None, blanks: Vec::new(), houses }));
    };
    let fields = Fields(vec![("topic".to_owned(), topic)]);
    let given = given(&fields, &zone);
    let sheet = web.desk.ask(actor, move |read| sheet(read, given)).await.map_err(fail)?;
    let text = sheet.0.topic.as_ref().map(|topic| topic.wish.text.shown(language).to_owned()).unwrap_or_default();
    let tried = Tried { form: NewForm { text, ..NewForm::default() }, ..Tried::default() };
    let houses = houses(&web, requester.as_ref()).await?;
    Ok(html(&page(shell, tried, false, &sheet, false, houses)))
}

/// `/help/requests/fields`: the fields that belong to what was chosen so far.
pub async fn fields(State(web): State<Web>, requester: Option<Requester>, visitor: Visitor, fields: Fields) -> Answer {
    let Guise { shell, actor, zone } = Guise::of(requester.as_ref(), &visitor);
    let language = shell.words.language();
    let given = given(&fields, &zone);
    let (sheet, given) =
        web.desk.ask(actor, move |read| sheet(read, given)).await.map_err(|error| Failure::new(error, language))?;
    Ok(html(&crate::blanks::part(shell, &sheet, &given)))
}

fn sheet(read: &mut service::Read, given: Given) -> desk::Done<(Sheet, Given)> {
    Ok((form::sheet(read, &given, Audience::Requester)?, given))
}

/// For which of their organisations somebody may ask, where there is something to choose.
async fn houses(web: &Web, requester: Option<&Requester>) -> Result<Vec<Choice>, Failure> {
    let Some(Requester(seat)) = requester else { return Ok(Vec::new()) };
    let own = web.desk.ask(seat.actor.clone(), people::own_organizations).await.speak(seat)?;
    let choices: Vec<Choice> = own.iter().map(|(id, name)| Choice::new(id, name)).collect();
    Ok(if choices.len() > 1 { choices } else { Vec::new() })
}

fn choice(topic: &Topic, language: Language) -> Choice {
    Choice::new(topic.id, topic.wish.name.shown(language)).meaning(topic.wish.help.shown(language))
}

fn page<'a>(
    shell: Shell<'a>,
    tried: Tried<NewForm>,
    files_again: bool,
    (sheet, given): &(Sheet, Given),
    sent: bool,
    houses: Vec<Choice>,
) -> New<'a> {
    let language = shell.words.language();
    New {
        topic: sheet.topic.as_ref().map(|topic| choice(topic, language)),
        blanks: drawn(sheet, given, language, sent),
        shell,
        tried,
        files_again,
        houses,
    }
}

/// Whoever fills in a form or reads: somebody signed in, or a passer-by.
pub(super) struct Guise {
    pub(super) shell: Shell<'static>,
    actor: Actor,
    zone: String,
}

impl Guise {
    pub(super) fn of(requester: Option<&Requester>, visitor: &Visitor) -> Self {
        match requester {
            Some(Requester(seat)) => Self { shell: seat.shell(), actor: seat.actor.clone(), zone: seat.zone.clone() },
            None => Self { shell: visitor.shell(), actor: Actor::Anonymous, zone: String::new() },
        }
    }
}

pub async fn create(State(web): State<Web>, requester: Option<Requester>, visitor: Visitor, form: Multipart) -> Answer {
    let Guise { shell, actor, zone } = Guise::of(requester.as_ref(), &visitor);
    let language = shell.words.language();
    let upload = match web.throttle.form(&visitor.remote.address) {
        true => Upload::read(&web, form).await,
        false => Upload::refused(&web, form, Refusal::TooManyTries).await,
    };
    let upload = upload.map_err(|error| Failure::new(error, language))?;
    let typed = NewForm {
        name: upload.text("name"),
        email: upload.text("email"),
        subject: upload.text("subject"),
        text: upload.text("text"),
        organization: upload.text("organization"),
        priority: upload.text("priority"),
    };
    let houses = houses(&web, requester.as_ref()).await?;
    let files_again = !upload.files.is_empty();
    let (wish, by, redraw) = (given(&upload.fields, &zone), actor.clone(), upload.text("act") == "draw");
    let again = move |web: Web| async move { web.desk.ask(by, move |read| sheet(read, wish)).await };
    if redraw {
        let sheet = again(web.clone()).await.map_err(|error| Failure::new(error, language))?;
        let tried = Tried { form: typed, ..Tried::default() };
        return Ok(html(&page(shell, tried, files_again, &sheet, false, houses)));
    }
    match ask(&web, actor, &typed, upload, (&shell, &zone)).await {
        Ok(number) if requester.is_some() => Ok(see(&format!("/help/requests/{number}"))),
        Ok(number) => Ok(html(&Thanks { shell, number })),
        Err(Error::Refused(refusal)) => {
            let tried = Tried::new(typed, field_of(refusal), refusal);
            let sheet = match again(web.clone()).await {
                Err(Error::Refused(Refusal::TopicUnknown)) => Default::default(),
                sheet => sheet.map_err(|error| Failure::new(error, language))?,
            };
            Ok((status_of(refusal), html(&page(shell, tried, files_again, &sheet, true, houses))).into_response())
        }
        Err(error) => Err(Failure::new(error, language)),
    }
}

async fn ask(
    web: &Web,
    actor: Actor,
    typed: &NewForm,
    upload: Upload,
    (shell, zone): (&Shell<'_>, &str),
) -> Result<String, Error> {
    if let Some(refusal) = upload.refusal {
        return Err(refusal.into());
    }
    let robot = !upload.text("website").is_empty();
    if robot {
        // Whoever fills a field that nobody sees gets thanks and no ticket.
        return Ok(String::from("–"));
    }
    let form = upload::form(&upload.fields, &upload.files);
    let asked = Asked {
        name: typed.name.clone(),
        email: Email::typed(&typed.email),
        subject: typed.subject.clone(),
        text: typed.text.clone(),
        attachments: upload.files,
        language: shell.words.language(),
        brand: shell.face.brand,
        organization: typed.organization.parse().ok().map(OrganizationId),
        priority: Priority::named(&typed.priority),
        given: given(&upload.fields, zone),
    };
    let ask = move |tx: &mut Tx| ticket::ask(tx, asked).map(|ticket| ticket.number);
    let number = web.desk.change(actor, move |tx| ticket::taken_once(tx, &form, ask)).await?;
    Ok(number.to_string())
}

fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::AddressInvalid => "email",
        Refusal::SubjectEmpty | Refusal::SubjectTooLong => "subject",
        Refusal::PriorityNotOffered => "priority",
        Refusal::MessageEmpty | Refusal::MessageTooLong => "text",
        Refusal::AttachmentTooLarge | Refusal::TooManyAttachments => "files",
        _ => "",
    }
}

/// Whoever may see one request: their session, or the link from a letter.
pub struct Guest {
    shell: Shell<'static>,
    actor: Actor,
    number: TicketNumber,
    path: String,
    by_link: bool,
    /// Where they are.
    address: String,
    /// A rating that was not taken.
    again: Option<(RatingWish, Refusal)>,
}

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

impl Done {
    fn deed(&self) -> Option<Deed> {
        self.done.as_deref().and_then(Deed::named)
    }
}

impl Guest {
    fn signed_in(Requester(seat): Requester, number: TicketNumber) -> Self {
        let path = format!("/help/requests/{number}");
        Self {
            shell: seat.shell(),
            actor: seat.actor,
            number,
            path,
            by_link: false,
            address: String::new(),
            again: None,
        }
    }

    async fn by_link(web: &Web, visitor: Visitor, number: TicketNumber, link: String) -> Result<Self, Failure> {
        let path = format!("/r/{number}/{link}");
        let actor = web.desk.ask(Actor::Anonymous, move |read| open_ticket_link(read, number, &link)).await;
        let actor = actor.map_err(|error| Failure::new(error, visitor.language()))?;
        let address = visitor.remote.address.clone();
        Ok(Self { shell: visitor.shell(), actor, number, path, by_link: true, address, again: None })
    }

    fn language(&self) -> Language {
        self.shell.words.language()
    }

    async fn page(self, web: &Web, tried: Tried<String>, deed: Option<Deed>) -> Answer {
        let (number, language) = (self.number, self.language());
        let question = move |read: &mut service::Read| {
            Ok((ticket::public_page(read, number)?, ticket::looks_first(read, number)?))
        };
        let asked = web.desk.ask(self.actor.clone(), question).await;
        let (page, first) = asked.map_err(|error| Failure::new(error, language))?;
        if first && let Err(error) = web.desk.change(self.actor.clone(), move |tx| ticket::looked(tx, number)).await {
            tracing::warn!(%error, "a look at an answer could not be noted");
        }
        let refused = self.again.as_ref().map(|(_, refusal)| *refusal);
        let status = tried.refusal.or(refused).map(status_of).unwrap_or_default();
        Ok((status, html(&self.view(page, tried, deed))).into_response())
    }

    fn view(self, page: PublicPage, tried: Tried<String>, deed: Option<Deed>) -> Request<'static> {
        let rating = page.may_rate.then(|| self.rating(page.rating.as_ref()));
        Request { path: self.path, rating, tried, by_link: self.by_link, deed, ..request(self.shell, page) }
    }

    /// What they typed stands before what is kept.
    fn rating(&self, kept: Option<&Rating>) -> RatingForm<'static> {
        let typed = self.again.as_ref().map(|(wish, _)| (wish.stars, wish.comment.clone()));
        let (stars, comment) = typed.unwrap_or_else(|| {
            (kept.map(|rating| rating.stars), kept.map(|rating| rating.comment.clone()).unwrap_or_default())
        });
        RatingForm {
            shell: self.shell.clone(),
            action: format!("{}/rating", self.path),
            stars,
            comment,
            rated: kept.is_some(),
            reason: self.again.as_ref().map(|(_, refusal)| refusal.key()),
        }
    }

    async fn rate(self, web: &Web, fields: &Fields) -> Answer {
        let (number, language, wish) = (self.number, self.language(), wish(fields));
        let typed = wish.clone();
        // A letter with its link may have been passed on.
        let rated = if self.by_link && !web.throttle.rating(&self.address) {
            Err(Refusal::TooManyTries.into())
        } else {
            web.desk.change(self.actor.clone(), move |tx| ticket::rate(tx, number, typed)).await
        };
        match rated {
            Ok(_) => Ok(self.see(Deed::Rated)),
            Err(Error::Refused(refusal)) => {
                Self { again: Some((wish, refusal)), ..self }.page(web, Tried::default(), None).await
            }
            Err(error) => Err(Failure::new(error, language)),
        }
    }

    async fn answer(self, web: &Web, form: Multipart) -> Answer {
        let (number, language) = (self.number, self.language());
        let upload = Upload::read(web, form).await.map_err(|error| Failure::new(error, language))?;
        let typed = upload.text("text");
        let answered = match upload.refusal {
            Some(refusal) => Err(refusal.into()),
            // A letter with its link may have been passed on.
            None if self.by_link && !web.throttle.form(&self.address) => Err(Refusal::TooManyTries.into()),
            None => {
                let (form, text) = (upload::form(&upload.fields, &upload.files), typed.clone());
                let answer =
                    move |tx: &mut Tx| ticket::answer(tx, number, &text, upload.files).map(|ticket| ticket.number);
                web.desk.change(self.actor.clone(), move |tx| ticket::taken_once(tx, &form, answer)).await
            }
        };
        match answered {
            Ok(to) if to == number => Ok(self.see(Deed::Answered)),
            Ok(to) => Ok(self.beside(web, to).see(Deed::Continued)),
            Err(Error::Refused(refusal)) => self.page(web, Tried::new(typed, "", refusal), None).await,
            Err(error) => Err(Failure::new(error, language)),
        }
    }

    async fn close(self, web: &Web) -> Answer {
        let number = self.number;
        let closed = web.desk.change(self.actor.clone(), move |tx| ticket::close_own(tx, number)).await;
        closed.map_err(|error| Failure::new(error, self.language()))?;
        Ok(self.see(Deed::Closed))
    }

    async fn reopen(self, web: &Web) -> Answer {
        let number = self.number;
        let opened = web.desk.change(self.actor.clone(), move |tx| ticket::reopen_own(tx, number)).await;
        opened.map_err(|error| Failure::new(error, self.language()))?;
        Ok(self.see(Deed::Reopened))
    }

    fn see(&self, deed: Deed) -> Response {
        see(&format!("{}?done={}", self.path, deed.name()))
    }

    /// The same person at the request that continues this one. A link opens one request alone, so it needs another.
    fn beside(self, web: &Web, number: TicketNumber) -> Self {
        let path = match self.actor.person().filter(|_| self.by_link) {
            Some(person) => format!("/r/{number}/{}", ticket_link(&**web.desk.signer(), number, person)),
            None => format!("/help/requests/{number}"),
        };
        Self { number, path, ..self }
    }

    async fn field_file(self, web: &Web, (field, digest): (FieldId, String)) -> Answer {
        let (number, language) = (self.number, self.language());
        let missing = || Failure::new(Error::Missing, language);
        let digest = Digest::parse(&digest).ok_or_else(missing)?;
        let question = move |read: &mut service::Read| ticket::public_field_file(read, number, field, &digest);
        let found = web.desk.ask(self.actor, question).await;
        file::send(web, &file::as_attachment(found.map_err(|error| Failure::new(error, language))?), language).await
    }

    async fn file(self, web: &Web, id: AttachmentId) -> Answer {
        let (number, language) = (self.number, self.language());
        let page = web.desk.ask(self.actor, move |read| ticket::public_page(read, number)).await;
        let page = page.map_err(|error| Failure::new(error, language))?;
        let attachment = page.messages.into_iter().flat_map(|message| message.attachments).find(|file| file.id == id);
        let attachment = attachment.ok_or_else(|| Failure::new(Error::Missing, language))?;
        file::send(web, &attachment, language).await
    }
}

/// One request as it reads, before anything is done there.
pub(crate) fn request(shell: Shell<'_>, page: PublicPage) -> Request<'_> {
    let language = shell.words.language();
    Request {
        path: String::new(),
        number: page.number,
        status: page.status.shown(language).to_owned(),
        subject: page.subject,
        language: page.language,
        category: page.category,
        priority: page.priority,
        created_at: page.created_at,
        asked_by: Some(page.requester).filter(|name| !page.own && !name.is_empty()),
        assignee: page.assignee,
        participants: page.participants,
        filled: filled(&page.details, language, &shell.zone),
        said: page.messages.into_iter().map(said).collect(),
        may_close: page.may_close,
        may_reopen: page.may_reopen,
        rating: None,
        continues: page.continues,
        tried: Tried::default(),
        by_link: false,
        deed: None,
        looked: None,
        shell,
    }
}

/// What stands in the form, in words.
fn filled(details: &PublicDetails, language: Language, zone: &str) -> Vec<Filled> {
    let one = |(field, value): &(Field, Value)| Filled {
        id: field.id.0,
        label: field.label.shown(language).to_owned(),
        shown: field.shown(value, details.called.eyes(language, zone)),
        rich: match (&field.nature, value) {
            (Nature::RichText, Value::Text(html)) => Some(Words::of(html)),
            (_, _) => None,
        },
        files: match value {
            Value::Files(files) => files.iter().map(|file| (file.name.clone(), file.digest.to_string())).collect(),
            _ => Vec::new(),
        },
    };
    details.fields.iter().map(one).collect()
}

fn said(message: PublicMessage) -> Said {
    let PublicMessage { id, ours, author, at, text, new_text, attachments, html: _ } = message;
    Said { id, ours, author, at, text, new_text, attachments }
}

pub async fn show(
    State(web): State<Web>,
    requester: Requester,
    Path(number): Path<TicketNumber>,
    Query(done): Query<Done>,
) -> Answer {
    Guest::signed_in(requester, number).page(&web, Tried::default(), done.deed()).await
}

pub async fn answer(
    State(web): State<Web>,
    requester: Requester,
    Path(number): Path<TicketNumber>,
    form: Multipart,
) -> Answer {
    Guest::signed_in(requester, number).answer(&web, form).await
}

pub async fn close(State(web): State<Web>, requester: Requester, Path(number): Path<TicketNumber>) -> Answer {
    Guest::signed_in(requester, number).close(&web).await
}

pub async fn reopen(State(web): State<Web>, requester: Requester, Path(number): Path<TicketNumber>) -> Answer {
    Guest::signed_in(requester, number).reopen(&web).await
}

pub async fn rate(
    State(web): State<Web>,
    requester: Requester,
    Path(number): Path<TicketNumber>,
    fields: Fields,
) -> Answer {
    Guest::signed_in(requester, number).rate(&web, &fields).await
}

pub async fn rate_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
    fields: Fields,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.rate(&web, &fields).await
}

pub async fn attachment(
    State(web): State<Web>,
    requester: Requester,
    Path((number, id, _)): Path<(TicketNumber, AttachmentId, String)>,
) -> Answer {
    Guest::signed_in(requester, number).file(&web, id).await
}

pub async fn field_file(
    State(web): State<Web>,
    requester: Requester,
    Path((number, field, digest)): Path<(TicketNumber, FieldId, String)>,
) -> Answer {
    Guest::signed_in(requester, number).field_file(&web, (field, digest)).await
}

pub async fn field_file_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link, field, digest)): Path<(TicketNumber, String, FieldId, String)>,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.field_file(&web, (field, digest)).await
}

pub async fn show_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
    Query(done): Query<Done>,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.page(&web, Tried::default(), done.deed()).await
}

pub async fn answer_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
    form: Multipart,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.answer(&web, form).await
}

pub async fn close_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.close(&web).await
}

pub async fn reopen_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link)): Path<(TicketNumber, String)>,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.reopen(&web).await
}

pub async fn attachment_by_link(
    State(web): State<Web>,
    visitor: Visitor,
    Path((number, link, id, _)): Path<(TicketNumber, String, AttachmentId, String)>,
) -> Answer {
    Guest::by_link(&web, visitor, number, link).await?.file(&web, id).await
}

/// Requests as the list of whoever is called so shows them.
pub fn lines(mine: &Mine, language: Language, reader: &str) -> Vec<RequestLine> {
    mine.lines.iter().map(|one| line(one, mine, language, reader)).collect()
}

fn line(line: &PublicLine, mine: &Mine, language: Language, reader: &str) -> RequestLine {
    let status = mine.statuses.iter().find(|status| status.id == line.status);
    RequestLine {
        number: line.number,
        subject: line.subject.clone(),
        language: line.language,
        status: status.map_or("", |status| status.shown(language)).to_owned(),
        category: line.category,
        priority: line.priority,
        updated_at: line.updated_at,
        requester: Some(&line.requester).filter(|name| **name != reader).cloned(),
        seen_as: None,
    }
}
