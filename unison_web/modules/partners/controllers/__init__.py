"""Routes of partners, a file per noun."""
