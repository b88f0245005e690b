//! What an index keeps of a text: pairs of letters where words are not parted, words and their stems elsewhere.

use crate::detect::{Tongue, tongue};
use crate::fold::{Glyph, fold};
use crate::run::{self, Run};
use crate::script::Script;
use crate::stem::stem;
use std::collections::VecDeque;
use std::ops::Range;

/// A number inside a word is found by itself from this many digits on.
const FEWEST_DIGITS: usize = 3;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// Letters without spaces count one each, words one each; forms of one word share theirs.
    pub position: usize,
    /// Bytes of the text.
    pub from: usize,
    pub to: usize,
}

/// Cuts a text. Every pair of neighbouring letters of a dense run is a token, and its last letter alone: what is one
/// letter long is then found by what begins with it.
pub fn tokens(text: &str) -> Tokens {
    let glyphs = fold(text);
    Tokens { tongue: tongue(text), glyphs, at: 0, position: 0, dense: 0..0, waiting: VecDeque::new() }
}

pub struct Tokens {
    glyphs: Vec<Glyph>,
    tongue: Tongue,
    at: usize,
    position: usize,
    /// What is left of a dense run.
    dense: Range<usize>,
    waiting: VecDeque<Token>,
}

impl Tokens {
    /// Writes the next token over the last one, whose memory it uses; false at the end.
    pub fn read(&mut self, token: &mut Token) -> bool {
        loop {
            if let Some(next) = self.waiting.pop_front() {
                *token = next;
                return true;
            }
            if !self.dense.is_empty() {
                self.pair(token);
                return true;
            }
            match run::next(&self.glyphs, self.at) {
                None => return false,
                Some((Run::Dense(range), end)) => (self.dense, self.at) = (range, end),
                Some((Run::Compound(chunks), end)) => {
                    self.at = end;
                    self.compound(&chunks);
                }
            }
        }
    }

    fn pair(&mut self, token: &mut Token) {
        let pair = self.dense.start..(self.dense.start + 2).min(self.dense.end);
        self.dense.start += 1;
        token.text.clear();
        token.text.extend(self.glyphs[pair.clone()].iter().map(|glyph| glyph.c));
        (token.position, self.position) = (self.position, self.position + 1);
        (token.from, token.to) = (self.glyphs[pair.start].from, self.glyphs[pair.end - 1].to);
    }

    fn compound(&mut self, chunks: &[Range<usize>]) {
        if let ([start, .., end], Some(joined)) = (chunks, run::joined(&self.glyphs, chunks)) {
            self.put(joined, start.start..end.end);
        }
        for chunk in chunks {
            self.word(chunk.clone());
            self.position += 1;
        }
    }

    fn word(&mut self, chunk: Range<usize>) {
        let text: String = self.glyphs[chunk.clone()].iter().map(|glyph| glyph.c).collect();
        let mut forms = vec![stem(&text, self.tongue).into_owned()];
        forms.extend(digits(&text));
        forms.retain(|form| *form != text);
        self.put(text, chunk.clone());
        for form in forms {
            self.put(form, chunk.clone());
        }
    }

    fn put(&mut self, text: String, glyphs: Range<usize>) {
        let (from, to) = (self.glyphs[glyphs.start].from, self.glyphs[glyphs.end - 1].to);
        self.waiting.push_back(Token { text, position: self.position, from, to });
    }
}

impl Iterator for Tokens {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut token = Token::default();
        self.read(&mut token).then_some(token)
    }
}

/// The numbers inside a word of letters and digits: 20931 in kp20931b.
fn digits(word: &str) -> Vec<String> {
    let mixed =
        word.chars().any(|c| Script::of(c) == Script::Digit) && word.chars().any(|c| Script::of(c) == Script::Letter);
    if !mixed {
        return Vec::new();
    }
    let parts = word.split(|c| Script::of(c) != Script::Digit);
    parts.filter(|part| part.chars().count() >= FEWEST_DIGITS).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(String, usize)> {
        tokens(text).map(|token| (token.text, token.position)).collect()
    }

    #[test]
    fn dense_letters_come_in_pairs_and_the_last_one_alone() {
        let pairs = [("返金", 0), ("金を", 1), ("を", 2)].map(|(text, at)| (text.to_owned(), at));
        assert_eq!(cut("返金を"), pairs);
        assert_eq!(cut("猫"), [("猫".to_owned(), 0)]);
    }

    #[test]
    fn a_part_number_is_found_whole_and_in_parts() {
        let all: Vec<String> = tokens("Part A-20931, KP2000b").map(|token| token.text).collect();
        assert_eq!(all, ["part", "a20931", "a", "20931", "kp2000b", "2000"]);
    }

    #[test]
    fn a_stem_stands_where_its_word_stands() {
        assert_eq!(
            cut("the refunds"),
            [("the", 0), ("refunds", 1), ("refund", 1)].map(|(text, at)| (text.to_owned(), at))
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cut_into_few_tokens_that_lie_in_it(text in "\\PC{0,80}") {
            let mut last = 0;
            let mut many = 0;
            for token in tokens(&text) {
                prop_assert!(!token.text.is_empty());
                prop_assert!(text.get(token.from..token.to).is_some());
                prop_assert!(token.position + 8 >= last);
                last = token.position;
                many += 1;
            }
            prop_assert!(many <= 4 * crate::fold(&text).len() + 1);
        }

        #[test]
        fn any_part_of_a_japanese_text_is_among_its_pairs(text in "[ぁ-ん一-龠]{2,30}", at in 0usize..28) {
            let glyphs: Vec<char> = crate::folded(&text).chars().collect();
            let at = at % (glyphs.len() - 1);
            let pair: String = glyphs[at..at + 2].iter().collect();
            prop_assert!(tokens(&text).any(|token| token.text == pair));
        }
    }
}
