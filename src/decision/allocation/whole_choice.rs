//! Which fixed costs are paid? Every combination that could be best is looked at.

use super::attitude::Aim;
use super::budget_line::BudgetLine;
use super::piece::{Choice, Piece};
use super::water_level::Level;
use crate::error::{Error, Result};

/// The most combinations that are looked at.
const MOST_NODES: u64 = 100_000;

/// The best spending, with the pieces of the choices made.
#[derive(Debug)]
pub(super) struct Best {
    pub(super) level: Level,
    pub(super) pieces: Vec<Piece>,
    objective: f64,
}

/// Branch and bound: a line whose fixed cost is not decided counts with its concave envelope, which promises at least what the line can
/// bring. Where the best spending then takes no line in part, nothing was promised too much and it is the best; else the fixed cost
/// of such a line is paid in one branch and saved in the other. A branch that promises no more than what is found already is left.
pub(super) fn best(lines: &[&BudgetLine], aim: &Aim, budget: f64) -> Result<Best> {
    let first = lines.iter().map(|line| first_choice(line, budget)).collect();
    let (mut open, mut best, mut looked_at): (Vec<Vec<Choice>>, Option<Best>, u64) = (vec![first], None, 0);
    while let Some(choices) = open.pop() {
        looked_at += 1;
        if looked_at > MOST_NODES {
            let advice = "fix some of the measures with a fixed cost by hand, or leave them out".into();
            return Err(Error::Limit { what: "combinations of fixed costs", found: looked_at, limit: MOST_NODES, advice });
        }
        let Some(found) = relaxed(lines, &choices, aim, budget) else { continue };
        if best.as_ref().is_some_and(|best| found.objective <= best.objective + 1e-12 * best.objective.abs()) {
            continue;
        }
        let part = found.pieces.iter().zip(&found.level.spent).position(|(piece, spent)| piece.is_part(*spent));
        let Some(part) = part else {
            best = Some(found);
            continue;
        };
        // The branch that pays is looked at first.
        for choice in [Choice::Left, Choice::Taken] {
            let mut choices = choices.clone();
            choices[part] = choice;
            open.push(choices);
        }
    }
    if let Some(settled) = best.as_ref().and_then(|best| relaxed(lines, &settled(lines, &best.level.spent), aim, budget)) {
        return Ok(settled);
    }
    best.ok_or_else(|| {
        let least: f64 = lines.iter().map(|line| if line.at_least > 0.0 { line.at_least.max(line.fixed) } else { 0.0 }).sum();
        Error::setting("budget", budget, format!("is less than the {least} that must be spent; raise it, or lower the least amounts"))
    })
}

/// The choices of the best spending, with none left open: the price of money then is that with the same fixed costs paid.
fn settled(lines: &[&BudgetLine], spent: &[f64]) -> Vec<Choice> {
    let choice = |(line, spent): (&&BudgetLine, &f64)| if line.fixed > 0.0 && *spent == 0.0 { Choice::Left } else { Choice::Taken };
    lines.iter().zip(spent).map(choice).collect()
}

/// What is decided before the search.
fn first_choice(line: &BudgetLine, budget: f64) -> Choice {
    match line {
        line if line.fixed == 0.0 || line.at_least > 0.0 => Choice::Taken,
        line if line.fixed > budget => Choice::Left,
        _ => Choice::Open,
    }
}

fn relaxed(lines: &[&BudgetLine], choices: &[Choice], aim: &Aim, budget: f64) -> Option<Best> {
    // Out of reach, and finite.
    let most = if budget > 0.0 { 2.0 * budget } else { 1.0 };
    let pieces: Vec<Piece> = lines.iter().zip(choices).map(|(line, choice)| Piece::of(line, *choice, most)).collect();
    let level = aim.share(&pieces, budget)?;
    let objective = aim.objective(&pieces, &level.spent);
    Some(Best { level, pieces, objective })
}
