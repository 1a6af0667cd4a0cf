//! Hazard regression: coefficients and predictions, with model errors and with errors by person.

use super::{Answer, Draws, REGISTERS, SIZES, Study};
use kaiin::Result;
use kaiin::model::regression::{ClusterCorrection, Covariates, HazardFit, HazardRegression, HazardRows, Link, Term};

pub(crate) const STUDY: Study = Study {
    name: "regression",
    document: "src/model/regression/coverage.md",
    heading: "years of a member | link, question | errors",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

/// Constant, slope by tenure, and what the north adds.
const TRUTH: [f64; 3] = [-2.2, -0.15, 0.6];

fn probability(link: Link, predictor: f64) -> f64 {
    match link {
        Link::Logit => 1.0 / (1.0 + (-predictor).exp()),
        Link::ComplementaryLogLog => -(-predictor.exp()).exp_m1(),
    }
}

/// How the years of a member hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Years {
    /// Who leaves has no further year.
    UntilLeaving,
    /// An event that can happen each year, as paying late does, and tends to happen to the same members.
    Alike,
}

impl Years {
    fn words(self) -> &'static str {
        match self {
            Self::UntilLeaving => "until leaving",
            Self::Alike => "alike, the event can recur",
        }
    }

    /// Whether each of some years has the event. Years that are alike share one draw in six of ten cases, so each alone has its probability.
    fn events(self, probabilities: &[f64], draws: &mut Draws) -> Vec<bool> {
        let shared = draws.share();
        let mut events = Vec::new();
        for probability in probabilities {
            let own = draws.share();
            let draw = if self == Self::Alike && draws.happens(0.6) { shared } else { own };
            events.push(draw < *probability);
            if self == Self::UntilLeaving && draw < *probability {
                break;
            }
        }
        events
    }

    /// Members in two places, seen for one to six years.
    fn simulated(self, link: Link, size: usize, seed: u64) -> Result<HazardRows> {
        let mut draws = Draws::new(seed);
        let (mut person, mut tenure, mut place, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for member in 0..size {
            let in_north = draws.happens(0.4);
            let years = 1 + draws.below(6);
            let [constant, slope, north] = TRUTH;
            let of_year = |year: u32| probability(link, constant + slope * f64::from(year) + if in_north { north } else { 0.0 });
            let probabilities: Vec<f64> = (0..years).map(of_year).collect();
            for (year, event) in self.events(&probabilities, &mut draws).into_iter().enumerate() {
                person.push(member.to_string());
                tenure.push(year as f64);
                place.push(if in_north { "north" } else { "east" });
                events.push(event);
            }
        }
        let covariates = Covariates::new().number("tenure", &tenure)?.category("place", &place)?;
        HazardRows::person_periods(covariates, &events)?.persons(&person)
    }
}

const ERRORS: [(&str, Option<ClusterCorrection>); 4] = [
    ("model", None),
    ("by person", Some(ClusterCorrection::None)),
    ("by person, G / (G - 1)", Some(ClusterCorrection::Persons)),
    ("by person, HC1", Some(ClusterCorrection::PersonsAndRows)),
];

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    let asked = Covariates::new().number("tenure", &[2.0])?.category("place", &["north"])?;
    for years in [Years::UntilLeaving, Years::Alike] {
        for (link_name, link) in [("logit", Link::Logit), ("cloglog", Link::ComplementaryLogLog)] {
            let rows = years.simulated(link, size, seed)?;
            for (errors, correction) in ERRORS {
                let model = HazardRegression::new(link).term(Term::number("tenure")).term(Term::category("place").reference("east"));
                let model = if let Some(correction) = correction { model.robust(correction) } else { model };
                let fit = model.fit(&rows).ok();
                let line = |question: &str| format!("{} | {link_name}, {question} | {errors}", years.words());
                for (at, name) in ["constant", "tenure", "north against east"].into_iter().enumerate() {
                    answers.push(Answer::new(line(name), fit.as_ref().and_then(|fit| coefficient(fit, at)), TRUTH[at]));
                }
                let predicted = fit.and_then(|fit| fit.predict(&asked).ok()).and_then(|found| found.rows.first().copied());
                let limits = predicted.and_then(|found| found.lower.zip(found.upper));
                let truth = probability(link, TRUTH[0] + 2.0 * TRUTH[1] + TRUTH[2]);
                answers.push(Answer::new(line("probability in the third year in the north"), limits, truth));
            }
        }
    }
    answers.sort_by_key(|answer| question_of(&answer.line));
    Ok(answers)
}

/// Where a row of the table belongs: methods of one question side by side.
fn question_of(line: &str) -> (bool, bool, usize) {
    let place = ["constant", "tenure", "against", "probability"].into_iter().position(|word| line.contains(word)).unwrap_or_default();
    (line.contains("alike"), line.contains("cloglog"), place)
}

fn coefficient(fit: &HazardFit, at: usize) -> Option<(f64, f64)> {
    let found = fit.coefficients().get(at)?;
    found.lower.zip(found.upper)
}
