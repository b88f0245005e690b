//! Delivery status notifications as standardised (RFC 3464; RFC 6533 for addresses beyond ASCII).

use super::{Bounce, Letter, Verdict, status};
use crate::Limits;
use crate::decode;
use crate::header::{self, one_line};
use crate::mime::{Entity, Fields};
use crate::warning::Warnings;
use base::Email;

/// Reads the machine-readable part; `None` when there is none.
pub(super) fn read(letter: &Letter<'_>) -> Option<Verdict> {
    let mut groups = Vec::new();
    letter.root.walk(&mut |entity| {
        if matches!(entity.kind.value.as_str(), "message/delivery-status" | "message/global-delivery-status") {
            groups.extend(recipients(&entity.content()));
        }
    });
    if groups.is_empty() {
        return None;
    }
    let failed: Vec<Bounce> = groups.iter().filter(|group| group.has_failed()).map(Group::bounce).collect();
    Some(if failed.is_empty() { Verdict::Delivered } else { Verdict::Failed(failed) })
}

/// The Message-ID of the returned message, whole or its header alone.
pub(super) fn original_message_id(letter: &Letter<'_>) -> Option<String> {
    let mut found = None;
    letter.root.walk(&mut |entity| {
        if found.is_none() && is_returned(entity) {
            let (fields, _) =
                Fields::read(entity.content().trim_ascii_start(), &Limits::default(), &mut Warnings::default());
            found = fields.first_filled("message-id").and_then(|id| header::ids(id, 1).into_iter().next());
        }
    });
    found.or_else(|| {
        let line = letter
            .text
            .lines()
            .find(|line| line.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("message-id:")))?;
        header::ids(&line.as_bytes()[11..], 1).into_iter().next()
    })
}

fn is_returned(entity: &Entity<'_>) -> bool {
    entity.is_message()
        || matches!(
            entity.kind.value.as_str(),
            "text/rfc822-headers" | "message/global-headers" | "message/rfc822-headers"
        )
}

/// The fields about one recipient (RFC 3464 §2.3).
#[derive(Default)]
struct Group {
    recipient: String,
    /// `recipient` is the Original-Recipient.
    original: bool,
    action: String,
    status: String,
    diagnostic: String,
}

impl Group {
    fn has_failed(&self) -> bool {
        match self.action.as_str() {
            "failed" | "delayed" | "failure" => true,
            "delivered" | "relayed" | "expanded" => false,
            _ => !self.status.starts_with('2'),
        }
    }

    fn bounce(&self) -> Bounce {
        let by_code = status::is_permanent(&self.status).or_else(|| status::is_permanent(&self.diagnostic));
        Bounce {
            recipient: self.recipient.clone(),
            status: status::enhanced(&self.status).or_else(|| status::enhanced(&self.diagnostic)).unwrap_or_default(),
            permanent: self.action != "delayed" && by_code.unwrap_or(true),
            delayed: self.action == "delayed",
            reason: one_line(&self.diagnostic),
            original_message_id: None,
        }
    }
}

/// The groups of fields that name a recipient. Some systems leave out the empty line between them.
fn recipients(content: &[u8]) -> Vec<Group> {
    let text = decode::text(content, None).text;
    let mut groups: Vec<Group> = Vec::new();
    let mut current = Group::default();
    for (name, value) in fields(&text).take(20_000) {
        if name == "final-recipient" && !current.recipient.is_empty() && !current.action.is_empty() || name.is_empty() {
            groups.extend(Some(std::mem::take(&mut current)).filter(|group| !group.recipient.is_empty()));
        }
        match name.as_str() {
            "final-recipient" if !current.original => current.recipient = address(&value).unwrap_or(current.recipient),
            // The address we wrote to, where the message was forwarded on the way.
            "original-recipient" => {
                if let Some(address) = address(&value).filter(|address| Email::parse(address).is_some()) {
                    current.recipient = address;
                    current.original = true;
                }
            }
            "action" => current.action = value.split([' ', ';', '(']).next().unwrap_or_default().to_ascii_lowercase(),
            "status" => current.status = value,
            "diagnostic-code" => {
                current.diagnostic = value.split_once(';').map_or(value.clone(), |(_, words)| words.trim().to_owned())
            }
            _ => {}
        }
    }
    groups.extend(Some(current).filter(|group| !group.recipient.is_empty()));
    groups.truncate(1_000);
    groups
}

/// Name (lower case) and unfolded value of each field; an empty line comes as a field without name.
fn fields(text: &str) -> impl Iterator<Item = (String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            if let Some((_, value)) = all.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            all.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        } else if line.trim().is_empty() {
            all.push((String::new(), String::new()));
        }
    }
    all.into_iter()
}

/// `rfc822; aya@example` → the address.
fn address(value: &str) -> Option<String> {
    let text = value.split_once(';').map_or(value, |(_, address)| address);
    let text = header::one_line(text);
    let text = text.split([' ', '(']).find(|word| word.contains('@')).unwrap_or(&text);
    let text = text.trim_matches(['<', '>', '"', ' ']).trim_start_matches("mailto:");
    (!text.is_empty()).then(|| text.to_owned())
}
