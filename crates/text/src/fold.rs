//! One form for all spellings of a text, each letter knowing where it came from.

use crate::script::is_hiragana;
use crate::{kana, kanji, latin};
use unicode_normalization::UnicodeNormalization;

/// A folded letter and the bytes of the original it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub from: usize,
    pub to: usize,
}

/// Width, case, accents, kana and shapes of kanji are made one: ﾌﾟﾘﾝﾀｰ is プリンタ, ＡＢＣ is abc, 國 is 国.
///
/// Never longer than a few times the text; ranges grow and lie on boundaries of characters.
pub fn fold(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len() / 2 + 8);
    let mut kana = false;
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let mut to = from + c.len_utf8();
        if c.is_ascii() && !chars.peek().is_some_and(|(_, next)| combines(*next)) {
            glyphs.push(Glyph { c: c.to_ascii_lowercase(), from, to });
            continue;
        }
        kana |= !c.is_ascii();
        if is_plain(c) && !chars.peek().is_some_and(|(_, next)| combines(*next)) {
            glyphs.push(Glyph { c: kanji::modern(c), from, to });
            continue;
        }
        let mut cluster = String::from(c);
        while let Some((at, next)) = chars.next_if(|(_, next)| combines(*next)) {
            // More marks than any script has are an attack on whoever stacks them.
            if cluster.len() < 64 {
                cluster.push(next);
            }
            to = at + next.len_utf8();
        }
        spell(&cluster, |c| glyphs.push(Glyph { c, from, to }));
    }
    if kana {
        kana::settle(&mut glyphs);
    }
    glyphs
}

/// [`fold`] as a text.
pub fn folded(text: &str) -> String {
    fold(text).into_iter().map(|glyph| glyph.c).collect()
}

fn spell(cluster: &str, mut put: impl FnMut(char)) {
    for c in cluster.nfkc().flat_map(char::to_lowercase).filter(|c| !latin::is_accent(*c)) {
        latin::plain(c, |c| put(kanji::modern(c)));
    }
}

/// Nothing to do but its shape: most letters of Japanese and Chinese.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3005}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' | '、' | '。')
        || is_hiragana(c)
}

fn combines(c: char) -> bool {
    latin::is_accent(c)
        || matches!(c, '\u{3099}' | '\u{309A}' | 'ﾞ' | 'ﾟ' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn width_counts_for_nothing() {
        assert_eq!(folded("ＡＢＣ－１２３　①㍻"), "abc-123 1平成");
        assert_eq!(folded("ｶﾞｷﾞﾌﾟ"), "がぎぷ");
        assert_eq!(folded("か\u{3099}"), "が");
    }

    #[test]
    fn a_letter_knows_where_it_came_from() {
        let text = "㍿ﾌﾟ";
        let glyphs = fold(text);
        assert_eq!(glyphs.iter().map(|glyph| glyph.c).collect::<String>(), "株式会社ぷ");
        assert!(glyphs[..4].iter().all(|glyph| (glyph.from, glyph.to) == (0, 3)));
        assert_eq!((glyphs[4].from, glyphs[4].to), (3, text.len()));
    }

    #[test]
    fn a_heap_of_marks_stays_a_letter() {
        let text = format!("e{}", "\u{301}".repeat(100_000));
        assert_eq!(folded(&text), "e");
    }

    proptest! {
        #[test]
        fn ranges_lie_on_characters_and_grow(text in "\\PC{0,60}") {
            let mut last = 0;
            for glyph in fold(&text) {
                prop_assert!(text.get(glyph.from..glyph.to).is_some_and(|part| !part.is_empty()));
                prop_assert!(glyph.from >= last);
                last = glyph.from;
            }
        }

        #[test]
        fn what_is_folded_stays_as_it_is(text in "[ぁ-んー一-龠a-zA-ZÀ-ſ０-９ -~]{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
