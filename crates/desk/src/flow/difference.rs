//! What one version of a flow has and another has not, node by node: a node keeps its number through all of them.

use super::{FlowWish, Node, NodeId, find, place_of, walk};

#[derive(Clone, Debug, PartialEq)]
pub enum Difference<'f> {
    /// What starts it, or what it is called.
    Start,
    Added(&'f Node),
    Removed(&'f Node),
    /// It does or asks something else; what is within it is told by itself.
    Changed(&'f Node, &'f Node),
    /// The same elsewhere.
    Moved(&'f Node),
}

impl FlowWish {
    /// From top to bottom; what is gone comes last.
    pub fn differences<'f>(&'f self, later: &'f Self) -> Vec<Difference<'f>> {
        let mut found = Vec::new();
        let start = |wish: &Self| (wish.name.clone(), wish.start, wish.on.clone(), wish.condition.clone());
        if start(self) != start(later) {
            found.push(Difference::Start);
        }
        for (_, node) in walk(&later.body) {
            match find(&self.body, node.id) {
                None => found.push(Difference::Added(node)),
                Some(old) if bare(old) != bare(node) => found.push(Difference::Changed(old, node)),
                Some(_) if stands(self, later, node.id) != stands(later, self, node.id) => {
                    found.push(Difference::Moved(node));
                }
                Some(_) => {}
            }
        }
        let gone = walk(&self.body).into_iter().filter(|(_, node)| find(&later.body, node.id).is_none());
        found.extend(gone.map(|(_, node)| Difference::Removed(node)));
        found
    }
}

/// Without what is within it.
fn bare(node: &Node) -> Node {
    let mut bare = node.clone();
    bare.what.lists_mut().into_iter().for_each(Vec::clear);
    bare
}

/// In which list, and behind which of those that both versions have.
fn stands(wish: &FlowWish, other: &FlowWish, id: NodeId) -> Option<(NodeId, usize, Option<NodeId>)> {
    let place = place_of(&wish.body, id)?;
    let mut before = walk(&wish.body).into_iter().map(|(_, node)| node.id).filter(|one| {
        let there = place_of(&wish.body, *one).zip(place_of(&other.body, *one));
        there.is_some_and(|(own, others)| {
            (own.within, own.list) == (place.within, place.list)
                && (others.within, others.list) == (place.within, place.list)
                && own.at < place.at
        })
    });
    Some((place.within, place.list, before.next_back()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::Step;
    use crate::condition::Condition;
    use crate::flow::What;
    use crate::ticket::Priority;

    fn act(id: i64, priority: Priority) -> Node {
        Node { id: NodeId(id), what: What::Act(Some(Step::SetPriority(priority))) }
    }

    fn round(id: i64, body: Vec<Node>) -> Node {
        Node { id: NodeId(id), what: What::Loop { until: Condition::everything(), times: 3, body } }
    }

    fn wish(body: Vec<Node>) -> FlowWish {
        FlowWish { name: "Escalate".into(), body, ..FlowWish::default() }
    }

    #[test]
    fn what_came_went_changed_and_moved_is_told() {
        use Priority::{High, Low};
        let old = wish(vec![act(1, High), act(2, High), round(3, vec![act(4, Low)]), act(5, Low)]);
        assert_eq!(old.differences(&old), []);
        let new = wish(vec![act(2, High), act(1, Low), round(3, vec![act(4, Low), act(6, Low)])]);
        let (low, added) = (act(1, Low), act(6, Low));
        let told = old.differences(&new);
        assert!(told.contains(&Difference::Changed(&old.body[0], &low)), "{told:?}");
        assert!(told.contains(&Difference::Added(&added)), "{told:?}");
        assert_eq!(told.last(), Some(&Difference::Removed(&old.body[3])));
        assert!(
            !told.iter().any(|one| matches!(one, Difference::Changed(node, _) if node.id == NodeId(3))),
            "{told:?}"
        );
        let inside = wish(vec![act(1, High), round(3, vec![act(4, Low), act(2, High)]), act(5, Low)]);
        assert_eq!(old.differences(&inside), [Difference::Moved(&old.body[1])]);
        let other = FlowWish { on: vec!["message_received".into()], ..old.clone() };
        assert_eq!(old.differences(&other), [Difference::Start]);
    }
}
