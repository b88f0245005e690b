//! `kippu user`: agents from the command line, for the first one and for the day when nobody can get in.

use crate::house::House;
use base::{Email, Language, Token};
use desk::access::sound_password;
use desk::{Level, Role};
use platform::Hidden;
use platform::config::Config;
use service::{Actor, Error, access, people};

#[derive(clap::Subcommand)]
pub enum User {
    /// Who may sign in
    List,
    /// Invite an agent; prints the one-time link and mails it
    Invite {
        email: String,
        #[arg(long)]
        name: String,
        /// administrator, supervisor, agent, novice or light
        #[arg(long, default_value = "agent")]
        role: String,
        /// Full level in these teams, by name; all teams when none is named
        #[arg(long = "team")]
        teams: Vec<String>,
    },
    /// Give an agent a new password, read from the standard input; they are signed out everywhere
    Password { email: String },
}

pub async fn run(config: Config, wish: User) -> Result<(), String> {
    let house = House::open(config)?;
    match wish {
        User::List => list(&house).await,
        User::Invite { email, name, role, teams } => invite(&house, &email, name, &role, teams).await,
        User::Password { email } => password(&house, &email).await,
    }
}

async fn list(house: &House) -> Result<(), String> {
    let agents = house.desk.ask(Actor::System, people::agents).await.map_err(say)?;
    for (person, agent) in agents {
        let state = match (agent.active, agent.joined_at) {
            (false, _) => "deactivated",
            (true, None) => "invited",
            (true, Some(_)) => "active",
        };
        let email = person.email.as_ref().map_or("", Email::as_str);
        println!("{:14} {:12} {:32} {}", agent.role.name(), state, email, person.name);
    }
    Ok(())
}

async fn invite(house: &House, email: &str, name: String, role: &str, teams: Vec<String>) -> Result<(), String> {
    let email = Email::parse(email).ok_or_else(|| format!("{email:?} is no address"))?;
    let role = Role::named(role)
        .ok_or_else(|| format!("{role:?} is no role: administrator, supervisor, agent, novice or light"))?;
    let known = house.desk.ask(Actor::System, people::teams).await.map_err(say)?;
    if let Some(unknown) = teams.iter().find(|name| !known.iter().any(|team| team.name == **name)) {
        let names: Vec<&str> = known.iter().map(|team| team.name.as_str()).collect();
        return Err(format!("there is no team {unknown:?}; there are: {}", names.join(", ")));
    }
    let levels =
        known.iter().filter(|team| teams.is_empty() || teams.contains(&team.name)).map(|team| (team.id, Level::Full));
    let wish = access::Invite { name, email, role, levels: levels.collect(), language: Language::default() };
    let (_, link) = house.desk.change(Actor::System, move |tx| access::invite(tx, wish)).await.map_err(say)?;
    print_link(house, "invitation", &link);
    Ok(())
}

async fn password(house: &House, email: &str) -> Result<(), String> {
    let address = Email::parse(email).ok_or_else(|| format!("{email:?} is no address"))?;
    let agents = house.desk.ask(Actor::System, people::agents).await.map_err(say)?;
    let known = agents.into_iter().find(|(person, _)| person.email.as_ref() == Some(&address));
    let (person, _) = known.ok_or_else(|| format!("no agent has the address {email}; see `kippu user list`"))?;
    eprint!("new password for {}: ", person.shown());
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed).map_err(|error| error.to_string())?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    sound_password(typed).map_err(|refusal| say(refusal.into()))?;
    let hash = house.passwords.hash(&Hidden::new(typed)).await.map_err(|fault| fault.to_string())?;
    house.desk.change(Actor::System, move |tx| access::set_password(tx, person.id, &hash)).await.map_err(say)?;
    println!("{email} has a new password and is signed out everywhere");
    Ok(())
}

fn print_link(house: &House, path: &str, link: &Token) {
    println!("{}/{path}/{}", house.config.url(), link.reveal());
}

/// A refusal in the words of the screens.
fn say(error: Error) -> String {
    match error {
        Error::Refused(refusal) => base::words::of(Language::English).say(refusal.key()).to_owned(),
        Error::Missing | Error::Conflict | Error::Fault(_) => error.to_string(),
    }
}
