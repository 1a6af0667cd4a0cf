//! Member-days, person-years and actuarial exposure: against the frozen output of other tools (`tests/oracles/README.md`), against a
//! second implementation that walks day by day, and by law.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::cohort::{
    ActuarialExposure, ExitDay, ExposureBasis, ExposureConvention, ExposureRow, LexisGrid, MemberDays, ObservationWindow, PeriodLength,
    Span, TenureBands,
};
use kaiin::rates::LimitedFluctuation;
use kaiin::time::{YearLabel, completed_years};
use kaiin::{Confidence, Day, EndReason, FiscalCalendar, FiscalYear, LeapDay};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

// ---- frozen output of other tools ----

struct Fixture(oracle::Oracle);

/// All fixtures of a kind: at least as many as the repository keeps.
fn fixtures(kind: &str, least: usize) -> Vec<Fixture> {
    let found: Vec<_> = oracle::of_kind(kind).into_iter().map(Fixture).collect();
    assert!(found.len() >= least, "{} cases of kind {kind}", found.len());
    found
}

impl Fixture {
    fn id(&self) -> &str {
        self.0.id()
    }

    /// The members of the fixture: a termination date is a day on which the person is no longer at risk.
    fn spans(&self) -> Vec<Span> {
        let columns = self.0.columns();
        let rows = columns["issue_date"].iter().zip(&columns["status"]).zip(&columns["term_date"]);
        rows.map(|((issue, status), term)| {
            let joined = Span::open(day(issue));
            match status.as_str() {
                "Active" => joined,
                "Lapsed" => joined.until(day(term), EndReason::Voluntary),
                "Death" => joined.until(day(term), EndReason::Death),
                other => panic!("status {other}"),
            }
        })
        .collect()
    }

    fn window(&self) -> ObservationWindow {
        let settings = &self.0.json["settings"];
        let either = |a: &str, b: &str| day(settings.get(a).or(settings.get(b)).unwrap().as_str().unwrap());
        ObservationWindow::through(either("study_start", "start"), either("study_end_inclusive", "end")).unwrap()
    }

    fn values(&self) -> &Value {
        &self.0.json["results"][0]["values"]
    }
}

fn close(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn member_days_equal_the_day_by_day_enumeration() {
    for fixture in fixtures("lexis_person_days", 2) {
        for (name, rule) in [("feb28", LeapDay::Feb28), ("mar1", LeapDay::Mar1)] {
            let expected = &fixture.values()[name];
            let grid = LexisGrid::new(fixture.window()).calendar(FiscalCalendar::calendar_year()).leap_day(rule);
            let table = grid.count(fixture.spans());
            let lapses = |cell: &kaiin::cohort::AtRisk| cell.exits.of(EndReason::Voluntary);
            let mut cells = expected["cells"].as_array().unwrap().clone();
            cells.retain(|cell| cell["person_days"] != 0 || cell["lapses"] != 0);
            for cell in &cells {
                let (tenure, year) = (cell["tenure"].as_u64().unwrap() as u32, cell["year"].as_i64().unwrap() as i32);
                let found = table.cell(tenure, FiscalYear(year)).unwrap();
                assert_eq!((found.days.get(), lapses(&found)), (cell["person_days"].as_u64().unwrap(), cell["lapses"].as_u64().unwrap()));
            }
            assert_eq!(table.cells().count(), cells.len(), "{} {name}", fixture.id());
            assert_eq!(Value::from(table.total().days.get()), expected["person_days"]);
            assert_eq!(Value::from(lapses(&table.total())), expected["lapses"]);
        }
    }
}

#[test]
fn bands_of_365_25_days_equal_epi() {
    for fixture in fixtures("lexis_person_years", 1) {
        bands_equal_epi(&fixture);
    }
}

fn bands_equal_epi(fixture: &Fixture) {
    let bands = TenureBands::count(fixture.window(), fixture.spans());
    let expected = fixture.values();
    assert_eq!(bands.bands().len(), expected["tenure"].as_array().unwrap().len());
    for (k, band) in bands.bands().iter().enumerate() {
        // R wrote 15 digits.
        close(band.person_years().get(), &expected["person_years"][k], 1e-13, "person-years");
        assert_eq!(Value::from(band.exits().of(EndReason::Voluntary)), expected["lapses"][k]);
    }
    close(bands.total().person_years().get(), &expected["total_py"], 1e-13, "total");
}

fn basis(values: &Value) -> ExposureBasis {
    let length = match values["expo_length"].as_str().unwrap() {
        "year" => PeriodLength::Year,
        "quarter" => PeriodLength::Quarter,
        "month" => PeriodLength::Month,
        other => panic!("expo_length {other}"),
    };
    match values["cal_expo"].as_bool().unwrap() {
        true => ExposureBasis::Calendar(length, FiscalCalendar::calendar_year()),
        false => ExposureBasis::Anniversary(length),
    }
}

#[test]
fn exposure_equals_actxps() {
    for fixture in fixtures("exposure", 2) {
        for values in fixture.values().as_array().unwrap() {
            let study = ActuarialExposure::new(fixture.window(), basis(values), &[EndReason::Voluntary]);
            let study = study.convention(ExposureConvention::Actxps);
            let rows: Vec<_> = study.rows(fixture.spans()).collect();
            let table = study.table(fixture.spans());
            let what = format!("{} {}", fixture.id(), study.basis());
            assert_eq!(Value::from(rows.len()), values["rows"], "{what}");
            close(table.total().exposure(), &values["total_exposure"], 1e-12, &what);
            assert_eq!(Value::from(table.total().claims()), values["n_lapsed"], "{what}");
            check_first_rows(&rows, &values["first_rows"]);
            check_stats(&table, &values["exp_stats"], &what);
        }
    }
}

/// Column names differ by basis: `pol_yr`, `pol_date_yr`, `pol_date_yr_end`, or `cal_yr`, `cal_yr_end`.
fn check_first_rows(rows: &[ExposureRow], expected: &Value) {
    for (name, column) in expected.as_object().unwrap() {
        for (row, value) in rows.iter().zip(column.as_array().unwrap()) {
            match name.as_str() {
                "pol_num" => assert_eq!(Value::from(row.span + 1), *value),
                "status" => assert_eq!(row.exit.map_or("Active", |e| if e == EndReason::Death { "Death" } else { "Lapsed" }), value),
                "exposure" => close(row.exposure(), value, 1e-12, "exposure"),
                end if end.ends_with("_end") => assert_eq!(row.end.plus_days(-1).unwrap().to_string(), *value),
                start if start.starts_with("pol_date") || start.starts_with("cal") => assert_eq!(row.start.to_string(), *value),
                number => assert_eq!(Value::from(row.period.to_string()), value.to_string(), "{number}"),
            }
        }
    }
}

/// By period where the fixture has a column of periods, in total otherwise. The confidence limits are actxps's own and not compared.
fn check_stats(table: &kaiin::cohort::ExposureTable, expected: &Value, what: &str) {
    let by_period = expected.as_object().unwrap().keys().find(|name| name.starts_with("pol_") || name.starts_with("cal_"));
    let sums: Vec<_> = match by_period {
        Some(_) => table.periods().iter().map(|(period, sum)| (period.to_string(), sum.clone())).collect(),
        None => vec![(String::new(), table.total())],
    };
    assert_eq!(sums.len(), expected["n_claims"].as_array().unwrap().len(), "{what}");
    for (k, (period, sum)) in sums.iter().enumerate() {
        if let Some(name) = by_period {
            assert_eq!(expected[name][k].to_string().trim_matches('"'), period, "{what}");
        }
        assert_eq!(Value::from(sum.claims()), expected["n_claims"][k], "{what}");
        close(sum.exposure(), &expected["exposure"][k], 1e-12, what);
        close(sum.rate().unwrap(), &expected["q_obs"][k], 1e-12, what);
        close(sum.credibility(Confidence::default(), 0.05).unwrap().unwrap(), &expected["credibility"][k], 1e-12, what);
        let by_rule = LimitedFluctuation::default().credibility(sum.claims(), sum.rate().unwrap());
        close(by_rule.unwrap(), &expected["credibility"][k], 1e-12, what);
    }
}

#[test]
fn by_day_differs_from_actxps_where_a_short_month_ends_a_period() {
    // Joined 31 January, left 30 April 2020: the fourth month begins on 30 April. By elapsed time three months have passed.
    let window = ObservationWindow::through(day("2016-01-01"), day("2023-12-31")).unwrap();
    let study = ActuarialExposure::new(window, ExposureBasis::Anniversary(PeriodLength::Month), &[]);
    let span = Span::open(day("2020-01-31")).until(day("2020-04-30"), EndReason::Death);
    let shown = |study: &ActuarialExposure| study.rows([span]).map(|row| (row.days, row.length)).collect::<Vec<_>>();
    assert_eq!(shown(&study), [(29, 29), (31, 31), (30, 30), (1, 31)]);
    assert_eq!(shown(&study.convention(ExposureConvention::Actxps)), [(29, 29), (31, 31), (31, 30)]);
}

// ---- a second implementation, day by day ----

type Cells = BTreeMap<(u32, FiscalYear), (u64, u64)>;

fn day_by_day(grid: LexisSettings, spans: &[Span]) -> Cells {
    let mut cells = Cells::new();
    let key = |span: &Span, day: Day| (completed_years(span.start, day, grid.leap_day), grid.calendar.year_of(day));
    for span in spans {
        let mut day = grid.window.from();
        while day <= grid.window.last() {
            let observed = span.start <= day && span.observed_from.is_none_or(|from| from <= day);
            if observed && span.end.is_none_or(|end| day < end) {
                cells.entry(key(span, day)).or_default().0 += 1;
            }
            let seen = span.end.is_some_and(|end| end >= span.start && span.observed_from.is_none_or(|from| from <= end));
            if span.exit.is_some() && span.end == Some(day) && seen {
                cells.entry(key(span, day)).or_default().1 += 1;
            }
            day = day.next();
        }
    }
    cells
}

fn cells(table: &MemberDays) -> Cells {
    table.cells().map(|cell| ((cell.tenure, cell.period), (cell.at_risk.days.get(), cell.at_risk.exits.total()))).collect()
}

// ---- random data ----

#[derive(Debug, Clone, Copy)]
struct LexisSettings {
    window: ObservationWindow,
    calendar: FiscalCalendar,
    leap_day: LeapDay,
}

impl LexisSettings {
    fn count(self, spans: &[Span]) -> MemberDays {
        self.grid().count(spans.iter().copied())
    }

    fn grid(self) -> LexisGrid {
        LexisGrid::new(self.window).calendar(self.calendar).leap_day(self.leap_day)
    }
}

/// Days about the turn of the year and of February come up often: that is where calendars go wrong.
fn any_day() -> impl Strategy<Value = Day> {
    let edges =
        prop::sample::select(vec!["2016-02-29", "2018-02-28", "2018-03-01", "2019-03-31", "2019-04-01", "2020-02-28", "2020-02-29"]);
    prop_oneof![2 => (0..3_000_i32).prop_map(|days| day("2014-11-20").plus_days(days).unwrap()), 1 => edges.prop_map(day)]
}

fn any_span() -> impl Strategy<Value = Span> {
    let end = prop::option::weighted(0.7, (prop_oneof![1 => Just(0), 6 => 0..2_500_i32], prop::sample::select(&EndReason::ALL[..])));
    let observed = prop::option::weighted(0.3, -100..2_000_i32);
    (any_day(), end, observed).prop_map(|(start, end, observed)| {
        let span = Span { observed_from: observed.map(|days| start.plus_days(days).unwrap()), ..Span::open(start) };
        end.map_or(span, |(days, reason)| span.until(start.plus_days(days).unwrap(), reason))
    })
}

fn any_window() -> impl Strategy<Value = ObservationWindow> {
    (any_day(), 1..2_500_i32).prop_map(|(from, days)| ObservationWindow::new(from, from.plus_days(days).unwrap()).unwrap())
}

fn any_settings() -> impl Strategy<Value = LexisSettings> {
    let starts = prop::sample::select(vec![(1, 1), (2, 20), (2, 28), (3, 1), (4, 1), (7, 15), (12, 28)]);
    (any_window(), starts, prop::bool::ANY).prop_map(|(window, (month, first), mar1)| LexisSettings {
        window,
        calendar: FiscalCalendar::new(month, first, YearLabel::StartYear).unwrap(),
        leap_day: if mar1 { LeapDay::Mar1 } else { LeapDay::Feb28 },
    })
}

fn any_spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(any_span(), 0..8)
}

fn any_study() -> impl Strategy<Value = ActuarialExposure> {
    let length = prop::sample::select(vec![PeriodLength::Year, PeriodLength::Quarter, PeriodLength::Month]);
    let reasons = prop::sample::select(vec![vec![], vec![EndReason::Voluntary], EndReason::ALL.to_vec()]);
    (any_settings(), length, prop::bool::ANY, reasons).prop_map(|(settings, length, calendar, reasons)| {
        let basis = if calendar { ExposureBasis::Calendar(length, settings.calendar) } else { ExposureBasis::Anniversary(length) };
        ActuarialExposure::new(settings.window, basis, &reasons)
    })
}

/// Two parts that touch at `cut`, when it lies inside the span.
fn split(span: Span, cut: Day) -> Vec<Span> {
    let from = span.observed_from.unwrap_or(span.start).max(span.start);
    if cut < from || span.end.is_some_and(|end| end < cut) {
        return vec![span];
    }
    vec![Span { end: Some(cut), exit: None, ..span }, span.observed_from(cut)]
}

proptest! {
    #[test]
    fn counting_by_marks_equals_counting_day_by_day(settings in any_settings(), spans in any_spans()) {
        prop_assert_eq!(cells(&settings.count(&spans)), day_by_day(settings, &spans));
    }

    #[test]
    fn the_total_is_the_length_of_the_spans_inside_the_window(settings in any_settings(), spans in any_spans()) {
        let (from, to) = (settings.window.from(), settings.window.to());
        let days = |span: &Span| {
            let first = span.observed_from.unwrap_or(span.start).max(span.start).max(from);
            span.end.unwrap_or(to).min(to).since(first).max(0) as u64
        };
        let expected: u64 = spans.iter().map(days).sum();
        prop_assert_eq!(settings.count(&spans).total().days.get(), expected);
        let quarters = TenureBands::count(settings.window, spans).total().person_years().get() * 1461.0;
        prop_assert!((quarters - 4.0 * expected as f64).abs() < 1e-6);
    }

    #[test]
    fn a_span_cut_in_two_changes_nothing(settings in any_settings(), spans in any_spans(), cut in any_day()) {
        let parts: Vec<Span> = spans.iter().flat_map(|span| split(*span, cut)).collect();
        prop_assert_eq!(settings.count(&parts), settings.count(&spans));
    }

    #[test]
    fn order_changes_nothing(settings in any_settings(), study in any_study(), spans in any_spans()) {
        let reversed: Vec<Span> = spans.iter().rev().copied().collect();
        prop_assert_eq!(settings.count(&reversed), settings.count(&spans));
        prop_assert_eq!(study.table(reversed), study.table(spans));
    }

    #[test]
    fn merging_the_parts_gives_the_whole(settings in any_settings(), study in any_study(), spans in any_spans(), at in 0..8_usize) {
        let (left, right) = spans.split_at(at.min(spans.len()));
        prop_assert_eq!(settings.count(left).merge(&settings.count(right)).unwrap(), settings.count(&spans));
        let bands = |spans: &[Span]| TenureBands::count(settings.window, spans.to_vec());
        prop_assert_eq!(bands(left).merge(&bands(right)).unwrap(), bands(&spans));
        let table = |spans: &[Span]| study.table(spans.to_vec());
        prop_assert_eq!(table(left).merge(&table(right)).unwrap(), table(&spans));
    }

    #[test]
    fn another_calendar_changes_only_the_columns(settings in any_settings(), spans in any_spans()) {
        let other = LexisSettings { calendar: FiscalCalendar::japan(), ..settings };
        prop_assert_eq!(other.count(&spans).by_tenure(), settings.count(&spans).by_tenure());
    }

    #[test]
    fn regrouping_conserves(settings in any_settings(), spans in any_spans()) {
        let table = settings.count(&spans);
        let (total, sum) = (table.total(), |days: Vec<u64>| days.into_iter().sum::<u64>());
        prop_assert_eq!(sum(table.by_tenure().into_values().map(|group| group.days.get()).collect()), total.days.get());
        prop_assert_eq!(sum(table.by_period().into_values().map(|group| group.days.get()).collect()), total.days.get());
        prop_assert_eq!(sum(table.by_period().into_values().map(|group| group.exits.total()).collect()), total.exits.total());
    }

    #[test]
    fn leaving_and_joining_again_on_that_day_keeps_all_days_and_starts_tenure_anew(settings in any_settings(), start in any_day(), days in 1..900_i32) {
        let back = start.plus_days(days).unwrap();
        let spans = [Span::open(start).until(back, EndReason::Arrears), Span::open(back)];
        let table = settings.count(&spans);
        prop_assert_eq!(table.total().days, settings.count(&[Span::open(start)]).total().days);
        prop_assert_eq!(table.total().exits.total(), u64::from(settings.window.contains(back)));
        prop_assert_eq!(cells(&table), day_by_day(settings, &spans));
    }

    #[test]
    fn the_day_on_which_an_exit_is_booked_moves_no_days(settings in any_settings(), spans in any_spans()) {
        let within = settings.grid().exit_day(ExitDay::LastDayIn).count(spans.iter().copied());
        let days = |table: &MemberDays| cells(table).into_iter().map(|(key, (days, _))| (key, days)).filter(|(_, days)| *days > 0).collect::<Vec<_>>();
        prop_assert_eq!(days(&within), days(&settings.count(&spans)));
    }

    #[test]
    fn periods_of_one_person_touch_and_are_exposed_at_most_once(study in any_study(), spans in any_spans()) {
        let rows: Vec<ExposureRow> = study.rows(spans.iter().copied()).collect();
        for row in &rows {
            prop_assert!(0 < row.days && row.days <= row.length && row.length == row.end.since(row.start) as u32, "{row:?}");
        }
        for pair in rows.windows(2).filter(|pair| pair[0].span == pair[1].span) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            prop_assert!(pair[0].exit.is_none());
        }
    }

    /// Without a studied reason and on the calendar basis, exposure is time: the days at risk, and the day of exit, which counts too.
    #[test]
    fn exposure_without_a_studied_reason_is_the_days_at_risk(settings in any_settings(), spans in any_spans()) {
        let basis = ExposureBasis::Calendar(PeriodLength::Quarter, settings.calendar);
        let study = ActuarialExposure::new(settings.window, basis, &[]);
        let days: u64 = study.rows(spans.iter().copied()).map(|row| u64::from(row.days)).sum();
        let total = settings.count(&spans).total();
        prop_assert_eq!(days, total.days.get() + total.exits.total());
    }

    #[test]
    fn exits_counted_by_calendar_exposure_are_those_of_the_lexis_table(settings in any_settings(), spans in any_spans()) {
        let basis = ExposureBasis::Calendar(PeriodLength::Year, settings.calendar);
        let study = ActuarialExposure::new(settings.window, basis, &[EndReason::Voluntary]);
        let (table, exits) = (study.table(spans.iter().copied()), settings.count(&spans).by_period());
        for (period, sum) in table.periods() {
            let year = settings.calendar.year_of(day(&period.to_string()));
            let expected = exits.get(&year).map(|group| (group.exits.of(EndReason::Voluntary), group.exits.total()));
            let (studied, all) = expected.unwrap_or_default();
            prop_assert_eq!((sum.claims(), sum.other_exits()), (studied, all - studied));
        }
        prop_assert_eq!(table.total().claims() + table.total().other_exits(), settings.count(&spans).total().exits.total());
    }
}
