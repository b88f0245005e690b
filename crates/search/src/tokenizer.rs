//! Our cutting in Tantivy's terms.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

pub(crate) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::from(Cut)
}

#[derive(Clone)]
struct Cut;

impl Tokenizer for Cut {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream { tokens: text::tokens(text), ours: text::Token::default(), theirs: Token::default() }
    }
}

struct Stream {
    tokens: text::Tokens,
    ours: text::Token,
    theirs: Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        if !self.tokens.read(&mut self.ours) {
            return false;
        }
        // The two hand their memory to each other.
        std::mem::swap(&mut self.theirs.text, &mut self.ours.text);
        self.theirs.position = self.ours.position;
        (self.theirs.offset_from, self.theirs.offset_to) = (self.ours.from, self.ours.to);
        true
    }

    fn token(&self) -> &Token {
        &self.theirs
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.theirs
    }
}
