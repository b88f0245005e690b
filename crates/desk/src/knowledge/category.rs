//! Categories of articles, at most three within each other.

use crate::Refusal;
use crate::form::Label;
use base::Language;

base::id!(ArticleCategoryId);

/// Categories in the whole desk.
pub const MOST_CATEGORIES: usize = 500;
const DEEPEST: usize = 3;

#[derive(Clone, Debug, PartialEq)]
pub struct ArticleCategory {
    pub id: ArticleCategoryId,
    pub wish: ArticleCategoryWish,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ArticleCategoryWish {
    pub name: Label,
    /// The one it stands in.
    pub parent: Option<ArticleCategoryId>,
    /// Its place among those that stand in the same one; none: behind the others.
    pub position: Option<i64>,
}

impl ArticleCategoryWish {
    /// # Errors
    /// It has no name, or too long a one.
    pub fn sound(self) -> Result<Self, Refusal> {
        let name = self.name.line(80)?;
        if name.is_empty() { Err(Refusal::NameEmpty) } else { Ok(Self { name, ..self }) }
    }
}

/// All of them, each after the one it stands in, with how many it stands in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CategoryTree(Vec<(usize, ArticleCategory)>);

impl CategoryTree {
    /// `all` in the order of their positions.
    pub fn new(all: &[ArticleCategory]) -> Self {
        let mut tree = Vec::with_capacity(all.len());
        grow(all, None, 0, &mut tree);
        Self(tree)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &ArticleCategory)> {
        self.0.iter().map(|(depth, one)| (*depth, one))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn find(&self, id: ArticleCategoryId) -> Option<&ArticleCategory> {
        self.0.iter().map(|(_, one)| one).find(|one| one.id == id)
    }

    /// Itself and all that stand in it.
    pub fn beneath(&self, id: ArticleCategoryId) -> Vec<ArticleCategoryId> {
        let Some(at) = self.0.iter().position(|(_, one)| one.id == id) else { return Vec::new() };
        let deeper = |(depth, _): &&(usize, ArticleCategory)| *depth > self.0[at].0;
        let rest = self.0[at + 1..].iter().take_while(deeper).map(|(_, one)| one.id);
        std::iter::once(id).chain(rest).collect()
    }

    /// Those that it stands in and itself, the outermost first.
    pub fn line(&self, id: ArticleCategoryId) -> Vec<&ArticleCategory> {
        let mut line: Vec<&ArticleCategory> = Vec::new();
        let mut next = Some(id);
        while let Some(one) = next.and_then(|id| self.find(id)) {
            line.push(one);
            next = one.wish.parent;
        }
        line.reverse();
        line
    }

    /// `Returns › Refunds`.
    pub fn path(&self, id: ArticleCategoryId, language: Language) -> String {
        self.line(id).iter().map(|one| one.wish.name.shown(language)).collect::<Vec<_>>().join(" › ")
    }

    /// Whether a category, with all that stand in it, may stand in another.
    ///
    /// # Errors
    /// It would stand in itself, or too deep.
    pub fn may_stand(&self, id: Option<ArticleCategoryId>, parent: Option<ArticleCategoryId>) -> Result<(), Refusal> {
        let own = id.map(|id| self.beneath(id)).unwrap_or_default();
        if parent.is_some_and(|parent| own.contains(&parent)) {
            return Err(Refusal::CategoryTooDeep);
        }
        let above = parent.map_or(0, |parent| self.line(parent).len());
        let depth = |id: &ArticleCategoryId| self.line(*id).len();
        let top = id.map_or(1, |id| depth(&id));
        let levels = own.iter().map(depth).max().map_or(1, |deepest| deepest + 1 - top);
        if above + levels > DEEPEST { Err(Refusal::CategoryTooDeep) } else { Ok(()) }
    }
}

fn grow(
    all: &[ArticleCategory],
    parent: Option<ArticleCategoryId>,
    depth: usize,
    tree: &mut Vec<(usize, ArticleCategory)>,
) {
    if depth >= DEEPEST {
        return;
    }
    for one in all.iter().filter(|one| one.wish.parent == parent) {
        tree.push((depth, one.clone()));
        grow(all, Some(one.id), depth + 1, tree);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: i64, parent: i64) -> ArticleCategory {
        let parent = (parent > 0).then_some(ArticleCategoryId(parent));
        let wish = ArticleCategoryWish { name: Label::new(format!("C{id}"), ""), parent, position: Some(id) };
        ArticleCategory { id: ArticleCategoryId(id), wish, version: 1 }
    }

    #[test]
    fn categories_stand_in_each_other_three_deep_and_never_in_themselves() {
        let tree = CategoryTree::new(&[one(1, 0), one(2, 1), one(3, 2), one(4, 0), one(5, 4)]);
        let order: Vec<(usize, i64)> = tree.iter().map(|(depth, one)| (depth, one.id.0)).collect();
        assert_eq!(order, [(0, 1), (1, 2), (2, 3), (0, 4), (1, 5)]);
        assert_eq!(tree.path(ArticleCategoryId(3), Language::English), "C1 › C2 › C3");
        assert_eq!(tree.beneath(ArticleCategoryId(1)).len(), 3);
        let may = |id: Option<i64>, parent: i64| {
            tree.may_stand(id.map(ArticleCategoryId), Some(ArticleCategoryId(parent))).is_ok()
        };
        assert!(may(None, 2) && !may(None, 3), "a new one");
        assert!(may(Some(4), 1) && !may(Some(4), 2), "one that holds another");
        assert!(!may(Some(1), 1) && !may(Some(1), 3), "in itself");
    }
}
