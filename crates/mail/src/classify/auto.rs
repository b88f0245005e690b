//! Automatic replies, lists and receipts.

use super::{Letter, Marks};
use crate::words;

/// A disposition notification (RFC 8098), or what mail programs send instead.
pub(super) fn is_receipt(letter: &Letter<'_>) -> bool {
    let report = letter.root.is("multipart/report")
        && letter
            .root
            .kind
            .parameters
            .plain("report-type")
            .is_some_and(|t| t.eq_ignore_ascii_case("disposition-notification"));
    let mut found = report;
    letter.root.walk(&mut |entity| found |= entity.is("message/disposition-notification"));
    found || is_receipt_in_words(letter)
}

/// Outlook's receipt without its machine-readable part. Two witnesses: the subject's prefix and the sentence.
fn is_receipt_in_words(letter: &Letter<'_>) -> bool {
    let start: String = letter.text.chars().take(1_000).collect();
    words::READ.begins(&letter.subject.trim().to_lowercase()) && words::WAS_READ.occurs(&start.to_lowercase())
}

/// Auto-Submitted decides (RFC 3834); else the fields of vacation programs; else a subject that only machines write.
pub(super) fn is_auto_reply(letter: &Letter<'_>) -> bool {
    let marks = letter.marks;
    let mut abuse_report = false;
    letter.root.walk(&mut |entity| abuse_report |= entity.is("message/feedback-report"));
    if abuse_report {
        return true;
    }
    match marks.auto_submitted.as_deref() {
        Some("no" | "") | None => {}
        Some(_) => return !is_list_traffic(marks),
    }
    marks.autoreply_fields || marks.precedence.as_deref() == Some("auto_reply") || has_automatic_subject(letter.subject)
}

/// Lists announce themselves; the automatic mail they carry is still list mail.
fn is_list_traffic(marks: &Marks) -> bool {
    marks.list_id.is_some() && marks.auto_submitted.as_deref() == Some("auto-generated") && !marks.autoreply_fields
}

pub(super) fn is_list(marks: &Marks) -> bool {
    marks.list_id.is_some()
        || marks.list_fields
        || matches!(marks.precedence.as_deref(), Some("list" | "bulk" | "junk"))
}

/// Subjects of automatic replies, at their start, in the languages of the usual mail systems.
fn has_automatic_subject(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    words::AUTOMATIC.begins(&subject) || in_brackets(&subject).is_some_and(|word| words::AUTOMATIC_WORDS.has(word))
}

/// What stands in brackets at the beginning.
fn in_brackets(subject: &str) -> Option<&str> {
    let inner = subject.strip_prefix(['[', '(', '【', '（', '＜', '<', '「', '《', '［'])?;
    inner.split_once([']', ')', '】', '）', '＞', '>', '」', '》', '］']).map(|(word, _)| word.trim())
}
