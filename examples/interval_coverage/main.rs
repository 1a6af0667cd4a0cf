//! How often does a 95 % interval hold the truth?
//!
//! Simulates registers whose lapse probabilities are known, estimates, and counts how often each interval holds the truth, by the size of
//! the association: `cargo run --release --example interval_coverage -- 2000`. The result is `src/survival/interval_coverage.md`, which the
//! documentation of `kaiin::survival` shows.

mod study;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registers = std::env::args().nth(1).map_or(Ok(2_000), |text| text.parse())?;
    print!("{}", study::table(&study::study(&[25, 100, 1_000], registers)?));
    Ok(())
}
