//! What Linux says of the machine and of one process.

use crate::Outcome;
use serde::Serialize;
use std::fs;

#[derive(Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_mb: u64,
    pub system: String,
}

impl Machine {
    pub fn this() -> Self {
        let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        Self {
            processor: field(&processor, "model name").unwrap_or("unknown").to_owned(),
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            memory_mb: kilobytes(field(&memory, "MemTotal")) / 1024,
            system: fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned(),
        }
    }
}

/// Resident memory of a process, in MB.
pub fn resident_mb(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    kilobytes(field(&status, "VmRSS")) as f64 / 1024.0
}

/// The most resident memory a process ever had, in MB.
pub fn most_resident_mb(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    kilobytes(field(&status, "VmHWM")) as f64 / 1024.0
}

/// Seconds of processor time a process has used until now: fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms.
pub fn processor_seconds(process: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit_once(") ").ok_or("no process")?.1;
    let ticks = after_name.split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap_or(0)).sum::<u64>();
    Ok(ticks as f64 / 100.0)
}

/// Bytes of a folder with everything in it.
pub fn folder_bytes(folder: &std::path::Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => folder_bytes(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}

fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

fn kilobytes(value: Option<&str>) -> u64 {
    value.and_then(|value| value.split(' ').next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}
