//! `/admin/panels`: what other systems know of a requester, shown beside the ticket.

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::ticket::change::change;
use crate::answer::{Answer, Failure, html};
use axum::extract::State;
use axum::http::StatusCode;
use desk::panel::{PANEL_SECRET, Panel, PanelId, PanelValues, PanelWish, lines_of, lines_text};
use desk::people::{PersonId, Whom};
use desk::ticket::TicketNumber;
use desk::{Error, Permission, Refusal};
use service::panel::{self, SecretWish};
use service::{Tx, people, ticket};
use std::sync::Arc;
use views::admin::panels::{Askings, PanelPage, Panels, Trial};
use views::admin::{Choice, Form};
use views::agent::panel::PanelPart;

const INDEX: &str = "/admin/panels";
/// Characters of an answer that a trial shows.
const SHOWN: usize = 4_000;
/// Nobody was asked: what the address asks by is empty.
const LACKS: &str = "panel-lacks";
/// Bytes of a secret.
const LONGEST_SECRET: usize = 4_000;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((panel::panels(read)?, panel::given_up(read)?)));
    let Asked { shell, frame, found: (panels, given_up) } = asked.await?;
    Ok(here.show(&Panels { shell, frame, panels, given_up }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("active", "on").with("minutes", 5);
    page(&web, &here, StatusCode::OK, Shown { form: Some(form), ..Shown::default() }).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let sealed = sealed(&web, &fields);
    let wish = wish(&fields);
    let create = move |tx: &mut Tx| panel::create_panel(tx, wish?, &sealed?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => page(&web, &here, again.status, Shown::of(None, again.form)).await,
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<PanelId>) -> Answer {
    page(&web, &here, StatusCode::OK, Shown { id: Some(id), ..Shown::default() }).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<PanelId>, fields: Fields) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let secret = match (fields.has("forget"), fields.text("secret").is_empty()) {
        (true, _) => Ok(SecretWish::Put(String::new())),
        (false, true) => Ok(SecretWish::Keep),
        (false, false) => sealed(&web, &fields).map(SecretWish::Put),
    };
    let change = move |tx: &mut Tx| panel::change_panel(tx, id, wish?, secret?, version?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => page(&web, &here, again.status, Shown::of(Some(id), again.form)).await,
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<PanelId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| panel::remove_panel(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// Those it has given up are asked about once more.
pub async fn ask_again(State(web): State<Web>, here: Here, Id(id): Id<PanelId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| panel::ask_again(tx, id)).await;
    done.map(|()| here.go(&format!("{INDEX}/{id}"), Said::Saved)).map_err(|error| here.fail(error))
}

/// What is typed, asked for one ticket or one person without being saved.
pub async fn try_out(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let id: Option<PanelId> = fields.maybe("panel").map_err(|refusal| here.fail(refusal))?;
    let wish = wish(&fields).and_then(PanelWish::sound);
    let number = TicketNumber::typed(fields.text("ticket")).ok_or(Refusal::NoSuchTicket);
    let typed_whom = fields.text("person").trim();
    let whom = (!typed_whom.is_empty()).then(|| Whom::read(typed_whom));
    let of_ticket = whom.is_none();
    let sealed = sealed(&web, &fields);
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        read.actor().may(Permission::Configure)?;
        let before = id.map(|id| panel::panel(read, id)).transpose()?;
        let (wish, typed) = (wish?, sealed?);
        let secret = match &before {
            Some(before) if typed.is_empty() => panel::kept_secret(before, &wish)?,
            Some(_) | None => typed,
        };
        let values = match whom {
            Some(whom) => panel::panel_values_with(read, &whom?, &wish)?,
            None => panel::panel_values(read, number?, &wish)?,
        };
        let address = wish.address(&values).ok_or(Refusal::PanelVariable)?;
        let lacks = wish.lacks(&values);
        Ok((Panel { id: PanelId(0), wish, sealed_secret: secret, version: 0 }, address, lacks))
    });
    let (panel, address, lacks) = match asked.await {
        Ok(found) => found,
        // Whose ticket is not there is told beside its field.
        Err(Error::Missing) if of_ticket && fields.has("ticket") => {
            let again = Again::refused(&fields, "ticket", Refusal::NoSuchTicket);
            return page(&web, &here, again.status, Shown::of(id, again.form)).await;
        }
        Err(error) => match tried::<()>(&here, Err(error), &fields, beside)? {
            Err(again) => return page(&web, &here, again.status, Shown::of(id, again.form)).await,
            Ok(()) => return Err(here.fail(Refusal::FormIncomplete)),
        },
    };
    let answered = match lacks {
        true => Err(LACKS),
        false => (web.panels)(panel.clone(), address.clone(), true).await,
    };
    let trial = match answered {
        Ok(text) => match panel.wish.shown(&text) {
            Ok(lines) => Trial { address, lines, said: pretty(&text), reason: None },
            Err(why) => Trial { address, lines: Vec::new(), said: pretty(&text), reason: Some(why.key()) },
        },
        Err(reason) => Trial { address, lines: Vec::new(), said: String::new(), reason: Some(reason) },
    };
    let form = typed(&fields).without("secret");
    page(&web, &here, StatusCode::OK, Shown { id, form: Some(form), trial: Some(trial) }).await
}

/// As people read JSON, cut.
fn pretty(text: &str) -> String {
    let read = serde_json::from_str::<serde_json::Value>(text).and_then(|value| serde_json::to_string_pretty(&value));
    read.unwrap_or_else(|_| text.to_owned()).chars().take(SHOWN).collect()
}

#[derive(Default)]
struct Shown {
    id: Option<PanelId>,
    form: Option<Form>,
    trial: Option<Trial>,
}

impl Shown {
    fn of(id: Option<PanelId>, form: Form) -> Self {
        // What is secret does not come back.
        Self { id, form: Some(form.without("secret")), trial: None }
    }
}

async fn page(web: &Web, here: &Here, status: StatusCode, shown: Shown) -> Answer {
    let id = shown.id;
    let asked = ask(web, here, Permission::Configure, move |read| {
        let kept = id.map(|id| Ok::<_, Error>((panel::panel(read, id)?, panel::askings_of(read, id)?))).transpose()?;
        Ok((kept, people::teams(read)?))
    });
    let Asked { shell, frame, found: (kept, teams) } = asked.await?;
    let (kept, askings) = kept.unzip();
    // What it has to say is of no use while it does not ask.
    let askings = askings.filter(|_| kept.as_ref().is_some_and(|kept: &Panel| kept.wish.asks_by_itself()));
    let form = shown.form.unwrap_or_else(|| kept.as_ref().map(form_of).unwrap_or_default());
    let form = match &kept {
        Some(kept) => form.or("version", kept.version),
        None => form,
    };
    let teams = teams.into_iter().map(|team| Choice::new(team.id, team.name)).collect();
    let secret = kept.as_ref().is_some_and(|kept| !kept.sealed_secret.is_empty());
    let page: PanelPage<'static> = PanelPage {
        shell,
        frame,
        id: id.map(|id| id.0),
        form,
        teams,
        secret,
        trial: shown.trial,
        askings: askings.map(told),
    };
    Ok(here.show_again(status, &page))
}

fn told(askings: panel::Askings) -> Askings {
    let panel::Askings { waiting, given_up, last } = askings;
    Askings { waiting, given_up, last }
}

fn form_of(panel: &Panel) -> Form {
    let wish = &panel.wish;
    let form = Form::default()
        .with("name", &wish.name)
        .with("url", &wish.url)
        .with("header", &wish.header)
        .with("lines", lines_text(&wish.lines))
        .with("minutes", wish.minutes);
    let form = if wish.active { form.with("active", "on") } else { form };
    let form = if wish.by_itself { form.with("by_itself", "on") } else { form };
    let form = if wish.with_person { form.with("with_person", "on") } else { form };
    wish.teams.iter().fold(form, |form, team| form.with("team", team))
}

fn wish(fields: &Fields) -> Result<PanelWish, Refusal> {
    let text = |name: &str| fields.text(name).to_owned();
    Ok(PanelWish {
        name: text("name"),
        url: text("url"),
        header: text("header"),
        lines: lines_of(fields.text("lines"))?,
        teams: fields.values("team", 500),
        minutes: fields.text("minutes").trim().parse().map_err(|_| Refusal::MinutesInvalid)?,
        active: is_on(fields.text("active"))?,
        by_itself: is_on(fields.text("by_itself"))?,
        with_person: is_on(fields.text("with_person"))?,
    })
}

fn is_on(switch: &str) -> Result<bool, Refusal> {
    match switch {
        "" => Ok(false),
        "on" => Ok(true),
        _ => Err(Refusal::FormIncomplete),
    }
}

/// Empty: there is none.
fn sealed(web: &Web, fields: &Fields) -> Result<String, Refusal> {
    let secret = fields.text("secret").trim();
    if secret.len() > LONGEST_SECRET || secret.chars().any(char::is_control) {
        return Err(Refusal::HeaderInvalid);
    }
    Ok(if secret.is_empty() { String::new() } else { (web.seal)(secret, PANEL_SECRET) })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::UrlInvalid | Refusal::PanelVariable | Refusal::PanelNeedsTicket => "url",
        Refusal::HeaderInvalid => "header",
        Refusal::SecretAgain => "secret",
        Refusal::PanelEmpty | Refusal::PanelLines | Refusal::PanelField | Refusal::PanelFillsNothing => "lines",
        Refusal::MinutesInvalid => "minutes",
        Refusal::NoSuchTicket => "ticket",
        Refusal::PersonUnknown | Refusal::AddressInvalid => "person",
        refusal => above(refusal),
    }
}

/// `/tickets/{number}/panels/{panel}`: a part of the ticket's page that comes when it is there.
pub async fn beside_ticket(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, PanelId)>,
) -> Answer {
    let (panel, answered) = answered(&web, &here, number, id).await?;
    let fills = fills(&panel, &answered);
    let shown = answered.and_then(|text| panel.wish.shown(&text).map_err(|_| "panel-failed"));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| panel::fillable(read, number, &fills));
    let fills = asked.await.map_err(|error| here.fail(error))? as i64;
    Ok(html(&PanelPart { shell: here.shell(), shown, fills, path: format!("/tickets/{number}/panels/{id}") }))
}

/// `/people/{id}/panels/{panel}`: the same on the page of a person.
pub async fn beside_person(State(web): State<Web>, here: Here, Id((person, id)): Id<(PersonId, PanelId)>) -> Answer {
    let (panel, answered) = answered_with(&web, &here, person, id).await?;
    let fills = fills(&panel, &answered);
    let shown = answered.and_then(|text| panel.wish.shown(&text).map_err(|_| "panel-failed"));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| panel::fillable_with(read, person, &fills));
    let fills = asked.await.map_err(|error| here.fail(error))? as i64;
    Ok(html(&PanelPart { shell: here.shell(), shown, fills, path: format!("/people/{person}/panels/{id}") }))
}

/// What an answer has for fields.
fn fills(panel: &Panel, answered: &Result<Arc<str>, &'static str>) -> desk::panel::Said {
    answered.as_ref().ok().and_then(|text| panel.wish.fills(text).ok()).unwrap_or_default()
}

/// What it says goes into fields of the requester in which nothing stands.
pub async fn fill(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, PanelId)>) -> Answer {
    let (panel, answered) = answered(&web, &here, number, id).await?;
    let said = fills(&panel, &answered);
    change(&web, &here, number, "", move |tx: &mut Tx| {
        panel::fill_from_panel(tx, number, id, &said)?;
        ticket::visible(tx, number)
    })
    .await
}

/// The same of a person, on their page.
pub async fn fill_person(State(web): State<Web>, here: Here, Id((person, id)): Id<(PersonId, PanelId)>) -> Answer {
    let (panel, answered) = answered_with(&web, &here, person, id).await?;
    let said = fills(&panel, &answered);
    let fill = move |tx: &mut Tx| panel::fill_with_panel(tx, person, id, &said);
    web.desk.change(here.seat.actor.clone(), fill).await.map_err(|error| here.fail(error))?;
    Ok(here.go(&format!("/people/{person}"), Said::Saved))
}

/// What the other system says, or why it says nothing.
async fn said(web: &Web, panel: &Panel, values: &PanelValues) -> Result<Arc<str>, &'static str> {
    match panel.wish.address(values) {
        Some(_) if panel.wish.lacks(values) => Err(LACKS),
        Some(address) => (web.panels)(panel.clone(), address, false).await,
        None => Err("panel-unreachable"),
    }
}

/// What the other system says for a ticket.
async fn answered(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    id: PanelId,
) -> Result<(Panel, Result<Arc<str>, &'static str>), Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| panel::panel_of(read, number, id));
    let (panel, values) = asked.await.map_err(|error| here.fail(error))?;
    let answered = said(web, &panel, &values).await;
    Ok((panel, answered))
}

/// What it says for a person.
async fn answered_with(
    web: &Web,
    here: &Here,
    person: PersonId,
    id: PanelId,
) -> Result<(Panel, Result<Arc<str>, &'static str>), Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| panel::panel_with(read, person, id));
    let (panel, values) = asked.await.map_err(|error| here.fail(error))?;
    let answered = said(web, &panel, &values).await;
    Ok((panel, answered))
}
