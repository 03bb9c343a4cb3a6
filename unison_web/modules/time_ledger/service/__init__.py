"""Writing the ledger, explaining stops, and reading what became of the minutes."""
