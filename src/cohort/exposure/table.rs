//! What share of those exposed left, by period, and how far can that share be believed (actuarial experience table)?

use super::actuarial::{ActuarialExposure, ExposureRow};
use super::period::ExposurePeriod;
use crate::error::{Error, Result};
use crate::special::{Tails, normal_quantile};
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Exposure and exits of one period.
///
/// Exposure is kept as days exposed by the days of the period, so that sums are exact and do not depend on the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ExposureSum {
    rows: u64,
    claims: u64,
    other_exits: u64,
    /// Length of a period and the days exposed in periods of that length, ascending by length; four lengths at most.
    days_by_length: Vec<(u32, u64)>,
}

impl ExposureSum {
    /// Number of persons and periods added up.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Exits for a reason studied (in actuarial words: claims).
    #[must_use]
    pub fn claims(&self) -> u64 {
        self.claims
    }

    /// Exits for other reasons.
    #[must_use]
    pub fn other_exits(&self) -> u64 {
        self.other_exits
    }

    /// Exposure in whole periods.
    #[must_use]
    pub fn exposure(&self) -> f64 {
        self.days_by_length.iter().map(|(length, days)| *days as f64 / f64::from(*length)).sum()
    }

    /// The probability of leaving for a studied reason in a whole period, `claims / exposure`; `None` when nobody was exposed.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let exposure = self.exposure();
        (exposure > 0.0).then(|| self.claims as f64 / exposure)
    }

    /// How far the rate can be believed, from 0 to 1: the limited fluctuation credibility of its number of exits.
    ///
    /// `tolerance` is the relative error that is allowed with the given confidence; 0.05 is usual. `None` when nobody was exposed.
    /// The number of exits is taken as binomial and close to normal: with a handful of exits it is a convention, not a measurement.
    ///
    /// # Formula
    ///
    /// ```text
    /// Z = min(1, sqrt(n / n_full)),   n_full = (z / r)^2 (1 - q)
    /// ```
    ///
    /// `n` exits, `q` their rate, `z` the normal quantile of `(1 + confidence) / 2`, `r` the tolerance.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `tolerance` is not in (0, 1).
    ///
    /// # Example
    ///
    /// Ten exits of sixty: `n_full` = (1.95996 / 0.05)² × 5/6 = 1280.5, so Z = √(10 / 1280.5) = 0.0884.
    ///
    /// ```
    /// use kaiin::{Confidence, Day, EndReason, cohort::{ActuarialExposure, ExposureBasis, ObservationWindow, PeriodLength, Span}};
    /// let window = ObservationWindow::new(Day::from_ymd(2020, 1, 1)?, Day::from_ymd(2021, 1, 1)?)?;
    /// let joined = Span::open(Day::from_ymd(2020, 1, 1)?);
    /// let left = joined.until(Day::from_ymd(2020, 6, 1)?, EndReason::Voluntary);
    /// let spans = (0..60).map(|person| if person < 10 { left } else { joined });
    /// let study = ActuarialExposure::new(window, ExposureBasis::Anniversary(PeriodLength::Year), &[EndReason::Voluntary]);
    /// let credibility = study.table(spans).total().credibility(Confidence::default(), 0.05)?;
    /// assert!((credibility.unwrap() - 0.0884).abs() < 1e-4);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// T. N. Herzog, *Introduction to Credibility Theory*, 3rd ed., ACTEX, 1999, on limited fluctuation (classical) credibility.
    pub fn credibility(&self, confidence: Confidence, tolerance: f64) -> Result<Option<f64>> {
        if !(tolerance > 0.0 && tolerance < 1.0) {
            return Err(Error::setting("tolerance", tolerance, "is outside (0, 1); write 0.05 for a relative error of 5 %"));
        }
        let z = normal_quantile(Tails::from_upper((1.0 - confidence.get()) / 2.0)?);
        Ok(self.rate().map(|rate| {
            let full = (z / tolerance).powi(2) * (1.0 - rate);
            match self.claims {
                0 => 0.0,
                claims if full > 0.0 => (claims as f64 / full).sqrt().min(1.0),
                _ => 1.0,
            }
        }))
    }

    fn count(&mut self, row: &ExposureRow) {
        self.rows += 1;
        self.claims += u64::from(row.studied);
        self.other_exits += u64::from(row.exit.is_some() && !row.studied);
        self.expose(row.length, u64::from(row.days));
    }

    fn expose(&mut self, length: u32, days: u64) {
        match self.days_by_length.binary_search_by_key(&length, |(length, _)| *length) {
            Ok(k) => self.days_by_length[k].1 += days,
            Err(k) => self.days_by_length.insert(k, (length, days)),
        }
    }

    fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.claims += other.claims;
        self.other_exits += other.other_exits;
        other.days_by_length.iter().for_each(|(length, days)| self.expose(*length, *days));
    }
}

/// Exposure and exits by period, made by [`ActuarialExposure::table`].
///
/// # Properties
///
/// The order of the spans changes nothing, and the merged tables of any partition of the spans are the table of the whole, to the last
/// digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposureTable {
    study: ActuarialExposure,
    periods: Vec<(ExposurePeriod, ExposureSum)>,
}

impl ExposureTable {
    pub(super) fn sum(study: ActuarialExposure, rows: impl Iterator<Item = ExposureRow>) -> Self {
        let mut periods = BTreeMap::<ExposurePeriod, ExposureSum>::new();
        rows.for_each(|row| periods.entry(row.period).or_default().count(&row));
        Self { study, periods: periods.into_iter().collect() }
    }

    /// The settings that made the table.
    #[must_use]
    pub fn study(&self) -> &ActuarialExposure {
        &self.study
    }

    /// The periods in order, each with its exposure and exits.
    #[must_use]
    pub fn periods(&self) -> &[(ExposurePeriod, ExposureSum)] {
        &self.periods
    }

    /// Exposure and exits of all periods together.
    #[must_use]
    pub fn total(&self) -> ExposureSum {
        let mut total = ExposureSum::default();
        self.periods.iter().for_each(|(_, sum)| total.add(sum));
        total
    }

    /// The table of the spans of both tables, which must hold different spans.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if self.study != other.study {
            return Err(Error::Mismatch { what: "study", left: self.study.to_string(), right: other.study.to_string() });
        }
        let mut periods: BTreeMap<ExposurePeriod, ExposureSum> = self.periods.iter().cloned().collect();
        other.periods.iter().for_each(|(period, sum)| periods.entry(*period).or_default().add(sum));
        Ok(Self { study: self.study.clone(), periods: periods.into_iter().collect() })
    }

    /// One row a period: `period` (1 is the first since joining) or `period_start`, `rows`, `exits`, `other_exits`, `exposure`, `rate`.
    ///
    /// # Errors
    ///
    /// None in practice: all columns have one length.
    pub fn to_table(&self) -> Result<Table> {
        let sums = || self.periods.iter().map(|(_, sum)| sum);
        let whole = |value: fn(&ExposureSum) -> u64| Values::Integers(sums().map(|sum| Some(value(sum) as i64)).collect());
        let (name, periods) = self.period_column();
        Table::new("exposure")
            .with(name, periods)?
            .with("rows", whole(ExposureSum::rows))?
            .with("exits", whole(ExposureSum::claims))?
            .with("other_exits", whole(ExposureSum::other_exits))?
            .with("exposure", Values::Reals(sums().map(|sum| Some(sum.exposure())).collect()))?
            .with("rate", Values::Reals(sums().map(ExposureSum::rate).collect()))
    }

    fn period_column(&self) -> (&'static str, Values) {
        let numbers = self.periods.iter().map(|(period, _)| match period {
            ExposurePeriod::SinceJoining(number) => Some(i64::from(*number)),
            ExposurePeriod::Starting(_) => None,
        });
        let starts = self.periods.iter().map(|(period, _)| match period {
            ExposurePeriod::SinceJoining(_) => None,
            ExposurePeriod::Starting(day) => Some(*day),
        });
        match self.study.basis() {
            super::ExposureBasis::Anniversary(_) => ("period", Values::Integers(numbers.collect())),
            super::ExposureBasis::Calendar(..) => ("period_start", Values::Days(starts.collect())),
        }
    }
}
