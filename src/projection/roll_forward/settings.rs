//! How a projection is made, and the exact mean and variance of what independent people do.

use super::moments::Chances;
use super::projected::member;
use super::result::Projection;
use super::rolled::{Cause, Roll, Rolled};
use super::states::{ProjectedState, States};
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
/// Most states of the lapsed: what is followed for 200 years takes a few hundred megabytes.
const MOST_STATES_OF_LAPSED: u64 = 10_000;

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

    /// With other new licence holders in each year, whose forecast, if it is one, errs by the same share of them.
    pub(crate) fn with_changed_inflow(self, inflow: Vec<Arrival>) -> Self {
        let factor = |at: usize| match (self.inflow.get(at).map(Arrival::mean), inflow.get(at).map(Arrival::mean)) {
            (Some(before), Some(after)) if before > 0.0 => after / before,
            _ => 1.0,
        };
        let scaled = |error: &Vec<f64>| error.iter().enumerate().map(|(at, error)| error * factor(at)).collect();
        let inflow_errors = self.inflow_errors.iter().map(scaled).collect();
        Self { inflow, inflow_errors, ..self }
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
    /// year to year = sum over years and kinds k of (dE/dz_k(year) × deviation of k)²
    ///              + sum over kinds k of (dE/dz_k(all years) × deviation of k)² / years
    /// ```
    ///
    /// where `n(s)` are the people who start in `s` (new licence holders, with variance v of their number, start in the year they come),
    /// `h(s)` is the probability that someone who starts there is a member at the end of the year projected, and z is the effect of a year on the
    /// log odds, and `years` the years that the rates were estimated from. Derivatives are exact; estimation and
    /// year-to-year variation are carried to first order.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] without any year, with an assumption list that is empty, with shares of reasons above 1, or with licence
    /// holders of a kind that is not cumulative; [`Error::Limit`] beyond 200 years, with more than 1,000 entries in an
    /// assumption list, or, where tenure runs on, with lists of lapse and reinstatement whose lengths multiply to more than 10,000.
    ///
    /// # References
    ///
    /// D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), *Statistical Techniques for Manpower Planning*, 2nd ed., Wiley, on the
    /// mean and variance of Markov manpower models with given recruitment.
    pub fn run(&self) -> Result<Projection> {
        self.roll().map(|rolled| self.folded(rolled))
    }

    /// Everything that is added up, before deviations with one cause are squared.
    pub(in crate::projection) fn roll(&self) -> Result<Roll> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let mut rolled = self.nothing_counted();
        self.look_ahead(&years, &mut rolled);
        let people = years.follow(self.start(&years), &self.inflow.iter().map(Arrival::mean).collect::<Vec<_>>());
        let ends = people.iter().skip(1).map(|(at_start, _)| at_start.clone());
        let last = people.last().map(|(at_start, _)| years.moves(self.inflow.len() - 1).advance(at_start).0);
        for (at, (rolled, end)) in rolled.iter_mut().zip(ends.chain(last)).enumerate() {
            let (at_start, counted) = &people[at];
            rolled.moments.mean = *counted;
            rolled.left_by_reason = self.left_by_reason(&years, at, at_start);
            rolled.members_by_tenure = members_by_tenure(&years, &end);
        }
        for error in &self.inflow_errors {
            let response = years.follow(vec![0.0; years.states().len()], error);
            let mut so_far = 0.0;
            for ((rolled, error), (_, counted)) in rolled.iter_mut().zip(error).zip(&response) {
                so_far += error;
                rolled.add_inflow_error(so_far, counted);
            }
        }
        let shifts = self.estimation_shifts(&years).into_iter().chain(self.year_shifts(&years));
        let shifts = shifts.map(|(cause, changes)| (cause, years.respond(&people, &changes))).collect();
        Ok(Roll { years: rolled, shifts })
    }

    /// The projection without any spread, by cohort or reason: only what is expected, in a fraction of the time.
    pub(in crate::projection) fn roll_expected(&self) -> Result<Roll> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let people = years.follow(self.start(&years), &self.inflow.iter().map(Arrival::mean).collect::<Vec<_>>());
        let mut rolled = self.nothing_counted();
        rolled.iter_mut().zip(&people).for_each(|(rolled, (_, counted))| rolled.moments.mean = *counted);
        Ok(Roll { years: rolled, shifts: Vec::new() })
    }

    /// What is expected, and no spread.
    pub(crate) fn expected(&self) -> Result<Projection> {
        self.roll_expected().map(|roll| self.folded(roll))
    }

    /// The projection of what was added up, all its causes being independent of each other.
    pub(in crate::projection) fn folded(&self, roll: Roll) -> Projection {
        Projection {
            base_year: self.population.base_year,
            base_members: self.population.members(),
            base_licensees: self.base_licensees.clone(),
            assumptions: Some(self.assumptions_of(0).clone()),
            variation: self.variation,
            years: roll.projected(self.population.base_year),
        }
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
        let of_lapsed = States::of(&self.assumptions).of_lapsed() as u64;
        if of_lapsed > MOST_STATES_OF_LAPSED {
            let advice = "shorten the lists of lapse or of reinstatement, whose last entries hold for all later years".into();
            let what = "years since joining times years since the lapse, where tenure runs on";
            return Err(Error::Limit { what, found: of_lapsed, limit: MOST_STATES_OF_LAPSED, advice });
        }
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

    /// The projected years before anybody is counted.
    fn nothing_counted(&self) -> Vec<Rolled> {
        let knows_never = self.population.cohorts.iter().any(|(_, people)| people.never_joined > 0);
        let mut licensees = self.base_licensees.as_ref().map(|base| base.value.get());
        let year = |arrival: &Arrival| {
            licensees = licensees.map(|before| before + arrival.mean());
            Rolled::of(arrival.mean(), licensees, knows_never)
        };
        self.inflow.iter().map(year).collect()
    }

    /// Chance variances of each year, and members by cohort, by the chances of everyone at the start or on arrival.
    fn look_ahead(&self, years: &Years, rolled: &mut [Rolled]) {
        let start = self.start(years);
        let never = years.states().never(0);
        years.look_ahead(|year, from, chances| {
            let of_year = &mut rolled[year];
            if from == 0 {
                let people = start.iter().zip(chances).filter(|(people, _)| **people > 0.0);
                people.for_each(|(&people, chances)| of_year.moments.chance.add_people(people, 0.0, chances));
                of_year.members_by_cohort = self.members_by_cohort(years, chances);
            }
            of_year.add_arrivals(&self.inflow[from], &chances[never], from);
        });
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
    fn estimation_shifts(&self, years: &Years) -> Vec<(Cause, Vec<Change>)> {
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
        let caused = |(source, changes)| {
            let (name, year) = years.places().name_of(source);
            (Cause::Estimation { name, year }, changes)
        };
        shifts.into_iter().map(caused).collect()
    }

    /// For each kind of effect and each year, the change of all probabilities that it moves; then of the mean effect inside the rates.
    fn year_shifts(&self, years: &Years) -> Vec<(Cause, Vec<Change>)> {
        let deviations = [self.variation.entry, self.variation.lapse, self.variation.reinstatement];
        let kinds = years.places().entry_lapse_reinstatement();
        let kinds = kinds.iter().zip(deviations).enumerate().filter(|(_, (_, deviation))| *deviation > 0.0);
        let horizon = years.horizon();
        let moved = |places: &'_ [usize], deviation: f64, of: std::ops::Range<usize>| -> Vec<Change> {
            let on_log_odds = |year: usize, at: usize| {
                let p = years.probabilities(year).values[at];
                Change { year, at, by: p * (1.0 - p) * deviation }
            };
            of.flat_map(|year| places.iter().map(move |&at| on_log_odds(year, at))).filter(|change| change.by > 0.0).collect()
        };
        let mut shifts = Vec::new();
        for (kind, (places, deviation)) in kinds {
            for first in 0..horizon {
                let last = if self.variation.dependence == YearDependence::RandomWalk { horizon } else { first + 1 };
                shifts.push((Cause::Year { kind, year: Some(first) }, moved(places, deviation, first..last)));
            }
            if self.variation.years > 0 {
                let inside = deviation / f64::from(self.variation.years).sqrt();
                shifts.push((Cause::Year { kind, year: None }, moved(places, inside, 0..horizon)));
            }
        }
        shifts
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
