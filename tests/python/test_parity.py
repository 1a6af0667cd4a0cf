"""Everything that the Rust crate offers has a name in Python, or stands here with the reason why it needs none.

A type or function that is new in Rust fails this test until it is bound or listed, so that it cannot be forgotten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import kaiin
import pytest
from kaiin import _types

SRC = Path(__file__).resolve().parents[2] / "src"

# Stages without names in Python.
SKIPPED_STAGES = {
    "cli": "python -m kaiin runs it",
    "special": "numpy and scipy have the special functions",
}

# Under another name in Python, because the Rust name is that of a word and not of a class.
RENAMED = {
    "Day": "DayLike",
    "Error": "KaiinError",
    "Simulation": "simulate",
    "RateKind": "rate_kinds",
    "decision.measures.Effect": "MeasureEffect",  # simulate has an Effect
}

# Choices whose words have another name in kaiin._types, because two stages use one name.
WORDS = {
    "decision.measures.Action": "MeasureAction",
    "projection.TenureOnReturn": "ProjectedTenureOnReturn",
    "simulate.TenureOnReturn": "SimulatedTenureOnReturn",
}

KEYWORDS = "its settings are the keyword arguments of the class"
NUMBER = "a plain number in Python"
COLUMNS = "its fields are the columns of to_table"
READER = "the readers behind Register, Licensees, MovementTable and LicenceRegister take tables of any kind"
PAGES = "AnnualReport renders itself: html, markdown, csv, pictures, write"

NOT_NEEDED = {
    "root.Result": "errors are exceptions",
    "unit.Confidence": NUMBER,
    "unit.FiscalYear": NUMBER,
    "unit.PersonDays": NUMBER,
    "unit.PersonYears": NUMBER,
    "unit.Probability": NUMBER,
    "language.Bilingual": "a pair of an English and a Japanese text",
    "table.TableColumn": "a list in Table.to_dict",
    "table.Values": "a list in Table.to_dict",
    "episode.DayColumn": READER,
    "episode.Episode": READER,
    "episode.EpisodeColumns": READER,
    "episode.LicenceColumn": READER,
    "episode.LicenceDate": "a date or a fiscal year in Register.licensed",
    "episode.PersonKeys": "Register.person_keys is a list",
    "episode.RowNumbers": READER,
    "episode.SegmentColumn": READER,
    "episode.TextColumn": READER,
    "input.Cell": READER,
    "input.ColumnMapping": "the arguments columns, segments, only and unmapped of ReadSettings",
    "input.ColumnUse": "the arguments columns, segments, only and unmapped of ReadSettings",
    "input.DateProblem": "the reason of the SettingError that parse_date raises",
    "input.DateReading": "the arguments date_order and serial_dates",
    "input.EpisodeInterpreter": READER,
    "input.EpisodeRead": READER,
    "input.FieldBuilder": READER,
    "input.IssueLog": "rows_read, rows_kept, rows_repaired, rows_set_aside and issues of Register and LicenceRegister",
    "input.LicenseeRole": "a key of the argument columns",
    "input.LicenseeRow": READER,
    "input.StandingWord": "a text in standing_word",
    "input.TotalsRole": "a key of the argument columns",
    "input.YearTotalsRow": READER,
    "input.YearlyRead": READER,
    "input.YearlyTable": READER,
    "input.licensee_rows": READER,
    "input.read_episodes_csv": "Register.read_csv",
    "input.read_episodes_path": "Register.read_csv",
    "input.read_episodes_path_watched": "Register.read_csv",
    "input.read_licensees_csv": "Licensees.read_csv",
    "input.read_licensees_path": "Licensees.read_csv",
    "input.read_totals_csv": "MovementTable.read_csv",
    "input.read_totals_path": "MovementTable.read_csv",
    "input.total_rows": READER,
    "register.RegisterSegment": "a list of levels in Register.segments",
    "register.RegisterSettings": KEYWORDS,
    "licensees.Amount": "value and count of Denominator",
    "licensees.LicenceRow": "a row of the table that LicenceRegister takes",
    "licensees.LicenceStart": "licensed and cohort of LicenceHolder",
    "licensees.LicenceYear": "a row of the table that Licensees takes",
    "licensees.LicenseesBuilder": KEYWORDS,
    "licensees.MonthDay": "the argument announced of Licensees, a month and a day",
    "licensees.When": "when of Denominator",
    "licensees.YearBasis": "the arguments cohort_rule and announced of Licensees",
    "simulate.CohortTruth": "the tallies of entry in SimulatedRegister.tallies, and SimulatedRegister.licensees",
    "simulate.Noise": "the argument noise of simulate",
    "simulate.Tally": "a row of SimulatedRegister.tallies",
    "simulate.Truth": "truth_by_year and tallies of SimulatedRegister",
    "simulate.YearTruth": "a row of SimulatedRegister.truth_by_year",
    "cohort.CohortTableSettings": KEYWORDS,
    "cohort.DurationGroup": COLUMNS,
    "cohort.DurationRow": COLUMNS,
    "cohort.DurationTableSettings": KEYWORDS,
    "cohort.ExitCounts": "a dict of counts by reason",
    "cohort.ExposurePeriod": "the number of a period, or the day on which it begins",
    "cohort.Group": "a dict of what a table is grouped by",
    "cohort.GroupBy": "the argument by, a list of names",
    "cohort.Level": "an entry of the dict of a group",
    "cohort.AttainedAge": "age in the dict of a key, which is None when it is not known",
    "cohort.HazardAxes": "the argument by, a list of names",
    "cohort.HazardKey": "a dict of what a hazard table is by",
    "cohort.HazardTableSettings": KEYWORDS,
    "cohort.CurrentMembers": "HazardFit.risk_of_members goes through it",
    "cohort.LexisCell": COLUMNS,
    "cohort.PersonYearRow": COLUMNS,
    "cohort.ReinstatementSettings": KEYWORDS,
    "cohort.StateRow": COLUMNS,
    "cohort.MovementRow": "a dict in MovementTable.row",
    "cohort.MovementSource": "MovementTable.as_of, which is None for yearly totals",
    "cohort.TriangleRow": COLUMNS,
    "cohort.TriangleSettings": KEYWORDS,
    "cohort.YearTotals": "a row of the table that MovementTable.from_totals takes",
    "rates.ActualToExpectedSettings": KEYWORDS,
    "rates.CardLine": "a pair of label and text in Rate.card",
    "rates.CountingRule": "words in Rate.counting",
    "rates.HazardRateSettings": KEYWORDS,
    "rates.IntervalMethod": "words in Interval.method",
    "rates.RateDefinition": "definition, calendar, leave, cohort_rule, counting, exit_day and tenure of Rate",
    "rates.RateStatus": "status and reason of Rate",
    "rates.RateWindow": "year, window and segment of Rate",
    "survival.IncidencePoint": COLUMNS,
    "survival.RiskRow": COLUMNS,
    "survival.MOST_STATES": "the error of StateObservations says it",
    "survival.OccupationStart": "the argument start of MultistateSettings.occupation",
    "survival.TransitionRow": COLUMNS,
    "model.curve.CurveData": "CurveModel.fit takes renewals and lifetimes as they are",
    "projection.LapseCurve": "Assumptions.lapse_beyond takes fits and laws as they are",
    "model.development.TailError": "the second part of the argument tail of ChainLadderSettings",
    "model.panel.PanelStep": COLUMNS,
    "model.panel.YearEndSettings": "the arguments of PanelObservations.of_register",
    "model.regression.CalibrationRow": COLUMNS,
    "model.regression.CoefficientStatus": "words in Coefficient.status",
    "model.regression.LiftRow": COLUMNS,
    "model.regression.MemberRiskRow": COLUMNS,
    "model.regression.Prediction": COLUMNS,
    "decision.decomposition.DecompositionMethod": "words in Decomposition.method and StandardisedRates.method",
    "decision.decomposition.MOST_FACTORS": "the error of standardise says it",
    "decision.measures.Change": "the arguments relative and absolute of MeasureEffect.typed_in",
    "decision.measures.EffectProvenance": "a pair of kind and text in MeasureEffect.provenance",
    "decision.measures.Uncertainty": "the arguments standard_error, interval and confidence of MeasureEffect.typed_in",
    "decision.money.MOST_MONEY": "the error of a larger amount says it",
    "decision.money.Money": NUMBER,
    "decision.scenario.Amount": "the arguments points, factor, odds, complement and to of LeverChange",
    "projection.AgeAtLicence": "a mapping of ages to counts in ProjectedYear.members_by_age",
    "decision.scenario.Projectable": "ProjectionSettings or SegmentSettings",
    "projection.back_test.BackTest": "the arguments of back_test",
    "projection.back_test.Forecast": "a pair of mean and deviation",
    "projection.back_test.constant_rate": "a word in methods of back_test",
    "projection.back_test.drift": "a word in methods of back_test",
    "projection.back_test.naive": "a word in methods of back_test",
    "projection.back_test.projected_register": "ProjectionMethod",
    "projection.back_test.projected_totals": "ProjectionMethod",
    "projection.ChainSettings": "the arguments of MarkovChain.project and MarkovChain.distribution",
    "projection.PathSettings": "the arguments of SimulatedPaths",
    "projection.ProjectedState": "the fields of ProjectedYear",
    "projection.Provenance": "words in Assumed.provenance",
    "report.Alignment": PAGES,
    "report.AnnualReportBuilder": KEYWORDS,
    "report.Block": PAGES,
    "report.BranchTable": "a list in AnnualReport.branches",
    "report.ByteOrderMark": PAGES,
    "report.Card": PAGES,
    "report.CardEntry": PAGES,
    "report.Cell": PAGES,
    "report.CellValue": PAGES,
    "report.ChartFigure": PAGES,
    "report.ChartSize": PAGES,
    "report.ChartSpec": PAGES,
    "report.Completeness": PAGES,
    "report.CsvFile": "a name and a text in AnnualReport.csv",
    "report.CsvStyle": "the argument excel of AnnualReport.csv",
    "report.DocColumn": PAGES,
    "report.DocTable": PAGES,
    "report.Document": PAGES,
    "report.FormulaGuard": PAGES,
    "report.IssueCount": "an entry of AnnualReport.issue_counts",
    "report.KeyFigure": PAGES,
    "report.NotComputed": "a pair of figure and need in AnnualReport.not_computed",
    "report.ReportFormat": "AnnualReport.write writes every form",
    "report.RowAccount": "a dict in AnnualReport.rows",
    "report.Section": PAGES,
    "report.SettingLine": "name, label and value in Manifest.settings",
    "report.document_csv": PAGES,
    "report.document_html": PAGES,
    "report.document_markdown": PAGES,
    "report.read_published_path": "the argument published of AnnualReport",
    "report.table_csv": PAGES,
    "report.table_html": "_repr_html_ of every table",
}


def exports(text: str) -> Iterator[str]:
    """The names that `pub use` lines bring out."""
    for names in re.findall(r"^pub use [\w:]+::(\{[^}]*\}|\w+);", text, flags=re.MULTILINE):
        yield from re.findall(r"\w+", names)


def definitions(text: str) -> Iterator[str]:
    """The public types and functions of a file, its tests left out."""
    yield from re.findall(r"^pub (?:struct|enum|fn|type) (\w+)", text.split("#[cfg(test)]")[0], flags=re.MULTILINE)


def public_names() -> set[str]:
    """Everything public in Rust, as `stage.Name`; parts of a stage as `stage.part.Name`."""
    folders = [*SRC.glob("*/mod.rs"), *SRC.glob("model/*/mod.rs"), *SRC.glob("decision/*/mod.rs"), *SRC.glob("projection/back_test/mod.rs")]
    stages = {".".join(path.parent.relative_to(SRC).parts): exports(path.read_text(encoding="utf-8")) for path in folders}
    files = {path.stem: definitions(path.read_text(encoding="utf-8")) for path in SRC.glob("*.rs") if path.stem not in ("lib", "error")}
    named = {f"{stage}.{name}" for stage, names in {**stages, **files}.items() for name in names if stage not in SKIPPED_STAGES}
    return named | {f"root.{name}" for name in ("Error", "Result")}


NAMES = sorted(public_names())


def test_the_stages_are_read() -> None:
    assert {"survival.RiskTable", "rates.rate_ratio", "unit.Probability", "time.FiscalCalendar"} <= set(NAMES)
    assert len(NAMES) > 150


@pytest.mark.parametrize("name", NAMES)
def test_python_has_the_name_or_needs_none(name: str) -> None:
    short = name.split(".")[-1]
    bound = RENAMED.get(name, RENAMED.get(short, short)) in kaiin.__all__ or WORDS.get(name, short) in vars(_types)
    assert bound != (name in NOT_NEEDED), f"{name} is {'bound and still on the list' if bound else 'neither bound nor on the list'}"


def test_the_list_holds_nothing_that_is_gone() -> None:
    assert not NOT_NEEDED.keys() - set(NAMES)
    assert not WORDS.keys() - set(NAMES)
