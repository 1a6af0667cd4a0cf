//! On which day did members really leave, when the record has the day on which they were struck off? In Python.

use crate::calendar::FiscalCalendar;
use crate::error::{enter, err, setting};
use crate::hazard_table::unwrapped;
use crate::interval_censored::IntervalObservations;
use crate::observations::Observations;
use crate::register::Register;
use crate::result::pickled;
use crate::words::{Word, tagged};
use kaiin::cohort::SpellsCounted;
use kaiin::survival::{AdministrativeExits, LapseDate, PaidThrough};
use kaiin::{EndReason, Error};
use pyo3::prelude::*;

/// How the days of leaving of a register are read.
///
/// Arrears are cleared, and rolls are audited, on one day. That day is no decision of the members who left on it: they had stopped paying,
/// or taking part, at some time since the day up to which their dues were paid. The readings are conventions, not limits of the truth.
///
/// Args:
///     date: What the day of an administrative exit is taken for: leaving happened on it (``"as_recorded"``, the default), on the day up to
///         which dues were paid (``"paid_through"``), or between the two (``"interval_censored"``, for `TurnbullSettings`).
///     administrative: Which exits are administrative: those on the mass exit days that the register found (``"mass_exit_days"``, the
///         default), those for some ``"reasons"`` on whatever day, or ``"mass_exit_days_or_reasons"``.
///     reasons: These reasons, such as ``["arrears"]``.
///     paid_through: The day up to which a member struck off was known to be one: the ``"previous_mass_exit_day"`` (the default; without
///         one, the first day observed), the last ``"anniversary"`` of joining, ``("fiscal_years", years)`` (the start of the fiscal year
///         so many years before that of the last day in), or ``("days_before", days)``.
///     calendar: The fiscal calendar of ``"fiscal_years"``; the Japanese one by default.
///     spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.
///
/// Raises:
///     SettingError: A word is not known, reasons are asked for and not named, or named and not asked for.
///
/// Examples:
///     >>> members = [
///     ...     {"person": "A", "start": "2020-04-01", "end": "2022-07-10", "end_reason": "arrears"},  # 830 days
///     ...     {"person": "B", "start": "2020-04-01", "end": "2021-05-01", "end_reason": "voluntary"},  # 395 days
///     ...     {"person": "C", "start": "2020-04-01"},
///     ... ]
///     >>> register = Register(members, as_of="2024-03-31")
///     >>> dates = LapseDates("interval_censored", administrative="reasons", reasons=["arrears"], paid_through="anniversary")
///     >>> intervals = dates.rows(register).intervals
///     >>> intervals.left, intervals.right  # A had paid through 2022-03-31
///     ([730.0, 395.0, 1461.0], [830.0, 395.0, None])
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct LapseDates {
    inner: kaiin::survival::LapseDates,
}

#[pymethods]
impl LapseDates {
    #[new]
    #[pyo3(signature = (date = None, *, administrative = None, reasons = None, paid_through = None, calendar = None, spells = None))]
    fn new(
        date: Option<Word<LapseDate>>,
        administrative: Option<AdministrativeArg>,
        reasons: Option<Vec<Word<EndReason>>>,
        paid_through: Option<PaidThroughArg>,
        calendar: Option<FiscalCalendar>,
        spells: Option<Word<SpellsCounted>>,
    ) -> PyResult<Self> {
        let exits = match (administrative, reasons) {
            (None, None) => None,
            (None, Some(_)) => return Err(err(unused_reasons())),
            (Some(exits), reasons) => Some(exits.of(reasons).map_err(err)?),
        };
        let calendar = calendar.map(|calendar| calendar.inner).unwrap_or_default();
        let settings = kaiin::survival::LapseDates::new(date.map(|word| word.0).unwrap_or_default());
        let settings = exits.into_iter().fold(settings, kaiin::survival::LapseDates::administrative);
        let settings = paid_through.into_iter().fold(settings, |settings, rule| settings.paid_through(rule.of(calendar)));
        Ok(Self { inner: spells.into_iter().fold(settings, |settings, spells| settings.spells(spells.0)) })
    }

    /// The memberships of a register as rows, in days since joining.
    ///
    /// Memberships whose first day is not known have no clock and are left out, and so are those seen for the first time when they ended;
    /// both are counted.
    ///
    /// Args:
    ///     register: The register.
    ///
    /// Raises:
    ///     InputError: No membership has a clock.
    fn rows(&self, py: Python<'_>, register: PyRef<'_, Register>) -> PyResult<LapseRows> {
        let register = &register.inner;
        enter(py, |_| self.inner.rows(register)).map(|inner| LapseRows { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LapseDates {:?}>", self.inner)
    }
}

pickled!(LapseDates, kaiin::survival::LapseDates);

/// Which exits are administrative, as Python writes it; the reasons are an argument of their own.
enum AdministrativeArg {
    MassExitDays,
    Reasons,
    MassExitDaysOrReasons,
}

impl AdministrativeArg {
    fn of(self, reasons: Option<Vec<Word<EndReason>>>) -> kaiin::Result<AdministrativeExits> {
        let needed = || setting("reasons", "None", "are not named; name those whose exits are administrative, such as [\"arrears\"]");
        match (self, reasons.map(unwrapped)) {
            (Self::MassExitDays, None) => Ok(AdministrativeExits::MassExitDays),
            (Self::MassExitDays, Some(_)) => Err(unused_reasons()),
            (Self::Reasons, reasons) => reasons.map(AdministrativeExits::Reasons).ok_or_else(needed),
            (Self::MassExitDaysOrReasons, reasons) => reasons.map(AdministrativeExits::MassExitDaysOrReasons).ok_or_else(needed),
        }
    }
}

fn unused_reasons() -> Error {
    let reason = "are not looked at; write administrative=\"reasons\" or \"mass_exit_days_or_reasons\" beside them";
    setting("reasons", "named for mass exit days", reason)
}

impl<'py> FromPyObject<'_, 'py> for AdministrativeArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "AdministrativeExits");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match value.extract::<String>()?.as_str() {
            "mass_exit_days" => Ok(Self::MassExitDays),
            "reasons" => Ok(Self::Reasons),
            "mass_exit_days_or_reasons" => Ok(Self::MassExitDaysOrReasons),
            _ => {
                let reason = "is not known; write one of \"mass_exit_days\", \"reasons\", \"mass_exit_days_or_reasons\"";
                Err(err(setting("administrative", value.repr()?, reason)))
            }
        }
    }
}

/// The day up to which a member struck off was known to be one, as Python writes it.
enum PaidThroughArg {
    Rule(PaidThrough),
    FiscalYears(u8),
}

impl PaidThroughArg {
    fn of(self, calendar: kaiin::FiscalCalendar) -> PaidThrough {
        match self {
            Self::Rule(rule) => rule,
            Self::FiscalYears(years) => PaidThrough::FiscalYears { calendar, years },
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for PaidThroughArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "PaidThrough");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (word, parts) = tagged(&value);
        match (word.as_str(), &parts[..]) {
            ("previous_mass_exit_day", []) => Ok(Self::Rule(PaidThrough::PreviousMassExitDay)),
            ("anniversary", []) => Ok(Self::Rule(PaidThrough::Anniversary)),
            ("fiscal_years", [years]) => years.extract().map(Self::FiscalYears),
            ("days_before", [days]) => Ok(Self::Rule(PaidThrough::DaysBefore(days.extract()?))),
            _ => {
                let reason =
                    "is not known; write \"previous_mass_exit_day\", \"anniversary\", (\"fiscal_years\", 0) or (\"days_before\", 180)";
                Err(err(setting("paid_through", value.repr()?, reason)))
            }
        }
    }
}

/// The memberships of a register as rows of time to leaving, made by `LapseDates.rows`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LapseRows {
    inner: kaiin::survival::LapseRows,
}

#[pymethods]
impl LapseRows {
    /// The settings they were made with.
    #[getter]
    fn made_by(&self) -> LapseDates {
        LapseDates { inner: self.inner.made_by().clone() }
    }

    /// The rows, for `TurnbullSettings`.
    #[getter]
    fn intervals(&self) -> IntervalObservations {
        self.inner.intervals().clone().into()
    }

    /// The rows with exact times, for Kaplan-Meier and its intervals.
    ///
    /// Raises:
    ///     RateError: Days are interval-censored.
    fn observations(&self, py: Python<'_>) -> PyResult<Observations> {
        enter(py, |_| self.inner.observations()).map(|inner| Observations { inner })
    }

    /// Exits that are administrative.
    #[getter]
    fn administrative(&self) -> u64 {
        self.inner.administrative()
    }

    /// Memberships left out because their first day is not known.
    #[getter]
    fn clock_unknown(&self) -> u64 {
        self.inner.clock_unknown()
    }

    /// Memberships left out because they were at risk on no day.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk()
    }

    fn __len__(&self) -> usize {
        self.inner.intervals().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LapseRows: {} rows, {} administrative exits>", self.inner.intervals().len(), self.inner.administrative())
    }
}
