"""Use cases of shifts: what is defined, which calendar counts, which shifts come out of it, and who is there."""
