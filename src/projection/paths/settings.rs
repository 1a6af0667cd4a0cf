//! How paths are simulated: how many, from which seed, by how many threads.

use super::block::{Block, COUNTED, Lots};
use super::result::SimulatedPaths;
use super::uncertain::{DrawnRates, Errors};
use crate::error::{Error, Result};
use crate::projection::roll_forward::{Moves, Probabilities, Years};
use crate::projection::{Arrival, ProjectionSettings, YearVariation};
use crate::random::FastDraws;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most numbers that are kept: paths × years × kinds.
const MOST_NUMBERS: u64 = 500_000_000;
/// Most people followed on a path.
const MOST_PEOPLE: u64 = 1 << 31;
/// Paths that are moved side by side. It is part of what a seed means.
const SIDE_BY_SIDE: usize = 256;

/// How a projection is lived through by lot; consumed by [`PathSettings::run`].
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, projection::{Assumed, Assumptions, PathSettings, Population, Projection, Quantity}};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
/// let settings = Projection::of(&population, &assumptions, [0, 0]);
/// let paths = PathSettings::of(&settings, 1_000, 42).run()?;
/// let exact = settings.run()?.years()[1].members;
/// assert!((paths.mean(Quantity::Members, 2026.into())?.unwrap() - exact.mean).abs() < 5.0 * (exact.variance() / 1_000.0).sqrt());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct PathSettings<'a> {
    projection: ProjectionSettings<'a>,
    paths: u32,
    seed: u64,
    threads: Option<NonZeroUsize>,
}

impl<'a> PathSettings<'a> {
    /// Settings for `paths` paths of a projection, drawn from `seed`.
    pub fn of(projection: &ProjectionSettings<'a>, paths: u32, seed: u64) -> Self {
        Self { projection: projection.clone(), paths, seed, threads: None }
    }

    /// By at most so many threads; as many as the machine has unless told. The paths are the same for any number.
    pub fn threads(self, threads: NonZeroUsize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Draws the paths.
    ///
    /// On each, every person moves once a fiscal year by lot. Where assumptions have standard errors, each path draws its own probabilities
    /// from the beta distribution of that mean and error, once for all years; where years vary, each path draws their effects on the log
    /// odds; where the inflow is a forecast, each path draws its errors. Numbers of new licence holders that are not whole are rounded up as often as their fraction says.
    ///
    /// # Errors
    ///
    /// As [`ProjectionSettings::run`]; [`Error::Setting`] without any path; [`Error::Limit`] when paths × years exceed 55 million, or for
    /// more than two thousand million people.
    pub fn run(&self) -> Result<SimulatedPaths> {
        self.projection.check()?;
        let years = Years::new(&self.projection.assumptions, self.projection.inflow.len());
        let start = self.start(&years)?;
        self.check(years.horizon())?;
        let errors = Errors::of((0..years.horizon()).map(|year| years.places().errors(self.projection.assumptions_of(year))));
        let certain = errors.none() && self.projection.variation == YearVariation::default() && self.projection.inflow_errors.is_empty();
        let blocks = (self.paths as usize).div_ceil(SIDE_BY_SIDE);
        let (next, found) = (AtomicUsize::new(0), Mutex::new(vec![Vec::new(); blocks]));
        let work = || {
            let mut lots = None;
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    return;
                }
                let paths = SIDE_BY_SIDE.min(self.paths as usize - block * SIDE_BY_SIDE);
                let counted = if certain {
                    self.together(&years, &start, &mut lots, paths, block)
                } else {
                    (0..paths).flat_map(|path| self.alone(&years, &start, &errors, block * SIDE_BY_SIDE + path)).collect()
                };
                if let Some(of_block) = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_mut(block) {
                    *of_block = counted;
                }
            }
        };
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        std::thread::scope(|scope| {
            (1..threads.min(blocks)).for_each(|_| drop(scope.spawn(work)));
            work();
        });
        let found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(SimulatedPaths::new(&self.projection, self.seed, self.paths as usize, found.concat()))
    }

    /// The people in each state at the start, when they are not too many to follow.
    fn start(&self, years: &Years) -> Result<Vec<u32>> {
        let mut people = vec![0u64; years.states().len()];
        self.projection.each_at_start(years, |state, count| people[state] = people[state].saturating_add(count));
        let of = |arrival: &Arrival| if let Arrival::Binomial { of, .. } = *arrival { of } else { 0 };
        let could_join = self.projection.inflow.iter().map(of).max().unwrap_or(0);
        let inflow = self.projection.inflow.iter().map(|arrival| arrival.mean() + 10.0 * arrival.variance().sqrt()).sum::<f64>();
        let found = people.iter().fold(inflow as u64, |sum, &count| sum.saturating_add(count)).max(could_join);
        if found > MOST_PEOPLE {
            let advice = "use the exact mean and variance of `ProjectionSettings::run`, which need no paths".into();
            return Err(Error::Limit { what: "people on a path", found, limit: MOST_PEOPLE, advice });
        }
        Ok(people.into_iter().map(|count| count as u32).collect())
    }

    /// Refuses no path, and more than memory should hold.
    fn check(&self, horizon: usize) -> Result<()> {
        if self.paths == 0 {
            return Err(Error::setting("paths", 0, "are none; give 1,000 or more"));
        }
        let found = u64::from(self.paths) * (horizon * COUNTED) as u64;
        if found > MOST_NUMBERS {
            let advice = "draw fewer paths, or project fewer years".into();
            return Err(Error::Limit { what: "numbers of simulated paths (paths × years × 9)", found, limit: MOST_NUMBERS, advice });
        }
        Ok(())
    }

    /// Paths under the same probabilities, side by side: what is counted, by path, year and kind. The lots of the last year stay ready for
    /// the next paths.
    fn together<'y>(&self, years: &'y Years, start: &[u32], lots: &mut Option<(&'y Moves, Lots)>, paths: usize, block: usize) -> Vec<u32> {
        let mut side_by_side = Block::new(start, paths, FastDraws::new(self.seed, block as u64));
        let horizon = years.horizon();
        let mut all = vec![0; paths * horizon * COUNTED];
        for year in 0..horizon {
            let moves = years.moves(year);
            let (_, ready) = match lots.take().filter(|(before, _)| std::ptr::eq(*before, moves)) {
                Some(same) => lots.insert(same),
                None => lots.insert((moves, Lots::new(moves, start.len()))),
            };
            side_by_side.live(moves, ready, &self.projection.inflow[year], years.states().never(0));
            for (kind, of_kind) in side_by_side.counted.chunks(paths).enumerate() {
                of_kind.iter().enumerate().for_each(|(path, &count)| all[(path * horizon + year) * COUNTED + kind] = count);
            }
        }
        all
    }

    /// One path with probabilities of its own. Its stream lies beyond those of paths side by side.
    fn alone(&self, years: &Years, start: &[u32], errors: &Errors, path: usize) -> Vec<u32> {
        let mut one = Block::new(start, 1, FastDraws::new(self.seed, (1 << 32) + path as u64));
        let mut rates = DrawnRates::new(errors, &self.projection.variation, one.draws());
        let inflow = super::uncertain::drawn_inflow(&self.projection.inflow, &self.projection.inflow_errors, one.draws());
        let mut all = Vec::with_capacity(years.horizon() * COUNTED);
        let mut last: Option<(Probabilities, Moves, Lots)> = None;
        for (year, inflow) in inflow.iter().enumerate() {
            let of = rates.of_year(years, year, errors, &self.projection.variation, one.draws());
            let (_, moves, lots) = match last.take().filter(|(before, ..)| *before == of) {
                Some(same) => last.insert(same),
                None => {
                    let moves = Moves::new(years.places(), &of);
                    let lots = Lots::new(&moves, start.len());
                    last.insert((of, moves, lots))
                }
            };
            one.live(moves, lots, inflow, years.states().never(0));
            all.extend_from_slice(&one.counted);
        }
        all
    }
}
