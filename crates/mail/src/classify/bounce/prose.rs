//! Bounces in words alone: qmail, Exim, Sendmail, Exchange, Gmail, Yahoo and the Japanese carriers.

use super::{Bounce, Letter, Verdict, status};
use crate::header::one_line;
use crate::words;
use base::Email;

/// Reads a bounce that has no machine-readable part. Two witnesses are needed: that a mail system speaks, and that it
/// speaks of failure; a person may have a daemon's name or write about returned mail.
pub(super) fn read(letter: &Letter<'_>) -> Option<Verdict> {
    let declared = exim_recipients(letter);
    let report = letter.root.is("multipart/report")
        && letter.root.kind.parameters.plain("report-type").is_some_and(|t| t.eq_ignore_ascii_case("delivery-status"));
    let said = before_the_copy(letter.text);
    let witnessed = is_mail_system(letter) && (is_failure_subject(letter.subject) || speaks_of_failure(said));
    if declared.is_empty() && !report && !witnessed {
        return None;
    }
    let recipients = if declared.is_empty() { recipients(said, letter) } else { declared };
    let recipients = if recipients.is_empty() { vec![String::new()] } else { recipients };
    let delayed = is_delay(letter.subject, said);
    let bounces = recipients.into_iter().map(|recipient| {
        let reason = reason(said, &recipient);
        let by_code = status::is_permanent(&reason).or_else(|| status::is_permanent(said));
        Bounce {
            status: status::enhanced(&reason).or_else(|| status::enhanced(said)).unwrap_or_default(),
            permanent: !delayed && by_code.unwrap_or(true),
            delayed,
            reason,
            recipient,
            original_message_id: None,
        }
    });
    Some(Verdict::Failed(bounces.take(1_000).collect()))
}

/// Exim names them in a field of its own.
fn exim_recipients(letter: &Letter<'_>) -> Vec<String> {
    let fields = letter.root.fields.all("x-failed-recipients").take(20);
    fields
        .flat_map(|field| crate::header::addresses(field, None, 1_000))
        .map(|address| address.email.as_str().to_owned())
        .collect()
}

/// The null sender, or an address that only mail systems have.
fn is_mail_system(letter: &Letter<'_>) -> bool {
    let from = letter.from;
    letter.marks.return_path.as_deref() == Some("")
        || from.is_some_and(|from| words::MAILBOXES.has(&from.email.local().to_ascii_lowercase()))
        || from.and_then(|from| from.name.as_deref()).is_some_and(|name| words::NAMES.has(&name.to_lowercase()))
}

fn is_failure_subject(subject: &str) -> bool {
    words::FAILURES.occurs(&subject.to_lowercase())
}

fn speaks_of_failure(said: &str) -> bool {
    words::SENTENCES.occurs(&said.to_lowercase())
}

/// A warning that the system still tries.
fn is_delay(subject: &str, said: &str) -> bool {
    let text = format!("{subject}\n{said}").to_lowercase();
    words::DELAYS.occurs(&text) || subject.to_lowercase().contains("(delay)")
}

/// The report itself, without the returned message below it.
fn before_the_copy(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.to_lowercase();
        if at > 0
            && (words::COPIES.occurs(&lower) || lower.starts_with("received:") || lower.starts_with("return-path:"))
        {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

/// The addresses that failed: those at the start of a line before a colon, else those that have a line to themselves,
/// else any. Our own and the mail system's do not count where others are named.
fn recipients(said: &str, letter: &Letter<'_>) -> Vec<String> {
    let us: Vec<String> = letter
        .root
        .fields
        .all("to")
        .take(5)
        .flat_map(|field| crate::header::addresses(field, None, 20))
        .map(|a| a.email.canonical())
        .collect();
    let foreign = |email: &Email| {
        let canonical = email.canonical();
        !us.contains(&canonical)
            && letter.from.is_none_or(|from| from.email != *email)
            && !canonical.starts_with("postmaster@")
            && !canonical.starts_with("mailer-daemon@")
    };
    let mut ranked: [Vec<String>; 3] = Default::default();
    for line in said.lines().take(5_000) {
        for (rank, email) in addresses_in(line) {
            let text = email.as_str().to_owned();
            if foreign(&email) && !ranked[rank].contains(&text) && ranked[rank].len() < 100 {
                ranked[rank].push(text);
            }
        }
    }
    ranked.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// The addresses in a line, with how much their place says: 0 before a colon, 1 alone, 2 among words.
fn addresses_in(line: &str) -> Vec<(usize, Email)> {
    let words = line.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>'
                    | '('
                    | ')'
                    | '"'
                    | ','
                    | ';'
                    | '['
                    | ']'
                    | '「'
                    | '」'
                    | '：'
                    | '\''
                    | '、'
                    | '。'
                    | '，'
                    | '（'
                    | '）'
                    | '“'
                    | '”'
            )
    });
    let words =
        words.map(|word| word.trim_start_matches("mailto:").trim_start_matches("SMTP:").trim_end_matches([':', '.']));
    let found: Vec<Email> = words.filter(|word| word.contains('@')).filter_map(Email::parse).collect();
    let trimmed = line.trim();
    let rank = |email: &Email| {
        let before_colon = trimmed
            .trim_start_matches('<')
            .strip_prefix(email.as_str())
            .is_some_and(|rest| rest.trim_start_matches('>').trim_start().starts_with(':'));
        let alone = trimmed.trim_matches(['<', '>', ' ', '.', '-', '*']).len() <= email.as_str().len() + 1;
        if before_colon {
            0
        } else if alone {
            1
        } else {
            2
        }
    };
    found.into_iter().take(20).map(|email| (rank(&email), email)).collect()
}

/// The paragraph that begins with the recipient's line.
fn reason(said: &str, recipient: &str) -> String {
    let Some(at) = (!recipient.is_empty()).then(|| said.find(recipient)).flatten() else { return String::new() };
    let rest = said[at + recipient.len()..].trim_start_matches(['>', ':', ' ']).trim_start();
    let paragraph = rest.split("\n\n").next().unwrap_or(rest);
    one_line(paragraph).chars().take(500).collect()
}
