"""Routes of custom fields: definitions, another kind, values."""
