//! What a member owes, in Python: dues by class and fiscal year, entrance fees, reductions.

use super::member_group::{ExpectedMembers, MemberCount, MemberGroup};
use super::reduction::ReductionRule;
use super::revenue::{ExpectedRevenue, Revenue};
use crate::error::{enter, err};
use crate::projection::outlook::Projection;
use crate::result::{pickled, record, wraps};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::decision::money::{Money, Rounding};
use pyo3::prelude::*;

/// The dues of a class: so much an invoice, so many invoices a year. Made by `Dues.yearly`, `Dues.monthly` and `Dues.instalments`.
///
/// Examples:
///     >>> Dues.yearly(15_000).per_year(), Dues.monthly(1_500).per_year()
///     (15000, 18000)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Dues {
    inner: kaiin::decision::money::Dues,
}

#[pymethods]
impl Dues {
    /// One invoice a year (年会費).
    ///
    /// Args:
    ///     amount: The invoice, a whole number of the smallest unit of money.
    ///
    /// Raises:
    ///     SettingError: The amount is negative.
    #[staticmethod]
    fn yearly(amount: i64) -> PyResult<Self> {
        kaiin::decision::money::Dues::yearly(Money(amount)).map(Self::from).map_err(err)
    }

    /// A flat monthly fee (月額制): twelve invoices a year.
    ///
    /// Raises:
    ///     SettingError: The amount is negative.
    #[staticmethod]
    fn monthly(each: i64) -> PyResult<Self> {
        kaiin::decision::money::Dues::monthly(Money(each)).map(Self::from).map_err(err)
    }

    /// So many invoices a year.
    ///
    /// Raises:
    ///     SettingError: The amount is negative, or there is no invoice or more than 366.
    #[staticmethod]
    fn instalments(each: i64, a_year: u32) -> PyResult<Self> {
        kaiin::decision::money::Dues::instalments(Money(each), a_year).map(Self::from).map_err(err)
    }

    /// One invoice.
    #[getter]
    fn each(&self) -> i64 {
        self.inner.each().0
    }

    /// Invoices a year.
    #[getter]
    fn a_year(&self) -> u32 {
        self.inner.a_year()
    }

    /// A whole year.
    ///
    /// Raises:
    ///     TableError: More than 2^53 units.
    fn per_year(&self) -> PyResult<i64> {
        self.inner.per_year().map(|amount| amount.0).map_err(err)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Dues", &["each", "a_year"])
    }
}

pickled!(Dues, kaiin::decision::money::Dues);
wraps!(Dues, kaiin::decision::money::Dues);

record! {
    /// What one member of a group owes for a year.
    Due of kaiin::decision::money::Due {
        /// The dues of the instalments that the member pays, before a reduction.
        in_full: i64,
        /// What is taken off.
        reduction: i64,
        /// What is left to pay: ``in_full - reduction``.
        payable: i64,
        /// The entrance fee of who joins this year; not part of ``payable``.
        entrance_fee: i64,
        /// The name of the rule that gave the reduction; ``None`` when none did.
        rule: Option<String>,
        /// Whether a rule by tenure could apply and the tenure is not known, so that ``payable`` is an upper bound.
        is_upper_bound: bool,
    }
}

/// The dues of every class from which fiscal year on, entrance fees, and who pays less.
///
/// Dues and fees hold from the year they are given for until the next given. Where several reductions apply to a member, the one that
/// leaves the least to pay is given, and no other. An invoice is reduced and rounded before it is multiplied: what is billed is what is
/// summed.
///
/// Args:
///     rounding: How a reduced invoice that is no whole number of units is rounded: ``"down"`` (the default, 端数切捨て), ``"half_up"``
///         (四捨五入) or ``"up"`` (切上げ).
///
/// Examples:
///     >>> schedule = DuesSchedule().dues("full", 2020, Dues.yearly(12_000)).dues("full", 2025, Dues.yearly(15_000))
///     >>> schedule = schedule.entrance_fee("full", 2020, 10_000)
///     >>> schedule = schedule.reduce(ReductionRule.newcomers(2, Reduction.share(0.5)))
///     >>> schedule = schedule.reduce(ReductionRule.in_standing("on_leave", Reduction.whole()))
///     >>> newcomer = schedule.due(MemberGroup(2025, "full", tenure=1))
///     >>> newcomer.in_full, newcomer.payable, newcomer.rule
///     (15000, 7500, 'newcomers')
///     >>> schedule.due(MemberGroup(2025, "full", tenure=9, standing="on_leave")).payable
///     0
///     >>> schedule.due(MemberGroup(2024, "full", tenure=9)).payable
///     12000
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct DuesSchedule {
    pub(super) inner: kaiin::decision::money::DuesSchedule,
}

#[pymethods]
impl DuesSchedule {
    #[new]
    #[pyo3(signature = (*, rounding = None))]
    fn new(rounding: Option<Word<Rounding>>) -> Self {
        let schedule = kaiin::decision::money::DuesSchedule::new();
        rounding.into_iter().fold(schedule, |schedule, word| schedule.rounding(word.0)).into()
    }

    /// The schedule with the dues of a class from a fiscal year on.
    ///
    /// Raises:
    ///     SettingError: They are given twice.
    ///     TableError: More than 2^53 units a year.
    fn dues(&self, class_: &str, from_year: i32, dues: PyRef<'_, Dues>) -> PyResult<Self> {
        self.inner.clone().dues(class_, FiscalYear(from_year), dues.inner).map(Self::from).map_err(err)
    }

    /// The schedule with the entrance fee of a class from a fiscal year on; without one there is none.
    ///
    /// Raises:
    ///     SettingError: The fee is negative or given twice.
    fn entrance_fee(&self, class_: &str, from_year: i32, fee: i64) -> PyResult<Self> {
        self.inner.clone().entrance_fee(class_, FiscalYear(from_year), Money(fee)).map(Self::from).map_err(err)
    }

    /// The schedule with a reduction of dues. Entrance fees are not reduced: give a lower fee from a year on.
    fn reduce(&self, rule: PyRef<'_, ReductionRule>) -> Self {
        self.inner.clone().reduce(rule.inner.clone()).into()
    }

    /// The classes that have dues, in order of their names.
    #[getter]
    fn classes(&self) -> Vec<String> {
        self.inner.classes().map(str::to_owned).collect()
    }

    /// What one member of a group owes.
    ///
    /// Raises:
    ///     RateError: The class has no dues in that year.
    ///     SettingError: More instalments are paid than the year has.
    fn due(&self, group: PyRef<'_, MemberGroup>) -> PyResult<Due> {
        self.inner.due(&group.inner).map(Due::from).map_err(err)
    }

    /// What counted members bring, by fiscal year and class, exact to the unit.
    ///
    /// Amounts billed: who does not pay is left out by leaving out the members, or their instalments. Rows of one group add up, in any
    /// order. Where only totals are known, give one `MemberCount` a year and class without a tenure, and the joiners as ``entering``:
    /// reductions by tenure are then not given, and ``tenure_unknown`` says for how many.
    ///
    /// Args:
    ///     counts: How many members each group has.
    ///
    /// Raises:
    ///     RateError: A class has no dues in a year.
    ///     InputError: There are no counts.
    ///     SettingError: More instalments are paid than the year has.
    ///     TableError: An amount of more than 2^53 units.
    ///
    /// Examples:
    ///     >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(15_000)).entrance_fee("full", 2025, 5_000)
    ///     >>> schedule = schedule.reduce(ReductionRule.newcomers(1, Reduction.share(0.5)))
    ///     >>> counts = [MemberCount(MemberGroup(2025, "full", tenure=0), 10), MemberCount(MemberGroup(2025, "full", tenure=7), 90)]
    ///     >>> revenue = schedule.revenue(counts)
    ///     >>> revenue.rows[0].dues, revenue.rows[0].entrance_fees, revenue.total()  # 10 x 7,500 + 90 x 15,000 and 10 x 5,000
    ///     (1425000, 50000, 1475000)
    fn revenue(&self, py: Python<'_>, counts: Vec<PyRef<'_, MemberCount>>) -> PyResult<Revenue> {
        let counts: Vec<_> = counts.iter().map(|count| count.inner.clone()).collect();
        enter(py, |_| self.inner.revenue(&counts)).map(Revenue::from)
    }

    /// What expected members bring in expectation, by fiscal year and class: dues are linear in the counts, so that expected counts give
    /// expected revenue.
    ///
    /// Args:
    ///     expected: How many members each group is expected to have.
    ///
    /// Raises:
    ///     RateError: As `revenue`.
    ///     InputError: As `revenue`.
    ///     SettingError: As `revenue`.
    ///
    /// Examples:
    ///     >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(15_000))
    ///     >>> schedule.expected_revenue([ExpectedMembers(MemberGroup(2026, "full"), 100.5)]).of_year(2026)
    ///     1507500.0
    fn expected_revenue(&self, py: Python<'_>, expected: Vec<PyRef<'_, ExpectedMembers>>) -> PyResult<ExpectedRevenue> {
        let expected: Vec<_> = expected.iter().map(|row| row.inner.clone()).collect();
        enter(py, |_| self.inner.expected_revenue(&expected)).map(ExpectedRevenue::from)
    }

    /// What a projection brings in expectation, by fiscal year: the members of each projected year on its last day, by tenure, those on
    /// leave in the standing on leave, and the entrance fees of who joins within it.
    ///
    /// All are of one class, for the whole year. Where the projection tells no tenures apart, reductions by tenure are not given.
    ///
    /// Args:
    ///     projection: The projected years.
    ///     of_class: The class of members, as the dues name it.
    ///
    /// Raises:
    ///     SettingError: The class has no dues in a projected year.
    ///
    /// Examples:
    ///     >>> settings = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
    ///     >>> schedule = DuesSchedule().dues("full", 2020, Dues.yearly(15_000))
    ///     >>> schedule.projected_revenue(settings.run(), "full").of_year(2026)
    ///     12150000.0
    fn projected_revenue(&self, py: Python<'_>, projection: PyRef<'_, Projection>, of_class: &str) -> PyResult<ExpectedRevenue> {
        let projection = &projection.inner;
        enter(py, |_| self.inner.projected_revenue(projection, of_class)).map(ExpectedRevenue::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.DuesSchedule of {:?}>", self.classes())
    }
}

pickled!(DuesSchedule, kaiin::decision::money::DuesSchedule);
wraps!(DuesSchedule, kaiin::decision::money::DuesSchedule);
