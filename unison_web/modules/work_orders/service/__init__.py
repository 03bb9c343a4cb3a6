"""Use cases of work orders, a file per subject."""
