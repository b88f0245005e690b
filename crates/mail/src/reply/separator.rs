//! Lines by which mail programs separate a quoted or forwarded message: "-----Original Message-----".

/// Whether the line says that the original message follows.
pub(super) fn is_original(text: &str) -> bool {
    const WORDS: [&str; 43] = [
        "원본 메일", "원본메시지", "original message", "original", "original mail", "reply message", "original appointment", "originalnachricht", "original-nachricht", "ursprüngliche nachricht", "ursprungliche nachricht",
        "antwort nachricht", "message d'origine", "message d’origine", "message original", "message initial", "mensaje original", "messaggio originale", "mensagem original",
        "oorspronkelijk bericht", "origineel bericht", "oprindelig meddelelse", "ursprungligt meddelande", "original meddelelse", "opprinnelig melding", "alkuperäinen viesti", "wiadomość oryginalna",
        "oryginalna wiadomość", "исходное сообщение", "оригинальное сообщение", "původní zpráva", "pôvodná správa", "eredeti üzenet", "orijinal ileti", "orijinal mesaj", "tin nhắn gốc",
        "原始邮件", "原始郵件", "原邮件", "元のメッセージ", "元のメール", "original message", "원본 메시지",
    ];
    between_rules(text).is_some_and(|core| WORDS.contains(&core.as_str()) || (core.ends_with(" wrote") && text.ends_with("--")))
}

/// Whether the line says that a forwarded message follows.
pub(super) fn is_forward(text: &str) -> bool {
    const WORDS: [&str; 24] = [
        "forwarded message", "forwarded by", "begin forwarded message", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
        "message transféré", "début du message transféré", "début du message réexpédié", "mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada",
        "início da mensagem encaminhada", "doorgestuurd bericht", "begin doorgestuurd bericht", "przekazana wiadomość", "пересылаемое сообщение", "转发邮件", "轉寄郵件", "転送メッセージ",
        "転送されたメッセージ", "전달된 메시지", "전달된 메일",
    ];
    let core = match between_rules(text) {
        Some(core) => core,
        None => text.trim().trim_end_matches([':', '：']).to_lowercase(),
    };
    WORDS.iter().any(|word| core == *word) || (core.starts_with("forwarded by ") && text.starts_with("--"))
}

/// Whether the line is only a rule: four or more signs of drawing, of any kind.
pub(super) fn is_rule(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    text.chars().count() >= 4 && signs.clone().count() >= 4 && signs.clone().all(is_drawing) || matches!(text, "__" | "___" | "---")
}

fn is_drawing(c: char) -> bool {
    "-_=*~#+.:/|^".contains(c)
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2025}'..='\u{2026}' | '\u{2500}'..='\u{25ff}' | '\u{2605}'..='\u{2606}' | '\u{2660}'..='\u{266f}' | '\u{30fb}')
        || matches!(c, '＝' | '－' | '＿' | '～' | '＊' | '＋' | '｜' | '：' | '．' | '／' | 'ー' | '〜' | '･' | '゜' | '。' | '＃' | '\u{2740}'..='\u{274b}')
}

/// The words between two rules of at least two signs, in lower case.
fn between_rules(text: &str) -> Option<String> {
    let rule = ['-', '_', '=', '*', '─', '━', '—', '－'];
    let left = text.trim_start_matches(rule);
    if text.len() - left.len() < 2 {
        return None;
    }
    let core = left.trim_end_matches(rule).trim_matches([' ', ':', '：', '\u{a0}']);
    (!core.is_empty()).then(|| core.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_recognised() {
        for text in ["-----Original Message-----", "-------- Original-Nachricht --------", "------------------ 原始邮件 ------------------", "----- Message d'origine -----"] {
            assert!(is_original(text), "{text}");
        }
        for text in ["---------- Forwarded message ----------", "Begin forwarded message:", "---------- 転送メッセージ ----------"] {
            assert!(is_forward(text), "{text}");
        }
        for text in ["Original message", "-- original idea", "the forwarded message"] {
            assert!(!is_original(text) && !is_forward(text), "{text}");
        }
    }

    #[test]
    fn rules_of_all_kinds_are_rules() {
        for text in ["-----", "＿＿＿＿＿", "━━━━━━", "□■□■□■", "=-=-=-=-=", "＊＊＊＊＊"] {
            assert!(is_rule(text), "{text}");
        }
        for text in ["--- a", "ーありがとうー", "1234"] {
            assert!(!is_rule(text), "{text}");
        }
    }
}
