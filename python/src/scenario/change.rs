//! One change to one lever, in Python.

use super::cost::Cost;
use super::schedule::Schedule;
use crate::error::{err, setting};
use crate::result::{Field, pickled, wraps};
use crate::words::{Word, tag};
use kaiin::EndReason;
use kaiin::decision::Lever;
use kaiin::decision::scenario::Amount;
use pyo3::prelude::*;

/// A change of one lever: by how much, for whom, when, and for which share of them. Exactly one of `points`, `factor`, `odds`,
/// `complement` and `to` is given.
///
/// Args:
///     lever: ``"entry"``, ``"late_entry"``, ``"lapse"``, ``"leave_taken"``, ``"leave_end"``, ``"reinstatement"`` or
///         ``"licence_inflow"``.
///     points: Added: -0.02 is two percentage points less; for the inflow, persons a year.
///     factor: Multiplied: 0.8 is a fifth less.
///     odds: The odds p / (1 - p) multiplied; a probability stays between 0 and 1. Not for the inflow.
///     complement: Of those to whom it does not happen, the share multiplied: of lapse, 1.02 lets 2 % more stay. Not for the inflow.
///     to: Set to this value.
///     years: Only for these years, the last one included, since joining (lapse), since the licence (late entry) or since the lapse
///         (reinstatement); ``(1, None)`` for year 1 and all later ones. Year 0 is the one of the event itself; late entry and
///         reinstatement begin with year 1.
///     reason: Only for one reason of leaving.
///     reach: For which share of those concerned; all unless given.
///     schedule: When the change works; from the first projected year on unless given.
///     segments: Only in these segments, by name; a projection of segments is needed then. In all unless given.
///     cost: What it costs; nothing unless given.
///
/// Raises:
///     SettingError: Not exactly one amount, an amount that the lever cannot have, or years or a reason where the lever has none.
///     TableError: Years beyond 900.
///
/// Examples:
///     >>> LeverChange("lapse", factor=0.8, years=(1, 3), schedule=Schedule(from_year=2026)).sentence[0]
///     'Lapse in years 1 to 3: multiplied by 0.8, from fiscal 2026 on.'
///     >>> LeverChange("lapse", to=0.03, years=(2, None), segments=["north"]).sentence[0]
///     'Lapse in year 2 and later in north: set to 3 %.'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct LeverChange {
    pub(crate) inner: kaiin::decision::scenario::LeverChange,
}

#[pymethods]
impl LeverChange {
    #[new]
    #[pyo3(signature = (lever, *, points = None, factor = None, odds = None, complement = None, to = None, years = None, reason = None,
        reach = None, schedule = None, segments = None, cost = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        lever: Word<Lever>,
        points: Option<f64>,
        factor: Option<f64>,
        odds: Option<f64>,
        complement: Option<f64>,
        to: Option<f64>,
        years: Option<(u32, Option<u32>)>,
        reason: Option<Word<EndReason>>,
        reach: Option<f64>,
        schedule: Option<Schedule>,
        segments: Option<Vec<String>>,
        cost: Option<Cost>,
    ) -> PyResult<Self> {
        let given = [points.map(Amount::Points), factor.map(Amount::Factor), odds.map(Amount::Odds)];
        let mut given = given.into_iter().chain([complement.map(Amount::Complement), to.map(Amount::To)]).flatten();
        let (Some(amount), None) = (given.next(), given.next()) else {
            return Err(err(setting("amount", "", "must be given once; write one of points, factor, odds, complement and to")));
        };
        let change = || {
            let change = kaiin::decision::scenario::LeverChange::of(lever.0, amount)?;
            let change = years.into_iter().try_fold(change, |change, (first, last)| match last {
                Some(last) => change.years(first, last),
                None => change.years_from(first),
            })?;
            let change = reason.into_iter().try_fold(change, |change, reason| change.reason(reason.0))?;
            let change = reach.into_iter().try_fold(change, |change, share| change.reach(share))?;
            let change = schedule.into_iter().fold(change, |change, schedule| change.schedule(schedule.inner));
            let change = segments.into_iter().fold(change, |change, names| change.segments(names));
            kaiin::Result::Ok(cost.into_iter().fold(change, |change, cost| change.cost(cost.inner)))
        };
        change().map(Self::from).map_err(err)
    }

    /// The lever.
    #[getter]
    fn lever(&self) -> Word<Lever> {
        Word(self.inner.lever())
    }

    /// By how much it turns: the kind of change and its number, such as ``("factor", 0.8)``.
    #[getter]
    fn amount(&self) -> (String, f64) {
        (tag(self.inner.amount()), self.inner.amount().value())
    }

    /// For which years alone it works; ``(1, None)`` is year 1 and all later ones. ``None`` when it is for all.
    #[getter]
    fn in_years(&self) -> Option<(u32, Option<u32>)> {
        self.inner.in_years()
    }

    /// For which reason of leaving alone it works; ``None`` when it is for all.
    #[getter]
    fn for_reason(&self) -> Option<Word<EndReason>> {
        self.inner.for_reason().map(Word)
    }

    /// When it works.
    #[getter]
    fn when(&self) -> Schedule {
        self.inner.when().into()
    }

    /// For which share of those concerned it works.
    #[getter]
    fn reached_share(&self) -> f64 {
        self.inner.reached_share()
    }

    /// The segments that it names; none when it is for all.
    #[getter]
    fn in_segments(&self) -> Vec<String> {
        self.inner.in_segments().to_vec()
    }

    /// Its cost.
    #[getter]
    fn costs(&self) -> Cost {
        self.inner.costs().into()
    }

    /// The change as a sentence, in English and in Japanese.
    #[getter]
    fn sentence(&self) -> (String, String) {
        self.inner.sentence().field()
    }

    /// The same change by another number.
    ///
    /// Raises:
    ///     SettingError: The lever cannot have that number.
    fn with_value(&self, value: f64) -> PyResult<Self> {
        self.inner.with_value(value).map(Self::from).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LeverChange {}>", self.inner.sentence().english)
    }
}

pickled!(LeverChange, kaiin::decision::scenario::LeverChange);
wraps!(LeverChange, kaiin::decision::scenario::LeverChange);
