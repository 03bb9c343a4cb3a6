"""Use cases of the floor, a file per subject."""
