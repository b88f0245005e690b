//! `kippu migrate`: the schema up to date, or the whole installation into another database.

use crate::house;
use platform::config::Config;
use service::{Location, whole};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Migrate {
    /// Copy everything into this empty database: postgres://… or the path of a new SQLite file.
    /// Stop the desk first; files and the key stay where they are
    #[arg(long, value_name = "DATABASE")]
    to: Option<String>,
}

pub fn run(config: &Config, wish: &Migrate) -> Result<(), String> {
    std::fs::create_dir_all(&config.data).map_err(|error| format!("{}: {error}", config.data.display()))?;
    let from = house::location(config);
    let Some(to) = &wish.to else { return up_to_date(&from) };
    let to = target(to)?;
    let copied = whole::copy(&from, &to, &mut |done| println!("{:>10}  {}", done.rows, done.table));
    let copied = copied.map_err(|fault| format!("nothing was copied: {fault}"))?;
    let rows: i64 = copied.iter().map(|table| table.rows).sum();
    println!("{rows:>10}  in all; the counts of both databases agree. Start Kippu with --database to use the copy");
    Ok(())
}

fn up_to_date(location: &Location) -> Result<(), String> {
    // Opening a database brings its schema up to date.
    let opened = service::Desk::open(service::Settings {
        location: location.clone(),
        clock: std::sync::Arc::new(base::SystemClock),
        signer: std::sync::Arc::new(NoKey),
    });
    opened.map_err(|fault| fault.to_string())?;
    println!("the database is up to date");
    Ok(())
}

fn target(text: &str) -> Result<Location, String> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Ok(Location::Postgres(text.to_owned()))
    } else if text.contains("://") {
        Err(format!("--to {text}: neither postgres://… nor a path"))
    } else {
        Ok(Location::File(PathBuf::from(text)))
    }
}

/// Bringing a schema up to date signs nothing.
struct NoKey;

impl service::Signer for NoKey {
    fn sign(&self, _: &str, _: &str) -> String {
        String::new()
    }

    fn verify(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
}
