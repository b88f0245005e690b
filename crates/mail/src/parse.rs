//! One message from bytes to values: skeleton, header, body, reply, kind.

use crate::body::{self, Body, Charsets};
use crate::mime::{Entity, Fields, Skeleton};
use crate::warning::Warnings;
use crate::{Limits, Parsed, Unreadable, Warning, classify, decode, header, reply, thread};
use base::{Address, Email};
use std::borrow::Cow;

/// Reads a message. Anything within the size limit succeeds; what was odd about it is in the warnings.
///
/// # Errors
/// [`Unreadable::TooLarge`] beyond [`Limits::bytes`].
pub fn parse(raw: &[u8], limits: &Limits) -> Result<Parsed, Unreadable> {
    read(raw, limits, None)
}

/// Reads a message with the charset a person chose for its text ("read as …"), whatever its labels say. A charset that
/// nobody knows changes nothing.
///
/// # Errors
/// As [`parse`].
pub fn parse_as(raw: &[u8], limits: &Limits, charset: &str) -> Result<Parsed, Unreadable> {
    read(raw, limits, Some(charset))
}

/// Who wrote it, as its From says, without reading the rest; none where From names nobody, or several fields do.
pub fn author(raw: &[u8], limits: &Limits) -> Option<Email> {
    let (fields, _) = Fields::read(raw, limits, &mut Warnings::default());
    let mut all = fields.all("from").take(5).flat_map(|field| header::addresses(field, None, 2));
    let first = all.next()?;
    all.next().is_none().then_some(first.email)
}

fn read(raw: &[u8], limits: &Limits, chosen: Option<&str>) -> Result<Parsed, Unreadable> {
    if raw.len() > limits.bytes {
        return Err(Unreadable::TooLarge { bytes: raw.len(), limit: limits.bytes });
    }
    let raw = with_line_feeds(raw);
    let mut skeleton = Skeleton::new(limits);
    let root = skeleton.read(&raw);
    let mut warnings = std::mem::take(&mut skeleton.warnings);
    let hint = chosen.map(str::to_owned).or_else(|| charset_hint(&root)).or_else(|| guessed_hint(&root));
    let charsets = Charsets { chosen, hint: hint.as_deref() };
    let body = body::collect(&root, limits, charsets, &mut warnings);
    let reader = Reader { fields: &root.fields, hint: hint.as_deref(), limits };
    Ok(reader.parsed(&root, body, warnings))
}

/// Messages with bare carriage returns as line ends, as old Macintoshes wrote them.
fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect())
}

/// The charset of the first text part, by which unlabelled header bytes are read.
fn charset_hint(root: &Entity<'_>) -> Option<String> {
    let mut hint = None;
    root.walk(&mut |entity| {
        if hint.is_none() && entity.kind.value.starts_with("text/") {
            hint = entity.kind.parameters.plain("charset").filter(|name| !name.eq_ignore_ascii_case("us-ascii"));
        }
    });
    hint
}

/// The charset that the text seems to be in, where neither it nor the header says one and the header needs one.
fn guessed_hint(root: &Entity<'_>) -> Option<String> {
    if root.fields.0.iter().all(|field| std::str::from_utf8(&field.value).is_ok()) {
        return None;
    }
    let mut hint = None;
    root.walk(&mut |entity| {
        if hint.is_none() && entity.kind.value.starts_with("text/") {
            hint = decode::guessed(&entity.content());
        }
    });
    hint
}

struct Reader<'r> {
    fields: &'r Fields,
    hint: Option<&'r str>,
    limits: &'r Limits,
}

impl Reader<'_> {
    fn parsed(&self, root: &Entity<'_>, body: Body, mut warnings: Warnings) -> Parsed {
        self.warn_of_repetitions(&mut warnings);
        let marks = classify::Marks::read(self.fields);
        let subject = self.line("subject");
        let forwarded = thread::is_forward(&subject);
        let split = reply::split_body(&body, forwarded, self.limits.text_bytes);
        let reply_text = split.said();
        let from = self.from(&mut warnings);
        let letter = classify::Letter { root, from: from.as_ref(), subject: &subject, text: &body.text, marks: &marks };
        let (kind, bounce) = classify::classify(&letter);
        Parsed {
            sender: self.list("sender", &mut warnings).into_iter().next(),
            to: self.list("to", &mut warnings),
            cc: self.list("cc", &mut warnings),
            bcc: self.list("bcc", &mut warnings),
            reply_to: self.list("reply-to", &mut warnings),
            message_id: self.ids("message-id", &mut warnings).into_iter().next(),
            in_reply_to: self.ids("in-reply-to", &mut warnings),
            references: self.ids("references", &mut warnings),
            date: self.date(&mut warnings),
            language: crate::language::of(&reply_text),
            reply_text,
            reply_html: reply::said_html(&body, forwarded, self.limits.text_bytes),
            folded: split.pieces,
            delivered_to: self.delivered_to(),
            headers: self.headers(),
            from,
            subject,
            text: body.text,
            html: body.html,
            attachments: body.attachments,
            kind,
            bounce,
            marks,
            warnings: warnings.into_vec(),
        }
    }

    fn line(&self, name: &str) -> String {
        self.fields.first_filled(name).map(|value| header::line(value, self.hint)).unwrap_or_default()
    }

    fn list(&self, name: &str, warnings: &mut Warnings) -> Vec<Address> {
        let most = self.limits.recipients;
        let mut all = Vec::new();
        for field in self.fields.all(name).take(20) {
            all.extend(header::addresses(field, self.hint, most.saturating_sub(all.len())));
        }
        if all.len() >= most {
            warnings.cut("recipients");
        }
        all
    }

    /// The author, or whoever comes closest: Sender, Reply-To, the envelope.
    fn from(&self, warnings: &mut Warnings) -> Option<Address> {
        let of =
            |name: &str| self.fields.all(name).take(5).flat_map(|field| header::addresses(field, self.hint, 1)).next();
        of("from").or_else(|| {
            warnings.add(Warning::NoSender);
            ["sender", "reply-to", "x-original-from", "return-path", "x-envelope-from"].into_iter().find_map(of)
        })
    }

    fn ids(&self, name: &str, warnings: &mut Warnings) -> Vec<String> {
        let most = self.limits.references;
        let ids = self.fields.first_filled(name).map(|value| header::ids(value, most)).unwrap_or_default();
        if ids.len() >= most {
            warnings.cut("references");
        }
        ids
    }

    fn date(&self, warnings: &mut Warnings) -> Option<base::Moment> {
        let field = self.fields.first_filled("date")?;
        let date = header::date(&header::line(field, self.hint));
        if date.is_none() {
            warnings.add(Warning::BadDate);
        }
        date
    }

    fn delivered_to(&self) -> Vec<Email> {
        let mut found: Vec<Email> = Vec::new();
        for name in
            ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-forwarded-to"]
        {
            for field in self.fields.all(name).take(10) {
                for address in header::addresses(field, None, 10) {
                    if !found.contains(&address.email) {
                        found.push(address.email);
                    }
                }
            }
        }
        found
    }

    fn headers(&self) -> Vec<(String, String)> {
        let shown = self.fields.0.iter().take(300);
        shown
            .map(|field| (field.name.clone(), header::line(&field.value[..field.value.len().min(8_192)], self.hint)))
            .collect()
    }

    fn warn_of_repetitions(&self, warnings: &mut Warnings) {
        for name in ["from", "sender", "subject", "date", "message-id", "content-type"] {
            if self.fields.all(name).nth(1).is_some() {
                warnings.add(Warning::RepeatedField(name.to_owned()));
            }
        }
    }
}
