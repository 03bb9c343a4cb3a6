"""What of this module can be imported: rows, columns, writers."""
