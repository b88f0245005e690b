//! `/me`: one's own profile, signature, password, sessions and tokens, and how this browser shows things.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::rich::{self, Prose, SIGNATURE, SIGNATURE_FORM, written};
use super::said::Said;
use crate::Web;
use crate::access::hashing::{hashed, is_right};
use crate::admin::tried::{Again, tried};
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::{Digest, Language, Moment, zones};
use desk::access::{AccessToken, AccessTokenId, Lasting, sound_password};
use desk::people::{PersonId, Profile};
use desk::ticket::{Absence, Via};
use desk::{Done, Error, Refusal};
use service::{access, people, ticket};
use views::Theme;
use views::admin::Form;
use views::agent::At;
use views::agent::me::Me;
use views::agent::rich::Rich;

const HERE: &str = "/me";

/// The page's forms.
#[derive(Default)]
struct Forms {
    profile: Form,
    signature: Form,
    password: Form,
    absence: Form,
    token: Form,
    /// A token that was made just now, shown this once.
    secret: Option<String>,
}

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Forms::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (wish, version) = (profile(&fields), fields.value("version"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::edit_self(tx, wish?, version?)).await;
    let tried = tried(&here, done, &fields, field)?;
    answer(&web, &here, tried, |form| Forms { profile: form, ..Forms::default() }).await
}

pub async fn signature(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (form, version) = (fields.clone(), fields.value("version"));
    let set = move |tx: &mut service::Tx| {
        let wish = rich::signature(tx, &form)?;
        people::set_signature(tx, wish, version?)
    };
    let done = web.desk.change(here.seat.actor.clone(), set).await;
    let tried = tried(&here, done, &fields, |_| SIGNATURE)?;
    answer(&web, &here, tried, |form| Forms { signature: form, ..Forms::default() }).await
}

/// Away from one day, or from now on, until another; or back again.
pub async fn absence(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = absence_wished(&here, &fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::set_absence(tx, wish?)).await;
    let tried = tried(&here, done, &fields, beside_absence)?;
    answer(&web, &here, tried, |form| Forms { absence: form, ..Forms::default() }).await
}

/// None: back again.
pub fn absence_wished(here: &Here, fields: &Fields) -> Result<Option<Absence>, Refusal> {
    if fields.text("until").trim().is_empty() || fields.text("act") == "back" {
        return Ok(None);
    }
    let day = |day: &str| Moment::day(day.trim(), &here.seat.zone).map(|day| day.0).ok_or(Refusal::DateInvalid);
    let from = if fields.text("from").trim().is_empty() { here.seat.now } else { day(fields.text("from"))? };
    let (until, substitute) = (day(fields.text("until"))?, fields.maybe("substitute")?.map(PersonId));
    Ok(Some(Absence { from, until, substitute }))
}

pub fn beside_absence(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SubstituteUnknown | Refusal::SubstituteMayNotAnswer => "substitute",
        Refusal::AbsenceEndsFirst => "from",
        _ => "until",
    }
}

/// What was typed, or what holds.
pub fn absence_form(here: &Here, form: Form, absence: Option<Absence>) -> Form {
    let day = |at: Moment| at.in_zone(&here.seat.zone).strftime("%Y-%m-%d").to_string();
    match absence {
        Some(Absence { from, until, substitute }) => form
            .or("from", if from.0 == 0 { String::new() } else { day(from) })
            .or("until", day(until))
            .or("substitute", substitute.map(|id| id.to_string()).unwrap_or_default()),
        None => form,
    }
}

/// Takes tickets of a channel, or none for now; from wherever the menu stood open.
pub async fn channels(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let paused = match fields.text("act") {
        "pause" => Some(true),
        "resume" => Some(false),
        _ => None,
    };
    let wish = Via::named(fields.text("via")).zip(paused).ok_or(Refusal::FormIncomplete);
    let pause =
        move |tx: &mut service::Tx| wish.map_err(Error::from).and_then(|(via, to)| ticket::pause_channel(tx, via, to));
    let done = web.desk.change(here.seat.actor.clone(), pause).await;
    done.map(|_| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
}

fn switched(fields: &Fields, name: &str) -> Done<bool> {
    match fields.text(name) {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Refusal::FormIncomplete.into()),
    }
}

/// With or without numbers beside queues, on every device.
pub async fn numbers(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let shown = switched(&fields, "numbers");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::show_numbers(tx, shown?)).await;
    done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
}

/// Whether one's clock begins when one begins to write.
pub async fn clock(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let begins = switched(&fields, "clock");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::choose_clock(tx, begins?)).await;
    done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
}

/// What was typed is not shown again: it is a password.
pub async fn password(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let done = choose(&web, &here, fields.text("old"), fields.text("password")).await;
    let tried = tried(&here, done, &Fields::default(), |refusal| match refusal {
        Refusal::PasswordWrong | Refusal::TooManyTries => "old",
        _ => "password",
    })?;
    answer(&web, &here, tried, |form| Forms { password: form, ..Forms::default() }).await
}

async fn choose(web: &Web, here: &Here, old: &str, new: &str) -> Done<()> {
    sound_password(new)?;
    if !web.throttle.sign_in(&format!("password:{}", here.seat.person)) {
        return Err(Refusal::TooManyTries.into());
    }
    let actor = here.seat.actor.clone();
    let known = web.desk.ask(actor.clone(), access::own_hash).await?;
    if !is_right(web, old, Some(&known)).await? {
        return Err(Refusal::PasswordWrong.into());
    }
    let hash = hashed(web, new).await?;
    let session = here.seat.token.digest();
    web.desk.change(actor, move |tx| access::change_password(tx, &session, &known, &hash)).await
}

/// Theme, density, list beside the ticket: for this browser, in cookies that its scripts may change as well.
pub async fn appearance(here: Here, fields: Fields) -> Answer {
    let theme = Theme::named(fields.text("theme"))
        .map(|theme| ("theme", if theme == Theme::System { "" } else { theme.name() }));
    let density = match fields.text("density") {
        "comfortable" => Some(("density", "comfortable")),
        "compact" => Some(("density", "")),
        _ => None,
    };
    let beside = match fields.text("beside") {
        "off" => Some(("beside", "off")),
        "on" => Some(("beside", "")),
        _ => None,
    };
    let jar = [theme, density, beside].into_iter().flatten().fold(CookieJar::new(), |jar, (name, value)| {
        jar.add(Cookie::build((name, value.to_owned())).path("/").same_site(SameSite::Lax).permanent())
    });
    Ok((jar, here.unchanged(HERE)).into_response())
}

/// With which a program may ask as whoever sits here.
pub async fn create_token(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (name, lasting) = (fields.text("name").to_owned(), Lasting::named(fields.text("lasting")));
    let changes = fields.text("may") == "change";
    let create = move |tx: &mut service::Tx| {
        access::create_access_token(tx, &name, lasting.ok_or(Refusal::FormIncomplete)?, changes)
    };
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    let forms = match tried(&here, done, &fields, |refusal| match refusal {
        Refusal::FormIncomplete => "lasting",
        _ => "name",
    })? {
        Ok(secret) => Forms { secret: Some(AccessToken::written(secret.reveal())), ..Forms::default() },
        Err(Again { status, form }) => {
            let forms = Forms { token: form, ..Forms::default() };
            return Ok(here.show_again(status, &page(&web, &here, forms).await?));
        }
    };
    Ok(here.show_again(StatusCode::OK, &page(&web, &here, forms).await?))
}

pub async fn remove_token(State(web): State<Web>, here: Here, Id(token): Id<AccessTokenId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::remove_access_token(tx, token)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.go(HERE, Said::Saved))
}

pub async fn revoke(State(web): State<Web>, here: Here, Id(session): Id<String>) -> Answer {
    let session = Digest(session);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::revoke_session(tx, &session)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.go(HERE, Said::Saved))
}

pub async fn revoke_others(State(web): State<Web>, here: Here) -> Answer {
    let own = here.seat.token.digest();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| access::revoke_other_sessions(tx, &own)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.go(HERE, Said::Saved))
}

async fn answer<T>(web: &Web, here: &Here, tried: Result<T, Again>, forms: impl FnOnce(Form) -> Forms) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(HERE, Said::Saved)),
        Err(Again { status, form }) => Ok(here.show_again(status, &page(web, here, forms(form)).await?)),
    }
}

async fn page(web: &Web, here: &Here, forms: Forms) -> Result<Me<'static>, Failure> {
    let asked = ask(web, here, At::Elsewhere, |read| {
        let agents = ticket::substitutes(read)?;
        let (sessions, tokens) = (access::sessions(read)?, access::access_tokens(read)?);
        let own = (people::own_panel(read)?, people::own_signature(read)?);
        Ok((own, sessions, tokens, (ticket::absence(read)?, ticket::clock_begins(read)?), agents))
    });
    let Asked { shell, frame, found: ((panel, own), sessions, tokens, (absence, clock_begins), agents) } =
        asked.await?;
    let (person, agent) = (panel.person, panel.agent.ok_or(Error::Missing).map_err(|error| here.fail(error))?);
    let profile = forms.profile.or("name", &person.name).or("version", person.version);
    let profile = profile.or("language", person.language.map_or("", Language::tag));
    let away = absence.map(|absence| absence.has_begun(here.seat.now));
    let signature = forms.signature.or(SIGNATURE, &own.text).or(SIGNATURE_FORM, own.html.as_str());
    let signed = Prose::of(written(|name| signature.text(name), SIGNATURE, SIGNATURE_FORM));
    // Nobody is kept from signing with a brace.
    let signed = Rich { mistake: None, ..signed.drawn(("", SIGNATURE, "me-signature", SIGNATURE_FORM)) };
    Ok(Me {
        away,
        absence: absence_form(here, forms.absence, absence),
        agents,
        profile: profile.or("time_zone", person.time_zone.unwrap_or_default()),
        signature: signature.or("version", agent.version),
        signed,
        password: forms.password,
        email: person.email.map(|email| email.to_string()).unwrap_or_default(),
        here: here.seat.token.digest().to_string(),
        zones: zones(),
        beside: here.beside,
        clock_begins,
        sessions,
        tokens,
        token: forms.token.or("lasting", Lasting::Quarter.name()),
        secret: forms.secret,
        shell,
        frame,
    })
}

/// The organisation stays what it is, whatever stands here.
fn profile(fields: &Fields) -> Result<Profile, Refusal> {
    let zone = fields.text("time_zone").trim();
    Ok(Profile {
        name: fields.text("name").to_owned(),
        language: language(fields)?,
        time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
        organization: None,
    })
}

/// None where none was chosen.
pub fn language(fields: &Fields) -> Result<Option<Language>, Refusal> {
    match fields.text("language") {
        "" => Ok(None),
        tag => Language::from_tag(tag).map(Some).ok_or(Refusal::LanguageUnknown),
    }
}

pub fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::TimeZoneUnknown => "time_zone",
        Refusal::LanguageUnknown => "language",
        Refusal::AddressInvalid | Refusal::AddressTaken | Refusal::AddressIsOurs => "email",
        _ => "",
    }
}
