//! Office documents: archives of XML, of which only the texts are taken.

use super::{Format, LONGEST, NoText};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Parts of an archive that are looked at.
const MOST_PARTS: usize = 2_000;
/// Bytes of all parts unpacked: an archive may claim to hold anything.
const MOST_UNPACKED: u64 = 100_000_000;

pub(super) fn text(format: Format, bytes: &[u8]) -> Result<String, NoText> {
    let broken = |error: &dyn std::fmt::Display| NoText::Broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names = archive.file_names().take(MOST_PARTS).flatten().map(|name| name.into_owned());
    let mut parts: Vec<String> = names.filter(|name| tells(format, name)).collect();
    // slide2 before slide10.
    parts.sort_by_key(|name| (name.len(), name.clone()));
    if parts.is_empty() {
        return Err(NoText::Broken("no part of it holds text".into()));
    }
    let (mut text, mut left) = (String::new(), MOST_UNPACKED);
    for part in parts {
        let Ok(file) = archive.by_name(&part) else { continue };
        let mut unpacked = file.take(left);
        texts(BufReader::new(&mut unpacked), &mut text);
        left = unpacked.limit();
        if left == 0 || text.len() > LONGEST {
            break;
        }
    }
    Ok(text)
}

fn tells(format: Format, part: &str) -> bool {
    let in_folder = |folder: &str| part.starts_with(folder) && part.ends_with(".xml");
    match format {
        Format::Document => ["document", "header", "footer", "footnotes", "endnotes", "comments"]
            .iter()
            .any(|name| in_folder(&format!("word/{name}"))),
        Format::Sheet => in_folder("xl/sharedStrings") || in_folder("xl/worksheets/sheet") || in_folder("xl/comments"),
        Format::Slides => in_folder("ppt/slides/slide") || in_folder("ppt/notesSlides/"),
        Format::Plain | Format::Html | Format::Pdf => false,
    }
}

/// What stands in elements called `t`, and numbers of cells; paragraphs and cells apart. Torn XML ends where it is torn.
fn texts(xml: impl BufRead, text: &mut String) {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let (mut inside, mut shared) = (false, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                b"t" => inside = true,
                b"c" => {
                    shared =
                        element.try_get_attribute("t").ok().flatten().is_some_and(|kind| kind.value.as_ref() == b"s")
                }
                // A shared string's cell holds only where the string stands.
                b"v" => inside = !shared,
                _ => (),
            },
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                b"t" => inside = false,
                b"v" => {
                    inside = false;
                    text.push(' ');
                }
                b"p" | b"si" | b"row" | b"tc" => text.push('\n'),
                _ => (),
            },
            Ok(Event::Empty(element)) if matches!(element.local_name().as_ref(), b"br" | b"tab") => text.push(' '),
            Ok(Event::Text(part)) if inside => text.push_str(&part.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(name)) if inside => text.extend(reference(&name.decode().unwrap_or_default())),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => (),
        }
        if text.len() > LONGEST {
            return;
        }
    }
}

/// `&amp;`, `&#12354;`; entities of a document's own stand for nothing.
pub(super) fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(xml.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_document_is_read_by_its_paragraphs() {
        let xml = "<w:document xmlns:w='w'><w:p><w:r><w:t>返</w:t></w:r><w:r><w:t>金 &amp; refund</w:t></w:r></w:p><w:p><w:t>A-20931</w:t></w:p></w:document>";
        let file = archive(&[("word/document.xml", xml), ("word/styles.xml", "<w:t>no</w:t>")]);
        assert_eq!(Format::Document.text(&file).unwrap(), "返金 & refund\nA-20931\n");
    }

    #[test]
    fn a_sheet_is_read_with_its_numbers() {
        let strings = "<sst><si><t>注文番号</t></si></sst>";
        let sheet = "<worksheet><row><c t='s'><v>0</v></c><c><v>20931</v></c></row></worksheet>";
        let file = archive(&[("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet)]);
        let text = Format::Sheet.text(&file).unwrap();
        assert!(text.contains("注文番号") && text.contains("20931"), "{text}");
        assert!(!text.split_whitespace().any(|word| word == "0"), "{text}");
    }

    #[test]
    fn slides_come_in_their_order() {
        let slide = |text: &str| format!("<p:sld xmlns:a='a'><a:p><a:t>{text}</a:t></a:p></p:sld>");
        let (second, tenth) = (slide("two"), slide("ten"));
        let file = archive(&[("ppt/slides/slide10.xml", &tenth), ("ppt/slides/slide2.xml", &second)]);
        assert_eq!(Format::Slides.text(&file).unwrap(), "two\nten\n");
    }

    #[test]
    fn a_bomb_is_unpacked_only_a_little() {
        let xml = format!("<w:t>{}</w:t>", "a ".repeat(20_000_000));
        let file = archive(&[("word/document.xml", &xml)]);
        assert!(Format::Document.text(&file).unwrap().len() <= LONGEST);
    }
}
