//! What does a line of the budget want at a price of money? The line as the search sees it, its fixed cost decided or relaxed.

use super::budget_line::BudgetLine;
use super::response::{Response, last_bits};

/// Whether the fixed cost of a line is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Not decided: the line counts with its concave envelope, which is never less than its gain.
    Open,
    /// Paid.
    Taken,
    /// Nothing is spent.
    Left,
}

/// How the gain of a line counts: `weight - aversion × gain` a unit, the second from its variance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighting {
    pub(super) weight: f64,
    pub(super) aversion: f64,
}

/// A concave gain between two limits of spending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    response: Response,
    fixed: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// The straight line from nothing to the point where the gain for the money is highest, and its slope.
    chord: Option<(f64, f64)>,
    pub(super) relative_error: f64,
}

impl Piece {
    /// A line under a choice; nobody can spend more than `most`.
    pub(super) fn of(line: &BudgetLine, choice: Choice, most: f64) -> Self {
        let (lower, upper) = match choice {
            Choice::Left => (0.0, 0.0),
            Choice::Taken => (line.at_least.max(line.fixed), line.most()),
            Choice::Open => (0.0, line.most()),
        };
        let upper = upper.min(most).max(lower);
        let piece = Self { response: line.response, fixed: line.fixed, lower, upper, chord: None, relative_error: line.relative_error };
        match choice {
            Choice::Open => Self { chord: Some(piece.tangent()), ..piece },
            Choice::Left => Self { chord: Some((f64::INFINITY, 0.0)), ..piece },
            Choice::Taken => piece,
        }
    }

    /// What so much money brings.
    pub(super) fn gain(&self, spent: f64) -> f64 {
        match self.chord {
            Some((end, slope)) if spent < end => slope * spent,
            _ => self.response.gain((spent - self.fixed).max(0.0)),
        }
    }

    /// What the next unit of money brings.
    pub(super) fn slope(&self, spent: f64) -> f64 {
        match self.chord {
            Some((end, slope)) if spent < end => slope,
            _ => self.response.slope((spent - self.fixed).max(0.0)),
        }
    }

    /// Whether an amount lies on the straight line between nothing and the fixed cost: a part of what is not to be had in parts.
    pub(super) fn is_part(&self, spent: f64) -> bool {
        self.chord.is_some_and(|(end, _)| spent > 0.0 && spent < end)
    }

    /// What the next unit of money adds to what is maximised.
    pub(super) fn marginal(&self, spent: f64, by: Weighting) -> f64 {
        let slope = self.slope(spent);
        if slope == 0.0 { 0.0 } else { slope * (by.weight - by.aversion * self.gain(spent)) }
    }

    /// Up to where the next unit of money adds more than a price.
    pub(super) fn demand(&self, price: f64, by: Weighting) -> f64 {
        if by.weight <= 0.0 {
            return self.lower;
        }
        if by.aversion > 0.0 {
            return self.averse_demand(price, by);
        }
        let price = price / by.weight;
        let free = self.fixed + self.response.spent_at(price);
        match self.chord {
            Some((_, slope)) if slope <= price => self.lower,
            Some((end, _)) => free.max(end).clamp(self.lower, self.upper),
            None => free.clamp(self.lower, self.upper),
        }
    }

    /// The same by search: what is added falls with the money spent for as long as it is positive.
    fn averse_demand(&self, price: f64, by: Weighting) -> f64 {
        let wanted = |bits: u64| self.marginal(self.lower + f64::from_bits(bits), by) > price;
        if !wanted(0) {
            return self.lower;
        }
        // The last step of the search may leave the limit by rounding.
        (self.lower + f64::from_bits(last_bits((self.upper - self.lower).to_bits(), wanted))).min(self.upper)
    }

    /// Where gain over money is highest, and how high: the point that the straight line from nothing touches.
    fn tangent(&self) -> (f64, f64) {
        let rises = |bits: u64| {
            let spent = f64::from_bits(bits);
            self.response.slope(spent) * (spent + self.fixed) > self.response.gain(spent)
        };
        let room = (self.upper - self.fixed).max(0.0);
        let end = self.fixed + f64::from_bits(last_bits(room.to_bits(), |bits| bits == 0 || rises(bits)));
        (end, self.response.gain(end - self.fixed) / end)
    }
}
