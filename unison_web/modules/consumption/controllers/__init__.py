"""Routes of what orders take."""
