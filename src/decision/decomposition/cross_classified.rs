//! How much of a difference is due to the mix of a population, by each classification, and how much to the rates within its cells?

use super::composition::Composition;
use super::das_gupta::{check_effort, finite};
use super::method::DecompositionMethod;
use super::pair::{Standardised, standardised_pair};
use super::populations::{Factor, Populations};
use super::standardised::{Pairs, StandardisedRates};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::special::{CompensatedSum, compensated_sum};

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
        let cells = Cells::of(self, populations, &rate)?;
        let pairs = Pairs::of(self.populations(), |first, second| cells.pair(first, second))?;
        let method = DecompositionMethod::CrossClassified { populations: self.populations() };
        Ok(StandardisedRates::new(method, populations.names().to_vec(), cells.crude(), self.named(populations), &pairs))
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

/// The cells of all populations.
struct Cells<'a, F> {
    populations: &'a Populations,
    rate: &'a F,
    /// By population and cell.
    shares: Vec<Vec<f64>>,
    rates: Vec<Vec<f64>>,
    /// By population, variable and cell.
    structure: Vec<Vec<Vec<f64>>>,
    variables: usize,
}

impl<'a, F: Fn(&[f64]) -> f64> Cells<'a, F> {
    /// The cells with their shares, rates and structure.
    fn of(composition: &Composition, populations: &'a Populations, rate: &'a F) -> Result<Self> {
        let shares: Vec<Vec<f64>> = (0..composition.populations()).map(|of| composition.shares(of)).collect();
        let structure = (0..composition.populations()).map(|of| composition.structure(of)).collect();
        let variables = composition.variables().len();
        let mut cells = Self { populations, rate, shares, rates: Vec::new(), structure, variables };
        let of_population = |of: usize| (0..composition.cells()).map(|cell| cells.rate(cell, of, of, 0)).collect::<Result<Vec<f64>>>();
        cells.rates = (0..composition.populations()).map(of_population).collect::<Result<_>>()?;
        Ok(cells)
    }

    /// The rate of each population.
    fn crude(&self) -> Vec<f64> {
        let mean = |(shares, rates): (&Vec<f64>, &Vec<f64>)| compensated_sum(shares.iter().zip(rates).map(|(share, rate)| share * rate));
        self.shares.iter().zip(&self.rates).map(mean).collect()
    }

    /// The standardised rates of two populations: of the variables, then of the factors.
    fn pair(&self, first: usize, second: usize) -> Result<Vec<Standardised>> {
        let mut sums = vec![[CompensatedSum::default(); 2]; self.variables + self.populations.factors().len()];
        for cell in 0..self.shares[first].len() {
            for (sum, part) in sums.iter_mut().zip(self.pair_in(cell, first, second)?) {
                sum[0].add(part.first);
                sum[1].add(part.second);
            }
        }
        Ok(sums.into_iter().map(|[first, second]| Standardised { first: first.value(), second: second.value() }).collect())
    }

    /// What one cell adds to them: the structure of its share at the mean rate, its rate at the mean share.
    fn pair_in(&self, cell: usize, first: usize, second: usize) -> Result<impl Iterator<Item = Standardised> + use<F>> {
        let mean = |of: &[Vec<f64>]| 0.5 * (of[first][cell] + of[second][cell]);
        let structure = |mixture: u32| {
            let of = |variable: usize| if mixture >> variable & 1 == 1 { second } else { first };
            Ok((0..self.variables).map(|variable| self.structure[of(variable)][variable][cell]).product())
        };
        let variables = standardised_pair(self.variables, structure)?;
        let factors = standardised_pair(self.populations.factors().len(), |mixture| self.rate(cell, first, second, mixture))?;
        let (mean_rate, mean_share) = (mean(&self.rates), mean(&self.shares));
        let weighted =
            move |weight: f64| move |pair: Standardised| Standardised { first: pair.first * weight, second: pair.second * weight };
        Ok(variables.into_iter().map(weighted(mean_rate)).chain(factors.into_iter().map(weighted(mean_share))))
    }

    /// The rate of a cell with a mixture of factors of two populations.
    fn rate(&self, cell: usize, first: usize, second: usize, mixture: u32) -> Result<f64> {
        let value = |(at, factor): (usize, &Factor)| match factor.values_of(if mixture >> at & 1 == 1 { second } else { first }) {
            [scalar] => *scalar,
            values => values.get(cell).copied().unwrap_or(f64::NAN),
        };
        let values: Vec<f64> = self.populations.factors().iter().enumerate().map(value).collect();
        finite((self.rate)(&values), || {
            let name = |at: usize| self.populations.names().get(at).map_or("", String::as_str);
            format!("in cell {} for {:?} and {:?}", cell + 1, name(first), name(second))
        })
    }
}
