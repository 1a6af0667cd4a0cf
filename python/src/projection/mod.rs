//! What will happen if the assumptions hold, and how people go through the states of a Markov chain, in Python.

pub(crate) mod arrival;
pub(crate) mod assumptions;
pub(crate) mod chain;
pub(crate) mod inflow;
pub(crate) mod outlook;
pub(crate) mod paths;
pub(crate) mod population;
pub(crate) mod segments;
