//! Bad and hostile tables: a clear error or an issue each time, never a panic and never a wrong number.

#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::panic)]

use kaiin::IssueCode;
use kaiin::input::{
    Action, Encoding, EpisodeInterpreter, EpisodeRead, ReadSettings, Role, Unmapped, read_episodes_csv, read_episodes_path,
    read_licensees_csv, read_totals_csv,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Read;

fn read(bytes: impl AsRef<[u8]>) -> kaiin::Result<EpisodeRead> {
    read_episodes_csv(bytes.as_ref(), &ReadSettings::new())
}

fn message(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).unwrap_err().to_string()
}

fn codes(read: &EpisodeRead) -> Vec<(u64, IssueCode)> {
    read.issues.iter().map(|issue| (issue.row.unwrap(), issue.code)).collect()
}

#[test]
fn an_empty_file_is_refused() {
    for bytes in ["", "\n\n", "\u{FEFF}"] {
        assert_eq!(
            message(bytes),
            "the table of members has no data rows: the file is empty; give a row of headers and at least one row below it"
        );
    }
}

#[test]
fn a_header_without_rows_is_refused() {
    for bytes in ["id,start", "id,start\n", "id,start\n\n,\n"] {
        assert_eq!(
            message(bytes),
            "the table of members has no data rows: it holds a header only; give at least one row below it, or name the row that holds the headers"
        );
    }
}

#[test]
fn a_table_without_a_needed_column_lists_its_headers() {
    assert_eq!(
        message("番号,入会日\n1,2020-04-01\n"),
        "no column for person (会員番号, member_id) in the table of members; its columns are [番号, 入会日]; map person to one of these, or \
         name the row that holds the headers"
    );
    assert!(message("会員番号,登録\n1,2020-04-01\n").starts_with("no column for start (入会日, join_date)"));
}

#[test]
fn a_file_that_is_not_there_is_an_io_error() {
    let error = read_episodes_path("no/such/file.csv", &ReadSettings::new()).unwrap_err();
    assert_eq!(error.code(), "io");
    assert!(error.to_string().starts_with("cannot use file no/such/file.csv: "));
}

#[test]
fn rows_in_another_encoding_are_set_aside_and_not_read_as_other_characters() {
    let cp932_row = encoding_rs::SHIFT_JIS.encode("3,2020-04-01,大阪府\n").0.into_owned();
    let utf8_with_one_bad_row =
        [b"id,start,branch\n1,2020-04-01,".as_slice(), "東京都\n2,2020-04-01,京都府\n".as_bytes(), &cp932_row].concat();
    let found = read(&utf8_with_one_bad_row).unwrap();
    assert_eq!(codes(&found), [(4, IssueCode::UndecodableText)]);
    assert_eq!(found.issues[0].value.as_deref(), Some(r"\x91\xe5\x8d\xe3\x95{"));
    assert_eq!(found.columns.segments[0].levels, ["東京都", "京都府"]);

    let cp932_with_one_bad_row = [b"id,start,branch\n".as_slice(), &cp932_row, &cp932_row, "1,2020-04-01,東京都\n".as_bytes()].concat();
    let found = read(&cp932_with_one_bad_row).unwrap();
    assert_eq!(codes(&found), [(4, IssueCode::UndecodableText)]);
    assert_eq!(found.columns.segments[0].levels, ["大阪府"]);
}

#[test]
fn bad_bytes_in_a_column_that_is_not_kept_do_no_harm() {
    let found = read(b"id,start,note\n1,2020-04-01,\xFF\xFE\n").unwrap();
    assert_eq!((found.issues.len(), found.columns.rows().unwrap()), (0, 1));
}

#[test]
fn a_row_with_a_nul_byte_is_set_aside() {
    let found = read(b"id,start\n1,2020-04-01\n2\0,2020-04-01\n3,2020-04-01\n").unwrap();
    assert_eq!(codes(&found), [(3, IssueCode::NulByte)]);
    assert_eq!(found.issues[0].to_string(), "row 3: \"2\\\\x00\": the row holds a NUL byte and was set aside");
}

#[test]
fn a_row_with_another_number_of_fields_is_set_aside() {
    let found = read("id,start\n1\n2,2020-04-01,x\n3,2020-04-01,\n").unwrap();
    assert_eq!(codes(&found), [(2, IssueCode::WrongFieldCount), (3, IssueCode::WrongFieldCount)]);
    assert_eq!(found.issues[0].value.as_deref(), Some("1 fields where the header has 2"));
    assert_eq!(found.columns.row_number(0), 4);
}

/// A source that never ends its first line and counts what is read of it.
struct EndlessLine<'a> {
    start: &'a [u8],
    left: u64,
    read: &'a mut u64,
}

impl Read for EndlessLine<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.start.is_empty() {
            let bytes = self.start.read(buffer)?;
            *self.read += bytes as u64;
            return Ok(bytes);
        }
        let bytes = buffer.len().min(usize::try_from(self.left).unwrap());
        buffer[..bytes].fill(b'x');
        self.left -= bytes as u64;
        *self.read += bytes as u64;
        Ok(bytes)
    }
}

#[test]
fn a_line_of_one_gigabyte_is_refused_before_it_is_read() {
    for (start, row) in [("id,start\n1,2020-04-01\n2,", 3), ("", 1), ("id,start\n1,\"", 2)] {
        let mut taken = 0;
        let source = EndlessLine { start: start.as_bytes(), left: 1 << 30, read: &mut taken };
        let error = read_episodes_csv(source, &ReadSettings::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the table of members, row {row}: the row is longer than 1048576 bytes; look for a quotation mark that is not closed, or raise the \
                 longest row allowed"
            )
        );
        assert!(taken < 8 << 20, "{taken} bytes were read");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_with_its_row() {
    assert_eq!(
        message("id,start\n1,2020-04-01\n2,\"2020-04-01\n3,2020-04-01\n"),
        "the table of members, row 3: a quotation mark is opened and never closed; close it or remove it"
    );
}

#[test]
fn a_header_that_is_no_text_is_refused() {
    let error =
        read_episodes_csv(b"id,start,\xFF\xFF\n1,2020-04-01,\n".as_slice(), &ReadSettings::new().encoding(Encoding::Utf8)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the table of members, row 1: the header is not text in the encoding of the file; name the encoding, or save the file again as UTF-8"
    );
}

#[test]
fn dates_of_year_1_and_9999_are_named() {
    let found =
        read("id,start,end,born\n1,0001-01-01,,\n2,2020-04-01,9999-12-31,0001-01-01\n3,9999-12-31,,\n4,2020-04-01,2200-01-01,\n").unwrap();
    use IssueCode::{DateIgnored, DateOutOfRange, OpenEndPlaceholder};
    assert_eq!(
        codes(&found),
        [(2, DateOutOfRange), (3, OpenEndPlaceholder), (3, DateIgnored), (4, DateOutOfRange), (5, DateOutOfRange)]
            .into_iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(
        found.issues[0].to_string(),
        "row 2: person 1: start \"0001-01-01\": the date lies outside 1800 to 2199 and the row was set aside"
    );
}

#[test]
fn negative_and_nan_counts_are_issues() {
    let found = read_licensees_csv("year,passers\n2018,-5\n2019,NaN\n2020,1e9\n2021,\n2022,7\n".as_bytes(), &ReadSettings::new()).unwrap();
    assert_eq!(found.rows.iter().map(|row| (row.year, row.count)).collect::<Vec<_>>(), [(2021, None), (2022, Some(7))]);
    let shown: Vec<String> = found.issues.iter().map(ToString::to_string).collect();
    let expected = |row: u64, value: &str| {
        format!("row {row}: passers {value:?}: the number could not be read, is negative or is not finite; the row was set aside")
    };
    assert_eq!(shown, [expected(2, "-5"), expected(3, "NaN"), expected(4, "1e9")]);
    assert_eq!((found.rows_read, found.issues.len() + found.rows.len()), (5, 5));
}

#[test]
fn numbers_of_data_frames_that_are_no_keys_are_issues() {
    let mut interpreter = EpisodeInterpreter::new(&["id", "start"], "a frame", &ReadSettings::new()).unwrap();
    for number in [1.0, f64::NAN, 1.5, f64::INFINITY] {
        let [id, start] = interpreter.fields_mut() else { panic!("two columns") };
        id.push_real(number);
        start.push_days_since_1970(18_000);
    }
    let found = interpreter.finish().unwrap();
    assert_eq!(codes(&found), [(3, IssueCode::MissingPerson), (4, IssueCode::UnreadableNumber), (5, IssueCode::UnreadableNumber)]);
    assert_eq!(found.columns.rows().unwrap(), 1);
}

#[test]
fn columns_of_different_length_are_refused() {
    let mut interpreter = EpisodeInterpreter::new(&["id", "start"], "a frame", &ReadSettings::new()).unwrap();
    interpreter.fields_mut()[0].push_integer(1);
    assert_eq!(interpreter.finish().unwrap_err().to_string(), "column start has 0 rows but id has 1; give columns of one length");
}

#[test]
fn a_million_branches_are_read() {
    let mut csv = String::from("id,start,branch\n");
    (0..1_000_000).for_each(|row| csv.push_str(&format!("{row},2020-04-01,b{row}\n")));
    let found = read(csv).unwrap();
    assert_eq!((found.issues.len(), found.columns.segments[0].levels.len()), (0, 1_000_000));
    assert_eq!(found.columns.segments[0].levels[999_999], "b999999");
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let refused = |settings: ReadSettings| read_episodes_csv(b"id,start\n1,2020-04-01\n".as_slice(), &settings).unwrap_err().to_string();
    assert_eq!(refused(ReadSettings::new().header_row(0)), "header_row 0 is not a row; rows are counted from 1");
    assert!(refused(ReadSettings::new().longest_row(0)).starts_with("longest_row 0 leaves no room"));
    assert!(refused(ReadSettings::new().threads(0)).starts_with("threads 0 "));
    let other_kind = ReadSettings::new().licensee_column(kaiin::input::LicenseeRole::Year, "start");
    assert!(refused(other_kind).starts_with("columns \"start\" was mapped to year, which is no role in this kind of table"));
}

#[test]
fn strict_reading_names_the_first_issue() {
    let error = read("id,start\n1,x\n").unwrap().strict().unwrap_err();
    assert_eq!(
        error.to_string(),
        "strict reading found 1 issue(s); the first: row 2: person 1: start \"x\": the date could not be read and the row was set aside"
    );
    assert!(read("id,start,end\n1,2020-04-01,9999-12-31\n").unwrap().strict().is_ok());
}

#[test]
fn yearly_tables_without_years_or_counts_are_refused() {
    let settings = ReadSettings::new();
    let no_year = read_totals_csv("会員数,入会者数\n1,2\n".as_bytes(), &settings).unwrap_err().to_string();
    assert!(
        no_year.starts_with("no column for year (年度, fiscal_year) in the table of yearly totals; its columns are [会員数, 入会者数]"),
        "{no_year}"
    );
    let no_count = read_totals_csv("年度,会員数\n2019,2\n".as_bytes(), &settings).unwrap_err().to_string();
    assert!(no_count.contains("no column for any count") && no_count.contains("opening, joined"), "{no_count}");
    let filtered = read_licensees_csv("profession,year,passers\nOT,2019,3\n".as_bytes(), &settings.only("profession", "PT")).unwrap_err();
    assert_eq!(filtered.code(), "no_rows");
}

/// Every row read is in the columns or has an issue that sets it aside, and never both.
fn account(read: &EpisodeRead) {
    let kept: BTreeSet<u64> = (0..read.columns.rows().unwrap()).map(|row| read.columns.row_number(row)).collect();
    let set_aside: BTreeSet<u64> =
        read.issues.iter().filter(|issue| issue.action == Action::SetAside).filter_map(|issue| issue.row).collect();
    assert!(kept.is_disjoint(&set_aside));
    assert_eq!((kept.len() + set_aside.len()) as u64, read.rows_read);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_below_a_header_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let header = "id,start,end,reason,status,branch,休会開始日,休会終了日,licensed\n".as_bytes();
        if let Ok(found) = read([header, &body].concat()) {
            account(&found);
        }
    }

    #[test]
    fn any_bytes_at_all_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let settings = ReadSettings::new();
        let _ = read(&bytes);
        let _ = read_licensees_csv(&bytes[..], &settings);
        let _ = read_totals_csv(&bytes[..], &settings);
        for encoding in [Encoding::Utf8, Encoding::Cp932, Encoding::Utf16Le, Encoding::Utf16Be] {
            let _ = read_episodes_csv(&bytes[..], &settings.clone().encoding(encoding));
        }
    }

    #[test]
    fn any_fields_are_accounted_for(rows in prop::collection::vec(prop::collection::vec("[0-9/\\-.年月日RH令和元,\" a休退]{0,12}", 6), 1..20)) {
        let mut csv = String::from("id,start,end,status,休会開始日,休会終了日\n");
        for row in &rows {
            let quoted: Vec<String> = row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
            csv.push_str(&quoted.join(","));
            csv.push('\n');
        }
        if let Ok(found) = read(&csv) {
            account(&found);
            prop_assert!(found.rows_read <= rows.len() as u64);
        }
    }

    #[test]
    fn dates_never_panic(text in "\\PC{0,16}") {
        let _ = kaiin::input::parse_date(&text, kaiin::input::DateReading::default());
        let _ = kaiin::input::parse_fiscal_year(&text);
        let _ = Role::of_header(&text);
        let _ = kaiin::input::ColumnMapping::new().unmapped(Unmapped::Ignored);
    }
}
