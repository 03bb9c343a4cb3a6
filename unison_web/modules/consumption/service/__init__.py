"""Use cases of what orders take and give."""
