//! `/admin/fields`: what the desk asks for beside what every ticket has.

use super::asked::{Asked, ask};
use super::tried::{Again, above, order, tried, typed};
use crate::Web;
use crate::agent::fields::Fields as Sent;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use base::words::Words;
use desk::form::{
    Ask, Asks, Currency, External, FIELD_SECRET, Field, FieldId, FieldWish, FileBounds, Holder, ItemId, Label, Nature,
    decimal, items_of, outline, plain,
};
use desk::object::{ObjectType, ObjectTypeId};
use desk::{Error, Permission, Refusal};
use service::{form, object};
use views::admin::fields::{FieldKinds, FieldPage, Fields};
use views::admin::{Choice, Form};
use views::form::{Blank, choices};

const INDEX: &str = "/admin/fields";

/// `?of=` whose fields: those of tickets, of people, of a type of objects …
pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let of = of(&here, &here.query)?;
    let asked = ask(&web, &here, Permission::Configure, move |read| {
        let types = object::all_object_types(read)?;
        is_there(of, &types)?;
        Ok((form::fields(read)?, types))
    });
    let Asked { shell, frame, found: (found, types) } = asked.await?;
    let holders = holders(&types, here.seat.words);
    let fields = found.into_iter().filter(|field| field.holder == of).collect();
    Ok(here.show(&Fields { shell, frame, fields, holders, of: of.written(), of_tickets: of == Holder::Ticket }))
}

fn is_there(of: Holder, types: &[ObjectType]) -> Result<(), Error> {
    match of {
        Holder::Object(id) if types.iter().all(|one| one.id != id) => Err(Error::Missing),
        Holder::Object(_) | Holder::Ticket | Holder::Person | Holder::Organization | Holder::Team => Ok(()),
    }
}

/// Whose fields there may be, by name.
fn holders(types: &[ObjectType], words: &Words) -> Vec<Choice> {
    let fixed = Holder::ALL.map(|one| Choice::new(one.written(), words.say(&format!("fields-of-{}", one.name()))));
    let own = types.iter().map(|of| Choice::new(Holder::Object(of.id).written(), of.plural(words.language())));
    fixed.into_iter().chain(own).collect()
}

fn of(here: &Here, sent: &Sent) -> Result<Holder, Failure> {
    match sent.text("of") {
        "" => Ok(Holder::Ticket),
        of => Holder::named(of).ok_or_else(|| here.fail(Error::Missing)),
    }
}

fn index_of(of: Holder) -> String {
    if of == Holder::Ticket { INDEX.to_owned() } else { format!("{INDEX}?of={}", of.written()) }
}

/// Without `?kind=`, the kinds there are.
pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let of = of(&here, &here.query)?;
    let Some(kind) = known(here.query.text("kind")) else {
        let asked = ask(&web, &here, Permission::Configure, move |read| {
            let types = object::all_object_types(read)?;
            is_there(of, &types).map(|()| types)
        });
        let Asked { shell, frame, found: types } = asked.await?;
        let kinds = Nature::KINDS.iter().copied().filter(|kind| may_be(of, kind, &types)).collect();
        let name = named(of, &types, here.seat.words);
        return Ok(here.show(&FieldKinds { shell, frame, kinds, of: of.written(), name }));
    };
    let form = Form::default().with("active", "on").with("digits", 0).with("currency", "JPY").with("width", 5);
    let form = form.with("requester", "hidden").with("agent", "optional");
    Ok(here.show(&page(&web, &here, None, (of, kind), form).await?))
}

/// A running number is given out only to what the desk itself makes; an object takes a type.
fn may_be(of: Holder, kind: &str, types: &[ObjectType]) -> bool {
    match (of, kind) {
        (Holder::Person | Holder::Organization | Holder::Team, "sequence") => false,
        (_, "object") => !types.is_empty(),
        (_, _) => true,
    }
}

fn named(of: Holder, types: &[ObjectType], words: &Words) -> String {
    let all = holders(types, words);
    all.into_iter().find(|choice| choice.value == of.written()).map_or_else(String::new, |choice| choice.label)
}

pub async fn create(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    let (of, kind) = (of(&here, &sent)?, known(sent.text("kind")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?);
    if sent.text("act") == "draw" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, None, (of, kind), typed(&sent)).await?));
    }
    let (wish, list) = (wish(&sent, kind).map(|wish| sealed(&web, wish, &sent, None)), sent.text("list").to_owned());
    if sent.text("act") == "try" {
        return tried_out(&web, &here, None, (of, kind), &sent, wish).await;
    }
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::create_field(tx, of, wish?, &list)).await;
    settled(&web, &here, None, (of, kind), tried(&here, done, &sent, beside)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<FieldId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), (Holder::Ticket, ""), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<FieldId>, sent: Sent) -> Answer {
    let kind = known(sent.text("kind")).ok_or_else(|| here.fail(Refusal::FormIncomplete))?;
    let of = of(&here, &sent)?;
    if sent.text("act") == "draw" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, Some(id), (of, kind), typed(&sent)).await?));
    }
    let kept = web.desk.ask(here.seat.actor.clone(), form::fields).await.map_err(|error| here.fail(error))?;
    let kept = kept.into_iter().find(|field| field.id == id);
    let wish = wish(&sent, kind).map(|wish| sealed(&web, wish, &sent, kept.as_ref()));
    if sent.text("act") == "try" {
        return tried_out(&web, &here, Some(id), (of, kind), &sent, wish).await;
    }
    let (version, list) = (sent.value("version"), sent.text("list").to_owned());
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| form::change_field(tx, id, version?, wish?, &list)).await;
    settled(&web, &here, Some(id), (of, kind), tried(&here, done, &sent, beside)?).await
}

/// A secret that was typed is sealed; an empty one stays as it was, unless there is no header for it any more.
fn sealed(web: &Web, wish: FieldWish, sent: &Sent, kept: Option<&Field>) -> FieldWish {
    let Nature::External { mut source } = wish.nature else { return wish };
    let typed = sent.text("secret").trim();
    let before = match kept.map(|field| &field.nature) {
        // A secret is not sent to another house than the one it was given for.
        Some(Nature::External { source: before }) if host(&before.url) == host(&source.url) => before.secret.clone(),
        Some(_) | None => String::new(),
    };
    source.secret = match (source.header.is_empty(), typed.is_empty()) {
        (true, _) => String::new(),
        (false, true) => before,
        (false, false) => (web.seal)(typed, FIELD_SECRET),
    };
    FieldWish { nature: Nature::External { source }, ..wish }
}

/// `https://crm.example`
fn host(url: &str) -> Option<&str> {
    let from = url.find("://")? + 3;
    let end = url[from..].find(['/', '?', '#']).map_or(url.len(), |end| from + end);
    Some(&url[..end])
}

/// As the form stands, without saving it: what the other system offers for some words.
async fn tried_out(
    web: &Web,
    here: &Here,
    id: Option<FieldId>,
    (of, kind): (Holder, &'static str),
    sent: &Sent,
    wish: Result<FieldWish, Refusal>,
) -> Answer {
    let asked = match wish.and_then(|wish| wish.nature.sound()) {
        Ok(Nature::External { source }) => (web.external)(source, sent.text("try_words").to_owned()).await,
        Ok(_) => Err(Refusal::FormIncomplete),
        Err(refusal) => Err(refusal),
    };
    let form = typed(sent);
    match asked {
        Ok(offered) => {
            let form = offered.iter().take(10).fold(form.with("tried", "on"), |form, one| {
                form.with("offered", format!("{} — {}", one.value, one.label))
            });
            Ok(here.show_again(StatusCode::OK, &page(web, here, id, (of, kind), form).await?))
        }
        Err(refusal) => {
            let again = Again::refused(sent, beside(refusal), refusal);
            Ok(here.show_again(again.status, &page(web, here, id, (of, kind), again.form).await?))
        }
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<FieldId>, sent: Sent) -> Answer {
    let of = of(&here, &sent)?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::remove_field(tx, id)).await;
    settled(&web, &here, Some(id), (of, ""), tried(&here, done, &sent, above)?).await
}

pub async fn reorder(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    let of = of(&here, &here.query)?;
    let order: Result<Vec<FieldId>, Refusal> = order(&sent);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::order_fields(tx, of, &order?)).await;
    done.map(|()| here.go(&index_of(of), Said::Saved)).map_err(|error| here.fail(error))
}

async fn settled<T>(
    web: &Web,
    here: &Here,
    id: Option<FieldId>,
    (of, kind): (Holder, &'static str),
    tried: Result<T, Again>,
) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(&index_of(of), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, id, (of, kind), again.form).await?)),
    }
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<FieldId>,
    (of, kind): (Holder, &'static str),
    form: Form,
) -> Result<FieldPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let (all, types) = (form::fields(read)?, object::all_object_types(read)?);
        is_there(of, &types)?;
        let field = all.iter().find(|field| Some(field.id) == id).cloned();
        if field.is_some() == id.is_some() { Ok((field, all, types)) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: (field, all, types) } = asked.await?;
    let of = field.as_ref().map_or(of, |field| field.holder);
    let kind = field.as_ref().map_or(kind, |field| field.nature.kind());
    if !may_be(of, kind, &types) {
        return Err(here.fail(Error::Missing));
    }
    let form = field.as_ref().map_or_else(|| form.clone(), |field| filled(form.clone(), field));
    let keys = all.iter().filter(|other| other.holder == of && Some(other.id) != id);
    let words = here.seat.words;
    Ok(FieldPage {
        keys: keys.map(|other| other.key.clone()).collect(),
        previews: previews(&form, kind, field.as_ref()),
        types: types.iter().map(|of| Choice::new(of.id, of.name(words.language()))).collect(),
        of: of.written(),
        of_name: named(of, &types, words),
        index: index_of(of),
        asks: asks_of(of, kind),
        shell,
        frame,
        field,
        kind,
        form,
    })
}

/// What may be wanted of requesters and of agents, where no form says it. Of organisations requesters only read; teams and
/// objects are none of theirs.
const fn asks_of(of: Holder, kind: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const ALL: &[&str] = &["hidden", "shown", "optional", "required"];
    const READ: &[&str] = &["hidden", "shown"];
    let computed = matches!(kind.as_bytes(), b"formula" | b"sequence");
    match (of, computed) {
        (Holder::Ticket, _) => (&[], &[]),
        (Holder::Person, false) => (ALL, ALL),
        (Holder::Person | Holder::Organization, true) => (READ, READ),
        (Holder::Organization, false) => (READ, ALL),
        (Holder::Team | Holder::Object(_), false) => (&[], ALL),
        (Holder::Team | Holder::Object(_), true) => (&[], READ),
    }
}

/// What is kept, where nothing was typed.
fn filled(form: Form, field: &Field) -> Form {
    let again = form.has("kind");
    let form = form
        .or("label_en", &field.label.en)
        .or("label_ja", &field.label.ja)
        .or("help_en", &field.help.en)
        .or("help_ja", &field.help.ja)
        .or("version", field.version);
    let form = form.or("requester", field.asks.requester.name()).or("agent", field.asks.agent.name());
    let form = if again || !field.active { form } else { form.or("active", "on") };
    let bound = |bound: &Option<i64>, digits: u8| bound.map(|bound| plain(bound, digits)).unwrap_or_default();
    match &field.nature {
        Nature::Pattern { pattern } => form.or("pattern", pattern),
        Nature::Number { digits, least, most } => {
            form.or("digits", digits).or("least", bound(least, *digits)).or("most", bound(most, *digits))
        }
        Nature::Money { currency } => form.or("currency", currency.name()),
        Nature::Link { template } => form.or("template", template),
        Nature::Sequence { prefix, width } => form.or("prefix", prefix).or("width", width),
        Nature::Formula { expression, digits } => form.or("expression", expression).or("digits", digits),
        Nature::Choice { items } | Nature::Choices { items } | Nature::Tree { items } => {
            form.or("list", outline(items))
        }
        Nature::Text | Nature::LongText | Nature::RichText | Nature::Date | Nature::Time | Nature::Flag => form,
        Nature::File { bounds } => {
            form.or("files", bounds.most).or("largest", bounds.largest).or("types", bounds.types.join(", "))
        }
        Nature::Person | Nature::Organization | Nature::Ticket => form,
        Nature::Object { of } => form.or("object_type", of),
        Nature::External { source } => form
            .or("url", &source.url)
            .or("list_path", &source.list)
            .or("value_path", &source.value)
            .or("label_path", &source.label)
            .or("header", &source.header)
            .or("kept_secret", if source.secret.is_empty() { "" } else { "on" }),
    }
}

/// As it would look with what the form says; none while that makes no field.
fn previews(form: &Form, kind: &'static str, field: Option<&Field>) -> Vec<(Language, Blank)> {
    let sent = Sent(
        [
            "label_en",
            "label_ja",
            "help_en",
            "help_ja",
            "digits",
            "least",
            "most",
            "currency",
            "pattern",
            "template",
            "prefix",
            "width",
            "expression",
            "object_type",
            "url",
            "list_path",
            "value_path",
            "label_path",
            "header",
            "files",
            "largest",
            "types",
        ]
        .map(|name| (name.to_owned(), form.text(name).to_owned()))
        .to_vec(),
    );
    let Ok(wish) = wish(&sent, kind) else { return Vec::new() };
    if wish.label.is_empty() {
        return Vec::new();
    }
    let before = field.map(|field| field.nature.items().to_vec()).unwrap_or_default();
    let items = items_of(form.text("list"), &before, kind == "tree", |_: ItemId| false).unwrap_or_default();
    let nature = match wish.nature {
        Nature::Choice { .. } => Nature::Choice { items },
        Nature::Choices { .. } => Nature::Choices { items },
        Nature::Tree { .. } => Nature::Tree { items },
        other => other,
    };
    let sketch = Field {
        id: FieldId(0),
        holder: Holder::Ticket,
        key: String::new(),
        nature,
        label: wish.label,
        help: wish.help,
        asks: wish.asks,
        active: true,
        position: 0,
        version: 0,
    };
    let blank = |language: Language| Blank {
        name: format!("preview-{}", language.tag()),
        choices: choices(&sketch, language, None, &[]),
        ..Blank::of(&sketch, language)
    };
    Language::ALL.map(|language| (language, blank(language))).to_vec()
}

fn known(kind: &str) -> Option<&'static str> {
    Nature::KINDS.iter().copied().find(|known| *known == kind)
}

fn wish(sent: &Sent, kind: &str) -> Result<FieldWish, Refusal> {
    Ok(FieldWish {
        key: sent.text("key").to_owned(),
        nature: nature(sent, kind)?,
        label: Label::new(sent.text("label_en"), sent.text("label_ja")),
        help: Label::new(sent.text("help_en"), sent.text("help_ja")),
        asks: Asks {
            requester: ask_named(sent, "requester", Ask::Hidden),
            agent: ask_named(sent, "agent", Ask::Optional),
        },
        active: sent.text("active") == "on",
    })
}

fn ask_named(sent: &Sent, name: &str, otherwise: Ask) -> Ask {
    Ask::named(sent.text(name)).unwrap_or(otherwise)
}

fn nature(sent: &Sent, kind: &str) -> Result<Nature, Refusal> {
    let text = |name: &str| sent.text(name).trim().to_owned();
    let digits = || match sent.text("digits").trim() {
        "" => Ok(0),
        digits => digits.parse::<u8>().ok().filter(|digits| *digits <= 6).ok_or(Refusal::BoundsInvalid),
    };
    let bound = |name: &str, digits: u8| match sent.text(name).trim() {
        "" => Ok(None),
        bound => decimal(bound, digits).map(Some),
    };
    Ok(match kind {
        "text" => Nature::Text,
        "long_text" => Nature::LongText,
        "rich_text" => Nature::RichText,
        "file" => {
            let usual = FileBounds::default();
            let number = |name: &str, usual: u32| match sent.text(name).trim() {
                "" => Ok(usual),
                number => number.parse::<u32>().map_err(|_| Refusal::BoundsInvalid),
            };
            let most = u8::try_from(number("files", u32::from(usual.most))?).map_err(|_| Refusal::BoundsInvalid)?;
            let types = FileBounds::types_of(sent.text("types"));
            Nature::File { bounds: FileBounds { most, largest: number("largest", usual.largest)?, types } }
        }
        "pattern" => Nature::Pattern { pattern: text("pattern") },
        "number" => {
            let digits = digits()?;
            Nature::Number { digits, least: bound("least", digits)?, most: bound("most", digits)? }
        }
        "money" => Nature::Money { currency: Currency::named(sent.text("currency")).ok_or(Refusal::FormIncomplete)? },
        "date" => Nature::Date,
        "time" => Nature::Time,
        "flag" => Nature::Flag,
        "choice" => Nature::Choice { items: Vec::new() },
        "choices" => Nature::Choices { items: Vec::new() },
        "tree" => Nature::Tree { items: Vec::new() },
        "person" => Nature::Person,
        "organization" => Nature::Organization,
        "ticket" => Nature::Ticket,
        "external" => Nature::External {
            source: External {
                url: text("url"),
                list: text("list_path"),
                value: text("value_path"),
                label: text("label_path"),
                header: text("header"),
                secret: String::new(),
            },
        },
        "object" => Nature::Object { of: ObjectTypeId(sent.value("object_type")?) },
        "link" => Nature::Link { template: text("template") },
        "sequence" => {
            let width = sent.text("width").trim().parse().map_err(|_| Refusal::BoundsInvalid)?;
            Nature::Sequence { prefix: text("prefix"), width }
        }
        "formula" => Nature::Formula { expression: text("expression"), digits: digits()? },
        _ => return Err(Refusal::FormIncomplete),
    })
}

fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "label_en",
        Refusal::FieldKeyInvalid | Refusal::FieldKeyTaken => "key",
        Refusal::ItemsEmpty | Refusal::ItemsTooDeep | Refusal::ItemTwice | Refusal::TooManyItems => "list",
        Refusal::PropertyInvalid => "list",
        Refusal::PatternInvalid => "pattern",
        Refusal::LinkInvalid | Refusal::LinkNameUnknown => "template",
        Refusal::ExternalInvalid | Refusal::ExternalSilent | Refusal::ExternalUnreadable => "url",
        Refusal::PathInvalid => "list_path",
        Refusal::HeaderInvalid => "header",
        Refusal::FormulaInvalid => "expression",
        Refusal::NumberInvalid | Refusal::NumberTooLarge | Refusal::TooManyDigits => "least",
        _ => "",
    }
}
