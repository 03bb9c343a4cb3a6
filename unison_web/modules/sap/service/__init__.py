"""Use cases of the exchange with SAP."""
