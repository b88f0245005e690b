//! Articles in a list, and those that are looked for.

use super::categories::tree;
use crate::house;
use base::{Language, Moment};
use desk::Done;
use desk::knowledge::{ArticleCategoryId, ArticleId, ArticleState, slug};
use store::Read;
use store::knowledge::lists::{self, Among};
use text::{Piece, Tongue};

/// Words that are looked for, and characters of one.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 60;
const MOST: usize = 100;

/// Which articles; all that may be seen where nothing is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticlesAsked {
    pub find: String,
    pub state: Option<ArticleState>,
    /// Neither drafts nor what is archived.
    pub read_by_others: bool,
    /// With those that stand in it.
    pub category: Option<ArticleCategoryId>,
    /// Where the last page ended. What is looked for has one page.
    pub after: Option<(Moment, ArticleId)>,
}

/// An article as a reader finds it in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: ArticleId,
    pub category: Option<ArticleCategoryId>,
    pub state: ArticleState,
    pub updated_at: Moment,
    /// The language of its title, and all in which it is there.
    pub language: Language,
    pub languages: Vec<Language>,
    pub title: String,
    pub opening: String,
    /// What its address ends with.
    pub slug: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Articles {
    pub lines: Vec<Line>,
    /// None: this is the last page.
    pub next: Option<(Moment, ArticleId)>,
    /// More was found than is shown: another word narrows it.
    pub more: bool,
}

/// As far as the one who asks may see them; titles for a reader of a language.
pub fn articles(read: &mut Read, asked: &ArticlesAsked, language: Language, limit: usize) -> Done<Articles> {
    let limit = limit.min(MOST);
    let seen = read.actor().article_states();
    let wanted = |state: &ArticleState| {
        asked.state.is_none_or(|wanted| wanted == *state) && (state.is_read() || !asked.read_by_others)
    };
    let states = seen.iter().copied().filter(wanted).collect();
    let mut among = Among { states, categories: Vec::new() };
    if let Some(category) = asked.category {
        among.categories = tree(read)?.beneath(category);
    }
    if among.states.is_empty() || (asked.category.is_some() && among.categories.is_empty()) {
        return Ok(Articles::default());
    }
    let (mut found, find) = (Vec::new(), asked.find.trim());
    if find.is_empty() {
        found = lists::by_change(read, &among, asked.after, limit + 1)?;
    } else if let Some(words) = words(find) {
        found = lists::finding(read, &among, &words, limit + 1)?;
    }
    let goes_on = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| goes_on && find.is_empty()).map(|line| (line.updated_at, line.id));
    let more = goes_on && !find.is_empty();
    let desk = house::load(read)?.language;
    Ok(Articles { lines: found.into_iter().map(|line| shown(line, language, desk)).collect(), next, more })
}

/// What somebody may mean who writes: what others may read, public ones first where nothing else decides.
pub fn propose_articles(read: &mut Read, find: &str, language: Language, limit: usize) -> Done<Vec<Line>> {
    read.actor().must_be_agent()?;
    let asked = ArticlesAsked { find: find.to_owned(), read_by_others: true, ..ArticlesAsked::default() };
    Ok(articles(read, &asked, language, limit)?.lines)
}

/// What every article must hold that is found; none: nothing can be looked for.
fn words(find: &str) -> Option<Vec<String>> {
    let find: String = find.chars().take(MOST_WORDS * LONGEST_WORD).collect();
    let stem = |word: &str| text::stem(word, Tongue::English).into_owned();
    let words = text::pieces(&find).into_iter().flat_map(|piece| match piece {
        Piece::Dense { text, .. } => vec![text],
        Piece::Word { text, .. } => vec![stem(&text)],
        Piece::Compound { words, .. } => words,
    });
    let words: Vec<String> = words.map(|word| word.chars().take(LONGEST_WORD).collect()).take(MOST_WORDS).collect();
    (!words.is_empty()).then_some(words)
}

fn shown(line: lists::Line, reader: Language, desk: Language) -> Line {
    let lists::Line { id, category, state, updated_at, titles } = line;
    let languages: Vec<Language> = titles.keys().copied().collect();
    let own = [reader, desk].into_iter().find(|language| languages.contains(language));
    let language = own.or(languages.first().copied()).unwrap_or(desk);
    let (title, opening) = titles.get(&language).cloned().unwrap_or_default();
    let slug = slug(id, titles.get(&Language::English).map_or("", |(title, _)| title));
    Line { id, category, state, updated_at, language, languages, title, opening, slug }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn what_is_looked_for_is_cut_and_folded() {
        assert_eq!(words("Ｒｅｆｕｎｄｓ ﾌﾟﾘﾝﾀｰ"), Some(vec!["refund".to_owned(), text::folded("プリンタ")]));
        assert_eq!(words(" … ?? "), None);
    }
}
