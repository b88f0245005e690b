//! `/people/import`: people and organisations from a table. It is brought once; the desk keeps it while its columns are given
//! their meaning, and while it is tried and taken.

use super::asked::{Asked, ask};
use super::export::csv::written;
use super::export::headers;
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use crate::Web;
use crate::admin::tried::Again;
use crate::answer::{Answer, Failure, Speak, see};
use crate::upload::at_most;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base::{Language, words};
use desk::people::{
    Cut, Holds, MOST_OCTETS_IN_PIECES, MOST_ROWS_IN_PIECES, PeopleImport, PeopleImportId, PeopleImportState, cut,
};
use desk::{Done, Error, Permission, Refusal};
use futures_util::stream;
use service::people::{self, PeopleImportPage};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::import::{Import, PeopleImport as Brought, Preview, Report, person_key};

/// Lines that show what stands in a column.
const SAMPLE: usize = 3;
/// What was typed is shown again as long as a page can carry it.
const LONGEST_TYPED: usize = 1_000_000;

/// How large a table may be, and what is said of a larger one.
#[derive(Clone, Copy)]
pub(super) struct Largest {
    pub rows: usize,
    pub octets: usize,
    pub refusal: Refusal,
}

const LARGEST: Largest =
    Largest { rows: MOST_ROWS_IN_PIECES, octets: MOST_OCTETS_IN_PIECES, refusal: Refusal::PeopleImportTooLarge };

fn path(id: PeopleImportId) -> String {
    format!("/people/import/{id}")
}

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    drawn(&web, &here, StatusCode::OK, Form::default()).await
}

/// A table is brought, and tried at once if its columns say who its lines mean.
pub async fn create(State(web): State<Web>, here: Here, form: Multipart) -> Answer {
    let allowed = web.desk.ask(here.seat.actor.clone(), |read| read.actor().may(Permission::EditPeople)).await;
    allowed.speak(&here.seat)?;
    let (fields, file) = match read(form, LARGEST).await {
        Ok(read) => read,
        Err(Error::Refused(refusal)) => return again(&web, &here, &Fields::default(), refusal).await,
        Err(error) => return Err(here.fail(error)),
    };
    match brought(&web, &here, file.unwrap_or_else(|| fields.text("table").to_owned())).await {
        Ok(import) => Ok(see(&path(import.id))),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => again(&web, &here, &fields, refusal).await,
        Err(error) => Err(here.fail(error)),
    }
}

async fn brought(web: &Web, here: &Here, text: String) -> Done<PeopleImport> {
    // It takes its time.
    let read: Result<Cut, Refusal> =
        tokio::task::spawn_blocking(move || cut(&text)).await.unwrap_or(Err(Refusal::ImportUnreadable));
    let table = read?;
    let import = web.desk.change(here.seat.actor.clone(), move |tx| people::bring_people_import(tx, &table)).await?;
    if import.columns.iter().any(|holds| holds.says_who()) {
        act(web, here, import.id, import.columns.clone(), people::try_people_import).await?;
    }
    Ok(import)
}

/// Tries or takes it, when it was read through.
async fn act(
    web: &Web,
    here: &Here,
    id: PeopleImportId,
    columns: Vec<Holds>,
    verb: fn(&mut service::Tx, people::ReadThrough) -> Done<PeopleImport>,
) -> Done<()> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| people::read_people_import(read, id, columns));
    let through = asked.await?;
    web.desk.change(here.seat.actor.clone(), move |tx| verb(tx, through)).await.map(drop)
}

async fn again(web: &Web, here: &Here, fields: &Fields, refusal: Refusal) -> Answer {
    let Again { status, form } = Again::refused(fields, beside(refusal), refusal);
    let form = if form.text("table").len() > LONGEST_TYPED { form.without("table") } else { form };
    drawn(web, here, status, form).await
}

async fn drawn(web: &Web, here: &Here, status: StatusCode, form: Form) -> Answer {
    let asked = ask(web, here, At::People, people::last_people_import);
    let Asked { shell, frame, found: last } = asked.await?;
    let view = Import {
        title: here.seat.words.say("import-title").to_owned(),
        lead: "import-lead",
        limits: "import-file-hint",
        action: "/people/import",
        of: None,
        back: "/people".to_owned(),
        choices: Vec::new(),
        last: last.map(|import| path(import.id)),
        table: None,
        report: None,
        shell,
        frame,
        form,
    };
    Ok(here.show_again(status, &view))
}

pub async fn one(State(web): State<Web>, here: Here, Id(id): Id<PeopleImportId>) -> Answer {
    Ok(here.show(&page(&web, &here, id, None).await?))
}

/// `act=try` says what would be done, `act=take` does it, `act=stop` ends either.
pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<PeopleImportId>, fields: Fields) -> Answer {
    let done = match fields.text("act") {
        "try" => acted(&web, &here, id, &fields, people::try_people_import).await,
        "take" => acted(&web, &here, id, &fields, people::take_people_import).await,
        "stop" => web.desk.change(here.seat.actor.clone(), move |tx| people::stop_people_import(tx, id)).await,
        _ => Err(Refusal::FormIncomplete.into()),
    };
    match done {
        Ok(()) => Ok(see(&path(id))),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let Again { status, form } = Again::refused(&fields, "", refusal);
            Ok(here.show_again(status, &page(&web, &here, id, Some((form, &fields))).await?))
        }
        Err(error) => Err(here.fail(error)),
    }
}

async fn acted(
    web: &Web,
    here: &Here,
    id: PeopleImportId,
    fields: &Fields,
    verb: fn(&mut service::Tx, people::ReadThrough) -> Done<PeopleImport>,
) -> Done<()> {
    let found = web.desk.ask(here.seat.actor.clone(), move |read| people::people_import(read, id)).await?;
    act(web, here, id, chosen(fields, &found.import), verb).await
}

/// What the columns mean: as chosen, else as it is kept.
fn chosen(fields: &Fields, import: &PeopleImport) -> Vec<Holds> {
    let meant = |(index, kept): (usize, &Holds)| Holds::named(fields.text(&format!("column-{index}"))).unwrap_or(*kept);
    import.columns.iter().enumerate().map(meant).collect()
}

async fn page(
    web: &Web,
    here: &Here,
    id: PeopleImportId,
    refused: Option<(Form, &Fields)>,
) -> Result<Brought<'static>, Failure> {
    let asked =
        ask(web, here, At::People, move |read| Ok((people::people_import(read, id)?, people::person_fields(read)?)));
    let Asked { shell, frame, found } = asked.await?;
    let (PeopleImportPage { import, first, done, report }, book) = found;
    let (words, language) = (here.seat.words, here.seat.words.language());
    let fixed = Holds::ALL.iter().map(|one| Choice::new(one.name(), words.say(person_key(*one))));
    let own = book.fields.iter().filter(|field| field.active && field.nature.is_of_tables());
    let own = own.map(|field| Choice::new(Holds::Field(field.id).name(), field.label.shown(language)));
    let columns = refused.as_ref().map_or_else(|| import.columns.clone(), |(_, fields)| chosen(fields, &import));
    let nobody = import.state == PeopleImportState::Brought && !columns.iter().any(|holds| holds.says_who());
    let form = match refused {
        Some((form, _)) => form,
        None if nobody => Again::refused(&Fields::default(), "", Refusal::ImportWithoutAddress).form,
        None => Form::default(),
    };
    let names: Vec<String> = columns.iter().map(|holds| holds.name()).collect();
    let table = preview(&import.names(), first.iter(), &names, import.rows);
    let report = report.map(|report| told(report, &import));
    let choices = fixed.chain(own).collect();
    Ok(Brought { id, state: import.state, done, choices, form, table, report, shell, frame })
}

fn told(report: people::Report, import: &PeopleImport) -> Report {
    let any_left = !report.wrong.is_empty();
    Report {
        taken: matches!(import.state, PeopleImportState::Taken | PeopleImportState::Stopped),
        stopped: import.state == PeopleImportState::Stopped,
        created: report.created,
        changed: report.changed,
        same: report.same,
        organizations: report.organizations.len(),
        organizations_changed: report.organizations_changed.len(),
        moves: report.moves.into_iter().map(|one| (one.line, one.person, one.from, one.to)).collect(),
        unspoken: report.unspoken,
        wrong: report.wrong.into_iter().map(|(line, reasons)| (line, keys(&reasons))).collect(),
        left: any_left.then(|| format!("{}/left", path(import.id))),
    }
}

fn keys(reasons: &[Refusal]) -> Vec<&'static str> {
    reasons.iter().map(|refusal| refusal.key()).collect()
}

/// The lines that are left out as they came, with the reasons in a last column: to be put right and brought once more.
pub async fn left(State(web): State<Web>, here: Here, Id(id): Id<PeopleImportId>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| people::people_import(read, id));
    let import = asked.await.speak(&here.seat)?.import;
    let words = here.seat.words;
    let names = import.names();
    // What was left out of what had been left out before has one such column.
    let before =
        names.iter().position(|name| Language::ALL.map(words::of).iter().any(|of| of.say("import-why") == name));
    let kept = move |cells: Vec<String>| {
        cells.into_iter().enumerate().filter(move |(index, _)| Some(*index) != before).map(|(_, cell)| cell)
    };
    let head = format!("\u{feff}{}", written(kept(names).chain([words.say("import-why").to_owned()])));
    let width = import.columns.len();
    let (desk, actor) = (web.desk.clone(), here.seat.actor.clone());
    let first = Some((Some(head), Some(0)));
    let body = Body::from_stream(stream::try_unfold(first, move |state| {
        let (desk, actor) = (desk.clone(), actor.clone());
        async move {
            let Some((head, at)) = state else { return Ok(None) };
            if let Some(head) = head {
                return Ok(Some((Bytes::from(head), Some((None, at)))));
            }
            let Some(from) = at else { return Ok(None) };
            let asked = desk.ask(actor, move |read| people::left_of_people_import(read, id, from));
            let (lines, next) = asked.await.map_err(std::io::Error::other)?;
            let line = |(mut row, reasons): people::LeftLine| {
                row.resize(width, String::new());
                let why = keys(&reasons).into_iter().map(|key| words.say(key)).collect::<Vec<_>>().join(" ");
                written(kept(row).chain([why]))
            };
            let chunk: String = lines.into_iter().map(line).collect();
            Ok::<_, std::io::Error>(Some((Bytes::from(chunk), Some((None, next)))))
        }
    }));
    Ok((headers(words.say("import-left-name"), "", "csv"), body).into_response())
}

pub(super) fn preview<'r>(
    head: &[String],
    rows: impl Iterator<Item = &'r Vec<String>> + Clone,
    columns: &[String],
    all: i64,
) -> Preview {
    let sample = |index: usize| {
        let cells = rows.clone().filter_map(|row| row.get(index)).filter(|cell| !cell.trim().is_empty());
        cells.take(SAMPLE).map(|cell| cell.chars().take(40).collect()).collect()
    };
    let column = |(index, (name, holds)): (usize, (&String, &String))| (name.clone(), holds.clone(), sample(index));
    Preview { columns: head.iter().zip(columns).enumerate().map(column).collect(), rows: all }
}

pub(super) const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ImportEmpty
        | Refusal::ImportTooLarge
        | Refusal::PeopleImportTooLarge
        | Refusal::ImportUnreadable
        | Refusal::ImportNoWorkbook => "file",
        _ => "",
    }
}

/// The form's fields, and the text of the file where there is one.
pub(super) async fn read(mut form: Multipart, largest: Largest) -> Result<(Fields, Option<String>), Error> {
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await.map_err(|_| Refusal::FormIncomplete)? {
        let (name, is_file) = (field.name().unwrap_or_default().to_owned(), field.file_name().is_some());
        let Some(bytes) = at_most(field, largest.octets + 1).await? else { return Err(largest.refusal.into()) };
        if is_file && !bytes.is_empty() {
            file = Some(text_of(bytes.to_vec(), largest).await?);
        } else if !is_file && fields.len() < 100 {
            fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok((Fields(fields), file))
}

/// A workbook by its first octets, else a text. Reading a workbook takes its time, and a torn one may do worse: it is read
/// apart.
async fn text_of(bytes: Vec<u8>, largest: Largest) -> Result<String, Refusal> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return decoded(&bytes);
    }
    let Largest { rows, octets, refusal } = largest;
    let read = tokio::task::spawn_blocking(move || people::sheet_text(&bytes, rows, octets, refusal));
    read.await.unwrap_or(Err(Refusal::ImportNoWorkbook))
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
