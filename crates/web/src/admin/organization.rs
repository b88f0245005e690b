//! `/admin/organization`

use super::asked::{Asked, ask};
use super::tried::tried;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use base::Language;
use desk::access::{Acquaintance, Asking, Copies};
use desk::conversation::MostAttached;
use desk::{Permission, Refusal};
use service::house::{self, Wish};
use views::admin::Form;
use views::admin::organization::Organization;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (wish(&fields, SEEN), wish(&fields, NAMES));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| house::change(tx, &seen?, &wish?)).await;
    match tried(&here, done, &fields, field)? {
        Ok(()) => Ok(here.go("/admin/organization", Said::Saved)),
        Err(again) => {
            let conflict = again.status == axum::http::StatusCode::CONFLICT;
            let form =
                if conflict { SEEN.iter().fold(again.form, |form, name| form.without(name)) } else { again.form };
            Ok(here.show_again(again.status, &page(&web, &here, form).await?))
        }
    }
}

const NAMES: [&str; 7] = ["organization", "language", "time_zone", "asking", "acquaintance", "copies", "attached"];
/// What the page was drawn from, in hidden fields.
const SEEN: [&str; 7] = [
    "seen_organization",
    "seen_language",
    "seen_time_zone",
    "seen_asking",
    "seen_acquaintance",
    "seen_copies",
    "seen_attached",
];

async fn page(web: &Web, here: &Here, form: Form) -> Result<Organization<'static>, Failure> {
    let Asked { shell, frame, found: house } = ask(web, here, Permission::Configure, house::load).await?;
    let (organization, time_zone) = (house.organization.as_str(), house.time_zone.as_str());
    let attached = house.attached.megabytes().to_string();
    let (asking, acquaintance, copies) = (house.asking.name(), house.acquaintance.name(), house.copies.name());
    let values = [organization, house.language.tag(), time_zone, asking, acquaintance, copies, attached.as_str()];
    let known = NAMES.into_iter().zip(values).chain(SEEN.into_iter().zip(values));
    let form = known.fold(form, |form, (name, value)| form.or(name, value));
    Ok(Organization { shell, frame, form, zones: base::zones() })
}

fn wish(
    fields: &Fields,
    [organization, language, time_zone, asking, acquaintance, copies, attached]: [&str; 7],
) -> Result<Wish, Refusal> {
    Ok(Wish {
        organization: fields.text(organization).to_owned(),
        language: Language::from_tag(fields.text(language)).ok_or(Refusal::LanguageUnknown)?,
        time_zone: fields.text(time_zone).trim().to_owned(),
        asking: match fields.text(asking) {
            "" => Asking::default(),
            name => Asking::named(name).ok_or(Refusal::NothingChosen)?,
        },
        acquaintance: match fields.text(acquaintance) {
            "" => Acquaintance::default(),
            name => Acquaintance::named(name).ok_or(Refusal::NothingChosen)?,
        },
        copies: match fields.text(copies) {
            "" => Copies::default(),
            name => Copies::named(name).ok_or(Refusal::NothingChosen)?,
        },
        attached: match fields.text(attached) {
            "" => MostAttached::default(),
            _ => MostAttached::of(fields.value(attached).map_err(|_| Refusal::MostAttachedInvalid)?)?,
        },
    })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::LanguageUnknown => "language",
        Refusal::TimeZoneUnknown => "time_zone",
        Refusal::NothingChosen => "asking",
        Refusal::MostAttachedInvalid => "attached",
        _ => "organization",
    }
}
