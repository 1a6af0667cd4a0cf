//! A projection: the people at the start, the assumptions, and the years that follow.

use super::projected::Projected;
use super::year_variation::YearVariation;
use crate::episode::EndReason;
use crate::licensees::Denominator;
use crate::projection::assumptions::Assumptions;
use crate::rates::Interval;
use crate::table::{Table, Values};
use crate::unit::{Confidence, FiscalYear};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One projected fiscal year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct ProjectedYear {
    /// The fiscal year.
    pub year: FiscalYear,
    /// New licence holders of the year, as given; their mean where their number is uncertain.
    pub new_licensees: f64,
    /// Members on the last day of the year.
    pub members: Projected,
    /// Of these, members on leave.
    pub on_leave: Projected,
    /// Licence holders in the profession who have never been members.
    pub never_joined: Projected,
    /// Former members, in the profession, who could come back.
    pub lapsed: Projected,
    /// Persons who join for the first time within the year.
    pub joined: Projected,
    /// Persons who come back within the year and are members at its end.
    pub reinstated: Projected,
    /// Members who leave within the year and are not back at its end; with the joiners of the year who leave at once.
    pub left: Projected,
    /// Those who leave, by reason (mean).
    pub left_by_reason: BTreeMap<EndReason, f64>,
    /// Members by fiscal years since joining on the last day of the year (mean); the last entry holds all longer tenures.
    pub members_by_tenure: Vec<f64>,
    /// Members by licence cohort on the last day of the year (mean); cohorts as in the population, then those of the inflow.
    pub members_by_cohort: Vec<(Option<FiscalYear>, f64)>,
    /// Cumulative licence holders at the end of the year: those at the base plus the inflow; `None` when the base is not known.
    pub licensees: Option<f64>,
    /// Members over cumulative licence holders; `None` when these are not known.
    pub organization: Option<Projected>,
    /// Members over licence holders in the profession: members, never joined and lapsed; `None` when the population at the start names
    /// nobody who never joined.
    pub organization_practising: Option<Projected>,
}

impl ProjectedYear {
    /// Members over cumulative licence holders: the projected organization rate (mean).
    #[must_use]
    pub fn organization_rate(&self) -> Option<f64> {
        self.organization.map(|rate| rate.mean)
    }

    /// Persons who join within the year over new licence holders of the year: the projected entry rate in its literal form (mean).
    #[must_use]
    pub fn entry_rate(&self) -> Option<f64> {
        (self.new_licensees > 0.0).then(|| self.joined.mean / self.new_licensees)
    }

    /// Members over new licence holders of the year (mean).
    #[must_use]
    pub fn members_per_new_licensee(&self) -> Option<f64> {
        (self.new_licensees > 0.0).then(|| self.members.mean / self.new_licensees)
    }
}

/// A projection: the people at the start, the assumptions, and the years that follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Projection {
    pub(super) base_year: FiscalYear,
    pub(super) base_members: u64,
    pub(super) base_licensees: Option<Denominator>,
    pub(super) assumptions: Option<Assumptions>,
    pub(super) variation: YearVariation,
    pub(super) years: Vec<ProjectedYear>,
}

impl Projection {
    /// The fiscal year on whose last day the projection starts.
    #[must_use]
    pub fn base_year(&self) -> FiscalYear {
        self.base_year
    }

    /// Members on that day.
    #[must_use]
    pub fn base_members(&self) -> u64 {
        self.base_members
    }

    /// Cumulative licence holders at the base; `None` when they are not known.
    #[must_use]
    pub fn base_licensees(&self) -> Option<&Denominator> {
        self.base_licensees.as_ref()
    }

    /// The assumptions of the first year; `None` for the sum of segments, each of which has its own.
    #[must_use]
    pub fn assumptions(&self) -> Option<&Assumptions> {
        self.assumptions.as_ref()
    }

    /// The variation between years that its intervals hold; all 0 where none was given, and for the sum of segments, each of which has
    /// its own.
    #[must_use]
    pub fn year_variation(&self) -> YearVariation {
        self.variation
    }

    /// The projected years, in order.
    #[must_use]
    pub fn years(&self) -> &[ProjectedYear] {
        &self.years
    }

    /// The projected year of that name.
    #[must_use]
    pub fn year(&self, year: FiscalYear) -> Option<&ProjectedYear> {
        self.years.iter().find(|of| of.year == year)
    }

    /// The projected years as columns; limits are those of the 95 % prediction interval.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |field: &dyn Fn(&ProjectedYear) -> Option<f64>| Values::Reals(self.years.iter().map(field).collect());
        let mean = |field: &dyn Fn(&ProjectedYear) -> Projected| Values::Reals(self.years.iter().map(|of| Some(field(of).mean)).collect());
        let limits: Vec<Interval> = self.years.iter().map(|year| year.members.interval(Confidence::default())).collect();
        let columns = [
            ("year", Values::Integers(self.years.iter().map(|year| Some(i64::from(year.year.get()))).collect())),
            ("new_licensees", real(&|year| Some(year.new_licensees))),
            ("members", mean(&|year| year.members)),
            ("members_lower", Values::Reals(limits.iter().map(|limits| Some(limits.lower)).collect())),
            ("members_upper", Values::Reals(limits.iter().map(|limits| Some(limits.upper)).collect())),
            ("on_leave", mean(&|year| year.on_leave)),
            ("never_joined", mean(&|year| year.never_joined)),
            ("lapsed", mean(&|year| year.lapsed)),
            ("joined", mean(&|year| year.joined)),
            ("reinstated", mean(&|year| year.reinstated)),
            ("left", mean(&|year| year.left)),
            ("organization_rate", real(&ProjectedYear::organization_rate)),
            ("organization_rate_practising", real(&|year| year.organization_practising.map(|rate| rate.mean))),
        ];
        Table::of_columns("projection", columns)
    }
}
