//! A measure in Python: its name, whom it addresses, which lever it turns.

use super::classification::ActionWord;
use super::effect::MeasureEffect;
use super::plan::MeasurePlan;
use crate::error::err;
use crate::report::Words;
use crate::result::record;
use crate::words::Word;
use kaiin::decision::Lever;
use kaiin::decision::measures::{Audience, Incentive};
use pyo3::prelude::*;

record! {
    /// Something an association can do for its rates (施策). How much it does is not part of it: that is a `MeasureEffect`.
    ///
    /// Args:
    ///     id: A short id; ``"M01"`` to ``"M57"`` are those shipped.
    ///     name: Its name in words, or in English and Japanese.
    ///     audience: Whom it addresses: ``"new_licensees"``, ``"current_members"``, ``"lapsed_members"``, ``"branches"`` or
    ///         ``"leadership"``.
    ///     action: What it moves first of all: the name of a lever (``"entry"``, ``"late_entry"``, ``"lapse"``, ``"leave_taken"``,
    ///         ``"leave_end"``, ``"reinstatement"``, ``"licence_inflow"``), ``"measurement"`` when it only finds something out, or
    ///         ``"none"`` when it has no lever of its own.
    ///     incentive: What it offers: ``"monetary"``, ``"non_monetary"``, ``"both"`` or ``"none"``.
    ///     second: What it moves beside that; nothing unless given.
    ///
    /// Raises:
    ///     SettingError: The audience, an action or the incentive is not known.
    ///
    /// Examples:
    ///     >>> mentors = Catalogue.shipped().get("M15")
    ///     >>> print(mentors)
    ///     M15 Mentors for new and young members
    ///     >>> mentors.moves("lapse"), mentors.moves("entry"), mentors.moves("reinstatement")
    ///     (True, True, False)
    Measure of kaiin::decision::measures::Measure {
        /// A short id.
        id: String,
        /// Its name in English and in Japanese.
        name: (String, String),
        /// Whom it addresses.
        audience: Word<Audience>,
        /// What it moves first of all: the name of a lever, ``"measurement"`` or ``"none"``.
        action: ActionWord,
        /// What it moves beside that; ``None`` for nothing.
        second: Option<ActionWord>,
        /// What it offers.
        incentive: Word<Incentive>,
    }
}

#[pymethods]
impl Measure {
    #[new]
    #[pyo3(signature = (id, name, audience, action, incentive, *, second = None))]
    fn new(
        id: String,
        name: Words,
        audience: Word<Audience>,
        action: ActionWord,
        incentive: Word<Incentive>,
        second: Option<ActionWord>,
    ) -> Self {
        let (name, second) = (name.bilingual(), second.map(|word| word.0));
        kaiin::decision::measures::Measure { id, name, audience: audience.0, action: action.0, second, incentive: incentive.0 }.into()
    }

    /// The lever it turns first of all; ``None`` when it turns none.
    #[getter]
    fn lever(&self) -> Option<Word<Lever>> {
        self.inner.lever().map(Word)
    }

    /// Whether it turns a lever, first of all or beside.
    fn moves(&self, lever: Word<Lever>) -> bool {
        self.inner.moves(lever.0)
    }

    /// The same measure, working on a lever that the catalogue does not name first: what it worked on first comes second.
    fn acting_on(&self, lever: Word<Lever>) -> Self {
        self.inner.clone().acting_on(lever.0).into()
    }

    /// A plan to take the measure for so many persons a year. Without an effect it is "effect unknown": its assessment then says how large
    /// the effect would have to be.
    ///
    /// Args:
    ///     persons: The audience: persons a year.
    ///     reach: The share of the audience that is reached; all unless given.
    ///     fixed_cost: A cost paid once, at the start; money is a whole number of the smallest unit, such as yen or cents.
    ///     cost_per_person: A cost for each person reached in each year.
    ///     years: In how many years as many persons are reached; one unless given.
    ///     effect: The effect on those reached, where one is known.
    ///
    /// Raises:
    ///     SettingError: The persons are negative or not finite, the reach is outside [0, 1], a cost is negative, there is no year, or the
    ///         effect is on a lever on which the measure does not work.
    ///     TableError: More than 100 years.
    ///
    /// Examples:
    ///     >>> plan = Catalogue.shipped().get("M15").for_audience_of(1_000, reach=0.4, fixed_cost=600_000, cost_per_person=1_500)
    ///     >>> plan.reached, plan.present_cost(0.03)  # 600,000 + 400 x 1,500
    ///     (400.0, 1200000.0)
    #[pyo3(signature = (persons, *, reach = None, fixed_cost = None, cost_per_person = None, years = None, effect = None))]
    fn for_audience_of(
        &self,
        persons: f64,
        reach: Option<f64>,
        fixed_cost: Option<i64>,
        cost_per_person: Option<i64>,
        years: Option<u32>,
        effect: Option<PyRef<'_, MeasureEffect>>,
    ) -> PyResult<MeasurePlan> {
        use kaiin::decision::money::Money;
        let money = |amount: Option<i64>| amount.map(Money).unwrap_or_default();
        let plan = || {
            let plan = self.inner.for_audience_of(persons)?.cost(money(fixed_cost), money(cost_per_person))?;
            let plan = reach.into_iter().try_fold(plan, |plan, share| plan.reach(share))?;
            let plan = years.into_iter().try_fold(plan, |plan, years| plan.years(years))?;
            effect.iter().try_fold(plan, |plan, effect| plan.with_effect(effect.inner.clone()))
        };
        plan().map(MeasurePlan::from).map_err(err)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}
