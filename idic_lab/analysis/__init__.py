"""Pure functions on DataFrames: concentration of value, survey scales."""
