//! Reading a register of members from a CSV file, block by block and on several threads.

use super::csv_rows::{Row, for_each_row, shown_bytes};
use super::csv_source::{Block, BlockProblem, CsvSource};
use super::interpreter::EpisodeInterpreter;
use super::issue::IssueCode;
use super::join::Joined;
use super::reading::EpisodeRead;
use super::settings::ReadSettings;
use crate::error::{Error, Result};
use crate::progress::Progress;
use std::io::Read;
use std::path::Path;

/// Reads a register of members from CSV: anything that can be read, for example bytes in memory.
///
/// Encoding, separator and columns are found out unless `settings` name them. Rows are counted as records: the header is row 1, and a
/// field with a line break in quotation marks does not begin a new row. Blank rows keep their number and are not counted as read. A row
/// that cannot be used is set aside and has an issue. The result does not depend on the number of threads.
///
/// # Errors
///
/// [`Error::NoRows`] for an empty file and for a header without rows; [`Error::MissingColumn`] and [`Error::Setting`] as
/// [`EpisodeInterpreter::new`]; [`Error::Malformed`] for a row longer than the limit, a quotation mark that is never closed, and a
/// header that is not text; [`Error::Limit`] beyond 2^32 - 2 rows; [`Error::Io`] when the source fails.
///
/// # Example
///
/// ```
/// use kaiin::input::{ReadSettings, read_episodes_csv};
/// let csv = "会員番号;氏名;入会日;退会日\n7;山田;令和元年5月1日;2024/3/31\n8;鈴木;2020年2月30日;\n";
/// let read = read_episodes_csv(csv.as_bytes(), &ReadSettings::new())?;
/// assert_eq!((read.rows_read, read.columns.rows()?), (2, 1));
/// assert_eq!(
///     read.issues[0].to_string(),
///     "row 3: person 8: 入会日 \"2020年2月30日\": the date could not be read and the row was set aside"
/// );
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn read_episodes_csv(source: impl Read, settings: &ReadSettings) -> Result<EpisodeRead> {
    read(source, "the table of members", settings, Watched { progress: Progress::none(), bytes: 0 })
}

/// Reads a register of members from a CSV file; see [`read_episodes_csv`].
///
/// # Errors
///
/// [`Error::Io`] when the file cannot be opened; else as [`read_episodes_csv`].
pub fn read_episodes_path(path: impl AsRef<Path>, settings: &ReadSettings) -> Result<EpisodeRead> {
    read_episodes_path_watched(path, settings, Progress::none())
}

/// Reads a register of members from a CSV file and reports the bytes read and the bytes in all; see [`read_episodes_csv`].
///
/// # Errors
///
/// [`Error::Cancelled`] when the callback asks to stop; else as [`read_episodes_path`].
pub fn read_episodes_path_watched(path: impl AsRef<Path>, settings: &ReadSettings, progress: Progress<'_>) -> Result<EpisodeRead> {
    let name = path.as_ref().display().to_string();
    let io_error = |source| Error::Io { path: name.clone(), source };
    let file = std::fs::File::open(path).map_err(io_error)?;
    let bytes = file.metadata().map_err(io_error)?.len();
    read(file, &name, settings, Watched { progress, bytes })
}

/// Whom to tell how far the reading has come, and how many bytes there are in all.
struct Watched<'a> {
    progress: Progress<'a>,
    bytes: u64,
}

fn read(source: impl Read, name: &str, settings: &ReadSettings, watched: Watched<'_>) -> Result<EpisodeRead> {
    let known = |header: &str| settings.role_of(header).is_some() || settings.mapping.names(header);
    let mut source = CsvSource::open(source, name, settings, &known)?;
    let plan = EpisodeInterpreter::new(&source.headers, name, settings)?.counting_from(0);
    let width = source.headers.len();
    let parse = |block: &Block, delimiter| parse_block(block, delimiter, width, settings.longest_row, plan.clone());
    let threads = settings.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let mut joined = Joined::new(source.first_row);
    let mut problem = None;
    while problem.is_none() {
        let blocks = next_blocks(&mut source, threads, &mut problem);
        if blocks.is_empty() && problem.is_none() {
            break;
        }
        for part in parse_side_by_side(&blocks, &|block| parse(block, source.delimiter)) {
            let (part, rows) = part.map_err(|bad| bad.error(name, joined.next_row(), settings.longest_row))?;
            joined.push(part, rows)?;
        }
        watched.progress.report(source.bytes_taken().min(watched.bytes), watched.bytes)?;
    }
    if let Some(problem) = problem {
        return Err(problem.at_row(name, joined.next_row(), settings.longest_row));
    }
    let advice = "it holds a header only; give at least one row below it, or name the row that holds the headers";
    joined.finish().filter(|read| read.rows_read > 0).ok_or_else(|| Error::NoRows { input: name.into(), advice: advice.into() })
}

/// As many blocks as there are threads; what stops the reading is kept for when the blocks before it are read.
fn next_blocks<R: Read>(source: &mut CsvSource<R>, threads: usize, problem: &mut Option<BlockProblem>) -> Vec<Block> {
    let mut blocks = Vec::new();
    while blocks.len() < threads {
        match source.next_block() {
            Ok(Some(block)) => blocks.push(block),
            Ok(None) => break,
            Err(found) => {
                *problem = Some(found);
                break;
            }
        }
    }
    blocks
}

/// A part and the number of file rows it stands for.
type Part = Result<(EpisodeRead, u64), BadBlock>;

/// Why a block cannot be read.
enum BadBlock {
    /// A row, counted from 0 in the block.
    Row(u64, BlockProblem),
    /// The columns.
    Columns(Error),
}

impl BadBlock {
    fn error(self, input: &str, first_row: u64, longest_row: usize) -> Error {
        match self {
            Self::Row(row, problem) => problem.at_row(input, first_row + row, longest_row),
            Self::Columns(error) => error,
        }
    }
}

/// Reads blocks at the same time and returns their parts in order.
fn parse_side_by_side(blocks: &[Block], parse: &(impl Fn(&Block) -> Part + Sync)) -> Vec<Part> {
    if let [block] = blocks {
        return vec![parse(block)];
    }
    std::thread::scope(|scope| {
        let running: Vec<_> = blocks.iter().map(|block| scope.spawn(move || parse(block))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// The episodes of one block.
fn parse_block(block: &Block, delimiter: u8, width: usize, longest_row: usize, mut interpreter: EpisodeInterpreter) -> Part {
    let use_row = |row: Row<'_>| match row {
        Row::Blank => interpreter.push_blank_row(),
        Row::Bad(code, shown) => interpreter.push_bad_row(code, shown),
        Row::Sound(record) => {
            for field in interpreter.fields_mut() {
                let bytes = record.get(field.position()).unwrap_or_default();
                match block.form.decode(bytes) {
                    Some(text) => field.push_text(&text),
                    None => field.push_unusable(IssueCode::UndecodableText, shown_bytes(bytes)),
                }
            }
        }
    };
    for_each_row(block, delimiter, width, longest_row, use_row).map_err(|(row, problem)| BadBlock::Row(row, problem))?;
    let rows = interpreter.rows() as u64;
    interpreter.finish().map(|read| (read, rows)).map_err(BadBlock::Columns)
}
