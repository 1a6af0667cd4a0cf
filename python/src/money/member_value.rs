//! What a member is worth, in Python.

use super::dues_schedule::DuesSchedule;
use super::staying::Staying;
use crate::error::{enter, err};
use crate::result::{pickled, record, wraps};
use crate::words::{Word, tag};
use kaiin::decision::money::{BreakEvenRetention as Answer, Money, PaymentTiming};
use kaiin::{FiscalYear, Result};
use pyo3::prelude::*;

record! {
    /// What a member is worth.
    LifetimeValue of kaiin::decision::money::LifetimeValue {
        /// The present value of margins and entrance fee, less the acquisition cost.
        value: f64,
        /// The present value of margins and entrance fee: the most that winning a member may cost.
        maximum_acquisition_cost: f64,
        /// The acquisition cost that was given.
        acquisition_cost: f64,
        /// The expected number of yearly payments, each discounted to the start of the first year.
        payments: f64,
        /// By how much the values can be off because sums and integrals that go on for ever were approached.
        numerical_error: f64,
    }
}

/// The constant yearly retention from which on winning a member pays.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BreakEvenRetention {
    inner: Answer,
}

#[pymethods]
impl BreakEvenRetention {
    /// ``"at"`` a retention at which value and cost are equal; ``"always"``, the first payment alone pays for it; ``"never"``, not even
    /// members who never leave pay for it.
    #[getter]
    fn kind(&self) -> String {
        tag(self.inner)
    }

    /// The retention at which value and cost are equal; ``None`` unless the kind is ``"at"``.
    #[getter]
    fn retention(&self) -> Option<f64> {
        match self.inner {
            Answer::At(retention) => Some(retention),
            Answer::Always | Answer::Never(_) => None,
        }
    }

    /// The share of the cost that members who never leave return; ``None`` unless the kind is ``"never"``.
    #[getter]
    fn returned(&self) -> Option<f64> {
        match self.inner {
            Answer::Never(share) => Some(share),
            Answer::Always | Answer::At(_) => None,
        }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "BreakEvenRetention", &["kind", "retention", "returned"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "BreakEvenRetention", &["kind", "retention", "returned"])
    }
}

pickled!(BreakEvenRetention, Answer);
wraps!(BreakEvenRetention, Answer);

/// What a member pays and costs, from which follows what a member is worth.
///
/// The margin of a year is dues plus other revenue less the cost of serving. Entrance fee and acquisition cost fall on the day of joining.
/// Amounts are whole numbers of the smallest unit of money. Assumed: margins depend on tenure alone, and staying does not depend on them: a
/// higher fee that drives members away is not seen here.
///
/// Args:
///     dues: Dues a year.
///     first_years: Other dues in the first years: newcomers' discounts.
///     other_revenue: What a member brings a year beside dues: events, publications.
///     servicing: What serving a member costs a year: what would be saved if there were one member less.
///     entrance_fee: The fee paid on joining.
///     acquisition: What winning a member costs, on the day of joining.
///     discount: The yearly discount rate: money in a year is worth ``1 / (1 + discount)`` of money now; none unless given.
///     timing: When in its year a payment is made: ``"start_of_year"``, the default, as most associations bill so, or ``"mid_year"``.
///
/// Raises:
///     SettingError: An amount is negative, or the discount is negative or not finite.
///
/// Examples:
///     >>> member = MemberValue(10_000, servicing=4_000, acquisition=20_000, discount=0.25)
///     >>> worth = member.lifetime_value(Staying.constant(0.75))  # a margin of 6,000, and 1 / (1 - 0.75 / 1.25) = 2.5 payments
///     >>> round(worth.maximum_acquisition_cost, 6), round(worth.value, 6)
///     (15000.0, -5000.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberValue {
    inner: kaiin::decision::money::MemberValue,
}

#[pymethods]
impl MemberValue {
    #[new]
    #[pyo3(signature = (dues, *, first_years = None, other_revenue = None, servicing = None, entrance_fee = None, acquisition = None,
        discount = None, timing = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        dues: i64,
        first_years: Option<Vec<i64>>,
        other_revenue: Option<i64>,
        servicing: Option<i64>,
        entrance_fee: Option<i64>,
        acquisition: Option<i64>,
        discount: Option<f64>,
        timing: Option<Word<PaymentTiming>>,
    ) -> PyResult<Self> {
        let first_years = first_years.map(|dues| dues.into_iter().map(Money).collect::<Vec<_>>());
        let member = || {
            let member = kaiin::decision::money::MemberValue::of_dues(Money(dues))?;
            let member = first_years.iter().try_fold(member, |member, dues| member.first_years(dues))?;
            let member = entrance_fee.into_iter().try_fold(member, |member, fee| member.entrance_fee(Money(fee)))?;
            costing(member, other_revenue, servicing, acquisition, discount, timing)
        };
        member().map(Self::from).map_err(err)
    }

    /// Active members of a class by a schedule of dues as it stands in a fiscal year, with entrance fee and reductions by tenure.
    ///
    /// Args:
    ///     schedule: The dues.
    ///     class_: The class of members.
    ///     year: The fiscal year.
    ///     other_revenue: As in `MemberValue`.
    ///     servicing: As in `MemberValue`.
    ///     acquisition: As in `MemberValue`.
    ///     discount: As in `MemberValue`.
    ///     timing: As in `MemberValue`.
    ///
    /// Raises:
    ///     RateError: The class has no dues in that year.
    ///     SettingError: As `MemberValue`.
    ///     TableError: Dues change with tenure after 1,000 years.
    ///
    /// Examples:
    ///     >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(10_000))
    ///     >>> schedule = schedule.reduce(ReductionRule.newcomers(1, Reduction.share(0.5)))
    ///     >>> member = MemberValue.of_schedule(schedule, "full", 2025)
    ///     >>> member.lifetime_value(Staying.constant(0.5)).value  # 5,000 + 5,000 + 2,500 + ...
    ///     15000.0
    #[staticmethod]
    #[pyo3(signature = (schedule, class_, year, *, other_revenue = None, servicing = None, acquisition = None, discount = None,
        timing = None))]
    #[allow(clippy::too_many_arguments)]
    fn of_schedule(
        schedule: PyRef<'_, DuesSchedule>,
        class_: &str,
        year: i32,
        other_revenue: Option<i64>,
        servicing: Option<i64>,
        acquisition: Option<i64>,
        discount: Option<f64>,
        timing: Option<Word<PaymentTiming>>,
    ) -> PyResult<Self> {
        let member = kaiin::decision::money::MemberValue::of_schedule(&schedule.inner, class_, FiscalYear(year));
        let member = member.and_then(|member| costing(member, other_revenue, servicing, acquisition, discount, timing));
        member.map(Self::from).map_err(err)
    }

    /// Dues a year.
    #[getter]
    fn dues(&self) -> i64 {
        self.inner.dues().0
    }

    /// Other dues in the first years.
    #[getter]
    fn dues_of_first_years(&self) -> Vec<i64> {
        self.inner.dues_of_first_years().iter().map(|dues| dues.0).collect()
    }

    /// What a member brings a year beside dues.
    #[getter]
    fn revenue_beside_dues(&self) -> i64 {
        self.inner.revenue_beside_dues().0
    }

    /// What serving a member costs a year.
    #[getter]
    fn servicing_cost(&self) -> i64 {
        self.inner.servicing_cost().0
    }

    /// The fee paid on joining.
    #[getter]
    fn entrance_fee_paid(&self) -> i64 {
        self.inner.entrance_fee_paid().0
    }

    /// What winning a member costs.
    #[getter]
    fn acquisition_cost(&self) -> i64 {
        self.inner.acquisition_cost().0
    }

    /// The yearly discount rate.
    #[getter]
    fn discount_rate(&self) -> f64 {
        self.inner.discount_rate()
    }

    /// When in its year a payment is made.
    #[getter]
    fn payment_timing(&self) -> Word<PaymentTiming> {
        Word(self.inner.payment_timing())
    }

    /// What someone who joins is worth.
    ///
    /// ``value = E - A + Σ m(t) S(t) / (1 + d)^(t + τ)`` over t = 0, 1, 2, ... with the entrance fee ``E``, the acquisition cost ``A``, the
    /// margin ``m(t)`` of year ``t``, the share ``S(t)`` who make its payment, the discount ``d`` and ``τ`` 0, or ½ for payment in
    /// mid-year. P. S. Fader and B. G. S. Hardie (2010), Marketing Science 29, 85-93: why the curve, and not one retention
    /// rate, is to be used.
    ///
    /// Args:
    ///     staying: How members stay.
    ///
    /// Returns:
    ///     The value; ``None`` when it is infinite: without a discount for members who never leave, or leave so late that the mean has no
    ///     end.
    fn lifetime_value(&self, py: Python<'_>, staying: PyRef<'_, Staying>) -> PyResult<Option<LifetimeValue>> {
        let staying = &staying.inner;
        Ok(enter(py, |_| self.inner.lifetime_value(staying))?.map(LifetimeValue::from))
    }

    /// What is lost with a member who does not renew for a year, and would otherwise have stayed as others do: the margins from the payment
    /// of that year on, discounted to its start. Who comes back is worth the same as who was kept, if tenure goes on.
    ///
    /// Weak: members whom a measure keeps were about to leave, and will mostly leave sooner than others; this is an upper bound.
    ///
    /// Args:
    ///     staying: How members stay.
    ///     year: The year of the payment, 0 that of joining.
    ///
    /// Returns:
    ///     The value; ``None`` when it is infinite, or nobody gets there.
    ///
    /// Examples:
    ///     >>> staying = Staying.shares([1, 0.5, 0.4, 0.2], "not_counted")
    ///     >>> round(MemberValue(10_000).value_of_kept(staying, 1), 6)  # 10,000 x (0.5 + 0.4 + 0.2) / 0.5
    ///     22000.0
    fn value_of_kept(&self, py: Python<'_>, staying: PyRef<'_, Staying>, year: u32) -> PyResult<Option<f64>> {
        let staying = &staying.inner;
        enter(py, |_| self.inner.value_of_kept(staying, year))
    }

    /// The constant yearly retention at which a member who joins is worth the acquisition cost less the entrance fee.
    ///
    /// Raises:
    ///     SettingError: The margin of a year after the first is negative: who stays longer then costs more.
    ///
    /// Examples:
    ///     >>> MemberValue(10_000, acquisition=50_000).break_even_retention().retention  # 10 / (1 - 0.8) = 50
    ///     0.8
    fn break_even_retention(&self, py: Python<'_>) -> PyResult<BreakEvenRetention> {
        enter(py, |_| self.inner.break_even_retention()).map(BreakEvenRetention::from)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "MemberValue", &["dues", "servicing_cost", "acquisition_cost", "discount_rate"])
    }
}

pickled!(MemberValue, kaiin::decision::money::MemberValue);
wraps!(MemberValue, kaiin::decision::money::MemberValue);

/// With what a member brings and costs beside dues and fee.
fn costing(
    member: kaiin::decision::money::MemberValue,
    other_revenue: Option<i64>,
    servicing: Option<i64>,
    acquisition: Option<i64>,
    discount: Option<f64>,
    timing: Option<Word<PaymentTiming>>,
) -> Result<kaiin::decision::money::MemberValue> {
    let member = other_revenue.into_iter().try_fold(member, |member, amount| member.other_revenue(Money(amount)))?;
    let member = servicing.into_iter().try_fold(member, |member, amount| member.servicing(Money(amount)))?;
    let member = acquisition.into_iter().try_fold(member, |member, cost| member.acquisition(Money(cost)))?;
    let member = discount.into_iter().try_fold(member, |member, rate| member.discount(rate))?;
    Ok(timing.into_iter().fold(member, |member, word| member.timing(word.0)))
}
