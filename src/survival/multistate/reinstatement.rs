//! Of those who lapsed, how many come back within so many years?

use super::settings::{MultistateSettings, StateProbability};
use super::transition_table::TransitionRiskTable;
use crate::cohort::{ReinstatementRow, ReinstatementTable};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Days in a year of the years since a lapse.
const DAYS_PER_YEAR: f64 = 365.25;

/// What had become of the lapsed so many years after the lapse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReinstatementShare {
    /// Years since the lapse, of 365.25 days.
    pub years: f64,
    /// Lapses still under observation after so many years.
    pub at_risk: u64,
    /// Share that came back within these years; `None` when nobody was seen for so long.
    pub returned: Option<StateProbability>,
    /// Share known to have died or left the profession without coming back.
    pub departed: Option<StateProbability>,
}

/// The share of the lapsed who come back, by years since the lapse (Aalen-Johansen).
///
/// Who is still lapsed on the extract date is censored; who is known to have died or left the profession cannot come back (a competing
/// event). Who died unknown to the association stays among the lapsed: the share is then that of the lapsed as the register knows them.
/// The share among [`LapsesCounted::First`](crate::cohort::LapsesCounted) is that of persons who ever come back.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, Register, cohort::ReinstatementTable, survival::MultistateSettings};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2020, 4, 1)?).until(day(2021, 4, 1)?, EndReason::Arrears),
///     Episode::new("A", day(2021, 5, 1)?),
///     Episode::new("B", day(2020, 4, 1)?).until(day(2021, 4, 1)?, EndReason::Arrears),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = ReinstatementTable::settings().build(&register);
/// let back = MultistateSettings::new().reinstatement(&table, None, &[1.0, 10.0])?;
/// assert_eq!(back.shares()[0].returned.map(|share| share.probability), Some(0.5));
/// assert_eq!(back.shares()[1].returned, None); // nobody was seen for ten years
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reinstatement {
    reason: Option<EndReason>,
    lapses: u64,
    shares: Vec<ReinstatementShare>,
}

impl MultistateSettings {
    /// The share of those who lapsed for a reason, or for any, that came back within each of some numbers of years.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when nobody lapsed so; [`Error::Setting`] for years that are negative or not a finite number.
    pub fn reinstatement(&self, table: &ReinstatementTable, reason: Option<EndReason>, years: &[f64]) -> Result<Reinstatement> {
        let rows = table.rows(reason);
        if rows.is_empty() {
            let what = reason.map_or("the table of lapses".to_owned(), |reason| format!("the table of lapses for the reason {reason}"));
            return Err(Error::NoRows { input: what, advice: "choose a reason for which people lapsed".into() });
        }
        if let Some(wrong) = years.iter().find(|years| !(years.is_finite() && **years >= 0.0)) {
            return Err(Error::setting("years", wrong, "is not a number from 0 on; give years since the lapse"));
        }
        let curves = self.transition_curves(&TransitionRiskTable::of_lapses(&rows), 0.0)?;
        let share = |&years: &f64| {
            let days = years * DAYS_PER_YEAR;
            let at_risk = rows.iter().filter(|row| f64::from(row.days) > days).map(all).sum();
            let at = |state| curves.at("lapsed", state, days);
            Ok(ReinstatementShare { years, at_risk, returned: at("returned")?, departed: at("departed")? })
        };
        let shares = years.iter().map(share).collect::<Result<_>>()?;
        Ok(Reinstatement { reason, lapses: rows.iter().map(all).sum(), shares })
    }
}

/// Lapses that end on a day.
fn all(row: &ReinstatementRow) -> u64 {
    row.returned + row.departed + row.censored
}

impl Reinstatement {
    /// For which reason they lapsed; `None` for any.
    #[must_use]
    pub fn reason(&self) -> Option<EndReason> {
        self.reason
    }

    /// How many lapses it rests on.
    #[must_use]
    pub fn lapses(&self) -> u64 {
        self.lapses
    }

    /// The shares, in the order of the years asked for.
    #[must_use]
    pub fn shares(&self) -> &[ReinstatementShare] {
        &self.shares
    }

    /// The table: a row for each number of years.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |of: &dyn Fn(&ReinstatementShare) -> Option<f64>| Values::Reals(self.shares.iter().map(of).collect());
        let limits = |share: &ReinstatementShare| share.returned.and_then(|share| share.limits);
        let columns = [
            ("years", real(&|share| Some(share.years))),
            ("at_risk", Values::Integers(self.shares.iter().map(|share| i64::try_from(share.at_risk).ok()).collect())),
            ("returned", real(&|share| share.returned.map(|share| share.probability))),
            ("error", real(&|share| share.returned.map(|share| share.error))),
            ("lower", real(&|share| limits(share).map(|limits| limits.lower))),
            ("upper", real(&|share| limits(share).map(|limits| limits.upper))),
            ("departed", real(&|share| share.departed.map(|share| share.probability))),
        ];
        Table::of_columns("reinstatement", columns)
    }
}
