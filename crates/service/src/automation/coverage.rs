//! Which rules do nothing, and which could do too much.

use desk::automation::{Rule, RuleId, Verdict, may_circle};
use desk::{Done, Permission};
use std::collections::BTreeMap;
use std::time::Duration;
use store::Read;
use store::automation::{looks, rules};

/// The newest looks that are counted.
const MOST_LOOKS: usize = 2_000;
/// A rule that has not fired for so long may be of no use.
const IDLE: Duration = Duration::from_secs(30 * 24 * 3600);

/// What is odd about a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Oddity {
    /// It has looked, and never fired in thirty days.
    Idle,
    /// Each time it would have looked, a rule above had said stop.
    Shadowed,
    /// It and another one could set each other off.
    Circles(String),
}

pub fn coverage(read: &mut Read) -> Done<BTreeMap<RuleId, Vec<Oddity>>> {
    read.actor().may(Permission::Automate)?;
    let all = rules::all(read)?;
    let mut counted: BTreeMap<RuleId, (i64, i64)> = BTreeMap::new();
    for judged in looks::newest_judged(read, MOST_LOOKS)?.into_iter().flatten() {
        let (asked, stopped) = counted.entry(judged.rule).or_default();
        if judged.verdict == Verdict::Stopped {
            *stopped += 1;
        } else {
            *asked += 1;
        }
    }
    let now = read.now();
    let mut found: BTreeMap<RuleId, Vec<Oddity>> = BTreeMap::new();
    for rule in all.iter().filter(|rule| rule.active) {
        let (asked, stopped) = counted.get(&rule.id).copied().unwrap_or_default();
        let idle = rule.fired_at.is_none_or(|at| now.since(at) > IDLE);
        let mut odd = Vec::new();
        if stopped > 0 && asked == 0 {
            odd.push(Oddity::Shadowed);
        } else if idle && asked > 0 {
            odd.push(Oddity::Idle);
        }
        odd.extend(all.iter().filter(|other| may_circle(rule, other)).map(named));
        if !odd.is_empty() {
            found.insert(rule.id, odd);
        }
    }
    Ok(found)
}

fn named(other: &Rule) -> Oddity {
    Oddity::Circles(other.wish.name.clone())
}
