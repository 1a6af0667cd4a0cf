//! How is a report written as Markdown (GitHub's dialect, for its tables)? With the numbers in place of the pictures.

use super::cell::{Cell, Completeness};
use super::chart::ChartSpec;
use super::document::{Alignment, Block, Card, ChartFigure, DocTable, Document, KeyFigure};
use super::language::Language;

/// Mark behind a value that is not complete.
const INCOMPLETE: &str = "\\*";

/// The document as Markdown. Every text is escaped, so that no name in a register becomes markup; Markdown has no pictures of its
/// own, so a chart is its caption, its description and its numbers.
#[must_use]
pub fn document_markdown(document: &Document) -> String {
    let mut writer = Writer {
        language: document.language,
        blocks: vec![format!("# {}", inline(&document.title))],
        figures: 0,
        tables: 0,
        appendix: document.appendix(),
    };
    writer.blocks.extend(document.subtitle.as_deref().map(inline));
    for (index, section) in document.sections.iter().enumerate() {
        writer.blocks.push(format!("## {}. {}", index + 1, inline(&section.title)));
        section.blocks.iter().for_each(|block| writer.block(block));
    }
    writer.blocks.join("\n\n") + "\n"
}

/// What has been written and counted so far.
struct Writer<'d> {
    language: Language,
    appendix: Vec<&'d Card>,
    blocks: Vec<String>,
    figures: usize,
    tables: usize,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        let language = self.language;
        match block {
            Block::Subheading(text) => self.blocks.push(format!("### {}", inline(text))),
            Block::Paragraph(text) => self.blocks.push(paragraph(text)),
            Block::Items(items) => self.blocks.push(items.iter().map(|item| format!("- {}", inline(item))).collect::<Vec<_>>().join("\n")),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(figure) => self.chart(figure),
            Block::DefinitionCards(cards) => cards.iter().for_each(|card| self.open_card(card)),
            Block::Note(text) => self.blocks.push(format!("> **{}** {}", language.choose("Note:", "注："), inline(text))),
            Block::Warning(text) => self.blocks.push(format!("> **{}** {}", language.choose("Warning:", "注意："), inline(text))),
        }
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        let mut rows =
            vec![self.language.choose("| Figure | Value | Note |", "| 指標 | 値 | 備考 |").to_string(), "| :-- | --: | :-- |".into()];
        for figure in figures {
            let note = figure.note.as_deref().map(inline).unwrap_or_default();
            rows.push(format!("| {} | {} | {note} |", inline(&figure.label), self.cell(&figure.value)));
        }
        self.blocks.push(rows.join("\n"));
        if figures.iter().any(|f| f.value.completeness == Completeness::Incomplete) {
            self.blocks.push(self.incomplete_note());
        }
        let mut written: Vec<&Card> = Vec::new();
        for card in figures.iter().filter_map(|figure| figure.definition.as_ref()) {
            if !written.contains(&card) {
                self.card(card);
                written.push(card);
            }
        }
    }

    fn table(&mut self, table: &DocTable) {
        self.tables += 1;
        let name = match self.language {
            Language::En => format!("Table {}.", self.tables),
            Language::Ja => format!("表{}", self.tables),
        };
        self.blocks.push(format!("**{name}** {}", inline(&table.caption)));
        self.grid(table);
        self.blocks.extend(table.notes.iter().map(|note| paragraph(note)));
        table.definition.iter().for_each(|card| self.card(card));
    }

    fn chart(&mut self, figure: &ChartFigure) {
        self.figures += 1;
        let name = match self.language {
            Language::En => format!("Figure {}.", self.figures),
            Language::Ja => format!("図{}", self.figures),
        };
        self.blocks.push(format!("**{name} {}** {}", inline(figure.chart.title()), inline(&figure.caption)));
        self.blocks.extend([figure.chart.description()].iter().filter(|text| !text.trim().is_empty()).map(|text| paragraph(text)));
        self.blocks.extend(figure.counts.as_deref().map(paragraph));
        self.numbers(&figure.chart);
        figure.definition.iter().for_each(|card| self.card(card));
    }

    /// The numbers of a chart, or a statement that there are none.
    fn numbers(&mut self, chart: &ChartSpec) {
        let table = chart.data_table(self.language);
        if table.rows.is_empty() {
            self.blocks.push(self.language.choose("No data to show.", "表示できるデータがありません。").into());
            return;
        }
        self.grid(&table);
        self.blocks.extend(table.notes.iter().map(|note| paragraph(note)));
    }

    /// The head and the rows of a table, and what the mark means.
    fn grid(&mut self, table: &DocTable) {
        if table.columns.is_empty() {
            return;
        }
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let rule = |alignment: Alignment| if alignment == Alignment::Right { "--:" } else { ":--" }.to_string();
        let mut lines = vec![
            line(table.columns.iter().map(|column| inline(&column.label)).collect()),
            line(table.columns.iter().map(|column| rule(column.alignment)).collect()),
        ];
        lines.extend(table.rows.iter().map(|row| line(table.cells(row).map(|(_, cell)| self.cell(cell)).collect())));
        self.blocks.push(lines.join("\n"));
        if table.has_incomplete() {
            self.blocks.push(self.incomplete_note());
        }
    }

    fn cell(&self, cell: &Cell) -> String {
        let mark = if cell.completeness == Completeness::Incomplete { INCOMPLETE } else { "" };
        format!("{}{mark}", inline(&cell.shown(self.language)))
    }

    fn incomplete_note(&self) -> String {
        format!("{INCOMPLETE} {}", self.language.choose("not complete yet", "未確定"))
    }

    /// A card where it is needed; nothing where the appendix holds it under the same title.
    fn card(&mut self, card: &Card) {
        if !self.appendix.contains(&card) {
            self.open_card(card);
        }
    }

    fn open_card(&mut self, card: &Card) {
        let lines = card.entries.iter().map(|entry| format!("- {}: {}", inline(&entry.label), inline(&entry.text)));
        let head = format!("**{}{}**", self.language.choose("Definition: ", "定義："), inline(&card.title));
        self.blocks.push(
            std::iter::once(head).chain(std::iter::once(String::new())).chain(lines).collect::<Vec<_>>().join("\n").trim_end().to_string(),
        );
    }
}

/// A text on one line in which nothing is markup.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()) {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A text that stands at the start of a line, where more characters are markup: headings, lists, rules.
fn paragraph(text: &str) -> String {
    let text = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{text}");
    }
    match text.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => format!("{}\\{rest}", &text[..digits]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Section;

    #[test]
    fn names_from_a_register_are_not_markup() {
        assert_eq!(inline("<b>|x|</b> *y* [z](u) & $m$\n"), "&lt;b&gt;\\|x\\|&lt;/b&gt; \\*y\\* \\[z\\](u) &amp; \\$m\\$");
        assert_eq!(paragraph("# 1"), "\\# 1");
        assert_eq!(paragraph("12. April"), "12\\. April");
    }

    #[test]
    fn a_table_is_aligned_marked_and_explained() {
        let table = DocTable::new("t", "Shares")
            .with_column("branch", Alignment::Left)
            .with_column("share", Alignment::Right)
            .with_row(["Tokyo".into(), Cell::percent(0.5, 1).marked(Completeness::Incomplete)])
            .with_row(["Kyoto".into()]);
        let document = Document::new("D", Language::En).with(Section::new("S").with(Block::Table(table)));
        let expected = "# D\n\n## 1. S\n\n**Table 1.** Shares\n\n| branch | share |\n| :-- | --: |\n| Tokyo | 50.0 %\\* |\n| Kyoto | – |\n\n\\* not complete yet\n";
        assert_eq!(document_markdown(&document), expected);
    }
}
