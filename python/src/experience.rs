//! Did more members leave than a standard expects, and how far can that be believed? Experience studies in Python.

use crate::error::{enter, err, setting};
use crate::hazard_key::{Key, axes_of};
use crate::hazard_table::{HazardTable, unwrapped};
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, pickled, tabular};
use crate::standard_rates::StandardRates;
use crate::words::{Word, tagged};
use kaiin::EndReason;
use kaiin::rates::{ActualToExpectedSettings, FullCredibility, RateMethod};
use pyo3::prelude::*;

/// Limited fluctuation (classical) credibility: experience is believed fully when it lies within a share `tolerance` of its mean with a given
/// confidence, and by the square root of the share of the exits needed otherwise.
///
/// ``Z = min(1, sqrt(n / n_full))`` with ``n`` exits and ``n_full = (z / tolerance)^2`` times 1, ``1 - q`` or ``1 + c^2`` as the standard
/// says. Weak: a convention for tables, not an estimate; what the experience is mixed with is not asked how good it is. L. H. Longley-Cook
/// (1962), Proceedings of the Casualty Actuarial Society 49, 194-221.
///
/// Args:
///     confidence: The confidence; 0.95 by default.
///     tolerance: The share, in (0, 1); 0.05 by default.
///     standard: What full credibility is asked of: the number of exits (``"poisson"``), their rate (``"binomial"``, the default, as
///         `actxps`), or a sum of amounts, ``("compound_poisson", variation)`` with standard deviation over mean of one amount.
///
/// Raises:
///     SettingError: The confidence or the tolerance is not in (0, 1), or the variation is negative or not a finite number.
///
/// Examples:
///     >>> rule = LimitedFluctuation(confidence=0.90, tolerance=0.05, standard="poisson")
///     >>> round(rule.full_exits(0.1), 1), round(rule.credibility(271, 0.1), 2)  # the 1,082.2 of the textbooks
///     (1082.2, 0.5)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct LimitedFluctuation {
    inner: kaiin::rates::LimitedFluctuation,
}

#[pymethods]
impl LimitedFluctuation {
    #[new]
    #[pyo3(signature = (*, confidence = None, tolerance = None, standard = None))]
    fn new(confidence: Option<f64>, tolerance: Option<f64>, standard: Option<StandardArg>) -> PyResult<Self> {
        let tolerance = tolerance.unwrap_or(kaiin::rates::LimitedFluctuation::default().tolerance());
        let rule = kaiin::rates::LimitedFluctuation::new(confidence_or_default(confidence)?, tolerance).map_err(err)?;
        standard.into_iter().try_fold(rule, |rule, standard| rule.standard(standard.0)).map(|inner| Self { inner }).map_err(err)
    }

    /// The confidence.
    #[getter]
    fn confidence(&self) -> f64 {
        self.inner.confidence().get()
    }

    /// The share of its mean within which experience is believed fully.
    #[getter]
    fn tolerance(&self) -> f64 {
        self.inner.tolerance()
    }

    /// The number of exits that earns full credibility, at an observed rate; ``None`` when the rate is not a finite number of at least 0.
    fn full_exits(&self, rate: f64) -> Option<f64> {
        self.inner.full_exits(rate)
    }

    /// The exposure that earns full credibility, at an observed rate; ``None`` when the rate is 0 or not a finite number.
    fn full_exposure(&self, rate: f64) -> Option<f64> {
        self.inner.full_exposure(rate)
    }

    /// How far `exits` observed at a rate can be believed, from 0 to 1; ``None`` when the rate is not a finite number of at least 0.
    fn credibility(&self, exits: u64, rate: f64) -> Option<f64> {
        self.inner.credibility(exits, rate)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LimitedFluctuation {:?}>", self.inner)
    }
}

pickled!(LimitedFluctuation, kaiin::rates::LimitedFluctuation);

/// What full credibility is asked of, as Python writes it.
struct StandardArg(FullCredibility);

impl<'py> FromPyObject<'_, 'py> for StandardArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "FullCredibility");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (word, parts) = tagged(&value);
        match (word.as_str(), &parts[..]) {
            ("poisson", []) => Ok(Self(FullCredibility::Poisson)),
            ("binomial", []) => Ok(Self(FullCredibility::Binomial)),
            ("compound_poisson", [variation]) => Ok(Self(FullCredibility::CompoundPoisson { variation: variation.extract()? })),
            _ => {
                let reason = "is not known; write \"poisson\", \"binomial\" or (\"compound_poisson\", 0.5)";
                Err(err(setting("standard", value.repr()?, reason)))
            }
        }
    }
}

/// Actual exits of one group against those expected by a standard.
///
/// ``credible A/E = Z A/E + (1 - Z)`` with the limited fluctuation credibility Z of the exits; limits are those of a Poisson count over the
/// expected one.
///
/// Args:
///     actual: Exits that happened.
///     exposure: Exposure in years in which they happened.
///     expected: Exits that the standard expects in that exposure.
///     credibility: How far the group's own experience is believed; `LimitedFluctuation()` by default.
///     confidence: How often the limits contain the true ratio; 0.95 by default.
///     method: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.
///
/// Raises:
///     SettingError: Exposure or expected is not a finite number of at least 0, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     Twelve left where eight were expected. Full credibility needs 1536.6 * 0.88 exits, so that Z is sqrt(12 / 1352.2) = 0.0942.
///
///     >>> group = Experience(12, 100, 8)
///     >>> group.ratio, group.rate, round(group.credible_ratio, 4)
///     (1.5, 0.12, 1.0471)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Experience {
    inner: kaiin::rates::Experience,
}

#[pymethods]
impl Experience {
    #[new]
    #[pyo3(signature = (actual, exposure, expected, *, credibility = None, confidence = None, method = None))]
    fn new(
        actual: u64,
        exposure: f64,
        expected: f64,
        credibility: Option<LimitedFluctuation>,
        confidence: Option<f64>,
        method: Option<Word<RateMethod>>,
    ) -> PyResult<Self> {
        let credibility = credibility.map(|rule| rule.inner).unwrap_or_default();
        let (confidence, method) = (confidence_or_default(confidence)?, method.map(|word| word.0).unwrap_or_default());
        kaiin::rates::Experience::new(actual, exposure, expected, credibility, confidence, method).map(|inner| Self { inner }).map_err(err)
    }

    /// Exits that happened.
    #[getter]
    fn actual(&self) -> u64 {
        self.inner.actual()
    }

    /// Exposure in years, of the kind that the standard asks for.
    #[getter]
    fn exposure(&self) -> f64 {
        self.inner.exposure()
    }

    /// Exits that the standard expects in that exposure.
    #[getter]
    fn expected(&self) -> f64 {
        self.inner.expected()
    }

    /// Actual to expected; ``None`` when none are expected.
    #[getter]
    fn ratio(&self) -> Option<f64> {
        self.inner.ratio()
    }

    /// The limits of actual to expected; ``None`` when none are expected.
    #[getter]
    fn interval(&self) -> Option<Interval> {
        self.inner.interval().field()
    }

    /// Exits a year of exposure; ``None`` without exposure.
    #[getter]
    fn rate(&self) -> Option<f64> {
        self.inner.rate()
    }

    /// Expected exits a year of exposure; ``None`` without exposure.
    #[getter]
    fn expected_rate(&self) -> Option<f64> {
        self.inner.expected_rate()
    }

    /// How far the group's own experience can be believed, from 0 to 1; ``None`` without exposure.
    #[getter]
    fn credibility(&self) -> Option<f64> {
        self.inner.credibility()
    }

    /// Actual to expected, mixed with 1 by credibility.
    #[getter]
    fn credible_ratio(&self) -> Option<f64> {
        self.inner.credible_ratio()
    }

    /// The group's rate, mixed with the expected one by credibility.
    #[getter]
    fn credible_rate(&self) -> Option<f64> {
        self.inner.credible_rate()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Experience", &["actual", "exposure", "expected", "ratio", "credibility"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let names = ["actual", "exposure", "expected", "rate", "ratio", "interval", "credibility", "credible_ratio", "credible_rate"];
        crate::result::html(slf, "Experience", &names)
    }
}

pickled!(Experience, kaiin::rates::Experience);

/// Actual exits against those expected by a standard, by group and in total (experience study).
///
/// ``expected = sum over rows of exposure * standard rate``, with the exposure that the standard asks for. The standard is looked up for
/// each row of the table, so a standard by tenure compared by branch allows for how long the members of each branch have been members
/// (indirect standardisation). Assumes that the standard is known without error and that exits are Poisson: on a day of striking-off many
/// leave at once and the limits are too near each other. D. B. Atkinson, J. K. McGarry, Experience Study Calculations, Society of
/// Actuaries, 2016.
///
/// Args:
///     table: Years at risk and exits, by all that the standard and the result are by.
///     standard: The standard.
///     reasons: Exits for these reasons only; all by default.
///     by: What has a ratio of its own: some of what the table is by; all of it by default.
///     credibility: How far a group's own experience is believed; `LimitedFluctuation()` by default.
///     confidence: How often the limits contain the true ratio; 0.95 by default.
///     limits: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.
///
/// Raises:
///     SettingError: The table is not by something that the standard or the result is by, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     Expected are 4 * 0.5 in the first year and 3 * 0.1 in the second; one left.
///
///     >>> members = [{"person": name, "start": "2022-04-01"} for name in "ABC"]
///     >>> members.append({"person": "D", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"})
///     >>> table = HazardTable(Register(members, as_of="2024-03-31"))
///     >>> study = ActualToExpected(table, StandardRates.by_tenure("probability", [0.5, 0.1]))
///     >>> study.rows[0][1].ratio, round(study.total.expected, 12)
///     (0.5, 2.3)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ActualToExpected {
    inner: kaiin::rates::ActualToExpected,
}

#[pymethods]
impl ActualToExpected {
    #[new]
    #[pyo3(signature = (table, standard, *, reasons = None, by = None, credibility = None, confidence = None, limits = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        table: PyRef<'_, HazardTable>,
        standard: StandardRates,
        reasons: Option<Vec<Word<EndReason>>>,
        by: Option<Vec<String>>,
        credibility: Option<LimitedFluctuation>,
        confidence: Option<f64>,
        limits: Option<Word<RateMethod>>,
    ) -> PyResult<Self> {
        let settings = kaiin::rates::ActualToExpected::against(standard.inner);
        let settings = reasons.into_iter().fold(settings, |settings, reasons| settings.of(&unwrapped(reasons)));
        let settings = by.into_iter().fold(settings, |settings, by| settings.by(axes_of(by)));
        let settings = credibility.into_iter().fold(settings, |settings, rule| settings.credibility(rule.inner));
        let settings = limits.into_iter().fold(settings, |settings, method| settings.limits(method.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        let settings = confidence.into_iter().fold(settings, ActualToExpectedSettings::confidence);
        let table = &table.inner;
        enter(py, |_| settings.of_table(table)).map(|inner| Self { inner })
    }

    /// The groups in order, each by what the study is by, with its experience; ``None`` is not known.
    #[getter]
    fn rows(&self) -> Vec<(Key, Experience)> {
        self.inner.rows().iter().map(|(key, row)| (key.field(), Experience { inner: *row })).collect()
    }

    /// All groups together.
    #[getter]
    fn total(&self) -> Experience {
        Experience { inner: *self.inner.total() }
    }

    /// Exits in rows for which the standard has no rate: in no figure of the study.
    #[getter]
    fn unmatched_exits(&self) -> u64 {
        self.inner.unmatched_exits()
    }

    /// Exposure in years in such rows.
    #[getter]
    fn unmatched_exposure(&self) -> f64 {
        self.inner.unmatched_exposure()
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        let total = self.inner.total();
        format!("<kaiin.ActualToExpected: {} groups, {} of {:.1} expected>", self.inner.rows().len(), total.actual(), total.expected())
    }
}

tabular!(ActualToExpected);
pickled!(ActualToExpected, kaiin::rates::ActualToExpected);
