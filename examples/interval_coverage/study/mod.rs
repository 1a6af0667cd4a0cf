//! Studies of how often intervals hold a known truth: what each asks, and the one way in which all are run.

mod bootstrap;
mod coverage;
mod curves;
mod draws;
mod hazards;
mod incidences;
mod multistate;
mod panel;
mod projection;
mod quantiles;
mod quarterly;
mod regression;
mod reinstatement;
mod retention;
mod state_paths;

pub(crate) use coverage::{Answer, Findings};
use draws::Draws;
use kaiin::Result;

/// A study: registers of several sizes, and what is asked of each.
#[derive(Debug)]
pub(crate) struct Study {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// The file that shows its table.
    pub(crate) document: &'static str,
    /// What the first columns of its table are.
    pub(crate) heading: &'static str,
    /// How large the associations are.
    pub(crate) sizes: &'static [usize],
    /// The registers of each size that its table is made of.
    pub(crate) registers: u64,
    /// All questions put to the register of a size and a seed: always the same ones in the same order.
    pub(crate) answers: fn(usize, u64) -> Result<Vec<Answer>>,
}

/// Small, middling and large branches.
const SIZES: &[usize] = &[25, 100, 1_000];

/// Registers of each size, for most tables.
const REGISTERS: u64 = 2_000;

/// All studies.
pub(crate) const ALL: &[Study] = &[
    curves::STUDY,
    quantiles::STUDY,
    bootstrap::STUDY,
    incidences::STUDY,
    multistate::STUDY,
    reinstatement::STUDY,
    hazards::STUDY,
    regression::STUDY,
    retention::STUDY,
    panel::STUDY,
    projection::STUDY,
];

impl Study {
    /// Puts all questions to so many registers of each of some sizes, on all processors.
    pub(crate) fn run(&self, sizes: &[usize], registers: u64) -> Result<Findings> {
        let mut findings = Findings::new(self.heading, sizes);
        let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
        for (place, &size) in sizes.iter().enumerate() {
            let some = |part: u64| -> Result<Findings> {
                let mut findings = Findings::new(self.heading, sizes);
                for seed in (part..registers).step_by(threads as usize) {
                    findings.count(place, (self.answers)(size, seed)?);
                }
                Ok(findings)
            };
            let parts = std::thread::scope(|scope| {
                let workers: Vec<_> = (0..threads).map(|part| scope.spawn(move || some(part))).collect();
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
            });
            for part in parts {
                findings.add(part?);
            }
        }
        Ok(findings)
    }
}

/// A number of years, in words.
fn in_years(years: u32) -> String {
    if years == 1 { "1 year".to_owned() } else { format!("{years} years") }
}
