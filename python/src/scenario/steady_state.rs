//! Where the present rates lead in the end, in Python.

use super::projectable::ProjectableArg;
use crate::result::{fields, pickled, wraps};
use pyo3::prelude::*;

/// The membership to which a projection tends when the assumptions and the inflow of its last year hold for ever.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SteadyState {
    inner: kaiin::decision::scenario::SteadyState,
}

#[pymethods]
impl SteadyState {
    /// The steady state of a projection, or of the whole of segments; ``None`` when the membership still moves after 5,000 years.
    ///
    /// Raises:
    ///     SettingError: As `Projection`.
    ///
    /// Examples:
    ///     >>> assumptions = Assumptions(entry=[1.0, 0.0], lapse=[0.0, 0.1])
    ///     >>> found = SteadyState.of(ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200]))
    ///     >>> round(found.members), found.years_to_half  # 200 / 0.1; 0.9 ** 7 = 0.478
    ///     (2000, 7)
    #[staticmethod]
    fn of(py: Python<'_>, settings: ProjectableArg<'_>) -> PyResult<Option<Self>> {
        let found = settings.enter(py, |settings| kaiin::decision::scenario::SteadyState::of(settings))?;
        Ok(found.map(Self::from))
    }

    /// Members in the end over members at the base; ``None`` when there are none at the base.
    #[getter]
    fn momentum(&self) -> Option<f64> {
        self.inner.momentum()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "SteadyState", &["base_members", "members", "years_to_half", "years_to_a_hundredth"])
    }
}

fields!(SteadyState {
    /// Members at the base.
    base_members: f64,
    /// Members in the end.
    members: f64,
    /// Fiscal years until half of the way is behind.
    years_to_half: u32,
    /// Fiscal years until no more than a hundredth of the way is left.
    years_to_a_hundredth: u32,
});
pickled!(SteadyState, kaiin::decision::scenario::SteadyState);
wraps!(SteadyState, kaiin::decision::scenario::SteadyState);
