//! `/admin/priorities`: what the desk calls its levels of urgency, and which of them it uses.

use super::asked::{Asked, ask};
use super::tried::{seen, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::Permission;
use desk::form::Label;
use desk::ticket::{Color, Level, Priorities, Priority};
use service::{Read, house};
use std::collections::BTreeMap;
use std::sync::Arc;
use views::Shell;
use views::admin::priorities::{PrioritiesPage, level_field};
use views::admin::{Form, Reason};

/// Beside which reasons stand.
const LEVELS: &str = "levels";

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let form = typed(&fields);
    if form.text("act") == "draw" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, form).await?));
    }
    let (seen, wish) = (seen(&fields), wish(&form));
    let change = move |tx: &mut service::Tx| house::change_priorities(tx, &seen?, wish);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, |_| LEVELS)? {
        Ok(()) => Ok(here.go("/admin/priorities", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<PrioritiesPage<'static>, Failure> {
    let Asked { shell, frame, found } =
        ask(web, here, Permission::Configure, |read: &mut Read| house::priorities(read)).await?;
    let form = if form.has("act") { form } else { filled(form, &found) };
    let form = form.or("seen", serde_json::to_string(&found).unwrap_or_default());
    let wish = wish(&form);
    let form = match wish.clone().sound() {
        Err(refusal) if !form.is_refused() => form.refused(Reason { field: LEVELS, key: refusal.key() }),
        _ => form,
    };
    Ok(PrioritiesPage { shell: Shell { priorities: Arc::new(wish), ..shell }, frame, form })
}

fn filled(form: Form, kept: &Priorities) -> Form {
    Priority::ALL.iter().fold(form, |form, priority| {
        let Level { name, color, used, public } = kept.level(*priority);
        let field = |what| level_field(what, *priority);
        let form = form
            .with(&field("name_en"), &name.en)
            .with(&field("name_ja"), &name.ja)
            .with(&field("color"), color.map_or("", Color::name));
        let form = if *used { form.with(&field("used"), "on") } else { form };
        if *public { form.with(&field("public"), "on") } else { form }
    })
}

/// A colour that there is not is the usual one.
fn wish(form: &Form) -> Priorities {
    let level = |priority: &Priority| {
        let text = |what| form.text(&level_field(what, *priority));
        let name = Label::new(text("name_en"), text("name_ja"));
        let (used, public) = (text("used") == "on", text("public") == "on");
        (*priority, Level { name, color: Color::named(text("color")), used, public })
    };
    Priority::ALL.iter().map(level).collect::<BTreeMap<_, _>>().into()
}
