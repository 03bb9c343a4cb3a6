"""Routes of stock, a file per subject."""
