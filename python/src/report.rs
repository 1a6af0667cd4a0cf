//! The annual report, in Python.

use crate::allocation::Allocation;
use crate::calendar::FiscalCalendar;
use crate::cohort::{MovementTable, RetentionTriangle};
use crate::error::{Watcher, enter, enter_with_progress, err};
use crate::issue::Issue;
use crate::licensees::Licensees;
use crate::measures::Assessment;
use crate::people::MassExitDay;
use crate::projection::outlook::Projection;
use crate::rates::{Rate, RateSettings};
use crate::register::Register;
use crate::report_answers::{BudgetAnswer, LeverAnswers, MeasureAnswer};
use crate::report_parts::{BranchRow, LabelledRate, Manifest, PublishedSeries, RateChange};
use crate::result::Field;
use crate::retention_curve::RetentionCurve;
use crate::scenario::{Goal, LeverChange, Scenario};
use crate::table::Table;
use crate::words::Word;
use kaiin::input::ReadSettings;
use kaiin::language::Bilingual;
use kaiin::report::{CsvStyle, InputDigest, Language, ReportFormat, read_published_path};
use kaiin::{FiscalYear, Progress};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that a board asks about a year, as one value, rendered in English and Japanese.
///
/// Args:
///     association: Name of the association, or its names in English and Japanese.
///     register: The register of members.
///     movements: Movements from yearly totals, for an association without a register.
///     licensees: Licence holders.
///     other_licensees: Licence holders counted by another rule, whose entry rate is shown beside, under a label.
///     published: Series that the association published itself, each a name, a CSV file, and its headers for ``year``, ``closing``
///         (members) and ``cumulative`` (licence holders) where the vocabulary does not know them.
///     calendar: The fiscal calendar; the Japanese one by default.
///     segment: The segment whose levels are shown side by side, such as ``"branch"``.
///     reference_year: The fiscal year that the report is about; the last complete one by default.
///     horizon: How many fiscal years to project; 10 by default, 0 for none.
///     inflow: New licence holders in each projected year; by default as many as in the last one, uncertain as far as the last years
///         differed (`InflowForecast`), or, with fewer than three years in a row, the mean of those known.
///     scenarios: Changes to levers, to be set beside the projection, each with a name of its own.
///     goal: A goal in a projected year.
///     levers: The levers by which the goal is sought, each alone: the kind of change, and the smallest and largest number.
///     assessments: Measures weighed against their cost.
///     allocation: A budget shared among the measures.
///     settings: Confidence, interval methods, and whether members on leave count.
///     inputs: Files whose digests the manifest is to hold.
///     notes: Remarks to the reader, each a text or its English and Japanese forms.
///     seed: The seed of what was simulated, for the manifest.
///     manifest: Settings that the report cannot know, for the manifest, each a name and a value: which rows of a file were read, how
///         many people were simulated.
///     progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.
///
/// Raises:
///     RateError: There is neither a register nor movements, or the reference year is not in them.
///     SettingError: The goal is in a year that is not projected, two scenarios have one name, or a change makes no probability.
///
/// Examples:
///     >>> rows = [{"person": "A", "start": "2021-04-01"}, {"person": "B", "start": "2021-06-01", "end": "2023-03-31"}]
///     >>> report = AnnualReport("Toy association", Register(rows, as_of="2024-03-31"))
///     >>> report.reference_year
///     2023
///     >>> "Toy association" in report.html()
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct AnnualReport {
    inner: kaiin::report::AnnualReport,
}

#[pymethods]
impl AnnualReport {
    #[new]
    #[pyo3(signature = (association, register = None, *, movements = None, licensees = None, other_licensees = Vec::new(),
        published = Vec::new(), calendar = None, segment = None, reference_year = None, horizon = None, inflow = None, scenarios = Vec::new(), goal = None,
        levers = Vec::new(), assessments = Vec::new(), allocation = None, settings = None, inputs = Vec::new(), notes = Vec::new(),
        seed = None, manifest = Vec::new(), progress = Watcher::default()))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        association: Words,
        register: Option<PyRef<'_, Register>>,
        movements: Option<PyRef<'_, MovementTable>>,
        licensees: Option<PyRef<'_, Licensees>>,
        other_licensees: Vec<(Words, PyRef<'_, Licensees>)>,
        published: Vec<(Words, PathBuf, BTreeMap<String, String>)>,
        calendar: Option<FiscalCalendar>,
        segment: Option<String>,
        reference_year: Option<i32>,
        horizon: Option<u32>,
        inflow: Option<Vec<u64>>,
        scenarios: Vec<Scenario>,
        goal: Option<Goal>,
        levers: Vec<(LeverChange, (f64, f64))>,
        assessments: Vec<PyRef<'_, Assessment>>,
        allocation: Option<PyRef<'_, Allocation>>,
        settings: Option<RateSettings>,
        inputs: Vec<PathBuf>,
        notes: Vec<Words>,
        seed: Option<u64>,
        manifest: Vec<(Words, Words)>,
        progress: Watcher,
    ) -> PyResult<Self> {
        let (register, movements) = (register.as_ref().map(|r| &r.inner), movements.as_ref().map(|m| &m.inner));
        let licensees = licensees.as_ref().map(|licensees| &licensees.inner);
        let others: Vec<_> = other_licensees.iter().map(|(label, licensees)| (label.bilingual(), &licensees.inner)).collect();
        let assessments: Vec<_> = assessments.iter().map(|assessment| assessment.inner.clone()).collect();
        let allocation = allocation.as_ref().map(|allocation| allocation.inner.clone());
        enter_with_progress(py, progress, |watch| {
            let report = |done, total| watch.report(done, total);
            let b = kaiin::report::AnnualReport::builder(association.bilingual()).progress(Progress::to(&report));
            let b = register.into_iter().fold(b, |b, register| b.register(register));
            let b = movements.into_iter().fold(b, |b, movements| b.movements(movements));
            let b = licensees.into_iter().fold(b, |b, licensees| b.licensees(licensees));
            let b = others.into_iter().fold(b, |b, (label, licensees)| b.other_licensees(label, licensees));
            let b = published.iter().try_fold(b, |b, (name, path, columns)| {
                let columns = columns.iter().map(|(name, header)| (name.as_str(), header.as_str()));
                read_published_path(path, &ReadSettings::new(), columns).map(|points| b.published(name.bilingual(), points))
            })?;
            let b = calendar.into_iter().fold(b, |b, calendar| b.calendar(calendar.inner));
            let b = segment.into_iter().fold(b, |b, name| b.segment(name));
            let b = reference_year.into_iter().fold(b, |b, year| b.reference_year(FiscalYear(year)));
            let b = horizon.into_iter().fold(b, |b, years| b.horizon(years));
            let b = inflow.into_iter().fold(b, |b, inflow| b.inflow(inflow));
            let b = b.scenarios(scenarios.into_iter().map(|scenario| scenario.inner)).assessments(assessments);
            let levers = levers.into_iter().map(|(change, (low, high))| (change.inner, low..=high));
            let b = goal.into_iter().zip([levers]).fold(b, |b, (goal, levers)| b.goal(goal.inner, levers));
            let b = allocation.into_iter().fold(b, |b, allocation| b.allocation(allocation));
            let b = settings.into_iter().fold(b, |b, settings| b.rate_settings(settings.inner));
            let b = inputs.iter().try_fold(b, |b, path| InputDigest::of_file(path).map(|digest| b.input(digest)))?;
            let b = notes.iter().fold(b, |b, note| b.note(note.bilingual()));
            let b = manifest.iter().fold(b, |b, (name, value)| {
                let label = name.bilingual();
                b.setting(label.english.clone(), label, value.bilingual())
            });
            seed.into_iter().fold(b, |b, seed| b.seed(seed)).build().map(|inner| Self { inner })
        })
    }

    /// The fiscal year that the report is about.
    #[getter]
    fn reference_year(&self) -> i32 {
        self.inner.reference_year.get()
    }

    /// Movements by year.
    #[getter]
    fn movements(&self) -> MovementTable {
        MovementTable { inner: self.inner.movements.clone() }
    }

    /// The rates of the reference year, those that a board asks for first in front; `labelled_rates` has the labels beside them.
    #[getter]
    fn rates(&self) -> Vec<Rate> {
        self.inner.rates.iter().map(|labelled| Rate::from(labelled.rate.clone())).collect()
    }

    /// The rates of the reference year as a table: the stable name of each kind beside the labels that a reader sees (``label_en``,
    /// ``label_ja``), value, unit, counts, interval, status and definition.
    fn rates_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.rates_table()).into()
    }

    /// The rates of the reference year, each under the labels that a reader sees, which tell it from others of the same name.
    #[getter]
    fn labelled_rates(&self) -> Vec<LabelledRate> {
        self.inner.rates.iter().cloned().map(LabelledRate::from).collect()
    }

    /// Rates over the years, each with one entry a year.
    #[getter]
    fn rate_series(&self) -> Vec<Vec<Rate>> {
        self.inner.rate_series.iter().map(|series| series.iter().cloned().map(Rate::from).collect()).collect()
    }

    /// The figures of the reference year that the data do not give, each with what it needs: absent, not zero.
    #[getter]
    fn not_computed(&self) -> Vec<(String, String)> {
        self.inner.not_computed.iter().map(|missing| (missing.label.english.clone(), missing.needs.english.clone())).collect()
    }

    /// Why the organization rate changed: over the reference year, and over up to five years that end with it. Empty where the data do not
    /// tell.
    #[getter]
    fn rate_changes(&self) -> Vec<RateChange> {
        self.inner.rate_changes.field()
    }

    /// Series that the association published, beside those computed.
    #[getter]
    fn published(&self) -> Vec<PublishedSeries> {
        self.inner.published.iter().cloned().map(PublishedSeries::from).collect()
    }

    /// The levels of a segment side by side; empty when none was asked for.
    #[getter]
    fn branches(&self) -> Vec<BranchRow> {
        self.inner.branches.iter().flat_map(|table| table.rows.iter().cloned().map(BranchRow::from)).collect()
    }

    /// Members remaining of each join cohort; only with a register.
    #[getter]
    fn triangle(&self) -> Option<RetentionTriangle> {
        self.inner.triangle.clone().map(|inner| RetentionTriangle { inner })
    }

    /// Retention of groups of join cohorts; only with a register.
    #[getter]
    fn curves(&self) -> Vec<RetentionCurve> {
        self.inner.curves.iter().cloned().map(|inner| RetentionCurve { inner }).collect()
    }

    /// What will happen if the assumptions hold; ``None`` when nothing was projected.
    #[getter]
    fn projection(&self) -> Option<Projection> {
        self.inner.projection.clone().map(|inner| Projection { inner })
    }

    /// What would it take: what the projection depends on, scenarios, a goal; ``None`` without a projection.
    #[getter]
    fn levers(&self) -> Option<LeverAnswers> {
        self.inner.levers.field()
    }

    /// What pays: measures weighed against their cost, those of known effect by their net value, then those of unknown effect.
    #[getter]
    fn measures(&self) -> Vec<MeasureAnswer> {
        self.inner.measures.field()
    }

    /// A budget shared among measures, where one was given.
    #[getter]
    fn budget(&self) -> Option<BudgetAnswer> {
        self.inner.budget.field()
    }

    /// What became of the rows read: ``read``, ``kept``, ``repaired``, ``set_aside``, and the ``persons`` they make; only with a register.
    #[getter]
    fn rows(&self) -> Option<BTreeMap<&'static str, u64>> {
        let rows = self.inner.rows?;
        let account = [("read", rows.read), ("kept", rows.kept), ("repaired", rows.repaired), ("set_aside", rows.set_aside)];
        Some(account.into_iter().chain([("persons", rows.persons)]).collect())
    }

    /// Days on which records were closed in bulk.
    #[getter]
    fn mass_exit_days(&self) -> Vec<MassExitDay> {
        self.inner.mass_exit_days.iter().copied().map(MassExitDay::from).collect()
    }

    /// How many issues of each kind were found.
    #[getter]
    fn issue_counts(&self) -> BTreeMap<String, u64> {
        self.inner.issue_counts.iter().map(|issue| (issue.code.name().to_owned(), issue.count)).collect()
    }

    /// Remarks of the person who made the report, in English and Japanese.
    #[getter]
    fn notes(&self) -> Vec<(String, String)> {
        self.inner.notes.field()
    }

    /// The name of the association in English and Japanese.
    #[getter]
    fn association(&self) -> (String, String) {
        self.inner.association.field()
    }

    /// What anyone needs to make the report again.
    #[getter]
    fn manifest(&self) -> Manifest {
        self.inner.manifest.clone().into()
    }

    /// The first thousand issues of each kind.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.issues.iter().cloned().map(Issue::from).collect()
    }

    /// The report as one self-contained HTML page: no network, no script, fit to print on A4.
    #[pyo3(signature = (language = None))]
    fn html(&self, py: Python<'_>, language: Option<Word<Language>>) -> PyResult<String> {
        enter(py, |_| self.inner.html(chosen(language)))
    }

    /// The report as Markdown; pictures become tables.
    #[pyo3(signature = (language = None))]
    fn markdown(&self, py: Python<'_>, language: Option<Word<Language>>) -> String {
        py.detach(|| self.inner.markdown(chosen(language)))
    }

    /// The tables of the report as CSV, by file name; ``report_rates.csv`` is `rates_table`.
    #[pyo3(signature = (language = None, *, excel = false))]
    fn csv(&self, py: Python<'_>, language: Option<Word<Language>>, excel: bool) -> PyResult<BTreeMap<String, String>> {
        let style = if excel { CsvStyle::excel() } else { CsvStyle::default() };
        let files = enter(py, |_| self.inner.csv(chosen(language), style))?;
        Ok(files.into_iter().map(|file| (file.name, file.text)).collect())
    }

    /// The report on one screen: the answers in sentences, the first rates, what to mind, rows and issues.
    #[pyo3(signature = (language = None))]
    fn summary(&self, py: Python<'_>, language: Option<Word<Language>>) -> String {
        py.detach(|| self.inner.summary(chosen(language)))
    }

    /// The pictures of the report: title and SVG of each, in the order of the report.
    #[pyo3(signature = (language = None))]
    fn pictures(&self, py: Python<'_>, language: Option<Word<Language>>) -> PyResult<Vec<(String, String)>> {
        enter(py, |_| self.inner.pictures(chosen(language)))
    }

    /// Write the report in both languages into a folder, which is made when it is not there: pages, Markdown, tables, JSON.
    ///
    /// Returns:
    ///     The files written.
    ///
    /// Raises:
    ///     OSError: A file cannot be written.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
        enter(py, |_| self.inner.write(&folder, &[Language::En, Language::Ja], &ReportFormat::ALL))
    }

    /// The report as JSON; every number reads back as the same number.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        enter(py, |_| self.inner.json())
    }

    /// A report read back from its JSON.
    ///
    /// Raises:
    ///     InputError: The text is not such a report, or one of another version of the format.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        enter(py, |_| kaiin::report::AnnualReport::from_json(text)).map(|inner| Self { inner })
    }

    /// The JSON Schema of `json`, as JSON.
    #[staticmethod]
    fn json_schema() -> PyResult<String> {
        kaiin::report::AnnualReport::json_schema().map_err(err)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.html(py, None)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.AnnualReport of {}, fiscal {}>", self.inner.association.english, self.inner.reference_year)
    }
}

crate::result::pickled!(AnnualReport, kaiin::report::AnnualReport);

fn chosen(language: Option<Word<Language>>) -> Language {
    language.map(|word| word.0).unwrap_or_default()
}

/// A text, or its English and Japanese forms.
#[derive(FromPyObject)]
pub(crate) enum Words {
    #[pyo3(transparent, annotation = "str")]
    Both(String),
    #[pyo3(transparent, annotation = "tuple of an English and a Japanese str")]
    Each((String, String)),
}

impl Words {
    pub(crate) fn bilingual(&self) -> Bilingual {
        match self {
            Self::Both(text) => Bilingual::both(text),
            Self::Each((english, japanese)) => Bilingual::new(english, japanese),
        }
    }
}
