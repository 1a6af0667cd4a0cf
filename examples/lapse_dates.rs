//! How far are curves of leaving apart when members were struck off on one day: as recorded, as paid through, and interval-censored?
//!
//! The kubernetes organisation removed 649 members on 2024-02-16, 309 on 2025-07-24 and 136 on 2020-07-20 for inactivity. They had left at
//! some time since the audit before. Prints the share still there after some years by each reading, of those who joined within the record.
//!
//! ```text
//! cargo run --example lapse_dates
//! ```

use kaiin::input::{ReadSettings, read_episodes_path};
use kaiin::survival::{LapseDate, LapseDates, PaidThrough, SurvivalSettings, TurnbullSettings};
use kaiin::{Day, Progress, Register};
use std::path::Path;

fn main() -> kaiin::Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/kubernetes_org_member_spells.csv");
    let read = read_episodes_path(&file, &ReadSettings::new())?;
    let settings = Register::settings_as_of(Day::from_ymd(2026, 8, 21)?);
    let register = settings.build_after_reading(&read.columns, read.rows_read, read.issues, Progress::none())?;
    let rows = |date| LapseDates::new(date).paid_through(PaidThrough::PreviousMassExitDay).rows(&register);
    let kaplan_meier = |date| -> kaiin::Result<_> { Ok(SurvivalSettings::new().curve(&rows(date)?.observations()?.risk_table()?)) };
    let (recorded, paid) = (kaplan_meier(LapseDate::AsRecorded)?, kaplan_meier(LapseDate::PaidThrough)?);
    let censored = rows(LapseDate::IntervalCensored)?;
    let between = TurnbullSettings::new().curve(censored.intervals())?;
    println!("{} memberships, {} of which ended on an audit day\n", between.count(), censored.administrative());
    println!("years   as recorded   interval-censored   paid through");
    for years in [0.5, 1.0, 2.0, 3.0, 5.0, 7.0] {
        let days = f64::floor(years * 365.25);
        let percent = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.1} %", 100.0 * share));
        let inside = between.at(days).map_or("-".to_owned(), |at| {
            if at.upper - at.lower < 5e-4 {
                percent(Some(at.upper))
            } else {
                format!("{} to {}", percent(Some(at.lower)), percent(Some(at.upper)))
            }
        });
        println!("{years:>5}   {:>11}   {inside:>17}   {:>12}", percent(recorded.at(days)), percent(paid.at(days)));
    }
    Ok(())
}
