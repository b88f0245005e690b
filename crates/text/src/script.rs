//! Scripts as far as cutting them goes: those with spaces between words, those without, digits, and what parts.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Written without spaces: Han, kana, hangul (whose endings stick to their words), Thai and its neighbours.
    Dense,
    Letter,
    Digit,
    /// Neither: it ends a word.
    Apart,
}

impl Script {
    pub fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\0'..='\u{7f}' => Self::Apart,
            _ if is_dense(c) => Self::Dense,
            _ if c.is_alphabetic() || is_mark(c) => Self::Letter,
            _ if c.is_numeric() => Self::Digit,
            _ => Self::Apart,
        }
    }
}

fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' // 々 〆 〇
        | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' // Thai
        | '\u{0E81}'..='\u{0EBD}' | '\u{0EC0}'..='\u{0ECD}' // Lao
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{109D}' // Myanmar
        | '\u{1780}'..='\u{17D3}' // Khmer
        | '\u{0F40}'..='\u{0FBC}' // Tibetan
        | '\u{20000}'..='\u{323AF}')
}

/// Vowel signs and the like, without which words of Indic scripts and Arabic would fall apart.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}' | '\u{0981}'..='\u{0983}' | '\u{09BC}'..='\u{09CD}' | '\u{0B82}' | '\u{0BBE}'..='\u{0BCD}'
        | '\u{0C3E}'..='\u{0C4D}' | '\u{0CBC}'..='\u{0CCD}' | '\u{0D3E}'..='\u{0D4D}')
}

pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' | '\u{30FD}' | '\u{30FE}')
}

pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}')
}

pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        let of = |text: &str| text.chars().map(Script::of).collect::<Vec<_>>();
        assert_eq!(of("返ァあ한ไ々"), [Script::Dense; 6]);
        assert_eq!(of("aÉжंक"), [Script::Letter; 5]);
        assert_eq!(of(" 、!。・"), [Script::Apart; 5]);
        assert_eq!(Script::of('7'), Script::Digit);
    }
}
