//! What the company has written down for its customers and its agents.

use super::content::{Both, Category};
use base::{CleanHtml, Language};
use desk::Done;
use desk::form::Label;
use desk::knowledge::{ArticleCategoryWish, ArticleText, ArticleTexts, ArticleWish};
use service::{Tx, knowledge};

/// By whoever acts, in both languages.
pub fn fill(tx: &mut Tx, categories: &[Category]) -> Done<()> {
    for category in categories {
        let name = Label::new(in_(&category.name, Language::English), in_(&category.name, Language::Japanese));
        let wish = ArticleCategoryWish { name, parent: None, position: None };
        let id = knowledge::create_article_category(tx, wish)?;
        for article in &category.articles {
            let text = |language| {
                let (title, html) = (in_(&article.title, language), in_(&article.html, language));
                (language, ArticleText { title, html: CleanHtml::words(&html) })
            };
            let texts = ArticleTexts(Language::ALL.map(text).into());
            knowledge::create_article(tx, ArticleWish { category: Some(id), state: article.state, texts })?;
        }
    }
    Ok(())
}

fn in_(both: &Both, language: Language) -> String {
    both.in_(language).to_owned()
}
