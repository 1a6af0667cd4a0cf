//! Members at the start of each fiscal year and leavers within it, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::CohortRule;
use crate::error::{enter, err};
use crate::grouping::group_by;
use crate::register::Register;
use crate::result::{pickled, record, tabular};
use crate::tenure::TenureRules;
use crate::words::Word;
use kaiin::cohort::{ExitDay, OtherExits};
use kaiin::time::LeapDay;
use kaiin::{EndReason, FiscalYear};
use pyo3::prelude::*;

/// How a `PersonYearTable` is counted.
///
/// Args:
///     calendar: The fiscal calendar; the Japanese one by default.
///     by: Also by ``"licence_cohort"``, ``"join_cohort"`` and names of segments, of the episode on the day before the year; by nothing by
///         default.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     tenure: When tenure runs; by default from the start of each membership, leave included.
///     longest_tenure: Tenures from so many completed years on are counted together; 100 by default, and at most.
///     ages: Also by age on the day before the year, in bands that begin at these ages, such as ``[0, 30, 40, 50, 60]``.
///     by_standing: Also by standing on the day before the year.
///     reasons: Leavers for these reasons only; for all by default.
///     other_exits: What a year counts as in which a member left for another reason: as a year at risk, ``"stayed"`` (the default), or as
///         none, ``"left_out"``.
///     exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``, where who leaves with the last
///         day of a year left in that year.
///     leap_day: When those complete a year who joined, or were born, on 29 February: ``"feb28"`` (the default) or ``"mar1"``.
///
/// Raises:
///     SettingError: Ages do not ascend, or the last is above 150.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct PersonYearSettings {
    pub(crate) inner: kaiin::cohort::PersonYearSettings,
}

#[pymethods]
impl PersonYearSettings {
    #[new]
    #[pyo3(signature = (*, calendar = None, by = Vec::new(), cohort_rule = None, tenure = None, longest_tenure = None, ages = None,
        by_standing = false, reasons = Vec::new(), other_exits = None, exit_day = None, leap_day = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        calendar: Option<FiscalCalendar>,
        by: Vec<String>,
        cohort_rule: Option<CohortRule>,
        tenure: Option<TenureRules>,
        longest_tenure: Option<u32>,
        ages: Option<Vec<u32>>,
        by_standing: bool,
        reasons: Vec<Word<EndReason>>,
        other_exits: Option<Word<OtherExits>>,
        exit_day: Option<Word<ExitDay>>,
        leap_day: Option<Word<LeapDay>>,
    ) -> PyResult<Self> {
        let calendar = calendar.map(|calendar| calendar.inner).unwrap_or_default();
        let settings = kaiin::cohort::PersonYearTable::settings(calendar).by(group_by(by));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = tenure.into_iter().fold(settings, |settings, rules| settings.tenure(rules.inner));
        let settings = longest_tenure.into_iter().fold(settings, kaiin::cohort::PersonYearSettings::longest_tenure);
        let settings = ages.into_iter().try_fold(settings, |settings, ages| settings.ages(&ages)).map_err(err)?;
        let settings = if by_standing { settings.by_standing() } else { settings };
        let settings = settings.reasons(&reasons.into_iter().map(|word| word.0).collect::<Vec<_>>());
        let settings = other_exits.into_iter().fold(settings, |settings, rule| settings.other_exits(rule.0));
        let settings = exit_day.into_iter().fold(settings, |settings, rule| settings.exit_day(rule.0));
        Ok(Self { inner: leap_day.into_iter().fold(settings, |settings, rule| settings.leap_day(rule.0)) })
    }

    /// Counts a register.
    ///
    /// Raises:
    ///     InputError: The register has no segment of that name, or no fiscal year is complete.
    ///     TableError: There are more possible cells than 2^62.
    fn count(&self, py: Python<'_>, register: PyRef<'_, Register>) -> PyResult<PersonYearTable> {
        let register = &register.inner;
        enter(py, |_| self.inner.count(register)).map(|inner| PersonYearTable { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(PersonYearSettings, kaiin::cohort::PersonYearSettings);

/// The settings given, or else those of the core in the Japanese calendar.
pub(crate) fn settings_or_default(settings: Option<PersonYearSettings>) -> kaiin::cohort::PersonYearSettings {
    settings.map_or_else(|| kaiin::cohort::PersonYearTable::settings(kaiin::FiscalCalendar::default()), |settings| settings.inner)
}

/// Members at the start of each fiscal year and leavers within it, by what is known at the start: what a hazard regression is made from.
///
/// Made by `PersonYearSettings.count`. A member is one trial of a fiscal year who is on the roll on the day before it begins, whatever the
/// standing, and has the event when the membership ends within the year (for a reason studied). Only years that the register covers to
/// their last day count. Who joins and leaves within one fiscal year is in no trial.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2020-04-01"},
///     ...     {"person": "B", "start": "2020-05-01", "end": "2022-06-30", "end_reason": "arrears"},
///     ... ]
///     >>> table = PersonYearSettings().count(Register(rows, as_of="2023-03-31")).to_table()
///     >>> table["period"], table["tenure"], table["trials"], table["events"]  # 2020 had no member at its start
///     ([2021, 2022], [0, 1], [2, 2], [0, 1])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct PersonYearTable {
    pub(crate) inner: kaiin::cohort::PersonYearTable,
}

#[pymethods]
impl PersonYearTable {
    /// How it was counted.
    #[getter]
    fn made_by(&self) -> PersonYearSettings {
        PersonYearSettings { inner: self.inner.made_by().clone() }
    }

    /// Person-years that are in no cell.
    #[getter]
    fn left_out(&self) -> LeftOut {
        self.inner.left_out().into()
    }

    /// The fiscal years that have trials, ascending.
    #[getter]
    fn periods(&self) -> Vec<i32> {
        self.inner.periods().into_iter().map(FiscalYear::get).collect()
    }

    /// The table of two registers with no person in both.
    ///
    /// Raises:
    ///     TableError: The settings or the extract dates differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.PersonYearTable of {} cells>", self.inner.rows().len())
    }
}

tabular!(PersonYearTable);
pickled!(PersonYearTable, kaiin::cohort::PersonYearTable);

record! {
    /// Person-years that are in no cell.
    LeftOut of kaiin::cohort::LeftOut {
        /// The first day of membership is not known, and so no tenure.
        tenure_unknown: u64,
        /// The member left for a reason that is not studied.
        other_exits: u64,
    }
}
