//! What an agent's mail orders on its first lines, each behind its own sign: `#close`, `#assign aya`, `#メモ`.

use crate::ticket::Category;

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// What follows is for colleagues alone.
    Note,
    Status(Category),
    Assign(Whom),
    /// By its name.
    Tag(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    Me,
    Nobody,
    /// A name, the beginning of one, or an address.
    Named(String),
}

/// A text with the orders above it taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ordered {
    /// Each with its line, as it was written.
    pub orders: Vec<(Order, String)>,
    pub text: String,
}

impl Ordered {
    pub fn is_note(&self) -> bool {
        self.orders.iter().any(|(order, _)| *order == Order::Note)
    }

    /// As they were written, on one line.
    pub fn written(&self) -> String {
        self.orders.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// What a keyboard gives for the sign, wide, and as the sharp that しゃーぷ becomes.
const SIGNS: [char; 3] = ['#', '＃', '♯'];
/// Lines of orders at most.
const MOST: usize = 10;

/// Reads the orders on the first lines. Only there: a `#` further down is the writer's own.
///
/// # Errors
/// The word that looks like an order and is none: better nothing is sent than `#clsoe`.
pub fn read(text: &str) -> Result<Ordered, String> {
    let mut orders = Vec::new();
    let mut rest = text.trim_start_matches(['\n', '\r', ' ', '\u{3000}', '\u{feff}']);
    while let Some(line) = rest.lines().next().map(str::trim)
        && let Some(order) = line.strip_prefix(SIGNS)
        && order.starts_with(char::is_alphabetic)
        && orders.len() < MOST
    {
        let (word, argument) = order.split_once(char::is_whitespace).unwrap_or((order, ""));
        orders.push((of(word, argument.trim()).ok_or_else(|| word.to_owned())?, line.to_owned()));
        rest = rest.trim_start().split_once('\n').map_or("", |(_, rest)| rest);
        rest = rest.trim_start_matches(['\n', '\r', ' ', '\u{3000}']);
    }
    Ok(Ordered { orders, text: rest.trim_end().to_owned() })
}

/// The same words in both languages, whatever the width and the case.
fn of(word: &str, argument: &str) -> Option<Order> {
    let word = word.to_lowercase();
    Some(match (word.as_str(), argument) {
        ("note" | "メモ" | "社内メモ" | "ﾒﾓ", "") => Order::Note,
        ("open" | "対応中", "") => Order::Status(Category::Open),
        ("pending" | "wait" | "waiting" | "返信待ち", "") => Order::Status(Category::Pending),
        ("hold" | "onhold" | "on-hold" | "保留", "") => Order::Status(Category::OnHold),
        ("solve" | "solved" | "resolve" | "resolved" | "解決" | "解決済み", "") => {
            Order::Status(Category::Solved)
        }
        ("close" | "closed" | "完了", "") => Order::Status(Category::Closed),
        ("assign" | "担当" | "担当者", whom) if !whom.is_empty() => Order::Assign(named(whom)),
        ("tag" | "タグ", tag) if !tag.is_empty() => Order::Tag(tag.trim_start_matches(SIGNS).to_owned()),
        (_, _) => return None,
    })
}

fn named(whom: &str) -> Whom {
    match whom.to_lowercase().as_str() {
        "me" | "自分" | "私" => Whom::Me,
        "nobody" | "none" | "no-one" | "なし" | "未割り当て" => Whom::Nobody,
        _ => Whom::Named(whom.trim_start_matches('@').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(text: &str) -> (Vec<Order>, String) {
        let read = read(text).unwrap();
        (read.orders.into_iter().map(|(order, _)| order).collect(), read.text)
    }

    #[test]
    fn orders_stand_on_the_first_lines_and_are_taken_away() {
        let (found, text) = orders("\n#close\n#assign Aya Mori\n\nThat is all.\n#note is not read here\n");
        assert_eq!(found, [Order::Status(Category::Closed), Order::Assign(Whom::Named("Aya Mori".into()))]);
        assert_eq!(text, "That is all.\n#note is not read here");
        assert_eq!(read("#close\r\n#note\r\nx").unwrap().written(), "#close #note");
    }

    #[test]
    fn japanese_orders_do_the_same_also_in_full_width() {
        let (found, text) = orders("＃メモ\n#担当　自分\n#解決\n\n了解です");
        assert_eq!(found, [Order::Note, Order::Assign(Whom::Me), Order::Status(Category::Solved)]);
        assert_eq!(text, "了解です");
    }

    #[test]
    fn a_sharp_is_the_sign_too_so_that_no_note_leaves() {
        assert_eq!(orders("♯メモ\n値引きは無理です"), (vec![Order::Note], "値引きは無理です".to_owned()));
        assert_eq!(orders("♯note\n♯tag ♯VIP").0, [Order::Note, Order::Tag("VIP".into())]);
        assert_eq!(read("♯めも\n値引きは無理です"), Err("めも".to_owned()), "what is no order sends nothing");
    }

    #[test]
    fn a_text_that_orders_nothing_stays_as_it_is() {
        for text in ["Hello", "# Heading\ntext", "#1 is the first", "#100042", ""] {
            assert_eq!(orders(text), (Vec::new(), text.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_looks_like_an_order_and_is_none_is_named() {
        for (text, word) in
            [("#clsoe\nBye", "clsoe"), ("#note well\n", "note"), ("#assign\n", "assign"), ("#待って", "待って")]
        {
            assert_eq!(read(text), Err(word.to_owned()), "{text}");
        }
    }
}
