//! Pictures and a page of constructed numbers.

use kaiin::report::chart::{
    AtRisk, Fan, FanBand, FanCourse, FanGoal, Flow, Frontier, FrontierPoint, HeatCell, HeatRow, Heatmap, RateLine, RateSeries,
    ReferenceLine, SeriesBreak, StepPoint, StockFlow, Survival, SurvivalCurve, Tornado, TornadoBar, ValueUnit, Waterfall, WaterfallPart,
    WaterfallTotal, YearPoint,
};
use kaiin::report::{
    Alignment, Block, Card, Cell, CellValue, ChartFigure, ChartSpec, Completeness, DocTable, Document, KeyFigure, Language, Section,
};

/// The text of the language.
fn say(language: Language, en: &str, ja: &str) -> String {
    if language == Language::En { en.into() } else { ja.into() }
}

pub(super) fn stock_flow(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let points = |value: &dyn Fn(f64) -> f64| {
        let point = |y: i32| YearPoint::new(y, value(f64::from(y - 2009)));
        (2009..=2024).map(|y| if y == 2024 { point(y).incomplete() } else { point(y) }).collect::<Vec<_>>()
    };
    let flow = |en, ja, value: &dyn Fn(f64) -> f64| Flow { label: t(en, ja), points: points(value) };
    let mut stock = points(&|k| 59_586.0 + k * 4_210.0);
    stock[3].value = None;
    ChartSpec::StockFlow(StockFlow {
        title: t("Members and their movements, 2009 to 2024", "会員数と異動の推移（2009〜2024年度）"),
        description: t("Members rise from 59,586 to 122,736.", "会員数は59,586人から122,736人に増加。"),
        year_label: t("fiscal year", "年度"),
        stock_label: t("members on 31 March", "会員数（3月31日現在）"),
        flow_label: t("members who came (up) and went (down) in the year", "年度中の入会（上）と退会（下）"),
        stock,
        inflows: vec![flow("joined", "新入会", &|k| 8_000.0 + k * 120.0), flow("reinstated", "再入会", &|k| 700.0 + (k % 4.0) * 90.0)],
        outflows: vec![
            flow("voluntary", "任意退会", &|k| 2_000.0 + (k % 5.0) * 110.0),
            flow("arrears (struck off on 30 June)", "会費滞納による退会（6月30日付）", &|k| {
                if k == 7.0 { 5_200.0 } else { 1_800.0 }
            }),
            flow("death", "死亡", &|k| 120.0 + k * 6.0),
            flow("retired or gave up the licence", "引退・免許喪失", &|k| 300.0 + k * 25.0),
            flow("unstated", "理由不明", &|_| 260.0),
        ],
    })
}

pub(super) fn rates(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let line = |en, ja, base: f64, slope: f64, half: f64| {
        let value =
            |y: i32| base + slope * f64::from(y - 1998) + 0.006 * f64::from((y * 7) % 5) - if y >= 2014 { base * 0.25 } else { 0.0 };
        let point = |y: i32| match y {
            2010..=2013 => YearPoint::new(y, None),
            2024 => YearPoint::new(y, value(y)).with_interval(value(y) - half, value(y) + half).incomplete(),
            _ => YearPoint::new(y, value(y)).with_interval(value(y) - half, value(y) + half),
        };
        RateLine { label: t(en, ja), points: (1998..=2024).map(point).collect() }
    };
    ChartSpec::RateSeries(RateSeries {
        title: t("Organization, entry and first-year retention rates", "組織率・入会率・初年度継続率の推移"),
        description: t("Three rates with 95 % intervals.", "3つの率と95%信頼区間。"),
        year_label: t("fiscal year", "年度"),
        value_label: t("share", "割合"),
        unit: ValueUnit::Percent,
        interval_label: t("band: 95 % Wilson interval", "帯：95%信頼区間（Wilson）"),
        lines: vec![
            line("entry rate, year (joiners / new licensees)", "入会率（当年度入会者／当年度免許取得者）", 0.92, -0.001, 0.012),
            line("organization rate, cumulative", "組織率（累計）", 0.80, -0.006, 0.004),
            line("first-year retention", "初年度継続率", 0.70, 0.003, 0.02),
        ],
        breaks: vec![SeriesBreak {
            before_year: 2014,
            label: t("from 2014 only members who have paid are counted", "2014年度から会費納入者のみを計上"),
        }],
    })
}

pub(super) fn heatmap(language: Language, cohorts: i32, ages: usize) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let row = |cohort: i32| {
        let seen = usize::try_from(cohorts - cohort).unwrap().min(ages);
        let cell = |age: usize| {
            let years = age as f64;
            let value = (1.0 - 0.11 * (1.0 - (-years / 3.0).exp()) - 0.012 * years - 0.002 * f64::from(cohort % 7)).max(0.2);
            if age + 1 == seen && age > 0 { HeatCell::new(value).incomplete() } else { HeatCell::new(value) }
        };
        let size = Some(7_500 + i64::from(cohort) * 137);
        HeatRow { label: (2025 - cohorts + cohort).to_string(), size, cells: (0..seen).map(cell).collect() }
    };
    ChartSpec::Heatmap(Heatmap {
        title: t("Retention by fiscal year of joining", "入会年度別の継続率"),
        description: t("Share still members by years since joining.", "入会後の経過年数別の継続率。"),
        row_label: t("joined", "入会年度"),
        column_label: t("whole years since joining", "入会後の経過年数"),
        value_label: t("share still members", "継続率"),
        size_label: Some(t("joiners", "入会者数")),
        unit: ValueUnit::Percent,
        columns: (0..ages).map(|age| age.to_string()).collect(),
        rows: (0..cohorts).map(row).collect(),
    })
}

fn survival(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let curve = |en, ja, rate: f64, until: f64, n: f64| {
        let at = |time: f64| (0.97 - 0.08 * (1.0 - (-time).exp())) * (-rate * time).exp();
        let half = |time: f64| 0.004 + 0.004 * time;
        let step =
            |time: f64| StepPoint { time, value: Some(at(time)), lower: Some(at(time) - half(time)), upper: Some(at(time) + half(time)) };
        SurvivalCurve {
            label: t(en, ja),
            steps: (1..).map(|k| f64::from(k) * 0.5).take_while(|time| *time <= until).map(step).collect(),
            watched_until: Some(until),
            at_risk: (0..=25)
                .map(f64::from)
                .filter(|time| *time <= until)
                .map(|time| AtRisk { time, count: (n * at(time)) as i64 })
                .collect(),
        }
    };
    ChartSpec::Survival(Survival {
        title: t("How long do members stay?", "会員はどれだけ継続するか"),
        description: t("Kaplan-Meier curves by cohort group.", "入会年度区分別のカプラン・マイヤー曲線。"),
        time_label: t("years since joining", "入会からの年数"),
        value_label: t("share still members", "継続している割合"),
        interval_label: t("band: 95 % log-log interval", "帯：95%信頼区間（log-log）"),
        curves: vec![
            curve("joined 2000–2009", "2000〜2009年度入会", 0.018, 24.5, 61_000.0),
            curve("joined 2010–2017", "2010〜2017年度入会", 0.031, 14.2, 74_000.0),
            curve("joined 2018–2024", "2018〜2024年度入会", 0.052, 6.4, 69_000.0),
        ],
    })
}

fn fan(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let centre = |y: i32| 0.653 - 0.008 * f64::from(y - 2024);
    let band = |label: String, width: f64| {
        let half = |y: i32| width * f64::from(y - 2024).sqrt();
        FanBand {
            label,
            points: (2025..=2040).map(|y| YearPoint::new(y, None).with_interval(centre(y) - half(y), centre(y) + half(y))).collect(),
        }
    };
    let observed = |y: i32| YearPoint::new(y, 0.82 - 0.0088 * f64::from(y - 2005));
    ChartSpec::Fan(Fan {
        title: t("Organization rate, projected to 2040", "組織率の将来推計（2040年度まで）"),
        description: t("The rate falls to 52.5 % if entry and lapse stay as they are.", "入会・退会が現状のままなら52.5%まで低下。"),
        year_label: t("fiscal year", "年度"),
        value_label: t("members / cumulative licence holders", "会員数／免許取得者累計"),
        unit: ValueUnit::Percent,
        history_label: t("observed", "実績"),
        history: (2005..=2024).map(|y| if y == 2024 { observed(y).incomplete() } else { observed(y) }).collect(),
        centre_label: t("projection, median", "推計（中央値）"),
        centre: (2025..=2040).map(|y| YearPoint::new(y, centre(y))).collect(),
        bands: vec![
            band(t("50 % prediction interval", "50%予測区間"), 0.006),
            band(t("80 %", "80%"), 0.012),
            band(t("95 %", "95%"), 0.018),
        ],
        courses: Vec::new(),
        goal: None,
        reference: Some(ReferenceLine { value: 0.6, label: t("goal: 60 %", "目標：60%") }),
        breaks: Vec::new(),
    })
}

/// The fan with scenarios that end close together and far apart, and a goal in its last year.
pub(super) fn scenarios(language: Language) -> Fan {
    let t = |en, ja| say(language, en, ja);
    let course = |en, ja, slope: f64| FanCourse {
        label: t(en, ja),
        points: (2025..=2040).map(|y| YearPoint::new(y, 0.653 + slope * f64::from(y - 2024))).collect(),
    };
    let ChartSpec::Fan(fan) = fan(language) else { panic!("not a fan") };
    Fan {
        courses: vec![
            course("a tenth fewer leave", "退会1割減", -0.0062),
            course("every second newcomer has a mentor", "新入会員の半数に相談役", -0.0060),
            course("free first year, reminders by telephone and a shorter form", "初年度会費免除・電話による督促・申込書の簡素化", -0.0021),
            course("all of it", "すべて実施", -0.0018),
        ],
        goal: Some(FanGoal { year: 2040, value: 0.6, label: t("goal: 60 %", "目標：60%") }),
        reference: None,
        ..fan
    }
}

pub(super) fn tornado(language: Language) -> Tornado {
    let t = |en, ja| say(language, en, ja);
    let bar = |en, ja, assumed: &str, swing: f64| TornadoBar {
        label: t(en, ja),
        note: Some(assumed.to_owned()),
        lower: 0.521 - swing,
        higher: 0.521 + swing,
    };
    Tornado {
        title: t("Which assumptions matter most?", "どの前提の影響が大きいか"),
        description: t("Entry matters most.", "入会の影響が最も大きい。"),
        value_label: t("organization rate at the end of fiscal 2040", "2040年度末の組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 2,
        centre: 0.521,
        lower_label: t("assumption a tenth lower", "前提が1割低い"),
        higher_label: t("assumption a tenth higher", "前提が1割高い"),
        bars: vec![
            bar("entry in the year of the licence", "免許取得年度の入会", "72.1 %", 0.0142),
            bar("lapse 12 years after joining and later", "入会12年後以降の退会", "2.4 %", -0.0101),
            bar("lapse in the year after joining", "入会の翌年度の退会", "9.8 %", -0.0044),
            bar("reinstatement of former members", "退会者の再入会", "1.9 %", 0.0012),
            bar("return from leave", "復会", "31.0 %", 0.0001),
        ],
        note: Some(t("31 others move it by no more than 0.01 points each.", "他の31項目の影響は、それぞれ0.01ポイント以下。")),
    }
}

pub(super) fn frontier(language: Language) -> Frontier {
    let t = |en, ja| say(language, en, ja);
    let point = |en, ja, cost, value| FrontierPoint::new(t(en, ja), cost, value);
    Frontier {
        title: t("What does it cost to get there?", "費用と到達点"),
        description: t("Three courses are not beaten.", "3案が有利である。"),
        cost_label: t("cost in ten years, yen", "10年間の費用（円）"),
        value_label: t("organization rate at the end of fiscal 2040", "2040年度末の組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 1,
        base: point("if nothing changes", "現状が続いた場合", 0.0, 0.521),
        points: vec![
            point("mentors", "相談役", 12_000_000.0, 0.546),
            point("free first year", "初年度会費免除", 31_000_000.0, 0.551),
            point("mentors and reminders", "相談役と督促", 15_500_000.0, 0.559),
            point("posters", "ポスター掲示", 16_000_000.0, 0.524),
            point("all of it", "すべて実施", 58_000_000.0, 0.603),
        ],
        goal: Some(ReferenceLine { value: 0.6, label: t("goal: 60 %", "目標：60%") }),
    }
}

/// 65.90 % to 65.31 % in parts that add up, one of them 0.
pub(super) fn waterfall(language: Language) -> Waterfall {
    let t = |en, ja| say(language, en, ja);
    let part = |en, ja, value, persons| WaterfallPart { label: t(en, ja), value, note: persons };
    Waterfall {
        title: t("Why did the organization rate change?", "組織率はなぜ変わったか"),
        description: t("65.90 % fell to 65.31 %.", "65.90%から65.31%に下がった。"),
        value_label: t("organization rate, over cumulative licence holders", "組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 2,
        before: WaterfallTotal { label: t("end of fiscal 2018", "2018年度末"), value: 0.6590 },
        parts: vec![
            part(
                "persons who joined by the end of the fiscal year of their licence",
                "免許取得年度内の入会者",
                0.0587,
                Some(t("+9,812 persons", "+9,812人")),
            ),
            part("persons of earlier licence cohorts who joined for the first time", "過年度免許取得者の新規入会者", 0.0, None),
            part("members who left", "退会者", -0.0246, Some(t("-4,125 persons", "-4,125人"))),
            part("new licence holders", "新規免許取得者", -0.0400, Some(t("+10,809 persons", "+10,809人"))),
        ],
        after: WaterfallTotal { label: t("end of fiscal 2019", "2019年度末"), value: 0.6531 },
    }
}

pub(super) fn all_charts(language: Language) -> Vec<ChartSpec> {
    let decided = [
        ChartSpec::Waterfall(waterfall(language)),
        ChartSpec::Fan(scenarios(language)),
        ChartSpec::Tornado(tornado(language)),
        ChartSpec::Frontier(frontier(language)),
    ];
    let known = [stock_flow(language), rates(language), heatmap(language, 16, 16), survival(language), fan(language)];
    known.into_iter().chain(decided).collect()
}

fn card(language: Language) -> Card {
    let t = |en, ja| say(language, en, ja);
    Card::new(t("organization rate, cumulative", "組織率（累計）"))
        .with(t("numerator", "分子"), t("members on 31 March 2020: 112,518", "2020年3月31日の会員数：112,518人"))
        .with(t("denominator", "分母"), t("cumulative licence holders on that date: 172,285", "同日の免許取得者累計：172,285人"))
        .with(t("rules", "規則"), t("on leave counted in; the dead stay in the denominator", "休会者を含む。死亡者は分母から除いていない"))
}

fn movements(language: Language) -> DocTable {
    let t = |en, ja| say(language, en, ja);
    let mut table = DocTable::new("movements", t("Movements of members by fiscal year", "年度別の会員異動"))
        .with_column(t("fiscal year", "年度"), Alignment::Left)
        .with_column(t("members at start", "期首会員数"), Alignment::Right)
        .with_column(t("joined", "入会"), Alignment::Right)
        .with_column(t("left", "退会"), Alignment::Right)
        .with_column(t("lapse rate", "退会率"), Alignment::Right)
        .with_column(t("remark", "備考"), Alignment::Left);
    for year in 1966..2025 {
        let mark = if year == 2024 { Completeness::Incomplete } else { Completeness::Complete };
        table = table.with_row([
            Cell::new(CellValue::FiscalYear(year)),
            Cell::count(1_000 * i64::from(year - 1965)),
            Cell::count((year != 2011).then_some(9_812)),
            Cell::count(i64::from(year - 1900)).marked(mark),
            Cell::percent(f64::from(year - 1966 + 123) / 1e4, 1).marked(mark),
            if year == 2011 { Cell::text(t("joiners are not recorded", "入会者数の記録がない")) } else { Cell::text("") },
        ]);
    }
    table.definition = Some(card(language));
    table.notes.push(t("Opening plus joined minus left is closing.", "期首＋入会−退会＝期末。"));
    table
}

fn by_branch(language: Language) -> DocTable {
    let t = |en, ja| say(language, en, ja);
    let mut table = DocTable::new("by_branch", t("Members by branch and year", "都道府県別・年度別の会員数"))
        .with_column(t("branch", "所属士会"), Alignment::Left);
    for year in 2001..=2024 {
        table = table.with_column(year.to_string(), Alignment::Right);
    }
    for (en, ja) in [("Tokyo", "東京都"), ("<b>Osaka</b> & \"Kyoto\"", "大阪府<&\">"), ("=1+1", "=1+1")] {
        table = table.with_row(std::iter::once(Cell::text(t(en, ja))).chain((2001..=2024).map(|y| Cell::count(12_345 + y))));
    }
    table
}

fn key_figures(language: Language) -> Vec<KeyFigure> {
    let t = |en, ja| say(language, en, ja);
    let key = |label, value, note: String| KeyFigure { label, value, note: Some(note), definition: Some(card(language)) };
    let rate = Cell::percent(112_518.0 / 172_285.0, 1);
    vec![
        key(t("organization rate, cumulative (組織率)", "組織率（累計）"), rate, t("112,518 / 172,285", "112,518人／172,285人")),
        key(
            t("entry rate, year", "入会率（当年度）"),
            Cell::percent(0.908, 1),
            t("95 % interval 90.2 to 91.3 %", "95%信頼区間 90.2〜91.3%"),
        ),
        key(t("members", "会員数"), Cell::count(112_518).marked(Completeness::Incomplete), t("on 31 March", "3月31日現在")),
        key(t("median membership", "継続年数の中央値"), Cell::absent(), t("not reached", "未到達")),
    ]
}

pub(super) fn document(language: Language) -> Document {
    let t = |en, ja| say(language, en, ja);
    let mut pictures = Section::new(t("Pictures", "図"));
    for chart in all_charts(language) {
        let mut figure = ChartFigure::new(chart, t("Hollow points can still change.", "白抜きの点は今後変わりうる値。"));
        figure.counts = Some(t("112,518 members, 172,285 licence holders.", "会員112,518人、免許取得者172,285人。"));
        figure.definition = Some(card(language));
        pictures = pictures.with(Block::Chart(Box::new(figure)));
    }
    let situation = Section::new(t("Where are we?", "現状"))
        .with(Block::Paragraph(t("The association has 112,518 members.", "会員数は112,518人である。")))
        .with(Block::KeyFigures(key_figures(language)))
        .with(Block::Warning(t("The definition changed between 2009 and 2014.", "2009年度と2014年度の間で定義が変わった。")))
        .with(Block::Note(t("The register is complete: no sampling error.", "全数のため標本誤差はない。")));
    let tables = Section::new(t("Tables", "表"))
        .with(Block::Subheading(t("Movements", "異動")))
        .with(Block::Table(movements(language)))
        .with(Block::Table(by_branch(language)));
    let definitions = Section::new(t("Definitions", "定義"))
        .with(Block::Items(vec![t("first", "第一"), t("second", "第二")]))
        .with(Block::DefinitionCards(vec![card(language), card(language)]));
    Document::new(t("Annual report of the association, fiscal 2024", "2024年度 会員動態年次報告"), language)
        .with_subtitle(t("Extract of 2024-12-31", "基準日 2024年12月31日"))
        .with(situation)
        .with(pictures)
        .with(tables)
        .with(definitions)
}
