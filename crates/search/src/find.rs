//! Asking the index.

use crate::Broken;
use crate::ask::{Ask, Number};
use crate::compile::Compiler;
use crate::entry::Key;
use crate::facets::{Facets, Spread};
use crate::fuzzy::slips;
use crate::room::Room;
use crate::schema::{KEY, UPDATED};
use desk::query::{How, Words};
use tantivy::collector::{Count, TopDocs};
use tantivy::{DocAddress, Searcher};
use text::{Needle, Piece};

/// How far from what was typed a find may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Words in their forms, Japanese as it was typed.
    #[default]
    Strict,
    /// Also with slips, with other endings, and long Japanese by its parts.
    Loose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Relevance,
    /// The last change first.
    Newest,
}

#[derive(Clone, Debug)]
pub struct Request {
    /// With the scope of whoever asks.
    pub ask: Ask,
    pub kind: Kind,
    pub order: Order,
    pub offset: usize,
    pub limit: usize,
    pub facets: Option<Wanted>,
}

/// Facets are counted only where somebody looks at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Tickets,
    People,
    Organizations,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub keys: Vec<Key>,
    /// Of all finds, exactly.
    pub count: usize,
    pub facets: Option<Facets>,
    pub strictness: Strictness,
}

impl Kind {
    fn number(self) -> u64 {
        match self {
            Self::Tickets => 0,
            Self::People => 1,
            Self::Organizations => 2,
        }
    }
}

/// What was typed; where nothing says that, what comes near.
pub(crate) fn find(room: &Room, request: &Request) -> Result<Found, Broken> {
    let found = strictly(room, request, Strictness::Strict)?;
    if found.count > 0 || !request.ask.has_words() {
        return Ok(found);
    }
    let near = strictly(room, request, Strictness::Loose)?;
    if near.count > 0 { Ok(near) } else { Ok(found) }
}

fn strictly(room: &Room, request: &Request, strictness: Strictness) -> Result<Found, Broken> {
    let ask = request.ask.clone().and(Ask::Is(Number::Kind, vec![request.kind.number()]));
    let query = Compiler { fields: &room.fields, strictness }.query(&ask);
    let searcher = room.reader.searcher();
    let facets = request.facets.map(|Wanted| Spread);
    let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
    let (addresses, count, facets): (Vec<DocAddress>, usize, Option<Facets>) = match request.order {
        Order::Relevance => {
            let (top, count, facets) = searcher.search(&query, &(top.order_by_score(), Count, facets))?;
            (top.into_iter().map(|(_, address)| address).collect(), count, facets)
        }
        Order::Newest => {
            let top = top.order_by_fast_field::<i64>(UPDATED, tantivy::Order::Desc);
            let (top, count, facets) = searcher.search(&query, &(top, Count, facets))?;
            (top.into_iter().map(|(_, address)| address).collect(), count, facets)
        }
    };
    Ok(Found { keys: keys(&searcher, &addresses)?, count, facets, strictness })
}

pub(crate) fn keys(searcher: &Searcher, addresses: &[DocAddress]) -> Result<Vec<Key>, Broken> {
    let key = |address: &DocAddress| {
        let column = searcher.segment_reader(address.segment_ord).fast_fields().u64(KEY)?;
        Ok(column.first(address.doc_id).map(Key::of))
    };
    let keys: Result<Vec<Option<Key>>, Broken> = addresses.iter().map(key).collect();
    Ok(keys?.into_iter().flatten().collect())
}

/// What to mark in a text that was found.
pub(crate) fn needles(words: &[&Words], strictness: Strictness) -> Vec<Needle> {
    let mut all = Vec::new();
    for words in words {
        match (strictness, words.how) {
            (Strictness::Loose, How::Word | How::Beginning) => {
                text::loosened(&words.text).iter().for_each(|part| needles_of(part, How::Word, strictness, &mut all));
            }
            (Strictness::Loose, How::Phrase) | (Strictness::Strict, _) => {
                needles_of(&words.text, words.how, strictness, &mut all);
            }
        }
    }
    all
}

fn needles_of(text: &str, how: How, strictness: Strictness, all: &mut Vec<Needle>) {
    let pieces = text::pieces(text);
    let last = pieces.len().saturating_sub(1);
    for (i, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Dense { text, .. } => all.extend(text::spellings(&text).into_iter().map(Needle::Letters)),
            Piece::Word { text, .. } if how == How::Beginning && i == last => all.push(Needle::Beginning(text)),
            Piece::Word { text, .. } if strictness == Strictness::Loose => {
                all.push(match slips(&text) {
                    0 => Needle::Beginning(text),
                    slips => Needle::Like(text, usize::from(slips)),
                });
            }
            Piece::Word { text, .. } => all.push(Needle::Word(text)),
            Piece::Compound { joined: Some(joined), .. } => all.push(Needle::Word(joined)),
            Piece::Compound { words, joined: None, .. } => all.push(Needle::Row(words)),
        }
    }
}
