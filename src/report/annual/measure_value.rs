//! What pays, as values: measures weighed against their cost, and a budget shared among them.

use crate::decision::Lever;
use crate::decision::allocation::{Allocation, Attitude};
use crate::decision::measures::{Assessment, BreakEven, EffectProvenance};
use crate::language::Bilingual;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A measure weighed against its cost. Amounts are in the unit of the costs, those of later years discounted to the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// The lever on which it is weighed; `None` when it has none.
    pub lever: Option<Lever>,
    /// The rate of the lever without it.
    pub rate: f64,
    /// Persons reached in each year.
    pub reached_a_year: f64,
    /// The cost of all years.
    pub cost: f64,
    /// What it brings; `None` when its effect is not known.
    pub outcome: Option<MeasureOutcome>,
    /// The kind of answer to how large its effect must be: `at`, `infeasible`, `nobody_reached`, `worth_nothing` or `no_lever`.
    pub break_even: String,
    /// The change of the rate at which it is worth its cost, feasible or not; `None` where there is none.
    pub break_even_change: Option<f64>,
    /// Persons to be gained or kept in each year for it to be worth its cost; `None` where no number is.
    pub break_even_persons: Option<f64>,
}

/// What a measure of known effect brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureOutcome {
    /// What its effect adds to the rate of those reached.
    pub change: f64,
    /// Persons gained or kept in each year.
    pub gained_a_year: f64,
    /// Value less cost.
    pub net: f64,
    /// Its standard error, from that of the effect; `None` when none was given.
    pub net_error: Option<f64>,
    /// The probability that the value exceeds the cost; `None` without a standard error.
    pub chance_of_paying: Option<f64>,
    /// Where the effect comes from, in the words of who gave it.
    pub effect_from: String,
}

/// A budget shared among measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetAnswer {
    /// The money there was.
    pub budget: f64,
    /// Money left.
    pub left: f64,
    /// Standard deviations taken off the gain in what was made as large as possible; 0 for the expected gain itself.
    pub deviations: f64,
    /// Expected gain of all measures.
    pub gain: f64,
    /// Its standard deviation.
    pub error: f64,
    /// What one more unit of money would add to what was made as large as possible; `None` where it is without limit.
    pub shadow_price: Option<f64>,
    /// The measures, in the order given.
    pub lines: Vec<BudgetAnswerLine>,
}

/// What is spent on one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetAnswerLine {
    /// The measure, as named in the budget.
    pub name: String,
    /// Money spent, fixed cost included.
    pub spent: f64,
    /// Expected gain.
    pub gain: f64,
    /// Its standard error.
    pub error: f64,
    /// What the next unit of money here would bring; `None` where it is without limit.
    pub marginal: Option<f64>,
}

impl MeasureAnswer {
    /// What the report keeps of an assessment.
    pub(super) fn of(assessment: &Assessment) -> Self {
        let outcome = assessment.outcome.as_ref().map(|outcome| MeasureOutcome {
            change: outcome.change,
            gained_a_year: outcome.gained_a_year,
            net: outcome.net,
            net_error: outcome.net_error,
            chance_of_paying: outcome.chance_of_paying,
            effect_from: match &outcome.provenance {
                EffectProvenance::TypedIn(words) | EffectProvenance::Evaluated(words) => words.clone(),
            },
        });
        let persons = match assessment.break_even {
            BreakEven::At { persons, .. } => Some(persons),
            _ => None,
        };
        Self {
            id: assessment.measure.id.clone(),
            name: assessment.measure.name.clone(),
            lever: assessment.lever,
            rate: assessment.rate,
            reached_a_year: assessment.reached,
            cost: assessment.cost,
            outcome,
            break_even: assessment.break_even.name().to_owned(),
            break_even_change: assessment.break_even.change(),
            break_even_persons: persons,
        }
    }

    /// Those of known effect by their net value, then the others in the order given.
    pub(super) fn ranked(assessments: &[Assessment]) -> Vec<Self> {
        let mut answers: Vec<Self> = assessments.iter().map(Self::of).collect();
        let net = |answer: &Self| answer.outcome.as_ref().map_or(f64::NEG_INFINITY, |outcome| outcome.net);
        answers.sort_by(|one, other| net(other).total_cmp(&net(one)));
        answers
    }
}

impl BudgetAnswer {
    /// What the report keeps of an allocation.
    pub(super) fn of(allocation: &Allocation) -> Self {
        let lines = allocation.lines.iter().map(|line| BudgetAnswerLine {
            name: line.name.clone(),
            spent: line.spent,
            gain: line.gain,
            error: line.error,
            marginal: line.marginal,
        });
        Self {
            budget: allocation.budget,
            left: allocation.left(),
            deviations: match allocation.attitude {
                Attitude::Mean => 0.0,
                Attitude::MeanLessDeviations(deviations) => deviations,
            },
            gain: allocation.gain,
            error: allocation.error,
            shadow_price: allocation.shadow_price,
            lines: lines.collect(),
        }
    }
}
