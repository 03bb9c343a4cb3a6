"""Routes of e-mail."""
