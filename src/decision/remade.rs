//! How does a setting that is read from a file keep the rules of one that is made in code?

/// Reads a struct by its own constructors, so that a file is refused for what they refuse, in their words.
///
/// `remade_when_read! { Unchecked => Type { field: Kind, … } }` makes `Unchecked`, the same fields without a rule, and turns it into the
/// type by `Type::remade`, which makes the value anew by its constructors. The type itself says `#[serde(try_from = "Unchecked")]`. The
/// fields are those of the type: one that is left out or is of another kind does not compile.
macro_rules! remade_when_read {
    ($unchecked:ident => $type:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty),+ $(,)? }) => {
        /// The fields as they stand in a file.
        #[derive(serde::Deserialize)]
        struct $unchecked {
            $($(#[$attribute])* $field: $kind),+
        }

        impl TryFrom<$unchecked> for $type {
            type Error = $crate::error::Error;

            fn try_from(read: $unchecked) -> $crate::error::Result<Self> {
                Self { $($field: read.$field),+ }.remade()
            }
        }
    };
}

pub(crate) use remade_when_read;

#[cfg(test)]
mod tests {
    use crate::decision::Lever;
    use crate::decision::allocation::{Attitude, Budget, BudgetLine, Response};
    use crate::decision::decomposition::{AccountSettings, LineIntegral, Losses, RateStock};
    use crate::decision::measures::{Catalogue, Change, Effect, Stake};
    use crate::decision::money::*;
    use crate::decision::scenario::*;
    use crate::episode::{EndReason, Standing};
    use crate::model::curve::{CurveFamily, CurveLaw};
    use crate::projection::{Assumed, Assumptions, Population, Projection, Quantity};
    use crate::unit::{Confidence, FiscalYear};
    use serde::{Serialize, de::DeserializeOwned};
    use serde_json::{Value, json};
    use std::fmt::Debug;

    /// A valid value comes back as it was. With something else at a place of its JSON it is refused in the given words; so it is without
    /// a field, but for those that may be absent, and with the null as which a number that is none is written.
    #[track_caller]
    fn refused<T: Serialize + DeserializeOwned + PartialEq + Debug>(valid: &T, may_be_absent: &[&str], broken: &[(&str, Value, &str)]) {
        let written = serde_json::to_value(valid).unwrap();
        assert_eq!(&serde_json::from_value::<T>(written.clone()).unwrap(), valid);
        for (place, wrong, words) in broken {
            let mut json = written.clone();
            *json.pointer_mut(place).unwrap_or_else(|| panic!("{place} of {written}")) = wrong.clone();
            let error = serde_json::from_value::<T>(json).unwrap_err().to_string();
            assert!(error.contains(words), "{place} {wrong}: {error}");
        }
        for (name, value) in written.as_object().into_iter().flatten().filter(|(name, _)| !may_be_absent.contains(&name.as_str())) {
            let mut json = written.clone();
            json.as_object_mut().unwrap().remove(name);
            assert!(serde_json::from_value::<T>(json.clone()).is_err(), "without {name}");
            if value.is_number() {
                json[name] = Value::Null;
                assert!(serde_json::from_value::<T>(json).is_err(), "{name} null");
            }
        }
    }

    #[test]
    fn scenarios() {
        let schedule = Schedule::from(FiscalYear(2026)).ramp(3).unwrap().until(FiscalYear(2030)).fade(2);
        refused(
            &schedule,
            &["from", "until"],
            &[("/from", Value::Null, "ramp 3 needs a first year"), ("/ramp", json!(-1), "invalid value")],
        );
        let cost = Cost::once(Money(1)).unwrap().yearly(Money(2)).unwrap().per_person(Money(3)).unwrap();
        refused(
            &cost,
            &[],
            &[
                ("/once", json!(-1), "cost paid once -1 is negative"),
                ("/yearly", json!(-1), "yearly cost -1 is negative"),
                ("/per_person", json!(-1), "cost per person -1 is negative"),
            ],
        );
        let goal = Goal::new(Quantity::OrganizationRate, FiscalYear(2035), 0.6).unwrap().with_probability(0.9).unwrap();
        refused(
            &goal,
            &["probability"],
            &[
                ("/value", json!(60.0), "goal 60 is no share"),
                ("/value", json!(-0.1), "goal -0.1 is no share"),
                ("/probability", json!(1.0), "probability 1 of reaching a goal"),
                ("/probability", json!(1.5), "probability 1.5 is outside [0, 1]"),
            ],
        );
        let change = LeverChange::of(Lever::Lapse, Amount::Factor(0.5)).unwrap().years(1, 3).unwrap().reason(EndReason::Arrears).unwrap();
        let change = change.reach(0.5).unwrap().schedule(schedule).segments(["North"]).cost(cost);
        let broken = [
            ("/amount", json!({"factor": -0.5}), "amount -0.5 is negative"),
            ("/amount", json!({"odds": 0.0}), "amount 0 is no odds ratio"),
            ("/years", json!([3, 1]), "years 3 to 1 are none"),
            ("/years", json!([1, 901]), "last year of a change: 901 is more than the limit"),
            ("/reach", json!(1.5), "probability 1.5 is outside"),
            ("/lever", json!("entry"), "years 1 to 3 do not part entry"),
            ("/lever", json!("late_entry"), "reason arrears does not part late_entry"),
            ("/schedule/from", Value::Null, "ramp 3 needs a first year"),
            ("/cost/once", json!(-1), "cost paid once -1 is negative"),
        ];
        refused(&change, &["years", "reason", "segments", "cost"], &broken);
        refused(&change.clone().years_from(2).unwrap(), &["years", "reason", "segments", "cost"], &[]);
        let inflow = LeverChange::of(Lever::LicenceInflow, Amount::To(9.0)).unwrap();
        refused(
            &inflow,
            &["years", "reason"],
            &[("/amount", json!({"odds": 2.0}), "is for probabilities"), ("/amount", json!({"to": -9.0}), "is negative")],
        );
        let scenario = Scenario::named("half").with(change.clone());
        refused(&scenario, &[], &[("/changes/0/reach", json!(2.0), "probability 2 is outside"), ("/name", json!(1), "did not match")]);
        let copying = GoodPractice::of(Lever::Entry, 0.5).unwrap().schedule(schedule).rates(SegmentRates::AtFaceValue);
        let broken = [
            ("/lever", json!("leave_taken"), "lever leave_taken is no practice"),
            ("/better", json!(1.0), "better 1 is no share"),
            ("/share_of_gap", json!(-0.1), "probability -0.1 is outside"),
        ];
        refused(&copying, &["rates"], &broken);
    }

    #[test]
    fn scenarios_that_were_compared() {
        let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
        let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten").unwrap()], ..Assumptions::nothing_happens() };
        let base = Projection::of(&population, &assumptions, [0]);
        let compared = ScenarioComparison::of(&base, &[Scenario::named("one"), Scenario::named("other")]).unwrap();
        refused(&compared, &[], &[("/outcomes/1/scenario/name", json!("one"), "scenario \"one\" is the name of two")]);
    }

    #[test]
    fn dues_and_what_members_are_worth() {
        refused(&Currency::yen(), &[], &[("/decimals", json!(5), "decimals 5 are more than any currency has")]);
        refused(&Reduction::amount(Money(5)).unwrap(), &[], &[("/amount", json!(-5), "reduction -5 is negative")]);
        refused(&Reduction::share(0.3).unwrap(), &[], &[("/millionths", json!(1_500_000), "reduction 1.5 is outside [0, 1]")]);
        const RULE: &[&str] = &["class", "standing", "until_tenure", "from_year", "until_year"];
        let rule = ReductionRule::newcomers(3, Reduction::whole()).unwrap().of_class("full").from_year(FiscalYear(2020));
        refused(&rule, RULE, &[("/until_tenure", json!(0), "newcomers' years 0 cover nobody")]);
        refused(&ReductionRule::in_standing(Standing::OnLeave, Reduction::whole()).until_year(FiscalYear(2030)), RULE, &[]);
        let dues = Dues::monthly(Money(1_000)).unwrap();
        let broken = [("/each", json!(-1), "dues -1 is negative"), ("/instalments", json!(0), "number of instalments 0 is outside")];
        refused(&dues, &[], &broken);
        let schedule = DuesSchedule::new().dues("full", FiscalYear(2020), dues).unwrap();
        let schedule = schedule.entrance_fee("full", FiscalYear(2020), Money(5)).unwrap().reduce(rule).rounding(Rounding::Up);
        let broken = [
            ("/dues/full/2020/each", json!(-1), "dues -1 is negative"),
            ("/dues/full/2020/each", json!(MOST_MONEY), "amount of money"),
            ("/entrance_fees/full/2020", json!(-5), "entrance fee -5 is negative"),
            ("/rules/0/reduction/millionths", json!(1_000_001), "reduction 1.000001 is outside"),
        ];
        refused(&schedule, &[], &broken);
        let group = MemberGroup::new(FiscalYear(2025), "full");
        let count = MemberCount::new(group.clone(), 100).with_entering(10).unwrap();
        refused(&count, &[], &[("/entering", json!(101), "number entering 101 is more than the 100 members")]);
        let expected = ExpectedMembers::new(group, 100.5).unwrap().with_entering(1.5).unwrap();
        let broken =
            [("/members", json!(-1.0), "number of members -1 is no"), ("/entering", json!(101.0), "number entering 101 is outside")];
        refused(&expected, &[], &broken);
        let side = MemberSide::of_dues(Money(15)).unwrap().entrance_fee(Money(5), 3).unwrap();
        let side = side.benefit("seminar", Money(4), 2.0).unwrap().benefit("insurance", Money(6), 1.0).unwrap();
        let broken = [
            ("/dues", json!(-1), "dues -1 is negative"),
            ("/entrance_fee", json!(-1), "entrance fee -1 is negative"),
            ("/years", json!(0), "years 0 are none"),
            ("/benefits/0/saving", json!(-1), "saving -1 is negative"),
            ("/benefits/0/uses_a_year", json!(-1.0), "uses a year -1 is no number"),
            ("/benefits/1/name", json!("seminar"), "benefit \"seminar\" is given twice"),
        ];
        refused(&side, &[], &broken);
        let value = MemberValue::of_dues(Money(10)).unwrap().first_years(&[Money(5)]).unwrap().other_revenue(Money(1)).unwrap();
        let value = value.servicing(Money(2)).unwrap().entrance_fee(Money(3)).unwrap().acquisition(Money(4)).unwrap();
        let broken = [
            ("/first_years/0", json!(-1), "dues -1 is negative"),
            ("/dues", json!(-1), "dues -1 is negative"),
            ("/other_revenue", json!(-1), "other revenue -1 is negative"),
            ("/servicing", json!(-1), "servicing cost -1 is negative"),
            ("/entrance_fee", json!(-1), "entrance fee -1 is negative"),
            ("/acquisition", json!(-1), "acquisition cost -1 is negative"),
            ("/discount", json!(-0.1), "discount -0.1 is not a rate"),
        ];
        refused(&value.discount(0.03).unwrap().timing(PaymentTiming::MidYear), &[], &broken);
        refused(&Staying::constant(0.9).unwrap(), &[], &[("/constant", json!(1.1), "retention 1.1 is outside")]);
        let broken = [
            ("/shares/0", json!([]), "the shares who stay has no data rows"),
            ("/shares/0/0", json!(0.9), "first share 0.9 is not 1"),
            ("/shares/0/1", json!(1.5), "share 1.5 follows on 1"),
            ("/shares/0", json!([1.0]), "a retention to go on with is not known"),
        ];
        refused(&Staying::shares(&[1.0, 0.8, 0.7], Beyond::LastRetention).unwrap(), &[], &broken);
        refused(&Staying::curve(CurveLaw::new(CurveFamily::Exponential, &[0.02]).unwrap()), &[], &[]);
    }

    #[test]
    fn measures_and_budgets() {
        let effect = Effect::evaluated(Lever::Lapse, Change::Relative(-0.1), "mentors 2024").unwrap();
        let interval = effect.clone().interval(-0.2, 0.0, Confidence::new(0.95).unwrap()).unwrap();
        let broken = [
            ("/change", json!({"relative": -1.5}), "change -1.5 is no change of a rate"),
            ("/change", json!({"absolute": 1.5}), "change 1.5 is no change of a rate"),
            ("/change", json!({"relative": 0.5}), "interval -0.2 to 0 does not hold the change 0.5"),
            ("/uncertainty/interval/limits", json!({"lower": 0.0, "upper": -0.2}), "interval 0 to -0.2 does not hold"),
            ("/provenance", json!({"evaluated": " "}), "the name of the evaluation is not known"),
            ("/provenance", json!({"typed_in": ""}), "a note on where the effect comes from is not known"),
        ];
        refused(&interval, &[], &broken);
        let with_error = effect.clone().with_standard_error(0.05).unwrap();
        refused(&with_error, &[], &[("/uncertainty/standard_error", json!(-0.05), "standard error -0.05 is none")]);
        let mentors = Catalogue::shipped().get("M15").unwrap().clone();
        let plan = mentors.for_audience_of(1_000.0).unwrap().reach(0.4).unwrap().cost(Money(6), Money(1)).unwrap().years(2).unwrap();
        let broken = [
            ("/audience", json!(-1.0), "audience -1 is no number"),
            ("/reach", json!(1.5), "reach 1.5 is outside"),
            ("/fixed", json!(-1), "fixed cost -1 is negative"),
            ("/per_person", json!(-1), "cost per person -1 is negative"),
            ("/years", json!(0), "years 0 are none"),
            ("/years", json!(101), "years of a measure: 101 is more"),
            ("/effect/lever", json!("reinstatement"), "lever reinstatement is not one that measure M15 works on"),
        ];
        refused(&plan.with_effect(effect).unwrap(), &["effect"], &broken);
        let stake = Stake::new(0.2, 60_000.0).unwrap().discount(0.03).unwrap();
        refused(
            &stake,
            &[],
            &[("/rate", json!(20.0), "probability 20 is outside"), ("/discount", json!(-0.1), "discount -0.1 is not a rate")],
        );
        let catalogue = Catalogue::empty().with(mentors.clone()).unwrap();
        refused(&catalogue, &[], &[("/measures/0/id", json!(""), "measure id \"\" is taken or empty")]);
        let twice = json!({"measures": [mentors.clone(), mentors]});
        assert!(serde_json::from_value::<Catalogue>(twice).unwrap_err().to_string().contains("\"M15\" is taken"));

        refused(&Response::linear(1.5).unwrap(), &[], &[("/linear/per_unit", json!(-1.5), "gain per unit -1.5 is no gain")]);
        let broken = [("/saturating/limit", json!(-1.0), "limit -1 is no"), ("/saturating/scale", json!(0.0), "scale 0 is no amount")];
        refused(&Response::saturating(40.0, 1e6).unwrap(), &[], &broken);
        let broken = [("/power/factor", json!(-1.0), "factor -1 is no gain"), ("/power/exponent", json!(1.5), "exponent 1.5 is outside")];
        refused(&Response::power(2.0, 0.5).unwrap(), &[], &broken);
        let broken = [
            ("/hill/limit", json!(-1.0), "limit -1 is no gain"),
            ("/hill/half", json!(-1.0), "half -1 is no amount"),
            ("/hill/exponent", json!(0.0), "exponent 0 is outside"),
        ];
        refused(&Response::hill(10.0, 3.0, 0.6).unwrap(), &[], &broken);
        let line = BudgetLine::new("mentors", Response::linear(2.0).unwrap()).fixed_cost(20.0).unwrap().at_least(30.0).unwrap();
        let broken = [
            ("/fixed", json!(-1.0), "fixed cost -1 is no amount"),
            ("/fixed", json!(400.0), "most spending 300 of \"mentors\" is below the 400"),
            ("/at_least", json!(-1.0), "least spending -1 is no amount"),
            ("/at_most", json!(25.0), "most spending 25 of \"mentors\" is below the 30"),
            ("/relative_error", json!(-0.5), "relative error -0.5 is none"),
        ];
        refused(&line.at_most(300.0).unwrap().uncertain(0.5).unwrap(), &["at_most"], &broken);
        let broken = [
            ("/fixed", json!(0.0), "cost 0 is no price"),
            ("/at_most", json!(900.0), "most spending 900 of \"website\" differs from its price"),
            ("/response/whole/gain", json!(-12.0), "gain -12 is no gain"),
        ];
        refused(&BudgetLine::all_or_nothing("website", 800.0, 12.0).unwrap(), &["at_most"], &broken);
        let budget = Budget::of(100.0).unwrap().attitude(Attitude::MeanLessDeviations(1.0)).unwrap();
        let broken = [
            ("/amount", json!(-1.0), "budget -1 is no sum"),
            ("/attitude", json!({"mean_less_deviations": -1.0}), "deviations -1 are no number"),
        ];
        refused(&budget, &[], &broken);
    }

    #[test]
    fn decompositions() {
        let stock = RateStock::counted("2020-03-31", 105, 175).unwrap();
        let broken = [
            ("/licence_holders", serde_json::to_value(crate::licensees::Amount::Count(0)).unwrap(), "cannot be divided by"),
            ("/members", json!(u64::MAX), "members: 18446744073709551615 is more than the limit"),
        ];
        refused(&stock, &[], &broken);
        let settings = AccountSettings::new().losses(Losses::ByTenure(vec![0, 1, 3])).unwrap();
        let broken =
            [("/losses/by_tenure", json!([0, 3, 1]), "must begin with 0 and ascend"), ("/losses/by_tenure/0", json!(1), "must begin")];
        refused(&settings, &[], &broken);
        refused(&LineIntegral::until(1e-9).unwrap(), &[], &[("/steps", json!({"Until": 2.0}), "precision 2 is outside")]);
        refused(&LineIntegral::of_steps(10), &[], &[]);
    }
}
