//! Where a letter's signature begins: the sign of RFC 3676, a rule with an address under it, or a telephone's greeting.

use super::{line::Line, separator::is_rule};
use crate::words;

/// Most lines of a signature under a rule.
const LINES: usize = 14;

/// The first line of the signature at the end of `lines`; `None` when there is none. What stands above one may be
/// another: a name under two dashes, then the telephone's greeting.
pub(super) fn start(lines: &[Line]) -> Option<usize> {
    let mut start = None;
    for _ in 0..4 {
        match last(&lines[..start.unwrap_or(lines.len())]) {
            Some(found) => start = Some(found),
            None => break,
        }
    }
    start
}

fn last(lines: &[Line]) -> Option<usize> {
    let end = lines.iter().rposition(|line| !line.is_blank())? + 1;
    let lines = &lines[..end];
    let marked = trailing(lines, |line| line.marked_signature);
    [marked, delimited(lines), ruled(lines), from_a_device(lines)].into_iter().flatten().min()
}

/// Lines at the end for which `test` holds, blank ones between them included.
fn trailing(lines: &[Line], test: impl Fn(&Line) -> bool) -> Option<usize> {
    let start = lines.iter().rposition(|line| !line.is_blank() && !test(line)).map_or(0, |at| at + 1);
    (start..lines.len()).find(|at| !lines[*at].is_blank())
}

/// `-- ` on a line of its own (RFC 3676 §4.3), with or without its space.
fn delimited(lines: &[Line]) -> Option<usize> {
    let at =
        lines.iter().rposition(|line| matches!(line.text.as_str(), "--" | "—" | "――" | "－－" | "--=20" | "__"))?;
    let below = lines[at + 1..].iter().filter(|line| !line.is_blank());
    let long = below.clone().any(|line| line.raw.len() > 400);
    (below.count() <= 40 && !long).then_some(at)
}

/// A rule, then at most [`LINES`] short lines that name an address, a telephone or a firm; perhaps a rule again.
fn ruled(lines: &[Line]) -> Option<usize> {
    let closed = lines.last().is_some_and(|line| is_rule(&line.text));
    let inner = if closed { &lines[..lines.len() - 1] } else { lines };
    let at = inner.iter().rposition(|line| is_rule(&line.text))?;
    let block: Vec<&Line> = inner[at + 1..].iter().filter(|line| !line.is_blank()).collect();
    let short = !block.is_empty() && block.len() <= LINES && block.iter().all(|line| line.text.chars().count() <= 120);
    let contacts = block.iter().filter(|line| names_a_contact(&line.text)).count();
    // Nobody rules off a part of what they say with underscores.
    let underscored = inner[at].text.chars().all(|c| c == '_') && block.len() >= 2;
    let names = |line: &&Line| is_bare_name(&line.text) || closed && is_link(&line.text);
    let named = (closed || underscored) && block.len() <= 4 && block.iter().all(names);
    let found = short && (named || contacts > usize::from(!closed && block.len() > 8));
    found.then(|| topmost(inner, at))
}

/// A signature may have a rule inside, between the firm and how to reach it.
fn topmost(lines: &[Line], mut at: usize) -> usize {
    while let Some(above) = lines[..at].iter().rposition(|line| is_rule(&line.text)) {
        let block = || lines[above + 1..at].iter().filter(|line| !line.is_blank());
        let belongs = (1..=4).contains(&block().count())
            && block().all(|line| is_bare_name(&line.text) || names_a_contact(&line.text) || has_link(&line.text));
        if !belongs {
            break;
        }
        at = above;
    }
    at
}

/// A name or a firm and nothing that says something: no label, figure or end of a sentence.
fn is_bare_name(text: &str) -> bool {
    text.chars().count() <= 30
        && !text
            .contains(|c: char| c.is_numeric() || matches!(c, ':' | '：' | '。' | '.' | '?' | '？' | '!' | '！' | '、'))
}

/// "Sent from my iPhone" and its kin, as the last lines.
fn from_a_device(lines: &[Line]) -> Option<usize> {
    trailing(lines, |line| names_a_device(&line.text) || might_name_a_device(&line.text))
}

/// "Sent from" and few words: at the end of a letter it is what a program added, elsewhere somebody may have said it.
fn might_name_a_device(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split_whitespace().count();
    let begins =
        ["sent from my ", "sent from a ", "sent a ", "sent from "].iter().any(|start| lower.starts_with(start));
    let advertises = words::DEVICE_SENT.opens(&lower) && (2..=5).contains(&words) && !ends_a_sentence(&lower);
    (begins && words <= 8 || advertises) && !lower.contains([',', ';', ':'])
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？'])
}

/// "Sent from my iPhone", "iPhoneから送信".
pub(super) fn names_a_device(text: &str) -> bool {
    let lower = without_link(text).to_lowercase();
    let length = lower.chars().count();
    if length > 100 {
        return false;
    }
    let japanese = [
        "から送信",
        "から送信されました",
        "で送信",
        "より送信",
        "から転送",
        "에서 보냄",
        "에서 보냈습니다",
        "から送信。",
        "から送信しています",
        "から送信しています。",
        "から送信しております",
        "から送信しております。",
        "gönderildi",
        "-ról küldve",
        "-ről küldve",
        "보냄",
    ]
    .iter()
    .any(|end| lower.ends_with(end));
    let device = words::DEVICE_SENT.begins(&lower) && words::DEVICES.occurs(&lower);
    let outlook = lower.contains("outlook") && ["ios", "android", "mac"].iter().any(|system| lower.contains(system));
    let advertised = lower.contains("outlook") && lower.contains("を入手")
        || outlook && text.contains("aka.ms/")
        || lower == "yahoo mail: search, organize, conquer";
    advertised
        || (japanese && length <= 40)
        || (device
            && (!lower.contains(", ")
                || ["phone", "smartphone", "device"].iter().any(|end| lower.ends_with(end))
                || words::EXCUSES.occurs(&lower)))
}

/// `Mail<https://…> for Windows` is "Mail for Windows".
fn without_link(text: &str) -> String {
    match text.split_once("<http") {
        Some((before, rest)) => format!("{before}{}", rest.split_once('>').map_or("", |(_, after)| after)),
        None => text.to_owned(),
    }
}

/// What stands between the sides of a drawn box.
fn inside_a_box(text: &str) -> &str {
    text.trim_matches(['|', '│', '┃', '║', '｜', '*', '#', '＊', '■', '□', '◆', '◇', '●', '○', ' ', '\u{3000}'])
}

/// A link and nothing else.
fn is_link(text: &str) -> bool {
    has_link(text) && !text.contains(char::is_whitespace)
}

fn has_link(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| text.to_lowercase().contains(start))
}

/// An address, a telephone number, a firm; not a sentence that speaks of them, nor a link, which people send as well.
fn names_a_contact(text: &str) -> bool {
    let text = inside_a_box(text);
    if text.chars().count() > 80 && text.ends_with('.') {
        return false;
    }
    let lower = text.to_lowercase();
    let words =
        || lower.split(|c: char| c.is_whitespace() || "<>()[]:：/|".contains(c)).filter(|word| !word.is_empty());
    let address = words()
        .any(|word| word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')));
    let labelled = words::LABELS
        .after(&lower)
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || ":：.+(/".contains(c)));
    address || labelled || is_number(text) || words::FIRMS.occurs_whole(&lower)
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let written = text.chars().all(|c| c.is_alphanumeric() || " +-()/.:".contains(c));
    digits >= 9 && digits * 2 > text.chars().count() && written && text.contains(['-', '+', '('])
}
