"""Projections and the annual report, from a simulated register and from numbers worked by hand."""

import json
import pickle
from pathlib import Path

import jsonschema
import kaiin
import pytest


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
