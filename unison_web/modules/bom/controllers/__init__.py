"""Routes of bills of materials, a file per subject."""
