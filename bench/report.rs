//! What was measured, as JSON and as a table.

use crate::load::Measured;
use crate::machine::Machine;
use crate::mail::Arrived;
use crate::search::Built;
use crate::set::Pages;
use crate::{Outcome, Plan};
use serde::Serialize;
use std::fmt::Write;
use std::process::Command;

#[derive(Serialize)]
pub struct Report {
    pub version: String,
    pub date: String,
    pub machine: Machine,
    pub database: &'static str,
    pub clients: usize,
    pub seconds: u64,
    pub start: Median,
    pub sets: Vec<Set>,
}

/// Of several starts.
#[derive(Default, Serialize)]
pub struct Median {
    pub milliseconds: f64,
    pub resident_mb: f64,
}

#[derive(Serialize)]
pub struct Set {
    pub tickets: u32,
    pub grown_s: f64,
    pub started_ms: f64,
    pub disk_mb: f64,
    pub idle_mb: f64,
    /// After everything.
    pub resident_mb: f64,
    pub index: Built,
    pub pages: Pages,
    pub mail: Arrived,
}

impl Report {
    pub fn begun(plan: &Plan) -> Outcome<Self> {
        let version = String::from_utf8(Command::new(&plan.kippu).arg("version").output()?.stdout)?;
        Ok(Self {
            version: version.trim().to_owned(),
            date: base::Clock::now(&base::SystemClock).rfc3339(),
            machine: Machine::this(),
            database: if plan.postgres { "PostgreSQL" } else { "SQLite" },
            clients: plan.clients,
            seconds: plan.span.as_secs(),
            start: Median::default(),
            sets: Vec::new(),
        })
    }

    pub fn table(&self) -> String {
        let Machine { processor, cores, memory_mb, system } = &self.machine;
        let mut text = format!(
            "{} on {}, {}; {cores} cores ({processor}), {memory_mb} MB, Linux {system}; {} clients, {} s each\n\n\
             Start on an empty folder to the first page: {:.0} ms, then {:.0} MB resident.\n\n",
            self.version,
            self.database,
            self.date,
            self.clients,
            self.seconds,
            self.start.milliseconds,
            self.start.resident_mb,
        );
        text +=
            "| tickets | what | per second | p50 ms | p95 ms | p99 ms | CPU ms each | bytes | MB at most | failed |\n";
        text += "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n";
        for set in &self.sets {
            let Pages { list, ticket, reply, search, instant, time, time_by_ticket, promises, file, .. } = &set.pages;
            let loads = [
                ("list", list),
                ("ticket", ticket),
                ("search", search),
                ("search while typing", instant),
                ("reply", reply),
                ("time over a year", time),
                ("time over a year, by ticket", time_by_ticket),
                ("promises over a year", promises),
                ("static file", file),
            ];
            for (what, measured) in loads {
                row(&mut text, set.tickets, what, measured);
            }
        }
        text += "\n| tickets | grown in s | start ms | disk MB | idle MB | after all MB | list : static | mail stored/s | mail processed/s | CPU ms each |\n";
        text += "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n";
        for set in &self.sets {
            let ratio = set.pages.list.per_second / set.pages.file.per_second.max(0.001);
            let _ = writeln!(
                text,
                "| {} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {ratio:.2} | {:.0} | {:.0} | {:.2} |",
                set.tickets,
                set.grown_s,
                set.started_ms,
                set.disk_mb,
                set.idle_mb,
                set.resident_mb,
                set.mail.stored_per_second,
                set.mail.processed_per_second,
                set.mail.processor_ms_each,
            );
        }
        text += "\n| tickets | index built in s | documents | MB on disk |\n|---:|---:|---:|---:|\n";
        for Set { tickets, index, .. } in &self.sets {
            let _ = writeln!(text, "| {tickets} | {:.1} | {:.0} | {:.0} |", index.seconds, index.documents, index.mb);
        }
        if let Some(set) = self.sets.first() {
            let _ = write!(text, "\nThe static file is `{}`.", set.pages.asset);
        }
        text
    }
}

fn row(text: &mut String, tickets: u32, what: &str, of: &Measured) {
    let _ = writeln!(
        text,
        "| {tickets} | {what} | {:.0} | {:.2} | {:.2} | {:.2} | {:.3} | {} | {:.0} | {} |",
        of.per_second, of.p50_ms, of.p95_ms, of.p99_ms, of.processor_ms_each, of.bytes, of.resident_mb, of.failed,
    );
}
