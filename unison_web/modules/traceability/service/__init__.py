"""Use cases of tracing."""
