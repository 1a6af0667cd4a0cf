//! Many comparisons find differences by chance: p values adjusted for how many were made.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How p values are adjusted for the number of comparisons, as R `p.adjust`. Printing gives the usual name.
///
/// Two promises are made. *Family-wise*: the probability that any group is called different when none is, is at most the level.
/// *False discovery rate*: of those called different, the expected share that is not, is at most the level; suited to looking
/// through many branches for some to visit.
///
/// # References
///
/// S. Holm (1979), *Scand. J. Statist.* 6, 65–70; Y. Hochberg (1988), *Biometrika* 75, 800–802; Y. Benjamini, Y. Hochberg (1995), *J. R. Statist.
/// Soc. B* 57, 289–300; Y. Benjamini, D. Yekutieli (2001), *Annals of Statistics* 29, 1165–1188.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Adjustment {
    /// No adjustment: for one comparison chosen beforehand.
    None,
    /// Times the number of comparisons. Family-wise, always; never better than Holm.
    Bonferroni,
    /// Smallest first, times the number of those not smaller. Family-wise, whatever the dependence between comparisons. The default.
    #[default]
    Holm,
    /// As Holm, largest first: smaller p values, family-wise when comparisons are independent or positively dependent.
    Hochberg,
    /// False discovery rate, when comparisons are independent or positively dependent.
    BenjaminiHochberg,
    /// False discovery rate, whatever the dependence.
    BenjaminiYekutieli,
}

impl fmt::Display for Adjustment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Bonferroni => "Bonferroni",
            Self::Holm => "Holm",
            Self::Hochberg => "Hochberg",
            Self::BenjaminiHochberg => "Benjamini-Hochberg",
            Self::BenjaminiYekutieli => "Benjamini-Yekutieli",
        })
    }
}

impl Adjustment {
    /// The adjusted p values, in the order given. What is `None` was not compared: it stays `None` and does not count.
    ///
    /// # Formula
    ///
    /// With `m` p values in ascending order, `p_i` the i-th, and `h = 1 + 1/2 + … + 1/m`:
    ///
    /// ```text
    /// Bonferroni           m p_i
    /// Holm                 largest  of (m − j + 1) p_j over j ≤ i
    /// Hochberg             smallest of (m − j + 1) p_j over j ≥ i
    /// Benjamini-Hochberg   smallest of (m / j) p_j over j ≥ i
    /// Benjamini-Yekutieli  smallest of (m h / j) p_j over j ≥ i
    /// ```
    ///
    /// each at most 1.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a value that is not in [0, 1].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::Adjustment;
    /// let p = [Some(0.25), None, Some(0.0625), Some(0.125)];
    /// assert_eq!(Adjustment::Holm.adjust(&p)?, [Some(0.25), None, Some(0.1875), Some(0.25)]);
    /// assert_eq!(Adjustment::BenjaminiHochberg.adjust(&p)?, [Some(0.25), None, Some(0.1875), Some(0.1875)]);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn adjust(self, p_values: &[Option<f64>]) -> Result<Vec<Option<f64>>> {
        if let Some(wrong) = p_values.iter().flatten().find(|p| !(0.0..=1.0).contains(*p)) {
            return Err(Error::setting("p value", wrong, "is outside [0, 1]; give probabilities"));
        }
        let mut order: Vec<usize> = (0..p_values.len()).filter(|&at| p_values[at].is_some()).collect();
        order.sort_by(|&a, &b| p_values[a].unwrap_or(1.0).total_cmp(&p_values[b].unwrap_or(1.0)));
        let scaled = self.scaled(&order.iter().filter_map(|&at| p_values[at]).collect::<Vec<f64>>());
        let mut adjusted = vec![None; p_values.len()];
        for (at, p) in order.into_iter().zip(scaled) {
            adjusted[at] = Some(p.min(1.0));
        }
        Ok(adjusted)
    }

    /// Ascending p values, each times its factor, and ascending again.
    fn scaled(self, ascending: &[f64]) -> Vec<f64> {
        let m = ascending.len() as f64;
        let harmonic: f64 = (1..=ascending.len()).map(|i| 1.0 / i as f64).sum();
        let factor = |at: usize| {
            let rank = at as f64 + 1.0;
            match self {
                Self::None => 1.0,
                Self::Bonferroni => m,
                Self::Holm | Self::Hochberg => m - rank + 1.0,
                Self::BenjaminiHochberg => m / rank,
                Self::BenjaminiYekutieli => m * harmonic / rank,
            }
        };
        let mut values: Vec<f64> = ascending.iter().enumerate().map(|(at, p)| factor(at) * p).collect();
        match self {
            Self::Holm => (1..values.len()).for_each(|at| values[at] = values[at].max(values[at - 1])),
            _ => (1..values.len()).rev().for_each(|at| values[at - 1] = values[at - 1].min(values[at])),
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adjusted(rule: Adjustment) -> Vec<f64> {
        rule.adjust(&[0.01, 0.04, 0.03, 0.5].map(Some)).unwrap().into_iter().flatten().collect()
    }

    #[test]
    fn four_comparisons_by_hand() {
        let near = |rule, expected: [f64; 4]| {
            assert!(adjusted(rule).iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15), "{rule}");
        };
        near(Adjustment::None, [0.01, 0.04, 0.03, 0.5]);
        near(Adjustment::Bonferroni, [0.04, 0.16, 0.12, 1.0]);
        // ascending 0.01, 0.03, 0.04, 0.5 times 4, 3, 2, 1: 0.04, 0.09, 0.08, 0.5
        near(Adjustment::Holm, [0.04, 0.09, 0.09, 0.5]);
        near(Adjustment::Hochberg, [0.04, 0.08, 0.08, 0.5]);
        // times 4, 2, 4/3, 1: 0.04, 0.06, 0.16/3, 0.5
        near(Adjustment::BenjaminiHochberg, [0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5]);
        // and times 25/12
        near(Adjustment::BenjaminiYekutieli, [1.0 / 12.0, 1.0 / 9.0, 1.0 / 9.0, 1.0]);
    }

    #[test]
    fn nothing_compared_and_values_that_are_no_probabilities() {
        assert_eq!(Adjustment::Holm.adjust(&[None]).unwrap(), [None]);
        assert_eq!(Adjustment::Holm.adjust(&[]).unwrap(), []);
        for wrong in [-0.1, 1.1, f64::NAN] {
            assert_eq!(Adjustment::Holm.adjust(&[Some(wrong)]).unwrap_err().code(), "setting");
        }
    }
}
