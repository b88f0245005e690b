//! `/admin/chats`: where notifications may go as messages in a chat.

use super::asked::{Asked, ask};
use super::tried::{above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::notification::{CHAT_ADDRESS, Chat, ChatId, ChatService, ChatWish, chat_host, chat_hosts};
use desk::{Permission, Refusal};
use service::Tx;
use service::notification::{self, ChatAddress};
use views::admin::Form;
use views::admin::chats::{ChatPage, Chats};

const INDEX: &str = "/admin/chats";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Configure, notification::chats).await?;
    Ok(here.show(&Chats { shell, frame, chats: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("active", "on").with("service", ChatService::Slack.name()).with("whose", "one");
    page(&web, &here, StatusCode::OK, None, Some(form), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (wish, address) = (wish(&fields), address(&web, &fields));
    let create = move |tx: &mut Tx| notification::create_chat(tx, wish?, address?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => page(&web, &here, again.status, None, Some(again.form), None).await,
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ChatId>) -> Answer {
    page(&web, &here, StatusCode::OK, Some(id), None, None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ChatId>, fields: Fields) -> Answer {
    let (wish, address, version) = (wish(&fields), address(&web, &fields), fields.value("version"));
    let change = move |tx: &mut Tx| notification::change_chat(tx, id, wish?, address?, version?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => page(&web, &here, again.status, Some(id), Some(again.form), None).await,
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ChatId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| notification::remove_chat(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// A message goes to what is typed, without its being saved.
pub async fn try_out(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let id: Option<ChatId> = fields.maybe("chat").map_err(|refusal| here.fail(refusal))?;
    let (wish, address) = (wish(&fields), address(&web, &fields));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        read.actor().may(Permission::Configure)?;
        notification::chat_trial(read, id, wish?, address?)
    });
    match tried(&here, asked.await, &fields, beside)? {
        Ok(content) => {
            let heard = (web.chats)(content).await;
            page(&web, &here, StatusCode::OK, id, Some(typed(&fields)), Some(heard)).await
        }
        Err(again) => page(&web, &here, again.status, id, Some(again.form), None).await,
    }
}

async fn page(
    web: &Web,
    here: &Here,
    status: StatusCode,
    id: Option<ChatId>,
    form: Option<Form>,
    trial: Option<Result<(), &'static str>>,
) -> Answer {
    let asked =
        ask(web, here, Permission::Configure, move |read| id.map(|id| notification::chat(read, id)).transpose());
    let Asked { shell, frame, found: kept } = asked.await?;
    let form = form.unwrap_or_else(|| kept.as_ref().map(form_of).unwrap_or_default());
    let form = match &kept {
        Some(kept) => form.or("version", kept.version),
        None => form,
    };
    // What is secret does not come back.
    let form = form.without("address");
    let kept = kept.filter(|kept| !kept.wish.own).map(|kept| kept.wish.hosts.join(" "));
    let page: ChatPage<'static> = ChatPage { shell, frame, id: id.map(|id| id.0), form, kept, trial };
    Ok(here.show_again(status, &page))
}

fn form_of(chat: &Chat) -> Form {
    let wish = &chat.wish;
    let form = Form::default()
        .with("name", &wish.name)
        .with("service", wish.service.name())
        .with("whose", if wish.own { "own" } else { "one" });
    let form = if wish.own { form.with("hosts", wish.hosts.join(" ")) } else { form };
    let form = if wish.said { form.with("said", "on") } else { form };
    if wish.active { form.with("active", "on") } else { form }
}

fn wish(fields: &Fields) -> Result<ChatWish, Refusal> {
    let service = ChatService::named(fields.text("service")).ok_or(Refusal::FormIncomplete)?;
    let own = match fields.text("whose") {
        "own" => true,
        "one" => false,
        _ => return Err(Refusal::FormIncomplete),
    };
    let hosts = match chat_hosts(fields.text("hosts")) {
        hosts if hosts.is_empty() => chat_hosts(service.hosts()),
        hosts => hosts,
    };
    let on = |name: &str| match fields.text(name) {
        "" => Ok(false),
        "on" => Ok(true),
        _ => Err(Refusal::FormIncomplete),
    };
    let name = fields.text("name").to_owned();
    Ok(ChatWish { name, service, own, hosts, said: on("said")?, active: on("active")? })
}

/// None: nothing was typed.
pub(crate) fn address(web: &Web, fields: &Fields) -> Result<Option<ChatAddress>, Refusal> {
    let typed = fields.text("address").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let host = chat_host(typed)?;
    Ok(Some(ChatAddress { host, sealed: (web.seal)(typed, CHAT_ADDRESS) }))
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::UrlInvalid => "address",
        Refusal::ChatHosts => "hosts",
        refusal => above(refusal),
    }
}
