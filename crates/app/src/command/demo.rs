//! `kippu demo`: a desk full of invented people and tickets, grown once and served like any other.

use super::serve::{self, Doors};
use crate::demo::accounts::{self, Account};
use crate::demo::content::Content;
use crate::demo::found::find;
use crate::demo::grow::{self, grow};
use crate::demo::mass;
use crate::demo::progress::Progress;
use crate::demo::simulate;
use crate::demo::staff;
use crate::house::{self, House};
use base::Language;
use channels::desk::Carrier;
use desk::Actor;
use platform::Hidden;
use platform::config::{Config, Door, Flags};
use platform::shutdown::Shutdown;
use platform::telemetry;
use service::{access, demo};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(clap::Args)]
pub struct Demo {
    /// How many tickets
    #[arg(long, value_name = "NUMBER", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=20_000_000))]
    tickets: u32,
    /// How many of them live through everything that happens to a ticket; the rest is written at bulk speed
    #[arg(long, value_name = "NUMBER", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1..=2000))]
    lived: u32,
    /// Nothing happens by itself: no mail arrives, no colleague answers
    #[arg(long)]
    quiet_world: bool,
    /// Print one line of JSON when it is ready, for scripts
    #[arg(long)]
    json: bool,
}

/// The same company on every machine.
const SEED: u64 = 1958;

pub async fn run(mut flags: Flags, wish: Demo) -> Result<(), String> {
    flags.data.get_or_insert_with(|| folder().to_string_lossy().into_owned());
    // Nobody in the demonstration has a domain.
    flags.dns.get_or_insert_with(|| "off".into());
    let mut config = Config::load(&flags).map_err(|refusal| refusal.to_string())?;
    telemetry::init(config.log_format, &config.log);
    let doors = open_doors(&mut config, flags.listen.is_some()).await?;
    let house = House::open(config)?;
    let content = Arc::new(Content::read()?);
    let accounts = accounts_of(&house, &content).await?;
    fill(&house, &content, &accounts, &wish).await?;
    let shutdown = Shutdown::new();
    shutdown.on_signals().map_err(|error| error.to_string())?;
    let web = serve::web(&house);
    if !wish.quiet_world {
        tokio::spawn(simulate::run(house.premises(), web.clone(), content.clone(), shutdown.clone()));
    }
    tell(&wish, &house, &doors, &accounts)?;
    serve::run_on(&house, web, doors, Carrier::Sink, &shutdown).await;
    Ok(())
}

/// The folder in which a demo is found again: in the user's cache, else here.
fn folder() -> PathBuf {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")));
    cache.unwrap_or_default().join("kippu-demo")
}

/// Mail is taken in on free ports where none are named; pages as well, where the usual port is taken.
async fn open_doors(config: &mut Config, exactly: bool) -> Result<Doors, String> {
    let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    config.lmtp.get_or_insert(Door::Tcp(free));
    config.smtp.get_or_insert(free);
    if !exactly && std::net::TcpListener::bind(config.listen).is_err() {
        config.listen.set_port(0);
    }
    let doors = Doors::open(config).await?;
    config.listen = doors.http.local_addr().map_err(|error| error.to_string())?;
    Ok(doors)
}

async fn accounts_of(house: &House, content: &Content) -> Result<Vec<Account>, String> {
    let state = house.desk.ask(Actor::System, |read| Ok((access::is_set_up(read)?, demo::is_demo(read)?))).await;
    let folder = &house.config.data;
    match state.map_err(|error| error.to_string())? {
        (true, false) => Err(format!(
            "{} holds a desk that is no demo, or is none any more. Start it with `kippu serve --data {0}`, or name another folder with --data",
            folder.display()
        )),
        (_, _) => accounts::kept_or_drawn(folder, &content.company),
    }
}

/// Grows what is missing.
async fn fill(house: &House, content: &Arc<Content>, accounts: &[Account], wish: &Demo) -> Result<(), String> {
    let (tickets, lived) = (wish.tickets as usize, wish.lived as usize);
    let (mut hashes, desk) = (Vec::new(), &house.desk);
    if !desk.ask(Actor::System, demo::is_demo).await.map_err(|error| error.to_string())? {
        for account in accounts {
            let hash = house.passwords.hash(&Hidden::new(account.password.as_str())).await;
            hashes.push(hash.map_err(|fault| fault.to_string())?);
        }
        let wish = grow::Wish { seed: SEED, tickets: tickets.min(lived), language: language(), hashes };
        grow(desk, &house.blobs, content.clone(), wish).await?;
        reactions::catch_up(desk).await.map_err(|error| error.to_string())?;
    }
    let have = desk.ask(Actor::System, demo::tickets).await.map_err(|error| error.to_string())?;
    let missing = tickets.saturating_sub(usize::try_from(have).unwrap_or(usize::MAX));
    if missing > 0 { fill_up(house, content, tickets, missing).await } else { Ok(()) }
}

/// The rest, at bulk speed.
async fn fill_up(house: &House, content: &Arc<Content>, tickets: usize, missing: usize) -> Result<(), String> {
    staff::hire(&house.desk, &house.passwords, content.clone(), tickets).await?;
    let known = content.clone();
    let found =
        house.desk.ask(Actor::System, move |read| find(read, &known)).await.map_err(|error| error.to_string())?;
    let (location, content, now) = (house::location(&house.config), content.clone(), house.desk.now());
    let written = tokio::task::spawn_blocking(move || {
        let mut progress = Progress::of(missing, "tickets");
        let wish = mass::Wish { seed: SEED, tickets: missing, now };
        mass::add(&location, &content, &found, &wish, &mut |written| progress.at(written))
    });
    written.await.map_err(|error| error.to_string())?.map_err(|fault| fault.to_string())?;
    reactions::catch_up(&house.desk).await.map_err(|error| error.to_string())
}

/// The company's names are written as the terminal speaks.
fn language() -> Language {
    let spoken = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    spoken.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

fn tell(wish: &Demo, house: &House, doors: &Doors, accounts: &[Account]) -> Result<(), String> {
    let text = if wish.json { line(house, doors, accounts) + "\n" } else { page(house, doors, accounts) };
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| error.to_string())
}

fn line(house: &House, doors: &Doors, accounts: &[Account]) -> String {
    #[derive(serde::Serialize)]
    struct Ready<'r> {
        url: String,
        accounts: &'r [Account],
        lmtp: Option<SocketAddr>,
        smtp: Option<SocketAddr>,
    }
    let (lmtp, smtp) = (doors.lmtp_address(), doors.smtp_address());
    serde_json::to_string(&Ready { url: house.config.url(), accounts, lmtp, smtp })
        .expect("texts and addresses are JSON")
}

fn page(house: &House, doors: &Doors, accounts: &[Account]) -> String {
    let wide = accounts.iter().map(|account| account.email.len()).max().unwrap_or_default();
    let rows: String = accounts
        .iter()
        .map(|account| format!("  {:13}  {:wide$}  {}\n", account.role.name(), account.email, account.password))
        .collect();
    let door =
        |address: Option<SocketAddr>| address.map_or_else(|| "a socket".to_owned(), |address| address.to_string());
    format!(
        "\nThe demo is open: {}\n\n{rows}\nMail is taken in by LMTP at {} and by SMTP at {}. None goes out.\nIt stays in {}. Stop it with Ctrl-C.\n\n",
        house.config.url(),
        door(doors.lmtp_address()),
        door(doors.smtp_address()),
        shown(&house.config.data),
    )
}

fn shown(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(folder: &Path) -> House {
        let flags = Flags { data: Some(folder.to_string_lossy().into_owned()), ..Flags::default() };
        House::open(Config::assemble(&flags, &Default::default()).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_desk_that_is_no_demo_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let house = house(folder.path());
        let content = Content::read().unwrap();
        let set_up = house.desk.change(Actor::System, |tx| {
            let link = access::offer_set_up(tx)?;
            access::set_up(tx, testing::cast::first_start(link))
        });
        set_up.await.unwrap();
        let refused = accounts_of(&house, &content).await.err().unwrap();
        assert!(refused.contains("no demo") && refused.contains("--data"), "{refused}");
        assert!(!folder.path().join("demo.json").exists());
    }
}
