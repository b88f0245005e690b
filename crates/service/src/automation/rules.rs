//! Making rules, switching them on, putting them in order, and going back.

use super::due::rearrange;
use crate::order::in_order;
use base::Token;
use desk::automation::{Firing, MOST_RULES, Rule, RuleId, RuleVersion, RuleWish, Stage};
use desk::ticket::Ticket;
use desk::{Done, Error, Event, Permission, Refusal};
use store::automation::rules as table;
use store::automation::{firings as fired, lengths};
use store::ticket::tickets;
use store::{Read, Tx, settings};

/// Off, or on in one of the stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    Off,
    On(Stage),
}

impl Switch {
    pub fn named(word: &str) -> Option<Self> {
        if word == "off" { Some(Self::Off) } else { Stage::named(word).map(Self::On) }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On(stage) => stage.name(),
        }
    }
}

/// In their order.
pub fn rules(read: &mut Read) -> Done<Vec<Rule>> {
    read.actor().may(Permission::Automate)?;
    Ok(table::all(read)?)
}

pub fn rule(read: &mut Read, id: RuleId) -> Done<Rule> {
    read.actor().may(Permission::Automate)?;
    table::load(read, id)?.filter(|rule| rule.removed_at.is_none()).ok_or(Error::Missing)
}

/// The last of all, and off.
pub fn create_rule(tx: &mut Tx, wish: RuleWish) -> Done<Rule> {
    tx.actor().may(Permission::Automate)?;
    if table::all(tx)?.len() >= MOST_RULES {
        return Err(Refusal::TooManyRules.into());
    }
    let wish = wish.sound()?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::RuleCreated { rule: id, name: wish.name })?;
    rule(tx, id)
}

/// `version` is the one the page was drawn from. Its stage stays as it is: see [`switch_rule`].
pub fn change_rule(tx: &mut Tx, id: RuleId, version: i64, wish: RuleWish) -> Done<Rule> {
    let mut rule = rule(tx, id)?;
    if rule.version != version {
        return Err(Error::Conflict);
    }
    let wish = RuleWish { stage: rule.wish.stage, ..wish.sound()? };
    if wish != rule.wish {
        rule.wish = wish;
        table::save(tx, &mut rule)?;
        renew(tx, &rule)?;
        tx.record(Event::RuleChanged { rule: id, name: rule.wish.name.clone() })?;
    }
    Ok(rule)
}

pub fn switch_rule(tx: &mut Tx, id: RuleId, to: Switch) -> Done<Rule> {
    let mut rule = rule(tx, id)?;
    let before = (rule.active, rule.wish.stage);
    match to {
        Switch::Off => rule.active = false,
        Switch::On(stage) => {
            if !rule.active {
                rule.switched_at = Some(tx.now());
            }
            (rule.active, rule.wish.stage) = (true, stage);
        }
    }
    if before != (rule.active, rule.wish.stage) {
        table::save(tx, &mut rule)?;
        renew(tx, &rule)?;
        tx.record(Event::RuleSwitched { rule: id, name: rule.wish.name.clone(), to: to.name().to_owned() })?;
    }
    Ok(rule)
}

/// Those that are not named come after, as they were.
pub fn order_rules(tx: &mut Tx, order: &[RuleId]) -> Done<()> {
    let from: Vec<RuleId> = rules(tx)?.iter().map(|rule| rule.id).collect();
    let to = in_order(order, &from);
    if to != from {
        for (position, id) in to.iter().enumerate() {
            table::place(tx, *id, position + 1)?;
        }
        stamp(tx)?;
        tx.record(Event::RulesOrdered { rules: to.len() as i64 })?;
    }
    Ok(())
}

/// What it did stays explained.
pub fn remove_rule(tx: &mut Tx, id: RuleId) -> Done<()> {
    let mut rule = rule(tx, id)?;
    (rule.active, rule.removed_at) = (false, Some(tx.now()));
    table::save(tx, &mut rule)?;
    renew(tx, &rule)?;
    tx.record(Event::RuleRemoved { rule: id, name: rule.wish.name })?;
    Ok(())
}

/// Newest first.
pub fn rule_versions(read: &mut Read, id: RuleId) -> Done<Vec<RuleVersion>> {
    rule(read, id)?;
    Ok(table::versions(read, id)?)
}

/// As it was once, as a new version; its stage stays.
pub fn roll_back_rule(tx: &mut Tx, id: RuleId, version: i64, to: i64) -> Done<Rule> {
    rule(tx, id)?;
    let old = table::at_version(tx, id, to)?.ok_or(Error::Missing)?;
    change_rule(tx, id, version, old.wish)
}

/// What a rule did last, newest first, on tickets that one may see.
pub fn firings(read: &mut Read, id: RuleId, most: usize) -> Done<Vec<(Firing, Ticket)>> {
    rule(read, id)?;
    let mut seen = Vec::new();
    for firing in fired::of_rule(read, id, most)? {
        let ticket = tickets::by_id(read, firing.ticket)?;
        if let Some(ticket) = ticket.filter(|ticket| read.actor().may_read(ticket).is_ok()) {
            seen.push((firing, ticket));
        }
    }
    Ok(seen)
}

fn renew(tx: &mut Tx, rule: &Rule) -> Done<()> {
    rearrange(tx, rule)?;
    lengths::renew(tx)?;
    stamp(tx)
}

/// Whoever keeps the rules compiled reads them again.
fn stamp(tx: &mut Tx) -> Done<()> {
    Ok(settings::save(tx, table::STAMP, Token::random().reveal())?)
}
