//! How is a population composed, by one classification or by several crossed with each other?

use super::pair::weights;
use super::populations::twice;
use crate::error::{Error, Result};
use crate::special::{CompensatedSum, compensated_sum};
use serde::Serialize;
use std::collections::BTreeMap;

/// The cells of two populations or more, cross-classified by one variable or more (age group, sex, branch), and their sizes.
///
/// Sizes are persons, or any numbers proportional to them; what counts is the share of each cell in its population.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{Composition, Populations, product_of_factors};
/// // licence holders by sex and age in two years, and the share of members among them
/// let holders = Composition::of_sizes(&[[30.0, 20.0, 40.0, 10.0], [20.0, 20.0, 40.0, 20.0]])?
///     .by("sex", &["f", "f", "m", "m"])?
///     .by("age", &["-39", "40+", "-39", "40+"])?;
/// let years = Populations::of(["2013", "2023"])?.factor_by_cell("members", &[[0.8, 0.6, 0.7, 0.5], [0.7, 0.6, 0.6, 0.5]])?;
/// let change = holders.standardise(&years, product_of_factors)?.between("2013", "2023")?;
/// let names: Vec<&str> = change.parts.iter().map(|part| part.name.as_str()).collect();
/// assert_eq!(names, ["sex", "age", "members"]);
/// // members: -0.1 in the two younger cells, of which 0.25 and 0.40 on the mean are licence holders
/// assert!((change.value("members").unwrap() + 0.065).abs() < 1e-15);
/// assert!(change.residue().abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[must_use]
pub struct Composition {
    /// The sizes of all cells, by population.
    sizes: Vec<Vec<f64>>,
    variables: Vec<Variable>,
}

/// One classification: the level of each cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Variable {
    name: String,
    levels: Vec<String>,
}

impl Composition {
    /// Cells by their sizes: a list for each population, in one order of the cells.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a population or a cell; [`Error::ColumnLength`] when populations differ in their number of cells;
    /// [`Error::Setting`] for a size that is negative or not a finite number, and for a population in which all are 0.
    pub fn of_sizes<C: AsRef<[f64]>>(sizes: &[C]) -> Result<Self> {
        let sizes: Vec<Vec<f64>> = sizes.iter().map(|cells| cells.as_ref().to_vec()).collect();
        let Some(first) = sizes.first().filter(|cells| !cells.is_empty()) else {
            return Err(Error::NoRows {
                input: "the sizes of the cells".into(),
                advice: "give a list of sizes for each population".into(),
            });
        };
        for (at, cells) in sizes.iter().enumerate() {
            if cells.len() != first.len() {
                let (column, reference) = (format!("sizes of population {}", at + 1), "sizes of population 1".into());
                return Err(Error::ColumnLength { column, found: cells.len(), reference, expected: first.len() });
            }
            if let Some(wrong) = cells.iter().find(|size| !(size.is_finite() && **size >= 0.0)) {
                return Err(Error::setting("size of a cell", wrong, "is not possible; give a number of persons, 0 or more"));
            }
            let total = compensated_sum(cells.iter().copied());
            if !(total > 0.0 && total.is_finite()) {
                let reason = format!("in population {} has no shares; leave the population out", at + 1);
                return Err(Error::setting("size of all cells", total, reason));
            }
        }
        Ok(Self { sizes, variables: Vec::new() })
    }

    /// Classified by a variable: the level of each cell. Given several times, the cells are cross-classified. Two cells may have the
    /// same levels.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there are not as many levels as cells; [`Error::Setting`] for a variable given twice.
    pub fn by<L: ToString>(mut self, variable: impl Into<String>, levels: &[L]) -> Result<Self> {
        let name = variable.into();
        let expected = self.cells();
        if levels.len() != expected {
            return Err(Error::ColumnLength { column: name, found: levels.len(), reference: "the sizes of the cells".into(), expected });
        }
        self.variables.push(Variable { name, levels: levels.iter().map(ToString::to_string).collect() });
        let names: Vec<&String> = self.variables.iter().map(|variable| &variable.name).collect();
        if let Some(twice) = twice(&names) {
            return Err(Error::setting("variable", format!("{twice:?}"), "is given twice; give each a name of its own"));
        }
        Ok(self)
    }

    /// The names of the variables, in the order given.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = &str> {
        self.variables.iter().map(|variable| variable.name.as_str())
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.sizes.first().map_or(0, Vec::len)
    }

    /// Number of populations.
    #[must_use]
    pub fn populations(&self) -> usize {
        self.sizes.len()
    }

    /// The share of each cell in a population.
    pub(super) fn shares(&self, population: usize) -> Vec<f64> {
        let sizes = self.sizes.get(population).map_or(&[][..], Vec::as_slice);
        let total = compensated_sum(sizes.iter().copied());
        sizes.iter().map(|size| size / total).collect()
    }

    /// The shares of a population split into one factor a variable, whose product is the share of the cell: `[variable][cell]`.
    ///
    /// A share is a product of conditional shares in as many ways as there are orders of the variables; the factor of a variable is the
    /// geometric mean of its own over all orders. It is 0 in a cell without anyone.
    pub(super) fn structure(&self, population: usize) -> Vec<Vec<f64>> {
        let shares = self.shares(population);
        let weights = weights(self.variables.len());
        let weight = |others: u32| weights.get(others as usize).copied().unwrap_or(0.0);
        let mut powers = vec![vec![CompensatedSum::default(); shares.len()]; self.variables.len()];
        let all = (1u32 << self.variables.len()) - 1;
        for set in 0..=all {
            // Cells of the same levels stay apart.
            let margin = if set == all { shares.clone() } else { self.margin(set, &shares) };
            for (variable, powers) in powers.iter_mut().enumerate() {
                let is_in = set >> variable & 1 == 1;
                let exponent = if is_in { weight(set.count_ones() - 1) } else { -weight(set.count_ones()) };
                powers.iter_mut().zip(&margin).for_each(|(power, share)| power.add(exponent * share.ln()));
            }
        }
        let factor = |(power, share): (CompensatedSum, &f64)| if *share > 0.0 { power.value().exp() } else { 0.0 };
        powers.into_iter().map(|powers| powers.into_iter().zip(&shares).map(factor).collect()).collect()
    }

    /// For each cell, the sum of all cells that have its levels of a set of variables.
    fn margin(&self, set: u32, sizes: &[f64]) -> Vec<f64> {
        let key = |cell: usize| -> Vec<Option<&String>> {
            let chosen = self.variables.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            chosen.map(|(_, variable)| variable.levels.get(cell)).collect()
        };
        let keys: Vec<_> = (0..sizes.len()).map(key).collect();
        let mut totals: BTreeMap<&[Option<&String>], CompensatedSum> = BTreeMap::new();
        keys.iter().zip(sizes).for_each(|(key, &size)| totals.entry(key.as_slice()).or_default().add(size));
        keys.iter().map(|key| totals.get(key.as_slice()).map_or(0.0, |total| total.value())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_structure_of_two_variables_is_das_guptas() {
        // sizes 1 2 / 3 4: the share of the cell (1, 1) is 1/10 = (1/4 · 3/10)^½ (1/3 · 4/10)^½
        let two = Composition::of_sizes(&[[1.0, 2.0, 3.0, 4.0]]).unwrap().by("i", &[1, 1, 2, 2]).unwrap().by("j", &[1, 2, 1, 2]).unwrap();
        let structure = two.structure(0);
        assert!((structure[0][0] - (1.0 / 4.0 * 0.3f64).sqrt()).abs() < 1e-15);
        assert!((structure[1][0] - (1.0 / 3.0 * 0.4f64).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn the_structure_of_three_variables_has_sixth_roots() {
        let sizes: Vec<f64> = (1..=8).map(f64::from).collect();
        let levels = |bit: usize| (0..8).map(|cell| cell >> bit & 1).collect::<Vec<usize>>();
        let three = Composition::of_sizes(&[sizes]).unwrap();
        let three = three.by("i", &levels(2)).unwrap().by("j", &levels(1)).unwrap().by("k", &levels(0)).unwrap();
        let structure = three.structure(0);
        // cell (0, 0, 0) holds 1; N(0,0,.) = 3, N(0,.,0) = 4, N(.,0,0) = 6, N(0,.,.) = 10, N(.,0,.) = 14, N(.,.,0) = 16, all 36
        let i = (1.0 / 6.0f64).powf(1.0 / 3.0) * (3.0 / 14.0 * 4.0 / 16.0f64).powf(1.0 / 6.0) * (10.0 / 36.0f64).powf(1.0 / 3.0);
        assert!((structure[0][0] - i).abs() < 1e-15);
        for cell in 0..8 {
            let product: f64 = structure.iter().map(|factor| factor[cell]).product();
            assert!((product - three.shares(0)[cell]).abs() < 1e-15);
        }
    }

    #[test]
    fn impossible_compositions_are_refused() {
        assert_eq!(Composition::of_sizes::<Vec<f64>>(&[]).unwrap_err().code(), "no_rows");
        assert_eq!(Composition::of_sizes(&[vec![1.0], vec![1.0, 2.0]]).unwrap_err().code(), "column_length");
        assert_eq!(Composition::of_sizes(&[[0.0, 0.0]]).unwrap_err().code(), "setting");
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Composition::of_sizes(&[[1.0, wrong]]).unwrap_err().code(), "setting");
        }
        let two = Composition::of_sizes(&[[1.0, 2.0]]).unwrap();
        assert_eq!(two.clone().by("i", &[1]).unwrap_err().code(), "column_length");
        assert_eq!(two.by("i", &[1, 2]).unwrap().by("i", &[1, 2]).unwrap_err().code(), "setting");
    }
}
