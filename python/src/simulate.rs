//! Simulated registers with known truth, in Python.

use crate::day::{DayArg, date};
use crate::error::{enter, err, setting};
use crate::result::tabular;
use crate::table::Table;
use crate::words::Word;
use kaiin::simulate::{Arrears, Extra, LicenceRecord, Noise, RowOrder, Simulation, TenureOnReturn};
use kaiin::{FiscalYear, Result};
use pyo3::prelude::*;
use pyo3::types::PyDate;
use std::collections::BTreeMap;

/// A known difference from the common probabilities: of a branch, of some years, of a campaign. It multiplies odds, p / (1 - p).
///
/// Args:
///     branch: The branch it is limited to.
///     years: The first and the last fiscal year it is limited to.
///     entry_odds: Factor on the odds of entering.
///     lapse_odds: Factor on the odds that an active member lapses at the end of the fiscal year.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Effect {
    inner: kaiin::simulate::Effect,
}

#[pymethods]
impl Effect {
    #[new]
    #[pyo3(signature = (*, branch = None, years = None, entry_odds = 1.0, lapse_odds = 1.0))]
    fn new(branch: Option<String>, years: Option<(i32, i32)>, entry_odds: f64, lapse_odds: f64) -> Self {
        let effect = branch.map_or_else(kaiin::simulate::Effect::everywhere, kaiin::simulate::Effect::in_branch);
        let effect = years.into_iter().fold(effect, |effect, (first, last)| effect.during(FiscalYear(first), FiscalYear(last)));
        Self { inner: effect.entry_odds(entry_odds).lapse_odds(lapse_odds) }
    }

    /// The branch it is limited to; everywhere when ``None``.
    #[getter]
    fn branch(&self) -> Option<&str> {
        self.inner.branch.as_deref()
    }

    /// The first and the last fiscal year it is limited to; always when ``None``.
    #[getter]
    fn years(&self) -> Option<(i32, i32)> {
        self.inner.years.map(|(first, last)| (first.get(), last.get()))
    }

    /// Factor on the odds of entering.
    #[getter]
    fn entry_odds(&self) -> f64 {
        self.inner.entry_odds
    }

    /// Factor on the odds of lapsing.
    #[getter]
    fn lapse_odds(&self) -> f64 {
        self.inner.lapse_odds
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Effect", &["branch", "years", "entry_odds", "lapse_odds"])
    }
}

crate::result::pickled!(Effect, kaiin::simulate::Effect);

/// A simulated register with what is true of it. It is an Arrow stream of its rows, so that ``Register(simulated, as_of=...)`` reads it.
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct SimulatedRegister {
    inner: Rows,
}

/// The simulation with its rows as the table.
struct Rows(kaiin::simulate::SimulatedRegister);

impl Rows {
    fn to_table(&self) -> Result<kaiin::Table> {
        self.0.columns.to_table()
    }
}

#[pymethods]
impl SimulatedRegister {
    /// The seed it was made from.
    #[getter]
    fn seed(&self) -> u64 {
        self.inner.0.seed
    }

    /// The extract date.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.0.as_of)
    }

    /// Number of rows.
    fn __len__(&self) -> usize {
        self.inner.0.columns.person.len()
    }

    /// Licence holders by licence cohort and branch: ``year``, ``branch``, ``count``, as `Licensees` reads them.
    #[getter]
    fn licensees(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.0.licensee_table()).into()
    }

    /// What happened in each fiscal year, counted while it happened.
    #[getter]
    fn truth_by_year(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.0.truth.year_table()).into()
    }

    /// Each probability that was used, with how often it was drawn and what came of it.
    #[getter]
    fn tallies(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.0.truth.tally_table()).into()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SimulatedRegister of {} rows, seed {}, as of {}>", self.__len__(), self.inner.0.seed, self.inner.0.as_of)
    }
}

tabular!(SimulatedRegister);

/// A synthetic register with known truth, for tests, teaching and power. The same settings and seed give the same register on every
/// machine and for any number of threads.
///
/// Args:
///     seed: The seed.
///     members: So many different people who ever join, in expectation; 10,000 by default.
///     licensees: So many licence holders, exactly; instead of `members`.
///     cohorts: The first and the last licence cohort, 1966 to 2024 by default.
///     inflow: Another inflow than the physiotherapists': the first licence cohort, and the relative sizes of the cohorts from it on.
///     as_of: Extract date; by default the last day of the fiscal year of the last cohort.
///     branches: Branches with their weights; the 47 prefectures by default.
///     entry: Probability of joining in the fiscal year of the licence, for the first and the last cohort.
///     late_entry: Probability of joining in the 1st, 2nd, … year after it; the last holds on.
///     lapse: Probability of not continuing after the 1st, 2nd, … year of membership; the last holds on.
///     voluntary: Share of those who resign; the others fall into arrears.
///     joining_months: Relative frequency of the months in which people join or come back, from April to March.
///     arrears: ``"at_year_end"``, month and day on which arrears are struck off, or ``("suspended", month, day)`` when rights are
///         suspended until then; struck off on 30 June by default.
///     leave: Probabilities of beginning a leave, of becoming active again, and of leaving the association from it.
///     reinstatement: Probability of coming back in the 1st, 2nd, … year; the last holds on.
///     tenure_on_return: Whether years of membership ``"restarts"`` (the default) or ``"resumes"`` on return.
///     transfer: Probability of moving to another branch.
///     death: Probability of dying by age, as steps (age from which it holds, probability).
///     retirement: Probability of leaving the profession by age, as steps.
///     effects: Known differences of branches, years or campaigns.
///     licence_record: How the register records the licence.
///     extras: Further columns.
///     noise: Bad rows to add, by kind: ``"duplicates"``, ``"end_before_start"``, ``"covered"``, ``"overlaps"``, ``"start_after_as_of"``.
///     row_order: The order of the rows.
///     threads: Number of threads; as many as there are processors by default.
///
/// Raises:
///     SettingError: A probability is outside [0, 1], or another setting cannot be used.
///     TableError: More than 2^32 - 2 people are asked for.
///
/// Examples:
///     >>> simulated = simulate(7, licensees=500, entry=(1.0, 1.0), lapse=[0.0], leave=(0.0, 0.0, 0.0), transfer=0.0, death=[], retirement=[])
///     >>> Register(simulated, as_of=simulated.as_of).members_on(simulated.as_of)
///     500
#[pyfunction]
#[pyo3(signature = (seed, *, members = None, licensees = None, cohorts = None, inflow = None, as_of = None, branches = None, entry = None,
    late_entry = None, lapse = None, voluntary = None, joining_months = None, arrears = None, leave = None, reinstatement = None, tenure_on_return = None,
    transfer = None, death = None, retirement = None, effects = Vec::new(), licence_record = None, extras = Vec::new(),
    noise = BTreeMap::new(), row_order = None, threads = None))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn simulate(
    py: Python<'_>,
    seed: u64,
    members: Option<u64>,
    licensees: Option<u64>,
    cohorts: Option<(i32, i32)>,
    inflow: Option<(i32, Vec<f64>)>,
    as_of: Option<DayArg>,
    branches: Option<Vec<(String, f64)>>,
    entry: Option<(f64, f64)>,
    late_entry: Option<Vec<f64>>,
    lapse: Option<Vec<f64>>,
    voluntary: Option<f64>,
    joining_months: Option<[f64; 12]>,
    arrears: Option<ArrearsArg>,
    leave: Option<(f64, f64, f64)>,
    reinstatement: Option<Vec<f64>>,
    tenure_on_return: Option<Word<TenureOnReturn>>,
    transfer: Option<f64>,
    death: Option<Vec<(u32, f64)>>,
    retirement: Option<Vec<(u32, f64)>>,
    effects: Vec<Effect>,
    licence_record: Option<Word<LicenceRecord>>,
    extras: Vec<Word<Extra>>,
    noise: BTreeMap<String, u64>,
    row_order: Option<Word<RowOrder>>,
    threads: Option<usize>,
) -> PyResult<SimulatedRegister> {
    let settings = || {
        let s = Simulation::new();
        let s = members.into_iter().try_fold(s, Simulation::members)?;
        let s = licensees.into_iter().try_fold(s, Simulation::licensees)?;
        let s = cohorts.into_iter().try_fold(s, |s, (first, last)| s.cohorts(FiscalYear(first), FiscalYear(last)))?;
        let s = inflow.into_iter().try_fold(s, |s, (first, weights)| s.inflow(FiscalYear(first), &weights))?;
        let s = joining_months.into_iter().try_fold(s, Simulation::joining_months)?;
        let s = s.noise(noise_of(&noise)?);
        let s = as_of.into_iter().try_fold(s, |s, day| s.as_of(day.0))?;
        let s = branches.into_iter().try_fold(s, Simulation::branches)?;
        let s = entry.into_iter().try_fold(s, |s, (first, last)| s.entry(first, last))?;
        let s = late_entry.into_iter().try_fold(s, |s, p| s.late_entry(&p))?;
        let s = lapse.into_iter().try_fold(s, |s, p| s.lapse(&p))?;
        let s = voluntary.into_iter().try_fold(s, Simulation::voluntary)?;
        let s = arrears.into_iter().try_fold(s, |s, rule| s.arrears(rule.0))?;
        let s = leave.into_iter().try_fold(s, |s, (begin, resume, lapse)| s.leave(begin, resume, lapse))?;
        let s = reinstatement.into_iter().try_fold(s, |s, p| s.reinstatement(&p))?;
        let s = transfer.into_iter().try_fold(s, Simulation::transfer)?;
        let s = death.into_iter().try_fold(s, |s, steps| s.death(&steps))?;
        let s = retirement.into_iter().try_fold(s, |s, steps| s.retirement(&steps))?;
        let s = effects.into_iter().try_fold(s, |s, effect| s.effect(effect.inner))?;
        let s = threads.into_iter().try_fold(s, Simulation::threads)?;
        let s = tenure_on_return.into_iter().fold(s, |s, rule| s.tenure_on_return(rule.0));
        let s = licence_record.into_iter().fold(s, |s, record| s.licence_record(record.0));
        let s = extras.into_iter().fold(s, |s, extra| s.with(extra.0));
        Result::Ok(row_order.into_iter().fold(s, |s, order| s.row_order(order.0)))
    };
    let settings = settings().map_err(err)?;
    enter(py, |_| settings.run(seed)).map(|register| SimulatedRegister { inner: Rows(register) })
}

/// The bad rows to add, by the names of their kinds.
fn noise_of(rows: &BTreeMap<String, u64>) -> Result<Noise> {
    let mut noise = Noise::default();
    for (kind, &count) in rows {
        match kind.as_str() {
            "duplicates" => noise.duplicates = count,
            "end_before_start" => noise.end_before_start = count,
            "covered" => noise.covered = count,
            "overlaps" => noise.overlaps = count,
            "start_after_as_of" => noise.start_after_as_of = count,
            other => {
                let reason = "is not a kind of bad row; write duplicates, end_before_start, covered, overlaps or start_after_as_of";
                return Err(setting("noise", format!("{other:?}"), reason));
            }
        }
    }
    Ok(noise)
}

/// ``"at_year_end"``, or the month and day on which arrears are struck off.
pub(crate) struct ArrearsArg(Arrears);

impl<'py> FromPyObject<'_, 'py> for ArrearsArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Arrears");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok((month, day)) = value.extract::<(u8, u8)>() {
            return Ok(Self(Arrears::StruckOff { month, day }));
        }
        if let Ok((word, month, day)) = value.extract::<(String, u8, u8)>()
            && word == "suspended"
        {
            return Ok(Self(Arrears::SuspendedThenStruckOff { month, day }));
        }
        let reason = "is not known; write \"at_year_end\", month and day such as (6, 30), or (\"suspended\", 6, 30)".to_owned();
        match value.extract::<String>().as_deref() {
            Ok("at_year_end") => Ok(Self(Arrears::AtYearEnd)),
            _ => Err(err(setting("arrears", value.repr()?, reason))),
        }
    }
}
