"""Use cases of identity, a file per subject."""
