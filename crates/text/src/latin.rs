//! Latin, Greek and Cyrillic letters without what stands above, below or through them.

use unicode_normalization::char::decompose_canonical;

/// What a letter is written as where accents count for nothing. May be several letters: ß is ss.
pub(crate) fn plain(c: char, mut put: impl FnMut(char)) {
    match c {
        'ß' => "ss".chars().for_each(put),
        'æ' => "ae".chars().for_each(put),
        'œ' => "oe".chars().for_each(put),
        'þ' => "th".chars().for_each(put),
        'ø' => put('o'),
        'ł' => put('l'),
        'đ' | 'ð' => put('d'),
        'ı' => put('i'),
        'ħ' => put('h'),
        'ŧ' => put('t'),
        'ё' => put('е'),
        'ς' => put('σ'),
        '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}' => decompose_canonical(c, |part| {
            if !is_accent(part) {
                put(part);
            }
        }),
        _ => put(c),
    }
}

pub(crate) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use crate::folded;

    #[test]
    fn accents_and_case_count_for_nothing() {
        assert_eq!(folded("Café Zürich STRASSE straße Łódź"), "cafe zurich strasse strasse lodz");
        assert_eq!(folded("ΑΘΉΝΑ"), folded("αθηνα"));
        assert_eq!(folded("Ёлка"), folded("елка"));
        assert_eq!(folded("e\u{301}te\u{301}"), "ete");
    }

    #[test]
    fn letters_of_other_scripts_keep_their_marks() {
        assert_ne!(folded("й"), folded("и"));
        assert_ne!(folded("が"), folded("か"));
    }
}
