//! The assumption about licence holders who die or leave practice, in Python.

use crate::error::err;
use crate::result::pickled;
use kaiin::Probability;
use pyo3::prelude::*;

/// The assumption about licence holders who die or leave practice (死亡・離職), by years since the licence. An assumption typed in, not
/// an estimate: state where it is from.
///
/// Args:
///     probability: Probability of leaving in a year, or a list for the first, second, ... year since the licence, of which the last goes
///         on; nobody by default.
///
/// Raises:
///     SettingError: A probability is outside [0, 1].
///
/// Examples:
///     >>> round(Attrition(0.1).survival(2), 12), Attrition([0.0, 0.5]).survival(3)
///     (0.81, 0.25)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Attrition {
    pub(crate) inner: kaiin::licensees::Attrition,
}

#[pymethods]
impl Attrition {
    #[new]
    #[pyo3(signature = (probability = None))]
    fn new(probability: Option<Probabilities>) -> PyResult<Self> {
        let inner = probability.map_or(Ok(kaiin::licensees::Attrition::None), Probabilities::attrition).map_err(err)?;
        Ok(Self { inner })
    }

    /// The probability of still being in practice so many years after the licence.
    fn survival(&self, years: u32) -> f64 {
        self.inner.survival(years).get()
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Attrition {}>", self.inner)
    }
}

pickled!(Attrition, kaiin::licensees::Attrition);

/// One probability for all years, or one for each year since the licence.
#[derive(FromPyObject)]
pub(crate) enum Probabilities {
    #[pyo3(transparent, annotation = "float")]
    Annual(f64),
    #[pyo3(transparent, annotation = "list of float")]
    ByYears(Vec<f64>),
}

impl Probabilities {
    fn attrition(self) -> kaiin::Result<kaiin::licensees::Attrition> {
        use kaiin::licensees::Attrition;
        match self {
            Self::Annual(q) => Probability::new(q).map(Attrition::Annual),
            Self::ByYears(list) => list.into_iter().map(Probability::new).collect::<kaiin::Result<_>>().map(Attrition::ByYears),
        }
    }
}

/// The same, or the assumption itself.
#[derive(FromPyObject)]
pub(crate) enum AttritionArg {
    #[pyo3(transparent, annotation = "Attrition")]
    Given(Attrition),
    #[pyo3(transparent, annotation = "float or list of float")]
    Probabilities(Probabilities),
}

impl AttritionArg {
    pub(crate) fn attrition(self) -> kaiin::Result<kaiin::licensees::Attrition> {
        match self {
            Self::Given(attrition) => Ok(attrition.inner),
            Self::Probabilities(probabilities) => probabilities.attrition(),
        }
    }
}
