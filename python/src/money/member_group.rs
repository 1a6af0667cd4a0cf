//! Whose dues, and how many they are, in Python.

use crate::error::err;
use crate::result::{fields, pickled, record, wraps};
use crate::words::Word;
use kaiin::{FiscalYear, Standing};
use pyo3::prelude::*;

/// Members who are billed alike: of one fiscal year, class, tenure and standing.
///
/// Args:
///     year: The fiscal year billed.
///     class_: The class of members (会員種別), as the dues name it.
///     tenure: Fiscal years since that of joining, 0 in that year; ``None``, the default, when it is not known.
///     standing: ``"active"`` (the default), ``"on_leave"`` or ``"suspended"``.
///     instalments: How many instalments of the year these members pay; all of them unless given. For members who pay monthly and join or
///         leave in the course of the year.
///
/// Examples:
///     >>> group = MemberGroup(2025, "full", tenure=4, standing="on_leave")
///     >>> group.class_, group.tenure, group.standing
///     ('full', 4, 'on_leave')
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberGroup {
    pub(super) inner: kaiin::decision::money::MemberGroup,
}

#[pymethods]
impl MemberGroup {
    #[new]
    #[pyo3(signature = (year, class_, *, tenure = None, standing = None, instalments = None))]
    fn new(year: i32, class_: &str, tenure: Option<u32>, standing: Option<Word<Standing>>, instalments: Option<u32>) -> Self {
        let group = kaiin::decision::money::MemberGroup::new(FiscalYear(year), class_);
        let group = tenure.into_iter().fold(group, |group, years| group.tenure(years));
        let group = standing.into_iter().fold(group, |group, word| group.standing(word.0));
        instalments.into_iter().fold(group, |group, paid| group.instalments(paid)).into()
    }

    /// The class of members.
    #[getter]
    fn class_(&self) -> &str {
        &self.inner.class
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "MemberGroup", &["year", "class_", "tenure", "standing", "instalments"])
    }
}

fields!(MemberGroup {
    /// The fiscal year billed.
    year: i32,
    /// Fiscal years since that of joining; ``None`` when it is not known.
    tenure: Option<u32>,
    /// The standing.
    standing: Word<Standing>,
    /// How many instalments of the year these members pay; ``None`` for all of them.
    instalments: Option<u32>,
});
pickled!(MemberGroup, kaiin::decision::money::MemberGroup);
wraps!(MemberGroup, kaiin::decision::money::MemberGroup);

record! {
    /// How many members a group has, and how many of them pay an entrance fee this year.
    ///
    /// Args:
    ///     group: Who.
    ///     members: How many.
    ///     entering: How many of them pay the entrance fee; unless given, all in the year of joining (tenure 0) and none in another.
    ///
    /// Raises:
    ///     SettingError: More enter than there are members.
    ///
    /// Examples:
    ///     >>> MemberCount(MemberGroup(2025, "full", tenure=0), 120).entering  # who joins this year pays the fee
    ///     120
    ///     >>> MemberCount(MemberGroup(2025, "full", tenure=6), 80, entering=3).entering  # and who comes back, where the rules say so
    ///     3
    MemberCount of kaiin::decision::money::MemberCount {
        /// Who.
        group: MemberGroup,
        /// How many.
        members: u64,
        /// How many of them pay the entrance fee this year.
        entering: u64,
    }
}

#[pymethods]
impl MemberCount {
    #[new]
    #[pyo3(signature = (group, members, *, entering = None))]
    fn new(group: PyRef<'_, MemberGroup>, members: u64, entering: Option<u64>) -> PyResult<Self> {
        let count = kaiin::decision::money::MemberCount::new(group.inner.clone(), members);
        entering.into_iter().try_fold(count, |count, entering| count.with_entering(entering)).map(Self::from).map_err(err)
    }
}

record! {
    /// How many members a group is expected to have: the form in which projections give them.
    ///
    /// Args:
    ///     group: Who.
    ///     members: How many, in expectation.
    ///     entering: How many of them are expected to pay the entrance fee; unless given, all in the year of joining (tenure 0) and none in
    ///         another.
    ///
    /// Raises:
    ///     SettingError: The number is negative or not finite, or more enter than there are members.
    ///
    /// Examples:
    ///     >>> ExpectedMembers(MemberGroup(2026, "full", tenure=0), 118.4).entering
    ///     118.4
    ExpectedMembers of kaiin::decision::money::ExpectedMembers {
        /// Who.
        group: MemberGroup,
        /// How many, in expectation.
        members: f64,
        /// How many of them pay the entrance fee this year, in expectation.
        entering: f64,
    }
}

#[pymethods]
impl ExpectedMembers {
    #[new]
    #[pyo3(signature = (group, members, *, entering = None))]
    fn new(group: PyRef<'_, MemberGroup>, members: f64, entering: Option<f64>) -> PyResult<Self> {
        let expected = kaiin::decision::money::ExpectedMembers::new(group.inner.clone(), members).map_err(err)?;
        entering.into_iter().try_fold(expected, |expected, entering| expected.with_entering(entering)).map(Self::from).map_err(err)
    }
}
