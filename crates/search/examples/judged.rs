//! `cargo run -p search --example judged`: recall and precision over the judged questions, and those that fall short.

#[path = "../judged/mod.rs"]
mod judged;

use judged::{Judged, mean};

fn main() {
    let all = judged::judge();
    for one in all.iter().filter(|one| one.recall() < 1.0 || one.precision() < 1.0) {
        println!("{:<40} wanted {:?}, found {:?}", one.query, one.wanted, one.found);
    }
    println!(
        "{} questions: recall {:.3}, precision {:.3} (of the first ten finds), mean reciprocal rank {:.3}",
        all.len(),
        mean(&all, Judged::recall),
        mean(&all, Judged::precision),
        mean(&all, Judged::rank)
    );
}
