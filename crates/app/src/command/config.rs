//! `kippu config`: the settings in force, and where each comes from.

use platform::config::Config;

pub fn run(config: &Config) -> Result<(), String> {
    print!("{}", config.shown());
    Ok(())
}
