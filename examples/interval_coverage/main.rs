//! How often does a 95 % interval hold the truth?
//!
//! Simulates registers whose truth is known, estimates, and counts how often each interval holds it, by the size of the association:
//! `cargo run --release --example interval_coverage -- multistate 2000`. Without a name it lists the studies. What a study prints is the
//! table of the Markdown file beside the module it is about, which the documentation of that module shows.

mod study;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        study::ALL.iter().for_each(|study| println!("{:<12} {}", study.name, study.document));
        return Ok(());
    };
    let study = study::ALL.iter().find(|study| study.name == name).ok_or_else(|| format!("there is no study {name:?}"))?;
    let registers = arguments.next().map_or(Ok(study.registers), |text| text.parse())?;
    print!("{}", study.run(study.sizes, registers)?.to_markdown());
    Ok(())
}
