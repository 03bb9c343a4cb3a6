"""Use cases of imports: `run` streams rows through the writer of their kind."""
