//! What of a line of text is seen, and leaves the words around it where they are.

/// Without characters that nobody sees or that turn the words around them; empty where nothing would be seen at all. What
/// joins stays between what it joins: emoji and Persian need it.
pub fn seen(text: &str) -> String {
    let kept: Vec<char> = text.chars().filter(|c| !is_hidden(*c)).collect();
    let shows = |at: usize| kept.get(at).is_some_and(|c| !is_joiner(*c) && !c.is_whitespace() && !c.is_control());
    if !kept.iter().enumerate().any(|(at, c)| shows(at) && !is_blank(*c)) {
        return String::new();
    }
    let joins = |at: usize| at > 0 && shows(at - 1) && shows(at + 1);
    let stays = kept.iter().enumerate().filter(|(at, c)| !is_joiner(**c) || joins(*at));
    stays.map(|(_, c)| *c).collect()
}

/// The same on one line, with single blanks.
pub fn seen_line(text: &str) -> String {
    seen(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What nobody sees wherever it stands, though it may join or part what stands beside it.
pub fn is_unseen(c: char) -> bool {
    is_hidden(c) || is_joiner(c)
}

/// Soft hyphens, marks of direction, and what has no width.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// ZERO WIDTH NON-JOINER and ZERO WIDTH JOINER.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// What by itself shows nothing: fillers of scripts, and what varies the character before it.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_not_there() {
        for (text, rest) in [
            ("\u{200b}\u{200b}", ""),
            (" \u{200d}\u{3164}\u{fe0f}", ""),
            ("\u{202e}yaK", "yaK"),
            ("Ke\u{2066}i\u{2069}\u{feff}", "Kei"),
            ("\u{200d}Kei\u{200c}", "Kei"),
            ("Kei \u{200d}Mori", "Kei Mori"),
        ] {
            assert_eq!(seen(text), rest, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_with_joiners_stays_as_it_is() {
        for text in ["👩\u{200d}💻", "❤\u{fe0f}\u{200d}🔥", "می\u{200c}خواهم", "田中　圭", "شركة", ""]
        {
            assert_eq!(seen(text), text);
        }
    }
}
