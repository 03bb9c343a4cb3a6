"""Routes of assembly."""
