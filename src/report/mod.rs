//! What a board reads: charts, documents and the renderings of both, in English and Japanese.

mod annual;
pub mod cell;
pub mod chart;
pub mod csv_text;
pub mod document;
pub mod html;
pub mod language;
pub mod markdown;

#[cfg(feature = "csv")]
pub use annual::read_published_path;
pub use annual::{
    AnnualReport, AnnualReportBuilder, BranchRow, BranchTable, BudgetAnswer, BudgetAnswerLine, GoalAnswer, GoalReach, InputDigest,
    IssueCount, LabelledRate, LeverAnswer, LeverAnswers, Manifest, MeasureAnswer, MeasureOutcome, NotComputed, PublishedPoint,
    PublishedSeries, RateChange, ReportFormat, RowAccount, ScenarioAnswer, ScenarioYear, SettingLine,
};
pub use cell::{Cell, CellValue, Completeness};
pub use chart::{ChartSize, ChartSpec};
pub use csv_text::{ByteOrderMark, CsvFile, CsvStyle, FormulaGuard, document_csv, table_csv};
pub use document::{Alignment, Block, Card, CardEntry, ChartFigure, DocColumn, DocTable, Document, KeyFigure, Section};
pub use html::{document_html, table_html};
pub use language::Language;
pub use markdown::document_markdown;
