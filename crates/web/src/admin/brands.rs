//! `/admin/brands`, and the logo anybody meets.

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::upload::Upload;
use axum::body::Body;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base::Language;
use desk::ticket::{BrandId, BrandWish, Color, LogoKind};
use desk::{Actor, Error, Fault, Permission, Refusal};
use service::{channel, ticket};
use views::admin::Form;
use views::admin::brands::{BrandPage, Brands};

const INDEX: &str = "/admin/brands";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((ticket::brands(read)?, channel::mailboxes(read)?)));
    let Asked { shell, frame, found: (brands, mailboxes) } = asked.await?;
    let mailboxes = mailboxes.into_iter().map(|(mailbox, _)| mailbox).collect();
    Ok(here.show(&Brands { shell, frame, brands, mailboxes }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Form::default().with("color", Color::Indigo.name())).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_brand(tx, &wish?)).await;
    settled(&web, &here, None, tried(&here, done, &fields, field)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(brand): Id<BrandId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(brand), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(brand): Id<BrandId>, fields: Fields) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| ticket::change_brand(tx, brand, version?, &wish?)).await;
    settled(&web, &here, Some(brand), tried(&here, done, &fields, field)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(brand): Id<BrandId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_brand(tx, brand, version?)).await;
    settled(&web, &here, Some(brand), tried(&here, done, &fields, above)?).await
}

pub async fn set_logo(State(web): State<Web>, here: Here, Id(brand): Id<BrandId>, form: Multipart) -> Answer {
    let mut upload = Upload::read(&web, form).await.map_err(|error| here.fail(error))?;
    let version = upload.fields.value("version");
    let done = match upload.files.pop() {
        Some(file) => {
            let bytes = web.blobs.get(&file.digest).await.map_err(|fault| here.fail(Fault::new(fault)))?;
            let kind = bytes.as_deref().and_then(LogoKind::of);
            let (digest, size) = (file.digest, file.size);
            web.desk
                .change(here.seat.actor.clone(), move |tx| ticket::set_logo(tx, brand, version?, digest, size, kind))
                .await
        }
        None => Err(upload.refusal.map_or(Refusal::LogoUnknown, |_| Refusal::LogoTooLarge).into()),
    };
    match tried(&here, done, &upload.fields, |_| "logo")? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{brand}"), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(brand), again.form).await?)),
    }
}

pub async fn remove_logo(State(web): State<Web>, here: Here, Id(brand): Id<BrandId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_logo(tx, brand, version?)).await;
    match tried(&here, done, &fields, above)? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{brand}"), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(brand), again.form).await?)),
    }
}

/// `/brands/{brand}/logo`
pub async fn logo(State(web): State<Web>, Path(id): Path<String>) -> Answer {
    let id = BrandId(id.parse().map_err(|_| Error::Missing)?);
    let logo = web.desk.ask(Actor::Anonymous, move |read| ticket::logo(read, id)).await?;
    let bytes = web.blobs.get(&logo.digest).await.map_err(|fault| Error::from(Fault::new(fault)))?;
    let bytes = bytes.ok_or(Error::Missing)?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(logo.kind.name()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

async fn settled<T>(web: &Web, here: &Here, id: Option<BrandId>, tried: Result<T, Again>) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, id, again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, id: Option<BrandId>, form: Form) -> Result<BrandPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let brand = ticket::brands(read)?.into_iter().find(|brand| Some(brand.id) == id);
        if brand.is_some() == id.is_some() { Ok(brand) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: brand } = asked.await?;
    let form = match &brand {
        Some(brand) => form
            .or("name", &brand.name)
            .or("domain", brand.domain.as_deref().unwrap_or_default())
            .or("language", brand.language.map_or("", Language::tag))
            .or("color", brand.color.name())
            .or("version", brand.version),
        None => form,
    };
    Ok(BrandPage { shell, frame, brand, form })
}

fn wish(fields: &Fields) -> Result<BrandWish, Refusal> {
    let language = match fields.text("language") {
        "" => None,
        tag => Some(Language::from_tag(tag).ok_or(Refusal::LanguageUnknown)?),
    };
    Ok(BrandWish {
        name: fields.text("name").to_owned(),
        domain: fields.text("domain").to_owned(),
        language,
        color: Color::named(fields.text("color")).ok_or(Refusal::FormIncomplete)?,
    })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong | Refusal::NameTaken => "name",
        Refusal::HostInvalid | Refusal::HostTaken => "domain",
        Refusal::LanguageUnknown => "language",
        Refusal::FormIncomplete => "color",
        _ => "",
    }
}
