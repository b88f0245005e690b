//! The knowledge base: articles in several languages, in categories within each other.

mod article;
mod category;
mod compared;

pub use article::{
    Article, ArticleId, ArticleState, ArticleText, ArticleTexts, ArticleVersion, ArticleWish, MOST_ARTICLES,
    MOST_VERSIONS, slug,
};
pub use category::{ArticleCategory, ArticleCategoryId, ArticleCategoryWish, CategoryTree, MOST_CATEGORIES};
pub use compared::{Fate, compared};
