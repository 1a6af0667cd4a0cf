//! Where are we, who leaves and when, what will happen? The annual report of a real body, from its register of memberships.
//!
//! `cargo run --example annual_report` reads `examples/data/kubernetes_org_member_spells.csv`, prints the report on one screen and
//! writes it, in English and Japanese, to `out/kubernetes`.

use kaiin::input::{ReadSettings, read_episodes_path};
use kaiin::language::Bilingual;
use kaiin::report::{AnnualReport, InputDigest, Language, ReportFormat};
use kaiin::{Day, FiscalCalendar, Progress, Register};
use std::path::Path;

fn main() -> kaiin::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let spells = root.join("examples/data/kubernetes_org_member_spells.csv");
    let read = read_episodes_path(&spells, &ReadSettings::new())?;
    let settings = Register::settings_as_of(Day::from_ymd(2026, 8, 21)?);
    let register = settings.build_after_reading(&read.columns, read.rows_read, read.issues, Progress::none())?;
    let report = AnnualReport::builder(Bilingual::new("Kubernetes organisation", "Kubernetes 組織"))
        .calendar(FiscalCalendar::calendar_year())
        .register(&register)
        .input(InputDigest::of_file(&spells)?)
        .build()?;
    let files = report.write(root.join("out/kubernetes"), &[Language::En, Language::Ja], &ReportFormat::ALL)?;
    println!("{}  {} files in out/kubernetes", report.summary(), files.len());
    Ok(())
}
