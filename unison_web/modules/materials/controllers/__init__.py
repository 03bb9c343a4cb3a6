"""Routes of materials, a file per noun."""
