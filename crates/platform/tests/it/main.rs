//! The machine we stand on, tried against real files, processes and servers.

#![allow(clippy::unwrap_used)]

mod blobs;
mod bucket;
mod http;
mod killed;
mod signals;
mod telemetry;
