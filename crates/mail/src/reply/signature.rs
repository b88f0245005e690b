//! Where a letter's signature begins: the sign of RFC 3676, a rule with an address under it, or a telephone's greeting.

use super::{line::Line, separator::is_rule};

/// Most lines of a signature under a rule.
const LINES: usize = 14;

/// The first line of the signature at the end of `lines`; `None` when there is none.
pub(super) fn start(lines: &[Line]) -> Option<usize> {
    let end = lines.iter().rposition(|line| !line.is_blank())? + 1;
    let lines = &lines[..end];
    let marked = trailing(lines, |line| line.marked_signature);
    let found = [marked, delimited(lines), ruled(lines), from_a_device(lines)].into_iter().flatten().min()?;
    // What stands above may be a signature of its own: a name under two dashes, then the telephone's greeting.
    Some(start(&lines[..found]).unwrap_or(found))
}

/// Lines at the end for which `test` holds, blank ones between them included.
fn trailing(lines: &[Line], test: impl Fn(&Line) -> bool) -> Option<usize> {
    let start = lines.iter().rposition(|line| !line.is_blank() && !test(line)).map_or(0, |at| at + 1);
    (start..lines.len()).find(|at| !lines[*at].is_blank())
}

/// `-- ` on a line of its own (RFC 3676 §4.3), with or without its space.
fn delimited(lines: &[Line]) -> Option<usize> {
    let at = lines.iter().rposition(|line| matches!(line.text.as_str(), "--" | "—" | "――" | "－－" | "--=20"))?;
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
    let enough = if closed { 1 } else { 1 + usize::from(block.len() > 8) };
    (short && block.iter().filter(|line| names_a_contact(&line.text)).count() >= enough).then_some(at)
}

/// "Sent from my iPhone" and its kin, as the last lines.
fn from_a_device(lines: &[Line]) -> Option<usize> {
    trailing(lines, |line| is_greeting_of_a_device(&line.text))
}

fn is_greeting_of_a_device(text: &str) -> bool {
    const SENT: [&str; 33] = [
        "sent from", "sent via", "sent using", "sent with", "sent wirelessly", "sent by", "sent on", "get outlook for", "von meinem", "gesendet mit", "gesendet von", "envoyé", "enviado",
        "inviato", "verstuurd", "verzonden", "wysłane", "wysłano", "отправлено", "отправлен", "发自", "發自", "傳送自", "skickat från", "sendt fra", "lähetetty", "odesláno", "çıkış", "télécharger outlook",
        "outlook für", "obtener outlook", "получить outlook", "holen sie sich outlook",
    ];
    const DEVICES: [&str; 30] = [
        "iphone", "ipad", "ipod", "android", "blackberry", "samsung", "galaxy", "huawei", "xiaomi", "nokia", "htc", "pixel", "smartphone", "mobile", "mobil", "phone", "handy", "tablet", "outlook",
        "yahoo", "gmail", "proton", "mail for windows", "mail app", "courrier", "workspace", "telefon", "móvil", "symbian", "mailbird",
    ];
    let lower = text.to_lowercase();
    let length = lower.chars().count();
    if length > 100 {
        return false;
    }
    let japanese = ["から送信", "から送信されました", "で送信", "より送信", "から転送", "에서 보냄", "에서 보냈습니다", "から送信。"].iter().any(|end| lower.ends_with(end));
    let english = ["sent from my ", "sent from a ", "sent a ", "sent from "].iter().any(|start| lower.starts_with(start));
    let plain = english && !lower.contains([',', ';']) && lower.split_whitespace().count() <= 8;
    let device = SENT.iter().any(|start| lower.starts_with(start)) && DEVICES.iter().any(|device| lower.contains(device));
    (japanese && length <= 40) || device && !lower.contains(", is ") || plain
}

/// An address, a page, a telephone number, a firm.
fn names_a_contact(text: &str) -> bool {
    const WORDS: [&str; 28] = [
        "http://", "https://", "www.", "tel", "fax", "phone", "mobile", "e-mail", "email", "mail:", "mail：", "〒", "株式会社", "有限会社", "(株)", "（株）", "㈱", "合同会社", "電話", "携帯", "ＴＥＬ",
        "ｔｅｌ", "gmbh", " inc.", " ltd", " llc", "有限公司", "주식회사",
    ];
    let lower = text.to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = digits >= 9 && text.chars().all(|c| c.is_ascii_digit() || " +-()/.:".contains(c) || c.is_alphabetic()) && text.contains(['-', '+', '(']);
    let address = text.split(|c: char| c.is_whitespace() || "<>()[]:：".contains(c)).any(|word| word.split_once('@').is_some_and(|(l, d)| !l.is_empty() && d.contains('.')));
    address || number || WORDS.iter().any(|word| lower.contains(word))
}
