//! Pictures of anything are drawn, or refused with the reason.

use super::samples::{all_charts, document, heatmap, stock_flow};
use super::{drawn, is_well_formed, one_line};
use kaiin::report::chart::{Flow, FrontierPoint, RateSeries, ValueUnit, YearPoint};
use kaiin::report::{
    Alignment, Block, Card, Cell, ChartSize, ChartSpec, DocTable, Document, Language, Section, document_html, document_markdown,
};

#[test]
fn the_same_chart_has_the_same_bytes_and_names_its_fonts() {
    for language in Language::ALL {
        for chart in all_charts(language) {
            let svg = drawn(&chart, language);
            assert_eq!(svg, drawn(&chart.clone(), language));
            assert!(svg.contains("role=\"img\"") && svg.contains("<title>") && svg.contains("<desc>"));
            assert!(svg.contains("Noto Sans JP") && svg.contains("Meiryo"));
        }
    }
}

#[test]
fn a_chart_survives_json() {
    for chart in all_charts(Language::Ja) {
        let text = serde_json::to_string(&chart).unwrap();
        assert_eq!(serde_json::from_str::<ChartSpec>(&text).unwrap(), chart);
    }
    let document = document(Language::Ja);
    assert_eq!(serde_json::from_str::<Document>(&serde_json::to_string(&document).unwrap()).unwrap(), document);
}

#[test]
fn a_chart_without_a_known_value_says_so() {
    let nothing = [None, Some(f64::NAN), Some(f64::INFINITY), Some(1e300)].map(|value| YearPoint::new(2020, value)).to_vec();
    let mut charts = all_charts(Language::En);
    for chart in &mut charts {
        match chart {
            ChartSpec::StockFlow(c) => {
                (c.stock, c.inflows, c.outflows) = (nothing.clone(), Vec::new(), vec![Flow { label: "x".into(), points: nothing.clone() }]);
            }
            ChartSpec::RateSeries(c) => c.lines.iter_mut().for_each(|line| line.points.clone_from(&nothing)),
            ChartSpec::Heatmap(c) => c.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.value = None),
            ChartSpec::Survival(c) => c.curves.clear(),
            ChartSpec::Fan(c) => (c.history, c.centre, c.bands, c.courses) = (nothing.clone(), Vec::new(), Vec::new(), Vec::new()),
            ChartSpec::Waterfall(c) => c.before.value = f64::NAN,
            ChartSpec::Tornado(c) => c.bars[0].lower = f64::NAN,
            ChartSpec::Frontier(c) => (c.base.value, c.points) = (f64::NAN, vec![FrontierPoint::new("x", f64::INFINITY, 0.5)]),
            _ => panic!("a new kind of chart needs a case here"),
        }
        assert!(drawn(chart, Language::En).contains("No data to show"));
        assert!(drawn(chart, Language::Ja).contains("表示できるデータがありません"));
    }
}

#[test]
fn empty_charts_of_every_kind_are_drawn() {
    let empty = |json: &str| serde_json::from_str::<ChartSpec>(json).unwrap();
    for json in [
        r#"{"kind":"stock_flow","title":"","description":"","year_label":"","stock_label":"","flow_label":"","stock":[],"inflows":[],"outflows":[]}"#,
        r#"{"kind":"rate_series","title":"","description":"","year_label":"","value_label":"","unit":"percent","interval_label":"","lines":[],"breaks":[]}"#,
        r#"{"kind":"heatmap","title":"","description":"","row_label":"","column_label":"","value_label":"","size_label":null,"unit":"real","columns":[],"rows":[]}"#,
        r#"{"kind":"survival","title":"","description":"","time_label":"","value_label":"","interval_label":"","curves":[]}"#,
        r#"{"kind":"fan","title":"","description":"","year_label":"","value_label":"","unit":"count","history_label":"","history":[],"centre_label":"","centre":[],"bands":[],"reference":null,"breaks":[]}"#,
        r#"{"kind":"tornado","title":"","description":"","value_label":"","unit":"percent","decimals":1,"centre":0.5,"lower_label":"","higher_label":"","bars":[]}"#,
    ] {
        assert!(drawn(&empty(json), Language::En).contains("No data to show"));
    }
}

#[test]
fn one_point_zeros_and_huge_values_are_drawn() {
    for values in [vec![0.5], vec![0.0, 0.0], vec![1e8, 2e8], vec![-3.0, 4.0], vec![1e15, -1e15], vec![1e-12]] {
        for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
            let points: Vec<_> = values.iter().zip(2020..).map(|(value, year)| YearPoint::new(year, *value)).collect();
            let chart = RateSeries { unit, ..one_line("x", points.clone()) };
            drawn(&ChartSpec::RateSeries(chart), Language::Ja);
            let ChartSpec::StockFlow(mut flows) = stock_flow(Language::En) else { panic!("not a stock and flow chart") };
            (flows.stock, flows.inflows[0].points) = (points.clone(), points);
            drawn(&ChartSpec::StockFlow(flows), Language::En);
        }
    }
    let far = vec![YearPoint::new(i32::MIN, 0.1), YearPoint::new(i32::MAX, 0.2)];
    drawn(&ChartSpec::RateSeries(one_line("x", far)), Language::En);
}

#[test]
fn years_are_never_fractions_and_unknown_values_never_zero() {
    let svg = drawn(&ChartSpec::RateSeries(one_line("x", vec![YearPoint::new(2012, 0.4), YearPoint::new(2013, None)])), Language::En);
    assert!(svg.contains(">2012<") && svg.contains(">2013<") && !svg.contains("2012.5"));
    assert_eq!(svg.matches("<title>x, ").count(), 1); // one point with a hint: the unknown one is not drawn
}

#[test]
fn text_from_a_register_cannot_become_markup_or_end_an_attribute() {
    let evil = "<script>alert(\"1\")</script>&amp;'\u{0}\u{8}";
    let svg = drawn(&ChartSpec::RateSeries(one_line(evil, vec![YearPoint::new(2020, 0.5)])), Language::En);
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script") && !svg.contains(['\u{0}', '\u{8}']));
    let table = DocTable::new("t", evil).with_column(evil, Alignment::Left).with_row([Cell::text(evil)]);
    let section = Section::new(evil)
        .with(Block::Paragraph(evil.into()))
        .with(Block::Table(table))
        .with(Block::DefinitionCards(vec![Card::new(evil)]));
    let document = Document::new(evil, Language::En).with_subtitle(evil).with(section);
    assert!(!document_html(&document).unwrap().contains("<script"));
    assert!(!document_markdown(&document).contains("<script"));
}

#[test]
fn sixty_cohorts_by_sixty_years_are_drawn_and_a_hundred_thousand_marks_refused() {
    let svg = drawn(&heatmap(Language::Ja, 60, 60), Language::Ja);
    assert!(svg.contains("入会年度"));
    assert_eq!(svg.matches("<title>").count(), 1 + 60 * 61 / 2 + 59); // picture, seen cells, one hatched area in all rows but the first
    let error = heatmap(Language::En, 400, 400).to_svg(Language::En, ChartSize::default()).unwrap_err();
    assert_eq!(error.code(), "limit");
}

#[test]
fn an_unseen_cell_has_no_colour() {
    let svg = drawn(&heatmap(Language::En, 2, 2), Language::En);
    let hatched = svg.matches("fill=\"url(#").count();
    assert_eq!(hatched, 2); // the sample in the key and the one unseen cell
}

#[test]
fn sizes_that_cannot_be_read_are_refused() {
    for (width, height) in [(100.0, 400.0), (680.0, 10.0), (f64::NAN, 400.0), (680.0, f64::INFINITY)] {
        assert_eq!(ChartSize::new(width, height).unwrap_err().code(), "setting");
    }
}

#[test]
fn narrow_pictures_with_long_labels_are_drawn() {
    let narrow = ChartSize::new(320.0, 200.0).unwrap();
    for language in Language::ALL {
        for chart in all_charts(language) {
            assert!(is_well_formed(&chart.to_svg(language, narrow).unwrap()));
        }
    }
}
