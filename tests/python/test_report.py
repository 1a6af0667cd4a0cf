"""Projections and the annual report, from a simulated register and from numbers worked by hand."""

import json
import pickle
from pathlib import Path

import jsonschema
import kaiin
import pytest
from results import check_record, check_value, near


@pytest.fixture(scope="module")
def simulated() -> kaiin.SimulatedRegister:
    return kaiin.simulate(3, members=3_000)


@pytest.fixture(scope="module")
def register(simulated: kaiin.SimulatedRegister) -> kaiin.Register:
    return kaiin.Register(simulated, as_of=simulated.as_of)


def test_a_projection_by_hand() -> None:
    assumptions = kaiin.Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1], note="toy")
    projection = kaiin.Projection(kaiin.Population.from_totals(2019, 1_000), assumptions, [200, 200])
    table = projection.to_table()
    assert table["members"] == [1_000, 1_000]  # 900 stay and 100 of 200 join, twice
    assert (projection.base_year, projection.base_members, len(projection)) == (2019, 1_000, 2)
    assert [year for year, _ in projection.organization_rates] == [2020, 2021]
    for value in (assumptions, projection):
        assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(kaiin.SettingError):
        kaiin.Assumptions(entry=[1.5])
    with pytest.raises(kaiin.SettingError):
        kaiin.Projection(kaiin.Population.from_totals(2019, 1_000), assumptions, [])


def test_assumptions_are_estimated_from_a_window(simulated: kaiin.SimulatedRegister, register: kaiin.Register) -> None:
    licensees = kaiin.Licensees(simulated.licensees, base=(1965, 0))  # the first cohort is that of 1966
    table = kaiin.CohortTable(register, by=["licence_cohort", "join_cohort"])
    assumptions = kaiin.Assumptions.estimate(table, (2019, 2023), licensees)
    population = kaiin.Population.from_table(table, 2024, licensees)
    assert population.members == register.members_on("2025-03-31")
    projection = kaiin.Projection(population, assumptions, [100] * 5, licensees=licensees)
    rates = [rate for _, rate in projection.organization_rates]
    assert all(rate is not None and 0 < rate < 1 for rate in rates)
    with pytest.raises(kaiin.KaiinError):
        kaiin.Assumptions.estimate(kaiin.CohortTable(register), (2019, 2023))


def test_the_report_in_both_languages(simulated: kaiin.SimulatedRegister, register: kaiin.Register, tmp_path: Path) -> None:
    source = tmp_path / "members.csv"
    source.write_text("toy", encoding="utf-8")
    steps: list[int] = []
    report = kaiin.AnnualReport(
        ("Toy association", "見本協会"),
        register,
        licensees=kaiin.Licensees(simulated.licensees),
        segment="branch",
        inputs=[source],
        notes=["simulated"],
        seed=simulated.seed,
        progress=lambda done, total: steps.append(done),
    )
    assert report.reference_year == 2024
    page, seite = report.html(), report.html("ja")
    assert "Toy association" in page
    assert "見本協会" in seite
    assert "<script" not in page
    assert report.markdown("ja").startswith("#")
    assert all(name.endswith(".csv") for name in report.csv("ja", excel=True))
    value = json.loads(report.json())
    assert value["format"] == "kaiin-annual-report/1"
    assert json.loads(report.json_schema())["title"] == "AnnualReport"
    assert kaiin.AnnualReport.from_json(report.json()) == report == pickle.loads(pickle.dumps(report))
    movements = kaiin.CohortTable(register).movements().to_table().to_dict()
    assert report.movements.to_table().to_dict()["closing"] == movements["closing"]
    assert {rate.year for rate in report.rates} >= {2024}


def test_the_report_tells_why_the_rate_changed(simulated: kaiin.SimulatedRegister, register: kaiin.Register) -> None:
    licensees = kaiin.Licensees(simulated.licensees)
    report = kaiin.AnnualReport("Toy association", register, licensees=licensees)
    year, years = report.rate_changes
    assert [(change.from_year, change.to_year) for change in (year, years)] == [(2023, 2024), (2019, 2024)]
    assert (year.denominator, year.leave) == ("cumulative_summed", "in")
    table = kaiin.CohortTable(register, by=["licence_cohort", "join_cohort"])
    settings = kaiin.AccountSettings()
    assert year.decomposition == settings.of_cohorts(table, licensees, 2023, 2024).decompose()
    assert years.decomposition == kaiin.Decomposition.chained(settings.each_year_of_cohorts(table, licensees, 2019, 2024))
    assert "Over fiscal 2024 the organization rate" in report.summary()
    assert "なぜ変わったか" in report.html("ja")
    assert {"organization_rate_change.csv", "organization_rate_change_years.csv"} <= set(report.csv())
    assert sum(title.startswith("Why the organization rate changed") for title, _ in report.pictures()) == 2
    check_record(year)
    without = kaiin.AnnualReport("Toy association", register)
    assert without.rate_changes == []
    assert ("Why the organization rate changed", "the number of licence holders") in without.not_computed


def test_the_json_form_is_valid_by_its_own_schema(simulated: kaiin.SimulatedRegister, register: kaiin.Register) -> None:
    schema = json.loads(kaiin.AnnualReport.json_schema())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    totals = {
        "year": [2018, 2019],
        "opening": [110_000, None],
        "joined": [9_700, 9_812],
        "left": [7_700, 4_125],
        "closing": [None, 112_518],
    }
    calendar = kaiin.FiscalCalendar.calendar_year()
    reports = [
        kaiin.AnnualReport("模擬", register, licensees=kaiin.Licensees(simulated.licensees), segment="branch", seed=simulated.seed),
        kaiin.AnnualReport("Register only", register, calendar=calendar),
        kaiin.AnnualReport("Totals", movements=kaiin.MovementTable.from_totals(totals), manifest=[(("rows", "行"), "2")]),
    ]
    for report in reports:
        value = json.loads(report.json())
        assert [error.message for error in validator.iter_errors(value)] == []
        value["reference_year"] = "last year"  # the schema is no rubber stamp
        assert list(validator.iter_errors(value))
        del value["movements"]
        assert len(list(validator.iter_errors(value))) == 2


def test_rates_carry_their_labels_beside_their_identifiers(register: kaiin.Register) -> None:
    report = kaiin.AnnualReport("Toy", register, manifest=[("members", "3000")])
    table = report.rates_table()
    assert table["kind"] == [rate.kind for rate in report.rates]
    assert table["value"] == [rate.value for rate in report.rates]
    at = table["kind"].index("lapse_rate_arrears")
    assert (table["label_en"][at], table["label_ja"][at]) == ("Lapse rate, arrears", "退会率（会費滞納）")
    text = report.csv("ja")["report_rates.csv"]
    assert text.splitlines()[0].startswith("kind,label_en,label_ja,year,value,unit,")
    assert '\nlapse_rate_arrears,"Lapse rate, arrears",退会率（会費滞納）,2024,' in text.replace("\r\n", "\n")
    assert json.loads(report.json())["manifest"]["settings"][-1] == {
        "name": "members",
        "label": {"english": "members", "japanese": "members"},
        "value": {"english": "3000", "japanese": "3000"},
    }


def test_the_summary_speaks_both_languages(register: kaiin.Register) -> None:
    report = kaiin.AnnualReport(("Toy association", "見本協会"), register)
    assert report.summary().startswith("Toy association, annual membership report, fiscal 2024\n  - Where we are: ")
    assert report.summary("ja").startswith("見本協会")
    assert len(report.summary("ja").splitlines()) <= 24


def test_a_report_from_totals_and_from_nothing() -> None:
    totals = {"year": [2018, 2019], "opening": [110_000, 112_000], "joined": [9_700, 9_812], "left": [7_700, 9_294]}
    report = kaiin.AnnualReport("協会", movements=kaiin.MovementTable.from_totals(totals), horizon=0)
    assert report.reference_year in (2018, 2019)
    with pytest.raises(kaiin.KaiinError):
        kaiin.AnnualReport("協会")
    with pytest.raises(kaiin.InputError):
        kaiin.AnnualReport.from_json("{}")
    with pytest.raises(FileNotFoundError):
        kaiin.AnnualReport("協会", movements=report.movements, inputs=[Path("nowhere.csv")])
    with pytest.raises(kaiin.SettingError, match="ja"):
        report.html("de")  # type: ignore[arg-type]


def test_projected_years_can_be_taken_apart() -> None:
    assumptions = kaiin.Assumptions(entry=[kaiin.Assumed(0.5, "half of the cohort"), 0.0], lapse=[0.0, 0.1], note="toy")
    assert [(one.probability, one.provenance) for one in assumptions.entry] == [
        (0.5, "typed in: half of the cohort"),
        (0.0, "typed in: toy"),
    ]
    assert (assumptions.lapse[1].probability, assumptions.leave.probability, assumptions.tenure_on_return) == (0.1, 0.0, "reset")
    population = kaiin.Population(2019, [(None, kaiin.CohortPopulation(active={30: 1_000}))])
    assert (population.members, population.base_year, population.cohorts[0][1].active) == (1_000, 2019, {30: 1_000})
    projection = kaiin.Projection(population, assumptions, [200, 200])
    first = projection.years[0]
    assert (first.year, first.new_licensees, first.members.mean, first.joined.mean) == (2020, 200, 1_000.0, 100.0)
    assert first.members.variance == 1_000 * 0.09 + 200 * 0.25
    interval = first.members.interval()
    assert interval.upper - 1_000 == pytest.approx(1.959963984540054 * 140**0.5)
    assert first.members.interval(confidence=0.5).width < interval.width
    assert first.members_by_cohort == [(None, 900.0), (2020, 100.0)]
    assert (first.left.mean, first.reinstated.mean, first.licensees, first.organization_rate, first.on_leave.mean) == (
        100.0,
        0.0,
        None,
        None,
        0.0,
    )
    for value in (population, population.cohorts[0][1], assumptions, assumptions.leave, first, first.members, projection):
        assert pickle.loads(pickle.dumps(value)) == value
    assert "<kaiin.ProjectedYear year=2020" in repr(first)
    assert "<th>chance</th><td>140.0</td>" in first.members._repr_html_()
    with pytest.raises(kaiin.SettingError):
        kaiin.Assumed(1.5)


def test_the_report_can_be_taken_apart(simulated: kaiin.SimulatedRegister, register: kaiin.Register, tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_text("年度,会員数,累計\n1999,868,1000\n2004,853,1000\n2009,807,1000\n2014,546,1000\n2019,576,1000\n", encoding="utf-8")
    published = [("Physiotherapists", file, {"closing": "会員数", "cumulative": "累計"})]
    licensees = kaiin.Licensees(simulated.licensees)
    report = kaiin.AnnualReport(
        ("Toy", "見本"), register, licensees=licensees, published=published, segment="branch", notes=[("a", "い")], seed=3, inputs=[file]
    )
    assert report.association == ("Toy", "見本")
    assert [labelled.rate for labelled in report.labelled_rates] == report.rates
    assert [labelled.label[0] for labelled in report.labelled_rates] == report.rates_table()["label_en"]
    assert all(len({rate.kind for rate in series}) == 1 for series in report.rate_series)
    assert report.triangle == kaiin.RetentionTriangle(register)
    assert report.curves[0].entrants > 0
    assert report.projection is not None
    assert len(report.projection) == 10
    assert report.rows is not None
    assert report.rows["read"] == report.rows["kept"] + report.rows["repaired"] + report.rows["set_aside"]
    assert report.mass_exit_days == register.mass_exit_days
    assert report.issue_counts == register.issue_counts
    assert report.notes == [("a", "い")]
    assert all(figure and needs for figure, needs in report.not_computed)
    [series] = report.published
    assert (series.name[0], series.points[0].rate, series.points[0].year, [found.after for found in series.breaks]) == (
        "Physiotherapists",
        0.868,
        1999,
        [2009],
    )
    # both count members on the last day of the year, by branch and all together
    assert sum(branch.closing or 0 for branch in report.branches) == report.movements.row(2024)["closing"]  # type: ignore[index]
    assert report.branches[0].retention.kind == "retention"
    manifest = report.manifest
    assert (manifest.seed, manifest.reference_year, manifest.kaiin_version) == (3, 2024, kaiin.__version__)
    assert [(digest.name, digest.bytes) for digest in manifest.inputs] == [("published.csv", file.stat().st_size)]
    assert all(name and label for name, label, _ in manifest.settings)
    for value in (report.labelled_rates[0], series, series.points[0], report.branches[0], manifest, manifest.inputs[0]):
        assert pickle.loads(pickle.dumps(value)) == value
    assert repr(manifest.inputs[0]).startswith("<kaiin.InputDigest name='published.csv'")


def totals() -> kaiin.MovementTable:
    """1,000 members of whom 100 leave while 90 join: 990 at the end of 2024, 981 a year later, then 972.9."""
    return kaiin.MovementTable.from_totals({"year": [2024], "opening": [1_000], "joined": [90], "left": [100], "closing": [990]})


def test_the_report_says_what_it_would_take() -> None:
    half = kaiin.Scenario("half", [kaiin.LeverChange("lapse", factor=0.5)])
    levers = [(kaiin.LeverChange("lapse", factor=1), (0.0, 1.0)), (kaiin.LeverChange("reinstatement", points=0), (0.0, 0.1))]
    goal = kaiin.Goal("members", 2026, 1_000)
    report = kaiin.AnnualReport("Toy", movements=totals(), horizon=2, scenarios=[half], goal=goal, levers=levers)
    answers = report.levers
    assert answers is not None
    assert answers.sensitivity.mean == near(972.9)
    lapse = next(row for row in answers.sensitivity.rows if (row.assumption, row.year) == ("lapse", 1))
    assert lapse.derivative == near(-1_872)  # of 990 (1 - p)^2 + 90 (1 - p) + 90 at 0.1
    assert answers.steady_state is not None
    assert answers.steady_state.members == near(900)  # 90 / 0.1
    [scenario] = answers.scenarios
    assert (scenario.name, scenario.changes) == (("half", "half"), [("Lapse: multiplied by 0.5.", "退会：0.5倍。")])
    assert [year.members for year in scenario.years] == near([1_030.5, 1_068.975])  # 990 * 0.95 + 90, and once more
    assert answers.goal is not None
    assert (answers.goal.goal, answers.goal.goal.probability) == (goal, None)
    [first, second] = answers.goal.levers
    assert (first.lever, first.reach, first.reached) == ("lapse", "at", near(1_000))
    assert (second.reach, second.reached) == ("unreachable", near(982.8))  # 972.9 and a tenth of 99
    assert "The goal for the number of members at the end of fiscal 2026 is 1,000." in report.markdown()
    check_record(answers, scenario, scenario.years[0], answers.goal, first)
    assert kaiin.AnnualReport.from_json(report.json()) == report
    jsonschema.validate(json.loads(report.json()), json.loads(kaiin.AnnualReport.json_schema()))
    with pytest.raises(kaiin.SettingError, match="2040"):
        kaiin.AnnualReport("Toy", movements=totals(), horizon=2, goal=kaiin.Goal("members", 2040, 1_000), levers=levers)
    without = kaiin.AnnualReport("Toy", movements=totals(), horizon=0)
    assert without.levers is None
    assert "Which measures pay" in [figure for figure, _ in without.not_computed]


def test_the_report_says_what_pays() -> None:
    catalogue = kaiin.Catalogue.shipped()
    effect = kaiin.MeasureEffect.typed_in("lapse", "assumption", absolute=-0.05, standard_error=0.01)
    mentors, training = (catalogue.get(id_) for id_ in ("M15", "M17"))
    assert mentors is not None
    assert training is not None
    stake = kaiin.Stake(0.2, 60_000)
    known = mentors.for_audience_of(500, fixed_cost=100_000, cost_per_person=1_000, effect=effect)
    unknown = training.for_audience_of(500, cost_per_person=1_000)
    allocation = kaiin.Budget(300_000).allocate([kaiin.BudgetLine.of_plan(known, stake)])
    report = kaiin.AnnualReport("Toy", movements=totals(), assessments=[unknown.assess(stake), known.assess(stake)], allocation=allocation)
    first, second = report.measures
    assert first.outcome is not None
    # 25 of 500 more stay, worth 60,000 each, for 100,000 + 500 * 1,000
    assert (first.id, first.cost, first.outcome.net, first.outcome.net_error) == ("M15", near(600_000), near(900_000), near(300_000))
    assert first.outcome.effect_from == "assumption"
    assert (second.outcome, second.break_even, second.break_even_change) == (None, "at", near(-1 / 60))  # 500,000 / (500 * 60,000)
    budget = report.budget
    assert budget is not None
    # after the fixed cost 200,000 reach 200 persons, of whom 10 more stay; each yen more brings 3,000 / 1,000
    assert (budget.gain, budget.shadow_price, budget.lines[0].name) == (near(600_000), near(3.0), "M15")
    assert {"measures.csv", "measures_unknown.csv", "budget.csv"} <= set(report.csv())
    assert "費用に見合う施策はどれか" in report.html("ja")
    check_record(first, first.outcome, budget, budget.lines[0])
    jsonschema.validate(json.loads(report.json()), json.loads(kaiin.AnnualReport.json_schema()))


def test_charts_show_themselves_in_a_notebook() -> None:
    base = kaiin.ProjectionSettings(kaiin.Population.from_totals(2024, 1_000), kaiin.Assumptions(lapse=[0.1]), [0, 0])
    half = kaiin.Scenario("half", [kaiin.LeverChange("lapse", factor=0.5)])
    compared = kaiin.ScenarioComparison(base, [half])
    goal = kaiin.Goal("members", 2026, 900)
    fan = kaiin.Chart.fan(compared, "members", history=[(2023, 1_010), (2024, 1_000)], goal=goal)
    assert fan.description.startswith("members, fiscal 2026: if nothing changes 810, half 902.5")  # 1,000 * 0.9^2 and * 0.95^2
    sensitivity = kaiin.Sensitivity(base, "members", 2026)
    tornado = kaiin.Chart.tornado(sensitivity, language="ja", title="何が効くか")
    assert tornado.title == "何が効くか"
    assert "前提が1割低い" in tornado.svg()
    points = [("mentors", 1_000_000, 905.0), ("posters", 2_000_000, 820.0)]
    frontier = kaiin.Chart.frontier(points, 810, "members", 2026, goal=goal, cost_label="yen", title="Worth it?")
    assert "Beaten by another one: posters." in frontier.description
    change = kaiin.RateAccount(kaiin.RateStock("2019", 100, 160), kaiin.RateStock("2020", 105, 175))
    change = change.flow("joined", "joined", 9).flow("left", "left", -4).new_licensees("new_licensees", "new", 15)
    waterfall = kaiin.Chart.waterfall(change.decompose(), title="Why?", value_label="rate")
    assert waterfall.svg() == change.decompose().chart(title="Why?", value_label="rate")
    for chart in (fan, tornado, frontier, waterfall, kaiin.Chart.fan(base.run(), title="Members")):
        check_value(chart)
        assert chart._repr_svg_() == chart._repr_html_() == chart.svg()
        assert chart.svg(size=(900, 400)).startswith("<svg ")
        assert chart.title in chart.svg()
    with pytest.raises(kaiin.SettingError, match="width"):
        fan.svg(size=(100, 400))
    with pytest.raises(kaiin.SettingError, match="most"):
        kaiin.Chart.tornado(sensitivity, most=0)
    with pytest.raises(kaiin.KaiinError) as unknown:
        kaiin.Chart.tornado(sensitivity, "standard_error")
    assert unknown.value.code == "missing"
    with pytest.raises(kaiin.KaiinError, match="licence holders"):
        kaiin.Chart.fan(base.run(), "organization_rate")
