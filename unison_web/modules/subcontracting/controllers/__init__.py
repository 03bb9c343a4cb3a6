"""Routes of subcontracted operations."""
