//! Whether a measure is worth its money, in Python.

use super::measure::Measure;
use crate::result::{Field, pickled, record, wraps};
use crate::table::Table;
use crate::words::Word;
use kaiin::decision::Lever;
use kaiin::decision::measures::BreakEven as Answer;
use pyo3::prelude::*;

record! {
    /// What a measure of known effect brings.
    Outcome of kaiin::decision::measures::Outcome {
        /// What the effect adds to the rate of those reached.
        change: f64,
        /// Persons gained or kept in each year; negative when the effect is to the worse.
        gained_a_year: f64,
        /// What they are worth, over all years, discounted to the start.
        value: f64,
        /// Value less cost.
        net: f64,
        /// Standard error of value and net, from that of the effect alone; ``None`` when none was given.
        net_error: Option<f64>,
        /// The probability that the value exceeds the cost, were the effect normally distributed; ``None`` without a standard error
        /// above 0.
        chance_of_paying: Option<f64>,
        /// Cost over persons gained; ``None`` when none are.
        cost_of_one: Option<f64>,
        /// Where the effect comes from: ``"typed_in"`` with the note, or ``"evaluated"`` with the evaluation.
        provenance: (String, String),
    }
}

/// The smallest change of a lever at which what a measure brings is worth what it costs.
///
/// Examples:
///     >>> plan = Catalogue.shipped().get("M15").for_audience_of(100, fixed_cost=200)
///     >>> dear = plan.assess(Stake(0.1, 10)).break_even  # 20 of 100 would have to stay, of 10 who leave
///     >>> dear.kind, round(dear.needed, 12), round(dear.most, 12), round(dear.returned, 12)
///     ('infeasible', -0.2, -0.1, 0.5)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BreakEven {
    inner: Answer,
}

#[pymethods]
impl BreakEven {
    /// ``"at"`` a change of the rate; ``"infeasible"``, no change within 0 and 1 is worth the cost; ``"nobody_reached"``;
    /// ``"worth_nothing"``, one person more is worth nothing or less; ``"no_lever"``, the measure turns none.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.name()
    }

    /// The change of the rate that is needed, feasible or not; ``None`` where there is none.
    #[getter]
    fn change(&self) -> Option<f64> {
        self.inner.change()
    }

    /// What has to be added to the rate: negative for leaving, which must fall. ``None`` unless the kind is ``"at"``.
    #[getter]
    fn absolute(&self) -> Option<f64> {
        self.at().map(|(absolute, ..)| absolute)
    }

    /// The same as a share of the rate; ``None`` for a rate of 0 too.
    #[getter]
    fn relative(&self) -> Option<f64> {
        self.at().and_then(|(_, relative, _)| relative)
    }

    /// Persons to be gained or kept in each year; ``None`` unless the kind is ``"at"``.
    #[getter]
    fn persons(&self) -> Option<f64> {
        self.at().map(|(.., persons)| persons)
    }

    /// What would have to be added to the rate; ``None`` unless the kind is ``"infeasible"``.
    #[getter]
    fn needed(&self) -> Option<f64> {
        self.infeasible().map(|(needed, ..)| needed)
    }

    /// The most that can be added; ``None`` unless the kind is ``"infeasible"``.
    #[getter]
    fn most(&self) -> Option<f64> {
        self.infeasible().map(|(_, most, _)| most)
    }

    /// The share of the cost that this would return; ``None`` unless the kind is ``"infeasible"``.
    #[getter]
    fn returned(&self) -> Option<f64> {
        self.infeasible().map(|(.., returned)| returned)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "BreakEven", &["kind", "change"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "BreakEven", &["kind", "change", "relative", "persons", "most", "returned"])
    }
}

impl BreakEven {
    fn at(&self) -> Option<(f64, Option<f64>, f64)> {
        match self.inner {
            Answer::At { absolute, relative, persons } => Some((absolute, relative, persons)),
            _ => None,
        }
    }

    fn infeasible(&self) -> Option<(f64, f64, f64)> {
        match self.inner {
            Answer::Infeasible { needed, most, returned } => Some((needed, most, returned)),
            _ => None,
        }
    }
}

pickled!(BreakEven, Answer);
wraps!(BreakEven, Answer);

record! {
    /// A measure weighed against its cost.
    Assessment of kaiin::decision::measures::Assessment {
        /// The measure.
        measure: Measure,
        /// The lever on which it is weighed; ``None`` when it has none.
        lever: Option<Word<Lever>>,
        /// The rate of the lever without the measure.
        rate: f64,
        /// Persons reached in each year.
        reached: f64,
        /// The cost of all years, discounted to the start.
        cost: f64,
        /// The effect at which the value equals the cost.
        break_even: BreakEven,
        /// What it brings; ``None`` when the effect is unknown.
        outcome: Option<Outcome>,
    }
}

#[pymethods]
impl Assessment {
    /// The assessment in a sentence, in English and in Japanese.
    #[getter]
    fn words(&self) -> (String, String) {
        self.inner.words().field()
    }

    /// Several assessments as a table, in their order: what is known of each, and what its effect would have to be.
    ///
    /// Examples:
    ///     >>> plan = Catalogue.shipped().get("M15").for_audience_of(400, fixed_cost=600_000, cost_per_person=1_500)
    ///     >>> Assessment.table([plan.assess(Stake(0.20, 60_000))]).to_dict()["break_even"]
    ///     ['at']
    #[staticmethod]
    fn table(assessments: Vec<PyRef<'_, Assessment>>) -> Table {
        let assessments: Vec<_> = assessments.iter().map(|assessment| assessment.inner.clone()).collect();
        kaiin::decision::measures::Assessment::table(&assessments).into()
    }
}
