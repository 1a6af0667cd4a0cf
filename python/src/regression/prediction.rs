//! Probabilities to leave, of any rows and of the current members, in Python.

use crate::day::DayOut;
use crate::result::{pickled, tabular, wraps};
use pyo3::prelude::*;

/// What a fit predicts for rows, in their order; made by `HazardFit.predict`.
///
/// As a table: `predictor` (the linear predictor, offset included), `predictor_error`, `hazard` (the probability of the event in one
/// trial), `hazard_error` (delta method), and `lower` and `upper` (limits of the linear predictor, turned).
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Predictions {
    inner: kaiin::model::regression::Predictions,
}

wraps!(Predictions, kaiin::model::regression::Predictions);

#[pymethods]
impl Predictions {
    /// The probabilities, in order; ``None`` where there is no prediction.
    #[getter]
    fn hazards(&self) -> Vec<Option<f64>> {
        self.inner.hazards()
    }

    /// Rows with a level that the fit has not seen.
    #[getter]
    fn unknown_levels(&self) -> u64 {
        self.inner.unknown_levels
    }

    /// The confidence of the limits.
    #[getter]
    fn confidence(&self) -> f64 {
        self.inner.confidence.get()
    }

    fn __len__(&self) -> usize {
        self.inner.rows.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Predictions of {} rows>", self.inner.rows.len())
    }
}

tabular!(Predictions);
pickled!(Predictions, kaiin::model::regression::Predictions);

/// The probability of each current member to leave within the year that begins on the day after the extract date; made by
/// `HazardFit.risk_of_members`.
///
/// Limits are those of the probability: how well the hazard of members of this kind is known. What the member does is a coin thrown with
/// it. Weak where the extract date is not the last day of a fiscal year and leaving bunches on one day of it: the hazard is that of a whole
/// year from its start.
///
/// Examples:
///     >>> ends = {"A": None, "B": "2021-09-01", "C": None, "D": None}
///     >>> rows = [{"person": person, "start": "2020-04-01", "end": end} for person, end in ends.items()]
///     >>> register = Register(rows, as_of="2022-03-31")
///     >>> risk = HazardRegression().fit(HazardRows.of_register(register)).risk_of_members(register)
///     >>> table = risk.to_table()
///     >>> table["person"], [round(hazard, 9) for hazard in table["hazard"]]  # one of four left in 2021
///     (['A', 'C', 'D'], [0.25, 0.25, 0.25])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberRisk {
    inner: kaiin::model::regression::MemberRisk,
}

wraps!(MemberRisk, kaiin::model::regression::MemberRisk);

#[pymethods]
impl MemberRisk {
    /// The extract date.
    #[getter]
    fn as_of(&self) -> DayOut {
        DayOut(self.inner.as_of)
    }

    /// Leavers to be expected: the sum of the probabilities.
    #[getter]
    fn expected(&self) -> f64 {
        self.inner.expected()
    }

    /// Members left out because their first day of membership is not known.
    #[getter]
    fn tenure_unknown(&self) -> u64 {
        self.inner.tenure_unknown
    }

    /// Members with a level that the fit has not seen.
    #[getter]
    fn unknown_levels(&self) -> u64 {
        self.inner.unknown_levels
    }

    /// The confidence of the limits.
    #[getter]
    fn confidence(&self) -> f64 {
        self.inner.confidence.get()
    }

    fn __len__(&self) -> usize {
        self.inner.rows.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.MemberRisk of {} members as of {}>", self.inner.rows.len(), self.inner.as_of)
    }
}

tabular!(MemberRisk);
pickled!(MemberRisk, kaiin::model::regression::MemberRisk);
