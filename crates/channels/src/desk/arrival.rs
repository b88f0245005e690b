//! A parsed message in the desk's own terms.

use base::{Address, Email, Language};
use desk::channel::{Arrival, Failure, Nature, Verdicts};
use desk::conversation::NewAttachment;
use mail::{Kind, Parsed, Warning};

/// `files` are the parsed attachments, kept.
pub fn arrival(parsed: Parsed, files: Vec<NewAttachment>) -> Arrival {
    let original_from = ["x-original-from", "x-original-sender"].iter().find_map(|name| address(parsed.header(name)?));
    let field = |name| parsed.header(name).unwrap_or_default().trim().to_owned();
    let conversation = (field("thread-index"), field("thread-topic"));
    let whole = parsed.reply_text.trim().is_empty() || parsed.reply_text == parsed.text;
    Arrival {
        parser: mail::PARSER,
        verdicts: Verdicts::none(),
        spam_mark: is_marked_spam(&parsed),
        spam_score: spam_score(&parsed),
        header: header(&parsed),
        answerable: None,
        protection: None,
        learned: Vec::new(),
        unanswerable: parsed.marks.forbids_automatic_answers() || hops(&parsed) > 50,
        hops: hops(&parsed),
        list: list(&parsed),
        proved: is_proved(&parsed),
        nature: nature(&parsed.kind),
        failures: parsed.bounce.iter().map(failure).collect(),
        language: parsed.language.as_deref().and_then(Language::from_tag),
        warnings: parsed.warnings.iter().map(key).collect(),
        forwarded_from: forwarded_author(&parsed),
        original_from,
        new_text: if whole { String::new() } else { parsed.reply_text },
        new_html: parsed.reply_html,
        from: parsed.from.or(parsed.sender),
        reply_to: parsed.reply_to,
        to: parsed.to,
        cc: parsed.cc,
        conversation,
        delivered_to: parsed.delivered_to,
        subject: parsed.subject,
        message_id: parsed.message_id,
        in_reply_to: parsed.in_reply_to,
        references: parsed.references,
        date: parsed.date,
        text: parsed.text,
        html: parsed.html,
        files,
    }
}

fn hops(parsed: &Parsed) -> usize {
    parsed.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("received")).count()
}

/// The address people write to when they write to the list (RFC 2369 §3.4, and what was before it).
fn list(parsed: &Parsed) -> Option<Email> {
    let post = parsed.header("list-post").into_iter().flat_map(|field| field.split(['<', '>', ',']));
    let post = post.filter_map(|part| part.trim().strip_prefix("mailto:")?.split('?').next().and_then(Email::parse));
    let named = ["mailing-list", "x-beenthere"]
        .into_iter()
        .filter_map(|name| parsed.header(name)?.split([' ', ';', ',']).find_map(Email::parse));
    post.chain(named).next()
}

/// The marks of SpamAssassin and its kin, and Exchange's confidence level from 5 on.
fn is_marked_spam(parsed: &Parsed) -> bool {
    let says = |name: &str, word: &str| {
        parsed.header(name).is_some_and(|value| value.trim().to_ascii_lowercase().starts_with(word))
    };
    let level = parsed.header("x-ms-exchange-organization-scl").and_then(|level| level.trim().parse::<i32>().ok());
    says("x-spam-flag", "yes")
        || says("x-spam-status", "yes")
        || says("x-spam", "yes")
        || says("x-barracuda-spam-flag", "yes")
        || parsed.header("x-forefront-antispam-report").is_some_and(|report| report.contains("SFV:SPM"))
        || level.is_some_and(|level| level >= 5)
}

/// Points as SpamAssassin, Rspamd and their kin write them down, in tenths.
fn spam_score(parsed: &Parsed) -> Option<i64> {
    let after = |text: &str, mark: char| {
        let rest = text.split_once(mark)?.1.trim_start();
        let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')).collect();
        digits.parse::<f64>().ok()
    };
    let whole = |name: &str| parsed.header(name).and_then(|value| value.trim().parse::<f64>().ok());
    let status = || parsed.header("x-spam-status").and_then(|value| after(value.split_once("score")?.1, '='));
    let result = || parsed.header("x-spamd-result").and_then(|value| after(value, '['));
    let level = || {
        let stars = parsed.header("x-spam-level")?.trim();
        (!stars.is_empty() && stars.chars().all(|c| c == '*')).then(|| stars.len() as f64)
    };
    let score = whole("x-spam-score").or_else(status).or_else(result).or_else(level)?;
    (score.is_finite() && score.abs() < 100_000.0).then(|| (score * 10.0).round() as i64)
}

/// Lines of a header, and characters of one, that are remembered to be asked about.
const MOST_LINES: usize = 200;
const LONGEST_LINE: usize = 2_000;

fn header(parsed: &Parsed) -> Vec<(String, String)> {
    let short = |text: &String| text.chars().take(LONGEST_LINE).collect::<String>().trim().to_owned();
    parsed.headers.iter().take(MOST_LINES).map(|(name, value)| (short(name), short(value))).collect()
}

/// Whoever wrote what was passed on: an enclosed message is a better word than lines of text.
fn forwarded_author(parsed: &Parsed) -> Option<Address> {
    let enclosed = parsed.attachments.iter().find(|part| part.content_type == "message/rfc822");
    let enclosed = enclosed.filter(|_| mail::thread::is_forward(&parsed.subject));
    let author = |part: &mail::Part| mail::parse(&part.bytes, &mail::Limits::default()).ok()?.from;
    enclosed.and_then(author).or_else(|| mail::reply::forwarded_author(&parsed.text, &parsed.subject))
}

/// A header made for it says so, not a guess by wording.
fn is_proved(parsed: &Parsed) -> bool {
    let submitted = parsed.marks.auto_submitted.as_deref();
    match parsed.kind {
        // What a machine generates of itself (a shop's order, an alarm) is no reply and must not be passed over.
        Kind::AutoReply => submitted == Some("auto-replied") || parsed.marks.autoreply_fields,
        Kind::Bounce => {
            parsed.marks.return_path.as_deref() == Some("")
                || parsed.bounce.iter().any(|bounce| !bounce.status.is_empty())
        }
        Kind::List => parsed.marks.list_id.is_some() || parsed.marks.list_fields,
        Kind::Human | Kind::Receipt => true,
    }
}

fn nature(kind: &Kind) -> Nature {
    match kind {
        Kind::Human => Nature::Human,
        Kind::AutoReply => Nature::AutoReply,
        Kind::Bounce => Nature::Bounce,
        Kind::List => Nature::List,
        Kind::Receipt => Nature::Receipt,
    }
}

fn failure(bounce: &mail::Bounce) -> Failure {
    Failure {
        address: Email::parse(&bounce.recipient),
        status: bounce.status.clone(),
        permanent: bounce.permanent,
        delayed: bounce.delayed,
        reason: bounce.reason.clone(),
        letter: bounce.original_message_id.clone(),
    }
}

/// `Aya <aya@x.example>`, or the address alone.
fn address(field: &str) -> Option<Address> {
    match field.rsplit_once('<') {
        Some((name, rest)) => {
            Some(Address::new(name.trim().trim_matches('"'), Email::parse(rest.trim_end_matches('>'))?))
        }
        None => Email::parse(field).map(Address::bare),
    }
}

fn key(warning: &Warning) -> String {
    let key = match warning {
        Warning::NoHeader => "warning-no-header",
        Warning::NoSender => "warning-no-sender",
        Warning::RepeatedField(_) => "warning-repeated-field",
        Warning::LossyText => "warning-lossy-text",
        Warning::CharsetGuessed(_) => "warning-charset-guessed",
        Warning::BadDate => "warning-bad-date",
        Warning::Cut(_) => "warning-cut",
        Warning::MissingBoundary => "warning-missing-boundary",
        Warning::Encrypted => "warning-encrypted",
        Warning::SuspiciousAttachment(_) => "warning-suspicious-attachment",
    };
    key.to_owned()
}
