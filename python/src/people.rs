//! Single persons of a register, their memberships and episodes, and days on which records were closed, in Python.

use crate::day::DayOut;
use crate::result::{pickled, record};
use crate::words::Word;
use kaiin::episode::LicenceDate;
use kaiin::register::{Entry, Exit};
use kaiin::{EndReason, Standing};
use pyo3::prelude::*;

/// A day on which far more members left than on any other: arrears struck off, an audit of inactive members, a change of system.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct MassExitDay {
    inner: kaiin::register::MassExitDay,
}

impl From<kaiin::register::MassExitDay> for MassExitDay {
    fn from(inner: kaiin::register::MassExitDay) -> Self {
        Self { inner }
    }
}

impl crate::result::Field<MassExitDay> for kaiin::register::MassExitDay {
    fn field(&self) -> MassExitDay {
        (*self).into()
    }
}

#[pymethods]
impl MassExitDay {
    /// The day.
    #[getter]
    fn day(&self) -> DayOut {
        DayOut(self.inner.day)
    }

    /// Members who left on it.
    #[getter]
    fn exits(&self) -> u64 {
        self.inner.exits
    }

    /// Members who left in the twelve months that end with the day.
    #[getter]
    fn exits_of_twelve_months(&self) -> u64 {
        self.inner.exits_of_twelve_months
    }

    /// Whether the record covers those twelve months; where not, the day is a candidate only.
    #[getter]
    fn judged(&self) -> bool {
        self.inner.judged
    }

    fn __repr__(&self) -> String {
        format!(
            "<kaiin.MassExitDay {}: {} of {} exits in twelve months>",
            self.inner.day, self.inner.exits, self.inner.exits_of_twelve_months
        )
    }
}

pickled!(MassExitDay, kaiin::register::MassExitDay);

record! {
    /// Mass exit days that fall on one day of the year again and again: the association's own closing day.
    RecurringExitDay of kaiin::register::RecurringExitDay {
        /// The month, 1 to 12.
        month: u32,
        /// The day of the month.
        day: u32,
        /// The mass exit days that fall on it, in order.
        days: Vec<MassExitDay>,
    }
}

#[pymethods]
impl RecurringExitDay {
    /// Members who left on all these days together.
    #[getter]
    fn exits(&self) -> u64 {
        self.inner.exits()
    }
}

/// Mass exit days parted into those that recur on one day of the year, in at least three years, and those that stand alone.
///
/// Args:
///     days: Mass exit days, such as ``register.mass_exit_days``.
#[pyfunction]
pub(crate) fn recurring_exit_days(days: Vec<MassExitDay>) -> (Vec<RecurringExitDay>, Vec<MassExitDay>) {
    let days: Vec<_> = days.iter().map(|day| day.inner).collect();
    let (recurring, single) = kaiin::register::recurring_exit_days(&days);
    (recurring.into_iter().map(RecurringExitDay::from).collect(), single.into_iter().map(MassExitDay::from).collect())
}

/// One uninterrupted spell of membership of one person.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct Spell {
    pub(crate) inner: kaiin::register::Spell,
}

#[pymethods]
impl Spell {
    /// Position of the person in the register, from 0.
    #[getter]
    fn person(&self) -> usize {
        self.inner.person
    }

    /// Number of the spell within the person, from 0.
    #[getter]
    fn number(&self) -> u32 {
        self.inner.number
    }

    /// First day of membership; where not known, the first day observed.
    #[getter]
    fn start(&self) -> DayOut {
        DayOut(self.inner.start)
    }

    /// Whether `start` is the true start.
    #[getter]
    fn start_known(&self) -> bool {
        self.inner.start_known
    }

    /// First day under observation.
    #[getter]
    fn observed(&self) -> DayOut {
        DayOut(self.inner.observed)
    }

    /// First day no longer a member; ``None`` while the membership lasts.
    #[getter]
    fn end(&self) -> Option<DayOut> {
        self.inner.end.map(DayOut)
    }

    /// Why it ended; ``None`` while it lasts.
    #[getter]
    fn reason(&self) -> Option<Word<EndReason>> {
        self.inner.reason.map(Word)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Spell", &["person", "number", "start", "observed", "end", "reason"])
    }
}

/// One episode of a register: a person in one standing for one stretch of time.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct EpisodeView {
    pub(crate) inner: kaiin::register::EpisodeView,
}

#[pymethods]
impl EpisodeView {
    /// Position of the person in the register, from 0.
    #[getter]
    fn person(&self) -> usize {
        self.inner.person
    }

    /// First day in the standing; where not known, the first day observed.
    #[getter]
    fn start(&self) -> DayOut {
        DayOut(self.inner.start)
    }

    /// Whether `start` is the true start.
    #[getter]
    fn start_known(&self) -> bool {
        self.inner.start_known
    }

    /// First day under observation; later than `start` when entry was delayed.
    #[getter]
    fn observed(&self) -> DayOut {
        DayOut(self.inner.observed)
    }

    /// First day no longer in the standing; ``None`` while it lasts.
    #[getter]
    fn end(&self) -> Option<DayOut> {
        self.inner.end.map(DayOut)
    }

    /// How the person stands with the association.
    #[getter]
    fn standing(&self) -> Word<Standing> {
        Word(self.inner.standing)
    }

    /// How the episode begins.
    #[getter]
    fn entry(&self) -> Word<Entry> {
        Word(self.inner.entry)
    }

    /// How the episode ends: ``"open"``, ``"continued"`` or ``"left"``.
    #[getter]
    fn exit(&self) -> &'static str {
        match self.inner.exit {
            Exit::Open => "open",
            Exit::Continued => "continued",
            Exit::Left(_) => "left",
        }
    }

    /// Why the membership ended with it; ``None`` when it did not.
    #[getter]
    fn reason(&self) -> Option<Word<EndReason>> {
        match self.inner.exit {
            Exit::Left(reason) => Some(Word(reason)),
            Exit::Open | Exit::Continued => None,
        }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "EpisodeView", &["person", "start", "end", "standing", "entry", "exit", "reason"])
    }
}

/// The day of a licence, or its cohort as a fiscal year.
#[derive(IntoPyObject)]
pub(crate) enum LicenceOut {
    Day(DayOut),
    Cohort(i32),
}

impl From<LicenceDate> for LicenceOut {
    fn from(licence: LicenceDate) -> Self {
        match licence {
            LicenceDate::Day(day) => Self::Day(DayOut(day)),
            LicenceDate::Cohort(year) => Self::Cohort(year.get()),
        }
    }
}
