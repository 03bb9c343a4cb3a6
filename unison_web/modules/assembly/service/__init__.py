"""Use cases of assembly."""
