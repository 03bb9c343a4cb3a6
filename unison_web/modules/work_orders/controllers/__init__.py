"""Routes of work orders, a file per sub-resource."""
