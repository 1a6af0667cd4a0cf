//! How many leave in each year of membership: the actuarial life table of a cohort.

use super::counts::{GroupedCounts, LifeCounts};
use super::interval::{LifeTableRow, Running, median_residual};
use super::settings::LifeTableSettings;
use crate::cohort::DurationTable;
use crate::error::{Error, Result};
use crate::survival::limits::{Limits, z_of};
use crate::survival::observations::Observations;
use crate::survival::risk_table::RiskTable;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The actuarial life table of a cohort, when only the interval is known in which people left, or when a table by years is wanted.
///
/// Assumes that who is last seen in an interval, or enters in it, is spread over it as
/// [`WithdrawalTiming`](super::WithdrawalTiming) says. Where the days are known, the [survival curve](crate::survival::SurvivalCurve) needs
/// no such assumption.
///
/// # Formula
///
/// With `n` there at the start of an interval of width `w`, `c` last seen in it, `e` entered in it and `d` left:
///
/// ```text
/// at risk  Y = n + e/2 - c/2         (evenly spread)
/// q = d / Y      p = 1 - q           S = product of p of the intervals before
/// Var log S = sum of q / (Y p) of the intervals before = g
/// density  f = S q / w               error f √(g + p / (Y q))
/// hazard   h = 2 q / (w (1 + p))     error h √((1 - (w h / 2)²) / (Y q))
/// median residual: the time m at which S, straight within intervals, is half of the S at the start     error S / (2 f(m) √Y)
/// ```
///
/// # Example
///
/// ```
/// use kaiin::survival::LifeTableSettings;
/// let table = LifeTableSettings::every(1.0, 3)?.of_counts(100.0, &[0.0, 0.0, 0.0], &[20.0, 40.0, 20.0])?;
/// let first = &table.rows()[0];
/// // Half of the 100 have left when 30 of the 40 of the second year have.
/// assert_eq!(first.median_residual, Some(1.75));
/// assert_eq!(first.density, Some(0.2));
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed., section 5.4; E. A. Gehan (1969), *J. Chronic Diseases* 21, 629–644
/// (errors of hazard, density and median).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LifeTable {
    settings: LifeTableSettings,
    outcomes: Vec<String>,
    rows: Vec<LifeTableRow>,
}

impl LifeTableSettings {
    /// The life table of counts typed in: how many there are at the start, and for each interval how many were last seen in it and how
    /// many left.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one count an interval; [`Error::Setting`] for a count that is negative or not finite, and when
    /// more leave or are last seen than there are.
    pub fn of_counts(&self, initial: f64, censored: &[f64], events: &[f64]) -> Result<LifeTable> {
        self.of_outcome_counts(initial, censored, &[("event", events)])
    }

    /// The life table of counts typed in, by outcome, each named.
    ///
    /// # Errors
    ///
    /// As [`LifeTableSettings::of_counts`].
    pub fn of_outcome_counts<S: AsRef<str>>(&self, initial: f64, censored: &[f64], events: &[(S, &[f64])]) -> Result<LifeTable> {
        for (name, counts) in [("censored", censored)].into_iter().chain(events.iter().map(|(name, counts)| (name.as_ref(), *counts))) {
            if counts.len() != self.intervals() {
                let (column, reference) = (name.to_owned(), "the list of intervals".to_owned());
                return Err(Error::ColumnLength { column, found: counts.len(), reference, expected: self.intervals() });
            }
        }
        let all = std::iter::once(&initial).chain(censored).chain(events.iter().flat_map(|(_, counts)| counts.iter()));
        if let Some(wrong) = all.into_iter().find(|count| !(count.is_finite() && **count >= 0.0)) {
            return Err(Error::setting("count", wrong, "is not a number of people; give a finite number, 0 or more"));
        }
        let interval = |at: usize| LifeCounts {
            censored: censored[at],
            events: events.iter().map(|(_, counts)| counts[at]).collect(),
            ..LifeCounts::default()
        };
        let outcomes = events.iter().map(|(name, _)| name.as_ref().to_owned()).collect();
        self.of_grouped(GroupedCounts { outcomes, initial, intervals: (0..self.intervals()).map(interval).collect() })
    }

    /// The life table of a group of a [`DurationTable`], in days.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group at the position.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::DurationTable, survival::LifeTableSettings};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2022, 4, 1)?),
    ///     Episode::new("B", day(2022, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Arrears), // after 365 days
    /// ];
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let durations = DurationTable::settings(FiscalCalendar::japan()).build(&register)?;
    /// let table = LifeTableSettings::every(365.25, 2)?.of_durations(&durations, 0)?;
    /// assert_eq!(table.rows()[0].probability, Some(0.5));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_durations(&self, durations: &DurationTable, group: usize) -> Result<LifeTable> {
        self.of_grouped(self.count_durations(durations, group)?)
    }

    /// The life table of a group of rows.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such group, [`Error::NoRows`] when no row of it counts.
    pub fn of_rows(&self, rows: &Observations, group: &str) -> Result<LifeTable> {
        self.of_grouped(self.count_rows(rows, group)?)
    }

    /// The life table of a group of which is known who was at risk when.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when someone entered after the start of the first interval: the table does not tell when.
    pub fn of_risk_table(&self, table: &RiskTable) -> Result<LifeTable> {
        self.of_grouped(self.count_risk_table(table)?)
    }

    fn of_grouped(&self, counts: GroupedCounts) -> Result<LifeTable> {
        let mut rows = Vec::with_capacity(counts.intervals.len());
        let (mut there, mut running) = (counts.initial, Running::default());
        for (at, found) in counts.intervals.into_iter().enumerate() {
            let entered = there + found.at_start;
            let row = self.row(at, entered, found, &running);
            there = entered + row.entered_late - row.censored - row.all_events();
            // What rounding leaves of fractional weights is nobody.
            if there < 1e-9 * (entered + row.entered_late) {
                if there < -1e-9 * (entered + row.entered_late) {
                    let found = format!("{} of {}", row.all_events() + row.censored, entered + row.entered_late);
                    return Err(Error::setting("counts", found, format!("leave in the interval from {}; correct the counts", row.start)));
                }
                there = 0.0;
            }
            running.pass(&row);
            rows.push(row);
        }
        let ends: Vec<Option<f64>> = rows.iter().map(|row| row.survival).skip(1).chain([running.survival]).collect();
        for at in 0..rows.len() {
            if let Some((residual, error)) = median_residual(&rows[at..], &ends[at..]) {
                rows[at].median_residual = Some(residual);
                rows[at].median_residual_error = error;
            }
        }
        Ok(LifeTable { settings: self.clone(), outcomes: counts.outcomes, rows })
    }
}

impl LifeTable {
    /// The intervals, ascending.
    #[must_use]
    pub fn rows(&self) -> &[LifeTableRow] {
        &self.rows
    }

    /// The names of the outcomes, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &LifeTableSettings {
        &self.settings
    }

    /// The limits of the share still there at the start of an interval; `None` where the scale has none.
    #[must_use]
    pub fn limits(&self, row: &LifeTableRow) -> Option<Limits> {
        let (survival, error) = (row.survival?, row.survival_error?);
        self.settings.interval.limits(survival, error / survival, z_of(self.settings.confidence))
    }

    /// The table: a row an interval.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: &dyn Fn(&LifeTableRow) -> Option<f64>| Values::Reals(self.rows.iter().map(value).collect());
        let mut columns = vec![
            ("start".to_owned(), column(&|row| Some(row.start))),
            ("end".to_owned(), column(&|row| row.end)),
            ("entered".to_owned(), column(&|row| Some(row.entered))),
            ("entered_late".to_owned(), column(&|row| Some(row.entered_late))),
            ("censored".to_owned(), column(&|row| Some(row.censored))),
            ("at_risk".to_owned(), column(&|row| Some(row.at_risk))),
        ];
        for (at, name) in self.outcomes.iter().enumerate() {
            columns.push((format!("events_{name}"), column(&|row| row.events.get(at).copied())));
        }
        let rest: [(&str, Values); 11] = [
            ("probability", column(&|row| row.probability)),
            ("survival", column(&|row| row.survival)),
            ("survival_error", column(&|row| row.survival_error)),
            ("survival_lower", column(&|row| self.limits(row).map(|limits| limits.lower))),
            ("survival_upper", column(&|row| self.limits(row).map(|limits| limits.upper))),
            ("density", column(&|row| row.density)),
            ("density_error", column(&|row| row.density_error)),
            ("hazard", column(&|row| row.hazard)),
            ("hazard_error", column(&|row| row.hazard_error)),
            ("median_residual", column(&|row| row.median_residual)),
            ("median_residual_error", column(&|row| row.median_residual_error)),
        ];
        columns.extend(rest.into_iter().map(|(name, values)| (name.to_owned(), values)));
        Table::of_columns("life_table", columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::{AtBoundary, WithdrawalTiming};

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-14), "{found:?} is not {expected}");
    }

    #[test]
    fn two_years_by_hand() {
        let table = LifeTableSettings::every(2.0, 2).unwrap().of_counts(100.0, &[10.0, 4.0], &[19.0, 23.0]).unwrap();
        let [first, second] = table.rows() else { panic!("two intervals") };
        // 19 of 95; then 71 enter, 69 count as at risk, 23 of them leave.
        assert_eq!((first.at_risk, second.entered, second.at_risk), (95.0, 71.0, 69.0));
        near(first.probability, 0.2);
        near(first.density, 0.1);
        near(first.density_error, 0.1 * (0.8f64 / 19.0).sqrt());
        // 0.4 / (2 · 1.8), error h √((1 - h²) / 19) with w / 2 = 1.
        near(first.hazard, 1.0 / 9.0);
        near(first.hazard_error, (80.0f64 / 81.0 / 19.0).sqrt() / 9.0);
        near(second.survival, 0.8);
        near(second.survival_error, 0.8 * (0.2f64 / (95.0 * 0.8)).sqrt());
        near(second.density, 0.8 / 3.0 / 2.0);
        // Half are left at 4 at the earliest: 0.8 · 2/3 is above 0.5.
        assert_eq!(first.median_residual, None);
    }

    #[test]
    fn the_median_residual_is_straight_within_an_interval() {
        let table = LifeTableSettings::every(1.0, 3).unwrap().of_counts(100.0, &[0.0; 3], &[20.0, 40.0, 20.0]).unwrap();
        near(table.rows()[0].median_residual, 1.75);
        // S / (2 f √n) = 1 / (2 · 0.4 · 10).
        near(table.rows()[0].median_residual_error, 0.125);
        // Of 80 half are left at 2 exactly.
        near(table.rows()[1].median_residual, 1.0);
        // Of 40 half are left at 3.
        near(table.rows()[2].median_residual, 1.0);
    }

    #[test]
    fn an_interval_without_anyone_ends_what_is_known() {
        let settings = LifeTableSettings::every(1.0, 3).unwrap().open_ended();
        let table = settings.of_counts(2.0, &[2.0, 0.0, 0.0, 0.0], &[0.0; 4]).unwrap();
        let survival: Vec<Option<f64>> = table.rows().iter().map(|row| row.survival).collect();
        assert_eq!(survival, [Some(1.0), Some(1.0), None, None]);
        let table = settings.of_counts(2.0, &[0.0; 4], &[2.0, 0.0, 0.0, 0.0]).unwrap();
        assert_eq!(table.rows()[3].survival, Some(0.0), "all had left");
        assert_eq!((table.rows()[3].survival_error, table.limits(&table.rows()[3])), (None, None));
        assert_eq!((table.rows()[3].end, table.rows()[3].hazard), (None, None));
        assert_eq!(table.to_table().rows(), 4);
    }

    #[test]
    fn who_enters_within_an_interval_counts_for_half_and_who_enters_at_its_start_for_one() {
        let rows = Observations::of_outcomes(&[3.0, 3.0, 2.5, 1.0], &[None, None, Some("a"), None]).unwrap();
        let rows = rows.entering(&[0.0, 1.0, 1.5, 0.0]).unwrap();
        let table = LifeTableSettings::every(1.0, 3).unwrap().of_rows(&rows, "all").unwrap();
        let at_risk: Vec<f64> = table.rows().iter().map(|row| row.at_risk).collect();
        // Two from 0 on, one of them last seen at 1 exactly; one at 1 and another half-way to 2; all three until 3 or in between.
        assert_eq!(at_risk, [2.0, 2.5, 3.0]);
        assert_eq!((table.rows()[0].censored_at_end, table.rows()[1].entered_late), (1.0, 1.0));
        let table = LifeTableSettings::every(1.0, 3).unwrap().timing(WithdrawalTiming::AtStart).of_rows(&rows, "all").unwrap();
        assert_eq!(table.rows()[1].at_risk, 2.0, "a late entry counts for nothing");
    }

    #[test]
    fn an_exit_at_a_boundary_ends_the_year_before_unless_told() {
        let rows = Observations::of_events(&[1.0, 1.5], &[true, true]).unwrap();
        let settings = LifeTableSettings::every(1.0, 2).unwrap();
        let events = |settings: &LifeTableSettings| -> Vec<f64> {
            settings.of_rows(&rows, "all").unwrap().rows().iter().map(LifeTableRow::all_events).collect()
        };
        assert_eq!(events(&settings), [1.0, 1.0]);
        assert_eq!(events(&settings.boundary(AtBoundary::After)), [0.0, 2.0]);
    }

    #[test]
    fn more_leavers_than_members_at_risk_have_no_probability() {
        // Two enter within the year and leave in it: they count as one at risk.
        let rows = Observations::of_events(&[0.5, 0.6], &[true, true]).unwrap().entering(&[0.1, 0.2]).unwrap();
        let table = LifeTableSettings::every(1.0, 1).unwrap().of_rows(&rows, "all").unwrap();
        assert_eq!((table.rows()[0].at_risk, table.rows()[0].probability), (1.0, None));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let settings = LifeTableSettings::every(1.0, 2).unwrap();
        let message = |result: Result<LifeTable>| result.unwrap_err().to_string();
        assert!(message(settings.of_counts(10.0, &[0.0], &[1.0, 1.0])).contains("censored has 1 rows"));
        assert!(message(settings.of_counts(10.0, &[0.0, 0.0], &[1.0, -1.0])).starts_with("count -1 is not a number of people"));
        assert!(message(settings.of_counts(10.0, &[0.0, 0.0], &[11.0, 0.0])).starts_with("counts 11 of 10 leave in the interval from 0"));
        assert!(message(settings.of_counts(f64::NAN, &[0.0, 0.0], &[1.0, 0.0])).starts_with("count NaN"));
        for wrong in [&[0.0][..], &[0.0, 0.0], &[1.0, 0.0], &[0.0, f64::INFINITY]] {
            assert!(LifeTableSettings::between(wrong).is_err(), "{wrong:?}");
        }
        assert!(LifeTableSettings::every(0.0, 2).is_err() && LifeTableSettings::every(1.0, 0).is_err());
        assert!(LifeTableSettings::every(1.0, usize::MAX).is_err());
        let late = Observations::of_events(&[2.0, 3.0], &[true, true]).unwrap().entering(&[0.0, 1.0]).unwrap();
        assert!(message(settings.of_risk_table(&late.risk_table().unwrap())).contains("late entry"));
        assert!(serde_json::from_str::<LifeTableSettings>(&serde_json::to_string(&settings).unwrap().replace("1.0", "9.0")).is_err());
    }
}
