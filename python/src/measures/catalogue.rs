//! The catalogue of measures in Python.

use super::measure::Measure;
use crate::error::err;
use crate::result::{Field, pickled, tabular, wraps};
use crate::words::Word;
use kaiin::decision::Lever;
use pyo3::prelude::*;

/// Measures by id: those shipped (`Catalogue.shipped`), and those that an association adds.
///
/// The shipped ones are a list of what associations do or are advised to do, without a judgement of what works. **No effect sizes are
/// shipped**: none are known well enough to be used elsewhere. 33 of the 57 work on leaving, 11 on entry, two each on late entry and
/// reinstatement, one on new licences, none first of all on leave; three only measure and five have no lever.
///
/// Args:
///     measures: An association's own measures; none unless given.
///
/// Raises:
///     SettingError: The id of a measure is taken or empty.
///
/// Examples:
///     >>> catalogue = Catalogue.shipped()
///     >>> len(catalogue), len(catalogue.of_lever("lapse")), catalogue.get("M50").name[1]
///     (57, 33, '再入会の優遇')
///     >>> [measure.id for measure in catalogue.without_lever()]
///     ['M31', 'M32', 'M51', 'M52', 'M53', 'M54', 'M56', 'M57']
///     >>> own = Measure("own-1", ("Call before the leave ends", "休会期間満了前の電話連絡"), "current_members", "leave_end", "non_monetary")
///     >>> len(catalogue.with_measure(own).of_lever("leave_end"))
///     1
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Catalogue {
    inner: kaiin::decision::measures::Catalogue,
}

#[pymethods]
impl Catalogue {
    #[new]
    #[pyo3(signature = (measures = Vec::new()))]
    fn new(measures: Vec<PyRef<'_, Measure>>) -> PyResult<Self> {
        let empty = kaiin::decision::measures::Catalogue::empty();
        measures.iter().try_fold(empty, |catalogue, measure| catalogue.with(measure.inner.clone())).map(Self::from).map_err(err)
    }

    /// The 57 measures shipped with the library.
    #[staticmethod]
    fn shipped() -> Self {
        kaiin::decision::measures::Catalogue::shipped().into()
    }

    /// The catalogue with one more measure.
    ///
    /// Raises:
    ///     SettingError: Its id is taken or empty.
    fn with_measure(&self, measure: PyRef<'_, Measure>) -> PyResult<Self> {
        self.inner.clone().with(measure.inner.clone()).map(Self::from).map_err(err)
    }

    /// The measures, in their order.
    #[getter]
    fn measures(&self) -> Vec<Measure> {
        self.inner.measures().iter().map(Field::field).collect()
    }

    /// A measure by its id; ``None`` when there is none.
    fn get(&self, id: &str) -> Option<Measure> {
        self.inner.get(id).map(Field::field)
    }

    /// The measures that work on a lever first of all.
    fn of_lever(&self, lever: Word<Lever>) -> Vec<Measure> {
        self.inner.of_lever(lever.0).map(Field::field).collect()
    }

    /// The measures that work on a lever, first of all or beside.
    fn touching(&self, lever: Word<Lever>) -> Vec<Measure> {
        self.inner.touching(lever.0).map(Field::field).collect()
    }

    /// The measures that move no lever first of all: those that only measure, and those that have none.
    fn without_lever(&self) -> Vec<Measure> {
        self.inner.without_lever().map(Field::field).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.measures().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Catalogue of {} measures>", self.inner.measures().len())
    }
}

tabular!(Catalogue);
pickled!(Catalogue, kaiin::decision::measures::Catalogue);
wraps!(Catalogue, kaiin::decision::measures::Catalogue);
