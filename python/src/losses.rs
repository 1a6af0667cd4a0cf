//! Which reason costs most members, or most time of membership, in Python.

use crate::incidence::OutcomeShare;
use crate::result::{fields, pickled, record, tabular};
use crate::survival::Limits;
use crate::words::Word;
use kaiin::survival::LossRanking;
use pyo3::prelude::*;

record! {
    /// What one outcome costs before a horizon.
    OutcomeLoss of kaiin::survival::OutcomeLoss {
        /// The outcome.
        outcome: String,
        /// Weight that was seen to leave for it by the horizon.
        events: f64,
        /// Share of those who start that leaves for it by the horizon.
        incidence: OutcomeShare,
        /// The limits of the share, on the scale of the settings; ``None`` where that has none.
        incidence_limits: Option<Limits>,
        /// Mean time lost to it by the horizon, of all who start, in the unit of the times.
        time_lost: f64,
        /// Its standard error.
        time_error: f64,
        /// Normal limits of the time lost, cut at 0 and at the whole time.
        time_limits: Limits,
        /// Share of all time lost that is lost to it; ``None`` when none is.
        share_of_time: Option<f64>,
    }
}

/// What each outcome costs before a horizon, the costliest first; outcomes that cost the same by name. Made by
/// `CumulativeIncidence.losses`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct OutcomeLosses {
    inner: kaiin::survival::OutcomeLosses,
}

impl From<kaiin::survival::OutcomeLosses> for OutcomeLosses {
    fn from(inner: kaiin::survival::OutcomeLosses) -> Self {
        Self { inner }
    }
}

fields!(OutcomeLosses {
    /// The horizon.
    horizon: f64,
    /// By what they are ranked: ``"members"`` or ``"time"``.
    ranking: Word<LossRanking>,
    /// The outcomes, the costliest first.
    ranked: Vec<OutcomeLoss>,
    /// Mean time kept by the horizon, in the unit of the times: with all that is lost it makes the time from the origin to the horizon.
    time_kept: f64,
    /// Whether the horizon lies after the last time seen, so that incidences were drawn on flat: too little is lost then.
    beyond_follow_up: bool,
});

#[pymethods]
impl OutcomeLosses {
    /// The same, ranked by another cost.
    ///
    /// Args:
    ///     ranking: ``"members"``, by the share who leave for the outcome by the horizon, or ``"time"``, by the time lost: who leaves early
    ///         costs more than who leaves late, and dues follow it.
    fn ranked_by(&self, ranking: Word<LossRanking>) -> Self {
        self.inner.clone().ranked_by(ranking.0).into()
    }

    /// The outcome that costs most; ``None`` when nobody left.
    #[getter]
    fn costliest(&self) -> Option<OutcomeLoss> {
        self.inner.costliest().cloned().map(OutcomeLoss::from)
    }

    fn __len__(&self) -> usize {
        self.inner.ranked.len()
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.inner.ranked.iter().map(|loss| loss.outcome.as_str()).collect();
        format!("<kaiin.OutcomeLosses by {}: {}>", self.inner.horizon, names.join(", "))
    }
}

tabular!(OutcomeLosses);
pickled!(OutcomeLosses, kaiin::survival::OutcomeLosses);
