//! Pictures, in Python: drawn by the core, shown by a notebook.

use crate::decomposition::Decomposition;
use crate::error::{enter, err};
use crate::projection::outlook::Projection;
use crate::result::pickled;
use crate::scenario::{Goal, ScenarioComparison, Sensitivity};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::projection::Quantity;
use kaiin::report::chart::{Fan, Frontier, FrontierPoint, Swing, Tornado, Waterfall, YearPoint};
use kaiin::report::{ChartSize, ChartSpec, Language};
use pyo3::prelude::*;

/// A picture as SVG: no script, no network, no font but the reader's own; it can be read by colour-blind readers and on a grey printer.
///
/// A notebook shows it by itself; `svg` is the text to be put into a page or a file.
///
/// Examples:
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
///     >>> chart = Chart.tornado(Sensitivity(base, "members", 2026))
///     >>> chart.title, chart.svg().startswith("<svg ")
///     ('Which assumptions matter most?', True)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Chart {
    inner: (ChartSpec, Language),
}

impl Chart {
    /// A picture with its words in a language.
    fn of(chart: ChartSpec, language: Language) -> Self {
        Self { inner: (chart, language) }
    }
}

/// What a fan is drawn of.
#[derive(FromPyObject)]
enum FanOf<'py> {
    #[pyo3(transparent, annotation = "Projection")]
    Projection(PyRef<'py, Projection>),
    #[pyo3(transparent, annotation = "ScenarioComparison")]
    Scenarios(PyRef<'py, ScenarioComparison>),
}

impl FanOf<'_> {
    fn draw(&self, quantity: Quantity, language: Language) -> kaiin::Result<Fan> {
        match self {
            Self::Projection(projection) => Fan::of(&projection.inner, quantity, language),
            Self::Scenarios(compared) => Fan::of_scenarios(&compared.inner, quantity, language),
        }
    }
}

#[pymethods]
impl Chart {
    /// Why a rate changed: the rate before, one bar for each part from where the last one ended, and the rate after.
    ///
    /// Args:
    ///     decomposition: The change and its parts.
    ///     language: ``"en"`` (the default) or ``"ja"``.
    ///     title: The title; a question by default.
    ///     value_label: What the rate is, at the axis.
    ///
    /// Raises:
    ///     TableError: The rate is beyond 2^43 units of the last decimal.
    #[staticmethod]
    #[pyo3(signature = (decomposition, language = None, *, title = None, value_label = None))]
    fn waterfall(
        py: Python<'_>,
        decomposition: PyRef<'_, Decomposition>,
        language: Option<Word<Language>>,
        title: Option<String>,
        value_label: Option<String>,
    ) -> PyResult<Self> {
        let (decomposition, language) = (&decomposition.inner, chosen(language));
        let chart = enter(py, |_| Waterfall::of(decomposition, language))?;
        let chart = title.into_iter().fold(chart, |chart, title| Waterfall { title, ..chart });
        let chart = value_label.into_iter().fold(chart, |chart, value_label| Waterfall { value_label, ..chart });
        Ok(Self::of(ChartSpec::Waterfall(chart), language))
    }

    /// What will happen: history, projection with intervals of 50, 80 and 95 %, a line for each scenario, and a goal.
    ///
    /// Args:
    ///     of: A projection, or scenarios beside each other.
    ///     quantity: As in `ScenarioComparison.difference`.
    ///     language: ``"en"`` (the default) or ``"ja"``.
    ///     history: Years and values known before; what the projection starts from unless given.
    ///     goal: A goal of the same quantity, marked in its year.
    ///     title: The title.
    ///
    /// Raises:
    ///     RateError: The projection knows the quantity in no year.
    #[staticmethod]
    #[pyo3(signature = (of, quantity = None, language = None, *, history = None, goal = None, title = None))]
    fn fan(
        of: FanOf<'_>,
        quantity: Option<Word<Quantity>>,
        language: Option<Word<Language>>,
        history: Option<Vec<(i32, Option<f64>)>>,
        goal: Option<Goal>,
        title: Option<String>,
    ) -> PyResult<Self> {
        let language = chosen(language);
        let chart = of.draw(quantity.map(|word| word.0).unwrap_or_default(), language).map_err(err)?;
        let points = |history: Vec<(i32, Option<f64>)>| history.into_iter().map(|(year, value)| YearPoint::new(year, value));
        let chart = history.into_iter().fold(chart, |chart, history| chart.after(points(history)));
        let chart = goal.into_iter().fold(chart, |chart, goal| chart.with_goal(&goal.inner, language));
        let chart = title.into_iter().fold(chart, |chart, title| Fan { title, ..chart });
        Ok(Self::of(ChartSpec::Fan(chart), language))
    }

    /// Which assumptions matter most: one bar for each to both sides of what is expected.
    ///
    /// Effects are taken as proportional, as `Sensitivity` gives them; no assumption is moved below 0 or above 1.
    ///
    /// Args:
    ///     sensitivity: How the quantity moves with every assumption.
    ///     swing: ``"tenth"`` (the default): each rate a tenth of itself lower and higher, all years since licence, joining or lapse together;
    ///         ``"tenth_of_one_year"``: each year alone; ``"standard_error"``: each by its standard error, those without one left out.
    ///     language: ``"en"`` (the default) or ``"ja"``.
    ///     most: How many assumptions are drawn; 10 by default. The others are summed up in a sentence.
    ///     title: The title; a question by default.
    ///
    /// Raises:
    ///     SettingError: ``most`` is 0.
    ///     RateError: Standard errors are asked for and none is known.
    #[staticmethod]
    #[pyo3(signature = (sensitivity, swing = None, language = None, *, most = None, title = None))]
    fn tornado(
        sensitivity: PyRef<'_, Sensitivity>,
        swing: Option<Word<Swing>>,
        language: Option<Word<Language>>,
        most: Option<usize>,
        title: Option<String>,
    ) -> PyResult<Self> {
        let (swing, language) = (swing.map(|word| word.0).unwrap_or_default(), chosen(language));
        let chart = Tornado::of(&sensitivity.inner, swing, most.unwrap_or(Tornado::MOST), language).map_err(err)?;
        let chart = title.into_iter().fold(chart, |chart, title| Tornado { title, ..chart });
        Ok(Self::of(ChartSpec::Tornado(chart), language))
    }

    /// What is worth its cost: what each course costs against what it reaches; a line joins those that no other one beats.
    ///
    /// Args:
    ///     points: Name, cost and value reached of each course.
    ///     without: The value reached without any cost.
    ///     quantity: What is reached, as in `ScenarioComparison.difference`.
    ///     year: In which fiscal year.
    ///     language: ``"en"`` (the default) or ``"ja"``.
    ///     goal: A goal, drawn as a level line.
    ///     cost_label: What a cost is, and in which unit.
    ///     title: The title; a question by default.
    ///
    /// Examples:
    ///     >>> points = [("mentors", 1_000_000, 0.56), ("posters", 2_000_000, 0.55)]
    ///     >>> Chart.frontier(points, 0.54, "organization_rate", 2035).description
    ///     'organization rate (cumulative licence holders), fiscal 2035. Without cost 54.0 %. mentors: 56.0 % for 1,000,000. Beaten by another one: posters.'
    #[staticmethod]
    #[pyo3(signature = (points, without, quantity, year, language = None, *, goal = None, cost_label = None, title = None))]
    #[allow(clippy::too_many_arguments)]
    fn frontier(
        points: Vec<(String, f64, f64)>,
        without: f64,
        quantity: Word<Quantity>,
        year: i32,
        language: Option<Word<Language>>,
        goal: Option<Goal>,
        cost_label: Option<String>,
        title: Option<String>,
    ) -> Self {
        let language = chosen(language);
        let points = points.into_iter().map(|(label, cost, value)| FrontierPoint::new(label, cost, value));
        let chart = Frontier::of(quantity.0, FiscalYear(year), without, points, language);
        let chart = goal.into_iter().fold(chart, |chart, goal| chart.with_goal(&goal.inner, language));
        let chart = cost_label.into_iter().fold(chart, |chart, cost_label| Frontier { cost_label, ..chart });
        let chart = title.into_iter().fold(chart, |chart, title| Frontier { title, ..chart });
        Self::of(ChartSpec::Frontier(chart), language)
    }

    /// The title.
    #[getter]
    fn title(&self) -> &str {
        self.inner.0.title()
    }

    /// What the picture shows, in words.
    #[getter]
    fn description(&self) -> &str {
        self.inner.0.description()
    }

    /// The picture as an ``<svg>`` element.
    ///
    /// Args:
    ///     size: Width and height in CSS pixels, 96 to the inch; 680 by 370 unless given, higher where rows or a legend need it.
    ///
    /// Raises:
    ///     SettingError: The size is outside 320 to 4000 by 200 to 4000.
    ///     TableError: The picture would have more than 100,000 marks.
    #[pyo3(signature = (size = None))]
    fn svg(&self, py: Python<'_>, size: Option<(f64, f64)>) -> PyResult<String> {
        enter(py, |_| {
            let size = size.map(|(width, height)| ChartSize::new(width, height)).transpose()?;
            self.inner.0.to_svg(self.inner.1, size.unwrap_or_default())
        })
    }

    fn _repr_svg_(&self, py: Python<'_>) -> PyResult<String> {
        self.svg(py, None)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.svg(py, None)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Chart {:?}>", self.inner.0.title())
    }
}

pickled!(Chart, (ChartSpec, Language));

fn chosen(language: Option<Word<Language>>) -> Language {
    language.map(|word| word.0).unwrap_or_default()
}
