//! `/attachments/{id}/{name}`, and `/f/{link}/{name}` for those that went as a link in a letter: files of messages. Nothing in them runs here: only pictures are shown, all else is saved.

use crate::Web;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure, Speak};
use crate::signed::{Agent, Requester, Seat, Visitor};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base::{Digest, Language};
use desk::conversation::{Attachment, AttachmentId, MessageId, is_shown};
use desk::form::{FieldFile, FieldId, Owner};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::TicketNumber;
use desk::{Actor, Error, Fault, Refusal};
use futures_util::stream;
use platform::blobs::{BlobFault, PIECE, Pieces};
use service::{channel, form};
use std::ops::Range;

/// Whatever it is, it may fetch nothing and run nothing (RFC 9110 gives no reason to trust a file's own type).
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// The same for what its own reader shows, in a page of ours or alone.
const READER: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

pub async fn show(
    State(web): State<Web>,
    agent: Option<Agent>,
    requester: Option<Requester>,
    Path((id, _name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let id = AttachmentId(id.parse().map_err(|_| Error::Missing)?);
    let seats = agent.map(|Agent(seat)| seat).into_iter().chain(requester.map(|Requester(seat)| seat));
    let (file, language) = found(&web, seats, id).await?;
    let answer = send_wanted(&web, &file, &headers, language).await?;
    Ok(if query.as_deref() == Some("view=1") { to_read(&file, answer) } else { answer })
}

/// A file that went as a link in a letter, for whoever holds the letter. It is always saved and never kept on the way: the
/// link ends. What somebody fetches who is signed in at the desk does not count.
pub async fn linked(
    State(web): State<Web>,
    agent: Option<Agent>,
    visitor: Visitor,
    Path((link, _name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let language = visitor.language();
    let no = |error: Error| Failure::new(error, language);
    if !web.throttle.file(&visitor.remote.address) {
        return Err(no(Refusal::TooManyTries.into()));
    }
    let key = link.clone();
    let found = web.desk.ask(Actor::Anonymous, move |read| channel::linked_file(read, &key)).await;
    let (file, known) = found.map_err(no)?;
    let mut answer = send_wanted(&web, &file, &headers, language).await?;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    if let Ok(value) = HeaderValue::from_str(&disposition(&file.name, false)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if agent.is_none() && known.fetched_at.is_none() {
        web.desk.change(Actor::Anonymous, move |tx| channel::linked_file_fetched(tx, &link)).await.map_err(no)?;
    }
    Ok(answer)
}

/// A file that stands in a field of a ticket.
pub async fn of_field(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id((number, field, digest)): Id<(TicketNumber, FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    let digest = Digest::parse(&digest).ok_or(Error::Missing)?;
    let question = move |read: &mut service::Read| form::field_file(read, number, field, &digest);
    let file = web.desk.ask(seat.actor.clone(), question).await.speak(&seat)?;
    let file = as_attachment(file);
    send_wanted(&web, &file, &headers, seat.words.language()).await
}

type Place = (FieldId, String);

/// A file that stands in a field of a person.
pub async fn of_person(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id((id, field, digest)): Id<(PersonId, FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    of_owner(&web, &seat, Owner::Person(id), (field, digest), &headers).await
}

/// The same of an organisation.
pub async fn of_organization(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id((id, field, digest)): Id<(OrganizationId, FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    of_owner(&web, &seat, Owner::Organization(id), (field, digest), &headers).await
}

/// The same of a team.
pub async fn of_team(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id((id, field, digest)): Id<(TeamId, FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    of_owner(&web, &seat, Owner::Team(id), (field, digest), &headers).await
}

/// The same of an object.
pub async fn of_object(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id((id, field, digest)): Id<(ObjectId, FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    of_owner(&web, &seat, Owner::Object(id), (field, digest), &headers).await
}

async fn of_owner(web: &Web, seat: &Seat, owner: Owner, (field, digest): Place, headers: &HeaderMap) -> Answer {
    let digest = Digest::parse(&digest).ok_or(Error::Missing)?;
    let question = move |read: &mut service::Read| form::file_of(read, owner, field, &digest);
    let file = web.desk.ask(seat.actor.clone(), question).await.speak(seat)?;
    send_wanted(web, &as_attachment(file), headers, seat.words.language()).await
}

/// One of whoever asks, or of their organisation.
pub async fn own(
    State(web): State<Web>,
    Requester(seat): Requester,
    Id((field, digest)): Id<(FieldId, String)>,
    headers: HeaderMap,
) -> Answer {
    let digest = Digest::parse(&digest).ok_or(Error::Missing)?;
    let question = move |read: &mut service::Read| form::own_file(read, field, &digest);
    let file = web.desk.ask(seat.actor.clone(), question).await.speak(&seat)?;
    send_wanted(&web, &as_attachment(file), &headers, seat.words.language()).await
}

/// As files of messages are sent.
pub fn as_attachment(file: FieldFile) -> Attachment {
    Attachment {
        id: AttachmentId(0),
        message: MessageId(0),
        digest: file.digest,
        name: file.name,
        content_type: file.content_type,
        size: file.size,
        inline: false,
        content_id: None,
    }
}

/// A document that a browser opens with a reader of its own, which runs nothing of it in our page. A sandbox would keep the
/// reader out as well.
fn to_read(file: &Attachment, mut answer: Response) -> Response {
    if file.content_type.eq_ignore_ascii_case("application/pdf") {
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(READER));
        if let Ok(value) = HeaderValue::from_str(&disposition(&file.name, true)) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
    }
    answer
}

/// A whole file. Whoever calls has asked whether it may be seen.
pub async fn send(web: &Web, file: &Attachment, language: Language) -> Answer {
    send_wanted(web, file, &HeaderMap::new(), language).await
}

/// A file, or the part of it that the request's headers want. What is large is never in memory as a whole.
async fn send_wanted(web: &Web, file: &Attachment, headers: &HeaderMap, language: Language) -> Answer {
    let fault = |fault: BlobFault| Failure::new(Fault::new(fault), language);
    let lost = || Failure::new(Fault::new(format!("attachment {} has lost its bytes", file.id)), language);
    if u64::try_from(file.size).is_ok_and(|size| size <= PIECE) {
        let bytes = web.blobs.get(&file.digest).await.map_err(fault)?.ok_or_else(lost)?;
        let size = bytes.len();
        let (status, part) = wanted(file, size, headers);
        return Ok(served(file, size, (status, part.clone()), Body::from(bytes.slice(part))));
    }
    let pieces = web.blobs.pieces(&file.digest).await.map_err(fault)?.ok_or_else(lost)?;
    // All that can be checked where only a part is read.
    if i64::try_from(pieces.size()) != Ok(file.size) {
        return Err(fault(BlobFault::Damaged(file.digest.clone())));
    }
    let size = usize::try_from(pieces.size()).unwrap_or(usize::MAX);
    let (status, part) = wanted(file, size, headers);
    let body = match status {
        StatusCode::OK => in_pieces(pieces),
        StatusCode::PARTIAL_CONTENT => in_pieces(pieces.part(part.start as u64..part.end as u64)),
        _ => Body::empty(),
    };
    let mut answer = served(file, size, (status, part.clone()), body);
    if !part.is_empty() {
        answer.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(part.len()));
    }
    Ok(answer)
}

/// Its head has left when a piece is missing: whoever receives it sees that it broke off, and we say why.
fn in_pieces(pieces: Pieces) -> Body {
    Body::from_stream(stream::try_unfold(pieces, |mut pieces| async move {
        match pieces.next().await {
            Ok(piece) => Ok(piece.map(|piece| (piece, pieces))),
            Err(fault) => {
                tracing::error!(%fault, "a file broke off");
                Err(fault)
            }
        }
    }))
}

/// The file as one of the seats may see it: an agent may also be somebody's requester.
async fn found(
    web: &Web,
    seats: impl Iterator<Item = Seat>,
    id: AttachmentId,
) -> Result<(Attachment, Language), Failure> {
    let mut language = Language::default();
    for seat in seats {
        language = seat.words.language();
        match web.desk.ask(seat.actor, move |read| service::conversation::attachment(read, id)).await {
            Err(Error::Missing) => {}
            found => return found.map(|file| (file, language)).map_err(|error| Failure::new(error, language)),
        }
    }
    Err(Failure::new(Error::Missing, language))
}

/// How it is answered, and with which of its bytes.
fn wanted(file: &Attachment, size: usize, headers: &HeaderMap) -> (StatusCode, Range<usize>) {
    let tag = tag(file);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, 0..0);
    }
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).filter(|_| unchanged(headers, &tag));
    match range.map(|range| span(range, size)) {
        None | Some(Wanted::Whole) => (StatusCode::OK, 0..size),
        Some(Wanted::Part(part)) => (StatusCode::PARTIAL_CONTENT, part),
        Some(Wanted::Nothing) => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    }
}

fn tag(file: &Attachment) -> String {
    format!("\"{}\"", file.digest)
}

fn served(file: &Attachment, size: usize, (status, part): (StatusCode, Range<usize>), body: Body) -> Response {
    let kind = file.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let shown = is_shown(&kind);
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let mut set = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, if shown { kind } else { "application/octet-stream".into() });
    set(header::CONTENT_DISPOSITION, disposition(&file.name, shown));
    set(header::CONTENT_SECURITY_POLICY, POLICY.into());
    set(header::ACCEPT_RANGES, "bytes".into());
    set(header::CACHE_CONTROL, "private, max-age=86400, immutable".into());
    set(header::ETAG, tag(file));
    match status {
        StatusCode::PARTIAL_CONTENT => {
            set(header::CONTENT_RANGE, format!("bytes {}-{}/{size}", part.start, part.end - 1))
        }
        StatusCode::RANGE_NOT_SATISFIABLE => set(header::CONTENT_RANGE, format!("bytes */{size}")),
        _ => {}
    }
    response
}

/// A range is only good for the file it was asked of (RFC 9110 §13.1.5).
fn unchanged(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes())
}

#[derive(Debug, PartialEq)]
enum Wanted {
    Whole,
    Part(Range<usize>),
    Nothing,
}

/// One range of bytes (RFC 9110 §14.1.2). Several at once, or what is none, is answered with the whole file.
fn span(header: &str, size: usize) -> Wanted {
    let Some((from, to)) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    match (from.parse::<usize>(), to.parse::<usize>()) {
        (Ok(from), _) if from >= size => Wanted::Nothing,
        (Ok(from), Ok(to)) if from <= to => Wanted::Part(from..to.saturating_add(1).min(size)),
        (Ok(from), Err(_)) if to.is_empty() => Wanted::Part(from..size),
        (Err(_), Ok(0)) if from.is_empty() => Wanted::Nothing,
        (Err(_), Ok(_)) if from.is_empty() && size == 0 => Wanted::Nothing,
        (Err(_), Ok(last)) if from.is_empty() => Wanted::Part(size.saturating_sub(last)..size),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Wanted::Whole,
    }
}

/// A name that no system reads as a path; empty where nothing is left of it.
pub fn plain_name(name: &str) -> String {
    let plain = |c: char| {
        if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control() { '_' } else { c }
    };
    name.chars().map(plain).collect::<String>().trim_matches(['.', ' ']).to_owned()
}

/// RFC 6266, with the name in UTF-8 as RFC 8187 writes it and a plain one for what cannot read that.
pub fn disposition(name: &str, inline: bool) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    let way = if inline { "inline" } else { "attachment" };
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_the_rfc_says() {
        for (header, wanted) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-99", Wanted::Part(0..10)),
            ("bytes=5-99", Wanted::Part(5..10)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=3-2", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
        ] {
            assert_eq!(span(header, 10), wanted, "{header}");
        }
    }

    #[test]
    fn a_japanese_name_reaches_old_and_new_browsers() {
        assert_eq!(
            disposition("請求\".pdf", false),
            "attachment; filename=\"___.pdf\"; filename*=UTF-8''%E8%AB%8B%E6%B1%82%22.pdf"
        );
        assert!(!disposition("a\r\nSet-Cookie: x", true).contains('\n'));
    }
}
