//! `/objects/import`: objects of one type from a table. Nothing is kept between the steps: the page carries the table.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::object::list_path;
use super::person_import::{Largest, beside, preview, read};
use crate::Web;
use crate::admin::tried::{Again, typed};
use crate::answer::{Answer, Speak};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use desk::form::Book;
use desk::object::{Holds, ObjectTypeId, Right};
use desk::people::{MOST_OCTETS, MOST_ROWS, Table, table};
use desk::{Done, Error, Refusal};
use service::form;
use service::object;
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::import::{Import, Preview, Report};

const LARGEST: Largest = Largest { rows: MOST_ROWS, octets: MOST_OCTETS, refusal: Refusal::ImportTooLarge };

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let of = ObjectTypeId(here.query.value("type").map_err(|_| here.fail(Error::Missing))?);
    drawn(&web, &here, of, Again { status: StatusCode::OK, form: Form::default() }, None, None).await
}

/// `act=try` says what would be done, `act=take` does it.
pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let (mut fields, file) = read(form, LARGEST).await.map_err(|error| here.fail(error))?;
    if let Some(text) = file {
        fields.0.insert(0, ("table".to_owned(), text));
    }
    let of = ObjectTypeId(fields.value("type").map_err(|refusal| here.fail(refusal))?);
    let book = web.desk.ask(here.seat.actor.clone(), move |read| managed(read, of)).await.speak(&here.seat)?;
    match worked(&web, &here, of, &book, &fields).await {
        Ok((table, columns, report)) => {
            let shown = shown(&table, &columns);
            let shown_as = Again { status: StatusCode::OK, form: typed(&fields) };
            drawn(&web, &here, of, shown_as, Some(shown), Some(report)).await
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let (again, read) = (Again::refused(&fields, beside(refusal), refusal), table(fields.text("table")).ok());
            let shown = read.map(|table| shown(&table, &columns(&fields, &table, &book)));
            drawn(&web, &here, of, again, shown, None).await
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// The fields of a type that the one who asks manages.
fn managed(read: &mut service::Read, of: ObjectTypeId) -> Done<Book> {
    let (of, _) = object::object_type(read, of)?;
    read.actor().may_objects(&of, Right::Manage)?;
    let fields = form::fields(read)?;
    let own = fields.into_iter().filter(|field| field.holder == desk::form::Holder::Object(of.id));
    Ok(Book { fields: own.filter(|field| field.active && field.nature.is_of_tables()).collect() })
}

async fn worked(
    web: &Web,
    here: &Here,
    of: ObjectTypeId,
    book: &Book,
    fields: &Fields,
) -> Done<(Table, Vec<Holds>, Report)> {
    let table = table(fields.text("table"))?;
    let columns = columns(fields, &table, book);
    let take = match fields.text("act") {
        "take" => true,
        "try" => false,
        _ => return Err(Refusal::FormIncomplete.into()),
    };
    let (rows, meant) = (table.clone(), columns.clone());
    let report = if take {
        web.desk.change(here.seat.actor.clone(), move |tx| object::import_objects(tx, of, &rows, &meant)).await?
    } else {
        web.desk.ask(here.seat.actor.clone(), move |read| object::try_objects_import(read, of, &rows, &meant)).await?
    };
    let report = Report {
        taken: take,
        created: report.created,
        changed: report.changed,
        same: report.same,
        wrong: report.wrong.into_iter().map(|(line, refusal)| (line, vec![refusal.key()])).collect(),
        ..Report::default()
    };
    Ok((table, columns, report))
}

/// As chosen; before anybody chose, as each column's name suggests, nothing twice.
fn columns(fields: &Fields, table: &Table, book: &Book) -> Vec<Holds> {
    let mut taken = Vec::new();
    let meant = |(index, head): (usize, &String)| {
        let chosen = Holds::named(fields.text(&format!("column-{index}")));
        let holds = chosen.unwrap_or_else(|| Holds::guess(head, book));
        if chosen.is_none() && taken.contains(&holds) {
            return Holds::Nothing;
        }
        taken.push(holds);
        holds
    };
    table.head.iter().enumerate().map(meant).collect()
}

fn shown(table: &Table, columns: &[Holds]) -> Preview {
    let names: Vec<String> = columns.iter().map(|holds| holds.name()).collect();
    preview(&table.head, table.rows.iter().map(|(_, row)| row), &names, table.rows.len() as i64)
}

async fn drawn(
    web: &Web,
    here: &Here,
    of: ObjectTypeId,
    Again { status, form }: Again,
    table: Option<Preview>,
    report: Option<Report>,
) -> Answer {
    let asked = ask(web, here, At::Objects(of), move |read| Ok((managed(read, of)?, object::object_type(read, of)?.0)));
    let Asked { shell, frame, found: (book, kind) } = asked.await?;
    let words = here.seat.words;
    let fixed = [(Holds::Nothing, "import-nothing"), (Holds::Name, "me-name")]
        .map(|(holds, key)| Choice::new(holds.name(), words.say(key)));
    let own =
        book.fields.iter().map(|field| Choice::new(Holds::Field(field.id).name(), field.label.shown(words.language())));
    let view = Import {
        title: shell.with("objects-import-title", kind.plural(words.language())),
        lead: "objects-import-lead",
        limits: "objects-import-limits",
        action: "/objects/import",
        of: Some(of.0),
        back: list_path(of),
        choices: fixed.into_iter().chain(own).collect(),
        last: None,
        shell,
        frame,
        form,
        table,
        report,
    };
    Ok(here.show_again(status, &view))
}
