//! Lapse at renewal and resignation in mid-term, in Python.

use crate::calendar::FiscalCalendar;
use crate::error::{enter, err, setting};
use crate::rates::Interval;
use crate::register::Register;
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::survival::Limits;
use crate::words::{Word, parse};
use kaiin::Confidence;
use kaiin::cohort::SpellsCounted;
use kaiin::model::renewal::{MidTermSurvival, RenewalDate};
use kaiin::survival::CurveInterval;
use kaiin::time::LeapDay;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// On which day memberships are renewed, as Python writes it.
pub(crate) struct DateArg(RenewalDate);

impl<'py> FromPyObject<'_, 'py> for DateArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "RenewalDate");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(calendar) = value.extract::<FiscalCalendar>() {
            return Ok(Self(RenewalDate::FiscalYear(calendar.inner)));
        }
        if let Ok((word, leap_day)) = value.extract::<(String, String)>()
            && word == "anniversary"
        {
            return parse("leap_day", &leap_day).map(|leap_day| Self(RenewalDate::Anniversary(leap_day))).map_err(err);
        }
        match value.extract::<String>().as_deref() {
            Ok("anniversary") => Ok(Self(RenewalDate::Anniversary(LeapDay::default()))),
            _ => {
                let reason = "is not known; write \"anniversary\", (\"anniversary\", \"mar1\"), or the FiscalCalendar of the association";
                Err(err(setting("date", value.repr()?, reason)))
            }
        }
    }
}

/// How lapse at renewal and resignation in mid-term are told apart.
///
/// Args:
///     date: On which day memberships are renewed: the ``"anniversary"`` of joining, ``("anniversary", "mar1")`` where those who joined on
///         29 February renew on 1 March in other years, or the `FiscalCalendar` of the association, for all on the first day of its year.
///     window: How many days before and after the renewal date a first day out still counts as not renewing, such as (0, 90) where arrears
///         are struck off after three months; none by default, so that only leaving on the renewal date itself does.
///     mid_term: How the share that stays through the mid-term is estimated: ``"product_limit"`` (Kaplan-Meier, the default) or
///         ``"constant_force"``, one number a year.
///     spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.
///     confidence: Confidence of limits, 0.95 by default.
///     interval: The scale on which limits of the shares still there are symmetric, ``"log_log"`` by default.
///
/// Raises:
///     SettingError: The window is longer than 300 days together, the date is not known, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2022-04-01"},
///     ...     {"person": "B", "start": "2022-04-01"},
///     ...     {"person": "C", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},  # not renewed
///     ...     {"person": "D", "start": "2022-04-01", "end": "2022-10-01", "end_reason": "voluntary"},  # resigned
///     ... ]
///     >>> model = RenewalSettings("anniversary").fit(Register(rows, as_of="2024-03-31"))
///     >>> first = model.years[0]
///     >>> first.renewal.reached, first.renewal.lapsed, first.mid_term.survival, first.cumulative  # 3/4 × 2/3
///     (3, {'arrears': 1}, 0.75, 0.5)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RenewalSettings {
    inner: kaiin::model::renewal::RenewalSettings,
}

#[pymethods]
impl RenewalSettings {
    #[new]
    #[pyo3(signature = (date, *, window = None, mid_term = None, spells = None, confidence = None, interval = None))]
    fn new(
        date: DateArg,
        window: Option<(u32, u32)>,
        mid_term: Option<Word<MidTermSurvival>>,
        spells: Option<Word<SpellsCounted>>,
        confidence: Option<f64>,
        interval: Option<Word<CurveInterval>>,
    ) -> PyResult<Self> {
        let settings = kaiin::model::renewal::RenewalSettings::new(date.0);
        let windowed = window.into_iter().try_fold(settings, |settings, (before, after)| settings.window(before, after));
        let settings = mid_term.into_iter().fold(windowed.map_err(err)?, |settings, rule| settings.mid_term(rule.0));
        let settings = spells.into_iter().fold(settings, |settings, spells| settings.spells(spells.0));
        let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(confidence.into_iter().fold(settings, kaiin::model::renewal::RenewalSettings::confidence).into())
    }

    /// Fits the model to a register, in one pass over its memberships and the years of each.
    fn fit(&self, py: Python<'_>, register: PyRef<'_, Register>) -> PyResult<RenewalModel> {
        let register = &register.inner;
        enter(py, |_| self.inner.fit(register)).map(RenewalModel::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RenewalSettings {:?}>", self.inner)
    }
}

wraps!(RenewalSettings, kaiin::model::renewal::RenewalSettings);
pickled!(RenewalSettings, kaiin::model::renewal::RenewalSettings);

record! {
    /// Resignation within a year of membership.
    MidTerm of kaiin::model::renewal::MidTerm {
        /// Members at risk at some time of the mid-term.
        members: u64,
        /// Members who left in it, by reason; reasons that did not occur are absent.
        exits: BTreeMap<&'static str, u64>,
        /// Days at risk in it.
        days: u64,
        /// The force of resignation: exits a person-year; ``None`` without any day at risk.
        force: Option<f64>,
        /// Its limits, exact.
        force_interval: Option<Interval>,
        /// The share that stays from the start of the mid-term to its end; ``None`` when nobody was at risk.
        survival: Option<f64>,
    }
}

record! {
    /// Lapse at the renewal date that ends a year of membership.
    Renewal of kaiin::model::renewal::Renewal {
        /// Members who reached the renewal window and were seen until it closed, or left in it.
        reached: u64,
        /// Of these, members who left in the window, by reason; reasons that did not occur are absent.
        lapsed: BTreeMap<&'static str, u64>,
        /// The probability of not renewing; ``None`` when nobody reached it.
        probability: Option<f64>,
        /// Its limits, exact.
        interval: Option<Interval>,
    }
}

record! {
    /// One year of membership: its mid-term, its renewal, and both together.
    RenewalYear of kaiin::model::renewal::RenewalYear {
        /// Renewals before the year: 0 is the first.
        tenure: u32,
        /// Resignation within the year.
        mid_term: MidTerm,
        /// Lapse at its end.
        renewal: Renewal,
        /// The share of those who begin the year who begin the next one; ``None`` when its end was reached by nobody.
        survival: Option<f64>,
        /// The share of those who joined who are members after the renewal.
        cumulative: Option<f64>,
        /// Limits of the cumulative share.
        limits: Option<Limits>,
    }
}

/// Lapse at renewal and resignation in mid-term, year by year of membership; made by `RenewalSettings.fit`.
///
/// Where dues are paid by the year, many decide when the invoice comes and few within the year; a rate per person-year mixes them.
/// Renewal: ``left in the window / reached the window``; mid-term: exits per person-year; a year: the share that stays through the
/// mid-term times the share that renews. Weak where the window is wide: who leaves in it for another reason (death) counts as not
/// renewing; the counts by reason tell.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RenewalModel {
    inner: kaiin::model::renewal::RenewalModel,
}

#[pymethods]
impl RenewalModel {
    /// The settings it was fitted with.
    #[getter]
    fn made_by(&self) -> RenewalSettings {
        self.inner.made_by().field()
    }

    /// The years of membership, from the first.
    #[getter]
    fn years(&self) -> Vec<RenewalYear> {
        self.inner.years().iter().copied().map(RenewalYear::from).collect()
    }

    /// Memberships left out because their first day is not known.
    #[getter]
    fn clock_unknown(&self) -> u64 {
        self.inner.clock_unknown()
    }

    /// Memberships left out because no day of them was under observation.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk()
    }

    /// Of those who left in years that have a renewal, the share that left at it; ``None`` when nobody left.
    #[getter]
    fn share_at_renewal(&self) -> Option<f64> {
        self.inner.share_at_renewal()
    }

    fn __len__(&self) -> usize {
        self.inner.years().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RenewalModel of {} years of membership>", self.inner.years().len())
    }
}

wraps!(RenewalModel, kaiin::model::renewal::RenewalModel);
tabular!(RenewalModel);
pickled!(RenewalModel, kaiin::model::renewal::RenewalModel);
