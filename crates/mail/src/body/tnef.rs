//! Outlook's winmail.dat (MS-OXTNEF): the attachments inside, and the text where there is no other.

use super::{Part, rtf};
use crate::decode;
use crate::header::safe_name;

/// What a TNEF stream contains.
#[derive(Debug, Default)]
pub(super) struct Tnef {
    pub parts: Vec<Part>,
    pub text: Option<String>,
    pub html: Option<String>,
    /// The charset of names and texts that are not in Unicode.
    charset: Option<String>,
    /// False when the stream has something that was not understood and should be kept as it is.
    pub complete: bool,
}

impl Tnef {
    /// The file being read when it `lacks` what comes next, else a new one.
    fn part(&mut self, lacks: impl Fn(&Part) -> bool) -> &mut Part {
        let goes_on = self.parts.last().is_some_and(lacks);
        if !goes_on && self.parts.len() < 500 || self.parts.is_empty() {
            self.parts.push(Part { content_type: "application/octet-stream".to_owned(), ..Part::default() });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }
}

const SIGNATURE: u32 = 0x223e_9f78;
const ATTACH_DATA: u32 = 0x0006_800f;
const ATTACH_TITLE: u32 = 0x0001_8010;
const ATTACH_RENDER: u32 = 0x0006_9002;
const ATTACHMENT: u32 = 0x0006_9005;
const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
const BODY: u32 = 0x0002_800c;
const OEM_CODE_PAGE: u32 = 0x0006_9007;

/// Reads the stream; `None` when it is none. A stream that breaks off yields what came before.
pub(super) fn read(bytes: &[u8]) -> Option<Tnef> {
    let mut cursor = Cursor { bytes, at: 0 };
    if cursor.u32()? != SIGNATURE {
        return None;
    }
    cursor.take(2)?;
    let mut tnef = Tnef { complete: true, ..Tnef::default() };
    while let Some((attribute, data)) = cursor.attribute() {
        let charset = tnef.charset.clone();
        let charset = charset.as_deref();
        match attribute {
            // The renderer's data should open each file; some writers begin with its bytes or its name.
            ATTACH_RENDER => _ = tnef.part(|part| part.filename.is_empty() && part.bytes.is_empty()),
            ATTACH_DATA => tnef.part(|part| part.bytes.is_empty()).bytes = data.to_vec(),
            ATTACH_TITLE => tnef.part(|part| part.filename.is_empty()).filename = safe_name(&text(data, charset)),
            ATTACHMENT => tnef.complete &= attachment_properties(data, charset, tnef.part(|_| true)),
            OEM_CODE_PAGE => tnef.charset = code_page(data),
            BODY => tnef.text = Some(text(data, charset)),
            MESSAGE_PROPERTIES => message_properties(data, &mut tnef),
            _ => {}
        }
    }
    tnef.complete &= cursor.at >= bytes.len() && !tnef.parts.is_empty();
    tnef.parts.retain(|part| !part.bytes.is_empty() || !part.filename.is_empty());
    Some(tnef)
}

/// The code page of the machine that wrote the stream, by its number.
fn code_page(data: &[u8]) -> Option<String> {
    let number = u32::from_le_bytes(data.get(..4)?.try_into().ok()?);
    (number > 0).then(|| format!("cp{number}"))
}

/// Reads name, type and content of a file; false when it is an object and no file.
fn attachment_properties(data: &[u8], charset: Option<&str>, part: &mut Part) -> bool {
    let mut is_file = true;
    for property in (Cursor { bytes: data, at: 0 }).properties() {
        is_file &= property.tag != 0x3701 || !property.object;
        match property.tag {
            0x3707 => part.filename = safe_name(&property.text(charset)),
            0x3704 | 0x3001 if part.filename.is_empty() => part.filename = safe_name(&property.text(charset)),
            0x3701 if part.bytes.is_empty() => part.bytes = property.data.to_vec(),
            0x370e => part.content_type = property.text(charset).to_ascii_lowercase(),
            0x3712 => {
                part.content_id =
                    Some(property.text(charset).trim_matches(['<', '>']).to_owned()).filter(|id| !id.is_empty())
            }
            _ => {}
        }
    }
    is_file
}

fn message_properties(data: &[u8], tnef: &mut Tnef) {
    let mut rich = None;
    for property in (Cursor { bytes: data, at: 0 }).properties() {
        match property.tag {
            0x1000 => tnef.text = Some(property.text(tnef.charset.as_deref())),
            0x1013 => tnef.html = Some(property.text(None)),
            0x1009 => rich = rtf::unpacked(property.data).and_then(|document| rtf::read(&document)),
            _ => {}
        }
    }
    match rich {
        Some(rtf::Rich::Html(html)) => tnef.html = tnef.html.take().or(Some(html)),
        Some(rtf::Rich::Text(text)) => tnef.text = tnef.text.take().or(Some(text)),
        None => {}
    }
}

/// One MAPI property: its id and the first of its values.
struct Property<'a> {
    tag: u16,
    unicode: bool,
    object: bool,
    data: &'a [u8],
}

impl Property<'_> {
    fn text(&self, charset: Option<&str>) -> String {
        if self.unicode {
            let text = decode::text(self.data, Some("utf-16le")).text;
            return text.trim_end_matches('\0').to_owned();
        }
        text(self.data, charset)
    }
}

fn text(data: &[u8], charset: Option<&str>) -> String {
    let end = data.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    decode::text(&data[..end], charset).text
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let slice = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(slice)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
    }

    /// Level, id, length, data, checksum.
    fn attribute(&mut self) -> Option<(u32, &'a [u8])> {
        self.take(1)?;
        let id = self.u32()?;
        let length = self.u32()? as usize;
        let data = self.take(length)?;
        self.take(2);
        Some((id, data))
    }

    fn properties(mut self) -> Vec<Property<'a>> {
        let count = self.u32().unwrap_or(0).min(2_000);
        (0..count).map_while(|_| self.property()).collect()
    }

    fn property(&mut self) -> Option<Property<'a>> {
        let kind = self.u16()?;
        let tag = self.u16()?;
        if tag >= 0x8000 {
            self.named()?;
        }
        let variable = matches!(kind & 0x0fff, 0x001e | 0x001f | 0x0102 | 0x000d);
        let many = kind & 0x1000 != 0 || variable;
        let count = if many { self.u32()?.min(10_000) } else { 1 };
        let mut first: Option<&'a [u8]> = None;
        for _ in 0..count {
            let data = if variable {
                let length = self.u32()? as usize;
                let data = self.take(length)?;
                self.take((4 - length % 4) % 4)?;
                data
            } else {
                self.take(width(kind & 0x0fff)?)?
            };
            first = first.or(Some(data));
        }
        let data = first.unwrap_or_default();
        // An object begins with the sixteen octets of its interface.
        let object = kind & 0x0fff == 0x000d;
        let data = if object { data.get(16..).unwrap_or_default() } else { data };
        Some(Property { tag, unicode: kind & 0x0fff == 0x001f, object, data })
    }

    /// Skips the GUID and the number or name of a named property.
    fn named(&mut self) -> Option<()> {
        self.take(16)?;
        if self.u32()? == 0 {
            self.take(4)?;
        } else {
            let length = self.u32()? as usize;
            self.take(length.checked_add((4 - length % 4) % 4)?)?;
        }
        Some(())
    }
}

/// Octets of a value of fixed size, padding included.
fn width(kind: u16) -> Option<usize> {
    Some(match kind {
        0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => 4,
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
        0x0048 => 16,
        0x0001 => 0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(id: u32, data: &[u8]) -> Vec<u8> {
        [&[2][..], &id.to_le_bytes(), &(data.len() as u32).to_le_bytes(), data, &[0, 0]].concat()
    }

    #[test]
    fn files_in_a_winmail_dat_are_found() {
        let stream = [
            SIGNATURE.to_le_bytes().to_vec(),
            vec![1, 0],
            attribute(BODY, b"Hello\0"),
            attribute(ATTACH_RENDER, &[0; 14]),
            attribute(ATTACH_TITLE, b"..\\a.txt\0"),
            attribute(ATTACH_DATA, b"cat"),
        ]
        .concat();
        let tnef = read(&stream).expect("a signature is there");
        assert_eq!(tnef.text.as_deref(), Some("Hello"));
        assert_eq!((tnef.parts[0].filename.as_str(), tnef.parts[0].bytes.as_slice()), ("a.txt", &b"cat"[..]));
    }

    #[test]
    fn a_stream_that_lies_about_its_length_is_read_as_far_as_it_goes() {
        let stream =
            [&SIGNATURE.to_le_bytes()[..], &[1, 0, 2], &ATTACH_DATA.to_le_bytes(), &u32::MAX.to_le_bytes(), b"x"]
                .concat();
        assert!(read(&stream).expect("a signature is there").parts.is_empty());
        assert!(read(b"no").is_none());
    }
}
