"""Who has learned what."""
