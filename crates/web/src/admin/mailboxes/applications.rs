//! `/admin/mailboxes/applications`

use super::super::asked::{Asked, ask};
use super::super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::{Path, State};
use base::Moment;
use desk::channel::{Application, Provider, secret_context};
use desk::{Error, Permission, Refusal};
use service::channel;
use views::admin::Form;
use views::admin::mailboxes::Applications;

const INDEX: &str = "/admin/mailboxes/applications";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Path(name): Path<String>, fields: Fields) -> Answer {
    let provider = Provider::named(&name).ok_or_else(|| here.fail(Error::Missing))?;
    let wish = wish(&web, &here, provider, &fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::register_application(tx, wish?)).await;
    match tried(&here, done, &fields, field)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(Again { status, form }) => Ok(here.show_again(status, &page(&web, &here, Some((provider, form))).await?)),
    }
}

async fn page(web: &Web, here: &Here, again: Option<(Provider, Form)>) -> Result<Applications<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, |read| {
        Provider::ALL.iter().map(|provider| channel::application(read, *provider)).collect::<Result<Vec<_>, _>>()
    });
    let Asked { shell, frame, found } = asked.await?;
    let forms = found
        .into_iter()
        .map(|one| {
            let kept = kept(&one, &shell.zone);
            let typed = again.as_ref().filter(|(provider, _)| *provider == one.provider);
            let form = typed.map_or(kept, |(_, form)| form.clone().or("version", one.version));
            (one, form)
        })
        .collect();
    Ok(Applications { shell, frame, forms, back: (web.consent.back)() })
}

fn kept(one: &Application, zone: &str) -> Form {
    let until = one.secret_until.map(|until| until.in_zone(zone).strftime("%Y-%m-%d").to_string());
    Form::default()
        .with("version", one.version)
        .with("client", &one.client)
        .with("tenant", &one.tenant)
        .with("authority", &one.authority)
        .with("service", &one.service)
        .with("secret_until", until.unwrap_or_default())
}

fn wish(web: &Web, here: &Here, provider: Provider, fields: &Fields) -> Result<Application, Refusal> {
    let text = |name: &str| fields.text(name).to_owned();
    let secret = match fields.text("secret").trim() {
        "" => String::new(),
        secret => (web.seal)(secret, &secret_context(provider)),
    };
    Ok(Application {
        provider,
        client: text("client"),
        sealed_secret: secret,
        tenant: text("tenant"),
        authority: text("authority"),
        service: text("service"),
        secret_until: day(fields.text("secret_until"), &here.shell().zone)?,
        version: fields.value("version")?,
    })
}

fn day(text: &str, zone: &str) -> Result<Option<Moment>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        day => Moment::on_wall_clock(&format!("{day}T00:00"), zone).map(Some).ok_or(Refusal::DateInvalid),
    }
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ApplicationInvalid => "client",
        Refusal::TenantInvalid => "tenant",
        Refusal::OriginInvalid => "authority",
        Refusal::DateInvalid => "secret_until",
        _ => "",
    }
}
