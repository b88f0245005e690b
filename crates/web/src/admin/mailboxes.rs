//! `/admin/mailboxes`

pub mod applications;
pub mod consent;
pub mod health;

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::ports::{Discovered, ProbeServer, ProbeWish};
use axum::extract::State;
use axum::http::StatusCode;
use base::{Email, Language};
use desk::channel::{
    AfterFetch, Carriage, FirstRun, Incoming, Mailbox, MailboxId, MailboxWish, Outgoing, Protocol, Security, SignIn,
    password_context,
};
use desk::{Done, Error, Permission, Refusal};
use service::{channel, people, ticket};
use views::admin::Form;
use views::admin::mailboxes::{MailboxPage, Mailboxes, Step, Trial};

const INDEX: &str = "/admin/mailboxes";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((channel::mailboxes(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (mailboxes, teams) } = asked.await?;
    Ok(here.show(&Mailboxes { shell, frame, mailboxes, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Shown::Kept, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = match wish(&web, &fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return not_taken(&web, &here, None, Again::refused(&fields, field, refusal)).await,
    };
    let field = fields_of(&wish);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::create_mailbox(tx, wish)).await;
    settled(&web, &here, None, tried(&here, done, &fields, field)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::Kept, None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let wish = match wish(&web, &fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => {
            return not_taken(&web, &here, Some(id), Again::refused(&fields, field, refusal)).await;
        }
    };
    let (version, field) = (fields.value("version"), fields_of(&wish));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| channel::change_mailbox(tx, id, version?, wish)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, field)?).await
}

pub async fn activate(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::activate_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

pub async fn deactivate(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::deactivate_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::remove_mailbox(tx, id, version?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

/// Tries the settings as they stand in the form of a mailbox that is yet to be made.
pub async fn try_new(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    try_out(&web, &here, None, &fields).await
}

/// The same for one that is there; passwords left empty are the saved ones.
pub async fn try_one(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    try_out(&web, &here, Some(id), &fields).await
}

async fn try_out(web: &Web, here: &Here, id: Option<MailboxId>, fields: &Fields) -> Answer {
    let fields = &accepting(fields);
    let wish = match wish(web, fields) {
        Ok(wish) => wish,
        Err((field, refusal)) => return not_taken(web, here, id, Again::refused(fields, field, refusal)).await,
    };
    let field = fields_of(&wish);
    let imagined = web.desk.ask(here.seat.actor.clone(), move |read| channel::imagine_mailbox(read, id, wish)).await;
    match tried(here, imagined, fields, field)? {
        Ok(mailbox) => {
            let trial = trial(web, here, id, mailbox).await;
            let shown = page(web, here, id, Shown::Typed(typed(fields)), Some(trial)).await?;
            Ok(here.show_again(StatusCode::OK, &shown))
        }
        Err(again) => not_taken(web, here, id, again).await,
    }
}

/// Somebody has looked at a certificate and said yes: `accept` names the field it goes into, and the certificate.
fn accepting(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    let accepted = fields.text("accept").split_once('=').map(|(field, value)| (field.to_owned(), value.to_owned()));
    if let Some((field, certificate)) = accepted.filter(|(field, _)| matches!(field.as_str(), "in_trust" | "out_trust"))
    {
        fields.0.retain(|(name, _)| *name != field && name != "accept");
        fields.0.push((field, certificate));
    }
    fields
}

/// Fills in what can be found from the address alone.
pub async fn find(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    ask(&web, &here, Permission::Configure, |_| Ok(())).await?;
    let Some(address) = Email::parse(fields.text("address")) else {
        let again = Again::refused(&fields, "address", Refusal::AddressInvalid);
        return not_taken(&web, &here, None, again).await;
    };
    let (form, note) = match (web.discover)(address).await {
        Some(found) => (found_in(typed(&fields), &found), "admin-find-found"),
        None => (typed(&fields), "admin-find-nothing"),
    };
    let mut shown = page(&web, &here, None, Shown::Typed(form), None).await?;
    shown.note = Some(note);
    Ok(here.show_again(StatusCode::OK, &shown))
}

fn found_in(form: Form, found: &Discovered) -> Form {
    let set = |form: Form, name: &str, value: String| form.without(name).with(name, value);
    let mut form = form;
    if let Some(incoming) = &found.incoming {
        form = set(form, "receiving", incoming.protocol.name().into());
        form = set(form, "in_host", incoming.host.clone());
        form = set(form, "in_port", incoming.port.to_string());
        form = set(form, "in_security", incoming.security.name().into());
        form = set(form, "in_user", incoming.user.clone());
        form = set(form, "in_sign_in", incoming.sign_in.name().into());
    }
    if let Some(outgoing) = &found.outgoing {
        form = set(form, "sending", outgoing.carriage.name().into());
        form = set(form, "out_host", outgoing.host.clone());
        form = set(form, "out_port", outgoing.port.to_string());
        form = set(form, "out_security", outgoing.security.name().into());
        form = set(form, "out_user", outgoing.user.clone());
        form = set(form, "out_sign_in", outgoing.sign_in.name().into());
    }
    form
}

async fn trial(web: &Web, here: &Here, id: Option<MailboxId>, mailbox: Mailbox) -> Trial {
    let (address, language) = (mailbox.address, here.seat.words.language());
    let incoming = mailbox.incoming.map(ProbeServer::Incoming);
    let outgoing = mailbox.outgoing.map(ProbeServer::Outgoing);
    let probe = async |server: Option<ProbeServer>| match server {
        Some(server) => steps((web.probe)(ProbeWish { mailbox: id, address: address.clone(), server, language }).await),
        None => Vec::new(),
    };
    Trial { incoming: probe(incoming).await, outgoing: probe(outgoing).await }
}

fn steps(steps: Vec<crate::ProbeStep>) -> Vec<Step> {
    let told = |step: crate::ProbeStep| Step {
        what: step.what,
        passed: step.passed,
        detail: step.detail,
        certificate: step.certificate,
    };
    steps.into_iter().map(told).collect()
}

async fn settled<T>(web: &Web, here: &Here, id: Option<MailboxId>, tried: Result<T, Again>) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => not_taken(web, here, id, again).await,
    }
}

async fn not_taken(web: &Web, here: &Here, id: Option<MailboxId>, again: Again) -> Answer {
    Ok(here.show_again(again.status, &page(web, here, id, Shown::Typed(again.form), None).await?))
}

/// What stands in the fields.
enum Shown {
    Kept,
    Typed(Form),
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<MailboxId>,
    shown: Shown,
    trial: Option<Trial>,
) -> Result<MailboxPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let mailbox = channel::mailboxes(read)?.into_iter().find(|(mailbox, _)| Some(mailbox.id) == id);
        let found: Done<_> = if mailbox.is_some() == id.is_some() { Ok(mailbox) } else { Err(Error::Missing) };
        Ok((found?, people::teams(read)?, ticket::brands(read)?))
    });
    let Asked { shell, frame, found: (mailbox, teams, brands) } = asked.await?;
    let form = match (shown, &mailbox) {
        (Shown::Kept, Some((mailbox, _))) => kept(mailbox),
        (Shown::Kept, None) => fresh(here.seat.words.language()),
        (Shown::Typed(form), Some((mailbox, _))) => form.or("version", mailbox.version),
        (Shown::Typed(form), None) => form,
    };
    Ok(MailboxPage { shell, frame, mailbox, teams, brands, form, trial, note: None })
}

/// What a new mailbox's form begins with.
fn fresh(language: Language) -> Form {
    let form = Form::default().with("language", language.tag()).with("acknowledge", "on");
    sending(receiving(form, None), None)
}

fn kept(mailbox: &Mailbox) -> Form {
    let form = Form::default()
        .with("version", mailbox.version)
        .with("address", &mailbox.address)
        .with("name", &mailbox.name)
        .with("team", mailbox.team)
        .with("brand", mailbox.brand)
        .with("language", mailbox.language.tag())
        .with("acknowledge", if mailbox.acknowledge { "on" } else { "" })
        .with("reply_addresses", if mailbox.reply_addresses { "on" } else { "" })
        .with("observes", if mailbox.observes { "on" } else { "" })
        .with("receiving", mailbox.incoming.as_ref().map_or("delivered", |incoming| incoming.protocol.name()))
        .with("sending", mailbox.outgoing.as_ref().map_or("default", |outgoing| outgoing.carriage.name()));
    sending(receiving(form, mailbox.incoming.as_ref()), mailbox.outgoing.as_ref())
}

fn receiving(form: Form, incoming: Option<&Incoming>) -> Form {
    let usual = Incoming {
        protocol: Protocol::Imap,
        host: String::new(),
        port: 993,
        security: Security::Tls,
        user: String::new(),
        sealed_password: String::new(),
        sign_in: SignIn::Password,
        folder: "INBOX".into(),
        after: AfterFetch::MarkSeen,
        keep_days: 0,
        first: FirstRun::FromNow,
        first_days: 0,
        trust: None,
    };
    let server = incoming.unwrap_or(&usual);
    form.or("receiving", "imap")
        .with("in_host", &server.host)
        .with("in_port", server.port)
        .with("in_security", server.security.name())
        .with("in_user", &server.user)
        .with("in_sign_in", server.sign_in.name())
        .with("in_trust", server.trust.as_deref().unwrap_or_default())
        .with("in_folder", &server.folder)
        .with("in_after", server.after.name())
        .with("in_first", server.first.name())
        .with("in_keep_days", days(server.keep_days))
        .with("in_first_days", days(server.first_days))
}

/// Zero days are none.
fn days(days: u16) -> String {
    if days == 0 { String::new() } else { days.to_string() }
}

fn sending(form: Form, outgoing: Option<&Outgoing>) -> Form {
    let (host, port) = (String::new(), 465);
    let (user, sealed_password) = (String::new(), String::new());
    let (carriage, sign_in) = (Carriage::Smtp, SignIn::Password);
    let usual = Outgoing { carriage, host, port, security: Security::Tls, user, sealed_password, sign_in, trust: None };
    let server = outgoing.unwrap_or(&usual);
    form.or("sending", "smtp")
        .with("out_host", &server.host)
        .with("out_port", server.port)
        .with("out_security", server.security.name())
        .with("out_user", &server.user)
        .with("out_sign_in", server.sign_in.name())
        .with("out_trust", server.trust.as_deref().unwrap_or_default())
}

/// A field and why it cannot be taken.
type Odd = (&'static str, Refusal);

fn wish(web: &Web, fields: &Fields) -> Result<MailboxWish, Odd> {
    let address = Email::parse(fields.text("address")).ok_or(("address", Refusal::AddressInvalid))?;
    let seal = |name: &str| match fields.text(name) {
        "" => String::new(),
        password => (web.seal)(password, &password_context(&address)),
    };
    Ok(MailboxWish {
        address: fields.text("address").to_owned(),
        name: fields.text("name").to_owned(),
        team: fields.value("team").map_err(|refusal| ("team", refusal))?,
        brand: fields.maybe("brand").map_err(|refusal| ("brand", refusal))?,
        language: Language::from_tag(fields.text("language")).ok_or(("language", Refusal::LanguageUnknown))?,
        acknowledge: fields.has("acknowledge"),
        reply_addresses: fields.has("reply_addresses"),
        observes: fields.has("observes"),
        incoming: match fields.text("receiving") {
            "delivered" => None,
            word => {
                let protocol = Protocol::named(word).ok_or(("receiving", Refusal::FormIncomplete))?;
                Some(incoming(fields, protocol, seal("in_password"))?)
            }
        },
        outgoing: match fields.text("sending") {
            "default" => None,
            word => {
                let carriage = Carriage::named(word).ok_or(("sending", Refusal::FormIncomplete))?;
                Some(outgoing(fields, carriage, seal("out_password"))?)
            }
        },
    })
}

fn incoming(fields: &Fields, protocol: Protocol, sealed_password: String) -> Result<Incoming, Odd> {
    Ok(Incoming {
        protocol,
        host: fields.text("in_host").to_owned(),
        port: if protocol.has_server() { port(fields, "in_port")? } else { 0 },
        security: Security::named(fields.text("in_security")).ok_or(("in_security", Refusal::FormIncomplete))?,
        user: fields.text("in_user").to_owned(),
        sealed_password,
        sign_in: sign_in(fields, "in_sign_in")?,
        folder: fields.text("in_folder").to_owned(),
        after: AfterFetch::named(fields.text("in_after")).ok_or(("in_after", Refusal::FormIncomplete))?,
        keep_days: fields.text("in_keep_days").trim().parse().unwrap_or_default(),
        first: FirstRun::named(fields.text("in_first")).ok_or(("in_first", Refusal::FormIncomplete))?,
        first_days: fields.text("in_first_days").trim().parse().unwrap_or_default(),
        trust: Some(fields.text("in_trust").to_owned()),
    })
}

fn outgoing(fields: &Fields, carriage: Carriage, sealed_password: String) -> Result<Outgoing, Odd> {
    Ok(Outgoing {
        carriage,
        sign_in: sign_in(fields, "out_sign_in")?,
        host: fields.text("out_host").to_owned(),
        port: if carriage.has_server() { port(fields, "out_port")? } else { 0 },
        security: Security::named(fields.text("out_security")).ok_or(("out_security", Refusal::FormIncomplete))?,
        user: fields.text("out_user").to_owned(),
        sealed_password,
        trust: Some(fields.text("out_trust").to_owned()),
    })
}

/// A form that does not ask means a password.
fn sign_in(fields: &Fields, name: &'static str) -> Result<SignIn, Odd> {
    match fields.text(name) {
        "" => Ok(SignIn::Password),
        word => SignIn::named(word).ok_or((name, Refusal::FormIncomplete)),
    }
}

fn port(fields: &Fields, name: &'static str) -> Result<u16, Odd> {
    let port: Result<u16, Refusal> = fields.value(name);
    port.ok().filter(|port| *port > 0).ok_or((name, Refusal::PortInvalid))
}

/// Beside which field a reason belongs. Of two servers, the first whose name is none.
fn fields_of(wish: &MailboxWish) -> impl FnOnce(Refusal) -> &'static str + use<> {
    let receives = MailboxWish { outgoing: None, ..wish.clone() }.sound();
    move |refusal| match refusal {
        Refusal::AddressInvalid | Refusal::AddressTaken | Refusal::AddressIsOurs => "address",
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::HostInvalid if receives == Err(Refusal::HostInvalid) => "in_host",
        Refusal::HostInvalid => "out_host",
        Refusal::FingerprintInvalid if receives == Err(Refusal::FingerprintInvalid) => "in_trust",
        Refusal::FingerprintInvalid => "out_trust",
        Refusal::NoFoldersThere => "in_after",
        Refusal::DaysInvalid => "in_keep_days",
        Refusal::FirstDaysInvalid => "in_first_days",
        Refusal::SignInDoesNotFit if receives == Err(Refusal::SignInDoesNotFit) => "in_sign_in",
        Refusal::SignInDoesNotFit => "out_sign_in",
        Refusal::IncomingPassword => "in_password",
        Refusal::OutgoingPassword => "out_password",
        _ => "",
    }
}
