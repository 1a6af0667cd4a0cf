//! Parts of a chain ladder in Python: factors, cells, cohorts, years, residuals.

use crate::result::record;
use crate::words::Word;
use kaiin::model::development::SigmaSource;
use pyo3::prelude::*;

record! {
    /// Two limits of an expected number of persons, or of a share.
    DevelopmentLimits of kaiin::model::development::DevelopmentLimits {
        /// The lower limit.
        lower: f64,
        /// The upper limit.
        upper: f64,
    }
}

record! {
    /// Growth from one age to the next: ``f = Σ C^(α-1) D / Σ C^α``, ``σ² = Σ C^α (D / C - f)² / (n - 1)``, ``Var f = σ² / Σ C^α``.
    DevelopmentFactor of kaiin::model::development::DevelopmentFactor {
        /// The age from which growth is counted, in years; the next age is one more, or the end for a tail.
        from_age: usize,
        /// Cohorts seen at both ages from which it was learnt.
        pairs: usize,
        /// The growth; ``None`` where no cohort was seen at both ages, or nobody had joined by the earlier.
        factor: Option<f64>,
        /// Standard error of the growth.
        error: Option<f64>,
        /// σ, the variation of growth between cohorts; ``None`` where it is neither estimated nor filled in.
        sigma: Option<f64>,
        /// Where σ comes from.
        sigma_source: Option<Word<SigmaSource>>,
        /// Share of the final number reached at ``from_age``; 0 where all joined later, ``None`` where not known.
        developed: Option<f64>,
    }
}

record! {
    /// One cell of a completed triangle.
    DevelopedCell of kaiin::model::development::DevelopedCell {
        /// Entrants so far, seen or expected; ``None`` where neither.
        value: Option<f64>,
        /// Whether it was seen.
        seen: bool,
        /// Standard error from chance (process); 0 where seen.
        process_error: Option<f64>,
        /// Standard error from not knowing the growth exactly (parameter); 0 where seen.
        parameter_error: Option<f64>,
    }
}

#[pymethods]
impl DevelopedCell {
    /// Standard error of prediction: both together.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }
}

record! {
    /// One cohort carried forward by a chain ladder.
    DevelopedCohort of kaiin::model::development::DevelopedCohort {
        /// The licence cohort.
        cohort: i32,
        /// New licence holders of the cohort; ``None`` where not known.
        licensees: Option<f64>,
        /// The last age at which the cohort was seen; ``None`` where it never was.
        latest_age: Option<usize>,
        /// Who had joined by then.
        latest: Option<f64>,
        /// Who will have joined in the end; ``None`` where a growth that is needed is not known.
        ultimate: Option<f64>,
        /// Standard error of the ultimate from chance.
        process_error: Option<f64>,
        /// Standard error of the ultimate from not knowing the growth exactly.
        parameter_error: Option<f64>,
        /// The first age from which growth is not known, where the ultimate is ``None`` for that.
        stopped_at: Option<usize>,
        /// All ages, seen and expected; with a tail one cell more, the end.
        cells: Vec<DevelopedCell>,
    }
}

#[pymethods]
impl DevelopedCohort {
    /// Who is still to join.
    #[getter]
    fn future(&self) -> Option<f64> {
        self.inner.future()
    }

    /// Standard error of prediction of the ultimate, and of those still to join.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }

    /// The share of the licence holders that will have joined in the end. Nothing keeps it below 1.
    #[getter]
    fn entry_rate(&self) -> Option<f64> {
        self.inner.entry_rate()
    }

    /// Standard error of prediction of the entry rate.
    #[getter]
    fn entry_rate_error(&self) -> Option<f64> {
        self.inner.entry_rate_error()
    }
}

record! {
    /// All cohorts of a chain ladder together: their errors do not simply add, since all are carried forward with the same growth.
    DevelopmentTotal of kaiin::model::development::DevelopmentTotal {
        /// Who has joined so far.
        latest: f64,
        /// Who will have joined in the end; ``None`` where that of any cohort is not known.
        ultimate: Option<f64>,
        /// Standard error from chance.
        process_error: Option<f64>,
        /// Standard error from not knowing the growth exactly, which is common to all cohorts.
        parameter_error: Option<f64>,
    }
}

#[pymethods]
impl DevelopmentTotal {
    /// Who is still to join.
    #[getter]
    fn future(&self) -> Option<f64> {
        self.inner.future()
    }

    /// Standard error of prediction.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }
}

record! {
    /// Late entrants of one coming year, of all cohorts that have been seen. Errors of years do not add up to that of the total.
    FutureEntrants of kaiin::model::development::FutureEntrants {
        /// The fiscal year.
        year: i32,
        /// Cohorts of which entrants are expected in it.
        cohorts: usize,
        /// How many; ``None`` where a growth that is needed is not known.
        expected: Option<f64>,
        /// Standard error from chance.
        process_error: Option<f64>,
        /// Standard error from not knowing the growth exactly.
        parameter_error: Option<f64>,
    }
}

#[pymethods]
impl FutureEntrants {
    /// Standard error of prediction.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }
}

record! {
    /// How far one seen growth is from what was expected of it: ``scaled = (D - f C) / (σ C^(1-α/2))``.
    DevelopmentResidual of kaiin::model::development::DevelopmentResidual {
        /// The licence cohort.
        cohort: i32,
        /// The earlier age, in years.
        from_age: usize,
        /// The fiscal year of the later age.
        year: i32,
        /// Entrants seen at the later age.
        seen: f64,
        /// Entrants expected at the later age.
        expected: f64,
        /// The residual in units of its standard deviation; ``None`` where σ is not estimated or 0, or nobody had joined.
        scaled: Option<f64>,
        /// The same, with account of the cohort's own part in the factor; ``None`` also where the factor comes from this cohort alone.
        standardised: Option<f64>,
    }
}

record! {
    /// One cohort of a `BornhuetterFerguson` estimate.
    BornhuetterFergusonCohort of kaiin::model::development::BornhuetterFergusonCohort {
        /// The licence cohort.
        cohort: i32,
        /// New licence holders of the cohort; ``None`` where not known.
        licensees: Option<f64>,
        /// The last age at which the cohort was seen; ``None`` where it never was.
        latest_age: Option<usize>,
        /// Who had joined by then; 0 of a cohort that was never seen.
        latest: f64,
        /// Share of the final number that has joined by then, as in other cohorts.
        developed: Option<f64>,
        /// The entry rate expected beforehand.
        prior_rate: Option<f64>,
        /// Who will have joined in the end.
        ultimate: Option<f64>,
        /// Standard error from chance; ``None`` unless the pattern has a model of it.
        process_error: Option<f64>,
        /// Standard error from not knowing pattern and prior exactly; ``None`` unless the pattern has a model of it.
        parameter_error: Option<f64>,
    }
}

#[pymethods]
impl BornhuetterFergusonCohort {
    /// Who is still to join.
    #[getter]
    fn future(&self) -> Option<f64> {
        self.inner.future()
    }

    /// Standard error of prediction.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }

    /// The share of the licence holders that will have joined in the end.
    #[getter]
    fn entry_rate(&self) -> Option<f64> {
        self.inner.entry_rate()
    }

    /// Standard error of prediction of the entry rate.
    #[getter]
    fn entry_rate_error(&self) -> Option<f64> {
        self.inner.entry_rate_error()
    }
}
