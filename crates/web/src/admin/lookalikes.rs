//! `/admin/templates/alike`: which tickets an agent is shown before they open another one.

use super::asked::{Asked, ask};
use super::tried::{Again, seen, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::form::{FieldId, MOST_FIELDS};
use desk::ticket::Lookalikes;
use desk::{Permission, Refusal};
use service::ticket;
use views::admin::templates::LookalikesPage;
use views::admin::{Choice, Form};

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (seen(&fields), wish(&fields));
    let change = move |tx: &mut service::Tx| ticket::change_lookalikes(tx, &seen?, wish?);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, field)? {
        Ok(()) => Ok(here.go("/admin/templates", Said::Saved)),
        Err(Again { status, form }) => Ok(here.show_again(status, &page(&web, &here, form).await?)),
    }
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<LookalikesPage<'static>, Failure> {
    let language = here.seat.words.language();
    let question = |read: &mut service::Read| Ok((ticket::lookalikes(read)?, ticket::comparable(read)?));
    let Asked { shell, frame, found: (kept, known) } = ask(web, here, Permission::Configure, question).await?;
    let form = form.or("seen", serde_json::to_string(&kept).unwrap_or_default());
    // Boxes that were left empty are not sent; the number of days always is.
    let form = if form.has("days") { form } else { filled(form, &kept) };
    let fields = known.into_iter().map(|field| Choice::new(field.id, field.label.shown(language))).collect();
    Ok(LookalikesPage { shell, frame, form, fields })
}

fn filled(form: Form, kept: &Lookalikes) -> Form {
    let form = if kept.subject { form.with("subject", "on") } else { form };
    let form = if kept.organization { form.with("organization", "on") } else { form };
    kept.fields.iter().fold(form, |form, id| form.with("field", id)).with("days", kept.days)
}

fn wish(fields: &Fields) -> Result<Lookalikes, Refusal> {
    Ok(Lookalikes {
        subject: ticked(fields, "subject")?,
        fields: fields.values::<i64>("field", MOST_FIELDS).into_iter().map(FieldId).collect(),
        organization: ticked(fields, "organization")?,
        days: fields.maybe("days").map_err(|_| Refusal::AlikeDaysInvalid)?.unwrap_or(0),
    })
}

fn ticked(fields: &Fields, name: &str) -> Result<bool, Refusal> {
    match fields.text(name) {
        "on" => Ok(true),
        "" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    }
}

const fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AlikeDaysInvalid => "days",
        Refusal::FieldUnknown => "field",
        _ => "",
    }
}
