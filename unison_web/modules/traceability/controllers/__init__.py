"""Routes of tracing."""
