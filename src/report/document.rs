//! What does a finished report consist of? A document in one language, as data: every renderer prints the same one.

use super::cell::{Cell, CellValue, Completeness};
use super::chart::ChartSpec;
use super::language::Language;
use crate::table::{Table, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A report ready to be rendered: its texts are in `language`, its numbers are still numbers.
///
/// # Example
///
/// ```
/// use kaiin::report::{Block, Document, Language, Section, document_markdown};
/// let document = Document::new("Annual report", Language::En)
///     .with(Section::new("Where are we?").with(Block::Paragraph("There are 12 members.".into())));
/// assert_eq!(document_markdown(&document), "# Annual report\n\n## 1. Where are we?\n\nThere are 12 members.\n");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The title.
    pub title: String,
    /// What stands below the title: the association, the extract date.
    pub subtitle: Option<String>,
    /// The language of every text in the document.
    pub language: Language,
    /// The sections in order; the renderers number them.
    pub sections: Vec<Section>,
}

/// One section: a heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// The heading, without a number.
    pub title: String,
    /// The content in order.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Block {
    /// A heading within the section.
    Subheading(String),
    /// Running text.
    Paragraph(String),
    /// A list of short statements.
    Items(Vec<String>),
    /// The figures that a reader should take away.
    KeyFigures(Vec<KeyFigure>),
    /// A table.
    Table(DocTable),
    /// A chart with what is needed to read it.
    Chart(Box<ChartFigure>),
    /// Definitions on their own, as in an appendix.
    DefinitionCards(Vec<Card>),
    /// A remark that helps to read the figures.
    Note(String),
    /// A remark without which the figures mislead.
    Warning(String),
}

/// One figure that stands alone, with its definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyFigure {
    /// What the figure is called, unambiguously.
    pub label: String,
    /// The figure.
    pub value: Cell,
    /// Its interval, counts or change, in words.
    pub note: Option<String>,
    /// Its definition.
    pub definition: Option<Card>,
}

/// A definition card: numerator, denominator, window, rules and counts of one figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// The name of the figure.
    pub title: String,
    /// The lines of the card.
    pub entries: Vec<CardEntry>,
}

/// One line of a definition card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CardEntry {
    /// What the line tells, such as "denominator".
    pub label: String,
    /// The text.
    pub text: String,
}

/// A chart and what is needed to read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChartFigure {
    /// The picture, as data.
    pub chart: ChartSpec,
    /// What the picture shows and how to read it.
    pub caption: String,
    /// The counts that the picture rests on, in words.
    pub counts: Option<String>,
    /// The definition of what is drawn.
    pub definition: Option<Card>,
}

/// A table of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocTable {
    /// A stable name in `snake_case`; the CSV file is called after it.
    pub name: String,
    /// What the table shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<DocColumn>,
    /// The rows; a row that is too short is filled with absent cells, cells beyond the last column are not printed.
    pub rows: Vec<Vec<Cell>>,
    /// Remarks printed below the table.
    pub notes: Vec<String>,
    /// The definition of what is counted.
    pub definition: Option<Card>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocColumn {
    /// The label, with its unit.
    pub label: String,
    /// How the cells are aligned.
    pub alignment: Alignment,
}

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

impl Document {
    /// A document without sections.
    #[must_use]
    pub fn new(title: impl Into<String>, language: Language) -> Self {
        Self { title: title.into(), subtitle: None, language, sections: Vec::new() }
    }

    /// The document with a line below its title.
    #[must_use]
    pub fn with_subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// The document with one more section.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// All tables of the document in order; the numbers behind the charts are not among them.
    pub fn tables(&self) -> impl Iterator<Item = &DocTable> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The definition cards that stand on their own, as in an appendix, in order: what needs one of them can refer to it.
    #[must_use]
    pub fn appendix(&self) -> Vec<&Card> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let cards = blocks.filter_map(|block| match block {
            Block::DefinitionCards(cards) => Some(cards),
            _ => None,
        });
        cards.flatten().collect()
    }
}

impl Section {
    /// A section without content.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), blocks: Vec::new() }
    }

    /// The section with one more piece of content.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}

impl Card {
    /// A card without lines.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), entries: Vec::new() }
    }

    /// The card with one more line.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, text: impl Into<String>) -> Self {
        self.entries.push(CardEntry { label: label.into(), text: text.into() });
        self
    }
}

impl ChartFigure {
    /// A chart with its caption.
    #[must_use]
    pub fn new(chart: ChartSpec, caption: impl Into<String>) -> Self {
        Self { chart, caption: caption.into(), counts: None, definition: None }
    }
}

impl DocTable {
    /// A table without columns.
    #[must_use]
    pub fn new(name: impl Into<String>, caption: impl Into<String>) -> Self {
        Self { name: name.into(), caption: caption.into(), columns: Vec::new(), rows: Vec::new(), notes: Vec::new(), definition: None }
    }

    /// The table with one more column.
    #[must_use]
    pub fn with_column(mut self, label: impl Into<String>, alignment: Alignment) -> Self {
        self.columns.push(DocColumn { label: label.into(), alignment });
        self
    }

    /// The table with one more row.
    #[must_use]
    pub fn with_row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    /// The cells of a row, exactly one a column.
    pub fn cells<'t>(&'t self, row: &'t [Cell]) -> impl Iterator<Item = (&'t DocColumn, &'t Cell)> {
        static NOTHING: Cell = Cell { value: CellValue::Absent, completeness: Completeness::Complete };
        self.columns.iter().enumerate().map(move |(index, column)| (column, row.get(index).unwrap_or(&NOTHING)))
    }

    /// Whether a printed cell is marked as incomplete, so that the mark must be explained.
    #[must_use]
    pub fn has_incomplete(&self) -> bool {
        self.rows.iter().any(|row| self.cells(row).any(|(_, cell)| cell.completeness == Completeness::Incomplete))
    }

    /// A result table as a table of a document: column names become labels, numbers are aligned right, reals are shown with
    /// `decimals` digits.
    #[must_use]
    pub fn from_table(table: &Table, caption: impl Into<String>, decimals: u8) -> Self {
        let mut shown = Self::new(table.name(), caption);
        for column in table.columns() {
            let words = matches!(column.values, Values::Texts(_) | Values::Flags(_));
            shown = shown.with_column(column.name.replace('_', " "), if words { Alignment::Left } else { Alignment::Right });
        }
        shown.rows = (0..table.rows())
            .map(|row| table.columns().iter().map(|column| Cell::of(&column.name, &column.values, row, decimals)).collect())
            .collect();
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_row_is_filled_and_a_long_one_is_cut() {
        let table = DocTable::new("t", "T").with_column("a", Alignment::Left).with_column("b", Alignment::Right);
        let shown = |row: &[Cell]| table.cells(row).map(|(_, cell)| cell.plain()).collect::<Vec<_>>();
        assert_eq!(shown(&["x".into()]), ["x", ""]);
        assert_eq!(shown(&["x".into(), "y".into(), "z".into()]), ["x", "y"]);
    }

    #[test]
    fn years_of_a_result_table_have_no_thousands_separator() {
        let table = Table::new("m").with("year", Values::Integers(vec![Some(2019)])).unwrap();
        let table = table.with("joined", Values::Integers(vec![Some(9_812)])).unwrap();
        let shown = DocTable::from_table(&table, "Movements", 1);
        let texts: Vec<_> = shown.rows[0].iter().map(|cell| cell.shown(Language::Ja)).collect();
        assert_eq!(texts, ["2019", "9,812"]);
    }
}
