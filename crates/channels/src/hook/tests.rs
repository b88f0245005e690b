//! Each provider with its signature, and whoever only pretends to be one.

use super::sns::Notification;
use super::*;
use ::rsa::pkcs8::{EncodePrivateKey, LineEnding};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};

const LETTER: &str = "From: Kei <kei@customer.example>\r\nTo: support@desk.example\r\nSubject: Parcel\r\nMessage-ID: <1@customer.example>\r\n\r\nWhere is it?\r\n";
const NOW: Moment = Moment(1_790_000_000_000);

fn posted(kind: HookKind, secret: &str, content_type: &str, body: impl Into<Bytes>) -> Posted {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_str(content_type).unwrap());
    Posted {
        kind,
        url: "https://desk.example/hooks/mail/token".into(),
        headers,
        body: body.into(),
        query: Vec::new(),
        secret: Hidden::new(secret),
        now: NOW,
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

const FORM: &str = "application/x-www-form-urlencoded";

fn one(heard: Result<Heard, Wrong>) -> Piece {
    let Ok(Heard::Mail(mut pieces)) = heard else { panic!("{heard:?}") };
    assert_eq!(pieces.len(), 1);
    pieces.remove(0)
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

#[test]
fn a_program_posts_the_message_as_it_is() {
    let mut call = posted(HookKind::Raw, "", "message/rfc822", LETTER);
    call.query = vec![("from".into(), "kei@customer.example".into()), ("to".into(), "support@desk.example".into())];
    let piece = one(heard(&call));
    assert_eq!((piece.raw.as_ref(), piece.name), (LETTER.as_bytes(), None));
    assert_eq!(
        (piece.mail_from, piece.rcpt),
        (Some(email("kei@customer.example")), vec![email("support@desk.example")])
    );
    for nonsense in ["", "{\"a\": 1}", "<html>", "hello there", "no header\r\n\r\nbody: x"] {
        assert_eq!(heard(&posted(HookKind::Raw, "", "text/plain", nonsense)), Err(Wrong::Form), "{nonsense:?}");
    }
}

fn mailgun(secret: &str, timestamp: i64, token: &str, key: &str) -> Posted {
    let timestamp = timestamp.to_string();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), format!("{timestamp}{token}").as_bytes());
    let hex: String = tag.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    let fields = [
        ("recipient", "support@desk.example"),
        ("sender", "kei@customer.example"),
        ("timestamp", &timestamp),
        ("token", token),
        ("signature", &hex),
        ("body-mime", LETTER),
    ];
    posted(HookKind::Mailgun, secret, FORM, form(&fields))
}

#[test]
fn mailgun_signs_with_its_key() {
    let now = NOW.millis() / 1_000;
    let piece = one(heard(&mailgun("key", now, "token", "key")));
    assert_eq!((piece.raw.as_ref(), piece.name.as_deref()), (LETTER.as_bytes(), Some("mailgun token")));
    assert_eq!(heard(&mailgun("key", now, "token", "another")), Err(Wrong::Signature));
    assert_eq!(heard(&mailgun("", now, "token", "")), Err(Wrong::Signature), "no key is no key");
    assert_eq!(heard(&mailgun("key", now - 90_000, "token", "key")), Err(Wrong::Stale));
    let bare = posted(HookKind::Mailgun, "key", FORM, form(&[("body-mime", LETTER)]));
    assert_eq!(heard(&bare), Err(Wrong::Signature));
}

#[test]
fn sendgrid_signs_the_whole_body() {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
    // RFC 5480: id-ecPublicKey with prime256v1.
    let mut spki = STANDARD.decode("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=").unwrap();
    spki.extend_from_slice(pair.public_key().as_ref());
    let key = STANDARD.encode(spki);
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n{{\"to\":[\"support@desk.example\"],\"from\":\"kei@customer.example\"}}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"sender_ip\"\r\n\r\n192.0.2.7\r\n\
         --x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n{LETTER}\r\n--x--\r\n"
    );
    let signed = |body: &str, at: i64| {
        let tag = pair.sign(&random, format!("{at}{body}").as_bytes()).unwrap();
        let mut call = posted(HookKind::SendGrid, &key, "multipart/form-data; boundary=x", body.to_owned());
        let put =
            |headers: &mut HeaderMap, name: &'static str, value: String| headers.insert(name, value.parse().unwrap());
        put(&mut call.headers, "x-twilio-email-event-webhook-signature", STANDARD.encode(tag.as_ref()));
        put(&mut call.headers, "x-twilio-email-event-webhook-timestamp", at.to_string());
        call
    };
    let now = NOW.millis() / 1_000;
    let piece = one(heard(&signed(&body, now)));
    assert_eq!(piece.raw.as_ref(), LETTER.as_bytes());
    assert_eq!((piece.rcpt, piece.remote), (vec![email("support@desk.example")], "192.0.2.7".parse().ok()));
    let mut forged = signed(&body, now);
    forged.body = body.replace("Where is it?", "Send money!!").into();
    assert_eq!(heard(&forged), Err(Wrong::Signature));
    assert_eq!(heard(&signed(&body, now - 90_000)), Err(Wrong::Stale));
    let unsigned = posted(HookKind::SendGrid, &key, "multipart/form-data; boundary=x", body.clone());
    assert_eq!(heard(&unsigned), Err(Wrong::Signature));
    let trusting = posted(HookKind::SendGrid, "", "multipart/form-data; boundary=x", body);
    assert!(heard(&trusting).is_ok(), "without a policy its address alone is secret");
}

#[test]
fn postmark_brings_a_name_and_a_password() {
    let body = serde_json::json!({ "RawEmail": LETTER, "MessageID": "m-1", "OriginalRecipient": "support@desk.example", "From": "kei@customer.example" });
    let call = |shown: Option<&str>| {
        let mut call = posted(HookKind::Postmark, "kippu:secret", "application/json", body.to_string());
        if let Some(shown) = shown {
            let field = format!("Basic {}", STANDARD.encode(shown));
            call.headers.insert("authorization", field.parse().unwrap());
        }
        call
    };
    let piece = one(heard(&call(Some("kippu:secret"))));
    assert_eq!((piece.name.as_deref(), piece.rcpt), (Some("postmark m-1"), vec![email("support@desk.example")]));
    assert_eq!(heard(&call(Some("kippu:guess"))), Err(Wrong::Signature));
    assert_eq!(heard(&call(None)), Err(Wrong::Signature));
    let without = posted(HookKind::Postmark, "", "application/json", r#"{"TextBody":"x"}"#);
    assert_eq!(heard(&without), Err(Wrong::Form), "the raw message must be included");
}

#[test]
fn mandrill_signs_its_address_and_its_fields() {
    let event = |raw: &str| {
        serde_json::json!([{ "event": "inbound", "msg": { "raw_msg": raw, "email": "support@desk.example", "from_email": "kei@customer.example" } }, { "event": "send" }]).to_string()
    };
    let signed = |events: &str, key: &str| {
        let mut call = posted(HookKind::Mandrill, "key", FORM, form(&[("mandrill_events", events)]));
        let text = format!("{}mandrill_events{events}", call.url);
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes()), text.as_bytes());
        call.headers.insert("x-mandrill-signature", STANDARD.encode(tag.as_ref()).parse().unwrap());
        call
    };
    assert_eq!(one(heard(&signed(&event(LETTER), "key"))).raw.as_ref(), LETTER.as_bytes());
    assert_eq!(heard(&signed(&event(LETTER), "guess")), Err(Wrong::Signature));
    assert_eq!(heard(&signed("[]", "key")), Ok(Heard::Nothing));
    let mut elsewhere = signed(&event(LETTER), "key");
    elsewhere.url = "https://other.example/hooks/mail/token".into();
    assert_eq!(heard(&elsewhere), Err(Wrong::Signature));
}

/// A topic of Amazon's, with a certificate of our own.
struct Topic {
    pair: RsaKeyPair,
    certificate: String,
}

const ARN: &str = "arn:aws:sns:eu-west-1:012345678912:mail";

impl Topic {
    fn new() -> Self {
        let key = ::rsa::RsaPrivateKey::new(&mut ::rsa::rand_core::OsRng, 2_048).unwrap();
        let pair = rcgen::KeyPair::from_pem(&key.to_pkcs8_pem(LineEnding::LF).unwrap()).unwrap();
        let named = rcgen::CertificateParams::new(vec!["sns.amazonaws.com".into()]).unwrap();
        let certificate = named.self_signed(&pair).unwrap().pem();
        Self { pair: RsaKeyPair::from_pkcs8(key.to_pkcs8_der().unwrap().as_bytes()).unwrap(), certificate }
    }

    fn says(&self, kind: &str, message: &str, timestamp: &str, more: &[(&str, &str)]) -> Posted {
        let mut fields = vec![
            ("Message", message),
            ("MessageId", "id"),
            ("Timestamp", timestamp),
            ("TopicArn", ARN),
            ("Type", kind),
        ];
        fields.extend(more);
        fields.sort();
        let text: String = fields.iter().map(|(name, value)| format!("{name}\n{value}\n")).collect();
        let mut tag = vec![0; self.pair.public().modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut tag).unwrap();
        let mut body: serde_json::Map<String, serde_json::Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        body.insert("SignatureVersion".into(), "2".into());
        body.insert("Signature".into(), STANDARD.encode(tag).into());
        body.insert("SigningCertURL".into(), "https://sns.eu-west-1.amazonaws.com/x.pem".into());
        posted(HookKind::Ses, ARN, "text/plain; charset=UTF-8", serde_json::Value::Object(body).to_string())
    }

    fn heard(&self, call: &Posted) -> Result<Heard, Wrong> {
        Notification::read(call)?.heard(self.certificate.as_bytes(), NOW)
    }
}

fn received(encoding: &str, content: &str) -> String {
    let action = serde_json::json!({ "type": "SNS", "encoding": encoding });
    serde_json::json!({
        "notificationType": "Received",
        "receipt": { "recipients": ["support@desk.example"], "action": action },
        "mail": { "source": "kei@customer.example", "messageId": "m-1" },
        "content": content,
    })
    .to_string()
}

#[test]
fn amazon_signs_every_field_with_its_certificate() {
    let topic = Topic::new();
    let at = "2026-09-21T14:13:20.000Z";
    let base64 = received("BASE64", &STANDARD.encode(LETTER));
    for message in [received("UTF8", LETTER), base64] {
        let piece = one(topic.heard(&topic.says(
            "Notification",
            &message,
            at,
            &[("Subject", "Amazon SES Email Receipt Notification")],
        )));
        assert_eq!((piece.raw.as_ref(), piece.name.as_deref()), (LETTER.as_bytes(), Some("ses m-1")));
    }
    let mut forged = topic.says("Notification", &received("UTF8", LETTER), at, &[]);
    forged.body = String::from_utf8(forged.body.to_vec()).unwrap().replace("Where is it?", "Send money!!").into();
    assert_eq!(topic.heard(&forged), Err(Wrong::Signature));
    let stale = topic.says("Notification", &received("UTF8", LETTER), "2026-09-01T14:13:20.000Z", &[]);
    assert_eq!(topic.heard(&stale), Err(Wrong::Stale));
    let mut elsewhere = topic.says("Notification", &received("UTF8", LETTER), at, &[]);
    elsewhere.secret = Hidden::new("arn:aws:sns:eu-west-1:999999999999:other");
    assert_eq!(topic.heard(&elsewhere), Err(Wrong::Signature), "of another topic");
}

#[test]
fn amazon_is_answered_when_it_asks_whether_anybody_is_here() {
    let topic = Topic::new();
    let at = "2026-09-21T14:13:20.000Z";
    let asked = |url: &str| {
        topic.heard(&topic.says("SubscriptionConfirmation", "Confirm", at, &[("SubscribeURL", url), ("Token", "t")]))
    };
    let url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription";
    assert_eq!(asked(url), Ok(Heard::Confirm(url.to_owned())));
    assert_eq!(asked("https://evil.example/"), Err(Wrong::Form), "nobody is sent elsewhere");
}
