//! `/me/shortcuts`: which key does what.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::said::Said;
use crate::Web;
use crate::admin::tried::Again;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::people::{SHORTCUTS, Shortcuts};
use service::people;
use views::admin::Form;
use views::agent::At;
use views::agent::shortcuts::ShortcutsPage;

const HERE: &str = "/me/shortcuts";

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, form(&here.seat.shortcuts)).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let chosen = match fields.text("act") {
        "standard" => Ok(Shortcuts::default()),
        _ => Shortcuts::chosen(fields.text("off") == "on", |word| {
            // What the form does not name stays.
            if fields.has(word) { fields.text(word) } else { here.seat.shortcuts.of(word) }.to_owned()
        }),
    };
    match chosen {
        Ok(chosen) => {
            let done = web.desk.change(here.seat.actor.clone(), move |tx| people::choose_shortcuts(tx, &chosen)).await;
            done.map(|()| here.go(HERE, Said::Saved)).map_err(|error| here.fail(error))
        }
        Err((word, refusal)) => {
            let Again { status, form } = Again::refused(&fields, word, refusal);
            Ok(here.show_again(status, &page(&web, &here, form).await?))
        }
    }
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<ShortcutsPage<'static>, Failure> {
    let Asked { shell, frame, .. } = ask(web, here, At::Elsewhere, |_| Ok(())).await?;
    Ok(ShortcutsPage { shell, frame, form })
}

fn form(shortcuts: &Shortcuts) -> Form {
    let form = if shortcuts.off { Form::default().with("off", "on") } else { Form::default() };
    SHORTCUTS
        .iter()
        .fold(form, |form, shortcut| form.with(shortcut.word, shortcuts.of(shortcut.word).replace("mod+", "ctrl+")))
}
