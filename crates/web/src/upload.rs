//! Forms that bring files: fields are kept small, files go into the blob store as they come.

use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::answer::Failure;
use crate::large::{Large, Place};
use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use base::Digest;
use desk::conversation::{NewAttachment, plain_type};
use desk::form::FieldFile;
use desk::people::PersonId;
use desk::{Error, Fault, Refusal};
use platform::blobs::Coming;
use service::ticket;
use std::time::Duration;

/// Bytes of one file, files of one form, bytes of one text field.
const LARGEST_FILE: u64 = 25 * 1024 * 1024;
const MOST_FILES: usize = 10;
const LARGEST_FIELD: usize = 1024 * 1024;
const MOST_FIELDS: usize = 2_000;

/// Bytes of a form with all its files, and of any other.
pub const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// From the first byte of a form to its last, as it comes; whoever says nothing for long is left before that.
pub const LONGEST: Duration = Duration::from_secs(3600);

/// Only a form that brings files may be large.
pub async fn bounded(mut request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let brings_files = kind.starts_with(b"multipart/form-data");
    DefaultBodyLimit::max(if brings_files { LARGEST_UPLOAD } else { LARGEST_FORM }).apply(&mut request);
    next.run(request).await
}

/// What came: the text fields, and the files that are already kept.
#[derive(Default)]
pub struct Upload {
    pub fields: Fields,
    pub files: Vec<NewAttachment>,
    /// A file was too large or one too many: the rest of the form is still here, to be shown again.
    pub refusal: Option<Refusal>,
}

/// What a form may bring.
struct Bounds<'w> {
    web: &'w Web,
    /// Bytes of one file.
    largest: u64,
    /// The agent who may bring more than anybody may, while there is a place.
    agent: Option<PersonId>,
}

/// A file that has come and is not kept yet.
struct Came {
    /// The field it stands in.
    of: String,
    name: String,
    content_type: String,
    bytes: Coming,
    place: Option<Place>,
}

/// What a page says of itself, not of what is sent.
const UNSAID: [&str; 4] = ["slip", "draft", "revision", "seen"];

/// By what a form is known that was sent twice.
pub fn form(fields: &Fields, files: &[NewAttachment]) -> ticket::Form {
    let said = fields.0.iter().filter(|(name, _)| !UNSAID.contains(&name.as_str()));
    let said: String = said.map(|(name, value)| format!("{name} {}={value}\n", value.len())).collect();
    let files: String = files.iter().map(|file| format!("{} {}\n", file.digest, file.name)).collect();
    ticket::Form::new(fields.text("slip"), Digest::of(format!("{said}\n{files}").as_bytes()))
}

impl Upload {
    /// Reads a whole form. Only what is not a form at all is an error.
    pub async fn read(web: &Web, form: Multipart) -> Result<Self, Error> {
        let bounds = Bounds { web, largest: LARGEST_FILE, agent: None };
        Self::default().take(web, Some(bounds), form).await
    }

    /// The same of an agent, who may bring large files.
    pub async fn of_agent(web: &Web, here: &Here, Large { form, most }: Large) -> Result<Self, Error> {
        let bounds = Bounds { web, largest: most, agent: Some(here.seat.person) };
        Self::default().take(web, Some(bounds), form).await
    }

    /// Reads a form that will not be taken, to show it again: its files are dropped as they come.
    pub async fn refused(web: &Web, form: Multipart, refusal: Refusal) -> Result<Self, Error> {
        Self { refusal: Some(refusal), ..Self::default() }.take(web, None, form).await
    }

    /// Its files are kept when all of it has come: a form that breaks off, or takes too long, leaves nothing.
    async fn take(mut self, web: &Web, bounds: Option<Bounds<'_>>, form: Multipart) -> Result<Self, Error> {
        let came = tokio::time::timeout(web.longest_form, self.arrive(bounds.as_ref(), form)).await;
        for file in came.unwrap_or_else(|_| Err(Refusal::UploadTooSlow.into()))? {
            self.keep(web, file).await?;
        }
        Ok(self)
    }

    async fn arrive(&mut self, bounds: Option<&Bounds<'_>>, mut form: Multipart) -> Result<Vec<Came>, Error> {
        let mut came = Vec::new();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            match (field.file_name().map(str::to_owned), bounds) {
                (Some(name), Some(bounds)) => {
                    let file = self.take_file(bounds, &came, name, field).await?;
                    came.extend(file);
                }
                (Some(_), None) => drop(at_most(field, 0).await?),
                (None, _) => self.take_text(field).await?,
            }
        }
        Ok(came)
    }

    /// A field's text; empty when it did not come.
    pub fn text(&self, name: &str) -> String {
        self.fields.text(name).to_owned()
    }

    async fn take_text(&mut self, field: Field<'_>) -> Result<(), Error> {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(bytes) = at_most(field, LARGEST_FIELD).await? else { return Err(Refusal::MessageTooLong.into()) };
        if self.fields.0.len() < MOST_FIELDS {
            self.fields.0.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
        Ok(())
    }

    async fn take_file(
        &mut self,
        bounds: &Bounds<'_>,
        before: &[Came],
        name: String,
        field: Field<'_>,
    ) -> Result<Option<Came>, Error> {
        let of = field.name().unwrap_or_default().to_owned();
        let content_type: String =
            field.content_type().unwrap_or("application/octet-stream").chars().take(100).collect();
        let of_fields = |name: &str| name.starts_with("field-");
        // Only what goes with a message may be large.
        let largest = if of_fields(&of) { bounds.largest.min(LARGEST_FILE) } else { bounds.largest };
        let (bytes, place) = match bounds.come(field, largest).await? {
            Ok(came) => came,
            Err(refusal) => {
                self.refusal = Some(refusal);
                return Ok(None);
            }
        };
        // A browser sends one empty file where none was chosen.
        if name.is_empty() && bytes.size() == 0 {
            return Ok(None);
        }
        let kept = self.fields.0.iter().filter(|(name, value)| of_fields(name) && value.contains('|')).count();
        let beside_fields = before.iter().filter(|file| !of_fields(&file.of)).count();
        if before.len() + kept >= 2 * MOST_FILES || beside_fields >= MOST_FILES {
            self.refusal = Some(Refusal::TooManyAttachments);
            return Ok(None);
        }
        Ok(Some(Came { of, name, content_type, bytes, place }))
    }

    async fn keep(&mut self, web: &Web, Came { of, name, content_type, bytes, place }: Came) -> Result<(), Error> {
        let size = i64::try_from(bytes.size()).map_err(Fault::new)?;
        let digest = bytes.keep().await.map_err(Fault::new)?;
        drop(place);
        // What belongs to a field stands there; everything else is the message's.
        if of.starts_with("field-") {
            let name = FieldFile::named(&safe_name(&name));
            let content_type = plain_type(&content_type);
            let file = FieldFile { name, content_type, size, digest, proof: String::new() };
            self.fields.0.push((of, service::form::proven(web.desk.signer().as_ref(), file).written()));
            return Ok(());
        }
        let name = safe_name(&name);
        self.files.push(NewAttachment { digest, name, content_type, size, inline: false, content_id: None });
        Ok(())
    }
}

/// The bytes of a file with the place they needed, or why they are not taken.
type Taken = Result<(Coming, Option<Place>), Refusal>;

impl Bounds<'_> {
    /// A file as it comes. The rest of one that is refused is read and dropped, so that the form's other fields still come.
    async fn come(&self, mut field: Field<'_>, largest: u64) -> Result<Taken, Error> {
        let mut came = Ok((self.web.blobs.begin(), None));
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            came = match came {
                Ok((ref bytes, _)) if beyond(bytes, &chunk, largest) => Err(Refusal::AttachmentTooLarge),
                Ok((bytes, place)) => self.add(bytes, place, &chunk).await?,
                Err(refusal) => Err(refusal),
            };
        }
        Ok(came)
    }

    async fn add(&self, mut bytes: Coming, mut place: Option<Place>, chunk: &[u8]) -> Result<Taken, Error> {
        if place.is_none() && beyond(&bytes, chunk, LARGEST_FILE) {
            place = self.agent.and_then(|agent| self.web.uploads.take(agent));
            if place.is_none() {
                return Ok(Err(Refusal::TooManyUploads));
            }
        }
        bytes.add(chunk).await.map_err(Fault::new)?;
        Ok(Ok((bytes, place)))
    }
}

/// With this much more it is larger than that.
fn beyond(bytes: &Coming, chunk: &[u8], most: u64) -> bool {
    bytes.size() + chunk.len() as u64 > most
}

/// It broke off, or there is more of it than any of its kind may have.
fn broken(error: MultipartError) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Refusal::AttachmentTooLarge } else { Refusal::FormIncomplete }
}

/// As it comes from a browser, whether it brings files or not.
impl FromRequest<Web> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        if !kind.starts_with(b"multipart/form-data") {
            let fields = Fields::from_request(request, web).await?;
            return Ok(Self { fields, ..Self::default() });
        }
        let wrong = |_| Failure::from(Error::from(Refusal::FormIncomplete));
        let form = Multipart::from_request(request, web).await.map_err(wrong)?;
        Self::read(web, form).await.map_err(Failure::from)
    }
}

/// A form that may bring files for fields: as it comes from a browser, whether it does or not.
pub struct Brought(pub Fields);

impl FromRequest<Web> for Brought {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let upload = Upload::from_request(request, web).await?;
        match upload.refusal {
            Some(refusal) => Err(Failure::from(Error::from(refusal))),
            None => Ok(Self(upload.fields)),
        }
    }
}

/// None when there is more than that; the rest is read and dropped, so that the form's other fields still come.
pub(crate) async fn at_most(mut field: Field<'_>, limit: usize) -> Result<Option<Bytes>, Error> {
    let (mut bytes, mut too_much) = (Vec::new(), false);
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        too_much |= bytes.len() + chunk.len() > limit;
        if !too_much {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((!too_much).then(|| bytes.into()))
}

/// The last part of a path, without control and direction characters, at most 200 bytes; never empty.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut safe = String::new();
    for c in last.chars().filter(|c| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }) {
        if safe.len() + c.len_utf8() > 200 {
            break;
        }
        safe.push(c);
    }
    match safe.trim() {
        "" | "." | ".." => "file".into(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_leads_nowhere() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name(r"C:\temp\写真.jpg"), "写真.jpg");
        assert_eq!(safe_name(".."), "file");
        assert_eq!(safe_name("a\u{202e}gpj.exe"), "agpj.exe");
        assert!(safe_name(&"名".repeat(300)).len() <= 200);
    }
}
