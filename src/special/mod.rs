//! Special functions that intervals need: incomplete beta and gamma functions and their inverses, right in the far tails.
