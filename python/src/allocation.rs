//! How a budget is best shared among measures, in Python.

use crate::error::{enter, err, setting};
use crate::measures::{MeasurePlan, Stake};
use crate::result::{Field, fields, pickled, record, tabular, wraps};
use crate::words::{Word, tagged, word};
use kaiin::decision::allocation::{Attitude, Dependence};
use pyo3::prelude::*;

/// How much money spent on a measure brings: never less for more money, and each unit no more than the one before (diminishing returns,
/// 収穫逓減). Made by `Response.linear`, `Response.saturating`, `Response.power` and `Response.hill`.
///
/// Weak: the form is an assumption until spending has been varied; two points of one measure fit all four. A response with a threshold is
/// a `BudgetLine` with a fixed cost and diminishing returns from there on.
///
/// Examples:
///     >>> campaign = Response.saturating(100, 2_000_000)
///     >>> round(campaign.gain(2_000_000), 9)  # 100 (1 - 1/e)
///     63.212055883
///     >>> Response.hill(30, 500_000, 1).gain(500_000)
///     15.0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Response {
    inner: kaiin::decision::allocation::Response,
}

#[pymethods]
impl Response {
    /// The same for every unit of money, ``gain = per_unit x``, as where each person reached costs and brings the same: give it a most.
    ///
    /// Raises:
    ///     SettingError: The gain is negative or not finite.
    #[staticmethod]
    fn linear(per_unit: f64) -> PyResult<Self> {
        kaiin::decision::allocation::Response::linear(per_unit).map(Self::from).map_err(err)
    }

    /// Towards a limit, exponentially: ``gain = limit (1 - exp(-x / scale))``, 63 % of the limit at ``x = scale``.
    ///
    /// Raises:
    ///     SettingError: The limit is negative or not finite, or the scale is not above 0 and finite.
    #[staticmethod]
    fn saturating(limit: f64, scale: f64) -> PyResult<Self> {
        kaiin::decision::allocation::Response::saturating(limit, scale).map(Self::from).map_err(err)
    }

    /// A power of the money spent, ``gain = factor x^exponent``; with an exponent of 1 linear.
    ///
    /// Raises:
    ///     SettingError: The factor is negative or not finite, or the exponent is outside (0, 1].
    #[staticmethod]
    fn power(factor: f64, exponent: f64) -> PyResult<Self> {
        kaiin::decision::allocation::Response::power(factor, exponent).map(Self::from).map_err(err)
    }

    /// Towards a limit, of which half is had at ``half``: ``gain = limit x^exponent / (half^exponent + x^exponent)``.
    ///
    /// Raises:
    ///     SettingError: The limit is negative or not finite, ``half`` is not above 0 and finite, or the exponent is outside (0, 1].
    #[staticmethod]
    fn hill(limit: f64, half: f64, exponent: f64) -> PyResult<Self> {
        kaiin::decision::allocation::Response::hill(limit, half, exponent).map(Self::from).map_err(err)
    }

    /// What so much money brings.
    fn gain(&self, spent: f64) -> f64 {
        self.inner.gain(spent)
    }

    /// What the next unit of money brings; infinite at 0 for powers, and for Hill curves with an exponent below 1.
    fn slope(&self, spent: f64) -> f64 {
        self.inner.slope(spent)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Response {}>", word(self.inner))
    }
}

pickled!(Response, kaiin::decision::allocation::Response);
wraps!(Response, kaiin::decision::allocation::Response);

/// A measure as a line of the budget: what money spent on it brings, how little and how much may be spent, and how sure that is.
///
/// Args:
///     name: The name of the measure.
///     response: What money spent on it brings, after the fixed cost. Gains are in any unit, the same for all lines: members kept,
///         points of a rate, or money.
///     fixed_cost: A cost that comes first, before any money brings anything: all of it, or nothing is spent on the measure.
///     at_least: An amount that must be spent, fixed cost included.
///     at_most: The most that can be spent, fixed cost included; any amount unless given.
///     relative_error: The standard error of the effect as a share of the effect; certain unless given.
///
/// Raises:
///     SettingError: An amount is negative or not finite, the most is below the least or the fixed cost, or the relative error is
///         negative or not finite.
///
/// Examples:
///     >>> mentors = BudgetLine("mentors", Response.saturating(40, 1_000_000), fixed_cost=200_000, at_most=3_000_000, relative_error=0.5)
///     >>> mentors.gain(200_000), round(mentors.gain(1_200_000), 6)  # nothing for the coordinator alone; 40 (1 - 1/e)
///     (0.0, 25.284822)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BudgetLine {
    inner: kaiin::decision::allocation::BudgetLine,
}

#[pymethods]
impl BudgetLine {
    #[new]
    #[pyo3(signature = (name, response, *, fixed_cost = None, at_least = None, at_most = None, relative_error = None))]
    fn new(
        name: &str,
        response: PyRef<'_, Response>,
        fixed_cost: Option<f64>,
        at_least: Option<f64>,
        at_most: Option<f64>,
        relative_error: Option<f64>,
    ) -> PyResult<Self> {
        let line = || {
            let line = kaiin::decision::allocation::BudgetLine::new(name, response.inner);
            let line = at_most.into_iter().try_fold(line, |line, amount| line.at_most(amount))?;
            let line = at_least.into_iter().try_fold(line, |line, amount| line.at_least(amount))?;
            let line = fixed_cost.into_iter().try_fold(line, |line, cost| line.fixed_cost(cost))?;
            relative_error.into_iter().try_fold(line, |line, error| line.uncertain(error))
        };
        line().map(Self::from).map_err(err)
    }

    /// A measure that is bought whole or not at all.
    ///
    /// Args:
    ///     name: The name of the measure.
    ///     cost: Its price.
    ///     gain: What it brings.
    ///     relative_error: The standard error of the gain as a share of it; certain unless given.
    ///
    /// Raises:
    ///     SettingError: The cost is not above 0 and finite, or the gain or the error is negative or not finite.
    #[staticmethod]
    #[pyo3(signature = (name, cost, gain, *, relative_error = None))]
    fn all_or_nothing(name: &str, cost: f64, gain: f64, relative_error: Option<f64>) -> PyResult<Self> {
        let line = kaiin::decision::allocation::BudgetLine::all_or_nothing(name, cost, gain).map_err(err)?;
        relative_error.into_iter().try_fold(line, |line, error| line.uncertain(error)).map(Self::from).map_err(err)
    }

    /// A measure that is planned: each person reached costs and brings the same until all are reached, after the fixed cost. The gain is
    /// the value of the plan, in money, and its name is the id of the measure.
    ///
    /// Args:
    ///     plan: The plan, with an effect.
    ///     stake: What is at stake.
    ///
    /// Raises:
    ///     RateError: The effect of the plan is unknown: nothing can be allocated to what is not known to work.
    ///     SettingError: The effect is to the worse, or as `MeasurePlan.assess`.
    ///
    /// Examples:
    ///     >>> effect = MeasureEffect.typed_in("lapse", "an assumption", absolute=-0.05)
    ///     >>> mentors = Catalogue.shipped().get("M15")
    ///     >>> plan = mentors.for_audience_of(500, fixed_cost=100_000, cost_per_person=1_000, effect=effect)
    ///     >>> line = BudgetLine.of_plan(plan, Stake(0.2, 60_000))
    ///     >>> round(Budget(300_000).allocate([line]).gain, 6)  # 200 persons are reached, of whom 10 more stay
    ///     600000.0
    #[staticmethod]
    fn of_plan(plan: PyRef<'_, MeasurePlan>, stake: PyRef<'_, Stake>) -> PyResult<Self> {
        kaiin::decision::allocation::BudgetLine::of_plan(&plan.inner, &stake.inner).map(Self::from).map_err(err)
    }

    /// The name.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// The response.
    #[getter]
    fn response(&self) -> Response {
        self.inner.response().field()
    }

    /// What so much money brings, fixed cost included; nothing below it.
    fn gain(&self, spent: f64) -> f64 {
        self.inner.gain(spent)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "BudgetLine", &["name", "response"])
    }
}

pickled!(BudgetLine, kaiin::decision::allocation::BudgetLine);
wraps!(BudgetLine, kaiin::decision::allocation::BudgetLine);

/// What an allocation maximises, as Python writes it: a word, or the word and the deviations.
struct AttitudeArg(Attitude);

impl<'py> FromPyObject<'_, 'py> for AttitudeArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Attitude");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (word, parts) = tagged(&value);
        match (word.as_str(), &parts[..]) {
            ("mean", []) => Ok(Self(Attitude::Mean)),
            ("mean_less_deviations", [deviations]) => Ok(Self(Attitude::MeanLessDeviations(deviations.extract()?))),
            _ => {
                let reason = "is not known; write \"mean\" or (\"mean_less_deviations\", 1.0)";
                Err(err(setting("attitude", value.repr()?, reason)))
            }
        }
    }
}

impl<'py> IntoPyObject<'py> for AttitudeArg {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Attitude");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            Attitude::Mean => Ok("mean".into_pyobject(py)?.into_any()),
            Attitude::MeanLessDeviations(deviations) => Ok(("mean_less_deviations", deviations).into_pyobject(py)?.into_any()),
        }
    }
}

impl Field<AttitudeArg> for Attitude {
    fn field(&self) -> AttitudeArg {
        AttitudeArg(*self)
    }
}

/// A sum of money to be shared among measures, and what shall be made as large as possible.
///
/// Maximised is ``Σ g_i(x_i) - k D`` with ``Σ x_i`` within the budget, each ``x_i`` within its limits, and 0 or at least its fixed cost;
/// ``D = sqrt(Σ (r_i g_i)^2)`` for independent errors with the relative errors ``r_i``, ``Σ r_i g_i`` for errors that go together.
/// Responses are concave, so that the best allocation is where the next unit of money brings the same everywhere (Karush, Kuhn and Tucker);
/// fixed costs are decided by branch and bound, exactly. Assumed: gains add up, and no person is counted twice. S. Boyd and L.
/// Vandenberghe (2004), Convex Optimization, Cambridge University Press, example 5.2.
///
/// Args:
///     amount: The sum, in the unit of the responses.
///     attitude: ``"mean"``, the expected gain, is the default: right for one decision among many; ``("mean_less_deviations", k)`` takes
///         ``k`` standard deviations off, for a gain that is reached with some safety.
///     dependence: How the errors of effects go together: ``"independent"``, the default, or ``"together"``, as when all were guessed by
///         one person.
///
/// Raises:
///     SettingError: The amount or the number of deviations is negative or not finite.
///
/// Examples:
///     >>> lines = [BudgetLine("a", Response.power(6, 0.5)), BudgetLine("b", Response.power(8, 0.5))]
///     >>> best = Budget(100).allocate(lines)  # 6 / (2 sqrt(36)) = 8 / (2 sqrt(64)) = 0.5
///     >>> [round(line.spent, 6) for line in best.lines], round(best.gain, 6), round(best.shadow_price, 6)
///     ([36.0, 64.0], 100.0, 0.5)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Budget {
    inner: kaiin::decision::allocation::Budget,
}

#[pymethods]
impl Budget {
    #[new]
    #[pyo3(signature = (amount, *, attitude = None, dependence = None))]
    fn new(amount: f64, attitude: Option<AttitudeArg>, dependence: Option<Word<Dependence>>) -> PyResult<Self> {
        let budget = kaiin::decision::allocation::Budget::of(amount).map_err(err)?;
        let budget = attitude.into_iter().try_fold(budget, |budget, attitude| budget.attitude(attitude.0)).map_err(err)?;
        Ok(dependence.into_iter().fold(budget, |budget, word| budget.dependence(word.0)).into())
    }

    /// The best allocation. Measures that are equally good are funded in the order of their names.
    ///
    /// Args:
    ///     lines: The measures on which the budget can be spent.
    ///
    /// Raises:
    ///     InputError: There is no line.
    ///     SettingError: A name is given twice, or the least amounts exceed the budget.
    ///     TableError: More than 100,000 combinations of fixed costs would have to be looked at.
    fn allocate(&self, py: Python<'_>, lines: Vec<PyRef<'_, BudgetLine>>) -> PyResult<Allocation> {
        let lines: Vec<_> = lines.iter().map(|line| line.inner.clone()).collect();
        enter(py, |_| self.inner.allocate(&lines)).map(Allocation::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Budget {}>", word(self.inner))
    }
}

pickled!(Budget, kaiin::decision::allocation::Budget);
wraps!(Budget, kaiin::decision::allocation::Budget);

record! {
    /// What is spent on one measure.
    AllocatedLine of kaiin::decision::allocation::AllocatedLine {
        /// The measure.
        name: String,
        /// Money spent, fixed cost included.
        spent: f64,
        /// Expected gain.
        gain: f64,
        /// Its standard error.
        error: f64,
        /// What the next unit of money here would add to what is maximised: negative where its risk outweighs its gain, 0 for a measure
        /// whose fixed cost is not paid; ``None`` where it is infinite.
        marginal: Option<f64>,
    }
}

/// A budget shared among measures: of `Budget.allocate`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Allocation {
    pub(crate) inner: kaiin::decision::allocation::Allocation,
}

fields!(Allocation {
    /// The money there was.
    budget: f64,
    /// What was maximised.
    attitude: AttitudeArg,
    /// How errors were taken to go together.
    dependence: Word<Dependence>,
    /// Expected gain of all measures.
    gain: f64,
    /// Its standard deviation.
    error: f64,
    /// What was maximised: the gain, less deviations where they were taken off.
    objective: f64,
    /// What one more unit of money would add to it (潜在価格), with the same fixed costs paid; 0 when money is left; ``None`` where it is
    /// infinite.
    shadow_price: Option<f64>,
    /// The measures, in the order given.
    lines: Vec<AllocatedLine>,
});

#[pymethods]
impl Allocation {
    /// Money spent.
    #[getter]
    fn spent(&self) -> f64 {
        self.inner.spent()
    }

    /// Money left, because no measure brings anything for it or the next fixed cost is too high; 0 when rounding alone is left.
    #[getter]
    fn left(&self) -> f64 {
        self.inner.left()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Allocation", &["budget", "spent", "gain", "error", "shadow_price"])
    }
}

tabular!(Allocation);
pickled!(Allocation, kaiin::decision::allocation::Allocation);
wraps!(Allocation, kaiin::decision::allocation::Allocation);
