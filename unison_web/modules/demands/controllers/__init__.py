"""Routes of demands, a file per noun."""
