//! The flight recorder: one box, what it finds, and the way of one mail.

use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::words::Args;
use desk::channel::{Flight, Life, Sighting, Step, TurnedAway};

#[derive(Template)]
#[template(path = "admin/flights.html")]
pub struct Flights<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What was typed.
    pub find: String,
    pub life: Option<Life>,
    pub found: Vec<Sighting>,
    pub away: Vec<TurnedAway>,
}

impl Flights<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-flights")
    }

    /// Nobody has asked for anything, and there is nothing to show unasked.
    fn begins(&self) -> bool {
        self.find.trim().is_empty() && self.life.is_none() && self.found.is_empty() && self.away.is_empty()
    }

    fn nothing(&self) -> bool {
        !self.find.trim().is_empty() && self.found.is_empty() && self.away.is_empty()
    }

    fn path(&self, flight: &Flight) -> String {
        format!("/admin/flights?{}={}", flight.way(), flight.item())
    }

    fn icon(&self, flight: &Flight) -> &'static str {
        match flight {
            Flight::In(_) => "inbox",
            Flight::Out(_) => "send",
            Flight::Withheld(_) => "info",
        }
    }

    fn outcome(&self, found: &Sighting) -> String {
        let mut args = Args::new();
        args.set("number", found.ticket.map(|number| number.to_string()).unwrap_or_default());
        args.set("address", found.to.clone());
        self.shell.words.tell(found.outcome, &args)
    }

    fn sentence(&self, step: &Step) -> String {
        let mut args = Args::new();
        for (name, value) in &step.facts {
            args.set(*name, value.clone());
        }
        self.shell.words.tell(step.key, &args)
    }

    fn why(&self, step: &Step) -> Vec<String> {
        step.evidence.iter().map(|evidence| evidence.say(self.shell.words)).collect()
    }

    fn mark(&self, step: &Step) -> &'static str {
        if step.failed { "failed" } else { "check" }
    }
}
