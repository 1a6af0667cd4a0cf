//! Which measures are worth their money, how large would an effect have to be, and how is a budget best shared among them?
//!
//! An association of 10,000 members. **Every number here is an assumption, typed in to show the calculation**: dues, rates, costs, reach
//! and above all the two effects. Put your own in their place; the library ships none.
//!
//! ```text
//! cargo run --example which_measures_pay
//! ```

use kaiin::decision::Lever;
use kaiin::decision::allocation::{Allocation, Attitude, Budget, BudgetLine};
use kaiin::decision::measures::{Assessment, Catalogue, Change, Effect, MeasurePlan, Stake};
use kaiin::decision::money::{Beyond, Currency, Dues, DuesSchedule, MemberValue, Money, Reduction, ReductionRule, Staying};
use kaiin::{Error, FiscalYear, Result};

/// Assumption: of 100 who join, so many pay in the first, second … year, and then as in the last.
const STAY: [f64; 6] = [1.0, 0.85, 0.76, 0.70, 0.66, 0.63];
/// Assumption: money in a year is worth 2 % less.
const DISCOUNT: f64 = 0.02;
/// Assumption: 8 % of members leave a year, and 60 % of new licence holders join.
const LAPSE: f64 = 0.08;
const ENTRY: f64 = 0.60;

fn main() -> Result<()> {
    let (joiner, kept) = worth_of_members()?;
    let plans = plans()?;
    let stake = |plan: &MeasurePlan| match plan.lever() {
        Some(Lever::Entry) => Stake::new(ENTRY, joiner)?.discount(DISCOUNT),
        _ => Stake::new(LAPSE, kept)?.discount(DISCOUNT),
    };
    let mut lines = Vec::new();
    for plan in &plans {
        let found: Assessment = plan.assess(&stake(plan)?)?;
        println!("{}\n  {}\n", found.words().english, found.words().japanese);
        if found.outcome.is_some() {
            lines.push(BudgetLine::of_plan(plan, &stake(plan)?)?);
        }
    }
    let budget = Budget::of(3_500_000.0)?;
    show("Most expected value for 3,500,000", &budget.allocate(&lines)?);
    show("Most value less one standard deviation", &budget.attitude(Attitude::MeanLessDeviations(1.0))?.allocate(&lines)?);
    Ok(())
}

/// What one who joins and one who is kept in the third year are worth, by assumed dues and costs.
fn worth_of_members() -> Result<(f64, f64)> {
    let schedule = DuesSchedule::new()
        .dues("full", FiscalYear(2025), Dues::yearly(Money(15_000))?)?
        .entrance_fee("full", FiscalYear(2025), Money(5_000))?
        .reduce(ReductionRule::newcomers(1, Reduction::share(0.5)?)?);
    let member = MemberValue::of_schedule(&schedule, "full", FiscalYear(2025))?.servicing(Money(6_000))?.discount(DISCOUNT)?;
    let staying = Staying::shares(&STAY, Beyond::LastRetention)?;
    let without = || Error::Missing { what: "a finite value".into(), advice: "discount later years".into() };
    let joiner = member.lifetime_value(&staying)?.ok_or_else(without)?.value;
    let kept = member.value_of_kept(&staying, 2)?.ok_or_else(without)?;
    println!("Assumed dues and costs: who joins is worth {}, who is kept in the third year {}.\n", yen(joiner), yen(kept));
    Ok((joiner, kept))
}

/// Five plans of the catalogue: two with an assumed effect, three of unknown effect.
fn plans() -> Result<Vec<MeasurePlan>> {
    let catalogue = Catalogue::shipped();
    let plan = |id: &str, audience: f64, fixed: i64, each: i64| {
        let measure = catalogue.get(id).ok_or_else(|| Error::Missing { what: id.to_owned(), advice: "look at the catalogue".into() })?;
        measure.for_audience_of(audience)?.cost(Money(fixed), Money(each))
    };
    let mentors = Effect::typed_in(Lever::Lapse, Change::Relative(-0.25), "ASSUMPTION for this example")?.with_standard_error(0.30)?;
    let discount = Effect::typed_in(Lever::Entry, Change::Absolute(0.05), "ASSUMPTION for this example")?.with_standard_error(0.01)?;
    Ok(vec![
        plan("M15", 1_200.0, 300_000, 1_500)?.with_effect(mentors)?,
        plan("M04", 800.0, 100_000, 3_000)?.with_effect(discount)?,
        plan("M17", 10_000.0, 500_000, 400)?.reach(0.5)?,
        plan("M37", 10_000.0, 1_500_000, 0)?.reach(0.01)?,
        plan("M57", 10_000.0, 2_000_000, 0)?,
    ])
}

fn yen(amount: f64) -> String {
    Money(amount.round() as i64).in_currency(&Currency::yen())
}

fn show(title: &str, allocation: &Allocation) {
    let (value, error, left) = (yen(allocation.gain), yen(allocation.error), yen(allocation.left()));
    println!("{title}: value {value} ± {error}, left {left}");
    for line in &allocation.lines {
        println!("  {}: {}", line.name, yen(line.spent));
    }
    let price = allocation.shadow_price.map_or("without limit".to_owned(), |price| format!("{price:.2}"));
    println!("  one yen more would bring {price}");
}
