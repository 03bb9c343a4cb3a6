"""Routes of bills of material, a file per subject."""
