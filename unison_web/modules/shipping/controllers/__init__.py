"""Routes of shipments and docks."""
