//! Reading what was kept: within bounds, and never in the way of the next message.

use super::Premises;
use super::arrival::arrival;
use super::unseal::{Unsealed, unseal};
use base::Digest;
use desk::channel::{Arrival, Decided, Intake, Source, Verdicts};
use desk::conversation::{NewAttachment, Reading};
use desk::{Actor, Done, Fault};
use mail::{Limits, Parsed};
use service::channel;

/// Does a `read` job. An error is a fault of the machine and worth another try; a message that cannot be read becomes a
/// visible ticket with its original.
pub async fn read(premises: &Premises, body: &str) -> Done<Decided> {
    premises.rush.pass().await;
    let body = body.to_owned();
    let intake = premises.desk.ask(Actor::System, move |read| channel::to_read(read, &body)).await?;
    let id = intake.id;
    match arrival_of(premises, &intake.raw, None).await? {
        Ok(arrival) => {
            let arrival = Arrival { verdicts: examined(premises, &intake).await?, ..arrival };
            premises.desk.change(Actor::System, move |tx| channel::decide(tx, id, arrival)).await
        }
        Err(reason) => premises.desk.change(Actor::System, move |tx| channel::unreadable(tx, id, &reason)).await,
    }
}

/// What the standards say about who sent it. What is imported may be years old, and the keys of then are gone.
async fn examined(premises: &Premises, intake: &Intake) -> Done<Verdicts> {
    if !premises.examiner.asks() || intake.source == Source::Import {
        return Ok(Verdicts::none());
    }
    match premises.blobs.get(&intake.raw).await.map_err(Fault::new)? {
        Some(raw) => Ok(premises.examiner.examine(raw, &intake.client, &intake.sender).await),
        None => Ok(Verdicts::none()),
    }
}

/// The message in the desk's terms, its attachments kept; or why it cannot be read.
/// As the charset that a person chose, where they chose one.
pub async fn arrival_of(
    premises: &Premises,
    original: &Digest,
    charset: Option<&str>,
) -> Done<Result<Arrival, String>> {
    let raw = premises.blobs.get(original).await.map_err(Fault::new)?;
    let Some(raw) = raw else { return Ok(Err(format!("the original {original} is not in the file store"))) };
    let Unsealed { raw, protection, learned } = unseal(premises, raw).await?;
    let charset = charset.map(str::to_owned);
    let read = move || match charset {
        Some(charset) => mail::parse_as(&raw, &Limits::default(), &charset),
        None => mail::parse(&raw, &Limits::default()),
    };
    let parsed = tokio::task::spawn_blocking(read).await;
    match parsed {
        Ok(Ok(parsed)) => {
            let files = keep(premises, &parsed).await?;
            Ok(Ok(Arrival { protection, learned, ..arrival(parsed, files) }))
        }
        Ok(Err(unreadable)) => Ok(Err(unreadable.to_string())),
        Err(_) => Ok(Err("reading it failed; this is a bug".into())),
    }
}

/// What an original says to today's reader; or why it cannot be read.
pub async fn reading_of(
    premises: &Premises,
    original: &Digest,
    charset: Option<&str>,
) -> Done<Result<Reading, String>> {
    let arrival = arrival_of(premises, original, charset).await?;
    Ok(arrival.map(|arrival| Reading {
        parser: mail::PARSER,
        charset: charset.map(str::to_owned),
        subject: arrival.subject,
        text: arrival.text,
        html: arrival.html.as_str().to_owned(),
        new_text: arrival.new_text,
        warnings: arrival.warnings,
        files: arrival.files,
    }))
}

async fn keep(premises: &Premises, parsed: &Parsed) -> Done<Vec<NewAttachment>> {
    let mut kept = Vec::with_capacity(parsed.attachments.len());
    for part in &parsed.attachments {
        let digest: Digest = premises.blobs.put(part.bytes.clone()).await.map_err(Fault::new)?;
        kept.push(NewAttachment {
            digest,
            name: part.filename.clone(),
            content_type: part.content_type.clone(),
            size: part.bytes.len() as i64,
            inline: part.inline,
            content_id: part.content_id.clone(),
        });
    }
    Ok(kept)
}
