//! What a hazard is made to depend on: terms, splines and penalties, in Python.

use crate::error::err;
use crate::grouping::LevelArg;
use crate::result::pickled;
use crate::words::Word;
use kaiin::model::regression::RidgeScale;
use pyo3::prelude::*;

/// One term of a regression: a number, a category, a spline, or the interaction of two of these.
///
/// Made by `number`, `log`, `category` and `spline`; `times` makes an interaction.
///
/// Examples:
///     >>> [str(term) for term in (Term.category("tenure", capped_at=5), Term.category("branch", reference="east"))]
///     ['min(tenure, 5)', 'branch']
///     >>> str(Term.number("tenure").times(Term.category("sex")))
///     'tenure:sex'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Term {
    pub(crate) inner: kaiin::model::regression::Term,
}

impl From<kaiin::model::regression::Term> for Term {
    fn from(inner: kaiin::model::regression::Term) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Term {
    /// A number as it is: one coefficient, the change of the linear predictor by a unit.
    ///
    /// Args:
    ///     column: Name of the covariate.
    ///     capped_at: Numbers above this count as this.
    #[staticmethod]
    #[pyo3(signature = (column, *, capped_at = None))]
    fn number(column: &str, capped_at: Option<f64>) -> Self {
        capped(kaiin::model::regression::Term::number(column), capped_at)
    }

    /// The natural logarithm of a number, which must be positive.
    ///
    /// Args:
    ///     column: Name of the covariate.
    ///     capped_at: Numbers above this count as this.
    #[staticmethod]
    #[pyo3(signature = (column, *, capped_at = None))]
    fn log(column: &str, capped_at: Option<f64>) -> Self {
        capped(kaiin::model::regression::Term::log(column), capped_at)
    }

    /// A coefficient for each level but the reference (treatment coding). A column of numbers has its distinct numbers as levels, ascending.
    ///
    /// Args:
    ///     column: Name of the covariate.
    ///     reference: The level that others are compared with; the first by default. A fit refuses one that does not occur.
    ///     capped_at: Numbers above this count as this: ``Term.category("tenure", capped_at=5)`` has the levels 0 to 5, the last for five
    ///         years and more.
    #[staticmethod]
    #[pyo3(signature = (column, *, reference = None, capped_at = None))]
    fn category(column: &str, reference: Option<LevelArg>, capped_at: Option<f64>) -> Self {
        let term = kaiin::model::regression::Term::category(column);
        capped(reference.into_iter().fold(term, |term, level| term.reference(level.into_text())), capped_at)
    }

    /// A smooth curve of a number.
    ///
    /// Args:
    ///     column: Name of the covariate.
    ///     spline: Which curve.
    #[staticmethod]
    fn spline(column: &str, spline: Spline) -> Self {
        kaiin::model::regression::Term::spline(column, spline.inner).into()
    }

    /// The interaction of two terms: their products. Give the two terms themselves as well, unless the model is to do without them. A
    /// category whose partner is no term of its own has a column for every level, as in R.
    fn times(&self, other: Self) -> Self {
        self.inner.clone().times(other.inner).into()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Term {}>", self.inner)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(Term, kaiin::model::regression::Term);

fn capped(term: kaiin::model::regression::Term, limit: Option<f64>) -> Term {
    limit.into_iter().fold(term, kaiin::model::regression::Term::capped_at).into()
}

/// A cubic spline: pieces of third degree between knots, joined without a jump in value, slope or curvature.
///
/// Columns are those of R's ``splines::ns(x, knots =, Boundary.knots =)`` and ``splines::bs``, without an intercept: coefficients compare
/// directly. A single coefficient of a spline means nothing; look at predictions along the curve. Weak beyond the data: a B-spline leaves
/// them with the third power, a natural spline in a straight line.
///
/// Source: C. de Boor, *A Practical Guide to Splines*, Springer, 1978.
///
/// Examples:
///     >>> str(Term.spline("tenure", Spline.natural([2, 8], boundary=(0, 20))))
///     'ns(tenure)'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Spline {
    inner: kaiin::model::regression::Spline,
}

#[pymethods]
impl Spline {
    /// A natural cubic spline: K interior knots, K + 1 columns, straight beyond the boundary knots.
    ///
    /// Args:
    ///     knots: The interior knots.
    ///     boundary: The boundary knots; the ends of the data by default.
    #[staticmethod]
    #[pyo3(signature = (knots, *, boundary = None))]
    fn natural(knots: Vec<f64>, boundary: Option<(f64, f64)>) -> Self {
        bounded(kaiin::model::regression::Spline::natural(&knots), boundary)
    }

    /// A natural cubic spline with so many columns: interior knots at evenly spaced quantiles (R's type 7), every trial counted once.
    ///
    /// Args:
    ///     columns: Number of columns, at least 1.
    ///     boundary: The boundary knots; the ends of the data by default.
    #[staticmethod]
    #[pyo3(signature = (columns, *, boundary = None))]
    fn natural_with_columns(columns: usize, boundary: Option<(f64, f64)>) -> Self {
        bounded(kaiin::model::regression::Spline::natural_with_columns(columns), boundary)
    }

    /// A cubic B-spline: K interior knots, K + 3 columns; the outermost pieces go on beyond the boundary knots.
    ///
    /// Args:
    ///     knots: The interior knots.
    ///     boundary: The boundary knots; the ends of the data by default.
    #[staticmethod]
    #[pyo3(signature = (knots, *, boundary = None))]
    fn cubic(knots: Vec<f64>, boundary: Option<(f64, f64)>) -> Self {
        bounded(kaiin::model::regression::Spline::cubic(&knots), boundary)
    }

    /// A cubic B-spline with so many columns; knots as for `natural_with_columns`.
    ///
    /// Args:
    ///     columns: Number of columns, at least 3.
    ///     boundary: The boundary knots; the ends of the data by default.
    #[staticmethod]
    #[pyo3(signature = (columns, *, boundary = None))]
    fn cubic_with_columns(columns: usize, boundary: Option<(f64, f64)>) -> Self {
        bounded(kaiin::model::regression::Spline::cubic_with_columns(columns), boundary)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(Spline, kaiin::model::regression::Spline);

fn bounded(spline: kaiin::model::regression::Spline, boundary: Option<(f64, f64)>) -> Spline {
    Spline { inner: boundary.into_iter().fold(spline, |spline, (lower, upper)| spline.boundary(lower, upper)) }
}

/// A ridge penalty: half of lambda times the sum of squared coefficients is taken off the log-likelihood.
///
/// The intercept is never penalised. With a penalty on a coefficient its estimate exists even where nobody of a level left (separation).
/// Estimates are biased towards 0; standard errors are those of a normal prior with variance 1 / lambda. The likelihood is a sum, not a
/// mean: glmnet's lambda is this one divided by the number of trials.
///
/// Source: S. le Cessie, J. C. van Houwelingen, *Applied Statistics* 41(1), 1992, 191-201.
///
/// Args:
///     lambda_: How strong the penalty is; positive.
///     scale: The scale on which coefficients are penalised: ``"standardised"`` (the default: of columns divided by their standard
///         deviation, as in glmnet) or ``"original"``.
///     terms: Names of the penalised terms as they print, such as ``"branch"``; all but the intercept by default.
///
/// Raises:
///     SettingError: Lambda is not a positive, finite number.
///
/// Examples:
///     >>> Ridge(2.0, terms=["branch"]).lambda_
///     2.0
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Ridge {
    pub(crate) inner: kaiin::model::regression::Ridge,
}

#[pymethods]
impl Ridge {
    #[new]
    #[pyo3(signature = (lambda_, *, scale = None, terms = Vec::new()))]
    fn new(lambda_: f64, scale: Option<Word<RidgeScale>>, terms: Vec<String>) -> PyResult<Self> {
        let ridge = kaiin::model::regression::Ridge::new(lambda_).map_err(err)?;
        let ridge = scale.into_iter().fold(ridge, |ridge, scale| ridge.scale(scale.0));
        Ok(Self { inner: terms.into_iter().fold(ridge, kaiin::model::regression::Ridge::term) })
    }

    /// How strong the penalty is.
    #[getter]
    fn lambda_(&self) -> f64 {
        self.inner.lambda()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(Ridge, kaiin::model::regression::Ridge);
