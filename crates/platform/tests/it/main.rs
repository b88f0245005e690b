//! The machine we stand on, tried against real files, processes and servers.

mod blobs;
mod bucket;
mod killed;
