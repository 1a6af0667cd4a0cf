//! A CSV file as a header and blocks of whole records.
//!
//! A file of any size is read block by block; a block ends where a record ends, so that blocks can be read side by side. A row longer
//! than the limit is refused before it is held in memory.

use super::encoding::{ByteForm, ByteSource};
use super::settings::{Delimiter, ReadSettings};
use crate::error::{Error, Result};
use std::io::Read;

/// How many bytes a block holds at least, unless the file ends.
const BLOCK: usize = 1 << 21;

/// A run of whole records.
pub(crate) struct Block {
    pub(crate) bytes: Vec<u8>,
    pub(crate) form: ByteForm,
}

/// Why no further block can be had; the caller knows the number of the row.
#[derive(Debug)]
pub(crate) enum BlockProblem {
    /// The next row is longer than the limit.
    LongRow,
    /// The next row holds a quotation mark that is never closed.
    OpenQuote,
    /// The source failed.
    Io(std::io::Error),
}

impl BlockProblem {
    /// The error for a row.
    pub(crate) fn at_row(self, input: &str, row: u64, longest_row: usize) -> Error {
        let reason = match self {
            Self::LongRow => format!(
                "the row is longer than {longest_row} bytes; look for a quotation mark that is not closed, or raise the longest row allowed"
            ),
            Self::OpenQuote => "a quotation mark is opened and never closed; close it or remove it".into(),
            Self::Io(source) => return Error::Io { path: input.into(), source },
        };
        Error::Malformed { input: input.into(), row: Some(row), reason }
    }
}

/// An open CSV file, its header read.
pub(crate) struct CsvSource<R> {
    source: ByteSource<R>,
    buffer: Vec<u8>,
    scan: RecordScan,
    longest_row: usize,
    /// Headers as written, in order.
    pub(crate) headers: Vec<String>,
    /// What separates the fields.
    pub(crate) delimiter: u8,
    /// The number of the row after the header.
    pub(crate) first_row: u64,
}

impl<R: Read> CsvSource<R> {
    /// Opens a source and reads its header; `known` tells whether a header is in the vocabulary or mapped.
    pub(crate) fn open(source: R, input: &str, settings: &ReadSettings, known: &dyn Fn(&str) -> bool) -> Result<Self> {
        settings.check()?;
        let io_error = |source| Error::Io { path: input.into(), source };
        let mut source = ByteSource::open(source, settings.encoding).map_err(io_error)?;
        let mut buffer = Vec::new();
        while buffer.len() < BLOCK.max(settings.longest_row) && source.fill(&mut buffer, BLOCK).map_err(io_error)? {}
        let form = source.form.unwrap_or_else(|| ByteForm::of(&buffer));
        let header = choose_delimiter(&buffer, form, input, settings, known)?;
        buffer.drain(..header.end);
        Ok(Self {
            source,
            buffer,
            scan: RecordScan::new(header.delimiter),
            longest_row: settings.longest_row,
            headers: header.fields,
            delimiter: header.delimiter,
            first_row: settings.header_row + 1,
        })
    }

    /// The next block; `None` at the end of the file.
    pub(crate) fn next_block(&mut self) -> Result<Option<Block>, BlockProblem> {
        loop {
            self.scan.advance(&self.buffer);
            if self.scan.last_end > 0 && (self.buffer.len() >= BLOCK || self.scan.last_end > self.longest_row) {
                return Ok(Some(self.take(self.scan.last_end)));
            }
            if self.scan.last_end == 0 && self.buffer.len() > self.longest_row {
                return Err(BlockProblem::LongRow);
            }
            if !self.source.fill(&mut self.buffer, BLOCK).map_err(BlockProblem::Io)? {
                return self.last_block();
            }
        }
    }

    /// How many bytes of the file were read so far.
    pub(crate) fn bytes_taken(&self) -> u64 {
        self.source.taken
    }

    /// What is left at the end of the file.
    fn last_block(&mut self) -> Result<Option<Block>, BlockProblem> {
        self.scan.advance(&self.buffer); // the end of UTF-16 can add a byte
        match (self.buffer.is_empty(), self.scan.in_quotes(), self.scan.last_end) {
            (true, ..) => Ok(None),
            (_, true, 0) => Err(BlockProblem::OpenQuote),
            (_, true, end) => Ok(Some(self.take(end))),
            (_, false, _) => Ok(Some(self.take(self.buffer.len()))),
        }
    }

    /// Cuts the first bytes off the buffer.
    fn take(&mut self, end: usize) -> Block {
        let rest = self.buffer.split_off(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.scan.drop_front(end);
        let form = self.form(&bytes);
        Block { bytes, form }
    }

    /// The encoding, decided by the first block that is not all ASCII.
    fn form(&mut self, bytes: &[u8]) -> ByteForm {
        match self.source.form {
            Some(form) => form,
            None if bytes.is_ascii() => ByteForm::Utf8,
            None => *self.source.form.insert(ByteForm::of(bytes)),
        }
    }
}

/// A header under one delimiter.
struct Header {
    fields: Vec<String>,
    delimiter: u8,
    end: usize,
}

/// The header under the delimiter that gives the most known headers, then the most fields; the first of equals.
fn choose_delimiter(bytes: &[u8], form: ByteForm, input: &str, settings: &ReadSettings, known: &dyn Fn(&str) -> bool) -> Result<Header> {
    let candidates: &[u8] = match settings.delimiter {
        Delimiter::Auto => b",;\t",
        Delimiter::Comma => b",",
        Delimiter::Semicolon => b";",
        Delimiter::Tab => b"\t",
    };
    let mut best: Option<(usize, Header)> = None;
    for &delimiter in candidates {
        let header = read_header(bytes, form, delimiter, input, settings)?;
        let score = header.fields.iter().filter(|field| known(field)).count();
        if best.as_ref().is_none_or(|(most, other)| (score, header.fields.len()) > (*most, other.fields.len())) {
            best = Some((score, header));
        }
    }
    best.map(|(_, header)| header).ok_or_else(|| empty(input))
}

/// The header row, split by one delimiter.
fn read_header(bytes: &[u8], form: ByteForm, delimiter: u8, input: &str, settings: &ReadSettings) -> Result<Header> {
    let mut reader = records(bytes, delimiter);
    let mut record = csv::ByteRecord::new();
    let malformed = |reason: String| Error::Malformed { input: input.into(), row: Some(settings.header_row), reason };
    for _ in 0..settings.header_row {
        if !reader.read_byte_record(&mut record).map_err(|error| malformed(error.to_string()))? {
            return Err(empty(input));
        }
    }
    if record.as_slice().len() > settings.longest_row {
        return Err(BlockProblem::LongRow.at_row(input, settings.header_row, settings.longest_row));
    }
    let text = |field: &[u8]| form.decode(field).map(|text| text.trim().to_owned()).filter(|text| !text.contains('\0'));
    let fields: Option<Vec<String>> = record.iter().map(text).collect();
    let reason = "the header is not text in the encoding of the file; name the encoding, or save the file again as UTF-8";
    let fields = fields.ok_or_else(|| malformed(reason.into()))?;
    Ok(Header { fields, delimiter, end: usize::try_from(reader.position().byte()).unwrap_or(bytes.len()).min(bytes.len()) })
}

fn empty(input: &str) -> Error {
    Error::NoRows { input: input.into(), advice: "the file is empty; give a row of headers and at least one row below it".into() }
}

/// A reader of raw records.
pub(crate) fn records(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes)
}

/// Finds where records end, quotation marks respected: the same grammar as the reader of records (a mark opens a quoted field only
/// where a field begins, and two marks inside it are one).
struct RecordScan {
    delimiter: u8,
    state: ScanState,
    scanned: usize,
    /// End of the last whole record; 0 when there is none yet.
    last_end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ScanState {
    FieldStart,
    Unquoted,
    Quoted,
    QuoteInQuoted,
}

impl RecordScan {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: ScanState::FieldStart, scanned: 0, last_end: 0 }
    }

    fn in_quotes(&self) -> bool {
        self.state == ScanState::Quoted
    }

    /// Looks at the bytes that were added.
    fn advance(&mut self, buffer: &[u8]) {
        let added = &buffer[self.scanned..];
        if self.in_quotes() || self.state == ScanState::QuoteInQuoted || added.contains(&b'"') {
            added.iter().enumerate().for_each(|(offset, &byte)| self.step(self.scanned + offset, byte));
        } else if let Some(&last) = added.last() {
            self.last_end = last_line_break(added).map_or(self.last_end, |end| self.scanned + end);
            let begins = last == self.delimiter || last == b'\n' || last == b'\r';
            self.state = if begins { ScanState::FieldStart } else { ScanState::Unquoted };
        }
        self.scanned = buffer.len();
    }

    fn step(&mut self, position: usize, byte: u8) {
        use ScanState::{FieldStart, QuoteInQuoted, Quoted, Unquoted};
        self.state = match (self.state, byte) {
            (Quoted, b'"') => QuoteInQuoted,
            (Quoted, _) => Quoted,
            (FieldStart | QuoteInQuoted, b'"') => Quoted,
            (_, b'\n' | b'\r') => {
                self.last_end = position + 1;
                FieldStart
            }
            (_, byte) if byte == self.delimiter => FieldStart,
            _ => Unquoted,
        };
    }

    fn drop_front(&mut self, bytes: usize) {
        self.scanned -= bytes;
        self.last_end = 0;
    }
}

/// The position after the last line break; a carriage return alone counts only where there is no line feed.
fn last_line_break(bytes: &[u8]) -> Option<usize> {
    let last = |wanted: u8| bytes.iter().rposition(|&byte| byte == wanted).map(|position| position + 1);
    last(b'\n').or_else(|| last(b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_end(bytes: &[u8], cut: usize) -> (usize, bool) {
        let mut scan = RecordScan::new(b',');
        scan.advance(&bytes[..cut]);
        scan.advance(bytes);
        (scan.last_end, scan.in_quotes())
    }

    #[test]
    fn a_line_break_inside_quotation_marks_ends_no_record() {
        let text = b"a,\"x\ny\"\nb,5\" pipe\nc,\"say \"\"hi\"\"\n";
        for cut in 0..=text.len() {
            // The record c is open: its last mark is the second of a pair.
            assert_eq!(last_end(text, cut), (18, true), "cut at {cut}");
        }
    }

    #[test]
    fn the_scan_and_the_reader_of_records_agree() {
        let texts: [&[u8]; 6] = [b"a,b\n1,2\n", b"a\"b,c\n", b"\"a\"x\"y,\n\"b\n\"\n", b",\"\"\n", b"a\r\nb\r", b"\n\n\"\n\",\"\"\"\"\n"];
        for text in texts {
            for cut in 0..=text.len() {
                let (end, open) = last_end(text, cut);
                let mut reader = records(text, b',');
                let whole = reader.byte_records().count();
                let in_parts = records(&text[..end], b',').byte_records().count() + records(&text[end..], b',').byte_records().count();
                assert!(open || whole == in_parts, "{text:?} cut at {cut}: {whole} {in_parts}");
            }
        }
    }
}
