//! The report as files: pages, Markdown, tables and JSON in a folder; and its pictures one by one.

use super::value::AnnualReport;
use crate::error::{Error, Result};
use crate::report::{Block, ChartSize, CsvStyle, Language};
use std::path::{Path, PathBuf};

/// A form in which a report is written to a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportFormat {
    /// One self-contained page for each language: `report.en.html`.
    Html,
    /// Markdown for each language: `report.en.md`.
    Markdown,
    /// The tables for each language, ready for a spreadsheet: `tables.en/movements.csv`.
    Csv,
    /// The report as data, once: `report.json`.
    Json,
}

impl ReportFormat {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Html, Self::Markdown, Self::Csv, Self::Json];

    /// The short name, also the ending of the files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

impl AnnualReport {
    /// Writes the report into a folder, which is made when it is not there, and returns the files in the order written.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when a file cannot be written; errors of the renderers.
    pub fn write(&self, folder: impl AsRef<Path>, languages: &[Language], formats: &[ReportFormat]) -> Result<Vec<PathBuf>> {
        let folder = folder.as_ref();
        let has = |format| formats.contains(&format);
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        if has(ReportFormat::Json) {
            files.push((folder.join("report.json"), self.json()?));
        }
        for &language in languages {
            let name = |ending: &str| folder.join(format!("report.{}.{ending}", language.code()));
            if has(ReportFormat::Html) {
                files.push((name("html"), self.html(language)?));
            }
            if has(ReportFormat::Markdown) {
                files.push((name("md"), self.markdown(language)));
            }
            if has(ReportFormat::Csv) {
                let tables = folder.join(format!("tables.{}", language.code()));
                files.extend(self.csv(language, CsvStyle::excel())?.into_iter().map(|file| (tables.join(file.name), file.text)));
            }
        }
        for (path, text) in &files {
            let io = |source| Error::Io { path: path.display().to_string(), source };
            path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(io)?;
            std::fs::write(path, text).map_err(io)?;
        }
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }

    /// The pictures of the report: title and inline SVG of each, in the order of the report.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] when a picture would have more than 100,000 marks.
    pub fn pictures(&self, language: Language) -> Result<Vec<(String, String)>> {
        let blocks = self.document(language).sections.into_iter().flat_map(|section| section.blocks);
        blocks
            .filter_map(|block| match block {
                Block::Chart(figure) => Some(figure.chart),
                _ => None,
            })
            .map(|chart| Ok((chart.title().to_owned(), chart.to_svg(language, ChartSize::default())?)))
            .collect()
    }
}
