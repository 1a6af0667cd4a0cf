//! The command line: every command, every exit code, on real files and on hostile ones.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

use kaiin::cli::{ExitCode, run};
use std::fs;
use std::path::PathBuf;

/// Runs a command line; its exit code, what it printed, and its errors.
fn kaiin(arguments: &[&str]) -> (ExitCode, String, String) {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = run(arguments.iter().copied(), &mut out, &mut errors);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(errors).unwrap())
}

/// An empty folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kaiin-command-line-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn data(file: &str) -> String {
    format!("{}/examples/data/{file}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_report_from_a_register_is_written_in_both_languages_and_every_form() {
    let out = folder("report");
    let (code, text, errors) = kaiin(&[
        "report",
        "--members",
        &data("kubernetes_org_member_spells.csv"),
        "--as-of",
        "2026-08-21",
        "--calendar",
        "01-01",
        "--name",
        "Kubernetes organisation",
        "--name-ja",
        "組織",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!((code, errors.as_str()), (ExitCode::Done, ""));
    assert!(text.contains("75.3 %") && text.contains("947 ÷ 1,258"), "{text}"); // kubernetes_org_flows.csv: 1,258 at the start of 2025
    for file in ["report.json", "report.en.html", "report.ja.html", "report.en.md", "report.ja.md", "tables.ja/movements.csv"] {
        assert!(out.join(file).exists(), "{file}");
    }
    assert!(fs::read_to_string(out.join("report.ja.html")).unwrap().contains("組織"));
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn the_shifted_and_the_unshifted_entry_rate_stand_side_by_side_under_their_labels() {
    let out = folder("shift");
    let (code, text, errors) = kaiin(&[
        "report",
        "--totals",
        &data("jp_rehab_association_members.csv"),
        "--totals-only",
        "fy=2019",
        "--totals-only",
        "association=JPTA",
        "--totals-column",
        "year=fy",
        "--totals-column",
        "closing=members",
        "--licensees",
        &data("jp_rehab_exams.csv"),
        "--licensees-only",
        "profession=PT",
        "--licensees-column",
        "year=exam_year",
        "--announced",
        "03-25",
        "--format",
        "json",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!((code, errors.as_str()), (ExitCode::Done, ""));
    let line = |label: &str| text.lines().find(|line| line.trim_start().starts_with(label)).unwrap_or_default().to_owned();
    assert!(line("Entry rate, year  ").contains("90.8 %"), "{text}");
    assert!(line("Entry rate, year, without the examination shift").contains("92.5 %"), "{text}");
    assert!(line("Organization rate, cumulative  ").contains("65.3 %"), "{text}");
    assert!(line("Members per new licence holder").contains("1,041.0 %"), "{text}");
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn a_check_says_what_is_wrong_and_its_exit_code_tells_programs() {
    let folder = folder("check");
    let file = folder.join("members.csv");
    fs::write(&file, "会員番号,入会日,退会日\nA,令和3年4月1日,\nB,R4.4.1,2021/4/1\n,2020-04-01,\n").unwrap();
    let path = file.to_str().unwrap();
    let (code, text, _) = kaiin(&["check", "--members", path, "--as-of", "2024-03-31"]);
    assert_eq!(code, ExitCode::IssuesFound);
    assert!(text.starts_with("3 rows read = 1 kept + 0 repaired + 2 set aside; 1 persons"), "{text}");
    assert!(text.contains("end_before_start") && text.contains("missing_person"), "{text}");
    let (code, json, _) = kaiin(&["check", "--members", path, "--as-of", "2024-03-31", "--json"]);
    assert_eq!(code, ExitCode::IssuesFound);
    let log: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(log["rows_set_aside"], 2);
    fs::write(&file, "会員番号,入会日\nA,2021-04-01\n").unwrap();
    assert_eq!(kaiin(&["check", "--members", path, "--as-of", "2024-03-31"]).0, ExitCode::Done);
    let (code, _, errors) = kaiin(&["check", "--members", path, "--as-of", "2020-03-31", "--strict"]);
    assert_eq!(code, ExitCode::Input);
    assert!(errors.contains("strict"), "{errors}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_simulated_register_is_written_checked_and_reported() {
    let folder = folder("simulate");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (members, licensees) = (path("members.csv"), path("licensees.csv"));
    let simulate = ["simulate", "--members", "2000", "--seed", "7", "--out", &members, "--licensees-out", &licensees];
    assert_eq!(kaiin(&simulate).0, ExitCode::Done);
    let first = fs::read(&members).unwrap();
    assert_eq!(kaiin(&simulate).0, ExitCode::Done);
    assert!(first == fs::read(&members).unwrap(), "the same seed gives the same bytes");
    let (code, text, errors) = kaiin(&["check", "--members", &members, "--as-of", "2025-03-31"]);
    assert_eq!((code, errors.as_str()), (ExitCode::Done, ""), "{text}");
    let (code, json, errors) = kaiin(&[
        "report",
        "--members",
        &members,
        "--licensees",
        &licensees,
        "--as-of",
        "2025-03-31",
        "--segment",
        "branch",
        "--format",
        "json",
        "--json",
        "--seed",
        "7",
        "--out",
        folder.to_str().unwrap(),
    ]);
    assert_eq!((code, errors.as_str()), (ExitCode::Done, ""));
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["reference_year"], &report["manifest"]["seed"]), (&2024.into(), &7.into()));
    assert_eq!(report["branches"]["rows"].as_array().unwrap().len(), 47);
    assert_eq!(report["manifest"]["inputs"].as_array().unwrap().len(), 2);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn unusable_commands_say_what_to_write() {
    for (arguments, hint) in [
        (vec![], "report, check"),
        (vec!["rport"], "report, check"),
        (vec!["report"], "--members"),
        (vec!["report", "--members", "x.csv"], "--as-of"),
        (vec!["check", "--members", "x.csv", "--as-of", "31.3.2024"], "YYYY-MM-DD"),
        (vec!["check", "--nonsense", "1"], "--help"),
        (vec!["check", "stray"], "--help"),
        (vec!["report", "--totals", "x.csv", "--calendar", "13-01"], "1 to 12"),
        (vec!["report", "--totals", "x.csv", "--calendar", "april"], "MM-DD"),
        (vec!["report", "--members", "x.csv", "--as-of", "2024-03-31", "--encoding", "latin1"], "cp932"),
        (vec!["report", "--members", "x.csv", "--as-of", "2024-03-31", "--members-column", "start"], "NAME=VALUE"),
        (vec!["report", "--members", "x.csv", "--as-of", "2024-03-31", "--members-column", "begin=x"], "start"),
        (vec!["simulate", "--members", "0"], "members"),
    ] {
        let (code, out, errors) = kaiin(&arguments);
        assert_eq!((code, out.as_str()), (ExitCode::Usage, ""), "{arguments:?}: {errors}");
        assert!(errors.contains(hint), "{arguments:?}: {errors}");
    }
}

#[test]
fn files_that_are_not_there_or_not_tables_have_their_own_exit_codes() {
    let folder = folder("files");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    assert_eq!(kaiin(&["check", "--members", &path("none.csv"), "--as-of", "2024-03-31"]).0, ExitCode::File);
    for (name, bytes, hint) in [
        ("empty.csv", &b""[..], "no data rows"),
        ("header.csv", b"member_id,start\n", "no data rows"),
        ("wrong.csv", b"apples,pears\n1,2\n", "apples"),
    ] {
        fs::write(path(name), bytes).unwrap();
        let (code, _, errors) = kaiin(&["check", "--members", &path(name), "--as-of", "2024-03-31"]);
        assert_eq!(code, ExitCode::Input, "{name}");
        assert!(errors.contains(hint), "{name}: {errors}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_schema_names_every_field_of_the_report() {
    let (code, schema, _) = kaiin(&["schema"]);
    assert_eq!(code, ExitCode::Done);
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for field in ["format", "reference_year", "movements", "rates", "projection", "issues", "manifest"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}
