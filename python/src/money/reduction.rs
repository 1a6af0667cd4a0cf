//! Who pays less than the full dues, and by how much, in Python.

use super::member_group::MemberGroup;
use crate::error::err;
use crate::result::{Field, pickled, wraps};
use crate::words::Word;
use kaiin::decision::money::{Money, Rounding};
use kaiin::{FiscalYear, Standing};
use pyo3::prelude::*;

/// By how much an invoice is reduced. Made by `Reduction.whole`, `Reduction.amount` and `Reduction.share`.
///
/// Examples:
///     >>> half = Reduction.share(0.5)
///     >>> half.payable(15_001), half.payable(15_001, rounding="half_up")
///     (7500, 7501)
///     >>> Reduction.amount(20_000).payable(15_000)  # never below nothing
///     0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Reduction {
    inner: kaiin::decision::money::Reduction,
}

#[pymethods]
impl Reduction {
    /// A waiver: nothing is to be paid.
    #[staticmethod]
    fn whole() -> Self {
        kaiin::decision::money::Reduction::whole().into()
    }

    /// An amount off each invoice, down to nothing.
    ///
    /// Raises:
    ///     SettingError: The amount is negative.
    #[staticmethod]
    fn amount(off: i64) -> PyResult<Self> {
        kaiin::decision::money::Reduction::amount(Money(off)).map(Self::from).map_err(err)
    }

    /// A share of each invoice: 0.3 for 30 % off. It is kept in millionths, so that invoices are exact.
    ///
    /// Raises:
    ///     SettingError: The share is outside [0, 1], or no whole number of millionths, such as 1 / 3.
    #[staticmethod]
    fn share(off: f64) -> PyResult<Self> {
        kaiin::decision::money::Reduction::share(off).map(Self::from).map_err(err)
    }

    /// What is left to pay of an invoice that is not negative.
    ///
    /// Args:
    ///     invoice: The invoice, a whole number of the smallest unit.
    ///     rounding: ``"down"`` (the default), ``"half_up"`` or ``"up"``.
    #[pyo3(signature = (invoice, *, rounding = None))]
    fn payable(&self, invoice: i64, rounding: Option<Word<Rounding>>) -> i64 {
        self.inner.payable(Money(invoice), rounding.map(|word| word.0).unwrap_or_default()).0
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Reduction of 1,000,000 to {}>", self.inner.payable(Money(1_000_000), Rounding::default()))
    }
}

pickled!(Reduction, kaiin::decision::money::Reduction);
wraps!(Reduction, kaiin::decision::money::Reduction);

/// Who gets a reduction, and which. Made by `ReductionRule.everyone`, `newcomers`, `seniors` and `in_standing`, and narrowed by `of_class`,
/// `from_year` and `until_year`.
///
/// Examples:
///     >>> newcomers = ReductionRule.newcomers(3, Reduction.share(0.5)).of_class("full")
///     >>> newcomers.covers(MemberGroup(2025, "full", tenure=2)), newcomers.covers(MemberGroup(2025, "full", tenure=3))
///     (True, False)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ReductionRule {
    pub(super) inner: kaiin::decision::money::ReductionRule,
}

#[pymethods]
impl ReductionRule {
    /// A rule for everyone, under a name.
    #[staticmethod]
    fn everyone(name: &str, reduction: PyRef<'_, Reduction>) -> Self {
        kaiin::decision::money::ReductionRule::everyone(name, reduction.inner).into()
    }

    /// For members in their first fiscal years (新人割引): tenure 0 until ``years - 1``.
    ///
    /// Raises:
    ///     SettingError: No year.
    #[staticmethod]
    fn newcomers(years: u32, reduction: PyRef<'_, Reduction>) -> PyResult<Self> {
        kaiin::decision::money::ReductionRule::newcomers(years, reduction.inner).map(Self::from).map_err(err)
    }

    /// For members from a tenure on: of senior standing (永年会員).
    #[staticmethod]
    fn seniors(from_tenure: u32, reduction: PyRef<'_, Reduction>) -> Self {
        kaiin::decision::money::ReductionRule::seniors(from_tenure, reduction.inner).into()
    }

    /// For members in a standing, such as those on leave (休会).
    ///
    /// Args:
    ///     standing: ``"active"``, ``"on_leave"`` or ``"suspended"``.
    ///     reduction: The reduction.
    #[staticmethod]
    fn in_standing(standing: Word<Standing>, reduction: PyRef<'_, Reduction>) -> Self {
        kaiin::decision::money::ReductionRule::in_standing(standing.0, reduction.inner).into()
    }

    /// The rule, only for a class of members.
    fn of_class(&self, class_: &str) -> Self {
        self.inner.clone().of_class(class_).into()
    }

    /// The rule, only in the fiscal years from one on.
    #[allow(clippy::wrong_self_convention, reason = "the name in the core")]
    fn from_year(&self, year: i32) -> Self {
        self.inner.clone().from_year(FiscalYear(year)).into()
    }

    /// The rule, only in the fiscal years before one.
    fn until_year(&self, year: i32) -> Self {
        self.inner.clone().until_year(FiscalYear(year)).into()
    }

    /// The rule under another name.
    fn named(&self, name: &str) -> Self {
        self.inner.clone().named(name).into()
    }

    /// The name of the rule.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// The reduction.
    #[getter]
    fn reduction(&self) -> Reduction {
        self.inner.reduction().field()
    }

    /// Whether the rule is for such members. A rule by tenure is not for members of unknown tenure.
    fn covers(&self, group: PyRef<'_, MemberGroup>) -> bool {
        self.inner.covers(&group.inner)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "ReductionRule", &["name", "reduction"])
    }
}

pickled!(ReductionRule, kaiin::decision::money::ReductionRule);
wraps!(ReductionRule, kaiin::decision::money::ReductionRule);
