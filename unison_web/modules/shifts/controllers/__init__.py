"""Routes of shifts, a file per subject."""
