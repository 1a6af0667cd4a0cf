//! How is a report read in a browser and printed? As one self-contained page: no script, nothing fetched, A4 when printed.

use super::cell::{Cell, Completeness};
use super::chart::{ChartSize, text_width};
use super::document::{Alignment, Block, Card, ChartFigure, DocColumn, DocTable, Document, KeyFigure};
use super::language::Language;
use crate::error::Result;
use crate::table::{Table, Values};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched or run, whatever a text of the report contains.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// Width of the text on a page of A4 in pixels.
const PAGE: f64 = 680.0;
/// Width of the longest words of a table that are kept on one line, in ems.
const SHORT: f64 = 16.0;
/// Rows of the longest table that is kept on one page in print.
const MOST_ROWS_KEPT_TOGETHER: usize = 15;

/// The document as one HTML page with its style and pictures inside. Every text is escaped.
///
/// A definition card that an appendix of the document holds is linked from where it is needed; others are folded on the screen and open
/// in print. Tables too wide for a page of A4 are continued below with their
/// first column repeated; the head of a table is repeated on every page.
///
/// # Errors
///
/// [`Error::Limit`](crate::Error::Limit) when a chart has more than 100,000 marks.
///
/// # Example
///
/// ```
/// use kaiin::report::{Block, Document, Language, Section, document_html};
/// let document = Document::new("年次報告", Language::Ja).with(Section::new("概況").with(Block::Paragraph("<会員>".into())));
/// let page = document_html(&document)?;
/// assert!(page.starts_with("<!DOCTYPE html><html lang=\"ja\">") && page.contains("&lt;会員&gt;"));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn document_html(document: &Document) -> Result<String> {
    let language = document.language;
    let mut writer = Writer { language, figures: 0, tables: 0, cards: 0, appendix: document.appendix() };
    let sections = document.sections.iter().enumerate().map(|(index, section)| {
        let blocks = section.blocks.iter().map(|block| writer.block(block)).collect::<Result<Vec<_>>>()?;
        Ok(html! { section id={ "s" (index + 1) } { h2 { (index + 1) ". " (section.title) } @for block in &blocks { (block) } } })
    });
    let sections = sections.collect::<Result<Vec<_>>>()?;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { (document.title) } @if let Some(subtitle) = &document.subtitle { p .subtitle { (subtitle) } } }
                @if document.sections.len() > 1 { (contents(document)) }
                main { @for section in &sections { (section) } }
            }
        }
    };
    Ok(page.into_string())
}

/// A result table as a piece of HTML for a notebook: the first `most_rows` rows, and how many there are.
///
/// # Example
///
/// ```
/// use kaiin::report::{Language, table_html};
/// use kaiin::table::{Table, Values};
/// let table = Table::new("movements").with("year", Values::Integers((2000..2100).map(Some).collect()))?;
/// let piece = table_html(&table, Language::En, 10);
/// assert_eq!(piece.matches("<tr>").count(), 11); // the head and ten rows
/// assert!(piece.contains("10 of 100 rows shown"));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use]
pub fn table_html(table: &Table, language: Language, most_rows: usize) -> String {
    let shown = table.rows().min(most_rows);
    let (rows, all) = (language.integer(shown as i64), language.integer(table.rows() as i64));
    let count = match language {
        _ if shown == table.rows() => format!("{all}{}", language.choose(if shown == 1 { " row" } else { " rows" }, "行")),
        Language::En => format!("{rows} of {all} rows shown"),
        Language::Ja => format!("全{all}行のうち{rows}行を表示"),
    };
    let side = |values: &Values| if is_words(values) { "text-align:left" } else { "text-align:right" };
    let page = html! {
        div .kaiin-table {
            table lang=(language.code()) style="border-collapse:collapse" {
                caption style="text-align:left" { (table.name()) }
                thead { tr { @for column in table.columns() { th scope="col" style=(side(&column.values)) { (column.name) } } } }
                tbody {
                    @for row in 0..shown {
                        tr { @for column in table.columns() { td style=(side(&column.values)) { (brief(&column.values, row, language)) } } }
                    }
                }
            }
            p { (count) }
        }
    };
    page.into_string()
}

/// What has been counted so far.
struct Writer<'d> {
    language: Language,
    figures: usize,
    tables: usize,
    cards: usize,
    appendix: Vec<&'d Card>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) -> Result<Markup> {
        let language = self.language;
        Ok(match block {
            Block::Subheading(text) => html! { h3 { (text) } },
            Block::Paragraph(text) => html! { p { (unbroken(text)) } },
            Block::Items(items) => html! { ul { @for item in items { li { (unbroken(item)) } } } },
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(figure) => self.chart(figure)?,
            Block::DefinitionCards(cards) => {
                let cards: Vec<Markup> = cards.iter().map(|card| self.open_card(card)).collect();
                html! { @for card in &cards { (card) } }
            }
            Block::Note(text) => html! { aside .note { strong { (language.choose("Note", "注")) } " " (unbroken(text)) } },
            Block::Warning(text) => html! { aside .warning { strong { (language.choose("Warning", "注意")) } " " (unbroken(text)) } },
        })
    }

    /// The figures in boxes, and below them each definition once.
    fn key_figures(&self, figures: &[KeyFigure]) -> Markup {
        let mut cards: Vec<&Card> = Vec::new();
        figures.iter().filter_map(|figure| figure.definition.as_ref()).for_each(|card| {
            if !cards.contains(&card) && self.in_appendix(card).is_none() {
                cards.push(card);
            }
        });
        html! {
            dl .key-figures {
                @for figure in figures {
                    div {
                        dt { (figure.label) }
                        dd .value { (self.value(&figure.value)) }
                        @if let Some(note) = &figure.note { dd { (unbroken(note)) } }
                        @if figure.value.completeness == Completeness::Incomplete { dd { (self.incomplete_note()) } }
                        @if let Some(number) = figure.definition.as_ref().and_then(|card| self.in_appendix(card)) {
                            dd .definition { a href={ "#d" (number) } { (self.language.choose("definition", "定義")) } }
                        }
                    }
                }
            }
            @for card in cards { (self.card(card)) }
        }
    }

    fn table(&mut self, table: &DocTable) -> Markup {
        self.tables += 1;
        let name = match self.language {
            Language::En => format!("Table {}.", self.tables),
            Language::Ja => format!("表{}", self.tables),
        };
        html! {
            div .table {
                (self.panels(table, &html! { b { (name) } " " (table.caption) }))
                @for note in &table.notes { p .remark { (note) } }
                @if let Some(card) = &table.definition { (self.card(card)) }
            }
        }
    }

    fn chart(&mut self, figure: &ChartFigure) -> Result<Markup> {
        self.figures += 1;
        let picture = figure.chart.to_svg_named(self.language, ChartSize::default(), &format!("f{}", self.figures))?;
        let name = match self.language {
            Language::En => format!("Figure {}.", self.figures),
            Language::Ja => format!("図{}", self.figures),
        };
        let numbers = figure.chart.data_table(self.language);
        Ok(html! {
            figure {
                (PreEscaped(picture))
                figcaption {
                    b { (name) } " " (unbroken(&figure.caption))
                    @if let Some(counts) = &figure.counts { " " span .counts { (unbroken(counts)) } }
                }
                @if let Some(card) = &figure.definition { (self.card(card)) }
                @if !numbers.rows.is_empty() {
                    details .numbers {
                        summary { (self.language.choose("Numbers in this figure", "図の数値")) }
                        (self.panels(&numbers, &html! { (numbers.caption) }))
                        @for note in &numbers.notes { p .remark { (note) } }
                    }
                }
            }
        })
    }

    /// The table in as many panels as the width of a page needs, each with the first column.
    fn panels(&self, table: &DocTable, caption: &Markup) -> Markup {
        let (size, padding) = if self.width(table, 13.0, 14.0).iter().sum::<f64>() <= PAGE { (13.0, 14.0) } else { (10.5, 8.0) };
        let panels = split(&self.width(table, size, padding));
        html! {
            @for (number, columns) in panels.iter().enumerate() {
                table .dense[size < 13.0] .whole[table.rows.len() <= MOST_ROWS_KEPT_TOGETHER] {
                    caption { (caption) @if number > 0 { " " (self.language.choose("(continued)", "（続き）")) } }
                    thead { tr { @for column in columns { (head_cell(table.columns.get(*column))) } } }
                    tbody { @for row in &table.rows { tr { @for column in columns { (self.body_cell(table, row, *column, size)) } } } }
                }
            }
            @if table.has_incomplete() { p .remark { (self.incomplete_note()) } }
        }
    }

    /// Estimated widths of the columns; words can be broken, numbers cannot.
    fn width(&self, table: &DocTable, size: f64, padding: f64) -> Vec<f64> {
        let cells = |index: usize| {
            table.rows.iter().filter_map(move |row| row.get(index)).map(|cell| {
                let mark = if cell.completeness == Completeness::Incomplete { 0.6 * size } else { 0.0 };
                text_width(&cell.shown(self.language), size) + mark
            })
        };
        let of = |(index, column): (usize, &DocColumn)| {
            let head = column.label.split_whitespace().map(|word| text_width(word, size).min(8.0 * size)).fold(0.0, f64::max);
            let body = cells(index).fold(0.0, f64::max);
            head.max(if column.alignment == Alignment::Left { body.min(SHORT * size) } else { body }) + padding
        };
        table.columns.iter().enumerate().map(of).collect()
    }

    fn body_cell(&self, table: &DocTable, row: &[Cell], column: usize, size: f64) -> Markup {
        let Some((head, cell)) = table.cells(row).nth(column) else { return html! {} };
        let right = head.alignment == Alignment::Right;
        html! {
            @if column == 0 { th scope="row" .right[right] { (self.value(cell)) } }
            @else {
                td .right[right] .short[!right && text_width(&cell.shown(self.language), size) <= SHORT * size] { (self.value(cell)) }
            }
        }
    }

    /// A value with the mark of incompleteness.
    fn value(&self, cell: &Cell) -> Markup {
        let text = cell.shown(self.language);
        html! {
            @if cell.completeness == Completeness::Incomplete {
                span .incomplete { (text) abbr title=(self.language.choose("not complete yet", "未確定")) { "*" } }
            } @else { (text) }
        }
    }

    fn incomplete_note(&self) -> String {
        format!("* {}", self.language.choose("not complete yet", "未確定"))
    }

    /// A card that is folded on the screen. What it holds follows the folding mark instead of lying inside it, because only so can
    /// the style sheet open it in print in every browser.
    fn card(&self, card: &Card) -> Markup {
        if let Some(number) = self.in_appendix(card) {
            let name = self.language.choose("Definition: ", "定義：");
            return html! { p .definition { a href={ "#d" (number) } { (name) (card.title) } } };
        }
        html! {
            div .card {
                details { summary { (self.language.choose("Definition: ", "定義：")) (card.title) } }
                (card_lines(card))
            }
        }
    }
}

impl Writer<'_> {
    /// The number of a card in the appendix.
    fn in_appendix(&self, card: &Card) -> Option<usize> {
        self.appendix.iter().position(|held| *held == card).map(|at| at + 1)
    }

    /// A card that is always open, and can be linked.
    fn open_card(&mut self, card: &Card) -> Markup {
        self.cards += 1;
        html! { div .card id={ "d" (self.cards) } { h4 { (card.title) } (card_lines(card)) } }
    }
}

/// The table of contents.
fn contents(document: &Document) -> Markup {
    let title = document.language.choose("Contents", "目次");
    html! {
        nav aria-label=(title) {
            h2 { (title) }
            ol { @for (index, section) in document.sections.iter().enumerate() { li { a href={ "#s" (index + 1) } { (section.title) } } } }
        }
    }
}

fn card_lines(card: &Card) -> Markup {
    html! { dl .card-lines { @for entry in &card.entries { dt { (entry.label) } dd { (entry.text) } } } }
}

fn head_cell(column: Option<&DocColumn>) -> Markup {
    let right = column.is_some_and(|column| column.alignment == Alignment::Right);
    html! { th scope="col" .right[right] { (column.map_or("", |column| column.label.as_str())) } }
}

/// Positions of the columns of each panel: the first column, then as many as fit the page, always at least one.
fn split(widths: &[f64]) -> Vec<Vec<usize>> {
    let first = widths.first().copied().unwrap_or_default();
    let mut panels = vec![if widths.is_empty() { Vec::new() } else { vec![0] }];
    let mut used = first;
    for (column, width) in widths.iter().enumerate().skip(1) {
        if used + width > PAGE && panels.last().is_some_and(|panel| panel.len() > 1) {
            panels.push(vec![0]);
            used = first;
        }
        used += width;
        if let Some(panel) = panels.last_mut() {
            panel.push(column);
        }
    }
    panels
}

/// Text in which no line ends between a number and its percent sign, or within a quotient.
fn unbroken(text: &str) -> String {
    text.replace(" %", "\u{a0}%").replace(" ÷ ", "\u{a0}÷\u{a0}")
}

fn is_words(values: &Values) -> bool {
    matches!(values, Values::Texts(_) | Values::Flags(_))
}

/// A value as a notebook shows it: reals with six digits after the point at most.
fn brief(values: &Values, row: usize, language: Language) -> String {
    let text = match values {
        Values::Reals(v) => v.get(row).copied().flatten().map_or(String::new(), |v| {
            let text = format!("{v:.6}");
            if v != 0.0 && v.abs() < 1e-4 || v.abs() >= 1e15 {
                format!("{v:e}")
            } else {
                text.trim_end_matches('0').trim_end_matches('.').to_string()
            }
        }),
        other => other.text(row),
    };
    if text.is_empty() && !matches!(values, Values::Texts(v) if v.get(row).is_some_and(Option::is_some)) {
        language.absent().into()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_too_wide_for_the_page_is_continued_with_its_first_column() {
        assert_eq!(split(&[100.0, 300.0, 300.0, 300.0]), [vec![0, 1], vec![0, 2], vec![0, 3]]);
        assert_eq!(split(&[100.0, 290.0, 290.0, 290.0]), [vec![0, 1, 2], vec![0, 3]]);
        assert_eq!(split(&[100.0, 9_000.0]), [vec![0, 1]]);
        assert_eq!(split(&[]), [Vec::<usize>::new()]);
    }

    #[test]
    fn a_notebook_shows_short_numbers_and_a_dash_for_what_is_not_known() {
        let values = Values::Reals(vec![Some(0.653_094_929), Some(2.0), None, Some(1e-9)]);
        let shown: Vec<_> = (0..4).map(|row| brief(&values, row, Language::En)).collect();
        assert_eq!(shown, ["0.653095", "2", "–", "1e-9"]);
    }
}
