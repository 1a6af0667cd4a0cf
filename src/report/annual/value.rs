//! The annual report as a value.

use super::builder::AnnualReportBuilder;
use super::document::document;
use super::lever_value::LeverAnswers;
use super::manifest::Manifest;
use super::measure_value::{BudgetAnswer, MeasureAnswer};
use crate::cohort::{MovementTable, RetentionTriangle};
use crate::decision::decomposition::Decomposition;
use crate::error::{Error, Result};
use crate::input::{Issue, IssueCode, Severity};
use crate::language::Bilingual;
use crate::licensees::DenominatorKind;
use crate::projection::Projection;
use crate::rates::{LeaveCounted, Rate, RetentionCurve, SeriesBreak};
use crate::register::MassExitDay;
use crate::report::Document;
use crate::report::csv_text::{CsvFile, CsvStyle, document_csv, table_csv};
use crate::report::html::document_html;
use crate::report::language::Language;
use crate::report::markdown::document_markdown;
use crate::unit::FiscalYear;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rate under the label it is shown with, which tells it from others of the same name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LabelledRate {
    /// The label.
    pub label: Bilingual,
    /// The rate.
    pub rate: Rate,
}

/// A figure that the data do not give, and what would give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotComputed {
    /// The figure.
    pub label: Bilingual,
    /// What it needs.
    pub needs: Bilingual,
}

/// One point of a published series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedPoint {
    /// The year as published.
    pub year: FiscalYear,
    /// Members, where published.
    pub members: Option<u64>,
    /// Licence holders, where published.
    pub licensees: Option<u64>,
}

impl PublishedPoint {
    /// Members over licence holders.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.members
            .zip(self.licensees)
            .filter(|(_, licensees)| *licensees > 0)
            .map(|(members, licensees)| members as f64 / licensees as f64)
    }
}

/// A series that an association published, with the places where its definition probably changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedSeries {
    /// What the series is and who published it.
    pub name: Bilingual,
    /// The points, by year.
    pub points: Vec<PublishedPoint>,
    /// Where the definition probably changed: found from the figures, never smoothed over.
    pub breaks: Vec<SeriesBreak>,
}

/// Why the organization rate changed over one fiscal year or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RateChange {
    /// The change begins with the last day of this fiscal year.
    pub from_year: FiscalYear,
    /// It ends with the last day of this one.
    pub to_year: FiscalYear,
    /// The licence holders below the line.
    pub denominator: DenominatorKind,
    /// Whether members on leave count.
    pub leave: LeaveCounted,
    /// The parts that sum to it; over several years, year by year added up.
    pub decomposition: Decomposition,
}

/// One level of a segment, such as one branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BranchRow {
    /// The level; `None` is of members without one.
    pub level: Option<String>,
    /// Members at the end of the reference year.
    pub closing: Option<u64>,
    /// Persons who joined in it.
    pub joined: Option<u64>,
    /// Members who left in it.
    pub left: Option<u64>,
    /// Members who came from another level, minus those who went to one.
    pub net_transfers: Option<i64>,
    /// Retention of the year. Leavers count where they left; who moved to another level counts in neither.
    pub retention: Rate,
}

/// The levels of a segment side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BranchTable {
    /// Name of the segment.
    pub segment: String,
    /// Its levels.
    pub rows: Vec<BranchRow>,
}

/// What became of the rows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowAccount {
    /// Data rows read.
    pub read: u64,
    /// Rows used as they are.
    pub kept: u64,
    /// Rows used after a repair.
    pub repaired: u64,
    /// Rows not used.
    pub set_aside: u64,
    /// Persons in the register.
    pub persons: u64,
}

/// How many issues of one kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IssueCount {
    /// The kind.
    pub code: IssueCode,
    /// How much it matters.
    pub severity: Severity,
    /// How many.
    pub count: u64,
}

/// Everything that a board asks about a year, as one value: serialised with [`AnnualReport::json`], rendered in English and Japanese as
/// a page, Markdown and CSV files.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason, Register, language::Bilingual, report::{AnnualReport, Language}};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2021, 4, 1)?),
///     Episode::new("B", day(2021, 6, 1)?).until(day(2023, 3, 31)?, EndReason::Voluntary),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let report = AnnualReport::builder(Bilingual::new("Toy association", "見本協会")).register(&register).build()?;
/// assert!(report.html(Language::Ja)?.contains("見本協会"));
/// assert_eq!(AnnualReport::from_json(&report.json()?)?, report);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnnualReport {
    /// Name and version of this format.
    pub format: String,
    /// The association.
    pub association: Bilingual,
    /// The fiscal year that the report is about.
    pub reference_year: FiscalYear,
    /// Movements by year.
    pub movements: MovementTable,
    /// The rates of the reference year, those that a board asks for first in front.
    pub rates: Vec<LabelledRate>,
    /// The figures of the reference year that the data do not give: absent, not zero.
    pub not_computed: Vec<NotComputed>,
    /// Rates over the years, each with one entry a year.
    pub rate_series: Vec<Vec<Rate>>,
    /// Why the organization rate changed: over the reference year, and over up to five years that end with it. Empty where the data do not tell.
    #[serde(default)]
    pub rate_changes: Vec<RateChange>,
    /// Series that the association published, beside those computed.
    pub published: Vec<PublishedSeries>,
    /// The levels of a segment side by side.
    pub branches: Option<BranchTable>,
    /// Members remaining of each join cohort; only with a register.
    pub triangle: Option<RetentionTriangle>,
    /// Retention of groups of join cohorts; only with a register.
    pub curves: Vec<RetentionCurve>,
    /// What will happen if the assumptions hold.
    pub projection: Option<Projection>,
    /// Where the inflow of the projection comes from, in words.
    #[serde(default)]
    pub inflow_basis: Option<Bilingual>,
    /// What would it take: what the projection depends on, scenarios, a goal; `None` without a projection.
    #[serde(default)]
    pub levers: Option<LeverAnswers>,
    /// What pays: measures weighed against their cost, those of known effect by their net value, then those of unknown effect.
    #[serde(default)]
    pub measures: Vec<MeasureAnswer>,
    /// A budget shared among measures, where one was given.
    #[serde(default)]
    pub budget: Option<BudgetAnswer>,
    /// What became of the rows read; only with a register.
    pub rows: Option<RowAccount>,
    /// Days on which records were closed in bulk.
    pub mass_exit_days: Vec<MassExitDay>,
    /// How many issues of each kind were found.
    pub issue_counts: Vec<IssueCount>,
    /// The first thousand issues of each kind.
    pub issues: Vec<Issue>,
    /// Remarks of the person who made the report.
    pub notes: Vec<Bilingual>,
    /// What anyone needs to make it again.
    pub manifest: Manifest,
}

impl AnnualReport {
    /// The name and version of the JSON format.
    pub const FORMAT: &'static str = "kaiin-annual-report/1";

    /// A builder for the report of an association.
    pub fn builder<'a>(association: Bilingual) -> AnnualReportBuilder<'a> {
        AnnualReportBuilder::new(association)
    }

    /// The report as a document in one language.
    #[must_use]
    pub fn document(&self, language: Language) -> Document {
        document(self, language)
    }

    /// The report as one self-contained HTML page: no network, no script, fit to print on A4.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] when a picture would have more than 100,000 marks.
    pub fn html(&self, language: Language) -> Result<String> {
        document_html(&self.document(language))
    }

    /// The report as Markdown; pictures become tables.
    #[must_use]
    pub fn markdown(&self, language: Language) -> String {
        document_markdown(&self.document(language))
    }

    /// The tables of the report as CSV files; `report_rates.csv` is [`AnnualReport::rates_table`], with the labels of both languages.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when a table cannot be written.
    pub fn csv(&self, language: Language, style: CsvStyle) -> Result<Vec<CsvFile>> {
        let mut files = document_csv(&self.document(language), style)?;
        let rates = self.rates_table();
        if rates.rows() > 0 {
            files.push(CsvFile { name: format!("{}.csv", rates.name()), text: table_csv(&rates, style)? });
        }
        Ok(files)
    }

    /// The report as JSON, indented; numbers read back as the same numbers.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when it cannot be written.
    pub fn json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|problem| malformed(&problem))
    }

    /// A report read back from JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when the text is not such a report, or one of another version of the format.
    pub fn from_json(text: &str) -> Result<Self> {
        let report: Self = serde_json::from_str(text).map_err(|problem| malformed(&problem))?;
        if report.format != Self::FORMAT {
            let reason = format!("the format is {:?}, this version reads {:?}; make the report again", report.format, Self::FORMAT);
            return Err(Error::Malformed { input: "the annual report".into(), row: None, reason });
        }
        Ok(report)
    }

    /// The JSON Schema of [`AnnualReport::json`], as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when it cannot be written.
    pub fn json_schema() -> Result<String> {
        serde_json::to_string_pretty(&schemars::schema_for!(Self)).map_err(|problem| malformed(&problem))
    }
}

/// A problem with JSON as an error of this crate.
fn malformed(problem: &serde_json::Error) -> Error {
    Error::Malformed { input: "the annual report as JSON".into(), row: None, reason: problem.to_string() }
}
