//! Amazon SES by way of SNS: a receipt rule's SNS action publishes the message
//! (<https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html>), SNS posts it, signed
//! (<https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>).

use super::{Heard, Piece, Posted, Wrong, emails, is_fresh, sign};
use base::{Email, Moment};
use serde::Deserialize;
use url::Url;
use x509_cert::Certificate;
use x509_cert::der::DecodePem;

/// A message of SNS.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Notification {
    #[serde(rename = "Type")]
    kind: String,
    message_id: String,
    token: String,
    topic_arn: String,
    subject: Option<String>,
    message: String,
    timestamp: String,
    signature_version: String,
    signature: String,
    #[serde(rename = "SigningCertURL")]
    certificate: String,
    #[serde(rename = "SubscribeURL")]
    subscribe: String,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Received {
    content: Option<String>,
    receipt: Receipt,
    mail: Mail,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Receipt {
    recipients: Vec<String>,
    action: Action,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Action {
    encoding: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Mail {
    source: String,
    message_id: String,
}

impl Notification {
    /// Of the topic that somebody has named, and no other.
    pub fn read(posted: &Posted) -> Result<Self, Wrong> {
        let read: Self = serde_json::from_slice(&posted.body).map_err(|_| Wrong::Form)?;
        let topic = posted.secret.reveal().trim();
        if topic.is_empty() || read.topic_arn != topic {
            return Err(Wrong::Signature);
        }
        Ok(read)
    }

    /// Where its certificate lies; none: that is no place of Amazon's.
    pub fn certificate_url(&self) -> Option<&str> {
        is_amazons(&self.certificate).then_some(self.certificate.as_str())
    }

    /// What it says, if it was signed with this certificate.
    ///
    /// # Errors
    /// It was not, or too long ago, or says nothing we know.
    pub fn heard(&self, certificate: &[u8], now: Moment) -> Result<Heard, Wrong> {
        let certificate = Certificate::from_pem(certificate).map_err(|_| Wrong::Signature)?;
        let key = certificate.tbs_certificate.subject_public_key_info.subject_public_key;
        let key = key.as_bytes().ok_or(Wrong::Signature)?;
        let sha1 = match self.signature_version.as_str() {
            "1" => true,
            "2" => false,
            _ => return Err(Wrong::Signature),
        };
        let tag = sign::base64(&self.signature).ok_or(Wrong::Signature)?;
        if !sign::rsa(key, sha1, self.signed().as_bytes(), &tag) {
            return Err(Wrong::Signature);
        }
        let at = Moment::from_rfc3339(&self.timestamp).ok_or(Wrong::Form)?;
        if !is_fresh(at.millis() / 1_000, now) {
            return Err(Wrong::Stale);
        }
        match self.kind.as_str() {
            "SubscriptionConfirmation" if is_amazons(&self.subscribe) => Ok(Heard::Confirm(self.subscribe.clone())),
            "Notification" => self.received(),
            "UnsubscribeConfirmation" => Ok(Heard::Nothing),
            _ => Err(Wrong::Form),
        }
    }

    /// The fields that are signed, each with its name on a line of its own.
    fn signed(&self) -> String {
        let fields: Vec<(&str, &str)> = if self.kind == "Notification" {
            let subject = self.subject.as_deref().map(|subject| ("Subject", subject));
            [("Message", self.message.as_str()), ("MessageId", self.message_id.as_str())]
                .into_iter()
                .chain(subject)
                .chain([
                    ("Timestamp", self.timestamp.as_str()),
                    ("TopicArn", self.topic_arn.as_str()),
                    ("Type", self.kind.as_str()),
                ])
                .collect()
        } else {
            vec![
                ("Message", self.message.as_str()),
                ("MessageId", self.message_id.as_str()),
                ("SubscribeURL", self.subscribe.as_str()),
                ("Timestamp", self.timestamp.as_str()),
                ("Token", self.token.as_str()),
                ("TopicArn", self.topic_arn.as_str()),
                ("Type", self.kind.as_str()),
            ]
        };
        fields.into_iter().map(|(name, value)| format!("{name}\n{value}\n")).collect()
    }

    fn received(&self) -> Result<Heard, Wrong> {
        let received: Received = serde_json::from_str(&self.message).map_err(|_| Wrong::Form)?;
        // SES says so once when the rule is made, and of mail that was too large: without the message.
        let Some(content) = received.content else { return Ok(Heard::Nothing) };
        let raw = if received.receipt.action.encoding.eq_ignore_ascii_case("base64") {
            let bare: String = content.split_whitespace().collect();
            sign::base64(&bare).ok_or(Wrong::Form)?
        } else {
            content.into_bytes()
        };
        let name = Some(received.mail.message_id).filter(|id| !id.is_empty()).map(|id| format!("ses {id}"));
        Ok(Heard::Mail(vec![Piece {
            raw: raw.into(),
            mail_from: Email::parse(&received.mail.source),
            rcpt: emails(&received.receipt.recipients),
            remote: None,
            name,
        }]))
    }
}

/// `https://sns.REGION.amazonaws.com/…`, also in China.
fn is_amazons(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let host = url.host_str().unwrap_or_default();
    let region = host
        .strip_prefix("sns.")
        .and_then(|rest| rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn")));
    let sound = region.is_some_and(|region| {
        !region.is_empty()
            && region.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-')
    });
    url.scheme() == "https" && sound && url.port().is_none() && url.username().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_come_from_amazon_alone() {
        for (url, ours) in [
            ("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-x.pem", true),
            ("https://sns.cn-north-1.amazonaws.com.cn/x.pem", true),
            ("http://sns.eu-west-1.amazonaws.com/x.pem", false),
            ("https://sns.eu-west-1.amazonaws.com.evil.example/x.pem", false),
            ("https://sns.evil.example/.amazonaws.com", false),
            ("https://evil.example/sns.eu-west-1.amazonaws.com", false),
            ("https://sns.a.b.amazonaws.com/x.pem", false),
            ("https://sns.eu-west-1.amazonaws.com:8443/x.pem", false),
            ("https://sns.eu-west-1.amazonaws.com@evil.example/x.pem", false),
            ("https://s3.amazonaws.com/sns/x.pem", false),
        ] {
            assert_eq!(is_amazons(url), ours, "{url}");
        }
    }
}
