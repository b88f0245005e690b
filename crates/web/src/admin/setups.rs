//! `/admin/setups`: whole set-ups, those that come with the program and those in files.

use super::asked::{Asked, ask};
use super::tried::{Again, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, Speak};
use crate::upload::at_most;
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use base::Language;
use desk::automation::Stage;
use desk::form::Label;
use desk::setup::{Fate, LARGEST, LARGEST_WITH_FILES, Part, SHIPPED, SetUp, SetUpFault, Shipped};
use desk::{Error, Fault, Permission, Refusal};
use service::automation::Switch;
use service::setup;
use views::admin::setups::{SetUpCard, SetUpExport, SetUpPage, SetUps};
use views::admin::{Form, Reason};

const INDEX: &str = "/admin/setups";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let done = here.query.value("made").ok().zip(here.query.value("kept").ok());
    Ok(here.show(&list(&web, &here, Form::default(), None, done).await?))
}

pub async fn show(State(web): State<Web>, here: Here, Id(key): Id<String>) -> Answer {
    let shipped = Shipped::named(&key).ok_or_else(|| here.fail(Error::Missing))?;
    let language = here.seat.words.language();
    let form = Form::default().with("rules", Stage::Act.name());
    let chosen = Chosen { key: shipped.key, text: String::new(), file: shipped.read(), language };
    Ok(here.show(&page(&web, &here, chosen, form).await?))
}

/// What a file would make, or one that comes with the program in other words.
pub async fn look(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let fields = read(&web, &here, form).await?;
    let (key, file) = match chosen(&fields) {
        Ok(chosen) => chosen,
        Err(fault) => return unread(&web, &here, &fields, fault).await,
    };
    let language = language(&here, &fields).map_err(|refusal| here.fail(refusal))?;
    if fields.has("rules") && Switch::named(fields.text("rules")).is_none() {
        return Err(here.fail(Refusal::FormIncomplete));
    }
    let form = typed(&fields).or("rules", Stage::Act.name());
    let text = fields.text("text").to_owned();
    Ok(here.show_again(StatusCode::OK, &page(&web, &here, Chosen { key, text, file, language }, form).await?))
}

pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let fields = read(&web, &here, form).await?;
    let (key, file) = match chosen(&fields) {
        Ok(chosen) => chosen,
        Err(fault) => return unread(&web, &here, &fields, fault).await,
    };
    let language = language(&here, &fields).map_err(|refusal| here.fail(refusal))?;
    let rules = Switch::named(fields.text("rules")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?;
    keep_files(&web, &file).await.map_err(|error| here.fail(error))?;
    let wish = file.clone();
    let import = web.desk.change(here.seat.actor.clone(), move |tx| setup::import_set_up(tx, &wish, language, rules));
    match import.await {
        Ok(done) => {
            let (made, kept) = (done.count(Fate::Made), done.count(Fate::Kept));
            Ok(here.go(&format!("{INDEX}?made={made}&kept={kept}"), Said::Saved))
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let Again { status, form } = Again::refused(&fields, "", refusal);
            let text = fields.text("text").to_owned();
            Ok(here.show_again(status, &page(&web, &here, Chosen { key, text, file, language }, form).await?))
        }
        Err(error) => Err(here.fail(error)),
    }
}

pub async fn export(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&export_page(&web, &here, Form::default()).await?))
}

pub async fn save(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let label = |name: &str| Label::new(fields.text(&format!("{name}_en")), fields.text(&format!("{name}_ja")));
    let (name, purpose) = (label("name"), label("purpose"));
    let wanted = move |tx: &mut service::Tx| setup::export_set_up(tx, name, purpose);
    match web.desk.change(here.seat.actor.clone(), wanted).await {
        Ok((file, _)) => {
            let file = with_files(&web, file).await.map_err(|error| here.fail(error))?;
            let headers = [
                (header::CONTENT_TYPE, "application/json; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"kippu-setup.json\""),
            ];
            Ok((headers, file.written()).into_response())
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let field = if refusal == Refusal::NameEmpty || refusal == Refusal::NameTooLong { "name_en" } else { "" };
            let Again { status, form } = Again::refused(&fields, field, refusal);
            Ok(here.show_again(status, &export_page(&web, &here, form).await?))
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// The verbs find the files of a set-up where all files are.
async fn keep_files(web: &Web, file: &SetUp) -> Result<(), Error> {
    for contents in file.files.values() {
        web.blobs.put(contents.octets()?).await.map_err(Fault::new)?;
    }
    Ok(())
}

async fn with_files(web: &Web, mut file: SetUp) -> Result<SetUp, Error> {
    for digest in file.digests() {
        let octets = web.blobs.get(&digest).await.map_err(Fault::new)?;
        file.put_in(&octets.ok_or_else(|| Fault::new(format!("the file {digest} of a macro is gone")))?);
    }
    Ok(file)
}

/// The fields; a file stands for the text. Who may not bring anything in need not send it.
async fn read(web: &Web, here: &Here, mut form: Multipart) -> Result<Fields, Failure> {
    let may = web.desk.ask(here.seat.actor.clone(), |read| read.actor().may(Permission::Configure));
    may.await.speak(&here.seat)?;
    let wrong = |_| here.fail(Refusal::FormIncomplete);
    let (mut fields, mut files) = (Vec::new(), 0);
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        let (name, is_file) = (field.name().unwrap_or_default().to_owned(), field.file_name().is_some());
        files += usize::from(is_file);
        if files > 1 {
            return Err(here.fail(Refusal::FormIncomplete));
        }
        let bytes = at_most(field, LARGEST_WITH_FILES + 1).await.map_err(|error| here.fail(error))?;
        let bytes = bytes.ok_or_else(|| here.fail(Refusal::SetUpTooLarge))?;
        let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
        if is_file && !bytes.is_empty() {
            fields.insert(0, ("text".to_owned(), text));
        } else if !is_file && fields.len() < 20 {
            fields.push((name, text));
        }
    }
    Ok(Fields(fields))
}

/// One that comes with the program, or what the file says.
fn chosen(fields: &Fields) -> Result<(&'static str, SetUp), SetUpFault> {
    if fields.has("setup") {
        let shipped = Shipped::named(fields.text("setup")).ok_or(Refusal::FormIncomplete)?;
        return Ok((shipped.key, shipped.read()));
    }
    Ok(("", SetUp::read(fields.text("text"))?))
}

fn language(here: &Here, fields: &Fields) -> Result<Language, Refusal> {
    match fields.text("language") {
        "" => Ok(here.seat.words.language()),
        tag => Language::from_tag(tag).ok_or(Refusal::FormIncomplete),
    }
}

/// The list again, with what is wrong with the file and where.
async fn unread(web: &Web, here: &Here, fields: &Fields, fault: SetUpFault) -> Answer {
    let words = here.seat.words;
    let place = fault.part.map(|part| format!("{}: {}", words.say(&part.key()), fault.name));
    let Again { status, .. } = Again::refused(fields, "text", fault.refusal);
    let shown = if fields.text("text").len() > LARGEST { Form::default() } else { typed(fields) };
    let form = shown.refused(Reason { field: "text", key: fault.refusal.key() });
    Ok(here.show_again(status, &list(web, here, form, place, None).await?))
}

async fn list(
    web: &Web,
    here: &Here,
    form: Form,
    fault: Option<String>,
    done: Option<(i64, i64)>,
) -> Result<SetUps<'static>, Failure> {
    let Asked { shell, frame, found: () } = ask(web, here, Permission::Configure, |_| Ok(())).await?;
    let language = shell.words.language();
    let cards = SHIPPED.iter().map(|shipped| {
        let file = shipped.read();
        SetUpCard {
            key: shipped.key,
            icon: shipped.icon,
            name: file.name.shown(language).to_owned(),
            purpose: file.purpose.shown(language).to_owned(),
            counts: counts(&file),
        }
    });
    Ok(SetUps { cards: cards.collect(), shell, frame, form, fault, done })
}

/// One to look at: its key where it comes with the program, and what was typed or brought in.
struct Chosen {
    key: &'static str,
    text: String,
    file: SetUp,
    language: Language,
}

async fn page(
    web: &Web,
    here: &Here,
    Chosen { key, text, file, language }: Chosen,
    form: Form,
) -> Result<SetUpPage<'static>, Failure> {
    let (name, purpose) = (file.name.shown(language).to_owned(), file.purpose.shown(language).to_owned());
    let look = move |read: &mut service::Read| setup::look_at_set_up(read, &file, language);
    let Asked { shell, frame, found } = ask(web, here, Permission::Configure, look).await?;
    Ok(SetUpPage { shell, frame, key, text, name, purpose, language, lines: found.lines, form })
}

async fn export_page(web: &Web, here: &Here, form: Form) -> Result<SetUpExport<'static>, Failure> {
    let Asked { shell, frame, found } = ask(web, here, Permission::Configure, setup::look_at_export).await?;
    let (file, left) = found;
    Ok(SetUpExport { shell, frame, counts: counts(&file), left, form })
}

fn counts(file: &SetUp) -> Vec<(Part, i64)> {
    let all = Part::ALL.iter().map(|part| (*part, file.count(*part) as i64));
    all.filter(|(part, count)| *count > 0 && !matches!(part, Part::Tags | Part::Statuses)).collect()
}
