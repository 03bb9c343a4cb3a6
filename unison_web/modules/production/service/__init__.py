"""Use cases at an operation, a file per subject."""
