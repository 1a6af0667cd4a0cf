//! The same register, as different office tools write it, is the same register.

#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::panic)]

use kaiin::input::{
    BranchLevels, DateOrder, Delimiter, EndDay, EpisodeRead, Preset, ReadSettings, Role, read_episodes_csv, read_episodes_path_watched,
};
use kaiin::{EndReason, IssueCode, Progress, Standing};

const REGISTER: &str = "会員番号,氏名,入会日,退会日,退会理由,会員区分,性別,免許取得年度,所属士会\n\
    A-1,山田 太郎,平成31年4月1日,令和6年3月31日,会費未納,正会員,男,平成30年度,13\n\
    A-2,\"鈴木, 花子\",２０２０年４月１日,,,正会員,女,R1,大阪\n\
    A-3,\"佐藤\n一郎\",S63.4.1,2001/3/31,逝去,賛助会員,,S62,Kyoto\n";

fn read(bytes: &[u8], settings: &ReadSettings) -> EpisodeRead {
    read_episodes_csv(bytes, settings).unwrap()
}

fn plain() -> EpisodeRead {
    read(REGISTER.as_bytes(), &ReadSettings::new())
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn the_register_means_what_was_typed() {
    let found = plain();
    assert_eq!((found.rows_read, found.issues.len()), (3, 0));
    let columns = &found.columns;
    let days = |text: &str| Some(text.parse::<kaiin::Day>().unwrap());
    assert_eq!([0, 1, 2].map(|row| columns.start.get(row)), [days("2019-04-01"), days("2020-04-01"), days("1988-04-01")]);
    let end = columns.end.as_ref().unwrap();
    assert_eq!([0, 1, 2].map(|row| end.get(row)), [days("2024-03-31"), None, days("2001-03-31")]);
    assert_eq!(columns.end_reason, Some(vec![EndReason::Arrears, EndReason::Unstated, EndReason::Death]));
    // 平成30 = 2018, 令和1 = 2019, 昭和62 = 1987.
    let cohorts = [0, 1, 2].map(|row| columns.licensed.get(row).map(|licence| licence.to_string()));
    assert_eq!(cohorts, ["2018", "2019", "1987"].map(|year| Some(year.to_owned())));
    let branch = columns.segments.iter().find(|segment| segment.name == "branch").unwrap();
    assert_eq!(branch.levels, ["東京都", "大阪府", "京都府"]);
    let kept: Vec<&str> = found.columns_read.iter().map(|(header, _)| header.as_str()).collect();
    assert_eq!(kept, ["会員番号", "入会日", "退会日", "退会理由", "会員区分", "性別", "免許取得年度", "所属士会"]);
}

#[test]
fn encodings_separators_and_line_breaks_make_no_difference() {
    let expected = plain();
    let tabs = REGISTER.replace(',', "\t").replace("鈴木\t", "鈴木,");
    let semicolons = REGISTER.replace(',', ";").replace("鈴木;", "鈴木,");
    let lines = REGISTER.replace('\n', "\r\n");
    let old_mac = REGISTER.replace('\n', "\r");
    let cp932 = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let variants: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8 with mark", format!("\u{FEFF}{REGISTER}").into_bytes()),
        ("CP932", cp932(REGISTER)),
        ("CP932 with CRLF", cp932(&lines)),
        ("UTF-16LE with mark and tabs", utf16(&format!("\u{FEFF}{tabs}"), false)),
        ("UTF-16BE with mark", utf16(&format!("\u{FEFF}{REGISTER}"), true)),
        ("UTF-16LE without mark", utf16(REGISTER, false)),
        ("semicolons", semicolons.into_bytes()),
        ("tabs", tabs.into_bytes()),
        ("CRLF", lines.into_bytes()),
        ("CR", old_mac.into_bytes()),
        ("no last line break", REGISTER.trim_end().as_bytes().to_vec()),
        ("blank rows below", format!("{REGISTER}\n,,,,,,,,\n\n").into_bytes()),
    ];
    for (name, bytes) in variants {
        assert_eq!(read(&bytes, &ReadSettings::new()), expected, "{name}");
    }
}

#[test]
fn a_title_above_the_header_is_skipped_when_told() {
    let titled = format!("会員名簿 2024年4月1日現在\n{REGISTER}");
    let found = read(titled.as_bytes(), &ReadSettings::new().header_row(2));
    assert_eq!((found.rows_read, found.columns.row_number(0)), (3, 3));
    assert_eq!(found.columns.start, plain().columns.start);
}

#[test]
fn blocks_and_threads_make_no_difference() {
    let mut csv = String::from("会員番号,入会日,退会日,退会理由,所属,メモ\n");
    for row in 0..150_000_u32 {
        let start = format!("{}-{:02}-{:02}", 1970 + row % 50, 1 + row % 12, 1 + row % 28);
        let end = if row % 3 == 0 { "2024/3/31" } else { "" };
        let note = if row % 7 == 0 { "\"二行の\nメモ, \"\"引用\"\" つき\"" } else { "" };
        let key = if row % 1_000 == 999 { String::new() } else { format!("{}", 500_000 - row) };
        let branch = if row > 60_000 { format!("支部{}", row % 97) } else { format!("{}", 1 + row % 47) };
        csv.push_str(&format!("{key},{start},{end},{},{branch},{note}\n", ["任意退会", "除名", ""][row as usize % 3]));
        if row == 70_000 {
            csv.push_str("\nX-1,R6.4.1,,,99,\n1,bad,,,99,\n");
        }
    }
    assert!(csv.len() > 4 << 20, "several blocks");
    let one = read(csv.as_bytes(), &ReadSettings::new().threads(1));
    assert_eq!((one.rows_read, one.issues.len()), (150_002, 151));
    for threads in [2, 3, 8] {
        assert_eq!(read(csv.as_bytes(), &ReadSettings::new().threads(threads)), one);
    }
    let cp932 = encoding_rs::SHIFT_JIS.encode(&csv).0.into_owned();
    assert_eq!(read(&cp932, &ReadSettings::new()), one);
    assert_eq!(read(&utf16(&csv, false), &ReadSettings::new()), one);
    // Row 70,001 is the one before the blank line: header + 70,001 rows, then X-1.
    let position = (0..one.columns.rows().unwrap()).find(|&row| one.columns.person.text(row) == "X-1").unwrap();
    assert_eq!(one.columns.row_number(position), 70_003);
}

#[test]
fn the_end_is_the_first_day_out_unless_told_and_an_expiry_date_is_the_last_day() {
    let end = |csv: &str, settings: &ReadSettings| {
        let found = read(csv.as_bytes(), settings);
        found.columns.end.as_ref().unwrap().get(0).unwrap().to_string()
    };
    let leave = "id,join_date,leave_date\n1,2020-04-01,2024-03-31\n";
    assert_eq!(end(leave, &ReadSettings::new()), "2024-03-31");
    assert_eq!(end(leave, &ReadSettings::new().end_day(EndDay::LastDayIncluded)), "2024-04-01");
    let expiry = "id,join_date,expiry_date\n1,2020-04-01,2024-03-31\n";
    assert_eq!(end(expiry, &ReadSettings::new()), "2024-04-01");
    let both = "id,join_date,expiry_date,leave_date\n1,2020-04-01,2030-03-31,2024-03-31\n";
    assert_eq!(end(both, &ReadSettings::new()), "2024-03-31");
}

#[test]
fn a_german_export_is_read_with_a_mapping() {
    let settings = ReadSettings::new()
        .delimiter(Delimiter::Semicolon)
        .date_order(DateOrder::DayFirst)
        .column(Role::Person, "Mitgliedsnr.")
        .column(Role::Start, "Beitritt")
        .segment("branch", "Landesverband")
        .branch_levels(BranchLevels::AsWritten);
    let found = read("Mitgliedsnr.;Beitritt;Landesverband\n0815;01.04.2020;13\n".as_bytes(), &settings);
    assert_eq!((found.columns.person.text(0), found.columns.start.get(0)), ("0815".into(), Some("2020-04-01".parse().unwrap())));
    assert_eq!(found.columns.segments[0].levels, ["13"]);
}

#[test]
fn the_present_status_says_nothing_about_the_time_before() {
    let csv = "会員番号,入会日,退会日,状態\n1,2015-04-01,2020-03-31,退会\n2,2015-04-01,,退会\n3,2015-04-01,,休会中\n4,2015-04-01,,申請中\n5,2015-04-01,,謎\n";
    let found = read(csv.as_bytes(), &ReadSettings::new());
    use IssueCode::{OffRoll, StandingSinceUnknown, UnknownStanding};
    let codes: Vec<(u64, IssueCode)> = found.issues.iter().map(|issue| (issue.row.unwrap(), issue.code)).collect();
    assert_eq!(codes, [(3, OffRoll), (4, StandingSinceUnknown), (5, OffRoll), (6, UnknownStanding)]);
    assert_eq!(found.columns.standing, Some(vec![Standing::Active, Standing::OnLeave, Standing::Active]));
}

#[test]
fn a_standing_during_the_row_is_taken_at_its_word() {
    let csv = "id,start,end,standing\n1,2015-04-01,2018-04-01,active\n1,2018-04-01,2019-04-01,on leave\n1,2019-04-01,2020-04-01,lapsed\n";
    let found = read(csv.as_bytes(), &ReadSettings::new());
    assert_eq!(found.columns.standing, Some(vec![Standing::Active, Standing::OnLeave]));
    assert_eq!(found.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), [IssueCode::OffRoll]);
}

#[test]
fn leaves_that_do_not_fit_are_cut_or_ignored() {
    let csv = "会員番号,入会日,退会日,休会開始日,休会終了日,復会日\n\
        1,2015-04-01,2020-04-01,2014-04-01,2016-03-31,\n\
        2,2015-04-01,2020-04-01,2019-04-01,,\n\
        3,2015-04-01,2020-04-01,2021-04-01,2022-03-31,\n\
        4,2015-04-01,,2018-04-01,2019-03-31,2018-10-01\n\
        5,2015-04-01,,,2019-03-31,\n";
    let found = read(csv.as_bytes(), &ReadSettings::new());
    let shown = |day: Option<kaiin::Day>| day.map_or(String::new(), |day| day.to_string());
    let columns = &found.columns;
    let pieces: Vec<(u64, String, String, Standing)> = (0..columns.rows().unwrap())
        .map(|row| {
            let end = columns.end.as_ref().and_then(|end| end.get(row));
            (columns.row_number(row), shown(columns.start.get(row)), shown(end), columns.standing.as_ref().unwrap()[row])
        })
        .collect();
    use Standing::{Active, OnLeave};
    let piece = |row, start: &str, end: &str, standing| (row, start.to_owned(), end.to_owned(), standing);
    assert_eq!(
        pieces,
        [
            piece(2, "2015-04-01", "2016-04-01", OnLeave),
            piece(2, "2016-04-01", "2020-04-01", Active),
            piece(3, "2015-04-01", "2019-04-01", Active),
            piece(3, "2019-04-01", "2020-04-01", OnLeave),
            piece(4, "2015-04-01", "2020-04-01", Active),
            piece(5, "2015-04-01", "2018-04-01", Active),
            piece(5, "2018-04-01", "2018-10-01", OnLeave),
            piece(5, "2018-10-01", "", Active),
            piece(6, "2015-04-01", "", Active),
        ]
    );
    let ignored: Vec<u64> =
        found.issues.iter().filter(|issue| issue.code == IssueCode::LeaveIgnored).filter_map(|issue| issue.row).collect();
    assert_eq!(ignored, [4, 6]);
}

#[test]
fn a_filter_reads_one_part_of_the_table() {
    let csv = "id,start,職種\n1,2020-04-01,ＰＴ\n2,2020-04-01,OT\n3,x,OT\n4,2021-04-01,pt\n";
    let found = read(csv.as_bytes(), &ReadSettings::new().only("職種", "PT"));
    assert_eq!((found.rows_read, found.issues.len()), (2, 0));
    assert_eq!((found.columns.person.text(0), found.columns.person.text(1)), ("1".into(), "4".into()));
}

#[test]
fn an_export_of_a_known_system_is_read_by_its_preset() {
    let csv = "person_id,group_id,type,start_on,end_on,created_at\n7,13,Mitglied,2020-01-01,2021-12-31,x\n";
    let found = read(csv.as_bytes(), &ReadSettings::new().preset(Preset::Hitobito));
    assert_eq!(found.columns.end.as_ref().unwrap().get(0), Some("2022-01-01".parse().unwrap()));
    let branch = found.columns.segments.iter().find(|segment| segment.name == "branch").unwrap();
    assert_eq!(branch.levels, ["13"]);
}

#[test]
fn reading_reports_its_bytes_and_stops_when_asked() {
    let path = format!("{}/examples/data/kubernetes_org_member_spells.csv", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::metadata(&path).unwrap().len();
    let last = std::sync::Mutex::new((0, 0));
    let show = |done, total| {
        *last.lock().unwrap() = (done, total);
        true
    };
    read_episodes_path_watched(&path, &ReadSettings::new(), Progress::to(&show)).unwrap();
    assert_eq!(*last.lock().unwrap(), (bytes, bytes));
    let stopped = read_episodes_path_watched(&path, &ReadSettings::new(), Progress::to(&|_, _| false));
    assert_eq!(stopped.unwrap_err().code(), "cancelled");
}
