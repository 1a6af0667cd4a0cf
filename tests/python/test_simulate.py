"""Simulated registers: same seed, same rows; the register read from them agrees with the truth."""

import pickle

import kaiin
import polars as pl
import pytest


def test_the_same_seed_gives_the_same_register() -> None:
    one, two = kaiin.simulate(7, members=2_000, threads=1), kaiin.simulate(7, members=2_000, threads=2)
    assert one.to_table() == two.to_table()
    assert one.to_table() != kaiin.simulate(8, members=2_000).to_table()
    assert (one.seed, len(one)) == (7, len(one.to_table()))


def test_counts_agree_with_what_happened() -> None:
    simulated = kaiin.simulate(1, members=2_000, extras=["born", "sex"])
    register = kaiin.Register(simulated, as_of=simulated.as_of)
    assert register.rows_set_aside == 0
    movements = pl.DataFrame(kaiin.CohortTable(register).movements())
    truth = pl.DataFrame(simulated.truth_by_year)
    joined = truth.select(pl.col("joined_on_time") + pl.col("joined_late")).to_series().to_list()
    assert movements["joined"].to_list()[-20:] == joined[-20:]
    assert movements["reinstated"].to_list()[-20:] == truth["reinstated"].to_list()[-20:]
    assert {"branch", "sex"} <= register.segments.keys()


def test_licence_holders_go_straight_into_the_denominators() -> None:
    simulated = kaiin.simulate(1, licensees=1_000)
    licensees = kaiin.Licensees(simulated.licensees)
    assert sum(licensees.new_licensees(year) or 0 for year in licensees.years) == 1_000
    assert sum(pl.DataFrame(simulated.licensees)["count"]) == 1_000


def test_settings_outside_their_range_are_refused() -> None:
    with pytest.raises(kaiin.SettingError):
        kaiin.simulate(1, lapse=[1.5])
    with pytest.raises(kaiin.SettingError, match="at_year_end"):
        kaiin.simulate(1, arrears="never")  # type: ignore[arg-type]
    with pytest.raises(kaiin.SettingError):
        kaiin.simulate(1, effects=[kaiin.Effect(branch="火星", lapse_odds=0.5)])
    with pytest.raises(OverflowError):
        kaiin.simulate(-1)


def test_every_setting_of_the_simulation_can_be_given() -> None:
    simulated = kaiin.simulate(
        1,
        licensees=2_000,
        inflow=(2000, [1.0, 2.0, 1.0]),
        joining_months=[1.0] + [0.0] * 11,
        arrears=("suspended", 6, 30),
        noise={"duplicates": 3, "overlaps": 2},
        effects=[kaiin.Effect(branch="東京都", years=(2001, 2002), lapse_odds=0.5)],
    )
    cohorts = pl.DataFrame(simulated.licensees).group_by("year").agg(pl.col("count").sum()).sort("year")
    assert cohorts.rows() == [(2000, 500), (2001, 1_000), (2002, 500)]  # 1 : 2 : 1 of 2,000
    register = kaiin.Register(simulated, as_of=simulated.as_of)
    assert register.issue_counts["duplicate_row"] == 3
    assert register.issue_counts["overlap"] == 2
    assert {episode.standing for at in range(register.episodes) if (episode := register.episode(at))} >= {"active", "suspended"}
    with pytest.raises(kaiin.SettingError, match="duplicates"):
        kaiin.simulate(1, noise={"typos": 1})
    with pytest.raises(kaiin.SettingError, match="suspended"):
        kaiin.simulate(1, arrears=("hanged", 6, 30))  # type: ignore[arg-type]


def test_effects_are_values() -> None:
    effect = kaiin.Effect(branch="東京都", years=(2001, 2002), entry_odds=2.0)
    assert (effect.branch, effect.years, effect.entry_odds, effect.lapse_odds) == ("東京都", (2001, 2002), 2.0, 1.0)
    assert pickle.loads(pickle.dumps(effect)) == effect
    assert repr(effect) == "<kaiin.Effect branch='東京都' years=(2001, 2002) entry_odds=2.0 lapse_odds=1.0>"
