//! A fitted hazard, in Python: coefficients, how well it fits, and what the data could not tell.

use super::covariates::CovariatesArg;
use super::hazard_regression::HazardRegression;
use super::prediction::{MemberRisk, Predictions};
use crate::error::enter;
use crate::html;
use crate::person_years::{PersonYearSettings, PersonYearTable, settings_or_default};
use crate::register::Register;
use crate::result::{Field, pickled, produces_arrow, record, wraps};
use crate::words::Word;
use kaiin::model::regression::{BicSize, ClusterCorrection, CoefficientStatus, HazardFit as Core, Nesting, UnknownLevel};
use pyo3::prelude::*;

impl Field<String> for CoefficientStatus {
    fn field(&self) -> String {
        self.name().to_owned()
    }
}

record! {
    /// One coefficient, on the scale of the linear predictor; ``None`` where it has no estimate.
    Coefficient of kaiin::model::regression::Coefficient {
        /// Its name: the term, for a category with ``=level``, ``(Intercept)`` for the intercept.
        name: String,
        /// The term that it belongs to.
        term: String,
        /// Whether it has an estimate: ``"estimated"``; ``"collinear"``: its column is 0, constant or a combination of others, where R
        /// prints NA; ``"minus_infinity"`` or ``"plus_infinity"``: nobody or everybody of its kind had the event (separation);
        /// ``"undetermined"``: the rows that are not separated say nothing about it.
        status: String,
        /// The estimate.
        estimate: Option<f64>,
        /// Its standard error: clustered by person when that was asked for.
        error: Option<f64>,
        /// Estimate by error.
        z: Option<f64>,
        /// Two-sided p value of the hypothesis that it is 0 (Wald test, normal).
        p: Option<f64>,
        /// Lower limit.
        lower: Option<f64>,
        /// Upper limit.
        upper: Option<f64>,
        /// The odds ratio, or the hazard ratio under the complementary log-log link.
        ratio: Option<f64>,
        /// Lower limit of the ratio.
        ratio_lower: Option<f64>,
        /// Upper limit of the ratio.
        ratio_upper: Option<f64>,
    }
}

#[pymethods]
impl Coefficient {
    /// The columns that its own is a combination of, when it is collinear; empty when its column is 0 or constant.
    #[getter]
    fn collinear_with(&self) -> Vec<String> {
        match &self.inner.status {
            CoefficientStatus::Collinear(of) => of.clone(),
            _ => Vec::new(),
        }
    }
}

record! {
    /// That, and how, the covariates separate those who had the event from those who had not.
    Separation of kaiin::model::regression::Separation {
        /// The coefficients without a finite estimate.
        coefficients: Vec<String>,
        /// The terms that these belong to.
        terms: Vec<String>,
        /// Trials in the cells whose fitted probabilities are 0 or 1.
        trials: f64,
        /// Events in these.
        events: f64,
    }
}

#[pymethods]
impl Separation {
    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

record! {
    /// The test of a larger model against a smaller one.
    LikelihoodRatio of kaiin::model::regression::LikelihoodRatio {
        /// Twice the gain in log-likelihood.
        statistic: f64,
        /// Coefficients that the larger model has more.
        degrees_of_freedom: u64,
        /// Probability of such a gain by chance, by the chi-squared distribution.
        p: f64,
    }
}

#[pymethods]
impl LikelihoodRatio {
    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

/// A fitted discrete-time hazard, made by `HazardRegression.fit`.
///
/// It prints as R's ``summary`` does, and is a table of its coefficients; `predict` gives probabilities for other rows.
///
/// Examples:
///     >>> rows = HazardRows.grouped({"branch": ["east", "north", "south"]}, [10, 20, 0], [100, 100, 40])
///     >>> fit = HazardRegression(terms=[Term.category("branch")]).fit(rows)
///     >>> str(fit.separation)  # nobody left in the south: the likelihood has no maximum there
///     'separation: no finite estimate for branch=south; the 0 events of 40 trials there are fitted exactly'
///     >>> fit.coefficient("branch=south").estimate, round(fit.coefficient("branch=north").ratio, 12)  # (20 / 80) / (10 / 90)
///     (None, 2.25)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct HazardFit {
    pub(crate) inner: Core,
}

wraps!(HazardFit, Core);

#[pymethods]
impl HazardFit {
    /// The settings that it was made with.
    #[getter]
    fn settings(&self) -> HazardRegression {
        HazardRegression { inner: self.inner.settings().clone() }
    }

    /// The coefficients, in the order of the terms.
    #[getter]
    fn coefficients(&self) -> Vec<Coefficient> {
        self.inner.coefficients().iter().cloned().map(Coefficient::from).collect()
    }

    /// A coefficient by name; ``None`` when there is none.
    fn coefficient(&self, name: &str) -> Option<Coefficient> {
        self.inner.coefficient(name).cloned().map(Coefficient::from)
    }

    /// The covariance of two coefficients by their positions among `coefficients`; ``None`` when one has no estimate.
    fn covariance(&self, row: usize, column: usize) -> Option<f64> {
        self.inner.covariance(row, column)
    }

    /// The separation of the data, if there is one.
    #[getter]
    fn separation(&self) -> Option<Separation> {
        self.inner.separation().cloned().map(Separation::from)
    }

    /// Columns that are 0, constant or combinations of earlier ones, and so have no coefficient.
    #[getter]
    fn collinear(&self) -> Vec<Coefficient> {
        self.inner.collinear().cloned().map(Coefficient::from).collect()
    }

    /// Rows with a trial and a weight above 0.
    #[getter]
    fn rows(&self) -> u64 {
        self.inner.rows()
    }

    /// Distinct rows: what the fit took its time by.
    #[getter]
    fn cells(&self) -> u64 {
        self.inner.cells()
    }

    /// Events, weighted.
    #[getter]
    fn events(&self) -> f64 {
        self.inner.events()
    }

    /// Trials, weighted.
    #[getter]
    fn trials(&self) -> f64 {
        self.inner.trials()
    }

    /// Persons by whom the variance is clustered; ``None`` when it is not.
    #[getter]
    fn persons(&self) -> Option<u64> {
        self.inner.persons()
    }

    /// Number of coefficients that the data could tell apart; with a ridge penalty what they are worth (effective degrees of freedom).
    #[getter]
    fn degrees_of_freedom(&self) -> f64 {
        self.inner.degrees_of_freedom()
    }

    /// Rows less coefficients, as R counts them; ``None`` with a ridge penalty.
    #[getter]
    fn residual_degrees_of_freedom(&self) -> Option<u64> {
        self.inner.residual_degrees_of_freedom()
    }

    /// Degrees of freedom of the null deviance.
    #[getter]
    fn null_degrees_of_freedom(&self) -> u64 {
        self.inner.null_degrees_of_freedom()
    }

    /// The residual deviance against a probability for each row given. Cells and the person-period rows that they were made of differ by a
    /// constant. With separation: its limit.
    #[getter]
    fn deviance(&self) -> f64 {
        self.inner.deviance()
    }

    /// The deviance of the model with the intercept and the offset alone (without an intercept: with the offset alone).
    #[getter]
    fn null_deviance(&self) -> f64 {
        self.inner.null_deviance()
    }

    /// The log-likelihood, with the binomial coefficients of the rows as R counts them; without the penalty. With separation: its limit.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.inner.log_likelihood()
    }

    /// Akaike's information criterion, -2 l + 2 k.
    #[getter]
    fn aic(&self) -> f64 {
        self.inner.aic()
    }

    /// The Bayesian information criterion, -2 l + k ln n.
    ///
    /// Args:
    ///     size: What n is: the number of ``"trials"`` (the default, the same for cells and person-period rows), of ``"rows"``
    ///         (R's ``BIC(glm)``), or of ``"events"``.
    #[pyo3(signature = (size = None))]
    fn bic(&self, size: Option<Word<BicSize>>) -> f64 {
        self.inner.bic(size.map(|size| size.0).unwrap_or_default())
    }

    /// Steps that it took.
    #[getter]
    fn iterations(&self) -> u64 {
        self.inner.iterations()
    }

    /// The probability of the event for other rows, with errors and limits.
    ///
    /// Args:
    ///     covariates: `Covariates`, or a table that has the columns of the terms.
    ///     unknown_levels: What to do with a level that the fit has not seen: ``"refuse"`` (the default), predict as for the
    ///         ``"reference"`` level, or give no prediction, ``"leave_out"``.
    ///
    /// Raises:
    ///     InputError: A covariate is missing or of the wrong kind.
    ///     SettingError: A level is not known, and that is refused.
    ///
    /// Examples:
    ///     >>> rows = HazardRows.grouped({"tenure": [0, 1]}, [10, 20], [100, 100])
    ///     >>> fit = HazardRegression(terms=[Term.number("tenure")]).fit(rows)
    ///     >>> round(fit.predict({"tenure": [2]}).hazards[0], 12)  # the odds go from 1/9 to 1/4, so next to 9/16
    ///     0.36
    #[pyo3(signature = (covariates, *, unknown_levels = None))]
    fn predict(&self, py: Python<'_>, covariates: CovariatesArg<'_>, unknown_levels: Option<Word<UnknownLevel>>) -> PyResult<Predictions> {
        let (covariates, policy) = (covariates.covariates(py)?, unknown_levels.map(|word| word.0).unwrap_or_default());
        enter(py, |_| self.inner.predict_with(&covariates, policy)).map(Predictions::from)
    }

    /// Tests this model against a smaller one of the same rows (likelihood ratio, chi-squared).
    ///
    /// Weak where cells are few and events rare, where rows of a person depend on each other (a clustered variance does not mend a
    /// likelihood), and at the boundary that separation is.
    ///
    /// Args:
    ///     smaller: The smaller model.
    ///     nesting: That every term of it is a term of this one is ``"checked"`` (the default) or ``"assumed"``.
    ///
    /// Raises:
    ///     TableError: Rows or links differ.
    ///     SettingError: A term of the smaller model is not one of this, this one has no more coefficients, or one has a ridge penalty.
    #[pyo3(signature = (smaller, nesting = None))]
    fn against(&self, py: Python<'_>, smaller: PyRef<'_, Self>, nesting: Option<Word<Nesting>>) -> PyResult<LikelihoodRatio> {
        let (smaller, nesting) = (&smaller.inner, nesting.map(|word| word.0).unwrap_or_default());
        enter(py, |_| self.inner.against(smaller, nesting)).map(LikelihoodRatio::from)
    }

    /// The probability of each current member to leave within the next year, for a fit to the cells of a register counted with these
    /// settings (`HazardRows.of_register`).
    ///
    /// A ``period`` that is a category has no level for the next year: use it as a number, leave it out, or let unknown levels be the
    /// reference.
    ///
    /// Args:
    ///     register: The register.
    ///     settings: The settings with which the cells of the fit were counted; those of `HazardRows.of_register` by default.
    ///     unknown_levels: As for `predict`.
    ///
    /// Raises:
    ///     InputError: The register has no segment of that name, or a covariate is missing.
    ///     SettingError: A level is not known, and that is refused.
    #[pyo3(signature = (register, settings = None, *, unknown_levels = None))]
    fn risk_of_members(
        &self,
        py: Python<'_>,
        register: PyRef<'_, Register>,
        settings: Option<PersonYearSettings>,
        unknown_levels: Option<Word<UnknownLevel>>,
    ) -> PyResult<MemberRisk> {
        let (register, settings) = (&register.inner, settings_or_default(settings));
        let policy = unknown_levels.map(|word| word.0).unwrap_or_default();
        enter(py, |_| self.inner.risk_of_members(register, &settings, policy)).map(MemberRisk::from)
    }

    /// The same fit with a variance clustered by person, for a fit to the cells of this table of this register.
    ///
    /// The register is read once more; no row a person and year is made.
    ///
    /// Args:
    ///     register: The register.
    ///     table: The table whose cells the fit was made from.
    ///     correction: As `robust` of `HazardRegression`; ``"none"`` by default.
    ///
    /// Raises:
    ///     TableError: The table has other counts than the fit.
    ///     RateError: The data are separated; refit without the separated level.
    ///     SettingError: The fit has clustered errors already.
    #[pyo3(signature = (register, table, correction = None))]
    fn clustered_by_person(
        &self,
        py: Python<'_>,
        register: PyRef<'_, Register>,
        table: PyRef<'_, PersonYearTable>,
        correction: Option<Word<ClusterCorrection>>,
    ) -> PyResult<Self> {
        let (register, table, correction) = (&register.inner, &table.inner, correction.map(|word| word.0).unwrap_or_default());
        enter(py, |_| self.inner.clustered_by_person(register, table, correction)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        self.inner.to_string()
    }

    fn _repr_html_(&self) -> String {
        let link = self.inner.settings().link();
        let shown = |value: f64| format!("{value:.3}");
        let lines = [
            ("separation", self.inner.separation().map(ToString::to_string)),
            ("ratio", Some(link.ratio().to_owned())),
            ("events of trials", Some(format!("{} of {} in {} cells", self.inner.events(), self.inner.trials(), self.inner.cells()))),
            ("errors clustered by persons", self.inner.persons().map(|persons| persons.to_string())),
            ("null deviance", Some(format!("{} on {} df", shown(self.inner.null_deviance()), self.inner.null_degrees_of_freedom()))),
            ("residual deviance", Some(residual(&self.inner))),
            ("AIC", Some(shown(self.inner.aic()))),
        ];
        let lines: Vec<(String, String)> = lines.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))).collect();
        html::table(&self.inner.to_table()) + &html::fields(&format!("discrete-time hazard, {link} link"), &lines)
    }
}

fn residual(fit: &Core) -> String {
    let degrees = fit.residual_degrees_of_freedom().map_or_else(String::new, |degrees| format!(" on {degrees} df"));
    format!("{:.3}{degrees}", fit.deviance())
}

produces_arrow!(HazardFit);
pickled!(HazardFit, Core);
