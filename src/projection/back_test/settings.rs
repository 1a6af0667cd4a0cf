//! The rolling origin: which series, from when, how many years ahead, by which methods.

use super::forecast::{Forecast, Forecasts};
use super::scores::{BackTestScores, Judged};
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use std::fmt;

/// Years ahead unless told.
const USUAL_HORIZON: usize = 10;
/// Fewest years that a method sees unless told.
const USUAL_HISTORY: usize = 10;

/// A method: from the years up to the origin to forecasts of the next ones; `None` where it cannot say.
type Method<'a> = Box<dyn Fn(&[(FiscalYear, f64)], usize) -> Forecasts + 'a>;

/// A series, and the methods that forecast it from every origin; consumed by [`BackTest::run`].
///
/// # Example
///
/// A line, which drift continues without error and the last value does not:
///
/// ```
/// use kaiin::{FiscalYear, projection::back_test::{BackTest, drift, naive}};
/// let line = (0..20).map(|at| (FiscalYear(2000 + at), 100.0 + 5.0 * f64::from(at)));
/// let scores = BackTest::of(line)?.horizon(3).method("naive", naive).method("drift", drift).run()?;
/// let of = |method: &str| scores.score(method, 3).unwrap();
/// assert_eq!((of("naive").bias, of("drift").bias), (-15.0, 0.0)); // forecast less truth, three years ahead
/// assert_eq!(of("naive").scaled_error, Some(3.0)); // in units of the mean yearly change
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use = "settings do nothing until `run` is called"]
pub struct BackTest<'a> {
    series: Vec<(FiscalYear, f64)>,
    horizon: usize,
    history: usize,
    methods: Vec<(String, Method<'a>)>,
}

impl fmt::Debug for BackTest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let methods: Vec<&String> = self.methods.iter().map(|(name, _)| name).collect();
        f.debug_struct("BackTest").field("series", &self.series).field("horizon", &self.horizon).field("methods", &methods).finish()
    }
}

impl<'a> BackTest<'a> {
    /// Settings for a series of consecutive fiscal years.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when years are not consecutive, or a value is not a finite number.
    pub fn of(series: impl IntoIterator<Item = (FiscalYear, f64)>) -> Result<Self> {
        let series: Vec<(FiscalYear, f64)> = series.into_iter().collect();
        if let Some((year, value)) = series.iter().find(|(_, value)| !value.is_finite()) {
            return Err(Error::setting("series", value, format!("of fiscal {year} is no number; leave out the years before it")));
        }
        if let Some(pair) = series.windows(2).find(|pair| pair[1].0 != pair[0].0.plus(1)) {
            let reason = format!("is followed by {}; give every year once, in order, or the longest stretch without a gap", pair[1].0);
            return Err(Error::setting("series", pair[0].0, reason));
        }
        Ok(Self { series, horizon: USUAL_HORIZON, history: USUAL_HISTORY, methods: Vec::new() })
    }

    /// How many years ahead; 10 unless told.
    pub fn horizon(self, years: usize) -> Self {
        Self { horizon: years, ..self }
    }

    /// How many years a method sees at the first origin; 10 unless told.
    pub fn fewest_years(self, years: usize) -> Self {
        Self { history: years, ..self }
    }

    /// With a method under a name: from the years up to the origin, and how many years ahead, to a forecast of each, or `None` where it
    /// cannot say.
    pub fn method(mut self, name: impl Into<String>, method: impl Fn(&[(FiscalYear, f64)], usize) -> Forecasts + 'a) -> Self {
        self.methods.push((name.into(), Box::new(method)));
        self
    }

    /// Forecasts from every origin, and compares with what came.
    ///
    /// Methods are compared on the same origins and years ahead: those at which every method says something.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] without any method or with horizon 0; [`Error::NoRows`] when no origin has enough years before and one after
    /// it, or no origin at which all methods say something; else what a method returns.
    pub fn run(&self) -> Result<BackTestScores> {
        if self.methods.is_empty() {
            return Err(Error::setting("methods", "[]", "are none; add one by `method`"));
        }
        if self.horizon == 0 {
            return Err(Error::setting("horizon", 0, "is no year ahead; give 1 or more"));
        }
        let mut judged: Vec<Vec<Judged>> = vec![Vec::new(); self.methods.len()];
        for end in self.history.max(1)..self.series.len() {
            let (history, future) = self.series.split_at(end);
            let Some(forecasts) = self.forecasts(history)? else { continue };
            let scale = mean_step(history);
            for (of_method, forecasts) in judged.iter_mut().zip(&forecasts) {
                let ahead = forecasts.iter().zip(future).zip(1..).map(|((forecast, (_, truth)), ahead)| Judged {
                    ahead,
                    forecast: *forecast,
                    truth: *truth,
                    scale,
                });
                of_method.extend(ahead);
            }
        }
        if judged.iter().all(Vec::is_empty) {
            let advice = "give more years, or fewer that a method must see (`fewest_years`)".into();
            return Err(Error::NoRows { input: "the back-test".into(), advice });
        }
        Ok(BackTestScores::new(self.methods.iter().map(|(name, _)| name.clone()).zip(judged).collect(), self.horizon))
    }

    /// What each method says at an origin; `None` unless all say something.
    fn forecasts(&self, history: &[(FiscalYear, f64)]) -> Result<Option<Vec<Vec<Forecast>>>> {
        let said = self.methods.iter().map(|(_, method)| method(history, self.horizon)).collect::<Result<Option<Vec<_>>>>()?;
        let wrong = |one: &&Forecast| !(one.mean.is_finite() && one.deviation.is_finite() && one.deviation >= 0.0);
        if let Some(one) = said.iter().flatten().flatten().find(wrong) {
            let reason = "is no forecast; a mean and a deviation of 0 or more are needed, or nothing at all";
            return Err(Error::setting("forecast", format!("{} ± {}", one.mean, one.deviation), reason));
        }
        Ok(said)
    }
}

/// The mean absolute change from one year to the next: what errors are scaled by.
fn mean_step(history: &[(FiscalYear, f64)]) -> f64 {
    let steps = history.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs());
    steps.sum::<f64>() / (history.len() as f64 - 1.0).max(1.0)
}
