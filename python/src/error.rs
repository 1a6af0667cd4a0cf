//! One match from the core's errors to Python's exceptions, and the one place that releases the interpreter.

use kaiin::Error;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Mutex;

/// Runs work of the core without holding the interpreter and turns its error into an exception.
///
/// The work is given a [`Watch`] to ask now and then whether to go on.
pub(crate) fn enter<T: Send>(py: Python<'_>, work: impl FnOnce(&Watch) -> kaiin::Result<T> + Send) -> PyResult<T> {
    enter_with_progress(py, Watcher::default(), work)
}

/// The same, telling the caller's callback how far the work has come.
pub(crate) fn enter_with_progress<T: Send>(
    py: Python<'_>,
    watcher: Watcher,
    work: impl FnOnce(&Watch) -> kaiin::Result<T> + Send,
) -> PyResult<T> {
    let watch = Watch { watcher, stopped: Mutex::default() };
    py.detach(|| work(&watch)).map_err(|error| match (error, watch.reason()) {
        (Error::Cancelled, Some(reason)) => reason,
        (error, _) => err(error),
    })
}

/// Who is told about progress: a function of the steps done and the steps in all, or nobody.
#[derive(Default)]
pub(crate) struct Watcher(Option<Py<PyAny>>);

impl<'py> FromPyObject<'_, 'py> for Watcher {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Progress");

    fn extract(progress: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let callback = progress.py().import("kaiin._progress")?.call_method1("callback", (progress,))?;
        Ok(Self((!callback.is_none()).then(|| callback.unbind())))
    }
}

/// Whether to go on: no, once Ctrl-C was pressed or a callback of the caller failed.
pub(crate) struct Watch {
    watcher: Watcher,
    stopped: Mutex<Option<PyErr>>,
}

impl Watch {
    /// Lets Python handle its signals. `Err(Cancelled)` asks the work to stop; the exception itself is raised by [`enter`].
    pub(crate) fn check(&self) -> kaiin::Result<()> {
        self.call(|py| py.check_signals())
    }

    /// Tells the caller how far the work has come; false when it is to stop.
    pub(crate) fn report(&self, done: u64, total: u64) -> bool {
        let told = self.call(|py| {
            py.check_signals()?;
            self.watcher.0.as_ref().map_or(Ok(()), |callback| callback.call1(py, (done, total)).map(drop))
        });
        told.is_ok()
    }

    fn call(&self, f: impl FnOnce(Python<'_>) -> PyResult<()>) -> kaiin::Result<()> {
        Python::attach(f).map_err(|reason| {
            if let Ok(mut stopped) = self.stopped.lock() {
                *stopped = Some(reason);
            }
            Error::Cancelled
        })
    }

    fn reason(&self) -> Option<PyErr> {
        self.stopped.lock().ok().and_then(|mut stopped| stopped.take())
    }
}

/// The error for an argument that cannot be used.
pub(crate) fn setting(name: &'static str, value: impl ToString, reason: impl Into<String>) -> Error {
    Error::Setting { name, value: value.to_string(), reason: reason.into() }
}

/// The exception for an error of the core.
pub(crate) fn err(error: Error) -> PyErr {
    Python::attach(|py| exception(py, error).unwrap_or_else(|failure| failure))
}

fn exception(py: Python<'_>, error: Error) -> PyResult<PyErr> {
    let (message, code) = (error.to_string(), error.code());
    let fields = PyDict::new(py);
    let class = match error {
        Error::Setting { name, value, reason } => {
            fields.set_item("name", name)?;
            fields.set_item("value", value)?;
            fields.set_item("reason", reason)?;
            "SettingError"
        }
        Error::Io { path, source } => return os_error(py, &path, source),
        Error::NoRows { input, advice } => {
            fields.set_item("input", input)?;
            fields.set_item("advice", advice)?;
            "InputError"
        }
        Error::MissingColumn { input, column, found, advice } => {
            fields.set_item("input", input)?;
            fields.set_item("column", column)?;
            fields.set_item("found", found)?;
            fields.set_item("advice", advice)?;
            "InputError"
        }
        Error::ColumnType { column, reason } => {
            fields.set_item("column", column)?;
            fields.set_item("reason", reason)?;
            "InputError"
        }
        Error::ColumnLength { column, found, reference, expected } => {
            fields.set_item("column", column)?;
            fields.set_item("found", found)?;
            fields.set_item("reference", reference)?;
            fields.set_item("expected", expected)?;
            "InputError"
        }
        Error::Malformed { input, row, reason } => {
            fields.set_item("input", input)?;
            fields.set_item("row", row)?;
            fields.set_item("reason", reason)?;
            "InputError"
        }
        Error::Strict { count, first } => {
            fields.set_item("count", count)?;
            fields.set_item("first", first)?;
            "RegisterError"
        }
        Error::Limit { what, found, limit, advice } => {
            fields.set_item("what", what)?;
            fields.set_item("found", found)?;
            fields.set_item("limit", limit)?;
            fields.set_item("advice", advice)?;
            "TableError"
        }
        Error::Mismatch { what, left, right } => {
            fields.set_item("what", what)?;
            fields.set_item("left", left)?;
            fields.set_item("right", right)?;
            "TableError"
        }
        Error::DifferentDefinitions { left, right } => {
            fields.set_item("left", left)?;
            fields.set_item("right", right)?;
            "RateError"
        }
        Error::Missing { what, advice } => {
            fields.set_item("what", what)?;
            fields.set_item("advice", advice)?;
            "RateError"
        }
        Error::Cancelled => return Ok(pyo3::exceptions::PyKeyboardInterrupt::new_err(message)),
        _ => "KaiinError",
    };
    fields.set_item("code", code)?;
    let class = py.import("kaiin._errors")?.getattr(class)?;
    Ok(PyErr::from_value(class.call((message,), Some(&fields))?))
}

/// `FileNotFoundError`, `PermissionError` and so on, with number and file name, as `open` raises them.
fn os_error(py: Python<'_>, path: &str, source: std::io::Error) -> PyResult<PyErr> {
    let Some(number) = source.raw_os_error() else { return Ok(source.into()) };
    let class = py.get_type::<pyo3::exceptions::PyOSError>();
    let value = if cfg!(windows) {
        class.call1((0, source.to_string(), path, number))?
    } else {
        let text = py.import("os")?.call_method1("strerror", (number,))?;
        class.call1((number, text, path))?
    };
    Ok(PyErr::from_value(value))
}
