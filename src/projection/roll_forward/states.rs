//! Where a person can be in a projection, numbered.
//!
//! A state is named by the year about to be lived: "never joined, in the k-th year since licence", "active, in the t-th year since
//! joining", "on leave, in the t-th year", "lapsed, in the s-th year since the lapse", "gone for good". Where tenure runs on during a lapse, the lapsed
//! have both years.

use crate::projection::assumptions::{Assumptions, TenureOnReturn};
use crate::projection::population::CohortPopulation;
use serde::{Deserialize, Serialize};

/// How a licence holder stands towards the association at the end of a projected year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum ProjectedState {
    /// Licensed and never a member (未入会).
    NeverJoined,
    /// A member, not on leave.
    Active,
    /// A member on leave (休会).
    OnLeave,
    /// A member once, who could come back (退会中).
    Lapsed,
    /// Dead or no longer in the profession.
    Gone,
}

impl ProjectedState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::NeverJoined, Self::Active, Self::OnLeave, Self::Lapsed, Self::Gone];
}

/// How many states of each kind there are: as many as the longest list of assumptions tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::projection) struct States {
    /// Years since licence of those who never joined.
    pub(in crate::projection) never: usize,
    /// Years since joining, from the first year after the one of joining on.
    pub(in crate::projection) tenures: usize,
    /// Years since the lapse.
    pub(in crate::projection) lapsed: usize,
    /// Years since joining of the lapsed: as many as of the members where tenure runs on, else 1.
    lapsed_tenures: usize,
}

impl States {
    /// The states that assumptions, one set for each year, tell apart.
    pub(in crate::projection) fn of(years: &[&Assumptions]) -> Self {
        let longest = |length: fn(&Assumptions) -> usize| years.iter().map(|of| length(of)).max().unwrap_or(0).max(1);
        let reasons = |of: &Assumptions| of.reasons.values().map(Vec::len).max().unwrap_or(0);
        let tenures = longest(|of| of.lapse.len()).max(years.iter().map(|of| reasons(of)).max().unwrap_or(0));
        let tenures = tenures.saturating_sub(1).max(1);
        let runs_on = years.iter().any(|of| of.tenure_on_return == TenureOnReturn::RunsOn);
        Self {
            never: longest(|of| of.entry.len()),
            tenures,
            lapsed: longest(|of| of.reinstatement.len()),
            lapsed_tenures: if runs_on { tenures } else { 1 },
        }
    }

    /// Number of states of the lapsed.
    pub(in crate::projection) fn of_lapsed(&self) -> usize {
        self.lapsed_tenures * self.lapsed
    }

    /// Number of states.
    pub(in crate::projection) fn len(&self) -> usize {
        self.never + 2 * self.tenures + self.of_lapsed() + 1
    }

    /// Never joined, about to live the year `since` years after the licence cohort.
    pub(in crate::projection) fn never(&self, since: usize) -> usize {
        since.min(self.never - 1)
    }

    /// Active, about to live the `tenure`-th year after the one of joining; tenures are counted from 1.
    pub(in crate::projection) fn active(&self, tenure: usize) -> usize {
        self.never + tenure.clamp(1, self.tenures) - 1
    }

    /// On leave, about to live the `tenure`-th year after the one of joining.
    pub(in crate::projection) fn on_leave(&self, tenure: usize) -> usize {
        self.active(tenure) + self.tenures
    }

    /// Lapsed, about to live the `tenure`-th year after the one of joining and the `since`-th after the one of the lapse; both are counted
    /// from 1.
    pub(in crate::projection) fn lapsed(&self, tenure: usize, since: usize) -> usize {
        let of_tenure = self.lapsed * (tenure.clamp(1, self.lapsed_tenures) - 1);
        self.never + 2 * self.tenures + of_tenure + since.clamp(1, self.lapsed) - 1
    }

    /// The year after the one of joining that people of a state of the lapsed are about to live; 1 where these are not told apart.
    pub(in crate::projection) fn tenure_of_lapsed(&self, state: usize) -> usize {
        state.saturating_sub(self.never + 2 * self.tenures) / self.lapsed + 1
    }

    /// Dead, or out of the profession.
    pub(in crate::projection) fn gone(&self) -> usize {
        self.len() - 1
    }

    /// The kind of a state, and the year since licence, joining or lapse about to be lived.
    pub(in crate::projection) fn place(&self, state: usize) -> (ProjectedState, usize) {
        let Some(member) = state.checked_sub(self.never) else { return (ProjectedState::NeverJoined, state) };
        let Some(on_leave) = member.checked_sub(self.tenures) else { return (ProjectedState::Active, member + 1) };
        let Some(lapsed) = on_leave.checked_sub(self.tenures) else { return (ProjectedState::OnLeave, on_leave + 1) };
        if lapsed < self.of_lapsed() { (ProjectedState::Lapsed, lapsed % self.lapsed + 1) } else { (ProjectedState::Gone, 0) }
    }

    /// Calls `visit` with each state and the number of people of a cohort in it; `since` are the years from the cohort to the first year
    /// projected.
    pub(in crate::projection) fn each(&self, people: &CohortPopulation, since: u32, mut visit: impl FnMut(usize, u64)) {
        let next = |years: u32| (years as usize).saturating_add(1);
        visit(self.never(since as usize), people.never_joined);
        people.active.iter().for_each(|(&tenure, &count)| visit(self.active(next(tenure)), count));
        people.on_leave.iter().for_each(|(&tenure, &count)| visit(self.on_leave(next(tenure)), count));
        for (&out, &count) in &people.lapsed {
            let mut others = count;
            for (&tenure, &count) in people.lapsed_by_tenure.get(&out).into_iter().flatten() {
                let known = count.min(others);
                visit(self.lapsed(next(tenure), next(out)), known);
                others -= known;
            }
            visit(self.lapsed(since as usize, next(out)), others);
        }
    }
}
