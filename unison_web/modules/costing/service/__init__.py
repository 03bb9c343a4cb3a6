"""Use cases of costing: calculating (`calculation`), showing (`views`), keeping and comparing (`keeping`)."""
