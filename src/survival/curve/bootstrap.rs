//! How sure is a retention curve, without a formula? Persons drawn again and again, with replacement, and the spread of their curves.

use super::settings::{SurvivalEstimator, SurvivalSettings};
use crate::cohort::{DurationTable, SpellsCounted};
use crate::error::{Error, Result};
use crate::random::Draws;
use crate::survival::near_ties::NearTies;
use crate::survival::observations::Observations;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Most replicates: more say nothing new and take memory.
const MOST_REPLICATES: u64 = 1_000_000;

/// How limits are taken from the replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BootstrapLimits {
    /// The quantiles of the replicates. The default: shares stay between 0 and 1.
    #[default]
    Percentile,
    /// Twice the estimate less the opposite quantile, which turns the skewness the right way round, but may leave [0, 1].
    Basic,
}

/// How persons are drawn again: the settings of a bootstrap.
///
/// Each replicate draws as many persons as there are, with replacement, with all rows of each. Replicate `r` draws from stream `r` of the
/// seed, so the result is the same for any number of threads and on any machine.
///
/// # Example
///
/// ```
/// use kaiin::survival::{Bootstrap, Observations, SurvivalSettings};
/// let rows = Observations::of_events(&[1.0, 2.0, 2.0, 3.0], &[true, true, false, true])?;
/// let curve = Bootstrap::new(2026).replicates(500)?.curve(&SurvivalSettings::new(), &rows, "all", &[1.0])?;
/// let first = curve.points()[0];
/// assert_eq!((first.time, first.survival), (1.0, 0.75));
/// assert!((first.error - 0.2165).abs() < 0.02); // a share of 4 persons: √(¾ · ¼ / 4)
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// B. Efron (1981), *J. Amer. Statist. Assoc.* 76, 312–319; B. Efron and R. J. Tibshirani (1993), *An Introduction to the Bootstrap*,
/// chapters 6 and 13.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until a curve is made"]
pub struct Bootstrap {
    seed: u64,
    replicates: u32,
    limits: BootstrapLimits,
    threads: usize,
}

impl Bootstrap {
    /// A thousand replicates with percentile limits, on as many threads as the machine offers.
    pub fn new(seed: u64) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { seed, replicates: 1_000, limits: BootstrapLimits::default(), threads }
    }

    /// Number of replicates.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] below 2; [`Error::Limit`] beyond a million.
    pub fn replicates(mut self, replicates: u32) -> Result<Self> {
        if replicates < 2 {
            return Err(Error::setting("replicates", replicates, "gives no spread; draw at least 2, better 1000"));
        }
        if u64::from(replicates) > MOST_REPLICATES {
            let advice = "draw fewer; limits from 10,000 no longer change".into();
            return Err(Error::Limit { what: "replicates", found: replicates.into(), limit: MOST_REPLICATES, advice });
        }
        self.replicates = replicates;
        Ok(self)
    }

    /// How limits are taken from the replicates.
    pub fn limits(mut self, limits: BootstrapLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Number of threads, 1 to 256. The result does not depend on it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, 256);
        self
    }

    /// The curve of a group of rows at some times, with the spread that persons drawn again give it.
    ///
    /// Where a replicate is not followed as far as a time, its last share is taken. With few persons, and at times before anyone has left,
    /// all replicates agree and the limits are too narrow: take the intervals of [`SurvivalCurve`](super::SurvivalCurve) there.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a time that is no number or not seen in the rows, and when rows have weights (draw persons, not weights);
    /// [`Error::Missing`] for a group that there is not; [`Error::NoRows`] when no row of it counts.
    pub fn curve(&self, settings: &SurvivalSettings, rows: &Observations, group: &str, times: &[f64]) -> Result<BootstrapCurve> {
        if !rows.weight.is_empty() {
            return Err(Error::setting("weight", "of the rows", "cannot be drawn again; give rows without weights"));
        }
        let rows = rows.clone().merging(NearTies::Rounding);
        let mut chosen = rows.rows_of(rows.group_position(group)?);
        chosen.retain(|&row| rows.entry_of(row) < rows.time[row]); // rounding may have left a row without time at risk
        if chosen.is_empty() {
            return Err(Error::NoRows { input: format!("group {group:?}"), advice: "give it at least one row".into() });
        }
        self.run(settings, &Persons::of_rows(&rows, &chosen), times)
    }

    /// The same for a group of a duration table, with a membership a person: times are days.
    ///
    /// # Errors
    ///
    /// As [`Bootstrap::curve`]; [`Error::Setting`] when the table counts all memberships of a person, or has members who entered late:
    /// it does not know which entry belongs to which exit.
    pub fn durations(&self, settings: &SurvivalSettings, table: &DurationTable, group: usize, times: &[f64]) -> Result<BootstrapCurve> {
        if table.made_by().counts_spells() != SpellsCounted::First {
            let reason = "are counted in the table, and it does not know which are of one person; build it for first memberships";
            return Err(Error::setting("memberships", "all", reason));
        }
        self.run(settings, &Persons::of_durations(table, group)?, times)
    }

    fn run(&self, settings: &SurvivalSettings, persons: &Persons, times: &[f64]) -> Result<BootstrapCurve> {
        let ends = persons.times.len();
        let last = persons.times.last().copied().unwrap_or(f64::NEG_INFINITY);
        let mut original = Tally::new(ends);
        (0..persons.len()).for_each(|person| original.add(persons, person));
        let mut survival = Vec::with_capacity(ends);
        original.curve(settings.estimator, &mut survival);
        if let Some(&time) = times.iter().find(|&&time| time.is_nan() || (time > last && survival.last().is_some_and(|&share| share > 0.0)))
        {
            let reason = format!("was not reached: the last time seen is {last}, and the share is not 0 then; ask for earlier times");
            return Err(Error::setting("time", time, reason));
        }
        let places: Vec<usize> = times.iter().map(|&time| persons.times.partition_point(|&end| end <= time)).collect();
        let replicates = self.shares(settings.estimator, persons, &places);
        let points = times.iter().zip(&places).zip(replicates).map(|((&time, &place), shares)| {
            let estimate = share_at(&survival, place);
            self.point(time, estimate, shares, settings.confidence)
        });
        let points = points.collect();
        Ok(BootstrapCurve { bootstrap: Self { threads: 1, ..*self }, settings: *settings, persons: persons.len() as u64, points })
    }

    /// For each place the shares of all replicates, in their order.
    fn shares(&self, estimator: SurvivalEstimator, persons: &Persons, places: &[usize]) -> Vec<Vec<f64>> {
        let replicates = u64::from(self.replicates);
        let bounds: Vec<u64> = (0..=self.threads as u64).map(|part| replicates * part / self.threads as u64).collect();
        let parts = std::thread::scope(|scope| {
            let work = |from, to| scope.spawn(move || self.some_shares(estimator, persons, places, from..to));
            let workers: Vec<_> = bounds.windows(2).map(|part| work(part[0], part[1])).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
        });
        let mut all = vec![Vec::with_capacity(replicates as usize); places.len()];
        for part in parts {
            all.iter_mut().zip(part).for_each(|(all, more)| all.extend(more));
        }
        all
    }

    fn some_shares(
        &self,
        estimator: SurvivalEstimator,
        persons: &Persons,
        places: &[usize],
        replicates: std::ops::Range<u64>,
    ) -> Vec<Vec<f64>> {
        let mut shares = vec![Vec::new(); places.len()];
        let (mut tally, mut survival) = (Tally::new(persons.times.len()), Vec::with_capacity(persons.times.len()));
        let count = u32::try_from(persons.len()).unwrap_or(u32::MAX);
        for replicate in replicates {
            tally.clear();
            let mut draws = Draws::new(self.seed, replicate);
            (0..count).for_each(|_| tally.add(persons, draws.position_below(count) as usize));
            tally.curve(estimator, &mut survival);
            shares.iter_mut().zip(places).for_each(|(shares, &place)| shares.push(share_at(&survival, place)));
        }
        shares
    }

    fn point(&self, time: f64, survival: f64, mut shares: Vec<f64>, confidence: Confidence) -> BootstrapPoint {
        let n = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / n;
        let error = (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        shares.sort_by(f64::total_cmp);
        let tail = (1.0 - confidence.get()) / 2.0;
        let (low, high) = (quantile(&shares, tail), quantile(&shares, 1.0 - tail));
        let (lower, upper) = match self.limits {
            BootstrapLimits::Percentile => (low, high),
            BootstrapLimits::Basic => (2.0 * survival - high, 2.0 * survival - low),
        };
        BootstrapPoint { time, survival, error, lower, upper }
    }
}

/// The share after so many of the times: 1 before the first.
fn share_at(survival: &[f64], place: usize) -> f64 {
    place.checked_sub(1).and_then(|at| survival.get(at)).copied().unwrap_or(1.0)
}

/// A quantile of sorted values, interpolated at position `1 + (n - 1) p` (type 7 of Hyndman and Fan 1996, *Am. Statistician* 50, 361–365).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let position = (sorted.len().saturating_sub(1)) as f64 * p;
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    let below = position.floor();
    at(below as usize) + (position - below) * (at(position.ceil() as usize) - at(below as usize))
}

/// One time of a [`BootstrapCurve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BootstrapPoint {
    /// The time.
    pub time: f64,
    /// Share still there just after the time, of the persons as they are.
    pub survival: f64,
    /// Standard deviation of the share over the replicates.
    pub error: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// A retention curve with the spread of its replicates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BootstrapCurve {
    bootstrap: Bootstrap,
    settings: SurvivalSettings,
    persons: u64,
    points: Vec<BootstrapPoint>,
}

impl BootstrapCurve {
    /// The times asked for, in the order in which they were asked for.
    #[must_use]
    pub fn points(&self) -> &[BootstrapPoint] {
        &self.points
    }

    /// How it was drawn; the number of threads is not kept.
    pub fn bootstrap(&self) -> &Bootstrap {
        &self.bootstrap
    }

    /// The settings of the curve.
    pub fn settings(&self) -> &SurvivalSettings {
        &self.settings
    }

    /// Number of persons, and so of draws a replicate.
    #[must_use]
    pub fn persons(&self) -> u64 {
        self.persons
    }

    /// The table: a row a time.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: fn(&BootstrapPoint) -> f64| Values::Reals(self.points.iter().map(|point| Some(value(point))).collect());
        let columns = [
            ("time", column(|point| point.time)),
            ("survival", column(|point| point.survival)),
            ("error", column(|point| point.error)),
            ("lower", column(|point| point.lower)),
            ("upper", column(|point| point.upper)),
        ];
        Table::of_columns("bootstrap", columns)
    }
}

/// Who can be drawn: the rows of each person, as positions among the distinct times at which rows end.
struct Persons {
    times: Vec<f64>,
    /// Twice the position of the end among the times, plus 1 when the row ends in an event.
    exits: Vec<u32>,
    /// How many of the times lie at or before the entry; empty when nobody enters late.
    entries: Vec<u32>,
    /// Where the rows of each person begin, and the end of the last; empty when each has one row.
    first: Vec<u32>,
}

impl Persons {
    fn of_rows(rows: &Observations, chosen: &[usize]) -> Self {
        let mut times: Vec<f64> = chosen.iter().map(|&row| rows.time[row]).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        let mut order = chosen.to_vec();
        order.sort_by_key(|&row| rows.person_of(row));
        let place = |time: f64| times.partition_point(|&end| end < time) as u32;
        let exits = order.iter().map(|&row| place(rows.time[row]) << 1 | u32::from(rows.outcome[row] != 0)).collect();
        let entries = if rows.entry.is_empty() {
            Vec::new()
        } else {
            order.iter().map(|&row| times.partition_point(|&end| end <= rows.entry_of(row)) as u32).collect()
        };
        let mut first: Vec<u32> = (0..order.len())
            .filter(|&at| at == 0 || rows.person_of(order[at]) != rows.person_of(order[at - 1]))
            .map(|at| at as u32)
            .collect();
        if first.len() == order.len() {
            first.clear();
        } else {
            first.push(order.len() as u32);
        }
        Self { times, exits, entries, first }
    }

    fn of_durations(table: &DurationTable, group: usize) -> Result<Self> {
        if table.groups().len() <= group {
            let reason = format!("is not a position among the {} groups of the table", table.groups().len());
            return Err(Error::setting("group", group, reason));
        }
        let (mut times, mut exits) = (Vec::new(), Vec::new());
        for row in table.rows(group) {
            if row.entered_late > 0 {
                let reason = "entered late, and the table does not know when they left; draw from rows (Observations)";
                return Err(Error::setting("members", row.entered_late, reason));
            }
            let place = (times.len() as u32) << 1;
            times.push(f64::from(row.days));
            exits.extend(std::iter::repeat_n(place | 1, row.exits.total() as usize));
            exits.extend(std::iter::repeat_n(place, row.censored as usize));
        }
        if exits.is_empty() {
            return Err(Error::NoRows { input: "the group".into(), advice: "choose a group with members".into() });
        }
        Ok(Self { times, exits, entries: Vec::new(), first: Vec::new() })
    }

    fn len(&self) -> usize {
        if self.first.is_empty() { self.exits.len() } else { self.first.len() - 1 }
    }
}

/// How many rows of the persons drawn ended, left and entered at each time.
struct Tally {
    /// Censored and events, in turn.
    exits: Vec<u32>,
    /// At risk from this position of the times on, beyond the first.
    entries: Vec<u32>,
    at_start: u64,
}

impl Tally {
    fn new(times: usize) -> Self {
        Self { exits: vec![0; 2 * times], entries: vec![0; times + 1], at_start: 0 }
    }

    fn clear(&mut self) {
        self.exits.fill(0);
        self.entries.fill(0);
        self.at_start = 0;
    }

    /// Counts all rows of a person once more.
    fn add(&mut self, persons: &Persons, person: usize) {
        let rows = match persons.first.get(person..person + 2) {
            Some(&[from, to]) => from as usize..to as usize,
            _ => person..person + 1,
        };
        for row in rows {
            self.exits[persons.exits[row] as usize] += 1;
            match persons.entries.get(row) {
                Some(&entry) => self.entries[entry as usize] += 1,
                None => self.at_start += 1,
            }
        }
    }

    /// The share still there after each of the times.
    fn curve(&self, estimator: SurvivalEstimator, survival: &mut Vec<f64>) {
        survival.clear();
        let (mut at_risk, mut product, mut hazard) = (self.at_start, 1.0, 0.0);
        for (exits, &entered) in self.exits.chunks_exact(2).zip(&self.entries) {
            at_risk += u64::from(entered);
            let (censored, events) = (u64::from(exits[0]), u64::from(exits[1]));
            if events > 0 {
                let n = at_risk as f64;
                product *= (at_risk - events) as f64 / n;
                hazard += match estimator {
                    SurvivalEstimator::FlemingHarrington => (0..events).map(|before| 1.0 / (n - before as f64)).sum(),
                    SurvivalEstimator::KaplanMeier | SurvivalEstimator::NelsonAalen => events as f64 / n,
                };
            }
            at_risk -= censored + events;
            survival.push(if estimator == SurvivalEstimator::KaplanMeier { product } else { (-hazard).exp() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_interpolated_between_replicates() {
        // 1 + (5 - 1) · 0.1 = 1.4: four tenths of the way from the first to the second.
        let values = [1.0, 2.0, 3.0, 4.0, 10.0];
        assert_eq!((quantile(&values, 0.1), quantile(&values, 0.5), quantile(&values, 1.0)), (1.4, 3.0, 10.0));
    }

    #[test]
    fn the_persons_as_they_are_give_the_curve() {
        let rows = Observations::of_events(&[5.0, 2.0, 3.0, 8.0, 3.0], &[true, true, false, true, true]).unwrap();
        let rows = rows.entering(&[0.0, 1.0, 0.0, 4.0, 2.0]).unwrap().persons(&["A", "A", "B", "C", "D"]).unwrap();
        let curve = SurvivalSettings::new().curve(&rows.risk_table().unwrap());
        let persons = Persons::of_rows(&rows, &[0, 1, 2, 3, 4]);
        let mut tally = Tally::new(persons.times.len());
        (0..persons.len()).for_each(|person| tally.add(&persons, person));
        let mut shares = Vec::new();
        tally.curve(SurvivalEstimator::KaplanMeier, &mut shares);
        assert_eq!(persons.len(), 4);
        assert_eq!(shares, curve.points().iter().map(|point| point.survival).collect::<Vec<_>>());
    }
}
