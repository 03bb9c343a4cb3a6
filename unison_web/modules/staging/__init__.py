"""Material that is brought from the warehouse to the line before an order begins."""
