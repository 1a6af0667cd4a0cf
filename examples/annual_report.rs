//! Where are we, who leaves and when, what will happen, what would it take, what pays? Four annual reports, each from what an association has.
//!
//! `cargo run --example annual_report` makes them from `examples/data` and a simulated register, prints each on one screen and writes it,
//! in English and Japanese, to `out/`. After `--`: how many members to simulate, and `ja` for the screens in Japanese. Build with
//! `--release` for a million members in seconds.

use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::Lever;
use kaiin::decision::allocation::{Allocation, Budget, BudgetLine};
use kaiin::decision::measures::{Assessment, Catalogue, Change, Effect, Stake};
use kaiin::decision::money::Money;
use kaiin::decision::scenario::{Amount, Goal, LeverChange, Scenario, Schedule};
use kaiin::input::{LicenseeRole, ReadSettings, TotalsRole, read_episodes_path, read_licensees_path, read_totals_path};
use kaiin::language::Bilingual;
use kaiin::licensees::{CohortRule, LicenceYear, Licensees, MonthDay, YearBasis};
use kaiin::projection::Quantity;
use kaiin::report::{AnnualReport, InputDigest, Language, ReportFormat, read_published_path};
use kaiin::simulate::Simulation;
use kaiin::{Day, Error, FiscalCalendar, FiscalYear, Progress, Register, Result};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// A file of `examples/data`.
fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file)
}

/// Yearly totals of one year, a table of examinations, and a series that the association published itself.
pub(crate) fn physiotherapists() -> Result<AnnualReport> {
    let (members, exams) = (data("jp_rehab_association_members.csv"), data("jp_rehab_exams.csv"));
    let series = data("jp_pt_members_1966_2019.csv");
    let columns = [
        (TotalsRole::Year, "fy"),
        (TotalsRole::Joined, "joiners"),
        (TotalsRole::LeftTotal, "leavers"),
        (TotalsRole::Closing, "members"),
        (TotalsRole::OnLeave, "on_leave"),
    ];
    let only = ReadSettings::new().only("association", "JPTA").only("fy", "2019");
    let settings = columns.into_iter().fold(only, |settings, (role, header)| settings.totals_column(role, header));
    let totals = read_totals_path(&members, &settings)?.strict()?.rows.into_iter().map(YearTotals::from);
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept)?;
    // Results are announced in late March: with a lead of 31 days they belong to the fiscal year in which people can join.
    let (shifted, unshifted) = (passers(&exams, 31)?, passers(&exams, 0)?);
    let paid = Bilingual::new("Members who had paid by the end of March", "3月末までに会費を納めた会員");
    let on_leave = Bilingual::new(
        "The source does not say whether the 3,958 on leave were on leave at the end of the year or took leave in it.",
        "休会者3,958人が年度末の人数か年度内に休会した人数かは、出典に記載がない。",
    );
    let read = Bilingual::new(
        "jp_rehab_association_members.csv: association = JPTA, fy = 2019; jp_rehab_exams.csv: profession = PT, announced on 25 March",
        "jp_rehab_association_members.csv：association = JPTA、fy = 2019。jp_rehab_exams.csv：profession = PT、3月25日発表",
    );
    AnnualReport::builder(Bilingual::new("Japanese Physical Therapy Association", "日本理学療法士協会"))
        .movements(&movements)
        .licensees(&shifted)
        .other_licensees(Bilingual::new("without the examination shift", "試験年度の繰越なし"), &unshifted)
        .published(paid, read_published_path(&series, &ReadSettings::new(), [("closing", "members")])?)
        .input(InputDigest::of_file(members)?)
        .input(InputDigest::of_file(exams)?)
        .input(InputDigest::of_file(series)?)
        .note(on_leave)
        .setting("rows read", Bilingual::new("rows read", "読み込んだ行"), read)
        .build()
}

/// New physiotherapists by year of examination, announced on 25 March: those of the last `lead_days` of a fiscal year belong to the next.
fn passers(file: &Path, lead_days: u16) -> Result<Licensees> {
    let settings = ReadSettings::new()
        .only("profession", "PT")
        .licensee_column(LicenseeRole::Year, "exam_year")
        .licensee_column(LicenseeRole::Count, "passers")
        .licensee_column(LicenseeRole::Cumulative, "cumulative_passers");
    let rule = CohortRule::new(FiscalCalendar::japan(), lead_days)?;
    let rows = read_licensees_path(file, &settings)?.strict()?.rows.into_iter().map(LicenceYear::from);
    Licensees::builder().years(YearBasis::Examination { announced: MonthDay::new(3, 25)?, rule }).rows(rows).build()
}

/// A register of memberships that begins in the middle of things and is closed in bulk now and then.
pub(crate) fn kubernetes() -> Result<AnnualReport> {
    let spells = data("kubernetes_org_member_spells.csv");
    let read = read_episodes_path(&spells, &ReadSettings::new())?;
    let settings = Register::settings_as_of(Day::from_ymd(2026, 8, 21)?);
    let register = settings.build_after_reading(&read.columns, read.rows_read, read.issues, Progress::none())?;
    AnnualReport::builder(Bilingual::new("Kubernetes organisation", "Kubernetes 組織"))
        .calendar(FiscalCalendar::calendar_year())
        .register(&register)
        .input(InputDigest::of_file(spells)?)
        .build()
}

/// Yearly totals with leavers by reason; joiners follow from the balance where they were not printed.
pub(crate) fn scriveners() -> Result<AnnualReport> {
    let flows = data("jp_shihoshoshi_flows.csv");
    let settings = ReadSettings::new()
        .totals_column(TotalsRole::Opening, "members_apr1")
        .totals_column(TotalsRole::Joined, "new_registrations_stated");
    let totals = read_totals_path(&flows, &settings)?.strict()?.rows.into_iter().map(YearTotals::from);
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Balanced)?;
    let balance =
        Bilingual::new("those that follow from the balance, even where others are stated", "公表値があっても収支から算出した値を使用");
    AnnualReport::builder(Bilingual::new("Judicial scriveners", "司法書士会"))
        .movements(&movements)
        .input(InputDigest::of_file(flows)?)
        .setting("joiners", Bilingual::new("joiners", "入会者数"), balance)
        .build()
}

/// A register of so many people with known truth, by branch.
pub(crate) fn simulated(members: u64) -> Result<AnnualReport> {
    let population = Simulation::new().members(members)?.run(1)?;
    let register = Register::settings_as_of(population.as_of).build(&population.columns)?;
    let holders = population.licensees.iter();
    let years = holders.map(|(year, branch, count)| LicenceYear::new(*year).with_count(*count).with_branch(branch.as_str()));
    let licensees = Licensees::builder().rows(years).build()?;
    let goal = Goal::new(Quantity::OrganizationRate, FiscalYear(2034), 0.6)?;
    let (assessments, allocation) = measures()?;
    AnnualReport::builder(Bilingual::new("Simulated association", "模擬協会"))
        .register(&register)
        .licensees(&licensees)
        .segment("branch")
        .scenarios(scenarios()?)
        .goal(goal, levers()?)
        .assessments(assessments)
        .allocation(allocation)
        .seed(population.seed)
        .setting("members simulated", Bilingual::new("members simulated", "模擬した会員数"), Bilingual::both(members.to_string()))
        .build()
}

/// What would happen if fewer left, more joined, or both, from fiscal 2026 on and growing over three years.
fn scenarios() -> Result<Vec<Scenario>> {
    let soon = Schedule::from(FiscalYear(2026)).ramp(3)?;
    let lapse = Scenario::named("A").with(LeverChange::of(Lever::Lapse, Amount::Factor(0.8))?.schedule(soon));
    let entry = Scenario::named("B").with(LeverChange::of(Lever::Entry, Amount::Odds(1.5))?.schedule(soon));
    let both = lapse.then(&entry, "A + B");
    Ok(vec![lapse, entry, both])
}

/// Where a goal is sought: fewer who leave, more who join, more who come back.
fn levers() -> Result<Vec<(LeverChange, RangeInclusive<f64>)>> {
    Ok(vec![
        (LeverChange::of(Lever::Lapse, Amount::Factor(1.0))?, 0.0..=1.0),
        (LeverChange::of(Lever::Entry, Amount::Points(0.0))?, 0.0..=1.0),
        (LeverChange::of(Lever::Reinstatement, Amount::Points(0.0))?, 0.0..=0.2),
    ])
}

/// Four measures of the catalogue. Costs, effects and the worth of a member are assumptions to show the calculation: put in your own.
fn measures() -> Result<(Vec<Assessment>, Allocation)> {
    let catalogue = Catalogue::shipped();
    let plan = |id: &str, persons: f64, fixed: i64, each: i64| {
        let measure = catalogue.get(id).ok_or_else(|| Error::Missing { what: id.to_owned(), advice: "look at the catalogue".into() })?;
        measure.for_audience_of(persons)?.cost(Money(fixed), Money(each))
    };
    let effect = |lever, change, error| Effect::typed_in(lever, change, "assumption")?.with_standard_error(error);
    let (member, joiner) = (Stake::new(0.08, 60_000.0)?, Stake::new(0.60, 90_000.0)?);
    let plans = [
        (plan("M15", 1_200.0, 300_000, 1_500)?.with_effect(effect(Lever::Lapse, Change::Relative(-0.25), 0.1)?)?, member),
        (plan("M04", 800.0, 100_000, 3_000)?.with_effect(effect(Lever::Entry, Change::Absolute(0.05), 0.01)?)?, joiner),
        (plan("M17", 10_000.0, 500_000, 400)?.reach(0.5)?, member),
        (plan("M57", 10_000.0, 2_000_000, 0)?, member),
    ];
    let assessments: Vec<Assessment> = plans.iter().map(|(plan, stake)| plan.assess(stake)).collect::<Result<_>>()?;
    let known = plans.iter().filter(|(plan, _)| plan.effect().is_some());
    let lines: Vec<BudgetLine> = known.map(|(plan, stake)| BudgetLine::of_plan(plan, stake)).collect::<Result<_>>()?;
    Ok((assessments, Budget::of(3_500_000.0)?.allocate(&lines)?))
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let members = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let language = if words.iter().any(|word| word == "ja") { Language::Ja } else { Language::En };
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let reports = [
        ("physiotherapists", physiotherapists()?),
        ("kubernetes", kubernetes()?),
        ("scriveners", scriveners()?),
        ("simulated", simulated(members)?),
    ];
    for (name, report) in reports {
        let files = report.write(out.join(name), &[Language::En, Language::Ja], &ReportFormat::ALL)?;
        println!("{}  {} files in out/{name}\n", report.summary(language), files.len());
    }
    Ok(())
}
