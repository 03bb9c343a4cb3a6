"""Use cases of sourcing."""
