//! Agents who share queues. Every ticket is in exactly one team.

base::id!(TeamId);

#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub position: i64,
    pub version: i64,
}
