//! Branches projected each for itself and added up, in Python.

use super::outlook::{Projection, ProjectionSettings};
use crate::error::{enter, err};
use crate::result::{Field, pickled, tabular, wraps};
use crate::words::Word;
use kaiin::projection::BetweenSegments;
use pyo3::prelude::*;

/// Settings for projections of branches, or other segments that share nobody, under their names.
///
/// Every segment has a population, assumptions, inflow and licence holders of its own. Nobody moves between segments; who does so in fact is a
/// leaver here and a joiner there, unless the assumptions were estimated with moves left out. `Scenario`, `GoalSeek`, `CheapestMix`,
/// `Sensitivity` and `SteadyState` take segments too, and answer for the whole.
///
/// Args:
///     segments: The names and settings of the segments, in order.
///     estimation: Whether errors of estimated assumptions are the same in all segments: ``"own_each"`` (the default) for assumptions that
///         each segment estimated from its own members; ``"common"`` for those taken from the whole association.
///     year_effects: Whether the effects of a year are the same in all segments: ``"common"`` (the default) for years that are good or bad
///         everywhere, ``"own_each"`` where each segment has its own.
///
/// Raises:
///     InputError: There is no segment.
///     SettingError: Two segments have one name, or base years or numbers of projected years differ.
///
/// Examples:
///     >>> north = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
///     >>> south = ProjectionSettings(Population.from_totals(2024, 500), Assumptions(lapse=[0.2]), [0])
///     >>> both = SegmentSettings([("north", north), ("south", south)]).run()
///     >>> both.total.years[0].members.mean, both.segment("south").years[0].members.mean
///     (1300.0, 400.0)
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct SegmentSettings {
    segments: Vec<(String, Py<ProjectionSettings>)>,
    estimation: Option<BetweenSegments>,
    years: Option<BetweenSegments>,
}

#[pymethods]
impl SegmentSettings {
    #[new]
    #[pyo3(signature = (segments, *, estimation = None, year_effects = None))]
    fn new(
        segments: Vec<(String, Py<ProjectionSettings>)>,
        estimation: Option<Word<BetweenSegments>>,
        year_effects: Option<Word<BetweenSegments>>,
    ) -> PyResult<Self> {
        let settings = Self { segments, estimation: estimation.map(|word| word.0), years: year_effects.map(|word| word.0) };
        settings.core().map(drop)?;
        Ok(settings)
    }

    /// The segments with their settings, in the order given.
    #[getter]
    fn segments(&self, py: Python<'_>) -> Vec<(&str, Py<ProjectionSettings>)> {
        self.segments.iter().map(|(name, of)| (name.as_str(), of.clone_ref(py))).collect()
    }

    /// Projects every segment, and the whole.
    ///
    /// Means and variances by chance are sums over the segments, as people decide independently. What makes probabilities deviate adds up
    /// before it is squared where it is common to all, and after where each segment has its own. Members by tenure of the whole go as far as
    /// the segment with the shortest list of lapse. Licence holders are known where they are of all segments.
    ///
    /// Raises:
    ///     SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
    ///     TableError: More than 200 years.
    fn run(&self, py: Python<'_>) -> PyResult<SegmentedProjection> {
        let settings = self.core()?;
        enter(py, |_| settings.run()).map(SegmentedProjection::from)
    }

    fn __len__(&self) -> usize {
        self.segments.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SegmentSettings of {} segments>", self.segments.len())
    }
}

impl SegmentSettings {
    /// The settings of the core.
    pub(crate) fn core(&self) -> PyResult<kaiin::projection::SegmentSettings<'_>> {
        let segments = self.segments.iter().map(|(name, of)| (name.as_str(), of.get().core()));
        let settings = kaiin::projection::Projection::of_segments(segments).map_err(err)?;
        let settings = self.estimation.into_iter().fold(settings, |settings, between| settings.estimation(between));
        Ok(self.years.into_iter().fold(settings, |settings, between| settings.year_effects(between)))
    }
}

/// Projections of segments, and of the whole that they add up to: of `SegmentSettings.run`. Its table has a row for each segment and year,
/// the whole last, its segment null.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SegmentedProjection {
    inner: kaiin::projection::SegmentedProjection,
}

#[pymethods]
impl SegmentedProjection {
    /// The whole association. It has no assumptions and no variation between years of its own.
    #[getter]
    fn total(&self) -> Projection {
        self.inner.total().field()
    }

    /// The segments with their names, in the order given.
    #[getter]
    fn segments(&self) -> Vec<(String, Projection)> {
        self.inner.segments().iter().map(|(name, of)| (name.clone(), of.field())).collect()
    }

    /// The segment of a name; ``None`` when there is none.
    fn segment(&self, name: &str) -> Option<Projection> {
        self.inner.segment(name).map(Field::field)
    }

    fn __len__(&self) -> usize {
        self.inner.segments().len()
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.inner.segments().iter().map(|(name, _)| name.as_str()).collect();
        format!("<kaiin.SegmentedProjection of {} years: {}>", self.inner.total().years().len(), names.join(", "))
    }
}

tabular!(SegmentedProjection);
pickled!(SegmentedProjection, kaiin::projection::SegmentedProjection);
wraps!(SegmentedProjection, kaiin::projection::SegmentedProjection);
