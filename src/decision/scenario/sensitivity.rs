//! Which assumptions matter: how much a quantity moves with each of them.

use super::Scenario;
use super::projectable::Projectable;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::projection::{Quantity, Response};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// How a quantity moves with one assumption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct SensitivityRow {
    /// The segment whose assumption it is; `None` where there are none.
    pub segment: Option<String>,
    /// Name of the assumption as [`Assumptions::to_table`](crate::projection::Assumptions::to_table) has it: entry, lapse, reason,
    /// reinstatement, leave, leave_end, lapse_on_leave, exit.
    pub assumption: String,
    /// The reason of leaving whose share it is; `None` for other assumptions.
    pub reason: Option<EndReason>,
    /// Its year since licence, joining or lapse; the last one stands for all later years.
    pub year: Option<u32>,
    /// The assumed probability.
    pub probability: f64,
    /// Its standard error, where known.
    pub standard_error: Option<f64>,
    /// Change of the quantity for one unit more of the probability in all projected years, at the margin.
    pub derivative: f64,
    /// Relative change of the quantity for a relative change of the probability; `None` where the quantity is 0.
    pub elasticity: Option<f64>,
}

impl SensitivityRow {
    /// By how much the quantity moves when the probability is one standard error higher; `None` without one.
    #[must_use]
    pub fn swing(&self) -> Option<f64> {
        self.standard_error.map(|error| error * self.derivative)
    }

    /// By how much the quantity moves when the probability is a tenth of itself higher.
    #[must_use]
    pub fn swing_of_a_tenth(&self) -> f64 {
        0.1 * self.probability * self.derivative
    }
}

/// How a quantity of one projected year moves with every assumption: the numbers of a tornado picture, the largest first.
///
/// # Formula
///
/// ```text
/// derivative = dE(quantity)/dp,   elasticity = (p / E) dE/dp
/// ```
///
/// Derivatives are exact. They hold at the margin: what a large change does, a [`Scenario`](super::Scenario) says.
///
/// The share of a reason among those who leave is an assumption too: a final reason ([`EndReason::FINAL`]) keeps people from coming back.
/// What one share gains the unstated reason loses, and no other; the leavers stay as many as they were. Shares of reasons that
/// are not final move none of the quantities, and their derivative is 0. Where the shares of a year sum to 1, a share can in truth only
/// become smaller.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::scenario::Sensitivity};
/// use kaiin::projection::{Assumed, Assumptions, Population, Projection, Quantity};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
/// let base = Projection::of(&population, &assumptions, [0, 0]);
/// let found = Sensitivity::of(&base, Quantity::Members, FiscalYear(2026))?;
/// assert_eq!(found.rows()[0].assumption, "lapse");
/// assert!((found.rows()[0].derivative + 1_800.0).abs() < 1e-9); // d/dp of 1,000 (1 - p)²
/// assert!((found.rows()[0].elasticity.unwrap() + 0.1 * 1_800.0 / 810.0).abs() < 1e-12);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Sensitivity {
    quantity: Quantity,
    year: FiscalYear,
    mean: f64,
    rows: Vec<SensitivityRow>,
}

impl Sensitivity {
    /// How the quantity at the end of `year` moves with every assumption.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year is not projected; [`Error::Missing`] when the projection does not know the quantity; else as
    /// [`ProjectionSettings::run`](crate::projection::ProjectionSettings::run).
    pub fn of<P: Projectable + ?Sized>(settings: &P, quantity: Quantity, year: FiscalYear) -> Result<Self> {
        let projection = super::projectable::project(&Scenario::named(""), settings, false)?;
        let Some(of_year) = projection.year(year) else {
            return Err(Error::setting("year", year, "is not projected; give the new licence holders of more years"));
        };
        let Some(found) = quantity.of(of_year) else {
            let what = format!("the {} of fiscal {year}", quantity.title().english);
            return Err(Error::missing(what, "give the projection the licence holders of the base year"));
        };
        let at = year.since(projection.base_year()) as usize - 1;
        let row = |segment: Option<&str>, response: Response| {
            let derivative = response.derivative(quantity, at, of_year);
            SensitivityRow {
                segment: segment.map(str::to_owned),
                assumption: response.name.to_owned(),
                reason: response.reason,
                year: response.year,
                probability: response.assumed.probability.get(),
                standard_error: response.assumed.standard_error,
                derivative,
                elasticity: (found.mean != 0.0).then(|| response.assumed.probability.get() * derivative / found.mean),
            }
        };
        let mut rows = Vec::new();
        for (segment, part) in settings.parts() {
            rows.extend(part.responses()?.into_iter().map(|response| row(segment, response)));
        }
        rows.sort_by(|one, other| other.swing_of_a_tenth().abs().total_cmp(&one.swing_of_a_tenth().abs()));
        Ok(Self { quantity, year, mean: found.mean, rows })
    }

    /// The quantity.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// The fiscal year.
    #[must_use]
    pub fn year(&self) -> FiscalYear {
        self.year
    }

    /// The quantity's mean under the assumptions as they are.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The assumptions, those first that move the quantity most when they are a tenth higher.
    #[must_use]
    pub fn rows(&self) -> &[SensitivityRow] {
        &self.rows
    }

    /// The assumptions as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |of: &dyn Fn(&SensitivityRow) -> Option<f64>| Values::Reals(self.rows.iter().map(of).collect());
        let columns = [
            ("segment", Values::Texts(self.rows.iter().map(|row| row.segment.clone()).collect())),
            ("assumption", Values::Texts(self.rows.iter().map(|row| Some(row.assumption.clone())).collect())),
            ("reason", Values::Texts(self.rows.iter().map(|row| row.reason.map(|reason| reason.name().to_owned())).collect())),
            ("year", Values::Integers(self.rows.iter().map(|row| row.year.map(i64::from)).collect())),
            ("probability", real(&|row| Some(row.probability))),
            ("standard_error", real(&|row| row.standard_error)),
            ("derivative", real(&|row| Some(row.derivative))),
            ("elasticity", real(&|row| row.elasticity)),
            ("swing_of_standard_error", real(&SensitivityRow::swing)),
            ("swing_of_a_tenth", real(&|row| Some(row.swing_of_a_tenth()))),
        ];
        Table::of_columns("sensitivity", columns)
    }
}
