//! `kippu version`.

pub fn run() -> Result<(), String> {
    println!("kippu {}", env!("CARGO_PKG_VERSION"));
    Ok(())
}
