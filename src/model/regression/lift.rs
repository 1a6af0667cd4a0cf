//! If only some members can be called, how many of the leavers are among those of highest probability?

use super::forecasts::Forecasts;
use crate::error::Result;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One group of members, from the highest probabilities down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LiftRow {
    /// The lowest probability in the group.
    pub from: f64,
    /// Members in it.
    pub trials: u64,
    /// Leavers among them.
    pub events: u64,
    /// The share that left, by the share that left of all: 2 means twice as many leavers as among members picked at random. `None` when
    /// nobody left.
    pub lift: Option<f64>,
    /// Share of all members in this group and those above.
    pub share_of_members: f64,
    /// Share of all leavers in this group and those above (gain); `None` when nobody left.
    pub share_of_leavers: Option<f64>,
}

/// Lift and gain by groups of falling probability with about the same number of members; equal probabilities stay together.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::Forecasts;
/// let forecasts = Forecasts::grouped(&[0.1, 0.4], &[5, 15], &[50, 50])?;
/// let lift = forecasts.lift(2)?;
/// assert_eq!((lift.rows[0].lift, lift.rows[0].share_of_leavers), (Some(1.5), Some(0.75))); // 30 % against 20 %; 15 of 20
/// assert_eq!(lift.rows[1].share_of_leavers, Some(1.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lift {
    /// The groups.
    pub rows: Vec<LiftRow>,
}

impl Lift {
    pub(super) fn of(forecasts: &Forecasts, groups: usize) -> Result<Self> {
        let (all_trials, all_events) = (forecasts.trials(), forecasts.events());
        let share = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        let (mut trials_above, mut events_above) = (0, 0);
        let mut row = |cells: &Vec<super::forecasts::ForecastCell>| {
            let (trials, events) = cells.iter().fold((0, 0), |(trials, events), cell| (trials + cell.trials, events + cell.events));
            (trials_above, events_above) = (trials_above + trials, events_above + events);
            LiftRow {
                from: cells.first().map_or(0.0, |cell| cell.hazard),
                trials,
                events,
                lift: (all_events > 0).then(|| events as f64 * all_trials as f64 / (trials as f64 * all_events as f64)),
                share_of_members: trials_above as f64 / all_trials as f64,
                share_of_leavers: share(events_above, all_events),
            }
        };
        Ok(Self { rows: forecasts.groups(groups)?.iter().rev().map(&mut row).collect() })
    }

    /// One row a group: `from`, `trials`, `events`, `lift`, `share_of_members`, `share_of_leavers`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: fn(&LiftRow) -> Option<f64>| Values::Reals(self.rows.iter().map(value).collect());
        let counts = |value: fn(&LiftRow) -> u64| Values::Integers(self.rows.iter().map(|row| i64::try_from(value(row)).ok()).collect());
        Table::of_columns(
            "lift",
            [
                ("from", reals(|row| Some(row.from))),
                ("trials", counts(|row| row.trials)),
                ("events", counts(|row| row.events)),
                ("lift", reals(|row| row.lift)),
                ("share_of_members", reals(|row| Some(row.share_of_members))),
                ("share_of_leavers", reals(|row| row.share_of_leavers)),
            ],
        )
    }
}
