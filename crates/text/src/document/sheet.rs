//! The first sheet of a workbook (xlsx) as a table of texts, row by row, within limits whatever the archive claims to hold.

use super::NoText;
use super::office::reference;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// How much of a workbook is read. What goes beyond is refused, not cut: half a list is a wrong list.
#[derive(Clone, Copy, Debug)]
pub struct SheetLimits {
    pub rows: usize,
    pub columns: usize,
    /// Bytes of all texts together.
    pub octets: usize,
}

/// Bytes of one part unpacked.
const MOST_UNPACKED: u64 = 50_000_000;

/// Its rows; those that are missing between others are empty.
///
/// # Errors
/// It is no workbook, or more than the limits allow.
pub fn sheet(bytes: &[u8], limits: SheetLimits) -> Result<Vec<Vec<String>>, NoText> {
    let broken = |error: &dyn std::fmt::Display| NoText::Broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names: Vec<String> = archive.file_names().flatten().take(2_000).map(|name| name.into_owned()).collect();
    let mut sheets: Vec<&String> =
        names.iter().filter(|name| name.starts_with("xl/worksheets/sheet") && name.ends_with(".xml")).collect();
    // sheet2 before sheet10.
    sheets.sort_by_key(|name| (name.len(), (*name).clone()));
    let first = sheets.first().ok_or_else(|| NoText::Broken("no sheet".into()))?.as_str();
    let shared = match names.iter().find(|name| *name == "xl/sharedStrings.xml") {
        Some(name) => strings(part(&mut archive, name)?, limits)?,
        None => Vec::new(),
    };
    rows(part(&mut archive, first)?, &shared, limits)
}

fn part<'a>(archive: &'a mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<impl BufRead + 'a, NoText> {
    let file = archive.by_name(name).map_err(|error| NoText::Broken(error.to_string()))?;
    if file.size() > MOST_UNPACKED {
        return Err(NoText::TooLarge);
    }
    // What it says of its size is a word; what is unpacked is counted.
    Ok(BufReader::new(file.take(MOST_UNPACKED)))
}

/// Without what is written above them to be pronounced.
fn strings(xml: impl BufRead, limits: SheetLimits) -> Result<Vec<String>, NoText> {
    let mut reader = Reader::from_reader(xml);
    let (mut buffer, mut found, mut text) = (Vec::new(), Vec::new(), String::new());
    let (mut inside, mut above, mut octets) = (false, false, 0);
    loop {
        buffer.clear();
        match next(&mut reader, &mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"si" => text.clear(),
                b"rPh" => above = true,
                b"t" => inside = !above,
                _ => (),
            },
            Event::End(element) => match element.local_name().as_ref() {
                b"t" => inside = false,
                b"rPh" => above = false,
                b"si" => {
                    octets += text.len();
                    if octets > limits.octets || found.len() > limits.rows * limits.columns {
                        return Err(NoText::TooLarge);
                    }
                    found.push(std::mem::take(&mut text));
                }
                _ => (),
            },
            Event::Empty(element) if element.local_name().as_ref() == b"si" => found.push(String::new()),
            event if inside => say(&event, &mut text),
            Event::Eof => return Ok(found),
            _ => (),
        }
        if text.len() > limits.octets {
            return Err(NoText::TooLarge);
        }
    }
}

fn rows(xml: impl BufRead, shared: &[String], limits: SheetLimits) -> Result<Vec<Vec<String>>, NoText> {
    let mut reader = Reader::from_reader(xml);
    let (mut buffer, mut rows, mut text) = (Vec::new(), Vec::<Vec<String>>::new(), String::new());
    let (mut kind, mut column, mut inside, mut octets) = (Vec::new(), 0, false, 0);
    loop {
        buffer.clear();
        match next(&mut reader, &mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"row" => {
                    let at = attribute(&element, "r").and_then(|r| r.parse().ok()).unwrap_or(rows.len() + 1);
                    if at > limits.rows + 1 {
                        return Err(NoText::TooLarge);
                    }
                    rows.resize(at.max(rows.len() + 1), Vec::new());
                }
                b"c" => {
                    text.clear();
                    kind = attribute(&element, "t").unwrap_or_default().into_bytes();
                    let after = rows.last().map_or(0, Vec::len);
                    column = attribute(&element, "r").and_then(|r| column_of(&r)).unwrap_or(after);
                    if column >= limits.columns {
                        return Err(NoText::TooLarge);
                    }
                }
                b"v" | b"t" => inside = true,
                _ => (),
            },
            Event::End(element) => match element.local_name().as_ref() {
                b"v" | b"t" => inside = false,
                b"c" => {
                    let said = match kind.as_slice() {
                        b"s" => {
                            text.trim().parse().ok().and_then(|at: usize| shared.get(at)).cloned().unwrap_or_default()
                        }
                        _ => std::mem::take(&mut text),
                    };
                    octets += said.len();
                    let Some(row) = rows.last_mut() else { continue };
                    row.resize(row.len().max(column + 1), String::new());
                    row[column] = said;
                }
                _ => (),
            },
            event if inside => say(&event, &mut text),
            Event::Eof => return Ok(rows),
            _ => (),
        }
        if octets > limits.octets || text.len() > limits.octets {
            return Err(NoText::TooLarge);
        }
    }
}

fn next<'b>(reader: &mut Reader<impl BufRead>, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, NoText> {
    reader.read_event_into(buffer).map_err(|error| NoText::Broken(error.to_string()))
}

fn say(event: &Event, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.decode().unwrap_or_default()),
        Event::GeneralRef(name) => text.extend(reference(&name.decode().unwrap_or_default())),
        _ => (),
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let value = element.try_get_attribute(name).ok().flatten()?;
    String::from_utf8(value.value.into_owned()).ok()
}

/// `B7` is the second, counted from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    const LIMITS: SheetLimits = SheetLimits { rows: 100, columns: 30, octets: 10_000 };

    fn book(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(xml.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_sheet_of_excel_in_japan_is_read_without_its_readings() {
        let strings = "<sst><si><t>氏名</t><rPh><t>シメイ</t></rPh></si><si><r><t>山田</t></r><r><t> 太郎 &amp; 花子</t></r></si></sst>";
        let sheet = "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>email</t></is></c></row>\
            <row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3'><v>42</v></c><c r='C3' t='str'><v>y@x.example</v></c></row></sheetData></worksheet>";
        let bytes = book(&[
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/worksheets/sheet10.xml", "<worksheet/>"),
        ]);
        let rows = sheet_of(&bytes).unwrap();
        assert_eq!(rows, [vec!["氏名", "", "email"], vec![], vec!["山田 太郎 & 花子", "42", "y@x.example"]]);
    }

    fn sheet_of(bytes: &[u8]) -> Result<Vec<Vec<String>>, NoText> {
        super::sheet(bytes, LIMITS)
    }

    #[test]
    fn more_than_the_limits_is_refused_and_never_cut() {
        let far = "<worksheet><row r='999999'><c r='A1'><v>1</v></c></row></worksheet>";
        let wide = "<worksheet><row><c r='ZZ1'><v>1</v></c></row></worksheet>";
        let long = format!("<worksheet><row><c><v>{}</v></c></row></worksheet>", "9".repeat(20_000));
        let many = format!("<worksheet>{}</worksheet>", "<row><c><v>1</v></c></row>".repeat(200));
        for xml in [far, wide, &long, &many] {
            assert_eq!(sheet_of(&book(&[("xl/worksheets/sheet1.xml", xml)])), Err(NoText::TooLarge));
        }
    }

    #[test]
    fn what_unpacks_to_very_much_is_refused() {
        let bomb = format!("<worksheet>{}", " ".repeat(MOST_UNPACKED as usize + 1));
        let bytes = book(&[("xl/worksheets/sheet1.xml", &bomb)]);
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        assert_eq!(sheet_of(&bytes), Err(NoText::TooLarge));
    }

    #[test]
    fn what_is_no_workbook_is_told_so() {
        for bytes in [b"".to_vec(), b"PK\x03\x04torn".to_vec(), book(&[("word/document.xml", "<w/>")])] {
            assert!(matches!(sheet_of(&bytes), Err(NoText::Broken(_))));
        }
        let torn = book(&[("xl/worksheets/sheet1.xml", "<worksheet><row></c></row>")]);
        assert!(matches!(sheet_of(&torn), Err(NoText::Broken(_))));
    }
}
