//! Branches projected each for itself, and added up to the whole association.

use super::result::Projection;
use super::rolled::{Cause, Roll};
use super::settings::ProjectionSettings;
use super::year_variation::YearVariation;
use crate::error::{Error, Result};
use crate::licensees::{Amount, Denominator};
use crate::table::{Table, Values};
use crate::unit::{Confidence, FiscalYear};
use serde::{Deserialize, Serialize};

/// Whether what makes probabilities deviate is the same in all segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BetweenSegments {
    /// Each segment has its own: deviations partly cancel in the whole. Right for assumptions that each segment estimated from its own
    /// members. The default for estimation.
    #[default]
    OwnEach,
    /// One for all: deviations add up in the whole. Right for assumptions taken from the whole association, and for years that are good or
    /// bad everywhere. The default for years, because it is the cautious one.
    Common,
}

/// How segments are projected and added up; consumed by [`SegmentSettings::run`].
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct SegmentSettings<'a> {
    segments: Vec<(String, ProjectionSettings<'a>)>,
    estimation: BetweenSegments,
    years: BetweenSegments,
}

impl Projection {
    /// Settings for projections of branches, or other segments that share nobody, under their names.
    ///
    /// Every segment has a population, assumptions, inflow and licence holders of its own. Nobody moves between segments; who does so in
    /// fact is a leaver here and a joiner there, unless the assumptions were estimated with moves left out, as those of
    /// [`CohortTable::tables_by`](crate::cohort::CohortTable::tables_by) are: one table a branch, one population and one estimate of each.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a segment; [`Error::Setting`] when two have one name, or when base years or numbers of projected years
    /// differ.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, projection::{Assumed, Assumptions, Population, Projection}};
    /// let lapse = |p| Ok::<_, kaiin::Error>(Assumptions { lapse: vec![Assumed::typed_in(p, "")?], ..Assumptions::nothing_happens() });
    /// let (north, south) = (lapse(0.1)?, lapse(0.2)?);
    /// let [many, few] = [1_000, 500].map(|members| Population::from_totals(FiscalYear(2024), members, 0, 0, 0));
    /// let all = Projection::of_segments([
    ///     ("north", Projection::of(&many, &north, [0])),
    ///     ("south", Projection::of(&few, &south, [0])),
    /// ])?
    /// .run()?;
    /// let members = all.total().years()[0].members;
    /// assert_eq!(members.mean, 900.0 + 400.0);
    /// assert!((members.chance - (1_000.0 * 0.09 + 500.0 * 0.16)).abs() < 1e-9);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_segments<'a, N: Into<String>>(
        segments: impl IntoIterator<Item = (N, ProjectionSettings<'a>)>,
    ) -> Result<SegmentSettings<'a>> {
        let segments: Vec<(String, ProjectionSettings<'a>)> = segments.into_iter().map(|(name, of)| (name.into(), of)).collect();
        let Some((_, first)) = segments.first() else {
            return Err(Error::NoRows { input: "the segments".into(), advice: "give one projection a branch".into() });
        };
        let (base, horizon) = (first.base_year(), first.inflow_by_year().len());
        for (at, (name, of)) in segments.iter().enumerate() {
            if segments[..at].iter().any(|(before, _)| before == name) {
                return Err(Error::setting("segment", format!("\"{name}\""), "is the name of two; give each its own"));
            }
            if of.base_year() != base {
                let reason = format!("is the base year of segment \"{name}\", not {base} as of the first one; count all on one day");
                return Err(Error::setting("base_year", of.base_year(), reason));
            }
            if of.inflow_by_year().len() != horizon {
                let reason = format!("years are projected of segment \"{name}\", not {horizon} as of the first one");
                return Err(Error::setting("inflow", of.inflow_by_year().len(), reason));
            }
        }
        Ok(SegmentSettings { segments, estimation: BetweenSegments::OwnEach, years: BetweenSegments::Common })
    }
}

impl<'a> SegmentSettings<'a> {
    /// Whether errors of estimated assumptions are the same in all segments: matched by the assumption's name and year.
    pub fn estimation(self, estimation: BetweenSegments) -> Self {
        Self { estimation, ..self }
    }

    /// Whether the effects of a year are the same in all segments.
    pub fn year_effects(self, years: BetweenSegments) -> Self {
        Self { years, ..self }
    }

    /// The segments with their settings, in the order given.
    pub fn segments(&self) -> &[(String, ProjectionSettings<'a>)] {
        &self.segments
    }

    /// The same with other settings for the segments, in their order.
    pub(crate) fn with_settings<'b>(&self, settings: Vec<ProjectionSettings<'b>>) -> SegmentSettings<'b> {
        let names = self.segments.iter().map(|(name, _)| name.clone());
        SegmentSettings { segments: names.zip(settings).collect(), estimation: self.estimation, years: self.years }
    }

    /// Projects every segment, and the whole.
    ///
    /// # Formula
    ///
    /// ```text
    /// mean and chance:  sums over segments, as people decide independently
    /// estimation, year to year:  sum over causes of (sum over segments of the deviation)²   where the cause is common,
    ///                            sum over segments and causes of deviation²                where each segment has its own
    /// ```
    ///
    /// Members by tenure of the whole go as far as the segment with the shortest list of lapse; the last entry holds all longer tenures.
    /// Licence holders are known where they are of all segments, those in the profession where every segment names people who never joined.
    ///
    /// # Errors
    ///
    /// As [`ProjectionSettings::run`].
    pub fn run(&self) -> Result<SegmentedProjection> {
        let rolls = self.segments.iter().map(|(_, of)| of.roll()).collect::<Result<Vec<_>>>()?;
        let total = self.whole(&rolls);
        let segments = self.segments.iter().zip(rolls).map(|((name, of), roll)| (name.clone(), of.folded(roll))).collect();
        Ok(SegmentedProjection { total, segments })
    }

    /// What is expected of the whole, and no spread.
    pub(crate) fn expected(&self) -> Result<Projection> {
        let rolls = self.segments.iter().map(|(_, of)| of.roll_expected()).collect::<Result<Vec<_>>>()?;
        Ok(self.whole(&rolls))
    }

    /// What segments add up to.
    fn whole(&self, rolls: &[Roll]) -> Projection {
        let whole = Roll::sum(rolls, |cause| match cause {
            Cause::Estimation { .. } => self.estimation == BetweenSegments::Common,
            Cause::Year { .. } => self.years == BetweenSegments::Common,
        });
        let base_year = self.segments.first().map_or(FiscalYear(0), |(_, of)| of.base_year());
        Projection {
            base_year,
            base_members: self.segments.iter().fold(0, |sum, (_, of)| sum.saturating_add(of.population().members())),
            base_licensees: self.base_licensees(),
            assumptions: None,
            variation: YearVariation::default(),
            years: whole.map(|whole| whole.projected(base_year)).unwrap_or_default(),
        }
    }

    /// Licence holders of all segments; `None` when one of them is not known, or of another kind.
    fn base_licensees(&self) -> Option<Denominator> {
        let all: Vec<&Denominator> = self.segments.iter().map(|(_, of)| of.base_licensees.as_ref()).collect::<Option<_>>()?;
        sum_of_licensees(&all)
    }
}

fn sum_of_licensees(all: &[&Denominator]) -> Option<Denominator> {
    let first = all.first().filter(|first| all.iter().all(|of| of.kind == first.kind))?;
    let whole: Option<u64> = all.iter().map(|of| of.value.count()).sum();
    let value = whole.map_or_else(|| Amount::Estimate(all.iter().map(|of| of.value.get()).sum()), Amount::Count);
    let basis = format!("sum of {} segments; {}", all.len(), first.basis);
    Some(Denominator { value, basis, branch: None, ..(*first).clone() })
}

/// Projections of segments, and of the whole that they add up to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentedProjection {
    total: Projection,
    segments: Vec<(String, Projection)>,
}

impl SegmentedProjection {
    /// The whole association.
    #[must_use]
    pub fn total(&self) -> &Projection {
        &self.total
    }

    /// The segments with their names, in the order given.
    #[must_use]
    pub fn segments(&self) -> &[(String, Projection)] {
        &self.segments
    }

    /// The segment of a name.
    #[must_use]
    pub fn segment(&self, name: &str) -> Option<&Projection> {
        self.segments.iter().find(|(of, _)| of == name).map(|(_, projection)| projection)
    }

    /// Segments and years as columns: `segment`, `year`, `members` with their 95 % limits, `joined`, `left`, `organization_rate`. The whole
    /// comes last, its segment null.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let all: Vec<(Option<&str>, &Projection)> =
            self.segments.iter().map(|(name, of)| (Some(name.as_str()), of)).chain([(None, &self.total)]).collect();
        let rows = || all.iter().flat_map(|(name, of)| of.years().iter().map(move |year| (*name, year)));
        let limits = || rows().map(|(_, year)| year.members.interval(Confidence::default()));
        let columns = [
            ("segment", Values::Texts(rows().map(|(name, _)| name.map(str::to_owned)).collect())),
            ("year", Values::Integers(rows().map(|(_, year)| Some(i64::from(year.year.get()))).collect())),
            ("members", Values::Reals(rows().map(|(_, year)| Some(year.members.mean)).collect())),
            ("members_lower", Values::Reals(limits().map(|limits| Some(limits.lower)).collect())),
            ("members_upper", Values::Reals(limits().map(|limits| Some(limits.upper)).collect())),
            ("joined", Values::Reals(rows().map(|(_, year)| Some(year.joined.mean)).collect())),
            ("left", Values::Reals(rows().map(|(_, year)| Some(year.left.mean)).collect())),
            ("organization_rate", Values::Reals(rows().map(|(_, year)| year.organization_rate()).collect())),
        ];
        Table::of_columns("segmented_projection", columns)
    }
}
