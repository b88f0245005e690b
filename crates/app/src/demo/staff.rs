//! More agents, for a desk with very many tickets.

use super::content::Content;
use super::draw::Draw;
use super::found::find;
use base::{Email, Language, Token};
use desk::{Actor, Level, Role};
use platform::Hidden;
use platform::passwords::Passwords;
use service::Desk;
use service::access::{self, Invite};
use std::sync::Arc;

/// One agent for so many tickets, up to a size of company.
const TICKETS_EACH: usize = 2000;
const MOST: usize = 50;

/// Hires whom so many tickets need. Nobody knows their passwords.
pub async fn hire(desk: &Desk, passwords: &Passwords, content: Arc<Content>, tickets: usize) -> Result<(), String> {
    let wanted = (tickets / TICKETS_EACH).min(MOST);
    let known = content.clone();
    let found = desk.ask(Actor::System, move |read| find(read, &known)).await.map_err(|error| error.to_string())?;
    if found.agents.len() >= wanted {
        return Ok(());
    }
    let unknown = passwords.hash(&Hidden::new(Token::random().reveal())).await.map_err(|fault| fault.to_string())?;
    let hired = desk.change(Actor::System, move |tx| {
        for number in found.agents.len()..wanted {
            let wish = colleague(&content, number, &found.teams);
            access::hire(tx, wish, &unknown)?;
        }
        Ok(())
    });
    hired.await.map_err(|error| error.to_string())
}

/// A name of two customers' names; every team gets its share.
fn colleague(content: &Content, number: usize, teams: &[desk::people::TeamId]) -> Invite {
    let mut draw = Draw::of(0x0073_7461_6666, number as u64);
    let mut part = |last: bool| {
        let latin: Vec<&str> = content.people.iter().filter_map(|person| person.latin.as_deref()).collect();
        let name = draw.pick(&latin).copied().unwrap_or("Kei Mori");
        let (given, family) = name.split_once(' ').unwrap_or((name, name));
        if last { family.to_owned() } else { given.to_owned() }
    };
    let (given, family) = (part(false), part(true));
    let address = format!(
        "{}{number}@{}",
        family.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), ""),
        content.company.domain
    );
    let team = teams[number % teams.len().min(4)];
    Invite {
        name: format!("{given} {family}"),
        email: Email::parse(&address).expect("plain letters make an address"),
        role: Role::Agent,
        levels: [(team, Level::Full)].into(),
        language: Language::English,
    }
}
