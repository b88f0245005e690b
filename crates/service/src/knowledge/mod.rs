//! Verbs and questions about the knowledge base.

mod categories;
pub(crate) mod link;
mod list;
mod page;
mod piece;
mod write;

pub use categories::{
    Categories, article_categories, change_article_category, create_article_category, remove_article_category,
};
pub use link::{LinkedArticle, answered, article_meant, link_article, unlink_article};
pub use list::{Articles, ArticlesAsked, Line, articles, propose_articles};
pub use page::{ArticlePage, ArticleTold, article, article_history, article_version};
pub use piece::{ArticlePiece, article_piece, article_piece_in, articles_for};
pub use write::{change_article, create_article, restore_article_version, set_article_state};
