"""Routes of signals."""
