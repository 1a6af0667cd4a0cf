//! A register of eleven people, each rate by hand.

use super::{ANY_LAPSE, CENTRAL, CUMULATIVE_SUMMED, PRACTISING, close, counts, day, is_incomplete, why};
use kaiin::cohort::{
    AgeClock, CohortTable, ExitDay, GroupBy, MovementTable, RetentionTriangle, SpellsCounted, StatedJoiners, TenureDuringLeave,
    TenureRules, TriangleCohort, YearTotals,
};
use kaiin::licensees::{Attrition, Licensees};
use kaiin::rates::{
    CohortRates, CountingRule, LeaveCounted, MovementRates, Rate, RateKind, RateSettings, RateStatus, first_year_retention,
};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Probability, Register, RegisterSettings, Standing};

/// Fiscal 2021 (1 April 2021 to 31 March 2022), seen from 30 September 2022:
///
/// | | licence | member | days in fiscal 2021 |
/// |---|---|---|---|
/// | A | 2019 | from 2019-04-15 | 365 |
/// | B | 2019 | 2019-06-01 to 2021-06-30, resigned | 30 + 31 + 30 = 91 |
/// | C | 2020 | 2020-05-01 to 2021-09-30, arrears; again from 2022-01-01 | 183 + 90 = 273 |
/// | D | 2020 | from 2020-05-01, on leave from 2021-04-01 | 365 |
/// | E | 2019 | 2019-05-01 to 2020-09-30, died | 0 |
/// | F | 2019 | 2019-05-01 to 2020-08-31, resigned; again from 2021-06-01 | 365 - 61 = 304 |
/// | G | 2021 | from 2021-04-20 | 365 - 19 = 346 |
/// | H | 2019 | 2021-08-01 to 2022-01-31, died | 31 + 30 + 31 + 30 + 31 + 31 = 184 |
/// | I | 2021 | 2021-05-01 to 2021-11-30, resigned | 31 + 30 + 31 + 31 + 30 + 31 + 30 = 214 |
/// | J | 2019 | 2019-05-01 to 2020-05-31, retired | 0 |
/// | K | 2022 | from 2022-05-01 | 0 |
///
/// Opening A B C D = 4; joined G H I = 3; back C F = 2; left B C H I = 4; closing A C D F G = 5, D on leave. Still there: A C D = 3.
/// Lapsed at the start F J = 2 (E is dead). Days: 365 + 91 + 273 + 365 + 304 + 346 + 184 + 214 = 2,142.
pub(super) fn people() -> Vec<Episode> {
    use EndReason::{Arrears, Death, Retirement, Voluntary};
    let row = |who: &str, licence: i32, start: Day| Episode::new(who, start).licensed(day(licence, 4, 10));
    vec![
        row("A", 2019, day(2019, 4, 15)),
        row("B", 2019, day(2019, 6, 1)).until(day(2021, 7, 1), Voluntary),
        row("C", 2020, day(2020, 5, 1)).until(day(2021, 10, 1), Arrears),
        row("C", 2020, day(2022, 1, 1)),
        row("D", 2020, day(2020, 5, 1)).until(day(2021, 4, 1), EndReason::Unstated),
        Episode { standing: Standing::OnLeave, ..row("D", 2020, day(2021, 4, 1)) },
        row("E", 2019, day(2019, 5, 1)).until(day(2020, 10, 1), Death),
        row("F", 2019, day(2019, 5, 1)).until(day(2020, 9, 1), Voluntary),
        row("F", 2019, day(2021, 6, 1)),
        row("G", 2021, day(2021, 4, 20)),
        row("H", 2019, day(2021, 8, 1)).until(day(2022, 2, 1), Death),
        row("I", 2021, day(2021, 5, 1)).until(day(2021, 12, 1), Voluntary),
        row("J", 2019, day(2019, 5, 1)).until(day(2020, 6, 1), Retirement),
        row("K", 2022, day(2022, 5, 1)),
    ]
}

pub(super) fn built(settings: RegisterSettings) -> Register {
    settings.build(&people().into_iter().collect()).unwrap()
}

pub(super) fn register() -> Register {
    built(Register::settings_as_of(day(2022, 9, 30)))
}

pub(super) fn table(register: &Register) -> CohortTable {
    CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().licence_cohort()).build(register).unwrap()
}

/// 8 licence holders of 2019, 4 of 2020, 5 of 2021, 6 of 2022.
pub(super) fn licensees() -> Licensees {
    Licensees::by_cohort([(2019, 8), (2020, 4), (2021, 5), (2022, 6)].map(|(year, count)| (FiscalYear(year), count))).unwrap()
}

fn toy_with(kind: RateKind, year: i32, settings: RateSettings) -> Rate {
    let (movements, licensees) = (table(&register()).movements(), licensees());
    MovementRates::new(&movements).with_licensees(&licensees).with_settings(settings).rate(kind, FiscalYear(year)).unwrap()
}

pub(super) fn toy(kind: RateKind) -> Rate {
    toy_with(kind, 2021, RateSettings::default())
}

#[test]
fn each_rate_of_movements_of_fiscal_2021() {
    let checks = [
        (RateKind::EntryRateYear, 3.0, 5.0),
        (RateKind::MembersPerNewLicensee, 5.0, 5.0),
        (CUMULATIVE_SUMMED, 5.0, 17.0), // 8 + 4 + 5
        (RateKind::Retention, 3.0, 4.0),
        (ANY_LAPSE, 4.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Voluntary) }, 2.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Arrears) }, 1.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Death) }, 1.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Expelled) }, 0.0, 4.0),
        (CENTRAL, 4.0, 2_142.0 / 365.25),
        (RateKind::CentralLapseRate { reason: Some(EndReason::Voluntary) }, 2.0, 2_142.0 / 365.25),
        (RateKind::LeaveShare, 1.0, 5.0),
        (RateKind::ReinstatementRate, 2.0, 2.0), // C and F; C was still a member at the start, so that it can exceed 1
        (RateKind::ReplacementRatio, 5.0, 4.0),
        (RateKind::NetGrowth, 1.0, 4.0),
        (RateKind::MeanTenure, 2_142.0 / 365.25, 4.0),
    ];
    for (kind, above, below) in checks {
        let rate = toy(kind);
        assert_eq!(rate.status, RateStatus::Complete, "{kind}");
        close(rate.numerator, above);
        close(rate.denominator, below);
        close(rate.value, above / below);
    }
    // 5 came; 4 left in 2,142 / 365.25 member-years: 5 x 2,142 / 1,461 = 7.33
    close(toy(RateKind::SteadyStateMembership).value, 5.0 * 2_142.0 / 1_461.0);
    close(toy(RateKind::HalfLife).value, std::f64::consts::LN_2 * 2_142.0 / 1_461.0);
}

#[test]
fn member_years_say_whether_they_were_counted_in_days() {
    let counted = toy(CENTRAL);
    assert_eq!(counted.definition.counting, Some(CountingRule::MemberDays));
    let totals = YearTotals { year: FiscalYear(2021), opening: Some(4), left: Some(4), closing: Some(5), ..YearTotals::default() };
    let stated = MovementTable::from_totals(FiscalCalendar::japan(), [totals], StatedJoiners::Kept).unwrap();
    let approximate = MovementRates::new(&stated).rate(CENTRAL, FiscalYear(2021)).unwrap();
    close(approximate.value, 4.0 / 4.5);
    let message = counted.change_from(&approximate).unwrap_err().to_string();
    assert!(message.contains("member-years counted in days") && message.contains("mean of opening and closing members"), "{message}");
}

#[test]
fn members_on_leave_counted_in_and_out() {
    let out = RateSettings { leave: LeaveCounted::Out, ..RateSettings::default() };
    close(toy_with(CUMULATIVE_SUMMED, 2021, out).value, 4.0 / 17.0);
    close(toy_with(RateKind::MembersPerNewLicensee, 2021, out).value, 4.0 / 5.0);
    assert_eq!(toy_with(RateKind::Retention, 2021, out), toy(RateKind::Retention), "on the roll either way");
    let refused = toy(CUMULATIVE_SUMMED).change_from(&toy_with(CUMULATIVE_SUMMED, 2021, out)).unwrap_err();
    assert!(refused.to_string().contains("members on leave not counted"));
}

#[test]
fn practising_licence_holders_are_an_estimate_with_its_assumption_and_without_an_interval() {
    let movements = table(&register()).movements();
    let with = |yearly: f64| {
        let licensees = licensees().with_attrition(Attrition::Annual(Probability::new(yearly).unwrap()));
        MovementRates::new(&movements).with_licensees(&licensees).rate(PRACTISING, FiscalYear(2021)).unwrap()
    };
    let tenth = with(0.1);
    close(tenth.value, 5.0 / 15.08); // 8 x 0.81 + 4 x 0.9 + 5
    let half = with(0.5);
    close(half.value, 5.0 / 9.0); // 8 / 4 + 4 / 2 + 5: a whole number, and an estimate all the same
    assert!(tenth.process_interval.is_none() && half.process_interval.is_none());
    assert_eq!(tenth.change_from(&half).unwrap_err().code(), "different_definitions", "different attrition");
}

#[test]
fn the_rates_of_cohorts() {
    let (table, licensees) = (table(&register()), licensees());
    let rates = CohortRates::new(&table, &licensees).unwrap();
    let entry = |cohort: i32, within: u32| rates.entry_rate(FiscalYear(cohort), within).unwrap();
    // 2019: A B E F J in the licence year, H in 2021
    for (cohort, within, joined, of) in
        [(2019, 0, 5, 8), (2019, 1, 5, 8), (2019, 2, 6, 8), (2020, 0, 2, 4), (2020, 1, 2, 4), (2021, 0, 2, 5)]
    {
        let rate = entry(cohort, within);
        assert_eq!(counts(&rate), (Some(f64::from(joined)), Some(f64::from(of))), "{cohort} within {within}");
        close(rate.value, f64::from(joined) / f64::from(of));
    }
    let window = entry(2019, 2).window;
    assert_eq!((window.year, window.from, window.until), (FiscalYear(2019), Some(day(2019, 4, 1)), Some(day(2022, 4, 1))));
    assert_eq!(why(&entry(2019, 3)), "the cohort is too young: the last year has not ended");
    assert!(is_incomplete(&entry(2022, 0)) && is_incomplete(&entry(2019, u32::MAX)));
    assert_eq!(why(&entry(2018, 0)), "the licence holders of the cohort are not known");
    assert!(entry(2019, 0).change_from(&entry(2019, 2)).is_err(), "another horizon is another rate");
    // At the start of 2021 never joined: 8 - 5 of 2019 and 4 - 2 of 2020; H joins.
    let late = rates.late_entry_rate(FiscalYear(2021)).unwrap();
    assert_eq!((counts(&late), late.value), ((Some(1.0), Some(5.0)), Some(0.2)));
    assert_eq!(why(&rates.late_entry_rate(FiscalYear(2022)).unwrap()), "the year has not ended");
    let first = rates.late_entry_rate(FiscalYear(2019)).unwrap();
    assert_eq!((why(&first), first.numerator), ("the licence holders of earlier cohorts are not known", None));
}

#[test]
fn members_whose_licence_year_is_not_known_are_told_beside_the_entry_rate() {
    // Three more members without a licence date: two join in fiscal 2019, one of them again in 2021; one joins in fiscal 2021.
    let mut rows = people();
    rows.push(Episode::new("X", day(2019, 7, 1)).until(day(2020, 7, 1), EndReason::Voluntary));
    rows.push(Episode::new("X", day(2021, 7, 1)));
    rows.extend([Episode::new("Y", day(2019, 8, 1)), Episode::new("Z", day(2021, 8, 1))]);
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let (table, licensees) = (table(&register), licensees());
    let rates = CohortRates::new(&table, &licensees).unwrap();
    let unknown = |cohort: i32, within: u32| rates.entry_rate(FiscalYear(cohort), within).unwrap().licence_unknown;
    assert_eq!((unknown(2019, 0), unknown(2019, 2), unknown(2020, 0), unknown(2020, 1)), (Some(2), Some(3), Some(0), Some(1)));
    assert_eq!(rates.late_entry_rate(FiscalYear(2021)).unwrap().licence_unknown, Some(1));
    let rate = rates.entry_rate(FiscalYear(2019), 2).unwrap();
    assert_eq!(counts(&rate), (Some(6.0), Some(8.0)), "the counts are those of the cohort alone");
    let told = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "not counted").map(|line| line.text);
    let text = told(&rate).unwrap();
    assert!(text.english.starts_with("3 who joined in these years") && text.japanese.contains("3人"), "{text:?}");
    assert!(told(&rates.entry_rate(FiscalYear(2020), 0).unwrap()).is_none(), "nobody: nothing to tell");
    assert_eq!(toy(RateKind::Retention).licence_unknown, None, "does not ask for the licence year");
}

#[test]
fn the_day_of_exits_is_on_the_card_and_two_days_refuse_to_be_compared() {
    // B, whose last day is 2021-06-30, and C (2021-09-30) leave in fiscal 2021 by either rule; L's last day is 2022-03-31.
    let mut rows = people();
    rows.push(Episode::new("L", day(2019, 5, 1)).until(day(2022, 4, 1), EndReason::Retirement));
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let movements = |rule| CohortTable::settings(FiscalCalendar::japan()).exit_day(rule).build(&register).unwrap().movements();
    let retention = |rule| MovementRates::new(&movements(rule)).rate(RateKind::Retention, FiscalYear(2021)).unwrap();
    let (out, within) = (retention(ExitDay::FirstDayOut), retention(ExitDay::LastDayIn));
    // Opening A B C D L; still there A C D, and L while the last day counts as one of membership.
    assert_eq!((counts(&out), counts(&within)), ((Some(4.0), Some(5.0)), (Some(3.0), Some(5.0))));
    let line = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "leavers counted").unwrap().text.english;
    assert!(line(&out).starts_with("on the first day out") && line(&within).starts_with("on the last day in"));
    let refusal = out.change_from(&within).unwrap_err();
    assert_eq!(refusal.code(), "different_definitions");
    assert!(refusal.to_string().contains("exits on the last day in"), "{refusal}");
    // Yearly totals do not tell the day: nothing on the card, and compared with either.
    let totals = YearTotals { year: FiscalYear(2020), opening: Some(5), joined: Some(0), left: Some(0), ..YearTotals::default() };
    let totals = MovementTable::from_totals(FiscalCalendar::japan(), [totals], StatedJoiners::Kept).unwrap();
    let stated = MovementRates::new(&totals).rate(RateKind::LapseRate { reason: None }, FiscalYear(2020)).unwrap();
    assert!(stated.definition.exit_day.is_none() && stated.card().iter().all(|line| line.label.english != "leavers counted"));
    let lapse = MovementRates::new(&movements(ExitDay::LastDayIn)).rate(RateKind::LapseRate { reason: None }, FiscalYear(2021)).unwrap();
    assert_eq!(lapse.change_from(&stated).unwrap(), lapse.value.unwrap());
}

#[test]
fn first_year_retention_says_when_tenure_runs() {
    let settings = RetentionTriangle::settings(FiscalCalendar::japan());
    let rate = |settings: kaiin::cohort::TriangleSettings| {
        first_year_retention(&settings.build(&register()).unwrap(), FiscalYear(2020), &RateSettings::default()).unwrap()
    };
    let stops = TenureRules { during_leave: TenureDuringLeave::Stops, ..TenureRules::SINCE_JOINING };
    let (runs, stops) = (rate(settings), rate(settings.tenure(stops)));
    let line = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "tenure").unwrap().text.english;
    assert_eq!(line(&runs), "tenure runs during leave and runs on through a lapse");
    // D joins on 2020-05-01 and goes on leave on 2021-04-01, after eleven months, for good: a year of tenure is never completed.
    assert_eq!((runs.value, stops.value), (Some(1.0), None));
    assert!(is_incomplete(&stops) && line(&stops).starts_with("tenure stops during leave"));
    assert!(runs.change_from(&stops).is_err());
}

#[test]
fn first_year_retention_by_year_of_joining() {
    let settings = RetentionTriangle::settings(FiscalCalendar::japan());
    let triangle = settings.build(&register()).unwrap();
    let of = |year: i32| first_year_retention(&triangle, FiscalYear(year), &RateSettings::default()).unwrap();
    // 2019: A B E F J were all members a year later. 2021: G on 2022-04-20; not H, not I.
    assert_eq!([2019, 2020, 2021].map(|year| counts(&of(year))), [(5.0, 5.0), (2.0, 2.0), (1.0, 3.0)].map(|(a, b)| (Some(a), Some(b))));
    assert_eq!(why(&of(2022)), "not everyone of the cohort has been a member for a year");
    assert_eq!(first_year_retention(&triangle, FiscalYear(2018), &RateSettings::default()).unwrap_err().code(), "missing");
    let all = settings.spells(SpellsCounted::All).build(&register()).unwrap();
    let all = first_year_retention(&all, FiscalYear(2021), &RateSettings::default()).unwrap();
    assert_eq!(of(2021).change_from(&all).unwrap_err().code(), "different_definitions");
    for other in [settings.clock(AgeClock::FiscalYearEnd), settings.cohort(TriangleCohort::Licensed)] {
        let refused = first_year_retention(&other.build(&register()).unwrap(), FiscalYear(2021), &RateSettings::default()).unwrap_err();
        assert_eq!(refused.code(), "setting", "{refused}");
    }
}
