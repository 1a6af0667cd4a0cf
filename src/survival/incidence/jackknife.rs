//! Errors of an incidence that allow for several rows of one person and for weights that are not counts.

use super::cumulative_incidence::CumulativeIncidence;
use super::settings::{IncidenceSettings, IncidenceVariance};
use super::variance::{Leaving, RESIDUE};
use crate::error::Result;
use crate::survival::near_ties::NearTies;
use crate::survival::observations::Observations;
use crate::survival::risk_table::RiskTable;

impl IncidenceSettings {
    /// The incidence of each outcome of a group with errors by person (infinitesimal jackknife), whatever variance the settings name.
    ///
    /// # Formula
    ///
    /// A row of weight `w` that is at risk in `(e, x]` and ends in an outcome changes `S`, relatively, and the incidence `F` of an outcome
    /// by `w L` and `w U`, where at each time in `(e, x]` with `n` at risk, `d` events of all outcomes, `d₁` of this one:
    ///
    /// ```text
    /// U' = U + S(before) d₁ / n (L - 1/n)  + S(before) / n at x, when the row ends in this outcome
    /// L' = L + d / (n (n - d))             - 1 / (n - d)   at x, when the row ends in any outcome
    /// U' = U + S(before) d₁ / n L          at each time after x
    /// Var F(t) = sum over persons of (sum over rows of the person of w U(t))²
    /// ```
    ///
    /// All rows change by the same linear map at a time, so the sums of squares and products follow it in O(rows + times) × outcomes.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`](crate::Error::Missing) when there is no such group, [`Error::NoRows`](crate::Error::NoRows) when no row of it counts.
    ///
    /// # References
    ///
    /// T. Therneau, E. Atkinson, *The survival package*, methods vignette, section on the infinitesimal jackknife.
    pub fn robust_incidence(&self, rows: &Observations, group: &str) -> Result<CumulativeIncidence> {
        Ok(self.robust_of(&ChosenRows::new(rows, group)?))
    }

    /// The incidence with errors by person.
    pub(super) fn robust_of(&self, chosen: &ChosenRows) -> CumulativeIncidence {
        let mut found = self.variance(IncidenceVariance::InfinitesimalJackknife).of_counts(&chosen.table);
        let width = found.outcomes().len();
        for (share, error) in found.survival.iter_mut().zip(Jackknife::new(chosen, None).errors()) {
            share.error = if share.share > 0.0 { error } else { 0.0 };
        }
        for outcome in 0..width {
            let shares = found.incidence.iter_mut().skip(outcome).step_by(width);
            for (share, error) in shares.zip(Jackknife::new(chosen, Some(outcome)).errors()) {
                share.error = error;
            }
        }
        found.robust = true;
        found
    }
}

/// The rows of a group that are at risk for anything, by their positions among its times.
pub(super) struct ChosenRows {
    pub(super) table: RiskTable,
    rows: Vec<Row>,
    /// Positions of the rows in the order in which they enter.
    entering: Vec<usize>,
    persons: usize,
}

/// A row at risk from one position to another, both included.
#[derive(Debug, Clone, Copy)]
struct Row {
    first: usize,
    last: usize,
    /// Counted from 1; 0 where the row is censored.
    outcome: u32,
    weight: f64,
    person: usize,
}

impl ChosenRows {
    /// The rows of a group, in an order that does not depend on theirs.
    pub(super) fn new(rows: &Observations, group: &str) -> Result<Self> {
        let rows = rows.clone().merging(NearTies::Rounding);
        let chosen = rows.rows_of(rows.group_position(group)?);
        let table = rows.risk_table_of(&chosen)?;
        let times = table.times();
        let at_risk = chosen.iter().filter(|&&row| rows.entry_of(row) < rows.time[row]);
        let placed = at_risk.map(|&row| Row {
            first: times.partition_point(|&time| time <= rows.entry_of(row)),
            last: times.partition_point(|&time| time < rows.time[row]),
            outcome: rows.outcome[row],
            weight: rows.weight_of(row),
            person: rows.person_of(row),
        });
        let mut placed: Vec<Row> = placed.collect();
        let key = |row: &Row| (row.last, row.first, row.outcome, row.weight.to_bits(), row.person);
        placed.sort_unstable_by_key(key);
        let persons = number_persons(&mut placed);
        let mut entering: Vec<usize> = (0..placed.len()).collect();
        entering.sort_by_key(|&row| placed[row].first);
        Ok(Self { table, rows: placed, entering, persons })
    }

    /// The sum over persons of the square of what their rows contribute: its root.
    pub(super) fn error_of(&self, contribution: impl Fn(Span) -> f64) -> f64 {
        let mut of_person = vec![0.0; self.persons];
        for row in &self.rows {
            of_person[row.person] += row.weight * contribution(Span { first: row.first, last: row.last, outcome: row.outcome });
        }
        of_person.iter().map(|value| value * value).sum::<f64>().sqrt()
    }
}

/// When a row was at risk, as positions of times, and what ended it: an outcome counted from 1, or 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) outcome: u32,
}

/// Numbers the persons that occur from 0 on and returns how many they are.
fn number_persons(rows: &mut [Row]) -> usize {
    let largest = rows.iter().map(|row| row.person).max().map_or(0, |largest| largest + 1);
    let mut number = vec![usize::MAX; largest];
    let mut persons = 0;
    for row in rows {
        let place = &mut number[row.person];
        if *place == usize::MAX {
            *place = persons;
            persons += 1;
        }
        row.person = *place;
    }
    persons
}

/// What a person contributes: to the incidence `fixed + slope F + rows P`, to the logarithm of `S` `slope + rows A`, where `A` is the sum of
/// `d / (n (n - d))` and `P` that of `S d₁ / n (A - 1/n)`.
#[derive(Debug, Clone, Copy, Default)]
struct Influence {
    fixed: f64,
    slope: f64,
    at_risk: f64,
}

/// The running sums of one outcome.
#[derive(Debug, Clone, Copy)]
struct Running {
    survival: f64,
    incidence: f64,
    /// `A` and `P` of [`Influence`].
    log: f64,
    product: f64,
}

impl Influence {
    /// The change of the incidence, of the logarithm of the share still there, and the weight at risk.
    fn now(&self, at: &Running) -> [f64; 3] {
        let changed = self.fixed + self.slope * at.incidence + self.at_risk * at.product;
        [changed, self.slope + self.at_risk * at.log, self.at_risk]
    }
}

/// Sums over persons of the products of the three numbers of [`Influence::now`].
#[derive(Debug, Clone, Copy, Default)]
struct Products([[f64; 3]; 3]);

impl Products {
    fn add(&mut self, values: [f64; 3], sign: f64) {
        for (row, &left) in self.0.iter_mut().zip(&values) {
            for (cell, &right) in row.iter_mut().zip(&values) {
                *cell += sign * left * right;
            }
        }
    }

    /// After every person went through a time: `U + c L - c/n Y`, `L + h Y`, `Y`.
    fn pass(&mut self, share: f64, at_risk: f64, step: f64) {
        let map = [[1.0, share, -share / at_risk], [0.0, 1.0, step], [0.0, 0.0, 1.0]];
        let times = |left: [[f64; 3]; 3], right: &dyn Fn(usize, usize) -> f64| {
            std::array::from_fn(|row| {
                std::array::from_fn(|column| (0..3).map(|inner| left[row][inner] * right(inner, column)).sum::<f64>())
            })
        };
        let half: [[f64; 3]; 3] = times(map, &|inner, column| self.0[inner][column]);
        self.0 = times(half, &|inner, column| map[column][inner]);
    }
}

/// The pass over the rows for one outcome, or for all of them as one.
struct Jackknife<'a> {
    chosen: &'a ChosenRows,
    outcome: Option<usize>,
    of_person: Vec<Influence>,
    products: Products,
    running: Running,
}

impl<'a> Jackknife<'a> {
    fn new(chosen: &'a ChosenRows, outcome: Option<usize>) -> Self {
        let running = Running { survival: 1.0, incidence: 0.0, log: 0.0, product: 0.0 };
        Self { chosen, outcome, of_person: vec![Influence::default(); chosen.persons], products: Products::default(), running }
    }

    /// The standard error at each time.
    fn errors(mut self) -> Vec<f64> {
        let chosen = self.chosen;
        let mut entering = chosen.entering.iter().map(|&row| &chosen.rows[row]).peekable();
        let mut leaving = chosen.rows.iter().peekable();
        let (mut errors, mut largest) = (Vec::with_capacity(chosen.table.times().len()), 0.0f64);
        for at in 0..chosen.table.times().len() {
            while let Some(row) = entering.next_if(|row| row.first <= at) {
                self.enter(row);
            }
            let turn = self.pass(at);
            while let Some(row) = leaving.next_if(|row| row.last <= at) {
                self.leave(row, turn);
            }
            let variance = self.products.0[0][0];
            largest = largest.max(variance);
            errors.push(if variance > RESIDUE * largest { variance.sqrt() } else { 0.0 });
        }
        errors
    }

    fn enter(&mut self, row: &Row) {
        let Running { incidence, log, product, .. } = self.running;
        let change = Influence { fixed: log * incidence - product, slope: -log, at_risk: 1.0 };
        self.change(row, change);
    }

    /// Goes through a time; returns what a row that leaves there in the outcome, and in any outcome, adds.
    fn pass(&mut self, at: usize) -> (f64, f64) {
        let table = &self.chosen.table;
        let Some(leaving) = Leaving::at(table, at) else { return (0.0, 0.0) };
        let n = leaving.at_risk;
        let events = self.outcome.map_or(leaving.events, |outcome| table.row(at).events[outcome]);
        let share = self.running.survival * events / n;
        // Once all have left nothing moves any more, whatever a person weighs.
        let left = if leaving.stayed > 0.0 { 1.0 / (leaving.stayed * n) } else { 0.0 };
        let step = leaving.events / n * left;
        self.products.pass(share, n, step);
        let added = self.running.survival / n;
        self.running.product += share * (self.running.log - 1.0 / n);
        self.running.log += step;
        self.running.incidence += share;
        self.running.survival *= leaving.stayed;
        (added, left)
    }

    fn leave(&mut self, row: &Row, (added, left): (f64, f64)) {
        let Running { incidence, log, product, .. } = self.running;
        let is_own = row.outcome > 0 && self.outcome.is_none_or(|outcome| row.outcome as usize == outcome + 1);
        let slope = log - if row.outcome > 0 { left } else { 0.0 };
        let fixed = product - slope * incidence + if is_own { added } else { 0.0 };
        self.change(row, Influence { fixed, slope, at_risk: -1.0 });
    }

    fn change(&mut self, row: &Row, change: Influence) {
        let person = &mut self.of_person[row.person];
        self.products.add(person.now(&self.running), -1.0);
        person.fixed += row.weight * change.fixed;
        person.slope += row.weight * change.slope;
        person.at_risk += row.weight * change.at_risk;
        self.products.add(person.now(&self.running), 1.0);
    }
}
