//! The report of the Kubernetes organisation, worked again from its spells and from the two tables that were made from the same rosters
//! by other means: `kubernetes_org_flows.csv` and `kubernetes_org_cohorts.csv`.

use super::{KUBERNETES, Row, assert_projected, assert_rate, assert_said, assert_value, count, estimated, labels, plain, source, table};
use kaiin::projection::Provenance;
use kaiin::report::{AnnualReport, Language};
use kaiin::{Day, FiscalYear};
use std::collections::{BTreeMap, BTreeSet};

fn report() -> &'static AnnualReport {
    &KUBERNETES
}

/// One spell: who, from which day, and the first day on which it was over.
struct Spell {
    person: String,
    /// Absent for those present when the record began.
    joined: Option<Day>,
    start: Day,
    end: Option<Day>,
}

fn spells() -> Vec<Spell> {
    let spell = |row: Row| {
        let day = |column: &str| row[column].parse::<Day>().ok();
        let (joined, present) = (day("join_date"), day("present_at_start_of_record"));
        Spell { person: row["member_id"].clone(), joined, start: joined.or(present).unwrap(), end: day("leave_date") }
    };
    source("kubernetes_org_member_spells.csv").into_iter().map(spell).collect()
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

/// Persons who are members on a day.
fn members_on(spells: &[Spell], day: Day) -> BTreeSet<&str> {
    let on = |spell: &&Spell| spell.start <= day && spell.end.is_none_or(|end| end > day);
    spells.iter().filter(on).map(|spell| spell.person.as_str()).collect()
}

/// Days of membership within a calendar year, over 365.25.
fn member_years(spells: &[Spell], year: i32) -> f64 {
    let (first, next) = (day(year, 1, 1), day(year + 1, 1, 1));
    let within = |spell: &Spell| i64::from(spell.end.unwrap_or(next).min(next).since(spell.start.max(first))).max(0);
    spells.iter().map(within).sum::<i64>() as f64 / 365.25
}

#[test]
fn the_movement_table_is_that_of_the_flows() {
    let flows = source("kubernetes_org_flows.csv");
    let rows = report().movements.rows();
    assert_eq!(rows.len(), flows.len());
    for (row, flow) in rows.iter().zip(&flows) {
        assert_eq!(row.year.unwrap().to_string(), flow["calendar_year"]);
        let expected = ["joined_first_time", "reinstated", "left", "members_next_jan1"].map(|column| count(flow, column));
        assert_eq!([row.joined, row.reinstated, row.left, row.closing], expected, "{:?}", row.year);
        // The flows leave the stock before the record empty: nobody was seen then.
        assert_eq!(row.opening.filter(|_| row.year != Some(FiscalYear(2018))), count(flow, "members_jan1"));
        assert_eq!(row.imbalance(), Some(0));
    }
    let text = |count: Option<u64>| count.map(|count| count.to_string());
    for language in Language::ALL {
        for (printed, flow) in plain(&table(report(), language, "movements")).iter().zip(&flows).skip(1) {
            let of = |column| text(count(flow, column));
            let present = Some("0".to_owned());
            let expected = [
                of("calendar_year"),
                of("members_jan1"),
                present,
                of("joined_first_time"),
                of("reinstated"),
                of("left"),
                of("members_next_jan1"),
            ];
            assert_eq!(printed[..7], expected);
        }
    }
}

#[test]
fn the_cohorts_are_those_of_the_table() {
    let triangle = report().triangle.as_ref().unwrap();
    let cohorts = source("kubernetes_org_cohorts.csv");
    let mut seen = 0;
    for row in &cohorts {
        let cohort = FiscalYear(row["join_year"].parse().unwrap());
        let age: usize = row["years_since_joining"].parse().unwrap();
        assert_eq!(triangle.remaining(cohort, age), count(row, "still_in_first_spell"), "{cohort} after {age}");
        let entrants = triangle.rows().iter().find(|found| found.cohort == cohort).map(|found| found.entrants);
        assert_eq!(entrants, count(row, "joiners"));
        seen += 1;
    }
    // Nothing is claimed that the table does not hold.
    assert_eq!(triangle.rows().iter().flat_map(|row| &row.remaining).flatten().count(), seen);
}

#[test]
fn the_curves_are_products_over_the_cohorts_seen_at_both_ages() {
    let mut remaining: BTreeMap<(i32, u32), u64> = BTreeMap::new();
    let mut joiners: BTreeMap<i32, u64> = BTreeMap::new();
    for row in source("kubernetes_org_cohorts.csv") {
        let (cohort, age) = (row["join_year"].parse().unwrap(), row["years_since_joining"].parse().unwrap());
        remaining.insert((cohort, age), count(&row, "still_in_first_spell").unwrap());
        joiners.insert(cohort, count(&row, "joiners").unwrap());
    }
    let groups = [(2018, 2020), (2021, 2023), (2024, 2026)];
    assert_eq!(report().curves.len(), groups.len());
    let printed = plain(&table(report(), Language::En, "retention_curves"));
    for (at, (curve, (from, to))) in report().curves.iter().zip(groups).enumerate() {
        assert_eq!((curve.from, curve.to), (FiscalYear(from), FiscalYear(to)));
        assert_eq!(curve.entrants, (from..=to).map(|cohort| joiners[&cohort]).sum::<u64>());
        let mut share = 1.0;
        for point in &curve.points {
            let before = |cohort| if point.age == 0 { joiners.get(&cohort) } else { remaining.get(&(cohort, point.age - 1)) };
            let both: Vec<(u64, u64)> =
                (from..=to).filter_map(|cohort| before(cohort).copied().zip(remaining.get(&(cohort, point.age)).copied())).collect();
            let (at_risk, stayed) = (both.iter().map(|pair| pair.0).sum::<u64>(), both.iter().map(|pair| pair.1).sum::<u64>());
            share *= stayed as f64 / at_risk as f64;
            assert_eq!((point.at_risk, point.stayed), (at_risk, stayed), "{from} to {to}, age {}", point.age);
            assert!((point.share - share).abs() < 1e-12);
            let cell: f64 = printed[point.age as usize][at + 1].as_ref().unwrap().parse().unwrap();
            assert!((cell - share).abs() < 1e-12);
        }
    }
}

#[test]
fn open_spells_and_rows_are_counted() {
    let spells = spells();
    let open = spells.iter().filter(|spell| spell.end.is_none()).count() as u64;
    assert_eq!(open, 1_276); // the data's own account: as many as the newest roster has people
    assert_eq!(report().movements.rows().last().unwrap().closing, Some(open));
    let rows = report().rows.unwrap();
    assert_eq!((rows.read, rows.kept + rows.repaired + rows.set_aside), (2_648, 2_648)); // 2,649 lines with the header
    assert_eq!(spells.len(), 2_648);
    assert_eq!(rows.persons as usize, spells.iter().map(|spell| &spell.person).collect::<BTreeSet<_>>().len());
}

#[test]
fn the_three_mass_exit_days_are_named_with_their_counts() {
    let spells = spells();
    let ends = |from: Day, to: Day| spells.iter().filter(|spell| spell.end.is_some_and(|end| end >= from && end <= to)).count() as u64;
    let named = [(day(2020, 7, 20), 136), (day(2024, 2, 16), 649), (day(2025, 7, 24), 309)]; // examples/data/README.md
    let judged: Vec<_> = report().mass_exit_days.iter().filter(|found| found.judged).collect();
    assert_eq!(judged.len(), named.len());
    for (found, (on, exits)) in judged.into_iter().zip(named) {
        assert_eq!((found.day, found.exits), (on, exits));
        assert_eq!(found.exits, ends(on, on));
        assert_eq!(found.exits_of_twelve_months, ends(on.plus_days(-364).unwrap(), on));
        let (exits, of) = (exits.to_string(), found.exits_of_twelve_months.to_string());
        assert_said(report(), Language::En, &[&Language::En.day(on), &exits, &of, "mass exit day"]);
        assert_said(report(), Language::Ja, &[&Language::Ja.day(on), &exits, &of, "一斉の退会処理"]);
    }
}

#[test]
fn those_present_when_the_record_began_are_said_to_belong_to_no_cohort() {
    let present: BTreeSet<_> = spells().into_iter().filter(|spell| spell.joined.is_none()).map(|spell| spell.person).collect();
    assert_eq!(present.len(), 702);
    assert_eq!(report().triangle.as_ref().unwrap().left_out(), 702);
    assert_eq!(report().movements.rows()[0].present, Some(702));
    assert_said(report(), Language::En, &["702", "already members when their record began", "belong to no cohort"]);
    assert_said(report(), Language::Ja, &["702人", "記録開始時にすでに在籍していた"]);
}

#[test]
fn every_rate_of_2025_follows_from_the_spells() {
    let spells = spells();
    let (last, next) = (members_on(&spells, day(2024, 12, 31)), members_on(&spells, day(2025, 12, 31)));
    assert_eq!((last.len(), next.len()), (1_258, 1_114));
    let opening = last.len() as f64;
    assert_rate(report(), "Retention", last.intersection(&next).count() as f64, opening);
    let in_2025 = |on: Option<Day>| on.is_some_and(|on| on >= day(2025, 1, 1) && on < day(2026, 1, 1));
    let left = spells.iter().filter(|spell| in_2025(spell.end)).count() as f64;
    let came = spells.iter().filter(|spell| in_2025(spell.joined)).count() as f64;
    let earlier: BTreeSet<&str> = spells.iter().filter(|s| s.start < day(2025, 1, 1)).map(|spell| spell.person.as_str()).collect();
    let lapsed = earlier.difference(&last).count() as f64;
    let back = spells.iter().filter(|spell| in_2025(spell.joined) && earlier.contains(spell.person.as_str())).count() as f64;
    assert_eq!((left, came, back), (316.0, 172.0, 7.0));
    assert_rate(report(), "Lapse rate", left, opening);
    assert_rate(report(), "Reinstatement rate", back, lapsed);
    assert_rate(report(), "Net growth", 1_114.0 - 1_258.0, opening);
    let years = member_years(&spells, 2025);
    assert_rate(report(), "Central lapse rate", left, years);
    assert_rate(report(), "Replacement ratio", came, left);
    assert_rate(report(), "Steady-state membership", came, left / years);
    assert_rate(report(), "Mean tenure", years, left);
    assert_value(report(), "Half-life", years, left, 2f64.ln() * years / left);
    assert_rate(report(), "First-year retention (2024)", 152.0, 155.0); // kubernetes_org_cohorts.csv, 2024 after 1
    assert_eq!(labels(report()).len(), 10, "a rate that is not worked by hand: {:?}", labels(report()));
}

#[test]
fn the_rates_over_the_years_follow_from_the_spells() {
    let spells = spells();
    let [retention, lapse] = &report().rate_series[..] else { panic!("two series") };
    for (retention, lapse) in retention.iter().zip(lapse) {
        let year = retention.window.year.get();
        if !(2019..=2025).contains(&year) {
            assert!(retention.value.is_none() && lapse.value.is_none(), "{year} is not covered and must not be shown");
            continue;
        }
        let (last, next) = (members_on(&spells, day(year - 1, 12, 31)), members_on(&spells, day(year, 12, 31)));
        let stayed = last.intersection(&next).count() as f64;
        assert_eq!((retention.numerator, retention.denominator), (Some(stayed), Some(last.len() as f64)), "{year}");
        let left = spells.iter().filter(|spell| spell.end.is_some_and(|end| end.ymd().0 == year)).count() as f64;
        assert_eq!((lapse.numerator, lapse.denominator), (Some(left), Some(last.len() as f64)), "{year}");
    }
}

#[test]
fn the_answers_come_first() {
    // kubernetes_org_flows.csv, 2025 and 2024; -144 / 1,258 = -11.4 %.
    assert_said(report(), Language::En, &["Where we are: 1,114 members at the end of 2025 (-144 in the year, -11.4 %)"]);
    assert_said(report(), Language::En, &["165 joined, 7 came back and 316 left (the year before 155, 4 and 658)"]);
    assert_said(report(), Language::Ja, &["入会165人、再入会7人、退会316人", "前年は入会155人、再入会4人、退会658人"]);
    // kubernetes_org_cohorts.csv, 2024 after 1; members by tenure worked below: of 562 in the fifth year after that of joining 206 left.
    assert_said(
        report(),
        Language::En,
        &["Of the 155 who joined in 2024, 152 (98.1 %)", "the 5th year", "36.7 % (206 of 562, 2021 to 2025)"],
    );
    assert_said(report(), Language::Ja, &["155人のうち152人（98.1%）", "入会から5年後", "36.7%（562人中206人、2021～2025年）"]);
    assert_said(report(), Language::En, &["309 of the 316 leavers of the year carry one date, 2025-07-24"]);
}

/// Year in which a person joined for the first time; `None` for those who were there when the record began.
fn cohorts(spells: &[Spell]) -> BTreeMap<&str, Option<i32>> {
    let mut cohorts = BTreeMap::new();
    let mut in_order: Vec<&Spell> = spells.iter().collect();
    in_order.sort_by_key(|spell| spell.start);
    for spell in in_order {
        cohorts.entry(spell.person.as_str()).or_insert(spell.joined.map(|day| day.ymd().0));
    }
    cohorts
}

/// Of those who had been members before a year and were not at its start, by years since the one in which they left: those who were
/// members at its end, and all.
fn returns(spells: &[Spell], year: i32) -> BTreeMap<usize, (u64, u64)> {
    let (start, end) = (members_on(spells, day(year - 1, 12, 31)), members_on(spells, day(year, 12, 31)));
    let mut left_last: BTreeMap<&str, i32> = BTreeMap::new();
    for spell in spells.iter().filter(|spell| !start.contains(spell.person.as_str())) {
        if let Some(left) = spell.end.map(|end| end.ymd().0).filter(|left| *left < year) {
            let of_person = left_last.entry(spell.person.as_str()).or_insert(left);
            *of_person = left.max(*of_person);
        }
    }
    let mut returns: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for (person, left) in left_last {
        let of_years = returns.entry((year - left - 1) as usize).or_default();
        of_years.0 += u64::from(end.contains(person));
        of_years.1 += 1;
    }
    returns
}

#[test]
fn the_projection_rests_on_who_came_back_so_long_after_leaving() {
    let (spells, assumptions) = (spells(), report().projection.as_ref().unwrap().assumptions().unwrap());
    let mut counted: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for (since, (back, all)) in (2021..=2025).flat_map(|year| returns(&spells, year)) {
        let of_years = counted.entry(since).or_default();
        *of_years = (of_years.0 + back, of_years.1 + all);
    }
    let own: Vec<usize> = (0..assumptions.reinstatement.len())
        .filter(|at| matches!(assumptions.reinstatement[*at].provenance, Provenance::Estimated { .. }))
        .collect();
    assert!(own.len() > 1, "who left a year ago comes back more often than who left long ago");
    // The report says so in a line each.
    let names = |language| -> Vec<String> {
        let rows = plain(&table(report(), language, "other_assumptions"));
        rows.into_iter()
            .filter_map(|row| row.first().cloned().flatten())
            .filter(|name| name.starts_with("reinstatement") || name.contains("再入会"))
            .collect()
    };
    assert_eq!((names(Language::En).len(), names(Language::Ja).len()), (own.len(), own.len()));
    assert!(names(Language::En).last().is_some_and(|last| last.ends_with("years after the lapse and later")));
    assert!(names(Language::Ja).last().is_some_and(|last| last.ends_with("年後以降の再入会")));
    for (at, &first) in own.iter().enumerate() {
        let next = own.get(at + 1).copied().unwrap_or(usize::MAX);
        let of_years = counted.range(first..next).fold((0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1));
        assert_eq!(estimated(&assumptions.reinstatement[first]), of_years, "{first} years after the one of leaving");
    }
}

#[test]
fn the_projection_rests_on_lapse_by_tenure_in_2021_to_2025() {
    let (spells, projection) = (spells(), report().projection.as_ref().unwrap());
    let (cohorts, assumptions) = (cohorts(&spells), projection.assumptions().unwrap());
    // Of the joiners of a year, and of the members at its start by years since they joined: who is not a member at its end.
    for (tenure, assumed) in assumptions.lapse.iter().enumerate().take(8) {
        let (mut exposed, mut lost) = (0, 0);
        for year in 2021..=2025 {
            let end = members_on(&spells, day(year, 12, 31));
            let start = members_on(&spells, day(year - 1, 12, 31));
            let of_tenure = cohorts.iter().filter(|(_, cohort)| **cohort == Some(year - tenure as i32)).map(|(person, _)| *person);
            let people: Vec<&str> = of_tenure.filter(|person| tenure == 0 || start.contains(person)).collect();
            exposed += people.len() as u64;
            lost += people.iter().filter(|person| !end.contains(*person)).count() as u64;
        }
        assert_eq!(estimated(assumed), (lost, exposed), "tenure {tenure}");
    }
    assert_eq!(estimated(&assumptions.leave).0, 0); // the record knows no leave
    assert_eq!(projection.years()[0].new_licensees, 165.0); // the joiners of 2025, kubernetes_org_flows.csv
    // Members at the end of 2025 by tenure, what their tenure of 2026 loses, 165 who join, and those who come back.
    let members = members_on(&spells, day(2025, 12, 31));
    let returned = |since: usize| assumptions.reinstatement[since.min(assumptions.reinstatement.len() - 1)].probability.get();
    let back: f64 = returns(&spells, 2026).into_iter().map(|(since, (_, lapsed))| lapsed as f64 * returned(since)).sum();
    let last = assumptions.lapse.len() - 1;
    let lapse = |tenure: usize| assumptions.lapse[tenure.min(last)].probability.get();
    let stay: f64 = members.iter().map(|person| 1.0 - cohorts[person].map_or(lapse(last), |joined| lapse((2026 - joined) as usize))).sum();
    let first = stay + 165.0 * (1.0 - lapse(0)) + back;
    let rest = projection.years().iter().skip(1).map(|year| year.members.mean);
    assert_projected(report(), std::iter::once(first).chain(rest));
}
