//! Results as a notebook shows them.

use kaiin::Table;
use kaiin::report::{Language, table_html};

/// Rows shown of a long table.
const SHOWN: usize = 60;

/// The table as HTML, its first rows when it is long.
pub(crate) fn table(table: &Table) -> String {
    table_html(table, Language::En, SHOWN)
}

/// A figure with its definition card.
pub(crate) fn card(title: &str, figure: &str, lines: &[(String, String)]) -> String {
    fields(&format!("{title}: {figure}"), lines)
}

/// Names and values under a caption.
pub(crate) fn fields(caption: &str, lines: &[(String, String)]) -> String {
    let rows: String =
        lines.iter().map(|(label, text)| format!("<tr><th>{}</th><td>{}</td></tr>", escaped(label), escaped(text))).collect();
    format!("<table><caption>{}</caption><tbody>{rows}</tbody></table>", escaped(caption))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
