//! What a measure moves, as Python writes it: the name of a lever, `"measurement"` or `"none"`.

use crate::error::{err, setting};
use crate::result::Field;
use kaiin::decision::Lever;
use kaiin::decision::measures::Action;
use pyo3::prelude::*;

/// The action of a measure as it crosses the border.
#[derive(Clone, Copy)]
pub(crate) struct ActionWord(pub(super) Action);

impl<'py> FromPyObject<'_, 'py> for ActionWord {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "MeasureAction");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let word: String = value.extract()?;
        let moves = Lever::ALL.into_iter().map(Action::Moves);
        let found = moves.chain([Action::Measures, Action::NoLever]).find(|action| action.name() == word);
        found.map(Self).ok_or_else(|| {
            let reason = "is not known; write the name of a lever such as \"lapse\", \"measurement\" or \"none\"";
            err(setting("action", format!("{word:?}"), reason))
        })
    }
}

impl<'py> IntoPyObject<'py> for ActionWord {
    type Target = pyo3::types::PyString;
    type Output = Bound<'py, Self::Target>;
    type Error = std::convert::Infallible;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "MeasureAction");

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        self.0.name().into_pyobject(py)
    }
}

impl Field<ActionWord> for Action {
    fn field(&self) -> ActionWord {
        ActionWord(*self)
    }
}
