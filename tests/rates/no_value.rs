//! What has no value has none, and says why.

use super::eleven_people::{built, licensees, people, register, table, toy};
use super::published::jpta;
use super::{ANY_LAPSE, CENTRAL, CUMULATIVE_GIVEN, CUMULATIVE_SUMMED, PRACTISING, close, counts, day, why};
use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::licensees::{Licensees, MonthDay};
use kaiin::rates::{CohortRates, MovementRates, RateKind, RateStatus};
use kaiin::{CohortRule, EndReason, Episode, FiscalCalendar, FiscalYear, Register};

fn flow_kinds() -> [RateKind; 11] {
    let reason = Some(EndReason::Voluntary);
    [
        RateKind::EntryRateYear,
        RateKind::Retention,
        ANY_LAPSE,
        RateKind::LapseRate { reason },
        CENTRAL,
        RateKind::CentralLapseRate { reason },
        RateKind::ReinstatementRate,
        RateKind::NetGrowth,
        RateKind::SteadyStateMembership,
        RateKind::MeanTenure,
        RateKind::HalfLife,
    ]
}

#[test]
fn a_year_that_has_not_ended_has_counts_but_no_rate_of_what_happened_in_it() {
    let mut rows = people();
    rows.push(Episode::new("L", day(2020, 4, 1)).until(day(2022, 8, 1), EndReason::Voluntary));
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let (movements, licensees) = (table(&register).movements(), licensees());
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    for kind in flow_kinds().into_iter().chain([RateKind::MembersPerNewLicensee]) {
        let rate = rates.rate(kind, FiscalYear(2022)).unwrap();
        assert_eq!(why(&rate), "the year has not ended", "{kind}");
        assert!(rate.numerator.is_some() && rate.denominator.is_some(), "{kind}");
    }
    // A stock is what it is on the day: A C D F G K on 30 September 2022, D on leave; 23 licences.
    for (kind, above, below) in [(RateKind::LeaveShare, 1.0, 6.0), (CUMULATIVE_SUMMED, 6.0, 23.0)] {
        let rate = rates.rate(kind, FiscalYear(2022)).unwrap();
        assert_eq!(
            (counts(&rate), rate.window.from, rate.window.until),
            ((Some(above), Some(below)), Some(day(2022, 9, 30)), Some(day(2022, 10, 1)))
        );
        close(rate.value, above / below);
        assert!(rate.card().iter().any(|line| line.text.english == "on 2022-09-30"));
    }
}

#[test]
fn a_year_within_which_the_record_begins_has_no_rate_of_what_happened_in_it() {
    let register = built(Register::settings_as_of(day(2022, 9, 30)).record_start(day(2020, 7, 1)));
    let (table, licensees) = (table(&register), licensees());
    let movements = table.movements();
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    for kind in flow_kinds() {
        let rate = rates.rate(kind, FiscalYear(2020)).unwrap();
        assert!(rate.value.is_none() && rate.status != RateStatus::Complete, "{kind}: {rate}");
    }
    assert_eq!(rates.rate(CUMULATIVE_SUMMED, FiscalYear(2020)).unwrap().value, Some(4.0 / 12.0), "a stock at the end is known");
    assert_eq!(rates.rate(RateKind::MembersPerNewLicensee, FiscalYear(2020)).unwrap().value, Some(1.0));
    let cohorts = CohortRates::new(&table, &licensees).unwrap();
    // J came and went before: 2019 would look as if four had joined. 2020 could have lost someone in spring.
    for cohort in [2019, 2020] {
        assert_eq!(why(&cohorts.entry_rate(FiscalYear(cohort), 0).unwrap()), "the record begins after the licence year", "{cohort}");
    }
    assert_eq!(cohorts.entry_rate(FiscalYear(2021), 0).unwrap().value, Some(0.4));
    assert_eq!(why(&cohorts.late_entry_rate(FiscalYear(2021)).unwrap()), "the licence holders of earlier cohorts are not known");
}

#[test]
fn a_record_that_begins_with_a_year_has_no_opening_members_to_divide_by() {
    let register = built(Register::settings_as_of(day(2022, 9, 30)).record_start(day(2021, 4, 1)));
    let movements = table(&register).movements();
    let row = movements.row(FiscalYear(2021)).unwrap();
    assert_eq!((row.opening, row.present, row.coverage.is_complete()), (Some(0), Some(4), true));
    for kind in [RateKind::Retention, ANY_LAPSE, RateKind::NetGrowth] {
        assert_eq!(
            why(&MovementRates::new(&movements).rate(kind, FiscalYear(2021)).unwrap()),
            "the record begins within the year",
            "{kind}"
        );
    }
    close(MovementRates::new(&movements).rate(CENTRAL, FiscalYear(2021)).unwrap().value, 4.0 * 365.25 / 2_142.0); // days are all there
}

#[test]
fn nobody_below_the_line_is_not_known_and_never_a_number() {
    let movements = table(&register()).movements();
    let rates = MovementRates::new(&movements);
    // Fiscal 2019 began without members and nobody left in it.
    for kind in [RateKind::Retention, ANY_LAPSE, RateKind::NetGrowth, RateKind::ReplacementRatio, RateKind::MeanTenure, RateKind::HalfLife]
    {
        assert_eq!(why(&rates.rate(kind, FiscalYear(2019)).unwrap()), "nobody stands below the line", "{kind}");
    }
    for kind in [RateKind::SteadyStateMembership, RateKind::ReinstatementRate] {
        assert_eq!(why(&rates.rate(kind, FiscalYear(2019)).unwrap()), "nobody stands below the line", "{kind}");
    }
    let none = Licensees::by_cohort([(FiscalYear(2019), 0), (FiscalYear(2020), 4)]).unwrap();
    let table = table(&register());
    let cohorts = CohortRates::new(&table, &none).unwrap();
    assert_eq!(why(&cohorts.entry_rate(FiscalYear(2019), 0).unwrap()), "the cohort has no licence holders");
    assert_eq!(why(&cohorts.late_entry_rate(FiscalYear(2020)).unwrap()), "everyone had joined before");
}

#[test]
fn missing_licensees_and_cohorts_are_an_error_and_missing_counts_are_not_known() {
    let movements = table(&register()).movements();
    let rates = MovementRates::new(&movements);
    for kind in [RateKind::EntryRateYear, RateKind::MembersPerNewLicensee, CUMULATIVE_GIVEN, CUMULATIVE_SUMMED, PRACTISING] {
        assert_eq!(
            rates.rate(kind, FiscalYear(2021)).unwrap_err().to_string(),
            "the number of licence holders is not known; give a table of licensees"
        );
    }
    for kind in [RateKind::EntryRateCohort { within_years: 0 }, RateKind::LateEntryRate, RateKind::FirstYearRetention] {
        assert_eq!(rates.rate(kind, FiscalYear(2021)).unwrap_err().code(), "missing", "{kind}");
    }
    assert_eq!(rates.rate(ANY_LAPSE, FiscalYear(1999)).unwrap_err().code(), "missing");
    assert_eq!(why(&toy(CUMULATIVE_GIVEN)), "the count below the line is not known");
    // JPTA prints no opening members, no reasons, and nobody who came back.
    for kind in [RateKind::Retention, ANY_LAPSE, CENTRAL, RateKind::NetGrowth, RateKind::ReinstatementRate, RateKind::HalfLife] {
        let rate = jpta(kind, 31);
        assert!(matches!(rate.status, RateStatus::NotKnown(_)) && rate.value.is_none(), "{kind}");
    }
    assert_eq!(why(&jpta(RateKind::LapseRate { reason: Some(EndReason::Death) }, 31)), "the count above the line is not known");
    close(jpta(RateKind::ReplacementRatio, 31).value, 9_812.0 / 4_125.0);
}

#[test]
fn a_reason_that_is_not_printed_is_zero_only_where_the_others_make_up_all_leavers() {
    let year = |year: i32, left_by_reason: &[(EndReason, u64)]| YearTotals {
        year: FiscalYear(year),
        opening: Some(100),
        left: Some(10),
        left_by_reason: left_by_reason.iter().copied().collect(),
        ..YearTotals::default()
    };
    let all = [(EndReason::Death, 2), (EndReason::Voluntary, 8)];
    let totals = [year(2019, &all), year(2020, &all[..1]), year(2021, &[])];
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
    let value = |year: i32, reason| {
        let kind = RateKind::LapseRate { reason: Some(reason) };
        MovementRates::new(&movements).rate(kind, FiscalYear(year)).unwrap().value
    };
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Death)), [Some(0.02), Some(0.02), None]);
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Voluntary)), [Some(0.08), None, None]);
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Expelled)), [Some(0.0), None, None]);
}

#[test]
fn who_came_back_in_an_earlier_year_must_be_known_for_the_lapsed_stock() {
    let year = |year: i32, reinstated: Option<u64>| YearTotals {
        year: FiscalYear(year),
        opening: Some(100),
        joined: Some(10),
        reinstated,
        left_by_reason: [(EndReason::Death, 2), (EndReason::Voluntary, 8)].into(),
        ..YearTotals::default()
    };
    let rate = |first: Option<u64>| {
        let totals = [year(2019, first), year(2020, Some(3))];
        let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
        MovementRates::new(&movements).rate(RateKind::ReinstatementRate, FiscalYear(2020)).unwrap()
    };
    close(rate(Some(0)).value, 3.0 / 8.0); // 10 left, 2 of them dead
    close(rate(Some(2)).value, 3.0 / 6.0);
    assert_eq!(why(&rate(None)), "the count below the line is not known");
}

#[test]
fn a_year_without_licensees_does_not_pass_for_another_definition() {
    let movements = table(&register()).movements();
    let shifted = Licensees::from_examinations([(2021, 5)], MonthDay::new(3, 25).unwrap(), CohortRule::default()).unwrap();
    let rates = MovementRates::new(&movements).with_licensees(&shifted);
    let [known, unknown] = [2021, 2020].map(|year| rates.rate(RateKind::EntryRateYear, FiscalYear(year)).unwrap());
    assert_eq!(known.change_from(&unknown).unwrap_err().code(), "missing");
}
