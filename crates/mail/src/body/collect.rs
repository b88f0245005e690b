//! Walks over the parts of a message and decides what is letter and what is enclosure.

use super::letter::{Body, Piece, assemble, one_of};
use super::{Part, calendar, enriched, flowed, part::invented_name, rtf, tnef, uuencode, yenc};
use crate::decode;
use crate::header::{self, file_name};
use crate::mime::{Entity, Fields, Skeleton};
use crate::warning::Warnings;
use crate::{Limits, Warning};
use std::borrow::Cow;

/// The charsets known before a part is read.
#[derive(Clone, Copy)]
pub(crate) struct Charsets<'c> {
    /// What a person chose for all text; it overrides every label.
    pub chosen: Option<&'c str>,
    /// For headers and names that name none.
    pub hint: Option<&'c str>,
}

/// Reads the letter and its enclosures.
pub(crate) fn collect(root: &Entity<'_>, limits: &Limits, charsets: Charsets<'_>, warnings: &mut Warnings) -> Body {
    let mut collector =
        Collector { limits, charsets, warnings, attachments: Vec::new(), attached_bytes: 0, of_outlook: None };
    let mut pieces = collector.visit(root, Place::Root);
    if pieces.iter().all(Piece::is_blank) {
        let elsewhere = collector.of_outlook.take().or_else(|| collector.invitation());
        pieces.extend(elsewhere.map_or_else(|| collector.enclosed_letter(), |said| vec![said]));
    }
    let attachments = collector.attachments;
    assemble(pieces, attachments, limits)
}

/// Where a part stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    Mixed,
    Alternative,
}

struct Collector<'c> {
    limits: &'c Limits,
    charsets: Charsets<'c>,
    warnings: &'c mut Warnings,
    attachments: Vec<Part>,
    attached_bytes: usize,
    /// The letter inside a winmail.dat, for a message that has none beside it.
    of_outlook: Option<Piece>,
}

impl Collector<'_> {
    fn visit(&mut self, entity: &Entity<'_>, place: Place) -> Vec<Piece> {
        if !entity.children.is_empty() {
            return self.multipart(entity);
        }
        let attached = !matches!(entity.disposition.value.as_str(), "" | "inline");
        let name = file_name(entity, self.charsets.hint);
        let named = name.is_some();
        match entity.kind.value.as_str() {
            "text/plain" | "text/html" | "text/enriched" | "text/richtext" => {
                let shown = place == Place::Root || !attached;
                if attached || named {
                    self.attach(entity);
                }
                if shown { vec![self.letter(entity)] } else { Vec::new() }
            }
            "text/calendar" | "text/rfc822-headers" | "text/vcard" | "text/x-vcard" | "text/csv" => {
                self.attach(entity);
                Vec::new()
            }
            // Forms of the same letter for few programs.
            "text/x-amp-html" | "text/watch-html" => {
                self.attach(entity);
                Vec::new()
            }
            kind if (kind.starts_with("text/") || place == Place::Root && !is_known_type(kind))
                && !attached
                && !named =>
            {
                vec![self.letter(entity)]
            }
            "application/ms-tnef" | "application/vnd.ms-tnef" => {
                self.tnef(entity);
                Vec::new()
            }
            "application/octet-stream" if name.is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat")) => {
                self.tnef(entity);
                Vec::new()
            }
            _ => {
                self.attach(entity);
                Vec::new()
            }
        }
    }

    fn multipart(&mut self, entity: &Entity<'_>) -> Vec<Piece> {
        let place = if entity.is("multipart/alternative") { Place::Alternative } else { Place::Mixed };
        if entity.is("multipart/encrypted") {
            self.warnings.add(Warning::Encrypted);
        }
        let pieces: Vec<Piece> = entity.children.iter().flat_map(|child| self.visit(child, place)).collect();
        if place == Place::Alternative { vec![one_of(pieces)] } else { pieces }
    }

    /// A text part as a piece of the letter.
    fn letter(&mut self, entity: &Entity<'_>) -> Piece {
        let content = self.without_files(entity.content());
        if entity.kind.value.ends_with("/rtf") {
            match rtf::read(&content) {
                Some(rtf::Rich::Text(text)) => return Piece { text: Some(self.bounded(entity, text)), html: None },
                Some(rtf::Rich::Html(html)) => return Piece { text: None, html: Some(self.bounded(entity, html)) },
                None => {}
            }
        }
        let is_html = entity.is("text/html");
        let mut charset = entity.kind.parameters.plain("charset");
        if is_html && charset.is_none() {
            charset = html_charset(&content);
        }
        let chosen = self.charsets.chosen.and_then(|charset| decode::read_as(&content, charset));
        let decoded = chosen.unwrap_or_else(|| decode::text(&content, charset.as_deref()));
        if decoded.lossy {
            self.warnings.add(Warning::LossyText);
        }
        if decoded.guessed && !content.is_ascii() {
            self.warnings.add(Warning::CharsetGuessed(decoded.charset.clone()));
        }
        let text = self.bounded(entity, decoded.text);
        if is_html {
            return Piece { text: None, html: Some(text) };
        }
        let text = match entity.kind.value.as_str() {
            "text/enriched" => enriched::text(&text, false),
            "text/richtext" => enriched::text(&text, true),
            _ => self.plain(entity, text),
        };
        Piece { text: Some(text), html: None }
    }

    fn without_files<'e>(&mut self, content: Cow<'e, [u8]>) -> Cow<'e, [u8]> {
        let Some((kept, files)) = yenc::extract(&content) else { return content };
        for file in files {
            self.keep(file);
        }
        Cow::Owned(kept)
    }

    fn plain(&mut self, entity: &Entity<'_>, text: String) -> String {
        let (text, files) = uuencode::extract(&text);
        for file in files {
            self.keep(file);
        }
        let is =
            |name: &str, value: &str| entity.kind.parameters.plain(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
        if is("format", "flowed") { flowed::unflowed(&text, is("delsp", "yes")) } else { text }
    }

    /// Text within the limit, with one kind of line end and without NUL, which no database keeps; of a longer one the
    /// whole is attached.
    fn bounded(&mut self, entity: &Entity<'_>, mut text: String) -> String {
        if text.len() > self.limits.text_bytes {
            self.warnings.cut("text");
            self.attach(entity);
            let mut end = self.limits.text_bytes;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
    }

    fn tnef(&mut self, entity: &Entity<'_>) {
        let Some(found) = tnef::read(&entity.content()) else { return self.attach(entity) };
        if !found.complete {
            self.attach(entity);
        }
        for (nth, mut part) in found.parts.into_iter().enumerate() {
            if part.filename.is_empty() {
                part.filename = invented_name(&part.content_type, nth + 1);
            }
            self.keep(part);
        }
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if !blank(&found.text) || !blank(&found.html) {
            let text = found.text.map(|text| self.bounded(entity, text));
            let html = found.html.map(|html| self.bounded(entity, html));
            self.of_outlook = Some(Piece { text, html });
        }
    }

    fn attach(&mut self, entity: &Entity<'_>) {
        let content_type = match entity.kind.value.as_str() {
            "" => "application/octet-stream",
            kind => kind,
        };
        let id = entity.fields.first_filled("content-id").map(|id| header::line(id, None));
        let id = id.map(|id| id.trim_matches(['<', '>', ' ']).to_owned()).filter(|id| !id.is_empty());
        let bytes = entity.content().into_owned();
        let filename = file_name(entity, self.charsets.hint)
            .or_else(|| entity.is_message().then(|| self.message_name(&bytes)).flatten())
            .unwrap_or_else(|| invented_name(content_type, self.attachments.len() + 1));
        if is_program(&filename) {
            self.warnings.add(Warning::SuspiciousAttachment(filename.clone()));
        }
        self.keep(Part { filename, content_type: content_type.to_owned(), bytes, inline: false, content_id: id });
    }

    /// An enclosed message is called by its subject.
    fn message_name(&self, bytes: &[u8]) -> Option<String> {
        let (fields, _) = Fields::read(bytes, self.limits, &mut Warnings::default());
        let subject = header::safe_name(
            &header::line(fields.first_filled("subject")?, self.charsets.hint).replace(['/', '\\'], "_"),
        );
        let subject: String = subject.chars().take(60).collect();
        (!subject.trim().is_empty()).then(|| format!("{}.eml", subject.trim()))
    }

    fn keep(&mut self, part: Part) {
        self.attached_bytes += part.bytes.len();
        if self.attachments.len() >= self.limits.attachments || self.attached_bytes > self.limits.attachment_bytes {
            self.warnings.cut("attachments");
        } else {
            self.attachments.push(part);
        }
    }

    /// The letter of a message that has none of its own: what the message says that it encloses. Its files stay in it.
    fn enclosed_letter(&mut self) -> Vec<Piece> {
        let Some(enclosed) = self.attachments.iter().find(|part| part.content_type == "message/rfc822") else {
            return Vec::new();
        };
        let root = Skeleton::new(self.limits).read(&enclosed.bytes);
        let mut inner = Collector {
            limits: self.limits,
            charsets: self.charsets,
            warnings: self.warnings,
            attachments: Vec::new(),
            attached_bytes: 0,
            of_outlook: None,
        };
        inner.visit(&root, Place::Root)
    }

    /// The letter of a message that has none of its own: what its invitation says.
    fn invitation(&self) -> Option<Piece> {
        let invitation = self.attachments.iter().find(|part| part.content_type == "text/calendar")?;
        let text = calendar::summary(&decode::text(&invitation.bytes, None).text);
        (!text.is_empty()).then_some(Piece { text: Some(text), html: None })
    }
}

/// Whether the type is of a kind there is (RFC 6838 §4.2); a message of another is read as text.
fn is_known_type(kind: &str) -> bool {
    const TYPES: [&str; 8] = ["application", "audio", "font", "image", "message", "model", "multipart", "video"];
    kind.split('/').next().is_some_and(|main| TYPES.contains(&main) || main.starts_with("x-"))
}

/// `<meta charset>` near the start of a page that came without one.
fn html_charset(content: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&content[..content.len().min(2_048)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let name: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!name.is_empty() && !name.starts_with("utf-16")).then_some(name)
}

fn is_program(filename: &str) -> bool {
    const PROGRAMS: [&str; 22] = [
        "exe", "scr", "com", "bat", "cmd", "pif", "js", "jse", "vbs", "vbe", "wsf", "hta", "lnk", "msi", "jar", "ps1",
        "reg", "cpl", "iso", "img", "scf", "dll",
    ];
    filename.rsplit_once('.').is_some_and(|(_, extension)| PROGRAMS.contains(&extension.to_ascii_lowercase().as_str()))
}
