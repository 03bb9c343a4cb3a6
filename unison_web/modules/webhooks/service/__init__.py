"""Use cases: addresses and their secrets, what is written down for them, and sending it."""
