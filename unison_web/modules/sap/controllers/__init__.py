"""Routes of the exchange with SAP."""
