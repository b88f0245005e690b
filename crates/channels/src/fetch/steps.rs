//! How a batch of messages is cut into steps: together where that is safe, alone where it is not.

use super::selected::Size;

/// Messages, and octets, that are fetched at once.
const GROUP: usize = 50;
const GROUP_OCTETS: u64 = 8 * 1024 * 1024;

/// Remembers, beyond one connection, over which message it broke.
#[derive(Debug, Default)]
pub(super) struct Caution<N = u32> {
    name: N,
    breaks: u32,
}

/// So often a connection may break over one message before that message is left out.
pub(super) const MOST_BREAKS: u32 = 6;

impl<N: PartialEq> Caution<N> {
    /// How often the connection broke when this message was asked for first.
    pub(super) fn breaks(&self, name: &N) -> u32 {
        if self.name == *name { self.breaks } else { 0 }
    }

    pub(super) fn broke(&mut self, name: N) {
        *self = Self { breaks: self.breaks(&name) + 1, name };
    }
}

/// What is done in one step.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Group {
    Fetch(Vec<u32>),
    TooBig(u32, u64),
    Gone(u32),
}

/// Cuts a batch into steps: messages together up to a bound, others alone. `cautious`: each alone.
pub(super) fn groups(batch: &[u32], size: impl Fn(u32) -> Size, limit: u64, cautious: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let (mut open, mut octets) = (Vec::new(), 0);
    for uid in batch {
        let (alone, this) = match size(*uid) {
            Size::Octets(this) if this > limit => (Some(Group::TooBig(*uid, this)), 0),
            Size::Octets(this) => (None, this),
            Size::Gone => (Some(Group::Gone(*uid)), 0),
            Size::Untold => (Some(Group::Fetch(vec![*uid])), 0),
        };
        if alone.is_some() || cautious || open.len() >= GROUP || octets + this > GROUP_OCTETS {
            groups.push(Group::Fetch(std::mem::take(&mut open)));
            octets = 0;
        }
        match alone {
            Some(group) => groups.push(group),
            None => {
                open.push(*uid);
                octets += this;
            }
        }
    }
    groups.push(Group::Fetch(open));
    groups.retain(|group| *group != Group::Fetch(Vec::new()));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_together_up_to_a_bound_and_the_odd_ones_alone() {
        let mega = 1024 * 1024;
        let size = |uid| match uid {
            3 => Size::Octets(51 * mega),
            4 => Size::Gone,
            5 => Size::Untold,
            uid => Size::Octets(u64::from(uid) * mega),
        };
        let expected = [
            Group::Fetch(vec![1, 2]),
            Group::TooBig(3, 51 * mega),
            Group::Gone(4),
            Group::Fetch(vec![5]),
            Group::Fetch(vec![6]),
            Group::Fetch(vec![7]),
            Group::Fetch(vec![20]),
        ];
        assert_eq!(groups(&[1, 2, 3, 4, 5, 6, 7, 20], size, 50 * mega, false), expected);
        assert_eq!(groups(&[1, 2], size, 50 * mega, true), [Group::Fetch(vec![1]), Group::Fetch(vec![2])]);
        let many: Vec<u32> = (100..220).collect();
        let lengths: Vec<_> = groups(&many, |_| Size::Octets(1), mega, false)
            .into_iter()
            .map(|group| match group {
                Group::Fetch(uids) => uids.len(),
                Group::TooBig(..) | Group::Gone(_) => 0,
            })
            .collect();
        assert_eq!(lengths, [50, 50, 20]);
    }
}
