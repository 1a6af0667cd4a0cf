//! How much of a difference is due to the mix of a population, by each classification, and how much to the rates within its cells?

use super::compensated::CompensatedSum;
use super::composition::Composition;
use super::das_gupta::{check_effort, finite};
use super::method::DecompositionMethod;
use super::pair::{Standardised, standardised_pair};
use super::populations::Populations;
use super::standardised::{Pairs, StandardisedRates};
use crate::error::{Error, Result};
use crate::language::Bilingual;

impl Composition {
    /// Standardises a rate that is the mean of the rates of cells, weighted by their sizes: a part for each variable of the composition and
    /// one for each factor of the rate.
    ///
    /// `populations` holds the factors of the rate, by cell in the order of the cells here or one number for all; `rate` makes the rate
    /// of a cell of them ([`product_of_factors`](super::product_of_factors) where there is one factor, or they are multiplied).
    ///
    /// Composition and rates are weighed against each other first, each at the mean of the other; then composition is split among its
    /// variables and the rates among their factors, by Das Gupta's average over all orders. With one variable and one factor this is
    /// Kitagawa's decomposition.
    ///
    /// # Formula
    ///
    /// ```text
    /// R      = Σ_c n_c r_c,   n_c = Π_v A_c(v),   A_c(v) = Π_S ( N_c(S ∪ v) / N_c(S) )^w(S),   w(S) = |S|! (V - 1 - |S|)! / V!
    /// E(v)   = Σ_c ½ (r_c + R_c) · Das Gupta's effect of A_c(v) on Π A_c
    /// E(k)   = Σ_c ½ (n_c + N_c) · Das Gupta's effect of factor k on the rate of cell c
    /// ```
    ///
    /// where `n_c` is the share and `r_c` the rate of cell `c`, `V` the number of variables, `S` runs over the sets of the others, and
    /// `N_c(S)` is the size of all cells with the levels that `c` has in `S`. Several populations are made consistent as by
    /// [`standardise`](super::standardise).
    ///
    /// # Weakness
    ///
    /// The part of a variable does not change with the order of the variables, but with which other variables are there. A cell that is
    /// empty in one population needs a rate in it all the same: give it that of the other, so that all it adds is composition.
    ///
    /// # Errors
    ///
    /// As [`standardise`](super::standardise); [`Error::ColumnLength`] when numbers of populations or cells differ from the composition;
    /// [`Error::NoRows`] when it has no variable; [`Error::Setting`] when a variable and a factor have one name.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{Composition, Populations, product_of_factors};
    /// // Kitagawa: shares 0.5 and 0.5 with rates 0.8 and 0.4, later 0.6 and 0.4 with 0.7 and 0.4
    /// let branches = Composition::of_sizes(&[[50.0, 50.0], [60.0, 40.0]])?.by("branch", &["A", "B"])?;
    /// let years = Populations::of(["2022", "2023"])?.factor_by_cell("rate", &[[0.8, 0.4], [0.7, 0.4]])?;
    /// let change = branches.standardise(&years, product_of_factors)?.between("2022", "2023")?;
    /// assert!((change.value("branch").unwrap() - 0.035).abs() < 1e-15); // 0.1 × 0.75 - 0.1 × 0.4
    /// assert!((change.value("rate").unwrap() + 0.055).abs() < 1e-15); // -0.1 × 0.55
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// P. Das Gupta, *Standardization and Decomposition of Rates: A User's Manual*, U.S. Bureau of the Census, Current Population
    /// Reports P23-186 (1993), chapter 5 (examples 5.1 and 5.3).
    pub fn standardise(&self, populations: &Populations, rate: impl Fn(&[f64]) -> f64) -> Result<StandardisedRates> {
        self.check(populations)?;
        let all = populations.names().len();
        let shares: Vec<Vec<f64>> = (0..all).map(|of| self.shares(of)).collect();
        let structure: Vec<Vec<Vec<f64>>> = (0..all).map(|of| self.structure(of)).collect();
        let cells = Cells { composition: self, populations, rate: &rate };
        let rates: Vec<Vec<f64>> =
            (0..all).map(|of| (0..self.cells()).map(|cell| cells.rate(cell, of, of, 0)).collect()).collect::<Result<_>>()?;
        let crude = shares.iter().zip(&rates).map(|(shares, rates)| total(shares.iter().zip(rates).map(|(n, r)| n * r))).collect();
        let pairs = Pairs::of(all, |first, second| {
            let mut parts = vec![[CompensatedSum::default(); 2]; self.variables().len() + populations.factors().len()];
            for cell in 0..self.cells() {
                let mean = |of: &[Vec<f64>]| 0.5 * (of[first][cell] + of[second][cell]);
                let variables = standardised_pair(self.variables().len(), |mixture| {
                    let from = |variable: usize| if mixture >> variable & 1 == 1 { second } else { first };
                    Ok((0..self.variables().len()).map(|variable| structure[from(variable)][variable][cell]).product())
                })?;
                let factors = standardised_pair(populations.factors().len(), |mixture| cells.rate(cell, first, second, mixture))?;
                let (mean_rate, mean_share) = (mean(&rates), mean(&shares));
                let weighted =
                    variables.into_iter().map(|pair| (pair, mean_rate)).chain(factors.into_iter().map(|pair| (pair, mean_share)));
                for (part, (pair, weight)) in parts.iter_mut().zip(weighted) {
                    part[0].add(pair.first * weight);
                    part[1].add(pair.second * weight);
                }
            }
            Ok(parts.into_iter().map(|[first, second]| Standardised { first: first.get(), second: second.get() }).collect())
        })?;
        let method = DecompositionMethod::CrossClassified { populations: all };
        Ok(StandardisedRates::new(method, populations.names().to_vec(), crude, self.named(populations), &pairs))
    }

    /// The names of all parts and what they count.
    fn named(&self, populations: &Populations) -> Vec<(String, Bilingual)> {
        let composition = |name: &str| Bilingual::new(format!("the composition by {name}"), format!("{name}の構成"));
        let variables = self.variables().map(|name| (name.to_owned(), composition(name)));
        variables.chain(populations.factors().iter().map(|factor| (factor.name.clone(), factor.counts.clone()))).collect()
    }

    /// Refuses populations that do not fit.
    fn check(&self, populations: &Populations) -> Result<()> {
        let length = |column: &str, found, expected| {
            Err(Error::ColumnLength { column: column.into(), found, reference: "the sizes of the composition".into(), expected })
        };
        if self.variables().len() == 0 {
            let advice = "say by which variable the cells are classified".into();
            return Err(Error::NoRows { input: "the list of variables".into(), advice });
        }
        if populations.names().len() != self.populations() {
            return length("populations", populations.names().len(), self.populations());
        }
        check_effort(self.populations(), populations.factors().len(), self.cells())?;
        check_effort(self.populations(), self.variables().len(), self.cells())?;
        if let Some(wrong) =
            populations.factors().iter().find(|factor| !matches!(factor.values_of(0).len(), n if n == 1 || n == self.cells()))
        {
            return length(&wrong.name, wrong.values_of(0).len(), self.cells());
        }
        match populations.factors().iter().find(|factor| self.variables().any(|name| name == factor.name)) {
            Some(both) => Err(Error::setting("name", format!("{:?}", both.name), "is that of a variable and of a factor; rename one")),
            None => Ok(()),
        }
    }
}

/// The rates of cells, for any mixture of factors of two populations.
struct Cells<'a, F> {
    composition: &'a Composition,
    populations: &'a Populations,
    rate: &'a F,
}

impl<F: Fn(&[f64]) -> f64> Cells<'_, F> {
    fn rate(&self, cell: usize, first: usize, second: usize, mixture: u32) -> Result<f64> {
        let value = |(at, factor): (usize, &super::populations::Factor)| {
            let values = factor.values_of(if mixture >> at & 1 == 1 { second } else { first });
            values.get(if values.len() == 1 { 0 } else { cell }).copied().unwrap_or(f64::NAN)
        };
        let values: Vec<f64> = self.populations.factors().iter().enumerate().map(value).collect();
        finite((self.rate)(&values), || {
            let names = self.populations.names();
            let name = |at: usize| names.get(at).map_or("", String::as_str);
            format!("in cell {} of {} for {:?} and {:?}", cell + 1, self.composition.cells(), name(first), name(second))
        })
    }
}

/// A sum of numbers.
fn total(numbers: impl Iterator<Item = f64>) -> f64 {
    super::compensated::compensated_sum(numbers)
}
