//! What does the probability to leave within a year depend on (discrete-time hazard regression)?

use super::clustered::ClusterCorrection;
use super::fitting::Problem;
use super::hazard_fit::HazardFit;
use super::hazard_rows::HazardRows;
use super::link::Link;
use super::reweighted_as_r::Convergence;
use super::ridge::Ridge;
use super::term::Term;
use crate::error::Result;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// What a fit does when the covariates separate those who leave from those who stay, so that the likelihood has no maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnSeparation {
    /// Fit the limit, and say so: coefficients that grow without end have no estimate, those that do not have the estimates of the rows
    /// that are not separated ([`HazardFit::separation`]). The default: one branch without a leaver should not take the answer of all others.
    #[default]
    Limit,
    /// Refuse, and name the coefficients.
    Refuse,
}

/// Whether there is a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Intercept {
    Fitted,
    LeftOut,
}

/// Settings of a discrete-time hazard regression; [`HazardRegression::fit`] makes a [`HazardFit`].
///
/// Maximum likelihood for binomial counts, by iteratively reweighted least squares on the distinct rows, until steps are shorter than
/// 1e-8 standard errors or only rounding is left. The trials of one cell are taken as independent with one probability; for several
/// years of one person that is right as long as the covariates tell all that the years have in common, and else
/// [`HazardRegression::robust`] widens the errors.
///
/// # Formula
///
/// ```text
/// logit:  ln(p / (1 - p))   = offset + x' b
/// cloglog: ln(-ln(1 - p))   = offset + x' b
/// l(b) = sum over rows of w [ y ln p + (n - y) ln(1 - p) ]
/// Var(b) = (X' W X)^-1,  W = w n (dp / d eta)^2 / (p (1 - p))
/// ```
///
/// `p` the probability of the event in one trial, `x` the columns of the terms, `y` events of `n` trials, `w` prior weights. The
/// information is the expected one, as in R's `glm`.
///
/// # Example
///
/// 10 of 100 leave in the first year, 20 of 100 in the second: the odds are 1/9 and 1/4, their ratio 9/4, and the standard error of its
/// logarithm √(1/10 + 1/90 + 1/20 + 1/80) = 0.4167.
///
/// ```
/// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Term};
/// let cells = Covariates::new().number("tenure", &[0.0, 1.0])?;
/// let rows = HazardRows::grouped(cells, &[10, 20], &[100, 100])?;
/// let fit = HazardRegression::new(Link::Logit).term(Term::category("tenure")).fit(&rows)?;
/// let second = fit.coefficient("tenure=1").unwrap();
/// assert!((second.ratio.unwrap() - 2.25).abs() < 1e-12);
/// assert!((second.error.unwrap() - 0.4167).abs() < 1e-4);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// P. McCullagh, J. A. Nelder, *Generalized Linear Models*, 2nd ed., Chapman and Hall, 1989, chapters 2 and 4. J. D. Singer, J. B. Willett,
/// "It's about time: using discrete-time survival analysis to study duration and the timing of events", *Journal of Educational Statistics*
/// 18(2), 1993, 155-195. R. L. Prentice, L. A. Gloeckler, "Regression analysis of grouped survival data with application to breast cancer
/// data", *Biometrics* 34(1), 1978, 57-67 (complementary log-log).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct HazardRegression {
    pub(super) link: Link,
    pub(super) terms: Vec<Term>,
    intercept: Intercept,
    pub(super) ridge: Option<Ridge>,
    pub(super) robust: Option<ClusterCorrection>,
    pub(super) on_separation: OnSeparation,
    convergence: Convergence,
    pub(super) confidence: Confidence,
}

impl HazardRegression {
    /// A model with an intercept and no terms.
    pub fn new(link: Link) -> Self {
        Self {
            link,
            terms: Vec::new(),
            intercept: Intercept::Fitted,
            ridge: None,
            robust: None,
            on_separation: OnSeparation::default(),
            convergence: Convergence::default(),
            confidence: Confidence::default(),
        }
    }

    /// One more term.
    pub fn term(mut self, term: Term) -> Self {
        self.terms.push(term);
        self
    }

    /// Without an intercept: the first category then has a coefficient for every level.
    pub fn without_intercept(mut self) -> Self {
        self.intercept = Intercept::LeftOut;
        self
    }

    /// With a ridge penalty.
    pub fn ridge(mut self, ridge: Ridge) -> Self {
        self.ridge = Some(ridge);
        self
    }

    /// With a variance that allows the rows of a person to depend on each other; needs [`HazardRows::persons`].
    pub fn robust(mut self, correction: ClusterCorrection) -> Self {
        self.robust = Some(correction);
        self
    }

    /// What to do when the likelihood has no maximum.
    pub fn on_separation(mut self, policy: OnSeparation) -> Self {
        self.on_separation = policy;
        self
    }

    /// When the fit is done; at the maximum of the likelihood unless told.
    pub fn convergence(mut self, rule: Convergence) -> Self {
        self.convergence = rule;
        self
    }

    /// The confidence of limits; 95 % unless told.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// How the linear predictor becomes a probability.
    #[must_use]
    pub fn link(&self) -> Link {
        self.link
    }

    /// The terms, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether there is an intercept.
    #[must_use]
    pub fn has_intercept(&self) -> bool {
        self.intercept == Intercept::Fitted
    }

    /// Estimates the coefficients.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`](crate::Error::Missing) when nobody left or everybody did, when the covariates separate and the policy is
    /// [`OnSeparation::Refuse`], and when a robust variance is asked for without persons;
    /// [`Error::MissingColumn`](crate::Error::MissingColumn), [`Error::ColumnType`](crate::Error::ColumnType) and
    /// [`Error::Setting`](crate::Error::Setting) for a term that does not fit the covariates (a reference level that does not occur, the
    /// logarithm of 0, a knot outside the boundary); [`Error::Limit`](crate::Error::Limit) beyond 5,000 columns.
    pub fn fit(&self, rows: &HazardRows) -> Result<HazardFit> {
        let problem = Problem::of(self, rows)?;
        let (mut maximum, limit) = problem.solve()?;
        if let Convergence::Deviance { epsilon } = self.convergence {
            maximum = problem.stop_as_r(epsilon, limit.as_ref())?;
        }
        problem.result(maximum, limit)
    }
}
