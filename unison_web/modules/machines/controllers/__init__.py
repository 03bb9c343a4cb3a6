"""Routes of machines, a file per noun."""
