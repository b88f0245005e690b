//! `/admin/notifications`: what people of each role are told of who have chosen nothing.

use super::asked::{Asked, ask};
use super::tried::{above, seen, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::agent::wishes::matrix;
use crate::answer::{Answer, Failure};
use axum::extract::{Path, State};
use desk::{Error, Permission, Role};
use service::notification;
use views::admin::Form;
use views::admin::notices::NoticesPage;
use views::agent::wishes::matrix_form;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let role = Role::ALL.into_iter().find(|role| role.name() == here.query.text("role")).unwrap_or(Role::Agent);
    Ok(here.show(&page(&web, &here, role, None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Path(role): Path<String>, fields: Fields) -> Answer {
    let role = Role::ALL.into_iter().find(|one| one.name() == role).ok_or(Error::Missing);
    let role = role.map_err(|error| here.fail(error))?;
    let (wish, seen) = (matrix(&fields), seen(&fields));
    let change = move |tx: &mut service::Tx| notification::change_defaults(tx, role, &seen?, &wish?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(&format!("/admin/notifications?role={}", role.name()), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, role, Some(again.form)).await?)),
    }
}

async fn page(web: &Web, here: &Here, role: Role, form: Option<Form>) -> Result<NoticesPage<'static>, Failure> {
    let asked =
        ask(web, here, Permission::Configure, |read| Ok((notification::defaults(read)?, notification::chats(read)?)));
    let Asked { shell, frame, found: (defaults, chats) } = asked.await?;
    let chats = chats.iter().any(|(chat, _)| chat.wish.active);
    let matrix = defaults.get(&role).cloned().unwrap_or_default();
    let seen = serde_json::to_string(&matrix).unwrap_or_default();
    let form = form.unwrap_or_else(|| matrix_form(Form::default(), &matrix));
    Ok(NoticesPage { shell, frame, role, chats, form: form.without("seen").with("seen", seen) })
}
