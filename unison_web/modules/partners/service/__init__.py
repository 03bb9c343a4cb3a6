"""Use cases of partners, their addresses and contacts."""
