//! As a workbook (Office Open XML). Rows go to a file while the list is read; no more than a page of it is ever held.

use super::{Cell, Export};
use axum::body::{Body, Bytes};
use desk::sla::Day;
use desk::{Done, Fault};
use futures_util::stream;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::{Read, Seek};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// The rows a sheet can have, the head included.
const MOST_ROWS: u32 = 1_048_576;
/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;
/// Pages of rows that wait to be written.
const AHEAD: usize = 2;
/// Characters of a sheet's name, as Excel counts them.
const LONGEST_TAB: usize = 31;
/// How narrow and how wide a column is, in the digits a sheet counts by.
const NARROWEST: u16 = 6;
const WIDEST: u16 = 50;

type Rows = Vec<Vec<Written>>;

/// A cell as the sheet takes it: never a formula.
enum Written {
    /// Written out, however many digits it has.
    Whole(f64),
    Number(f64),
    Text(String),
    /// Seconds as the clock on the wall counts them, which is what a sheet knows.
    Time(i64),
    Day(Day),
    Empty,
}

pub(super) async fn body(mut export: Export) -> Done<Body> {
    let sheet = Sheet::begin(&export.title, export.head());
    while let Some(page) = export.next().await? {
        let rows: Vec<Vec<Cell>> = export.rows(&page).collect();
        if !sheet.add(rows, &export.shell.zone).await {
            break;
        }
    }
    sheet.body().await
}

/// A workbook of one sheet while it is written.
pub struct Sheet {
    rows: mpsc::Sender<Rows>,
    writer: JoinHandle<Result<File, XlsxError>>,
}

impl Sheet {
    pub fn begin(title: &str, head: Vec<String>) -> Self {
        let (rows, rows_in) = mpsc::channel(AHEAD);
        let tab = tab(title);
        Self { rows, writer: tokio::task::spawn_blocking(move || write(&tab, &head, rows_in)) }
    }

    /// False: it cannot be written any further.
    pub async fn add(&self, rows: Vec<Vec<Cell>>, zone: &str) -> bool {
        let row = |cells: Vec<Cell>| cells.into_iter().map(|cell| written(cell, zone)).collect();
        self.rows.send(rows.into_iter().map(row).collect()).await.is_ok()
    }

    pub async fn body(self) -> Done<Body> {
        drop(self.rows);
        let file = self.writer.await.map_err(Fault::new)?.map_err(Fault::new)?;
        Ok(Body::from_stream(stream::try_unfold(file, |mut file| async move {
            let read = tokio::task::spawn_blocking(move || chunk(&mut file).map(|bytes| (bytes, file))).await;
            let (bytes, file) = read.map_err(std::io::Error::other)??;
            Ok::<_, std::io::Error>((!bytes.is_empty()).then(|| (Bytes::from(bytes), file)))
        })))
    }
}

fn chunk(file: &mut File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CHUNK);
    file.take(CHUNK as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn written(cell: Cell, zone: &str) -> Written {
    match cell {
        Cell::Number(number) => Written::Whole(number as f64),
        Cell::Text(text) => Written::Text(text),
        Cell::Time(Some(moment)) => {
            let there = moment.in_zone(zone);
            Written::Time(there.timestamp().as_second() + i64::from(there.offset().seconds()))
        }
        Cell::Day(day) => Written::Day(day),
        Cell::Decimal(number, digits) => Written::Number(number as f64 / 10_f64.powi(i32::from(digits))),
        Cell::Time(None) | Cell::Empty => Written::Empty,
    }
}

/// A sheet's name as Excel takes it; empty where nothing is left of it.
fn tab(title: &str) -> String {
    let plain = title.chars().map(|c| if matches!(c, '*' | '?' | ':' | '[' | ']' | '\\' | '/') { '_' } else { c });
    let mut length = 0;
    let short: String = plain
        .filter(|c| !c.is_control())
        .take_while(|c| {
            length += c.len_utf16();
            length <= LONGEST_TAB
        })
        .collect();
    short.trim_matches(['\'', ' ']).to_owned()
}

fn write(tab: &str, head: &[String], mut rows: mpsc::Receiver<Rows>) -> Result<File, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    if !tab.is_empty() {
        sheet.set_name(tab)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    let looks = Looks {
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        whole: Format::new().set_num_format("0"),
    };
    for (column, name) in (0..).zip(head) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    let mut widths: Vec<u16> = head.iter().map(|name| breadth(name)).collect();
    let mut at = 1..MOST_ROWS;
    while let Some(page) = rows.blocking_recv() {
        for (row, at) in page.into_iter().zip(at.by_ref()) {
            widths.iter_mut().zip(&row).for_each(|(width, cell)| *width = (*width).max(needed(cell)));
            write_row(sheet, at, row, &looks)?;
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width.clamp(NARROWEST, WIDEST) + 2)?;
    }
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(&mut file)?;
    file.rewind()?;
    Ok(file)
}

/// The room that what stands in a cell takes.
fn needed(cell: &Written) -> u16 {
    match cell {
        Written::Whole(number) | Written::Number(number) => breadth(&number.to_string()),
        Written::Text(text) => breadth(text),
        Written::Time(_) => breadth("2026-03-01 09:00"),
        Written::Day(_) => breadth("2026-03-01"),
        Written::Empty => 0,
    }
}

/// A full-width letter is as wide as two digits.
fn breadth(text: &str) -> u16 {
    text.chars().take(usize::from(WIDEST)).map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

struct Looks {
    time: Format,
    day: Format,
    whole: Format,
}

fn write_row(sheet: &mut Worksheet, at: u32, row: Vec<Written>, looks: &Looks) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(row) {
        match cell {
            Written::Whole(number) => sheet.write_number_with_format(at, column, number, &looks.whole)?,
            Written::Number(number) => sheet.write_number(at, column, number)?,
            Written::Text(text) => sheet.write_string(at, column, text)?,
            Written::Time(seconds) => {
                sheet.write_datetime_with_format(at, column, ExcelDateTime::from_timestamp(seconds)?, &looks.time)?
            }
            Written::Day(day) => {
                let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                sheet.write_datetime_with_format(at, column, day, &looks.day)?
            }
            Written::Empty => sheet,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_called_by_what_excel_takes() {
        assert_eq!(tab("未完了すべて"), "未完了すべて");
        assert_eq!(tab("'Returns: [EU/US]?'"), "Returns_ _EU_US__");
        assert_eq!((tab(&"返".repeat(40)).chars().count(), tab(&"🫖".repeat(40)).chars().count()), (31, 15));
        assert_eq!(tab("'"), "");
    }

    #[test]
    fn a_column_is_as_wide_as_what_stands_in_it() {
        let text = |text: &str| needed(&Written::Text(text.to_owned()));
        assert_eq!((text("Kei"), text("佐藤 美緒"), needed(&Written::Whole(100_042.0))), (3, 9, 6));
        assert!(text(&"返".repeat(10_000)) <= 2 * WIDEST);
    }
}
