"""Routes of figures and reports."""
