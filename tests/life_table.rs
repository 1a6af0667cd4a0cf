//! Actuarial life tables against R `KMsurv`.
//!
//! `tests/oracles/lifetable-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::survival::{LifeTable, LifeTableRow, LifeTableSettings};
use oracle::{assert_near, list, number};
use serde_json::Value;

/// The name of a column of the reference, and our value.
type Column = (&'static str, fn(&LifeTableRow) -> Option<f64>);

/// The cases kept in the repository.
const KEPT: usize = 1;

/// The table of the counts of a case. A last time that is missing or infinite opens the last interval.
fn table_of(input: &Value) -> LifeTable {
    let counts = |name: &str| -> Vec<f64> { list(&input[name]).into_iter().map(Option::unwrap).collect() };
    let times = list(&input["breaks"]);
    let breaks: Vec<f64> = times.iter().copied().flatten().collect();
    let settings = LifeTableSettings::between(&breaks).unwrap();
    let settings = if breaks.len() < times.len() { settings.open_ended() } else { settings };
    settings.of_counts(number(&input["n_init"]).unwrap(), &counts("n_lost"), &counts("n_event")).unwrap()
}

#[test]
fn life_tables_agree_with_r() {
    let cases = oracle::of_kind("life_table");
    assert!(cases.len() >= KEPT, "only {} cases were found", cases.len());
    if std::env::var_os("KAIIN_ORACLES").is_none() {
        println!("cases with GPL data are skipped: name their folder in KAIIN_ORACLES to run them");
    }
    for case in cases {
        for result in case.json["results"].as_array().unwrap() {
            let table = table_of(&result["input"]);
            let columns: [Column; 11] = [
                ("n_enter", |row| Some(row.entered)),
                ("n_lost", |row| Some(row.censored)),
                ("n_risk_effective", |row| Some(row.at_risk)),
                ("n_event", |row| Some(row.all_events())),
                ("surv_at_start", |row| row.survival),
                ("pdf", |row| row.density),
                ("hazard", |row| row.hazard),
                ("se_surv", |row| row.survival_error),
                ("se_pdf", |row| row.density_error),
                ("se_hazard", |row| row.hazard_error),
                ("q", |row| row.probability),
            ];
            for (name, value) in columns {
                let expected = list(&result["values"][name]);
                assert_eq!(expected.len(), table.rows().len(), "{} {name}", case.id());
                for (row, expected) in table.rows().iter().zip(expected) {
                    // KMsurv has no density and no hazard in the last interval, with an end or without, and no share after an interval
                    // with nobody in it even when all had left; ours stays 0.
                    let last = table.rows().last() == Some(row) && ["pdf", "hazard", "se_pdf", "se_hazard"].contains(&name);
                    if expected.is_none() && (last || (name == "surv_at_start" && row.survival == Some(0.0))) {
                        continue;
                    }
                    assert_near(value(row), expected, 1e-10, &format!("{} {name} from {}", case.id(), row.start));
                }
            }
        }
    }
}
