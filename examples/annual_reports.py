"""Where are we, who leaves and when, what will happen? Four annual reports, each from what an association has.

``python examples/annual_reports.py [members] [--language ja]`` needs ``pip install .`` and nothing else; ``python3 examples/demo.py``
does both. The language is that of the screens; the reports themselves are written in English and Japanese.
The data and their sources are described in ``examples/data/README.md``.
"""

import argparse
import time
from pathlib import Path

import kaiin

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "examples" / "data"
OUT = ROOT / "out"


def physiotherapists():
    """Yearly totals of one year, a table of examinations, and a series that the association published itself."""
    exams = {"only": {"profession": "PT"}}
    columns = {"year": "exam_year", "count": "passers", "cumulative": "cumulative_passers"}
    japan = kaiin.FiscalCalendar()

    def licensees(lead_days):
        # Results are announced in late March: with a lead of 31 days they belong to the fiscal year in which people can join.
        rule = kaiin.CohortRule(japan, lead_days)
        read = kaiin.ReadSettings(**exams)
        return kaiin.Licensees.read_csv(DATA / "jp_rehab_exams.csv", columns=columns, read=read, cohort_rule=rule, announced=(3, 25))

    totals = kaiin.MovementTable.read_csv(
        DATA / "jp_rehab_association_members.csv",
        columns={"year": "fy", "joined": "joiners", "left": "leavers", "closing": "members", "on_leave": "on_leave"},
        read=kaiin.ReadSettings(only={"association": "JPTA", "fy": "2019"}),
    )
    paid = ("Members who had paid by the end of March", "3月末までに会費を納めた会員")
    rows_read = (
        "jp_rehab_association_members.csv: association = JPTA, fy = 2019; jp_rehab_exams.csv: profession = PT, announced on 25 March",
        "jp_rehab_association_members.csv：association = JPTA、fy = 2019。jp_rehab_exams.csv：profession = PT、3月25日発表",
    )
    return kaiin.AnnualReport(
        ("Japanese Physical Therapy Association", "日本理学療法士協会"),
        movements=totals,
        licensees=licensees(31),
        other_licensees=[(("without the examination shift", "試験年度の繰越なし"), licensees(0))],
        published=[(paid, DATA / "jp_pt_members_1966_2019.csv", {"closing": "members"})],
        inputs=[DATA / "jp_rehab_association_members.csv", DATA / "jp_rehab_exams.csv", DATA / "jp_pt_members_1966_2019.csv"],
        notes=[
            (
                "The source does not say whether the 3,958 on leave were on leave at the end of the year or took leave in it.",
                "休会者3,958人が年度末の人数か年度内に休会した人数かは、出典に記載がない。",
            )
        ],
        manifest=[(("rows read", "読み込んだ行"), rows_read)],
    )


def kubernetes():
    """A register of memberships that begins in the middle of things and is closed in bulk now and then."""
    spells = DATA / "kubernetes_org_member_spells.csv"
    register = kaiin.Register.read_csv(spells, as_of="2026-08-21")
    name = ("Kubernetes organisation", "Kubernetes 組織")
    return kaiin.AnnualReport(name, register, calendar=kaiin.FiscalCalendar.calendar_year(), inputs=[spells])


def scriveners():
    """Yearly totals with leavers by reason; joiners follow from the balance where they were not printed."""
    flows = DATA / "jp_shihoshoshi_flows.csv"
    columns = {"opening": "members_apr1", "joined": "new_registrations_stated"}
    movements = kaiin.MovementTable.read_csv(flows, columns=columns, joiners="balanced")
    balance = ("those that follow from the balance, even where others are stated", "公表値があっても収支から算出した値を使用")
    name = ("Judicial scriveners", "司法書士会")
    return kaiin.AnnualReport(name, movements=movements, inputs=[flows], manifest=[(("joiners", "入会者数"), balance)])


def simulated(members):
    """A register of a million people with known truth, by branch."""
    population = kaiin.simulate(1, members=members)
    register = kaiin.Register(population, as_of=population.as_of)
    licensees = kaiin.Licensees(population.licensees)
    name = ("Simulated association", "模擬協会")
    size = (("members simulated", "模擬した会員数"), str(members))
    assessments, allocation = measures()
    return kaiin.AnnualReport(
        name,
        register,
        licensees=licensees,
        segment="branch",
        scenarios=scenarios(),
        goal=kaiin.Goal("organization_rate", 2034, 0.6),
        levers=levers(),
        assessments=assessments,
        allocation=allocation,
        seed=population.seed,
        manifest=[size],
    )


def scenarios():
    """What would happen if fewer left, more joined, or both, from fiscal 2026 on and growing over three years."""
    soon = kaiin.Schedule(from_year=2026, ramp=3)
    lapse = kaiin.Scenario("A", [kaiin.LeverChange("lapse", factor=0.8, schedule=soon)])
    entry = kaiin.Scenario("B", [kaiin.LeverChange("entry", odds=1.5, schedule=soon)])
    return [lapse, entry, lapse.then(entry, "A + B")]


def levers():
    """Where a goal is sought: fewer who leave, more who join, more who come back."""
    return [
        (kaiin.LeverChange("lapse", factor=1), (0, 1)),
        (kaiin.LeverChange("entry", points=0), (0, 1)),
        (kaiin.LeverChange("reinstatement", points=0), (0, 0.2)),
    ]


def measures():
    """Four measures of the catalogue. Costs, effects and the worth of a member are assumptions to show the calculation: put in your own."""
    catalogue = kaiin.Catalogue.shipped()
    member, joiner = kaiin.Stake(0.08, 60_000), kaiin.Stake(0.60, 90_000)
    fewer = kaiin.MeasureEffect.typed_in("lapse", "assumption", relative=-0.25, standard_error=0.1)
    more = kaiin.MeasureEffect.typed_in("entry", "assumption", absolute=0.05, standard_error=0.01)
    known = [
        (catalogue.get("M15").for_audience_of(1_200, fixed_cost=300_000, cost_per_person=1_500, effect=fewer), member),
        (catalogue.get("M04").for_audience_of(800, fixed_cost=100_000, cost_per_person=3_000, effect=more), joiner),
    ]
    unknown = [
        (catalogue.get("M17").for_audience_of(10_000, reach=0.5, fixed_cost=500_000, cost_per_person=400), member),
        (catalogue.get("M57").for_audience_of(10_000, fixed_cost=2_000_000), member),
    ]
    lines = [kaiin.BudgetLine.of_plan(plan, stake) for plan, stake in known]
    return [plan.assess(stake) for plan, stake in known + unknown], kaiin.Budget(3_500_000).allocate(lines)


def main():
    """Make the four reports."""
    parser = argparse.ArgumentParser(description="Makes four annual reports under out/.")
    parser.add_argument("members", nargs="?", type=int, default=1_000_000, help="members of the simulated register")
    parser.add_argument("--language", choices=["en", "ja"], default="en", help="language of the screens (画面の言語)")
    chosen = parser.parse_args()
    reports = {
        "physiotherapists": physiotherapists,
        "kubernetes": kubernetes,
        "scriveners": scriveners,
        "simulated": lambda: simulated(chosen.members),
    }
    for name, make in reports.items():
        begun = time.perf_counter()
        report = make()
        files = report.write(OUT / name)
        print(f"\n{report.summary(chosen.language)}  {len(files)} files in out/{name}, {time.perf_counter() - begun:.1f} s", flush=True)
    print("\nOpen out/physiotherapists/report.en.html or report.ja.html in a browser; the others lie beside them.")


if __name__ == "__main__":
    main()
