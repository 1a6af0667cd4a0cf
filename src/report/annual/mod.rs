//! The annual report: everything that a board asks about a year, as one value, and the document made from it.
//!
//! ```text
//! register | yearly totals, licence holders ──AnnualReportBuilder──> AnnualReport ──> Document (en | ja) ──> HTML, Markdown, CSV
//!                                                                        └──> JSON, with a schema
//! ```

mod brief;
mod builder;
mod card;
mod change;
mod change_section;
mod data_section;
mod document;
mod files;
mod lever;
mod lever_section;
mod lever_value;
mod manifest;
mod measure_section;
mod measure_value;
mod missing;
mod movement_section;
mod outlook;
mod outlook_section;
mod overview_section;
#[cfg(feature = "csv")]
mod published;
mod rate_section;
mod rates_table;
mod retention_section;
mod summary;
mod value;
mod wording;

pub use builder::AnnualReportBuilder;
pub use files::ReportFormat;
pub use lever_value::{GoalAnswer, GoalReach, LeverAnswer, LeverAnswers, ScenarioAnswer, ScenarioYear};
pub use manifest::{InputDigest, Manifest, SettingLine};
pub use measure_value::{BudgetAnswer, BudgetAnswerLine, MeasureAnswer, MeasureOutcome};
#[cfg(feature = "csv")]
pub use published::read_published_path;
pub use value::{
    AnnualReport, BranchRow, BranchTable, IssueCount, LabelledRate, NotComputed, PublishedPoint, PublishedSeries, RateChange, RowAccount,
};
