"""The mathematics of a plant: pure functions over frozen dataclasses. No database, no clock, no input or output."""
