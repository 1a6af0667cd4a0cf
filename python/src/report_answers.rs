//! What an annual report says of levers and measures, in Python.

use crate::result::record;
use crate::scenario::{Goal, Sensitivity, SteadyState};
use crate::words::Word;
use kaiin::decision::Lever;
use kaiin::report::GoalReach;
use pyo3::prelude::*;

record! {
    /// What would it take: what follows from the assumptions of the projection, and from scenarios and a goal where they were given.
    LeverAnswers of kaiin::report::LeverAnswers {
        /// How the organization rate (members, where that is not known) at the end of the last projected year moves with every assumption.
        sensitivity: Sensitivity,
        /// Where the rates lead if they hold for ever; ``None`` where the membership still moves after thousands of years.
        steady_state: Option<SteadyState>,
        /// What follows from each scenario, in the order given.
        scenarios: Vec<ScenarioAnswer>,
        /// Whether and how the goal is reached; ``None`` without one.
        goal: Option<GoalAnswer>,
    }
}

record! {
    /// What follows from a scenario.
    ScenarioAnswer of kaiin::report::ScenarioAnswer {
        /// Its name in English and Japanese.
        name: (String, String),
        /// Its changes as sentences, in English and Japanese.
        changes: Vec<(String, String)>,
        /// The projected years.
        years: Vec<ScenarioYear>,
    }
}

record! {
    /// A projected year under a scenario.
    ScenarioYear of kaiin::report::ScenarioYear {
        /// The fiscal year.
        year: i32,
        /// Members on its last day (mean).
        members: f64,
        /// Members over cumulative licence holders; ``None`` when these are not known.
        organization_rate: Option<f64>,
    }
}

record! {
    /// A goal, and what each lever would have to do for it.
    GoalAnswer of kaiin::report::GoalAnswer {
        /// What is to be reached.
        goal: Goal,
        /// The levers, each sought alone.
        levers: Vec<LeverAnswer>,
    }
}

record! {
    /// What one lever would have to do for a goal.
    LeverAnswer of kaiin::report::LeverAnswer {
        /// The lever.
        lever: Word<Lever>,
        /// ``"already_met"`` without any change, ``"at"`` a turn of the lever, or ``"unreachable"``.
        reach: Word<GoalReach>,
        /// The change that reaches the goal, or the best, in words and to four decimals; ``None`` when none is needed.
        change: Option<(String, String)>,
        /// The number of that change, to its last digit.
        amount: Option<f64>,
        /// What is reached.
        reached: f64,
    }
}

record! {
    /// A measure weighed against its cost. Amounts are in the unit of the costs, those of later years discounted to the start.
    MeasureAnswer of kaiin::report::MeasureAnswer {
        /// Its id.
        id: String,
        /// Its name in English and Japanese.
        name: (String, String),
        /// The lever on which it is weighed; ``None`` when it has none.
        lever: Option<Word<Lever>>,
        /// The rate of the lever without it.
        rate: f64,
        /// Persons reached in each year.
        reached_a_year: f64,
        /// The cost of all years.
        cost: f64,
        /// What it brings; ``None`` when its effect is not known.
        outcome: Option<MeasureOutcome>,
        /// The kind of answer to how large its effect must be: ``"at"``, ``"infeasible"``, ``"nobody_reached"``, ``"worth_nothing"`` or
        /// ``"no_lever"``.
        break_even: String,
        /// The change of the rate at which it is worth its cost, feasible or not; ``None`` where there is none.
        break_even_change: Option<f64>,
        /// Persons to be gained or kept in each year for it to be worth its cost; ``None`` where no number is.
        break_even_persons: Option<f64>,
    }
}

record! {
    /// What a measure of known effect brings.
    MeasureOutcome of kaiin::report::MeasureOutcome {
        /// What its effect adds to the rate of those reached.
        change: f64,
        /// Persons gained or kept in each year.
        gained_a_year: f64,
        /// Value less cost.
        net: f64,
        /// Its standard error, from that of the effect; ``None`` when none was given.
        net_error: Option<f64>,
        /// The probability that the value exceeds the cost; ``None`` without a standard error.
        chance_of_paying: Option<f64>,
        /// Where the effect comes from, in the words of who gave it.
        effect_from: String,
    }
}

record! {
    /// A budget shared among measures.
    BudgetAnswer of kaiin::report::BudgetAnswer {
        /// The money there was.
        budget: f64,
        /// Money left.
        left: f64,
        /// Standard deviations taken off the gain in what was made as large as possible; 0 for the expected gain itself.
        deviations: f64,
        /// Expected gain of all measures.
        gain: f64,
        /// Its standard deviation.
        error: f64,
        /// What one more unit of money would add to what was made as large as possible; ``None`` where it is without limit.
        shadow_price: Option<f64>,
        /// The measures, in the order given.
        lines: Vec<BudgetAnswerLine>,
    }
}

record! {
    /// What is spent on one measure.
    BudgetAnswerLine of kaiin::report::BudgetAnswerLine {
        /// The measure, as named in the budget.
        name: String,
        /// Money spent, fixed cost included.
        spent: f64,
        /// Expected gain.
        gain: f64,
        /// Its standard error.
        error: f64,
        /// What the next unit of money here would bring; ``None`` where it is without limit.
        marginal: Option<f64>,
    }
}
