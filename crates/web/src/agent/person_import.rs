//! `/people/import`: people and organisations from a table. Nothing is kept between the steps: the page carries the table.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use crate::Web;
use crate::admin::tried::{Again, typed};
use crate::answer::{Answer, Speak};
use crate::upload::at_most;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use desk::form::Book;
use desk::people::{Holds, MOST_OCTETS, Table, guess_with, table};
use desk::{Done, Error, Permission, Refusal};
use service::people;
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::import::{Import, Preview, Report, person_key};

/// Lines that show what stands in a column.
const SAMPLE: usize = 3;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    drawn(&web, &here, StatusCode::OK, Form::default(), None, None).await
}

/// `act=try` says what would be done, `act=take` does it.
pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let allowed = web.desk.ask(here.seat.actor.clone(), |read| read.actor().may(Permission::EditPeople)).await;
    allowed.speak(&here.seat)?;
    let fields = read(form).await.map_err(|error| here.fail(error))?;
    match worked(&web, &here, &fields).await {
        Ok((table, columns, report)) => {
            let form = typed(&fields);
            drawn(&web, &here, StatusCode::OK, form, Some(preview(&table, &names(&columns))), Some(report)).await
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let (again, read) = (Again::refused(&fields, beside(refusal), refusal), table(fields.text("table")).ok());
            let book = web.desk.ask(here.seat.actor.clone(), people::person_fields).await.speak(&here.seat)?;
            let shown = read.map(|table| preview(&table, &names(&columns(&fields, &table, &book))));
            drawn(&web, &here, again.status, again.form, shown, None).await
        }
        Err(error) => Err(here.fail(error)),
    }
}

async fn worked(web: &Web, here: &Here, fields: &Fields) -> Done<(Table, Vec<Holds>, Report)> {
    let table = table(fields.text("table"))?;
    let book = web.desk.ask(here.seat.actor.clone(), people::person_fields).await?;
    let columns = columns(fields, &table, &book);
    let take = match fields.text("act") {
        "take" => true,
        "try" => false,
        _ => return Err(Refusal::FormIncomplete.into()),
    };
    let (rows, meant) = (table.clone(), columns.clone());
    let report = if take {
        web.desk.change(here.seat.actor.clone(), move |tx| people::import_people(tx, &rows, &meant)).await?
    } else {
        web.desk.change(here.seat.actor.clone(), move |tx| people::try_import(tx, &rows, &meant)).await?
    };
    let report = Report {
        taken: take,
        created: report.created,
        changed: report.changed,
        same: report.same,
        organizations: report.organizations,
        organizations_changed: report.organizations_changed,
        moves: report.moves.into_iter().map(|one| (one.line, one.person, one.from, one.to)).collect(),
        wrong: report.wrong.into_iter().map(|(line, refusal)| (line, refusal.key())).collect(),
    };
    Ok((table, columns, report))
}

/// As chosen; before anybody chose, as each column's name suggests, nothing twice.
fn columns(fields: &Fields, table: &Table, book: &Book) -> Vec<Holds> {
    let mut taken = Vec::new();
    let meant = |(index, head): (usize, &String)| {
        let chosen = Holds::named(fields.text(&format!("column-{index}")));
        let holds = chosen.unwrap_or_else(|| guess_with(head, book));
        if chosen.is_none() && taken.contains(&holds) {
            return Holds::Nothing;
        }
        taken.push(holds);
        holds
    };
    table.head.iter().enumerate().map(meant).collect()
}

fn names(columns: &[Holds]) -> Vec<String> {
    columns.iter().map(|holds| holds.name()).collect()
}

pub(super) fn preview(table: &Table, columns: &[String]) -> Preview {
    let sample = |index: usize| {
        let cells = table.rows.iter().filter_map(|(_, row)| row.get(index)).filter(|cell| !cell.trim().is_empty());
        cells.take(SAMPLE).map(|cell| cell.chars().take(40).collect()).collect()
    };
    let column = |(index, (name, holds)): (usize, (&String, &String))| (name.clone(), holds.clone(), sample(index));
    Preview { columns: table.head.iter().zip(columns).enumerate().map(column).collect(), rows: table.rows.len() as i64 }
}

pub(super) const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ImportEmpty | Refusal::ImportTooLarge | Refusal::ImportUnreadable => "file",
        Refusal::ImportNoWorkbook => "file",
        _ => "",
    }
}

/// The form's fields; a file stands for the table.
pub(super) async fn read(mut form: Multipart) -> Result<Fields, Error> {
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| Refusal::FormIncomplete)? {
        let (name, is_file) = (field.name().unwrap_or_default().to_owned(), field.file_name().is_some());
        let Some(bytes) = at_most(field, MOST_OCTETS + 1).await? else { return Err(Refusal::ImportTooLarge.into()) };
        if is_file && !bytes.is_empty() {
            fields.insert(0, ("table".to_owned(), told(bytes.to_vec()).await?));
        } else if !is_file && fields.len() < 100 {
            fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(Fields(fields))
}

/// A workbook by its first octets, else a text. Reading a workbook takes its time, and a torn one may do worse: it is read
/// apart.
async fn told(bytes: Vec<u8>) -> Result<String, Refusal> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return decoded(&bytes);
    }
    tokio::task::spawn_blocking(move || people::sheet_text(&bytes)).await.unwrap_or(Err(Refusal::ImportNoWorkbook))
}

/// UTF-8 or UTF-16 as its mark says, else UTF-8, else as Excel writes in Japan.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or(match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        Err(_) => encoding_rs::SHIFT_JIS,
    });
    let (text, _, broken) = encoding.decode(bytes);
    if broken { Err(Refusal::ImportUnreadable) } else { Ok(text.into_owned()) }
}

async fn drawn(
    web: &Web,
    here: &Here,
    status: StatusCode,
    form: Form,
    table: Option<Preview>,
    report: Option<Report>,
) -> Answer {
    let asked = ask(web, here, At::People, |read| {
        read.actor().may(Permission::EditPeople)?;
        people::person_fields(read)
    });
    let Asked { shell, frame, found: book } = asked.await?;
    let language = here.seat.words.language();
    let fixed = Holds::ALL.iter().map(|one| Choice::new(one.name(), here.seat.words.say(person_key(*one))));
    let own = book.fields.iter().filter(|field| field.active && field.nature.is_of_tables());
    let own = own.map(|field| Choice::new(Holds::Field(field.id).name(), field.label.shown(language)));
    let view = Import {
        title: here.seat.words.say("import-title").to_owned(),
        lead: "import-lead",
        action: "/people/import",
        of: None,
        back: "/people".to_owned(),
        choices: fixed.chain(own).collect(),
        shell,
        frame,
        form,
        table,
        report,
    };
    Ok(here.show_again(status, &view))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_excel_in_japan_is_read() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("氏名,メール");
        assert_eq!(decoded(&bytes), Ok("氏名,メール".into()));
        assert_eq!(decoded("氏名".as_bytes()), Ok("氏名".into()));
        assert_eq!(decoded(&[0x81]), Err(Refusal::ImportUnreadable));
    }
}
