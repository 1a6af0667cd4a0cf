//! From terms to the columns of a design matrix: which levels, knots and names a fit has learnt, and the row of any covariates.

use super::covariates::Covariates;
use super::levels::{UnknownLevel, capped, codes_in, level_at, levels_of, not_positive, shown};
use super::sparse_rows::SparseRows;
use super::spline::SplineBasis;
use super::term::{NumberScale, Term, TermKind};
use crate::cohort::QuickMap;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything that a fit has learnt about its terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Design {
    intercept: bool,
    blocks: Vec<Block>,
}

/// The columns of one term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Block {
    term: String,
    kind: BlockKind,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum BlockKind {
    Number {
        column: String,
        scale: NumberScale,
        cap: Option<f64>,
    },
    /// The levels, and the column of each; the reference has none.
    Category {
        column: String,
        cap: Option<f64>,
        levels: Vec<String>,
        reference: Option<usize>,
    },
    Spline {
        column: String,
        basis: SplineBasis,
    },
    Interaction(Box<Block>, Box<Block>),
}

/// Whether a category has a reference level or a column for every level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Treatment,
    EveryLevel,
}

/// The rows from which a design learns: one of each cell, and how many trials it has.
pub(super) struct Learning<'a> {
    pub(super) covariates: &'a Covariates,
    pub(super) rows: &'a [usize],
    pub(super) trials: &'a [f64],
}

impl Design {
    /// Learns the levels and knots of terms.
    pub(super) fn learn(terms: &[Term], intercept: bool, from: &Learning<'_>) -> Result<Self> {
        let mut blocks = Vec::new();
        let mut free = !intercept;
        for term in terms {
            let coding = match (&term.kind, free) {
                (TermKind::Category { .. }, true) => {
                    free = false;
                    Coding::EveryLevel
                }
                _ => Coding::Treatment,
            };
            blocks.push(Block::learn(term, coding, terms, from)?);
        }
        let names: BTreeSet<&str> = blocks.iter().map(|block| block.term.as_str()).collect();
        if names.len() < blocks.len() {
            let shown = blocks.iter().map(|block| block.term.as_str()).collect::<Vec<_>>().join(" + ");
            return Err(Error::setting("terms", shown, "hold one term twice; name each once"));
        }
        Ok(Self { intercept, blocks })
    }

    /// Names of the columns, and of the terms that they belong to.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let intercept = self.intercept.then(|| ("(Intercept)".to_owned(), "(Intercept)".to_owned()));
        let blocks = self.blocks.iter().flat_map(|block| block.names().into_iter().map(|name| (name, block.term.clone())));
        intercept.into_iter().chain(blocks).collect()
    }

    /// For each column whether it is a number on a scale of its own, so that subtracting its mean does no harm to sparsity.
    pub(super) fn is_dense(&self) -> Vec<bool> {
        let intercept = self.intercept.then_some(false);
        intercept.into_iter().chain(self.blocks.iter().flat_map(|block| vec![block.is_dense(); block.width()])).collect()
    }

    /// The rows of the design for some rows of covariates, and which of these have a level that is not known here.
    pub(super) fn rows(&self, covariates: &Covariates, rows: &[usize], unknown: UnknownLevel) -> Result<(SparseRows, Vec<bool>)> {
        let parts = self.blocks.iter().map(|block| block.evaluate(covariates, rows, unknown)).collect::<Result<Vec<_>>>()?;
        let widths: Vec<usize> = self.blocks.iter().map(Block::width).collect();
        let mut design = SparseRows::new(usize::from(self.intercept) + widths.iter().sum::<usize>());
        let mut strange = vec![false; rows.len()];
        let mut entries: Vec<(u32, f64)> = Vec::new();
        for (at, strange) in strange.iter_mut().enumerate() {
            entries.clear();
            entries.extend(self.intercept.then_some((0, 1.0)));
            let mut from = usize::from(self.intercept) as u32;
            for (part, width) in parts.iter().zip(&widths) {
                part.entries(at, &mut |column, value| entries.push((from + column, value)));
                *strange |= part.is_strange(at);
                from += *width as u32;
            }
            design.push(entries.iter().copied());
        }
        Ok((design, strange))
    }
}

impl Block {
    fn learn(term: &Term, coding: Coding, all: &[Term], from: &Learning<'_>) -> Result<Self> {
        let kind = match &term.kind {
            TermKind::Number { column, scale, cap } => {
                from.covariates.column(column)?.numbers()?;
                BlockKind::Number { column: column.clone(), scale: *scale, cap: *cap }
            }
            TermKind::Category { column, reference, cap } => {
                let levels = levels_of(from.covariates.column(column)?, from, *cap);
                let named = |name: &String| {
                    levels.iter().position(|level| level == name).ok_or_else(|| {
                        let reason = format!("does not occur in {column:?}, whose levels are [{}]; name one of these", shown(&levels));
                        Error::setting("reference", name, reason)
                    })
                };
                let reference = reference.as_ref().map(named).transpose()?.unwrap_or(0);
                let reference = (coding == Coding::Treatment).then_some(reference);
                BlockKind::Category { column: column.clone(), cap: *cap, levels, reference }
            }
            TermKind::Spline { column, spline } => {
                let numbers = from.covariates.column(column)?.numbers()?;
                let values: Vec<f64> = from.rows.iter().map(|&row| numbers[row]).collect();
                BlockKind::Spline { column: column.clone(), basis: spline.basis(&values, from.trials)? }
            }
            TermKind::Interaction(left, right) => {
                let part = |term: &Term, other: &Term| {
                    if matches!(term.kind, TermKind::Interaction(..)) {
                        return Err(Error::setting("term", term, "is an interaction already; only two terms can be multiplied"));
                    }
                    // A category contrasts its levels only where its partner stands alone as well (R's rule of marginality).
                    let coding = if all.contains(other) { Coding::Treatment } else { Coding::EveryLevel };
                    Self::learn(term, coding, all, from).map(Box::new)
                };
                BlockKind::Interaction(part(left, right)?, part(right, left)?)
            }
        };
        Ok(Self { term: term.to_string(), kind })
    }

    fn width(&self) -> usize {
        match &self.kind {
            BlockKind::Number { .. } => 1,
            BlockKind::Category { levels, reference, .. } => levels.len() - usize::from(reference.is_some()),
            BlockKind::Spline { basis, .. } => basis.width(),
            BlockKind::Interaction(left, right) => left.width() * right.width(),
        }
    }

    fn is_dense(&self) -> bool {
        match &self.kind {
            BlockKind::Number { .. } | BlockKind::Spline { .. } => true,
            BlockKind::Category { .. } => false,
            BlockKind::Interaction(left, right) => left.is_dense() && right.is_dense(),
        }
    }

    /// The names of the columns: for an interaction the levels of the first term run fastest.
    fn names(&self) -> Vec<String> {
        match &self.kind {
            BlockKind::Number { .. } => vec![self.term.clone()],
            BlockKind::Category { levels, reference, .. } => {
                let named = |(at, level): (usize, &String)| (Some(at) != *reference).then(|| format!("{}={level}", self.term));
                levels.iter().enumerate().filter_map(named).collect()
            }
            BlockKind::Spline { basis, .. } => (1..=basis.width()).map(|at| format!("{}{at}", self.term)).collect(),
            BlockKind::Interaction(left, right) => {
                let left = left.names();
                right.names().iter().flat_map(|second| left.iter().map(move |first| format!("{first}:{second}"))).collect()
            }
        }
    }

    fn evaluate(&self, covariates: &Covariates, rows: &[usize], unknown: UnknownLevel) -> Result<Evaluated> {
        match &self.kind {
            BlockKind::Number { column, scale, cap } => {
                let numbers = covariates.column(column)?.numbers()?;
                let scaled = |&row: &usize| match scale {
                    NumberScale::Plain => Ok(capped(numbers[row], *cap)),
                    NumberScale::Log if numbers[row] > 0.0 => Ok(capped(numbers[row], *cap).ln()),
                    NumberScale::Log => Err(Error::setting("covariate", numbers[row], not_positive(column, row))),
                };
                rows.iter().map(scaled).collect::<Result<_>>().map(Evaluated::Numbers)
            }
            BlockKind::Category { column, cap, levels, reference } => {
                let codes = codes_in(covariates.column(column)?, *cap, rows, levels);
                if let Some(at) = codes.iter().position(Option::is_none).filter(|_| unknown == UnknownLevel::Refuse) {
                    let level = level_at(covariates.column(column)?, *cap, rows[at]);
                    let reason = format!(
                        "of {column:?} is in no row of the fit, whose levels are [{}]; fit with it, or set another policy for unknown levels",
                        shown(levels)
                    );
                    return Err(Error::setting("level", level, reason));
                }
                Ok(Evaluated::Levels { codes, reference: *reference })
            }
            BlockKind::Spline { column, basis } => {
                let numbers = covariates.column(column)?.numbers()?;
                let mut known: QuickMap<u64, Vec<f64>> = QuickMap::default();
                let mut values = Vec::with_capacity(rows.len() * basis.width());
                for &row in rows {
                    values.extend(known.entry(numbers[row].to_bits()).or_insert_with(|| basis.values(numbers[row])).iter());
                }
                Ok(Evaluated::Basis { width: basis.width(), values })
            }
            BlockKind::Interaction(left, right) => {
                let part = |block: &Self| block.evaluate(covariates, rows, unknown).map(Box::new);
                Ok(Evaluated::Product { width: left.width() as u32, left: part(left)?, right: part(right)? })
            }
        }
    }
}

/// The columns of one term for some rows.
enum Evaluated {
    Numbers(Vec<f64>),
    /// `None` for a level that the fit does not know.
    Levels {
        codes: Vec<Option<u32>>,
        reference: Option<usize>,
    },
    Basis {
        width: usize,
        values: Vec<f64>,
    },
    Product {
        width: u32,
        left: Box<Evaluated>,
        right: Box<Evaluated>,
    },
}

impl Evaluated {
    /// Gives the columns and values of a row in ascending order.
    fn entries(&self, at: usize, give: &mut dyn FnMut(u32, f64)) {
        match self {
            Self::Numbers(values) => give(0, values[at]),
            Self::Levels { codes, reference } => {
                if let Some(code) = codes[at].filter(|&code| Some(code as usize) != *reference) {
                    give(code - u32::from(reference.is_some_and(|reference| reference < code as usize)), 1.0);
                }
            }
            Self::Basis { width, values } => {
                values[at * width..][..*width].iter().zip(0..).for_each(|(&value, column)| give(column, value))
            }
            Self::Product { width, left, right } => right.entries(at, &mut |second, factor| {
                left.entries(at, &mut |first, value| give(second * width + first, factor * value));
            }),
        }
    }

    fn is_strange(&self, at: usize) -> bool {
        match self {
            Self::Levels { codes, .. } => codes[at].is_none(),
            Self::Product { left, right, .. } => left.is_strange(at) || right.is_strange(at),
            Self::Numbers(_) | Self::Basis { .. } => false,
        }
    }
}
