"""Use cases of custom fields: definitions, and the values of records."""
