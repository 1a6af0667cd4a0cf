//! A table as a notebook shows it.

use kaiin::Table;
use kaiin::table::Values;

/// Rows shown at the top of a long table, and as many at its bottom.
const SHOWN: usize = 30;

/// The table as HTML, its middle rows left out when it is long.
pub(crate) fn table(table: &Table) -> String {
    let heads: String = table.columns().iter().map(|column| format!("<th>{}</th>", escaped(&column.name))).collect();
    let rows = table.rows();
    let body: String = if rows <= 2 * SHOWN {
        (0..rows).map(|row| line(table, row)).collect()
    } else {
        let gap = format!("<tr><td colspan=\"{}\">… {} more rows …</td></tr>", table.columns().len(), rows - 2 * SHOWN);
        let (top, bottom) = ((0..SHOWN), (rows - SHOWN..rows));
        top.map(|row| line(table, row)).chain([gap]).chain(bottom.map(|row| line(table, row))).collect()
    };
    format!("<table><caption>{}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>", escaped(table.name()))
}

/// A figure with its definition card.
pub(crate) fn card(title: &str, figure: &str, lines: &[(String, String)]) -> String {
    let rows: String =
        lines.iter().map(|(label, text)| format!("<tr><th>{}</th><td>{}</td></tr>", escaped(label), escaped(text))).collect();
    format!("<table><caption>{}: {}</caption><tbody>{rows}</tbody></table>", escaped(title), escaped(figure))
}

fn line(table: &Table, row: usize) -> String {
    let cells: String =
        table.columns().iter().map(|column| format!("<td{}>{}</td>", align(&column.values), escaped(&column.values.text(row)))).collect();
    format!("<tr>{cells}</tr>")
}

fn align(values: &Values) -> &'static str {
    match values {
        Values::Texts(_) => " style=\"text-align:left\"",
        _ => "",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
