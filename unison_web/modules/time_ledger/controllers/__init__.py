"""Routes of the time ledger."""
