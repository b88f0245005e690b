//! The items of a list that a field offers; in a hierarchy some stand beneath others.

use super::Label;
use crate::Refusal;
use base::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

base::id!(
    /// Within its field.
    ItemId
);

/// Items of one field.
pub const MOST_ITEMS: usize = 500;
/// Levels of a hierarchy.
pub const DEEPEST_ITEM: usize = 6;
/// Properties of one item, and characters of the name and the value of one.
pub const MOST_PROPERTIES: usize = 20;
const LONGEST_NAME: usize = 40;
const LONGEST_VALUE: usize = 250;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ItemId>,
    pub label: Label,
    /// No longer offered; what has it keeps it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inactive: bool,
    /// It holds others together and cannot be chosen itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub heading: bool,
    /// What else is known of it: `cost_centre` is `4711`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// The line of items down to one: the outermost first. Bounded, whatever is written in them.
pub fn line(items: &[Item], id: ItemId) -> Vec<&Item> {
    let find = |id: ItemId| items.iter().find(|item| item.id == id);
    let mut line: Vec<&Item> = find(id).into_iter().collect();
    while let Some(parent) = line.first().and_then(|item| item.parent).and_then(find) {
        if line.len() >= DEEPEST_ITEM {
            break;
        }
        line.insert(0, parent);
    }
    line
}

/// An item and those below it can be chosen.
pub fn is_offered(items: &[Item], id: ItemId) -> bool {
    let line = line(items, id);
    !line.is_empty() && line.iter().all(|item| !item.inactive)
}

/// The same, and it is more than a heading.
pub fn may_be_chosen(items: &[Item], id: ItemId) -> bool {
    is_offered(items, id) && items.iter().any(|item| item.id == id && !item.heading)
}

/// What is known of an item and of those it stands beneath; the nearest counts.
pub fn properties(items: &[Item], id: ItemId) -> BTreeMap<&str, &str> {
    let all = line(items, id).into_iter().flat_map(|item| &item.properties);
    all.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The same as conditions ask for it: `cost_centre=4711`.
pub fn known_of(items: &[Item], id: ItemId) -> Vec<String> {
    properties(items, id).into_iter().map(|(name, value)| format!("{name}={value}")).collect()
}

/// `Laptop :: cost_centre=4711; supplier=Dell`: the name, and what is known of it.
fn with_properties(row: &str) -> Result<(&str, BTreeMap<String, String>), Refusal> {
    let Some((name, rest)) = row.rsplit_once("::").filter(|(_, rest)| rest.contains(['=', '＝'])) else {
        return Ok((row, BTreeMap::new()));
    };
    let mut properties = BTreeMap::new();
    for one in rest.split([';', '；']).map(str::trim).filter(|one| !one.is_empty()) {
        let (key, value) = one.split_once(['=', '＝']).ok_or(Refusal::PropertyInvalid)?;
        let (key, value) = (key.trim(), value.trim());
        let named = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.len() <= LONGEST_NAME
            && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let fits = !value.is_empty() && value.chars().count() <= LONGEST_VALUE && !value.chars().any(char::is_control);
        if !named || !fits || properties.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(Refusal::PropertyInvalid);
        }
    }
    if properties.len() > MOST_PROPERTIES { Err(Refusal::PropertyInvalid) } else { Ok((name, properties)) }
}

/// `Hardware › Printer`.
pub fn spoken(items: &[Item], id: ItemId, language: Language) -> String {
    line(items, id).iter().map(|item| item.label.shown(language)).collect::<Vec<_>>().join(" › ")
}

/// As people write a list: a line for each, `English | 日本語`, in a hierarchy two spaces (or a full-width one, or a tab)
/// deeper than what it stands beneath; there, `# ` before the name makes it a heading. Behind `::` stand its properties. Items keep their id where their name stays; those that are missing become inactive
/// if `kept` says that something has them, and go otherwise.
///
/// # Errors
/// Too many, too deep, too long, twice the same name beneath one item, or properties that are none.
pub fn items_of(text: &str, before: &[Item], tree: bool, kept: impl Fn(ItemId) -> bool) -> Result<Vec<Item>, Refusal> {
    let mut items: Vec<Item> = Vec::new();
    let mut above: Vec<(usize, ItemId)> = Vec::new();
    let mut next = before.iter().map(|item| item.id.0).max().unwrap_or(0) + 1;
    for row in text.lines().filter(|row| !row.trim().is_empty()) {
        let depth = if tree { indent(row) } else { 0 };
        above.retain(|(other, _)| *other < depth);
        let parent = above.last().map(|(_, id)| *id);
        if above.len() >= DEEPEST_ITEM {
            return Err(Refusal::ItemsTooDeep);
        }
        let marked = row.trim_start().strip_prefix("# ").filter(|_| tree);
        let (heading, row) = (marked.is_some(), marked.unwrap_or(row));
        let (row, properties) = with_properties(row)?;
        let (en, ja) = row.split_once(['|', '｜']).unwrap_or((row, ""));
        let label = Label::new(en, ja).line(120)?;
        if label.is_empty() {
            continue;
        }
        let same = |item: &&Item| item.parent == parent && item.label.alike(&label);
        if items.iter().any(|item| same(&item)) {
            return Err(Refusal::ItemTwice);
        }
        let id = before.iter().find(same).map_or(ItemId(next), |item| item.id);
        next += i64::from(id.0 == next);
        items.push(Item { id, parent, label, inactive: false, heading, properties });
        above.push((depth, id));
        if items.len() > MOST_ITEMS {
            return Err(Refusal::TooManyItems);
        }
    }
    for gone in before.iter().filter(|item| kept(item.id)) {
        if !items.iter().any(|item| item.id == gone.id) {
            items.push(Item { inactive: true, ..gone.clone() });
        }
    }
    let known: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    for item in &mut items {
        item.parent = item.parent.filter(|parent| known.contains(parent));
    }
    if items.iter().all(|item| item.inactive || item.heading) { Err(Refusal::ItemsEmpty) } else { Ok(items) }
}

/// The text that [`items_of`] reads: without those that are inactive.
pub fn outline(items: &[Item]) -> String {
    fn below(items: &[Item], parent: Option<ItemId>, depth: usize, out: &mut String) {
        if depth >= DEEPEST_ITEM {
            return;
        }
        for item in items.iter().filter(|item| item.parent == parent && !item.inactive) {
            out.push_str(&"  ".repeat(depth));
            out.push_str(if item.heading { "# " } else { "" });
            match (item.label.en.as_str(), item.label.ja.as_str()) {
                (en, "") => out.push_str(en),
                (en, ja) => out.push_str(&format!("{en} | {ja}")),
            }
            let written: Vec<String> = item.properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
            if !written.is_empty() {
                out.push_str(&format!(" :: {}", written.join("; ")));
            }
            out.push('\n');
            below(items, Some(item.id), depth + 1, out);
        }
    }
    let mut out = String::new();
    below(items, None, 0, &mut out);
    out
}

/// Which item of one list is which of another, by its name and those it stands beneath.
pub fn same_items(from: &[Item], to: &[Item]) -> BTreeMap<ItemId, ItemId> {
    let lines: Vec<(ItemId, Vec<&Item>)> = to.iter().map(|item| (item.id, line(to, item.id))).collect();
    let is = |own: &[&Item], other: &[&Item]| {
        own.len() == other.len() && own.iter().zip(other).all(|(one, two)| one.label.alike(&two.label))
    };
    let found = |item: &Item| {
        let own = line(from, item.id);
        lines.iter().find(|(_, other)| is(&own, other)).map(|(id, _)| (item.id, *id))
    };
    from.iter().filter_map(found).collect()
}

impl Label {
    /// The same name in any language in which both have one.
    fn alike(&self, other: &Self) -> bool {
        let same = |one: &str, two: &str| !one.is_empty() && one == two;
        same(&self.en, &other.en) || (same(&self.ja, &other.ja) && (self.en.is_empty() || other.en.is_empty()))
    }
}

fn indent(row: &str) -> usize {
    row.chars().take_while(|c| c.is_whitespace()).map(|c| if c == ' ' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Hardware | ハードウェア\n  Printer | プリンター\n  Screen\n　Cable\nSoftware\n";

    #[test]
    fn a_list_is_written_as_lines_and_comes_back_as_it_was() {
        let items = items_of(TEXT, &[], true, |_| false).unwrap();
        assert_eq!(items.len(), 5);
        assert_eq!(spoken(&items, items[1].id, Language::Japanese), "ハードウェア › プリンター");
        assert_eq!(items[3].parent, Some(items[0].id));
        let again = items_of(&outline(&items), &items, true, |_| false).unwrap();
        assert_eq!(again, items);
    }

    #[test]
    fn an_item_that_is_in_use_becomes_inactive_and_comes_back_under_its_id() {
        let items = items_of("Red\nGreen", &[], false, |_| false).unwrap();
        let less = items_of("Green", &items, false, |id| id == items[0].id).unwrap();
        assert!(less.iter().any(|item| item.id == items[0].id && item.inactive));
        assert!(!is_offered(&less, items[0].id));
        let back = items_of("Green\nRed", &less, false, |_| false).unwrap();
        assert!(back.iter().any(|item| item.id == items[0].id && !item.inactive));
    }

    #[test]
    fn a_heading_holds_others_and_is_not_chosen() {
        let items =
            items_of("# Hardware | ハードウェア\n  Printer\n  # Phones\n    Mobile\nOther\n", &[], true, |_| {
                false
            })
            .unwrap();
        let may: Vec<bool> = items.iter().map(|item| may_be_chosen(&items, item.id)).collect();
        assert_eq!(may, [false, true, false, true, true]);
        assert_eq!(spoken(&items, items[3].id, Language::English), "Hardware › Phones › Mobile");
        assert_eq!(items_of(&outline(&items), &items, true, |_| false).unwrap(), items);
        assert_eq!(items_of("# Only\n", &[], true, |_| false), Err(Refusal::ItemsEmpty));
        // A plain list has none.
        assert_eq!(items_of("# 1\n", &[], false, |_| false).unwrap()[0].label.en, "# 1");
    }

    #[test]
    fn items_have_properties_that_those_below_share_unless_they_have_their_own() {
        let text =
            "Hardware :: cost_centre=100; supplier=Dell\n  Laptop | ノート PC :: cost_centre=4711\n  Mouse\nA::b\n";
        let items = items_of(text, &[], true, |_| false).unwrap();
        let of = |at: usize| properties(&items, items[at].id).into_iter().collect::<Vec<_>>();
        assert_eq!(of(1), [("cost_centre", "4711"), ("supplier", "Dell")]);
        assert_eq!(of(2), [("cost_centre", "100"), ("supplier", "Dell")]);
        assert_eq!((of(3), items[3].label.en.as_str()), (vec![], "A::b"));
        assert_eq!(items_of(&outline(&items), &items, true, |_| false).unwrap(), items);
        // An item keeps its id when only its properties change, and one that is gone keeps them.
        let less = items_of("Hardware\n", &items, true, |id| id == items[1].id).unwrap();
        assert_eq!((less[0].id, less[0].properties.len()), (items[0].id, 0));
        assert!(less.iter().any(|item| item.id == items[1].id && item.inactive && !item.properties.is_empty()));
        assert_eq!(properties(&items, ItemId(99)).len(), 0);
    }

    #[test]
    fn properties_have_bounds() {
        let many: String = (0..21).map(|n| format!("k{n}=1;")).collect();
        let table = [
            "A :: Cost=1".to_owned(),
            "A :: 1a=1".to_owned(),
            "A :: a=".to_owned(),
            "A :: a=1; a=2".to_owned(),
            "A :: a=1; b".to_owned(),
            format!("A :: a={}", "x".repeat(251)),
            format!("A :: {}=1", "x".repeat(41)),
            format!("A :: {many}"),
        ];
        for row in table {
            assert_eq!(items_of(&row, &[], false, |_| false), Err(Refusal::PropertyInvalid), "{row}");
        }
        assert_eq!(items_of("A :: a＝1； b=2", &[], false, |_| false).unwrap()[0].properties.len(), 2);
    }

    #[test]
    fn a_list_has_bounds() {
        let deep: String = (0..7).map(|depth| format!("{}x{depth}\n", "  ".repeat(depth))).collect();
        assert_eq!(items_of(&deep, &[], true, |_| false), Err(Refusal::ItemsTooDeep));
        let long: String = (0..501).map(|n| format!("{n}\n")).collect();
        assert_eq!(items_of(&long, &[], false, |_| false), Err(Refusal::TooManyItems));
        assert_eq!(items_of("a\na", &[], false, |_| false), Err(Refusal::ItemTwice));
        assert_eq!(items_of(" \n", &[], false, |_| false), Err(Refusal::ItemsEmpty));
    }

    #[test]
    fn items_are_found_again_by_their_names() {
        let own = items_of(TEXT, &[], true, |_| false).unwrap();
        let other = items_of("Paper\nHardware\n  Screen\n  Printer | 印刷機\n", &[], true, |_| false).unwrap();
        let same = same_items(&own, &other);
        assert_eq!(same.len(), 3);
        assert_eq!(same.get(&own[1].id), Some(&other[3].id));
    }

    #[test]
    fn a_circle_has_an_end() {
        let item = |id, parent| Item {
            id: ItemId(id),
            parent: Some(ItemId(parent)),
            label: Label::default(),
            inactive: false,
            heading: false,
            properties: BTreeMap::new(),
        };
        assert!(line(&[item(1, 2), item(2, 1)], ItemId(1)).len() <= DEEPEST_ITEM);
    }
}
