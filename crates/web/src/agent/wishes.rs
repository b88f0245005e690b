//! `/me/notifications`: what one wants to be told of, in which browsers, and what not; and one's calendar.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::admin::chats::address;
use crate::admin::tried::{Again, tried};
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::notification::{
    Matrix, Medium, Mute, Muted, Occasion, Quiet, Reach, SubscriptionId, SubscriptionWish, Wishes,
};
use desk::people::TeamId;
use desk::{Level, Permission, Refusal};
use service::notification::{self, ChatChoiceWish};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::wishes::{WishesPage, cell_name, matrix_form};

const HERE: &str = "/me/notifications";
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The page's forms as they were typed, and what is said once.
#[derive(Default)]
struct Drawn {
    wishes: Option<Form>,
    push: Form,
    mute: Form,
    chat: Form,
    /// How a message went that was to be tried out.
    chat_trial: Option<Result<(), &'static str>>,
    calendar: Option<String>,
}

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Drawn::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = match fields.text("act") {
        "" => wishes(&fields),
        // The table as the role has it, and the rest as it stands there.
        "usual" => wishes(&fields).map(|wish| Wishes { matrix: None, ..wish }),
        _ => Err(Refusal::FormIncomplete),
    };
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::choose(tx, wish?)).await;
    let tried = tried(&here, done, &fields, |refusal| match refusal {
        Refusal::LettersInvalid => "letters",
        Refusal::QuietInvalid => "quiet_from",
        _ => "",
    })?;
    answer(&web, &here, tried, |form| Drawn { wishes: Some(form), ..Drawn::default() }).await
}

/// This browser shows notifications from now on.
pub async fn subscribe(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = SubscriptionWish {
        endpoint: fields.text("endpoint").to_owned(),
        public_key: fields.text("public_key").to_owned(),
        auth: fields.text("auth").to_owned(),
    };
    let session = here.seat.token.digest();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::subscribe(tx, &session, wish)).await;
    let tried = tried(&here, done, &fields, |_| "endpoint")?;
    answer(&web, &here, tried, |form| Drawn { push: form, ..Drawn::default() }).await
}

pub async fn unsubscribe(State(web): State<Web>, here: Here, Id(id): Id<SubscriptionId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::unsubscribe(tx, id)).await;
    done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
}

/// One's notifications come to a chat from now on, or no more; or a message is tried out.
pub async fn chat(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let by = here.seat.actor.clone();
    match fields.text("act") {
        "leave" => {
            let done = web.desk.change(by, notification::leave_chat).await;
            done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
        }
        "try" => {
            let content = web.desk.ask(by, notification::own_chat_trial).await.map_err(|error| here.fail(error))?;
            let chat_trial = Some((web.chats)(content).await);
            let drawn = Drawn { chat_trial, ..Drawn::default() };
            Ok(here.show_again(StatusCode::OK, &page(&web, &here, drawn).await?))
        }
        _ => {
            let wish = chat_wish(&web, &fields);
            let done = web.desk.change(by, move |tx| notification::choose_chat(tx, wish?)).await;
            let tried = tried(&here, done, &fields, |refusal| match refusal {
                Refusal::UrlInvalid | Refusal::ChatElsewhere => "address",
                Refusal::ChatMention => "mention",
                _ => "chat",
            })?;
            // What is secret does not come back.
            answer(&web, &here, tried, |form| Drawn { chat: form.without("address"), ..Drawn::default() }).await
        }
    }
}

fn chat_wish(web: &Web, fields: &Fields) -> Result<ChatChoiceWish, Refusal> {
    Ok(ChatChoiceWish {
        chat: fields.value("chat")?,
        address: address(web, fields)?,
        mention: fields.text("mention").to_owned(),
        said: switched(fields, "said")?,
    })
}

/// A team or a mailbox falls silent, or anything may be heard again.
pub async fn mutes(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (wish, ends) = (mute(fields.text("mute")), fields.text("act") == "end");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match ends {
        true => notification::unmute(tx, wish?),
        false => notification::mute(tx, wish?),
    });
    let tried = tried(&here, done.await, &fields, |_| "mute")?;
    answer(&web, &here, tried, |form| Drawn { mute: form, ..Drawn::default() }).await
}

/// A new secret address, shown this once; or none any more.
pub async fn calendar(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let by = here.seat.actor.clone();
    if fields.text("act") == "close" {
        let done = web.desk.change(by, notification::close_calendar).await;
        return done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error));
    }
    let token = web.desk.change(by, notification::open_calendar).await.map_err(|error| here.fail(error))?;
    let address = format!("{}/calendar/{}.ics", here.url(&web), token.reveal());
    let drawn = Drawn { calendar: Some(address), ..Drawn::default() };
    Ok(here.show_again(StatusCode::OK, &page(&web, &here, drawn).await?))
}

async fn answer<T>(web: &Web, here: &Here, tried: Result<T, Again>, drawn: impl FnOnce(Form) -> Drawn) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(HERE, Said::Saved)),
        Err(Again { status, form }) => Ok(here.show_again(status, &page(web, here, drawn(form)).await?)),
    }
}

async fn page(web: &Web, here: &Here, drawn: Drawn) -> Result<WishesPage<'static>, Failure> {
    let asked = ask(web, here, At::Elsewhere, |read| {
        let wishes = notification::wishes(read)?;
        let push = (notification::push_public_key(read)?, notification::subscriptions(read)?);
        let mutes = (notification::mutes(read)?, notification::mutable(read)?);
        let chats = notification::chat_choice(read)?;
        Ok((wishes, push, mutes, chats, notification::calendar_since(read)?))
    });
    let Asked { shell, frame, found } = asked.await?;
    let ((wishes, usual), (push_key, browsers), (mutes, mutable), (chats, chosen), calendar_since) = found;
    let level = |team: TeamId| here.seat.actor.level(team) > Level::None;
    let mutable = mutable.into_iter().filter(|(_, team, _)| level(*team));
    let choice =
        |(mute, _, name): (Mute, TeamId, String)| Choice::new(format!("{}-{}", mute.what.name(), mute.target), name);
    Ok(WishesPage {
        own: wishes.matrix.is_some(),
        form: drawn.wishes.unwrap_or_else(|| form(&wishes, &usual)),
        zone: here.seat.zone.clone(),
        push_key,
        push: drawn.push,
        browsers,
        here: here.seat.token.digest().to_string(),
        mutable: mutable.map(choice).collect(),
        mutes,
        mute: drawn.mute,
        chats,
        choice: chosen,
        configures: here.seat.actor.may(Permission::Configure).is_ok(),
        chat: drawn.chat,
        chat_trial: drawn.chat_trial,
        calendar_since,
        calendar: drawn.calendar,
        shell,
        frame,
    })
}

fn form(wishes: &Wishes, usual: &Matrix) -> Form {
    let form = matrix_form(Form::default(), wishes.matrix.as_ref().unwrap_or(usual));
    let form = form.with("letters", wishes.letters);
    let form = form.with("digest", wishes.digest.map(|hour| hour.to_string()).unwrap_or_default());
    let form = if wishes.digest_chat { form.with("digest_chat", "on") } else { form };
    let form = if wishes.push_text { form.with("push_text", "on") } else { form };
    let Some(quiet) = wishes.quiet else {
        return form
            .with("quiet_from", "19:00")
            .with("quiet_until", "08:00")
            .with("quiet_saturday", "on")
            .with("quiet_sunday", "on");
    };
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let form = form.with("quiet", "on").with("quiet_from", clock(quiet.from)).with("quiet_until", clock(quiet.until));
    let rests = DAYS.iter().zip(quiet.days).filter(|(_, rests)| *rests);
    rests.fold(form, |form, (day, _)| form.with(&format!("quiet_{day}"), "on"))
}

fn wishes(fields: &Fields) -> Result<Wishes, Refusal> {
    let on = |name: &str| switched(fields, name);
    let quiet = match on("quiet")? {
        true => {
            let mut days = [false; 7];
            for (day, rests) in DAYS.iter().zip(&mut days) {
                *rests = on(&format!("quiet_{day}"))?;
            }
            let minutes = |name| clock(fields.text(name)).ok_or(Refusal::QuietInvalid);
            Some(Quiet { from: minutes("quiet_from")?, until: minutes("quiet_until")?, days })
        }
        false => None,
    };
    Ok(Wishes {
        matrix: Some(matrix(fields)?),
        quiet,
        letters: fields.value("letters").map_err(|_| Refusal::LettersInvalid)?,
        digest: fields.maybe("digest")?,
        digest_chat: on("digest_chat")?,
        push_text: on("push_text")?,
    })
}

/// A reach for each occasion and medium; a switch that is off sends nothing.
pub(crate) fn matrix(fields: &Fields) -> Result<Matrix, Refusal> {
    let mut matrix = Matrix::default();
    for occasion in Occasion::ALL {
        for medium in Medium::ALL.iter().filter(|medium| !occasion.reaches(**medium).is_empty()) {
            let reach = match fields.text(&cell_name(*occasion, *medium)) {
                "" => Reach::Off,
                word => Reach::named(word).ok_or(Refusal::FormIncomplete)?,
            };
            matrix.set(*occasion, *medium, reach)?;
        }
    }
    Ok(matrix)
}

fn switched(fields: &Fields, name: &str) -> Result<bool, Refusal> {
    match fields.text(name) {
        "on" => Ok(true),
        "" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    }
}

/// `19:00`
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

/// `team-3`
fn mute(word: &str) -> Result<Mute, Refusal> {
    let (what, target) = word.split_once('-').ok_or(Refusal::FormIncomplete)?;
    let what = Muted::named(what).ok_or(Refusal::FormIncomplete)?;
    Ok(Mute { what, target: target.parse().map_err(|_| Refusal::FormIncomplete)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_shows_reads_back_as_it_was() {
        let quiet = Some(Quiet { from: 1_140, until: 480, days: [false, false, false, false, false, true, false] });
        let mut own = Matrix::default();
        own.set(Occasion::Received, Medium::Mail, Reach::Teams).unwrap();
        for wishes in [
            Wishes {
                matrix: Some(own.whole()),
                quiet,
                digest: Some(7),
                digest_chat: true,
                push_text: true,
                letters: 5,
            },
            Wishes { matrix: Some(Matrix::default().whole()), ..Wishes::default() },
        ] {
            let sent = Fields(form(&wishes, &Matrix::default()).values().to_vec());
            let read = super::wishes(&sent).unwrap();
            assert_eq!(Wishes { matrix: read.matrix.map(|matrix| matrix.whole()), ..read }, wishes);
        }
    }

    #[test]
    fn what_is_no_time_and_no_reach_is_refused() {
        for (name, value, refusal) in [
            ("quiet_from", "25:00", Refusal::QuietInvalid),
            ("quiet_until", "soon", Refusal::QuietInvalid),
            ("letters", "many", Refusal::LettersInvalid),
            ("received_app", "everywhere", Refusal::FormIncomplete),
            ("mentioned_app", "all", Refusal::FormIncomplete),
        ] {
            let wishes = Wishes { quiet: Some(Quiet { from: 0, until: 0, days: [false; 7] }), ..Wishes::default() };
            let whole = form(&wishes, &Matrix::default()).without(name).with(name, value);
            assert_eq!(super::wishes(&Fields(whole.values().to_vec())), Err(refusal), "{name}");
        }
    }
}
