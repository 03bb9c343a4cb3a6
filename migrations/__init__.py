"""Alembic migrations; ``policies`` is the only way to make a table."""
