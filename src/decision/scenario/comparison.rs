//! Scenarios beside each other and beside the base: what each changes, year by year.

use super::Scenario;
use super::projectable::Projectable;
use crate::decision::money::check_discount;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::projection::{Projection, Quantity};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// What follows from one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// The projection under it.
    pub projection: Projection,
    /// Its expected cost, by projected year.
    pub costs: Vec<f64>,
}

impl ScenarioOutcome {
    /// The cost of all years until a fiscal year, those of later years than the first discounted to it.
    ///
    /// # Formula
    ///
    /// ```text
    /// sum over years y = 0, 1, … of cost(y) / (1 + discount)^y
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the discount rate is negative or not finite.
    pub fn cost_until(&self, year: FiscalYear, discount: f64) -> Result<f64> {
        let factor = 1.0 / (1.0 + check_discount(discount)?);
        let until = usize::try_from(year.since(self.projection.base_year())).unwrap_or(0);
        Ok(self.costs.iter().take(until).rev().fold(0.0, |later, cost| cost + factor * later))
    }
}

/// Scenarios projected from one start.
///
/// Means are exact, so that the difference between two scenarios is what their changes do and not chance: no random numbers are drawn.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::{Lever, scenario::*}, projection::{Quantity, Assumed, Assumptions, Population, Projection}};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
/// let base = Projection::of(&population, &assumptions, [0]);
/// let half = Scenario::named("half").with(LeverChange::of(Lever::Lapse, Amount::Factor(0.5))?);
/// let compared = ScenarioComparison::of(&base, &[half])?;
/// assert_eq!(compared.difference("half", 2025.into(), Quantity::Members)?, Some(50.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct ScenarioComparison {
    base: Projection,
    outcomes: Vec<ScenarioOutcome>,
}

remade_when_read! {
    Unchecked => ScenarioComparison { base: Projection, outcomes: Vec<ScenarioOutcome> }
}

impl ScenarioComparison {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        check_names(self.outcomes.iter().map(|outcome| &outcome.scenario))?;
        Ok(self)
    }

    /// Projects the base and every scenario.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when two scenarios have one name, in whichever language; else as [`Scenario::run`].
    pub fn of<P: Projectable + ?Sized>(settings: &P, scenarios: &[Scenario]) -> Result<Self> {
        check_names(scenarios.iter())?;
        let outcome = |scenario: &Scenario| {
            Ok(ScenarioOutcome { scenario: scenario.clone(), projection: scenario.run(settings)?, costs: scenario.costs(settings)? })
        };
        Ok(Self { base: Scenario::named("").run(settings)?, outcomes: scenarios.iter().map(outcome).collect::<Result<_>>()? })
    }

    /// The projection if nothing changes.
    #[must_use]
    pub fn base(&self) -> &Projection {
        &self.base
    }

    /// What follows from each scenario, in the order given.
    #[must_use]
    pub fn outcomes(&self) -> &[ScenarioOutcome] {
        &self.outcomes
    }

    /// What follows from the scenario of a name, in either language.
    #[must_use]
    pub fn outcome(&self, name: &str) -> Option<&ScenarioOutcome> {
        self.outcomes.iter().find(|outcome| is_called(&outcome.scenario, name))
    }

    /// By how much a scenario's mean lies above the base; `None` where the projection does not know the quantity.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no such scenario, or the year is not projected.
    pub fn difference(&self, name: &str, year: FiscalYear, quantity: Quantity) -> Result<Option<f64>> {
        let Some(outcome) = self.outcome(name) else {
            let known = self.outcomes.iter().map(|outcome| outcome.scenario.name().english.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Error::setting("scenario", format!("\"{name}\""), format!("was not compared; there are [{known}]")));
        };
        let (Some(base), Some(with)) = (self.base.year(year), outcome.projection.year(year)) else {
            return Err(Error::setting("year", year, "is not projected; give the new licence holders of more years"));
        };
        Ok(quantity.of(with).zip(quantity.of(base)).map(|(with, base)| with.mean - base.mean))
    }

    /// All scenarios and years as columns: `scenario` (its English name), `scenario_japanese`, `year`, `members`, its 95 % limits, `members_more` than the base, the
    /// organization rate with what it has more, and the expected `cost` of the year. The base comes first, with empty names.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let named = self.outcomes.iter().map(|outcome| (outcome.scenario.name(), &outcome.projection));
        let unnamed = Bilingual::default();
        let all: Vec<(&Bilingual, &Projection)> = std::iter::once((&unnamed, &self.base)).chain(named).collect();
        let rows =
            || all.iter().flat_map(|(name, of)| of.years().iter().zip(self.base.years()).map(move |(year, base)| (*name, year, base)));
        let free = vec![0.0; self.base.years().len()];
        let costs = free.iter().chain(self.outcomes.iter().flat_map(|outcome| &outcome.costs)).map(|cost| Some(*cost)).collect();
        let limits = || rows().map(|(_, year, _)| year.members.interval(crate::unit::Confidence::default()));
        let columns = [
            ("scenario", Values::Texts(rows().map(|(name, ..)| Some(name.english.clone())).collect())),
            ("scenario_japanese", Values::Texts(rows().map(|(name, ..)| Some(name.japanese.clone())).collect())),
            ("year", Values::Integers(rows().map(|(_, year, _)| Some(i64::from(year.year.get()))).collect())),
            ("members", Values::Reals(rows().map(|(_, year, _)| Some(year.members.mean)).collect())),
            ("members_lower", Values::Reals(limits().map(|limits| Some(limits.lower)).collect())),
            ("members_upper", Values::Reals(limits().map(|limits| Some(limits.upper)).collect())),
            ("members_more", Values::Reals(rows().map(|(_, year, base)| Some(year.members.mean - base.members.mean)).collect())),
            ("organization_rate", Values::Reals(rows().map(|(_, year, _)| year.organization_rate()).collect())),
            (
                "organization_rate_more",
                Values::Reals(
                    rows()
                        .map(|(_, year, base)| year.organization_rate().zip(base.organization_rate()).map(|(with, base)| with - base))
                        .collect(),
                ),
            ),
            ("cost", Values::Reals(costs)),
        ];
        Table::of_columns("scenarios", columns)
    }
}

/// Whether a scenario has a name, in either language.
fn is_called(scenario: &Scenario, name: &str) -> bool {
    let Bilingual { english, japanese } = scenario.name();
    english == name || japanese == name
}

/// Refuses scenarios of which two could be meant by one name.
fn check_names<'a>(scenarios: impl Iterator<Item = &'a Scenario>) -> Result<()> {
    let mut before: Vec<&Scenario> = Vec::new();
    for scenario in scenarios {
        let Bilingual { english, japanese } = scenario.name();
        let taken = [english, japanese].into_iter().find(|name| before.iter().any(|other| is_called(other, name)));
        if let Some(name) = taken {
            return Err(Error::setting("scenario", format!("\"{name}\""), "is the name of two; give each its own"));
        }
        before.push(scenario);
    }
    Ok(())
}
