"""Routes of identity, a file per subject."""
