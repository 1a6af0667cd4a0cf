//! Did the branches change, or the mix of branches?

use super::account_years::members;
use super::method::DecompositionMethod;
use super::part::Part;
use super::populations::twice;
use super::result::Decomposition;
use super::segment_effects::{Effects, Segment, SegmentStock, unmatched_words, whole_of};
use crate::cohort::MovementTable;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::{DenominatorKind, Licensees};
use crate::rates::{LeaveCounted, RateUnit};
use crate::special::compensated_sum;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// The organization rate of an association by segments (branches, sexes, professions) on two dates.
///
/// The rate of the whole is the mean of the segments' rates, weighted by their shares of the licence holders. Its change has two causes:
/// rates within the segments changed, and licence holders moved between segments of high and of low rate.
///
/// # Formula
///
/// ```text
/// R₁ - R₀ = Σ_s ½ (w₀ + w₁)(r₁ - r₀)  +  Σ_s ½ (r₀ + r₁ - R₀ - R₁)(w₁ - w₀)
/// ```
///
/// where `w` is the share of the licence holders, `r` the rate of segment `s`, `R` the rate of the whole, before (0) and after (1). The
/// rate of the whole in the second sum changes nothing in its total, as shares sum to 1; it makes the part of each segment readable:
/// positive when a segment of above-average rate grew or one below it shrank.
///
/// A segment that has no licence holders on one date takes its rate of the other date there: all it adds is composition. Members of a
/// segment that has none on a date when it has members have no rate: they count in the rate of the whole and are a part of their own,
/// `unmatched`.
///
/// # Weakness
///
/// Moves of members between branches at the same rate are invisible; a change within a branch may itself be one of composition (age):
/// cross-classify with [`Composition`](super::Composition). The parts of single segments depend on how finely segments are cut, the two
/// totals only through what differs within them.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{SegmentStock, SegmentedRate};
/// let stock = |members, licence_holders| SegmentStock { members, licence_holders };
/// // North 40/50, South 20/50; then North 42/60, South 16/40: 60 % to 58 %
/// let change = SegmentedRate::between("2022", "2023")
///     .segment("North", stock(40, 50.0), stock(42, 60.0))
///     .segment("South", stock(20, 50.0), stock(16, 40.0))
///     .decompose()?;
/// assert!((change.whole().value("rates").unwrap() + 0.055).abs() < 1e-15); // ½ (0.5 + 0.6) (0.7 - 0.8) + 0
/// assert!((change.whole().value("composition").unwrap() - 0.035).abs() < 1e-15); // 0.1 × 0.75 - 0.1 × 0.40
/// assert!((change.by_segment().value("composition: North").unwrap() - 0.016).abs() < 1e-15); // 0.1 × (0.75 - 0.59)
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. M. Kitagawa, "Components of a difference between two rates", *Journal of the American Statistical Association* 50 (1955), 1168-1194.
/// P. Das Gupta, *Standardization and Decomposition of Rates*, U.S. Bureau of the Census P23-186 (1993), chapter 5 (example 5.1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use]
pub struct SegmentedRate {
    from: String,
    to: String,
    segments: Vec<Segment>,
}

/// Why the rate of the whole changed, in two parts and by segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentDecomposition {
    whole: Decomposition,
    by_segment: Decomposition,
}

impl SegmentDecomposition {
    /// Parts `rates` and `composition`, and `unmatched` where there are such members.
    #[must_use]
    pub fn whole(&self) -> &Decomposition {
        &self.whole
    }

    /// Parts `rate: …` and `composition: …` of each segment, and `unmatched: …` where it has such members.
    #[must_use]
    pub fn by_segment(&self) -> &Decomposition {
        &self.by_segment
    }
}

impl SegmentedRate {
    /// Two dates, named in words, as yet without segments.
    pub fn between(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into(), segments: Vec::new() }
    }

    /// With a segment on both dates.
    pub fn segment(mut self, name: impl Into<String>, before: SegmentStock, after: SegmentStock) -> Self {
        self.segments.push(Segment { name: name.into(), before, after });
        self
    }

    /// The segments of movements ([`CohortTable::movements_by`](crate::cohort::CohortTable::movements_by)) at the ends of two fiscal
    /// years, over licence holders by branch.
    ///
    /// Licence holders of branches without movements are segments without members; members without a level are
    /// `not stated` and have no licence holders.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when licensees have no branches, when a table does not reach a year or it has not ended, or when members or licence
    /// holders are not known;
    /// [`Error::Setting`] for new licensees as the denominator.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Register, cohort::{CohortTable, GroupBy}};
    /// use kaiin::decision::decomposition::SegmentedRate;
    /// use kaiin::licensees::{DenominatorKind, LicenceYear, Licensees};
    /// use kaiin::rates::LeaveCounted;
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2021, 4, 1)?).segment("branch", "North"),
    ///     Episode::new("B", day(2022, 4, 1)?).segment("branch", "South"),
    /// ];
    /// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("branch")).build(&register)?;
    /// let of = |branch: &str, year, count| LicenceYear::new(FiscalYear(year)).with_branch(branch).with_count(count);
    /// let licensees = Licensees::builder()
    ///     .rows([of("North", 2021, 2), of("South", 2021, 2), of("North", 2022, 0), of("South", 2022, 0)])
    ///     .build()?;
    /// let (from, to, kind) = (FiscalYear(2021), FiscalYear(2022), DenominatorKind::CumulativeSummed);
    /// let rate = SegmentedRate::of_movements(&table.movements_by("branch")?, &licensees, kind, LeaveCounted::In, from, to)?;
    /// let change = rate.decompose()?;
    /// assert_eq!(change.by_segment().value("rate: South"), Some(0.25)); // half of the licence holders, from 0 to 1/2
    /// assert_eq!(change.whole().value("composition"), Some(0.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_movements(
        movements: &[(Option<String>, MovementTable)],
        licensees: &Licensees,
        denominator: DenominatorKind,
        leave: LeaveCounted,
        from: FiscalYear,
        to: FiscalYear,
    ) -> Result<Self> {
        if denominator == DenominatorKind::NewLicensees {
            let reason = "counts one year's licences only; an organization rate needs all, such as cumulative_summed";
            return Err(Error::setting("denominator", denominator.name(), reason));
        }
        if licensees.branches().next().is_none() {
            return Err(Error::missing("the number of licence holders by branch", "give licensees with a column for the branch"));
        }
        let holders = |branch: &str, year: FiscalYear| {
            let Some(of_branch) = licensees.of_branch(branch) else { return Ok(0.0) };
            let advice = "give the yearly figures of the branch, or choose another denominator";
            let figure = of_branch.get(denominator, year);
            figure
                .map(|figure| figure.value.get())
                .ok_or_else(|| Error::missing(format!("the number of {denominator} of {branch} for {year}"), advice))
        };
        let stock = |table: Option<&MovementTable>, branch: Option<&str>, year: FiscalYear| {
            let members = table.map_or(Ok(0), |table| members_at_end(table, year, leave))?;
            Ok::<_, Error>(SegmentStock { members, licence_holders: branch.map_or(Ok(0.0), |branch| holders(branch, year))? })
        };
        let mut rate = Self::between(format!("end of {from}"), format!("end of {to}"));
        for (level, table) in movements {
            let branch = level.as_deref();
            let name = branch.unwrap_or("not stated");
            rate = rate.segment(name, stock(Some(table), branch, from)?, stock(Some(table), branch, to)?);
        }
        let is_there = |branch: &&str| movements.iter().any(|(level, _)| level.as_deref() == Some(*branch));
        for branch in licensees.branches().filter(|branch| !is_there(branch)) {
            rate = rate.segment(branch, stock(None, Some(branch), from)?, stock(None, Some(branch), to)?);
        }
        Ok(rate)
    }

    /// Decomposes the change of the rate of the whole.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a segment; [`Error::Setting`] for a name given twice, for licence holders that are negative or not a finite
    /// number, and when there are none in all on one of the dates.
    pub fn decompose(&self) -> Result<SegmentDecomposition> {
        self.check()?;
        let wholes =
            [whole_of(self.segments.iter().map(|segment| &segment.before)), whole_of(self.segments.iter().map(|segment| &segment.after))];
        if let Some(none) = wholes.iter().find(|whole| whole.licence_holders <= 0.0) {
            let reason = "in all segments together cannot be divided by; choose dates with licence holders";
            return Err(Error::setting("number of licence holders", none.licence_holders, reason));
        }
        let mean_rate = wholes.iter().map(|whole| whole.matched / whole.licence_holders).sum::<f64>() / 2.0;
        let effects: Vec<Effects> = self.segments.iter().map(|segment| segment.effects(&wholes, mean_rate)).collect();
        let (before, after) = ((&self.from, wholes[0].rate()), (&self.to, wholes[1].rate()));
        let total = |of: fn(&Effects) -> Option<f64>| compensated_sum(effects.iter().filter_map(of));
        let mut parts = vec![
            Part::new(
                "rates",
                Bilingual::new("rates within segments, at their mean composition", "区分内の率の変化"),
                total(|effect| Some(effect.rate)),
            ),
            Part::new(
                "composition",
                Bilingual::new("the mix of segments, at their mean rates", "区分構成の変化"),
                total(|effect| Some(effect.composition)),
            ),
        ];
        if effects.iter().any(|effect| effect.unmatched.is_some()) {
            parts.push(Part::new("unmatched", unmatched_words(), total(|effect| effect.unmatched)));
        }
        let decomposition = |parts| Ok(Decomposition::new(before, after, DecompositionMethod::Kitagawa, parts)?.in_unit(RateUnit::Share));
        let by_segment = self.segments.iter().zip(&effects).flat_map(|(segment, effects)| effects.parts(&segment.name)).collect();
        Ok(SegmentDecomposition { whole: decomposition(parts)?, by_segment: decomposition(by_segment)? })
    }

    fn check(&self) -> Result<()> {
        if self.segments.is_empty() {
            return Err(Error::NoRows { input: "the list of segments".into(), advice: "give at least one".into() });
        }
        let names: Vec<&String> = self.segments.iter().map(|segment| &segment.name).collect();
        if let Some(twice) = twice(&names) {
            return Err(Error::setting("segment", format!("{twice:?}"), "is given twice; add up its figures"));
        }
        let holders = |segment: &Segment| [segment.before.licence_holders, segment.after.licence_holders];
        match self.segments.iter().flat_map(holders).find(|holders| !(holders.is_finite() && *holders >= 0.0)) {
            Some(wrong) => Err(Error::setting("number of licence holders", wrong, "is not possible; give 0 or more")),
            None => Ok(()),
        }
    }
}

/// Members of a segment at the end of a year.
fn members_at_end(table: &MovementTable, year: FiscalYear, leave: LeaveCounted) -> Result<u64> {
    let row = table
        .row(year)
        .ok_or_else(|| Error::missing(format!("fiscal year {year} in the movements"), "ask for years that the table holds"))?;
    if !row.coverage.has_ended() {
        return Err(Error::missing(format!("the end of fiscal year {year}"), "choose years that have ended"));
    }
    members(year, row, leave)
}
