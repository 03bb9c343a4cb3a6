"""Routes of the floor, a file per subject."""
