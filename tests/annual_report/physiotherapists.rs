//! The physiotherapists' report, worked again from `jp_rehab_association_members.csv`, `jp_rehab_exams.csv` and
//! `jp_pt_members_1966_2019.csv`.

use super::{PHYSIOTHERAPISTS, assert_projected, assert_rate, assert_said, count, estimated, labels, plain, rate, source, table};
use kaiin::FiscalYear;
use kaiin::report::chart::ChartSpec;
use kaiin::report::{AnnualReport, Block, Language};

const MEMBERS: u64 = 112_518; // jp_rehab_association_members.csv, row JPTA 2020-03-31, column members
const JOINERS: u64 = 9_812; // the same row, joiners
const LEAVERS: u64 = 4_125; // the same row, leavers
const ON_LEAVE: u64 = 3_958; // the same row, on_leave
const PASSERS_2019: u64 = 10_809; // jp_rehab_exams.csv, row PT 2019: announced in March 2019, able to join in fiscal 2019
const PASSERS_2020: u64 = 10_608; // row PT 2020: announced in March 2020, which is still fiscal 2019 unless shifted
const CUMULATIVE: u64 = 172_285; // row PT 2019, column cumulative_passers

fn report() -> &'static AnnualReport {
    &PHYSIOTHERAPISTS
}

/// Passers of the physiotherapists by year of examination.
fn passers(year: i32) -> u64 {
    let rows = source("jp_rehab_exams.csv");
    let row = rows.iter().find(|row| row["profession"] == "PT" && row["exam_year"] == year.to_string()).unwrap();
    count(row, "passers").unwrap()
}

/// What a key figure or a line of the further figures shows under a label.
fn shown(language: Language, label: &str) -> String {
    let blocks = report().document(language).sections.into_iter().flat_map(|section| section.blocks);
    let values = blocks.flat_map(|block| match block {
        Block::KeyFigures(figures) => figures.into_iter().map(|figure| (figure.label, figure.value)).collect(),
        Block::Table(table) if table.name == "further_figures" => {
            table.rows.into_iter().map(|row| (row[0].shown(language), row[1].clone())).collect()
        }
        _ => Vec::new(),
    });
    let found: Vec<String> = values.filter(|(name, _)| name == label).map(|(_, value)| value.shown(language)).collect();
    assert_eq!(found.len(), 1, "{label}");
    found[0].clone()
}

#[test]
fn the_constants_of_this_test_are_the_rows_of_the_files() {
    let rows = source("jp_rehab_association_members.csv");
    let row = rows.iter().find(|row| row["association"] == "JPTA" && row["fy"] == "2019").unwrap();
    let of = |column| count(row, column).unwrap();
    assert_eq!([of("members"), of("joiners"), of("leavers"), of("on_leave")], [MEMBERS, JOINERS, LEAVERS, ON_LEAVE]);
    assert_eq!([passers(2019), passers(2020)], [PASSERS_2019, PASSERS_2020]);
}

#[test]
fn fiscal_2019_has_its_totals_and_nothing_is_made_up() {
    assert_eq!(report().reference_year, FiscalYear(2019));
    assert_eq!(report().movements.rows().len(), 1);
    let row = report().movements.row(FiscalYear(2019)).unwrap();
    assert_eq!([row.joined, row.left, row.closing, row.on_leave], [JOINERS, LEAVERS, MEMBERS, ON_LEAVE].map(Some));
    assert_eq!([row.opening, row.reinstated], [None, None]); // no column of the source
    assert!(report().rows.is_none() && report().triangle.is_none() && report().curves.is_empty() && report().rate_series.is_empty());
    let text = |text: &str| Some(text.to_owned());
    let printed = plain(&table(report(), Language::En, "movements"));
    assert_eq!(printed, [[text("2019"), text("9812"), text("4125"), text("112518"), text("3958")]]);
}

#[test]
fn every_rate_is_the_quotient_of_two_figures_of_the_files() {
    let given = "Organization rate, cumulative";
    let summed = "Organization rate, cumulative, summed";
    assert_rate(report(), given, MEMBERS as f64, CUMULATIVE as f64);
    // The cumulative figure of 2009 and the examinations of 2010 to 2019, that of 2011 as revised.
    let sum = 73_862 + (2010..=2019).map(passers).sum::<u64>();
    assert_eq!(sum, 172_335); // also jp_pt_cumulative_derived.csv, row 2019, with the revision of 2011
    assert_rate(report(), summed, MEMBERS as f64, sum as f64);
    assert_rate(report(), "Entry rate, year", JOINERS as f64, PASSERS_2019 as f64);
    assert_rate(report(), "Entry rate, year, without the examination shift", JOINERS as f64, PASSERS_2020 as f64);
    assert_rate(report(), "Leave share", ON_LEAVE as f64, MEMBERS as f64);
    assert_rate(report(), "Members per new licence holder", MEMBERS as f64, PASSERS_2019 as f64);
    assert_rate(report(), "Replacement ratio", JOINERS as f64, LEAVERS as f64);
    assert_eq!(labels(report()).len(), 7, "a rate that is not worked by hand: {:?}", labels(report()));
}

#[test]
fn the_rates_are_printed_under_their_labels_in_both_languages() {
    use Language::{En, Ja};
    assert_eq!(shown(En, "Entry rate, year"), "90.8 %"); // 9812 / 10809 = 0.90776
    assert_eq!(shown(En, "Entry rate, year, without the examination shift"), "92.5 %"); // 9812 / 10608 = 0.92496
    assert_eq!(shown(En, "Organization rate, cumulative"), "65.3 %"); // 112518 / 172285 = 0.65309
    assert_eq!(shown(En, "Members per new licence holder"), "1,041.0 %"); // 112518 / 10809 = 10.40966
    assert_eq!(shown(Ja, "入会率"), "90.8%");
    assert_eq!(shown(Ja, "入会率（試験年度の繰越なし）"), "92.5%");
    assert_eq!(shown(Ja, "組織率（対累計免許取得者）"), "65.3%");
    assert_eq!(shown(Ja, "組織率（字義どおり：会員数÷当年度新規免許取得者数）"), "1,041.0%");
}

#[test]
fn the_intervals_are_those_of_wilson_and_garwood() {
    // Wilson: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964.
    let (n, z) = (CUMULATIVE as f64, 1.959_963_984_540_054_f64);
    let p = MEMBERS as f64 / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let limit = |sign: f64| (p + z * z / (2.0 * n) + sign * half) / (1.0 + z * z / n);
    let interval = rate(report(), "Organization rate, cumulative").process_interval.unwrap();
    assert!((interval.lower - limit(-1.0)).abs() < 1e-10 && (interval.upper - limit(1.0)).abs() < 1e-10, "{interval:?}");
    // Garwood by the normal approximation of Wilson and Hilferty, good to five digits at 9,812 events.
    let hilferty = |k: f64, z: f64| k * (1.0 - 1.0 / (9.0 * k) + z / (3.0 * k.sqrt())).powi(3);
    let (lower, upper) = (hilferty(JOINERS as f64, -z), hilferty(JOINERS as f64 + 1.0, z));
    let interval = rate(report(), "Entry rate, year").process_interval.unwrap();
    assert!((interval.lower * PASSERS_2019 as f64 / lower - 1.0).abs() < 1e-5, "{interval:?}");
    assert!((interval.upper * PASSERS_2019 as f64 / upper - 1.0).abs() < 1e-5, "{interval:?}");
}

#[test]
fn the_published_series_is_the_file_and_breaks_between_2009_and_2014() {
    let rows = source("jp_pt_members_1966_2019.csv");
    let series = &report().published[0];
    assert_eq!((report().published.len(), series.points.len()), (1, rows.len()));
    for (point, row) in series.points.iter().zip(&rows) {
        assert_eq!(point.year.to_string(), row["year"]);
        assert_eq!((point.members, point.licensees), (count(row, "members"), count(row, "cumulative_passers")));
        let printed: f64 = row["organisation_rate_pct_computed"].parse().unwrap();
        assert!((100.0 * point.rate().unwrap() - printed).abs() <= 0.05 + 1e-9, "{}", point.year);
    }
    assert_eq!(series.breaks.len(), 1);
    let found = series.breaks[0];
    assert_eq!((found.after, found.before), (FiscalYear(2009), FiscalYear(2014)));
    let change = (65_453.0 / 119_979.0 - 59_586.0 / 73_862.0) / 5.0; // rows 2014 and 2009
    assert!((found.change_a_year - change).abs() < 1e-12);
    for (language, name) in [(Language::En, "Members who had paid"), (Language::Ja, "3月末までに会費を納めた会員")] {
        assert_said(report(), language, &[name, "2009", "2014", "-5.2"]);
        assert_said(report(), language, &["99,240", "112,518"]); // the two figures for 2019 stand against each other
    }
}

#[test]
fn the_picture_of_the_published_series_is_not_drawn_over_the_break() {
    let blocks = report().document(Language::En).sections.into_iter().flat_map(|section| section.blocks);
    let chart = blocks.into_iter().find_map(|block| match block {
        Block::Chart(figure) => match figure.chart {
            ChartSpec::RateSeries(chart) => Some(chart),
            _ => None,
        },
        _ => None,
    });
    let chart = chart.unwrap();
    assert_eq!(chart.breaks.iter().map(|found| found.before_year).collect::<Vec<_>>(), [2014]);
    assert_eq!(chart.lines[0].points.len(), 12);
    let (_, svg) = &report().pictures(Language::En).unwrap()[0];
    // Twelve points of the file lie on two lines: one through the ten until 2009, one through the two from 2014 on.
    let lines = svg.split("<path d=\"").skip(1).filter(|path| path.contains("fill=\"none\""));
    let points: Vec<usize> = lines.map(|path| path.split('"').next().unwrap().split(['M', 'L']).skip(1).count()).collect();
    assert_eq!(points, [10, 2], "{svg}");
}

#[test]
fn the_projection_rolls_one_years_rates_forward() {
    let projection = report().projection.as_ref().unwrap();
    let assumptions = projection.assumptions().unwrap();
    // The opening stock is not known, the closing one stands in for it, as the report says.
    assert_eq!(estimated(&assumptions.lapse[1]), (LEAVERS, MEMBERS));
    assert_eq!(estimated(&assumptions.entry[0]), (JOINERS, PASSERS_2019));
    assert_said(report(), Language::En, &["not known", "members at its end"]);
    assert_said(report(), Language::Ja, &["期首会員数が不明", "期末会員数"]);
    let inflow = passers(2019) as f64; // as many as in the last year: a random walk
    let (stay, enter) = (1.0 - LEAVERS as f64 / MEMBERS as f64, JOINERS as f64 / PASSERS_2019 as f64);
    let mut members = MEMBERS as f64;
    let expected: Vec<f64> = std::iter::repeat_with(|| {
        members = members * stay + inflow * enter;
        members
    })
    .take(10)
    .collect();
    assert_eq!(expected[0].round(), 118_205.0); // 108,393 stay, 9,812 join
    assert_projected(report(), expected.iter().copied());
    for (year, members) in projection.years().iter().zip(expected) {
        let holders = CUMULATIVE as f64 + inflow * f64::from(year.year.since(FiscalYear(2019)));
        assert!((year.organization_rate().unwrap() - members / holders).abs() < 1e-9);
        assert_eq!(year.new_licensees, inflow);
    }
    // Everyone stays or goes, everyone enters or does not: the variances of two binomials. And that of the passers, whose squared yearly
    // changes were so large on average since 2008, the first year known in a row.
    let changes = (2009..=2019).map(|year| passers(year) as f64 - passers(year - 1) as f64);
    let of_passers = changes.map(|change| change * change).sum::<f64>() / 11.0;
    let variance = MEMBERS as f64 * stay * (1.0 - stay) + inflow * enter * (1.0 - enter) + of_passers * enter * enter;
    assert!((projection.years()[0].members.chance - variance).abs() < 1e-6);
}

#[test]
fn the_answers_come_first_and_say_what_is_not_known() {
    assert_said(report(), Language::En, &["Where we are: 112,518 members", "65.3 % (112,518 ÷ 172,285)"]);
    assert_said(report(), Language::Ja, &["現状：", "112,518人", "65.3%（112,518 ÷ 172,285）"]);
    assert_said(report(), Language::En, &["What moved it: 9,812 joined and 4,125 left"]);
    assert_said(report(), Language::En, &["Neither the reasons nor the years of membership of the leavers are in the data"]);
    // Ten years of the projection worked above: 160,867 members, to the ten thousand that its interval leaves standing, 43.0 % more;
    // 160,867 / (172,285 + 10 x 10,809) = 57.4 %.
    assert_said(report(), Language::En, &["What will happen: ", "160,000", "fiscal 2029", "+43 %", "57.4 %"]);
    assert_said(report(), Language::Ja, &["見通し：", "160,000人", "2029年度末", "+43%", "57.4%"]);
}

#[test]
fn the_one_issue_is_the_revised_examination_of_2011() {
    // 73,862 (2009) + 9,112 + 7,786 + 9,850 + 10,104 + 9,315 = 120,029, printed 119,979: the examination of 2011 as first announced, 7,736.
    assert_eq!(report().issues.len(), 1);
    let value = report().issues[0].value.as_deref().unwrap();
    assert!(["119979", "120029", "73862"].iter().all(|piece| value.contains(piece)), "{value}");
}

#[test]
fn the_readers_remark_and_what_was_not_computed_are_said() {
    assert_said(report(), Language::En, &["3,958 on leave"]);
    assert_said(report(), Language::Ja, &["休会者3,958人"]);
    assert_said(report(), Language::En, &["Not computed: ", "Retention", "Lapse rate", "members at the start of the year"]);
    assert_said(report(), Language::En, &["Reinstatement rate (needed: persons who came back"]);
    assert_said(report(), Language::Ja, &["算出していない指標：", "継続率", "退会率", "期首会員数", "再入会者数"]);
}
