//! The rows of a block of CSV, each sound, blank or wrong as a whole.

use super::csv_source::{Block, BlockProblem, records};
use super::field::shown;
use super::issue::IssueCode;

/// One row of a file.
pub(crate) enum Row<'a> {
    /// As many fields as headers.
    Sound(&'a csv::ByteRecord),
    /// Nothing in any field, as spreadsheets leave below a table.
    Blank,
    /// Wrong as a whole, with what is shown of it.
    Bad(IssueCode, String),
}

/// Hands every row of a block to `use_row`; stops at a row longer than the limit and tells its position in the block, from 0.
pub(crate) fn for_each_row(
    block: &Block,
    delimiter: u8,
    width: usize,
    longest_row: usize,
    mut use_row: impl FnMut(Row<'_>),
) -> Result<(), (u64, BlockProblem)> {
    let holds_nul = block.bytes.contains(&0);
    let mut reader = records(&block.bytes, delimiter);
    let mut record = csv::ByteRecord::new();
    let mut position = 0;
    while reader.read_byte_record(&mut record).map_err(|error| (position, BlockProblem::Io(error.into())))? {
        let bytes = record.as_slice();
        if bytes.len() > longest_row {
            return Err((position, BlockProblem::LongRow));
        }
        use_row(match () {
            () if bytes.trim_ascii().is_empty() => Row::Blank,
            () if holds_nul && bytes.contains(&0) => Row::Bad(IssueCode::NulByte, shown_row(&record)),
            () if !has_width(&record, width) => {
                Row::Bad(IssueCode::WrongFieldCount, format!("{} fields where the header has {width}", record.len()))
            }
            () => Row::Sound(&record),
        });
        position += 1;
    }
    Ok(())
}

/// Whether a row has as many fields as the header; empty ones beyond it do not count.
fn has_width(record: &csv::ByteRecord, width: usize) -> bool {
    record.len() == width || (record.len() > width && record.iter().skip(width).all(|field| field.trim_ascii().is_empty()))
}

/// The beginning of a row as far as it is text, for messages. Only the first field: others may hold a name.
fn shown_row(record: &csv::ByteRecord) -> String {
    shown(&shown_bytes(record.get(0).unwrap_or_default()))
}

/// Bytes that are no text, for messages.
pub(crate) fn shown_bytes(bytes: &[u8]) -> String {
    shown(&bytes.escape_ascii().to_string())
}
