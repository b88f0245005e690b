//! `/admin/topics`: what one may ask about.

use super::asked::{Asked, ask};
use super::numbering;
use super::tried::{Again, above, order, tried, typed};
use crate::Web;
use crate::agent::fields::Fields as Sent;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::form::{FormId, Label, TopicId, TopicWish};
use desk::people::TeamId;
use desk::ticket::{Kind, Priority};
use desk::{Error, Permission, Refusal};
use service::{form, people};
use views::admin::topics::{TopicPage, Topics};
use views::admin::{Choice, Form};

const INDEX: &str = "/admin/topics";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| {
        Ok((form::topics(read)?, form::forms(read)?, people::teams(read)?))
    });
    let Asked { shell, frame, found: (topics, forms, teams) } = asked.await?;
    let language = shell.words.language();
    let form = |id: Option<FormId>| forms.iter().find(|form| Some(form.id) == id).map(|form| form.name.shown(language));
    let team = |id: Option<TeamId>| teams.iter().find(|team| Some(team.id) == id).map(|team| team.name.clone());
    let named = topics.into_iter().map(|topic| {
        let (form, team) = (form(topic.wish.form).unwrap_or_default().to_owned(), team(topic.wish.team));
        (topic, form, team.unwrap_or_default())
    });
    Ok(here.show(&Topics { topics: named.collect(), shell, frame }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("public", "on").with("active", "on").with("kind", Kind::Question.name());
    Ok(here.show(&page(&web, &here, None, form).await?))
}

pub async fn create(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    if sent.text("act") == "draw" {
        return redraw(&web, &here, None, &sent).await;
    }
    let wish = wish(&sent);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::create_topic(tx, wish?)).await;
    settled(&web, &here, None, tried(&here, done, &sent, beside)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<TopicId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<TopicId>, sent: Sent) -> Answer {
    if sent.text("act") == "draw" {
        return redraw(&web, &here, Some(id), &sent).await;
    }
    let (wish, version) = (wish(&sent), sent.value("version"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::change_topic(tx, id, version?, wish?)).await;
    settled(&web, &here, Some(id), tried(&here, done, &sent, beside)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<TopicId>, sent: Sent) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::remove_topic(tx, id)).await;
    settled(&web, &here, Some(id), tried(&here, done, &sent, above)?).await
}

pub async fn reorder(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    let order: Result<Vec<TopicId>, Refusal> = order(&sent);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::order_topics(tx, &order?)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

async fn redraw(web: &Web, here: &Here, id: Option<TopicId>, sent: &Sent) -> Answer {
    Ok(here.show_again(StatusCode::OK, &page(web, here, id, numbering::drawn(sent)).await?))
}

async fn settled<T>(web: &Web, here: &Here, id: Option<TopicId>, tried: Result<T, Again>) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, id, again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, id: Option<TopicId>, form: Form) -> Result<TopicPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let topic = form::topics(read)?.into_iter().find(|topic| Some(topic.id) == id);
        if topic.is_some() != id.is_some() {
            return Err(Error::Missing);
        }
        let form = match &topic {
            Some(topic) => filled(form, &topic.wish, topic.version),
            None => form,
        };
        let numbering = numbering::part(read, form, Some(id.unwrap_or(TopicId(0))))?;
        Ok((topic, form::forms(read)?, people::teams(read)?, numbering))
    });
    let Asked { shell, frame, found: (topic, forms, teams, (numbering, form)) } = asked.await?;
    let language = shell.words.language();
    let usual = |key| Choice::new("", shell.say(key));
    let forms = forms.iter().map(|form| Choice::new(form.id, form.name.shown(language)));
    let teams = teams.iter().map(|team| Choice::new(team.id, &team.name));
    Ok(TopicPage {
        forms: [usual("topic-form-none")].into_iter().chain(forms).collect(),
        teams: [usual("topic-team-usual")].into_iter().chain(teams).collect(),
        topic,
        form,
        numbering,
        shell,
        frame,
    })
}

/// What is kept, where nothing was typed.
fn filled(form: Form, wish: &TopicWish, version: i64) -> Form {
    let again = form.has("name_en");
    let form = form
        .or("name_en", &wish.name.en)
        .or("name_ja", &wish.name.ja)
        .or("help_en", &wish.help.en)
        .or("help_ja", &wish.help.ja)
        .or("kind", wish.kind.name())
        .or("form_id", wish.form.map(|id| id.to_string()).unwrap_or_default())
        .or("team", wish.team.map(|id| id.to_string()).unwrap_or_default())
        .or("priority", wish.priority.map(Priority::name).unwrap_or_default())
        .or("text_en", &wish.text.en)
        .or("text_ja", &wish.text.ja)
        .or("version", version);
    let on = |form: Form, name: &str, is: bool| if again || !is { form } else { form.with(name, "on") };
    numbering::filled(on(on(form, "public", wish.public), "active", wish.active), wish.numbering.as_ref())
}

fn wish(sent: &Sent) -> Result<TopicWish, Refusal> {
    let label = |name: &str| Label::new(sent.text(&format!("{name}_en")), sent.text(&format!("{name}_ja")));
    Ok(TopicWish {
        name: label("name"),
        help: label("help"),
        kind: Kind::named(sent.text("kind")).ok_or(Refusal::FormIncomplete)?,
        form: sent.maybe("form_id")?,
        team: sent.maybe("team")?,
        priority: match sent.text("priority") {
            "" => None,
            word => Some(Priority::named(word).ok_or(Refusal::FormIncomplete)?),
        },
        text: label("text"),
        numbering: numbering::wish(&typed(sent))?,
        public: sent.text("public") == "on",
        active: sent.text("active") == "on",
    })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name_en",
        refusal => numbering::beside(refusal),
    }
}
