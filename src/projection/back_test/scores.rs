//! How far off were the forecasts, did they lean, and did their intervals hold?

use super::forecast::Forecast;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Levels of the intervals that are judged.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// One forecast beside what came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) ahead: usize,
    pub(super) forecast: Forecast,
    pub(super) truth: f64,
    /// Mean absolute yearly change before the origin.
    pub(super) scale: f64,
}

/// How good a method was so many years ahead, over all origins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackTestScore {
    /// The method.
    pub method: String,
    /// Years ahead.
    pub ahead: usize,
    /// Forecasts judged.
    pub forecasts: usize,
    /// Mean of forecast less truth, in the unit of the series.
    pub bias: f64,
    /// Mean absolute error, in the unit of the series.
    pub absolute_error: f64,
    /// Mean absolute error in units of the mean absolute yearly change before each origin (MASE): below 1 it beats "as last year" one year
    /// ahead; `None` where nothing ever changed.
    pub scaled_error: Option<f64>,
    /// Mean continuous ranked probability score, in the unit of the series.
    pub ranked_score: f64,
    /// Share of the 50 % intervals that held what came.
    pub held_50: f64,
    /// Share of the 80 % intervals that held what came.
    pub held_80: f64,
    /// Share of the 95 % intervals that held what came.
    pub held_95: f64,
    /// Where what came lay in each forecast distribution, by origin: the probability integral transform.
    pub positions: Vec<f64>,
}

/// The scores of all methods, by years ahead.
///
/// Forecasts of one series from neighbouring origins share most of their years: a share of intervals that held, of twenty origins, is worth
/// that of a few independent ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackTestScores {
    scores: Vec<BackTestScore>,
}

impl BackTestScores {
    pub(super) fn new(methods: Vec<(String, Vec<Judged>)>, horizon: usize) -> Self {
        let of_method = |(method, judged): (String, Vec<Judged>)| {
            (1..=horizon).filter_map(move |ahead| {
                let of_year: Vec<Judged> = judged.iter().filter(|one| one.ahead == ahead).copied().collect();
                (!of_year.is_empty()).then(|| score(method.clone(), ahead, &of_year))
            })
        };
        Self { scores: methods.into_iter().flat_map(of_method).collect() }
    }

    /// The scores, by method and years ahead.
    #[must_use]
    pub fn scores(&self) -> &[BackTestScore] {
        &self.scores
    }

    /// The score of a method so many years ahead.
    #[must_use]
    pub fn score(&self, method: &str, ahead: usize) -> Option<&BackTestScore> {
        self.scores.iter().find(|score| score.method == method && score.ahead == ahead)
    }

    /// The scores as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |of: &dyn Fn(&BackTestScore) -> Option<f64>| Values::Reals(self.scores.iter().map(of).collect());
        let whole =
            |of: fn(&BackTestScore) -> usize| Values::Integers(self.scores.iter().map(|score| i64::try_from(of(score)).ok()).collect());
        let columns = [
            ("method", Values::Texts(self.scores.iter().map(|score| Some(score.method.clone())).collect())),
            ("ahead", whole(|score| score.ahead)),
            ("forecasts", whole(|score| score.forecasts)),
            ("bias", real(&|score| Some(score.bias))),
            ("absolute_error", real(&|score| Some(score.absolute_error))),
            ("scaled_error", real(&|score| score.scaled_error)),
            ("ranked_score", real(&|score| Some(score.ranked_score))),
            ("held_50", real(&|score| Some(score.held_50))),
            ("held_80", real(&|score| Some(score.held_80))),
            ("held_95", real(&|score| Some(score.held_95))),
        ];
        Table::of_columns("back_test", columns)
    }
}

fn score(method: String, ahead: usize, judged: &[Judged]) -> BackTestScore {
    let mean = |of: &dyn Fn(&Judged) -> f64| judged.iter().map(of).sum::<f64>() / judged.len() as f64;
    let held = |level: f64| mean(&|one| f64::from(u8::from(one.forecast.holds(one.truth, level))));
    let error = |one: &Judged| (one.forecast.mean - one.truth).abs();
    let [held_50, held_80, held_95] = LEVELS.map(held);
    BackTestScore {
        method,
        ahead,
        forecasts: judged.len(),
        bias: mean(&|one| one.forecast.mean - one.truth),
        absolute_error: mean(&error),
        scaled_error: judged.iter().all(|one| one.scale > 0.0).then(|| mean(&|one| error(one) / one.scale)),
        ranked_score: mean(&|one| one.forecast.ranked_score(one.truth)),
        held_50,
        held_80,
        held_95,
        positions: judged.iter().map(|one| one.forecast.position(one.truth)).collect(),
    }
}
