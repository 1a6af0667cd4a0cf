//! How a fit ended, in Python: at a maximum, at the edge of what its parameters can be, or nowhere.

use crate::result::{pickled, record, wraps};
use crate::words::{Word, tag};
use kaiin::model::Edge;
use pyo3::prelude::*;

record! {
    /// A parameter that the likelihood drives to an end of its range.
    RunAway of kaiin::model::RunAway {
        /// Name of the parameter.
        parameter: String,
        /// The end to which it runs: ``"low"`` (0 for a rate or a share) or ``"high"`` (infinity, or 1 for a share).
        edge: Word<Edge>,
    }
}

/// How the search for the maximum of a likelihood ended; as text, a sentence that can be printed.
///
/// Parameters have standard errors only when the maximum is inside their range. A simpler model that is the answer instead has its own.
///
/// Examples:
///     >>> fit = CurveModel("shifted_beta_geometric").fit([1000, 850, 700, 550, 410])
///     >>> fit.ending.kind, fit.law.family  # retention falls: the simpler curve is the answer
///     ('boundary', 'geometric')
///     >>> print(fit.ending)
///     no maximum inside the range of the parameters: heterogeneity 1 / (alpha + beta) runs to the lower end of its range
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct FitEnding {
    inner: kaiin::model::FitEnding,
}

#[pymethods]
impl FitEnding {
    /// ``"interior"``, a maximum with all parameters inside their range; ``"boundary"``, some run to the end of theirs and a simpler model
    /// is the answer; ``"not_concave"``, the data cannot tell some apart; ``"not_reached"``, the search did not settle.
    #[getter]
    fn kind(&self) -> String {
        tag(&self.inner)
    }

    /// Whether there is a maximum inside the range of the parameters.
    #[getter]
    fn is_interior(&self) -> bool {
        self.inner.is_interior()
    }

    /// The parameters that run to the end of their range; none unless the kind is ``"boundary"``.
    #[getter]
    fn run_away(&self) -> Vec<RunAway> {
        match &self.inner {
            kaiin::model::FitEnding::Boundary(run_away) => run_away.iter().cloned().map(RunAway::from).collect(),
            _ => Vec::new(),
        }
    }

    /// The parameters that the data cannot tell apart; none unless the kind is ``"not_concave"``.
    #[getter]
    fn not_told_apart(&self) -> Vec<String> {
        match &self.inner {
            kaiin::model::FitEnding::NotConcave(names) => names.clone(),
            _ => Vec::new(),
        }
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.FitEnding {}: {}>", self.kind(), self.inner)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "FitEnding", &["kind", "run_away", "not_told_apart"])
    }
}

wraps!(FitEnding, kaiin::model::FitEnding);
pickled!(FitEnding, kaiin::model::FitEnding);
