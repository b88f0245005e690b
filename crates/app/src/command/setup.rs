//! `kippu setup`: whole set-ups from the command line, those that come with the program and those in files.

use crate::house::House;
use base::{Email, Language, words};
use desk::automation::Stage;
use desk::form::Label;
use desk::setup::{Fate, LARGEST_WITH_FILES, Line, Part, SHIPPED, SetUp, Shipped};
use platform::config::Config;
use service::automation::Switch;
use service::setup::{export_set_up, import_set_up, look_at_set_up};
use service::{Actor, Error, people};
use std::fs::File;
use std::io::Read;

#[derive(clap::Subcommand)]
pub enum Setup {
    /// The set-ups that come with the program
    List,
    /// What one would make here; nothing is made
    Show {
        /// The word of one that comes with the program, or a file
        which: String,
        /// The language of its names: en or ja
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Bring one in; what has its name already stays as it is
    Import {
        /// The word of one that comes with the program, or a file
        which: String,
        /// The administrator who does it
        #[arg(long = "as", value_name = "EMAIL")]
        by: String,
        /// The language of its names: en or ja
        #[arg(long, default_value = "en")]
        language: String,
        /// How far its rules may go: act, suggest, log or off
        #[arg(long, default_value = "act")]
        rules: String,
    },
    /// Save the set-up of this desk as a file
    Export {
        file: String,
        /// What it is called
        #[arg(long)]
        name: String,
    },
}

pub async fn run(config: Config, wish: Setup) -> Result<(), String> {
    match wish {
        Setup::List => {
            for shipped in SHIPPED {
                let name = shipped.read().name;
                println!("{:12} {} | {}", shipped.key, name.en, name.ja);
            }
            Ok(())
        }
        Setup::Show { which, language } => {
            let (file, language) = (read(&which)?, spoken(&language)?);
            let house = House::open(config)?;
            let look = move |asked: &mut service::Read| look_at_set_up(asked, &file, language);
            print(&house.desk.ask(Actor::System, look).await.map_err(say)?.lines, language);
            Ok(())
        }
        Setup::Import { which, by, language, rules } => {
            let (file, language) = (read(&which)?, spoken(&language)?);
            let rules = Switch::named(&rules).ok_or_else(|| format!("{rules:?} is none of act, suggest, log, off"))?;
            let house = House::open(config)?;
            keep_files(&house, &file).await?;
            let actor = agent(&house, &by).await?;
            let import = move |tx: &mut service::Tx| import_set_up(tx, &file, language, rules);
            let done = house.desk.change(actor, import).await.map_err(say)?;
            print(&done.lines, language);
            println!("{} made, {} kept as they were", done.count(Fate::Made), done.count(Fate::Kept));
            if rules != Switch::On(Stage::Act) {
                println!("flows are off");
            }
            Ok(())
        }
        Setup::Export { file, name } => {
            let house = House::open(config)?;
            let name = Label::new(name, "");
            let export = move |tx: &mut service::Tx| export_set_up(tx, name, Label::default());
            let (mut setup, left) = house.desk.change(Actor::System, export).await.map_err(say)?;
            put_files_in(&house, &mut setup).await?;
            std::fs::write(&file, setup.written()).map_err(|error| format!("{file}: {error}"))?;
            print(&left, Language::default());
            println!("{file} holds {} things", Part::ALL.iter().map(|part| setup.count(*part)).sum::<usize>());
            Ok(())
        }
    }
}

/// One that comes with the program by its word, else a file.
fn read(which: &str) -> Result<SetUp, String> {
    if let Some(shipped) = Shipped::named(which) {
        return Ok(shipped.read());
    }
    let mut text = Vec::new();
    let file = File::open(which).map_err(|error| format!("{which}: {error}"))?;
    file.take(LARGEST_WITH_FILES as u64 + 1).read_to_end(&mut text).map_err(|error| format!("{which}: {error}"))?;
    let text = String::from_utf8(text).map_err(|_| format!("{which} is no text in UTF-8"))?;
    SetUp::read(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        let words = words::of(Language::English);
        let place = fault.part.map(|part| format!("{} “{}”: ", words.say(&part.key()), fault.name));
        format!("{which}: {}{}", place.unwrap_or_default(), words.say(fault.refusal.key()))
    })
}

async fn keep_files(house: &House, file: &SetUp) -> Result<(), String> {
    for contents in file.files.values() {
        let octets = contents.octets().map_err(|refusal| say(refusal.into()))?;
        house.blobs.put(octets).await.map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

async fn put_files_in(house: &House, setup: &mut SetUp) -> Result<(), String> {
    for digest in setup.digests() {
        let octets = house.blobs.get(&digest).await.map_err(|fault| fault.to_string())?;
        setup.put_in(&octets.ok_or_else(|| format!("the file {digest} of a macro is gone"))?);
    }
    Ok(())
}

fn spoken(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| format!("{tag:?} is no language: en or ja"))
}

async fn agent(house: &House, address: &str) -> Result<Actor, String> {
    let email = Email::parse(address).ok_or_else(|| format!("{address:?} is no address"))?;
    let agents = house.desk.ask(Actor::System, people::agents).await.map_err(say)?;
    let known = agents.into_iter().find(|(person, agent)| agent.active && person.email.as_ref() == Some(&email));
    let (_, agent) = known.ok_or_else(|| format!("no agent has the address {address}; see `kippu user list`"))?;
    Ok(agent.actor())
}

fn print(lines: &[Line], language: Language) {
    let words = words::of(language);
    for line in lines {
        let fate = words.say(&format!("setup-fate-{}", line.fate.name().replace('_', "-"))).to_owned();
        println!("{:20} {} ({fate})", words.say(&line.part.key()), line.name);
    }
}

/// A refusal in the words of the screens.
fn say(error: Error) -> String {
    match error {
        Error::Refused(refusal) => words::of(Language::English).say(refusal.key()).to_owned(),
        Error::Missing | Error::Conflict | Error::Fault(_) => error.to_string(),
    }
}
