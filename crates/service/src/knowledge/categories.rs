//! Categories of articles.

use desk::knowledge::{
    ArticleCategory, ArticleCategoryId, ArticleCategoryWish, ArticleState, CategoryTree, MOST_CATEGORIES,
};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::knowledge::{categories as table, lists};
use store::{Read, Tx};

/// The tree, and how many articles the one who looks sees in each; none: in no category.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Categories {
    pub tree: CategoryTree,
    pub counts: BTreeMap<Option<ArticleCategoryId>, i64>,
}

impl Categories {
    /// In it and in those that stand in it.
    pub fn counted(&self, id: ArticleCategoryId) -> i64 {
        self.tree.beneath(id).into_iter().filter_map(|id| self.counts.get(&Some(id))).sum()
    }

    pub fn total(&self) -> i64 {
        self.counts.values().sum()
    }
}

/// Whoever writes no articles sees only categories in which there is something to read.
pub fn article_categories(read: &mut Read) -> Done<Categories> {
    let states: Vec<ArticleState> = read.actor().article_states().to_vec();
    let mut all = Categories { tree: tree(read)?, counts: lists::counted(read, &states)? };
    if states.len() < ArticleState::ALL.len() {
        let kept: Vec<ArticleCategory> =
            all.tree.iter().map(|(_, one)| one).filter(|one| all.counted(one.id) > 0).cloned().collect();
        all.tree = CategoryTree::new(&kept);
    }
    Ok(all)
}

pub fn create_article_category(tx: &mut Tx, wish: ArticleCategoryWish) -> Done<ArticleCategoryId> {
    tx.actor().may(Permission::WriteArticles)?;
    let (tree, mut wish) = (tree(tx)?, wish.sound()?);
    if tree.len() >= MOST_CATEGORIES {
        return Err(Refusal::TooManyArticleCategories.into());
    }
    stands(&tree, None, wish.parent)?;
    if wish.position.is_none() {
        let beside = tree.iter().filter(|(_, one)| one.wish.parent == wish.parent);
        wish.position = Some(beside.filter_map(|(_, one)| one.wish.position).max().unwrap_or_default() + 1);
    }
    let category = table::add(tx, &wish)?;
    tx.record(Event::ArticleCategoryCreated { category, name: name(&wish) })?;
    Ok(category)
}

pub fn change_article_category(
    tx: &mut Tx,
    id: ArticleCategoryId,
    version: i64,
    wish: ArticleCategoryWish,
) -> Done<()> {
    tx.actor().may(Permission::WriteArticles)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let mut wish = wish.sound()?;
    stands(&tree(tx)?, Some(id), wish.parent)?;
    wish.position = wish.position.or(before.wish.position);
    let name = name(&wish);
    table::save(tx, &ArticleCategory { id, wish, version })?;
    tx.record(Event::ArticleCategoryChanged { category: id, name })?;
    Ok(())
}

/// Only one in which nothing stands.
pub fn remove_article_category(tx: &mut Tx, id: ArticleCategoryId) -> Done<()> {
    tx.actor().may(Permission::RemoveCategories)?;
    let category = table::lock(tx, id)?.ok_or(Error::Missing)?;
    if table::in_use(tx, id)? {
        return Err(Refusal::CategoryInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::ArticleCategoryRemoved { category: id, name: name(&category.wish) })?;
    Ok(())
}

pub(super) fn tree(read: &mut Read) -> Done<CategoryTree> {
    Ok(CategoryTree::new(&table::all(read)?))
}

fn stands(tree: &CategoryTree, id: Option<ArticleCategoryId>, parent: Option<ArticleCategoryId>) -> Done<()> {
    if parent.is_some_and(|parent| tree.find(parent).is_none()) {
        return Err(Error::Missing);
    }
    Ok(tree.may_stand(id, parent)?)
}

fn name(wish: &ArticleCategoryWish) -> String {
    wish.name.shown(base::Language::default()).to_owned()
}
