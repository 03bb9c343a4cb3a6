"""Use cases of subcontracted operations."""
