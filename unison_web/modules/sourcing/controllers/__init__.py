"""Routes of sourcing, a file per noun."""
