//! What a webhook tells: values for templates, and the usual body, which is all of them.

use crate::conversation::template::{Mistake, OfPerson, Why, filled_json};
use serde::Serialize;

/// Characters of a message that are told at most.
pub const LONGEST_MESSAGE: usize = 10_000;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Payload {
    /// `ticket.status_changed`, `ticket.rule`, `webhook.test`.
    #[serde(rename = "type")]
    pub kind: String,
    /// RFC 3339.
    pub timestamp: String,
    /// Name of the rule.
    pub rule: String,
    pub ticket: Told,
    pub requester: OfPerson,
    pub assignee: OfPerson,
    pub organization: String,
    /// What was said last by anybody outside or to them.
    pub message: String,
}

/// A ticket as it is told outside: words of the API where they have one, names where people gave them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Told {
    pub number: i64,
    pub subject: String,
    pub status: String,
    pub category: String,
    pub priority: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub team: String,
    pub tags: Vec<String>,
    /// Stars of its requester, where they gave any.
    pub rating: Option<i64>,
    pub created_at: String,
}

impl Payload {
    /// As they are written between braces, for whoever writes a body.
    pub const NAMES: &[&str] = &[
        "type",
        "timestamp",
        "rule",
        "ticket.number",
        "ticket.subject",
        "ticket.status",
        "ticket.category",
        "ticket.priority",
        "ticket.type",
        "ticket.team",
        "ticket.tags",
        "ticket.rating",
        "ticket.created_at",
        "requester.name",
        "requester.email",
        "assignee.name",
        "assignee.email",
        "organization",
        "message",
    ];

    /// For trials and previews. No sentence of any language: it is read by machines.
    pub fn sample() -> Self {
        let person = |name: &str| OfPerson { name: name.into(), email: "someone@example.com".into() };
        Self {
            kind: "webhook.test".into(),
            timestamp: "2026-01-31T09:30:00Z".into(),
            rule: "Kippu".into(),
            ticket: Told {
                number: 100_042,
                subject: "\"Test\" \\ テスト".into(),
                status: "Open".into(),
                category: "open".into(),
                priority: "high".into(),
                kind: "incident".into(),
                team: "Support".into(),
                tags: vec!["test".into()],
                rating: Some(5),
                created_at: "2026-01-31T09:00:00Z".into(),
            },
            requester: person("Kei Tanaka"),
            assignee: person("Chika Mori"),
            organization: "Kippu".into(),
            message: "It works.\n動いています。".into(),
        }
    }
}

/// The body that is sent.
///
/// # Errors
/// The template does not become JSON.
pub fn rendered(template: &str, payload: &Payload) -> Result<String, Mistake> {
    if template.is_empty() {
        let form = |error: serde_json::Error| Mistake { line: 1, why: Why::Form, detail: error.to_string() };
        #[derive(Serialize)]
        struct Usual<'p> {
            #[serde(rename = "type")]
            kind: &'p str,
            timestamp: &'p str,
            data: serde_json::Value,
        }
        let mut data = serde_json::to_value(payload).map_err(form)?;
        // They stand above it.
        data.as_object_mut()
            .into_iter()
            .for_each(|data| ["type", "timestamp"].iter().for_each(|key| drop(data.remove(*key))));
        let usual = Usual { kind: &payload.kind, timestamp: &payload.timestamp, data };
        return serde_json::to_string_pretty(&usual).map_err(form);
    }
    filled_json(template, payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_is_offered_is_known() {
        for name in Payload::NAMES {
            assert!(rendered(&format!("{{{{ {name} }}}}"), &Payload::sample()).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_people_wrote_stays_inside_its_string() {
        let mut payload = Payload::sample();
        payload.ticket.subject = "\", \"admin\": true, \"x\": \"".into();
        let body = rendered(r#"{"text": {{ ticket.subject }}}"#, &payload).unwrap();
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(read["text"], payload.ticket.subject);
        assert_eq!(read.as_object().map(serde_json::Map::len), Some(1));
    }

    #[test]
    fn the_usual_body_has_type_timestamp_and_data() {
        let read: serde_json::Value = serde_json::from_str(&rendered("", &Payload::sample()).unwrap()).unwrap();
        assert_eq!(
            (read["type"].as_str(), read["data"]["ticket"]["number"].as_i64()),
            (Some("webhook.test"), Some(100_042))
        );
        assert!(read["timestamp"].is_string() && read["data"]["timestamp"].is_null());
    }
}
