"""Pictures and documents of records."""
