//! Days as Python writes them.

use crate::cell::OwnedCell;
use crate::error::err;
use crate::python_in;
use kaiin::Day;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDate;

/// A day given as `datetime.date`, `datetime.datetime` or ISO text `YYYY-MM-DD`.
pub(crate) struct DayArg(pub(crate) Day);

impl<'py> FromPyObject<'_, 'py> for DayArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "DayLike");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let day = match python_in::plain_cell(&value)? {
            Some(OwnedCell::Day(days)) => Day::from_days(days),
            Some(OwnedCell::Text(text)) => text.parse(),
            _ => {
                return Err(PyTypeError::new_err(format!(
                    "{} is no day; give a datetime.date or text of the form YYYY-MM-DD",
                    value.repr()?
                )));
            }
        };
        day.map(Self).map_err(err)
    }
}

/// A day as `datetime.date`.
pub(crate) fn date(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyDate>> {
    let (year, month, day) = day.ymd();
    PyDate::new(py, year, month as u8, day as u8)
}

/// A day on its way out, as `datetime.date`.
pub(crate) struct DayOut(pub(crate) Day);

impl<'py> IntoPyObject<'py> for DayOut {
    type Target = PyDate;
    type Output = Bound<'py, PyDate>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = <Bound<'py, PyDate> as IntoPyObject<'py>>::OUTPUT_TYPE;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        date(py, self.0)
    }
}
