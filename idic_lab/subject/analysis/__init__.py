"""Pure functions on DataFrames and graphs: concentration of value, survey scales, journey gaps, spread, payoffs."""
