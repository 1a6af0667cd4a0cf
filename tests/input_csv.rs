//! Registers of members read from CSV as office tools write it.

#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used)]

use kaiin::input::{EpisodeRead, ReadSettings, read_episodes_csv};
use kaiin::{EndReason, IssueCode, Standing};

fn read_with(text: &str, settings: &ReadSettings) -> EpisodeRead {
    read_episodes_csv(text.as_bytes(), settings).unwrap()
}

fn read(text: &str) -> EpisodeRead {
    read_with(text, &ReadSettings::new())
}

/// Start and end of each episode, for comparison with what was typed.
fn spans(read: &EpisodeRead) -> Vec<(String, String)> {
    let shown = |day: Option<kaiin::Day>| day.map_or("-".into(), |day| day.to_string());
    let columns = &read.columns;
    (0..columns.rows().unwrap())
        .map(|row| (shown(columns.start.get(row)), shown(columns.end.as_ref().and_then(|end| end.get(row)))))
        .collect()
}

fn codes(read: &EpisodeRead) -> Vec<(u64, IssueCode)> {
    read.issues.iter().map(|issue| (issue.row.unwrap(), issue.code)).collect()
}

#[test]
fn a_japanese_register_is_read_without_any_setting() {
    let read = read(
        "会員番号,氏名,入会日,退会日,退会理由,免許取得日,所属士会\n\
         1001,山田,令和元年5月1日,令和6年3月31日,会費滞納,R1.4.10,東京\n\
         1002,鈴木,2020/4/1,,,2020年4月5日,27\n",
    );
    assert_eq!(read.issues, []);
    assert_eq!(read.rows_read, 2);
    assert_eq!(spans(&read), [("2019-05-01".into(), "2024-03-31".into()), ("2020-04-01".into(), "-".into())]);
    assert_eq!(read.columns.end_reason, Some(vec![EndReason::Arrears, EndReason::Unstated]));
    assert_eq!(read.columns.segments[0].levels, ["東京都", "大阪府"]);
    assert!(!read.columns_read.iter().any(|(header, _)| header == "氏名"));
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_under_their_numbers() {
    let read = read("id,start,end\n1,2020-04-01,\n,2020-04-01,\n3,2023-02-29,\n4,,\n5,4/1/2020,\n6,2021-04-01,9999-12-31\n");
    use IssueCode::{AmbiguousDate, MissingPerson, MissingStart, OpenEndPlaceholder, UnreadableDate};
    assert_eq!(codes(&read), [(3, MissingPerson), (4, UnreadableDate), (5, MissingStart), (6, AmbiguousDate), (7, OpenEndPlaceholder)]);
    assert_eq!((read.rows_read, read.columns.rows().unwrap()), (6, 2));
    assert_eq!((read.columns.row_number(0), read.columns.row_number(1)), (2, 7));
}

#[test]
fn a_leave_of_absence_cuts_the_membership_in_three() {
    let read = read(
        "会員番号,入会日,退会日,退会理由,休会開始日,休会終了日\n1,2015-04-01,2024-04-01,死亡,2018-04-01,2019-03-31\n2,2016-04-01,,,,\n",
    );
    let expected = [("2015-04-01", "2018-04-01"), ("2018-04-01", "2019-04-01"), ("2019-04-01", "2024-04-01"), ("2016-04-01", "-")];
    assert_eq!(spans(&read), expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    use Standing::{Active, OnLeave};
    assert_eq!(read.columns.standing, Some(vec![Active, OnLeave, Active, Active]));
    use EndReason::{Death, Unstated};
    assert_eq!(read.columns.end_reason, Some(vec![Unstated, Unstated, Death, Unstated]));
    assert_eq!((0..4).map(|row| read.columns.row_number(row)).collect::<Vec<_>>(), [2, 2, 2, 3]);
    assert_eq!(read.rows_read, 2);
}
