//! Assumptions from a table: events over persons exposed in a window of fiscal years.

mod pooled;
mod tallies;

use super::assumed::{Assumed, Provenance};
use super::assumptions::{Assumptions, TenureOnReturn};
use crate::cohort::CohortTable;
use crate::episode::EndReason;
use crate::error::Result;
use crate::licensees::Licensees;
use crate::unit::{FiscalYear, Probability};
use std::ops::RangeInclusive;

pub(super) use pooled::Tally;
pub(super) use tallies::Tallies;

/// What the estimate says of exits from the profession.
pub(crate) const EXIT_NOT_KNOWN: &str = "not in the table; taken as 0";

impl Assumptions {
    /// Assumptions estimated from the fiscal years of `window`, from a table grouped by licence cohort and join cohort.
    ///
    /// Entry probabilities need `licensees`; without, nobody enters. Lapse by tenure is followed from year-end to year-end: members of a
    /// join cohort at the start of a year who are not members at its end. Years of tenure, or since licence,
    /// with fewer than 30 persons are taken together with the years after them, at the end of the list with those before; so are years with
    /// fewer than 5 events that lie within two standard errors of the next year. Only year 0 always stands alone.
    /// Members whose first day is not known count as of a tenure of their own, longer than all others. Licence cohorts older than the record
    /// are left out of the entry probabilities.
    ///
    /// # Formula
    ///
    /// ```text
    /// entry(k)   = sum of joiners of cohort y - k in year y / sum of licence holders of y - k who had never joined at the start of y
    /// lapse(t)   = sum of opening members of join cohort y - t lost in y / sum of opening members,  t >= 1
    /// lapse(0)   = sum of joiners of y no longer members at its end / sum of joiners of y
    /// leave      = sum of leaves begun in y / sum of opening active members not lost in y
    /// leave_end  = sum of leaves ended by return in y / sum of opening members on leave not lost in y
    /// lapse_on_leave = sum of members lost on leave in y / sum of opening members on leave
    /// reinstatement(k) = sum of those lapsed in y - 1 - k who were members at the end of y / sum of those not back before y
    /// reasons        = sum of leavers of y for the reason / sum of leavers of y
    /// ```
    ///
    /// Opening members are active or suspended where leave is not named. Who left for a final reason ([`EndReason::FINAL`]) is not among the
    /// lapsed, nor is who left before the record began; of several lapses of a person the last one counts. Years since the lapse with few
    /// people are taken together as those of tenure are, the first one too; from the tenth on all are one. Exits from the profession of
    /// people who are not members are not in the table: they are taken as 0 and say so, and the lapsed who died or left it unseen lower
    /// the later probabilities of reinstatement. Standard errors are those of [`Assumed::estimated`].
    ///
    /// Lapse is that of all members who joined so long ago, those who had been away in between among them. A projection has to put who
    /// comes back where the estimate counted them: the tenure on return is [`TenureOnReturn::RunsOn`].
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`](crate::Error::MissingColumn) when the table is not grouped by both cohorts;
    /// [`Error::Missing`](crate::Error::Missing) when a year of the window is not covered completely;
    /// [`Error::Setting`](crate::Error::Setting) for an empty window.
    pub fn estimate(table: &CohortTable, licensees: Option<&Licensees>, window: RangeInclusive<FiscalYear>) -> Result<Self> {
        let (from, to) = (*window.start(), *window.end());
        let tallies = Tallies::sum(&Tallies::by_year(table, licensees, window)?);
        let estimated = |tally: &Tally| Assumed::estimated(from, to, tally.events, tally.exposed);
        let of_reason = |(reason, events): (&EndReason, &u64)| {
            let share = estimated(&Tally { events: *events, exposed: tallies.left })?;
            Ok((*reason, vec![share]))
        };
        let named = tallies.left_by_reason.iter().filter(|(reason, events)| **reason != EndReason::Unstated && **events > 0);
        Ok(Self {
            entry: tallies.entry_by_year(&estimated)?,
            lapse: tallies.lapse_by_year(&estimated)?,
            reasons: named.map(of_reason).collect::<Result<_>>()?,
            leave: estimated(&tallies.leave)?,
            leave_end: estimated(&tallies.leave_end)?,
            lapse_on_leave: estimated(&tallies.lapse_on_leave)?,
            reinstatement: tallies.reinstatement_by_year(&estimated)?,
            exit: Assumed::of(Probability::default(), Provenance::TypedIn(EXIT_NOT_KNOWN.into())),
            tenure_on_return: TenureOnReturn::RunsOn,
        })
    }
}
