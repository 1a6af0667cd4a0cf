//! Of what scenarios, goals and sensitivities can be asked, in Python: of one population, or of segments.

use crate::error::enter;
use crate::projection::outlook::ProjectionSettings;
use crate::projection::segments::SegmentSettings;
use kaiin::decision::scenario::Projectable;
use pyo3::prelude::*;

/// One population, or segments that are answered for as a whole.
#[derive(FromPyObject)]
pub(crate) enum ProjectableArg<'py> {
    #[pyo3(transparent, annotation = "ProjectionSettings")]
    One(PyRef<'py, ProjectionSettings>),
    #[pyo3(transparent, annotation = "SegmentSettings")]
    Segments(PyRef<'py, SegmentSettings>),
}

impl ProjectableArg<'_> {
    /// Runs work on the settings of the core without holding the interpreter.
    pub(super) fn enter<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&(dyn Projectable + Sync)) -> kaiin::Result<T> + Send,
    ) -> PyResult<T> {
        match self {
            Self::One(settings) => {
                let settings = settings.core();
                enter(py, |_| work(&settings))
            }
            Self::Segments(settings) => {
                let settings = settings.core()?;
                enter(py, |_| work(&settings))
            }
        }
    }
}
