"""Routes of routings, a file per subject."""
