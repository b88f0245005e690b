//! A message that arrived, as it is said on a ticket.

use super::find::{Author, Question};
use crate::conversation::Incoming;
use desk::channel::{Evidence, Intake, said_at, subject};
use desk::conversation::NewAttachment;
use desk::people::PersonId;
use desk::ticket::Origin;

pub(super) fn incoming(question: &Question, author: Option<PersonId>, evidence: &[Evidence]) -> Incoming {
    let (intake, arrival) = (question.intake, question.arrival.clone().without_group(|email| question.is_ours(email)));
    let references = arrival.ancestors().into_iter().map(str::to_owned).collect();
    Incoming {
        author,
        origin: Origin::Mail,
        at: Some(said_at(arrival.date, intake.received_at, intake.source.is_live())),
        automatic: arrival.is_automatic(),
        references,
        subject: arrival.subject,
        from: arrival.from,
        reply_to: arrival.reply_to,
        to: arrival.to,
        cc: arrival.cc,
        text: arrival.text,
        html: arrival.html,
        new_text: arrival.new_text,
        message_id: arrival.message_id,
        raw: Some(intake.raw.clone()),
        warnings: arrival.warnings,
        evidence: Evidence::written(evidence),
        attachments: arrival.files,
    }
}

/// What its reader should know of whoever sent it.
pub(super) fn about_author(question: &Question) -> Vec<Evidence> {
    let (arrival, Author { address, agent, ours, .. }) = (question.arrival, &question.author);
    let address = address.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut evidence = Vec::new();
    if arrival.is_forged() {
        evidence.push(Evidence::Forged { address: address.clone() });
    }
    if arrival.verdicts.found.overruled {
        evidence.push(Evidence::Sealed { sealer: arrival.verdicts.found.sealer.clone() });
    }
    if arrival.is_circling() {
        evidence.push(Evidence::Circling { hops: arrival.hops });
    }
    if *ours {
        evidence.push(Evidence::OurSender { address });
    }
    if let Some(original) = arrival
        .forwarded_from
        .as_ref()
        .filter(|_| *agent && !arrival.is_forged() && subject::is_forward(&arrival.subject))
    {
        evidence.push(Evidence::ForwardedFor { address: original.email.to_string() });
    }
    evidence
}

/// The message itself as a file.
pub(super) fn original(intake: &Intake) -> NewAttachment {
    NewAttachment {
        digest: intake.raw.clone(),
        name: "message.eml".into(),
        content_type: "message/rfc822".into(),
        size: intake.size,
        inline: false,
        content_id: None,
    }
}
