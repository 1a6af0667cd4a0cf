//! What does a register look like whose truth is known?
//!
//! Makes a register of so many members (a million unless told otherwise) and prints its last years and the lapse rates that were
//! realised beside those that were set: `cargo run --release --example simulate_register -- 100000 42`.

use kaiin::simulate::Simulation;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let members = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(42), |text| text.parse())?;

    let started = Instant::now();
    let register = Simulation::new().members(members)?.run(seed)?;
    let seconds = started.elapsed().as_secs_f64();

    let truth = &register.truth;
    println!("seed {seed}, extract of {}: made in {seconds:.2} s", register.as_of);
    println!("{} rows of {} members among {} licence holders\n", truth.rows, truth.members, truth.licensees);
    println!("year   joined reinstated    left  members on 31 March");
    for year in truth.years.iter().rev().take(5).rev() {
        println!("{} {:>8} {:>10} {:>7} {:>20}", year.year, year.joined(), year.reinstated, year.left_total(), year.members_on_last_day());
    }
    println!("\nmembership year   lapse set   realised   of members");
    for (index, tally) in truth.lapse.iter().enumerate().take(5) {
        if let Some(rate) = tally.rate() {
            println!("{:>15} {:>11.3} {rate:>10.4} {:>12}", index + 1, tally.probability, tally.trials);
        }
    }
    Ok(())
}
