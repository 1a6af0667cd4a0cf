//! Members, organization rate, joiners and leavers projected ten years ahead.

use super::{Answer, Draws, Study};
use kaiin::cohort::{CohortTable, GroupBy, MovementTable};
use kaiin::licensees::DenominatorKind;
use kaiin::projection::{Assumptions, InflowForecast, InflowMethod, Population, Projected, Projection, YearDependence, YearVariation};
use kaiin::simulate::{Effect, Simulation};
use kaiin::{Confidence, FiscalCalendar, FiscalYear, Licensees, Register, Result};

pub(crate) const STUDY: Study = Study {
    name: "projection",
    document: "src/projection/coverage.md",
    heading: "what is true | question | years ahead",
    sizes: &[1_000, 10_000],
    registers: 1_000,
    answers,
};

/// The first licence cohort.
const FIRST: FiscalYear = FiscalYear(1985);
/// The year on whose last day the projection starts, and the years that it is estimated from.
const BASE: FiscalYear = FiscalYear(2014);
const WINDOW: i32 = 10;
const HORIZON: usize = 10;
/// Years ahead that are asked for where the model does not hold.
const SOME: [usize; 4] = [1, 3, 5, 10];
/// Deviation of the effect of a year on the log odds of lapse, where years differ.
const YEAR_EFFECT: f64 = 0.2;
/// Deviation of the yearly change of the logarithm of the inflow, where it wanders.
const INFLOW_CHANGE: f64 = 0.06;

/// A register seen ten years beyond the base.
struct Seen {
    table: CohortTable,
    movements: MovementTable,
    licensees: Licensees,
}

/// An association in which probabilities depend on tenure only and stay as they are: nobody dies or retires.
fn steady(size: usize) -> Result<Simulation> {
    plain(size)?.death(&[])?.retirement(&[])?.reinstatement(&[0.0])
}

/// One branch, and entry that stays.
fn plain(size: usize) -> Result<Simulation> {
    let simulation = Simulation::new().cohorts(FIRST, FiscalYear(2024))?.members(size as u64)?;
    simulation.branches([("all", 1.0)])?.entry(0.88, 0.88)?.threads(1)
}

/// The same in which years differ in how many lapse.
fn with_year_effects(size: usize, draws: &mut Draws) -> Result<Simulation> {
    let mut years = (FIRST.get()..=2024).map(FiscalYear);
    years.try_fold(steady(size)?, |simulation, year| {
        simulation.effect(Effect::everywhere().during(year, year).lapse_odds((YEAR_EFFECT * draws.normal()).exp()))
    })
}

/// The same with an inflow that wanders.
fn with_wandering_inflow(size: usize, draws: &mut Draws) -> Result<Simulation> {
    let mut weight = 1.0;
    let mut next = || {
        weight *= (INFLOW_CHANGE * draws.normal()).exp();
        weight
    };
    steady(size)?.inflow(FIRST, &(FIRST.get()..=2024).map(|_| next()).collect::<Vec<f64>>())
}

impl Seen {
    fn of(simulation: &Simulation, seed: u64) -> Result<Self> {
        let simulated = simulation.run(seed)?;
        let register = Register::settings_as_of(simulated.as_of).build(&simulated.columns)?;
        let licensees = Licensees::by_cohort(simulated.truth.cohorts.iter().map(|cohort| (cohort.cohort, cohort.licensees)))?;
        let by = GroupBy::nothing().licence_cohort().join_cohort();
        let table = CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register)?;
        Ok(Self { movements: table.movements(), table, licensees })
    }

    fn new_licensees(&self, year: FiscalYear) -> u64 {
        self.licensees.new_licensees(year).and_then(|new| new.value.count()).unwrap_or(0)
    }

    /// The projection from the base, with an inflow that is known or not, and years that differ or not.
    fn project(&self, inflow: Inflow<'_>, variation: YearVariation) -> Result<Projection> {
        let window = BASE.plus(1 - WINDOW)..=BASE;
        let assumptions = Assumptions::estimate(&self.table, Some(&self.licensees), window)?;
        let population = Population::from_table(&self.table, Some(&self.licensees), BASE)?;
        let came: Vec<u64> = (1..=HORIZON as i32).map(|ahead| self.new_licensees(BASE.plus(ahead))).collect();
        let settings = Projection::of(&population, &assumptions, came).licensees(&self.licensees, DenominatorKind::CumulativeSummed);
        let settings = match inflow {
            Inflow::Known => settings,
            Inflow::Forecast(forecast) => settings.inflow_forecast(forecast),
            Inflow::Apart(forecast) => settings.inflow(forecast.arrivals()?),
        };
        settings.year_variation(variation).run()
    }

    fn variation(&self, dependence: YearDependence) -> Result<YearVariation> {
        let window = BASE.plus(1 - WINDOW)..=BASE;
        Ok(YearVariation::estimate(&self.table, Some(&self.licensees), window)?.with_dependence(dependence))
    }

    /// What came in a year.
    fn truth(&self, quantity: Quantity, year: FiscalYear) -> f64 {
        let row = self.movements.row(year);
        let count = |of: fn(&kaiin::cohort::MovementRow) -> Option<u64>| row.and_then(of).unwrap_or(0) as f64;
        match quantity {
            Quantity::Members => count(|row| row.closing),
            Quantity::OrganizationRate => {
                let all: u64 = (FIRST.get()..=year.get()).map(|year| self.new_licensees(FiscalYear(year))).sum();
                count(|row| row.closing) / all as f64
            }
            Quantity::Joined => count(|row| row.joined),
            Quantity::Left => count(|row| row.left),
        }
    }

    /// Whether intervals of a level, of a quantity, hold what came, so many years ahead.
    fn ask(
        &self,
        answers: &mut Vec<Answer>,
        line: &str,
        projection: &Projection,
        quantity: Quantity,
        level: f64,
        ahead: &[usize],
    ) -> Result<()> {
        for &ahead in ahead {
            let year = BASE.plus(ahead as i32);
            let projected = projection.year(year).and_then(|of| quantity.of(of));
            let interval = projected.map(|of| Ok::<_, kaiin::Error>(of.interval(Confidence::new(level)?))).transpose()?;
            let line = format!("{line} | {}, {:.0} % | {ahead}", quantity.words(), 100.0 * level);
            answers.push(Answer::of_interval(line, interval, self.truth(quantity, year)));
        }
        Ok(())
    }
}

/// What the projection is told of the inflow.
#[derive(Debug, Clone, Copy)]
enum Inflow<'a> {
    /// What came.
    Known,
    /// A forecast.
    Forecast(&'a InflowForecast),
    /// A forecast whose years are taken as independent.
    Apart(&'a InflowForecast),
}

/// What is projected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Members,
    OrganizationRate,
    Joined,
    Left,
}

impl Quantity {
    fn words(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::OrganizationRate => "organization rate",
            Self::Joined => "joiners",
            Self::Left => "leavers",
        }
    }

    fn of(self, year: &kaiin::projection::ProjectedYear) -> Option<Projected> {
        match self {
            Self::Members => Some(year.members),
            Self::OrganizationRate => year.organization,
            Self::Joined => Some(year.joined),
            Self::Left => Some(year.left),
        }
    }
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut draws = Draws::new(seed);
    let mut answers = Vec::new();
    where_the_model_holds(&mut answers, size, seed)?;
    where_the_lapsed_are_lost(&mut answers, size, seed)?;
    where_people_grow_old(&mut answers, size, seed)?;
    where_years_differ(&mut answers, size, seed, &mut draws)?;
    where_entry_falls(&mut answers, size, seed)?;
    where_the_inflow_is_not_known(&mut answers, size, seed, &mut draws)?;
    Ok(answers)
}

/// Probabilities that stay, and an inflow that is known: every horizon, level and quantity.
fn where_the_model_holds(answers: &mut Vec<Answer>, size: usize, seed: u64) -> Result<()> {
    let every: Vec<usize> = (1..=HORIZON).collect();
    let seen = Seen::of(&steady(size)?, seed)?;
    let projection = seen.project(Inflow::Known, YearVariation::default())?;
    for level in [0.5, 0.8, 0.95] {
        seen.ask(answers, "the model holds", &projection, Quantity::Members, level, &every)?;
    }
    for quantity in [Quantity::OrganizationRate, Quantity::Joined, Quantity::Left] {
        seen.ask(answers, "the model holds", &projection, quantity, 0.95, &every)?;
    }
    let varied = seen.project(Inflow::Known, seen.variation(YearDependence::Independent)?)?;
    seen.ask(answers, "the model holds, years taken as different", &varied, Quantity::Members, 0.95, &SOME)
}

/// Reinstatement that falls with the years since the lapse; who comes back lapses like a newcomer.
fn where_the_lapsed_are_lost(answers: &mut Vec<Answer>, size: usize, seed: u64) -> Result<()> {
    let seen = Seen::of(&steady(size)?.reinstatement(&[0.06, 0.04, 0.03, 0.02, 0.01])?, seed)?;
    let projection = seen.project(Inflow::Known, YearVariation::default())?;
    seen.ask(answers, "fewer come back the longer ago they lapsed", &projection, Quantity::Members, 0.95, &SOME)?;
    seen.ask(answers, "fewer come back the longer ago they lapsed", &projection, Quantity::Left, 0.95, &SOME)
}

/// Deaths and retirements by age, which tenure stands for.
fn where_people_grow_old(answers: &mut Vec<Answer>, size: usize, seed: u64) -> Result<()> {
    let seen = Seen::of(&plain(size)?, seed)?;
    seen.ask(
        answers,
        "members die and retire by age",
        &seen.project(Inflow::Known, YearVariation::default())?,
        Quantity::Members,
        0.95,
        &SOME,
    )
}

/// Effects of years on lapse, left out and estimated.
fn where_years_differ(answers: &mut Vec<Answer>, size: usize, seed: u64, draws: &mut Draws) -> Result<()> {
    let seen = Seen::of(&with_year_effects(size, draws)?, seed)?;
    seen.ask(
        answers,
        "lapse differs between years, left out",
        &seen.project(Inflow::Known, YearVariation::default())?,
        Quantity::Members,
        0.95,
        &SOME,
    )?;
    let variation = seen.variation(YearDependence::Independent)?;
    let projection = seen.project(Inflow::Known, variation)?;
    seen.ask(answers, "lapse differs between years, estimated", &projection, Quantity::Members, 0.95, &SOME)
}

/// Entry that falls from cohort to cohort, taken as constant.
fn where_entry_falls(answers: &mut Vec<Answer>, size: usize, seed: u64) -> Result<()> {
    let seen = Seen::of(&steady(size)?.entry(0.95, 0.75)?, seed)?;
    seen.ask(
        answers,
        "entry falls by half a point a year",
        &seen.project(Inflow::Known, YearVariation::default())?,
        Quantity::Members,
        0.95,
        &SOME,
    )?;
    let variation = seen.variation(YearDependence::RandomWalk)?;
    let projection = seen.project(Inflow::Known, variation)?;
    seen.ask(answers, "entry falls by half a point a year, years wander", &projection, Quantity::Members, 0.95, &SOME)
}

/// An inflow that wanders, forecast.
fn where_the_inflow_is_not_known(answers: &mut Vec<Answer>, size: usize, seed: u64, draws: &mut Draws) -> Result<()> {
    let seen = Seen::of(&with_wandering_inflow(size, draws)?, seed)?;
    let history: Vec<u64> = (FIRST.get()..=BASE.get()).map(|year| seen.new_licensees(FiscalYear(year))).collect();
    for method in InflowMethod::ALL {
        let forecast = InflowForecast::of(&history, method, HORIZON)?;
        let projection = seen.project(Inflow::Forecast(&forecast), YearVariation::default())?;
        let line = format!("the inflow wanders, {}", method.name().replace('_', " "));
        seen.ask(answers, &line, &projection, Quantity::Members, 0.95, &SOME)?;
    }
    let forecast = InflowForecast::of(&history, InflowMethod::RandomWalk, HORIZON)?;
    let projection = seen.project(Inflow::Apart(&forecast), YearVariation::default())?;
    seen.ask(answers, "the inflow wanders, random walk, years as if independent", &projection, Quantity::Members, 0.95, &SOME)
}
