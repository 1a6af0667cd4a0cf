//! Rates with chance taken out of them (Whittaker-Henderson graduation), in Python.

use crate::array::Array;
use crate::error::{enter, err, setting};
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::words::{Word, parse};
use kaiin::Confidence;
use kaiin::model::graduation::{Dispersion, Smoothing};
use pyo3::prelude::*;

/// Whittaker-Henderson graduation: values close to the observed ones and smooth, by differences of some order.
///
/// It minimises ``Σ w (y - z)² + λ Σ (Δᵖ z)²`` for values, ``-2 Σ (d log(E r) - E r) + λ Σ (Δᵖ log r)²`` for counts d in exposures E. A
/// polynomial of degree below the order is reproduced as it is. Values with weight 0 are interpolated, extrapolated at the ends, and marked
/// so. Assumes that the truth has no jumps: a cliff at the first renewal is smeared over its neighbours; graduate from the second year on
/// then. Whittaker (1923), *Proc. Edinburgh Math. Soc.* 41, 63-75; Biessy (2023), arXiv:2306.06932.
///
/// Args:
///     order: The order of differences, 1 to 5, or that down the rows and that across the columns of a table; 2 by default, so that a
///         straight line is perfectly smooth.
///     smoothing: λ, or λ down and λ across, in the unit of the weights; or by what it is chosen: ``"reml"`` (restricted marginal
///         likelihood, the default), ``"gcv"`` (now and then it follows the noise) or ``"aic"``.
///     dispersion: Whether a weight is the reciprocal of a variance, ``"unit"`` (the default for counts), or up to a factor that is
///         ``"estimated"`` (the default for values).
///     confidence: Confidence of limits, 0.95 by default, on average over all values.
///
/// Raises:
///     SettingError: An order is not 1 to 5, λ is not a finite number above 0, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     By symmetry z = (a, b, a) with 2a - b = 0 and 3b - 2a = 1:
///
///     >>> graduation = WhittakerHenderson(order=1, smoothing=1.0).values([0, 1, 0], [1, 1, 1])
///     >>> [round(point.graduated, 12) for point in graduation.points], round(graduation.fit, 12)
///     ([0.25, 0.5, 0.25], 0.375)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct WhittakerHenderson {
    pub(crate) inner: kaiin::model::graduation::WhittakerHenderson,
}

#[pymethods]
impl WhittakerHenderson {
    #[new]
    #[pyo3(signature = (*, order = None, smoothing = None, dispersion = None, confidence = None))]
    fn new(
        order: Option<OrderArg>,
        smoothing: Option<SmoothingArg>,
        dispersion: Option<Word<Dispersion>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = kaiin::model::graduation::WhittakerHenderson::new();
        let settings = order.into_iter().try_fold(settings, |settings, order| order.set(settings)).map_err(err)?;
        let settings = smoothing.into_iter().try_fold(settings, |settings, smoothing| settings.smoothing(smoothing.0)).map_err(err)?;
        let settings = dispersion.into_iter().fold(settings, |settings, rule| settings.dispersion(rule.0));
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(confidence.into_iter().fold(settings, kaiin::model::graduation::WhittakerHenderson::confidence).into())
    }

    /// Graduates a series of values.
    ///
    /// Args:
    ///     values: The values; anything, such as ``None``, where the weight is 0.
    ///     weights: Their weights: exposures, or reciprocal variances; 0 where nothing was observed.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length, or are empty.
    ///     SettingError: A value or a weight is not a finite number, or a weight is negative.
    ///     RateError: There are fewer values with weight than the order of differences.
    fn values(&self, py: Python<'_>, values: Array, weights: Array) -> PyResult<Graduation> {
        enter(py, |_| self.inner.values(&values.reals("values")?, &weights.reals("weights")?)).map(Graduation::from)
    }

    /// Graduates a table of values given row by row: rows may be tenures and columns fiscal years.
    ///
    /// Args:
    ///     columns: Values to a row.
    ///     values: The values, row by row.
    ///     weights: Their weights, row by row.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length, or are empty.
    ///     SettingError: As for `values`, or the values do not fill whole rows.
    ///     RateError: As for `values`.
    ///     TableError: The table is so large that it would take minutes.
    fn table(&self, py: Python<'_>, columns: usize, values: Array, weights: Array) -> PyResult<Graduation> {
        enter(py, |_| self.inner.table(columns, &values.reals("values")?, &weights.reals("weights")?)).map(Graduation::from)
    }

    /// Graduates the rates of a series of counts in their exposures, on the logarithm, with counts taken as Poisson.
    ///
    /// A rate that falls by the same share every year is perfectly smooth with order 2. Errors are of the logarithm; limits are of the rate.
    /// Weak where there are hardly any events: the logarithm of a rate of 0 has no bottom.
    ///
    /// Args:
    ///     events: Number of events in each cell.
    ///     exposure: Time at risk in each cell.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length, are empty, or an event is no count.
    ///     SettingError: An exposure is negative or not a finite number, or there are events without exposure.
    ///     RateError: There is no event at all, or too little exposure.
    ///
    /// Examples:
    ///     With so much smoothing of first differences every rate becomes 6 / 40:
    ///
    ///     >>> rates = WhittakerHenderson(order=1, smoothing=1e9).counts([3, 1, 2], [10, 10, 20])
    ///     >>> [f"{point.graduated:.6f}" for point in rates.points]
    ///     ['0.150000', '0.150000', '0.150000']
    fn counts(&self, py: Python<'_>, events: Array, exposure: Array) -> PyResult<Graduation> {
        enter(py, |_| self.inner.counts(&events.counts("events")?, &exposure.reals("exposure")?)).map(Graduation::from)
    }

    /// Graduates the rates of a table of counts given row by row, such as those of `AgePeriodCounts`.
    ///
    /// Args:
    ///     columns: Counts to a row.
    ///     events: Number of events in each cell, row by row.
    ///     exposure: Time at risk in each cell, row by row.
    ///
    /// Raises:
    ///     InputError: As for `counts`.
    ///     SettingError: As for `counts`, or the counts do not fill whole rows.
    ///     RateError: As for `counts`.
    ///     TableError: As for `table`.
    fn count_table(&self, py: Python<'_>, columns: usize, events: Array, exposure: Array) -> PyResult<Graduation> {
        enter(py, |_| self.inner.count_table(columns, &events.counts("events")?, &exposure.reals("exposure")?)).map(Graduation::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.WhittakerHenderson {:?}>", self.inner)
    }
}

wraps!(WhittakerHenderson, kaiin::model::graduation::WhittakerHenderson);
pickled!(WhittakerHenderson, kaiin::model::graduation::WhittakerHenderson);

record! {
    /// One cell of a `Graduation`.
    GraduatedPoint of kaiin::model::graduation::GraduatedPoint {
        /// Row of the table, from 0; the position in a series.
        row: usize,
        /// Column of the table, from 0; 0 in a series.
        column: usize,
        /// The observed value (events / exposure for counts); ``None`` where there is none.
        observed: Option<f64>,
        /// The weight (the exposure for counts); 0 where nothing was observed.
        weight: f64,
        /// The graduated value.
        graduated: f64,
        /// Standard error of the graduated value; for counts, of its logarithm. ``None`` when the dispersion cannot be estimated.
        error: Option<f64>,
        /// Lower limit.
        lower: Option<f64>,
        /// Upper limit.
        upper: Option<f64>,
        /// Whether nothing was observed here: the value comes from its neighbours alone.
        interpolated: bool,
    }
}

/// Graduated values, with how near they are to the observed ones and how smooth; made by `WhittakerHenderson`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Graduation {
    inner: kaiin::model::graduation::Graduation,
}

#[pymethods]
impl Graduation {
    /// The settings it was made with.
    #[getter]
    fn made_by(&self) -> WhittakerHenderson {
        self.inner.made_by().field()
    }

    /// The cells row by row.
    #[getter]
    fn points(&self) -> Vec<GraduatedPoint> {
        self.inner.points().iter().copied().map(GraduatedPoint::from).collect()
    }

    /// The cell in a row and a column counted from 0; ``None`` outside the table.
    #[pyo3(signature = (row, column = 0))]
    fn at(&self, row: usize, column: usize) -> Option<GraduatedPoint> {
        self.inner.at(row, column).copied().map(GraduatedPoint::from)
    }

    /// Number of rows and of columns.
    #[getter]
    fn sides(&self) -> (usize, usize) {
        self.inner.sides().into()
    }

    /// The smoothing parameters down the rows and across the columns; in a series only the first counts.
    #[getter]
    fn smoothing(&self) -> (f64, f64) {
        self.inner.smoothing().into()
    }

    /// Whether a chosen smoothing parameter is at the end of what was searched, from 10⁻⁴ to 10¹⁰ times the mean weight: the criterion
    /// wants the polynomial (or, rarely, the observed values) itself.
    #[getter]
    fn is_at_end(&self) -> bool {
        self.inner.is_at_end()
    }

    /// The criterion at the chosen parameters; ``None`` when they were given.
    #[getter]
    fn criterion(&self) -> Option<f64> {
        self.inner.criterion()
    }

    /// How near the graduated values are to the observed ones: the weighted sum of squared differences; the Poisson deviance for counts.
    #[getter]
    fn fit(&self) -> f64 {
        self.inner.fit()
    }

    /// Pearson's χ² of observed against graduated values, to be compared with `residual_freedom`; ``None`` where weights are no variances.
    #[getter]
    fn chi_squared(&self) -> Option<f64> {
        self.inner.chi_squared()
    }

    /// How rough the graduated values are: the sums of squared differences down the rows and across the columns; of logarithms for counts.
    #[getter]
    fn smoothness(&self) -> (f64, f64) {
        self.inner.smoothness().into()
    }

    /// Effective degrees of freedom: about how many parameters the graduated values stand for.
    #[getter]
    fn effective_freedom(&self) -> f64 {
        self.inner.effective_freedom()
    }

    /// Observed values less effective degrees of freedom.
    #[getter]
    fn residual_freedom(&self) -> f64 {
        self.inner.residual_freedom()
    }

    /// The factor of the variance: 1, or estimated; ``None`` when nothing is left to estimate it from.
    #[getter]
    fn dispersion(&self) -> Option<f64> {
        self.inner.dispersion()
    }

    /// Whether the dispersion was estimated.
    #[getter]
    fn dispersion_rule(&self) -> Word<Dispersion> {
        Word(self.inner.dispersion_rule())
    }

    fn __len__(&self) -> usize {
        self.inner.points().len()
    }

    fn __repr__(&self) -> String {
        let ([rows, columns], freedom) = (self.inner.sides(), self.inner.effective_freedom());
        format!("<kaiin.Graduation of {rows} × {columns} values, {freedom} effective degrees of freedom>")
    }
}

wraps!(Graduation, kaiin::model::graduation::Graduation);
tabular!(Graduation);
pickled!(Graduation, kaiin::model::graduation::Graduation);

/// The order of differences, or that of each axis.
#[derive(FromPyObject)]
pub(crate) enum OrderArg {
    #[pyo3(transparent, annotation = "int")]
    Both(usize),
    #[pyo3(transparent, annotation = "tuple of two int")]
    ByAxis((usize, usize)),
}

impl OrderArg {
    fn set(self, settings: kaiin::model::graduation::WhittakerHenderson) -> kaiin::Result<kaiin::model::graduation::WhittakerHenderson> {
        match self {
            Self::Both(order) => settings.order(order),
            Self::ByAxis((down, across)) => settings.orders(down, across),
        }
    }
}

/// How smooth, or by what that is chosen.
pub(crate) struct SmoothingArg(Smoothing);

impl<'py> FromPyObject<'_, 'py> for SmoothingArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Smoothing");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(lambda) = value.extract::<f64>() {
            return Ok(Self(Smoothing::Fixed(lambda)));
        }
        if let Ok((down, across)) = value.extract::<(f64, f64)>() {
            return Ok(Self(Smoothing::FixedByAxis { down, across }));
        }
        match value.extract::<String>() {
            Ok(word) => parse("smoothing", &word).map(|criterion| Self(Smoothing::Chosen(criterion))).map_err(err),
            Err(_) => Err(err(setting("smoothing", value.repr()?, "is not known; write a number, two numbers, or \"reml\""))),
        }
    }
}
