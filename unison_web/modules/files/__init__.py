"""Pictures and documents that belong to a record, whatever kind of record it is."""
