//! What a subject is about, without what mail programs, vacation programs and we ourselves put around it.

/// Before a colon, in lower case. From RFC 5322 §3.6.5 `Re`, and what the world's mail programs made of it.
const PREFIXES: &[&str] = &[
    "re",
    "fw",
    "fwd",
    "aw",
    "wg",
    "antw",
    "antwort",
    "sv",
    "vs",
    "vb",
    "vl",
    "ref",
    "rif",
    "rv",
    "res",
    "enc",
    "tr",
    "odp",
    "pd",
    "ynt",
    "ilt",
    "i",
    "r",
    "bls",
    "trs",
    "απ",
    "σχετ",
    "πρθ",
    "ha",
    "на",
    "ответ",
    "пересл",
    "返信",
    "転送",
    "回复",
    "答复",
    "回覆",
    "转发",
    "轉寄",
    "轉發",
    "답장",
    "회신",
    "전달",
];

/// The same, but as vacation programs write it.
const AUTOMATIC: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto",
    "out of office",
    "out of office reply",
    "out of the office",
    "automatische antwort",
    "abwesend",
    "abwesenheitsnotiz",
    "réponse automatique",
    "respuesta automática",
    "risposta automatica",
    "resposta automática",
    "automatisch antwoord",
    "autosvar",
    "автоответ",
    "自動返信",
    "自動応答",
    "不在通知",
    "自动回复",
    "自動回覆",
    "자동 회신",
    "자동회신",
];

const FORWARDS: &[&str] = &[
    "fw",
    "fwd",
    "wg",
    "vb",
    "vl",
    "rv",
    "enc",
    "tr",
    "pd",
    "ilt",
    "i",
    "trs",
    "πρθ",
    "пересл",
    "転送",
    "转发",
    "轉寄",
    "轉發",
    "전달",
];

/// Without prefixes and our marks, in lower case, single spaces. Two subjects with the same topic belong together.
pub fn topic(subject: &str) -> String {
    without_prefixes(subject).to_lowercase()
}

/// The same as somebody wrote it.
pub fn without_prefixes(subject: &str) -> String {
    let mut rest = without_marks(subject);
    for _ in 0..50 {
        match prefix(&rest) {
            Some((_, after)) => rest = after.trim().to_owned(),
            None => break,
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first prefix says that it was passed on.
pub fn is_forward(subject: &str) -> bool {
    prefix(subject.trim()).is_some_and(|(word, _)| FORWARDS.contains(&word.as_str()))
}

/// References of other ticket systems (`INC0012345`, `[PROJ-123]`, `[ref:…:ref]`), as they stand; at most five.
pub fn foreign_references(subject: &str) -> Vec<String> {
    let words = subject.split(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '"' | '「' | '」' | '【' | '】')
    });
    let trimmed = words.map(|word| word.trim_matches([':', '.', '!', '?', '#', '：', '。']));
    let mut found: Vec<String> = Vec::new();
    for word in trimmed.filter(|word| is_incident(word) || is_project_key(word, subject) || is_salesforce(word)) {
        if !found.iter().any(|known| known == word) && found.len() < 5 {
            found.push(word.to_owned());
        }
    }
    found
}

fn without_marks(subject: &str) -> String {
    let mut kept = String::new();
    let mut rest = subject;
    while let Some(open) = rest.find("[#") {
        let Some(close) = rest[open..].find(']') else { break };
        let inner = &rest[open + 2..open + close];
        kept.push_str(&rest[..open]);
        if !inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            kept.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    kept + rest
}

/// A leading `Re:`, `RE[2]:`, `Re^3:`, `返信：`; the word in lower case and what follows.
fn prefix(subject: &str) -> Option<(String, &str)> {
    let (before, after) = subject.split_once([':', '：'])?;
    let word = before.trim().to_lowercase();
    let counted =
        word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | '*' | ' '));
    (PREFIXES.contains(&counted) || AUTOMATIC.contains(&counted)).then(|| (counted.to_owned(), after))
}

/// ServiceNow and its kin: two to six capitals and at least five digits.
fn is_incident(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = &word[letters..];
    (2..=6).contains(&letters) && (5..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Jira: `PROJ-123`. What is shorter counts only in brackets, because `UTF-8` looks the same.
fn is_project_key(word: &str, subject: &str) -> bool {
    let Some((project, number)) = word.split_once('-') else { return false };
    let capitals = (2..=10).contains(&project.len()) && project.bytes().all(|b| b.is_ascii_uppercase());
    let digits = (1..=7).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let bracketed = || subject.contains(&format!("[{word}]")) || subject.contains(&format!("({word})"));
    capitals && digits && (number.len() >= 3 || bracketed())
}

/// `ref:_00D…:ref`
fn is_salesforce(word: &str) -> bool {
    word.starts_with("ref:") && word.ends_with(":ref") && (12..=100).contains(&word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_survives_every_mail_program() {
        for subject in [
            "ログインできません",
            "Re: ログインできません",
            "RE: Re: re : ログインできません [#100042-abcdefgh]",
            "返信： 転送: ログインできません",
            "Re[2]: AW: WG:  ログインできません",
            "自動返信: ログインできません",
            "Automatic reply: Re: ログインできません",
            "[#100042] ログインできません",
        ] {
            assert_eq!(topic(subject), "ログインできません", "{subject}");
        }
    }

    #[test]
    fn what_is_no_prefix_stays() {
        assert_eq!(topic("Reply: hours"), "reply: hours");
        assert_eq!(topic("Error 12: no route"), "error 12: no route");
        assert_eq!(topic("[#not a mark] x"), "[#not a mark] x");
        assert_eq!(topic("Re:"), "");
    }

    #[test]
    fn a_forward_is_recognised_by_its_first_prefix() {
        for subject in ["FW: x", "WG: x", "転送: x", "Fwd: Re: x", "TR : x"] {
            assert!(is_forward(subject), "{subject}");
        }
        assert!(!is_forward("Re: Fwd: x"));
    }

    #[test]
    fn references_of_other_systems_are_recognised() {
        assert_eq!(foreign_references("Re: INC0012345 - printer [PROJ-123]"), ["INC0012345", "PROJ-123"]);
        assert_eq!(foreign_references("Case [ ref:_00D1234._500567:ref ]"), ["ref:_00D1234._500567:ref"]);
        assert_eq!(foreign_references("[JIRA] (OPS-7) PROJ-1234: disk"), ["OPS-7", "PROJ-1234"]);
        assert_eq!(foreign_references("UTF-8 in INC12, 0012345, Abc-1234, #100042"), Vec::<String>::new());
    }
}
