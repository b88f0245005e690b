//! As comma-separated values (RFC 4180), sent while the list is read.

use super::{Cell, Export};
use axum::body::{Body, Bytes};
use futures_util::stream;

pub(super) fn body(export: Export) -> Body {
    // By this mark a spreadsheet knows that it is UTF-8.
    let head = format!("\u{feff}{}", line(export.head().iter().map(|name| quoted(name))));
    Body::from_stream(stream::try_unfold((Some(head), export), |(head, mut export)| async move {
        if let Some(head) = head {
            return Ok(Some((Bytes::from(head), (None, export))));
        }
        let page = export.next().await.map_err(std::io::Error::other)?;
        let written = |page| export.rows(&page).map(|cells| row(cells, &export.shell.zone)).collect::<String>();
        Ok::<_, std::io::Error>(page.map(written).map(|chunk| (Bytes::from(chunk), (None, export))))
    }))
}

pub fn row(cells: Vec<Cell>, zone: &str) -> String {
    line(cells.into_iter().map(|cell| match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => quoted(&text),
        Cell::Time(Some(moment)) => moment.in_zone(zone).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Decimal(number, digits) => desk::form::plain(number, digits),
        Cell::Time(None) | Cell::Empty => String::new(),
    }))
}

/// A line of texts.
pub fn written(cells: impl Iterator<Item = String>) -> String {
    line(cells.map(|cell| quoted(&cell)))
}

pub fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("{}\r\n", cells.join(","))
}

/// A subject that begins like a formula must not become one in somebody's spreadsheet (OWASP, CSV injection): a quote
/// before it makes it text.
pub fn quoted(cell: &str) -> String {
    let formula =
        cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_subject_becomes_a_formula() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for evil in ["+1", "-1", "@x", "\t=1", "＝1", "  =1"] {
            assert!(quoted(evil).starts_with("\"'"), "{evil}");
        }
        assert_eq!(line(["a,b", "返金"].into_iter().map(quoted)), "\"a,b\",\"返金\"\r\n");
    }
}
