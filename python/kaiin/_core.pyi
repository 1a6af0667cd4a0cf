from _typeshed import SupportsGetItem
from datetime import date
from kaiin._types import Action, AgeClock, Arrears, BranchLevels, DateOrder, DayLike, Delimiter, DenominatorKind, Encoding, EndDay, Extra, IssueCode, Language, LeapDay, LeaveCounted, LeaveSilence, LicenceRecord, Overlaps, Progress, ProjectedTenureOnReturn, ProportionMethod, RateMethod, ReversedDates, Role, RowOrder, SerialDates, Severity, SpellsCounted, StatedJoiners, TableData, TenureOnReturn, TriangleCohort, Unmapped, YearLabel
from os import PathLike
from pathlib import Path
from typing import Any, Final, SupportsFloat, SupportsIndex, final

__all__ = ["__version__", "AnnualReport", "Assumptions", "CohortRates", "CohortRule", "CohortTable", "Effect", "FiscalCalendar", "Interval", "Issue", "Licensees", "MassExitDay", "MovementRates", "MovementTable", "Population", "Projection", "Rate", "RateSettings", "ReadSettings", "Register", "RetentionTriangle", "SimulatedRegister", "Table", "first_year_retention", "main", "proportion_interval", "rate_interval", "rate_kinds", "simulate"]

__version__: Final[str]
"""
Version of the library.
"""

@final
class AnnualReport:
    """
    Everything that a board asks about a year, as one value, rendered in English and Japanese.

    Args:
        association: Name of the association, or its names in English and Japanese.
        register: The register of members.
        movements: Movements from yearly totals, for an association without a register.
        licensees: Licence holders.
        other_licensees: Licence holders counted by another rule, whose entry rate is shown beside, under a label.
        published: Series that the association published itself, each a name, a CSV file, and its headers for ``year``, ``closing``
            (members) and ``cumulative`` (licence holders) where the vocabulary does not know them.
        calendar: The fiscal calendar; the Japanese one by default.
        segment: The segment whose levels are shown side by side, such as ``"branch"``.
        reference_year: The fiscal year that the report is about; the last complete one by default.
        horizon: How many fiscal years to project; 10 by default, 0 for none.
        inflow: New licence holders in each projected year; the mean of the last five years known by default.
        settings: Confidence, interval methods, and whether members on leave count.
        inputs: Files whose digests the manifest is to hold.
        notes: Remarks to the reader, each a text or its English and Japanese forms.
        seed: The seed of what was simulated, for the manifest.
        manifest: Settings that the report cannot know, for the manifest, each a name and a value: which rows of a file were read, how
            many people were simulated.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        RateError: There is neither a register nor movements, or the reference year is not in them.

    Examples:
        >>> rows = [{"person": "A", "start": "2021-04-01"}, {"person": "B", "start": "2021-06-01", "end": "2023-03-31"}]
        >>> report = AnnualReport("Toy association", Register(rows, as_of="2024-03-31"))
        >>> report.reference_year
        2023
        >>> "Toy association" in report.html()
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, association: str | tuple[str, str], register: Register | None = None, *, movements: MovementTable | None = None, licensees: Licensees | None = None, other_licensees: SupportsGetItem[int, tuple[str | tuple[str, str], Licensees]] = ..., published: SupportsGetItem[int, tuple[str | tuple[str, str], str | PathLike[str], dict[str, str]]] = ..., calendar: FiscalCalendar | None = None, segment: str | None = None, reference_year: SupportsIndex | None = None, horizon: SupportsIndex | None = None, inflow: SupportsGetItem[int, SupportsIndex] | None = None, settings: RateSettings | None = None, inputs: SupportsGetItem[int, str | PathLike[str]] = ..., notes: SupportsGetItem[int, str | tuple[str, str]] = ..., seed: SupportsIndex | None = None, manifest: SupportsGetItem[int, tuple[str | tuple[str, str], str | tuple[str, str]]] = ..., progress: Progress = ...) -> AnnualReport: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AnnualReport: ...
    def _repr_html_(self, /) -> str: ...
    def csv(self, /, language: Language | None = None, *, excel: bool = False) -> dict[str, str]:
        """
        The tables of the report as CSV, by file name; ``report_rates.csv`` is `rates_table`.
        """
    @staticmethod
    def from_json(text: str) -> AnnualReport:
        """
        A report read back from its JSON.

        Raises:
            InputError: The text is not such a report, or one of another version of the format.
        """
    def html(self, /, language: Language | None = None) -> str:
        """
        The report as one self-contained HTML page: no network, no script, fit to print on A4.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        The first thousand issues of each kind.
        """
    def json(self, /) -> str:
        """
        The report as JSON; every number reads back as the same number.
        """
    @staticmethod
    def json_schema() -> str:
        """
        The JSON Schema of `json`, as JSON.
        """
    def markdown(self, /, language: Language | None = None) -> str:
        """
        The report as Markdown; pictures become tables.
        """
    @property
    def movements(self, /) -> MovementTable:
        """
        Movements by year.
        """
    def pictures(self, /, language: Language | None = None) -> list[tuple[str, str]]:
        """
        The pictures of the report: title and SVG of each, in the order of the report.
        """
    @property
    def rates(self, /) -> list[Rate]:
        """
        The rates of the reference year.
        """
    def rates_table(self, /) -> Table:
        """
        The rates of the reference year as a table: the stable name of each kind beside the labels that a reader sees (``label_en``,
        ``label_ja``), value, unit, counts, interval, status and definition.
        """
    @property
    def reference_year(self, /) -> int:
        """
        The fiscal year that the report is about.
        """
    def summary(self, /, language: Language | None = None) -> str:
        """
        The report on one screen: the answers in sentences, the first rates, what to mind, rows and issues.
        """
    def write(self, /, folder: str | PathLike[str]) -> list[Path]:
        """
        Write the report in both languages into a folder, which is made when it is not there: pages, Markdown, tables, JSON.

        Returns:
            The files written.

        Raises:
            OSError: A file cannot be written.
        """

@final
class Assumptions:
    """
    What a projection assumes for every fiscal year to come, each probability with its provenance. The last entry of a list holds for all
    later years.

    Args:
        entry: Probability that someone who has never joined joins, by years since the licence cohort; entry 0 is the licence year.
        lapse: Probability that a member leaves within the year and is not back at its end, by years since joining; entry 0 is the rest
            of the joining year.
        leave: Probability of going on leave.
        leave_end: Probability of coming back from leave.
        lapse_on_leave: Probability of leaving while on leave.
        reinstatement: Probability of coming back after a lapse.
        gone_for_good: Share of those who leave who cannot come back.
        tenure_on_return: Tenure of those who come back: ``"reset"`` (the default) or ``"longest"``.
        note: Why these numbers, for the reader.

    Raises:
        SettingError: A probability is outside [0, 1].
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, entry: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, lapse: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, leave: SupportsFloat | SupportsIndex | None = None, leave_end: SupportsFloat | SupportsIndex | None = None, lapse_on_leave: SupportsFloat | SupportsIndex | None = None, reinstatement: SupportsFloat | SupportsIndex | None = None, gone_for_good: SupportsFloat | SupportsIndex | None = None, tenure_on_return: ProjectedTenureOnReturn | None = None, note: str = "") -> Assumptions: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Assumptions: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def estimate(table: CohortTable, window: tuple[SupportsIndex, SupportsIndex], licensees: Licensees | None = None) -> Assumptions:
        """
        The probabilities observed in a window of fiscal years, the last one included, in a cohort table grouped by ``"licence_cohort"``
        and ``"join_cohort"``.

        Raises:
            InputError: The table is not grouped by both cohorts.
            RateError: A year of the window is not covered completely.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class CohortRates:
    """
    The rates of licence cohorts: who entered, and when.

    Args:
        table: A cohort table that is grouped by ``"licence_cohort"``, among other things or alone.
        licensees: The licence holders.
        settings: Confidence and methods.

    Raises:
        InputError: The table is not grouped by licence cohort.
        TableError: Table and licensees assign licences to cohorts by different rules.
    """
    def __new__(cls, /, table: CohortTable, licensees: Licensees, *, settings: RateSettings | None = None) -> CohortRates: ...
    @property
    def cohorts(self, /) -> list[int]:
        """
        The licence cohorts that any member belongs to, ascending.
        """
    def entry_rate(self, /, cohort: SupportsIndex, within_years: SupportsIndex) -> Rate:
        """
        The share of a licence cohort that has joined within so many full fiscal years after the licence year. A cohort that is too young
        has no value and says so.
        """
    def late_entry_rate(self, /, year: SupportsIndex) -> Rate:
        """
        Of the persons of earlier licence cohorts who had never joined at the start of a year, the share that joins in it.
        """

@final
class CohortRule:
    """
    Which licences make one licence cohort (免許取得コホート): the fiscal year in which their holders become able to join.

    Args:
        calendar: The fiscal calendar; the Japanese one by default.
        lead_days: A licence announced so many days or fewer before a fiscal year begins belongs to that next year's cohort, 0 (no shift)
            to 364. By default 31: an examination of February that is announced in late March.

    Raises:
        SettingError: The lead is a year or more.

    Examples:
        >>> CohortRule().cohort_of("2019-03-25"), CohortRule(lead_days=0).cohort_of("2019-03-25")
        (2019, 2018)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[FiscalCalendar, int]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, calendar: FiscalCalendar | None = None, lead_days: SupportsIndex | None = None) -> CohortRule: ...
    def __repr__(self, /) -> str: ...
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def cohort_of(self, /, day: DayLike) -> int:
        """
        The licence cohort of a licence of this day, as a fiscal year.
        """
    @property
    def lead_days(self, /) -> int:
        """
        The lead in days.
        """

@final
class CohortTable:
    """
    Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.

    Whole numbers throughout: tables of parts of a register add up exactly, whatever the parts, and can be made coarser without loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        threads: Number of threads; as many as there are processors by default. The table does not depend on it.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: The register does not have a segment of that name.
        TableError: The groups times the years are too many to hold.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2022-05-01", "end": "2023-07-01"},
        ... ]
        >>> table = CohortTable(Register(rows, as_of="2024-03-31"))
        >>> last = table.movements().row(2023)
        >>> last["opening"], last["left"], last["closing"]
        (2, 1, 1)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, threads: SupportsIndex | None = None, progress: Progress = ...) -> CohortTable: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def by(self, /) -> list[str]:
        """
        What the table is grouped by.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def merge(self, /, other: CohortTable) -> CohortTable:
        """
        The sum of two tables of parts of one register that have no person in common.

        Raises:
            TableError: The tables were built with different settings.
        """
    def movements(self, /) -> MovementTable:
        """
        The movements of all members together.
        """
    def movements_by(self, /, segment: str) -> dict[str | None, MovementTable]:
        """
        The movements of each level of a segment; members without a level are under ``None``.

        Raises:
            KaiinError: The table is not grouped by this segment.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> CohortTable:
        """
        The table by some of what it is grouped by, without loss.

        Raises:
            KaiinError: The table is not grouped by one of these.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[int]:
        """
        The fiscal years covered, ascending.
        """

@final
class Effect:
    """
    A known difference from the common probabilities: of a branch, of some years, of a campaign. It multiplies odds, p / (1 - p).

    Args:
        branch: The branch it is limited to.
        years: The first and the last fiscal year it is limited to.
        entry_odds: Factor on the odds of entering.
        lapse_odds: Factor on the odds that an active member lapses at the end of the fiscal year.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, branch: str | None = None, years: tuple[SupportsIndex, SupportsIndex] | None = None, entry_odds: SupportsFloat | SupportsIndex = 1.0, lapse_odds: SupportsFloat | SupportsIndex = 1.0) -> Effect: ...

@final
class FiscalCalendar:
    """
    The twelve months that a fiscal year names: its first day, and whether it is labelled by its start or its end.

    Without arguments it is the Japanese fiscal year (年度): April to March, labelled by its first year.

    Args:
        start_month: Month in which a year begins, 1 to 12.
        start_day: Day of the month on which it begins, 1 to 28, so that the day exists every year.
        label: ``"start_year"`` (the default) when year 2024 begins in 2024, ``"end_year"`` when it ends in 2024.

    Raises:
        SettingError: A month or day is out of range.

    Examples:
        >>> calendar = FiscalCalendar()
        >>> calendar.year_of("2025-03-31")
        2024
        >>> calendar.start_of(2024)
        datetime.date(2024, 4, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[int, int, YearLabel]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, start_month: SupportsIndex = 4, start_day: SupportsIndex = 1, label: YearLabel | None = None) -> FiscalCalendar: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def calendar_year() -> FiscalCalendar:
        """
        January to December.
        """
    def end_of(self, /, year: SupportsIndex) -> date:
        """
        The day after the last day of a fiscal year: the exclusive end.
        """
    @staticmethod
    def japan() -> FiscalCalendar:
        """
        April to March, labelled by its first year (年度).
        """
    @property
    def label(self, /) -> YearLabel:
        """
        Whether a year is called after the calendar year in which it begins or in which it ends.
        """
    @property
    def start_day(self, /) -> int:
        """
        Day of the month on which a year begins, 1 to 28.
        """
    @property
    def start_month(self, /) -> int:
        """
        Month in which a year begins, 1 to 12.
        """
    def start_of(self, /, year: SupportsIndex) -> date:
        """
        The first day of a fiscal year.
        """
    def year_of(self, /, day: DayLike) -> int:
        """
        The fiscal year in which a day lies.
        """

@final
class Interval:
    """
    An interval, with its confidence and method.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Interval: ...
    @property
    def confidence(self, /) -> float:
        """
        How often such intervals contain the true value, according to the method.
        """
    @property
    def lower(self, /) -> float:
        """
        The lower limit.
        """
    @property
    def method(self, /) -> str:
        """
        How the limits were computed.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper limit.
        """

@final
class Issue:
    """
    One thing wrong or worth knowing about one row of the input.

    Issues are collected for all rows: forty problems reported once beat forty runs. ``str(issue)`` is the sentence to show.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[IssueCode, Action, int | None, str | None, str | None, str | None]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, code: IssueCode, action: Action, row: SupportsIndex | None = None, person: str | None = None, column: str | None = None, value: str | None = None) -> Issue: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def action(self, /) -> Action:
        """
        What was done with the row: ``"kept"``, ``"repaired"`` or ``"set_aside"``.
        """
    @property
    def code(self, /) -> IssueCode:
        """
        What kind of thing is wrong: a stable name for programs.
        """
    @property
    def column(self, /) -> str | None:
        """
        The column concerned, where one is.
        """
    @property
    def message(self, /) -> str:
        """
        What is wrong and what was done, as an English sentence.
        """
    @property
    def message_ja(self, /) -> str:
        """
        What is wrong and what was done, as a Japanese sentence.
        """
    @property
    def person(self, /) -> str | None:
        """
        Key of the person, where known.
        """
    @property
    def row(self, /) -> int | None:
        """
        Number of the row; ``None`` when the issue is not about one row.
        """
    @property
    def severity(self, /) -> Severity:
        """
        How much it matters: ``"info"``, ``"warning"`` or ``"error"``.
        """
    def to_dict(self, /) -> "dict[str, str | int | None]":
        """
        The fields by name.
        """
    @property
    def value(self, /) -> str | None:
        """
        The value found, where one was.
        """

@final
class Licensees:
    """
    New licence holders (新規免許取得者) by licence cohort, and by branch where known, with revisions, and cumulative totals (累計免許取得者)
    given or summed. Denominators come only from here.

    Args:
        data: A table with one row a year (and branch); headers in Japanese or English are found, such as ``year``, ``count`` (new licence
            holders), ``cumulative`` (published total through the year), ``branch``, ``vintage`` (the day on which it became known).
        columns: Header of a column that is not found, by what it is for: ``{"count": "passers"}``.
        read: How the table is read otherwise.
        cohort_rule: The rule that made the years licence cohorts; with `announced`, the rule that finds the cohort.
        announced: When the years are calendar years of an examination: month and day on which its results are announced.
        base: All licence holders through a year, from which totals are summed: ``(2010, 82_974)``.
        attrition: Probability that a licence holder dies or leaves practice in a year, or a list by years since the licence; nobody by
            default.
        count_source: Who published the yearly figures.
        cumulative_source: Who published the totals.

    Raises:
        InputError: There is no figure, or no column for the year or for a count.
        RegisterError: A year or a count cannot be read.
        SettingError: A year or a day is impossible, or two columns stand for one thing.

    Examples:
        >>> licensees = Licensees({"year": [2018, 2019], "count": [9_885, 10_809]}, base=(2017, 151_591))
        >>> licensees.new_licensees(2019), licensees.cumulative_summed(2019), licensees.new_licensees(2020)
        (10809, 172285, None)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, cohort_rule: CohortRule | None = None, announced: tuple[SupportsIndex, SupportsIndex] | None = None, base: tuple[SupportsIndex, SupportsIndex] | None = None, attrition: SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, count_source: str | None = None, cumulative_source: str | None = None) -> Licensees: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Licensees: ...
    def _repr_html_(self, /) -> str: ...
    def as_known_on(self, /, day: DayLike) -> Licensees:
        """
        The table as it was known at the end of a day: figures published later are left out.
        """
    @property
    def branches(self, /) -> list[str]:
        """
        The branches.
        """
    def cumulative_given(self, /, year: SupportsIndex) -> int | None:
        """
        All who obtained the licence through a cohort, as published; ``None`` when not known.
        """
    def cumulative_summed(self, /, year: SupportsIndex) -> int | None:
        """
        All who obtained the licence through a cohort, summed from the yearly figures; ``None`` when not known.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was found in the figures: revisions, contradictions, breaks.
        """
    def merge(self, /, other: Licensees) -> Licensees:
        """
        This table and another as one; a figure that both hold counts once.

        Raises:
            TableError: The two differ in a setting.
        """
    def new_licensees(self, /, year: SupportsIndex) -> int | None:
        """
        New licence holders of a licence cohort; ``None`` when not known.
        """
    def of_branch(self, /, branch: str) -> Licensees | None:
        """
        The table of one branch alone; ``None`` when there is no such branch.
        """
    def practising(self, /, year: SupportsIndex) -> float | None:
        """
        Licence holders estimated alive and in practice at the end of a year, under the attrition given; ``None`` when not known.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, cohort_rule: CohortRule | None = None, announced: tuple[SupportsIndex, SupportsIndex] | None = None, base: tuple[SupportsIndex, SupportsIndex] | None = None, attrition: SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, count_source: str | None = None, cumulative_source: str | None = None) -> Licensees:
        """
        The same from a CSV file.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[int]:
        """
        The licence cohorts with a figure, ascending.
        """

@final
class MassExitDay:
    """
    A day on which far more members left than on any other: arrears struck off, an audit of inactive members, a change of system.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MassExitDay: ...
    @property
    def day(self, /) -> date:
        """
        The day.
        """
    @property
    def exits(self, /) -> int:
        """
        Members who left on it.
        """
    @property
    def exits_of_twelve_months(self, /) -> int:
        """
        Members who left in the twelve months that end with the day.
        """
    @property
    def judged(self, /) -> bool:
        """
        Whether the record covers those twelve months; where not, the day is a candidate only.
        """

@final
class MovementRates:
    """
    The rates that follow from a table of movements and, where licence holders stand below the line, from licensees.

    Args:
        movements: The movements.
        licensees: The licence holders.
        settings: Confidence, methods, and whether members on leave count.
        segment: Name of the segment level that the movements are of, which the rates then carry.

    Examples:
        >>> movements = MovementTable.from_totals({"year": [2019], "joined": [9_812], "left": [4_125], "closing": [112_518]})
        >>> rates = MovementRates(movements, Licensees({"year": [2019], "count": [10_809]}))
        >>> print(rates.rate("entry_rate_year", 2019))
        90.8 % (89.0 % to 92.6 %; 9812 / 10809)
    """
    def __new__(cls, /, movements: MovementTable, licensees: Licensees | None = None, *, settings: RateSettings | None = None, segment: str | None = None) -> MovementRates: ...
    def all(self, /, year: SupportsIndex) -> list[Rate]:
        """
        Every rate of a year that the movements, and the licensees if given, allow.
        """
    def rate(self, /, kind: str, year: SupportsIndex) -> Rate:
        """
        A rate of a fiscal year, by the stable name of its kind: ``"retention"``, ``"lapse_rate"``, ``"lapse_rate_arrears"``,
        ``"entry_rate_year"``, ``"organization_rate_cumulative_summed"`` and so on; see `rate_kinds`.

        A rate whose counts are not known has no value and says so; it is not an error.

        Raises:
            RateError: The movements do not reach the year, or the rate stands on licence holders and none were given.
        """
    def series(self, /, kind: str) -> list[Rate]:
        """
        A rate for every year of the movements, in order.
        """

@final
class MovementTable:
    """
    Movements by fiscal year: opening, joined, reinstated, left by reason, closing.

    From a register (`CohortTable.movements`) or from yearly totals (`MovementTable.from_totals`), on equal terms.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MovementTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @staticmethod
    def from_totals(data: TableData, *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, calendar: FiscalCalendar | None = None, joiners: StatedJoiners | None = None) -> MovementTable:
        """
        Movements from the totals that an association prints for each fiscal year, in any order.

        Opening and closing fill each other in between neighbouring years; joiners, or leavers, follow from the balance when they alone
        are missing. Years that do not balance become issues.

        Args:
            data: A table with one row a year; headers in Japanese or English are found, such as ``year``, ``opening``, ``joined``,
                ``reinstated``, ``left``, ``left_arrears`` (and other reasons), ``closing``, ``on_leave``.
            columns: Header of a column that is not found, by what it is for: ``{"opening": "members_apr1"}``.
            read: How the table is read otherwise.
            calendar: The fiscal calendar; the Japanese one by default.
            joiners: When a stated number of joiners disagrees with the balance, it is ``"kept"`` and the year named as unbalanced (the
                default), or replaced by the ``"balanced"`` figure.

        Raises:
            InputError: There is no row, or no column for the year or for a count.
            RegisterError: A year or a count cannot be read.
            SettingError: A year is given twice, or two columns stand for one thing.

        Examples:
            >>> table = MovementTable.from_totals({"year": [1989, 1990], "opening": [15_908, 16_174], "left": [428, None]})
            >>> table.row(1989)["joined"]  # 16,174 - 15,908 + 428
            694
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was found in the totals.
        """
    @property
    def lapsed_stock(self, /) -> list[tuple[int, int | None]]:
        """
        Persons who left and did not come back, at the end of each year, as far as the table can tell.
        """
    @property
    def last_complete(self, /) -> int | None:
        """
        The last fiscal year that is covered completely and whose closing stock is known.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, calendar: FiscalCalendar | None = None, joiners: StatedJoiners | None = None) -> MovementTable:
        """
        The same from a CSV file.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    def row(self, /, year: SupportsIndex) -> "dict[str, object] | None":
        """
        The row of a fiscal year by column; ``None`` when the table does not reach it.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unbalanced(self, /) -> list[tuple[int, int]]:
        """
        The years whose totals do not balance, each with opening + in - out - closing.
        """

@final
class Population:
    """
    Everyone on the last day of the base year, by licence cohort: members by tenure, on leave, lapsed, never joined.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Population: ...
    @staticmethod
    def from_table(table: CohortTable, base_year: SupportsIndex, licensees: Licensees | None = None) -> Population:
        """
        The people of a cohort table grouped by ``"licence_cohort"`` and ``"join_cohort"``.

        Raises:
            InputError: The table is not grouped by both cohorts.
            RateError: It does not cover the base year to its end.
        """
    @staticmethod
    def from_totals(base_year: SupportsIndex, members: SupportsIndex, *, on_leave: SupportsIndex = 0, never_joined: SupportsIndex = 0, lapsed: SupportsIndex = 0) -> Population:
        """
        A population of which only the totals are known: every member counts as one of long standing.
        """
    @property
    def members(self, /) -> int:
        """
        Members on the roll.
        """

@final
class Projection:
    """
    A projection: the people at the start, the assumptions, and the years that follow, with prediction intervals.

    The intervals hold the chance of individual decisions only. Rates that are themselves uncertain make the truth spread wider.

    Args:
        population: The people at the start.
        assumptions: What is assumed.
        inflow: New licence holders in the first, second, ... projected year; as many years are projected as are given.
        licensees: Licence holders, for the projected organization rate.
        denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.

    Raises:
        SettingError: There is no year, or a list of assumptions is empty.
        TableError: More than 200 years.

    Examples:
        >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
        >>> projection = Projection(Population.from_totals(2019, 1_000), assumptions, [200, 200])
        >>> projection.to_table()["members"][0]  # 900 stay, 100 of 200 join
        1000.0
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, population: Population, assumptions: Assumptions, inflow: SupportsGetItem[int, SupportsIndex], *, licensees: Licensees | None = None, denominator: DenominatorKind | None = None) -> Projection: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Projection: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumptions(self, /) -> Assumptions:
        """
        The assumptions it rests on.
        """
    @property
    def base_members(self, /) -> int:
        """
        Members on that day.
        """
    @property
    def base_year(self, /) -> int:
        """
        The fiscal year on whose last day the projection starts.
        """
    @property
    def organization_rates(self, /) -> list[tuple[int, float | None]]:
        """
        Members over cumulative licence holders in each projected year; ``None`` where the licence holders are not known.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Rate:
    """
    A rate with its definition, its counts and its interval.

    A word alone never identifies a rate: 入会率 is a flow here and a stock elsewhere, 組織率 has at least three denominators. So each rate
    carries what is divided by what, and rates of different definition refuse to be compared.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Rate: ...
    def _repr_html_(self, /) -> str: ...
    def card(self, /) -> list[tuple[str, str]]:
        """
        The definition card in English: what each line is about, and what it says.
        """
    def card_ja(self, /) -> list[tuple[str, str]]:
        """
        The definition card in Japanese (定義票).
        """
    def change_from(self, /, earlier: Rate) -> float:
        """
        How much this rate exceeds an earlier one of the same definition.

        Raises:
            RateError: The definitions differ, or one of the two has no value.
        """
    @property
    def definition(self, /) -> str:
        """
        Everything that makes two rates comparable, in one line.
        """
    @property
    def denominator(self, /) -> float | None:
        """
        What stands below the line.
        """
    @property
    def kind(self, /) -> str:
        """
        Stable name of the kind: what is divided by what.
        """
    @property
    def numerator(self, /) -> float | None:
        """
        What stands above the line, as counted so far.
        """
    @property
    def process_interval(self, /) -> Interval | None:
        """
        The interval as if the decisions of the people counted were draws of a process that could have gone otherwise. The whole register
        is known: for what did happen there is no sampling error.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why there is no value.
        """
    @property
    def segment(self, /) -> str | None:
        """
        The level of the segment, when the rate is about one only.
        """
    @property
    def status(self, /) -> str:
        """
        Whether the rate can be read as it stands: ``"complete"``, ``"incomplete"`` or ``"not_known"``.
        """
    @property
    def value(self, /) -> float | None:
        """
        Numerator over denominator in the unit of the kind; ``None`` when incomplete or not known: never 0, never NaN.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year, or the cohort.
        """

@final
class RateSettings:
    """
    How rates are computed.

    Args:
        confidence: Confidence of the intervals, 0.95 by default.
        proportion_method: Method for shares, ``"wilson"`` by default.
        rate_method: Method for events per exposure.
        leave: Whether members on leave count as members in the stock rates: ``"in"`` (the default) or ``"out"``.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, confidence: SupportsFloat | SupportsIndex | None = None, proportion_method: ProportionMethod | None = None, rate_method: RateMethod | None = None, leave: LeaveCounted | None = None) -> RateSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateSettings: ...
    @property
    def confidence(self, /) -> float:
        """
        Confidence of the intervals.
        """
    @property
    def leave(self, /) -> LeaveCounted:
        """
        Whether members on leave count as members in the stock rates.
        """
    @property
    def proportion_method(self, /) -> ProportionMethod:
        """
        Method for shares.
        """
    @property
    def rate_method(self, /) -> RateMethod:
        """
        Method for events per exposure.
        """

@final
class ReadSettings:
    """
    How a table of members is read: what the caller knows about it and the reader cannot know.

    Columns are found by their headers, in Japanese or English; what is not found is named here. Only columns that are mapped or found
    are ever kept.

    Args:
        columns: Header of the column for a role, for example ``{"person": "No.", "start": "Beitritt"}``.
        segments: Header of the column to keep as a segment, by the name of the segment: ``{"workplace": "勤務先区分"}``.
        only: Rows are read only where a column holds a value, by header: ``{"table": "members"}``.
        unmapped: What becomes of other columns: ``"by_vocabulary"`` (the default) or ``"ignored"``.
        encoding: Encoding of a file: ``"auto"`` (the default), ``"utf8"``, ``"cp932"``, ``"utf16_le"`` or ``"utf16_be"``.
        delimiter: What separates fields: ``"auto"`` (the default), ``"comma"``, ``"semicolon"`` or ``"tab"``.
        date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused, because
            4/1/2024 is two different days.
        serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.
        end_day: What the day of the end means: ``"first_day_out"`` (the default) or ``"last_day_included"``.
        leave_end_day: The same for the end of a leave of absence; ``"last_day_included"`` by default.
        branch_levels: Whether branches are ``"prefectures"`` (the default; other texts are kept as written) or ``"as_written"``.
        header_row: Number of the row that holds the headers, 1 by default.
        longest_row: Most bytes of one row of a file, 1,048,576 by default; a longer one is an error.
        threads: Number of threads that read a file; as many as there are processors by default. The result does not depend on it.

    Examples:
        >>> german = ReadSettings(columns={"start": "Beitritt"}, date_order="day_first")
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, columns: dict[Role, str] | None = None, segments: dict[str, str] | None = None, only: dict[str, str] | None = None, unmapped: Unmapped | None = None, encoding: Encoding | None = None, delimiter: Delimiter | None = None, date_order: DateOrder | None = None, serial_dates: SerialDates | None = None, end_day: EndDay | None = None, leave_end_day: EndDay | None = None, branch_levels: BranchLevels | None = None, header_row: SupportsIndex | None = None, longest_row: SupportsIndex | None = None, threads: SupportsIndex | None = None) -> ReadSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReadSettings: ...

@final
class Register:
    """
    A register of members: validated episodes, grouped by person, immutable.

    One row is one person in one standing for one stretch of time; a plain list of memberships is the case with one standing. Rows that
    cannot be used are set aside, each with an `Issue`; rows read = kept + repaired + set aside, always.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        as_of: Extract date: what happened on that day is known, nothing later is.
        read: How the table is read; headers in Japanese or English are found without it.
        record_start: The day on which the record begins, where people who left earlier are missing from it: memberships that began
            before are observed from that day on (delayed entry).
        grace_days: Longest gap in days between two episodes of a person that does not count as a lapse; 0 by default.
        reversed_dates: Rows that end before they begin are ``"set_aside"`` (the default) or have their dates exchanged, ``"swap"``.
        overlaps: Rows that overlap an earlier one of the person begin at its end, ``"trim"`` (the default), or are ``"set_aside"``.
        leave_silence: When a leave of absence ends and nothing follows, the membership ends, ``"lapse"`` (the default), or goes on,
            ``"return"``.
        strict: Raise `RegisterError` when any row has an issue of severity warning or error.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: A needed column is missing, columns differ in length, or there is no row.
        RegisterError: With `strict`, when there are issues.

    Examples:
        >>> rows = [
        ...     {"会員番号": "A", "入会日": "令和3年4月1日"},
        ...     {"会員番号": "B", "入会日": "2022/4/1", "退会日": "2023/4/1"},
        ... ]
        >>> register = Register(rows, as_of="2024-03-31")
        >>> register.persons, register.members_on("2024-03-31")
        (2, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date.
        """
    @property
    def episodes(self, /) -> int:
        """
        Number of episodes after validation.
        """
    @property
    def issue_counts(self, /) -> dict[str, int]:
        """
        How many issues there are of each kind.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        Everything wrong or worth knowing about the rows, ordered by row.
        """
    @property
    def mass_exit_days(self, /) -> list[MassExitDay]:
        """
        Days on which far more members left than on any other: days on which records were closed, not days on which people decided.
        """
    def members_on(self, /, day: DayLike) -> int:
        """
        Number of persons on the roll on a day, in any standing.
        """
    @property
    def persons(self, /) -> int:
        """
        Number of persons.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register:
        """
        A register from a CSV file as office tools write it: UTF-8, CP932 (Shift_JIS) or UTF-16; comma, semicolon or tab.

        Args:
            path: The file.
            as_of: Extract date. This and all other arguments are those of `Register`.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    @property
    def rows_kept(self, /) -> int:
        """
        Rows used as they are.
        """
    @property
    def rows_read(self, /) -> int:
        """
        Data rows read; equals `rows_kept` + `rows_repaired` + `rows_set_aside`.
        """
    @property
    def rows_repaired(self, /) -> int:
        """
        Rows used after a repair.
        """
    @property
    def rows_set_aside(self, /) -> int:
        """
        Rows not used.
        """
    @property
    def segments(self, /) -> dict[str, list[str]]:
        """
        Names and levels of the segments, such as branch (所属) or class (会員区分).
        """

@final
class RetentionTriangle:
    """
    How many of a cohort are still members after each year; a cell not yet seen is absent, never a loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        cohort: Who makes a cohort: all who ``"joined"`` (the default) or were ``"licensed"`` in one fiscal year.
        cohort_rule: Which fiscal year's cohort a licence date belongs to.
        clock: When members are looked at again: on each ``"anniversary"`` of joining (the default) or at each ``"fiscal_year_end"``.
        spells: Whether the ``"first"`` spell counts only (the default) or ``"all"``.
        leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2021-06-01", "end": "2022-12-01"},
        ... ]
        >>> triangle = RetentionTriangle(Register(rows, as_of="2023-05-31"))
        >>> [triangle.remaining(2021, age) for age in range(3)]  # the second anniversary of B is not yet seen
        [2, 2, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, cohort: TriangleCohort | None = None, cohort_rule: CohortRule | None = None, clock: AgeClock | None = None, spells: SpellsCounted | None = None, leap_day: LeapDay | None = None) -> RetentionTriangle: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RetentionTriangle: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def cohorts(self, /) -> list[int]:
        """
        The cohorts as fiscal years, ascending.
        """
    @property
    def left_out(self, /) -> int:
        """
        Persons who belong to no cohort because their first day, or their licence, is not known or lies before observation.
        """
    def remaining(self, /, cohort: SupportsIndex, age: SupportsIndex) -> int | None:
        """
        Members of a cohort remaining at an age in years; ``None`` when the cell has not been seen.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class SimulatedRegister:
    """
    A simulated register with what is true of it. It is an Arrow stream of its rows, so that ``Register(simulated, as_of=...)`` reads it.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __len__(self, /) -> int:
        """
        Number of rows.
        """
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The extract date.
        """
    @property
    def licensees(self, /) -> Table:
        """
        Licence holders by licence cohort and branch: ``year``, ``branch``, ``count``, as `Licensees` reads them.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed it was made from.
        """
    @property
    def tallies(self, /) -> Table:
        """
        Each probability that was used, with how often it was drawn and what came of it.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def truth_by_year(self, /) -> Table:
        """
        What happened in each fiscal year, counted while it happened.
        """

@final
class Table:
    """
    A result as named columns of one length; a value that is not known or does not exist is ``None``, never 0 or NaN.

    The table is an Arrow stream: ``pandas.DataFrame.from_arrow(table)``, ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and
    ``duckdb.sql("select * from table")`` take it without a copy.

    Args:
        name: Stable name of the table.
        data: An Arrow stream, a mapping of columns, or a list of dicts.
        types: Type of each column that should not be told from its values: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or
            ``"flag"``. A column without any value is text unless named here.

    Raises:
        InputError: Columns differ in length, or a value does not fit the type of its column.

    Examples:
        >>> table = Table("movements", {"year": [2018, 2019], "joined": [120, None]})
        >>> table["joined"]
        [120, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, column: str, /) -> Any:
        """
        One column by name.
        """
    def __getnewargs__(self, /) -> "tuple[str, dict[str, list[object]], dict[str, str]]": ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, data: TableData, types: dict[str, str] | None = None) -> Table: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[str]:
        """
        Names of the columns in order.
        """
    @property
    def name(self, /) -> str:
        """
        Stable name of the table.
        """
    def to_dict(self, /) -> "dict[str, list[object]]":
        """
        The columns as lists of ``int``, ``float``, ``datetime.date``, ``str`` or ``bool``, with ``None`` where there is no value.
        """
    @property
    def types(self, /) -> dict[str, str]:
        """
        Type of each column: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or ``"flag"``.
        """

def first_year_retention(triangle: RetentionTriangle, cohort: SupportsIndex, *, settings: RateSettings | None = None) -> Rate:
    """
    Of those who joined in a fiscal year, the share still members on their first anniversary.

    Raises:
        RateError: The triangle does not hold the cohort.
    """

def main(arguments: SupportsGetItem[int, str]) -> int:
    """
    Run the command line with these arguments, without the name of the program, and return its exit code.
    """

def proportion_interval(successes: SupportsIndex, trials: SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None, method: ProportionMethod | None = None) -> Interval | None:
    """
    The interval of a share; ``None`` without trials.

    Args:
        successes: Events, at most `trials`.
        trials: Persons of whom each may or may not have the event.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"wilson"`` by default.

    Raises:
        SettingError: More successes than trials, or the confidence is not strictly between 0 and 1.

    Examples:
        >>> print(proportion_interval(90, 100))
        0.8256 to 0.9448 (95 %, Wilson)
    """

def rate_interval(events: SupportsIndex, exposure: SupportsFloat | SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None, method: RateMethod | None = None) -> Interval | None:
    """
    The interval of events per exposure; ``None`` without exposure.

    Args:
        events: Events.
        exposure: What they are counted over, for example member-years.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"garwood"`` (exact) by default.

    Raises:
        SettingError: The exposure is negative or not finite, or the confidence is not strictly between 0 and 1.
    """

def rate_kinds() -> list[str]:
    """
    The stable names of the kinds of rate that movements and licensees allow.
    """

def simulate(seed: SupportsIndex, *, members: SupportsIndex | None = None, licensees: SupportsIndex | None = None, cohorts: tuple[SupportsIndex, SupportsIndex] | None = None, as_of: DayLike | None = None, branches: SupportsGetItem[int, tuple[str, SupportsFloat | SupportsIndex]] | None = None, entry: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, late_entry: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, lapse: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, voluntary: SupportsFloat | SupportsIndex | None = None, arrears: Arrears | None = None, leave: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, reinstatement: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, tenure_on_return: TenureOnReturn | None = None, transfer: SupportsFloat | SupportsIndex | None = None, death: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex]] | None = None, retirement: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex]] | None = None, effects: SupportsGetItem[int, Effect] = ..., licence_record: LicenceRecord | None = None, extras: SupportsGetItem[int, Extra] = ..., row_order: RowOrder | None = None, threads: SupportsIndex | None = None) -> SimulatedRegister:
    """
    A synthetic register with known truth, for tests, teaching and power. The same settings and seed give the same register on every
    machine and for any number of threads.

    Args:
        seed: The seed.
        members: So many different people who ever join, in expectation; 10,000 by default.
        licensees: So many licence holders, exactly; instead of `members`.
        cohorts: The first and the last licence cohort, 1966 to 2024 by default.
        as_of: Extract date; by default the last day of the fiscal year of the last cohort.
        branches: Branches with their weights; the 47 prefectures by default.
        entry: Probability of joining in the fiscal year of the licence, for the first and the last cohort.
        late_entry: Probability of joining in the 1st, 2nd, … year after it; the last holds on.
        lapse: Probability of not continuing after the 1st, 2nd, … year of membership; the last holds on.
        voluntary: Share of those who resign; the others fall into arrears.
        arrears: ``None`` for the default, ``"at_year_end"``, or month and day on which arrears are struck off.
        leave: Probabilities of beginning a leave, of becoming active again, and of leaving the association from it.
        reinstatement: Probability of coming back in the 1st, 2nd, … year; the last holds on.
        tenure_on_return: Whether years of membership ``"restarts"`` (the default) or ``"resumes"`` on return.
        transfer: Probability of moving to another branch.
        death: Probability of dying by age, as steps (age from which it holds, probability).
        retirement: Probability of leaving the profession by age, as steps.
        effects: Known differences of branches, years or campaigns.
        licence_record: How the register records the licence.
        extras: Further columns.
        row_order: The order of the rows.
        threads: Number of threads; as many as there are processors by default.

    Raises:
        SettingError: A probability is outside [0, 1], or another setting cannot be used.
        TableError: More than 2^32 - 2 people are asked for.

    Examples:
        >>> simulated = simulate(7, licensees=500, entry=(1.0, 1.0), lapse=[0.0], leave=(0.0, 0.0, 0.0), transfer=0.0, death=[], retirement=[])
        >>> Register(simulated, as_of=simulated.as_of).members_on(simulated.as_of)
        500
    """
