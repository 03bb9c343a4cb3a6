"""Anything that can be scanned: understood, found, and what may be done with it."""
