//! What follows from the figures: why a rate changed, what can be done about it, and what that is worth.
//!
//! [`decomposition`] splits the change of a rate between two dates into named parts that sum to it. A [`Lever`] is a rate that can be
//! changed; a [`scenario`] turns levers and says what follows, seeks the turn that reaches a goal, and ranks assumptions by what depends
//! on them; [`measures`] turn levers; [`money`] says what members pay and are worth; [`allocation`] shares a budget among measures.

pub mod allocation;
pub mod decomposition;
mod lever;
pub mod measures;
pub mod money;
mod remade;
pub mod scenario;

pub use lever::Lever;
