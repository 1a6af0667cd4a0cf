//! How much of the change of the organization rate is due to each flow, in Python.

use super::change::Decomposition;
use crate::error::{enter, err};
use crate::report::Words;
use crate::result::{Field, pickled, record};
use kaiin::licensees::Amount;
use pyo3::prelude::*;

/// A number of licence holders: counted where it is whole, an estimate otherwise.
#[derive(FromPyObject)]
enum AmountArg {
    #[pyo3(transparent, annotation = "int")]
    Count(u64),
    #[pyo3(transparent, annotation = "float")]
    Estimate(f64),
}

/// The same on the way out.
#[derive(IntoPyObject)]
enum AmountOut {
    Count(u64),
    Estimate(f64),
}

/// Members and licence holders on a date.
///
/// Args:
///     on: The date in words.
///     members: The members.
///     licence_holders: The licence holders: an int where they were counted, a float for an estimate, such as those in practice.
///
/// Raises:
///     SettingError: There are no licence holders, or their number is not finite.
///     TableError: There are more than 2^53 persons.
///
/// Examples:
///     >>> RateStock("2020-03-31", 105, 175).rate
///     0.6
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct RateStock {
    inner: kaiin::decision::decomposition::RateStock,
}

#[pymethods]
impl RateStock {
    #[new]
    fn new(on: String, members: u64, licence_holders: AmountArg) -> PyResult<Self> {
        let holders = match licence_holders {
            AmountArg::Count(count) => Amount::Count(count),
            AmountArg::Estimate(estimate) => Amount::Estimate(estimate),
        };
        kaiin::decision::decomposition::RateStock::new(on, members, holders).map(|inner| Self { inner }).map_err(err)
    }

    /// The date in words.
    #[getter]
    fn on(&self) -> &str {
        self.inner.on()
    }

    /// The members.
    #[getter]
    fn members(&self) -> u64 {
        self.inner.members()
    }

    /// The licence holders: an int where they were counted, a float for an estimate.
    #[getter]
    fn licence_holders(&self) -> AmountOut {
        match self.inner.licence_holders() {
            Amount::Count(count) => AmountOut::Count(count),
            Amount::Estimate(estimate) => AmountOut::Estimate(estimate),
        }
    }

    /// Members over licence holders.
    #[getter]
    fn rate(&self) -> f64 {
        self.inner.rate()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "RateStock", &["on", "members", "licence_holders"])
    }
}

pickled!(RateStock, kaiin::decision::decomposition::RateStock);

record! {
    /// The parts of an account as exact fractions with one denominator.
    Fractions of kaiin::decision::decomposition::Fractions {
        /// The numerators of the parts, in their order.
        numerators: Vec<i128>,
        /// The numerator of the change: the sum of those of the parts.
        change: i128,
        /// The denominator of all: twice the product of the licence holders before and after.
        denominator: i128,
    }
}

/// The account of an organization rate: two dates, and what came and went between them. Typed in by hand here; `AccountSettings` makes it
/// of tables.
///
/// ``M1/L1 - M0/L0 = sum_f (1/L0 + 1/L1)/2 f - sum_g (M0 + M1)/(2 L0 L1) g`` with members M, licence holders L, flows f of members (joiners
/// positive, leavers negative) and g of licence holders. What the flows do not explain is a part of its own, ``not_explained`` or
/// ``other_licence_changes``. Over counted licence holders the parts sum to the change exactly (`fractions`).
///
/// Weak where read singly: a new cohort of whom as many join as are members of the rest adds and takes away the same; read joiners and new
/// licence holders together. Over many years chain the single ones (`Decomposition.chained`): the worth of a member changes.
///
/// Source: Kitagawa, Journal of the American Statistical Association 50 (1955), 1168-1194.
///
/// Args:
///     before: Members and licence holders on the first date.
///     after: The same on the second date.
///
/// Examples:
///     >>> account = RateAccount(RateStock("March 2019", 100, 160), RateStock("March 2020", 105, 175))
///     >>> account = account.flow("joined", "persons who joined", 9).flow("left", "members who left", -4)
///     >>> change = account.new_licensees("new_licensees", "new licence holders", 15).decompose()
///     >>> round(change.change, 12), change.value("joined") == 9 * 67 / 11_200  # a member was worth (1/160 + 1/175) / 2
///     (-0.025, True)
///     >>> print(change)
///     March 2019 62.50 % -> March 2020 60.00 %: -2.50 points
///       joined         +5.38  persons who joined
///       left           -2.39  members who left
///       new_licensees  -5.49  new licence holders
///       (account of flows at the mean worth of a person before and after)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RateAccount {
    inner: kaiin::decision::decomposition::RateAccount,
}

impl From<kaiin::decision::decomposition::RateAccount> for RateAccount {
    fn from(inner: kaiin::decision::decomposition::RateAccount) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl RateAccount {
    #[new]
    fn new(before: RateStock, after: RateStock) -> Self {
        kaiin::decision::decomposition::RateAccount::between(before.inner, after.inner).into()
    }

    /// The account with persons who became members (positive) or ceased to be (negative).
    ///
    /// Args:
    ///     name: The name of the part.
    ///     counts: What it counts, in words, or in English and Japanese.
    ///     members: How many.
    fn flow(&self, name: String, counts: Words, members: i64) -> Self {
        self.inner.clone().flow_in(name, counts.bilingual(), members).into()
    }

    /// The account with persons who became licence holders (positive) or ceased to be (negative).
    ///
    /// Args:
    ///     name: The name of the part.
    ///     counts: What it counts, in words, or in English and Japanese.
    ///     persons: How many.
    fn new_licensees(&self, name: String, counts: Words, persons: i64) -> Self {
        self.inner.clone().new_licensees_in(name, counts.bilingual(), persons).into()
    }

    /// Members and licence holders on the first date.
    #[getter]
    fn before(&self) -> RateStock {
        RateStock { inner: self.inner.before().clone() }
    }

    /// Members and licence holders on the second date.
    #[getter]
    fn after(&self) -> RateStock {
        RateStock { inner: self.inner.after().clone() }
    }

    /// What each flow added to the rate or took from it.
    ///
    /// Raises:
    ///     TableError: A flow is of more than 2^53 persons.
    fn decompose(&self, py: Python<'_>) -> PyResult<Decomposition> {
        enter(py, |_| self.inner.decompose()).map(Decomposition::from)
    }

    /// The parts as exact fractions; ``None`` over estimated licence holders, which are no whole numbers.
    ///
    /// Raises:
    ///     TableError: A flow is of more than 2^53 persons.
    fn fractions(&self) -> PyResult<Option<Fractions>> {
        Ok(self.inner.fractions().map_err(err)?.field())
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RateAccount between {:?} and {:?}>", self.inner.before().on(), self.inner.after().on())
    }
}

pickled!(RateAccount, kaiin::decision::decomposition::RateAccount);
