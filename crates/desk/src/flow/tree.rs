//! The nodes of a flow as a tree: found, put in, taken out, moved one place on.

use super::{Node, NodeId, Place};

/// Every node with how deep it lies, from top to bottom.
pub fn walk(body: &[Node]) -> Vec<(usize, &Node)> {
    fn into<'n>(body: &'n [Node], depth: usize, all: &mut Vec<(usize, &'n Node)>) {
        for node in body {
            all.push((depth, node));
            node.what.lists().into_iter().for_each(|list| into(list, depth + 1, all));
        }
    }
    let mut all = Vec::new();
    into(body, 1, &mut all);
    all
}

pub fn find(body: &[Node], id: NodeId) -> Option<&Node> {
    walk(body).into_iter().map(|(_, node)| node).find(|node| node.id == id)
}

pub fn find_mut(body: &mut [Node], id: NodeId) -> Option<&mut Node> {
    for node in body {
        if node.id == id {
            return Some(node);
        }
        if let Some(found) = node.what.lists_mut().into_iter().find_map(|list| find_mut(list, id)) {
            return Some(found);
        }
    }
    None
}

pub fn place_of(body: &[Node], id: NodeId) -> Option<Place> {
    fn within(body: &[Node], holder: NodeId, list: usize, id: NodeId) -> Option<Place> {
        if let Some(at) = body.iter().position(|node| node.id == id) {
            return Some(Place { within: holder, list, at });
        }
        let mut below =
            body.iter().flat_map(|node| node.what.lists().into_iter().enumerate().map(move |list| (node, list)));
        below.find_map(|(node, (list, nodes))| within(nodes, node.id, list, id))
    }
    within(body, NodeId(0), 0, id)
}

fn list_mut(body: &mut Vec<Node>, place: Place) -> Option<&mut Vec<Node>> {
    if place.within == NodeId(0) {
        return (place.list == 0).then_some(body);
    }
    find_mut(body, place.within)?.what.lists_mut().into_iter().nth(place.list)
}

/// Whether there is such a place.
pub fn fits(body: &mut Vec<Node>, place: Place) -> bool {
    list_mut(body, place).is_some_and(|list| place.at <= list.len())
}

/// False: there is no such place.
pub fn insert(body: &mut Vec<Node>, place: Place, node: Node) -> bool {
    match list_mut(body, place) {
        Some(list) if place.at <= list.len() => {
            list.insert(place.at, node);
            true
        }
        Some(_) | None => false,
    }
}

pub fn take(body: &mut Vec<Node>, id: NodeId) -> Option<Node> {
    let place = place_of(body, id)?;
    list_mut(body, place).map(|list| list.remove(place.at))
}

/// One place up or down: past a plain neighbour, into one that holds nodes, and out again at its ends.
pub fn shift(body: &mut Vec<Node>, id: NodeId, down: bool) -> bool {
    let Some(to) = next_place(body, id, down) else { return false };
    let Some(node) = take(body, id) else { return false };
    insert(body, to, node)
}

/// Counted without the node itself.
fn next_place(body: &mut Vec<Node>, id: NodeId, down: bool) -> Option<Place> {
    let place = place_of(body, id)?;
    let list = list_mut(body, place)?;
    let neighbour = if down { list.get(place.at + 1) } else { place.at.checked_sub(1).and_then(|at| list.get(at)) };
    if let Some(neighbour) = neighbour {
        let lists = neighbour.what.lists();
        return Some(match (lists.len(), down) {
            (0, true) => Place { at: place.at + 1, ..place },
            (0, false) => Place { at: place.at - 1, ..place },
            (_, true) => Place { within: neighbour.id, list: 0, at: 0 },
            (many, false) => Place { within: neighbour.id, list: many - 1, at: lists[many - 1].len() },
        });
    }
    // At an end of its list: into the one beside it, or out of what holds it.
    let holder = find(body, place.within)?;
    let lists = holder.what.lists();
    if down && place.list + 1 < lists.len() {
        return Some(Place { within: holder.id, list: place.list + 1, at: 0 });
    }
    if !down && place.list > 0 {
        return Some(Place { within: holder.id, list: place.list - 1, at: lists[place.list - 1].len() });
    }
    let around = place_of(body, holder.id)?;
    Some(Place { at: around.at + usize::from(down), ..around })
}

#[cfg(test)]
mod tests {
    use super::super::What;
    use super::*;
    use crate::condition::Condition;

    fn plain(id: i64) -> Node {
        Node { id: NodeId(id), what: What::Stop }
    }

    fn branch(id: i64, yes: Vec<Node>, no: Vec<Node>) -> Node {
        Node { id: NodeId(id), what: What::Branch { condition: Condition::everything(), yes, no } }
    }

    fn ids(body: &[Node]) -> String {
        let one = |node: &Node| match node.what.lists().as_slice() {
            [] => node.id.to_string(),
            lists => format!("{}[{}]", node.id, lists.iter().map(|list| ids(list)).collect::<Vec<_>>().join("|")),
        };
        body.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_node_walks_through_the_whole_flow_and_back() {
        let mut body = vec![plain(1), branch(2, vec![plain(3)], vec![])];
        let steps = ["2[1 3|]", "2[3 1|]", "2[3|1]", "2[3|] 1"];
        for wanted in steps {
            assert!(shift(&mut body, NodeId(1), true));
            assert_eq!(ids(&body), wanted);
        }
        assert!(!shift(&mut body, NodeId(1), true));
        for wanted in ["2[3|1]", "2[3 1|]", "2[1 3|]", "1 2[3|]"] {
            assert!(shift(&mut body, NodeId(1), false));
            assert_eq!(ids(&body), wanted);
        }
        assert!(!shift(&mut body, NodeId(1), false));
    }

    #[test]
    fn nodes_are_put_in_and_taken_out_where_there_is_a_place() {
        let mut body = vec![branch(1, vec![], vec![plain(2)])];
        let place: Place = "1.0.0".parse().unwrap();
        assert!(insert(&mut body, place, plain(3)));
        assert_eq!((ids(&body).as_str(), place_of(&body, NodeId(3))), ("1[3|2]", Some(place)));
        assert!(!insert(&mut body, "1.2.0".parse().unwrap(), plain(4)));
        assert!(!insert(&mut body, "9.0.0".parse().unwrap(), plain(4)));
        assert!(!insert(&mut body, "0.0.7".parse().unwrap(), plain(4)));
        assert_eq!(take(&mut body, NodeId(2)).map(|node| node.id), Some(NodeId(2)));
        assert_eq!(take(&mut body, NodeId(2)), None);
        assert_eq!(ids(&body), "1[3|]");
    }
}
