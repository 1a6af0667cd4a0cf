//! A planned measure and what is at stake, in Python.

use super::assessment::Assessment;
use super::effect::MeasureEffect;
use super::measure::Measure;
use crate::error::{enter, err};
use crate::result::{Field, pickled, wraps};
use crate::words::Word;
use kaiin::decision::Lever;
use pyo3::prelude::*;

/// What is at stake: the rate as it is without the measure, and what one person gained or kept is worth.
///
/// The rate is that of the lever among the audience: leaving of members, joining of new licence holders. The worth is
/// `MemberValue.lifetime_value` for who joins, `MemberValue.value_of_kept` for who stays or comes back, the dues of the years for who takes
/// no leave, and for one more licence holder the probability of joining times the lifetime value.
///
/// Args:
///     rate: The rate, in [0, 1]: 0.08 for 8 % a year.
///     value_of_one: What one person is worth, in the unit of the costs.
///     discount: A yearly discount rate for measures of several years; none unless given.
///
/// Raises:
///     SettingError: The rate is outside [0, 1], the worth is not finite, or the discount is negative or not finite.
///
/// Examples:
///     >>> Stake(0.08, 60_000, discount=0.03).rate
///     0.08
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Stake {
    pub(crate) inner: kaiin::decision::measures::Stake,
}

#[pymethods]
impl Stake {
    #[new]
    #[pyo3(signature = (rate, value_of_one, *, discount = None))]
    fn new(rate: f64, value_of_one: f64, discount: Option<f64>) -> PyResult<Self> {
        let stake = kaiin::decision::measures::Stake::new(rate, value_of_one).map_err(err)?;
        discount.into_iter().try_fold(stake, |stake, rate| stake.discount(rate)).map(|inner| Self { inner }).map_err(err)
    }

    /// The rate without the measure.
    #[getter]
    fn rate(&self) -> f64 {
        self.inner.rate()
    }

    /// What one person is worth.
    #[getter]
    fn value_of_one(&self) -> f64 {
        self.inner.value_of_one()
    }

    /// The yearly discount rate.
    #[getter]
    fn discount_rate(&self) -> f64 {
        self.inner.discount_rate()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Stake", &["rate", "value_of_one", "discount_rate"])
    }
}

pickled!(Stake, kaiin::decision::measures::Stake);

/// A measure with its audience, reach, cost and years, and with its effect where one is known: made by `Measure.for_audience_of`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MeasurePlan {
    pub(crate) inner: kaiin::decision::measures::MeasurePlan,
}

#[pymethods]
impl MeasurePlan {
    /// The plan with an effect on those reached.
    ///
    /// Raises:
    ///     SettingError: The effect is on a lever on which the measure does not work; say otherwise by `Measure.acting_on`.
    fn with_effect(&self, effect: PyRef<'_, MeasureEffect>) -> PyResult<Self> {
        self.inner.clone().with_effect(effect.inner.clone()).map(Self::from).map_err(err)
    }

    /// The measure.
    #[getter]
    fn measure(&self) -> Measure {
        self.inner.measure().field()
    }

    /// The effect; ``None`` when it is not known.
    #[getter]
    fn effect(&self) -> Option<MeasureEffect> {
        self.inner.effect().map(Field::field)
    }

    /// The lever of the effect, or else that on which the measure works first of all; ``None`` when there is neither.
    #[getter]
    fn lever(&self) -> Option<Word<Lever>> {
        self.inner.lever().map(Word)
    }

    /// Persons reached in each year.
    #[getter]
    fn reached(&self) -> f64 {
        self.inner.reached()
    }

    /// The cost that is paid once, whoever is reached.
    #[getter]
    fn fixed_cost(&self) -> f64 {
        self.inner.fixed_cost()
    }

    /// The years.
    #[getter]
    fn number_of_years(&self) -> u32 {
        self.inner.number_of_years()
    }

    /// The cost of all years, those of later years discounted to the start.
    ///
    /// Raises:
    ///     SettingError: The discount rate is negative or not finite.
    fn present_cost(&self, discount: f64) -> PyResult<f64> {
        self.inner.present_cost(discount).map_err(err)
    }

    /// What the measure brings for its cost, or how much it would have to bring.
    ///
    /// With ``n`` persons reached a year, a change ``Δ`` of the rate to the better, a fixed cost ``F``, a cost per person ``c``, a worth of
    /// one person ``v`` and ``a`` the sum of ``(1 + discount)^-y`` over the years: gained a year ``g = n Δ``, cost ``C = F + c n a``, value
    /// ``g v a``, break-even change ``C / (n v a)``. Assumed: the effect lasts the year in which a person is reached, and those reached
    /// would have acted at the stated rate. Weak: measures are weighed one at a time; two that work on the same people do not add up.
    ///
    /// Args:
    ///     stake: What is at stake.
    ///
    /// Raises:
    ///     SettingError: The change would take the rate out of [0, 1].
    ///     TableError: Amounts are beyond real numbers.
    ///
    /// Examples:
    ///     >>> mentors = Catalogue.shipped().get("M15")
    ///     >>> plan = mentors.for_audience_of(1_000, reach=0.4, fixed_cost=600_000, cost_per_person=1_500)
    ///     >>> found = plan.assess(Stake(0.20, 60_000))  # 1,200,000 pay for 20 members kept of 400
    ///     >>> found.outcome is None, found.break_even.kind, round(found.break_even.absolute, 12)
    ///     (True, 'at', -0.05)
    fn assess(&self, py: Python<'_>, stake: PyRef<'_, Stake>) -> PyResult<Assessment> {
        let stake = stake.inner;
        enter(py, |_| self.inner.assess(&stake)).map(Assessment::from)
    }

    fn __repr__(&self) -> String {
        let effect = self.inner.effect().map_or("effect unknown".to_owned(), ToString::to_string);
        format!("<kaiin.MeasurePlan {} for {} persons a year: {effect}>", self.inner.measure(), self.inner.reached())
    }
}

pickled!(MeasurePlan, kaiin::decision::measures::MeasurePlan);
wraps!(MeasurePlan, kaiin::decision::measures::MeasurePlan);
