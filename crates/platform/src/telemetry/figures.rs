//! The figures of this process, in the text format of Prometheus (version 0.0.4).

use metrics::{describe_gauge, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// From half a millisecond to ten seconds.
const SECONDS: &[f64] = &[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// From a short mail to a large attachment.
const BYTES: &[f64] = &[1e3, 4e3, 16e3, 64e3, 256e3, 1e6, 4e6, 16e6, 64e6];
const UPKEEP: Duration = Duration::from_secs(10);

static FIGURES: OnceLock<PrometheusHandle> = OnceLock::new();

/// Everything that was counted, as text for `/metrics`; empty before [`super::init`].
pub fn metrics() -> String {
    measure_the_process();
    FIGURES.get().map(PrometheusHandle::render).unwrap_or_default()
}

pub fn start() {
    let suffix = |end: &str| Matcher::Suffix(end.to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(suffix("_seconds"), SECONDS)
        .and_then(|builder| builder.set_buckets_for_metric(suffix("_bytes"), BYTES))
        .expect("there are buckets")
        .build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_ok() {
        describe();
        FIGURES.get_or_init(|| handle.clone());
        keep_up(handle);
    }
}

fn describe() {
    describe_gauge!("process_resident_memory_bytes", "Memory of this process that is in RAM, in bytes.");
    describe_gauge!("process_open_fds", "Open file descriptors of this process.");
    describe_gauge!("process_start_time_seconds", "When this process started, in seconds since 1970.");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    gauge!("process_start_time_seconds").set(now.as_secs_f64());
}

/// Folds what histograms were told into their buckets; without it they would keep each number until somebody asks.
fn keep_up(handle: PrometheusHandle) {
    let work = move || {
        loop {
            std::thread::sleep(UPKEEP);
            handle.run_upkeep();
        }
    };
    let started = std::thread::Builder::new().name("figures".into()).spawn(work);
    if let Err(error) = started {
        tracing::warn!(%error, "figures are kept up only when /metrics is asked");
    }
}

/// Linux tells these; elsewhere the gauges stay away.
fn measure_the_process() {
    if let Some(bytes) = resident_bytes() {
        gauge!("process_resident_memory_bytes").set(bytes);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        gauge!("process_open_fds").set(open.count() as f64);
    }
}

/// `VmRSS: 12345 kB`, as proc_pid_status(5) writes it.
fn resident_bytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}
