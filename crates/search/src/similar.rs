//! Tickets that speak of the same: by the rarest of what one of them says.

use crate::Broken;
use crate::ask::{Ask, Number};
use crate::compile::{Compiler, all_of};
use crate::entry::Key;
use crate::find::{Strictness, keys};
use crate::room::Room;
use std::collections::HashMap;
use tantivy::Term;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

/// Bytes of a text that are weighed.
const LOOKED_AT: usize = 8_000;
/// Terms by which others are found.
const TELLING: usize = 16;
/// What more than this part of all tickets says tells nothing.
const COMMON: f64 = 0.1;

/// The nearest tickets to a text, within a scope, without the ticket itself.
pub(crate) fn similar(room: &Room, text: &str, scope: &Ask, own: Key, limit: usize) -> Result<Vec<Key>, Broken> {
    let searcher = room.reader.searcher();
    // Of each term all are counted that were ever written, until they are merged away; so are they all.
    let all = searcher.segment_readers().iter().map(|segment| f64::from(segment.max_doc())).sum::<f64>();
    let mut weighed = Vec::new();
    for (token, times) in counted(text) {
        let term = Term::from_field_text(room.fields.anywhere, &token);
        let found = searcher.doc_freq(&term)? as f64;
        if found >= 2.0 && (found / all < COMMON || all < 100.0) {
            weighed.push((term, f64::from(times).sqrt() * (all / found).ln()));
        }
    }
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut telling = Vec::new();
    for (term, weight) in weighed {
        // What only an earlier state of the ticket itself says as well tells nothing.
        if searcher.search(&TermQuery::new(term.clone(), IndexRecordOption::Basic), &Count)? >= 2 {
            telling.push((term, weight));
        }
        if telling.len() == TELLING {
            break;
        }
    }
    if telling.is_empty() {
        return Ok(Vec::new());
    }
    // A third of what tells must be said there too.
    let needed = telling.len().div_ceil(3);
    let terms = telling.into_iter().map(|(term, weight)| {
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(query), weight as f32)) as Box<dyn Query>
    });
    let like = BooleanQuery::union_with_minimum_required_clauses(terms.collect(), needed);
    let compiler = Compiler { fields: &room.fields, strictness: Strictness::Strict };
    let own = TermQuery::new(Term::from_field_u64(room.fields.key, own.number()), IndexRecordOption::Basic);
    let tickets = scope.clone().and(Ask::Is(Number::Kind, vec![0]));
    let query = all_of(vec![
        (Occur::Must, Box::new(like)),
        (Occur::Must, compiler.query(&tickets)),
        (Occur::MustNot, Box::new(own)),
    ]);
    let top = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
    keys(&searcher, &top.into_iter().map(|(_, address)| address).collect::<Vec<_>>())
}

/// Tokens of more than a letter, with how often they occur.
fn counted(text: &str) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for token in text::tokens(&text[..text.floor_char_boundary(LOOKED_AT)]) {
        if token.text.chars().count() > 1 {
            *counts.entry(token.text).or_default() += 1;
        }
    }
    counts
}
