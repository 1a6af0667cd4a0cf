//! Waterfalls, fans, tornados and frontiers say what they show.

use super::drawn;
use super::samples::{frontier, scenarios, tornado, waterfall};
use kaiin::report::chart::{Frontier, FrontierPoint, Tornado, TornadoBar, ValueUnit, Waterfall, WaterfallPart};
use kaiin::report::{ChartSize, ChartSpec, Language};

/// A picture of one part a value, from 60 % on.
fn parts_of(values: &[f64]) -> Waterfall {
    let part = |(at, value): (usize, &f64)| WaterfallPart { label: format!("part {at}"), value: *value, note: None };
    let mut chart = waterfall(Language::En);
    chart.parts = values.iter().enumerate().map(part).collect();
    chart.after.value = chart.before.value + values.iter().sum::<f64>();
    chart
}

#[test]
fn parts_of_a_waterfall_are_told_apart_by_sign_and_fill() {
    let svg = drawn(&ChartSpec::Waterfall(waterfall(Language::En)), Language::En);
    for figure in [">65.90 %<", ">+5.87<", ">0.00<", ">-2.46<", ">-4.00<", ">65.31 %<", ">change -0.59 points<"] {
        assert!(svg.contains(figure), "{figure}");
    }
    // one part rises in a plain colour, two fall in a hatched one; the legend has a sample of each
    assert_eq!((svg.matches("fill=\"#0072B2\"").count(), svg.matches("fill=\"url(#").count()), (2, 3));
    assert!(svg.contains("raised the rate (+)") && svg.contains("lowered the rate (-)"));
    let ja = drawn(&ChartSpec::Waterfall(waterfall(Language::Ja)), Language::Ja);
    assert!(ja.contains("率を上げた要因（＋）") && ja.contains("変化 -0.59ポイント"));
    let short = Waterfall { parts: Vec::new(), ..waterfall(Language::Ja) };
    assert!(drawn(&ChartSpec::Waterfall(short), Language::Ja).contains(">変化 -0.59ポイント<")); // short labels do not cut it
}

#[test]
fn a_waterfall_says_when_its_axis_leaves_out_zero_and_then_draws_no_bar_for_a_rate() {
    const TOTAL: &str = "#5F6B7A";
    let cut = drawn(&ChartSpec::Waterfall(waterfall(Language::En)), Language::En);
    assert!(cut.contains("without 0") && !cut.contains(TOTAL));
    assert!(drawn(&ChartSpec::Waterfall(waterfall(Language::Ja)), Language::Ja).contains("0を含まない"));
    let whole = drawn(&ChartSpec::Waterfall(parts_of(&[-0.4, 0.1])), Language::En);
    assert!(!whole.contains("without 0"));
    assert_eq!(whole.matches(TOTAL).count(), 2);
    let mut negative = parts_of(&[-0.01, 0.02]);
    (negative.before.value, negative.after.value) = (-0.60, -0.59);
    let negative = drawn(&ChartSpec::Waterfall(negative), Language::En);
    assert!(negative.contains("without 0") && negative.contains(">-60.00 %<"));
}

#[test]
fn waterfalls_of_no_and_of_many_parts_and_of_any_size_are_drawn() {
    for values in [vec![], vec![0.0], vec![0.0; 3], vec![1e12, -1e12], vec![1e-12], vec![-1.2], vec![0.001; 300]] {
        for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
            let svg = drawn(&ChartSpec::Waterfall(Waterfall { unit, ..parts_of(&values) }), Language::Ja);
            assert!(svg.contains("率を") == values.iter().any(|value| *value != 0.0));
        }
    }
    let part = |value| WaterfallPart { label: "x".into(), value, note: None };
    let many = Waterfall { parts: vec![part(0.0); 100_000], ..waterfall(Language::En) };
    assert_eq!(ChartSpec::Waterfall(many).to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}

#[test]
fn every_course_of_a_fan_is_named_at_its_end_with_its_value_and_names_keep_clear() {
    for language in Language::ALL {
        let svg = drawn(&ChartSpec::Fan(scenarios(language)), language);
        // 0.653 - 16 × 0.0062, 0.0060 and 0.0018
        for value in [0.5538, 0.557, 0.6242] {
            assert!(svg.contains(&format!("{}<", language.percent(value, 1))), "{value} is not in {svg}");
        }
        let right: Vec<f64> = texts(&svg).into_iter().filter(|(x, _)| *x > 480.0).map(|(_, y)| y).collect();
        assert!(right.len() >= 5, "{right:?}");
        for (at, one) in right.iter().enumerate() {
            assert!(right[at + 1..].iter().all(|other| (one - other).abs() > 10.0), "{right:?}");
        }
    }
    let table = ChartSpec::Fan(scenarios(Language::En)).data_table(Language::En);
    assert!(table.columns.iter().any(|column| column.label == "all of it") && table.notes.iter().any(|note| note == "2040: goal: 60 %"));
}

/// Where the texts of a picture stand: x and y of each.
fn texts(svg: &str) -> Vec<(f64, f64)> {
    let number = |tag: &str, name: &str| -> Option<f64> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let tags = svg.split("<text").skip(1).filter_map(|tag| tag.split('>').next());
    tags.filter(|tag| !tag.contains("text-anchor")).filter_map(|tag| Some((number(tag, "x")?, number(tag, "y")?))).collect()
}

#[test]
fn a_tornado_tells_lower_from_higher_by_fill_and_by_figures() {
    let svg = drawn(&ChartSpec::Tornado(tornado(Language::En)), Language::En);
    for figure in [">-1.42<", ">+1.42<", ">+1.01<", ">-0.44<", ">lower, points<", ">assumption a tenth lower<", "31 others"] {
        assert!(svg.contains(figure), "{figure}");
    }
    // five bars to each side and the samples of the legend
    assert_eq!((svg.matches("fill=\"#0072B2\"").count(), svg.matches("fill=\"url(#").count()), (6, 6));
    assert!(svg.contains("axis from 50 % to 54 %, without 0"));
    let ja = drawn(&ChartSpec::Tornado(tornado(Language::Ja)), Language::Ja);
    assert!(ja.contains("前提が1割低い") && ja.contains("低い（ポイント）"));
}

#[test]
fn tornados_of_many_bars_and_of_any_size_are_drawn() {
    let bar = |at: usize, swing: f64| TornadoBar {
        label: format!("assumption {at} with a name that is too long for one line of the picture"),
        note: None,
        lower: 0.5 - swing,
        higher: 0.5 + swing,
    };
    for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
        for swings in [vec![0.0], vec![1e12], vec![1e-12, 1.0], vec![0.01; 60]] {
            let bars = swings.iter().enumerate().map(|(at, swing)| bar(at, *swing)).collect();
            drawn(&ChartSpec::Tornado(Tornado { bars, unit, ..tornado(Language::En) }), Language::En);
        }
    }
    let many = Tornado { bars: vec![bar(0, 0.1); 60_000], ..tornado(Language::En) };
    assert_eq!(ChartSpec::Tornado(many).to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}

#[test]
fn a_frontier_joins_what_no_other_one_beats_and_hollows_the_rest() {
    let svg = drawn(&ChartSpec::Frontier(frontier(Language::En)), Language::En);
    assert_eq!(svg.matches("fill=\"#FFFFFF\" stroke=\"#595959\"").count(), 3); // free first year, posters, and the legend
    for name in [">if nothing changes<", ">mentors and reminders<", ">posters<", ">goal: 60 %<", "another one is better"] {
        assert!(svg.contains(name), "{name}");
    }
    let table = ChartSpec::Frontier(frontier(Language::En)).data_table(Language::En);
    let beaten: Vec<_> = table.rows.iter().map(|row| (row[0].plain(), row[3].plain())).collect();
    let said = ["if nothing changes no", "mentors no", "mentors and reminders no", "posters yes", "free first year yes", "all of it no"];
    assert_eq!(beaten.iter().map(|(name, flag)| format!("{name} {flag}")).collect::<Vec<_>>(), said);
}

#[test]
fn frontiers_of_no_and_of_many_points_are_drawn() {
    for count in [0_u32, 1, 40, 200] {
        let point = |at: u32| FrontierPoint::new(format!("course {at}"), f64::from(at % 7) * 1e6, 0.5 + f64::from(at % 11) / 100.0);
        let points = (0..count).map(point).collect();
        drawn(&ChartSpec::Frontier(Frontier { points, ..frontier(Language::Ja) }), Language::Ja);
    }
    let points = vec![FrontierPoint::new("x", 1.0, 0.5); 400];
    let many = ChartSpec::Frontier(Frontier { points, ..frontier(Language::En) });
    assert_eq!(many.to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}
