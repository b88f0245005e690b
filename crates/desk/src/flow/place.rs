//! Where in a flow a node stands: in which list of which node, and before which other.

use super::NodeId;
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 0: the flow itself.
    pub within: NodeId,
    pub list: usize,
    pub at: usize,
}

/// As pages write it: `within.list.at`.
impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}.{}.{}", self.within, self.list, self.at)
    }
}

impl FromStr for Place {
    type Err = std::num::ParseIntError;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let mut parts = written.splitn(3, '.');
        let mut next = || parts.next().unwrap_or_default();
        Ok(Self { within: next().parse()?, list: next().parse()?, at: next().parse()? })
    }
}
