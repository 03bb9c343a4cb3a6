"""Routes of production, a file per subject."""
