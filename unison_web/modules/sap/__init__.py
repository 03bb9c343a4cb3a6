"""The exchange with SAP."""
