"""Use cases of materials and of their reference data."""
