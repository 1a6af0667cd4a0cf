//! How a projection is made, and the exact mean and variance of what independent people do.

use super::moments::{Chances, Moments, STATES};
use super::projected::{Projected, member};
use super::result::{ProjectedYear, Projection};
use super::states::ProjectedState;
use super::year_variation::{YearDependence, YearVariation};
use super::years::{Change, Years};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::{Denominator, DenominatorKind, Licensees};
use crate::projection::assumptions::Assumptions;
use crate::projection::chain::Arrival;
use crate::projection::inflow::InflowForecast;
use crate::projection::population::Population;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

/// Longest horizon, in fiscal years.
const LONGEST_HORIZON: usize = 200;
/// Most years of inflow that are looked at to say how many were given.
const MOST_YEARS_COUNTED: usize = 10_000;

/// How a projection is made; consumed by [`ProjectionSettings::run`].
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct ProjectionSettings<'a> {
    population: &'a Population,
    pub(in crate::projection) assumptions: Vec<&'a Assumptions>,
    pub(in crate::projection) inflow: Vec<Arrival>,
    licensees_kind: Option<DenominatorKind>,
    pub(in crate::projection) base_licensees: Option<Denominator>,
    pub(in crate::projection) variation: YearVariation,
    /// Independent errors of a forecast inflow, each with what one deviation of it does to every year.
    pub(in crate::projection) inflow_errors: Vec<Vec<f64>>,
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
    /// assert_eq!(projection.years()[0].members.variance(), 1_000.0 * 0.09 + 200.0 * 0.25);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of<'a>(
        population: &'a Population,
        assumptions: &'a Assumptions,
        inflow: impl IntoIterator<Item = impl Into<Arrival>>,
    ) -> ProjectionSettings<'a> {
        ProjectionSettings {
            population,
            assumptions: vec![assumptions],
            inflow: inflow.into_iter().map(Into::into).take(MOST_YEARS_COUNTED).collect(),
            licensees_kind: None,
            base_licensees: None,
            variation: YearVariation::default(),
            inflow_errors: Vec::new(),
        }
    }
}

impl<'a> ProjectionSettings<'a> {
    /// With the cumulative licence holders of the base year, given or summed, for the projected organization rate. Of the other kinds the
    /// number of later years does not follow from the inflow: [`ProjectionSettings::run`] refuses them.
    pub fn licensees(mut self, licensees: &Licensees, kind: DenominatorKind) -> Self {
        self.licensees_kind = Some(kind);
        self.base_licensees = licensees.get(kind, self.population.base_year);
        self
    }

    /// With assumptions of their own for the first, second, … year in place of the ones given; the last ones hold for all later years.
    /// An empty list changes nothing.
    pub fn assumptions_by_year(mut self, years: &'a [Assumptions]) -> Self {
        if !years.is_empty() {
            self.assumptions = years.iter().collect();
        }
        self
    }

    /// With other new licence holders in the first, second, … year; as many years are projected as are given.
    pub fn inflow(self, inflow: impl IntoIterator<Item = impl Into<Arrival>>) -> Self {
        Self { inflow: inflow.into_iter().map(Into::into).take(MOST_YEARS_COUNTED).collect(), ..self }
    }

    /// With the inflow that a forecast expects, and its errors, which hang together over the years; as many years are projected as it
    /// has. The errors stay when [`ProjectionSettings::inflow`] gives other numbers afterwards.
    ///
    /// Members respond to the inflow along a straight line, so the variance that the errors bring, part of the variance by chance, is exact.
    pub fn inflow_forecast(self, forecast: &InflowForecast) -> Self {
        let errors = forecast.errors().to_vec();
        Self { inflow_errors: errors, ..self.inflow(forecast.mean().iter().map(|mean| Arrival::Fixed(*mean))) }
    }

    /// The fiscal year on whose last day the projection starts.
    pub(crate) fn base_year(&self) -> FiscalYear {
        self.population.base_year
    }

    pub(crate) fn population(&self) -> &Population {
        self.population
    }

    /// The new licence holders of each projected year.
    pub(crate) fn inflow_by_year(&self) -> &[Arrival] {
        &self.inflow
    }

    /// The assumptions of the `at`-th projected year.
    pub(crate) fn assumptions_of(&self, at: usize) -> &Assumptions {
        self.assumptions[at.min(self.assumptions.len() - 1)]
    }

    /// With probabilities that vary between years.
    pub fn year_variation(mut self, variation: YearVariation) -> Self {
        self.variation = variation;
        self
    }

    /// Rolls the population forward.
    ///
    /// Every person moves independently once a fiscal year. Given the assumptions, the number of people in a state is a sum of
    /// independent yes-or-no outcomes, so its mean and its variance by chance are exact.
    ///
    /// # Formula
    ///
    /// ```text
    /// E = sum over starting states s of n(s) h(s),   chance = sum of n(s) h(s) (1 - h(s)) + sum over years of v h²
    /// estimation = sum over assumptions a of (dE/da × standard error of a)²
    /// year to year = sum over years and kinds k of (dE/dz_k(year) × deviation of k)² + sum over k of (dE/dz_k(all years) × deviation of k)² / years
    /// ```
    ///
    /// where `n(s)` are the people who start in `s` (new licence holders, with variance v of their number, start in the year they come),
    /// `h(s)` is the probability that someone who starts there is a member at the end of the year projected, and z is the effect of a year on the
    /// log odds, and `years` the years that the rates were estimated from. Derivatives are exact; estimation and year-to-year variation are carried to first order.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] without any year, with an assumption list that is empty, with shares of reasons above 1, or with licence
    /// holders of a kind that is not cumulative; [`Error::Limit`] beyond 200 years, or with more than 1,000 entries in an
    /// assumption list.
    ///
    /// # References
    ///
    /// D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), *Statistical Techniques for Manpower Planning*, 2nd ed., Wiley, on the
    /// mean and variance of Markov manpower models with given recruitment.
    pub fn run(&self) -> Result<Projection> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let mut rolled = self.look_ahead(&years);
        let people = years.follow(self.start(&years), &self.inflow.iter().map(Arrival::mean).collect::<Vec<_>>());
        for (rolled, (_, counted)) in rolled.iter_mut().zip(&people) {
            rolled.moments.mean = *counted;
        }
        for shift in self.estimation_shifts(&years) {
            let response = years.respond(&people, &shift);
            rolled.iter_mut().zip(response).for_each(|(rolled, shift)| rolled.moments.estimation.add_shift(&shift));
        }
        for shift in self.year_shifts(&years) {
            let response = years.respond(&people, &shift);
            rolled.iter_mut().zip(response).for_each(|(rolled, shift)| rolled.moments.year_to_year.add_shift(&shift));
        }
        for error in &self.inflow_errors {
            let response = years.follow(vec![0.0; years.states().len()], error);
            let mut so_far = 0.0;
            for ((rolled, error), (_, counted)) in rolled.iter_mut().zip(error).zip(&response) {
                so_far += error;
                rolled.add_inflow_error(so_far, counted);
            }
        }
        let ends = people.iter().skip(1).map(|(at_start, _)| at_start.clone());
        let last = people.last().map(|(at_start, _)| years.moves(self.inflow.len() - 1).advance(at_start).0);
        let ends = ends.chain(last).collect::<Vec<_>>();
        Ok(Projection {
            base_year: self.population.base_year,
            base_members: self.population.members(),
            base_licensees: self.base_licensees.clone(),
            assumptions: self.assumptions_of(0).clone(),
            variation: self.variation,
            years: (0..self.inflow.len()).map(|year| self.year(&years, year, &rolled[year], &people[year].0, &ends[year])).collect(),
        })
    }

    /// Refuses what cannot be projected.
    pub(in crate::projection) fn check(&self) -> Result<()> {
        if self.inflow.is_empty() {
            return Err(Error::setting("inflow", "[]", "names no year; give the new licence holders of each year to project"));
        }
        if self.inflow.len() > LONGEST_HORIZON {
            let advice = "project fewer years; assumptions do not hold that long".into();
            let found = self.inflow.len() as u64;
            return Err(Error::Limit { what: "years of a projection", found, limit: LONGEST_HORIZON as u64, advice });
        }
        self.assumptions.iter().try_for_each(|of| of.check())?;
        match self.licensees_kind {
            None | Some(DenominatorKind::CumulativeGiven | DenominatorKind::CumulativeSummed) => Ok(()),
            Some(other) => {
                let reason = "do not grow by the inflow alone; give cumulative licence holders, published or summed";
                Err(Error::setting("licensees", other, reason))
            }
        }
    }

    /// Fiscal years from a licence cohort to the first year projected; as many as can be for those whose licence is not known.
    fn years_since(&self, cohort: Option<FiscalYear>) -> u32 {
        cohort.map_or(u32::MAX, |cohort| u32::try_from(self.population.base_year.plus(1).since(cohort)).unwrap_or(0))
    }

    /// The people in each state at the start.
    pub(super) fn start(&self, years: &Years) -> Vec<f64> {
        let mut people = vec![0.0; years.states().len()];
        self.each_at_start(years, |state, count| people[state] += count as f64);
        people
    }

    /// Calls `visit` with each state and people who are in it at the start.
    pub(in crate::projection) fn each_at_start(&self, years: &Years, mut visit: impl FnMut(usize, u64)) {
        for (cohort, of_cohort) in &self.population.cohorts {
            years.states().each(of_cohort, self.years_since(*cohort), &mut visit);
        }
    }

    /// Chance variances of each year, and members by cohort, by the chances of everyone at the start or on arrival.
    fn look_ahead(&self, years: &Years) -> Vec<Rolled> {
        let start = self.start(years);
        let never = years.states().never(0);
        let mut rolled = vec![Rolled::default(); years.horizon()];
        years.look_ahead(|year, from, chances| {
            let of_year = &mut rolled[year];
            if from == 0 {
                let people = start.iter().zip(chances).filter(|(people, _)| **people > 0.0);
                people.for_each(|(&people, chances)| of_year.moments.chance.add_people(people, 0.0, chances));
                of_year.members_by_cohort = self.members_by_cohort(years, chances);
            }
            of_year.add_arrivals(&self.inflow[from], &chances[never], from);
        });
        rolled
    }

    /// Expected members of each cohort of the population.
    fn members_by_cohort(&self, years: &Years, chances: &[Chances]) -> Vec<(Option<FiscalYear>, f64)> {
        let of_cohort = |(cohort, people): &(Option<FiscalYear>, _)| {
            let mut members = 0.0;
            years.states().each(people, self.years_since(*cohort), |state, count| members += count as f64 * member(&chances[state]));
            (*cohort, members)
        };
        self.population.cohorts.iter().map(of_cohort).collect()
    }

    /// For each assumption with a standard error, the change of all probabilities that err with it, in all years.
    fn estimation_shifts(&self, years: &Years) -> Vec<Vec<Change>> {
        let mut shifts: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
        let mut errors = Vec::new();
        for year in 0..years.horizon() {
            if let Some(of) = self.assumptions.get(year) {
                errors = years.places().errors(of);
            }
            for &(source, at, by) in &errors {
                shifts.entry(source).or_default().push(Change { year, at, by });
            }
        }
        shifts.into_values().collect()
    }

    /// For each kind of effect and each year, the change of all probabilities that it moves; then of the mean effect inside the rates.
    fn year_shifts(&self, years: &Years) -> Vec<Vec<Change>> {
        let deviations = [self.variation.entry, self.variation.lapse, self.variation.reinstatement];
        let kinds = years.places().entry_lapse_reinstatement();
        let kinds = kinds.iter().zip(deviations).filter(|(_, deviation)| *deviation > 0.0);
        let horizon = years.horizon();
        let moved = |places: &'_ [usize], deviation: f64, of: std::ops::Range<usize>| -> Vec<Change> {
            let on_log_odds = |year: usize, at: usize| {
                let p = years.probabilities(year).values[at];
                Change { year, at, by: p * (1.0 - p) * deviation }
            };
            of.flat_map(|year| places.iter().map(move |&at| on_log_odds(year, at))).filter(|change| change.by > 0.0).collect()
        };
        let mut shifts = Vec::new();
        for (places, deviation) in kinds {
            for first in 0..horizon {
                let last = if self.variation.dependence == YearDependence::RandomWalk { horizon } else { first + 1 };
                shifts.push(moved(places, deviation, first..last));
            }
            if self.variation.years > 0 {
                shifts.push(moved(places, deviation / f64::from(self.variation.years).sqrt(), 0..horizon));
            }
        }
        shifts
    }

    /// What is known of one year.
    fn year(&self, years: &Years, at: usize, rolled: &Rolled, people: &[f64], end: &[f64]) -> ProjectedYear {
        use ProjectedState::{Active, Lapsed, NeverJoined, OnLeave};
        let base = self.population.base_year;
        let moments = &rolled.moments;
        let members = moments.number(&[Active, OnLeave]);
        let licensees =
            self.base_licensees.as_ref().map(|base| base.value.get() + self.inflow[..=at].iter().map(Arrival::mean).sum::<f64>());
        let knows_never = self.population.cohorts.iter().any(|(_, people)| people.never_joined > 0);
        let cohort_of_inflow = |(from, members): &(usize, f64)| (Some(base.plus(*from as i32 + 1)), *members);
        ProjectedYear {
            year: base.plus(at as i32 + 1),
            new_licensees: self.inflow[at].mean(),
            members,
            on_leave: moments.number(&[OnLeave]),
            never_joined: moments.number(&[NeverJoined]),
            lapsed: moments.number(&[Lapsed]),
            joined: moments.event(0),
            reinstated: moments.event(1),
            left: moments.event(2),
            left_by_reason: self.left_by_reason(years, at, people),
            members_by_tenure: members_by_tenure(years, end),
            members_by_cohort: rolled.members_by_cohort.iter().copied().chain(rolled.of_inflow.iter().map(cohort_of_inflow)).collect(),
            licensees,
            organization: licensees.filter(|licensees| *licensees > 0.0).map(|licensees| rolled.organization(members, licensees)),
            organization_practising: moments.share(&[Active, OnLeave], &[NeverJoined, Active, OnLeave, Lapsed]).filter(|_| knows_never),
        }
    }

    /// Expected leavers of a year, by reason.
    fn left_by_reason(&self, years: &Years, year: usize, people: &[f64]) -> BTreeMap<EndReason, f64> {
        let of = self.assumptions_of(year);
        let (places, values) = (years.places(), &years.probabilities(year).values);
        let mut by_reason = BTreeMap::new();
        for (state, people) in people.iter().enumerate().filter(|(_, people)| **people > 0.0) {
            let (place, tenure) = years.states().place(state);
            let (left, tenure) = match place {
                ProjectedState::NeverJoined => (people * values[places.entry(tenure)] * values[places.lapse(0)], 0),
                ProjectedState::Active => (people * values[places.lapse(tenure)], tenure),
                ProjectedState::OnLeave => (people * values[places.lapse_on_leave()], tenure),
                ProjectedState::Lapsed | ProjectedState::Gone => continue,
            };
            for reason in EndReason::ALL {
                let share = of.share_of(reason, tenure as u32);
                if left * share > 0.0 {
                    *by_reason.entry(reason).or_insert(0.0) += left * share;
                }
            }
        }
        by_reason
    }
}

/// Expected members by fiscal years since joining.
fn members_by_tenure(years: &Years, end: &[f64]) -> Vec<f64> {
    let states = years.states();
    (1..=states.tenures).map(|tenure| end[states.active(tenure)] + end[states.on_leave(tenure)]).collect()
}

/// One year as it is added up.
#[derive(Debug, Clone, Default)]
struct Rolled {
    moments: Moments,
    members_by_cohort: Vec<(Option<FiscalYear>, f64)>,
    /// Members among the new licence holders of each year so far, the latest last.
    of_inflow: Vec<(usize, f64)>,
    /// Variance of the number of new licence holders so far, and its covariance with the numbers in the states.
    inflow_variance: f64,
    inflow_covariance: [f64; STATES],
}

impl Rolled {
    /// Adds the new licence holders of a year, who had these chances when they came.
    fn add_arrivals(&mut self, number: &Arrival, chances: &Chances, year: usize) {
        let (mean, variance) = (number.mean(), number.variance());
        self.moments.chance.add_people(mean, variance, chances);
        let at = self.of_inflow.partition_point(|(from, _)| *from < year);
        self.of_inflow.insert(at, (year, mean * member(chances)));
        self.inflow_variance += variance;
        self.inflow_covariance.iter_mut().zip(chances).for_each(|(cell, chance)| *cell += variance * chance);
    }

    /// Adds an error of the inflow: by so much it changes the new licence holders so far, and by so much what is counted of the year.
    fn add_inflow_error(&mut self, licensees: f64, counted: &Chances) {
        self.moments.chance.add_shift(counted);
        self.inflow_variance += licensees * licensees;
        self.inflow_covariance.iter_mut().zip(counted).for_each(|(cell, count)| *cell += licensees * count);
    }

    /// Members over licence holders, whose number is as uncertain as the inflow.
    fn organization(&self, members: Projected, licensees: f64) -> Projected {
        let rate = members.over(licensees);
        let together = member_part(&self.inflow_covariance);
        let chance = rate.chance + (rate.mean * rate.mean * self.inflow_variance - 2.0 * rate.mean * together) / (licensees * licensees);
        Projected { chance: chance.max(0.0), ..rate }
    }
}

fn member_part(states: &[f64; STATES]) -> f64 {
    states[ProjectedState::Active as usize] + states[ProjectedState::OnLeave as usize]
}
