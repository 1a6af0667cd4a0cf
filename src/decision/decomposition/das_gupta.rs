//! How much of the difference between populations is due to each factor of a rate, whatever the order in which they are looked at?

use super::method::DecompositionMethod;
use super::pair::{Standardised, standardised_pair};
use super::populations::Populations;
use super::standardised::{Pairs, StandardisedRates};
use crate::error::{Error, Result};

/// Most factors of one rate: a million mixtures for each pair of populations.
pub const MOST_FACTORS: usize = 20;

/// Most evaluations of the rate function in one call.
const MOST_EVALUATIONS: u64 = 1 << 27;

/// Standardises a rate that is any function of its factors, for two populations or more, without an order of the factors.
///
/// `rate` has the values of each factor, in the order of [`Populations::factors`], each one number or one a cell; it is called for every
/// mixture of factors of two populations, so that it should be quick and must be defined for them all.
/// [`sum_of_products`](super::sum_of_products) is the rate function of Kitagawa's case and of most others. The result has the
/// standardised rates of every population and the [decomposition](super::Decomposition) between any two.
///
/// Assumes nothing of the rate function. The joint effect of factors that changed together is shared equally among them: that is the
/// convention, and where factors changed much another one can give other parts.
///
/// # Formula
///
/// ```text
/// Q(k, a; b) = Σ_S |S|! (n - 1 - |S|)! / n! · F(factor k of a; factors in S of b; the others of a)
/// E(k)       = Q(k, b) - Q(k, a)                                                    two populations
/// Q(k, a)    = 1/(N-1) Σ_{j≠a} Q(k, a; j) + 1/(N(N-1)) Σ_{i≠a} [ Σ_{j≠a,i} Q(k, i; j) - (N-2) Q(k, i; a) ]
/// ```
///
/// where `n` is the number of factors, `S` runs over the sets of the other factors, `F` is the rate function, and `N` the number of
/// populations. The effects sum to the difference of the rates, for every pair of the `N`, and the effect between two of them is the sum
/// of those by way of a third.
///
/// # Weakness
///
/// With more than two populations the parts between two of them depend on all others: leaving one out changes them a little (choose two
/// with [`Populations::only`]), and are rounded like the largest rate of all. The number of mixtures doubles with each factor: 20 factors
/// take a million calls a pair.
///
/// # Errors
///
/// [`Error::NoRows`] without a factor; [`Error::Limit`] for more than [`MOST_FACTORS`], or more than 2^27 evaluations in all;
/// [`Error::Setting`] when the rate of a mixture is not a finite number, as where it divides by 0.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{Populations, standardise};
/// // the share of licence holders who are members: joiners' share times share still there, less a few who cannot join
/// let years = Populations::of(["2013", "2023"])?.factor("entry", &[0.9, 0.7])?.factor("stay", &[0.8, 0.9])?;
/// let years = years.factor("barred", &[0.01, 0.01])?;
/// let standardised = standardise(&years, |f| f[0][0] * f[1][0] - f[2][0])?;
/// let change = standardised.between("2013", "2023")?;
/// assert!((change.value("entry").unwrap() + 0.17).abs() < 1e-15); // -0.2 × 0.85
/// assert!((change.value("stay").unwrap() - 0.08).abs() < 1e-15); // 0.1 × 0.8
/// assert_eq!(change.value("barred"), Some(0.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// P. Das Gupta, *Standardization and Decomposition of Rates: A User's Manual*, U.S. Bureau of the Census, Current Population Reports
/// P23-186 (1993), chapters 2 to 4 and, for several populations, chapter 6 (equation 6.11). E. M. Kitagawa, "Components of a difference
/// between two rates", *Journal of the American Statistical Association* 50 (1955), 1168-1194.
pub fn standardise(populations: &Populations, rate: impl Fn(&[&[f64]]) -> f64) -> Result<StandardisedRates> {
    let factors = populations.factors();
    check_effort(populations.names().len(), factors.len(), 1)?;
    let mixed = |first: usize, second: usize, mixture: u32| {
        let of = |factor: usize| if mixture >> factor & 1 == 1 { second } else { first };
        let values: Vec<&[f64]> = factors.iter().enumerate().map(|(at, factor)| factor.values_of(of(at))).collect();
        finite(rate(&values), || mixture_in_words(populations, first, second, mixture))
    };
    let crude = (0..populations.names().len()).map(|of| mixed(of, of, 0)).collect::<Result<Vec<f64>>>()?;
    let pairs = Pairs::of(populations.names().len(), |first, second| -> Result<Vec<Standardised>> {
        standardised_pair(factors.len(), |mixture| mixed(first, second, mixture))
    })?;
    let named = factors.iter().map(|factor| (factor.name.clone(), factor.counts.clone())).collect();
    let method = DecompositionMethod::DasGupta { populations: populations.names().len() };
    Ok(StandardisedRates::new(method, populations.names().to_vec(), crude, named, &pairs))
}

/// Refuses what would take too long.
pub(super) fn check_effort(populations: usize, factors: usize, cells: usize) -> Result<()> {
    if factors == 0 {
        return Err(Error::NoRows { input: "the list of factors".into(), advice: "give at least one factor of the rate".into() });
    }
    if factors > MOST_FACTORS {
        let advice = "every mixture of them has to be computed; merge factors".into();
        return Err(Error::Limit { what: "factors of one rate", found: factors as u64, limit: MOST_FACTORS as u64, advice });
    }
    let pairs = (populations as u64).saturating_mul((populations as u64).saturating_sub(1)) / 2;
    let found = pairs.saturating_mul(1 << factors).saturating_mul(cells as u64);
    if found > MOST_EVALUATIONS {
        let advice = "compare fewer populations at a time, or merge factors".into();
        return Err(Error::Limit { what: "evaluations of the rate function", found, limit: MOST_EVALUATIONS, advice });
    }
    Ok(())
}

/// A rate that is a number; an error that says of what it is not.
pub(super) fn finite(rate: f64, of: impl Fn() -> String) -> Result<f64> {
    if rate.is_finite() {
        return Ok(rate);
    }
    let reason = format!("is not a finite number {}; the rate function must be defined for every mixture of the two", of());
    Err(Error::setting("rate", rate, reason))
}

/// Which factors come from which population.
fn mixture_in_words(populations: &Populations, first: usize, second: usize, mixture: u32) -> String {
    let from = |wanted: u32, population: usize| {
        let factors = populations.factors().iter().enumerate().filter(|(at, _)| mixture >> at & 1 == wanted);
        let names: Vec<&str> = factors.map(|(_, factor)| factor.name.as_str()).collect();
        let population = populations.names().get(population).map_or("", String::as_str);
        (!names.is_empty()).then(|| format!("{} of {population:?}", names.join(", ")))
    };
    let parts: Vec<String> = [from(0, first), from(1, second)].into_iter().flatten().collect();
    format!("with {}", parts.join(" and "))
}
