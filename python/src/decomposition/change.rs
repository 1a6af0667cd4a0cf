//! The change of a rate as a sum of named parts, in Python.

use crate::error::{enter, err};
use crate::result::{fields, pickled, record, tabular, wraps};
use crate::words::Word;
use kaiin::rates::RateUnit;
use kaiin::report::chart::Waterfall;
use kaiin::report::{ChartSize, ChartSpec, Language};
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use std::cell::RefCell;

record! {
    /// What one factor, flow or segment added to a rate, or took from it.
    Part of kaiin::decision::decomposition::Part {
        /// The name of the factor: as the caller gave it, or the stable name of a flow, such as ``"late_entry"``.
        name: String,
        /// What the part counts, in English and Japanese.
        counts: (String, String),
        /// What it added to the rate, in the unit of the rate; negative where it took away. The parts sum to the change.
        value: f64,
        /// The rate with this factor as it was before and all others standardised; ``None`` for methods that have no such rate.
        before: Option<f64>,
        /// The rate with this factor as it was after and all others standardised.
        after: Option<f64>,
        /// The persons that came (positive) or went, for a flow of persons.
        persons: Option<i64>,
    }
}

/// The change of a rate between two dates or populations as a sum of named parts.
///
/// Values are in the unit of the rate: for a share, 0.01 is one percentage point. The parts sum to the change but for `residue`, which is
/// rounding of the last digits (for a `LineIntegral` the integration error). Parts are arithmetic, not causes: they say what the rate
/// would have done had only this factor changed, on the average over what the others were.
///
/// Examples:
///     >>> years = Populations(["2022", "2023"]).factor("entry", [0.80, 0.70]).factor("retention", [0.90, 0.95])
///     >>> change = standardise(years, sum_of_products).between("2022", "2023")
///     >>> round(change.value("entry"), 12), round(change.value("retention"), 12)  # -0.1 * 0.925 and 0.05 * 0.75
///     (-0.0925, 0.0375)
///     >>> round(change.change, 12), abs(change.residue) < 1e-15
///     (-0.055, True)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Decomposition {
    pub(crate) inner: kaiin::decision::decomposition::Decomposition,
}

wraps!(Decomposition, kaiin::decision::decomposition::Decomposition);

fields!(Decomposition {
    /// The date or population of ``after``.
    to: String,
    /// The unit of the rate; ``None`` for a function of the caller's.
    unit: Option<Word<RateUnit>>,
    /// The rate before.
    before: f64,
    /// The rate after.
    after: f64,
    /// After minus before.
    change: f64,
    /// The parts, in the order of the factors.
    parts: Vec<Part>,
});

/// Into which group a part goes: by its name, or as a function of the caller's says.
struct GroupArg<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for GroupArg<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "PartGroups");

    fn extract(group: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(group.to_owned()))
    }
}

impl GroupArg<'_> {
    fn group_of(&self, part: &kaiin::decision::decomposition::Part) -> PyResult<String> {
        match self.0.cast::<PyMapping>() {
            Ok(names) if names.contains(&part.name)? => names.get_item(&part.name)?.extract(),
            Ok(_) => Ok(part.name.clone()),
            Err(_) => self.0.call1((Part::from(part.clone()),))?.extract(),
        }
    }
}

#[pymethods]
impl Decomposition {
    /// The date or population of ``before``.
    #[getter(from_)]
    fn population_before(&self) -> &str {
        &self.inner.from
    }

    /// The convention by which what changed together is shared, in words.
    #[getter]
    fn method(&self) -> String {
        self.inner.method.to_string()
    }

    /// The first part of a name; ``None`` when there is none.
    fn part(&self, name: &str) -> Option<Part> {
        self.inner.part(name).cloned().map(Part::from)
    }

    /// What the first part of a name added to the rate; ``None`` when there is none.
    fn value(&self, name: &str) -> Option<f64> {
        self.inner.value(name)
    }

    /// The share of the change that the first part of a name makes up; ``None`` without such a part and where the rate did not change.
    /// Shares can exceed 1 and be negative; where parts of opposite sign nearly cancel they say little.
    fn share(&self, name: &str) -> Option<f64> {
        self.inner.share(name)
    }

    /// The sum of all parts, compensated for rounding.
    #[getter]
    fn sum_of_parts(&self) -> f64 {
        self.inner.sum_of_parts()
    }

    /// What the parts miss of the change: rounding of the last digits, or the integration error of a line integral.
    #[getter]
    fn residue(&self) -> f64 {
        self.inner.residue()
    }

    /// Parts collected under common names, in the order in which these first appear.
    ///
    /// Args:
    ///     group: The name of the group of a part: a mapping of names of parts, of which those not in it keep their names, or a function
    ///         of a `Part`. An exception of the function comes out as it is.
    fn grouped(&self, group: GroupArg<'_>) -> PyResult<Self> {
        let failed = RefCell::new(None);
        let grouped = self.inner.grouped(|part| {
            group.group_of(part).unwrap_or_else(|reason| {
                failed.borrow_mut().get_or_insert(reason);
                String::new()
            })
        });
        failed.into_inner().map_or(Ok(grouped.into()), Err)
    }

    /// Decompositions of consecutive periods as one of the whole time: parts of one name are added. It follows the path, and differs from
    /// one of the first and last date in its parts though not in its sum.
    ///
    /// Raises:
    ///     InputError: There is none.
    ///     TableError: One does not begin where the one before it ended, or differs in unit.
    #[staticmethod]
    fn chained(consecutive: Vec<Self>) -> PyResult<Self> {
        let consecutive: Vec<_> = consecutive.into_iter().map(|one| one.inner).collect();
        kaiin::decision::decomposition::Decomposition::chained(&consecutive).map(Self::from).map_err(err)
    }

    /// The decomposition in figures of a few decimals that add up: the parts to the change, and the change to after minus before. Parts
    /// are rounded by largest remainder; one of 0 stays 0.
    ///
    /// Args:
    ///     decimals: Decimals in the unit of the rate: 4 for hundredths of a percentage point.
    ///
    /// Raises:
    ///     TableError: More than 15 decimals, or more than 2^43 units of the last one.
    ///     SettingError: The parts miss the change by more than rounding, as after too few steps of a line integral.
    ///
    /// Examples:
    ///     >>> account = RateAccount(RateStock("2022", 2, 3), RateStock("2023", 3, 6)).flow("joined", "persons who joined", 1)
    ///     >>> printed = account.new_licensees("licensed", "new licence holders", 3).decompose().rounded(2)
    ///     >>> printed.before, printed.after, printed.change, [part.value for part in printed.parts]  # 1/4 and -5/12
    ///     (0.67, 0.5, -0.17, [0.25, -0.42])
    fn rounded(&self, py: Python<'_>, decimals: u32) -> PyResult<Self> {
        enter(py, |_| self.inner.rounded(decimals)).map(Self::from)
    }

    /// The decomposition as a picture: the rate before, one bar for each part from where the last one ended, and the rate after, in
    /// figures that add up. Where the axis leaves out 0 it says so, and the rates are points and not bars.
    ///
    /// Args:
    ///     language: ``"en"`` (the default) or ``"ja"``; labels are what the parts count.
    ///     title: The title; a question by default.
    ///     value_label: What the rate is, at the axis.
    ///
    /// Returns:
    ///     An ``<svg>`` element to be put into a page, or a file.
    ///
    /// Raises:
    ///     TableError: The rate is beyond 2^43 units of the last decimal, or there are more than 100,000 parts.
    #[pyo3(signature = (language = None, *, title = None, value_label = None))]
    fn chart(
        &self,
        py: Python<'_>,
        language: Option<Word<Language>>,
        title: Option<String>,
        value_label: Option<String>,
    ) -> PyResult<String> {
        let language = language.map(|word| word.0).unwrap_or_default();
        enter(py, |_| {
            let chart = Waterfall::of(&self.inner, language)?;
            let chart = title.into_iter().fold(chart, |chart, title| Waterfall { title, ..chart });
            let chart = value_label.into_iter().fold(chart, |chart, value_label| Waterfall { value_label, ..chart });
            ChartSpec::Waterfall(chart).to_svg(language, ChartSize::default())
        })
    }

    fn __len__(&self) -> usize {
        self.inner.parts.len()
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        let (first, second) = (&self.inner.from, &self.inner.to);
        format!("<kaiin.Decomposition from {first:?} to {second:?}: {} in {} parts>", self.inner.change, self.inner.parts.len())
    }
}

tabular!(Decomposition);
pickled!(Decomposition, kaiin::decision::decomposition::Decomposition);
