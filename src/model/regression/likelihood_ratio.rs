//! Does a larger model explain more than chance would (likelihood-ratio test between nested models)?

use super::hazard_fit::HazardFit;
use crate::error::{Error, Result};
use crate::special::incomplete_gamma;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether one model is known to be part of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nesting {
    /// Every term of the smaller model must be one of the larger. The default.
    #[default]
    Checked,
    /// The caller knows it: a number within a category of the same column, a spline within one of more knots.
    Assumed,
}

/// The test of a larger model against a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LikelihoodRatio {
    /// Twice the gain in log-likelihood.
    pub statistic: f64,
    /// Coefficients that the larger model has more.
    pub degrees_of_freedom: u64,
    /// Probability of such a gain by chance, by the chi-squared distribution.
    pub p: f64,
}

impl HazardFit {
    /// Tests this model against a smaller one of the same rows.
    ///
    /// # Formula
    ///
    /// ```text
    /// G = 2 (l_large - l_small), chi-squared with k_large - k_small degrees of freedom
    /// ```
    ///
    /// Weak where cells are few and events rare, where rows of a person depend on each other (a clustered variance does not mend a
    /// likelihood), and at the boundary that separation is.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when rows or links differ; [`Error::Setting`] when a term of the smaller model is not one of this
    /// ([`Nesting::Checked`]), when this one has no more coefficients, and with a ridge penalty.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Nesting, Term};
    /// let rows = HazardRows::grouped(Covariates::new().number("tenure", &[0.0, 1.0])?, &[10, 20], &[100, 100])?;
    /// let small = HazardRegression::new(Link::Logit).fit(&rows)?;
    /// let large = HazardRegression::new(Link::Logit).term(Term::number("tenure")).fit(&rows)?;
    /// let test = large.against(&small, Nesting::Checked)?;
    /// // 2 [10 ln(.1/.15) + 90 ln(.9/.85) + 20 ln(.2/.15) + 80 ln(.8/.85)] = 3.987
    /// assert!((test.statistic - 3.987).abs() < 5e-4 && test.degrees_of_freedom == 1);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn against(&self, smaller: &Self, nesting: Nesting) -> Result<LikelihoodRatio> {
        if self.counts.response != smaller.counts.response {
            let of = |fit: &Self| format!("{} events of {} trials", fit.counts.events, fit.counts.trials);
            return Err(Error::Mismatch { what: "rows", left: of(self), right: of(smaller) });
        }
        let (left, right) = (self.settings.link, smaller.settings.link);
        if left != right {
            return Err(Error::Mismatch { what: "link", left: left.to_string(), right: right.to_string() });
        }
        if self.settings.ridge.is_some() || smaller.settings.ridge.is_some() {
            return Err(Error::setting("ridge", "penalty", "makes the likelihood-ratio test meaningless; compare models without it"));
        }
        self.check_terms(smaller, nesting)?;
        let gained = self.counts.rank.checked_sub(smaller.counts.rank).filter(|degrees| *degrees > 0).ok_or_else(|| {
            let reason = format!("are no more than the {} of the smaller model; exchange the two", smaller.counts.rank);
            Error::setting("coefficients", self.counts.rank, reason)
        })?;
        // Deviances of the same rows: their difference loses less than that of log-likelihoods with binomial coefficients.
        let statistic = (smaller.counts.deviance - self.counts.deviance).max(0.0);
        let p = incomplete_gamma(gained as f64 / 2.0, statistic / 2.0)?.upper();
        Ok(LikelihoodRatio { statistic, degrees_of_freedom: gained, p })
    }

    fn check_terms(&self, smaller: &Self, nesting: Nesting) -> Result<()> {
        let foreign = smaller.settings.terms.iter().find(|term| !self.settings.terms.contains(term));
        match foreign.filter(|_| nesting == Nesting::Checked) {
            Some(term) => {
                let reason = "is not in the larger model; add it there, or say Nesting::Assumed when it is contained in other terms";
                Err(Error::setting("term", term, reason))
            }
            None => Ok(()),
        }
    }
}

impl fmt::Display for LikelihoodRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "likelihood ratio {:.3} on {} degrees of freedom, p = {:.4}", self.statistic, self.degrees_of_freedom, self.p)
    }
}
