//! Kana: half and full width, long vowels however they were typed, old letters, one sound for both syllabaries.

use crate::fold::Glyph;
use crate::script::{is_hiragana, is_kana, is_katakana};

const LONG: char = 'ー';

/// A word of kana this long loses a long vowel at its end: サーバー is サーバ, but コピー stays.
const STEM: usize = 4;

/// Katakana becomes hiragana, in which a word is found however it was written.
pub(crate) fn hiragana(c: char) -> char {
    match c {
        'ヵ' => 'か',
        'ヶ' => 'け',
        'ヰ' | 'ゐ' => 'い',
        'ヱ' | 'ゑ' => 'え',
        'ヴ' => 'ぶ',
        '\u{30A1}'..='\u{30F3}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// What people type where ー belongs.
fn is_stroke(c: char) -> bool {
    matches!(c, LONG | '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '～' | '〜' | '~')
}

/// Rewrites what only its neighbours explain: strokes after kana, ヴァ, and the end of long words of katakana.
pub(crate) fn settle(glyphs: &mut Vec<Glyph>) {
    lengthen(glyphs);
    shorten(glyphs);
    merge_v(glyphs);
    for glyph in glyphs.iter_mut() {
        glyph.c = hiragana(glyph.c);
    }
}

/// A stroke between kana is a long vowel; one at a word's end may be a dash.
fn lengthen(glyphs: &mut [Glyph]) {
    for i in 1..glyphs.len() {
        let between = glyphs.get(i + 1).is_some_and(|next| is_kana(next.c));
        if is_stroke(glyphs[i].c) && glyphs[i].c != LONG && is_kana(glyphs[i - 1].c) && between {
            glyphs[i].c = LONG;
        }
    }
}

/// Drops ー from the end of words of either syllabary; the letter before it covers its place.
fn shorten(glyphs: &mut Vec<Glyph>) {
    glyphs.dedup_by(|next, kept| {
        let again = next.c == LONG && kept.c == LONG;
        kept.to = if again { next.to } else { kept.to };
        again
    });
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let (mut length, mut own): (usize, fn(char) -> bool) = (0, is_katakana);
    for (i, glyph) in glyphs.iter().enumerate() {
        if glyph.c != LONG && !own(glyph.c) {
            (length, own) = (0, if is_hiragana(glyph.c) { is_hiragana } else { is_katakana });
        }
        length = if glyph.c == LONG || own(glyph.c) { length + 1 } else { 0 };
        let ends = glyphs.get(i + 1).is_none_or(|next| next.c != LONG && !own(next.c));
        match kept.last_mut() {
            Some(last) if glyph.c == LONG && ends && length >= STEM => last.to = glyph.to,
            Some(_) | None => kept.push(*glyph),
        }
    }
    *glyphs = kept;
}

/// ヴァ is バ, ヴィ is ビ, and so on.
fn merge_v(glyphs: &mut Vec<Glyph>) {
    let mut i = 0;
    while i + 1 < glyphs.len() {
        let merged = match (glyphs[i].c, glyphs[i + 1].c) {
            ('ヴ', 'ァ') => Some('バ'),
            ('ヴ', 'ィ') => Some('ビ'),
            ('ヴ', 'ェ') => Some('ベ'),
            ('ヴ', 'ォ') => Some('ボ'),
            _ => None,
        };
        if let Some(c) = merged {
            glyphs[i] = Glyph { c, from: glyphs[i].from, to: glyphs[i + 1].to };
            glyphs.remove(i + 1);
        }
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::folded;

    #[test]
    fn a_word_of_katakana_is_found_however_its_vowels_are_written() {
        for way in ["サーバー", "サーバ", "ｻｰﾊﾞｰ", "サ－バー", "サ―バー", "サーーバー", "さーばー"]
        {
            assert_eq!(folded(way), folded("サーバー"), "{way}");
        }
        assert_ne!(folded("コピー"), folded("コピ"));
        assert_ne!(folded("ビール"), folded("ビル"));
    }

    #[test]
    fn both_syllabaries_are_one_sound() {
        assert_eq!(folded("ねこ"), folded("ネコ"));
        assert_eq!(folded("ﾊﾟﾋﾟﾌﾟ"), folded("ぱぴぷ"));
        assert_eq!(folded("ヴァイオリン"), folded("バイオリン"));
        assert_eq!(folded("ヱビス"), folded("えびす"));
    }

    #[test]
    fn a_dash_that_is_no_vowel_stays_one() {
        assert_eq!(folded("A-1"), "a-1");
        assert_eq!(folded("東京-大阪"), "東京-大阪");
    }
}
