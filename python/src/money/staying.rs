//! How members stay, and how many payments that is worth, in Python.

use crate::curve_law::CurveLaw;
use crate::error::{enter, err};
use crate::result::{pickled, record, wraps};
use crate::words::Word;
use kaiin::decision::money::Beyond;
use pyo3::prelude::*;

record! {
    /// An expected number of yearly payments.
    Payments of kaiin::decision::money::Payments {
        /// The number, each payment discounted to the day of the first.
        number: f64,
        /// By how much it can be off because sums and integrals that go on for ever were approached.
        numerical_error: f64,
    }
}

/// How members stay: the share of those who joined who make their payment of a later year. Made by `Staying.constant`, `Staying.shares` and
/// `Staying.curve`.
///
/// The payment of year 0 is made by all; that of year ``t`` by those who renewed ``t`` times.
///
/// Examples:
///     >>> constant = Staying.constant(0.9)
///     >>> seen = Staying.shares([1, 0.9], "last_retention")
///     >>> curve = Staying.curve(CurveLaw("geometric", [0.1]))
///     >>> [round(staying.payments(0, 0).number, 9) for staying in (constant, seen, curve)]  # 1 / (1 - 0.9)
///     [10.0, 10.0, 10.0]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Staying {
    pub(super) inner: kaiin::decision::money::Staying,
}

#[pymethods]
impl Staying {
    /// The same retention every year.
    ///
    /// Raises:
    ///     SettingError: The retention is outside [0, 1].
    #[staticmethod]
    fn constant(retention: f64) -> PyResult<Self> {
        kaiin::decision::money::Staying::constant(retention).map(Self::from).map_err(err)
    }

    /// Shares that were seen.
    ///
    /// Args:
    ///     shares: Of those who joined, who paid in year 0 (all: 1), 1, 2, ...
    ///     beyond: What happens after the last share: ``"not_counted"``, nothing after it counts, a lower bound; or ``"last_retention"``,
    ///         the retention of the last year seen goes on for ever. Retention mostly rises with tenure, so that this is on the low side
    ///         too.
    ///
    /// Raises:
    ///     InputError: There is no share.
    ///     SettingError: The first share is not 1, one is negative, or one exceeds that before it.
    ///     RateError: The last retention shall go on and there is one share only.
    #[staticmethod]
    fn shares(shares: Vec<f64>, beyond: Word<Beyond>) -> PyResult<Self> {
        kaiin::decision::money::Staying::shares(&shares, beyond.0).map(Self::from).map_err(err)
    }

    /// A retention curve, whose unit of time is the year. Curves in time are read at whole years.
    #[staticmethod]
    fn curve(law: PyRef<'_, CurveLaw>) -> Self {
        kaiin::decision::money::Staying::curve(law.inner.clone()).into()
    }

    /// The share of those who joined who make the payment of a year.
    fn share(&self, year: u32) -> f64 {
        self.inner.share(year)
    }

    /// How many payments someone who makes that of a year is expected to make, that one included, discounted to its day.
    ///
    /// ``Σ S(t) / S(n) / (1 + discount)^(t - n)`` over t = n, n + 1, ... with the share ``S(t)`` who make the payment of year ``t``. For a
    /// constant retention ``r`` it is ``1 / (1 - r / (1 + discount))``. Curves in time are summed over whole years, and from 512 years on
    /// integrated.
    ///
    /// Args:
    ///     from_year: The year, 0 for who joins.
    ///     discount: The yearly discount rate.
    ///
    /// Returns:
    ///     The number; ``None`` when it is infinite, or when nobody makes that payment.
    ///
    /// Raises:
    ///     SettingError: The discount rate is negative or not finite.
    #[allow(clippy::wrong_self_convention, reason = "the name in the core")]
    fn payments(&self, py: Python<'_>, from_year: u32, discount: f64) -> PyResult<Option<Payments>> {
        Ok(enter(py, |_| self.inner.payments(from_year, discount))?.map(Payments::from))
    }

    fn __repr__(&self) -> String {
        let [one, two, three] = [1, 2, 3].map(|year| self.inner.share(year));
        format!("<kaiin.Staying 1, {one:.3}, {two:.3}, {three:.3}, …>")
    }
}

pickled!(Staying, kaiin::decision::money::Staying);
wraps!(Staying, kaiin::decision::money::Staying);
