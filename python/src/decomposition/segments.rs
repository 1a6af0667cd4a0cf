//! Did the branches change, or the mix of branches? In Python.

use super::change::Decomposition;
use crate::cohort::MovementTable;
use crate::error::enter;
use crate::licensees::Licensees;
use crate::result::{Field, pickled};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::licensees::DenominatorKind;
use kaiin::rates::LeaveCounted;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use std::collections::BTreeMap;

/// Members and licence holders of one segment on a date.
///
/// Args:
///     members: Members.
///     licence_holders: Licence holders, counted or estimated.
///
/// Examples:
///     >>> SegmentStock(40, 50).licence_holders
///     50.0
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct SegmentStock {
    inner: kaiin::decision::decomposition::SegmentStock,
}

#[pymethods]
impl SegmentStock {
    #[new]
    fn new(members: u64, licence_holders: f64) -> Self {
        Self { inner: kaiin::decision::decomposition::SegmentStock { members, licence_holders } }
    }

    /// Members.
    #[getter]
    fn members(&self) -> u64 {
        self.inner.members
    }

    /// Licence holders, counted or estimated.
    #[getter]
    fn licence_holders(&self) -> f64 {
        self.inner.licence_holders
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "SegmentStock", &["members", "licence_holders"])
    }
}

pickled!(SegmentStock, kaiin::decision::decomposition::SegmentStock);

/// The same, or a pair of the two.
#[derive(FromPyObject)]
enum StockArg {
    #[pyo3(transparent, annotation = "SegmentStock")]
    Given(SegmentStock),
    #[pyo3(transparent, annotation = "tuple of int and float")]
    Pair((u64, f64)),
}

impl StockArg {
    fn stock(self) -> kaiin::decision::decomposition::SegmentStock {
        match self {
            Self::Given(stock) => stock.inner,
            Self::Pair((members, licence_holders)) => SegmentStock::new(members, licence_holders).inner,
        }
    }
}

/// Movements by level of a segment, as `CohortTable.movements_by` gives them.
struct LevelsArg(BTreeMap<Option<String>, Py<MovementTable>>);

impl<'py> FromPyObject<'_, 'py> for LevelsArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "MovementsByLevel");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let items: Vec<(Option<String>, Py<MovementTable>)> = value.cast::<PyMapping>()?.items()?.extract()?;
        Ok(Self(items.into_iter().collect()))
    }
}

/// The organization rate of an association by segments (branches, sexes, professions) on two dates, to which `segment` adds them.
///
/// ``R1 - R0 = sum_s (w0 + w1)/2 (r1 - r0) + sum_s (r0 + r1 - R0 - R1)/2 (w1 - w0)`` with the share w of the licence holders and the rate r
/// of segment s, and the rate R of the whole. A segment without licence holders on one date takes its rate of the other there; members of
/// a segment that has none when it has members are a part of their own, ``unmatched``.
///
/// Weak: moves between branches at the same rate are invisible, and a change within a branch may itself be one of composition (age):
/// cross-classify with `Composition`. The parts of single segments depend on how finely segments are cut.
///
/// Source: Kitagawa (1955); Das Gupta (1993), chapter 5.
///
/// Args:
///     first: The date of before, in words.
///     second: The date of after, in words.
///
/// Examples:
///     >>> rate = SegmentedRate("2022", "2023").segment("North", (40, 50), (42, 60)).segment("South", (20, 50), (16, 40))
///     >>> change = rate.decompose()
///     >>> round(change.whole.value("rates"), 12), round(change.whole.value("composition"), 12)  # 0.55 * -0.1; 0.1 * (0.75 - 0.4)
///     (-0.055, 0.035)
///     >>> round(change.by_segment.value("composition: North"), 12)  # 0.1 * (0.75 - 0.59)
///     0.016
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SegmentedRate {
    inner: kaiin::decision::decomposition::SegmentedRate,
}

#[pymethods]
impl SegmentedRate {
    #[new]
    fn new(first: String, second: String) -> Self {
        Self { inner: kaiin::decision::decomposition::SegmentedRate::between(first, second) }
    }

    /// With a segment on both dates, each a `SegmentStock` or a pair of members and licence holders.
    fn segment(&self, name: String, before: StockArg, after: StockArg) -> Self {
        Self { inner: self.inner.clone().segment(name, before.stock(), after.stock()) }
    }

    /// The segments of movements at the ends of two fiscal years, over licence holders by branch. Licence holders of branches without
    /// movements are segments without members; members without a level are ``not stated`` and have no licence holders.
    ///
    /// Args:
    ///     movements: Movements by level, as `CohortTable.movements_by` gives them; segments are in the order of their names.
    ///     licensees: Licence holders with their branches.
    ///     denominator: Which licence holders, such as ``"cumulative_summed"``.
    ///     leave: Whether members on leave count as members: ``"in"`` or ``"out"``.
    ///     from_year: The last day of this fiscal year is the date of before.
    ///     to_year: That of this one is the date of after.
    ///
    /// Raises:
    ///     RateError: Licensees have no branches, a table does not reach a year or it has not ended, or members or licence holders are not
    ///         known.
    ///     SettingError: The denominator is new licensees.
    #[staticmethod]
    fn of_movements(
        py: Python<'_>,
        movements: LevelsArg,
        licensees: PyRef<'_, Licensees>,
        denominator: Word<DenominatorKind>,
        leave: Word<LeaveCounted>,
        from_year: i32,
        to_year: i32,
    ) -> PyResult<Self> {
        let movements: Vec<_> = movements.0.into_iter().map(|(level, table)| (level, table.get().inner.clone())).collect();
        let (licensees, from, to) = (&licensees.inner, FiscalYear(from_year), FiscalYear(to_year));
        let make = || kaiin::decision::decomposition::SegmentedRate::of_movements(&movements, licensees, denominator.0, leave.0, from, to);
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// Decomposes the change of the rate of the whole.
    ///
    /// Raises:
    ///     InputError: There is no segment.
    ///     SettingError: A name is given twice, licence holders are negative or not finite, or there are none in all on one of the dates.
    fn decompose(&self, py: Python<'_>) -> PyResult<SegmentDecomposition> {
        enter(py, |_| self.inner.decompose()).map(|inner| SegmentDecomposition { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SegmentedRate {:?}>", self.inner)
    }
}

pickled!(SegmentedRate, kaiin::decision::decomposition::SegmentedRate);

/// Why the rate of the whole changed, in two parts and by segment. Made by `SegmentedRate.decompose`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SegmentDecomposition {
    inner: kaiin::decision::decomposition::SegmentDecomposition,
}

#[pymethods]
impl SegmentDecomposition {
    /// Parts ``rates`` and ``composition``, and ``unmatched`` where there are such members.
    #[getter]
    fn whole(&self) -> Decomposition {
        self.inner.whole().field()
    }

    /// Parts ``rate: ...`` and ``composition: ...`` of each segment, and ``unmatched: ...`` where it has such members.
    #[getter]
    fn by_segment(&self) -> Decomposition {
        self.inner.by_segment().field()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SegmentDecomposition: {} in {} parts>", self.inner.whole().change, self.inner.by_segment().parts.len())
    }
}

pickled!(SegmentDecomposition, kaiin::decision::decomposition::SegmentDecomposition);
