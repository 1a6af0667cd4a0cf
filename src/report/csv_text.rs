//! How do the tables of a report get into a spreadsheet or another program? As CSV, one file a table.
//!
//! Written as RFC 4180 says: comma, CR LF, quotes where needed. Numbers have a decimal point and no separators, shares are not
//! multiplied by 100, days are in ISO form, what is not known is empty.

use super::cell::{Cell, CellValue, Completeness};
use super::chart::ChartSpec;
use super::document::{Block, Card, DocTable, Document, KeyFigure};
use super::language::Language;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use std::collections::BTreeSet;

/// Whether a file starts with the mark by which Excel recognizes UTF-8. Without it Excel shows Japanese as rubbish; programs that
/// do not expect it take it for part of the first heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ByteOrderMark {
    /// For programs.
    #[default]
    Absent,
    /// For Excel.
    Present,
}

/// What happens to a text that a spreadsheet would run as a formula.
///
/// A name such as `=HYPERLINK("http://…")` in a register becomes active when someone opens the file. Numbers are never changed.
///
/// # References
///
/// OWASP, "CSV Injection".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FormulaGuard {
    /// Texts and headings that start with `=`, `+`, `-`, `@`, a tab or a line break get an apostrophe in front.
    #[default]
    Apostrophe,
    /// Texts are written as they are, for programs that read them back.
    Off,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CsvStyle {
    /// The mark at the start.
    pub byte_order_mark: ByteOrderMark,
    /// What happens to formulas.
    pub formula_guard: FormulaGuard,
}

impl CsvStyle {
    /// For Excel: with the byte order mark, formulas guarded.
    #[must_use]
    pub fn excel() -> Self {
        Self { byte_order_mark: ByteOrderMark::Present, formula_guard: FormulaGuard::Apostrophe }
    }
}

/// One CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// The name without a folder, ending in `.csv`: ASCII letters, digits, `_` and `-` only.
    pub name: String,
    /// The content.
    pub text: String,
}

/// A result table as CSV; the headings are the stable names of the columns.
///
/// # Errors
///
/// [`Error::Malformed`] when the CSV writer fails.
///
/// # Example
///
/// ```
/// use kaiin::report::{CsvStyle, table_csv};
/// use kaiin::table::{Table, Values};
/// let table = Table::new("branches")
///     .with("branch", Values::Texts(vec![Some("=1+1".into()), Some("Tokyo, East".into())]))?
///     .with("net", Values::Integers(vec![Some(-3), None]))?;
/// assert_eq!(table_csv(&table, CsvStyle::default())?, "branch,net\r\n'=1+1,-3\r\n\"Tokyo, East\",\r\n");
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn table_csv(table: &Table, style: CsvStyle) -> Result<String> {
    let head = table.columns().iter().map(|column| guarded(&column.name, style)).collect();
    let rows = (0..table.rows()).map(|row| {
        let cell = |values: &Values| if matches!(values, Values::Texts(_)) { guarded(&values.text(row), style) } else { values.text(row) };
        table.columns().iter().map(|column| cell(&column.values)).collect()
    });
    written(table.name(), std::iter::once(head).chain(rows), style)
}

/// Every table of a document, its key figures, definition cards and the numbers behind its charts, one file each, in the order of the document.
///
/// A table with values that are not complete has one more column that names them: the mark is never lost.
///
/// # Errors
///
/// [`Error::Malformed`] when the CSV writer fails.
pub fn document_csv(document: &Document, style: CsvStyle) -> Result<Vec<CsvFile>> {
    let mut taken = BTreeSet::new();
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.clone()),
            Block::KeyFigures(figures) => Some(key_figure_table(figures, document.language)),
            Block::Chart(figure) => Some(chart_table(&figure.chart, document.language)),
            Block::DefinitionCards(cards) if !cards.is_empty() => Some(card_table(cards, document.language)),
            _ => None,
        })
        .map(|table| Ok(CsvFile { name: free_name(&table.name, &mut taken), text: doc_table_csv(&table, document.language, style)? }))
        .collect()
}

/// A table of a document as CSV.
fn doc_table_csv(table: &DocTable, language: Language, style: CsvStyle) -> Result<String> {
    let marked = table.has_incomplete();
    let mut head: Vec<_> = table.columns.iter().map(|column| guarded(&column.label, style)).collect();
    if marked {
        head.push(language.choose("incomplete", "未確定").to_string());
    }
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<_> = table.cells(row).map(|(_, cell)| cell_text(cell, style)).collect();
        if marked {
            let names =
                table.cells(row).filter(|(_, cell)| cell.completeness == Completeness::Incomplete).map(|(column, _)| column.label.as_str());
            cells.push(guarded(&names.collect::<Vec<_>>().join("; "), style));
        }
        cells
    });
    written(&table.name, std::iter::once(head).chain(rows), style)
}

/// The content of a cell; only words are guarded.
fn cell_text(cell: &Cell, style: CsvStyle) -> String {
    if matches!(cell.value, CellValue::Text(_)) { guarded(&cell.plain(), style) } else { cell.plain() }
}

/// The key figures as a table.
fn key_figure_table(figures: &[KeyFigure], language: Language) -> DocTable {
    let mut table = DocTable::new("key_figures", "");
    for label in language.choose("figure|value|note", "指標|値|備考").split('|') {
        table = table.with_column(label, super::document::Alignment::Left);
    }
    table.rows = figures
        .iter()
        .map(|f| vec![Cell::text(&f.label), f.value.clone(), f.note.as_deref().map_or_else(Cell::absent, Cell::text)])
        .collect();
    table
}

/// The lines of definition cards as a table.
fn card_table(cards: &[Card], language: Language) -> DocTable {
    let mut table = DocTable::new("definitions", "");
    for label in language.choose("figure|line|text", "指標|項目|内容").split('|') {
        table = table.with_column(label, super::document::Alignment::Left);
    }
    let lines = cards.iter().flat_map(|card| card.entries.iter().map(|entry| [&card.title, &entry.label, &entry.text]));
    table.rows = lines.map(|line| line.map(Cell::text).to_vec()).collect();
    table
}

/// The numbers behind a chart.
fn chart_table(chart: &ChartSpec, language: Language) -> DocTable {
    let mut table = chart.data_table(language);
    table.name.insert_str(0, "chart_");
    table
}

/// A text that no spreadsheet runs.
fn guarded(text: &str, style: CsvStyle) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula && style.formula_guard == FormulaGuard::Apostrophe { format!("'{text}") } else { text.to_string() }
}

/// A file name that is safe in every file system and not taken yet.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).take(60).collect();
    let safe = if safe.is_empty() { "table".to_string() } else { safe };
    let mut file = format!("{safe}.csv");
    for number in 2_u64.. {
        if taken.insert(file.to_ascii_lowercase()) {
            break;
        }
        file = format!("{safe}-{number}.csv");
    }
    file
}

/// Rows as CSV text.
fn written(name: &str, rows: impl Iterator<Item = Vec<String>>, style: CsvStyle) -> Result<String> {
    let failed = |reason: String| Error::Malformed { input: format!("table {name}"), row: None, reason };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| failed(error.to_string()))?;
    Ok(if style.byte_order_mark == ByteOrderMark::Present { format!("\u{FEFF}{text}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Alignment, Section};

    fn table(name: &str) -> DocTable {
        DocTable::new(name, "").with_column("branch", Alignment::Left).with_column("share", Alignment::Right)
    }

    #[test]
    fn a_negative_number_is_not_guarded_but_a_text_that_looks_like_one_is() {
        let table = table("t").with_row([Cell::text("-1+cmd"), Cell::real(-1.5, 0)]);
        assert_eq!(doc_table_csv(&table, Language::En, CsvStyle::default()).unwrap(), "branch,share\r\n'-1+cmd,-1.5\r\n");
        let raw = CsvStyle { formula_guard: FormulaGuard::Off, ..CsvStyle::default() };
        assert_eq!(doc_table_csv(&table, Language::En, raw).unwrap(), "branch,share\r\n-1+cmd,-1.5\r\n");
    }

    #[test]
    fn an_incomplete_value_keeps_its_mark() {
        let table = table("t").with_row(["Tokyo".into(), Cell::percent(0.5, 1).marked(Completeness::Incomplete)]);
        assert_eq!(doc_table_csv(&table, Language::En, CsvStyle::default()).unwrap(), "branch,share,incomplete\r\nTokyo,0.5,share\r\n");
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        let table = table("t").with_row(["a \"b\", c\nd".into(), Cell::absent()]);
        assert_eq!(doc_table_csv(&table, Language::En, CsvStyle::default()).unwrap(), "branch,share\r\n\"a \"\"b\"\", c\nd\",\r\n");
    }

    #[test]
    fn file_names_are_safe_and_differ() {
        let block = |name: &str| Block::Table(table(name));
        let document = Document::new("d", Language::En)
            .with(Section::new("s").with(block("../etc/x")).with(block("a")).with(block("A")).with(block("")));
        let names: Vec<_> = document_csv(&document, CsvStyle::excel()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["___etc_x.csv", "a.csv", "A-2.csv", "table.csv"]);
    }

    #[test]
    fn excel_gets_its_mark() {
        let document = Document::new("d", Language::En).with(Section::new("s").with(Block::Table(table("t"))));
        assert!(document_csv(&document, CsvStyle::excel()).unwrap()[0].text.starts_with("\u{FEFF}branch"));
    }
}
