//! Rolls every licence cohort forward, year by year, with the exact mean and variance of what independent people do.

use super::assumption::Assumptions;
use super::population::Population;
use super::steps::{Standing, Steps};
use crate::error::{Error, Result};
use crate::licensees::{Denominator, DenominatorKind, Licensees};
use crate::rates::{Interval, IntervalMethod};
use crate::special::{Tails, normal_quantile};
use crate::table::{Table, Values};
use crate::unit::{Confidence, FiscalYear};
use serde::{Deserialize, Serialize};

/// Longest horizon, in fiscal years.
const LONGEST_HORIZON: u64 = 200;
/// Most years of inflow that are looked at to say how many were given.
const MOST_YEARS_COUNTED: usize = 10_000;
/// Longest list of assumptions by year.
const LONGEST_LIST: u64 = 1_000;

/// A projected number: its mean and variance over the chance of who joins, leaves and comes back, given the assumptions.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Projected {
    /// The expected number.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
}

impl Projected {
    fn add(&mut self, people: u64, probability: f64) {
        self.mean += people as f64 * probability;
        self.variance += people as f64 * probability * (1.0 - probability);
    }

    /// The prediction interval by the normal approximation, never below 0.
    ///
    /// It holds the chance of individual decisions only. Rates that are themselves uncertain, or that change from year to year, make the
    /// truth spread wider: with more than a few thousand members this interval is much too narrow for a plan.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let z = Tails::from_upper(0.5 * (1.0 - confidence.get())).map_or(0.0, normal_quantile);
        let half = z * self.variance.max(0.0).sqrt();
        Interval { lower: (self.mean - half).max(0.0), upper: self.mean + half, confidence, method: IntervalMethod::BinomialPrediction }
    }
}

/// One projected fiscal year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct ProjectedYear {
    /// The fiscal year.
    pub year: FiscalYear,
    /// New licence holders of the year, as given.
    pub new_licensees: u64,
    /// Members on the last day of the year.
    pub members: Projected,
    /// Of these, members on leave.
    pub on_leave: Projected,
    /// Persons who join for the first time within the year (mean).
    pub joined: f64,
    /// Persons who come back within the year and are members at its end (mean).
    pub reinstated: f64,
    /// Members who leave within the year and are not back at its end (mean); with the joiners of the year who leave at once.
    pub left: f64,
    /// Members by licence cohort on the last day of the year (mean); cohorts as in the population, then those of the inflow.
    pub members_by_cohort: Vec<(Option<FiscalYear>, f64)>,
    /// Cumulative licence holders at the end of the year: those at the base plus the inflow; `None` when the base is not known.
    pub licensees: Option<f64>,
}

impl ProjectedYear {
    /// Members over cumulative licence holders: the projected organization rate.
    #[must_use]
    pub fn organization_rate(&self) -> Option<f64> {
        self.licensees.filter(|licensees| *licensees > 0.0).map(|licensees| self.members.mean / licensees)
    }
}

/// A projection: the people at the start, the assumptions, and the years that follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Projection {
    base_year: FiscalYear,
    base_members: u64,
    base_licensees: Option<Denominator>,
    assumptions: Assumptions,
    years: Vec<ProjectedYear>,
}

/// How a projection is made; consumed by [`ProjectionSettings::run`].
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct ProjectionSettings<'a> {
    population: &'a Population,
    assumptions: &'a Assumptions,
    inflow: Vec<u64>,
    licensees_kind: Option<DenominatorKind>,
    base_licensees: Option<Denominator>,
}

impl Projection {
    /// Settings for a projection of `population` under `assumptions`, with `inflow` new licence holders in the first, second, … year: as
    /// many years are projected as are given.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, projection::{Assumed, Assumptions, Population, Projection}};
    /// let population = Population::from_totals(FiscalYear(2019), 1_000, 0, 0, 0);
    /// let assumptions = Assumptions {
    ///     entry: vec![Assumed::typed_in(0.5, "half of the cohort")?, Assumed::typed_in(0.0, "nobody later")?],
    ///     lapse: vec![Assumed::typed_in(0.0, "nobody at once")?, Assumed::typed_in(0.1, "one in ten")?],
    ///     ..Assumptions::nothing_happens()
    /// };
    /// let projection = Projection::of(&population, &assumptions, [200, 200]).run()?;
    /// assert_eq!(projection.years()[0].members.mean, 1_000.0); // 900 stay, 100 of 200 join
    /// assert_eq!(projection.years()[0].members.variance, 1_000.0 * 0.09 + 200.0 * 0.25);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of<'a>(
        population: &'a Population,
        assumptions: &'a Assumptions,
        inflow: impl IntoIterator<Item = u64>,
    ) -> ProjectionSettings<'a> {
        ProjectionSettings {
            population,
            assumptions,
            inflow: inflow.into_iter().take(MOST_YEARS_COUNTED).collect(),
            licensees_kind: None,
            base_licensees: None,
        }
    }

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

    /// The assumptions it rests on.
    #[must_use]
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The projected years, in order.
    #[must_use]
    pub fn years(&self) -> &[ProjectedYear] {
        &self.years
    }

    /// The projected years as columns; limits are those of the 95 % prediction interval.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |field: &dyn Fn(&ProjectedYear) -> Option<f64>| Values::Reals(self.years.iter().map(field).collect());
        let limits: Vec<Interval> = self.years.iter().map(|year| year.members.interval(Confidence::default())).collect();
        let columns = [
            ("year", Values::Integers(self.years.iter().map(|year| Some(i64::from(year.year.get()))).collect())),
            ("new_licensees", Values::Integers(self.years.iter().map(|year| i64::try_from(year.new_licensees).ok()).collect())),
            ("members", real(&|year| Some(year.members.mean))),
            ("members_lower", Values::Reals(limits.iter().map(|limits| Some(limits.lower)).collect())),
            ("members_upper", Values::Reals(limits.iter().map(|limits| Some(limits.upper)).collect())),
            ("on_leave", real(&|year| Some(year.on_leave.mean))),
            ("joined", real(&|year| Some(year.joined))),
            ("reinstated", real(&|year| Some(year.reinstated))),
            ("left", real(&|year| Some(year.left))),
            ("organization_rate", real(&ProjectedYear::organization_rate)),
        ];
        Table::of_columns("projection", columns)
    }
}

impl ProjectionSettings<'_> {
    /// With the cumulative licence holders of the base year, given or summed, for the projected organization rate. Of the other kinds the
    /// number of later years does not follow from the inflow: [`ProjectionSettings::run`] refuses them.
    pub fn licensees(mut self, licensees: &Licensees, kind: DenominatorKind) -> Self {
        self.licensees_kind = Some(kind);
        self.base_licensees = licensees.get(kind, self.population.base_year);
        self
    }

    /// Rolls the population forward.
    ///
    /// Every person moves independently once a fiscal year. Given the assumptions, the number of people in a state is a sum of
    /// independent yes-or-no outcomes, so its variance is exact.
    ///
    /// # Formula
    ///
    /// ```text
    /// E = sum over starting states s of n(s) h(s),   Var = sum of n(s) h(s) (1 - h(s))
    /// ```
    ///
    /// where `n(s)` are the people who start in `s` (new licence holders start in the year they come) and `h(s)` is the probability that
    /// someone who starts there is a member at the end of the year projected.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] without any year, with an assumption list that is empty, or with licence holders of a kind that is not
    /// cumulative; [`Error::Limit`] beyond 200 years, or with more than 1,000 entries in an assumption list.
    ///
    /// # References
    ///
    /// D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), *Statistical Techniques for Manpower Planning*, 2nd ed., Wiley, on the
    /// mean and variance of Markov manpower models with given recruitment.
    pub fn run(&self) -> Result<Projection> {
        self.check()?;
        let steps = Steps::new(self.assumptions);
        let chances = Chances {
            member: steps.chances(self.inflow.len(), |standing| standing != Standing::Out),
            on_leave: steps.chances(self.inflow.len(), |standing| standing == Standing::OnLeave),
        };
        let mut years: Vec<ProjectedYear> = (1..=self.inflow.len()).map(|after| self.year(&steps, &chances, after)).collect();
        self.fill_flows(&steps, &mut years);
        Ok(Projection {
            base_year: self.population.base_year,
            base_members: self.population.members(),
            base_licensees: self.base_licensees.clone(),
            assumptions: self.assumptions.clone(),
            years,
        })
    }

    /// Refuses what cannot be projected.
    fn check(&self) -> Result<()> {
        if self.inflow.is_empty() {
            return Err(Error::setting("inflow", "[]", "names no year; give the new licence holders of each year to project"));
        }
        limit("years of a projection", self.inflow.len(), LONGEST_HORIZON, "project fewer years; assumptions do not hold that long")?;
        for (name, list) in [("entry", &self.assumptions.entry), ("lapse", &self.assumptions.lapse)] {
            if list.is_empty() {
                return Err(Error::setting(name, "[]", "is an empty list; give at least the probability of year 0"));
            }
            limit("years of an assumption", list.len(), LONGEST_LIST, "shorten the list; its last entry holds for all later years")?;
        }
        match self.licensees_kind {
            None | Some(DenominatorKind::CumulativeGiven | DenominatorKind::CumulativeSummed) => Ok(()),
            Some(other) => {
                let reason = "do not grow by the inflow alone; give cumulative licence holders, published or summed";
                Err(Error::setting("licensees", other, reason))
            }
        }
    }

    /// The stock at the end of the year that lies `after` years after the base.
    fn year(&self, steps: &Steps<'_>, chances: &Chances, after: usize) -> ProjectedYear {
        let base = self.population.base_year;
        let (mut members, mut on_leave) = (Projected::default(), Projected::default());
        let mut members_by_cohort = Vec::new();
        for (cohort, people) in &self.population.cohorts {
            let mut of_cohort = 0.0;
            steps.each_state(people, self.years_since(*cohort), |state, count| {
                members.add(count, chances.member[after][state]);
                on_leave.add(count, chances.on_leave[after][state]);
                of_cohort += count as f64 * chances.member[after][state];
            });
            members_by_cohort.push((*cohort, of_cohort));
        }
        for (came, &new) in self.inflow.iter().enumerate().take(after) {
            // The new licence holders of a year live through it as "never joined, in year 0".
            let (state, lived) = (steps.never(0), after - came);
            members.add(new, chances.member[lived][state]);
            on_leave.add(new, chances.on_leave[lived][state]);
            members_by_cohort.push((Some(base.plus(came as i32 + 1)), new as f64 * chances.member[lived][state]));
        }
        let inflow: f64 = self.inflow.iter().take(after).map(|&new| new as f64).sum();
        ProjectedYear {
            year: base.plus(after as i32),
            new_licensees: self.inflow.get(after - 1).copied().unwrap_or(0),
            members,
            on_leave,
            joined: 0.0,
            reinstated: 0.0,
            left: 0.0,
            members_by_cohort,
            licensees: self.base_licensees.as_ref().map(|base| base.value.get() + inflow),
        }
    }

    /// Fills in the expected flows of every year.
    fn fill_flows(&self, steps: &Steps<'_>, years: &mut [ProjectedYear]) {
        let mut people = vec![0.0; steps.len()];
        for (cohort, of_cohort) in &self.population.cohorts {
            steps.each_state(of_cohort, self.years_since(*cohort), |state, count| people[state] += count as f64);
        }
        for (year, &new) in years.iter_mut().zip(&self.inflow) {
            people[steps.never(0)] += new as f64;
            let (flows, after) = steps.advance(&people);
            (year.joined, year.reinstated, year.left) = (flows.joined, flows.reinstated, flows.left);
            people = after;
        }
    }

    /// Fiscal years from a licence cohort to the first year projected; as many as can be for those whose licence is not known.
    fn years_since(&self, cohort: Option<FiscalYear>) -> u32 {
        cohort.map_or(u32::MAX, |cohort| u32::try_from(self.population.base_year.plus(1).since(cohort)).unwrap_or(0))
    }
}

/// Refuses more of something than the limit.
fn limit(what: &'static str, found: usize, limit: u64, advice: &str) -> Result<()> {
    if found as u64 > limit {
        return Err(Error::Limit { what, found: found as u64, limit, advice: advice.into() });
    }
    Ok(())
}

/// The probability, by years lived and starting state, of being a member, and of being a member on leave.
struct Chances {
    member: Vec<Vec<f64>>,
    on_leave: Vec<Vec<f64>>,
}
