//! How long members stay: the share still there after each year, pooled over cohorts that have been watched for different times.

use super::interval::{Interval, IntervalMethod};
use crate::cohort::RetentionTriangle;
use crate::special::{Tails, normal_quantile};
use crate::table::{Table, Values};
use crate::unit::{Confidence, FiscalYear};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// One age of a [`RetentionCurve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RetentionPoint {
    /// Years since joining.
    pub age: u32,
    /// Members at the age before, in cohorts that have been seen at this age too; at age 0 the persons who joined.
    pub at_risk: u64,
    /// Of these, members at this age.
    pub stayed: u64,
    /// The share of those who joined who are still members at this age.
    pub share: f64,
    /// The interval of the share; `None` while nobody has left, where the method gives none.
    pub interval: Option<Interval>,
}

/// The share of those who joined who are still members after each year, pooled over join cohorts.
///
/// Every step from one age to the next uses all cohorts that have been seen at both, so young cohorts add what is known of them and
/// nothing more: a cell not yet seen is neither a loss nor a stay.
///
/// # Formula
///
/// ```text
/// S(k) = product over j <= k of stayed(j) / at_risk(j)
/// Var log S(k) = sum over j <= k of (at_risk(j) - stayed(j)) / (at_risk(j) stayed(j))       (Greenwood)
/// limits: S ^ exp(± z sqrt(Var log S) / |log S|)                                            (log-log)
/// ```
///
/// Weak where cohorts differ: the early years come from all cohorts, the late ones from the old alone.
///
/// # References
///
/// E. L. Kaplan and P. Meier (1958), *J. Amer. Statist. Assoc.* 53, 457–481; M. Greenwood (1926); the limits as in J. D. Kalbfleisch and
/// R. L. Prentice (2002), *The Statistical Analysis of Failure Time Data*, 2nd ed., section 1.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RetentionCurve {
    /// First join cohort pooled.
    pub from: FiscalYear,
    /// Last join cohort pooled.
    pub to: FiscalYear,
    /// Persons who joined in these cohorts.
    pub entrants: u64,
    /// The ages, from 0.
    pub points: Vec<RetentionPoint>,
}

impl RetentionCurve {
    /// The curve of the cohorts in `cohorts`; `None` when the triangle has none of them.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Confidence, Day, Episode, EndReason, FiscalCalendar, FiscalYear, Register, cohort::RetentionTriangle};
    /// use kaiin::rates::RetentionCurve;
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2020, 4, 1)?),
    ///     Episode::new("B", day(2020, 4, 1)?).until(day(2021, 3, 31)?, EndReason::Voluntary),
    ///     Episode::new("C", day(2022, 4, 1)?),
    /// ];
    /// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register)?;
    /// let curve = RetentionCurve::pooled(&triangle, FiscalYear(2020)..=FiscalYear(2022), Confidence::default()).unwrap();
    /// // After one year only the cohort of 2020 has been seen: one of two stayed.
    /// assert_eq!((curve.entrants, curve.points[1].at_risk, curve.points[1].share), (3, 2, 0.5));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn pooled(triangle: &RetentionTriangle, cohorts: RangeInclusive<FiscalYear>, confidence: Confidence) -> Option<Self> {
        let rows: Vec<_> = triangle.rows().iter().filter(|row| cohorts.contains(&row.cohort)).collect();
        let (from, to) = (rows.first()?.cohort, rows.last()?.cohort);
        let ages = rows.iter().map(|row| row.remaining.len()).max().unwrap_or(0);
        let (mut share, mut log_variance) = (1.0, 0.0);
        let mut points = Vec::new();
        for age in 0..ages {
            let (mut at_risk, mut stayed) = (0u64, 0u64);
            for row in &rows {
                let before = if age == 0 { Some(row.entrants) } else { row.remaining.get(age - 1).copied().flatten() };
                if let Some((before, now)) = before.zip(row.remaining.get(age).copied().flatten()) {
                    at_risk += before;
                    stayed += now.min(before);
                }
            }
            if at_risk == 0 {
                break;
            }
            share *= stayed as f64 / at_risk as f64;
            if stayed > 0 {
                log_variance += (at_risk - stayed) as f64 / (at_risk as f64 * stayed as f64);
            }
            let interval = log_log_limits(share, log_variance, confidence);
            points.push(RetentionPoint { age: age as u32, at_risk, stayed, share, interval });
        }
        Some(Self { from, to, entrants: rows.iter().map(|row| row.entrants).sum(), points })
    }

    /// The first age at which at most half are left; `None` when that has not been reached.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        self.points.iter().find(|point| point.share <= 0.5).map(|point| point.age)
    }

    /// The curve as columns, one row an age.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let points = &self.points;
        let limit = |limit: fn(&Interval) -> f64| Values::Reals(points.iter().map(|point| point.interval.as_ref().map(limit)).collect());
        let columns = [
            ("age_years", Values::Integers(points.iter().map(|point| Some(i64::from(point.age))).collect())),
            ("at_risk", Values::Integers(points.iter().map(|point| i64::try_from(point.at_risk).ok()).collect())),
            ("stayed", Values::Integers(points.iter().map(|point| i64::try_from(point.stayed).ok()).collect())),
            ("share", Values::Reals(points.iter().map(|point| Some(point.share)).collect())),
            ("lower", limit(|interval| interval.lower)),
            ("upper", limit(|interval| interval.upper)),
        ];
        Table::of_columns("retention_curve", columns)
    }
}

/// The limits of a share on the log-log scale; `None` at 0 and at 1, where the scale ends.
fn log_log_limits(share: f64, log_variance: f64, confidence: Confidence) -> Option<Interval> {
    if share <= 0.0 || share >= 1.0 {
        return None;
    }
    let z = normal_quantile(Tails::from_upper(0.5 * (1.0 - confidence.get())).ok()?);
    let spread = (z * log_variance.sqrt() / share.ln().abs()).exp();
    Some(Interval { lower: share.powf(spread), upper: share.powf(1.0 / spread), confidence, method: IntervalMethod::LogLog })
}
