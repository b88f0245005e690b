//! Lines by which mail programs separate a quoted or forwarded message: "-----Original Message-----".

use crate::words;

/// Whether the line says that the original message follows.
pub(super) fn is_original(text: &str) -> bool {
    between_rules(text)
        .is_some_and(|core| words::ORIGINAL.has(&core) || (core.ends_with(" wrote") && text.ends_with("--")))
}

/// Whether the line asks to be answered above it, as desks write.
pub(super) fn asks_for_answers_above(text: &str) -> bool {
    text.chars().count() <= 120 && words::ABOVE.occurs(&text.to_lowercase())
}

/// Whether the line says that a forwarded message follows.
pub(super) fn is_forward(text: &str) -> bool {
    let core = match between_rules(text) {
        Some(core) => core,
        None => text.trim().trim_end_matches([':', '：']).to_lowercase(),
    };
    words::FORWARDED.has(&core) || (core.starts_with("forwarded by ") && text.starts_with("--"))
}

/// Whether the line is only a rule: four or more signs of drawing, of any kind.
pub(super) fn is_rule(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    text.chars().count() >= 4 && signs.clone().count() >= 4 && signs.clone().all(is_drawing)
        || matches!(text, "__" | "___" | "---")
}

fn is_drawing(c: char) -> bool {
    "-_=*~#+.:/|^".contains(c)
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2025}'..='\u{2026}' | '\u{2500}'..='\u{25ff}' | '\u{2605}'..='\u{2606}' | '\u{2660}'..='\u{266f}' | '\u{30fb}')
        || matches!(
            c,
            '＝' | '－'
                | '＿'
                | '～'
                | '＊'
                | '＋'
                | '｜'
                | '：'
                | '．'
                | '／'
                | 'ー'
                | '〜'
                | '･'
                | '゜'
                | '。'
                | '＃'
                | '\u{2740}'..='\u{274b}' | '≪' | '≫' | '《' | '》' | '＜' | '＞'
        )
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
        for text in [
            "-----Original Message-----",
            "-------- Original-Nachricht --------",
            "------------------ 原始邮件 ------------------",
            "----- Message d'origine -----",
        ] {
            assert!(is_original(text), "{text}");
        }
        for text in [
            "---------- Forwarded message ----------",
            "Begin forwarded message:",
            "---------- 転送メッセージ ----------",
        ] {
            assert!(is_forward(text), "{text}");
        }
        for text in ["Original message", "-- original idea", "the forwarded message"] {
            assert!(!is_original(text) && !is_forward(text), "{text}");
        }
    }

    #[test]
    fn rules_of_all_kinds_are_rules() {
        for text in ["-----", "＿＿＿＿＿", "━━━━━━", "□■□■□■", "=-=-=-=-=", "＊＊＊＊＊"]
        {
            assert!(is_rule(text), "{text}");
        }
        for text in ["--- a", "ーありがとうー", "1234"] {
            assert!(!is_rule(text), "{text}");
        }
    }
}
