//! The published tables in `examples/data` are read with a small mapping or none; figures are checked by hand against the files.

#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::panic)]

use kaiin::EndReason;
use kaiin::input::{LicenseeRole, ReadSettings, TotalsRole, read_episodes_path, read_licensees_path, read_totals_path};

fn data(name: &str) -> String {
    format!("{}/examples/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn kubernetes_spells_need_no_mapping() {
    let found = read_episodes_path(data("kubernetes_org_member_spells.csv"), &ReadSettings::new()).unwrap();
    assert_eq!((found.rows_read, found.issues.len()), (2_648, 0));
    let columns = &found.columns;
    let rows = columns.rows().unwrap();
    let open = (0..rows).filter(|&row| columns.end.as_ref().unwrap().get(row).is_none()).count();
    assert_eq!((rows, open), (2_648, 1_276));
    // Row 2 of the file: K0001,1,,2018-06-21,2024-02-16,649
    assert_eq!(columns.person.text(0), "K0001");
    assert_eq!((columns.start.get(0), columns.observed_from.as_ref().unwrap().get(0)), (None, Some("2018-06-21".parse().unwrap())));
}

#[test]
fn examination_results_are_read_for_one_profession() {
    let found = read_licensees_path(data("jp_rehab_exams.csv"), &ReadSettings::new().only("profession", "PT")).unwrap();
    assert_eq!((found.rows_read, found.issues.len()), (28, 0));
    let of = |year: i32| found.rows.iter().find(|row| row.year == year).map(|row| (row.count, row.cumulative)).unwrap();
    assert_eq!(of(1966), (Some(183), Some(183)));
    assert_eq!(of(1999), (None, None));
    assert_eq!(of(2019), (Some(10_809), Some(172_285)));
}

#[test]
fn yearly_totals_of_scriveners_need_two_columns_mapped() {
    let settings = ReadSettings::new()
        .totals_column(TotalsRole::Opening, "members_apr1")
        .totals_column(TotalsRole::Joined, "new_registrations_stated");
    let found = read_totals_path(data("jp_shihoshoshi_flows.csv"), &settings).unwrap();
    assert_eq!((found.rows_read, found.issues.len()), (31, 0));
    let of = |year: i32| found.rows.iter().find(|row| row.year == year).unwrap();
    // 1992,16567,205,200,21,426,543,544
    let row = of(1992);
    assert_eq!((row.opening, row.joined, row.left_total), (Some(16_567), Some(544), Some(426)));
    assert_eq!(row.left, [(EndReason::Death, 205), (EndReason::Retirement, 200), (EndReason::Other, 21)]);
    // 2018,22488,,497: one reason only, no total.
    assert_eq!((&of(2018).left, of(2018).left_total), (&vec![(EndReason::Retirement, 497)], None));
    assert_eq!(of(2009).left, []);
}

#[test]
fn members_and_cumulative_passers_are_read_from_one_file_twice() {
    let file = data("jp_pt_members_1966_2019.csv");
    let members = read_totals_path(&file, &ReadSettings::new().totals_column(TotalsRole::Closing, "members")).unwrap();
    assert_eq!((members.rows.len(), members.rows[0].closing, members.rows[11].closing), (12, Some(110), Some(99_240)));
    let licensed = read_licensees_path(&file, &ReadSettings::new()).unwrap();
    assert_eq!((licensed.rows.len(), licensed.rows[11].cumulative, licensed.rows[11].count), (12, Some(172_285), None));
    let unmapped = read_totals_path(&file, &ReadSettings::new()).unwrap_err();
    assert!(unmapped.to_string().contains("no column for any count"), "{unmapped}");
}

#[test]
fn a_derived_column_of_cumulative_passers_is_mapped() {
    let settings = ReadSettings::new().licensee_column(LicenseeRole::Cumulative, "cumulative_passers_published_basis");
    let found = read_licensees_path(data("jp_pt_cumulative_derived.csv"), &settings).unwrap();
    // 2009,8291,73862
    let row = found.rows.iter().find(|row| row.year == 2009).unwrap();
    assert_eq!((row.count, row.cumulative), (Some(8_291), Some(73_862)));
}
